//! Why something is as it is, where no person wrote it: what the record keeps, in words that never change, and how
//! pages, lists and files say it in the reader's language.

use crate::film::attempt::FailReason;
use crate::film::complaint::Fault;
use crate::film::development::Density;
use crate::film::rework::Cause;
use crate::film::roll::TemporaryId;
use crate::machine::Resolution;
use crate::words::{Language, Say};

/// A reservation whose last day is over.
pub const EXPIRED: &str = "the reservation ended";
/// Numbers a project's block no longer needs.
pub const BLOCK_DONE: &str = "the project needs fewer numbers";
/// A piece that was not found while stock was taken.
pub const NOT_FOUND: &str = "missing while taking stock";

/// A program number was not given for as long as its range says.
pub const RESTED: &str = "it has rested";
/// What made a program number somebody's was taken back.
pub const TAKEN_BACK: &str = "taken back";

const REJECTED: &str = " rejected: ";
const FAILED: &str = " failed: ";
const NOT_AGAIN: &str = " was rejected and not filmed again";
const ABANDONED: &str = " was abandoned: ";
const DELETED: &str = " was deleted: ";
const BY_DENSITY: &str = "density ";

/// The film that carried the number was rejected.
pub fn rejected(roll: &TemporaryId, cause: &Cause) -> String {
    format!("{roll}{REJECTED}{}", cause.code())
}

/// The number was kept for a film that will not be made.
pub fn not_again(roll: &TemporaryId) -> String {
    format!("{roll}{NOT_AGAIN}")
}

/// The attempt the number was bound to failed.
pub fn failed(roll: &TemporaryId, why: &FailReason) -> String {
    format!("{roll}{FAILED}{}", why.code())
}

/// The project whose block it belonged to was abandoned; `why` is the person's.
pub fn abandoned(folder: &str, why: &str) -> String {
    format!("{folder}{ABANDONED}{why}")
}

/// The project whose block it belonged to was deleted; `why` is the person's.
pub fn deleted(folder: &str, why: &str) -> String {
    format!("{folder}{DELETED}{why}")
}

/// A reading beyond the lab's limits holds a run.
pub fn by_density(reading: Density) -> String {
    format!("{BY_DENSITY}{reading}")
}

/// A reason as a reader sees it. A person's own words stand for themselves: nobody translates them.
pub fn reason_said(reason: &str, language: Language) -> String {
    let pick = |german: &str, english: &str| language.pick(german, english).to_owned();
    match reason {
        EXPIRED => return pick("die Reservierung ist abgelaufen", EXPIRED),
        BLOCK_DONE => return pick("das Projekt braucht weniger Nummern", BLOCK_DONE),
        RESTED => return pick("die Ruhezeit ist vorbei", RESTED),
        TAKEN_BACK => return pick("zurückgenommen", TAKEN_BACK),
        NOT_FOUND => return pick("bei der Inventur nicht gefunden", NOT_FOUND),
        _ => {}
    }
    let of_roll = roll_said(reason, language).or_else(|| project_said(reason, language));
    of_roll.or_else(|| density_said(reason, language)).unwrap_or_else(|| reason.to_owned())
}

fn roll_said(reason: &str, language: Language) -> Option<String> {
    let is_roll = |name: &str| is_name(name) && !name.contains(' ');
    if let Some(roll) = reason.strip_suffix(NOT_AGAIN).filter(|name| is_roll(name)) {
        return Some(language.pick(
            format!("der verworfene Film von {roll} wird nicht neu gemacht"),
            format!("the rejected film of {roll} is not made again"),
        ));
    }
    let parted = |by| reason.split_once(by).filter(|(name, _)| is_roll(name));
    if let Some((roll, cause)) = parted(REJECTED) {
        let cause = Cause::from(cause.to_owned()).say(language);
        return Some(language.pick(
            format!("der Film von {roll} wurde verworfen: {cause}"),
            format!("the film of {roll} was rejected: {cause}"),
        ));
    }
    let (roll, why) = parted(FAILED)?;
    let why = failure_said(why, language);
    Some(language.pick(format!("{roll} ist gescheitert: {why}"), format!("{roll} failed: {why}")))
}

/// A roll or a project as the lab names it, so that a sentence somebody wrote is left alone.
fn is_name(text: &str) -> bool {
    text.contains('_') && text.len() <= 200
}

fn project_said(reason: &str, language: Language) -> Option<String> {
    let parted = |by| reason.split_once(by).filter(|(name, _)| is_name(name));
    if let Some((folder, why)) = parted(ABANDONED) {
        let german = format!("{folder} wurde aufgegeben: {why}");
        return Some(language.pick(german, reason.to_owned()));
    }
    let (folder, why) = parted(DELETED)?;
    Some(language.pick(format!("{folder} wurde gelöscht: {why}"), reason.to_owned()))
}

fn density_said(reason: &str, language: Language) -> Option<String> {
    let reading = Density::parse(reason.strip_prefix(BY_DENSITY)?).ok()?.to_string();
    Some(language.pick(format!("Dichte {}", reading.replace('.', ",")), format!("density {reading}")))
}

pub(crate) fn failure_said(code: &str, language: Language) -> String {
    let known = match FailReason::parse(code) {
        _ if code == FailReason::EarlierPass.code() => Some(FailReason::EarlierPass),
        parsed => parsed,
    };
    known.map_or_else(String::new, |reason| reason.say(language))
}

/// The reason of a ledger's entry, which keeps codes where a choice was made: `wrong-label` of a rework.
pub fn entry_reason_said(action: &str, reason: &str, language: Language) -> String {
    match action {
        "fail_filming" => failure_said(reason, language),
        "rework_rolls" => Cause::from(reason.to_owned()).say(language),
        "open_complaint" => Fault::from(reason.to_owned()).say(language),
        "settle_finding" => {
            let chosen = Resolution::parse(reason);
            chosen.map_or_else(|| reason.to_owned(), |resolution| resolution.say(language))
        }
        _ => reason_said(reason, language),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn roll() -> TemporaryId {
        TemporaryId::from_text("RRD123-2025_OU_16_01")
    }

    fn both(reason: &str) -> [String; 2] {
        [Language::German, Language::English].map(|language| reason_said(reason, language))
    }

    #[test]
    fn every_reason_the_lab_writes_is_said_in_either_language() {
        let density = by_density(Density::parse("0.94").unwrap());
        for (reason, german, english) in [
            (
                rejected(&roll(), &Cause::WrongLabel),
                "der Film von RRD123-2025_OU_16_01 wurde verworfen: falsches Etikett",
                "the film of RRD123-2025_OU_16_01 was rejected: wrong label",
            ),
            (
                rejected(&roll(), &Cause::Other("Lichteinfall".into())),
                "der Film von RRD123-2025_OU_16_01 wurde verworfen: Lichteinfall",
                "the film of RRD123-2025_OU_16_01 was rejected: Lichteinfall",
            ),
            (
                not_again(&roll()),
                "der verworfene Film von RRD123-2025_OU_16_01 wird nicht neu gemacht",
                "the rejected film of RRD123-2025_OU_16_01 is not made again",
            ),
            (
                failed(&roll(), &FailReason::WrongFilm),
                "RRD123-2025_OU_16_01 ist gescheitert: falscher Film",
                "RRD123-2025_OU_16_01 failed: wrong film",
            ),
            (
                abandoned("RRD123-2025_OU_Certificates", "zu alt"),
                "RRD123-2025_OU_Certificates wurde aufgegeben: zu alt",
                "RRD123-2025_OU_Certificates was abandoned: zu alt",
            ),
            (
                deleted("RRD123-2025_OU_Certificates", "twice"),
                "RRD123-2025_OU_Certificates wurde gelöscht: twice",
                "RRD123-2025_OU_Certificates was deleted: twice",
            ),
            (density, "Dichte 0,94", "density 0.94"),
            (EXPIRED.to_owned(), "die Reservierung ist abgelaufen", "the reservation ended"),
            (BLOCK_DONE.to_owned(), "das Projekt braucht weniger Nummern", "the project needs fewer numbers"),
            (NOT_FOUND.to_owned(), "bei der Inventur nicht gefunden", "missing while taking stock"),
        ] {
            assert_eq!(both(&reason), [german, english]);
            assert_eq!(reason_said(english, Language::English), english, "said twice it is the same");
        }
    }

    #[test]
    fn what_a_person_wrote_is_left_as_it_is() {
        for words in
            ["label torn", "two films rejected: jam", "the door failed: Licht", "density unknown", ""]
        {
            assert_eq!(both(words), [words, words]);
        }
    }

    #[test]
    fn the_ledger_says_what_was_chosen() {
        let german = |action, reason| entry_reason_said(action, reason, Language::German);
        assert_eq!(german("rework_rolls", "wrong-label"), "falsches Etikett");
        assert_eq!(german("fail_filming", "wrong-film"), "falscher Film");
        assert_eq!(german("open_complaint", "number-missing"), "Nummer fehlt");
        assert_eq!(german("settle_finding", "second_copy"), "gewollte zweite Kopie");
        assert_eq!(german("void_number", "wrong-label"), "wrong-label", "a person's word");
    }
}
