//! Logs as the camera writes them, from the plan of a roll.

use crate::Year;
use domain::command::Proof;
use domain::evidence::{EvidenceFile, FilmLog, read};
use domain::film::roll::Roll;
use std::fmt::Write as _;

impl Year {
    /// The log of these passes through a roll, each of so many frames, with its last record doubled as the machine does.
    pub(crate) fn log(&self, roll: &Roll, passes: &[u32]) -> Option<Proof> {
        let documents = self.lab.documents.get(roll.project)?;
        let frames: Vec<(&str, u32)> = roll
            .segments
            .iter()
            .filter_map(|segment| Some((segment, documents.get(segment.document as usize)?)))
            .flat_map(|(segment, document)| {
                (segment.first..segment.first + segment.frames).map(|page| (document.barcode.as_str(), page))
            })
            .collect();
        let folder = &roll.temporary_id;
        let mut text = String::new();
        for pass in passes {
            for (barcode, page) in frames.iter().take(*pass as usize) {
                let _ = write!(text, r"X:\{folder}\.output\{barcode}.pdf:{page}");
            }
        }
        if let Some((barcode, page)) = frames.get(passes.last().map_or(0, |last| *last as usize) - 1) {
            let _ = write!(text, r"X:\{folder}\.output\{barcode}.pdf:{page}");
        }
        // UTF-16LE with its mark, as the camera's computer writes.
        let bytes: Vec<u8> =
            [0xfeff].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        let name = "FILM.LOG";
        let Ok(EvidenceFile::Log(log)) = read(Some(name), &bytes) else { return None };
        Some(proof(log, (self.pace.keep_file)(name, &bytes)))
    }
}

fn proof(log: FilmLog, file: domain::event::EvidenceFile) -> Proof {
    Proof::Machine { log, descriptor: None, files: vec![file] }
}
