//! Reads: settings with their history, people and tokens, and what a search finds.

use super::names::{NameBook, Wanted};
use super::numbers::row_of;
use crate::db::{Columns, Value, fetch, fetch_in, fetch_one};
use crate::error::StoreError;
use crate::open::Store;
use crate::projects::Placed;
use crate::row::Row;
use domain::film::reel::TempRoll;
use domain::film::roll::{RollStage, Segment};
use domain::id::{ProjectId, RollId};
use domain::number::{FilmNumber, Held, NumberState};
use domain::person::{Person, Token};
use domain::time::Timestamp;
use domain::view::lab::{
    DocumentPlace, Found, PeopleView, SearchView, SettingsVersion, SettingsView, TokenView,
};
use domain::view::numbers::RollLink;
use domain::view::scanned;
use sqlx::AnyConnection;
use std::collections::BTreeMap;

/// Hits listed of a kind.
const MOST: usize = 20;
/// The shortest beginning of a barcode that is looked up; shorter ones fit nearly all.
const SHORTEST_BARCODE: usize = 4;

impl Store {
    /// Every version of the settings, newest first, with the entry that made it.
    pub async fn settings_view(&self) -> Result<SettingsView, StoreError> {
        let mut connection = self.inner.readers.acquire().await?;
        let sql = "select version, body from settings order by settings.version";
        let bodies = fetch(&mut connection, sql, vec![]).await?;
        let sql = "select ledger.seq, ledger.happened, ledger.actor from ledger_subject
            join ledger on ledger.seq = ledger_subject.seq
            where ledger_subject.kind = 'lab' order by ledger_subject.seq";
        let entries = fetch(&mut connection, sql, vec![]).await?;
        // Founding made version 1 and each later change of the lab the next one, so both lists go side by side.
        let mut versions = bodies
            .iter()
            .zip(&entries)
            .map(|(body, entry)| {
                let (body, entry) = (Columns::new("settings", body), Columns::new("ledger", entry));
                Ok(SettingsVersion {
                    version: body.small("version")?,
                    settings: body.json("body")?,
                    entry: entry.unsigned("seq")?,
                    at: Timestamp::from_millis(entry.number("happened")?),
                    by: entry.text("actor")?,
                })
            })
            .collect::<Result<Vec<_>, StoreError>>()?;
        versions.reverse();
        Ok(SettingsView { versions })
    }

    /// Everybody and every token; digests stay here.
    pub async fn people_view(&self) -> Result<PeopleView, StoreError> {
        let people = self.people().await?;
        let mut connection = self.inner.readers.acquire().await?;
        let sql = format!("{} order by token.active desc, token.label, token.id", Token::select());
        let tokens = Token::from_rows(&fetch(&mut connection, sql, vec![]).await?)?;
        let tokens = tokens.into_iter().map(|token| TokenView {
            id: token.id,
            label: token.label,
            roles: token.roles,
            active: token.active,
        });
        Ok(PeopleView { people, tokens: tokens.collect() })
    }

    /// One field for everything: a number first, then names as they are written, then their beginnings. Big tables
    /// are asked by index only.
    pub async fn search(&self, query: &str) -> Result<SearchView, StoreError> {
        let text = scanned::archive_id(query).unwrap_or_else(|| scanned::cleaned(query));
        let mut found = SearchView { query: text.clone(), ..SearchView::default() };
        if text.is_empty() {
            return Ok(found);
        }
        let mut connection = self.inner.readers.acquire().await?;
        if let Some(number) = scanned::number(&text) {
            found.found.push(number_found(&mut connection, number).await?);
        }
        rolls_found(&mut connection, &text, &mut found).await?;
        projects_found(&mut connection, &text, &mut found).await?;
        film_found(&mut connection, &text, &mut found).await?;
        let barcode = scanned::digits(&text).unwrap_or_else(|| text.clone());
        documents_found(&mut connection, &barcode, &mut found).await?;
        people_found(&mut connection, &text, &mut found).await?;
        Ok(found)
    }
}

async fn number_found(connection: &mut AnyConnection, number: FilmNumber) -> Result<Found, StoreError> {
    let sql = format!("{} where number = $1", Held::select());
    let row = fetch_one(connection, sql, vec![number.value().into()]).await?;
    let Some(row) = row else {
        let (state, words) = (NumberState::Free, String::new());
        return Ok(Found::Number { number, state, handed_out: false, roll: None, words });
    };
    let held = Held::from_row(&row)?;
    let mut wanted = Wanted::default();
    wanted.holding(&held.holding);
    let names = NameBook::look_up(connection, wanted).await?;
    let row = row_of(held, &names);
    Ok(Found::Number { number, state: row.state, handed_out: true, roll: row.roll, words: row.words })
}

const ROLL: &str =
    "select roll.id, roll.temporary_id, roll.project, roll.stage, roll.frames, holding.number from roll
    left join holding on holding.roll = roll.id and holding.kind = 'issued'";

/// A temporary id as it is written, those of replaced plans included.
async fn rolls_found(
    connection: &mut AnyConnection,
    text: &str,
    found: &mut SearchView,
) -> Result<(), StoreError> {
    let sql = format!("{ROLL} where roll.temporary_id = $1 order by roll.id desc");
    let rows = fetch(connection, sql, vec![text.into()]).await?;
    let mut wanted = Wanted::default();
    for row in &rows {
        wanted.rolls.insert(RollId::new(Columns::new("roll", row).unsigned("id")?));
    }
    let names = NameBook::look_up(connection, wanted).await?;
    for row in &rows {
        let row = Columns::new("roll", row);
        let project = names.project_link(ProjectId::new(row.unsigned("project")?));
        let stage = row.text("stage")?;
        found.found.push(Found::Roll {
            roll: RollLink { id: RollId::new(row.unsigned("id")?), name: row.text("temporary_id")? },
            project: row.required("project", project)?,
            stage: row.required("stage", RollStage::parse(&stage))?,
            number: row.optional_small("number")?.and_then(FilmNumber::from_value),
            frames: row.small("frames")?,
        });
    }
    Ok(())
}

/// Projects whose name holds the text; a lab has hundreds of them, not millions.
async fn projects_found(
    connection: &mut AnyConnection,
    text: &str,
    found: &mut SearchView,
) -> Result<(), StoreError> {
    let sql = "select project.id from project
        where lower(project.archive_id || '_' || project.site || '_' || project.doc_type || ' ' || project.delivery)
            like $1 escape '!' order by project.id desc limit 21";
    let pattern = format!("%{}", super::ledger::beginning(text));
    let rows = fetch(connection, sql, vec![pattern.into()]).await?;
    let mut wanted = Wanted::default();
    let mut ids = Vec::new();
    for row in rows.iter().take(MOST) {
        let id = ProjectId::new(Columns::new("project", row).unsigned("id")?);
        wanted.projects.insert(id);
        ids.push(id);
    }
    found.more |= rows.len() > MOST;
    let names = NameBook::look_up(connection, wanted).await?;
    let sql = "select document.project, count(*) as documents from document
        where document.project in ({ids}) group by document.project";
    let mut documents = BTreeMap::new();
    for row in fetch_in(connection, sql, ids.iter().map(|id| Value::from(id.get()))).await? {
        let row = Columns::new("document", &row);
        documents.insert(row.unsigned("project")?, row.small("documents")?);
    }
    found.found.extend(ids.into_iter().filter_map(|id| {
        let documents = documents.get(&id.get()).copied().unwrap_or_default();
        names.project_link(id).map(|project| Found::Project { project, documents })
    }));
    Ok(())
}

/// `T-0087` is a temp roll; `R-0003` is a reel, found by what is left of it.
async fn film_found(
    connection: &mut AnyConnection,
    text: &str,
    found: &mut SearchView,
) -> Result<(), StoreError> {
    let (column, id) = match (scanned::tag(text), scanned::reel(text)) {
        (Some(piece), _) => ("id", piece.get()),
        (None, Some(reel)) => ("reel", reel.get()),
        (None, None) => return Ok(()),
    };
    let sql = format!("{} where {column} = $1 order by temp_roll.id desc", TempRoll::select());
    for piece in TempRoll::from_rows(&fetch(connection, sql, vec![id.into()]).await?)? {
        let stage = piece.stage.code().to_owned();
        found.found.push(Found::TempRoll {
            id: piece.id,
            reel: piece.reel,
            length_mm: piece.length_mm,
            stage,
        });
    }
    Ok(())
}

/// A barcode or the document's own id as it is written, or the beginning of a barcode in digits.
async fn documents_found(
    connection: &mut AnyConnection,
    text: &str,
    found: &mut SearchView,
) -> Result<(), StoreError> {
    let text = text.strip_suffix(".pdf").or_else(|| text.strip_suffix(".PDF")).unwrap_or(text);
    let sql =
        format!("{} where barcode = $1 order by document.project desc limit {}", Placed::select(), MOST + 1);
    let mut rows = Placed::from_rows(&fetch(connection, sql, vec![text.into()]).await?)?;
    let mut exact = true;
    if rows.is_empty() {
        let sql = format!(
            "{} where com_id = $1 order by document.project desc limit {}",
            Placed::select(),
            MOST + 1
        );
        rows = Placed::from_rows(&fetch(connection, sql, vec![text.into()]).await?)?;
    }
    if rows.is_empty()
        && text.len() >= SHORTEST_BARCODE
        && text.bytes().all(|byte| byte.is_ascii_digit())
        && let Some(end) = next_beginning(text)
    {
        // Digits sort alike in every database, so a range of the index holds all that begin so.
        let sql = format!(
            "{} where barcode >= $1 and barcode < $2 order by document.barcode, document.project limit {}",
            Placed::select(),
            MOST + 1
        );
        rows = Placed::from_rows(&fetch(connection, sql, vec![text.into(), end.into()]).await?)?;
        rows.retain(|row| row.document.barcode.as_str().starts_with(text));
        exact = rows.iter().any(|row| row.document.barcode.as_str() == text);
    }
    found.more |= rows.len() > MOST;
    rows.truncate(MOST);
    if rows.is_empty() {
        return Ok(());
    }
    let mut wanted = Wanted::default();
    wanted.projects.extend(rows.iter().map(|row| row.project));
    let names = NameBook::look_up(connection, wanted).await?;
    // Where it lies is told for a few documents: the rolls of their projects are read for it.
    let places = if rows.len() <= 3 { places_of(connection, &rows).await? } else { BTreeMap::new() };
    for row in rows {
        let Some(project) = names.project_link(row.project) else { continue };
        let places = places.get(&(row.project, row.position)).cloned().unwrap_or_default();
        let barcode = row.document.barcode.as_str().to_owned();
        found.found.push(Found::Document { barcode, pages: row.document.pages, project, places, exact });
    }
    Ok(())
}

/// `14274` for `1427`+`3`: the first text of digits after all that begin so; none where all are nines.
fn next_beginning(digits: &str) -> Option<String> {
    let kept = digits.trim_end_matches('9');
    let last = kept.chars().last()?.to_digit(10)?;
    Some(format!("{}{}", &kept[..kept.len() - 1], last + 1))
}

async fn places_of(
    connection: &mut AnyConnection,
    documents: &[Placed],
) -> Result<BTreeMap<(ProjectId, u32), Vec<DocumentPlace>>, StoreError> {
    let sql = "select roll.id, roll.temporary_id, roll.project, roll.segments, holding.number from roll
        left join holding on holding.roll = roll.id and holding.kind = 'issued'
        where roll.stage <> 'cancelled' and roll.project in ({ids}) order by roll.id";
    let ids = documents.iter().map(|row| Value::from(row.project.get()));
    let mut places: BTreeMap<(ProjectId, u32), Vec<DocumentPlace>> = BTreeMap::new();
    for row in fetch_in(connection, sql, ids).await? {
        let row = Columns::new("roll", &row);
        let project = ProjectId::new(row.unsigned("project")?);
        let segments: Vec<Segment> = row.json("segments")?;
        let roll = RollLink { id: RollId::new(row.unsigned("id")?), name: row.text("temporary_id")? };
        let number = row.optional_small("number")?.and_then(FilmNumber::from_value);
        for segment in segments {
            let key = (project, segment.document);
            if documents.iter().any(|document| (document.project, document.position) == key) {
                let (index, frame) = (segment.index, segment.start);
                let place = DocumentPlace { roll: roll.clone(), number, index, frame };
                places.entry(key).or_default().push(place);
            }
        }
    }
    Ok(places)
}

async fn people_found(
    connection: &mut AnyConnection,
    text: &str,
    found: &mut SearchView,
) -> Result<(), StoreError> {
    let sql =
        format!("{} where lower(name) like $1 escape '!' order by person.name limit 20", Person::select());
    let pattern = format!("%{}", super::ledger::beginning(text));
    for person in Person::from_rows(&fetch(connection, sql, vec![pattern.into()]).await?)? {
        let Person { id, name, roles, active } = person;
        found.found.push(Found::Person { id, name, roles, active });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_texts_that_begin_with_some_digits_end_before_the_next_beginning() {
        assert_eq!(next_beginning("1427").as_deref(), Some("1428"));
        assert_eq!(next_beginning("1499").as_deref(), Some("15"));
        assert_eq!(next_beginning("999"), None);
    }
}
