//! One film number and why it is what it is: its neighbours, three answers, its life, its evidence and its film.

mod proof;
mod story;

pub use proof::short_hash;

use domain::history::{Mark, WhyAnswers};
use domain::number::NumberState;
use domain::person::Right;
use domain::view::lab::Step;
use domain::view::numbers::{NeighbourView, NumberRow, NumberView};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

use crate::api::lab::Said;
use crate::api::numbers::{ReleaseNumbers, VoidNumber, read_number};
use crate::catalogue::{self, Locale, fill, say};
use crate::error::AppError;
use crate::frame::frame;
use crate::pages::answer::{CameBack, Done, failed, use_said};
use crate::pages::numbers::{glyph_of, sites_said};
use crate::parts::button::{Button, ButtonKind, ButtonLink, Price};
use crate::parts::decision::{Consequences, Decision};
use crate::parts::empty::{Empty, Loading};
use crate::parts::field::TextField;
use crate::parts::format::Reading;
use crate::parts::glyph::{AttemptGlyph, Drawing, Finding, NumberGlyph, RollGlyph};
use crate::parts::life::{Life, LifeEvent};
use crate::parts::neighbours::{Neighbour, NeighbourBlock, Neighbours};
use crate::parts::page_head::{Crumb, PageHead, Standing};

#[component]
pub fn NumberPage() -> impl IntoView {
    let params = use_params_map();
    let number = Memo::new(move |_| params.read().get("number").unwrap_or_default());
    let view = Resource::new(move || ((), number.get()), |(_, number)| read_number(number));
    let said = use_said();
    view! {
        <Transition fallback=|| view! { <Loading/> }>
            {move || Suspend::new(async move {
                let said = said.await.ok().flatten().unwrap_or_default();
                match view.await {
                    Ok(view) => whole(view, said),
                    Err(AppError::NotFound { sentence }) => no_number(&number.get_untracked(), sentence),
                    Err(error) => failed(error),
                }
            })}
        </Transition>
    }
}

/// What was typed is no film number.
fn no_number(typed: &str, sentence: String) -> AnyView {
    let locale = catalogue::locale();
    let short: String = typed.chars().take(40).collect();
    let search = format!("/search?q={}", leptos_router::location::Url::escape(typed));
    view! {
        <Title text=say!(locale, numbers.no_number)/>
        <PageHead
            crumbs=vec![Crumb::link("/numbers", say!(locale, pages.film_numbers)), Crumb::here(short)]
            title=say!(locale, numbers.no_number)
        />
        <Empty title=sentence sentence=say!(locale, numbers.no_number_next)>
            <ButtonLink href="/numbers" word=say!(locale, pages.film_numbers)/>
            <ButtonLink href=search word=say!(locale, pages.search)/>
        </Empty>
    }
    .into_any()
}

fn whole(view: NumberView, said: Said) -> AnyView {
    let locale = catalogue::locale();
    let number = view.number.to_string();
    let series = view.number.series().digit();
    let crumbs = vec![
        Crumb::link("/numbers", say!(locale, pages.film_numbers)),
        Crumb::link(format!("/numbers?series={series}"), sites_said(&view.sites, locale)),
        Crumb::here(number.clone()),
    ];
    let standing = Standing::new(glyph_of(view.state), standing_said(&view, locale));
    let links = view.holder.as_ref().map(links_of).unwrap_or_default();
    let blocks = blocks(view.neighbours, locale);
    let decisions = decisions(&number, view.holder.as_ref(), &said);
    let life = life(view.history, &links);
    let story = story::story(&view.files, &view.findings, &number, &said);
    view! {
        <Title text=number.clone()/>
        <div class="with-inspector">
            <div class="content">
                <PageHead crumbs id=number.clone() hero=true standing>{decisions}</PageHead>
                <Done/>
                <Neighbours blocks here=number/>
                {three_answers(view.answers, &links)}
                {story}
                {life}
            </div>
            <aside class="inspector" aria-label=say!(locale, numbers.proof)>
                {view.evidence.map(proof::evidence)}
                {view.reel.map(|reel| proof::film(reel, view.number))}
                {proof::trust(view.trust, view.handed_out)}
            </aside>
        </div>
    }
    .into_any()
}

/// *Issued, delivered*; *Free, never handed out*.
fn standing_said(view: &NumberView, locale: Locale) -> String {
    let word = match view.state {
        NumberState::Free if view.handed_out => say!(locale, numbers.standing_returned),
        NumberState::Free if view.next == Some(view.number) => say!(locale, numbers.standing_next),
        NumberState::Free => say!(locale, numbers.standing_never),
        NumberState::Reserved => say!(locale, numbers.standing_reserved),
        NumberState::Bound => say!(locale, numbers.standing_bound),
        NumberState::Issued => say!(locale, numbers.standing_issued),
        NumberState::Void => say!(locale, numbers.standing_void),
    };
    let delivered = view.history.iter().any(|step| step.mark == Mark::Delivered);
    if delivered { format!("{word}, {}", say!(locale, numbers.standing_delivered)) } else { word.to_owned() }
}

/// Names that sentences may hold, with the pages behind them.
fn links_of(row: &NumberRow) -> Vec<(String, String)> {
    let roll = row.roll.iter().map(|roll| (roll.name.clone(), format!("/rolls/{}", roll.id)));
    let project =
        row.project.iter().map(|project| (project.name.clone(), format!("/projects/{}", project.id)));
    let other = row.replaced_by.iter().map(|number| (number.to_string(), format!("/numbers/{number}")));
    // The project's name comes first: a roll's name may begin with a part of it.
    project.chain(roll).chain(other).collect()
}

/// A sentence whose names are links.
fn linked(sentence: String, links: &[(String, String)]) -> AnyView {
    for (name, href) in links {
        if let Some((before, after)) = sentence.split_once(name.as_str()) {
            let (before, after) = (linked(before.to_owned(), links), linked(after.to_owned(), links));
            let (href, name) = (href.clone(), name.clone());
            return view! { {before}<a href=href>{name}</a>{after} }.into_any();
        }
    }
    // The name of a piece of film stays on one line: `T-0087`.
    for start in ["R-", "T-"] {
        let found = sentence.find(start).filter(|at| {
            let digits = &sentence.as_bytes()[at + start.len()..];
            digits.first().is_some_and(u8::is_ascii_digit)
        });
        if let Some(at) = found {
            let length = sentence[at + start.len()..].bytes().take_while(u8::is_ascii_digit).count();
            let end = at + start.len() + length;
            let (before, name) = (sentence[..at].to_owned(), sentence[at..end].to_owned());
            let after = linked(sentence[end..].to_owned(), links);
            return view! { {linked(before, links)}<span class="nowrap">{name}</span>{after} }.into_any();
        }
    }
    sentence.into_any()
}

/// Neighbours in their blocks: side by side for one project.
fn blocks(neighbours: Vec<NeighbourView>, locale: Locale) -> Vec<NeighbourBlock> {
    let mut blocks: Vec<NeighbourBlock> = Vec::new();
    let mut last = None;
    for neighbour in neighbours {
        let glyph = glyph_of(neighbour.state);
        let project = neighbour.project.as_ref().map(|project| project.id);
        let name = neighbour.project.map(|project| project.archive_id).unwrap_or_default();
        let drawn = Neighbour {
            number: neighbour.number.to_string(),
            href: format!("/numbers/{}", neighbour.number),
            glyph: glyph.into(),
            word: glyph.word(locale).to_owned(),
        };
        match blocks.last_mut().filter(|_| last == Some(project)) {
            Some(block) => block.numbers.push(drawn),
            None => blocks.push(NeighbourBlock { name, numbers: vec![drawn] }),
        }
        last = Some(project);
    }
    blocks
}

fn three_answers(answers: WhyAnswers, links: &[(String, String)]) -> AnyView {
    let locale = catalogue::locale();
    view! {
        <dl class="answers">
            <div><dt>{say!(locale, numbers.who)}</dt><dd>{linked(answers.who_has_it, links)}</dd></div>
            <div><dt>{say!(locale, numbers.why)}</dt><dd>{linked(answers.why_this_one, links)}</dd></div>
            <div><dt>{say!(locale, numbers.free_it)}</dt><dd>{linked(answers.what_would_free_it, links)}</dd></div>
        </dl>
    }
    .into_any()
}

fn drawing_of(mark: Mark) -> Drawing {
    match mark {
        Mark::Reserved => NumberGlyph::Reserved.into(),
        Mark::Bound => NumberGlyph::Bound.into(),
        Mark::Issued => NumberGlyph::Issued.into(),
        Mark::Failed => AttemptGlyph::Failed.into(),
        Mark::Void => NumberGlyph::Void.into(),
        Mark::Free => NumberGlyph::Free.into(),
        Mark::Planned | Mark::Registered => RollGlyph::Planned.into(),
        Mark::Filming => RollGlyph::Filming.into(),
        Mark::Filmed => RollGlyph::Filmed.into(),
        Mark::Delivered => RollGlyph::Delivered.into(),
        Mark::Changed => Finding::Contradiction.into(),
    }
}

pub fn life(history: Vec<Step>, links: &[(String, String)]) -> AnyView {
    let (locale, language) = (catalogue::locale(), catalogue::language());
    if history.is_empty() {
        return view! { <Empty title=say!(locale, numbers.no_life) sentence=say!(locale, numbers.no_life_why)/> }.into_any();
    }
    let reading = Reading::utc(language);
    let mut issued = false;
    let events = history
        .into_iter()
        .map(|step| {
            issued |= step.mark == Mark::Issued;
            let entry = fill(say!(locale, numbers.entry), &[&language.count(step.entry)]);
            LifeEvent {
                date: reading.day(step.at),
                time: reading.time(step.at),
                datetime: Reading::machine(step.at),
                glyph: drawing_of(step.mark),
                title: step.title,
                sentence: linked(step.sentence, links),
                quiet: format!("{} · {entry}", step.actor),
                issued,
                failed: step.mark == Mark::Failed,
            }
        })
        .collect();
    view! {
        <h2 class="visually-hidden">{say!(locale, numbers.life)}</h2>
        <Life events/>
    }
    .into_any()
}

/// What may be done with the number now. One on a film made here can be neither released nor voided.
fn decisions(number: &str, holder: Option<&NumberRow>, said: &Said) -> AnyView {
    let locale = catalogue::locale();
    let Some(row) = holder else { return ().into_any() };
    let in_block = row.project.is_some();
    let releasable = row.state == NumberState::Reserved && !in_block && frame().may(Right::Reserve);
    // A film of the time before has no roll whose rework could void its number.
    let of_the_time_before = row.state == NumberState::Issued && row.roll.is_none();
    let unused = matches!(row.state, NumberState::Free | NumberState::Reserved);
    let voidable = (unused || of_the_time_before) && frame().may(Right::Void);
    let release_form = releasable.then(|| {
        let said = said.of_form("release");
        let open = !said.sentence.is_empty();
        let reason = said.field("reason");
        let consequences = vec![fill(say!(locale, numbers.release_this), &[number])];
        let (verb, number) = (fill(say!(locale, numbers.release_number), &[number]), number.to_owned());
        view! {
            <Decision verb=say!(locale, numbers.release_more) price=Price::AsksAReason open>
                <ActionForm action={ServerAction::<ReleaseNumbers>::new()} attr:class="form">
                    <Consequences sentences=consequences/>
                    <CameBack form="release" said/>
                    <input type="hidden" name="numbers" value=number/>
                    <input type="hidden" name="back" value="number"/>
                    <TextField name="reason" value=reason of="release" label=say!(locale, numbers.reason) hint=say!(locale, numbers.reason_hint)/>
                    <div class="actions">
                        <Button verb kind=ButtonKind::Primary price=Price::AsksAReason/>
                    </div>
                </ActionForm>
            </Decision>
        }
    });
    let void_form = voidable.then(|| {
        let said = said.of_form("void");
        let open = !said.sentence.is_empty();
        let reason = said.field("reason");
        let consequences =
            vec![fill(say!(locale, numbers.void_never), &[number]), say!(locale, numbers.void_gap).to_owned()];
        let (verb, number) = (fill(say!(locale, numbers.void_number), &[number]), number.to_owned());
        view! {
            <Decision verb=say!(locale, numbers.void_more) price=Price::CannotBeUndone open>
                <ActionForm action={ServerAction::<VoidNumber>::new()} attr:class="form">
                    <Consequences sentences=consequences/>
                    <CameBack form="void" said/>
                    <input type="hidden" name="number" value=number/>
                    <input type="hidden" name="back" value="number"/>
                    <TextField name="reason" value=reason of="void" label=say!(locale, numbers.reason) hint=say!(locale, numbers.void_hint)/>
                    <div class="actions">
                        <Button verb kind=ButtonKind::Primary price=Price::CannotBeUndone/>
                    </div>
                </ActionForm>
            </Decision>
        }
    });
    view! { {release_form}{void_form} }.into_any()
}
