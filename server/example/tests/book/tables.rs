//! The closing of the books: against themselves, and against what the lab has in its tables.

use super::{Book, Kept, same, step_mm};
use std::collections::BTreeMap;

/// Rows of a lab, from memory or from a database, as far as the book knows them.
#[derive(Default)]
pub struct Tables {
    numbers: BTreeMap<u32, (String, Option<u64>, String)>,
    unexplained: Vec<u32>,
    rolls: BTreeMap<u64, String>,
    reels: BTreeMap<u64, (u32, String)>,
    leftovers: BTreeMap<u64, (u64, u32, String)>,
}

impl Tables {
    /// A number with its state, its roll where a film carries it, who made it so, and why it is on no film.
    pub fn number(&mut self, number: u32, state: &str, roll: Option<u64>, by: &str, why: &str) {
        let on_film = matches!(state, "issued" | "bound");
        if by.is_empty() || (why.is_empty() && !on_film) {
            self.unexplained.push(number);
        }
        self.numbers.insert(number, (state.to_owned(), roll, by.to_owned()));
    }

    pub fn roll(&mut self, id: u64, stage: &str) {
        self.rolls.insert(id, stage.to_owned());
    }

    pub fn reel(&mut self, id: u64, length_mm: u32, stage: &str) {
        self.reels.insert(id, (length_mm, stage.to_owned()));
    }

    pub fn leftover(&mut self, id: u64, reel: u64, length_mm: u32, stage: &str) {
        self.leftovers.insert(id, (reel, length_mm, stage.to_owned()));
    }
}

impl Book {
    /// Every number below the last has a state, a reason and a person; every reel is gone to the millimetre.
    pub fn adds_up(&self) -> Kept {
        for digit in 1..=3 {
            let first = digit * 10_000_000 + 1;
            let values: Vec<u32> = self
                .numbers
                .keys()
                .map(|number| number.value())
                .filter(|value| value / 10_000_000 == digit)
                .collect();
            same("the series has no gap", values.clone(), (first..).take(values.len()).collect())?;
        }
        for (number, held) in &self.numbers {
            if held.why.is_empty() || held.who.is_empty() {
                return Err(format!("{number} is {} for no reason", held.state));
            }
        }
        for (id, reel) in &self.reels {
            let pieces = || self.leftovers.values().filter(|piece| piece.reel == *id);
            let still: u64 = pieces()
                .filter(|piece| piece.stage != "consumed")
                .map(|piece| u64::from(piece.length_mm))
                .sum();
            let whole = if reel.stage == "cut" { 0 } else { u64::from(reel.length_mm) };
            let gone = (reel.spent_mm + reel.scrap_mm + still + whole) as i64 - reel.corrected_mm;
            same(&format!("R-{id:04} from end to end"), gone, i64::from(reel.length_mm))?;
            let live = pieces().filter(|piece| matches!(piece.stage, "on_shelf" | "loaded" | "lost")).count();
            if live > 1 {
                return Err(format!("R-{id:04} has {live} live leftovers"));
            }
        }
        let too_long = self
            .leftovers
            .values()
            .find(|piece| piece.length_mm > super::REEL_MM || piece.length_mm < step_mm(piece.film));
        too_long.map_or(Ok(()), |piece| Err(format!("a leftover of {} mm", piece.length_mm)))
    }

    /// The lab's tables say the same.
    pub fn agrees_with(&self, tables: &Tables) -> Kept {
        same("numbers without a reason", &tables.unexplained, &vec![])?;
        let issued_to = |value: u32| {
            let roll = self.rolls.iter().find(|(_, roll)| roll.number.is_some_and(|n| n.value() == value));
            roll.map(|(id, _)| *id)
        };
        let mut numbers = BTreeMap::new();
        for (number, held) in &self.numbers {
            let roll = if held.state == "issued" { issued_to(number.value()) } else { None };
            numbers.insert(number.value(), (held.state.to_owned(), roll, held.who.clone()));
        }
        same_rows("number", &tables.numbers, &numbers)?;
        let rolls = self.rolls.iter().map(|(id, roll)| (*id, roll.stage.to_owned())).collect();
        same_rows("roll", &tables.rolls, &rolls)?;
        let reels =
            self.reels.iter().map(|(id, reel)| (*id, (reel.length_mm, reel.stage.to_owned()))).collect();
        same_rows("reel", &tables.reels, &reels)?;
        let leftovers = self
            .leftovers
            .iter()
            .map(|(id, piece)| (*id, (piece.reel, piece.length_mm, piece.stage.to_owned())));
        same_rows("leftover", &tables.leftovers, &leftovers.collect())
    }
}

fn same_rows<K: Ord + Copy + std::fmt::Debug, V: PartialEq + std::fmt::Debug>(
    what: &str,
    lab: &BTreeMap<K, V>,
    book: &BTreeMap<K, V>,
) -> Kept {
    for key in lab.keys().chain(book.keys()) {
        same(&format!("{what} {key:?}"), lab.get(key), book.get(key))?;
    }
    Ok(())
}
