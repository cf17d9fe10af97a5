//! Today: the roll that runs, or what to film next and why, with one big action; and what waits for whom.

pub mod filming;
mod lists;
pub mod next;

use domain::person::Right;
use leptos::prelude::*;
use leptos_meta::Title;

use crate::api::films::read_today;
use crate::api::lab::Said;
use crate::catalogue::{self, say};
use crate::frame::frame;
use crate::pages::answer::use_said;
use crate::pages::projects::failed;
use crate::parts::empty::Loading;
use crate::parts::format::Reading;
use crate::parts::page_head::PageHead;
use crate::parts::refusal::Refusal;

#[component]
pub fn Today() -> impl IntoView {
    let locale = catalogue::locale();
    let today = Resource::new(|| (), |()| read_today());
    let said = use_said();
    view! {
        <Title text=say!(locale, pages.today)/>
        <Transition fallback=|| view! { <Loading/> }>
            {move || Suspend::new(async move {
                let said = said.await.ok().flatten().unwrap_or_default();
                today.await.map_or_else(failed, |today| whole(today, said))
            })}
        </Transition>
    }
}

fn whole(today: domain::view::films::Today, said: Said) -> AnyView {
    let (frame, locale, language) = (frame(), catalogue::locale(), catalogue::language());
    let (may_film, may_plan) = (frame.may(Right::Film), frame.may(Right::Plan));
    let after = today.queue.first().map(|queued| queued.roll.clone());
    let running = today.running.first().cloned();
    let is_running = running.is_some();
    let main = match running {
        Some(running) => filming::filming(running, after, today.at, may_film),
        None => next::next(&today, may_film),
    };
    view! {
        <PageHead title=say!(locale, pages.today) aside=Reading::utc(language).day(today.at)/>
        {(!said.sentence.is_empty()).then(|| view! { <Refusal sentence=said.sentence/> })}
        <div class="today" data-running=is_running.then_some("")>
            <div class="today-main">{lists::contradicted(&today, language)} {main}</div>
            <div class="today-side">
                {lists::also_running(&today, language)} {lists::queue(&today, language)}
                {lists::waiting(&today, language)} {may_plan.then(|| lists::projects(&today, language))}
            </div>
        </div>
    }
    .into_any()
}
