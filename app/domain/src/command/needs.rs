//! What a command's decision looks at.

use super::{Command, FilmChoice};
use crate::film::project::ProjectKey;
use crate::id::{ComplaintId, FindingId, ProjectId, ReworkId, RollId, RunId, TempRollId};
use crate::machine::ReadFile;
use crate::number::FilmNumber;
use crate::program::ProgramNeeds;

/// The rows a command's decision looks at, for the store to load at once for a whole batch.
#[derive(Clone, Debug, Default)]
pub struct Needs {
    pub rolls: Vec<RollId>,
    pub projects: Vec<ProjectId>,
    /// Keys of projects to look up.
    pub keys: Vec<ProjectKey>,
    /// The documents of the projects, of those named directly or through a roll.
    pub documents: bool,
    /// Shelf and whole reels.
    pub shelf: bool,
    pub temp_rolls: Vec<TempRollId>,
    pub numbers: Vec<FilmNumber>,
    /// Sites whose series give this many numbers.
    pub sites: Vec<(String, u32)>,
    /// One number of the series of the roll's project.
    pub number_for_roll: bool,
    pub people: bool,
    pub tokens: bool,
    pub runs: Vec<RunId>,
    pub complaints: Vec<ComplaintId>,
    pub reworks: Vec<ReworkId>,
    /// The runs the named rolls were developed in.
    pub runs_of_rolls: bool,
    /// Numbers kept back for the named projects.
    pub blocks: bool,
    /// Numbers and neighbours of the named projects whose numbers follow each other; `number_for_roll` means those of
    /// the roll's project, too.
    pub follow: bool,
    pub findings: Vec<FindingId>,
    /// What the machine filmed under: the files on record and the findings of these.
    pub machine_numbers: Vec<String>,
    /// Digests of files that may be on record already.
    pub digests: Vec<String>,
    /// Every running attempt with its roll and its bound number.
    pub running: bool,
    pub programs: ProgramNeeds,
}

impl Needs {
    /// What may be on record of the machine's files, and the attempts they may be of.
    fn files(&mut self, files: &[ReadFile]) {
        for file in files {
            self.digests.push(file.file.digest.clone());
            self.machine_numbers.push(file.contents.number.clone());
            self.numbers.extend(FilmNumber::parse(&file.contents.number));
        }
        self.running = true;
    }

    fn stock(&mut self, found: &[TempRollId]) {
        self.temp_rolls.extend(found);
        self.shelf = true;
    }
}

impl Command {
    pub fn needs(&self) -> Needs {
        let mut needs = Needs::default();
        match self {
            Self::FoundLab { .. } | Self::ChangeSettings { .. } => {}
            Self::AddPerson { .. } | Self::ChangePerson { .. } => needs.people = true,
            Self::CreateToken { .. } | Self::RevokeToken { .. } => needs.tokens = true,
            Self::RegisterProject { key, .. } => {
                needs.keys.push(key.clone());
                needs.documents = true;
            }
            Self::AcceptPlan { project, .. } | Self::DeliverIndex { project, .. } => {
                needs.projects.push(*project);
                needs.documents = true;
                needs.follow = matches!(self, Self::AcceptPlan { .. });
                needs.runs_of_rolls = matches!(self, Self::DeliverIndex { .. });
            }
            Self::StartFilming { roll, .. } => {
                needs.rolls.push(*roll);
                needs.shelf = true;
                needs.number_for_roll = true;
                if let Self::StartFilming { film: FilmChoice::TempRoll(id), .. } = self {
                    needs.temp_rolls.push(*id);
                }
            }
            Self::FinishFilming { roll, .. } => {
                needs.rolls.push(*roll);
                needs.documents = true;
                needs.number_for_roll = true;
            }
            Self::FailFilming { roll, .. } | Self::VoidKeptNumber { roll, .. } => needs.rolls.push(*roll),
            Self::ReserveNumbers { site, count, .. } => needs.sites.push((site.clone(), *count)),
            Self::ReleaseNumbers { numbers, .. } | Self::ReleaseExpired { numbers } => {
                needs.numbers.extend(numbers)
            }
            Self::VoidNumber { number, .. } => needs.numbers.push(*number),
            Self::ReworkRolls { rolls, .. } | Self::DevelopRolls { rolls, .. } => needs.rolls.extend(rolls),
            Self::AcceptRolls { rolls, .. } => {
                needs.rolls.extend(rolls);
                needs.runs_of_rolls = true;
            }
            Self::OpenComplaint { about } => {
                needs.projects.push(about.project);
                needs.rolls.extend(&about.rolls);
                needs.documents = about.barcode.is_some();
            }
            Self::SettleComplaint { complaint, how, .. } => {
                needs.complaints.push(*complaint);
                needs.reworks.extend(how.rework());
            }
            Self::QuarantineRun { run, .. } | Self::ReleaseRun { run, .. } => needs.runs.push(*run),
            Self::ResetProject { project, .. }
            | Self::AbandonProject { project, .. }
            | Self::ArchiveProject { project }
            | Self::DeleteProject { project, .. } => {
                needs.projects.push(*project);
                needs.blocks = true;
            }
            Self::RestoreProject { project } => needs.projects.push(*project),
            Self::PlaceTempRoll { temp_roll, .. }
            | Self::MeasureTempRoll { temp_roll, .. }
            | Self::DiscardTempRoll { temp_roll, .. }
            | Self::ReportTempRollLost { temp_roll, .. }
            | Self::FindTempRoll { temp_roll, .. } => needs.temp_rolls.push(*temp_roll),
            Self::TakeStock { found, .. } => needs.stock(found),
            Self::ImportMachineFiles { files, .. } => needs.files(files),
            Self::SettleFinding { finding, .. } => needs.findings.push(*finding),
            Self::Program(command) => needs.programs = command.needs(),
        }
        needs
    }
}
