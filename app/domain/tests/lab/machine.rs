//! Logs as a camera writes them, from the plan of a roll.

use crate::support::TestLab;
use domain::command::{Command, Proof};
use domain::event::EvidenceFile;
use domain::evidence::{FilmLog, LoggedFile, LoggedFrame};
use domain::film::roll::Roll;

/// A log without a frame.
pub fn empty_log() -> FilmLog {
    FilmLog::default()
}

impl TestLab {
    /// The first `frames` frames of a roll, as the camera logs them.
    pub fn log_of(&self, roll: &str, frames: u32) -> FilmLog {
        self.more_of(empty_log(), roll, frames)
    }

    /// The log after another pass of `frames` frames through a roll.
    pub fn more_of(&self, log: FilmLog, roll: &str, frames: u32) -> FilmLog {
        self.pass(log, self.roll(roll), frames)
    }

    pub fn pass(&self, mut log: FilmLog, roll: &Roll, frames: u32) -> FilmLog {
        let documents = self.lab.documents.get(roll.project).expect("the project has documents");
        // A cancelled roll may be of a list that was replaced by a shorter one.
        let listed = roll.segments.iter().filter_map(|segment| {
            let document = documents.get(segment.document as usize)?;
            Some((segment, &document.barcode))
        });
        let planned = listed.flat_map(|(segment, barcode)| {
            (segment.first..segment.first + segment.frames).map(move |page| (barcode, page))
        });
        for (barcode, page) in planned.take(frames as usize) {
            let path = format!(r"X:\{}\.output\{barcode}.pdf", roll.temporary_id);
            let known = log.files.iter().position(|file| file.path == path);
            let file = known.unwrap_or_else(|| {
                log.files.push(LoggedFile { path });
                log.files.len() - 1
            });
            log.records.push(LoggedFrame { file: file as u32, page });
        }
        log
    }

    pub fn finishing_logged(&self, roll: &str, log: FilmLog) -> Command {
        Command::FinishFilming { roll: self.roll(roll).id, proof: logged(log) }
    }

    pub fn finish_logged(self, roll: &str, log: FilmLog) -> Self {
        let command = self.finishing_logged(roll, log);
        self.and(command)
    }
}

pub fn logged(log: FilmLog) -> Proof {
    let file = EvidenceFile {
        name: "10000300.LOG".into(),
        digest: domain::ledger::digest(b"log"),
        size: 3,
        packed: "eJwDAAAAAAE=".into(),
    };
    Proof::Machine { log, descriptor: None, files: vec![file] }
}
