//! What to film next, and why: 35mm rolls that others wait for, then projects that are in progress, then the oldest.

use crate::film::roll::FilmType;
use crate::id::{ProjectId, RollId};
use crate::time::Timestamp;
use crate::words::{Language, Say};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A planned roll, as far as its turn depends on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    pub roll: RollId,
    pub project: ProjectId,
    pub film: FilmType,
    pub ordinal: u32,
    /// The 35mm rolls it waits for that are not filmed yet.
    pub waits_for: Vec<RollId>,
    pub registered: Timestamp,
    /// Rolls of its project that were filmed, and all of them.
    pub filmed: u32,
    pub of: u32,
    /// A roll of its project was tried or is in the camera.
    pub begun: bool,
}

/// Why a roll is filmed when it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "why", rename_all = "snake_case")]
pub enum Reason {
    OthersWait { rolls: u32 },
    InProgress { filmed: u32, of: u32 },
    Oldest { registered: Timestamp },
}

/// Whose turn it is, and who waits for whom.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Turn {
    pub order: Vec<(RollId, Reason)>,
    /// Rolls that cannot start, each with the roll it waits for first.
    pub waiting: Vec<(RollId, RollId)>,
}

/// The order of filming.
pub fn in_order(mut candidates: Vec<Candidate>) -> Turn {
    let planned: BTreeSet<RollId> = candidates.iter().map(|candidate| candidate.roll).collect();
    let mut waited_by: BTreeMap<RollId, u32> = BTreeMap::new();
    for awaited in candidates.iter().flat_map(|candidate| &candidate.waits_for) {
        if planned.contains(awaited) {
            *waited_by.entry(*awaited).or_default() += 1;
        }
    }
    candidates.sort_by_key(|candidate| {
        let others = waited_by.contains_key(&candidate.roll);
        let begun = candidate.begun || candidate.filmed > 0;
        let film = std::cmp::Reverse(candidate.film);
        (!others, !begun, candidate.registered, candidate.project, film, candidate.ordinal)
    });
    let mut turn = Turn::default();
    for candidate in candidates {
        if let Some(awaited) = candidate.waits_for.first() {
            turn.waiting.push((candidate.roll, *awaited));
            continue;
        }
        let reason = match waited_by.get(&candidate.roll) {
            Some(rolls) => Reason::OthersWait { rolls: *rolls },
            None if candidate.begun || candidate.filmed > 0 => {
                Reason::InProgress { filmed: candidate.filmed, of: candidate.of }
            }
            None => Reason::Oldest { registered: candidate.registered },
        };
        turn.order.push((candidate.roll, reason));
    }
    turn
}

impl Say for Reason {
    fn say(&self, language: Language) -> String {
        match (self, language) {
            (Self::OthersWait { rolls: 1 }, Language::German) => {
                "Eine 16mm-Rolle wartet auf die Nummer dieser 35mm-Rolle.".to_owned()
            }
            (Self::OthersWait { rolls: 1 }, Language::English) => {
                "One 16mm roll waits for the number of this 35mm roll.".to_owned()
            }
            (Self::OthersWait { rolls }, Language::German) => {
                format!("{rolls} Rollen 16mm warten auf die Nummer dieser 35mm-Rolle.")
            }
            (Self::OthersWait { rolls }, Language::English) => {
                format!("{rolls} rolls of 16mm wait for the number of this 35mm roll.")
            }
            (Self::InProgress { filmed: 0, .. }, Language::German) => {
                "Das Projekt ist schon begonnen, noch ohne fertige Rolle.".to_owned()
            }
            (Self::InProgress { filmed: 0, .. }, Language::English) => {
                "Its project is begun, without a finished roll yet.".to_owned()
            }
            (Self::InProgress { filmed, of }, Language::German) => {
                format!("Das Projekt ist schon begonnen: {filmed} von {of} Rollen sind verfilmt.")
            }
            (Self::InProgress { filmed, of }, Language::English) => {
                format!("Its project is begun: {filmed} of {of} rolls are filmed.")
            }
            (Self::Oldest { registered }, Language::German) => {
                format!(
                    "Von den wartenden Projekten ist es das älteste, registriert am {}.",
                    day(*registered)
                )
            }
            (Self::Oldest { registered }, Language::English) => {
                format!("Of the projects waiting it is the oldest, registered on {}.", day(*registered))
            }
        }
    }
}

/// `05.11.2025`, in UTC, written alike in both languages.
fn day(at: Timestamp) -> String {
    let (year, month, day, ..) = at.civil();
    format!("{day:02}.{month:02}.{year}")
}

#[cfg(test)]
mod tests {
    use super::*;

    const MONDAY: Timestamp = Timestamp::from_millis(1_762_149_600_000);

    /// A 16mm roll of a project that was registered so many days after Monday.
    fn roll(id: u64, project: u64, days: i64) -> Candidate {
        Candidate {
            roll: RollId::new(id),
            project: ProjectId::new(project),
            film: FilmType::Mm16,
            ordinal: id as u32,
            waits_for: vec![],
            registered: MONDAY.plus_seconds(days * 86_400),
            filmed: 0,
            of: 2,
            begun: false,
        }
    }

    fn rolls(turn: &Turn) -> Vec<u64> {
        turn.order.iter().map(|(roll, _)| roll.get()).collect()
    }

    #[test]
    fn the_oldest_project_comes_first() {
        let turn = in_order(vec![roll(1, 1, 3), roll(2, 2, 0), roll(3, 2, 0)]);
        assert_eq!(rolls(&turn), [2, 3, 1]);
        let sentence = turn.order[0].1.say(Language::English);
        assert_eq!(sentence, "Of the projects waiting it is the oldest, registered on 03.11.2025.");
    }

    #[test]
    fn a_project_in_progress_comes_before_an_older_one() {
        let begun = Candidate { filmed: 1, ..roll(4, 2, 5) };
        let tried = Candidate { begun: true, ..roll(6, 3, 6) };
        let turn = in_order(vec![roll(1, 1, 0), tried, begun]);
        assert_eq!(rolls(&turn), [4, 6, 1]);
        assert_eq!(turn.order[0].1, Reason::InProgress { filmed: 1, of: 2 });
    }

    #[test]
    fn a_35mm_roll_goes_before_everything_that_waits_for_it() {
        let sheets = Candidate { film: FilmType::Mm35, ..roll(9, 5, 8) };
        let waits = |id| Candidate { waits_for: vec![RollId::new(9)], ..roll(id, 5, 8) };
        let turn = in_order(vec![Candidate { filmed: 1, ..roll(1, 1, 0) }, waits(7), waits(8), sheets]);
        assert_eq!(rolls(&turn), [9, 1]);
        assert_eq!(turn.order[0].1, Reason::OthersWait { rolls: 2 });
        let waiting: Vec<_> = turn.waiting.iter().map(|(roll, on)| (roll.get(), on.get())).collect();
        assert_eq!(waiting, [(7, 9), (8, 9)]);
    }

    #[test]
    fn a_roll_waits_also_for_a_35mm_roll_that_is_in_the_camera() {
        let turn = in_order(vec![Candidate { waits_for: vec![RollId::new(9)], ..roll(7, 5, 8) }]);
        assert!(turn.order.is_empty());
        assert_eq!(turn.waiting, [(RollId::new(7), RollId::new(9))]);
    }
}
