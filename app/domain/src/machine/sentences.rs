//! Findings of the machine's files in words: what is there, what it means, what to do.

use super::NumberClass;
use super::matter::{Matter, MatterKind, Twin};
use super::survey::Pass;
use crate::evidence::RunKind;
use crate::number::NumberState;
use crate::words::{Language, Say};

fn frames(language: Language, quantity: u32) -> String {
    let unit = match (language, quantity) {
        (Language::German, 1) => "Bild",
        (Language::German, _) => "Bilder",
        (Language::English, 1) => "frame",
        (Language::English, _) => "frames",
    };
    format!("{} {unit}", language.count(quantity.into()))
}

impl Say for Pass {
    /// `407, abgebrochen`.
    fn say(&self, language: Language) -> String {
        let kind = match self.kind {
            RunKind::AbortedStart => language.pick("abgebrochen", "aborted"),
            RunKind::Complete => language.pick("vollständig", "complete"),
            RunKind::Short => language.pick("unvollständig", "short"),
            RunKind::Disordered => language.pick("ungeordnet", "out of order"),
            RunKind::Foreign => language.pick("fremd", "foreign"),
        };
        format!("{} {kind}", language.count(self.frames.into()))
    }
}

impl Say for Twin {
    fn say(&self, language: Language) -> String {
        let (german, english) = match self {
            Self::Held { state: NumberState::Free } => {
                ("war hier vergeben und kam zurück", "was given here and came back")
            }
            Self::Held { state: NumberState::Reserved } => ("ist hier reserviert", "is reserved here"),
            Self::Held { state: NumberState::Bound } => ("ist hier in der Kamera", "is in the camera here"),
            Self::Held { state: NumberState::Issued } => {
                ("trägt hier ein anderer Film", "is carried by another film here")
            }
            Self::Held { state: NumberState::Void } => ("ist hier ungültig", "is void here"),
            Self::Log { .. } => ("hat noch ein anderes Protokoll", "has another log besides"),
        };
        language.pick(german, english).to_owned()
    }
}

impl Say for NumberClass {
    fn say(&self, language: Language) -> String {
        let (german, english) = match self {
            Self::Production => ("Filmnummer", "film number"),
            Self::Legacy => ("Nummer des früheren Dienstleisters", "number of the vendor before"),
            Self::Test => ("Testnummer", "test number"),
            Self::Mistyped => ("keine Nummer", "no number"),
        };
        language.pick(german, english).to_owned()
    }
}

impl Say for Matter {
    /// What the files say, as one sentence.
    fn say(&self, language: Language) -> String {
        let bilder = |quantity: &u32| frames(language, *quantity);
        match self {
            Self::ForeignProject { frames, projects } => {
                let (frames, projects) = (bilder(frames), projects.join(", "));
                language.pick(format!("{frames} von {projects}."), format!("{frames} of {projects}."))
            }
            Self::WrongFolder { frames, folder } => {
                let frames = bilder(frames);
                language.pick(
                    format!("Alle {frames} aus dem Ordner {folder}."),
                    format!("All {frames} from the folder {folder}."),
                )
            }
            Self::SeveralPasses { passes } => {
                let count = language.count(passes.len() as u64);
                let listed: Vec<String> = passes.iter().map(|pass| pass.say(language)).collect();
                let listed = listed.join(", ");
                language.pick(format!("{count} Durchläufe: {listed}."), format!("{count} passes: {listed}."))
            }
            Self::Continuation { repeated: 0, .. } => {
                language.pick("Als Fortsetzung gekennzeichnet.", "Marked as continued.").to_owned()
            }
            Self::Continuation { repeated, .. } => {
                let frames = bilder(repeated);
                language.pick(
                    format!("{frames} wiederholt; was folgt, liegt um so viel später."),
                    format!("{frames} repeated; what follows lies that much later."),
                )
            }
            Self::CounterAboveLog { counter, logged, first_project } => {
                let missing = bilder(&counter.saturating_sub(*logged));
                let (counter, logged) = (language.count((*counter).into()), language.count((*logged).into()));
                let first = first_project.as_ref().map(|project| {
                    language.pick(
                        format!(" Die erste Datei war von {project}."),
                        format!(" The first file was of {project}."),
                    )
                });
                let said = language.pick(
                    format!("Der Zähler sagt {counter}, das Protokoll {logged}: {missing} ohne Protokoll."),
                    format!("The counter says {counter}, the log {logged}: {missing} without a log."),
                );
                said + &first.unwrap_or_default()
            }
            _ => self.beside_the_film(language),
        }
    }
}

impl Matter {
    /// What is said of files and numbers rather than of frames.
    fn beside_the_film(&self, language: Language) -> String {
        match self {
            Self::MissingLog { counter: Some(counter) } => {
                let frames = frames(language, *counter);
                language.pick(
                    format!("Beschreibung, {frames}, aber kein Protokoll."),
                    format!("A descriptor of {frames}, but no log."),
                )
            }
            Self::MissingLog { counter: None } => {
                language.pick("Beschreibung, aber kein Protokoll.", "A descriptor, but no log.").to_owned()
            }
            Self::MissingDescriptor => {
                language.pick("Protokoll, aber keine Beschreibung.", "A log, but no descriptor.").to_owned()
            }
            Self::KnownTwice { twin } => {
                let twin = twin.say(language);
                language.pick(format!("Die Nummer {twin}."), format!("The number {twin}."))
            }
            Self::NeverHandedOut => language
                .pick("Die Nummer wurde hier nie vergeben.", "The number was never handed out here.")
                .to_owned(),
            Self::Unreadable { file, why } => format!("{file}: {}.", why.say(language)),
            Self::TornEnd { file } => language.pick(
                format!("{file} bricht in seinem letzten Eintrag ab."),
                format!("{file} breaks off inside its last record."),
            ),
            Self::Mistyped { above: None } => {
                language.pick("So sieht keine Nummer aus.", "No number looks like this.").to_owned()
            }
            Self::Mistyped { above: Some(above) } => {
                let above = language.count((*above).into());
                language.pick(
                    format!("Sie liegt {above} Nummern über der nächsten darunter."),
                    format!("It lies {above} numbers above the next one below."),
                )
            }
            Self::ForeignProject { .. }
            | Self::WrongFolder { .. }
            | Self::SeveralPasses { .. }
            | Self::Continuation { .. }
            | Self::CounterAboveLog { .. } => self.kind().word(language).to_owned(),
        }
    }
}

impl MatterKind {
    /// A heading.
    pub const fn word(self, language: Language) -> &'static str {
        let (german, english) = match self {
            Self::ForeignProject => ("Fremdes Projekt", "Foreign project"),
            Self::WrongFolder => ("Falscher Ordner", "Wrong folder"),
            Self::KnownTwice => ("Nummer doppelt", "Number known twice"),
            Self::NeverHandedOut => ("Nie vergeben", "Never handed out"),
            Self::Mistyped => ("Vertippt", "Mistyped"),
            Self::MissingLog => ("Protokoll fehlt", "Log missing"),
            Self::Unreadable => ("Unlesbar", "Unreadable"),
            Self::TornEnd => ("Bricht ab", "Breaks off"),
            Self::CounterAboveLog => ("Zähler über Protokoll", "Counter above log"),
            Self::SeveralPasses => ("Mehrere Durchläufe", "Several passes"),
            Self::Continuation => ("Fortsetzung", "Continuation"),
            Self::MissingDescriptor => ("Beschreibung fehlt", "Descriptor missing"),
        };
        match language {
            Language::German => german,
            Language::English => english,
        }
    }

    /// What it means and what to do, one sentence each.
    pub const fn meaning(self, language: Language) -> &'static str {
        let (german, english) = match self {
            Self::ForeignProject => (
                "Auf dem Film liegen Bilder eines anderen Projekts. Film ansehen, dann entscheiden, ob er neu gemacht wird.",
                "The film carries frames of another project. Look at the film, then decide whether it is made again.",
            ),
            Self::WrongFolder => (
                "Unter dieser Nummer wurde der Ordner einer anderen verfilmt. Meist fehlt das eigene Projekt noch: neu verfilmen.",
                "Another number's folder was filmed under this one. Mostly its own project is still missing: film it again.",
            ),
            Self::KnownTwice => (
                "Zwei Filme tragen vielleicht dieselbe Nummer. Beide Schachteln ansehen.",
                "Two films may carry the same number. Look at both boxes.",
            ),
            Self::NeverHandedOut => (
                "Die Maschine filmte unter einer Nummer, die dieses Labor nicht vergab. Tippfehler klären, oder den Ordner übernehmen.",
                "The machine filmed under a number this lab did not give. Clear up the slip, or import the folder.",
            ),
            Self::Mistyped => (
                "Unter dieser Nummer wurde verfilmt, aber sie zählt nicht. Film suchen und sagen, was er ist.",
                "Something was filmed under it, but it does not count. Find the film and say what it is.",
            ),
            Self::MissingLog => (
                "Was auf dem Film liegt, ist nicht belegt. Das Protokoll auf der Maschine suchen und übernehmen.",
                "What lies on the film is not proved. Look for the log on the machine and import it.",
            ),
            Self::Unreadable => (
                "Diese Datei ist auf Akte, sagt aber nichts. Noch einmal von der Maschine kopieren.",
                "This file is on record but says nothing. Copy it from the machine again.",
            ),
            Self::TornEnd => (
                "Am Ende fehlt etwas. Noch einmal von der Maschine kopieren.",
                "Something is missing at the end. Copy it from the machine again.",
            ),
            Self::CounterAboveLog => (
                "Es wurde mehr belichtet als protokolliert. Der Film kann mehr enthalten, als das Protokoll weiß.",
                "More was exposed than logged. The film may hold more than the log knows.",
            ),
            Self::SeveralPasses => (
                "Der Film wurde mehrmals aufgenommen. Sagen, ob zweite Kopie, Nacharbeit oder Abbruch.",
                "The film was exposed several times. Say whether it was a second copy, rework or a broken start.",
            ),
            Self::Continuation => (
                "Der Film wurde fortgesetzt. Spätere Blips verschieben sich; übergebene Indexe prüfen.",
                "The film was continued. Later blips shift; check indexes handed over.",
            ),
            Self::MissingDescriptor => (
                "Ob der Zähler der Maschine zum Protokoll passt, lässt sich nicht sagen.",
                "Whether the machine's counter agrees with the log cannot be said.",
            ),
        };
        match language {
            Language::German => german,
            Language::English => english,
        }
    }
}
