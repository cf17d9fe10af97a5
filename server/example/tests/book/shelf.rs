//! The shelf as somebody writes it down who stands before it.

use super::{Book, Kept, must};
use domain::command::{Answer, Command};
use domain::id::TempRollId;

impl Book {
    pub(super) fn shelf(&mut self, command: &Command, answer: &Answer) -> Kept {
        match command {
            Command::MeasureTempRoll { temp_roll, length_mm, .. } => {
                let piece = must("leftover", self.leftovers.get_mut(&temp_roll.get()))?;
                let reel = must("reel", self.reels.get_mut(&piece.reel))?;
                reel.corrected_mm += i64::from(*length_mm) - i64::from(piece.length_mm);
                piece.length_mm = *length_mm;
                Ok(())
            }
            Command::DiscardTempRoll { temp_roll, .. } => {
                self.put(*temp_roll, &["on_shelf", "lost"], "discarded")
            }
            Command::ReportTempRollLost { temp_roll, .. } => self.put(*temp_roll, &["on_shelf"], "lost"),
            Command::FindTempRoll { temp_roll, .. } => self.put(*temp_roll, &["lost"], "on_shelf"),
            Command::TakeStock { found, .. } => {
                let Answer::Stock { missing, .. } = answer else { return Err("no stock".into()) };
                for temp_roll in found {
                    self.put(*temp_roll, &["on_shelf", "lost"], "on_shelf")?;
                }
                for label in missing {
                    let temp_roll = must("label", TempRollId::parse_label(label))?;
                    self.put(temp_roll, &["on_shelf"], "lost")?;
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn put(&mut self, temp_roll: TempRollId, from: &[&str], to: &'static str) -> Kept {
        let piece = must("leftover", self.leftovers.get_mut(&temp_roll.get()))?;
        if !from.contains(&piece.stage) {
            return Err(format!("{} was {}", temp_roll.label(), piece.stage));
        }
        piece.stage = to;
        Ok(())
    }
}
