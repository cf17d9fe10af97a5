//! Refusals: each is named for the rule it keeps and says in one sentence what is wrong and what to do.

use crate::film::index::NotReady;
use crate::film::planning::PlanRefusal;
use crate::film::project::ListDifference;
use crate::film::roll::TemporaryId;
use crate::number::{FilmNumber, NumberState};
use crate::person::Right;
use crate::words::{Language, Say};
use serde::Serialize;

/// What somebody did since a thing was looked at, in both languages: its names are known only where it was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Since {
    /// Entry of the ledger.
    pub entry: u64,
    pub actor: String,
    pub german: String,
    pub english: String,
}

impl Say for Since {
    /// `Operator 2 started filming RRD123-2025_OU_16_01 on reel R-0003`.
    fn say(&self, language: Language) -> String {
        format!("{} {}", self.actor, language.pick(&self.german, &self.english))
    }
}

/// Why a command changes nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "refusal", rename_all = "snake_case")]
pub enum Refusal {
    NotAllowed { right: Right },
    NotFounded,
    AlreadyFounded,
    KeyUsedForOther,
    Stale { changes: Vec<Since> },
    NoSuchProject { project: String },
    NoSuchRoll { roll: String },
    NoSuchTempRoll { temp_roll: String },
    NoSuchNumber { number: String },
    NoSuchPerson,
    NoSuchToken,
    BadSettings { problem: String },
    NameMissing,
    NameTooLong,
    NameTaken { name: String },
    RolesMissing,
    LastAdmin,
    SiteUnreadable { site: String },
    DocTypeUnreadable { doc_type: String },
    ListEmpty,
    EmptyDocuments { barcodes: Vec<String> },
    DuplicateBarcodes { barcodes: Vec<String> },
    ListChanged { difference: ListDifference },
    ListInUse { roll: String },
    PlanInUse { roll: String },
    CannotPlan { problem: PlanRefusal },
    AlreadyFilming { roll: String, by: String },
    AlreadyFilmed { roll: String },
    RollCancelled { roll: String },
    NotFilming { roll: String },
    WaitsFor35mm { roll: TemporaryId },
    WrongFilm { temp_roll: String },
    NotOnShelf { temp_roll: String },
    FilmTooShort { frames: u32, usable: u32 },
    CountDiffers { planned: u32, counted: u32 },
    EvidenceContradicts { roll: String },
    MoreThanThePiece { frames: u32, most: u32 },
    NumberHasState { number: FilmNumber, state: NumberState },
    BlockBelongsToProject { number: FilmNumber },
    CarriedByFilm { number: FilmNumber },
    CountOutOfBounds { most: u32 },
    SeriesExhausted,
    ReasonMissing,
    NotReady { problem: NotReady },
    UntilInThePast,
}

fn said(changes: &[Since], language: Language) -> String {
    changes.iter().map(|change| change.say(language)).collect::<Vec<_>>().join("; ")
}

/// The most barcodes a sentence lists before it only counts.
const LISTED: usize = 5;

fn list(names: &[String], language: Language) -> String {
    let shown = names.iter().take(LISTED).map(String::as_str).collect::<Vec<_>>().join(", ");
    if names.len() > LISTED {
        let more = language.count((names.len() - LISTED) as u64);
        language.pick(format!("{shown} und {more} weitere"), format!("{shown} and {more} more"))
    } else {
        shown
    }
}

impl Refusal {
    /// The rule's name, stable for scripts: `already_filming`.
    pub fn code(&self) -> String {
        let value = serde_json::to_value(self).unwrap_or_default();
        value.get("refusal").and_then(|code| code.as_str()).unwrap_or("refused").to_owned()
    }
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.say(Language::English))
    }
}

impl std::error::Error for Refusal {}

impl Say for Refusal {
    fn say(&self, language: Language) -> String {
        match language {
            Language::German => self.german(),
            Language::English => self.english(),
        }
    }
}

impl Refusal {
    fn english(&self) -> String {
        let language = Language::English;
        match self {
            Self::NotAllowed { right } => {
                let roles: Vec<&str> = right.roles().iter().map(|role| role.code()).collect();
                match roles.as_slice() {
                    [] => "This is done at the server's own console only.".to_owned(),
                    _ => format!("Your roles do not allow this: it needs {}.", roles.join(" or ")),
                }
            }
            Self::NotFounded => {
                "The lab is not set up yet: open the link the server printed when it started.".into()
            }
            Self::AlreadyFounded => "The lab is set up already: sign in instead.".into(),
            Self::KeyUsedForOther => {
                "This key was used for another request: send the request with a key of its own.".into()
            }
            Self::Stale { changes } if changes.is_empty() => {
                "This changed since you opened it: look at it again, then decide.".into()
            }
            Self::Stale { changes } => {
                format!(
                    "This changed since you opened it: {}. Nothing was done; look again, then decide.",
                    said(changes, language)
                )
            }
            Self::NoSuchProject { project } => {
                format!("There is no project {project}: choose one from the list of projects.")
            }
            Self::NoSuchRoll { roll } => {
                format!("There is no roll {roll}: choose one from its project's plan.")
            }
            Self::NoSuchTempRoll { temp_roll } => {
                format!("There is no temp roll {temp_roll}: choose one from the shelf.")
            }
            Self::NoSuchNumber { number } => format!("{number} was never handed out: check the digits."),
            Self::NoSuchPerson => "There is no such person: choose one from the list.".into(),
            Self::NoSuchToken => "There is no such token: choose one from the list.".into(),
            Self::BadSettings { problem } => format!("These settings cannot be used: {problem}."),
            Self::NameMissing => "A name is missing: write one.".into(),
            Self::NameTooLong => "A name has at most 80 characters on one line: shorten it.".into(),
            Self::NameTaken { name } => format!("{name} is taken: choose another name."),
            Self::RolesMissing => "A role is missing: choose at least one.".into(),
            Self::LastAdmin => {
                "This is the last administrator: make somebody else administrator first.".into()
            }
            Self::SiteUnreadable { site } => {
                format!("`{site}` is no site: 1 to 8 capital letters or digits are needed, such as OU.")
            }
            Self::DocTypeUnreadable { doc_type } => {
                format!("`{doc_type}` is no document type: 1 to 120 characters without / \\ : are needed.")
            }
            Self::ListEmpty => "The list has no documents: choose a list with at least one.".into(),
            Self::EmptyDocuments { barcodes } => format!(
                "Documents without pages cannot be filmed: {}. Correct their page counts or take them off the list.",
                list(barcodes, language)
            ),
            Self::DuplicateBarcodes { barcodes } => {
                format!(
                    "The list names a barcode twice: {}. Keep one line for each document.",
                    list(barcodes, language)
                )
            }
            Self::ListChanged { difference } => format!(
                "This project is registered with another list: {} added, {} removed, {} changed. Accept the difference to replace the list.",
                difference.added.len(),
                difference.removed.len(),
                difference.changed.len()
            ),
            Self::ListInUse { roll } => format!(
                "{roll} is already in work: a list can be replaced only while nothing of it is filmed."
            ),
            Self::PlanInUse { roll } => {
                format!("{roll} is already in work: a plan can be replaced only while none of its rolls is.")
            }
            Self::CannotPlan { problem } => problem.say(language),
            Self::AlreadyFilming { roll, by } => {
                format!("{roll} is being filmed by {by}: finish or fail that attempt first.")
            }
            Self::AlreadyFilmed { roll } => format!("{roll} is filmed already: its number is issued."),
            Self::RollCancelled { roll } => {
                format!("{roll} belongs to a plan that was replaced: choose a roll of the accepted plan.")
            }
            Self::NotFilming { roll } => format!("{roll} is not being filmed: start an attempt first."),
            Self::WaitsFor35mm { roll } => {
                format!(
                    "This roll waits for 35mm roll {roll}: its reference sheets print that roll's number, so film it first."
                )
            }
            Self::WrongFilm { temp_roll } => {
                format!("{temp_roll} is film of the other width: choose film as wide as the roll.")
            }
            Self::NotOnShelf { temp_roll } => {
                format!("{temp_roll} is not on the shelf: choose another temp roll or a new reel.")
            }
            Self::FilmTooShort { frames, usable } => format!(
                "This film holds {} frames but the roll needs {}: choose a longer piece.",
                language.count((*usable).into()),
                language.count((*frames).into())
            ),
            Self::CountDiffers { planned, counted } => format!(
                "{} frames were counted but {} are planned: count again, or report the attempt as failed.",
                language.count((*counted).into()),
                language.count((*planned).into())
            ),
            Self::EvidenceContradicts { roll } => format!(
                "The evidence of {roll} contradicts the plan: bring the right log, or report the attempt as failed."
            ),
            Self::MoreThanThePiece { frames, most } => format!(
                "{} frames do not fit on the loaded film, which holds {}: check the count.",
                language.count((*frames).into()),
                language.count((*most).into())
            ),
            Self::NumberHasState { number, state } => match state {
                NumberState::Issued => {
                    format!("{number} is issued: an issued number never becomes free. Void it with a reason.")
                }
                NumberState::Void => format!("{number} is void: a void number is never used again."),
                NumberState::Bound => {
                    format!("{number} is in the camera: finish or fail that attempt first.")
                }
                NumberState::Reserved => format!("{number} is reserved: release it first."),
                NumberState::Free => format!("{number} is free already."),
            },
            Self::BlockBelongsToProject { number } => {
                format!("{number} belongs to a project's block: release it from the project.")
            }
            Self::CarriedByFilm { number } => {
                format!("{number} is on a film that exists: it is voided together with that film's rework.")
            }
            Self::CountOutOfBounds { most } => {
                format!("Between 1 and {} numbers can be reserved at once.", language.count((*most).into()))
            }
            Self::SeriesExhausted => "This series has no number left: no film can be numbered here.".into(),
            Self::ReasonMissing => {
                "A reason is missing: say why, because the film and its number stay in the record.".into()
            }
            Self::NotReady { problem } => match problem {
                NotReady::NotFilmed(roll) => {
                    format!("{roll} is not filmed: an index is delivered when every roll of both films is.")
                }
                NotReady::Disagrees { roll, barcode } => {
                    format!(
                        "The evidence of {roll} does not show document {barcode}: plan and evidence disagree, so nothing is delivered."
                    )
                }
            },
            Self::UntilInThePast => "The date lies in the past: choose a later one.".into(),
        }
    }

    fn german(&self) -> String {
        let language = Language::German;
        match self {
            Self::NotAllowed { right } => {
                let roles: Vec<&str> = right.roles().iter().map(|role| role.code()).collect();
                match roles.as_slice() {
                    [] => "Das geht nur an der Konsole des Servers.".to_owned(),
                    _ => {
                        format!("Die eigenen Rollen erlauben das nicht: nötig ist {}.", roles.join(" oder "))
                    }
                }
            }
            Self::NotFounded => {
                "Das Labor ist noch nicht eingerichtet: den Link öffnen, den der Server beim Start ausgab."
                    .into()
            }
            Self::AlreadyFounded => "Das Labor ist schon eingerichtet: stattdessen anmelden.".into(),
            Self::KeyUsedForOther => {
                "Dieser Schlüssel gehört zu einer anderen Anfrage: einen eigenen Schlüssel senden.".into()
            }
            Self::Stale { changes } if changes.is_empty() => {
                "Das hat sich seit dem Öffnen geändert: neu ansehen, dann entscheiden.".into()
            }
            Self::Stale { changes } => {
                format!(
                    "Das hat sich seit dem Öffnen geändert: {}. Nichts wurde ausgeführt; neu ansehen, dann entscheiden.",
                    said(changes, language)
                )
            }
            Self::NoSuchProject { project } => {
                format!("Projekt {project} gibt es nicht: eines aus der Projektliste wählen.")
            }
            Self::NoSuchRoll { roll } => {
                format!("Rolle {roll} gibt es nicht: eine aus dem Plan des Projekts wählen.")
            }
            Self::NoSuchTempRoll { temp_roll } => {
                format!("Restfilm {temp_roll} gibt es nicht: einen aus dem Regal wählen.")
            }
            Self::NoSuchNumber { number } => format!("{number} wurde nie vergeben: die Ziffern prüfen."),
            Self::NoSuchPerson => "Diese Person gibt es nicht: eine aus der Liste wählen.".into(),
            Self::NoSuchToken => "Diesen Zugangsschlüssel gibt es nicht: einen aus der Liste wählen.".into(),
            Self::BadSettings { problem } => format!("Diese Einstellungen gehen nicht: {problem}."),
            Self::NameMissing => "Es fehlt ein Name: einen eintragen.".into(),
            Self::NameTooLong => "Ein Name hat höchstens 80 Zeichen in einer Zeile: kürzen.".into(),
            Self::NameTaken { name } => format!("{name} ist vergeben: einen anderen Namen wählen."),
            Self::RolesMissing => "Es fehlt eine Rolle: mindestens eine wählen.".into(),
            Self::LastAdmin => "Das ist der letzte Administrator: zuerst jemand anderen dazu machen.".into(),
            Self::SiteUnreadable { site } => format!(
                "„{site}“ ist kein Standort: nötig sind 1 bis 8 Großbuchstaben oder Ziffern, etwa OU."
            ),
            Self::DocTypeUnreadable { doc_type } => {
                format!("„{doc_type}“ ist kein Dokumententyp: nötig sind 1 bis 120 Zeichen ohne / \\ :.")
            }
            Self::ListEmpty => {
                "Die Liste hat keine Dokumente: eine Liste mit mindestens einem wählen.".into()
            }
            Self::EmptyDocuments { barcodes } => format!(
                "Dokumente ohne Seiten lassen sich nicht verfilmen: {}. Seitenzahl berichtigen oder von der Liste nehmen.",
                list(barcodes, language)
            ),
            Self::DuplicateBarcodes { barcodes } => {
                format!(
                    "Die Liste nennt einen Barcode doppelt: {}. Je Dokument eine Zeile behalten.",
                    list(barcodes, language)
                )
            }
            Self::ListChanged { difference } => format!(
                "Das Projekt ist mit einer anderen Liste registriert: {} neu, {} weg, {} geändert. Den Unterschied annehmen, um die Liste zu ersetzen.",
                difference.added.len(),
                difference.removed.len(),
                difference.changed.len()
            ),
            Self::ListInUse { roll } => format!(
                "{roll} ist schon in Arbeit: eine Liste lässt sich nur ersetzen, solange nichts davon verfilmt ist."
            ),
            Self::PlanInUse { roll } => format!(
                "{roll} ist schon in Arbeit: ein Plan lässt sich nur ersetzen, solange keine seiner Rollen es ist."
            ),
            Self::CannotPlan { problem } => problem.say(language),
            Self::AlreadyFilming { roll, by } => {
                format!("{roll} wird von {by} verfilmt: zuerst diesen Versuch abschließen.")
            }
            Self::AlreadyFilmed { roll } => format!("{roll} ist schon verfilmt: die Nummer ist vergeben."),
            Self::RollCancelled { roll } => {
                format!("{roll} gehört zu einem ersetzten Plan: eine Rolle des gültigen Plans wählen.")
            }
            Self::NotFilming { roll } => {
                format!("{roll} wird nicht verfilmt: zuerst einen Versuch beginnen.")
            }
            Self::WaitsFor35mm { roll } => {
                format!(
                    "Diese Rolle wartet auf die 35mm-Rolle {roll}: die Referenzblätter drucken deren Nummer, also diese zuerst verfilmen."
                )
            }
            Self::WrongFilm { temp_roll } => {
                format!("{temp_roll} hat die andere Filmbreite: Film in der Breite der Rolle wählen.")
            }
            Self::NotOnShelf { temp_roll } => format!(
                "{temp_roll} liegt nicht im Regal: einen anderen Restfilm oder einen neuen Film wählen."
            ),
            Self::FilmTooShort { frames, usable } => format!(
                "Dieser Film fasst {} Bilder, die Rolle braucht {}: ein längeres Stück wählen.",
                language.count((*usable).into()),
                language.count((*frames).into())
            ),
            Self::CountDiffers { planned, counted } => format!(
                "{} Bilder gezählt, {} geplant: neu zählen oder den Versuch als gescheitert melden.",
                language.count((*counted).into()),
                language.count((*planned).into())
            ),
            Self::EvidenceContradicts { roll } => format!(
                "Der Nachweis von {roll} widerspricht dem Plan: das richtige Protokoll bringen oder den Versuch als gescheitert melden."
            ),
            Self::MoreThanThePiece { frames, most } => format!(
                "{} Bilder passen nicht auf den eingelegten Film, der {} fasst: die Zahl prüfen.",
                language.count((*frames).into()),
                language.count((*most).into())
            ),
            Self::NumberHasState { number, state } => match state {
                NumberState::Issued => format!(
                    "{number} ist vergeben: eine vergebene Nummer wird nie wieder frei. Mit Grund ungültig machen."
                ),
                NumberState::Void => {
                    format!("{number} ist ungültig: eine ungültige Nummer wird nie wieder benutzt.")
                }
                NumberState::Bound => {
                    format!("{number} ist in der Kamera: zuerst diesen Versuch abschließen.")
                }
                NumberState::Reserved => format!("{number} ist reserviert: zuerst freigeben."),
                NumberState::Free => format!("{number} ist schon frei."),
            },
            Self::BlockBelongsToProject { number } => {
                format!("{number} gehört zum Block eines Projekts: beim Projekt freigeben.")
            }
            Self::CarriedByFilm { number } => {
                format!(
                    "{number} steht auf einem Film, den es gibt: ungültig wird sie mit der Nacharbeit dieses Films."
                )
            }
            Self::CountOutOfBounds { most } => format!(
                "Auf einmal lassen sich 1 bis {} Nummern reservieren.",
                language.count((*most).into())
            ),
            Self::SeriesExhausted => {
                "In dieser Reihe ist keine Nummer mehr frei: hier kann kein Film nummeriert werden.".into()
            }
            Self::ReasonMissing => {
                "Es fehlt ein Grund: angeben, warum, denn Film und Nummer bleiben im Verzeichnis.".into()
            }
            Self::NotReady { problem } => match problem {
                NotReady::NotFilmed(roll) => format!(
                    "{roll} ist nicht verfilmt: ein Index wird übergeben, wenn alle Rollen beider Filme es sind."
                ),
                NotReady::Disagrees { roll, barcode } => {
                    format!(
                        "Der Nachweis von {roll} zeigt Dokument {barcode} nicht: Plan und Nachweis widersprechen sich, daher wird nichts übergeben."
                    )
                }
            },
            Self::UntilInThePast => "Das Datum liegt in der Vergangenheit: ein späteres wählen.".into(),
        }
    }
}
