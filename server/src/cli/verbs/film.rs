//! The verbs of film: projects, rolls, what comes after the camera, and the shelf.

use clap::{Args, Subcommand};
use std::path::PathBuf;

#[derive(Clone, Debug, Subcommand)]
pub enum FilmVerb {
    /// Register a project from a list, or from a folder of PDFs.
    Register {
        #[arg(long)]
        archive_id: String,
        #[arg(long)]
        site: String,
        #[arg(long)]
        doc_type: String,
        /// Tells deliveries of one order apart.
        #[arg(long, default_value = "")]
        delivery: String,
        /// Number of differences to accept, where another list is registered.
        #[arg(long)]
        accept: Option<u32>,
        /// Leave out PDFs that cannot be read.
        #[arg(long)]
        leave_out_damaged: bool,
        /// Say that its films are tests, or are none; otherwise an id of the year 2099 says so.
        #[arg(long)]
        test: Option<bool>,
        /// LIST.csv, LIST.xlsx or FOLDER
        list: PathBuf,
    },
    /// Compute a project's plan; with --accept, make it the plan.
    Plan {
        project: String,
        #[arg(long)]
        capacity16: Option<u32>,
        #[arg(long)]
        capacity35: Option<u32>,
        /// Smallest usable leftover, in frames.
        #[arg(long)]
        threshold: Option<u32>,
        /// natural or fullest_first
        #[arg(long)]
        order: Option<String>,
        #[arg(long)]
        accept: bool,
    },
    /// Start an attempt at a roll.
    Start {
        roll: String,
        /// `new`, or a temp roll's tag.
        #[arg(long)]
        on: Option<String>,
        #[arg(long, default_value = "")]
        machine: String,
    },
    /// Finish the running attempt.
    Finish {
        roll: String,
        /// The machine's log.
        #[arg(long, conflicts_with = "failed")]
        log: Option<PathBuf>,
        /// The machine's descriptor.
        #[arg(long, requires = "log")]
        desc: Option<PathBuf>,
        /// Frames counted; with --failed, frames exposed before it failed.
        #[arg(long, conflicts_with = "log")]
        frames: Option<u32>,
        /// jam, aborted, short, foreign, exposure, wrong-film, machine, or your own words.
        #[arg(long)]
        failed: Option<String>,
    },
    /// Write the labels of films as one PDF, a page each.
    Label {
        #[arg(required_unless_present = "project")]
        rolls: Vec<String>,
        /// Every film of this project instead.
        #[arg(long, conflicts_with = "rolls")]
        project: Option<String>,
        /// FILE.pdf
        #[arg(long)]
        out: PathBuf,
        /// Say Duplikat instead of Original.
        #[arg(long)]
        duplicate: bool,
        /// With the corners off, for the side of the box.
        #[arg(long)]
        angled: bool,
    },
    /// Write the tags of temp rolls as one PDF; without any named, those of the whole shelf.
    Tag {
        tags: Vec<String>,
        /// Every temp roll at this place instead.
        #[arg(long, conflicts_with = "tags")]
        place: Option<String>,
        /// FILE.pdf
        #[arg(long)]
        out: PathBuf,
    },
    /// Record the delivery of a project's index and write it.
    Deliver {
        project: String,
        /// FILE.xlsx or FILE.csv
        #[arg(long)]
        out: PathBuf,
        /// To whom it goes; where it is not said, to those of the last delivery.
        #[arg(long)]
        to: Option<String>,
    },
    /// What was delivered of a project, and what changed since.
    Deliveries { project: String },
    /// All projects.
    Projects {
        /// Deleted ones, too.
        #[arg(long)]
        all: bool,
    },
    /// All live rolls.
    Rolls {
        #[arg(long)]
        project: Option<String>,
    },
    /// How many rolls took one pass, month by month, and why the others took more.
    Yield,
    /// Temp rolls on the shelf, in cameras, and lost ones.
    TempRolls,
    #[command(flatten)]
    Planning(PlanningVerb),
    #[command(flatten)]
    Finishing(FinishingVerb),
    #[command(flatten)]
    Standing(StandingVerb),
}

/// Planning ahead.
#[derive(Clone, Debug, Subcommand)]
pub enum PlanningVerb {
    /// The usual variants of a project's plan side by side.
    WhatIf { project: String },
    /// Projects that have documents in common.
    Duplicates,
    /// Rolls that wait, in their turn, with the film each will go on.
    Queue,
}

/// What becomes of the number of a rejected film. It has to be said.
#[derive(Clone, Copy, Debug, Args)]
#[group(required = true, multiple = false)]
pub struct NumberOfFilm {
    /// The rejected film is destroyed; the new one carries its number.
    #[arg(long)]
    keep_number: bool,
    /// Film with the number may still exist: it is void, the new film earns another.
    #[arg(long)]
    void: bool,
}

impl NumberOfFilm {
    /// As the API calls it.
    pub const fn code(self) -> &'static str {
        if self.keep_number { "keep" } else { "void" }
    }
}

/// After the camera. Rolls are named by film number, id or temporary id.
#[derive(Clone, Debug, Subcommand)]
pub enum FinishingVerb {
    /// Reject films: their rolls wait to be filmed again.
    #[command(visible_alias = "reject")]
    Rework {
        #[arg(required = true)]
        rolls: Vec<String>,
        /// exposure, density, scratch, jam, wrong-order, missing-page, wrong-label, complaint, operator-abort, or
        /// your own words.
        #[arg(long)]
        reason: String,
        #[arg(long, default_value = "")]
        note: String,
        #[command(flatten)]
        number: NumberOfFilm,
        /// Print what would follow, and change nothing.
        #[arg(long)]
        dry_run: bool,
    },
    /// Void the number that a roll in rework kept: film that carries it turned up.
    VoidNumber {
        roll: String,
        #[arg(long)]
        reason: String,
    },
    /// Record that films were developed in one run.
    Develop {
        #[arg(required = true)]
        rolls: Vec<String>,
        /// Readings, such as 1.25,1.31
        #[arg(long, value_name = "READINGS", default_value = "", value_parser = readings)]
        density: Readings,
        /// The batch of chemistry.
        #[arg(long, default_value = "")]
        bath: String,
    },
    /// Accept developed films.
    Accept {
        #[arg(required = true)]
        rolls: Vec<String>,
        #[arg(long, default_value = "")]
        note: String,
    },
    /// Hold back every film of a run.
    Quarantine {
        /// E-0001 or 1
        run: String,
        #[arg(long)]
        reason: String,
    },
    /// Let a held run go.
    Release {
        /// E-0001 or 1
        run: String,
        #[arg(long)]
        reason: String,
    },
    /// All runs of the processor, newest first.
    Runs,
}

/// Projects that change their mind. A project is named by id, archive id or folder name.
#[derive(Clone, Debug, Subcommand)]
pub enum StandingVerb {
    /// Open a project's registration again; filmed rolls are kept.
    Reset {
        project: String,
        #[arg(long)]
        reason: String,
    },
    /// Give a project up; what it reserved goes back.
    Abandon {
        project: String,
        #[arg(long)]
        reason: String,
    },
    /// Put a filmed project away.
    Archive { project: String },
    /// Take a project out of the lists.
    Delete {
        project: String,
        #[arg(long)]
        reason: String,
    },
    /// Take back that a project was archived, abandoned or deleted.
    Restore { project: String },
}

#[derive(Clone, Debug, Subcommand)]
pub enum TempRollVerb {
    /// A temp roll's state and life.
    Show {
        /// T-0001 or 1
        tag: String,
    },
    /// Correct a temp roll's length.
    Measure {
        tag: String,
        /// Metres with m, such as 14.20m, or millimetres
        #[arg(value_parser = millimetres, allow_hyphen_values = true)]
        length: i64,
        #[arg(long, default_value = "")]
        reason: String,
    },
    /// Say where a temp roll lies.
    Place { tag: String, place: String },
    /// Throw a temp roll away.
    Discard {
        tag: String,
        #[arg(long)]
        reason: String,
    },
    /// Report a temp roll lost.
    Lost {
        tag: String,
        #[arg(long)]
        reason: String,
    },
    /// Put a lost temp roll back on the shelf.
    Found {
        tag: String,
        #[arg(long, default_value = "")]
        place: String,
    },
    /// Take stock: what should lie there and is not named is reported lost.
    Stock {
        /// Of this place alone; it may turn out empty.
        #[arg(long)]
        place: Option<String>,
        #[arg(required_unless_present = "place")]
        tags: Vec<String>,
    },
}

/// Density readings as they are sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Readings(pub Vec<String>);

/// `1.25,1.31` or a single `1.25`. With a comma inside a reading nobody could tell how many there are.
fn readings(text: &str) -> Result<Readings, String> {
    let parts: Vec<String> = text.split(',').map(|part| part.trim().to_owned()).collect();
    match parts.as_slice() {
        [only] if only.is_empty() => Ok(Readings::default()),
        [_, _, ..] if !parts.iter().all(|part| part.contains('.')) => {
            Err("between commas each reading has a point, such as 1.25,1.31".to_owned())
        }
        _ => Ok(Readings(parts)),
    }
}

/// `14.20m`, `14,2 m`, `14200mm` or `14200`. Whether film can be that long is for the lab to say.
fn millimetres(text: &str) -> Result<i64, String> {
    let wrong = || "metres with m are needed, such as 14.20m, or whole millimetres, such as 14200".to_owned();
    let text = text.trim();
    if let Some(whole) = text.strip_suffix("mm") {
        return whole.trim().parse().map_err(|_| wrong());
    }
    let Some(metres) = text.strip_suffix('m') else { return text.parse().map_err(|_| wrong()) };
    let metres = metres.trim();
    let (whole, part) = metres.split_once(['.', ',']).unwrap_or((metres, ""));
    if part.len() > 3 || !part.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(wrong());
    }
    let sign = if whole.starts_with('-') { -1 } else { 1 };
    let whole: i64 = whole.parse().map_err(|_| wrong())?;
    let part: i64 = format!("{part:0<3}").parse().map_err(|_| wrong())?;
    whole.checked_mul(1000).and_then(|whole| whole.checked_add(sign * part)).ok_or_else(wrong)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_is_read_in_metres_or_millimetres() {
        for (text, length) in [
            ("14.20m", 14_200),
            ("14,2 m", 14_200),
            ("14m", 14_000),
            ("0.005m", 5),
            ("14200", 14_200),
            ("14200 mm", 14_200),
            ("-5", -5),
            ("-0.5m", -500),
        ] {
            assert_eq!(millimetres(text), Ok(length), "{text}");
        }
        for text in ["", "m", "14.20", "14.2001m", "14.2.0m", "fourteen", "1e3", "99999999999999999999m"] {
            assert!(millimetres(text).is_err(), "{text}");
        }
    }

    #[test]
    fn readings_are_told_apart_or_refused() {
        let read = |text: &str| readings(text).map(|readings| readings.0);
        assert_eq!(read("1.25,1.31"), Ok(vec!["1.25".to_owned(), "1.31".to_owned()]));
        assert_eq!(read("1.25"), Ok(vec!["1.25".to_owned()]));
        assert_eq!(read(""), Ok(vec![]));
        for text in ["1,25", "1,2", "1.25,1,31"] {
            assert!(read(text).is_err(), "{text}");
        }
    }
}
