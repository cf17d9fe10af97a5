//! Events onto rows. Total: what was decided is done, nothing is checked again.

use super::{Delivery, Evidence, Lab, PlanRecord, Stamp};
use crate::event::{Change, Event, Kind, NewRoll};
use crate::film::attempt::{Attempt, Course, FailReason, Loaded, RestOfFilm};
use crate::film::project::Project;
use crate::film::reel::{Reel, ReelStage, TempRoll, TempRollStage};
use crate::film::roll::{FilmType, Roll, Stage};
use crate::id::{AttemptId, ProjectId, ReelId, RollId, TempRollId};
use crate::number::{FilmNumber, Held, Holding, Series, SeriesId};

/// The word for "was not there".
const NOTHING: &str = "–";

impl Lab {
    /// Applies one event and says what it changed.
    pub fn apply(&mut self, event: &Event, stamp: &Stamp) -> Vec<Change> {
        let mut changes = Vec::new();
        match event {
            Event::LabFounded { settings } => {
                self.head.settings_version = 1;
                for series in (1..=3).filter_map(SeriesId::of_digit) {
                    self.series.put(series, Series { id: series, next: 1 });
                }
                changes.push(change(Kind::Lab, 1, &settings.name, NOTHING, "founded"));
                self.settings = Some(settings.clone());
            }
            Event::SettingsChanged { version, settings } => {
                let (before, after) = (format!("settings {}", version - 1), format!("settings {version}"));
                changes.push(change(Kind::Lab, 1, &settings.name, &before, &after));
                self.head.settings_version = *version;
                self.settings = Some(settings.clone());
            }
            Event::PersonAdded { person } | Event::PersonChanged { person } => {
                let word = |person: &crate::person::Person| {
                    if person.active { person.roles.text() } else { "left".to_owned() }
                };
                let before = self.people.get(person.id).map_or_else(|| NOTHING.to_owned(), word);
                let counts = &mut self.head.counts;
                counts.person = counts.person.max(person.id.get());
                changes.push(change(Kind::Person, person.id.get(), &person.name, &before, &word(person)));
                self.people.put(person.id, person.clone());
            }
            Event::TokenCreated { token } => {
                self.head.counts.token = token.id.get();
                let after = token.roles.text();
                changes.push(change(Kind::Token, token.id.get(), &token.label, NOTHING, &after));
                self.tokens.put(token.id, token.clone());
            }
            Event::TokenRevoked { token } => {
                self.tokens.change(*token, |row| {
                    row.active = false;
                    changes.push(change(Kind::Token, row.id.get(), &row.label, &row.roles.text(), "revoked"));
                });
            }
            Event::ProjectRegistered { project, key, series, numbering, documents } => {
                self.head.counts.project = project.get();
                let (id, registered) = (*project, stamp.at);
                let (key, series, numbering) = (key.clone(), *series, *numbering);
                changes.push(change(Kind::Project, id.get(), &key.folder(), NOTHING, "registered"));
                self.projects.put(
                    id,
                    Project { id, key, series, numbering, registered, plan: 0, revision: stamp.seq },
                );
                self.documents.put(id, documents.clone());
            }
            Event::ListReplaced { project, documents, cancelled, .. } => {
                self.cancel(cancelled, stamp, &mut changes);
                let before = format!("{} documents", self.documents.get(*project).map_or(0, Vec::len));
                let after = format!("{} documents", documents.len());
                self.documents.put(*project, documents.clone());
                self.projects.change(*project, |row| row.plan = 0);
                self.touch_project(*project, stamp, &before, &after, &mut changes);
            }
            Event::PlanAccepted { project, plan, settings, order, rolls, cancelled } => {
                self.cancel(cancelled, stamp, &mut changes);
                let record = PlanRecord {
                    project: *project,
                    plan: *plan,
                    settings: settings.clone(),
                    order: *order,
                    at: stamp.at,
                    by: stamp.actor.clone(),
                };
                self.plans.put((*project, *plan), record);
                for roll in rolls {
                    self.add_roll(*project, *plan, roll, stamp, &mut changes);
                }
                let before = self.projects.get(*project).map_or(0, |project| project.plan);
                self.projects.change(*project, |row| row.plan = *plan);
                let word = |plan: u32| if plan == 0 { NOTHING.to_owned() } else { format!("plan {plan}") };
                self.touch_project(*project, stamp, &word(before), &word(*plan), &mut changes);
            }
            Event::NumbersHeld { numbers, holding } => {
                for number in numbers {
                    self.hold(*number, holding, stamp, &mut changes);
                }
            }
            Event::AttemptStarted { .. }
            | Event::EvidenceReceived { .. }
            | Event::EvidenceContradicted { .. }
            | Event::EarlierPassFound { .. }
            | Event::AttemptConfirmed { .. }
            | Event::AttemptFailed { .. } => self.apply_filming(event, stamp, &mut changes),
            Event::IndexDelivered { delivery, project, rows, digest, file } => {
                self.head.counts.delivery = delivery.get();
                let row = Delivery {
                    id: *delivery,
                    project: *project,
                    at: stamp.at,
                    by: stamp.actor.clone(),
                    rows: *rows,
                    digest: digest.clone(),
                    file: file.clone(),
                };
                self.deliveries.put(*delivery, row);
                self.touch_project(*project, stamp, NOTHING, "delivered", &mut changes);
            }
        }
        changes
    }

    fn apply_filming(&mut self, event: &Event, stamp: &Stamp, changes: &mut Vec<Change>) {
        match event {
            Event::AttemptStarted { attempt, roll, ordinal, film, loaded, machine, new_reel } => {
                self.head.counts.attempt = attempt.get();
                if *new_reel {
                    self.book_reel(loaded.reel, *film, loaded.length_mm, stamp);
                }
                let course = Course::Running;
                self.add_attempt(*attempt, *roll, *ordinal, *loaded, machine, course, stamp);
                self.load_film(*attempt, loaded, changes);
                self.stage_roll(*roll, Stage::Filming { attempt: *attempt }, stamp, changes);
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
                self.end_attempt(*attempt, course, *rest, Stage::Planned, stamp, changes);
            }
            _ => {}
        }
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
            self.temp_rolls.put(id, TempRoll { id, reel, film, parent: attempt, length_mm, since, stage });
            changes.push(change(Kind::TempRoll, id.get(), &id.label(), NOTHING, "on_shelf"));
        }
    }

    fn stage_temp_roll(&mut self, id: TempRollId, stage: TempRollStage, changes: &mut Vec<Change>) {
        self.temp_rolls.change(id, |row| {
            changes.push(change(Kind::TempRoll, id.get(), &id.label(), row.stage.code(), stage.code()));
            row.stage = stage;
        });
    }

    fn stage_reel(&mut self, id: ReelId, stage: ReelStage, changes: &mut Vec<Change>) {
        self.reels.change(id, |row| {
            changes.push(change(Kind::Reel, id.get(), &id.label(), row.stage.code(), stage.code()));
            row.stage = stage;
        });
    }

    fn add_roll(
        &mut self,
        project: ProjectId,
        plan: u32,
        new: &NewRoll,
        stamp: &Stamp,
        changes: &mut Vec<Change>,
    ) {
        self.head.counts.roll = self.head.counts.roll.max(new.id.get());
        let name = new.temporary_id.as_str();
        changes.push(change(Kind::Roll, new.id.get(), name, NOTHING, "planned"));
        self.rolls.put(
            new.id,
            Roll {
                id: new.id,
                project,
                plan,
                film: new.film,
                ordinal: new.ordinal,
                temporary_id: new.temporary_id.clone(),
                frames: new.frames,
                segments: new.segments.clone(),
                waits_for: new.waits_for.clone(),
                stage: Stage::Planned,
                since: stamp.at,
                attempts: 0,
                revision: stamp.seq,
            },
        );
    }

    fn cancel(&mut self, rolls: &[RollId], stamp: &Stamp, changes: &mut Vec<Change>) {
        for roll in rolls {
            self.stage_roll(*roll, Stage::Cancelled, stamp, changes);
        }
    }

    fn stage_roll(&mut self, id: RollId, stage: Stage, stamp: &Stamp, changes: &mut Vec<Change>) {
        let before = self.rolls.get(id).map_or(NOTHING, |roll| roll.stage_word().code());
        self.rolls.change(id, |roll| {
            roll.stage = stage;
            roll.since = stamp.at;
        });
        let after = self.rolls.get(id).map_or(NOTHING, |roll| roll.stage_word().code());
        self.touch_roll(id, stamp, before, after, changes);
    }

    fn touch_roll(
        &mut self,
        id: RollId,
        stamp: &Stamp,
        before: &str,
        after: &str,
        changes: &mut Vec<Change>,
    ) {
        let touched = self.rolls.change(id, |roll| {
            roll.revision = stamp.seq;
            (roll.project, roll.temporary_id.to_string())
        });
        if let Some((project, name)) = touched {
            changes.push(change(Kind::Roll, id.get(), &name, before, after));
            self.projects.change(project, |row| row.revision = stamp.seq);
        }
    }

    fn touch_project(
        &mut self,
        id: ProjectId,
        stamp: &Stamp,
        before: &str,
        after: &str,
        changes: &mut Vec<Change>,
    ) {
        let name = self.projects.change(id, |row| {
            row.revision = stamp.seq;
            row.key.folder()
        });
        changes.push(change(Kind::Project, id.get(), &name.unwrap_or_default(), before, after));
    }

    /// The one place where a number changes hands. `next` only ever rises.
    fn hold(&mut self, number: FilmNumber, holding: &Holding, stamp: &Stamp, changes: &mut Vec<Change>) {
        let before = self.holdings.get(number).map_or("free", |held| held.holding.state().code());
        let after = holding.state().code();
        changes.push(change(Kind::Number, u64::from(number.value()), &number.to_string(), before, after));
        if matches!(holding, Holding::Returned { .. }) {
            self.returned.insert(number);
        } else {
            self.returned.remove(&number);
        }
        let row = Held {
            number,
            holding: holding.clone(),
            since: stamp.at,
            by: stamp.actor.clone(),
            entry: stamp.seq,
        };
        self.holdings.put(number, row);
        let next = number.sequence() + 1;
        // A new number comes from a series that is loaded; where it is not, the number was handed out before.
        if self.series.get(number.series()).is_some_and(|series| series.next < next) {
            self.series.put(number.series(), Series { id: number.series(), next });
        }
    }
}

fn change(kind: Kind, id: u64, name: &str, before: &str, after: &str) -> Change {
    Change { kind, id, name: name.to_owned(), before: before.to_owned(), after: after.to_owned() }
}
