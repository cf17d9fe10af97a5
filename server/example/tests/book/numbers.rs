//! Numbers: who has which, and why it is not on a film.

use super::{Book, Kept, Number, must, same};
use domain::command::{Answer, Command};
use domain::film::rework::NumberChoice;
use domain::number::FilmNumber;

impl Book {
    pub(super) fn write(&mut self, number: FilmNumber, state: &'static str, why: &str, who: &str) {
        self.numbers.insert(number, Number { state, why: why.to_owned(), who: who.to_owned() });
    }

    /// The lowest number that came back, or the one after the last.
    pub(super) fn lowest_free(&self, project: u64) -> Result<FilmNumber, String> {
        self.free_of(must("project", self.projects.get(&project))?.digit)
    }

    fn free_of(&self, digit: u32) -> Result<FilmNumber, String> {
        let of_series = || self.numbers.iter().filter(|(number, _)| number.value() / 10_000_000 == digit);
        let back = of_series().find(|(_, held)| held.state == "free").map(|(number, _)| *number);
        let last = of_series().next_back().map_or(digit * 10_000_000, |(number, _)| number.value());
        must("number", back.or(FilmNumber::from_value(last + 1)))
    }

    pub(super) fn by_hand(&mut self, command: &Command, answer: &Answer, who: &str) -> Kept {
        let Answer::Numbers { numbers } = answer else { return Err("no numbers".into()) };
        match command {
            Command::ReserveNumbers { site, purpose, count, .. } => {
                same("how many", numbers.len() as u32, *count)?;
                let digit = if site == "OU" { 1 } else { 2 };
                for number in numbers {
                    same("the number reserved", *number, self.free_of(digit)?)?;
                    self.write(*number, "reserved", purpose, who);
                }
                Ok(())
            }
            Command::ReleaseNumbers { reason, .. } => self.give_up(numbers, "free", reason, who),
            Command::VoidNumber { reason, .. } => self.give_up(numbers, "void", reason, who),
            other => Err(format!("{other:?} is not about numbers")),
        }
    }

    fn give_up(&mut self, numbers: &[FilmNumber], state: &'static str, why: &str, who: &str) -> Kept {
        for number in numbers {
            let before = must("number", self.numbers.get(number))?.state;
            if !matches!((before, state), ("reserved", _) | ("free", "void")) {
                return Err(format!("{number} was {before}"));
            }
            self.write(*number, state, why, who);
        }
        Ok(())
    }

    /// Film with a kept number turned up: the roll that waits is without one.
    pub(super) fn void_kept(&mut self, id: u64, who: &str) -> Kept {
        let roll = self.roll(id)?;
        same("the stage", roll.stage, "rework")?;
        let number = must("kept number", roll.number.take())?;
        roll.replaces = Some(number);
        self.write(number, "void", "film with it turned up", who);
        Ok(())
    }

    /// A rejected film: its roll waits, with its number or without.
    pub(super) fn reject(&mut self, id: u64, way: NumberChoice, who: &str) -> Kept {
        let roll = self.roll(id)?;
        if !matches!(roll.stage, "filmed" | "developed" | "accepted") {
            return Err(format!("the roll is {}", roll.stage));
        }
        roll.stage = "rework";
        roll.rejected = true;
        if way == NumberChoice::Void {
            let number = must("number", roll.number.take())?;
            roll.replaces = Some(number);
            self.write(number, "void", "its film was rejected", who);
        }
        Ok(())
    }
}
