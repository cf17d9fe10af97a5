//! The words of the screen, in both languages, by typed key. Changing the language loads the page again, so labels
//! are plain `&'static str`: no signal, no formatting library, nothing to hydrate.
//!
//! ```ignore
//! let locale = catalogue::locale();
//! view! { <h1>{say!(locale, pages.today)}</h1> }
//! fill(say!(locale, sync.differences), &["3"])
//! ```

#![expect(
    deprecated,
    reason = "the build-script form of the library compiles all of ICU's data tooling to read two small files"
)]

use domain::words::Language;
use leptos::prelude::{provide_context, use_context};

leptos_i18n::load_locales!();

pub use i18n::Locale;
pub use leptos_i18n::td_string as say;

/// Makes the reader's language known to everything below. Called once, in the application's root.
pub fn provide_language(language: Language) {
    provide_context(language);
}

/// The reader's language; German where nobody said otherwise.
pub fn language() -> Language {
    use_context().unwrap_or(Language::German)
}

/// The catalogue of the reader's language, the first argument of [`say!`](say).
pub fn locale() -> Locale {
    locale_of(language())
}

pub fn locale_of(language: Language) -> Locale {
    match language {
        Language::German => Locale::de,
        Language::English => Locale::en,
    }
}

/// Puts values in the numbered places of a sentence: `{0}`, `{1}`.
pub fn fill(sentence: &str, values: &[&str]) -> String {
    let mut text = sentence.to_owned();
    for (place, value) in values.iter().enumerate() {
        text = text.replace(&format!("{{{place}}}"), value);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_takes_its_values_in_either_order() {
        assert_eq!(fill("{1} of {0}", &["9", "2"]), "2 of 9");
        assert_eq!(fill(say!(Locale::de, time.seconds_ago), &["4"]), "vor 4 s");
        assert_eq!(fill(say!(Locale::en, time.seconds_ago), &["4"]), "4 s ago");
    }

    #[test]
    fn both_languages_have_the_same_places_for_values() {
        let german = places(include_str!("../locales/de.json"));
        let english = places(include_str!("../locales/en.json"));
        assert_eq!(german, english);
    }

    /// Key and number of places, line by line: the two files are kept in the same order.
    fn places(file: &str) -> Vec<(String, usize)> {
        let lines = file.lines().filter(|line| line.contains("\": \""));
        lines.map(|line| (line.split('"').nth(1).unwrap().to_owned(), line.matches("{0}").count())).collect()
    }
}
