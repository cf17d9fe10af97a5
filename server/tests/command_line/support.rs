//! A lab worked by the binary, and a small project of our own making.

use serde_json::Value;
use std::path::PathBuf;
use std::process::{Command, Output};

/// A lab in a folder of its own, worked by the binary.
pub struct Lab {
    folder: tempfile::TempDir,
}

impl Lab {
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn run(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_rollcall"))
            .arg("--data")
            .arg(self.path("data"))
            .args(arguments)
            .env_remove("DATABASE_URL")
            .env("RUST_BACKTRACE", "0")
            .output()
            .unwrap()
    }

    /// The JSON of a verb that is done.
    pub fn json(&self, arguments: &[&str]) -> Value {
        let mut all = arguments.to_vec();
        all.push("--json");
        let output = self.run(&all);
        assert!(output.status.success(), "{arguments:?}: {}", text(&output.stderr));
        serde_json::from_slice(&output.stdout).unwrap()
    }

    /// The sentence of a verb that is refused.
    pub fn refused(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert_eq!(output.status.code(), Some(1), "{arguments:?}: {}", text(&output.stdout));
        text(&output.stderr)
    }

    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        let path = self.path(name);
        std::fs::write(&path, bytes).unwrap();
        path.display().to_string()
    }
}

pub fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Barcodes and pages: 40 documents, 100 pages.
pub fn documents() -> Vec<(String, u32)> {
    (0..40).map(|at| (format!("14270000000{:05}", at * 7 + 11), 1 + (at % 4))).collect()
}

pub fn list() -> String {
    let rows = documents();
    let lines =
        rows.iter().enumerate().map(|(at, (barcode, pages))| format!("{barcode},{:08},{pages},", at + 1));
    format!("barcode,com_id,pages,oversized\n{}\n", lines.collect::<Vec<_>>().join("\n"))
}

pub fn registered(lab: &Lab) {
    let list = lab.write("list.csv", list());
    let project = ["--archive-id", "RRD123-2025", "--site", "OU", "--doc-type", "Certificates", &list];
    let answer = lab.json(&[&["film", "register"][..], &project].concat());
    assert_eq!((&answer["documents"], &answer["pages"]), (&40.into(), &100.into()));
}

/// The project's plan: a roll of 60 frames and one of 40.
pub fn planned(lab: &Lab) {
    registered(lab);
    lab.json(&["film", "plan", "RRD123-2025", "--capacity16", "60", "--accept"]);
}

/// Films a roll on a new reel and counts its frames: its number.
pub fn filmed(lab: &Lab, roll: &str, frames: &str) -> String {
    lab.json(&["film", "start", roll, "--on", "new"]);
    let done = lab.json(&["film", "finish", roll, "--frames", frames]);
    assert_eq!(done["outcome"], "confirmed", "{done}");
    done["number"].as_str().unwrap().to_owned()
}
