//! Complaints (Reklamationen): what a customer found wrong on film that was handed over, and what came of it.

use super::document::Barcode;
use crate::id::{ComplaintId, ProjectId, ReworkId, RollId};
use crate::time::Timestamp;
use crate::words::{Language, Say};
use serde::{Deserialize, Serialize};

/// What the customer found. The code is what scripts write; anything else is kept as the person's own words.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub enum Fault {
    /// No film number, Bildnummer or blip where one should be.
    NumberMissing,
    NumberTwice,
    WrongDocument,
    MissingPage,
    WrongBlip,
    WrongLabel,
    Unreadable,
    WrongOrder,
    Mirrored,
    Other(String),
}

impl Fault {
    /// The catalogue, the most frequent of the years before first.
    pub const CHOICES: [Self; 9] = [
        Self::NumberMissing,
        Self::MissingPage,
        Self::WrongDocument,
        Self::NumberTwice,
        Self::WrongBlip,
        Self::WrongLabel,
        Self::Unreadable,
        Self::WrongOrder,
        Self::Mirrored,
    ];

    pub fn code(&self) -> &str {
        match self {
            Self::NumberMissing => "number-missing",
            Self::NumberTwice => "number-twice",
            Self::WrongDocument => "wrong-document",
            Self::MissingPage => "missing-page",
            Self::WrongBlip => "wrong-blip",
            Self::WrongLabel => "wrong-label",
            Self::Unreadable => "unreadable",
            Self::WrongOrder => "wrong-order",
            Self::Mirrored => "mirrored",
            Self::Other(text) => text,
        }
    }

    /// A code, or the person's own words; `None` when nothing is written.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        (!text.is_empty()).then(|| Self::from(text.chars().take(200).collect::<String>()))
    }
}

impl From<String> for Fault {
    fn from(text: String) -> Self {
        let known = Self::CHOICES.into_iter().find(|fault| fault.code() == text);
        known.unwrap_or(Self::Other(text))
    }
}

impl From<Fault> for String {
    fn from(fault: Fault) -> Self {
        fault.code().to_owned()
    }
}

impl Say for Fault {
    fn say(&self, language: Language) -> String {
        let (german, english) = match self {
            Self::NumberMissing => ("Nummer fehlt", "number missing"),
            Self::NumberTwice => ("Nummer doppelt vergeben", "number issued twice"),
            Self::WrongDocument => ("falsches Dokument auf dem Film", "wrong document on the film"),
            Self::MissingPage => ("Seite fehlt", "page missing"),
            Self::WrongBlip => ("falscher Blip", "wrong blip"),
            Self::WrongLabel => ("falsches Etikett", "wrong label"),
            Self::Unreadable => ("unlesbar", "unreadable"),
            Self::WrongOrder => ("falsche Reihenfolge", "wrong order"),
            Self::Mirrored => ("spiegelverkehrt", "mirrored"),
            Self::Other(text) => (text.as_str(), text.as_str()),
        };
        language.pick(german, english).to_owned()
    }
}

/// What came of a complaint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "result", rename_all = "snake_case")]
pub enum Settlement {
    /// The film is as it should be.
    NoFault,
    /// The film is right; label, index or delivery were made again.
    Corrected,
    /// The film was rejected and is made again.
    Rework { rework: ReworkId },
}

impl Settlement {
    /// The rework that answers the complaint.
    pub const fn rework(self) -> Option<ReworkId> {
        match self {
            Self::Rework { rework } => Some(rework),
            Self::NoFault | Self::Corrected => None,
        }
    }

    pub const fn code(self) -> &'static str {
        match self {
            Self::NoFault => "no-fault",
            Self::Corrected => "corrected",
            Self::Rework { .. } => "rework",
        }
    }
}

impl Say for Settlement {
    fn say(&self, language: Language) -> String {
        let (german, english) = match self {
            Self::NoFault => ("kein Mangel", "no fault"),
            Self::Corrected => ("Begleitpapiere berichtigt", "papers corrected"),
            Self::Rework { .. } => ("Film neu gemacht", "film made again"),
        };
        language.pick(german, english).to_owned()
    }
}

/// How a complaint was answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settled {
    pub how: Settlement,
    pub note: String,
    pub at: Timestamp,
    pub by: String,
}

/// One complaint: open until it is settled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Complaint {
    pub id: ComplaintId,
    pub project: ProjectId,
    /// The films it is about; none where it is about the whole delivery.
    pub rolls: Vec<RollId>,
    pub barcode: Option<Barcode>,
    pub fault: Fault,
    /// The customer's words.
    pub words: String,
    /// The day it came in.
    pub received: Timestamp,
    /// When it was written down, and by whom.
    pub at: Timestamp,
    pub by: String,
    pub settled: Option<Settled>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_is_a_code_or_the_persons_own_words() {
        assert_eq!(Fault::parse("mirrored"), Some(Fault::Mirrored));
        assert_eq!(Fault::parse(" box dented "), Some(Fault::Other("box dented".into())));
        assert_eq!(Fault::parse(" "), None);
        for fault in Fault::CHOICES {
            let written = serde_json::to_string(&fault).unwrap();
            assert_eq!(serde_json::from_str::<Fault>(&written).unwrap(), fault);
        }
    }
}
