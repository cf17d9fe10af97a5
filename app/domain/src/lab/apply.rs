//! Events onto rows. Total: what was decided is done, nothing is checked again.

mod complaints;
mod delivery;
mod filming;
mod finishing;
mod machine;
mod shelf;

use super::{Lab, PlanRecord, Stamp};
use crate::event::{Change, Event, Kind, NewRoll};
use crate::film::document::{Barcode, Document};
use crate::film::project::{Project, Standing};
use crate::film::reel::{ReelStage, TempRollStage};
use crate::film::rework::ReworkEnd;
use crate::film::roll::{Roll, Stage};
use crate::id::{ProjectId, ReelId, RollId, TempRollId};
use crate::number::{BlockBreak, FilmNumber, Held, Holding, Series, SeriesId};
use std::collections::BTreeMap;

/// The word for "was not there".
pub(crate) const NOTHING: &str = "–";

impl Lab {
    /// Applies one event and says what it changed.
    pub fn apply(&mut self, event: &Event, stamp: &Stamp) -> Vec<Change> {
        let mut changes = Vec::new();
        match event {
            Event::LabFounded { settings } => {
                self.head.settings_version = 1;
                for series in SeriesId::ALL {
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
            Event::ProjectRegistered { project, key, series, numbering, consecutive, test, documents } => {
                self.head.counts.project = project.get();
                let (id, registered) = (*project, stamp.at);
                let (key, series, numbering) = (key.clone(), *series, *numbering);
                changes.push(change(Kind::Project, id.get(), &key.folder(), NOTHING, "registered"));
                self.projects.put(
                    id,
                    Project {
                        id,
                        key,
                        series,
                        numbering,
                        consecutive: *consecutive,
                        test: *test,
                        registered,
                        plan: 0,
                        standing: Standing::Active,
                        revision: stamp.seq,
                    },
                );
                self.documents.put(id, documents.clone());
            }
            Event::ListReplaced { project, documents, cancelled, .. } => {
                self.cancel(cancelled, stamp, &mut changes);
                self.move_segments(*project, documents);
                let before = format!("{} documents", self.documents.get(*project).map_or(0, Vec::len));
                let after = format!("{} documents", documents.len());
                self.documents.put(*project, documents.clone());
                self.projects.change(*project, |row| row.plan = 0);
                self.touch_project(*project, stamp, &before, &after, &mut changes);
            }
            Event::PlanAccepted { project, plan, settings, order, rolls, cancelled, waits } => {
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
                for new in waits {
                    self.rolls.change(new.roll, |row| row.waits_for.clone_from(&new.waits_for));
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
            Event::BlockBroken { project, after, blocked_by, state, given } => {
                let (project, entry, at) = (*project, stamp.seq, stamp.at);
                let (after, blocked_by, state, given) = (*after, *blocked_by, *state, given.clone());
                let broken = BlockBreak { project, entry, at, after, blocked_by, state, given };
                self.breaks.put((project, entry), broken);
                self.touch_project(project, stamp, "consecutive", "exception", &mut changes);
            }
            Event::ProjectReopened { project, cancelled, .. } => {
                self.cancel(cancelled, stamp, &mut changes);
                self.projects.change(*project, |row| row.plan = 0);
                self.touch_project(*project, stamp, NOTHING, "reopened", &mut changes);
            }
            Event::StandingChanged { project, standing, cancelled } => {
                self.cancel(cancelled, stamp, &mut changes);
                let before = self.projects.change(*project, |row| {
                    // What was cancelled is planned anew after a way back.
                    row.plan = if cancelled.is_empty() { row.plan } else { 0 };
                    std::mem::replace(&mut row.standing, standing.clone())
                });
                let before = before.unwrap_or_default();
                self.touch_project(*project, stamp, before.code(), standing.code(), &mut changes);
            }
            Event::ComplaintOpened { .. } | Event::ComplaintSettled { .. } => {
                self.apply_complaint(event, stamp, &mut changes);
            }
            Event::ReworkOrdered { .. }
            | Event::KeptNumberVoided { .. }
            | Event::RollsDeveloped { .. }
            | Event::RunQuarantined { .. }
            | Event::RunReleased { .. }
            | Event::RollsAccepted { .. } => self.apply_finishing(event, stamp, &mut changes),
            Event::TempRollPlaced { .. }
            | Event::TempRollMeasured { .. }
            | Event::TempRollDiscarded { .. }
            | Event::TempRollLost { .. }
            | Event::TempRollFound { .. }
            | Event::StockTaken { .. } => self.apply_shelf(event, stamp, &mut changes),
            Event::AttemptStarted { .. }
            | Event::EvidenceReceived { .. }
            | Event::EvidenceContradicted { .. }
            | Event::EarlierPassFound { .. }
            | Event::AttemptConfirmed { .. }
            | Event::AttemptFailed { .. } => self.apply_filming(event, stamp, &mut changes),
            Event::MachineFilesRecorded { .. }
            | Event::FindingsRaised { .. }
            | Event::FindingsSettled { .. } => self.apply_machine(event, stamp, &mut changes),
            Event::IndexDelivered { .. } => self.apply_delivery(event, stamp, &mut changes),
            Event::Program(event) => self.apply_program(event, stamp, &mut changes),
        }
        changes
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

    /// Segments name documents by their place in the list: kept rolls follow theirs to the new places.
    fn move_segments(&mut self, project: ProjectId, documents: &[Document]) {
        let places: BTreeMap<&Barcode, u32> =
            documents.iter().map(|document| &document.barcode).zip(0..).collect();
        let Some(old) = self.documents.get(project) else { return };
        let moved: Vec<Option<u32>> =
            old.iter().map(|document| places.get(&document.barcode).copied()).collect();
        let kept: Vec<RollId> = self.rolls_of(project).iter().map(|roll| roll.id).collect();
        for roll in kept {
            self.rolls.change(roll, |roll| {
                for segment in &mut roll.segments {
                    let place = moved.get(segment.document as usize).copied().flatten();
                    segment.document = place.unwrap_or(segment.document);
                }
            });
        }
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
            if let Some(rework) = self.rolls.get(*roll).and_then(Roll::rework) {
                self.reworks.change(rework, |row| row.end = ReworkEnd::Dropped);
            }
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
        // A void number that learns its successor is void since the same hour, by the same hand.
        let void =
            |held: &&Held| matches!((&held.holding, holding), (Holding::Void { .. }, Holding::Void { .. }));
        let (since, by, entry) = match self.holdings.get(number).filter(void) {
            Some(held) => (held.since, held.by.clone(), held.entry),
            None => (stamp.at, stamp.actor.clone(), stamp.seq),
        };
        self.holdings.put(number, Held { number, holding: holding.clone(), since, by, entry });
        let next = number.sequence() + 1;
        // A new number comes from a series that is loaded; where it is not, the number was handed out before.
        if self.series.get(number.series()).is_some_and(|series| series.next < next) {
            self.series.put(number.series(), Series { id: number.series(), next });
        }
    }
}

pub(crate) fn change(kind: Kind, id: u64, name: &str, before: &str, after: &str) -> Change {
    Change { kind, id, name: name.to_owned(), before: before.to_owned(), after: after.to_owned() }
}
