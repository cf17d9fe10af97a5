//! Every list of the screen as CSV and XLSX: the rows its address filters, on all its pages.

use crate::http::downloads::{CSV, XLSX, file};
use crate::http::uploads::{Caller, said};
use crate::output::table::{self, NotWritten, Table};
use crate::state::AppState;
use app::pages::{programs, project, projects};
use app::tables::{self, Sheet};
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use domain::event::Kind;
use domain::id::ProjectId;
use domain::number::{FilmNumber, NumberState, SeriesId};
use domain::program::ProgramNumber;
use domain::program::number::LAST;
use domain::refusal::Refusal;
use domain::time::Timestamp;
use domain::view::desk::RollsAsked;
use domain::view::findings::FindingsQuery;
use domain::view::lab::LedgerQuery;
use domain::view::numbers::NumbersQuery;
use domain::view::projects::documents::DocumentPage;
use domain::view::projects::list::Cursor;
use domain::words::{Language, Say};
use std::collections::BTreeMap;
use store::{Store, StoreError};

/// Reels read at once.
const REELS: u32 = 200;

pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/download/{table}", get(of_lab))
        .route("/download/projects/{project}/{table}", get(of_project))
}

/// What the address asks for, as the page itself reads it.
struct Asked(BTreeMap<String, String>);

impl Asked {
    fn text(&self, name: &str) -> String {
        self.0.get(name).cloned().unwrap_or_default()
    }
}

#[derive(Debug, thiserror::Error)]
enum NoTable {
    #[error("there is no such table")]
    Unknown,
    #[error("{0}")]
    Unreadable(String),
    #[error("{0}")]
    Store(#[from] StoreError),
    #[error("{0}")]
    NotWritten(#[from] NotWritten),
}

async fn of_lab(
    State(state): State<AppState>,
    caller: Caller,
    Path(table): Path<String>,
    Query(asked): Query<BTreeMap<String, String>>,
) -> Response {
    let (name, ending) = parted(&table);
    let sheet = lab_sheet(&state, name, &Asked(asked), caller.language).await;
    answer(&state, &caller, sheet, ending)
}

async fn of_project(
    State(state): State<AppState>,
    caller: Caller,
    Path((project, table)): Path<(u64, String)>,
    Query(asked): Query<BTreeMap<String, String>>,
) -> Response {
    let (name, ending) = parted(&table);
    let project = ProjectId::new(project);
    let sheet = project_sheet(state.store(), project, name, &Asked(asked), caller.language).await;
    answer(&state, &caller, sheet, ending)
}

/// `projects.csv` in its two parts.
fn parted(table: &str) -> (&str, &str) {
    table.rsplit_once('.').unwrap_or((table, ""))
}

async fn lab_sheet(
    state: &AppState,
    name: &str,
    asked: &Asked,
    language: Language,
) -> Result<Sheet, NoTable> {
    let (store, now) = (state.store(), (state.server.clock)());
    Ok(match name {
        "projects" => project_list(store, asked, language).await?,
        "numbers" => number_list(store, asked, language).await?,
        "ledger" => ledger(store, asked, language).await?,
        "program-numbers" => program_numbers(store, asked, now, language).await?,
        "shelf" => tables::shelf(&store.film_stock(None, 1, now).await?, language),
        "reels" => {
            let (mut rows, mut before) = (Vec::new(), None);
            loop {
                let page = store.film_stock(before, REELS, now).await?;
                rows.extend(page.reels);
                before = page.older;
                if before.is_none() {
                    break tables::reels(&rows, language);
                }
            }
        }
        "development" => {
            let (mut rows, mut before) = (Vec::new(), None);
            loop {
                let page = store.development(before, now).await?;
                rows.extend(page.runs);
                before = page.older;
                if before.is_none() {
                    break tables::runs(&rows, language);
                }
            }
        }
        "people" => tables::people(&store.people_view().await?, language),
        "keys" => tables::keys(&store.people_view().await?, language),
        "rolls" => {
            let query = RollsAsked::of(&asked.text("stage"), &asked.text("days"), &asked.text("pass"));
            tables::rolls_listed(&store.all_rolls_listed(&query, now).await?.rows, language)
        }
        "complaints" => {
            let open = asked.text("show") != "all";
            tables::complaints(&store.complaints(open, None).await?, language)
        }
        "findings" => {
            let query = FindingsQuery::of(&asked.text("state"), &asked.text("kind"), asked.text("number"));
            tables::findings(&store.all_findings(&query).await?.rows, language)
        }
        "duplicates" => {
            let project = asked.text("project").parse().ok().map(ProjectId::new);
            let mut pairs = store.duplicates().await?;
            pairs.retain(|pair| project.is_none_or(|id| pair.one == id || pair.other == id));
            tables::duplicates(&pairs, language)
        }
        "programs" => {
            let query = programs::query_of(|name| asked.text(name));
            tables::program_rows(&store.all_programs(&query).await?, language)
        }
        "ranges" => tables::ranges(&store.free_view(None).await?, language),
        "free" => tables::free(&store.free_view(None).await?, &asked.text("range"), language),
        "gaps" => tables::gaps(&store.gaps().await?, language),
        "search" => tables::found(&store.search(&asked.text("q")).await?.found, language),
        _ => return Err(NoTable::Unknown),
    })
}

async fn project_list(store: &Store, asked: &Asked, language: Language) -> Result<Sheet, NoTable> {
    let mut query = projects::query_of(|name| asked.text(name));
    let mut rows = Vec::new();
    query.cursor = None;
    loop {
        let page = store.projects_page(&query).await?;
        rows.extend(page.rows);
        query.cursor = page.later.filter(|cursor: &Cursor| !cursor.backwards);
        if query.cursor.is_none() {
            return Ok(tables::projects(&rows, language));
        }
    }
}

async fn number_list(store: &Store, asked: &Asked, language: Language) -> Result<Sheet, NoTable> {
    let series = asked.text("series").parse().ok().filter(|digit| SeriesId::of_digit(*digit).is_some());
    let mut query = NumbersQuery {
        series: series.unwrap_or(1),
        state: NumberState::parse(&asked.text("state")),
        undelivered: asked.text("state") == "undelivered",
        text: asked.text("text"),
        below: None,
        above: None,
    };
    let mut rows = Vec::new();
    loop {
        let page = store.numbers_page(&query).await?;
        let last: Option<FilmNumber> = page.rows.last().map(|row| row.number);
        rows.extend(page.rows);
        query.below = last.filter(|_| page.more_below);
        if query.below.is_none() {
            return Ok(tables::numbers(&rows, language));
        }
    }
}

/// The program numbers from one to another; without them all of them.
async fn program_numbers(
    store: &Store,
    asked: &Asked,
    now: Timestamp,
    language: Language,
) -> Result<Sheet, NoTable> {
    let number = |name: &str, otherwise: u32| match asked.text(name).as_str() {
        "" => ProgramNumber::from_value(otherwise).ok_or(NoTable::Unknown),
        text => {
            ProgramNumber::parse(text).map_err(|_| NoTable::Unreadable(no_program_number(text, language)))
        }
    };
    let (first, last) = (number("from", 0)?, number("to", LAST)?);
    Ok(tables::program_numbers(&store.heatmap_rows(first.min(last), first.max(last), now).await?, language))
}

fn no_program_number(text: &str, language: Language) -> String {
    let german = format!("„{text}“ ist keine Programmnummer: O und bis zu fünf Ziffern angeben, wie O62500.");
    let english = format!("“{text}” is no program number: give O and up to five digits, such as O62500.");
    language.pick(german, english)
}

async fn ledger(store: &Store, asked: &Asked, language: Language) -> Result<Sheet, NoTable> {
    let day = match asked.text("day").as_str() {
        "" => None,
        day => {
            let day = app::api::lab::day(day, language);
            Some(day.map_err(|error| NoTable::Unreadable(error.sentence()))?)
        }
    };
    let mut query = LedgerQuery {
        actor: asked.text("actor"),
        action: asked.text("action"),
        kind: Kind::parse(&asked.text("kind")),
        text: asked.text("text"),
        day,
        before: None,
        after: None,
    };
    let mut rows = Vec::new();
    loop {
        let page = store.ledger_page(&query, language).await?;
        let last = page.entries.last().map(|entry| entry.seq);
        rows.extend(page.entries);
        query.before = last.filter(|_| page.more_before);
        if query.before.is_none() {
            return Ok(tables::ledger(&rows, language));
        }
    }
}

async fn project_sheet(
    store: &Store,
    project: ProjectId,
    name: &str,
    asked: &Asked,
    language: Language,
) -> Result<Sheet, NoTable> {
    let missing = || StoreError::Refused(Refusal::NoSuchProject { project: project.to_string() });
    let file = store.project_file(project).await?.ok_or_else(missing)?;
    let archive_id = &file.project.key.archive_id;
    match name {
        "documents" => {
            let ask = project::ask_of(|name| asked.text(name));
            let query = project::document_query(|name| asked.text(name));
            let page = DocumentPage::filtered(&file, &ask, &query);
            let name = format!("{archive_id}_{}", language.pick("Dokumente", "documents"));
            Ok(tables::documents(&name, &page.rows, language))
        }
        "rolls" => {
            let rolls = store.roll_lines(project).await?;
            let name = format!("{archive_id}_{}", language.pick("Rollen", "rolls"));
            Ok(tables::rolls(&name, &rolls, language))
        }
        _ => Err(NoTable::Unknown),
    }
}

fn answer(state: &AppState, caller: &Caller, sheet: Result<Sheet, NoTable>, ending: &str) -> Response {
    let written = sheet.and_then(|sheet| {
        let title: String = sheet.name.chars().take(31).collect();
        let table = Table { title: &title, header: &sheet.header, rows: &sheet.rows };
        let bytes = match ending {
            "csv" => table::csv(&table),
            "xlsx" => table::xlsx(&table, (state.server.clock)())?,
            _ => return Err(NoTable::Unknown),
        };
        Ok((format!("{}.{ending}", sheet.name), bytes))
    });
    let language = caller.language;
    let (status, sentence) = match written {
        Ok((name, bytes)) => return file(if ending == "csv" { CSV } else { XLSX }, &name, bytes),
        Err(NoTable::Unknown) => {
            let sentence = language.pick(
                "Diese Tabelle gibt es nicht: auf der Seite der Liste CSV oder XLSX wählen.",
                "There is no such table: choose CSV or XLSX on the page of the list.",
            );
            (StatusCode::NOT_FOUND, sentence.to_owned())
        }
        Err(NoTable::Unreadable(sentence)) => (StatusCode::UNPROCESSABLE_ENTITY, sentence),
        Err(NoTable::Store(StoreError::Refused(refusal))) => (StatusCode::NOT_FOUND, refusal.say(language)),
        Err(NoTable::Store(error)) => (StatusCode::SERVICE_UNAVAILABLE, said(error, caller).1),
        Err(NoTable::NotWritten(error)) => {
            tracing::warn!(%error, request = caller.request, "a table could not be written");
            let sentence = language.pick(
                "Als XLSX lässt sich diese Tabelle nicht schreiben: die CSV-Datei nehmen.",
                "This table cannot be written as XLSX: take the CSV file.",
            );
            (StatusCode::UNPROCESSABLE_ENTITY, sentence.to_owned())
        }
    };
    (status, sentence).into_response()
}
