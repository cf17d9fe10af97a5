//! What went wrong with numbers, refilms and records in a real lab, and a test of its name for each guarantee that
//! the rules alone can prove. Where another test proves it, a comment names that test.

mod numbers;
mod records;
mod refilm;

use crate::support::{TestLab, apply, document, key, lab};
use domain::event::Event;
use domain::lab::Lab;

/// The lab after its server was switched off and on: what the ledger gives back, and nothing else.
fn restarted(lab: &TestLab) -> TestLab {
    let mut again = lab.clone();
    again.lab = Lab::default();
    for (stamp, events) in &lab.entries {
        let written = serde_json::to_string(events).expect("events can be written");
        let read: Vec<Event> = serde_json::from_str(&written).expect("events can be read");
        apply(&mut again.lab, stamp, &read);
    }
    again
}

/// A project with one filmed roll of so many frames.
fn filmed(archive_id: &str, frames: u32) -> TestLab {
    film_too(lab(), archive_id, frames)
}

/// Another project with one filmed roll.
fn film_too(lab: TestLab, archive_id: &str, frames: u32) -> TestLab {
    lab.with_project(archive_id, &[frames]).planned().film(&format!("{archive_id}_OU_16_01"))
}

/// A project whose 16mm roll prints the number of its 35mm roll: 61 frames of 16mm and 11 of 35mm.
fn with_sheets(archive_id: &str) -> TestLab {
    lab().with_project_of(key(archive_id, "OU"), vec![document("1001", 60, "10-19")]).planned()
}
