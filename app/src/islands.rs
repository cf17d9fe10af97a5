//! The islands: the few pieces of a page that move by themselves in the browser. All else is HTML from the server,
//! links and forms. An island gets plain values; nothing of the server's contexts reaches it.

mod camera;
mod scan;

pub use camera::FilmingNow;
pub use scan::ScannedTags;

use domain::view::camera::Pace;
use domain::view::films::FilmScale;
use domain::words::Language;
use leptos::html::Span;
use leptos::leptos_dom::helpers::IntervalHandle;
use leptos::prelude::*;
use std::time::Duration;
use web_sys::js_sys;

use crate::catalogue::{self, say};
use crate::pages::roll::film_words::length_of_time;
use crate::parts::sync_badge::{SyncBadge, SyncReport};

/// Seconds since the island woke, counted once a second for as long as it stands on the page.
fn seconds_counted(stands: impl Fn() -> bool + Copy + 'static) -> Signal<u64> {
    let counted = RwSignal::new(0_u64);
    // Runs in the browser only; time is a thing of the world outside.
    Effect::new(move |_| {
        let woke = js_sys::Date::now();
        let ticking = StoredValue::new_local(None::<IntervalHandle>);
        let tick = move || {
            if stands() {
                counted.set(((js_sys::Date::now() - woke) / 1000.0).max(0.0) as u64);
            } else {
                ticking.with_value(|handle| handle.iter().for_each(IntervalHandle::clear));
            }
        };
        ticking.set_value(set_interval_with_handle(tick, Duration::from_secs(1)).ok());
    });
    counted.into()
}

/// What the badge knows, and how much was counted when it heard so.
#[derive(Clone, Default)]
struct Heard {
    seconds_ago: u64,
    differences: u64,
    known: bool,
    counted: u64,
    /// Since when the server is out of reach.
    offline: Option<String>,
}

impl Heard {
    /// What `live.js` has noted on the document since; before it has, what is known stays.
    fn noted(mut self, counted: u64) -> Self {
        let root = document().document_element();
        let note = |name: &str| root.as_ref()?.get_attribute(name);
        self.offline = note("data-offline");
        let checked = note("data-checked").and_then(|text| text.parse::<f64>().ok());
        if let (Some(checked), Some(differences)) = (checked, note("data-differences")) {
            self.seconds_ago = ((js_sys::Date::now() - checked) / 1000.0).max(0.0) as u64;
            self.differences = differences.parse().unwrap_or_default();
            (self.known, self.counted) = (true, counted);
        }
        self
    }

    fn report(&self, counted: u64) -> SyncReport {
        match &self.offline {
            Some(since) => SyncReport::Offline { since: since.clone(), kept: 0 },
            None if !self.known => SyncReport::Unchecked,
            None => SyncReport::Checked {
                seconds_ago: self.seconds_ago + counted.saturating_sub(self.counted),
                differences: self.differences,
            },
        }
    }
}

/// The sync badge; its age counts on, and it says when the server is out of reach.
#[island]
pub fn LiveBadge(seconds_ago: u64, differences: u64, known: bool, language: Language) -> impl IntoView {
    catalogue::provide_language(language);
    let counted = seconds_counted(|| true);
    let heard = RwSignal::new(Heard { seconds_ago, differences, known, ..Heard::default() });
    // Runs in the browser only; the network is a thing of the world outside.
    Effect::new(move |_| {
        let hear = move || heard.update(|heard| *heard = heard.clone().noted(counted.get_untracked()));
        hear();
        let listening = window_event_listener_untyped("rollcall-badge", move |_| hear());
        on_cleanup(move || listening.remove());
    });
    let report = Signal::derive(move || heard.with(|heard| heard.report(counted.get())));
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
    let label = NodeRef::<Span>::new();
    // A live update puts another island in this one's place.
    let stands = move || label.get_untracked().is_none_or(|label| label.is_connected());
    let counted = seconds_counted(stands);
    let pace = Memo::new(move |_| Pace::of(&scale, frames, None, elapsed + counted.get()));
    let when = move || {
        let seconds = pace.get().seconds_left;
        if seconds == 0 {
            return language.pick(format!("fällig seit {end}"), format!("due since {end}"));
        }
        let left = length_of_time(seconds, language);
        language.pick(format!("{left}, fertig {end}"), format!("{left}, done at {end}"))
    };
    view! {
        <span class="filming-label" node_ref=label>{say!(locale, films.left)}</span>
        <span class="filming-figure">{move || language.count(pace.get().left.into())}</span>
        <div class="filming-ends"><span>{say!(locale, films.left_frames)}</span><span>{when}</span></div>
    }
}
