//! Findings (Befunde): what the machine's files say that somebody must decide on, by kind, each settled in place.

pub mod import;
pub mod settle;

use domain::machine::{MatterKind, NumberClass};
use domain::view::findings::{ClassLine, ContradictedLine, FindingView, FindingsView};
use domain::words::Say;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use leptos_router::params::ParamsMap;

use crate::api::findings::{SettleFinding, read_findings};
use crate::api::lab::Said;
use crate::catalogue::{self, Locale, fill, say};
use crate::pages::answer::{Done, failed, use_said};
use crate::parts::button::ButtonLink;
use crate::parts::data_table::{Filters, TableCaption};
use crate::parts::empty::{Empty, Loading};
use crate::parts::export::Export;
use crate::parts::field::{Choice, SelectField, TextField, TextKind};
use crate::parts::format::{counted, sentence_case};
use crate::parts::glyph::{Finding as FindingGlyph, Glyph};
use crate::parts::icon::IconName;
use crate::parts::notice::{Notice, Tone};
use crate::parts::page_head::PageHead;
use crate::parts::refusal::Refusal;
use crate::parts::segments::{Segment, Segments};

/// The code of what an import left to be said.
pub const IMPORTED: &str = "imported";

#[component]
pub fn Findings() -> impl IntoView {
    let locale = catalogue::locale();
    let params = use_query_map();
    let view = Resource::new(
        move || ((), Asked::of(&params.read())),
        |(_, asked)| read_findings(asked.state, asked.kind, asked.number),
    );
    let said = use_said();
    let settle = ServerAction::<SettleFinding>::new();
    view! {
        <Title text=say!(locale, findings.title)/>
        <PageHead title=say!(locale, findings.title) aside=say!(locale, findings.title_is)>
            <ButtonLink href="/findings/import" word=say!(locale, findings.import_more) icon=IconName::Upload/>
        </PageHead>
        <Done/>
        <Transition fallback=|| view! { <Loading/> }>
            {move || Suspend::new(async move {
                let said = said.await.ok().flatten().unwrap_or_default();
                match view.await {
                    Ok(view) => whole(&view, &Asked::of(&params.get_untracked()), &said, settle),
                    Err(error) => failed(error),
                }
            })}
        </Transition>
    }
}

/// What the address asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Asked {
    state: String,
    kind: String,
    number: String,
}

impl Asked {
    fn of(params: &ParamsMap) -> Self {
        let text = |name: &str| params.get(name).unwrap_or_default();
        Self { state: text("state"), kind: text("kind"), number: text("number") }
    }

    fn settled(&self) -> bool {
        self.state == "settled"
    }

    fn is_filtered(&self) -> bool {
        !self.kind.is_empty() || !self.number.trim().is_empty()
    }

    /// The address again, for the list as a file.
    fn params(&self) -> ParamsMap {
        let mut params = ParamsMap::new();
        for (name, value) in [("state", &self.state), ("kind", &self.kind), ("number", &self.number)] {
            if !value.is_empty() {
                params.insert(name, value.clone());
            }
        }
        params
    }
}

fn whole(view: &FindingsView, asked: &Asked, said: &Said, settle: ServerAction<SettleFinding>) -> AnyView {
    let (locale, language) = (catalogue::locale(), catalogue::language());
    let imported = (said.code == IMPORTED).then(|| {
        let sentence = said.sentence.clone();
        view! { <div role="status"><Notice tone=Tone::Good><p>{sentence}</p></Notice></div> }
    });
    // A finding that somebody else has settled meanwhile has no form any more for the refusal to stand in.
    let shown =
        |row: &FindingView| row.settled.is_none() && said.field("form") == format!("finding-{}", row.id);
    let elsewhere =
        (!said.sentence.is_empty() && imported.is_none() && !view.rows.iter().any(shown)).then(|| {
            let sentence = said.sentence.clone();
            view! { <Refusal sentence/> }
        });
    let state = |word: &'static str, count: u32, settled: bool| {
        let href = if settled { "/findings?state=settled" } else { "/findings" };
        Segment::new(href, word, asked.settled() == settled).counting(language.count(count.into()))
    };
    let segments = vec![
        state(say!(locale, findings.open), view.open, false),
        state(say!(locale, findings.settled), view.settled, true),
    ];
    let contradicted = (!asked.settled()).then(|| contradicted(&view.contradicted, locale));
    view! {
        {imported}
        {elsewhere}
        {contradicted}
        <div class="findings-state"><Segments label=say!(locale, findings.state) segments/></div>
        {list(view, asked, said, settle)}
        {classes(&view.classes)}
    }
    .into_any()
}

/// Running attempts whose evidence does not fit: settled on the roll's own page.
fn contradicted(lines: &[ContradictedLine], locale: Locale) -> Option<AnyView> {
    let language = catalogue::language();
    let rows = lines
        .iter()
        .map(|line| {
            let href = format!("/rolls/{}#finish", line.roll.id);
            let sentences: Vec<String> = line.findings.iter().map(|finding| finding.say(language)).collect();
            view! {
                <li>
                    <a class="mono" href=href>{line.roll.name.clone()}</a>
                    <span>{sentences.join(" ")}</span>
                </li>
            }
        })
        .collect_view();
    (!lines.is_empty()).then(|| {
        view! {
            <section class="section finding-group" aria-labelledby="contradicted-title">
                <div class="section-head">
                    <h2 id="contradicted-title">
                        <Glyph of=FindingGlyph::Contradiction/>
                        " "
                        {say!(locale, findings.contradicted)}
                    </h2>
                </div>
                <p class="finding-meaning">{say!(locale, findings.contradicted_is)}</p>
                <ul class="finding-list finding-rolls">{rows}</ul>
            </section>
        }
        .into_any()
    })
}

fn list(view: &FindingsView, asked: &Asked, said: &Said, settle: ServerAction<SettleFinding>) -> AnyView {
    let (locale, language) = (catalogue::locale(), catalogue::language());
    if view.counts.is_empty() {
        let (title, sentence) = if asked.settled() {
            (say!(locale, findings.none_settled), String::new())
        } else {
            (say!(locale, findings.none_open), say!(locale, findings.none_open_is).to_owned())
        };
        return view! { <Empty title sentence/> }.into_any();
    }
    let kinds = view.counts.iter().map(|entry| {
        let count = language.count(entry.count.into());
        Choice::new(entry.kind.code(), format!("{} ({count})", entry.kind.word(language)))
    });
    let choices: Vec<Choice> =
        std::iter::once(Choice::new("", say!(locale, findings.all_kinds))).chain(kinds).collect();
    let shown = fill(
        say!(locale, duplicates.of),
        &[&language.count(view.rows.len() as u64), &language.count(view.total.into())],
    );
    let groups = MatterKind::ALL
        .into_iter()
        .filter_map(|kind| {
            let rows: Vec<&FindingView> = view.rows.iter().filter(|row| row.matter.kind() == kind).collect();
            (!rows.is_empty()).then(|| group(kind, &rows, said, settle))
        })
        .collect_view();
    let nothing = view.rows.is_empty().then(|| {
        view! {
            <Empty title=say!(locale, table.nothing)>
                <ButtonLink href="/findings" word=say!(locale, table.reset)/>
            </Empty>
        }
    });
    let heading = if asked.settled() { say!(locale, findings.settled) } else { say!(locale, findings.open) };
    let params = asked.params();
    let (filtered, state) = (asked.is_filtered(), asked.state.clone());
    let (kind, number) = (asked.kind.clone(), asked.number.clone());
    view! {
        <TableCaption heading count=Signal::stored(shown)>
            <Export table="findings" label=say!(locale, findings.title) params/>
        </TableCaption>
        <Filters action="/findings" set=filtered>
            <input type="hidden" name="state" value=state/>
            <SelectField name="kind" label=say!(locale, findings.kind) choices chosen=kind/>
            <TextField name="number" label=say!(locale, findings.number) kind=TextKind::Search value=number/>
        </Filters>
        {groups}
        {nothing}
    }
    .into_any()
}

/// One kind: what it means and what to do, once, and the films it concerns.
fn group(
    kind: MatterKind,
    rows: &[&FindingView],
    said: &Said,
    settle: ServerAction<SettleFinding>,
) -> AnyView {
    let language = catalogue::language();
    let id = format!("kind-{}", kind.code());
    let title_id = id.clone();
    let lines = rows.iter().map(|row| settle::line(row, "", true, said, settle)).collect_view();
    view! {
        <section class="section finding-group" aria-labelledby=title_id>
            <div class="section-head">
                <h2 id=id>{kind.word(language)}</h2>
                <span class="section-note">{language.count(rows.len() as u64)}</span>
            </div>
            <p class="finding-meaning">{kind.meaning(language)}</p>
            <ul class="finding-list">{lines}</ul>
        </section>
    }
    .into_any()
}

/// What is on record, by what the numbers are.
fn classes(lines: &[ClassLine]) -> Option<AnyView> {
    let (locale, language) = (catalogue::locale(), catalogue::language());
    if lines.is_empty() {
        return None;
    }
    let rows = lines
        .iter()
        .map(|line| {
            let word = match line.class {
                NumberClass::Production => say!(locale, findings.class_production),
                NumberClass::Legacy => say!(locale, findings.class_legacy),
                NumberClass::Test => say!(locale, findings.class_test),
                NumberClass::Mistyped => say!(locale, findings.class_mistyped),
            };
            let (one, many) = language.pick(("Datei", "Dateien"), ("file", "files"));
            let files = counted(language, line.files.into(), one, many);
            view! {
                <li>
                    <strong>{language.count(line.numbers.into())}</strong>
                    " "
                    {sentence_case(word)}
                    <span class="muted">", "{files}</span>
                </li>
            }
        })
        .collect_view();
    Some(
        view! {
            <section class="section" aria-labelledby="on-record">
                <div class="section-head"><h2 id="on-record">{say!(locale, findings.on_record)}</h2></div>
                <ul class="finding-classes">{rows}</ul>
            </section>
        }
        .into_any(),
    )
}
