//! The notes that `live.js` shows while a page stays open: templates here, filled and placed in the browser. Without a
//! script nothing of them is seen.

use leptos::prelude::*;

use crate::{
    catalogue::{self, say},
    parts::notice::{Notice, Tone},
};

/// The place of the notes, always present so that screen readers hear what comes into it, and their templates.
#[component]
pub fn LiveNotes(
    /// Address of this page, for coming back to it.
    #[prop(into)]
    here: Signal<String>,
) -> impl IntoView {
    let locale = catalogue::locale();
    let again = move || format!("/sign-in?next={}", leptos_router::location::Url::escape(&here.get()));
    view! {
        <div class="live-notes" id="live-notes" role="status"></div>
        <template id="note-changed">
            <Notice tone=Tone::Warning>
                <p>{say!(locale, live.changed)} " " <a href=here data-afresh="">{say!(locale, live.show)}</a></p>
                <ul class="live-changes" data-more=say!(locale, live.more)></ul>
            </Notice>
        </template>
        <template id="note-ended">
            <Notice tone=Tone::Warning>
                <p>{say!(locale, live.ended)} " " <a href=again>{say!(locale, live.sign_in)}</a></p>
            </Notice>
        </template>
        <template id="note-other">
            <Notice tone=Tone::Warning>
                <p>{say!(locale, live.other)} " " <a href=here data-afresh="">{say!(locale, live.reload)}</a></p>
            </Notice>
        </template>
        <template id="note-unsent">
            <Notice tone=Tone::Bad><p>{say!(locale, live.unsent)}</p></Notice>
        </template>
        <template id="note-draft">
            <Notice><p>{say!(locale, live.draft)}</p></Notice>
        </template>
    }
}
