//! The list of projects, those that need a person first.

use domain::film::project::ProjectStage;
use domain::person::Right;
use domain::view::projects::list::{Cursor, ProjectPage, ProjectQuery, ProjectRow, ProjectSort};
use domain::words::Language;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use leptos_router::params::ParamsMap;

use crate::api::projects::read_projects;
use crate::catalogue::{self, Locale, fill, say};
use crate::error::AppError;
use crate::frame::frame;
use crate::parts::button::{ButtonKind, ButtonLink};
use crate::parts::data_table::{Column, DataTable, Filters, Head, Order, Pager};
use crate::parts::empty::{Empty, Failure};
use crate::parts::export::Export;
use crate::parts::field::{Choice, SelectField, TextField, TextKind};
use crate::parts::format::Reading;
use crate::parts::glyph::{Glyph, RollGlyph, StateWord};
use crate::parts::icon::IconName;
use crate::parts::page_head::PageHead;

const PATH: &str = "/projects";
/// Rolls drawn as squares in a row of the list; of more, only the counts are written.
const MOST_SQUARES: u32 = 16;

#[component]
pub fn Projects() -> impl IntoView {
    let locale = catalogue::locale();
    let params = use_query_map();
    let page = Resource::new(move || query_in(&params.read()), read_projects);
    let may_plan = frame().may(Right::Plan);
    view! {
        <Title text=say!(locale, pages.projects)/>
        <PageHead title=say!(locale, pages.projects)>
            {may_plan
                .then(|| {
                    view! {
                        <ButtonLink
                            href="/projects/new"
                            word=say!(locale, projects.register)
                            kind=ButtonKind::Primary
                            icon=IconName::Plus
                        />
                    }
                })}
        </PageHead>
        <Transition>
            {move || Suspend::new(async move {
                match page.await {
                    Ok(page) => list(page, &params.get_untracked(), may_plan),
                    Err(error) => failed(error),
                }
            })}
        </Transition>
    }
}

/// How far a project is: the square of its least advanced roll, and its own word.
pub fn stage_words(stage: ProjectStage, locale: Locale) -> (RollGlyph, &'static str) {
    match stage {
        ProjectStage::Draft => (RollGlyph::Planned, say!(locale, projects.stage_draft)),
        ProjectStage::RegisterComplete => {
            (RollGlyph::Planned, say!(locale, projects.stage_register_complete))
        }
        ProjectStage::FilmingInProgress => (RollGlyph::Filming, say!(locale, projects.stage_in_progress)),
        ProjectStage::ReworkRequired => (RollGlyph::Rework, say!(locale, projects.stage_rework)),
        ProjectStage::FilmingComplete => (RollGlyph::Filmed, say!(locale, projects.stage_complete)),
        ProjectStage::Archived => (RollGlyph::Delivered, say!(locale, projects.stage_archived)),
        ProjectStage::Abandoned => (RollGlyph::Cancelled, say!(locale, projects.stage_abandoned)),
        ProjectStage::Deleted => (RollGlyph::Cancelled, say!(locale, projects.stage_deleted)),
    }
}

/// A page whose data did not come: what failed and what to do.
pub fn failed(error: AppError) -> AnyView {
    let locale = catalogue::locale();
    let request = match &error {
        AppError::Failed { request, .. } => Some(request.clone()),
        _ => None,
    };
    view! {
        <Failure title=say!(locale, projects.not_shown) sentence=error.sentence() request=request>
            <ButtonLink href=PATH word=say!(locale, pages.projects)/>
        </Failure>
    }
    .into_any()
}

fn query_in(params: &ParamsMap) -> ProjectQuery {
    query_of(|name| params.get(name).unwrap_or_default())
}

/// What an address asks of the list.
pub fn query_of(text: impl Fn(&str) -> String) -> ProjectQuery {
    ProjectQuery {
        stage: ProjectStage::parse(&text("stage")),
        site: Some(text("site")).filter(|site| !site.is_empty()),
        text: text("text").chars().take(200).collect(),
        sort: ProjectSort::parse(&text("sort")).unwrap_or_default(),
        falling: text("order") == "falling",
        cursor: Cursor::parse(&text("at")),
    }
}

fn list(page: ProjectPage, params: &ParamsMap, may_plan: bool) -> AnyView {
    let locale = catalogue::locale();
    if page.total == 0 {
        return view! {
            <Empty title=say!(locale, projects.none_yet) sentence=say!(locale, projects.none_yet_sentence)>
                {may_plan
                    .then(|| view! { <ButtonLink href="/projects/new" word=say!(locale, projects.register) icon=IconName::Plus/> })}
            </Empty>
        }
        .into_any();
    }
    let query = query_in(params);
    let later = page.later.as_ref().map(|cursor| address(params, &[("at", &cursor.to_string())]));
    let earlier = page.earlier.as_ref().map(|cursor| address(params, &[("at", &cursor.to_string())]));
    let empty = page.rows.is_empty();
    let count = count_line(&page, &query);
    view! {
        {filters(&page, &query)}
        {if empty {
            view! { <Empty title=say!(locale, table.nothing)><ButtonLink href=PATH word=say!(locale, table.reset)/></Empty> }
                .into_any()
        } else {
            table(page.rows, params, &query)
        }}
        <Pager earlier later count/>
        <Export table="projects" label=say!(locale, pages.projects) params=params.clone()/>
    }
    .into_any()
}

/// *1–40 of 121, those that need a person first*
fn count_line(page: &ProjectPage, query: &ProjectQuery) -> Option<String> {
    let (locale, language) = (catalogue::locale(), catalogue::language());
    let number = |count: u32| language.count(count.into());
    let first = if page.rows.is_empty() { 0 } else { page.before + 1 };
    let last = page.before + page.rows.len() as u32;
    let mut line =
        fill(say!(locale, projects.count), &[&number(first), &number(last), &number(page.matching)]);
    if page.matching < page.total {
        line.push_str(&fill(say!(locale, projects.count_of_all), &[&number(page.total)]));
    }
    if query.sort == ProjectSort::Need && !query.falling {
        line.push_str(say!(locale, projects.need_first));
    }
    Some(line)
}

fn filters(page: &ProjectPage, query: &ProjectQuery) -> AnyView {
    let locale = catalogue::locale();
    let all = move || Choice::new("", say!(locale, projects.all));
    let stages = [all()].into_iter().chain(
        ProjectStage::ALL.into_iter().map(|stage| Choice::new(stage.code(), stage_words(stage, locale).1)),
    );
    let sites = [all()].into_iter().chain(page.sites.iter().map(|site| Choice::new(site, site)));
    let set = query.stage.is_some() || query.site.is_some() || !query.text.is_empty();
    let sort = (query.sort != ProjectSort::Need || query.falling).then_some(query.sort.code());
    let (text, falling) = (query.text.clone(), query.falling);
    let stage = query.stage.map(|stage| stage.code()).unwrap_or_default();
    let site = query.site.clone().unwrap_or_default();
    let (stages, sites): (Vec<Choice>, Vec<Choice>) = (stages.collect(), sites.collect());
    view! {
        <Filters action=PATH set>
            <TextField
                name="text"
                label=say!(locale, projects.filter_text)
                kind=TextKind::Search
                value=text
            />
            <SelectField
                name="stage"
                label=say!(locale, projects.stage)
                choices=stages
                chosen=stage
            />
            <SelectField
                name="site"
                label=say!(locale, projects.site)
                choices=sites
                chosen=site
            />
            {sort.map(|sort| view! { <input type="hidden" name="sort" value=sort/> })}
            {falling.then(|| view! { <input type="hidden" name="order" value="falling"/> })}
        </Filters>
    }
    .into_any()
}

fn table(rows: Vec<ProjectRow>, params: &ParamsMap, query: &ProjectQuery) -> AnyView {
    let locale = catalogue::locale();
    let language = catalogue::language();
    let head = |word: &'static str, column: Column, sort: Option<ProjectSort>| {
        let (href, sorted) = match sort {
            Some(sort) => sorting(params, query, sort),
            None => (None, None),
        };
        view! { <Head word=word column=column href=href sorted=sorted/> }.into_any()
    };
    let rows = rows.into_iter().map(|row| line(row, locale, language)).collect_view();
    let heads = [
        head(say!(locale, projects.order), Column::Id, Some(ProjectSort::ArchiveId)),
        head(say!(locale, projects.stage), Column::Word, Some(ProjectSort::Need)),
        head(say!(locale, projects.doc_type), Column::Word, Some(ProjectSort::DocType)),
        head(say!(locale, projects.site), Column::Word, Some(ProjectSort::Site)),
        head(say!(locale, projects.documents_head), Column::Number, Some(ProjectSort::Documents)),
        head(say!(locale, projects.pages), Column::Number, None),
        head(say!(locale, projects.rolls_filmed), Column::Word, None),
        head(say!(locale, projects.delivered), Column::Word, None),
        head(say!(locale, projects.registered), Column::Number, Some(ProjectSort::Registered)),
    ];
    let heads = heads.into_iter().collect_view();
    view! {
        <DataTable label=say!(locale, pages.projects)>
            <thead>
                <tr>{heads}</tr>
            </thead>
            <tbody>{rows}</tbody>
        </DataTable>
    }
    .into_any()
}

/// The head's link and arrow: a second click turns the order round. Counts and dates begin with the largest.
fn sorting(params: &ParamsMap, query: &ProjectQuery, sort: ProjectSort) -> (Option<String>, Option<Order>) {
    let largest_first = matches!(sort, ProjectSort::Documents | ProjectSort::Registered);
    let is_sorted = query.sort == sort;
    let falling = if is_sorted { !query.falling } else { largest_first };
    let sort = if sort == ProjectSort::Need { "" } else { sort.code() };
    let href =
        address(params, &[("at", ""), ("sort", sort), ("order", if falling { "falling" } else { "" })]);
    let arrow = is_sorted.then_some(if query.falling { Order::Falling } else { Order::Rising });
    (Some(href), arrow)
}

fn line(row: ProjectRow, locale: Locale, language: Language) -> AnyView {
    let (glyph, word) = stage_words(row.stage, locale);
    let title = if row.delivery.is_empty() {
        row.doc_type.clone()
    } else {
        format!("{} · {}", row.doc_type, row.delivery)
    };
    let date = Reading::utc(language).date(row.registered);
    let delivered = (row.deliveries > 0).then(|| {
        view! { <StateWord glyph=RollGlyph::Delivered word=say!(locale, projects.delivered_word)/> }
    });
    let dash = (row.deliveries == 0).then_some("–");
    view! {
        <tr>
            <th scope="row" data-kind="id">
                <a href=format!("{PATH}/{}", row.id)>{row.archive_id.clone()}</a>
            </th>
            <td><StateWord glyph=glyph word=word/></td>
            <td>{title}</td>
            <td>{row.site.clone()}</td>
            <td data-kind="number">{language.count(row.documents.into())}</td>
            <td data-kind="number">{language.count(row.pages)}</td>
            <td>{rolls(&row, language)}</td>
            <td>{delivered}{dash}</td>
            <td data-kind="number">
                <time datetime=Reading::machine(row.registered)>{date}</time>
            </td>
        </tr>
    }
    .into_any()
}

/// Filmed and all rolls, and a square for each: filmed, then filming, then planned.
fn rolls(row: &ProjectRow, language: Language) -> AnyView {
    if row.rolls() == 0 {
        return "–".into_any();
    }
    let squares = (row.rolls() <= MOST_SQUARES).then(|| {
        let of = |glyph: RollGlyph, count: u32| {
            (0..count).map(move |_| view! { <Glyph of=glyph/> }).collect_view()
        };
        view! {
            <span class="project-rolls">
                {of(RollGlyph::Filmed, row.filmed)} {of(RollGlyph::Filming, row.filming)}
                {of(RollGlyph::Planned, row.planned)}
            </span>
        }
    });
    view! {
        <span class="project-rolls-cell">
            <span class="number">{format!("{}/{}", language.count(row.filmed.into()), language.count(row.rolls().into()))}</span>
            {squares}
        </span>
    }
    .into_any()
}

/// This list with some values changed; an empty value goes.
fn address(params: &ParamsMap, changes: &[(&'static str, &str)]) -> String {
    let mut params = params.clone();
    for (name, value) in changes {
        params.remove(name);
        if !value.is_empty() {
            params.insert(*name, (*value).to_owned());
        }
    }
    format!("{PATH}{}", params.to_query_string())
}
