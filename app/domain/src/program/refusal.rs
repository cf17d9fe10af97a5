//! Why a command on programs changes nothing: each refusal is named for the rule it keeps.

use super::holding::ProgramState;
use super::number::ProgramNumber;
use super::ranges::Flaw;
use super::size::RoundSize;
use crate::words::{Language, Say};
use serde::Serialize;

/// A range that still has free numbers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Room {
    pub range: String,
    pub free: u32,
}

/// A refusal of the program registry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "program_refusal", rename_all = "snake_case")]
pub enum ProgramRefusal {
    NoSuchProgram { program: String },
    NotFree { number: ProgramNumber, state: Option<ProgramState>, by: String },
    NotReserved { number: ProgramNumber },
    HeldByProgram { number: ProgramNumber },
    AlreadyRetired { number: ProgramNumber },
    NoRangeForSize { size: RoundSize },
    NoSuchRange { range: String },
    RangeFull { range: String, free: u32, count: u32, contiguous: bool, room: Vec<Room> },
    PreferredElsewhere { number: ProgramNumber, range: String },
    PreferredMissing,
    CountOutOfBounds { most: u32 },
    TableFlawed { flaw: Flaw },
    TableUnchanged,
    NothingChosen,
    TooMany { most: u32 },
    NumberInsideDiffers { file: String, inside: Option<ProgramNumber>, number: ProgramNumber },
    NumberTwice { number: ProgramNumber },
    NotLive { program: String },
    NotInTrash { program: String },
    NumberGone { program: String, number: Option<ProgramNumber> },
    PlanMoved { differences: Vec<String> },
    NoNumberInside { program: String },
    SameContent { program: String },
    CannotUndo { entry: u64, because: Undoable },
}

/// What stands in the way of taking an entry back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "why", rename_all = "snake_case")]
pub enum Undoable {
    /// The entry does nothing to programs that can be taken back.
    OtherKind,
    /// It was taken back before.
    Done,
    /// Something was changed since.
    Changed { program: String },
}

impl ProgramState {
    /// As a sentence has it.
    pub const fn word(self, language: Language) -> &'static str {
        let (german, english) = match self {
            Self::Free => ("frei", "free"),
            Self::Reserved => ("reserviert", "reserved"),
            Self::InUse => ("belegt", "in use"),
            Self::Cooling => ("in Ruhezeit", "cooling"),
            Self::Retired => ("stillgelegt", "retired"),
        };
        match language {
            Language::German => german,
            Language::English => english,
        }
    }
}

fn rooms(room: &[Room], language: Language) -> String {
    let named: Vec<String> = room
        .iter()
        .take(4)
        .map(|one| format!("{} ({})", one.range, language.count(one.free.into())))
        .collect();
    match named.is_empty() {
        true => language.pick("Kein Bereich hat so viele.", "No range has that many.").to_owned(),
        false => {
            let named = named.join(", ");
            language.pick(format!("Platz haben noch: {named}."), format!("There is room in {named}."))
        }
    }
}

impl ProgramRefusal {
    /// The rule's name, stable for scripts.
    pub fn code(&self) -> String {
        let value = serde_json::to_value(self).unwrap_or_default();
        value.get("program_refusal").and_then(|code| code.as_str()).unwrap_or("refused").to_owned()
    }

    fn german(&self) -> String {
        let german = Language::German;
        match self {
            Self::NoSuchProgram { program } => {
                format!("Es gibt kein Programm {program}: bitte eines aus der Liste der Programme wählen.")
            }
            Self::NotFree { number, state: None, .. } => {
                format!("{number} ist nicht frei: bitte eine andere Nummer wählen.")
            }
            Self::NotFree { number, state: Some(state), by } => {
                let state = state.word(german);
                format!("{number} ist {state} (zuletzt {by}): bitte eine andere Nummer wählen.")
            }
            Self::NotReserved { number } => {
                format!("{number} ist nicht reserviert: bitte die Liste der Reservierungen neu ansehen.")
            }
            Self::HeldByProgram { number } => {
                format!("{number} gehört einem Programm: das Programm zuerst umnummerieren oder löschen.")
            }
            Self::AlreadyRetired { number } => format!("{number} ist stillgelegt und bleibt es."),
            Self::NoRangeForSize { size } => {
                format!("Zur Rundengröße {size} gehört kein Nummernbereich: bitte einen Bereich angeben.")
            }
            Self::NoSuchRange { range } => {
                format!("Es gibt keinen Bereich „{range}“: bitte einen aus der Bereichstabelle angeben.")
            }
            Self::RangeFull { range, free, count, contiguous, room } => {
                let free = german.count((*free).into());
                let count = german.count((*count).into());
                let together = if *contiguous { " zusammenhängend" } else { "" };
                let room = rooms(room, german);
                format!(
                    "Im Bereich {range} sind {free} Nummern frei, {count}{together} gibt es nicht. {room}"
                )
            }
            Self::PreferredElsewhere { number, range } => {
                format!(
                    "{number} liegt nicht im Bereich {range}: bitte eine Nummer dieses Bereichs wünschen."
                )
            }
            Self::PreferredMissing => {
                "Bitte eine Rundengröße, einen Bereich oder eine gewünschte Nummer angeben.".to_owned()
            }
            Self::CountOutOfBounds { most } => {
                format!("Auf einmal gibt es 1 bis {} Nummern.", german.count((*most).into()))
            }
            Self::TableFlawed { flaw } => {
                format!("Die Bereichstabelle gilt so nicht: {}.", flaw_german(flaw))
            }
            Self::TableUnchanged => "Diese Bereichstabelle gilt schon.".to_owned(),
            Self::NothingChosen => "Es ist nichts ausgewählt.".to_owned(),
            Self::TooMany { most } => {
                format!("Auf einmal gehen höchstens {}.", german.count((*most).into()))
            }
            Self::NumberInsideDiffers { file, inside: Some(inside), number } => {
                format!("In {file} steht {inside}, nicht {number}: bitte neu einlesen.")
            }
            Self::NumberInsideDiffers { file, inside: None, number } => {
                format!("In {file} steht keine Nummer, also auch nicht {number}: bitte die Datei ansehen.")
            }
            Self::NumberTwice { number } => {
                format!("{number} ginge an zwei Programme: bitte einem davon eine andere Nummer geben.")
            }
            Self::NotLive { program } => {
                format!("{program} liegt im Papierkorb: bitte zuerst wiederherstellen.")
            }
            Self::NotInTrash { program } => format!("{program} liegt nicht im Papierkorb."),
            Self::NumberGone { program, number: Some(number) } => {
                format!(
                    "{number} hat inzwischen ein anderer: bitte {program} mit einer freien Nummer wiederherstellen."
                )
            }
            Self::NumberGone { program, number: None } => {
                format!("{program} hat keine Nummer mehr: bitte mit einer freien Nummer wiederherstellen.")
            }
            Self::PlanMoved { differences } => {
                format!(
                    "Seit der Vorschau hat sich etwas geändert, nichts wurde getan: {}.",
                    differences.join("; ")
                )
            }
            Self::NoNumberInside { program } => {
                format!("In {program} steht keine Nummer, die sich ändern ließe: bitte die Datei ansehen.")
            }
            Self::SameContent { program } => format!("{program} hat genau diesen Inhalt schon."),
            Self::CannotUndo { entry, because: Undoable::OtherKind } => {
                format!("Eintrag {entry} lässt sich nicht zurücknehmen.")
            }
            Self::CannotUndo { entry, because: Undoable::Done } => {
                format!("Eintrag {entry} ist schon zurückgenommen.")
            }
            Self::CannotUndo { entry, because: Undoable::Changed { program } } => {
                format!(
                    "Eintrag {entry} lässt sich nicht mehr zurücknehmen: {program} wurde danach geändert."
                )
            }
        }
    }

    fn english(&self) -> String {
        let english = Language::English;
        match self {
            Self::NoSuchProgram { program } => {
                format!("There is no program {program}: choose one from the list of programs.")
            }
            Self::NotFree { number, state: None, .. } => {
                format!("{number} is not free: choose another number.")
            }
            Self::NotFree { number, state: Some(state), by } => {
                format!("{number} is {} (last {by}): choose another number.", state.word(english))
            }
            Self::NotReserved { number } => {
                format!("{number} is not reserved: look at the list of reservations again.")
            }
            Self::HeldByProgram { number } => {
                format!("{number} belongs to a program: renumber or delete that program first.")
            }
            Self::AlreadyRetired { number } => format!("{number} is retired and stays so."),
            Self::NoRangeForSize { size } => {
                format!("No range belongs to the round size {size}: name a range instead.")
            }
            Self::NoSuchRange { range } => {
                format!("There is no range `{range}`: name one of the table of ranges.")
            }
            Self::RangeFull { range, free, count, contiguous, room } => {
                let free = english.count((*free).into());
                let count = english.count((*count).into());
                let together = if *contiguous { " in a row" } else { "" };
                let room = rooms(room, english);
                format!("The range {range} has {free} free numbers, not {count}{together}. {room}")
            }
            Self::PreferredElsewhere { number, range } => {
                format!("{number} does not lie in the range {range}: prefer a number of that range.")
            }
            Self::PreferredMissing => "Name a round size, a range or a preferred number.".to_owned(),
            Self::CountOutOfBounds { most } => {
                format!("Ask for 1 to {} numbers at once.", english.count((*most).into()))
            }
            Self::TableFlawed { flaw } => format!("This table of ranges cannot count: {flaw}."),
            Self::TableUnchanged => "This table of ranges is the current one already.".to_owned(),
            Self::NothingChosen => "Nothing is chosen.".to_owned(),
            Self::TooMany { most } => format!("At most {} go at once.", english.count((*most).into())),
            Self::NumberInsideDiffers { file, inside: Some(inside), number } => {
                format!("{file} says {inside} inside, not {number}: read it in again.")
            }
            Self::NumberInsideDiffers { file, inside: None, number } => {
                format!("{file} has no number inside, so not {number} either: look at the file.")
            }
            Self::NumberTwice { number } => {
                format!("{number} would go to two programs: give one of them another number.")
            }
            Self::NotLive { program } => format!("{program} is in the trash: restore it first."),
            Self::NotInTrash { program } => format!("{program} is not in the trash."),
            Self::NumberGone { program, number: Some(number) } => {
                format!("{number} went to somebody else meanwhile: restore {program} with a free number.")
            }
            Self::NumberGone { program, number: None } => {
                format!("{program} has no number any more: restore it with a free number.")
            }
            Self::PlanMoved { differences } => {
                format!("Something changed since the preview, nothing was done: {}.", differences.join("; "))
            }
            Self::NoNumberInside { program } => {
                format!("{program} has no number inside that could be changed: look at the file.")
            }
            Self::SameContent { program } => format!("{program} has exactly this content already."),
            Self::CannotUndo { entry, because: Undoable::OtherKind } => {
                format!("Entry {entry} cannot be taken back.")
            }
            Self::CannotUndo { entry, because: Undoable::Done } => {
                format!("Entry {entry} was taken back already.")
            }
            Self::CannotUndo { entry, because: Undoable::Changed { program } } => {
                format!("Entry {entry} cannot be taken back any more: {program} was changed since.")
            }
        }
    }
}

fn flaw_german(flaw: &Flaw) -> String {
    match flaw {
        Flaw::Empty => "sie braucht mindestens einen Bereich".to_owned(),
        Flaw::Label => "jeder Bereich braucht einen Namen von höchstens 40 Zeichen".to_owned(),
        Flaw::SameLabel { label } => format!("zwei Bereiche heißen „{label}“"),
        Flaw::Backwards { label } => format!("der Bereich „{label}“ endet, bevor er beginnt"),
        Flaw::Overlap { one, other, from, to } => {
            format!("die Bereiche „{one}“ und „{other}“ teilen sich {from} bis {to}")
        }
        Flaw::SameSize { size, one, other } => {
            format!("die Rundengröße {size} gehört zu „{one}“ und zu „{other}“")
        }
        Flaw::Overflow { label, into } => {
            format!("„{label}“ läuft über nach „{into}“, das ist kein anderer Bereich dieser Tabelle")
        }
        Flaw::Alerts { label } => {
            format!("„{label}“ braucht Schwellen wie 75 und 90: steigend, höchstens 100 Prozent")
        }
    }
}

impl Say for ProgramRefusal {
    fn say(&self, language: Language) -> String {
        match language {
            Language::German => self.german(),
            Language::English => self.english(),
        }
    }
}

impl std::fmt::Display for ProgramRefusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.say(Language::English))
    }
}
