//! Names of the things events know only by id.

use crate::id::{AttemptId, ProjectId, ReelId, RollId, TempRollId, TokenId};
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
}
