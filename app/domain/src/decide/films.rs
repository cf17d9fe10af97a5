//! Filming: starting, confirming and failing attempts. Only a confirmed attempt issues a number.

use super::blocks::{next_number, tail};
use super::{Decision, check_seen};
use crate::command::{Answer, FilmChoice, Outcome, Proof};
use crate::event::Event;
use crate::evidence::{
    self, Comparison, Expected, ExpectedSegment, Piece as LoadedPiece, compare, compare_counted,
};
use crate::film::attempt::{Attempt, FailReason, Loaded, RestOfFilm};
use crate::film::document::Document;
use crate::film::project::Numbering;
use crate::film::reel::{ReelStage, TempRoll, TempRollStage};
use crate::film::roll::{FilmType, Roll, Stage};
use crate::film::settings::Settings;
use crate::film::stock::{self, Piece, Rest, ShelfPiece};
use crate::id::{AttemptId, ReelId, RollId, TempRollId};
use crate::lab::Lab;
use crate::number::{FilmNumber, Holding};
use crate::reason;
use crate::refusal::Refusal;

pub(super) fn start(
    lab: &Lab,
    id: RollId,
    choice: FilmChoice,
    machine: &str,
    seen: Option<u64>,
) -> Result<Decision, Refusal> {
    let settings = &lab.settings.as_ref().ok_or(Refusal::NotFounded)?.film;
    let roll = roll(lab, id)?;
    check_seen(seen, roll.revision)?;
    check_startable(lab, roll)?;
    let (loaded, new_reel) = choose_film(lab, settings, roll, choice)?;
    let machine = super::lab::checked_name(if machine.trim().is_empty() { "1" } else { machine })?;
    let attempt = AttemptId::new(lab.head.counts.attempt + 1);
    let ordinal = roll.attempts + 1;
    let film = roll.film;
    let mut events =
        vec![Event::AttemptStarted { attempt, roll: id, ordinal, film, loaded, machine, new_reel }];
    let project = lab.projects.get(roll.project);
    let bind = project.is_some_and(|project| project.numbering == Numbering::BindAtStart);
    // A number kept through a rework is the roll's own already; it is typed in again.
    let number = match lab.number_of(id) {
        Some(kept) => Some(kept),
        None if bind => {
            let given = next_number(lab, roll)?;
            events.extend(given.events);
            let holding = Holding::Bound { attempt, claim: given.claim };
            events.push(Event::NumbersHeld { numbers: vec![given.number], holding });
            Some(given.number)
        }
        None => None,
    };
    let temp_roll = loaded.temp_roll.map(|id| id.label());
    Ok(Decision::new(events, Answer::Started { attempt, reel: loaded.reel.label(), temp_roll, number }))
}

pub(super) fn finish(lab: &Lab, id: RollId, proof: &Proof, seen: Option<u64>) -> Result<Decision, Refusal> {
    let settings = &lab.settings.as_ref().ok_or(Refusal::NotFounded)?.film;
    let roll = roll(lab, id)?;
    check_seen(seen, roll.revision)?;
    let attempt = running_attempt(lab, roll)?;
    let documents = lab.documents.get(roll.project).map_or(&[][..], Vec::as_slice);
    let expected = expected(roll, documents);
    let piece = LoadedPiece {
        length_mm: attempt.loaded.length_mm,
        padding_mm: settings.padding_mm(),
        step_mm: settings.step_mm(roll.film),
    };
    match proof {
        Proof::Counted { frames } => {
            let contradicted = attempt.comparison.is_some();
            if contradicted {
                return Err(Refusal::EvidenceContradicts { roll: roll.temporary_id.to_string() });
            }
            if *frames != roll.frames {
                return Err(Refusal::CountDiffers { planned: roll.frames, counted: *frames });
            }
            let comparison = compare_counted(&expected, *frames, &piece);
            confirm(lab, settings, roll, attempt, comparison, vec![], true)
        }
        Proof::Machine { log, descriptor, files } => {
            let comparison = compare(&expected, log, descriptor.as_deref(), &piece);
            let received = Event::EvidenceReceived { attempt: attempt.id, files: files.clone() };
            if comparison.outcome != evidence::Outcome::Complete {
                return Ok(contradict(attempt, comparison, received));
            }
            confirm(lab, settings, roll, attempt, comparison, vec![received], false)
        }
    }
}

/// The attempt keeps running: what the evidence found is on record, and a person decides.
fn contradict(attempt: &Attempt, comparison: Comparison, received: Event) -> Decision {
    let findings = comparison.findings.clone();
    let answer = Answer::Finished {
        outcome: Outcome::Contradicted,
        number: None,
        findings,
        temp_roll: None,
        rest_mm: 0,
    };
    Decision::new(vec![received, Event::EvidenceContradicted { attempt: attempt.id, comparison }], answer)
}

/// One commit: earlier passes on record, the number issued, the rest of the film on the shelf or written off.
fn confirm(
    lab: &Lab,
    settings: &Settings,
    roll: &Roll,
    attempt: &Attempt,
    comparison: Comparison,
    mut events: Vec<Event>,
    counted: bool,
) -> Result<Decision, Refusal> {
    let (number, block) = match lab.number_of(roll.id).or(lab.bound_to(attempt.id).map(|held| held.number)) {
        Some(number) => (number, tail(lab, roll)),
        None => {
            let given = next_number(lab, roll)?;
            (given.number, given.events)
        }
    };
    let (spent_mm, rest) = spend(lab, settings, roll.film, &attempt.loaded, comparison.frames_on_film)?;
    events.extend(earlier_passes(lab, settings, roll, attempt, &comparison.frames_other_film));
    let holding = Holding::Issued { roll: roll.id, attempt: attempt.id };
    events.push(Event::NumbersHeld { numbers: vec![number], holding });
    events.extend(block);
    events.extend(replaced(lab, roll, number));
    let findings = comparison.findings.clone();
    let frames = comparison.frames_on_film;
    events.push(Event::AttemptConfirmed { attempt: attempt.id, frames, spent_mm, rest, counted, comparison });
    let answer = Answer::Finished {
        outcome: Outcome::Confirmed,
        number: Some(number),
        findings,
        temp_roll: kept_label(rest),
        rest_mm: rest.length_mm(attempt.loaded.length_mm),
    };
    Ok(Decision::new(events, answer))
}

/// The number of the film that was rejected learns which one took its place.
fn replaced(lab: &Lab, roll: &Roll, by: FilmNumber) -> Option<Event> {
    let rework = lab.reworks.get(roll.rework()?)?;
    match &lab.holdings.get(rework.number)?.holding {
        Holding::Void { reason, .. } => {
            let holding = Holding::Void { reason: reason.clone(), replaced_by: Some(by) };
            Some(Event::NumbersHeld { numbers: vec![rework.number], holding })
        }
        _ => None,
    }
}

/// Each earlier pass was on a film of its own, of which nothing else is on record: what it did not spend is
/// written off, so that every reel adds up.
fn earlier_passes(
    lab: &Lab,
    settings: &Settings,
    roll: &Roll,
    attempt: &Attempt,
    passes: &[u32],
) -> Vec<Event> {
    let ids = lab.head.counts.attempt + 1..;
    let reels = lab.head.counts.reel + 1..;
    let numbered = passes.iter().filter(|frames| **frames > 0).zip(roll.attempts + 1..);
    numbered
        .zip(ids.zip(reels))
        .map(|((frames, ordinal), (id, reel))| {
            let spent = settings.spent_mm(roll.film, *frames);
            let spent_mm = u32::try_from(spent).unwrap_or(u32::MAX);
            Event::EarlierPassFound {
                attempt: AttemptId::new(id),
                roll: roll.id,
                ordinal,
                film: roll.film,
                reel: ReelId::new(reel),
                length_mm: settings.reel_mm.max(spent_mm),
                frames: *frames,
                spent_mm,
                machine: attempt.machine.clone(),
            }
        })
        .collect()
}

pub(super) fn fail(
    lab: &Lab,
    id: RollId,
    reason: &FailReason,
    frames: Option<u32>,
    seen: Option<u64>,
) -> Result<Decision, Refusal> {
    let settings = &lab.settings.as_ref().ok_or(Refusal::NotFounded)?.film;
    let roll = roll(lab, id)?;
    check_seen(seen, roll.revision)?;
    let attempt = running_attempt(lab, roll)?;
    let reason = &FailReason::parse(reason.code()).ok_or(Refusal::ReasonMissing)?;
    let most = settings.usable_frames(roll.film, attempt.loaded.length_mm);
    let shown = attempt.comparison.as_ref().map_or(0, |comparison| comparison.frames_on_film.min(most));
    let frames = frames.unwrap_or(shown);
    let (spent_mm, rest) = spend(lab, settings, roll.film, &attempt.loaded, frames)?;
    let mut events = Vec::new();
    if let Some(held) = lab.bound_to(attempt.id) {
        events.push(give_back(held.number, &held.holding, roll, reason));
    }
    let reason = reason.clone();
    events.push(Event::AttemptFailed { attempt: attempt.id, reason, frames, spent_mm, rest });
    let answer = Answer::Finished {
        outcome: Outcome::Failed,
        number: None,
        findings: vec![],
        temp_roll: kept_label(rest),
        rest_mm: rest.length_mm(attempt.loaded.length_mm),
    };
    Ok(Decision::new(events, answer))
}

/// A bound number goes back to its claim, or is free again with a reason that explains the gap.
fn give_back(number: FilmNumber, holding: &Holding, roll: &Roll, reason: &FailReason) -> Event {
    let holding = match holding {
        Holding::Bound { claim: Some(claim), .. } => Holding::Reserved { claim: claim.clone() },
        _ => Holding::Returned { reason: reason::failed(&roll.temporary_id, reason) },
    };
    Event::NumbersHeld { numbers: vec![number], holding }
}

/// What an attempt of so many frames spends of the piece, and what remains.
fn spend(
    lab: &Lab,
    settings: &Settings,
    film: FilmType,
    loaded: &Loaded,
    frames: u32,
) -> Result<(u32, RestOfFilm), Refusal> {
    if frames == 0 {
        return Ok((0, RestOfFilm::Untouched));
    }
    let most = settings.usable_frames(film, loaded.length_mm);
    let rest = stock::rest(settings, film, loaded.length_mm, frames)
        .map_err(|_| Refusal::MoreThanThePiece { frames, most })?;
    let spent_mm = loaded.length_mm - rest.length_mm();
    let rest = match rest {
        Rest::Keep { length_mm, .. } => {
            RestOfFilm::Kept { temp_roll: TempRollId::new(lab.head.counts.temp_roll + 1), length_mm }
        }
        Rest::Scrap { length_mm } => RestOfFilm::Scrapped { length_mm },
    };
    Ok((spent_mm, rest))
}

fn kept_label(rest: RestOfFilm) -> Option<String> {
    match rest {
        RestOfFilm::Kept { temp_roll, .. } => Some(temp_roll.label()),
        RestOfFilm::Untouched | RestOfFilm::Scrapped { .. } => None,
    }
}

fn roll(lab: &Lab, id: RollId) -> Result<&Roll, Refusal> {
    lab.rolls.get(id).ok_or_else(|| Refusal::NoSuchRoll { roll: id.to_string() })
}

fn check_startable(lab: &Lab, roll: &Roll) -> Result<(), Refusal> {
    let name = || roll.temporary_id.to_string();
    match roll.stage {
        Stage::Planned | Stage::Rework { .. } => {}
        Stage::Filming { attempt, .. } => {
            let by = lab.attempts.get(attempt).map_or_else(String::new, |attempt| attempt.operator.clone());
            return Err(Refusal::AlreadyFilming { roll: name(), by });
        }
        Stage::Filmed { .. } | Stage::Developed { .. } | Stage::Accepted { .. } => {
            return Err(Refusal::AlreadyFilmed { roll: name() });
        }
        Stage::Cancelled => return Err(Refusal::RollCancelled { roll: name() }),
    }
    super::standing::active_project(lab, roll.project)?;
    check_sheets(lab, roll)
}

/// The 35mm rolls whose numbers the sheets print are filmed. One that is cancelled will never be: it may not even be
/// in memory.
fn check_sheets(lab: &Lab, roll: &Roll) -> Result<(), Refusal> {
    for id in &roll.waits_for {
        match lab.rolls.get(*id) {
            Some(other) if other.stage_word().is_filmed() => {}
            Some(other) if other.is_live() => {
                return Err(Refusal::WaitsFor35mm { roll: other.temporary_id.clone() });
            }
            Some(_) | None => return Err(Refusal::SheetsOutdated { roll: roll.temporary_id.to_string() }),
        }
    }
    Ok(())
}

fn running_attempt<'a>(lab: &'a Lab, roll: &Roll) -> Result<&'a Attempt, Refusal> {
    let name = || roll.temporary_id.to_string();
    match roll.stage {
        Stage::Filming { attempt, .. } => {
            lab.attempts.get(attempt).ok_or_else(|| Refusal::NotFilming { roll: name() })
        }
        Stage::Planned | Stage::Rework { .. } => Err(Refusal::NotFilming { roll: name() }),
        Stage::Filmed { .. } | Stage::Developed { .. } | Stage::Accepted { .. } => {
            Err(Refusal::AlreadyFilmed { roll: name() })
        }
        Stage::Cancelled => Err(Refusal::RollCancelled { roll: name() }),
    }
}

/// The film to load and whether a reel is booked for it.
fn choose_film(
    lab: &Lab,
    settings: &Settings,
    roll: &Roll,
    choice: FilmChoice,
) -> Result<(Loaded, bool), Refusal> {
    let choice = match choice {
        FilmChoice::Proposed => proposed(lab, settings, roll),
        chosen => chosen,
    };
    let (loaded, new_reel) = match choice {
        FilmChoice::TempRoll(id) => (load_temp_roll(lab, roll.film, id)?, false),
        FilmChoice::New | FilmChoice::Proposed => load_reel(lab, settings, roll),
    };
    let usable = settings.usable_frames(roll.film, loaded.length_mm);
    if usable < roll.frames {
        return Err(Refusal::FilmTooShort { frames: roll.frames, usable });
    }
    Ok((loaded, new_reel))
}

fn proposed(lab: &Lab, settings: &Settings, roll: &Roll) -> FilmChoice {
    let shelf: Vec<ShelfPiece> = lab
        .temp_rolls
        .values()
        .filter(|piece| piece.film == roll.film && piece.stage == TempRollStage::OnShelf)
        .map(|piece| ShelfPiece { id: piece.id.get(), length_mm: piece.length_mm, since: piece.since })
        .collect();
    match stock::propose(settings, roll.film, roll.frames, &shelf).first().map(|best| best.piece) {
        Some(Piece::TempRoll(id)) => FilmChoice::TempRoll(TempRollId::new(id)),
        Some(Piece::NewReel) | None => FilmChoice::New,
    }
}

fn load_temp_roll(lab: &Lab, film: FilmType, id: TempRollId) -> Result<Loaded, Refusal> {
    let label = id.label();
    let piece: &TempRoll =
        lab.temp_rolls.get(id).ok_or_else(|| Refusal::NoSuchTempRoll { temp_roll: label.clone() })?;
    if piece.film != film {
        return Err(Refusal::WrongFilm { temp_roll: label });
    }
    if piece.stage != TempRollStage::OnShelf {
        return Err(Refusal::NotOnShelf { temp_roll: label });
    }
    Ok(Loaded { reel: piece.reel, temp_roll: Some(id), length_mm: piece.length_mm })
}

/// A whole reel that came back untouched goes first, where it holds the roll; otherwise a new one is booked.
fn load_reel(lab: &Lab, settings: &Settings, roll: &Roll) -> (Loaded, bool) {
    let back = lab.reels.values().find(|reel| {
        let holds = settings.usable_frames(roll.film, reel.length_mm) >= roll.frames;
        reel.film == roll.film && reel.stage == ReelStage::Whole && holds
    });
    match back {
        Some(reel) => (Loaded { reel: reel.id, temp_roll: None, length_mm: reel.length_mm }, false),
        None => {
            let reel = ReelId::new(lab.head.counts.reel + 1);
            (Loaded { reel, temp_roll: None, length_mm: settings.reel_mm }, true)
        }
    }
}

/// What the camera should have exposed, document by document.
fn expected(roll: &Roll, documents: &[Document]) -> Expected {
    let segments = roll.segments.iter().filter_map(|segment| {
        let document = documents.get(segment.document as usize)?;
        Some(ExpectedSegment {
            barcode: document.barcode.clone(),
            index: segment.index,
            first: segment.first,
            frames: segment.frames,
        })
    });
    Expected { segments: segments.collect() }
}
