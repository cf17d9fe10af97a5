//! The shelf: leftovers get their places, are measured, counted, lost, found and thrown away.

use crate::Year;
use crate::people::operator;
use domain::command::Command;
use domain::film::reel::{TempRoll, TempRollStage};
use domain::id::TempRollId;

const PLACES: [&str; 6] = ["A1", "A2", "A3", "B1", "B2", "Lade 4"];

impl Year {
    pub(crate) fn shelf(&mut self) {
        for temp_roll in self.pieces(|piece| piece.stage == TempRollStage::OnShelf && piece.place.is_empty())
        {
            let place = self.chance.word(&PLACES).to_owned();
            self.ask(&operator(), 2, Command::PlaceTempRoll { temp_roll, place });
        }
        match self.chance.below(100) {
            0..=3 => self.measure_one(),
            4..=5 => self.discard_one(),
            6..=7 => self.lose_one(),
            8..=9 => self.find_one(),
            10..=11 => self.take_stock(),
            _ => {}
        }
    }

    fn pieces(&self, wanted: impl Fn(&TempRoll) -> bool) -> Vec<TempRollId> {
        self.lab.temp_rolls.values().filter(|piece| wanted(piece)).map(|piece| piece.id).collect()
    }

    pub(crate) fn on_shelf(&self) -> Vec<TempRollId> {
        self.pieces(|piece| piece.stage == TempRollStage::OnShelf)
    }

    fn some_on_shelf(&mut self) -> Option<TempRollId> {
        let on_shelf = self.on_shelf();
        self.chance.one_of(&on_shelf).copied()
    }

    /// The machine's counter says a little more or less than the frames came to.
    fn measure_one(&mut self) {
        let Some(temp_roll) = self.some_on_shelf() else { return };
        let length = self.lab.temp_rolls.get(temp_roll).map_or(0, |piece| piece.length_mm);
        let length_mm = (length + self.chance.below(300)).saturating_sub(200);
        let reason = "Restlänge der Maschine".to_owned();
        self.ask(&operator(), 4, Command::MeasureTempRoll { temp_roll, length_mm, reason });
    }

    fn discard_one(&mut self) {
        let pieces =
            self.pieces(|piece| matches!(piece.stage, TempRollStage::OnShelf | TempRollStage::Lost { .. }));
        if let Some(temp_roll) = self.chance.one_of(&pieces).copied() {
            self.discard(temp_roll);
        }
    }

    pub(crate) fn discard(&mut self, temp_roll: TempRollId) {
        let reason = "Licht gezogen".to_owned();
        self.ask(&operator(), 3, Command::DiscardTempRoll { temp_roll, reason });
    }

    fn lose_one(&mut self) {
        if let Some(temp_roll) = self.some_on_shelf() {
            self.lose(temp_roll);
        }
    }

    pub(crate) fn lose(&mut self, temp_roll: TempRollId) {
        let reason = "liegt nicht am Platz".to_owned();
        self.ask(&operator(), 5, Command::ReportTempRollLost { temp_roll, reason });
    }

    fn find_one(&mut self) {
        let lost = self.pieces(|piece| matches!(piece.stage, TempRollStage::Lost { .. }));
        if let Some(temp_roll) = self.chance.one_of(&lost).copied() {
            let place = self.chance.word(&PLACES).to_owned();
            self.ask(&operator(), 10, Command::FindTempRoll { temp_roll, place });
        }
    }

    /// Everything is in hand, but now and then one piece is not.
    fn take_stock(&mut self) {
        let place = if self.chance.in_100(50) { String::new() } else { self.chance.word(&PLACES).to_owned() };
        let mut found = self.pieces(|piece| {
            piece.stage == TempRollStage::OnShelf && (place.is_empty() || piece.place == place)
        });
        if self.chance.in_100(20) {
            found.pop();
        }
        self.ask(&operator(), 25, Command::TakeStock { place, found });
    }
}
