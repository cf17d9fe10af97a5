//! Histories: what the ledger's entries say of one number, roll, project or piece of film, in sentences.

mod answers;
mod attempts;
mod complaints;
mod machine;
mod names;
mod numbers;
mod others;
mod pieces;
mod summary;
mod tales;

pub use answers::{WhyAnswers, answers};
pub use names::{NamedAttempt, Names};
pub use numbers::reason_told;
pub use summary::summary;

use crate::event::Event;
use crate::film::rework::NumberChoice;
use crate::id::{AttemptId, ProjectId, ReelId, RollId, TempRollId};
use crate::number::{FilmNumber, Holding};
use crate::time::Timestamp;
use crate::words::Language;
use names::Carried;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The mark beside a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    Reserved,
    Bound,
    Issued,
    Failed,
    Void,
    Free,
    Planned,
    Filming,
    Filmed,
    Registered,
    Delivered,
    Changed,
}

impl Mark {
    pub const fn code(self) -> &'static str {
        match self {
            Self::Reserved => "reserved",
            Self::Bound => "bound",
            Self::Issued => "issued",
            Self::Failed => "failed",
            Self::Void => "void",
            Self::Free => "free",
            Self::Planned => "planned",
            Self::Filming => "filming",
            Self::Filmed => "filmed",
            Self::Registered => "registered",
            Self::Delivered => "delivered",
            Self::Changed => "changed",
        }
    }
}

/// One step of a life: a short sentence, and one with the detail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    pub glyph: Mark,
    pub title: String,
    pub sentence: String,
}

impl Told {
    fn new(glyph: Mark, title: String, sentence: String) -> Self {
        Self { glyph, title, sentence }
    }
}

/// Whose history is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum About {
    Number(FilmNumber),
    Roll(RollId),
    Project(ProjectId),
    Reel(ReelId),
    TempRoll(TempRollId),
    /// Settings, people and access keys.
    Lab,
}

/// What the events of one entry say of one thing, in their order; nothing where they do not concern it.
pub fn tell(events: &[Event], about: About, names: &dyn Names, language: Language) -> Vec<Told> {
    let kept = BTreeSet::new();
    let teller = Teller { events, about, names, language, kept: &kept };
    events.iter().filter_map(|event| teller.event(event)).collect()
}

/// A life told entry by entry, oldest first: what an earlier entry said decides how a later one reads.
pub struct Life {
    about: About,
    /// Numbers that were kept for a film that is made again: confirming it issues nothing new.
    kept: BTreeSet<FilmNumber>,
    /// The roll that carries the number the life is of, from the entry that issues it to the one that voids it.
    carrier: Option<RollId>,
    /// The roll the life is of has a film: an index that was handed over before, or without it, is not its own.
    filmed: bool,
}

impl Life {
    pub fn of(about: About) -> Self {
        Self { about, kept: BTreeSet::new(), carrier: None, filmed: false }
    }

    /// What the events of the next entry say.
    pub fn tell(&mut self, events: &[Event], names: &dyn Names, language: Language) -> Vec<Told> {
        let about = self.about;
        let told = |life: &Self, names: &dyn Names| -> Vec<Told> {
            let teller = Teller { events, about, names, language, kept: &life.kept };
            let own = |event: &&Event| {
                life.filmed || !matches!((about, event), (About::Roll(_), Event::IndexDelivered { .. }))
            };
            events.iter().filter(own).filter_map(|event| teller.event(event)).collect()
        };
        if let About::Roll(roll) = about {
            self.filmed |= events.iter().any(|event| match event {
                Event::AttemptConfirmed { attempt, .. } => {
                    named(events, *attempt, names).is_some_and(|attempt| attempt.roll == roll)
                }
                _ => false,
            });
        }
        let told = match about {
            About::Number(number) => {
                let held = events.iter().rev().find_map(|event| match event {
                    Event::NumbersHeld { numbers, holding } if numbers.contains(&number) => Some(holding),
                    _ => None,
                });
                if let Some(Holding::Issued { roll, .. }) = held {
                    self.carrier = Some(*roll);
                }
                let told = told(self, &Carried { names, number, roll: self.carrier });
                if held.is_some_and(|holding| !matches!(holding, Holding::Issued { .. })) {
                    self.carrier = None;
                }
                told
            }
            _ => told(self, names),
        };
        for event in events {
            match event {
                Event::ReworkOrdered { number, choice: NumberChoice::Keep, .. } => {
                    self.kept.insert(*number);
                }
                Event::NumbersHeld { numbers, .. } => self.kept.retain(|kept| !numbers.contains(kept)),
                _ => {}
            }
        }
        told
    }
}

/// One entry, read for one thing.
struct Teller<'a> {
    events: &'a [Event],
    about: About,
    names: &'a dyn Names,
    language: Language,
    /// Numbers that earlier entries kept for a film that is made again.
    kept: &'a BTreeSet<FilmNumber>,
}

impl Teller<'_> {
    fn event(&self, event: &Event) -> Option<Told> {
        match event {
            Event::LabFounded { .. }
            | Event::SettingsChanged { .. }
            | Event::PersonAdded { .. }
            | Event::PersonChanged { .. }
            | Event::TokenCreated { .. }
            | Event::TokenRevoked { .. } => self.lab(event),
            Event::ProjectRegistered { .. }
            | Event::BlockBroken { .. }
            | Event::ListReplaced { .. }
            | Event::PlanAccepted { .. }
            | Event::IndexDelivered { .. } => self.project(event),
            Event::NumbersHeld { numbers, holding } => match self.about {
                About::Number(number) if numbers.contains(&number) => Some(self.number(numbers, holding)),
                _ => None,
            },
            Event::AttemptStarted { .. }
            | Event::EvidenceContradicted { .. }
            | Event::EarlierPassFound { .. }
            | Event::AttemptConfirmed { .. }
            | Event::AttemptFailed { .. } => self.attempt(event),
            Event::ReworkOrdered { .. }
            | Event::KeptNumberVoided { .. }
            | Event::RollsDeveloped { .. }
            | Event::RunQuarantined { .. }
            | Event::RunReleased { .. }
            | Event::RollsAccepted { .. }
            | Event::ProjectReopened { .. }
            | Event::StandingChanged { .. }
            | Event::TempRollPlaced { .. }
            | Event::TempRollMeasured { .. }
            | Event::TempRollDiscarded { .. }
            | Event::TempRollLost { .. }
            | Event::TempRollFound { .. }
            | Event::StockTaken { .. } => tales::told_of(event, self.about, self.names, self.language),
            Event::ComplaintOpened { .. } | Event::ComplaintSettled { .. } => {
                complaints::told_of(event, self.about, self.names, self.language)
            }
            Event::MachineFilesRecorded { .. }
            | Event::FindingsRaised { .. }
            | Event::FindingsSettled { .. } => machine::told(event, self.about, self.names, self.language),
            // Programs have lives of their own.
            Event::Program(_) => None,
            // Files alone are no step: what they showed is told by the event beside them.
            Event::EvidenceReceived { .. } => None,
        }
    }

    /// The attempt, from this entry where it began in it.
    fn named(&self, attempt: AttemptId) -> Option<NamedAttempt> {
        named(self.events, attempt, self.names)
    }
}

fn named(events: &[Event], wanted: AttemptId, names: &dyn Names) -> Option<NamedAttempt> {
    let here = events.iter().find_map(|event| match event {
        Event::AttemptStarted { attempt, roll, ordinal, loaded, .. } if *attempt == wanted => {
            let (roll, ordinal) = (*roll, *ordinal);
            Some(NamedAttempt { roll, ordinal, reel: loaded.reel, temp_roll: loaded.temp_roll })
        }
        Event::EarlierPassFound { attempt, roll, ordinal, reel, .. } if *attempt == wanted => {
            Some(NamedAttempt { roll: *roll, ordinal: *ordinal, reel: *reel, temp_roll: None })
        }
        _ => None,
    });
    here.or_else(|| names.attempt(wanted))
}

/// The piece of film in a sentence: `temp roll T-0087`, `reel R-0003`.
fn film(reel: ReelId, temp_roll: Option<TempRollId>, language: Language) -> String {
    match temp_roll {
        Some(id) => format!("{} {}", language.pick("Restfilm", "temp roll"), id.label()),
        None => format!("{} {}", language.pick("Filmrolle", "reel"), reel.label()),
    }
}

/// `1 frame`, `1,388 frames`.
fn counted(language: Language, quantity: u64, one: &str, many: &str) -> String {
    format!("{} {}", language.count(quantity), if quantity == 1 { one } else { many })
}

fn frames(language: Language, quantity: u32) -> String {
    counted(language, quantity.into(), language.pick("Bild", "frame"), language.pick("Bilder", "frames"))
}

/// The day in UTC, `05.11.2025`, written alike in both languages.
fn day(at: Timestamp) -> String {
    let (year, month, day, ..) = at.civil();
    format!("{day:02}.{month:02}.{year}")
}

/// A person's words inside a sentence: without the full stop they may end with.
fn words(text: &str) -> &str {
    text.trim().trim_end_matches('.')
}
