//! The shelf onto rows: places, measured lengths, what was thrown away, lost and found.

use super::change;
use crate::event::{Change, Event, Kind};
use crate::film::reel::{TempRoll, TempRollStage};
use crate::id::TempRollId;
use crate::lab::{Lab, Stamp};
use crate::reason::NOT_FOUND;

impl Lab {
    pub(super) fn apply_shelf(&mut self, event: &Event, stamp: &Stamp, changes: &mut Vec<Change>) {
        match event {
            Event::TempRollPlaced { temp_roll, place } => {
                self.change_temp_roll(*temp_roll, changes, |row| {
                    (std::mem::replace(&mut row.place, place.clone()), place.clone())
                });
            }
            Event::TempRollMeasured { temp_roll, length_mm, .. } => {
                self.change_temp_roll(*temp_roll, changes, |row| {
                    let before = row.length_mm;
                    row.correction_mm += (i64::from(*length_mm) - i64::from(before)) as i32;
                    row.length_mm = *length_mm;
                    (format!("{before} mm"), format!("{length_mm} mm"))
                });
            }
            Event::TempRollDiscarded { temp_roll, reason } => {
                let stage = TempRollStage::Discarded { reason: reason.clone() };
                self.stage_temp_roll(*temp_roll, stage, changes);
            }
            Event::TempRollLost { temp_roll, reason } => {
                let stage = TempRollStage::Lost { reason: reason.clone() };
                self.stage_temp_roll(*temp_roll, stage, changes);
            }
            Event::TempRollFound { temp_roll, place } => {
                self.stage_temp_roll(*temp_roll, TempRollStage::OnShelf, changes);
                self.temp_rolls.change(*temp_roll, |row| {
                    row.place.clone_from(place);
                    row.seen = Some(stamp.at);
                });
            }
            Event::StockTaken { place, found, missing } => {
                for id in found {
                    let lost = self.temp_rolls.get(*id).is_some_and(|row| row.stage.code() == "lost");
                    if lost {
                        self.stage_temp_roll(*id, TempRollStage::OnShelf, changes);
                    }
                    self.temp_rolls.change(*id, |row| {
                        row.seen = Some(stamp.at);
                        if !place.is_empty() {
                            row.place.clone_from(place);
                        }
                        changes.push(change(Kind::TempRoll, id.get(), &id.label(), "on_shelf", "counted"));
                    });
                }
                for id in missing {
                    let stage = TempRollStage::Lost { reason: NOT_FOUND.to_owned() };
                    self.stage_temp_roll(*id, stage, changes);
                }
            }
            _ => {}
        }
    }

    fn change_temp_roll(
        &mut self,
        id: TempRollId,
        changes: &mut Vec<Change>,
        set: impl FnOnce(&mut TempRoll) -> (String, String),
    ) {
        self.temp_rolls.change(id, |row| {
            let (before, after) = set(row);
            changes.push(change(Kind::TempRoll, id.get(), &id.label(), &before, &after));
        });
    }
}
