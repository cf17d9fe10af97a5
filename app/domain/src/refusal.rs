//! Refusals: each is named for the rule it keeps and says in one sentence what is wrong and what to do.

mod english;
mod german;

use crate::film::index::NotReady;
use crate::film::planning::PlanRefusal;
use crate::film::project::{ListDifference, Standing};
use crate::film::roll::TemporaryId;
use crate::machine::Resolution;
use crate::number::{FilmNumber, NumberState};
use crate::person::Right;
use crate::program::ProgramRefusal;
use crate::words::{Language, Say};
use serde::Serialize;

/// What somebody did since a thing was looked at, in both languages: its names are known only where it was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Since {
    /// Entry of the ledger.
    pub entry: u64,
    pub actor: String,
    pub german: String,
    pub english: String,
}

impl Say for Since {
    /// `Operator 2 started filming RRD123-2025_OU_16_01 on reel R-0003`.
    fn say(&self, language: Language) -> String {
        format!("{} {}", self.actor, language.pick(&self.german, &self.english))
    }
}

/// Why a command changes nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "refusal", rename_all = "snake_case")]
pub enum Refusal {
    NotAllowed {
        right: Right,
    },
    NotFounded,
    AlreadyFounded,
    KeyUsedForOther,
    Stale {
        changes: Vec<Since>,
    },
    NoSuchProject {
        project: String,
    },
    NoSuchRoll {
        roll: String,
    },
    NoSuchTempRoll {
        temp_roll: String,
    },
    NoSuchNumber {
        number: String,
    },
    NoSuchPerson,
    NoSuchToken,
    BadSettings {
        problem: String,
    },
    NameMissing,
    NameTooLong,
    NameTaken {
        name: String,
    },
    RolesMissing,
    LastAdmin,
    SiteUnreadable {
        site: String,
    },
    DocTypeUnreadable {
        doc_type: String,
    },
    ListEmpty,
    EmptyDocuments {
        barcodes: Vec<String>,
    },
    DuplicateBarcodes {
        barcodes: Vec<String>,
    },
    ListChanged {
        difference: ListDifference,
    },
    ListInUse {
        roll: String,
    },
    PlanInUse {
        roll: String,
    },
    CannotPlan {
        problem: PlanRefusal,
    },
    AlreadyFilming {
        roll: String,
        by: String,
    },
    AlreadyFilmed {
        roll: String,
    },
    RollCancelled {
        roll: String,
    },
    NotFilming {
        roll: String,
    },
    WaitsFor35mm {
        roll: TemporaryId,
    },
    SheetsOutdated {
        roll: String,
    },
    WrongFilm {
        temp_roll: String,
    },
    NotOnShelf {
        temp_roll: String,
    },
    FilmTooShort {
        frames: u32,
        usable: u32,
    },
    CountDiffers {
        planned: u32,
        counted: u32,
    },
    EvidenceContradicts {
        roll: String,
    },
    MoreThanThePiece {
        frames: u32,
        most: u32,
    },
    NumberHasState {
        number: FilmNumber,
        state: NumberState,
    },
    BlockBelongsToProject {
        number: FilmNumber,
    },
    CarriedByFilm {
        number: FilmNumber,
    },
    CountOutOfBounds {
        most: u32,
    },
    SeriesExhausted,
    ReasonMissing,
    NotReady {
        problem: NotReady,
    },
    UntilInThePast,
    NoRollChosen,
    NotFilmed {
        roll: String,
    },
    InRework {
        roll: String,
    },
    NotInRework {
        roll: String,
    },
    NoKeptNumber {
        roll: String,
    },
    AlreadyDeveloped {
        roll: String,
    },
    NotDeveloped {
        roll: String,
    },
    AlreadyAccepted {
        roll: String,
    },
    NotAccepted {
        roll: String,
    },
    NoSuchRun {
        run: String,
    },
    RunHeld {
        run: String,
    },
    RunNotHeld {
        run: String,
    },
    RunHolds {
        roll: String,
        run: String,
    },
    ProjectNotActive {
        project: String,
        standing: Standing,
    },
    NothingToReset {
        project: String,
    },
    NothingToArchive {
        project: String,
    },
    NothingToPlan {
        project: String,
    },
    StillFilming {
        roll: String,
    },
    FilmedDocuments {
        barcodes: Vec<String>,
    },
    TempRollIs {
        temp_roll: String,
        stage: String,
    },
    NoLengthOfFilm {
        temp_roll: String,
        reel_mm: u32,
    },
    NotLost {
        temp_roll: String,
    },
    PlaceTooLong {
        most: u32,
    },
    TestProject {
        project: String,
    },
    ReceivedInTheFuture,
    RollOfAnother {
        roll: String,
        project: String,
    },
    NoSuchDocument {
        barcode: String,
        project: String,
    },
    NoSuchComplaint {
        complaint: String,
    },
    AlreadySettled {
        complaint: String,
    },
    NoReworkOf {
        complaint: String,
    },
    MachineFilesOutOfBounds {
        most: u32,
    },
    NoSuchFinding {
        finding: String,
    },
    FindingSettled {
        finding: String,
        by: String,
        resolution: Resolution,
    },
    ResolutionMissing,
    /// Of the program registry.
    Program(ProgramRefusal),
}

fn said(changes: &[Since], language: Language) -> String {
    changes.iter().map(|change| change.say(language)).collect::<Vec<_>>().join("; ")
}

/// The most barcodes a sentence lists before it only counts.
const LISTED: usize = 5;

fn list(names: &[String], language: Language) -> String {
    let shown = names.iter().take(LISTED).map(String::as_str).collect::<Vec<_>>().join(", ");
    if names.len() > LISTED {
        let more = language.count((names.len() - LISTED) as u64);
        language.pick(format!("{shown} und {more} weitere"), format!("{shown} and {more} more"))
    } else {
        shown
    }
}

impl Refusal {
    /// The rule's name, stable for scripts: `already_filming`.
    pub fn code(&self) -> String {
        if let Self::Program(refusal) = self {
            return refusal.code();
        }
        let value = serde_json::to_value(self).unwrap_or_default();
        value.get("refusal").and_then(|code| code.as_str()).unwrap_or("refused").to_owned()
    }
}

impl From<ProgramRefusal> for Refusal {
    fn from(refusal: ProgramRefusal) -> Self {
        Self::Program(refusal)
    }
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.say(Language::English))
    }
}

impl std::error::Error for Refusal {}

impl Say for Refusal {
    fn say(&self, language: Language) -> String {
        match language {
            Language::German => self.german(),
            Language::English => self.english(),
        }
    }
}
