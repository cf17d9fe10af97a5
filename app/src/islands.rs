//! The islands: the few pieces of a page that move by themselves in the browser. All else is HTML from the server,
//! links and forms. An island gets plain values; nothing of the server's contexts reaches it.

use domain::view::films::FilmScale;
use domain::words::Language;
use leptos::prelude::*;
use std::time::Duration;
use web_sys::js_sys;

use crate::catalogue::{self, say};
use crate::pages::roll::film_words::length_of_time;
use crate::pages::today::filming::pace;
use crate::parts::sync_badge::{SyncBadge, SyncReport};

/// Seconds since the page was made, counted on in the browser once a second.
fn seconds_counted(begin: u64) -> Signal<u64> {
    let more = RwSignal::new(0_u64);
    // Runs in the browser only; time is a thing of the world outside.
    Effect::new(move |_| {
        let opened = js_sys::Date::now();
        let tick = move || more.set(((js_sys::Date::now() - opened) / 1000.0).max(0.0) as u64);
        if let Ok(handle) = set_interval_with_handle(tick, Duration::from_secs(1)) {
            on_cleanup(move || handle.clear());
        }
    });
    Signal::derive(move || begin + more.get())
}

/// The sync badge; its age counts on.
#[island]
pub fn LiveBadge(seconds_ago: u64, differences: u64, language: Language) -> impl IntoView {
    catalogue::provide_language(language);
    let age = seconds_counted(seconds_ago);
    let report = Signal::derive(move || SyncReport::Checked { seconds_ago: age.get(), differences });
    view! { <SyncBadge report href="/check"/> }
}

/// Frames a running attempt still has to expose, at the camera's pace.
#[island]
pub fn FramesLeft(
    frames: u32,
    scale: FilmScale,
    /// Seconds since the attempt began.
    elapsed: u64,
    /// When it should be done, as the reader writes times.
    end: String,
    language: Language,
) -> impl IntoView {
    let locale = catalogue::locale_of(language);
    let elapsed = seconds_counted(elapsed);
    let pace = Memo::new(move |_| pace(&scale, frames, elapsed.get()));
    let when = move || {
        let seconds = pace.get().seconds_left;
        if seconds == 0 {
            return language.pick(format!("fällig seit {end}"), format!("due since {end}"));
        }
        let left = length_of_time(seconds, language);
        language.pick(format!("{left}, fertig {end}"), format!("{left}, done at {end}"))
    };
    view! {
        <span class="filming-label">{say!(locale, films.left)}</span>
        <span class="filming-figure">{move || language.count(pace.get().left.into())}</span>
        <div class="filming-ends"><span>{say!(locale, films.left_frames)}</span><span>{when}</span></div>
    }
}
