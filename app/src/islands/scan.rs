//! What a field for scanned tags holds so far: how many, which twice, which are not expected, which were misread.

use domain::id::TempRollId;
use domain::view::scanned::tally;
use domain::words::{Language, Say};
use leptos::prelude::*;

use crate::catalogue::{self, fill, say};

/// Around the field: it listens to what is typed there. Without a script the server says what was wrong.
#[island]
pub fn ScannedTags(
    /// What should lie here.
    expected: Vec<TempRollId>,
    language: Language,
    children: Children,
) -> impl IntoView {
    let locale = catalogue::locale_of(language);
    let said = RwSignal::new(String::new());
    let labels = |tags: &[TempRollId]| tags.iter().map(|tag| tag.label()).collect::<Vec<_>>().join(", ");
    let listen = move |text: String| {
        let tally = tally(&text);
        let strange: Vec<TempRollId> =
            tally.tags.iter().copied().filter(|tag| !expected.contains(tag)).collect();
        let mut parts = Vec::new();
        if !tally.tags.is_empty() {
            parts.push(fill(say!(locale, scan.read), &[&language.count(tally.tags.len() as u64)]));
        }
        if !tally.twice.is_empty() {
            parts.push(fill(say!(locale, scan.twice), &[&labels(&tally.twice)]));
        }
        if !strange.is_empty() {
            parts.push(fill(say!(locale, scan.strange), &[&labels(&strange)]));
        }
        parts.extend(tally.misread.first().map(|misread| misread.say(language)));
        said.set(parts.join("; "));
    };
    view! {
        <div on:input=move |event| listen(event_target_value(&event))>
            {children()}
            <p class="scan-said" role="status">{said}</p>
        </div>
    }
}
