//! What can be done with a project as a whole: reset, abandon, archive, delete, and the way back.

use domain::film::project::ProjectStage;
use domain::person::Right;
use domain::view::projects::ProjectView;
use leptos::form::ActionForm;
use leptos::prelude::*;

use crate::api::finishing::ChangeStanding;
use crate::api::lab::Said;
use crate::catalogue::{self, fill, say};
use crate::command_form::SeenField;
use crate::error::AppError;
use crate::frame::frame;
use crate::pages::answer::{CameBack, use_said};
use crate::parts::button::{Button, ButtonKind, Price};
use crate::parts::decision::{Consequences, Decision};
use crate::parts::field::TextField;

#[component]
pub fn WholeProject(project: Resource<Result<ProjectView, AppError>>) -> impl IntoView {
    let change = ServerAction::<ChangeStanding>::new();
    let said = use_said();
    view! {
        <Transition>
            {move || Suspend::new(async move {
                let said = said.await.ok().flatten().unwrap_or_default();
                let may = frame().may(Right::Plan);
                project.await.ok().filter(|_| may).map(|view| section(&view, &said, change))
            })}
        </Transition>
    }
}

fn section(view: &ProjectView, said: &Said, change: ServerAction<ChangeStanding>) -> AnyView {
    let locale = catalogue::locale();
    let filming = view.rolls.iter().any(|roll| roll.stage.code() == "filming");
    let filmed = view.rolls.iter().filter(|roll| roll.stage.is_filmed()).count();
    let open = view.rolls.iter().filter(|roll| roll.id.is_some() && !roll.stage.is_filmed()).count();
    let counts = Counts { filmed: filmed.to_string(), open: open.to_string() };
    let ways: &[&'static str] = match view.stage {
        ProjectStage::Archived | ProjectStage::Abandoned => &["restore", "delete"],
        ProjectStage::Deleted => &["restore"],
        _ if filming => &[],
        ProjectStage::Draft => &["abandon", "delete"],
        ProjectStage::FilmingComplete => &["reset", "archive", "abandon", "delete"],
        ProjectStage::RegisterComplete | ProjectStage::FilmingInProgress | ProjectStage::ReworkRequired => {
            &["reset", "abandon", "delete"]
        }
    };
    if ways.is_empty() {
        return ().into_any();
    }
    let forms = ways.iter().map(|way| Way::of(way, &counts).form(view, said, change)).collect_view();
    view! {
        <section class="section" id="standing" aria-labelledby="standing-title">
            <div class="section-head">
                <h2 id="standing-title">{say!(locale, finish.whole_project)}</h2>
                <span class="section-note">{say!(locale, finish.nothing_removed)}</span>
            </div>
            <div class="decisions">{forms}</div>
        </section>
    }
    .into_any()
}

struct Way {
    way: &'static str,
    verb: &'static str,
    act: &'static str,
    price: Price,
    /// A reason is asked.
    asks: bool,
    sentences: Vec<String>,
}

/// Rolls with and without a film, as sentences count them.
struct Counts {
    filmed: String,
    open: String,
}

impl Way {
    /// The way by its name, with its whole effect.
    fn of(way: &'static str, counts: &Counts) -> Self {
        let locale = catalogue::locale();
        let (verb, act, asks) = match way {
            "reset" => (say!(locale, finish.reset_more), say!(locale, finish.reset), true),
            "abandon" => (say!(locale, finish.abandon_more), say!(locale, finish.abandon), true),
            "archive" => (say!(locale, finish.archive_more), say!(locale, finish.archive), false),
            "delete" => (say!(locale, finish.delete_more), say!(locale, finish.delete), true),
            _ => (say!(locale, finish.restore_more), say!(locale, finish.restore), false),
        };
        let sentences = match way {
            "reset" => vec![
                fill(say!(locale, finish.reset_cancels), &[&counts.open]),
                fill(say!(locale, finish.reset_keeps), &[&counts.filmed]),
            ],
            "abandon" => vec![
                fill(say!(locale, finish.abandon_cancels), &[&counts.open]),
                fill(say!(locale, finish.abandon_keeps), &[&counts.filmed]),
            ],
            "archive" => vec![say!(locale, finish.archive_effect).to_owned()],
            "delete" => vec![say!(locale, finish.delete_effect).to_owned()],
            _ => vec![say!(locale, finish.restore_effect).to_owned()],
        };
        // Cancelled rolls are planned anew, under the same rules: nothing physical is lost.
        let price = if way == "reset" { Price::AsksAReason } else { Price::CanBeUndone };
        Self { way, verb, act, price, asks, sentences }
    }

    fn form(self, view: &ProjectView, said: &Said, change: ServerAction<ChangeStanding>) -> AnyView {
        let locale = catalogue::locale();
        let said = said.of_form(self.way);
        let (open, reason) = (!said.sentence.is_empty(), said.field("reason"));
        let way = self.way;
        let (id, revision) = (view.id.to_string(), view.revision);
        let reason = self.asks.then(|| {
            view! { <TextField name="reason" label=say!(locale, finish.reason) value=reason of=way/> }
        });
        view! {
            <Decision verb=self.verb price=self.price open>
                <Consequences sentences=self.sentences/>
                <ActionForm action=change attr:class="form">
                    <CameBack form=way said/>
                    <input type="hidden" name="project" value=id/>
                    <input type="hidden" name="way" value=way/>
                    <SeenField revision/>
                    {reason}
                    <div class="actions"><Button verb=self.act kind=ButtonKind::Primary/></div>
                </ActionForm>
            </Decision>
        }
        .into_any()
    }
}
