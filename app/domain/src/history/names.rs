//! Names of the things events know only by id.

use crate::id::{AttemptId, ProjectId, ReelId, RollId, RunId, TempRollId, TokenId};
use crate::lab::Lab;
use crate::number::{FilmNumber, Holding};

/// What a sentence says of an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NamedAttempt {
    pub roll: RollId,
    /// Which attempt at its roll, from 1.
    pub ordinal: u32,
    pub reel: ReelId,
    pub temp_roll: Option<TempRollId>,
}

/// Where histories look names up.
pub trait Names {
    /// The temporary id, `RRD123-2025_OU_16_01`.
    fn roll_name(&self, roll: RollId) -> String;
    /// The project's folder, `RRD123-2025_OU_Certificates`.
    fn project_name(&self, project: ProjectId) -> String;
    fn token_label(&self, token: TokenId) -> String;
    fn project_of(&self, roll: RollId) -> Option<ProjectId>;
    fn attempt(&self, attempt: AttemptId) -> Option<NamedAttempt>;
    /// The roll that was issued this number.
    fn roll_with(&self, number: FilmNumber) -> Option<RollId>;
    /// The rolls that were developed together.
    fn rolls_of(&self, run: RunId) -> Vec<RollId>;
    /// The reel a temp roll is a piece of.
    fn reel_of(&self, temp_roll: TempRollId) -> Option<ReelId>;
}

/// Names as they were while a roll carried a number: afterwards nothing carries a void one.
pub(super) struct Carried<'a> {
    pub(super) names: &'a dyn Names,
    pub(super) number: FilmNumber,
    pub(super) roll: Option<RollId>,
}

impl Names for Carried<'_> {
    fn roll_name(&self, roll: RollId) -> String {
        self.names.roll_name(roll)
    }

    fn project_name(&self, project: ProjectId) -> String {
        self.names.project_name(project)
    }

    fn token_label(&self, token: TokenId) -> String {
        self.names.token_label(token)
    }

    fn project_of(&self, roll: RollId) -> Option<ProjectId> {
        self.names.project_of(roll)
    }

    fn attempt(&self, attempt: AttemptId) -> Option<NamedAttempt> {
        self.names.attempt(attempt)
    }

    fn roll_with(&self, number: FilmNumber) -> Option<RollId> {
        if number == self.number { self.roll } else { self.names.roll_with(number) }
    }

    fn rolls_of(&self, run: RunId) -> Vec<RollId> {
        self.names.rolls_of(run)
    }

    fn reel_of(&self, temp_roll: TempRollId) -> Option<ReelId> {
        self.names.reel_of(temp_roll)
    }
}

/// Names of what is in memory; anything else goes by its id.
impl Names for Lab {
    fn roll_name(&self, roll: RollId) -> String {
        self.rolls.get(roll).map_or_else(|| roll.to_string(), |row| row.temporary_id.to_string())
    }

    fn project_name(&self, project: ProjectId) -> String {
        self.projects.get(project).map_or_else(|| project.to_string(), |row| row.key.folder())
    }

    fn token_label(&self, token: TokenId) -> String {
        self.tokens.get(token).map_or_else(|| token.to_string(), |row| row.label.clone())
    }

    fn project_of(&self, roll: RollId) -> Option<ProjectId> {
        self.rolls.get(roll).map(|row| row.project)
    }

    fn attempt(&self, attempt: AttemptId) -> Option<NamedAttempt> {
        let row = self.attempts.get(attempt)?;
        let (reel, temp_roll) = (row.loaded.reel, row.loaded.temp_roll);
        Some(NamedAttempt { roll: row.roll, ordinal: row.ordinal, reel, temp_roll })
    }

    fn roll_with(&self, number: FilmNumber) -> Option<RollId> {
        match self.holdings.get(number)?.holding {
            Holding::Issued { roll, .. } => Some(roll),
            _ => None,
        }
    }

    fn rolls_of(&self, run: RunId) -> Vec<RollId> {
        self.runs.get(run).map(|row| row.rolls.clone()).unwrap_or_default()
    }

    fn reel_of(&self, temp_roll: TempRollId) -> Option<ReelId> {
        self.temp_rolls.get(temp_roll).map(|row| row.reel)
    }
}
