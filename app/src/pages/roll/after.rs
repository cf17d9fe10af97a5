//! What comes after the camera: acceptance of a developed film, and the way to make a film again.

use domain::film::rework::{NumberChoice, ReworkEnd};
use domain::film::roll::RollStage;
use domain::person::Right;
use domain::view::films::RollPage;
use domain::view::finishing::ReworkLine;
use domain::words::Say;
use leptos::form::ActionForm;
use leptos::prelude::*;

use crate::api::finishing::{AcceptRolls, VoidKeptNumber};
use crate::api::lab::Said;
use crate::catalogue::{self, fill, say};
use crate::command_form::{KeyField, SeenField};
use crate::frame::frame;
use crate::pages::answer::CameBack;
use crate::parts::button::{Button, ButtonKind, ButtonLink, Price};
use crate::parts::decision::{Consequences, Decision};
use crate::parts::field::TextField;
use crate::parts::format::Reading;

/// The next step of a film that exists.
pub fn next(page: &RollPage) -> AnyView {
    let locale = catalogue::locale();
    if !frame().may(Right::Inspect) {
        return ().into_any();
    }
    let accept = ServerAction::<AcceptRolls>::new();
    let (id, revision) = (page.line.id.to_string(), page.revision);
    let href = format!("/rework?rolls={id}");
    let first = match page.line.stage {
        RollStage::Filmed => {
            view! { <ButtonLink href="/development" word=say!(locale, finish.to_development) kind=ButtonKind::Primary/> }.into_any()
        }
        RollStage::Developed => view! {
            <ActionForm action=accept>
                <KeyField form="accept"/>
                <SeenField revision/>
                <input type="hidden" name="rolls[]" value=id.clone()/>
                <input type="hidden" name="from" value=id/>
                <Button
                    verb=say!(locale, finish.accept_film)
                    kind=ButtonKind::Primary
                    price=Price::Words(say!(locale, finish.accept_price).to_owned())
                />
            </ActionForm>
        }
        .into_any(),
        _ => ().into_any(),
    };
    view! {
        <div class="section actions after-filming">
            {first}
            <ButtonLink
                href
                word=say!(locale, finish.reject_more)
                price=Price::Words(say!(locale, finish.reject_price).to_owned())
            />
        </div>
    }
    .into_any()
}

/// Films of this roll that were rejected, and what may still be done about the number of the last.
pub fn reworks(page: &RollPage, lines: Vec<ReworkLine>, said: &Said) -> AnyView {
    if lines.is_empty() {
        return ().into_any();
    }
    let kept = lines.first().map(|line| &line.rework).filter(|rework| {
        page.line.stage == RollStage::Rework
            && rework.choice == NumberChoice::Keep
            && frame().may(Right::Inspect)
    });
    let void = kept.map(|rework| void_kept(page, &rework.number.to_string(), said));
    let (locale, language) = (catalogue::locale(), catalogue::language());
    let rows = lines
        .into_iter()
        .map(|ReworkLine { rework, rejected }| {
            let when = Reading::utc(language).date_time(rework.at);
            let note = if rework.note.is_empty() { String::new() } else { format!(", {}", rework.note) };
            let what = fill(say!(locale, finish.rejected_line), &[&rejected.to_string(), &rework.cause.say(language)]);
            let number = match rework.choice {
                NumberChoice::Keep => say!(locale, finish.kept_line),
                NumberChoice::Void => say!(locale, finish.voided_line),
            };
            let number = fill(number, &[&rework.number.to_string()]);
            let end = match rework.end {
                ReworkEnd::Open => say!(locale, finish.end_open),
                ReworkEnd::Refilmed { .. } => say!(locale, finish.end_refilmed),
                ReworkEnd::Dropped => say!(locale, finish.end_dropped),
            };
            view! { <li><strong>{format!("{what}{note}.")}</strong> {format!(" {number} {end}")} <span class="quiet">{format!(" {when}, {}", rework.by)}</span></li> }
        })
        .collect_view();
    view! {
        <section class="section" aria-labelledby="reworks-title">
            <div class="section-head"><h2 id="reworks-title">{say!(locale, finish.rejected_films)}</h2></div>
            <ul class="sentences">{rows}</ul>
            {void}
        </section>
    }
    .into_any()
}

/// The number was kept for the new film, but film that carries it is still somewhere.
fn void_kept(page: &RollPage, number: &str, said: &Said) -> AnyView {
    let locale = catalogue::locale();
    let said = said.of_form("void-number");
    let (open, reason) = (!said.sentence.is_empty(), said.field("reason"));
    let consequences =
        vec![fill(say!(locale, numbers.void_never), &[number]), say!(locale, finish.next_number).to_owned()];
    let verb = fill(say!(locale, numbers.void_number), &[number]);
    let (roll, revision) = (page.line.id.to_string(), page.revision);
    view! {
        <div class="actions">
            <Decision verb=say!(locale, finish.film_turned_up) price=Price::CannotBeUndone open>
                <ActionForm action={ServerAction::<VoidKeptNumber>::new()} attr:class="form">
                    <Consequences sentences=consequences/>
                    <CameBack form="void-number" said/>
                    <SeenField revision/>
                    <input type="hidden" name="roll" value=roll/>
                    <TextField name="reason" value=reason of="void-number" label=say!(locale, numbers.reason) hint=say!(locale, numbers.void_hint)/>
                    <div class="actions">
                        <Button verb kind=ButtonKind::Primary price=Price::CannotBeUndone/>
                    </div>
                </ActionForm>
            </Decision>
        </div>
    }
    .into_any()
}
