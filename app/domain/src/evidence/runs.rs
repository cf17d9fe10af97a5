//! Runs: a log's exposures, separated into the times the machine went through the plan.

use super::count;
use serde::{Deserialize, Serialize};
use std::collections::HashSet;
use std::ops::Range;

/// One time the machine went through the plan, continuations included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    /// All frames exposed, with repeats, test images and foreign frames in between.
    pub frames: u32,
    pub kind: RunKind,
    /// On the film that was loaded last, not on film used up before.
    pub same_film: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RunKind {
    /// An exact beginning of the plan, after which the machine started again.
    AbortedStart,
    /// Every planned frame, in planned order.
    Complete,
    /// Planned frames are missing.
    Short,
    /// Every planned frame, but not in planned order.
    Disordered,
    /// None of the plan's documents.
    Foreign,
}

/// What one exposure is, seen from the plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Exposure {
    /// The planned frame at this position, from 0.
    Planned(u64),
    /// A planned document's page that the plan does not have.
    Beyond,
    Foreign,
    /// A test image: it takes film, but belongs to no document.
    Focus,
}

impl Exposure {
    fn is_own(self) -> bool {
        matches!(self, Self::Planned(_) | Self::Beyond)
    }
}

/// Cuts the exposures into runs: one starts at the first exposure of a planned document and whenever the first
/// planned frame returns, together with as many test images before it as the first run began with. Foreign frames
/// before and after are runs of their own; foreign frames after which the plan goes on are part of the run.
pub(super) fn cut(exposures: &[Exposure]) -> Vec<Range<usize>> {
    let mut runs = Vec::new();
    let mut start = 0;
    let mut is_open = false;
    let mut test_images_at_head = None;
    for (at, exposure) in exposures.iter().enumerate() {
        if *exposure != Exposure::Planned(0) && (is_open || !exposure.is_own()) {
            continue;
        }
        let before = &exposures[start..at];
        let test_images = before.iter().rev().take_while(|exposure| **exposure == Exposure::Focus).count();
        let at_head = *test_images_at_head.get_or_insert(test_images);
        let begin = at - test_images.min(at_head);
        close(exposures, start..begin, &mut runs);
        (start, is_open) = (begin, true);
    }
    close(exposures, start..exposures.len(), &mut runs);
    runs
}

/// Closes a run; the foreign frames at its end become a run of their own.
fn close(exposures: &[Exposure], run: Range<usize>, runs: &mut Vec<Range<usize>>) {
    let frames = &exposures[run.clone()];
    let after_own = frames.iter().rposition(|exposure| exposure.is_own()).map_or(0, |last| last + 1);
    let tail = &frames[after_own..];
    let end = match tail.iter().position(|exposure| *exposure == Exposure::Foreign) {
        Some(foreign) if after_own > 0 => run.start + after_own + foreign,
        _ => run.end,
    };
    runs.extend([run.start..end, end..run.end].into_iter().filter(|run| !run.is_empty()));
}

/// How far one run fulfils the plan.
#[derive(Debug, Default)]
pub(super) struct Coverage {
    /// Different planned frames exposed.
    pub(super) distinct: u64,
    /// Planned frames exposed again.
    pub(super) repeated: u32,
    /// Smallest planned position without exposure; the number of planned frames if there is none.
    pub(super) first_missing: u64,
    /// The first planned frame exposed for the first time only after a later one, and that later one.
    pub(super) out_of_order: Option<(u64, u64)>,
    has_own: bool,
    has_foreign: bool,
}

impl Coverage {
    pub(super) fn of(exposures: &[Exposure]) -> Self {
        let mut coverage = Self::default();
        let mut seen = HashSet::new();
        let mut furthest = None;
        for exposure in exposures {
            coverage.has_own |= exposure.is_own();
            coverage.has_foreign |= *exposure == Exposure::Foreign;
            let Exposure::Planned(position) = *exposure else { continue };
            if !seen.insert(position) {
                coverage.repeated = coverage.repeated.saturating_add(1);
            } else if let Some(later) = furthest.filter(|furthest| *furthest > position) {
                coverage.out_of_order.get_or_insert((position, later));
            } else {
                furthest = Some(position);
            }
        }
        coverage.distinct = seen.len() as u64;
        coverage.first_missing = (0..).find(|position| !seen.contains(position)).unwrap_or(coverage.distinct);
        coverage
    }

    /// Whether this is a run through the plan at all.
    pub(super) fn is_foreign(&self) -> bool {
        self.has_foreign && !self.has_own
    }

    pub(super) fn kind(&self, planned: u64, is_last: bool) -> RunKind {
        if self.is_foreign() {
            RunKind::Foreign
        } else if planned > 0 && self.distinct == planned {
            if self.out_of_order.is_some() { RunKind::Disordered } else { RunKind::Complete }
        } else if !is_last && self.first_missing == self.distinct && self.out_of_order.is_none() {
            RunKind::AbortedStart
        } else {
            RunKind::Short
        }
    }
}

/// Frames of a run as they go into records.
pub(super) fn frames_of(run: &Range<usize>) -> u32 {
    count(run.len())
}
