//! Film numbers, their series and their lives, as pages show them.

use super::findings::{FindingView, MachineFileView};
use super::lab::Step;
use crate::evidence::Comparison;
use crate::film::roll::FilmType;
use crate::history::WhyAnswers;
use crate::id::{AttemptId, ProjectId, ReelId, RollId, TempRollId};
use crate::number::{FilmNumber, NumberState, SeriesId};
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// A roll as a link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RollLink {
    pub id: RollId,
    pub name: String,
}

/// A project as a link: its folder, and its archive id where there is less room.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProjectLink {
    pub id: ProjectId,
    pub name: String,
    pub archive_id: String,
}

/// How many numbers of a series are in a state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StateCount {
    pub state: NumberState,
    pub count: u32,
}

/// A series with its head.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeriesView {
    pub series: SeriesId,
    /// Sites that count in it; none for the series of all other sites.
    pub sites: Vec<String>,
    /// The lowest number nobody ever held; none where the series is used up.
    pub next: Option<FilmNumber>,
    /// Numbers handed out so far.
    pub handed_out: u32,
    /// One entry for each state.
    pub counts: Vec<StateCount>,
}

impl SeriesView {
    pub fn count(&self, state: NumberState) -> u32 {
        self.counts.iter().find(|entry| entry.state == state).map_or(0, |entry| entry.count)
    }

    /// Numbers handed out that no holding explains. Always 0, and checked.
    pub fn unexplained(&self) -> u32 {
        let explained: u32 = self.counts.iter().map(|entry| entry.count).sum();
        self.handed_out.saturating_sub(explained)
    }
}

/// Which numbers a list shows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NumbersQuery {
    /// Digit of the series.
    pub series: u32,
    pub state: Option<NumberState>,
    /// Only numbers that are on no film the customer was given.
    pub undelivered: bool,
    /// A number or its end, a project, a roll, or a word of a purpose or reason.
    pub text: String,
    /// The rows below this number.
    pub below: Option<FilmNumber>,
    /// The rows above this number.
    pub above: Option<FilmNumber>,
}

/// A number in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NumberRow {
    pub number: FilmNumber,
    pub state: NumberState,
    pub roll: Option<RollLink>,
    pub project: Option<ProjectLink>,
    /// The purpose of a claim, or the reason of what came back or is void.
    pub words: String,
    pub until: Option<Timestamp>,
    pub replaced_by: Option<FilmNumber>,
    pub since: Timestamp,
    pub by: String,
    pub entry: u64,
}

/// A page of numbers, highest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NumbersPage {
    pub rows: Vec<NumberRow>,
    /// All numbers that fit the query.
    pub total: u32,
    /// Whether there are rows above and below this page.
    pub more_above: bool,
    pub more_below: bool,
    /// When it was read: what ends soon is counted from here.
    pub now: Timestamp,
}

/// A neighbour that kept a project's numbers from following each other, as it stands today.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BreakView {
    pub entry: u64,
    pub at: Timestamp,
    pub after: FilmNumber,
    pub blocked_by: FilmNumber,
    /// Who has it: a project's folder, or what it is kept for.
    pub holder: String,
    pub since: Timestamp,
    pub given: Vec<FilmNumber>,
}

/// What a project keeps so that its numbers follow each other, and where they do not.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BlockView {
    /// Kept for rolls that are not filmed yet, lowest first.
    pub numbers: Vec<FilmNumber>,
    pub breaks: Vec<BreakView>,
}

/// A number beside the one shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NeighbourView {
    pub number: FilmNumber,
    pub state: NumberState,
    pub project: Option<ProjectLink>,
}

/// A file of evidence, without its bytes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileView {
    pub name: String,
    /// Length in bytes.
    pub size: u64,
    /// SHA-256, hexadecimal.
    pub digest: String,
}

/// What proves the film that carries a number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EvidenceView {
    pub attempt: AttemptId,
    pub ordinal: u32,
    pub machine: String,
    pub operator: String,
    pub files: Vec<FileView>,
    /// Frames were counted by the operator.
    pub counted: bool,
    pub comparison: Option<Comparison>,
    /// Documents planned for the roll.
    pub documents: u32,
    pub frames: u32,
}

/// How a piece of film was used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Use {
    Running,
    Confirmed,
    Failed,
}

/// An attempt on a reel, in the order of filming.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReelUse {
    pub attempt: AttemptId,
    pub roll: RollLink,
    pub ordinal: u32,
    pub number: Option<FilmNumber>,
    pub used: Use,
    /// Film spent, leader and trailer included; for a running attempt what it is planned to spend.
    pub spent_mm: u32,
    /// What was written off behind it.
    pub scrapped_mm: u32,
}

/// The reel a number's film lies on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReelView {
    pub reel: ReelId,
    pub film: FilmType,
    pub length_mm: u32,
    pub leader_mm: u32,
    pub trailer_mm: u32,
    pub uses: Vec<ReelUse>,
    /// What lies on the shelf or in a camera.
    pub rest: Option<(TempRollId, u32)>,
}

/// Why the state can be believed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrustView {
    /// Entries of the ledger that tell of this number.
    pub entries: u32,
    pub last_entry: u64,
    /// Hash of the last of them.
    pub last_hash: String,
}

/// Everything about one number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NumberView {
    pub number: FilmNumber,
    pub state: NumberState,
    /// False for a number nobody ever held.
    pub handed_out: bool,
    pub holder: Option<NumberRow>,
    /// Sites of its series.
    pub sites: Vec<String>,
    pub next: Option<FilmNumber>,
    pub answers: WhyAnswers,
    pub history: Vec<Step>,
    pub neighbours: Vec<NeighbourView>,
    pub evidence: Option<EvidenceView>,
    pub reel: Option<ReelView>,
    pub trust: TrustView,
    /// Files of the machine that name it, and what they say that somebody must decide on.
    pub files: Vec<MachineFileView>,
    pub findings: Vec<FindingView>,
}
