//! What a lab should hold, as plain maps: written without the domain's rules, from what the lab promises.

use std::collections::BTreeMap;

/// One thing done. Each project has one document, so its plan has one roll.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    Register {
        project: usize,
        pages: u32,
    },
    Plan {
        project: usize,
    },
    /// On a leftover, counted from 0, or on a new reel.
    Start {
        project: usize,
        leftover: Option<u64>,
    },
    Finish {
        project: usize,
        right: bool,
    },
    Fail {
        project: usize,
        frames: u32,
    },
    Reserve {
        count: u32,
    },
    /// A number by its place in the series, from 0.
    Release {
        number: u32,
    },
    Void {
        number: u32,
    },
    Settings {
        bind: bool,
    },
    /// The request before, with the same key.
    Repeat,
    Restart,
}

/// What the lab must say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expected {
    Refused(&'static str),
    /// Done before: the answer is as if it were done now, but there is no entry.
    Nothing,
    /// Done, with these numbers by their place in the series, from 1.
    Numbers(Vec<u32>),
}

/// One thing a reference can have wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// A failed attempt keeps the number it had bound.
    BoundNumberKept,
    /// A leftover is ten millimetres longer than it is.
    LongerLeftover,
    /// A released number goes out last instead of first.
    ReleasedGoesLast,
    /// A repeated key is done again.
    KeyForgotten,
}

impl Fault {
    pub const ALL: [Self; 4] =
        [Self::BoundNumberKept, Self::LongerLeftover, Self::ReleasedGoesLast, Self::KeyForgotten];
}

const REEL_MM: u32 = 30_500;

struct Project {
    id: u64,
    pages: u32,
    binds: bool,
    roll: Option<u64>,
}

#[derive(Clone)]
struct Filming {
    length_mm: u32,
    leftover: Option<u64>,
    number: Option<u32>,
}

#[derive(Clone)]
struct Roll {
    stage: &'static str,
    filming: Option<Filming>,
    attempts: u32,
}

pub struct Reference {
    pub entries: u64,
    fault: Option<Fault>,
    binds: bool,
    next: u32,
    numbers: BTreeMap<u32, &'static str>,
    projects: [Option<Project>; 3],
    registered: u64,
    rolls: BTreeMap<u64, Roll>,
    /// Leftovers by number: length, and whether a camera has it.
    leftovers: BTreeMap<u64, (u32, bool)>,
    left: u64,
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

    pub fn live_leftovers(&self) -> Vec<(u64, u32)> {
        self.leftovers.iter().map(|(id, (length_mm, _))| (*id, *length_mm)).collect()
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
            Step::Repeat | Step::Restart => Expected::Nothing,
        };
        if matches!(expected, Expected::Numbers(_)) {
            self.entries += 1;
        }
        expected
    }

    fn register(&mut self, project: usize, pages: u32) -> Expected {
        match &self.projects[project] {
            Some(old) if old.pages == pages => Expected::Nothing,
            Some(_) => Expected::Refused("list_changed"),
            None => {
                self.registered += 1;
                let (id, binds) = (self.registered, self.binds);
                self.projects[project] = Some(Project { id, pages, binds, roll: None });
                Expected::Numbers(vec![])
            }
        }
    }

    fn plan(&mut self, project: usize) -> Expected {
        let Some(found) = &mut self.projects[project] else { return Expected::Refused("no_such_project") };
        if let Some(old) = found.roll.and_then(|roll| self.rolls.get_mut(&roll)) {
            if old.stage != "planned" || old.attempts > 0 {
                return Expected::Refused("plan_in_use");
            }
            old.stage = "cancelled";
        }
        let id = self.rolls.len() as u64 + 1;
        found.roll = Some(id);
        self.rolls.insert(id, Roll { stage: "planned", filming: None, attempts: 0 });
        Expected::Numbers(vec![])
    }

    fn start(&mut self, project: usize, leftover: Option<u64>) -> Expected {
        let id = self.roll_id(project);
        let Some(roll) = self.rolls.get(&id) else { return Expected::Refused("no_such_roll") };
        match roll.stage {
            "filming" => return Expected::Refused("already_filming"),
            "filmed" => return Expected::Refused("already_filmed"),
            _ => {}
        }
        let length_mm = match leftover {
            None => REEL_MM,
            Some(leftover) if leftover > self.left => return Expected::Refused("no_such_temp_roll"),
            Some(leftover) => match self.leftovers.get(&leftover) {
                Some((length_mm, false)) => *length_mm,
                _ => return Expected::Refused("not_on_shelf"),
            },
        };
        if self.frames(project) * 10 + 1000 > length_mm {
            return Expected::Refused("film_too_short");
        }
        if let Some(piece) = leftover.and_then(|leftover| self.leftovers.get_mut(&leftover)) {
            piece.1 = true;
        }
        let binds = self.projects[project].as_ref().is_some_and(|project| project.binds);
        let number = binds.then(|| self.lowest_free());
        if let Some(number) = number {
            self.numbers.insert(number, "bound");
        }
        if let Some(roll) = self.rolls.get_mut(&id) {
            roll.stage = "filming";
            roll.attempts += 1;
            roll.filming = Some(Filming { length_mm, leftover, number });
        }
        Expected::Numbers(number.into_iter().collect())
    }

    fn running(&self, project: usize) -> Result<(u64, Filming), Expected> {
        let id = self.roll_id(project);
        let roll = self.rolls.get(&id).ok_or(Expected::Refused("no_such_roll"))?;
        match (&roll.filming, roll.stage) {
            (Some(filming), "filming") => Ok((id, filming.clone())),
            (_, "filmed") => Err(Expected::Refused("already_filmed")),
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
        let number = filming.number.unwrap_or_else(|| self.lowest_free());
        self.numbers.insert(number, "issued");
        self.unload(&filming, self.frames(project));
        self.stage(id, "filmed");
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
        self.stage(id, "planned");
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
                piece.1 = false;
            }
            return;
        }
        if let Some(leftover) = filming.leftover {
            self.leftovers.remove(&leftover);
        }
        let mut rest = filming.length_mm - frames * 10 - 1000;
        if rest >= 150 * 10 + 1000 {
            if self.fault == Some(Fault::LongerLeftover) {
                rest += 10;
            }
            self.left += 1;
            self.leftovers.insert(self.left, (rest, false));
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
