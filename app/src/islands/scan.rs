//! Tags as they are scanned, one a line: the field keeps the focus for the next, and says what it has so far.

use domain::id::TempRollId;
use domain::view::scanned::tally;
use domain::words::{Language, Say};
use leptos::prelude::*;

use crate::catalogue::{self, fill, say};

/// The field for scanned tags. Without a script it is a plain one, and the server says what was wrong.
#[island]
pub fn ScannedTags(
    value: String,
    /// What should lie here.
    expected: Vec<TempRollId>,
    language: Language,
) -> impl IntoView {
    let locale = catalogue::locale_of(language);
    let text = RwSignal::new(value.clone());
    let said = move || {
        let tally = text.with(|text| tally(text));
        let labels = |tags: &[TempRollId]| tags.iter().map(|tag| tag.label()).collect::<Vec<_>>().join(", ");
        let strange: Vec<TempRollId> =
            tally.tags.iter().copied().filter(|tag| !expected.contains(tag)).collect();
        let count = language.count(tally.tags.len() as u64);
        let parts = [
            (!tally.tags.is_empty()).then(|| fill(say!(locale, scan.read), &[&count])),
            (!tally.twice.is_empty()).then(|| fill(say!(locale, scan.twice), &[&labels(&tally.twice)])),
            (!strange.is_empty()).then(|| fill(say!(locale, scan.strange), &[&labels(&strange)])),
            tally.misread.first().map(|misread| misread.say(language)),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join("; ")
    };
    view! {
        <div class="field">
            <label class="label" for="field-tags">
                {say!(locale, finish.tags)} <span class="label-optional">", " {say!(locale, field.optional)}</span>
            </label>
            <textarea
                class="input scan"
                id="field-tags"
                name="tags"
                rows="8"
                autofocus=true
                autocomplete="off"
                autocapitalize="characters"
                spellcheck="false"
                data-id=""
                aria-describedby="field-tags-hint"
                on:input=move |event| text.set(event_target_value(&event))
            >
                {value}
            </textarea>
            <p class="scan-said" role="status">{said}</p>
            <span class="hint" id="field-tags-hint">{say!(locale, finish.tags_hint)}</span>
        </div>
    }
}
