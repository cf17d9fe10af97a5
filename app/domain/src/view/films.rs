//! Rolls, attempts, film stock and what to film next: what pages ask.

mod cleaning;
mod queue;
mod reels;
mod typed;

pub use cleaning::{CleaningReason, OLD_DAYS, days_since, reasons_to_clean};
pub use queue::{Candidate, Reason, Turn, in_order};
pub use reels::{Exposed, ReelPiece, ReelPieceKind, pieces_of};
pub use typed::{Unreadable, fail_reason, film_choice, frames};

use super::findings::MachineFileView;
use crate::evidence::{Finding, Outcome};
use crate::film::attempt::{Course, Loaded};
use crate::film::roll::{FilmType, RollStage};
use crate::film::settings::Settings;
use crate::film::stock::Rest;
use crate::id::{AttemptId, ProjectId, ReelId, RollId, TempRollId};
use crate::number::FilmNumber;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// A roll as every list names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RollLine {
    pub id: RollId,
    pub temporary_id: String,
    /// The number it has earned.
    pub number: Option<FilmNumber>,
    pub film: FilmType,
    pub ordinal: u32,
    /// Rolls of this film in its project.
    pub of: u32,
    pub frames: u32,
    pub stage: RollStage,
    pub project: ProjectId,
    pub archive_id: String,
    /// `RRD123-2025_OU_Certificates`
    pub folder: String,
}

impl RollLine {
    /// What people call it: the number once it has one.
    pub fn name(&self) -> String {
        self.number.map_or_else(|| self.temporary_id.clone(), |number| number.to_string())
    }
}

/// Lengths and speeds a page draws to scale with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FilmScale {
    pub reel_mm: u32,
    pub leader_mm: u32,
    pub trailer_mm: u32,
    pub step_mm: u32,
    pub smallest_usable: u32,
    pub frames_per_1000_s: u32,
}

impl FilmScale {
    pub fn of(settings: &Settings, film: FilmType) -> Self {
        Self {
            reel_mm: settings.reel_mm,
            leader_mm: settings.leader_mm,
            trailer_mm: settings.trailer_mm,
            step_mm: settings.step_mm(film),
            smallest_usable: settings.smallest_usable,
            frames_per_1000_s: settings.frames_per_1000_s,
        }
    }

    /// Seconds the camera needs for so many frames.
    pub fn seconds(&self, frames: u32) -> u64 {
        (u64::from(frames) * 1000).div_ceil(u64::from(self.frames_per_1000_s.max(1)))
    }

    /// Frames the camera has exposed after so many seconds, if it never stopped.
    pub fn frames_after(&self, seconds: u64) -> u64 {
        seconds * u64::from(self.frames_per_1000_s) / 1000
    }

    /// Film the frames take, without leader and trailer.
    pub fn frames_mm(&self, frames: u32) -> u32 {
        frames.saturating_mul(self.step_mm)
    }

    /// Film a roll takes, leader and trailer included.
    pub fn spent_mm(&self, frames: u32) -> u32 {
        self.frames_mm(frames).saturating_add(self.leader_mm + self.trailer_mm)
    }

    /// Frames a piece holds after leader and trailer.
    pub fn usable(&self, length_mm: u32) -> u32 {
        length_mm.saturating_sub(self.leader_mm + self.trailer_mm) / self.step_mm.max(1)
    }
}

/// A piece of film a roll fits on, and what comes of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FilmOption {
    /// The temp roll; without one it is a whole reel.
    pub temp_roll: Option<TempRollId>,
    /// The reel it is of; none where a new one is opened.
    pub reel: Option<ReelId>,
    pub length_mm: u32,
    pub usable_frames: u32,
    pub rest: Rest,
    /// Frames that could still be exposed on a rest that is scrapped all the same.
    pub frames_lost: u32,
    /// Since when it lies on the shelf.
    pub since: Option<Timestamp>,
    /// Where on the shelf; empty where nobody said.
    pub place: String,
}

impl FilmOption {
    /// The value of the form's field `film`.
    pub fn choice(&self) -> String {
        self.temp_roll.map_or_else(|| "new".to_owned(), TempRollId::label)
    }
}

/// A roll in a camera.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Running {
    pub roll: RollLine,
    pub revision: u64,
    pub ordinal: u32,
    pub operator: String,
    pub machine: String,
    pub started: Timestamp,
    pub loaded: Loaded,
    /// The number typed into the camera, where the site numbers at the start.
    pub bound: Option<FilmNumber>,
    pub scale: FilmScale,
    /// What the evidence said, when it did not fit the plan.
    pub contradicted: Vec<Finding>,
}

/// The roll to film next.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Next {
    pub roll: RollLine,
    pub revision: u64,
    pub reason: Reason,
    /// The best piece first; empty where the roll fits on none.
    pub film: Option<FilmOption>,
    pub scale: FilmScale,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Queued {
    pub roll: RollLine,
    pub reason: Reason,
    pub seconds: u64,
}

/// A 16mm roll and the 35mm roll whose number its sheets print.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiting {
    pub roll: RollLine,
    pub seconds: u64,
    pub waits_for: RollId,
    pub waits_for_id: String,
    /// It is in the camera right now.
    pub filming: bool,
}

/// A project that waits for a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProjectWaiting {
    pub id: ProjectId,
    pub archive_id: String,
    pub folder: String,
    pub registered: Timestamp,
    pub documents: u64,
    pub pages: u64,
    pub rolls: u64,
}

/// What is to be done today. Long lists show their beginning; the sums are of all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Today {
    pub at: Timestamp,
    pub running: Vec<Running>,
    pub next: Option<Next>,
    /// The rolls after the next one, in order.
    pub queue: Vec<Queued>,
    pub queue_rolls: u32,
    pub queue_seconds: u64,
    pub waiting: Vec<Waiting>,
    pub waiting_rolls: u32,
    pub waiting_seconds: u64,
    pub drafts: Vec<ProjectWaiting>,
    pub draft_count: u64,
    pub deliverable: Vec<ProjectWaiting>,
    pub deliverable_count: u64,
}

/// A file of evidence as a list names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileLine {
    pub attempt: AttemptId,
    pub position: u32,
    pub name: String,
    pub size: u64,
    pub digest: String,
    pub received: Timestamp,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttemptLine {
    pub id: AttemptId,
    pub ordinal: u32,
    pub operator: String,
    pub machine: String,
    pub started: Timestamp,
    pub loaded: Loaded,
    pub course: Course,
    pub files: Vec<FileLine>,
}

/// What the evidence of the running or confirmed attempt said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shown {
    pub outcome: Outcome,
    pub findings: Vec<Finding>,
    pub frames_on_film: u32,
}

/// A 35mm roll this one's reference sheets print.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaitsFor {
    pub id: RollId,
    pub temporary_id: String,
    pub number: Option<FilmNumber>,
    pub filmed: bool,
}

/// One roll, with all its page shows but documents and history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RollPage {
    pub at: Timestamp,
    pub line: RollLine,
    pub revision: u64,
    pub since: Timestamp,
    pub plan: u32,
    /// The capacity the plan was made with.
    pub capacity: u32,
    pub scale: FilmScale,
    pub documents: u32,
    /// Documents as they are drawn, in planned order: frames, and whether pages are oversized.
    pub drawn: Vec<(u32, bool)>,
    pub waits_for: Vec<WaitsFor>,
    /// 16mm rolls that wait for this one.
    pub waited_by: u32,
    /// The film it can start on, best first; only while it is planned.
    pub options: Vec<FilmOption>,
    /// Newest first.
    pub attempts: Vec<AttemptLine>,
    /// The number typed into the camera.
    pub bound: Option<FilmNumber>,
    pub shown: Option<Shown>,
    /// Files of the machine that came by themselves for the running attempt, newest first.
    pub received: Vec<MachineFileView>,
}

impl RollPage {
    /// The first 35mm roll that must be filmed before this one.
    pub fn blocked_by(&self) -> Option<&WaitsFor> {
        self.waits_for.iter().find(|roll| !roll.filmed)
    }

    /// The attempt that is running, or was confirmed.
    pub fn current(&self) -> Option<&AttemptLine> {
        self.attempts.iter().find(|attempt| !matches!(attempt.course, Course::Failed { .. }))
    }
}

/// A document on a roll.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RollDocument {
    pub index: u32,
    pub barcode: String,
    pub com_id: Option<String>,
    pub frames: u32,
    /// First frame as planned.
    pub planned: u32,
    /// First frame as the evidence shows it.
    pub filmed: Option<u32>,
    /// Part of a document that begins on another roll.
    pub continued: bool,
}

/// A page of the roll's documents, in order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RollDocuments {
    pub rows: Vec<RollDocument>,
    pub of: u32,
    /// Index on the roll after which this page begins.
    pub after: u32,
}

/// A temp roll, on the shelf or in a camera.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShelfLine {
    pub id: TempRollId,
    pub film: FilmType,
    pub reel: ReelId,
    pub length_mm: u32,
    pub usable_frames: u32,
    pub since: Timestamp,
    /// The roll whose attempt left it.
    pub left_by: RollId,
    pub left_by_name: String,
    /// The roll it is in the camera for.
    pub loaded_for: Option<(RollId, String)>,
    pub place: String,
    /// Missing since somebody looked for it.
    pub lost: bool,
}

/// A reel with everything that ever happened to its film.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReelLine {
    pub id: ReelId,
    pub film: FilmType,
    pub length_mm: u32,
    pub opened: Timestamp,
    pub pieces: Vec<ReelPiece>,
}

impl ReelLine {
    /// Its pieces add up to its length.
    pub fn adds_up(&self) -> bool {
        self.pieces.iter().map(|piece| u64::from(piece.length_mm)).sum::<u64>() == u64::from(self.length_mm)
    }
}

/// Where all film of one width went, in millimetres.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FilmSum {
    pub film: FilmType,
    pub reels: u64,
    pub opened_mm: u64,
    pub confirmed_mm: u64,
    pub failed_mm: u64,
    pub scrap_mm: u64,
    pub shelf_mm: u64,
    pub loaded_mm: u64,
    /// Whole reels that came back untouched.
    pub whole_mm: u64,
    /// Temp rolls that are missing.
    pub lost_mm: u64,
    /// What measuring found more or less than was booked.
    pub corrected_mm: i64,
}

impl FilmSum {
    pub const fn accounted_mm(&self) -> u64 {
        self.confirmed_mm
            + self.failed_mm
            + self.scrap_mm
            + self.shelf_mm
            + self.loaded_mm
            + self.whole_mm
            + self.lost_mm
    }

    /// What is left over between what was opened, as corrected by measuring, and what is accounted for.
    pub const fn difference_mm(&self) -> u64 {
        self.opened_mm.saturating_add_signed(self.corrected_mm).abs_diff(self.accounted_mm())
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stock {
    pub at: Timestamp,
    /// The fewest usable frames that the lab keeps.
    pub smallest_usable: u32,
    pub shelf: Vec<ShelfLine>,
    pub loaded: Vec<ShelfLine>,
    pub sums: Vec<FilmSum>,
    /// Newest first.
    pub reels: Vec<ReelLine>,
    /// The reel after which the next page begins; none on the last page.
    pub older: Option<ReelId>,
    /// This is not the newest page.
    pub newer: bool,
}
