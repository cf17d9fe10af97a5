//! `rollcall programs …`, `rollcall ranges …` and the program numbers of `rollcall number …`.

use super::film::{plain, rows, segment};
use super::transport::Transport;
use super::verbs::{Cli, NextArguments, Planned, ProgramsVerb, RangesVerb};
use super::{Done, Failure, Print, accepted};
use crate::files::programs::{Found, below_path};
use crate::programs::{self, File};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::program::{Action, Facts, PlannedFile, RangeTable, ReadProgram, Registry, Verdict};
use domain::time::Timestamp;
use domain::words::{Language, Say};
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::path::Path;

/// A plan by a named table, or where there is no lab yet, needs no lab.
pub(super) fn offline(cli: &Cli, verb: &ProgramsVerb, print: &Print) -> Option<Result<Done, Failure>> {
    let ProgramsVerb::Plan { folder, table } = verb else { return None };
    let no_lab = cli.url.is_none() && cli.database_url.is_none() && !cli.data.join("lab.sqlite").exists();
    let table = table.as_deref().or(no_lab.then_some("A"))?;
    Some(plan_folder(folder, table, print))
}

fn plan_folder(folder: &Path, table: &str, print: &Print) -> Result<Done, Failure> {
    let table = RangeTable::ready_made(table)
        .ok_or_else(|| Failure::Usage(format!("There is no table {table}: A and B are ready to use.")))?;
    let found = read(folder)?;
    let well = found.left_out.is_empty();
    let planned = programs::Planned::new(found.files, &Registry::default(), table);
    print.answer(&planned.told(), |_| text(&planned));
    Ok(if well { Done::Well } else { Done::Refused })
}

/// The files of a folder; what cannot be read is said.
fn read(folder: &Path) -> Result<Found<File>, Failure> {
    let found = below_path(folder, File::new).map_err(|refusal| {
        Failure::refused(format!("{}.", refusal.say(Language::English).trim_end_matches('.')))
    })?;
    for path in &found.left_out {
        eprintln!("{path} is too long for a program or cannot be read: left out.");
    }
    Ok(found)
}

/// The totals, what the folder holds, and every file that needs a look.
fn text(plan: &programs::Planned) -> String {
    let facts: Facts = plan.facts();
    let mut text = format!("{} files, table {}\n", facts.files, facts.ranges.table);
    for verdict in Verdict::ALL {
        let count = plan.plan.files.iter().filter(|file| file.verdict == verdict).count();
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
    let odd =
        plan.files().filter(|(_, planned)| !matches!(planned.verdict, Verdict::New | Verdict::Unchanged));
    for (file, planned) in odd {
        let _ = write!(text, "\n{}", odd_file(file, planned));
    }
    text
}

fn odd_file(file: &ReadProgram, planned: &PlannedFile) -> String {
    let proposal = &planned.proposal;
    let number = proposal.number.map_or(String::new(), |number| format!(" {number}"));
    let instead = match proposal.suggested {
        Some(free) if proposal.action == Action::Import => format!(" (free: {free})"),
        _ => String::new(),
    };
    let said = planned.findings.first().map_or(String::new(), |finding| finding.say(Language::English));
    let (verdict, action) = (planned.verdict.say(Language::English), proposal.action.say(Language::English));
    format!("{}: {verdict}. {said} → {action}{number}{instead}", file.path)
}

pub(super) async fn run(lab: &Transport, verb: ProgramsVerb, print: &Print) -> Result<Done, Failure> {
    let answer = match verb {
        ProgramsVerb::Plan { folder, .. } => {
            let answer = accepted(lab.post("/programs/plan", &files_of(&folder)?).await?)?;
            print.answer(&answer, |value| totals(&value["totals"]));
            return Ok(Done::Well);
        }
        ProgramsVerb::Import { folder, accept_proposals, source } => {
            return import(lab, &folder, accept_proposals, source, print).await;
        }
        ProgramsVerb::List => {
            let answer = accepted(lab.get("/programs").await?)?;
            let columns = ["number", "program", "round_size", "range", "stage", "title"];
            print.answer(&answer, |value| rows(value, &columns));
            return Ok(Done::Well);
        }
        ProgramsVerb::Show { name } => {
            let answer = accepted(lab.get(&format!("/programs/{}", segment(&name))).await?)?;
            print.answer(&answer, shown);
            return Ok(Done::Well);
        }
        ProgramsVerb::History { name } => {
            let answer = accepted(lab.get(&format!("/programs/{}", segment(&name))).await?)?;
            let own = if answer["history"].is_array() { &answer["history"] } else { &answer["life"] };
            let life = json!({ "history": own });
            print.answer(own, |_| super::lab::life(&name, &life));
            return Ok(Done::Well);
        }
        ProgramsVerb::Delete { programs, reason } => {
            lab.post("/programs/delete", &json!({ "programs": programs, "reason": reason })).await?
        }
        ProgramsVerb::Restore { programs, number } => {
            lab.post("/programs/restore", &json!({ "programs": programs, "number": number })).await?
        }
        ProgramsVerb::Purge { programs, reason } => {
            lab.post("/programs/purge", &json!({ "programs": programs, "reason": reason })).await?
        }
        ProgramsVerb::Renumber { from, to, reason, follow } => {
            let moves = [json!({ "from": from, "to": to })];
            let asked = json!({ "moves": moves, "reason": reason, "follow": follow });
            lab.post("/programs/renumber", &asked).await?
        }
        ProgramsVerb::RenameToRange(plan) => {
            return planned(lab, "/programs/rename-to-range", "moves", plan, print).await;
        }
        ProgramsVerb::Duplicates { resolve, plan } => {
            if resolve && plan.token.is_none() {
                return Err(Failure::Usage(
                    "Look first: `rollcall programs duplicates` prints the token of its plan; give that with --token.".to_owned(),
                ));
            }
            return planned(lab, "/programs/duplicates", "groups", plan, print).await;
        }
        ProgramsVerb::Undo { entry } => lab.post("/programs/undo", &json!({ "entry": entry })).await?,
    };
    print.answer(&accepted(answer)?, carried_out);
    Ok(Done::Well)
}

fn files_of(folder: &Path) -> Result<Value, Failure> {
    let files = read(folder)?.files.into_iter().map(|file| {
        let content = STANDARD.encode(&file.bytes);
        json!({ "name": file.read.path, "content": content })
    });
    Ok(json!({ "files": files.collect::<Vec<_>>() }))
}

async fn import(
    lab: &Transport,
    folder: &Path,
    accept_proposals: bool,
    source: Option<String>,
    print: &Print,
) -> Result<Done, Failure> {
    let mut asked = files_of(folder)?;
    asked["source"] = source.unwrap_or_else(|| super::findings::name_of(folder)).into();
    asked["accept_proposals"] = accept_proposals.into();
    let answer = accepted(lab.post("/programs/import", &asked).await?)?;
    print.answer(&answer, |value| {
        let of = |field: &str| plain(&value[field]);
        let mut text = totals(&value["totals"]);
        let _ = write!(
            text,
            "{} new programs, {} new versions, {} files left as they are",
            of("new"),
            of("versions"),
            of("left")
        );
        if let Some(sentence) = value["stopped"].as_str() {
            let _ = write!(text, "\nStopped: {sentence} What came before is in; import again to go on.");
        }
        text
    });
    Ok(if answer["stopped"].is_null() { Done::Well } else { Done::Refused })
}

fn totals(value: &Value) -> String {
    let lines = value.as_object().into_iter().flatten();
    lines.map(|(verdict, count)| format!("  {verdict:<26}{:>6}\n", plain(count))).collect()
}

/// A plan is shown with its token, or carried out by it.
async fn planned(
    lab: &Transport,
    path: &str,
    list: &str,
    plan: Planned,
    print: &Print,
) -> Result<Done, Failure> {
    let token = plan.token.filter(|_| !plan.preview);
    let carries_out = token.is_some();
    let asked = json!({ "token": token, "reason": plan.reason });
    let answer = accepted(lab.post(path, &asked).await?)?;
    print.answer(&answer, |value| {
        if carries_out {
            return carried_out(value);
        }
        let mut text = String::new();
        for row in value[list].as_array().into_iter().flatten() {
            let _ = match list {
                "moves" => writeln!(
                    text,
                    "{} → {}  {} ({} → {})",
                    plain(&row["from"]),
                    row["to"].as_str().unwrap_or("no space"),
                    plain(&row["title"]),
                    row["lies_in"].as_str().unwrap_or("outside"),
                    plain(&row["belongs_in"])
                ),
                _ => {
                    let surplus = row["surplus"].as_array().into_iter().flatten();
                    let surplus: Vec<String> = surplus.map(|one| plain(&one[1])).collect();
                    writeln!(
                        text,
                        "{}  {} = {}",
                        plain(&row["keep"]),
                        plain(&row["title"]),
                        surplus.join(", ")
                    )
                }
            };
        }
        let _ = write!(text, "token {}", plain(&value["token"]));
        text
    });
    Ok(Done::Well)
}

fn carried_out(value: &Value) -> String {
    format!("entry {}: {}", plain(&value["entry"]), value["answer"])
}

fn shown(value: &Value) -> String {
    let mut text = match (value["number"].as_str(), value["state"].as_str()) {
        (Some(number), Some(state)) => format!("{number}: {state}"),
        _ => plain(&value["program"]["program"]),
    };
    let program = &value["program"];
    if program.is_object() {
        let _ = write!(
            text,
            "\n  {}  {}  version {}, {} bytes",
            plain(&program["program"]),
            plain(&program["title"]),
            plain(&program["version"]),
            plain(&program["bytes"])
        );
    }
    let own = if value["history"].is_array() { &value["history"] } else { &value["life"] };
    super::lab::life(&text, &json!({ "history": own }))
}

pub(super) async fn ranges(lab: &Transport, verb: RangesVerb, print: &Print) -> Result<Done, Failure> {
    match verb {
        RangesVerb::Show => {
            let answer = accepted(lab.get("/ranges").await?)?;
            let columns =
                ["range", "first", "last", "count", "in_use", "reserved", "cooling", "retired", "free"];
            print.answer(&answer, |value| {
                let list = rows(&value["ranges"], &columns);
                format!("{list}\n{} numbers, version {}", plain(&value["count"]), plain(&value["version"]))
            });
        }
        RangesVerb::Load { table } => {
            print.answer(&accepted(lab.post("/ranges", &table_of(&table)?).await?)?, carried_out);
        }
        RangesVerb::Impact { table } => {
            let answer = accepted(lab.post("/ranges/impact", &table_of(&table)?).await?)?;
            print.answer(&answer, |value| {
                let of = |field: &str| plain(&value[field]);
                format!(
                    "{} programs: {} out of range now, {} then; {} put out, {} brought in",
                    of("programs"),
                    of("out_before"),
                    of("out_after"),
                    of("put_out"),
                    of("brought_in")
                )
            });
        }
    }
    Ok(Done::Well)
}

/// A table that is ready made, or one in a file.
fn table_of(name: &str) -> Result<Value, Failure> {
    if RangeTable::ready_made(name).is_some() {
        return Ok(json!({ "ready_made": name }));
    }
    let text = std::fs::read_to_string(name)
        .map_err(|error| Failure::refused(format!("{name} cannot be read: {error}.")))?;
    let table: Value = serde_json::from_str(&text)
        .map_err(|error| Failure::refused(format!("{name} is no table of ranges: {error}.")))?;
    Ok(json!({ "table": table }))
}

pub(super) async fn next(lab: &Transport, asked: NextArguments, print: &Print) -> Result<Done, Failure> {
    let until = asked.until.as_deref().map(day_end).transpose()?;
    let value = json!({
        "round_size": asked.round_size, "range": asked.range, "preferred": asked.preferred, "count": asked.count,
        "contiguous": asked.contiguous, "hold": asked.hold, "purpose": asked.purpose, "until": until,
    });
    let answer = accepted(lab.post("/program-numbers/next", &value).await?)?;
    print.answer(&answer["answer"], |value| {
        value["numbers"].as_array().into_iter().flatten().map(plain).collect::<Vec<_>>().join(" ")
    });
    Ok(Done::Well)
}

/// The last moment of a day, `2026-12-24`, in UTC.
fn day_end(text: &str) -> Result<i64, Failure> {
    let day = Timestamp::from_day(text);
    day.map(|day| day.plus_seconds(86_399).millis())
        .ok_or_else(|| Failure::Usage(format!("`{text}` is no day: write it as 2026-12-24.")))
}

/// Whether a number is a program's: those are written with an O.
pub(super) fn is_program_number(text: &str) -> bool {
    text.starts_with(['O', 'o'])
}

/// Program numbers are released or retired.
pub(super) async fn hand_back(
    lab: &Transport,
    verb: &str,
    numbers: &[String],
    reason: &str,
    print: &Print,
) -> Result<Done, Failure> {
    let asked = json!({ "numbers": numbers, "reason": reason });
    let answer = accepted(lab.post(&format!("/program-numbers/{verb}"), &asked).await?)?;
    print.answer(&answer, carried_out);
    Ok(Done::Well)
}
