//! What people type into the forms of a roll, read once at the edge.

use crate::code::Misread;
use crate::command::FilmChoice;
use crate::film::attempt::FailReason;
use crate::id::TempRollId;
use crate::words::{Language, Say};

/// Why a field cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unreadable {
    FramesMissing,
    NoFrames(String),
    NoFilm(String),
    /// The counter cannot show more frames than the roll has.
    MoreThanPlanned {
        typed: u32,
        planned: u32,
    },
    Misread(Misread),
}

impl Unreadable {
    /// The rule's name, stable for scripts.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::FramesMissing => "frames_missing",
            Self::NoFrames(_) => "frames_unreadable",
            Self::NoFilm(_) => "film_unreadable",
            Self::MoreThanPlanned { .. } => "more_than_planned",
            Self::Misread(misread) => misread.code(),
        }
    }
}

impl Say for Unreadable {
    fn say(&self, language: Language) -> String {
        match self {
            Self::FramesMissing => language
                .pick(
                    "Die Zahl der belichteten Bilder fehlt: 0 eintragen, wenn nichts belichtet ist.",
                    "The number of frames exposed is missing: write 0 if nothing was exposed.",
                )
                .to_owned(),
            Self::NoFrames(text) => language.pick(
                format!("„{text}“ ist keine Zahl von Bildern: nur Ziffern eintragen, etwa 1388."),
                format!("`{text}` is no number of frames: write digits only, such as 1388."),
            ),
            Self::NoFilm(text) => language.pick(
                format!("„{text}“ ist kein Film: einen Restfilm wie T-0087 oder einen neuen Film wählen."),
                format!("`{text}` is no film: choose a temp roll such as T-0087, or a new reel."),
            ),
            Self::MoreThanPlanned { typed, planned } => {
                let (typed, planned) = (language.count((*typed).into()), language.count((*planned).into()));
                language.pick(
                    format!(
                        "{typed} Bilder sind mehr, als die Rolle hat ({planned}): am Zählwerk nachsehen."
                    ),
                    format!(
                        "{typed} frames are more than the roll has ({planned}): look at the counter again."
                    ),
                )
            }
            Self::Misread(misread) => misread.say(language),
        }
    }
}

/// The field `film`: `proposed`, `new`, or a tag such as `T-0087`.
pub fn film_choice(text: &str) -> Result<FilmChoice, Unreadable> {
    match text.trim() {
        "proposed" => Ok(FilmChoice::Proposed),
        "new" => Ok(FilmChoice::New),
        tag => {
            let id = TempRollId::read(tag).map_err(|misread| match misread {
                Misread::CheckDiffers(_) => Unreadable::Misread(misread),
                _ => Unreadable::NoFilm(shortened(tag)),
            })?;
            Ok(FilmChoice::TempRoll(id))
        }
    }
}

/// A count of frames, with or without the separators people write.
pub fn frames(text: &str) -> Result<u32, Unreadable> {
    let digits: String = text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '.' | ',')).collect();
    if digits.is_empty() {
        return Err(Unreadable::FramesMissing);
    }
    digits.parse().map_err(|_| Unreadable::NoFrames(shortened(text)))
}

/// A reason from the catalogue, or the person's own words, which take its place. Without either it is empty, and
/// refused as such.
pub fn fail_reason(chosen: &str, words: &str) -> FailReason {
    let own = FailReason::parse(words).or_else(|| FailReason::parse(chosen));
    own.unwrap_or_else(|| FailReason::Other(String::new()))
}

fn shortened(text: &str) -> String {
    text.trim().chars().take(40).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn film_is_chosen_by_its_tag() {
        assert_eq!(film_choice("proposed"), Ok(FilmChoice::Proposed));
        assert_eq!(film_choice("new"), Ok(FilmChoice::New));
        assert_eq!(film_choice(" t-87"), Ok(FilmChoice::TempRoll(TempRollId::new(87))));
        assert_eq!(film_choice("R-0001"), Err(Unreadable::NoFilm("R-0001".to_owned())));
    }

    #[test]
    fn a_count_may_be_written_with_separators() {
        assert_eq!(frames("2.899"), Ok(2899));
        assert_eq!(frames(" 2 899 "), Ok(2899));
        assert_eq!(frames(""), Err(Unreadable::FramesMissing));
        assert_eq!(frames("many"), Err(Unreadable::NoFrames("many".to_owned())));
        assert!(frames("99999999999").is_err());
    }

    #[test]
    fn own_words_take_the_place_of_the_reason_chosen() {
        assert_eq!(fail_reason("jam", ""), FailReason::Jam);
        assert_eq!(fail_reason("jam", "light leak"), FailReason::Other("light leak".to_owned()));
        assert_eq!(fail_reason("", " "), FailReason::Other(String::new()));
    }
}
