//! A shop in memory, with builders in its words. What a command decides is applied at once, as the store does.

use domain::command::{Answer, Command, Request};
use domain::decide::decide;
use domain::event::Event;
use domain::id::ProgramId;
use domain::lab::{Lab, Stamp};
use domain::person::{Actor, Roles};
use domain::program::{
    Ask, Becomes, Filed, Move, ProgramAnswer, ProgramCommand, ProgramNumber, ProgramState, Restoring,
    RoundSize,
};
use domain::refusal::Refusal;
use domain::time::Timestamp;

/// Six o'clock on 3 November 2025; each entry is a minute later.
const OPENING: Timestamp = Timestamp::from_millis(1_762_149_600_000);

pub struct Shop {
    pub lab: Lab,
    /// Every entry with what it did.
    pub entries: Vec<(Stamp, Vec<Event>)>,
    /// Days added to the clock.
    pub days: i64,
}

pub fn shop() -> Shop {
    let console = Actor::console();
    let mut shop = Shop { lab: Lab::default(), entries: Vec::new(), days: 0 };
    shop.perform(&console, Command::FoundLab { lab: "Shop".into(), admin: "Anna".into() }).expect("founded");
    shop
}

pub fn person(name: &str) -> Actor {
    Actor::person(name, Roles::all())
}

pub fn number(value: u32) -> ProgramNumber {
    ProgramNumber::from_value(value).expect("a program number")
}

pub fn size(text: &str) -> RoundSize {
    RoundSize::parse(text).expect("a round size")
}

/// A small program in the shape of the shop's, with this title.
pub fn nc(number: u32, title: &str, cut: u32) -> String {
    format!(
        "%\nO{number:05} ({title})\n\n(SAW 1.78)\nT101\nG00 X{}. Z0.\nG01 Z-1.{cut:03}\nM30\n%\n",
        cut % 9
    )
}

impl Shop {
    pub fn now(&self) -> Timestamp {
        OPENING.plus_seconds(60 * self.lab.head.seq as i64 + 86_400 * self.days)
    }

    pub fn perform(&mut self, actor: &Actor, command: Command) -> Result<Answer, Refusal> {
        if let Command::Program(ProgramCommand::Undo { entry }) = &command {
            let entry_events = self.entries.iter().find(|(stamp, _)| stamp.seq == *entry);
            if let Some((_, events)) = entry_events {
                self.lab.shop.entries.insert(*entry, events.clone());
            }
        }
        let request = Request { actor: actor.clone(), at: self.now(), key: None, seen: None, command };
        let decision = decide(&self.lab, &request)?;
        if !decision.events.is_empty() {
            let stamp = Stamp { seq: self.lab.head.seq + 1, at: request.at, actor: actor.name.clone() };
            self.lab.head.seq = stamp.seq;
            for event in &decision.events {
                self.lab.apply(event, &stamp);
            }
            self.entries.push((stamp, decision.events));
        }
        Ok(decision.answer)
    }

    pub fn try_to(&mut self, command: ProgramCommand) -> Result<ProgramAnswer, Refusal> {
        match self.perform(&person("Anna"), Command::Program(command))? {
            Answer::Programs(answer) => Ok(answer),
            other => panic!("another answer: {other:?}"),
        }
    }

    pub fn and(&mut self, command: ProgramCommand) -> ProgramAnswer {
        let told = format!("{command:?}");
        self.try_to(command).unwrap_or_else(|refusal| panic!("{told} was refused: {refusal}"))
    }

    /// The English sentence with which it is refused.
    pub fn refused(&mut self, command: ProgramCommand) -> String {
        match self.try_to(command) {
            Ok(answer) => panic!("this was not refused: {answer:?}"),
            Err(refusal) => refusal.to_string(),
        }
    }

    /// Takes programs in under the number inside.
    pub fn with(&mut self, numbers: &[(u32, &str)]) -> Vec<ProgramId> {
        let files = numbers.iter().map(|(value, title)| {
            let bytes = nc(*value, title, *value % 1000);
            let becomes = Becomes::New { number: number(*value) };
            Filed::new(format!("o{value:05}.nc"), bytes.as_bytes(), becomes)
        });
        let command = ProgramCommand::Import { source: "nc".into(), files: files.collect() };
        match self.and(command) {
            ProgramAnswer::Imported { new, .. } => new,
            other => panic!("another answer: {other:?}"),
        }
    }

    pub fn state(&self, value: u32) -> ProgramState {
        self.lab.shop.held(number(value)).map_or(ProgramState::Free, |held| held.holding.state())
    }

    pub fn reserve(&mut self, round: &str, count: u32) -> Vec<ProgramNumber> {
        let ask = Ask { count, ..Ask::of_size(size(round)) };
        match self.and(ProgramCommand::Reserve { ask, purpose: "the new wheel".into(), until: None }) {
            ProgramAnswer::Numbers { numbers } => numbers,
            other => panic!("another answer: {other:?}"),
        }
    }

    /// What is over goes back, as the lab does by itself.
    pub fn housekeep(&mut self) {
        let numbers = self.lab.shop.holdings.values().map(|held| held.number).collect();
        let command = Command::Program(ProgramCommand::ReleaseExpired { numbers });
        self.perform(&Actor::lab(), command).expect("the lab may");
    }

    pub fn content(&self, program: ProgramId) -> String {
        let version = self.lab.shop.programs.get(program).expect("a program").version;
        let row = self.lab.shop.versions.get((program, version)).expect("a version");
        row.content.text().to_owned()
    }

    pub fn renumber(&mut self, program: ProgramId, from: u32, to: u32) -> ProgramAnswer {
        let moves = vec![Move { program, from: number(from), to: number(to) }];
        self.and(ProgramCommand::Renumber { moves, follow: true, reason: "right range".into() })
    }

    pub fn delete(&mut self, program: ProgramId) {
        self.and(ProgramCommand::Delete { programs: vec![program], reason: "not made any more".into() });
    }
}

pub fn restoring(program: ProgramId, value: Option<u32>) -> ProgramCommand {
    ProgramCommand::Restore { programs: vec![Restoring { program, number: value.map(number) }] }
}
