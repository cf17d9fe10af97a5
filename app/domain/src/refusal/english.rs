//! Refusals in English.

use super::{Refusal, list, said};
use crate::film::index::NotReady;
use crate::number::NumberState;
use crate::words::{Language, Say};

impl Refusal {
    pub(super) fn english(&self) -> String {
        let language = Language::English;
        match self {
            Self::NotAllowed { right } => {
                let roles: Vec<&str> =
                    right.roles().iter().map(|role| role.word(Language::English)).collect();
                match roles.as_slice() {
                    [] => "This is done at the server's own console only.".to_owned(),
                    _ => format!("Your roles do not allow this: it needs the role {}.", roles.join(" or ")),
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
            Self::ListInUse { roll } => {
                format!("{roll} is already in work: reset the project to replace the list beside its films.")
            }
            Self::PlanInUse { roll } => {
                format!("{roll} is already in work: reset the project to plan again beside its films.")
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
            Self::SheetsOutdated { roll } => format!(
                "The reference sheets of {roll} print the number of a 35mm roll that is cancelled: reset the project and plan it again."
            ),
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
                    format!(
                        "{number} is issued: an issued number never becomes free. Reject its film to void it."
                    )
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
                NotReady::OnNoRoll(barcode) => format!(
                    "Document {barcode} is not wholly on rolls: accept a plan and film its rolls before the index is delivered."
                ),
                NotReady::Disagrees { roll, barcode } => {
                    format!(
                        "The evidence of {roll} does not show document {barcode}: plan and evidence disagree, so nothing is delivered."
                    )
                }
            },
            Self::NoRollChosen => "No roll is chosen: choose at least one.".into(),
            Self::NotFilmed { roll } => format!("{roll} has no film yet: film it first."),
            Self::InRework { roll } => {
                format!("The film of {roll} was rejected already: film the roll again first.")
            }
            Self::NotInRework { roll } => {
                format!("The film of {roll} is not rejected: reject it, and void its number with it.")
            }
            Self::NoKeptNumber { roll } => {
                format!("{roll} keeps no number: that of its rejected film is void already.")
            }
            Self::AlreadyDeveloped { roll } => {
                format!("{roll} is developed already: accept it, or reject its film.")
            }
            Self::NotDeveloped { roll } => {
                format!("{roll} is not developed yet: record its development first.")
            }
            Self::AlreadyAccepted { roll } => format!("{roll} is accepted already."),
            Self::NotAccepted { roll } => {
                format!("{roll} is not accepted: an index is delivered when every film of both kinds is.")
            }
            Self::NoSuchRun { run } => {
                format!("There is no development run {run}: choose one from the list.")
            }
            Self::RunHeld { run } => format!("{run} is in quarantine already."),
            Self::RunNotHeld { run } => format!("{run} is not in quarantine: there is nothing to release."),
            Self::RunHolds { roll, run } => format!(
                "{roll} was developed in {run}, which is in quarantine: release the run with a reason, or reject the film."
            ),
            Self::ProjectNotActive { project, standing } => {
                format!("{project} is {}: restore it first.", standing.code())
            }
            Self::NothingToReset { project } => {
                format!("{project} has no plan: its registration is open already.")
            }
            Self::NothingToArchive { project } => {
                format!("{project} has no plan: only a project whose rolls are all filmed is archived.")
            }
            Self::NothingToPlan { project } => {
                format!("Every document of {project} is on a kept film: there is nothing to plan.")
            }
            Self::StillFilming { roll } => {
                format!("{roll} is in the camera: finish or fail that attempt first.")
            }
            Self::FilmedDocuments { barcodes } => format!(
                "Documents on kept films must stay in the list as they were filmed: {}. Reject their films and reset the project first.",
                list(barcodes, language)
            ),
            Self::TempRollIs { temp_roll, stage } => match stage.as_str() {
                "loaded" => format!("{temp_roll} is in the camera: finish or fail that attempt first."),
                "consumed" => format!("{temp_roll} is used up: what it left is another temp roll."),
                "discarded" => format!("{temp_roll} was thrown away: it cannot come back."),
                "lost" => format!("{temp_roll} is reported lost: report it found first."),
                _ => format!("{temp_roll} is not on the shelf."),
            },
            Self::NoLengthOfFilm { temp_roll, reel_mm } => format!(
                "{temp_roll} is between 1 mm and its reel's {} long: measure again.",
                language.metres((*reel_mm).into())
            ),
            Self::NotLost { temp_roll } => format!("{temp_roll} is on the shelf: it was never missing."),
            Self::PlaceTooLong { most } => {
                format!("A place has at most {most} characters on one line: shorten it.")
            }
            Self::ReceivedInTheFuture => "This date lies in the future: choose the day it came in.".into(),
            Self::RollOfAnother { roll, project } => {
                format!("{roll} is no roll of {project}: choose one of this project.")
            }
            Self::NoSuchDocument { barcode, project } => {
                format!("{project} has no document {barcode}: check the barcode.")
            }
            Self::NoSuchComplaint { complaint } => {
                format!("There is no complaint {complaint}: choose one from the list.")
            }
            Self::AlreadySettled { complaint } => format!("{complaint} is settled already."),
            Self::NoReworkOf { complaint } => format!(
                "No film it is about was rejected since {complaint}: reject the film first, or choose another result."
            ),
            Self::TestProject { project } => {
                format!(
                    "{project} is a test project: its films carry test numbers and are never handed over."
                )
            }
            Self::MachineFilesOutOfBounds { most } => {
                format!(
                    "An import has 1 to {} files: choose .LOG, .desc or .txt of the machine.",
                    language.count((*most).into())
                )
            }
            Self::NoSuchFinding { finding } => {
                format!("There is no finding {finding}: choose one from the list of findings.")
            }
            Self::FindingSettled { finding, by, resolution } => {
                let said = resolution.say(language);
                format!("{finding} is settled: {by} decided: {said}. Each finding is settled once.")
            }
            Self::Program(refusal) => refusal.say(language),
            Self::ResolutionMissing => {
                "What the finding came to is missing: choose one from the list.".into()
            }
            Self::UntilInThePast => "The date lies in the past: choose a later one.".into(),
        }
    }
}
