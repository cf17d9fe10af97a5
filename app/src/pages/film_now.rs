//! Filming, on a screen of its own for the darkroom: what to load, the roll in the camera, and what it came to. One thing
//! at a time, in type that is read from the other side of the room; everything on it is from the server and the address.

mod done;
mod load;
mod run;

use domain::film::roll::RollStage;
use domain::person::Right;
use domain::view::camera::Counter;
use domain::view::films::{RollLine, RollPage, Today};
use domain::view::finishing::ReworkLine;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};

use crate::api::films::{read_roll, read_today};
use crate::api::finishing::read_reworks;
use crate::api::lab::Said;
use crate::catalogue::{self, say};
use crate::frame::frame;
use crate::pages::answer::{failed, use_said};
use crate::parts::button::{ButtonKind, ButtonLink, Price};
use crate::parts::empty::Loading;
use crate::parts::page_head::{Crumb, PageHead};
use crate::parts::refusal::Refusal;

#[component]
pub fn FilmNow() -> impl IntoView {
    let locale = catalogue::locale();
    let params = use_params_map();
    let query = use_query_map();
    let text = Memo::new(move |_| params.read().get("roll").unwrap_or_default());
    let roll = Resource::new(move || text.get(), read_roll);
    let today = Resource::new(|| (), |()| read_today());
    let id = Memo::new(move |_| text.get().parse::<u64>().unwrap_or_default());
    let reworks = Resource::new(move || id.get(), read_reworks);
    let said = use_said();
    view! {
        <Transition fallback=|| view! { <Loading/> }>
            {move || Suspend::new(async move {
                let asked = |name| query.read_untracked().get(name).unwrap_or_default();
                match roll.await {
                    Ok(page) => {
                        let screen = Screen {
                            said: said.await.ok().flatten().unwrap_or_default(),
                            reworks: reworks.await.unwrap_or_default(),
                            next: today.await.ok().and_then(|today| next_of(&today, &page)),
                            counted: asked("counted"),
                            trouble: asked("do") == "fail",
                            may_film: frame().may(Right::Film),
                            page,
                        };
                        screen.show()
                    }
                    Err(error) => {
                        view! {
                            <Title text=say!(locale, camera.title)/>
                            {failed(error)}
                        }
                            .into_any()
                    }
                }
            })}
        </Transition>
    }
}

/// All this page is made of.
struct Screen {
    page: RollPage,
    said: Said,
    reworks: Vec<ReworkLine>,
    /// The roll to film after this one.
    next: Option<RollLine>,
    /// The reading of the counter, as the address has it.
    counted: String,
    trouble: bool,
    may_film: bool,
}

/// What to film after this roll.
fn next_of(today: &Today, page: &RollPage) -> Option<RollLine> {
    let queued = today.queue.iter().map(|queued| &queued.roll);
    let rolls = today.next.iter().map(|next| &next.roll).chain(queued);
    rolls.into_iter().find(|roll| roll.id != page.line.id).cloned()
}

impl Screen {
    fn show(self) -> AnyView {
        let locale = catalogue::locale();
        let stage = self.page.line.stage;
        let title = format!("{} {}", say!(locale, camera.title), self.page.line.name());
        let crumbs = vec![
            Crumb::link("/", say!(locale, pages.today)),
            Crumb::link(format!("/rolls/{}", self.page.line.id), self.page.line.temporary_id.clone()),
            Crumb::here(say!(locale, camera.title)),
        ];
        let running = (stage == RollStage::Filming).then_some("");
        view! {
            <Title text=title/>
            <div class="film-now" data-stage=stage.code() data-awake=running>
                <PageHead crumbs title=say!(locale, camera.title)/>
                {self.too_late()}
                {match stage {
                    RollStage::Planned | RollStage::Rework => load::load(&self),
                    RollStage::Filming => run::run(&self),
                    RollStage::Filmed | RollStage::Developed | RollStage::Accepted | RollStage::Cancelled => {
                        done::done(&self)
                    }
                }}
                {tools()}
            </div>
        }
        .into_any()
    }

    /// The refusal of a form that is no longer here, because the roll is somewhere else by now.
    fn too_late(&self) -> Option<AnyView> {
        let form = self.said.field("form");
        let stands = match self.page.line.stage {
            RollStage::Planned | RollStage::Rework => form == "start",
            RollStage::Filming => form != "start",
            _ => false,
        };
        let sentence = self.said.sentence.clone();
        let stands = stands && self.may_film && self.page.blocked_by().is_none();
        (!stands && !sentence.is_empty()).then(|| view! { <Refusal sentence/> }.into_any())
    }

    fn counter(&self) -> Option<Counter> {
        let (camera, _) = self.page.in_camera()?;
        Counter::parse(&self.counted, camera.attempt, camera.planned)
    }
}

/// The way to the roll that comes after this one, or back to Today.
fn onwards(next: Option<&RollLine>, kind: ButtonKind) -> AnyView {
    let (locale, language) = (catalogue::locale(), catalogue::language());
    match next {
        Some(roll) => {
            let frames = crate::pages::roll::film_words::frames(roll.frames, language);
            let price = Price::Words(format!("{}, {frames}", roll.temporary_id));
            view! {
                <ButtonLink href=format!("/rolls/{}/film", roll.id) word=say!(locale, camera.next_roll) kind price/>
            }
            .into_any()
        }
        None => view! { <ButtonLink href="/" word=say!(locale, camera.to_today) kind/> }.into_any(),
    }
}

/// Full screen and sound: of use only where a script runs, so `live.js` shows them.
fn tools() -> AnyView {
    let locale = catalogue::locale();
    view! {
        <div class="film-tools">
            <button type="button" class="button" data-full-screen hidden>{say!(locale, camera.full_screen)}</button>
            <label class="check" data-sounding hidden>
                <input type="checkbox"/>
                <span>{say!(locale, camera.sound)}</span>
            </label>
        </div>
    }
    .into_any()
}
