//! One program number: who has it, since when and why, the program behind it, and everything that happened to it.

use domain::program::{Origin, ProgramHeld, ProgramHolding, ProgramState, ProgramVersion};
use domain::reason::reason_said;
use domain::view::programs::list::ProgramRow;
use domain::view::programs::story::{ProgramFile, ProgramStory};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::{glyph_of, href, lathes, name, size_said, steps, text, verdict};
use crate::api::lab::Said;
use crate::api::program_reads::read_program;
use crate::catalogue::{self, Locale, fill, say};
use crate::error::AppError;
use crate::pages::answer::{Done, failed, use_said};
use crate::pages::number::life;
use crate::parts::button::ButtonLink;
use crate::parts::empty::{Empty, Loading};
use crate::parts::facts::{Fact, Facts};
use crate::parts::format::{Reading, counted};
use crate::parts::glyph::{NumberGlyph, StateWord};
use crate::parts::page_head::{Crumb, PageHead, Standing};

#[component]
pub fn ProgramPage() -> impl IntoView {
    let params = use_params_map();
    let query = use_query_map();
    let name = Memo::new(move |_| params.read().get("program").unwrap_or_default());
    let story = Resource::new(move || ((), name.get()), |((), name)| read_program(name));
    let said = use_said();
    view! {
        <Transition fallback=|| view! { <Loading/> }>
            {move || Suspend::new(async move {
                let said = said.await.ok().flatten().unwrap_or_default();
                let version = query.read_untracked().get("version").and_then(|text| text.parse().ok());
                match story.await {
                    Ok(story) => whole(story, version, &said),
                    Err(AppError::NotFound { sentence }) => missing(&name.get_untracked(), sentence),
                    Err(error) => failed(error),
                }
            })}
        </Transition>
    }
}

fn missing(typed: &str, sentence: String) -> AnyView {
    let locale = catalogue::locale();
    let short: String = typed.chars().take(40).collect();
    view! {
        <Title text=say!(locale, programs.no_program)/>
        <PageHead
            crumbs=vec![Crumb::link("/programs", say!(locale, pages.programs)), Crumb::here(short)]
            title=say!(locale, programs.no_program)
        />
        <Empty title=sentence><ButtonLink href="/programs" word=say!(locale, pages.programs)/></Empty>
    }
    .into_any()
}

pub fn state_glyph(state: ProgramState) -> NumberGlyph {
    match state {
        ProgramState::Free => NumberGlyph::Free,
        ProgramState::Reserved => NumberGlyph::Reserved,
        ProgramState::InUse => NumberGlyph::InUse,
        ProgramState::Cooling => NumberGlyph::Cooling,
        ProgramState::Retired => NumberGlyph::Retired,
    }
}

fn whole(story: ProgramStory, version: Option<u32>, said: &Said) -> AnyView {
    let locale = catalogue::locale();
    let called = match (story.number, &story.program) {
        (Some(number), _) => number.to_string(),
        (None, Some(file)) => file.program.id.label(),
        (None, None) => String::new(),
    };
    let trashed = story.program.as_ref().is_some_and(|file| !file.program.stage.is_live());
    let standing = if trashed {
        Standing::new(NumberGlyph::Void, say!(locale, programs.in_trash))
    } else {
        let glyph = state_glyph(story.state);
        Standing::new(glyph, glyph.word(locale))
    };
    let crumbs = vec![Crumb::link("/programs", say!(locale, pages.programs)), Crumb::here(called.clone())];
    let decisions = steps::decisions(&story, said);
    let answers = answers(&story, locale);
    let had = others(say!(locale, programs.had_it), "had-it", &story.had_it);
    let links: Vec<(String, String)> = story.had_it.iter().map(|row| (row.id.label(), href(row))).collect();
    let history = life(story.history, &links);
    let file = story.program.map(|file| of_file(&file, version, &called, locale));
    view! {
        <Title text=called.clone()/>
        <PageHead crumbs id=called hero=true standing>{decisions}</PageHead>
        <Done/>
        {answers}
        {file}
        {had}
        <section class="section" aria-labelledby="life-title">
            <div class="section-head"><h2 id="life-title">{say!(locale, programs.life)}</h2></div>
            {history}
        </section>
    }
    .into_any()
}

/// Who has it, since when, why: each a sentence.
fn answers(story: &ProgramStory, locale: Locale) -> AnyView {
    let range = match (&story.range, story.number) {
        (Some(label), _) => fill(say!(locale, programs.lies_in), &[label]),
        (None, Some(_)) => say!(locale, programs.lies_outside).to_owned(),
        (None, None) => say!(locale, programs.has_none).to_owned(),
    };
    let (who, why) = match &story.held {
        Some(held) => (who(held, story.program.as_ref(), locale), why(held, locale)),
        None if story.number.is_some() => {
            (say!(locale, programs.nobody).to_owned(), say!(locale, programs.never_held).to_owned())
        }
        None => (say!(locale, programs.nobody).to_owned(), say!(locale, programs.trash_why).to_owned()),
    };
    view! {
        <dl class="answers">
            <div><dt>{say!(locale, numbers.who)}</dt><dd>{who}</dd></div>
            <div><dt>{say!(locale, programs.why)}</dt><dd>{why}</dd></div>
            <div><dt>{say!(locale, programs.where_it_lies)}</dt><dd>{range}</dd></div>
        </dl>
    }
    .into_any()
}

fn who(held: &ProgramHeld, file: Option<&ProgramFile>, locale: Locale) -> String {
    match &held.holding {
        ProgramHolding::InUse { program } => {
            let title = file.map(|file| file.row.title.clone()).filter(|title| !title.is_empty());
            title.unwrap_or_else(|| program.label())
        }
        ProgramHolding::Reserved { .. } => held.by.clone(),
        ProgramHolding::Cooling { .. } => say!(locale, programs.nobody_yet).to_owned(),
        ProgramHolding::Retired { .. } => say!(locale, programs.nobody_ever).to_owned(),
        ProgramHolding::Returned { .. } => say!(locale, programs.nobody).to_owned(),
    }
}

/// What it is held for and until when, with person and time.
fn why(held: &ProgramHeld, locale: Locale) -> String {
    let language = catalogue::language();
    let reading = Reading::utc(language);
    let said = match &held.holding {
        ProgramHolding::InUse { .. } => say!(locale, programs.of_a_program).to_owned(),
        ProgramHolding::Reserved { purpose, .. } => fill(say!(locale, programs.kept_for), &[purpose]),
        ProgramHolding::Cooling { reason, .. } => fill(say!(locale, programs.rests), &[reason]),
        ProgramHolding::Retired { reason } | ProgramHolding::Returned { reason } => {
            reason_said(reason, language)
        }
    };
    let until = held.holding.until();
    let until =
        until.map(|until| format!(", {}", fill(say!(locale, numbers.holds_until), &[&reading.date(until)])));
    let by = fill(say!(locale, programs.since_by), &[&reading.date_time(held.since), &held.by]);
    format!("{said}{}. {by}", until.unwrap_or_default())
}

fn of_file(file: &ProgramFile, version: Option<u32>, called: &str, locale: Locale) -> AnyView {
    let Some(current) = file.versions.last() else { return ().into_any() };
    let chosen = version.and_then(|version| file.versions.iter().find(|one| one.version == version));
    let shown = chosen.unwrap_or(current);
    let before = file.versions.iter().find(|one| one.version + 1 == shown.version);
    let difference = before.map(|before| {
        let heading =
            fill(say!(locale, programs.changes), &[&before.version.to_string(), &shown.version.to_string()]);
        view! {
            <section class="section" aria-labelledby="changes-title">
                <div class="section-head"><h2 id="changes-title">{heading}</h2></div>
                {text::changes(before, shown)}
            </section>
        }
    });
    let heading = fill(say!(locale, programs.version), &[&shown.version.to_string()]);
    view! {
        <div class="program-body">
            <div>
                <section class="section" aria-labelledby="content-title">
                    <div class="section-head"><h2 id="content-title">{heading}</h2></div>
                    {text::content(shown)}
                </section>
                {difference}
            </div>
            <div>
                {facts(file, locale)}
                {versions(&file.versions, shown.version, called, locale)}
                {named(file, locale)}
                {others(say!(locale, programs.named_by), "named-by", &file.named_by)}
                {others(say!(locale, programs.same_content), "same-content", &file.same_content)}
            </div>
        </div>
    }
    .into_any()
}

fn facts(file: &ProgramFile, locale: Locale) -> AnyView {
    let language = catalogue::language();
    let row = &file.row;
    let judged = view! { <StateWord glyph=glyph_of(row.judged) word=verdict(row.judged, locale)/> };
    let mut facts = vec![
        Fact::view(
            say!(locale, programs.title),
            view! { <span class="program-words">{row.title.clone()}</span> },
        ),
        Fact::new(say!(locale, programs.size), size_said(row.size, locale)),
        Fact::view(say!(locale, programs.range), judged),
    ];
    if let Some(owner) = &file.owner {
        facts.push(Fact::new(say!(locale, programs.belongs_to), owner.clone()));
    }
    facts.push(Fact::new(say!(locale, programs.lathe), lathes(row)));
    facts.push(Fact::new(say!(locale, programs.bytes), language.count(row.bytes.into())));
    if !file.program.notes.is_empty() {
        facts.push(Fact::new(say!(locale, programs.notes), file.program.notes.clone()));
    }
    let earlier = file.program.earlier.iter().map(|earlier| {
        let number = earlier.number.to_string();
        view! { <a class="id" href=format!("/programs/{number}")>{number.clone()}</a> " " }
    });
    if !file.program.earlier.is_empty() {
        facts.push(Fact::view(say!(locale, programs.earlier), earlier.collect_view()));
    }
    view! {
        <section class="section" aria-labelledby="facts-title">
            <div class="section-head"><h2 id="facts-title">{say!(locale, programs.the_program)}</h2></div>
            <Facts facts/>
        </section>
    }
    .into_any()
}

fn origin(origin: Origin, locale: Locale) -> &'static str {
    match origin {
        Origin::Imported => say!(locale, programs.imported),
        Origin::Edited => say!(locale, programs.edited),
        Origin::Renumbered => say!(locale, programs.renumbered),
        Origin::Followed => say!(locale, programs.followed),
        Origin::Restored => say!(locale, programs.restored),
    }
}

fn versions(versions: &[ProgramVersion], shown: u32, called: &str, locale: Locale) -> AnyView {
    let language = catalogue::language();
    let reading = Reading::utc(language);
    let lines = versions
        .iter()
        .rev()
        .map(|one| {
            let word = fill(say!(locale, programs.version), &[&one.version.to_string()]);
            let href = format!("/programs/{called}?version={}", one.version);
            let current = (one.version == shown).then_some("true");
            let bytes = counted(language, one.content.size().into(), "Byte", language.pick("Byte", "bytes"));
            let quiet = format!("{}, {}, {bytes}", reading.date_time(one.at), one.by);
            view! {
                <li>
                    <a href=href aria-current=current>{word}</a>
                    {format!(", {}", origin(one.origin, locale))}
                    <span class="quiet">{quiet}</span>
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="section" aria-labelledby="versions-title">
            <div class="section-head"><h2 id="versions-title">{say!(locale, programs.versions)}</h2></div>
            <ul class="program-links">{lines}</ul>
        </section>
    }
    .into_any()
}

/// Programs this one names; a number nobody has is said to be so.
fn named(file: &ProgramFile, locale: Locale) -> Option<AnyView> {
    let lines = file
        .names
        .iter()
        .map(|(number, row)| {
            let title = row
                .as_ref()
                .map_or_else(|| say!(locale, programs.not_there).to_owned(), |row| row.title.clone());
            view! {
                <li>
                    <a class="id" href=format!("/programs/{number}")>{number.to_string()}</a>
                    <span class="quiet">{title}</span>
                </li>
            }
        })
        .collect_view();
    (!file.names.is_empty()).then(|| section(say!(locale, programs.names), "names", lines.into_any()))
}

fn others(heading: &'static str, id: &'static str, rows: &[ProgramRow]) -> Option<AnyView> {
    let lines = rows
        .iter()
        .map(|row| {
            view! {
                <li><a class="id" href=href(row)>{name(row)}</a><span class="quiet">{row.title.clone()}</span></li>
            }
        })
        .collect_view();
    (!rows.is_empty()).then(|| section(heading, id, lines.into_any()))
}

fn section(heading: &'static str, id: &'static str, lines: AnyView) -> AnyView {
    view! {
        <section class="section" aria-labelledby=id>
            <div class="section-head"><h2 id=id>{heading}</h2></div>
            <ul class="program-links">{lines}</ul>
        </section>
    }
    .into_any()
}
