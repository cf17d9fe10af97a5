//! One finding in a list, with the form that settles it.

use domain::machine::Resolution;
use domain::person::Right;
use domain::view::findings::FindingView;
use domain::words::Say;
use leptos::prelude::*;

use crate::api::findings::SettleFinding;
use crate::api::lab::Said;
use crate::catalogue::{self, say};
use crate::frame::frame;
use crate::pages::answer::CameBack;
use crate::parts::button::{Button, ButtonKind, Price};
use crate::parts::decision::Decision;
use crate::parts::field::{Choice, SelectField, TextField};
use crate::parts::format::{Reading, sentence_case};

/// `back` is the number whose page it stands on; the inbox shows the number itself.
pub fn line(
    row: &FindingView,
    back: &str,
    with_number: bool,
    said: &Said,
    action: ServerAction<SettleFinding>,
) -> AnyView {
    let language = catalogue::language();
    let head = if with_number {
        match row.film_number() {
            Some(number) => {
                let href = format!("/numbers/{number}");
                view! { <a class="mono finding-number" href=href>{number.to_string()}</a> }.into_any()
            }
            None => view! { <span class="mono finding-number">{row.number.clone()}</span> }.into_any(),
        }
    } else {
        view! { <strong class="finding-number">{row.matter.kind().word(language)}</strong> }.into_any()
    };
    let outcome = match &row.settled {
        Some(settled) => {
            let note = if settled.note.is_empty() { String::new() } else { format!(", {}", settled.note) };
            let when = Reading::utc(language).date_time(settled.at);
            let resolution = sentence_case(&settled.resolution.say(language));
            view! { <p class="finding-settled">{resolution}{note}<span class="muted">{format!(" ({when}, {})", settled.by)}</span></p> }
                .into_any()
        }
        None => form(row, back, said, action).into_any(),
    };
    view! {
        <li class="finding" id=format!("finding-{}", row.id) data-settled=row.settled.is_some().then_some("")>
            <p class="finding-says">{head}<span>{row.matter.say(language)}</span></p>
            {outcome}
        </li>
    }
    .into_any()
}

fn form(row: &FindingView, back: &str, said: &Said, action: ServerAction<SettleFinding>) -> Option<AnyView> {
    if !frame().may(Right::Evidence) {
        return None;
    }
    let (locale, language) = (catalogue::locale(), catalogue::language());
    let form = format!("finding-{}", row.id);
    let said = said.of_form(&form);
    let open = !said.sentence.is_empty();
    let (chosen, note) = (said.field("resolution"), said.field("note"));
    let choose = Choice::new("", say!(locale, findings.choose));
    let resolutions = Resolution::CATALOGUE
        .into_iter()
        .map(|resolution| Choice::new(resolution.code(), sentence_case(&resolution.say(language))));
    let choices: Vec<Choice> = std::iter::once(choose).chain(resolutions).collect();
    let (id, back) = (row.id.to_string(), back.to_owned());
    Some(
        view! {
            <Decision verb=say!(locale, findings.settle_more) price=Price::CannotBeUndone open>
                <ActionForm action=action attr:class="form">
                    <CameBack form=form.clone() said/>
                    <input type="hidden" name="finding" value=id/>
                    <input type="hidden" name="back" value=back/>
                    <div class="fields">
                        <SelectField name="resolution" label=say!(locale, findings.resolution) choices chosen of=form.clone()/>
                        <TextField name="note" label=say!(locale, finish.note) value=note optional=true of=form/>
                    </div>
                    <div class="actions"><Button verb=say!(locale, findings.settle) kind=ButtonKind::Primary/></div>
                </ActionForm>
            </Decision>
        }
        .into_any(),
    )
}
