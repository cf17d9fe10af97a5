//! `rollcall programs plan`: what importing a folder would come to, without a lab.

use super::verbs::ProgramsVerb;
use super::{Done, Failure, Print};
use crate::files::programs::below_path;
use domain::program::{
    Action, Facts, Judged, PlannedFile, RangeTable, ReadProgram, Registry, SizeSource, Verdict, plan,
};
use domain::words::{Language, Say};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

pub(super) fn run(verb: &ProgramsVerb, print: &Print) -> Result<Done, Failure> {
    match verb {
        ProgramsVerb::Plan { folder, table } => plan_folder(folder, table, print),
    }
}

fn plan_folder(folder: &Path, table: &str, print: &Print) -> Result<Done, Failure> {
    let table = RangeTable::ready_made(table)
        .ok_or_else(|| Failure::Usage(format!("There is no table {table}: A and B are ready to use.")))?;
    let found = below_path(folder, |path, bytes| ReadProgram::read(path, &bytes))
        .map_err(|refusal| Failure::refused(refusal.say(Language::English)))?;
    for path in &found.left_out {
        eprintln!("{path} is too long for a program or cannot be read: left out.");
    }
    let plan = plan(&found.files, &Registry::default(), &table);
    let rows: Vec<Value> =
        found.files.iter().zip(&plan.files).map(|(file, planned)| row(file, planned, &table)).collect();
    let totals: BTreeMap<&str, u32> =
        plan.totals().into_iter().map(|(verdict, count)| (verdict.code(), count)).collect();
    let facts = Facts::of(&found.files, &table);
    let answer = json!({ "files": rows, "totals": totals, "facts": facts });
    print.answer(&answer, |_| text(&found.files, &plan.files, &facts));
    Ok(if found.left_out.is_empty() { Done::Well } else { Done::Refused })
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

/// The totals, what the folder holds, and every file that needs a look.
fn text(files: &[ReadProgram], planned: &[PlannedFile], facts: &Facts) -> String {
    let mut text = format!("{} files, table {}\n", facts.files, facts.ranges.table);
    for verdict in Verdict::ALL {
        let count = planned.iter().filter(|file| file.verdict == verdict).count();
        let _ = writeln!(text, "  {:<26}{count:>6}", verdict.say(Language::English));
    }
    let (numbers, ranges, content) = (&facts.numbers, &facts.ranges, &facts.duplicates.content);
    let _ = writeln!(
        text,
        "{} with a number, {} with a round size; {} in their range, {} out: {} in a free range, {} in a gap, {} in another block.",
        numbers.with,
        facts.titles.sized,
        ranges.inside,
        ranges.out,
        ranges.out_in_free_range,
        ranges.out_in_gap,
        ranges.out_in_other_block
    );
    let _ = writeln!(
        text,
        "Contents under several numbers: {} in {} files; numbers to win back: {}.",
        content.groups, content.files, content.surplus
    );
    let odd = files.iter().zip(planned);
    for (file, planned) in
        odd.filter(|(_, planned)| !matches!(planned.verdict, Verdict::New | Verdict::Unchanged))
    {
        let proposal = &planned.proposal;
        let number = proposal.number.map_or(String::new(), |number| format!(" {number}"));
        let instead = match proposal.suggested {
            Some(free) if proposal.action == Action::Import => format!(" (free: {free})"),
            _ => String::new(),
        };
        let said = planned.findings.first().map_or(String::new(), |finding| finding.say(Language::English));
        let _ = write!(
            text,
            "\n{}: {}. {said} → {}{number}{instead}",
            file.path,
            planned.verdict.say(Language::English),
            proposal.action.say(Language::English)
        );
    }
    text
}
