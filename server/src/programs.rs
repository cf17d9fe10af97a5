//! Programs on their way into the registry: planned together, taken in batch by batch.

use domain::command::Command;
use domain::id::ProgramId;
use domain::program::{
    Action, Becomes, Facts, Filed, ImportPlan, Imprint, Judged, PlannedFile, ProgramCommand, ProgramNumber,
    ProgramText, RangeTable, ReadProgram, Registry, SizeSource, Verdict, plan, renumber,
};
use domain::words::{Language, Say};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// Files that come in with one commit: all of them or none. Large enough that syncing costs little, small enough that
/// nobody waits long behind one.
pub const BATCH: usize = 500;

/// A file as it came.
#[derive(Clone, Debug)]
pub struct File {
    pub read: ReadProgram,
    pub bytes: Vec<u8>,
}

impl File {
    pub fn new(path: &str, bytes: Vec<u8>) -> Self {
        Self { read: ReadProgram::read(path, &bytes), bytes }
    }
}

/// What importing some files would come to.
pub struct Planned {
    files: Vec<Vec<u8>>,
    reads: Vec<ReadProgram>,
    pub plan: ImportPlan,
    pub table: RangeTable,
}

impl Planned {
    pub fn new(files: Vec<File>, registry: &Registry, table: RangeTable) -> Self {
        let (reads, files): (Vec<_>, Vec<_>) = files.into_iter().map(|file| (file.read, file.bytes)).unzip();
        let plan = plan(&reads, registry, &table);
        Self { files, reads, plan, table }
    }

    /// The plan as scripts read it: a row for each file, totals by verdict, and counts over the folder.
    pub fn told(&self) -> Value {
        let rows: Vec<Value> = self
            .reads
            .iter()
            .zip(&self.plan.files)
            .map(|(read, file)| row(read, file, &self.table))
            .collect();
        json!({ "files": rows, "totals": self.totals(), "facts": self.facts() })
    }

    pub fn totals(&self) -> BTreeMap<&'static str, u32> {
        self.plan.totals().into_iter().map(|(verdict, count)| (verdict.code(), count)).collect()
    }

    pub fn facts(&self) -> Facts {
        Facts::of(&self.reads, &self.table)
    }

    /// Each file with its plan.
    pub fn files(&self) -> impl Iterator<Item = (&ReadProgram, &PlannedFile)> {
        self.reads.iter().zip(&self.plan.files)
    }

    /// What comes in, in batches. Files that would get another number than they say come in only where every proposal
    /// is accepted; a file whose proposal is to skip it never does.
    pub fn batches(&self, accept: bool, ids: &BTreeMap<ProgramNumber, ProgramId>) -> Vec<Vec<Filed>> {
        let filed: Vec<Filed> = self
            .reads
            .iter()
            .zip(&self.plan.files)
            .zip(&self.files)
            .filter_map(|((read, planned), bytes)| filed(read, planned, bytes, accept, ids))
            .collect();
        filed.chunks(BATCH).map(<[Filed]>::to_vec).collect()
    }
}

/// Whether a file comes in.
pub fn comes_in(planned: &PlannedFile, accept: bool) -> bool {
    match planned.proposal.action {
        Action::Skip => false,
        Action::Renumber => accept,
        // Two numbers in one file: a person has to say which counts.
        Action::Import => accept || planned.verdict != Verdict::NumberAndNameDisagree,
        Action::Version => true,
    }
}

fn filed(
    read: &ReadProgram,
    planned: &PlannedFile,
    bytes: &[u8],
    accept: bool,
    ids: &BTreeMap<ProgramNumber, ProgramId>,
) -> Option<Filed> {
    if !comes_in(planned, accept) {
        return None;
    }
    let number = planned.proposal.number?;
    let name = read.path.clone();
    let becomes = match planned.proposal.action {
        Action::Version => Becomes::Version { program: *ids.get(&number)? },
        Action::Import | Action::Renumber | Action::Skip => Becomes::New { number },
    };
    if planned.proposal.action == Action::Renumber {
        return Some(Filed::new(name, &renumber(bytes, number)?, becomes));
    }
    let (content, imprint) = (ProgramText::from_bytes(bytes), Imprint::from(read));
    Some(Filed { name, content, imprint, becomes })
}

/// A batch as a command.
pub fn importing(source: &str, files: Vec<Filed>) -> Command {
    Command::Program(ProgramCommand::Import { source: source.to_owned(), files })
}

/// One file of a plan, with stable names.
fn row(file: &ReadProgram, planned: &PlannedFile, table: &RangeTable) -> Value {
    let range = file.number().and_then(|number| table.range_of(number)).map(|range| &range.label);
    let in_range = match planned.judged {
        Judged::In => Some(true),
        Judged::Out => Some(false),
        Judged::NoRange | Judged::NoSize => None,
    };
    let proposal = &planned.proposal;
    json!({
        "file": file.path,
        "name_number": file.name.as_ref().map(|name| name.number),
        "inner_number": file.number(),
        "title": file.header.title(),
        "round_size": file.size().map(|size| size.inches()),
        "source": file.size().map(|_| SizeSource::Title.code()),
        "range": range,
        "in_range": in_range,
        "fingerprint": file.fingerprint,
        "verdict": planned.verdict.code(),
        "findings": planned.findings.iter().map(|finding| told(finding, finding)).collect::<Vec<_>>(),
        "proposal": {
            "action": proposal.action.code(),
            "number": proposal.number,
            "suggested": proposal.suggested,
            "why": proposal.why.say(Language::English),
        },
    })
}

/// Its fields, and its sentence.
fn told(fields: &impl serde::Serialize, sentence: &impl Say) -> Value {
    let mut object = match serde_json::to_value(fields) {
        Ok(Value::Object(object)) => object,
        _ => Map::new(),
    };
    object.insert("sentence".to_owned(), sentence.say(Language::English).into());
    Value::Object(object)
}
