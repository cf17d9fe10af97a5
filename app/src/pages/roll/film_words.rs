//! Film, rolls and attempts in a few words, for every page that speaks of them.

use domain::film::attempt::{Loaded, RestOfFilm};
use domain::film::roll::{FilmType, RollStage};
use domain::film::stock::Rest;
use domain::view::films::{FilmOption, RollLine};
use domain::words::Language;

use crate::catalogue::{Locale, fill, say};
use crate::parts::format::counted;
use crate::parts::glyph::RollGlyph;

/// `16 mm`
pub fn film(film: FilmType, locale: Locale) -> &'static str {
    match film {
        FilmType::Mm16 => say!(locale, films.film_16),
        FilmType::Mm35 => say!(locale, films.film_35),
    }
}

pub fn stage_word(stage: RollStage, locale: Locale) -> (RollGlyph, &'static str) {
    let glyph = RollGlyph::from(stage);
    (glyph, glyph.word(locale))
}

/// `74 min`, `1 h 14 min`; under a minute `40 s`.
pub fn length_of_time(seconds: u64, language: Language) -> String {
    let minutes = seconds.div_ceil(60);
    match (seconds, minutes) {
        (0..60, _) => format!("{seconds} s"),
        (_, 0..90) => format!("{minutes} min"),
        (_, minutes) => {
            let hours = language.count(minutes / 60);
            format!("{hours} h {:02} min", minutes % 60)
        }
    }
}

/// `2.899 Bilder`
pub fn frames(frames: u32, language: Language) -> String {
    let (one, many) = language.pick(("Bild", "Bilder"), ("frame", "frames"));
    counted(language, frames.into(), one, many)
}

/// `Rolle 5 von 7, RRD705-2025`
pub fn place_in_project(line: &RollLine, language: Language) -> String {
    let (ordinal, of, archive_id) = (line.ordinal, line.of, &line.archive_id);
    language.pick(
        format!("Rolle {ordinal} von {of}, {archive_id}"),
        format!("Roll {ordinal} of {of}, {archive_id}"),
    )
}

/// The film in the camera: `R-0225` or `T-0087 von R-0219`.
pub fn loaded_words(loaded: &Loaded, language: Language) -> String {
    match loaded.temp_roll {
        Some(piece) => {
            let (piece, reel) = (piece.label(), loaded.reel.label());
            language.pick(format!("{piece} von {reel}"), format!("{piece} of {reel}"))
        }
        None => loaded.reel.label(),
    }
}

/// What became of the rest after an attempt.
pub fn rest_words(rest: RestOfFilm, language: Language, locale: Locale) -> String {
    let metres = |length_mm: u32| language.metres(length_mm.into());
    match rest {
        RestOfFilm::Untouched => say!(locale, films.untouched).to_owned(),
        RestOfFilm::Kept { temp_roll, length_mm } => {
            fill(say!(locale, films.kept), &[&temp_roll.label(), &metres(length_mm)])
        }
        RestOfFilm::Scrapped { length_mm: 0 } => "–".to_owned(),
        RestOfFilm::Scrapped { length_mm } => fill(say!(locale, films.scrapped), &[&metres(length_mm)]),
    }
}

/// What a piece of film is called in a choice.
pub fn option_name(option: &FilmOption, locale: Locale) -> String {
    match (option.temp_roll, option.reel) {
        (Some(piece), _) => piece.label(),
        (None, Some(reel)) => reel.label(),
        (None, None) => say!(locale, films.new_reel).to_owned(),
    }
}

/// What taking this piece means, in one or two sentences: what it holds, what is saved, what is left or lost.
pub fn option_words(option: &FilmOption, needed: u32, language: Language) -> String {
    let (usable, need) = (language.count(option.usable_frames.into()), language.count(needed.into()));
    let fits = language.pick(
        format!("{usable} nutzbare Bilder für {need} nötige"),
        format!("{usable} usable frames for {need} needed"),
    );
    let saved = match (option.temp_roll, option.reel) {
        (Some(_), _) => language.pick(", eine neue Filmrolle gespart", ", a new reel is saved"),
        (None, Some(_)) => {
            language.pick(", unberührt zurückgekommen", ", came back from the camera untouched")
        }
        (None, None) => "",
    };
    let length = language.metres(option.rest.length_mm().into());
    let rest = match option.rest {
        Rest::Scrap { length_mm: 0 } => language.pick("Es bleibt kein Rest.", "Nothing is left.").to_owned(),
        Rest::Scrap { .. } => {
            let lost = frames(option.frames_lost, language);
            match option.frames_lost {
                0 => language
                    .pick(format!("{length} Rest werden Ausschuss."), format!("{length} are scrapped.")),
                _ => language.pick(
                    format!("{length} Rest werden Ausschuss, {lost} verloren."),
                    format!("{length} are scrapped, {lost} lost."),
                ),
            }
        }
        Rest::Keep { usable_frames, .. } => {
            let again = language.count(usable_frames.into());
            language.pick(
                format!("{length} gehen als Restfilm ins Regal, {again} Bilder nutzbar."),
                format!("{length} go to the shelf as a temp roll, {again} frames usable."),
            )
        }
    };
    format!("{fits}{saved}. {rest}")
}

/// What the film of the next roll is and why, in one sentence.
pub fn proposal_words(option: &FilmOption, needed: u32, language: Language, locale: Locale) -> String {
    let (name, words) = (option_name(option, locale), option_words(option, needed, language));
    let lead = match option.temp_roll {
        Some(_) => language.pick("Passt am besten: ", "Fits best: "),
        None => "",
    };
    format!("{lead}{name}: {words}")
}
