//! Findings: what a comparison saw, in sentences. Some block the roll, others only inform.

use super::runs::Run;
use crate::film::document::Barcode;
use crate::words::{Language, Say};
use serde::{Deserialize, Serialize};

/// One thing a comparison saw.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Finding {
    /// Frames of documents that are not planned for this roll.
    ForeignFrames { frames: u32, documents: u32, projects: Vec<String>, more_projects: u32 },
    /// Not one frame is of this roll, and all come from one folder.
    WrongFolder { frames: u32, folder: String },
    /// A planned document's file has pages the plan does not have; the first of them is named.
    PagesBeyondPlan { frames: u32, barcode: Barcode, page: u32, planned: u32 },
    /// Planned frames are missing in the run that counts.
    Short { planned: u32, filmed: u32, first_missing: Option<FramePlace> },
    /// A planned frame came only after a later one.
    OutOfOrder { frame: FramePlace, after: FramePlace },
    /// Planned frames exposed again within the run that counts, as after a continuation.
    Repeated { frames: u32 },
    /// Test images, which take film but belong to no document.
    FocusFrames { frames: u32 },
    /// Runs before the one that counts.
    EarlierRuns { runs: Vec<Run> },
    /// More runs than any filming has.
    TooManyRuns { runs: u32 },
    /// The machine's counter knows more exposures than the log.
    CounterAboveLog { counter: u32, logged: u32 },
    /// Log and descriptor end with different files.
    LastFileDiffers { logged: String, descriptor: String },
    /// The first file ever filmed under the machine's number is not planned for this roll.
    OtherProjectFirst { file: String, project: Option<String> },
    /// The number the machine filmed under.
    MachineNumber { number: String },
    /// The run that counts needs more film than was loaded.
    TooLongForPiece { frames: u32, needed_mm: u32, piece_mm: u32 },
    /// The log breaks off inside its last record.
    TornEnd,
    /// The operator counted more frames than were planned.
    CountedTooMany { planned: u32, counted: u32 },
}

/// A page of a document, counted over the whole document from 1.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FramePlace {
    pub barcode: Barcode,
    pub page: u32,
}

/// Names listed in one finding; the rest is counted.
pub(super) const MOST_NAMED: usize = 5;

/// Text of a log may be of any length; a finding keeps what fits on a line.
pub(super) fn shortened(text: &str) -> String {
    const MOST: usize = 120;
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

impl Finding {
    /// Whether the roll cannot be confirmed on this evidence.
    pub fn blocks(&self) -> bool {
        match self {
            Self::ForeignFrames { .. }
            | Self::WrongFolder { .. }
            | Self::PagesBeyondPlan { .. }
            | Self::Short { .. }
            | Self::OutOfOrder { .. }
            | Self::TooManyRuns { .. }
            | Self::LastFileDiffers { .. }
            | Self::TooLongForPiece { .. }
            | Self::CountedTooMany { .. } => true,
            Self::Repeated { .. }
            | Self::FocusFrames { .. }
            | Self::EarlierRuns { .. }
            | Self::CounterAboveLog { .. }
            | Self::OtherProjectFirst { .. }
            | Self::MachineNumber { .. }
            | Self::TornEnd => false,
        }
    }
}

impl Say for Finding {
    fn say(&self, language: Language) -> String {
        match language {
            Language::German => self.german(),
            Language::English => self.english(),
        }
    }
}
