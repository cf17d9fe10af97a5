//! The planned frames of a roll as a comparison sees them.

use super::compare::{Expected, ExpectedSegment};
use super::finding::{Finding, FramePlace};
use super::runs::Coverage;
use std::collections::HashMap;

/// The planned frames, numbered from 0 over the whole roll.
pub(super) struct Plan<'a> {
    pub(super) segments: &'a [ExpectedSegment],
    /// Position of each segment's first frame.
    pub(super) starts: Vec<u64>,
    pub(super) total: u64,
    pub(super) by_barcode: HashMap<&'a str, usize>,
}

impl<'a> Plan<'a> {
    pub(super) fn of(expected: &'a Expected) -> Self {
        let mut plan = Self {
            segments: &expected.segments,
            starts: Vec::with_capacity(expected.segments.len()),
            total: 0,
            by_barcode: HashMap::with_capacity(expected.segments.len()),
        };
        for (position, segment) in expected.segments.iter().enumerate() {
            plan.starts.push(plan.total);
            plan.total += u64::from(segment.frames);
            plan.by_barcode.entry(segment.barcode.as_str()).or_insert(position);
        }
        plan
    }

    pub(super) fn planned(&self) -> u32 {
        u32::try_from(self.total).unwrap_or(u32::MAX)
    }

    /// The segment of the planned frame at this position.
    fn segment_at(&self, position: u64) -> usize {
        self.starts.partition_point(|start| *start <= position).saturating_sub(1)
    }

    fn place(&self, position: u64) -> Option<FramePlace> {
        let at = self.segment_at(position);
        let segment = self.segments.get(at).filter(|_| position < self.total)?;
        let page = (position - self.starts[at]).saturating_add(u64::from(segment.first));
        Some(FramePlace { barcode: segment.barcode.clone(), page: u32::try_from(page).unwrap_or(u32::MAX) })
    }

    pub(super) fn short(&self, filmed: u64, first_missing: u64) -> Finding {
        Finding::Short {
            planned: self.planned(),
            filmed: u32::try_from(filmed).unwrap_or(u32::MAX),
            first_missing: self.place(first_missing),
        }
    }

    pub(super) fn findings(&self, coverage: &Coverage, nothing_planned_was_filmed: bool) -> Vec<Finding> {
        let mut findings = Vec::new();
        // Where only foreign frames were filmed, that says it all.
        if (coverage.distinct < self.total || self.total == 0) && !nothing_planned_was_filmed {
            findings.push(self.short(coverage.distinct, coverage.first_missing));
        }
        if let Some((early, late)) = coverage.out_of_order
            && let (Some(frame), Some(after)) = (self.place(early), self.place(late))
        {
            findings.push(Finding::OutOfOrder { frame, after });
        }
        if coverage.repeated > 0 {
            findings.push(Finding::Repeated { frames: coverage.repeated });
        }
        findings
    }
}

/// A frame as people count it: positions start at 0, frames at 1.
pub(super) fn frame(position: u64) -> u32 {
    u32::try_from(position.saturating_add(1)).unwrap_or(u32::MAX)
}
