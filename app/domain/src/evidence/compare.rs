//! The comparison of what the machine exposed with what was planned for a roll, frame by frame.

use super::filmed::Filmed;
use super::finding::{Finding, shortened};
use super::plan::{Plan, frame};
use super::runs::{Coverage, Run, RunKind, cut, frames_of};
use super::{Descriptor, FilmLog, LoggedFile, count};
use crate::film::document::Barcode;
use serde::{Deserialize, Serialize};

/// What must be on the film: the roll's documents in planned order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Expected {
    pub segments: Vec<ExpectedSegment>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExpectedSegment {
    pub barcode: Barcode,
    /// Document index on the roll, from 1.
    pub index: u32,
    /// First of the document's own frames on this roll, from 1; above 1 for later parts of a split document.
    pub first: u32,
    pub frames: u32,
}

/// The film that was loaded, in millimetres.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    pub length_mm: u32,
    /// Leader and trailer together.
    pub padding_mm: u32,
    /// Advance per frame.
    pub step_mm: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Every planned frame is on film in planned order, and nothing speaks against it.
    Complete,
    /// Planned frames are missing, and nothing else is wrong.
    Short,
    /// Something on film or in the descriptor speaks against the plan.
    Contradicted,
}

/// Where a planned document really is: its first frame, counted from the start of the last run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FilmedDocument {
    pub index: u32,
    pub frame: u32,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comparison {
    pub outcome: Outcome,
    /// Every run in the order of filming, the one that counts included.
    pub runs: Vec<Run>,
    /// The planned documents on film, in planned order.
    pub blips: Vec<FilmedDocument>,
    /// Frames on the film loaded last: the last run and the earlier ones on the same film.
    pub frames_on_film: u32,
    /// Frames of each earlier run on film used up before.
    pub frames_other_film: Vec<u32>,
    pub findings: Vec<Finding>,
}

/// More runs than any real attempt has; the earliest beyond are counted, but not listed.
const MOST_RUNS: usize = 50;

/// Compares a film log with the plan. The last run through the plan counts; earlier ones are on the same film
/// where all of them fit on the piece.
pub fn compare(
    expected: &Expected,
    log: &FilmLog,
    descriptor: Option<&Descriptor>,
    piece: &Piece,
) -> Comparison {
    let plan = Plan::of(expected);
    let filmed = Filmed::sort(&plan, log);
    let cuts = cut(&filmed.exposures);
    let coverages: Vec<Coverage> =
        cuts.iter().map(|run| Coverage::of(&filmed.exposures[run.clone()])).collect();
    // The run that counts is the last one through the plan; without any it is the last there is.
    let last = coverages.iter().rposition(|coverage| !coverage.is_foreign()).or(cuts.len().checked_sub(1));
    let same_film = piece.holds(filmed.exposures.len());
    let runs: Vec<Run> = cuts
        .iter()
        .zip(&coverages)
        .enumerate()
        .map(|(position, (run, coverage))| Run {
            frames: frames_of(run),
            kind: coverage.kind(plan.total, Some(position) == last),
            same_film: same_film || Some(position) == last,
        })
        .collect();

    let (counting, coverage) = match last {
        Some(last) => (cuts[last].clone(), Coverage::of(&filmed.exposures[cuts[last].clone()])),
        None => (0..0, Coverage::default()),
    };
    let mut findings = filmed.findings(&plan);
    findings.extend(plan.findings(&coverage, filmed.is_all_foreign()));
    findings.extend(run_findings(&runs, last));
    findings.extend(log.torn.then_some(Finding::TornEnd));
    findings.extend(descriptor_findings(&plan, log, filmed.exposures.len(), descriptor));
    findings.extend(piece.finding(counting.len()));
    let number = log.number.as_ref().or(descriptor.and_then(|descriptor| descriptor.number.as_ref()));
    findings.extend(number.map(|number| Finding::MachineNumber { number: shortened(number) }));

    Comparison {
        outcome: outcome(&findings),
        blips: filmed.blips(&plan, counting),
        frames_on_film: runs
            .iter()
            .filter(|run| run.same_film)
            .fold(0, |sum, run| run.frames.saturating_add(sum)),
        frames_other_film: recent(&runs).iter().filter(|run| !run.same_film).map(|run| run.frames).collect(),
        runs: recent(&runs).to_vec(),
        findings,
    }
}

/// Compares the frames an operator counted with the plan; where they are equal, every document is where it was planned.
pub fn compare_counted(expected: &Expected, frames: u32, piece: &Piece) -> Comparison {
    let plan = Plan::of(expected);
    let counted = u64::from(frames);
    let mut findings = Vec::new();
    if counted > plan.total {
        findings.push(Finding::CountedTooMany { planned: plan.planned(), counted: frames });
    } else if counted < plan.total || plan.total == 0 {
        findings.push(plan.short(counted, counted));
    }
    findings.extend(piece.finding(frames as usize));
    let kind = if counted >= plan.total && plan.total > 0 { RunKind::Complete } else { RunKind::Short };
    let on_film = plan.starts.iter().zip(&expected.segments).take_while(|(start, _)| **start < counted);
    Comparison {
        outcome: outcome(&findings),
        runs: vec![Run { frames, kind, same_film: true }],
        blips: on_film
            .map(|(start, segment)| FilmedDocument { index: segment.index, frame: frame(*start) })
            .collect(),
        frames_on_film: frames,
        frames_other_film: Vec::new(),
        findings,
    }
}

fn outcome(findings: &[Finding]) -> Outcome {
    let mut blocking = findings.iter().filter(|finding| finding.blocks()).peekable();
    if blocking.peek().is_none() {
        Outcome::Complete
    } else if blocking.all(|finding| matches!(finding, Finding::Short { .. })) {
        Outcome::Short
    } else {
        Outcome::Contradicted
    }
}

fn recent(runs: &[Run]) -> &[Run] {
    &runs[runs.len().saturating_sub(MOST_RUNS)..]
}

impl Piece {
    fn needed_mm(&self, frames: usize) -> u64 {
        (frames as u64).saturating_mul(u64::from(self.step_mm)).saturating_add(u64::from(self.padding_mm))
    }

    fn holds(&self, frames: usize) -> bool {
        frames == 0 || self.needed_mm(frames) <= u64::from(self.length_mm)
    }

    fn finding(&self, frames: usize) -> Option<Finding> {
        (!self.holds(frames)).then(|| Finding::TooLongForPiece {
            frames: count(frames),
            needed_mm: u32::try_from(self.needed_mm(frames)).unwrap_or(u32::MAX),
            piece_mm: self.length_mm,
        })
    }
}

fn run_findings(runs: &[Run], last: Option<usize>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let before_last = &runs[..last.unwrap_or(0)];
    let earlier: Vec<Run> = before_last.iter().filter(|run| run.kind != RunKind::Foreign).copied().collect();
    if runs.len() > MOST_RUNS {
        findings.push(Finding::TooManyRuns { runs: count(runs.len()) });
    }
    if !earlier.is_empty() {
        findings.push(Finding::EarlierRuns { runs: recent(&earlier).to_vec() });
    }
    findings
}

fn descriptor_findings(
    plan: &Plan,
    log: &FilmLog,
    logged: usize,
    descriptor: Option<&Descriptor>,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    let Some(descriptor) = descriptor else { return findings };
    let file = |path: &Option<String>| {
        let file = path.as_ref().map(|path| LoggedFile { path: path.clone() });
        file.filter(|file| !file.is_focus())
    };
    let documents = log.records.iter().rev().filter_map(|record| log.files.get(record.file as usize));
    if let (Some(last), Some(logged)) =
        (file(&descriptor.last_file), documents.clone().find(|file| !file.is_focus()))
        && !last.name().eq_ignore_ascii_case(logged.name())
    {
        let (logged, descriptor) = (shortened(logged.name()), shortened(last.name()));
        findings.push(Finding::LastFileDiffers { logged, descriptor });
    }
    if let Some(first) = file(&descriptor.first_file)
        && !first.barcode().is_some_and(|barcode| plan.by_barcode.contains_key(barcode))
    {
        let project = first.project().map(shortened);
        findings.push(Finding::OtherProjectFirst { file: shortened(first.name()), project });
    }
    let logged = count(logged);
    if let Some(counter) = descriptor.image_count.filter(|counter| *counter > logged) {
        findings.push(Finding::CounterAboveLog { counter, logged });
    }
    findings
}
