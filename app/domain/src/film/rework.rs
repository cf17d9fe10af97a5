//! Rework (Nacharbeit): a film that was confirmed and must be made again, and what follows from that.

use super::roll::FilmType;
use crate::id::{AttemptId, ReworkId, RollId};
use crate::number::FilmNumber;
use crate::time::Timestamp;
use crate::words::{Language, Say};
use serde::{Deserialize, Serialize};

/// Why a film is made again. The code is what scripts write; anything else is kept as the person's own words.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub enum Cause {
    Exposure,
    Density,
    Scratch,
    Jam,
    WrongOrder,
    MissingPage,
    WrongLabel,
    Complaint,
    OperatorAbort,
    Other(String),
}

impl Cause {
    /// The catalogue.
    pub const CHOICES: [Self; 9] = [
        Self::Exposure,
        Self::Density,
        Self::Scratch,
        Self::Jam,
        Self::WrongOrder,
        Self::MissingPage,
        Self::WrongLabel,
        Self::Complaint,
        Self::OperatorAbort,
    ];

    pub fn code(&self) -> &str {
        match self {
            Self::Exposure => "exposure",
            Self::Density => "density",
            Self::Scratch => "scratch",
            Self::Jam => "jam",
            Self::WrongOrder => "wrong-order",
            Self::MissingPage => "missing-page",
            Self::WrongLabel => "wrong-label",
            Self::Complaint => "complaint",
            Self::OperatorAbort => "operator-abort",
            Self::Other(text) => text,
        }
    }

    /// A code, or the person's own words; `None` when nothing is written.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        (!text.is_empty()).then(|| Self::from(text.chars().take(200).collect::<String>()))
    }
}

impl From<String> for Cause {
    fn from(text: String) -> Self {
        let known = Self::CHOICES.into_iter().find(|cause| cause.code() == text);
        known.unwrap_or(Self::Other(text))
    }
}

impl From<Cause> for String {
    fn from(cause: Cause) -> Self {
        cause.code().to_owned()
    }
}

impl Say for Cause {
    fn say(&self, language: Language) -> String {
        match self {
            Self::Exposure => language.pick("Belichtung", "exposure"),
            Self::Density => language.pick("Dichte", "density"),
            Self::Scratch => language.pick("Kratzer", "scratch"),
            Self::Jam => language.pick("Filmstau", "film jam"),
            Self::WrongOrder => language.pick("falsche Reihenfolge", "wrong order"),
            Self::MissingPage => language.pick("fehlende Seite", "missing page"),
            Self::WrongLabel => language.pick("falsches Etikett", "wrong label"),
            Self::Complaint => language.pick("Reklamation", "customer complaint"),
            Self::OperatorAbort => language.pick("Abbruch durch Verfilmung", "operator abort"),
            Self::Other(text) => text,
        }
        .to_owned()
    }
}

/// What becomes of the number of a film that is made again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NumberChoice {
    /// The rejected film is declared destroyed; the new one carries the same number.
    Keep,
    /// Film with the number may still exist: the number is void for ever, the new film earns another.
    Void,
}

impl NumberChoice {
    pub const fn code(self) -> &'static str {
        match self {
            Self::Keep => "keep",
            Self::Void => "void",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "keep" => Some(Self::Keep),
            "void" => Some(Self::Void),
            _ => None,
        }
    }
}

/// One film rejected, and the roll to be filmed again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rework {
    pub id: ReworkId,
    pub roll: RollId,
    /// The confirmed attempt whose film is rejected. It stays on record with all its evidence.
    pub attempt: AttemptId,
    /// The number the rejected film carries.
    pub number: FilmNumber,
    pub choice: NumberChoice,
    pub cause: Cause,
    pub note: String,
    pub at: Timestamp,
    pub by: String,
    pub end: ReworkEnd,
}

/// How a rework came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "end", rename_all = "snake_case")]
pub enum ReworkEnd {
    /// The roll waits to be filmed again, or is being filmed.
    Open,
    /// This attempt made the film that replaces the rejected one.
    Refilmed { attempt: AttemptId },
    /// The roll was cancelled before it was filmed again.
    Dropped,
}

impl ReworkEnd {
    pub const fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Refilmed { .. } => "refilmed",
            Self::Dropped => "dropped",
        }
    }
}

/// What a rework brings with it, said before anybody confirms.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "consequence", rename_all = "snake_case")]
pub enum Consequence {
    /// The number stays with the roll, and the film that carries it must be destroyed.
    NumberKept { number: FilmNumber },
    /// The number is void; the new film earns the next one.
    NumberVoided { number: FilmNumber },
    /// Blips of the delivered or deliverable index that name this film.
    BlipsChange { roll: String, documents: u32 },
    /// A filmed 16mm roll prints the number of a rejected 35mm film that will be replaced.
    SheetsWrong { roll: String, number: FilmNumber },
    /// A 16mm roll not filmed yet waits for the new 35mm film.
    RollWaits { roll: String },
    /// The box has a label for a film that is gone.
    LabelAgain { roll: String },
    /// Developed film that must be developed again.
    DevelopAgain { rolls: u32 },
    /// An index the customer has must be sent again.
    DeliverAgain { project: String, deliveries: u32 },
}

/// A roll as the consequences look at it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReworkedRoll {
    pub id: RollId,
    pub name: String,
    pub film: FilmType,
    pub number: FilmNumber,
    pub documents: u32,
    pub developed: bool,
}

/// Another roll of the same project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherRoll {
    pub id: RollId,
    pub name: String,
    pub waits_for: Vec<RollId>,
    pub filmed: bool,
}

/// What follows when these rolls of one project are filmed again. Rolls not named are untouched.
pub fn consequences(
    project: &str,
    rolls: &[ReworkedRoll],
    others: &[OtherRoll],
    deliveries: u32,
    choice: NumberChoice,
) -> Vec<Consequence> {
    let mut list: Vec<Consequence> = rolls
        .iter()
        .map(|roll| match choice {
            NumberChoice::Keep => Consequence::NumberKept { number: roll.number },
            NumberChoice::Void => Consequence::NumberVoided { number: roll.number },
        })
        .collect();
    for roll in rolls.iter().filter(|roll| roll.film == FilmType::Mm16) {
        list.push(Consequence::BlipsChange { roll: roll.name.clone(), documents: roll.documents });
    }
    for other in others {
        let refers = rolls.iter().find(|roll| other.waits_for.contains(&roll.id));
        let reworked = rolls.iter().any(|roll| roll.id == other.id);
        match refers {
            Some(_) if reworked => {}
            Some(roll) if other.filmed => {
                list.push(Consequence::SheetsWrong { roll: other.name.clone(), number: roll.number });
            }
            Some(_) => list.push(Consequence::RollWaits { roll: other.name.clone() }),
            None => {}
        }
    }
    if choice == NumberChoice::Void {
        list.extend(rolls.iter().map(|roll| Consequence::LabelAgain { roll: roll.name.clone() }));
    }
    let developed = rolls.iter().filter(|roll| roll.developed).count() as u32;
    if developed > 0 {
        list.push(Consequence::DevelopAgain { rolls: developed });
    }
    if deliveries > 0 {
        list.push(Consequence::DeliverAgain { project: project.to_owned(), deliveries });
    }
    list
}

impl Say for Consequence {
    fn say(&self, language: Language) -> String {
        let count = |quantity: u32| language.count(quantity.into());
        match self {
            Self::NumberKept { number } => language.pick(
                format!("{number} bleibt bei der Rolle; der verworfene Film wird vernichtet."),
                format!("{number} stays with the roll; the rejected film is destroyed."),
            ),
            Self::NumberVoided { number } => language.pick(
                format!("{number} wird ungültig; der neue Film verdient die nächste Nummer."),
                format!("{number} becomes void; the new film earns the next number."),
            ),
            Self::BlipsChange { roll, documents } => language.pick(
                format!("Die Blips von {} Dokumenten auf {roll} kommen vom neuen Film.", count(*documents)),
                format!("The blips of {} documents on {roll} come from the new film.", count(*documents)),
            ),
            Self::SheetsWrong { roll, number } => language.pick(
                format!("{roll} ist verfilmt und druckt {number} auf Referenzblättern: nach der Wiederholung prüfen."),
                format!("{roll} is filmed and prints {number} on its reference sheets: check it after the refilm."),
            ),
            Self::RollWaits { roll } => language.pick(
                format!("{roll} wartet auf den neuen 35mm-Film."),
                format!("{roll} waits for the new 35mm film."),
            ),
            Self::LabelAgain { roll } => language.pick(
                format!("Das Etikett von {roll} wird neu gedruckt."),
                format!("The label of {roll} is printed again."),
            ),
            Self::DevelopAgain { rolls } => language.pick(
                format!("Neu zu entwickeln: {}.", count(*rolls)),
                format!("To be developed again: {}.", count(*rolls)),
            ),
            Self::DeliverAgain { project, deliveries } => language.pick(
                format!("Der Index von {project} wurde schon übergeben ({}): neu übergeben.", count(*deliveries)),
                format!("The index of {project} was delivered already ({}): deliver it again.", count(*deliveries)),
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn roll(id: u64, name: &str, film: FilmType) -> ReworkedRoll {
        let number = FilmNumber::parse(&format!("1000000{id}")).unwrap();
        ReworkedRoll { id: RollId::new(id), name: name.into(), film, number, documents: 12, developed: true }
    }

    fn other(id: u64, name: &str, filmed: bool) -> OtherRoll {
        OtherRoll { id: RollId::new(id), name: name.into(), waits_for: vec![RollId::new(1)], filmed }
    }

    #[test]
    fn a_rejected_35mm_film_makes_filmed_sheets_wrong_and_holds_up_the_others() {
        let said = consequences(
            "RRD123-2025_OU_Certificates",
            &[roll(1, "35_01", FilmType::Mm35)],
            &[other(2, "16_01", true), other(3, "16_02", false)],
            1,
            NumberChoice::Void,
        );
        let number = FilmNumber::parse("10000001").unwrap();
        assert_eq!(
            said,
            [
                Consequence::NumberVoided { number },
                Consequence::SheetsWrong { roll: "16_01".into(), number },
                Consequence::RollWaits { roll: "16_02".into() },
                Consequence::LabelAgain { roll: "35_01".into() },
                Consequence::DevelopAgain { rolls: 1 },
                Consequence::DeliverAgain { project: "RRD123-2025_OU_Certificates".into(), deliveries: 1 },
            ]
        );
    }

    #[test]
    fn a_roll_filmed_again_with_its_35mm_roll_prints_the_new_number_anyway() {
        let rolls = [roll(1, "35_01", FilmType::Mm35), roll(2, "16_01", FilmType::Mm16)];
        let said = consequences("P", &rolls, &[other(2, "16_01", true)], 0, NumberChoice::Keep);
        assert!(!said.iter().any(|one| matches!(one, Consequence::SheetsWrong { .. })), "{said:?}");
        assert!(said.contains(&Consequence::BlipsChange { roll: "16_01".into(), documents: 12 }));
    }

    #[test]
    fn a_cause_is_a_code_or_the_persons_own_words() {
        assert_eq!(Cause::parse("density"), Some(Cause::Density));
        assert_eq!(Cause::parse(" light leak "), Some(Cause::Other("light leak".into())));
        assert_eq!(Cause::parse("  "), None);
        for cause in Cause::CHOICES {
            let written = serde_json::to_string(&cause).unwrap();
            assert_eq!(serde_json::from_str::<Cause>(&written).unwrap(), cause);
        }
    }
}
