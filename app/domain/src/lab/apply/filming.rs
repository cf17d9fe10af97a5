//! Attempts onto rows: film into the camera and out of it, earlier passes, what remains.

use super::{NOTHING, change};
use crate::event::{Change, Event, Kind};
use crate::film::attempt::{Attempt, Course, FailReason, Loaded, RestOfFilm};
use crate::film::reel::{Reel, ReelStage, TempRoll, TempRollStage};
use crate::film::rework::ReworkEnd;
use crate::film::roll::{FilmType, Roll, Stage};
use crate::id::{AttemptId, ReelId, ReworkId, RollId};
use crate::lab::{Evidence, Lab, Stamp};

impl Lab {
    pub(super) fn apply_filming(&mut self, event: &Event, stamp: &Stamp, changes: &mut Vec<Change>) {
        match event {
            Event::AttemptStarted { attempt, roll, ordinal, film, loaded, machine, new_reel } => {
                self.head.counts.attempt = attempt.get();
                if *new_reel {
                    self.book_reel(loaded.reel, *film, loaded.length_mm, stamp);
                }
                let course = Course::Running;
                self.add_attempt(*attempt, *roll, *ordinal, *loaded, machine, course, stamp);
                self.load_film(*attempt, loaded, changes);
                let rework = self.rolls.get(*roll).and_then(Roll::rework);
                self.stage_roll(*roll, Stage::Filming { attempt: *attempt, rework }, stamp, changes);
            }
            Event::EvidenceReceived { attempt, files } => {
                let first = self.attempts.change(*attempt, |row| {
                    let first = row.files;
                    row.files += files.len() as u32;
                    first
                });
                for (position, file) in (first.unwrap_or_default()..).zip(files) {
                    let row = Evidence { attempt: *attempt, position, at: stamp.at, file: file.clone() };
                    self.evidence.put((*attempt, position), row);
                }
            }
            Event::EvidenceContradicted { attempt, comparison } => {
                let roll = self.attempts.change(*attempt, |row| {
                    row.comparison = Some(comparison.clone());
                    row.roll
                });
                if let Some(roll) = roll {
                    self.touch_roll(roll, stamp, "filming", "evidence contradicts the plan", changes);
                }
            }
            Event::EarlierPassFound {
                attempt,
                roll,
                ordinal,
                film,
                reel,
                length_mm,
                frames,
                spent_mm,
                machine,
            } => {
                self.head.counts.attempt = attempt.get();
                self.book_reel(*reel, *film, *length_mm, stamp);
                let rest = RestOfFilm::Scrapped { length_mm: length_mm.saturating_sub(*spent_mm) };
                let course = Course::Failed {
                    at: stamp.at,
                    reason: FailReason::EarlierPass,
                    frames: *frames,
                    spent_mm: *spent_mm,
                    rest,
                };
                let loaded = Loaded { reel: *reel, temp_roll: None, length_mm: *length_mm };
                self.add_attempt(*attempt, *roll, *ordinal, loaded, machine, course, stamp);
                self.reels.change(*reel, |row| row.stage = ReelStage::Cut { attempt: *attempt });
                changes.push(change(Kind::Reel, reel.get(), &reel.label(), NOTHING, "cut"));
            }
            Event::AttemptConfirmed { attempt, frames, spent_mm, rest, counted, comparison } => {
                let course = Course::Confirmed {
                    at: stamp.at,
                    frames: *frames,
                    spent_mm: *spent_mm,
                    rest: *rest,
                    counted: *counted,
                };
                self.attempts.change(*attempt, |row| row.comparison = Some(comparison.clone()));
                let filmed = Stage::Filmed { attempt: *attempt };
                if let Some(rework) = self.rework_of(*attempt) {
                    let end = ReworkEnd::Refilmed { attempt: *attempt };
                    self.reworks.change(rework, |row| row.end = end);
                }
                self.end_attempt(*attempt, course, *rest, filmed, stamp, changes);
            }
            Event::AttemptFailed { attempt, reason, frames, spent_mm, rest } => {
                let course = Course::Failed {
                    at: stamp.at,
                    reason: reason.clone(),
                    frames: *frames,
                    spent_mm: *spent_mm,
                    rest: *rest,
                };
                let again = match self.rework_of(*attempt) {
                    Some(rework) => Stage::Rework { rework },
                    None => Stage::Planned,
                };
                self.end_attempt(*attempt, course, *rest, again, stamp, changes);
            }
            _ => {}
        }
    }

    /// The rework a running attempt is part of.
    fn rework_of(&self, attempt: AttemptId) -> Option<ReworkId> {
        let roll = self.attempts.get(attempt)?.roll;
        self.rolls.get(roll)?.rework()
    }

    fn end_attempt(
        &mut self,
        attempt: AttemptId,
        course: Course,
        rest: RestOfFilm,
        stage: Stage,
        stamp: &Stamp,
        changes: &mut Vec<Change>,
    ) {
        let ended = self.attempts.change(attempt, |row| {
            row.course = course;
            (row.roll, row.loaded)
        });
        if let Some((roll, loaded)) = ended {
            self.unload_film(attempt, &loaded, rest, stamp, changes);
            self.stage_roll(roll, stage, stamp, changes);
        }
    }

    #[expect(clippy::too_many_arguments, reason = "the fields of one row, in order")]
    fn add_attempt(
        &mut self,
        id: AttemptId,
        roll: RollId,
        ordinal: u32,
        loaded: Loaded,
        machine: &str,
        course: Course,
        stamp: &Stamp,
    ) {
        self.head.counts.attempt = self.head.counts.attempt.max(id.get());
        self.rolls.change(roll, |row| row.attempts = row.attempts.max(ordinal));
        let (operator, machine, started) = (stamp.actor.clone(), machine.to_owned(), stamp.at);
        self.attempts.put(
            id,
            Attempt {
                id,
                roll,
                ordinal,
                loaded,
                operator,
                machine,
                started,
                files: 0,
                comparison: None,
                course,
            },
        );
    }

    fn book_reel(&mut self, id: ReelId, film: FilmType, length_mm: u32, stamp: &Stamp) {
        self.head.counts.reel = self.head.counts.reel.max(id.get());
        self.reels.put(id, Reel { id, film, length_mm, opened: stamp.at, stage: ReelStage::Whole });
    }

    fn load_film(&mut self, attempt: AttemptId, loaded: &Loaded, changes: &mut Vec<Change>) {
        match loaded.temp_roll {
            Some(temp_roll) => {
                self.stage_temp_roll(temp_roll, TempRollStage::Loaded { attempt }, changes);
            }
            None => self.stage_reel(loaded.reel, ReelStage::Loaded { attempt }, changes),
        }
    }

    /// The film leaves the camera: consumed, or untouched; a usable rest becomes a temp roll.
    fn unload_film(
        &mut self,
        attempt: AttemptId,
        loaded: &Loaded,
        rest: RestOfFilm,
        stamp: &Stamp,
        changes: &mut Vec<Change>,
    ) {
        let untouched = matches!(rest, RestOfFilm::Untouched);
        match loaded.temp_roll {
            Some(id) if untouched => self.stage_temp_roll(id, TempRollStage::OnShelf, changes),
            Some(id) => self.stage_temp_roll(id, TempRollStage::Consumed { attempt }, changes),
            None if untouched => self.stage_reel(loaded.reel, ReelStage::Whole, changes),
            None => self.stage_reel(loaded.reel, ReelStage::Cut { attempt }, changes),
        }
        if let RestOfFilm::Kept { temp_roll: id, length_mm } = rest {
            self.head.counts.temp_roll = self.head.counts.temp_roll.max(id.get());
            let film = self.reels.get(loaded.reel).map_or(FilmType::Mm16, |reel| reel.film);
            let (reel, since, stage) = (loaded.reel, stamp.at, TempRollStage::OnShelf);
            let kept = TempRoll {
                id,
                reel,
                film,
                parent: attempt,
                length_mm,
                correction_mm: 0,
                place: String::new(),
                since,
                seen: None,
                stage,
            };
            self.temp_rolls.put(id, kept);
            changes.push(change(Kind::TempRoll, id.get(), &id.label(), NOTHING, "on_shelf"));
        }
    }
}
