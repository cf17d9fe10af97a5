//! Findings in words: one sentence each, German and English side by side.

use super::finding::{Finding, FramePlace, MOST_NAMED};
use super::runs::{Run, RunKind};
use crate::words::Language;

fn german_count(quantity: u32, one: &str, many: &str) -> String {
    format!("{} {}", Language::German.count(u64::from(quantity)), if quantity == 1 { one } else { many })
}

fn english_count(quantity: u32, one: &str, many: &str) -> String {
    format!("{} {}", Language::English.count(u64::from(quantity)), if quantity == 1 { one } else { many })
}

impl Finding {
    pub(super) fn german(&self) -> String {
        let frames = |frames: u32| german_count(frames, "Bild", "Bilder");
        let plain = |quantity: u32| Language::German.count(u64::from(quantity));
        let metres = |millimetres: u32| Language::German.metres(u64::from(millimetres));
        match self {
            Self::ForeignFrames { frames: f, documents, projects, more_projects } => {
                foreign(Language::German, *f, *documents, projects, *more_projects)
            }
            Self::WrongFolder { frames: f, folder } => {
                let verb = if *f == 1 { "stammt" } else { "stammen" };
                format!("{} {verb} aus dem Ordner {folder}; kein Bild gehört zu dieser Rolle.", frames(*f))
            }
            Self::PagesBeyondPlan { frames: f, barcode, page, planned } => {
                beyond_plan(Language::German, *f, barcode.as_str(), *page, *planned)
            }
            Self::Short { planned, filmed, first_missing } => {
                short(Language::German, *planned, *filmed, first_missing.as_ref())
            }
            Self::OutOfOrder { frame, after } => {
                let (frame, after) = (frame.german(), after.german());
                format!("Die Reihenfolge weicht vom Plan ab: {frame} kam erst nach {after}.")
            }
            Self::Repeated { frames: f } => {
                let verb = if *f == 1 { "wurde" } else { "wurden" };
                format!("{} {verb} im selben Durchlauf wiederholt.", frames(*f))
            }
            Self::FocusFrames { frames: f } => {
                format!("{} auf dem Film.", german_count(*f, "Testbild liegt", "Testbilder liegen"))
            }
            Self::EarlierRuns { runs } => {
                let count = german_count(runs.len() as u32, "früheren Durchlauf", "frühere Durchläufe");
                format!("Das Protokoll enthält {count}: {}.", listed(runs, run_german))
            }
            Self::TooManyRuns { runs } => {
                format!(
                    "Das Protokoll enthält {} Durchläufe; so oft wird keine Rolle verfilmt.",
                    plain(*runs)
                )
            }
            Self::CounterAboveLog { counter, logged } => format!(
                "Der Zähler der Maschine steht auf {}, das Protokoll kennt {}; im Protokoll fehlen davon {}.",
                plain(*counter),
                frames(*logged),
                plain(counter.saturating_sub(*logged))
            ),
            Self::LastFileDiffers { logged, descriptor } => {
                format!("Das Protokoll endet mit {logged}, die Rollenbeschreibung mit {descriptor}.")
            }
            Self::OtherProjectFirst { file, project } => {
                let project = project.as_ref().map(|project| format!(" von {project}")).unwrap_or_default();
                format!(
                    "Die erste Datei unter dieser Maschinennummer war {file}{project}; sie gehört nicht zu dieser Rolle."
                )
            }
            Self::MachineNumber { number } => format!("Die Maschine verfilmte unter der Nummer {number}."),
            Self::TooLongForPiece { frames: f, needed_mm, piece_mm } => format!(
                "Für {} braucht es {} Film, das eingelegte Stück hat {}.",
                frames(*f),
                metres(*needed_mm),
                metres(*piece_mm)
            ),
            Self::TornEnd => "Das Protokoll bricht in seinem letzten Eintrag ab.".to_owned(),
            Self::CountedTooMany { planned, counted } => {
                let verb = if *counted == 1 { "wurde" } else { "wurden" };
                format!("{} {verb} gezählt, geplant sind {}.", frames(*counted), plain(*planned))
            }
        }
    }

    pub(super) fn english(&self) -> String {
        let frames = |frames: u32| english_count(frames, "frame", "frames");
        let plain = |quantity: u32| Language::English.count(u64::from(quantity));
        let metres = |millimetres: u32| Language::English.metres(u64::from(millimetres));
        match self {
            Self::ForeignFrames { frames: f, documents, projects, more_projects } => {
                foreign(Language::English, *f, *documents, projects, *more_projects)
            }
            Self::WrongFolder { frames: f, folder } => {
                format!("{} came from the folder {folder}; no frame belongs to this roll.", frames(*f))
            }
            Self::PagesBeyondPlan { frames: f, barcode, page, planned } => {
                beyond_plan(Language::English, *f, barcode.as_str(), *page, *planned)
            }
            Self::Short { planned, filmed, first_missing } => {
                short(Language::English, *planned, *filmed, first_missing.as_ref())
            }
            Self::OutOfOrder { frame, after } => {
                format!(
                    "The order differs from the plan: {} came only after {}.",
                    frame.english(),
                    after.english()
                )
            }
            Self::Repeated { frames: f } => {
                let verb = if *f == 1 { "was" } else { "were" };
                format!("{} {verb} repeated within the same run.", frames(*f))
            }
            Self::FocusFrames { frames: f } => {
                format!("{} on the film.", english_count(*f, "test image is", "test images are"))
            }
            Self::EarlierRuns { runs } => {
                let count = english_count(runs.len() as u32, "earlier run", "earlier runs");
                format!("The log holds {count}: {}.", listed(runs, run_english))
            }
            Self::TooManyRuns { runs } => {
                format!("The log holds {} runs; no roll is filmed that often.", plain(*runs))
            }
            Self::CounterAboveLog { counter, logged } => format!(
                "The machine's counter stands at {}, the log knows {}; missing in the log: {}.",
                plain(*counter),
                frames(*logged),
                plain(counter.saturating_sub(*logged))
            ),
            Self::LastFileDiffers { logged, descriptor } => {
                format!("The log ends with {logged}, the descriptor with {descriptor}.")
            }
            Self::OtherProjectFirst { file, project } => {
                let project = project.as_ref().map(|project| format!(" of {project}")).unwrap_or_default();
                format!(
                    "The first file under this machine number was {file}{project}; it does not belong to this roll."
                )
            }
            Self::MachineNumber { number } => format!("The machine filmed under number {number}."),
            Self::TooLongForPiece { frames: f, needed_mm, piece_mm } => format!(
                "To expose {} takes {} of film, the piece loaded has {}.",
                frames(*f),
                metres(*needed_mm),
                metres(*piece_mm)
            ),
            Self::TornEnd => "The log breaks off inside its last record.".to_owned(),
            Self::CountedTooMany { planned, counted } => {
                let verb = if *counted == 1 { "was" } else { "were" };
                format!("{} {verb} counted, planned were {}.", frames(*counted), plain(*planned))
            }
        }
    }
}

impl FramePlace {
    fn german(&self) -> String {
        format!("Seite {} von {}", self.page, self.barcode)
    }

    fn english(&self) -> String {
        format!("page {} of {}", self.page, self.barcode)
    }
}

fn foreign(language: Language, frames: u32, documents: u32, projects: &[String], more: u32) -> String {
    let more = match (more, language) {
        (0, _) => String::new(),
        (_, Language::German) => format!(" und {} weiteren", language.count(u64::from(more))),
        (_, Language::English) => format!(" and {} more", language.count(u64::from(more))),
    };
    let of = if projects.is_empty() { "" } else { language.pick(" von ", " of ") };
    let projects = format!("{of}{}{more}", projects.join(", "));
    match language {
        Language::German => {
            let documents = german_count(documents, "Dokument", "Dokumenten");
            let verb = if frames == 1 { "gehört" } else { "gehören" };
            let frames = german_count(frames, "Bild", "Bilder");
            format!("{frames} aus {documents}{projects} {verb} nicht zu dieser Rolle.")
        }
        Language::English => {
            let documents = english_count(documents, "document", "documents");
            let verb = if frames == 1 { "does" } else { "do" };
            let frames = english_count(frames, "frame", "frames");
            format!("{frames} from {documents}{projects} {verb} not belong to this roll.")
        }
    }
}

fn beyond_plan(language: Language, frames: u32, barcode: &str, page: u32, planned: u32) -> String {
    let planned = language.count(u64::from(planned));
    match language {
        Language::German => {
            let verb = if frames == 1 { "steht" } else { "stehen" };
            let frames = german_count(frames, "Bild", "Bilder");
            format!(
                "{frames} {verb} nicht im Plan: Dokument {barcode} hat Seite {page}, geplant sind {planned}."
            )
        }
        Language::English => {
            let verb = if frames == 1 { "is" } else { "are" };
            let frames = english_count(frames, "frame", "frames");
            format!(
                "{frames} {verb} not in the plan: document {barcode} has page {page}, planned were {planned}."
            )
        }
    }
}

fn short(language: Language, planned: u32, filmed: u32, first_missing: Option<&FramePlace>) -> String {
    let (planned_text, filmed_text) = (language.count(u64::from(planned)), language.count(u64::from(filmed)));
    let text = match language {
        Language::German => {
            let verb = if filmed == 1 { "wurde" } else { "wurden" };
            format!("Von {planned_text} geplanten Bildern {verb} {filmed_text} verfilmt")
        }
        Language::English => {
            let verb = if filmed == 1 { "was" } else { "were" };
            format!("{filmed_text} of {planned_text} planned frames {verb} filmed")
        }
    };
    match (first_missing, language) {
        (None, _) => format!("{text}."),
        (Some(place), Language::German) => format!("{text}; zuerst fehlt {}.", place.german()),
        (Some(place), Language::English) => format!("{text}; the first missing is {}.", place.english()),
    }
}

fn listed(runs: &[Run], say: fn(&Run) -> String) -> String {
    let mut texts: Vec<String> = runs.iter().take(MOST_NAMED).map(say).collect();
    if runs.len() > MOST_NAMED {
        texts.push("…".to_owned());
    }
    texts.join(", ")
}

fn run_german(run: &Run) -> String {
    let what = match run.kind {
        RunKind::AbortedStart => "ein abgebrochener Anfang",
        RunKind::Complete => "ein vollständiger",
        RunKind::Short => "ein unvollständiger",
        RunKind::Disordered => "ein ungeordneter",
        RunKind::Foreign => "ein fremder",
    };
    let place = if run.same_film { "auf demselben Film" } else { "auf anderem Film" };
    format!("{what} mit {} {place}", german_count(run.frames, "Bild", "Bildern"))
}

fn run_english(run: &Run) -> String {
    let what = match run.kind {
        RunKind::AbortedStart => "an aborted start",
        RunKind::Complete => "a complete one",
        RunKind::Short => "a short one",
        RunKind::Disordered => "one out of order",
        RunKind::Foreign => "a foreign one",
    };
    let place = if run.same_film { "on the same film" } else { "on other film" };
    format!("{what} of {} {place}", english_count(run.frames, "frame", "frames"))
}
