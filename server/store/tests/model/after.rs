//! What the lab must say to work after the camera: films rejected and developed, projects that change their mind, the
//! shelf.

use crate::reference::{REEL_MM, Reference, Roll, is_filmed};
use crate::steps::{Expected, Fault, ShelfWay, Step, Way};

const DONE: Expected = Expected::Numbers(Vec::new());

impl Reference {
    pub(super) fn take_after(&mut self, step: &Step) -> Expected {
        let taken = match *step {
            Step::Rework { project, keep } => self.reject(project, keep),
            Step::VoidKept { project } => self.void_kept(project),
            Step::Develop { project, good } => self.develop(project, good),
            Step::Accept { project } => self.accept(project),
            Step::Run { run, hold } => self.quarantine(run, hold),
            Step::Stand { project, way } => self.stand(project, way),
            Step::Shelf { leftover, way } => self.shelf(leftover + 1, way),
            Step::Stock { found } => self.take_stock(found.map(|leftover| leftover + 1)),
            _ => Ok(Expected::Nothing),
        };
        taken.unwrap_or_else(Expected::Refused)
    }

    /// A roll whose film is looked at: there must be one, of a project that is worked on.
    fn film(&mut self, project: usize) -> Result<&mut Roll, &'static str> {
        let id = self.roll_id(project);
        let active = self.standing(project) == "active";
        let roll = self.rolls.get_mut(&id).ok_or("no_such_roll")?;
        if active { Ok(roll) } else { Err("project_not_active") }
    }

    fn reject(&mut self, project: usize, keep: bool) -> Result<Expected, &'static str> {
        let wrong = self.fault == Some(Fault::KeptNumberVoid);
        let roll = self.film(project)?;
        with_film(roll)?;
        roll.stage = "rework";
        roll.rejected = true;
        if !keep || wrong {
            let number = roll.number.take();
            self.numbers.extend(number.map(|number| (number, "void")));
        }
        Ok(DONE)
    }

    /// Film with the number that the rework kept turned up.
    fn void_kept(&mut self, project: usize) -> Result<Expected, &'static str> {
        let roll = self.film(project)?;
        match (roll.stage, roll.rejected) {
            ("rework", _) => {}
            ("filming", true) => return Err("still_filming"),
            ("planned" | "filming", _) => return Err("not_filmed"),
            ("cancelled", _) => return Err("roll_cancelled"),
            _ => return Err("not_in_rework"),
        }
        let number = roll.number.take().ok_or("no_kept_number")?;
        self.numbers.insert(number, "void");
        Ok(Expected::Numbers(vec![number]))
    }

    fn develop(&mut self, project: usize, good: bool) -> Result<Expected, &'static str> {
        let run = self.runs.len() as u64;
        let roll = self.film(project)?;
        if matches!(roll.stage, "developed" | "accepted") {
            return Err("already_developed");
        }
        with_film(roll)?;
        roll.stage = "developed";
        roll.run = Some(run);
        self.runs.push(!good);
        Ok(DONE)
    }

    fn accept(&mut self, project: usize) -> Result<Expected, &'static str> {
        let (runs, passes) = (self.runs.clone(), self.fault == Some(Fault::HeldRunPasses));
        let roll = self.film(project)?;
        match roll.stage {
            "developed" => {}
            "filmed" => return Err("not_developed"),
            "accepted" => return Err("already_accepted"),
            _ => with_film(roll)?,
        }
        let held = roll.run.and_then(|run| runs.get(run as usize)).is_some_and(|held| *held);
        if held && !passes {
            return Err("run_holds");
        }
        roll.stage = "accepted";
        Ok(DONE)
    }

    fn quarantine(&mut self, run: u64, hold: bool) -> Result<Expected, &'static str> {
        let held = self.runs.get_mut(run as usize).ok_or("no_such_run")?;
        match (*held, hold) {
            (true, true) => return Err("run_held"),
            (false, false) => return Err("run_not_held"),
            _ => *held = hold,
        }
        Ok(DONE)
    }

    fn stand(&mut self, project: usize, way: Way) -> Result<Expected, &'static str> {
        let Some(found) = &self.projects[project] else { return Err("no_such_project") };
        let (standing, plan) = (found.standing, found.plan);
        let roll = found.roll.and_then(|roll| self.rolls.get(&roll)).filter(|roll| roll.stage != "cancelled");
        let stage = roll.map(|roll| roll.stage);
        let open = stage.is_some_and(|stage| !is_filmed(stage));
        let filming = stage == Some("filming");
        match way {
            Way::Restore if standing == "active" => return Ok(Expected::Nothing),
            Way::Delete if standing == "deleted" => return Ok(Expected::Nothing),
            Way::Reset | Way::Abandon | Way::Archive if standing != "active" => {
                return Err("project_not_active");
            }
            Way::Archive if open => return Err("not_filmed"),
            Way::Archive if plan == 0 => return Err("nothing_to_archive"),
            Way::Reset | Way::Abandon | Way::Delete if filming => return Err("still_filming"),
            Way::Reset if plan == 0 && !open => return Err("nothing_to_reset"),
            _ => {}
        }
        if open && matches!(way, Way::Reset | Way::Abandon) {
            self.cancel(project);
        }
        if let Some(found) = &mut self.projects[project] {
            match way {
                Way::Reset => found.plan = 0,
                Way::Abandon => {
                    found.plan = if open { 0 } else { plan };
                    found.standing = "abandoned";
                }
                Way::Archive => found.standing = "archived",
                Way::Delete => found.standing = "deleted",
                Way::Restore => found.standing = "active",
            }
        }
        Ok(DONE)
    }

    /// The roll will not be filmed after all: a number kept for it is void.
    fn cancel(&mut self, project: usize) {
        let id = self.roll_id(project);
        let Some(roll) = self.rolls.get_mut(&id) else { return };
        roll.stage = "cancelled";
        let number = roll.number.take();
        self.numbers.extend(number.map(|number| (number, "void")));
    }

    fn shelf(&mut self, leftover: u64, way: ShelfWay) -> Result<Expected, &'static str> {
        let stays = self.fault == Some(Fault::DiscardedStays);
        let piece = self.leftovers.get_mut(&leftover).ok_or("no_such_temp_roll")?;
        match (way, piece.stage) {
            (ShelfWay::Find, "on_shelf") => return Err("not_lost"),
            (ShelfWay::Find | ShelfWay::Discard, "lost") | (_, "on_shelf") => {}
            _ => return Err("temp_roll_is"),
        }
        match way {
            ShelfWay::Place if piece.placed => return Ok(Expected::Nothing),
            ShelfWay::Place => piece.placed = true,
            ShelfWay::Measure { length_mm } if length_mm == 0 || length_mm > REEL_MM => {
                return Err("no_length_of_film");
            }
            ShelfWay::Measure { length_mm } if length_mm == piece.length_mm => return Ok(Expected::Nothing),
            ShelfWay::Measure { length_mm } => piece.length_mm = length_mm,
            ShelfWay::Discard if stays => {}
            ShelfWay::Discard => piece.stage = "discarded",
            ShelfWay::Lose => piece.stage = "lost",
            ShelfWay::Find => {
                piece.stage = "on_shelf";
                piece.placed = true;
            }
        }
        Ok(DONE)
    }

    fn take_stock(&mut self, found: Option<u64>) -> Result<Expected, &'static str> {
        if let Some(found) = found {
            let piece = self.leftovers.get_mut(&found).ok_or("no_such_temp_roll")?;
            if !matches!(piece.stage, "on_shelf" | "lost") {
                return Err("temp_roll_is");
            }
            piece.stage = "on_shelf";
        }
        let missing =
            self.leftovers.iter_mut().filter(|(id, piece)| piece.stage == "on_shelf" && Some(**id) != found);
        let missing = missing.map(|(_, piece)| piece.stage = "lost").count();
        if missing == 0 && found.is_none() { Ok(Expected::Nothing) } else { Ok(DONE) }
    }
}

/// A film that can be rejected or developed.
fn with_film(roll: &Roll) -> Result<(), &'static str> {
    match roll.stage {
        "planned" | "filming" => Err("not_filmed"),
        "rework" => Err("in_rework"),
        "cancelled" => Err("roll_cancelled"),
        _ => Ok(()),
    }
}
