//! A lab that never was: months of work as commands, drawn from a seed.
//!
//! Tests play it through the door and account for every number and millimetre afterwards; `--demo` shows it. The same
//! seed and the same hours give the same work. The lab is kept in memory by the domain's own rules, so that people
//! ask for what makes sense that day, and sometimes for what does not.

mod after;
mod calendar;
mod camera;
mod chance;
mod closing;
mod desk;
mod lists;
mod logs;
mod numbers;
mod people;
mod programs;
mod records;
mod shelf;

use calendar::Calendar;
use chance::Chance;
use domain::command::{Answer, Command, Request};
use domain::decide::decide;
use domain::event::EvidenceFile;
use domain::film::settings::Settings;
use domain::lab::{Lab, Stamp};
use domain::person::Actor;
use domain::refusal::Refusal;
use domain::time::Timestamp;

/// One thing somebody asked for, and what it came to.
#[derive(Clone, Debug)]
pub struct Done {
    pub request: Request,
    pub came_to: Result<Answer, Refusal>,
}

/// How busy the lab is, and how its files are kept.
#[derive(Clone, Copy)]
pub struct Pace {
    /// Films to make before the random work ends.
    pub films: u32,
    /// Minutes from one film to the next in which other work is done, on average.
    pub minutes_between: u32,
    /// Pages of a document, on average: the fewer, the longer the lists.
    pub pages: u32,
    /// Keeps a file of the machine as the ledger has it.
    pub keep_file: fn(&str, &[u8]) -> EvidenceFile,
}

/// The work of a lab, from its founding on.
pub struct Year {
    /// The lab as it stands after all that was done.
    pub lab: Lab,
    pub done: Vec<Done>,
    calendar: Calendar,
    chance: Chance,
    pace: Pace,
    /// Projects registered so far, for their archive ids.
    registered: u32,
}

impl Year {
    /// A founded lab with its people. `admin` may do everything.
    pub fn founded(seed: u64, from: Timestamp, pace: Pace, lab: &str, admin: &str) -> Self {
        let mut year = Self {
            lab: Lab::default(),
            done: Vec::new(),
            calendar: Calendar::at(from),
            chance: Chance::new(seed),
            pace,
            registered: 0,
        };
        let found = Command::FoundLab { lab: lab.to_owned(), admin: admin.to_owned() };
        year.ask(&Actor::console(), 0, found);
        year.hire(admin);
        year
    }

    /// Works until the films are made or the hour has come.
    pub fn work(&mut self, until: Timestamp) {
        let mut made = 0;
        while made < self.pace.films && self.calendar.now() < until {
            self.desk();
            made += u32::from(self.camera());
            self.finish_films();
            self.shelf();
            self.numbers();
            let idle = self.chance.below(self.pace.minutes_between * 2 + 1);
            self.calendar.pass(i64::from(idle));
        }
    }

    /// Somebody asks so many minutes after the last. A refusal is kept, too: it must be refused wherever this is played.
    fn ask(&mut self, actor: &Actor, minutes: i64, command: Command) -> Option<Answer> {
        self.calendar.pass(minutes);
        let request =
            Request { actor: actor.clone(), at: self.calendar.now(), key: None, seen: None, command };
        let came_to = decide(&self.lab, &request).map(|decision| {
            if !decision.events.is_empty() {
                let seq = self.lab.head.seq + 1;
                let stamp = Stamp { seq, at: request.at, actor: request.actor.name.clone() };
                self.lab.head.seq = seq;
                for event in &decision.events {
                    self.lab.apply(event, &stamp);
                }
            }
            decision.answer
        });
        let answer = came_to.as_ref().ok().cloned();
        self.done.push(Done { request, came_to });
        answer
    }

    fn settings(&self) -> Settings {
        self.lab.settings.as_ref().map(|settings| settings.film.clone()).unwrap_or_default()
    }
}
