//! Today: for the operator the roll that runs, or what to film next and why, with one big action; and for every role
//! what waits for it, the most urgent first. A part that was folded stays folded in this browser.

mod desk;
pub mod filming;
mod lists;
pub mod next;
mod work;

use domain::person::Right;
use domain::view::desk::{Desk, Parts};
use domain::view::films::Today as Films;
use leptos::prelude::*;
use leptos_meta::Title;

use crate::api::desk::read_desk;
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
    let desk = Resource::new(|| (), |()| read_desk());
    let said = use_said();
    view! {
        <Title text=say!(locale, pages.today)/>
        <Transition fallback=|| view! { <Loading/> }>
            {move || Suspend::new(async move {
                let said = said.await.ok().flatten().unwrap_or_default();
                match (today.await, desk.await) {
                    (Ok(today), Ok(desk)) => whole(today, desk, said),
                    (Err(error), _) | (_, Err(error)) => failed(error),
                }
            })}
        </Transition>
    }
}

fn whole(today: Films, desk: Desk, said: Said) -> AnyView {
    let (frame, locale, language) = (frame(), catalogue::locale(), catalogue::language());
    let roles = frame.reader.as_ref().map(|reader| reader.roles.clone()).unwrap_or_default();
    let parts = Parts::of(&roles);
    let running = parts.camera && !today.running.is_empty();
    let urgent = view! {
        {(parts.camera || parts.quality || parts.planning).then(|| lists::contradicted(&today, language))}
        {desk::reworks(&desk, language)}
    };
    let body = match parts.camera {
        true => view! {
            <div class="today-main">
                <div class="today-urgent">{urgent}</div>
                {hero(&today, frame.may(Right::Film))}
            </div>
            <div class="today-side">
                {lists::running(&today, 1, language)} {lists::queue(&today, language)}
                {lists::waiting(&today, language)}
            </div>
            <div class="today-parts">{rest(&today, &desk, parts)}</div>
        }
        .into_any(),
        false => view! {
            <div class="today-urgent">{urgent}</div>
            <div class="today-parts">
                {rest(&today, &desk, parts)} {lists::running(&today, 0, language)}
                {parts.planning.then(|| lists::waiting(&today, language))}
            </div>
        }
        .into_any(),
    };
    view! {
        <PageHead title=say!(locale, pages.today) aside=Reading::utc(language).day(today.at)/>
        {(!said.sentence.is_empty()).then(|| view! { <Refusal sentence=said.sentence/> })}
        <div class="today" data-running=running.then_some("") data-camera=parts.camera.then_some("")>
            {body}
        </div>
    }
    .into_any()
}

/// The roll in the camera, or the one to film next.
fn hero(today: &Films, may_film: bool) -> AnyView {
    let after = today.queue.first().map(|queued| queued.roll.clone());
    match today.running.first().cloned() {
        Some(running) => filming::filming(running, after, today.at, may_film),
        None => next::next(today, may_film),
    }
}

/// What waits for every other role of the reader, each once.
fn rest(today: &Films, desk: &Desk, parts: Parts) -> AnyView {
    let language = catalogue::language();
    view! {
        {desk.quality.as_ref().map(|quality| desk::quality(quality, language))}
        {desk.planning.as_ref().map(|planning| desk::planning(today, planning, language))}
        {desk.work.as_ref().map(|work| work::work(work, desk, parts, language))}
        {desk.staff.map(|staff| desk::staff(staff, language))}
    }
    .into_any()
}
