//! A log's exposures, each with what it is to the plan.

use super::compare::{ExpectedSegment, FilmedDocument};
use super::finding::{Finding, MOST_NAMED, shortened};
use super::plan::{Plan, frame};
use super::runs::Exposure;
use super::{FilmLog, LoggedFile, count};
use std::collections::HashSet;
use std::ops::Range;

/// The log's exposures, each with what it is.
pub(super) struct Filmed<'a> {
    log: &'a FilmLog,
    roles: Vec<Role>,
    pub(super) exposures: Vec<Exposure>,
    segments: Vec<Option<usize>>,
    foreign_files: Vec<bool>,
    beyond: Option<(usize, u32)>,
}

/// What a file of the log is, seen from the plan.
#[derive(Clone, Copy)]
enum Role {
    Planned { segment: usize },
    Foreign,
    Focus,
}

impl<'a> Filmed<'a> {
    pub(super) fn sort(plan: &Plan, log: &'a FilmLog) -> Self {
        let role = |file: &LoggedFile| {
            let segment = file.barcode().and_then(|barcode| plan.by_barcode.get(barcode));
            segment.map_or(if file.is_focus() { Role::Focus } else { Role::Foreign }, |segment| {
                Role::Planned { segment: *segment }
            })
        };
        let roles: Vec<Role> = log.files.iter().map(role).collect();
        let mut filmed = Self {
            log,
            foreign_files: vec![false; roles.len()],
            roles,
            exposures: Vec::with_capacity(log.records.len()),
            segments: Vec::with_capacity(log.records.len()),
            beyond: None,
        };
        let first_pages = filmed.first_pages(plan);
        for record in log.net() {
            let role = filmed.roles.get(record.file as usize).copied().unwrap_or(Role::Foreign);
            let (exposure, segment) = match role {
                Role::Focus => (Exposure::Focus, None),
                Role::Foreign => {
                    if let Some(foreign) = filmed.foreign_files.get_mut(record.file as usize) {
                        *foreign = true;
                    }
                    (Exposure::Foreign, None)
                }
                Role::Planned { segment } => {
                    let offset = record.page.checked_sub(first_pages[segment]);
                    match offset.filter(|offset| *offset < plan.segments[segment].frames) {
                        Some(offset) => {
                            (Exposure::Planned(plan.starts[segment] + u64::from(offset)), Some(segment))
                        }
                        None => {
                            filmed.beyond.get_or_insert((segment, record.page));
                            (Exposure::Beyond, Some(segment))
                        }
                    }
                }
            };
            filmed.exposures.push(exposure);
            filmed.segments.push(segment);
        }
        filmed
    }

    /// The page each segment begins with in the log. The machine numbers a file's pages from 1; a later part of a
    /// split document may also keep the document's own numbers, which shows in that no page before them occurs.
    fn first_pages(&self, plan: &Plan) -> Vec<u32> {
        let mut least = vec![u32::MAX; plan.segments.len()];
        for record in &self.log.records {
            if let Some(Role::Planned { segment }) = self.roles.get(record.file as usize) {
                least[*segment] = least[*segment].min(record.page);
            }
        }
        let keeps_numbers = |(segment, least): (&ExpectedSegment, u32)| {
            if segment.first > 1 && least != u32::MAX && least >= segment.first { segment.first } else { 1 }
        };
        plan.segments.iter().zip(least).map(keeps_numbers).collect()
    }

    fn count(&self, kind: Exposure) -> u32 {
        count(self.exposures.iter().filter(|exposure| **exposure == kind).count())
    }

    /// There are foreign frames and no planned ones.
    pub(super) fn is_all_foreign(&self) -> bool {
        self.count(Exposure::Foreign) > 0 && self.segments.iter().all(Option::is_none)
    }

    pub(super) fn findings(&self, plan: &Plan) -> Vec<Finding> {
        let mut findings = Vec::new();
        let foreign: Vec<&LoggedFile> = self
            .log
            .files
            .iter()
            .zip(&self.foreign_files)
            .filter(|(_, foreign)| **foreign)
            .map(|(file, _)| file)
            .collect();
        if self.count(Exposure::Foreign) > 0 {
            let mut named = HashSet::new();
            let projects: Vec<&str> = foreign
                .iter()
                .filter_map(|file| file.project())
                .filter(|project| named.insert(*project))
                .collect();
            findings.push(Finding::ForeignFrames {
                frames: self.count(Exposure::Foreign),
                documents: count(foreign.len()),
                more_projects: count(projects.len().saturating_sub(MOST_NAMED)),
                projects: projects.into_iter().take(MOST_NAMED).map(shortened).collect(),
            });
        }
        if self.is_all_foreign()
            && let Some(folder) = foreign.first().and_then(|file| file.folder())
            && foreign.iter().all(|file| file.folder() == Some(folder))
        {
            findings.push(Finding::WrongFolder {
                frames: self.count(Exposure::Foreign),
                folder: shortened(folder),
            });
        }
        if let Some((segment, page)) = self.beyond {
            findings.push(Finding::PagesBeyondPlan {
                frames: self.count(Exposure::Beyond),
                barcode: plan.segments[segment].barcode.clone(),
                page,
                planned: plan.segments[segment].frames,
            });
        }
        let focus = self.count(Exposure::Focus);
        findings.extend((focus > 0).then_some(Finding::FocusFrames { frames: focus }));
        findings
    }

    /// The first exposure of each planned document within the run that counts.
    pub(super) fn blips(&self, plan: &Plan, counting: Range<usize>) -> Vec<FilmedDocument> {
        let mut first: Vec<Option<u32>> = vec![None; plan.segments.len()];
        for (before, segment) in self.segments[counting].iter().enumerate() {
            if let Some(segment) = segment {
                first[*segment].get_or_insert(frame(before as u64));
            }
        }
        let filmed = plan.segments.iter().zip(first);
        filmed
            .filter_map(|(segment, frame)| Some(FilmedDocument { index: segment.index, frame: frame? }))
            .collect()
    }
}
