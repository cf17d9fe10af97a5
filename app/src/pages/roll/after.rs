//! What comes after the camera: acceptance of a developed film, and the way to make a film again.

use domain::film::rework::{NumberChoice, ReworkEnd};
use domain::film::roll::RollStage;
use domain::person::Right;
use domain::view::films::RollPage;
use domain::view::finishing::ReworkLine;
use domain::words::Say;
use leptos::form::ActionForm;
use leptos::prelude::*;

use crate::api::finishing::AcceptRolls;
use crate::catalogue::{self, fill, say};
use crate::command_form::{KeyField, SeenField};
use crate::frame::frame;
use crate::parts::button::{Button, ButtonKind, ButtonLink, Price};
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

/// Films of this roll that were rejected.
pub fn reworks(lines: Vec<ReworkLine>) -> AnyView {
    if lines.is_empty() {
        return ().into_any();
    }
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
        </section>
    }
    .into_any()
}
