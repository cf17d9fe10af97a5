//! Numbers by hand: kept back for something, given back, spoilt.

use crate::Year;
use crate::people::{planner, quality};
use domain::command::{Answer, Command};
use domain::number::{FilmNumber, Holding};

const PURPOSES: [&str; 3] = ["Kameratest", "Nachlieferung", "Kontrollfilm"];

impl Year {
    pub(crate) fn numbers(&mut self) {
        match self.chance.below(100) {
            0..=1 => {
                let site = if self.chance.in_100(50) { "OU" } else { "DW" };
                let count = self.chance.between(1, 4);
                self.reserve(site, count);
            }
            2..=3 => {
                let mut reserved = self.reserved();
                reserved.truncate(2);
                if !reserved.is_empty() {
                    self.give_back(reserved);
                }
            }
            4 => {
                let reserved = self.reserved();
                if let Some(number) = self.chance.one_of(&reserved).copied() {
                    let reason = "Etikett zerrissen".to_owned();
                    self.ask(&quality(), 5, Command::VoidNumber { number, reason });
                }
            }
            _ => {}
        }
    }

    fn reserved(&self) -> Vec<FilmNumber> {
        let by_hand =
            |holding: &Holding| matches!(holding, Holding::Reserved { claim } if claim.project.is_none());
        let held = self.lab.holdings.values().filter(|held| by_hand(&held.holding));
        held.map(|held| held.number).collect()
    }

    pub(crate) fn reserve(&mut self, site: &str, count: u32) -> Vec<FilmNumber> {
        let until = Some(self.calendar.now().plus_seconds(60 * 24 * 3600));
        let purpose = self.chance.word(&PURPOSES).to_owned();
        let command = Command::ReserveNumbers { site: site.to_owned(), count, purpose, until };
        match self.ask(&planner(), 5, command) {
            Some(Answer::Numbers { numbers }) => numbers,
            _ => vec![],
        }
    }

    pub(crate) fn give_back(&mut self, numbers: Vec<FilmNumber>) {
        let reason = "nicht gebraucht".to_owned();
        self.ask(&planner(), 10, Command::ReleaseNumbers { numbers, reason });
    }
}
