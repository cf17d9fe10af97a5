//! Refusals in German.

use super::{Refusal, list, said};
use crate::film::index::NotReady;
use crate::film::project::Standing;
use crate::number::NumberState;
use crate::words::{Language, Say};

impl Refusal {
    pub(super) fn german(&self) -> String {
        let language = Language::German;
        match self {
            Self::NotAllowed { right } => {
                let roles: Vec<&str> = right.roles().iter().map(|role| role.word(Language::German)).collect();
                match roles.as_slice() {
                    [] => "Das geht nur an der Konsole des Servers.".to_owned(),
                    _ => {
                        let roles = roles.join(" oder ");
                        format!("Die eigenen Rollen erlauben das nicht: nötig ist die Rolle {roles}.")
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
            Self::LastAdmin => {
                "Nur noch diese Person hat die Rolle Verwaltung: sie zuerst jemand anderem geben.".into()
            }
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
                "{roll} ist schon in Arbeit: das Projekt zurücksetzen, um die Liste neben seinen Filmen zu ersetzen."
            ),
            Self::PlanInUse { roll } => format!(
                "{roll} ist schon in Arbeit: das Projekt zurücksetzen, um neben seinen Filmen neu zu planen."
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
            Self::SheetsOutdated { roll } => format!(
                "Die Referenzblätter von {roll} drucken die Nummer einer stornierten 35mm-Rolle: das Projekt zurücksetzen und neu planen."
            ),
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
                    "{number} ist vergeben: eine vergebene Nummer wird nie wieder frei. Ihren Film verwerfen macht sie ungültig."
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
                NotReady::OnNoRoll(barcode) => format!(
                    "Dokument {barcode} ist nicht ganz auf Rollen: vor der Übergabe einen Plan annehmen und seine Rollen verfilmen."
                ),
                NotReady::Disagrees { roll, barcode } => {
                    format!(
                        "Der Nachweis von {roll} zeigt Dokument {barcode} nicht: Plan und Nachweis widersprechen sich, daher wird nichts übergeben."
                    )
                }
            },
            Self::NoRollChosen => "Keine Rolle ist gewählt: mindestens eine wählen.".into(),
            Self::NotFilmed { roll } => format!("{roll} hat noch keinen Film: zuerst verfilmen."),
            Self::InRework { roll } => {
                format!("Der Film von {roll} ist schon verworfen: die Rolle zuerst neu verfilmen.")
            }
            Self::NotInRework { roll } => format!(
                "Der Film von {roll} ist nicht verworfen: ihn verwerfen und die Nummer dabei ungültig machen."
            ),
            Self::NoKeptNumber { roll } => {
                format!("{roll} behält keine Nummer: die ihres verworfenen Films ist schon ungültig.")
            }
            Self::AlreadyDeveloped { roll } => {
                format!("{roll} ist schon entwickelt: abnehmen oder den Film verwerfen.")
            }
            Self::NotDeveloped { roll } => {
                format!("{roll} ist noch nicht entwickelt: zuerst die Entwicklung eintragen.")
            }
            Self::AlreadyAccepted { roll } => format!("{roll} ist schon abgenommen."),
            Self::NotAccepted { roll } => format!(
                "{roll} ist nicht abgenommen: der Index wird übergeben, wenn alle Filme beider Arten es sind."
            ),
            Self::NoSuchRun { run } => {
                format!("Es gibt keinen Entwicklungslauf {run}: einen aus der Liste wählen.")
            }
            Self::RunHeld { run } => format!("{run} ist schon in Quarantäne."),
            Self::RunNotHeld { run } => {
                format!("{run} ist nicht in Quarantäne: es gibt nichts freizugeben.")
            }
            Self::RunHolds { roll, run } => format!(
                "{roll} wurde in {run} entwickelt, der in Quarantäne ist: den Lauf mit Grund freigeben oder den Film verwerfen."
            ),
            Self::ProjectNotActive { project, standing } => {
                let word = match standing {
                    Standing::Active => "aktiv",
                    Standing::Archived => "archiviert",
                    Standing::Abandoned { .. } => "aufgegeben",
                    Standing::Deleted { .. } => "gelöscht",
                };
                format!("{project} ist {word}: zuerst wiederherstellen.")
            }
            Self::NothingToReset { project } => {
                format!("{project} hat keinen Plan: die Registrierung ist schon offen.")
            }
            Self::NothingToArchive { project } => format!(
                "{project} hat keinen Plan: archiviert wird nur ein Projekt, dessen Rollen alle verfilmt sind."
            ),
            Self::NothingToPlan { project } => {
                format!(
                    "Jedes Dokument von {project} ist auf einem behaltenen Film: es gibt nichts zu planen."
                )
            }
            Self::StillFilming { roll } => {
                format!(
                    "{roll} ist in der Kamera: zuerst diesen Versuch beenden oder als gescheitert melden."
                )
            }
            Self::FilmedDocuments { barcodes } => format!(
                "Dokumente auf behaltenen Filmen müssen in der Liste bleiben, wie sie verfilmt wurden: {}. Zuerst ihre Filme verwerfen und das Projekt zurücksetzen.",
                list(barcodes, language)
            ),
            Self::TempRollIs { temp_roll, stage } => match stage.as_str() {
                "loaded" => {
                    format!(
                        "{temp_roll} ist in der Kamera: zuerst diesen Versuch beenden oder als gescheitert melden."
                    )
                }
                "consumed" => {
                    format!("{temp_roll} ist verbraucht: was übrig blieb, ist ein anderer Restfilm.")
                }
                "discarded" => format!("{temp_roll} wurde weggeworfen: er kommt nicht zurück."),
                "lost" => format!("{temp_roll} ist als vermisst gemeldet: zuerst als gefunden melden."),
                _ => format!("{temp_roll} liegt nicht im Regal."),
            },
            Self::NoLengthOfFilm { temp_roll, reel_mm } => format!(
                "{temp_roll} ist zwischen 1 mm und der Länge seiner Filmrolle, {}, lang: neu messen.",
                language.metres((*reel_mm).into())
            ),
            Self::NotLost { temp_roll } => format!("{temp_roll} liegt im Regal: er fehlte nie."),
            Self::PlaceTooLong { most } => {
                format!("Ein Platz hat höchstens {most} Zeichen in einer Zeile: kürzen.")
            }
            Self::ReceivedInTheFuture => {
                "Das Datum liegt in der Zukunft: den Tag des Eingangs wählen.".into()
            }
            Self::RollOfAnother { roll, project } => {
                format!("{roll} gehört nicht zu {project}: eine Rolle dieses Projekts wählen.")
            }
            Self::NoSuchDocument { barcode, project } => {
                format!("{project} hat kein Dokument {barcode}: den Barcode prüfen.")
            }
            Self::NoSuchComplaint { complaint } => {
                format!("Es gibt keine Reklamation {complaint}: eine aus der Liste wählen.")
            }
            Self::AlreadySettled { complaint } => format!("{complaint} ist schon erledigt."),
            Self::NoReworkOf { complaint } => format!(
                "Seit {complaint} wurde kein Film verworfen, um den es geht: zuerst den Film verwerfen oder ein anderes Ergebnis wählen."
            ),
            Self::TestProject { project } => format!(
                "{project} ist ein Testprojekt: seine Filme tragen Testnummern und werden nie übergeben."
            ),
            Self::MachineFilesOutOfBounds { most } => {
                format!(
                    "Eine Übernahme hat 1 bis {} Dateien: .LOG, .desc oder .txt der Maschine wählen.",
                    language.count((*most).into())
                )
            }
            Self::NoSuchFinding { finding } => {
                format!("Es gibt keinen Befund {finding}: einen aus der Liste der Befunde wählen.")
            }
            Self::FindingSettled { finding, by, resolution } => {
                let said = resolution.say(language);
                format!(
                    "{finding} ist erledigt: {by} hat entschieden: {said}. Jeder Befund wird einmal erledigt."
                )
            }
            Self::Program(refusal) => refusal.say(language),
            Self::ResolutionMissing => "Es fehlt, was der Befund ergab: eines aus der Liste wählen.".into(),
            Self::UntilInThePast => "Das Datum liegt in der Vergangenheit: ein späteres wählen.".into(),
        }
    }
}
