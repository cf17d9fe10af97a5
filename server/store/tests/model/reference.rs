//! What a lab should hold, as plain maps: written without the domain's rules, from what the lab promises.

use crate::papers::Papers;
use crate::steps::{Expected, Fault, Step};
use std::collections::BTreeMap;

pub(super) const REEL_MM: u32 = 30_500;

pub(super) struct Project {
    id: u64,
    pages: u32,
    binds: bool,
    pub(super) roll: Option<u64>,
    pub(super) standing: &'static str,
    /// The plan that is in force, 0 for none, and how many there were.
    pub(super) plan: u32,
    plans: u32,
}

#[derive(Clone)]
struct Filming {
    length_mm: u32,
    leftover: Option<u64>,
    number: Option<u32>,
}

#[derive(Clone)]
pub(super) struct Roll {
    pub(super) stage: &'static str,
    filming: Option<Filming>,
    attempts: u32,
    plan: u32,
    /// The number of its film, also while it is made again under it.
    pub(super) number: Option<u32>,
    pub(super) rejected: bool,
    /// The run it was developed in.
    pub(super) run: Option<u64>,
}

impl Roll {
    /// The number typed in for the film in the camera, or kept for it.
    pub(super) fn in_camera(&self) -> Option<u32> {
        self.number.or(self.filming.as_ref().and_then(|filming| filming.number))
    }
}

/// A leftover: length, where it is, and whether somebody gave it a place.
#[derive(Clone)]
pub(super) struct Leftover {
    pub(super) length_mm: u32,
    pub(super) stage: &'static str,
    pub(super) placed: bool,
}

pub struct Reference {
    pub entries: u64,
    pub(super) fault: Option<Fault>,
    binds: bool,
    pub(super) next: u32,
    pub(super) numbers: BTreeMap<u32, &'static str>,
    pub(super) projects: [Option<Project>; 3],
    registered: u64,
    pub(super) rolls: BTreeMap<u64, Roll>,
    pub(super) leftovers: BTreeMap<u64, Leftover>,
    left: u64,
    /// Whether each run is held, and whether it was ever.
    pub(super) runs: Vec<bool>,
    pub(super) papers: Papers,
}

impl Reference {
    pub fn new(fault: Option<Fault>) -> Self {
        Self {
            entries: 1,
            fault,
            binds: false,
            next: 1,
            numbers: BTreeMap::new(),
            projects: [None, None, None],
            registered: 0,
            rolls: BTreeMap::new(),
            leftovers: BTreeMap::new(),
            left: 0,
            runs: Vec::new(),
            papers: Papers::default(),
        }
    }

    /// The id the lab gave the project; one that is nobody's where it has none.
    pub fn project_id(&self, project: usize) -> u64 {
        self.projects[project].as_ref().map_or(99, |project| project.id)
    }

    pub fn roll_id(&self, project: usize) -> u64 {
        self.projects[project].as_ref().and_then(|project| project.roll).unwrap_or(999)
    }

    pub fn frames(&self, project: usize) -> u32 {
        self.projects[project].as_ref().map_or(1, |project| project.pages)
    }

    /// Every number up to the next one, with its state.
    pub fn numbers(&self) -> Vec<(u32, Option<&'static str>)> {
        (1..=self.next).map(|number| (number, self.numbers.get(&number).copied())).collect()
    }

    pub fn rolls(&self) -> Vec<(u64, &'static str)> {
        self.rolls.iter().map(|(id, roll)| (*id, roll.stage)).collect()
    }

    /// Those whose film is still somewhere, with length and place.
    pub fn live_leftovers(&self) -> Vec<(u64, u32, &'static str)> {
        let live =
            self.leftovers.iter().filter(|(_, piece)| matches!(piece.stage, "on_shelf" | "loaded" | "lost"));
        live.map(|(id, piece)| (*id, piece.length_mm, piece.stage)).collect()
    }

    pub fn repeated(&mut self) {
        if self.fault == Some(Fault::KeyForgotten) {
            self.entries += 1;
        }
    }

    /// What the lab must say to a step, which is then done here, too.
    pub fn take(&mut self, step: &Step) -> Expected {
        let expected = match *step {
            Step::Register { project, pages } => self.register(project, pages),
            Step::Plan { project } => self.plan(project),
            Step::Start { project, leftover } => self.start(project, leftover.map(|leftover| leftover + 1)),
            Step::Finish { project, right } => self.finish(project, right),
            Step::Fail { project, frames } => self.fail(project, frames),
            Step::Reserve { count } => self.reserve(count),
            Step::Release { number } => self.give_up(number + 1, "free"),
            Step::Void { number } => self.give_up(number + 1, "void"),
            Step::Settings { bind } if bind == self.binds => Expected::Nothing,
            Step::Settings { bind } => {
                self.binds = bind;
                Expected::Numbers(vec![])
            }
            Step::Rework { .. }
            | Step::VoidKept { .. }
            | Step::Develop { .. }
            | Step::Accept { .. }
            | Step::Run { .. }
            | Step::Stand { .. }
            | Step::Shelf { .. }
            | Step::Stock { .. } => self.take_after(step),
            Step::Deliver { .. } | Step::Complain { .. } | Step::Settle { .. } | Step::Import { .. } => {
                self.take_paper(step)
            }
            Step::Repeat | Step::Restart => Expected::Nothing,
        };
        if matches!(expected, Expected::Numbers(_)) {
            self.entries += 1;
        }
        expected
    }

    fn register(&mut self, project: usize, pages: u32) -> Expected {
        match &self.projects[project] {
            Some(old) if old.pages == pages && matches!(old.standing, "active" | "archived") => {
                Expected::Nothing
            }
            Some(old) if old.standing != "active" => Expected::Refused("project_not_active"),
            Some(_) => Expected::Refused("list_changed"),
            None => {
                self.registered += 1;
                let (id, binds) = (self.registered, self.binds);
                let (roll, standing, plan, plans) = (None, "active", 0, 0);
                self.projects[project] = Some(Project { id, pages, binds, roll, standing, plan, plans });
                Expected::Numbers(vec![])
            }
        }
    }

    fn plan(&mut self, project: usize) -> Expected {
        let id = self.rolls.len() as u64 + 1;
        let Some(found) = &mut self.projects[project] else { return Expected::Refused("no_such_project") };
        if found.standing != "active" {
            return Expected::Refused("project_not_active");
        }
        if let Some(old) = found.roll.and_then(|roll| self.rolls.get_mut(&roll)) {
            // A film of an earlier plan is kept, and the one document is on it.
            if is_filmed(old.stage) && old.plan != found.plan {
                if found.plan != 0 {
                    return Expected::Refused("nothing_to_plan");
                }
                found.plans += 1;
                found.plan = found.plans;
                return Expected::Numbers(vec![]);
            }
            if old.stage != "cancelled" && (old.stage != "planned" || old.attempts > 0) {
                return Expected::Refused("plan_in_use");
            }
            old.stage = "cancelled";
        }
        found.plans += 1;
        found.plan = found.plans;
        found.roll = Some(id);
        let (plan, number, rejected, run) = (found.plan, None, false, None);
        let roll = Roll { stage: "planned", filming: None, attempts: 0, plan, number, rejected, run };
        self.rolls.insert(id, roll);
        Expected::Numbers(vec![])
    }

    fn start(&mut self, project: usize, leftover: Option<u64>) -> Expected {
        let id = self.roll_id(project);
        let Some(roll) = self.rolls.get(&id) else { return Expected::Refused("no_such_roll") };
        match roll.stage {
            "filming" => return Expected::Refused("already_filming"),
            "cancelled" => return Expected::Refused("roll_cancelled"),
            stage if is_filmed(stage) => return Expected::Refused("already_filmed"),
            _ => {}
        }
        if self.standing(project) != "active" {
            return Expected::Refused("project_not_active");
        }
        let kept = roll.number;
        let length_mm = match leftover {
            None => REEL_MM,
            Some(leftover) if leftover > self.left => return Expected::Refused("no_such_temp_roll"),
            Some(leftover) => match self.leftovers.get(&leftover) {
                Some(piece) if piece.stage == "on_shelf" => piece.length_mm,
                _ => return Expected::Refused("not_on_shelf"),
            },
        };
        if self.frames(project) * 10 + 1000 > length_mm {
            return Expected::Refused("film_too_short");
        }
        if let Some(piece) = leftover.and_then(|leftover| self.leftovers.get_mut(&leftover)) {
            piece.stage = "loaded";
        }
        let binds = self.projects[project].as_ref().is_some_and(|project| project.binds);
        let number = (binds && kept.is_none()).then(|| self.lowest_free());
        if let Some(number) = number {
            self.numbers.insert(number, "bound");
        }
        if let Some(roll) = self.rolls.get_mut(&id) {
            roll.stage = "filming";
            roll.attempts += 1;
            roll.filming = Some(Filming { length_mm, leftover, number });
        }
        Expected::Numbers(kept.or(number).into_iter().collect())
    }

    pub(super) fn standing(&self, project: usize) -> &'static str {
        self.projects[project].as_ref().map_or("active", |project| project.standing)
    }

    fn running(&self, project: usize) -> Result<(u64, Filming), Expected> {
        let id = self.roll_id(project);
        let roll = self.rolls.get(&id).ok_or(Expected::Refused("no_such_roll"))?;
        match (&roll.filming, roll.stage) {
            (Some(filming), "filming") => Ok((id, filming.clone())),
            (_, "cancelled") => Err(Expected::Refused("roll_cancelled")),
            (_, stage) if is_filmed(stage) => Err(Expected::Refused("already_filmed")),
            _ => Err(Expected::Refused("not_filming")),
        }
    }

    fn finish(&mut self, project: usize, right: bool) -> Expected {
        let (id, filming) = match self.running(project) {
            Ok(running) => running,
            Err(expected) => return expected,
        };
        if !right {
            return Expected::Refused("count_differs");
        }
        let kept = self.rolls.get(&id).and_then(|roll| roll.number);
        let number = kept.or(filming.number).unwrap_or_else(|| self.lowest_free());
        self.numbers.insert(number, "issued");
        self.unload(&filming, self.frames(project));
        self.stage(id, "filmed");
        if let Some(roll) = self.rolls.get_mut(&id) {
            (roll.number, roll.rejected, roll.run) = (Some(number), false, None);
        }
        Expected::Numbers(vec![number])
    }

    fn fail(&mut self, project: usize, frames: u32) -> Expected {
        let (id, filming) = match self.running(project) {
            Ok(running) => running,
            Err(expected) => return expected,
        };
        if frames > 0 && frames * 10 + 1000 > filming.length_mm {
            return Expected::Refused("more_than_the_piece");
        }
        if let Some(number) = filming.number.filter(|_| self.fault != Some(Fault::BoundNumberKept)) {
            self.numbers.insert(number, "free");
        }
        self.unload(&filming, frames);
        let rejected = self.rolls.get(&id).is_some_and(|roll| roll.rejected);
        self.stage(id, if rejected { "rework" } else { "planned" });
        Expected::Numbers(vec![])
    }

    fn stage(&mut self, id: u64, stage: &'static str) {
        if let Some(roll) = self.rolls.get_mut(&id) {
            roll.stage = stage;
            roll.filming = None;
        }
    }

    /// The film comes out of the camera: untouched, or what it spent is gone and a rest of 150 frames is kept.
    fn unload(&mut self, filming: &Filming, frames: u32) {
        if frames == 0 {
            if let Some(piece) = filming.leftover.and_then(|leftover| self.leftovers.get_mut(&leftover)) {
                piece.stage = "on_shelf";
            }
            return;
        }
        if let Some(piece) = filming.leftover.and_then(|leftover| self.leftovers.get_mut(&leftover)) {
            piece.stage = "consumed";
        }
        let mut rest = filming.length_mm - frames * 10 - 1000;
        if rest >= 150 * 10 + 1000 {
            if self.fault == Some(Fault::LongerLeftover) {
                rest += 10;
            }
            self.left += 1;
            let kept = Leftover { length_mm: rest, stage: "on_shelf", placed: false };
            self.leftovers.insert(self.left, kept);
        }
    }

    fn reserve(&mut self, count: u32) -> Expected {
        if count == 0 {
            return Expected::Refused("count_out_of_bounds");
        }
        let mut numbers = Vec::new();
        for _ in 0..count {
            let number = self.lowest_free();
            self.numbers.insert(number, "reserved");
            numbers.push(number);
        }
        Expected::Numbers(numbers)
    }

    fn give_up(&mut self, number: u32, state: &'static str) -> Expected {
        match (self.numbers.get(&number).copied(), state) {
            (None, _) => return Expected::Refused("no_such_number"),
            (Some("reserved"), _) | (Some("free"), "void") => {}
            // A film of the time before has no roll whose rework could void its number.
            (Some("issued"), "void") if self.papers.earlier.remove(&number) => {}
            (Some("issued"), "void") => return Expected::Refused("carried_by_film"),
            (Some(_), _) => return Expected::Refused("number_has_state"),
        }
        self.numbers.insert(number, state);
        Expected::Numbers(vec![number])
    }

    fn lowest_free(&mut self) -> u32 {
        let free = self.numbers.iter().find(|(_, state)| **state == "free").map(|(number, _)| *number);
        match free.filter(|_| self.fault != Some(Fault::ReleasedGoesLast)) {
            Some(number) => number,
            None => {
                self.next += 1;
                self.next - 1
            }
        }
    }
}

pub(super) fn is_filmed(stage: &str) -> bool {
    matches!(stage, "filmed" | "developed" | "accepted")
}
