//! Live updates. The server says which nouns changed, never what: a counter for each rises, and resources that read
//! it ask again, through the same server function with the same permission check.

use domain::event::Kind;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// Name of the window event that `live.js` sends; its detail is the topics, separated by blanks.
const EVENT: &str = "rollcall";

/// A counter for each kind of thing.
#[derive(Clone, Copy)]
pub struct Live {
    versions: [RwSignal<u32>; Kind::ALL.len()],
}

impl Live {
    /// Rises when things of this kind changed.
    pub fn version(self, kind: Kind) -> u32 {
        self.versions[kind as usize].get()
    }

    /// Rises when anything of these kinds changed.
    pub fn versions(self, kinds: &[Kind]) -> u32 {
        kinds.iter().fold(0, |sum, kind| sum.wrapping_add(self.version(*kind)))
    }
}

/// Starts listening. On the server nothing ever rises.
pub fn provide_live() -> Live {
    let live = Live { versions: std::array::from_fn(|_| RwSignal::new(0)) };
    provide_context(live);
    // An effect runs in the browser only; it starts the listener and writes when the world outside changes.
    Effect::new(move |_| {
        let listener = window_event_listener_untyped(EVENT, move |event| {
            let Ok(event) = event.dyn_into::<web_sys::CustomEvent>() else { return };
            let topics = event.detail().as_string().unwrap_or_default();
            for kind in Kind::ALL {
                // `resync`: something may have been missed, so everything is asked for again.
                if topics.split(' ').any(|topic| topic == kind.code() || topic == "resync") {
                    live.versions[kind as usize].update(|version| *version = version.wrapping_add(1));
                }
            }
        });
        on_cleanup(move || listener.remove());
    });
    live
}

pub fn live() -> Live {
    expect_context::<Live>()
}
