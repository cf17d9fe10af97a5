//! The ledger, settings, people and search results, as pages show them.

use super::numbers::{ProjectLink, RollLink};
use crate::event::{Change, Kind};
use crate::film::blip::blip;
use crate::film::roll::RollStage;
use crate::history::Mark;
use crate::id::{PersonId, ReelId, TempRollId, TokenId};
use crate::lab::LabSettings;
use crate::number::{FilmNumber, NumberState};
use crate::person::{Person, Roles};
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// One step of a life, with its entry of the ledger.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    pub entry: u64,
    pub at: Timestamp,
    pub actor: String,
    pub mark: Mark,
    pub title: String,
    pub sentence: String,
}

/// Which entries a page of the ledger shows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LedgerQuery {
    pub actor: String,
    /// A command's verb.
    pub action: String,
    pub kind: Option<Kind>,
    /// A number, a roll, a project, film, a person, or the number of an entry.
    pub text: String,
    /// Entries of the day that begins here, for 24 hours.
    pub day: Option<Timestamp>,
    /// The entries before this one.
    pub before: Option<u64>,
    /// The entries after this one.
    pub after: Option<u64>,
}

impl LedgerQuery {
    pub fn filters(&self) -> bool {
        let words = [&self.actor, &self.action, &self.text];
        words.iter().any(|word| !word.is_empty()) || self.kind.is_some() || self.day.is_some()
    }
}

/// An entry in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntryView {
    pub seq: u64,
    pub at: Timestamp,
    pub actor: String,
    pub action: String,
    /// What was done, to be read after the actor's name.
    pub summary: String,
    pub reason: String,
    /// The first of its changes.
    pub changes: Vec<Change>,
    /// All of them.
    pub changed: u32,
    pub hash: String,
}

/// A page of the ledger, newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LedgerPage {
    pub entries: Vec<EntryView>,
    /// Entries in the whole ledger.
    pub total: u64,
    pub more_before: bool,
    pub more_after: bool,
    /// Names that may have acted: people, tokens, the console.
    pub actors: Vec<String>,
    /// A text was given that names nothing.
    pub unknown_text: bool,
}

/// One entry with everything its hash covers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WholeEntry {
    pub entry: EntryView,
    /// JSON, laid out for reading and cut at a length a screen can show.
    pub body: String,
    /// Length of the body as it is kept, in bytes.
    pub size: u64,
    pub key: String,
    pub answer: String,
    pub previous: String,
    /// The hash fits the content, and the entry before has the hash this one names.
    pub holds: bool,
    pub is_last: bool,
}

/// What recomputing the chain came to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdict {
    pub entries: u64,
    pub head: String,
    pub at: Timestamp,
    /// Why the chain does not hold, in one sentence.
    pub broken: Option<String>,
    /// The ledger is too long for a page: the command line recomputes it.
    pub too_long: bool,
}

/// A version of the settings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SettingsVersion {
    pub version: u32,
    pub settings: LabSettings,
    pub entry: u64,
    pub at: Timestamp,
    pub by: String,
}

/// The settings, newest version first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SettingsView {
    pub versions: Vec<SettingsVersion>,
}

/// A token, without its digest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TokenView {
    pub id: TokenId,
    pub label: String,
    pub roles: Roles,
    pub active: bool,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeopleView {
    pub people: Vec<Person>,
    pub tokens: Vec<TokenView>,
}

/// Where a document lies on film.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentPlace {
    pub roll: RollLink,
    pub number: Option<FilmNumber>,
    /// Document index on the roll, and its first frame.
    pub index: u32,
    pub frame: u32,
}

impl DocumentPlace {
    /// The address on film, once there is a number.
    pub fn blip(&self) -> Option<String> {
        self.number.map(|number| blip(&number.to_string(), self.index, self.frame))
    }
}

/// One thing a search found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "found", rename_all = "snake_case")]
pub enum Found {
    /// Eight digits: every film number has a page, whether it was handed out or not.
    Number {
        number: FilmNumber,
        state: NumberState,
        handed_out: bool,
        roll: Option<RollLink>,
        words: String,
    },
    Project {
        project: ProjectLink,
        documents: u32,
    },
    Roll {
        roll: RollLink,
        project: ProjectLink,
        stage: RollStage,
        number: Option<FilmNumber>,
        frames: u32,
    },
    Document {
        barcode: String,
        pages: u32,
        project: ProjectLink,
        places: Vec<DocumentPlace>,
        /// Its barcode or its own id is what was asked for, and not only its beginning.
        #[serde(default)]
        exact: bool,
    },
    TempRoll {
        id: TempRollId,
        reel: ReelId,
        length_mm: u32,
        stage: String,
    },
    Person {
        id: PersonId,
        name: String,
        roles: Roles,
        active: bool,
    },
}

/// What a search found, by kind, the surest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchView {
    pub query: String,
    pub found: Vec<Found>,
    /// A kind had more hits than are listed.
    pub more: bool,
}

/// One difference a check found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DifferenceView {
    pub promise: String,
    /// `number 10000012`, `reel 7`.
    pub subject: String,
    pub sentence: String,
    /// The page of the thing, where it has one.
    pub href: Option<String>,
}

/// What a check found, and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckView {
    pub at: Timestamp,
    /// Age when the page was made.
    pub seconds_ago: u32,
    pub entries: u64,
    pub promises: u32,
    pub differences: Vec<DifferenceView>,
    /// The chain was recomputed and every table rebuilt from the ledger, too.
    pub whole: bool,
}
