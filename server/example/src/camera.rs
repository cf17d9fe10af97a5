//! At the camera: what goes in, what comes out, and what goes wrong.

use crate::Year;
use crate::people::{operator, second_operator};
use domain::command::{Answer, Command, FilmChoice, Proof};
use domain::film::attempt::FailReason;
use domain::film::project::Standing;
use domain::film::reel::TempRollStage;
use domain::film::roll::{FilmType, Roll};
use domain::id::RollId;
use domain::person::Actor;

/// Minutes to thread a film and type what the camera asks.
const THREADING: i64 = 20;

impl Year {
    /// Films the next roll once, well or not; true where a number was issued.
    pub(crate) fn camera(&mut self) -> bool {
        let Some(roll) = self.waiting().first().copied() else { return false };
        let film = self.film_for(roll);
        let Some(attempt) = self.start(roll, film, "Kamera 1") else { return false };
        if self.chance.in_100(3) {
            // Pressed twice.
            self.start(roll, FilmChoice::Proposed, "Kamera 1");
        }
        match self.chance.below(100) {
            0..=2 => self.fail(roll, Some(0)),
            3..=15 => {
                let frames = self.chance.between(1, attempt);
                self.fail(roll, Some(frames));
            }
            16..=18 => self.contradict(roll),
            19..=33 => return self.finish_logged(roll),
            _ => return self.finish_counted(roll),
        }
        false
    }

    /// Rolls that may go into the camera: rejected ones first, then 35mm, then in order.
    pub(crate) fn waiting(&self) -> Vec<RollId> {
        let filmed = |id: &RollId| self.lab.rolls.get(*id).is_some_and(|roll| roll.stage_word().is_filmed());
        let mut rolls: Vec<&Roll> = self
            .lab
            .rolls
            .values()
            .filter(|roll| roll.stage_word().awaits_filming() && roll.waits_for.iter().all(filmed))
            .filter(|roll| {
                let project = self.lab.projects.get(roll.project);
                project.is_some_and(|project| project.standing == Standing::Active)
            })
            .collect();
        rolls.sort_by_key(|roll| {
            (roll.rework().is_none(), roll.film == FilmType::Mm16, roll.project, roll.ordinal)
        });
        rolls.into_iter().map(|roll| roll.id).collect()
    }

    fn film_for(&mut self, roll: RollId) -> FilmChoice {
        match self.chance.below(100) {
            0..=11 => FilmChoice::New,
            12..=19 => {
                let Some(roll) = self.lab.rolls.get(roll) else { return FilmChoice::Proposed };
                let usable = |length| self.settings().usable_frames(roll.film, length);
                let on_shelf = self.lab.temp_rolls.values().filter(|piece| {
                    piece.film == roll.film
                        && piece.stage == TempRollStage::OnShelf
                        && usable(piece.length_mm) >= roll.frames
                });
                let fitting: Vec<_> = on_shelf.map(|piece| piece.id).collect();
                let chosen = self.chance.one_of(&fitting).copied();
                chosen.map_or(FilmChoice::Proposed, FilmChoice::TempRoll)
            }
            _ => FilmChoice::Proposed,
        }
    }

    fn operator(&mut self) -> Actor {
        if self.chance.in_100(60) { operator() } else { second_operator() }
    }

    /// Frames the film in the camera has room for, at most those of the roll.
    pub(crate) fn start(&mut self, roll: RollId, film: FilmChoice, machine: &str) -> Option<u32> {
        let operator = self.operator();
        let command = Command::StartFilming { roll, film, machine: machine.to_owned() };
        let Answer::Started { attempt, .. } = self.ask(&operator, THREADING, command)? else { return None };
        let loaded = self.lab.attempts.get(attempt)?.loaded.length_mm;
        let roll = self.lab.rolls.get(roll)?;
        Some(roll.frames.min(self.settings().usable_frames(roll.film, loaded)))
    }

    pub(crate) fn finish_counted(&mut self, roll: RollId) -> bool {
        let frames = self.lab.rolls.get(roll).map_or(0, |roll| roll.frames);
        if self.chance.in_100(2) {
            // Mistyped: a frame too many.
            self.finish(roll, frames, Proof::Counted { frames: frames + 1 });
        }
        self.finish(roll, frames, Proof::Counted { frames })
    }

    /// One clean pass, an aborted start before it, or a whole pass more.
    fn finish_logged(&mut self, roll: RollId) -> bool {
        let Some(row) = self.lab.rolls.get(roll).cloned() else { return false };
        let passes = match self.chance.below(10) {
            0..=4 => vec![row.frames],
            5..=7 => vec![self.chance.between(1, row.frames), row.frames],
            _ => vec![row.frames, row.frames],
        };
        let exposed = passes.iter().sum();
        match self.log(&row, &passes) {
            Some(proof) => self.finish(roll, exposed, proof),
            None => self.finish(roll, row.frames, Proof::Counted { frames: row.frames }),
        }
    }

    fn finish(&mut self, roll: RollId, frames: u32, proof: Proof) -> bool {
        let minutes = i64::from(frames) * 1000 / 650 / 60 + 4;
        let answer = self.ask(&operator(), minutes, Command::FinishFilming { roll, proof });
        matches!(answer, Some(Answer::Finished { number: Some(_), .. }))
    }

    /// The log stops early: the lab does not believe it, and the operator gives up.
    fn contradict(&mut self, roll: RollId) {
        let Some(row) = self.lab.rolls.get(roll).cloned() else { return };
        let short = self.chance.between(1, row.frames);
        if let Some(proof) = self.log(&row, &[short])
            && !self.finish(roll, short, proof)
        {
            self.fail(roll, None);
        }
    }

    pub(crate) fn fail(&mut self, roll: RollId, frames: Option<u32>) {
        let reason = self.chance.one_of(&FailReason::CHOICES).cloned().unwrap_or(FailReason::Jam);
        let minutes = i64::from(frames.unwrap_or(0)) * 1000 / 650 / 60 + 6;
        self.ask(&operator(), minutes, Command::FailFilming { roll, reason, frames });
    }
}
