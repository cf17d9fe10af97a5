//! Today beside the camera: what waits for quality, planning, management and administration, each in a few figures and
//! the rows that need a person first.

use super::films::{ProjectWaiting, RollLine};
use super::finishing::RunLine;
use crate::film::rework::{Cause, NumberChoice};
use crate::film::roll::RollStage;
use crate::number::FilmNumber;
use crate::person::{Role, Roles};
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// A rejected film that waits to be made again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenRework {
    pub roll: RollLine,
    pub number: FilmNumber,
    pub choice: NumberChoice,
    pub cause: Cause,
    pub note: String,
    pub ordered: Timestamp,
}

/// What quality has before it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct QualityDesk {
    /// Runs whose films cannot be accepted until somebody decides.
    pub held: Vec<RunLine>,
    /// Runs with a reading beyond what is good, and films that are not accepted yet.
    pub doubtful: Vec<RunLine>,
    pub to_develop: u64,
    /// Since when the oldest of them waits.
    pub oldest: Option<Timestamp>,
    pub to_accept: u64,
    pub waiting: Unsettled,
}

impl QualityDesk {
    pub const fn is_calm(&self) -> bool {
        self.held.is_empty()
            && self.doubtful.is_empty()
            && self.to_develop == 0
            && self.to_accept == 0
            && self.waiting.complaints == 0
            && self.waiting.findings == 0
    }
}

/// What somebody must decide on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unsettled {
    pub complaints: u64,
    /// When the oldest of them came in.
    pub oldest_complaint: Option<Timestamp>,
    /// What files of the machine say, and attempts whose evidence contradicts their plan.
    pub findings: u64,
}

/// What planning has before it, beside projects that were never planned.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanningDesk {
    /// Their list changed, or they were reset: the plan in force is gone.
    pub changed: Vec<ProjectWaiting>,
    pub changed_count: u64,
    /// Delivered, and filmed again since: the index that was handed over is not the index any more.
    pub to_repeat: Vec<ProjectWaiting>,
    pub to_repeat_count: u64,
}

/// How the work stands.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkDesk {
    /// Live rolls of active projects by stage, those without any left out.
    pub rolls: Vec<(RollStage, u64)>,
    /// Rolls filmed within a week, and within [`MONTH_DAYS`].
    pub week: u64,
    pub month: u64,
    /// Of those of the month, rolls that came out right at the first attempt and were not rejected.
    pub first_pass: u64,
    pub temp_rolls: u64,
    pub shelf_mm: u64,
    pub waiting: Unsettled,
}

impl WorkDesk {
    pub fn at(&self, stage: RollStage) -> u64 {
        self.rolls.iter().find(|(found, _)| *found == stage).map_or(0, |(_, rolls)| *rolls)
    }

    /// In whole percent, rounded down; none where nothing was filmed.
    pub fn first_pass_yield(&self) -> Option<u64> {
        (self.first_pass * 100).checked_div(self.month)
    }
}

/// Who works here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaffDesk {
    pub people: u64,
    pub keys: u64,
}

/// All of it; a part nobody of these roles looks at is not read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Desk {
    /// Oldest first; the count is of all.
    pub reworks: Vec<OpenRework>,
    pub rework_count: u64,
    pub quality: Option<QualityDesk>,
    pub planning: Option<PlanningDesk>,
    pub work: Option<WorkDesk>,
    pub staff: Option<StaffDesk>,
    /// Numbers without an explanation, as the self-check found; none until it has run.
    pub gaps: Option<u64>,
}

/// The parts of Today that a person sees, by role; each once, whoever holds several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parts {
    pub camera: bool,
    pub quality: bool,
    pub planning: bool,
    pub work: bool,
    pub staff: bool,
    /// Who only looks: the roll in the camera and how the work stands.
    pub looks_only: bool,
}

impl Parts {
    pub fn of(roles: &Roles) -> Self {
        let parts = Self {
            camera: roles.has(Role::Operator),
            quality: roles.has(Role::Quality),
            planning: roles.has(Role::Planner),
            work: roles.has(Role::Manager),
            staff: roles.has(Role::Admin),
            looks_only: false,
        };
        let none = !(parts.camera || parts.quality || parts.planning || parts.work || parts.staff);
        Self { work: parts.work || none, looks_only: none, ..parts }
    }
}

/// Which rolls a list shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RollsAsked {
    pub stage: Option<RollStage>,
    /// Filmed within so many days.
    pub days: Option<u32>,
    /// Only rolls that came out right at the first attempt and were not rejected.
    pub first_pass: bool,
}

impl RollsAsked {
    /// As an address says it; what it does not say, or not so, filters nothing.
    pub fn of(stage: &str, days: &str, pass: &str) -> Self {
        Self { stage: RollStage::parse(stage), days: days.parse().ok(), first_pass: pass == "first" }
    }
}

pub const WEEK_DAYS: u32 = 7;
pub const MONTH_DAYS: u32 = 30;

/// A roll in a list: how many attempts it took, and since when it is as it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RollListed {
    pub line: RollLine,
    pub attempts: u32,
    pub since: Timestamp,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RollsListed {
    /// Longest in its stage first.
    pub rows: Vec<RollListed>,
    pub of: u64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everybody_sees_the_parts_of_their_roles_once() {
        let parts = |roles: &[Role]| Parts::of(&Roles::new(roles.iter().copied()));
        let operator = parts(&[Role::Operator]);
        assert!(operator.camera && !operator.quality && !operator.planning && !operator.work);
        let both = parts(&[Role::Quality, Role::Manager]);
        assert!(both.quality && both.work && !both.camera && !both.looks_only);
        let admin = parts(&[Role::Admin]);
        assert!(admin.staff && !admin.camera, "an administrator is no operator");
    }

    #[test]
    fn who_only_looks_sees_how_the_work_stands() {
        for role in [Role::Viewer, Role::Programmer] {
            let parts = Parts::of(&Roles::new([role]));
            assert!(parts.looks_only && parts.work && !parts.camera && !parts.staff);
        }
    }

    #[test]
    fn a_yield_has_a_base() {
        let work = WorkDesk { month: 41, first_pass: 30, ..WorkDesk::default() };
        assert_eq!(work.first_pass_yield(), Some(73));
        assert_eq!(WorkDesk::default().first_pass_yield(), None);
    }
}
