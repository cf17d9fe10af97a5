//! `rollcall film …`

use super::transport::Transport;
use super::verbs::{FilmVerb, StandingVerb};
use super::{Done, Failure, Print, accepted, finishing, planning};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use std::path::Path;

pub(super) async fn run(lab: &Transport, verb: FilmVerb, print: &Print) -> Result<Done, Failure> {
    match verb {
        FilmVerb::Register {
            archive_id,
            site,
            doc_type,
            delivery,
            accept,
            leave_out_damaged,
            test,
            list,
        } => {
            let mut query = vec![
                ("archive_id", archive_id),
                ("site", site),
                ("doc_type", doc_type),
                ("delivery", delivery),
                ("name", file_name(&list)),
                ("leave_out_damaged", leave_out_damaged.to_string()),
            ];
            query.extend(test.map(|test| ("test", test.to_string())));
            query.extend(accept.map(|accept| ("accept", accept.to_string())));
            let bytes = if list.is_dir() {
                query.push(("folder", file_name(&list)));
                Vec::new()
            } else {
                read(&list)?
            };
            let path = format!("/film/projects?{}", encoded(&query));
            let answer = accepted(lab.post_bytes(&path, bytes).await?)?;
            print.answer(&answer, |value| {
                let (project, documents, pages) = (&value["project"], &value["documents"], &value["pages"]);
                let already = if value["changed"] == json!(false) { ", registered before" } else { "" };
                format!("project {project}: {documents} documents, {pages} pages{already}")
            });
            Ok(Done::Well)
        }
        FilmVerb::Plan { project, capacity16, capacity35, threshold, order, accept } => {
            let asked = json!({
                "capacity16": capacity16, "capacity35": capacity35, "threshold": threshold,
                "order": order, "accept": accept,
            });
            let answer = accepted(lab.post(&project_path(&project, "/plan"), &asked).await?)?;
            print.answer(&answer, |value| {
                rows(&value["rolls"], &["id", "documents", "frames", "first", "last"])
            });
            Ok(Done::Well)
        }
        FilmVerb::Start { roll, on, machine } => {
            let path = format!("/film/rolls/{}/start", segment(&roll));
            let answer = accepted(lab.post(&path, &json!({ "on": on, "machine": machine })).await?)?;
            print.answer(&answer, |value| {
                let temp_roll = value["temp_roll"].as_str().map(|tag| format!(", temp roll {tag}"));
                format!("started on {}{}", plain(&value["reel"]), temp_roll.unwrap_or_default())
            });
            Ok(Done::Well)
        }
        FilmVerb::Finish { roll, log, desc, frames, failed } => {
            let asked = json!({
                "log": log.as_deref().map(sent).transpose()?,
                "desc": desc.as_deref().map(sent).transpose()?,
                "frames": frames, "failed": failed,
            });
            let path = format!("/film/rolls/{}/finish", segment(&roll));
            finish(accepted(lab.post(&path, &asked).await?)?, print)
        }
        FilmVerb::Deliver { project, out, to } => deliver(lab, &project, &out, to, print).await,
        FilmVerb::Deliveries { project } => {
            let answer = accepted(lab.get(&project_path(&project, "/deliveries")).await?)?;
            print.answer(&answer, deliveries);
            Ok(Done::Well)
        }
        FilmVerb::Label { rolls, project, out, duplicate, angled } => {
            let mut query = match project {
                Some(project) => vec![("project", project)],
                None => vec![("rolls", rolls.join(","))],
            };
            query.extend(duplicate.then(|| ("copy", "duplicate".to_owned())));
            query.extend(angled.then(|| ("cut", "angled".to_owned())));
            save(lab, &format!("/film/labels.pdf?{}", encoded(&query)), &out, print).await
        }
        FilmVerb::Tag { tags, place, out } => {
            let mut query = Vec::new();
            query.extend((!tags.is_empty()).then(|| ("tags", tags.join(","))));
            query.extend(place.map(|place| ("place", place)));
            save(lab, &format!("/film/tags.pdf?{}", encoded(&query)), &out, print).await
        }
        FilmVerb::Projects { all } => {
            let answer = accepted(lab.get(&format!("/film/projects?all={all}")).await?)?;
            let columns = ["project", "archive_id", "site", "doc_type", "stage", "filmed", "rolls"];
            print.answer(&answer, |value| rows(value, &columns));
            Ok(Done::Well)
        }
        FilmVerb::Rolls { project } => {
            let query = project.map(|project| format!("?{}", encoded(&[("project", project)])));
            let answer = accepted(lab.get(&format!("/film/rolls{}", query.unwrap_or_default())).await?)?;
            print.answer(&answer, |value| rows(value, &["roll", "id", "stage", "number", "frames"]));
            Ok(Done::Well)
        }
        FilmVerb::Yield => {
            let answer = accepted(lab.get("/film/yield").await?)?;
            print.answer(&answer, |value| {
                let months = rows(&value["months"], &["month", "rolls", "first_pass", "percent"]);
                let reasons = rows(&value["reasons"], &["of", "reason", "count"]);
                format!(
                    "{months}\n{} of {} rolls in one pass\n{reasons}",
                    value["first_pass"], value["rolls"]
                )
            });
            Ok(Done::Well)
        }
        FilmVerb::TempRolls => {
            let answer = accepted(lab.get("/film/temp-rolls").await?)?;
            print.answer(&answer, |value| rows(value, &TEMP_ROLLS));
            Ok(Done::Well)
        }
        FilmVerb::Planning(verb) => planning::run(lab, verb, print).await,
        FilmVerb::Finishing(verb) => finishing::run(lab, verb, print).await,
        FilmVerb::Standing(verb) => standing(lab, verb, print).await,
    }
}

const TEMP_ROLLS: [&str; 8] =
    ["temp_roll", "reel", "film", "usable_frames", "length_mm", "stage", "place", "age_days"];

async fn standing(lab: &Transport, verb: StandingVerb, print: &Print) -> Result<Done, Failure> {
    let (project, what, done, reason) = match verb {
        StandingVerb::Reset { project, reason } => (project, "/reset", "open again", reason),
        StandingVerb::Abandon { project, reason } => (project, "/abandon", "abandoned", reason),
        StandingVerb::Archive { project } => (project, "/archive", "archived", String::new()),
        StandingVerb::Delete { project, reason } => (project, "/delete", "deleted", reason),
        StandingVerb::Restore { project } => (project, "/restore", "restored", String::new()),
    };
    let answer = lab.post(&project_path(&project, what), &json!({ "reason": reason })).await?;
    print.answer(&accepted(answer)?, |value| told(&project, done, value));
    Ok(Done::Well)
}

/// `E-0001: released, entry 14`.
pub(super) fn told(name: &str, done: &str, value: &Value) -> String {
    if value["changed"] == json!(false) {
        return format!("{name}: nothing had to change");
    }
    format!("{name}: {done}, entry {}", plain(&value["entry"]))
}

/// Contradicted evidence is no success: nothing was issued.
fn finish(answer: Value, print: &Print) -> Result<Done, Failure> {
    let contradicted = answer["outcome"] == json!("contradicted");
    print.answer(&answer, |value| {
        let number = value["number"].as_str().map(|number| format!(": {number}")).unwrap_or_default();
        let mut text = format!("{}{number}", plain(&value["outcome"]));
        for finding in value["findings"].as_array().into_iter().flatten() {
            text.push_str(&format!("\n  {}", plain(&finding["sentence"])));
        }
        text
    });
    Ok(if contradicted { Done::Refused } else { Done::Well })
}

/// A line a delivery: which, by whom and to whom, how many rows, and what changed since.
fn deliveries(value: &Value) -> String {
    let lines = value.as_array().into_iter().flatten().map(|past| {
        let to = past["to"].as_str().filter(|to| !to.is_empty()).map(|to| format!(" to {to}"));
        let since = match (&past["same"], &past["changes"]) {
            (Value::Bool(true), _) => "unchanged since".to_owned(),
            (_, Value::Null) => "cannot be compared now".to_owned(),
            (_, changes) => {
                format!(
                    "since: {} new, {} changed, {} gone",
                    changes["new"], changes["changed"], changes["gone"]
                )
            }
        };
        let (rows, by, file) = (&past["rows"], plain(&past["by"]), plain(&past["file"]));
        format!("{}  {rows} rows by {by}{}, {file}: {since}", past["delivery"], to.unwrap_or_default())
    });
    let lines: Vec<String> = lines.collect();
    if lines.is_empty() { "none".to_owned() } else { lines.join("\n") }
}

async fn deliver(
    lab: &Transport,
    project: &str,
    out: &Path,
    to: Option<String>,
    print: &Print,
) -> Result<Done, Failure> {
    let ending = match out.extension().and_then(|ending| ending.to_str()) {
        Some("xlsx") => "xlsx",
        Some("csv") => "csv",
        _ => return Err(Failure::Usage("An index is written as FILE.xlsx or FILE.csv.".to_owned())),
    };
    let index = lab.get(&project_path(project, &format!("/index/{ending}"))).await?;
    if !index.is_done() {
        return accepted(index).map(|_| Done::Refused);
    }
    let asked = json!({ "to": to });
    // First the file, then the record: a disk that refuses leaves no delivery behind.
    let part = out.with_extension(format!("{ending}.part"));
    let write = std::fs::write(&part, &index.body);
    write.map_err(|error| Failure::refused(format!("{} cannot be written: {error}.", out.display())))?;
    let delivered = match accepted(lab.post(&project_path(project, "/deliver"), &asked).await?) {
        Ok(delivered) => delivered,
        Err(failure) => {
            // Nothing was delivered, so nothing stays behind; a part that cannot be removed does no harm.
            let _ = std::fs::remove_file(&part);
            return Err(failure);
        }
    };
    std::fs::rename(&part, out)
        .map_err(|error| Failure::refused(format!("{} cannot be written: {error}.", out.display())))?;
    let mut answer = delivered;
    answer["file"] = json!(out.display().to_string());
    print.answer(&answer, |value| format!("{} rows in {}", value["rows"], plain(&value["file"])));
    Ok(Done::Well)
}

/// Writes what an address answers into a file.
async fn save(lab: &Transport, path: &str, out: &Path, print: &Print) -> Result<Done, Failure> {
    let answer = lab.get(path).await?;
    if answer.status >= 400 {
        return accepted(answer).map(|_| Done::Refused);
    }
    std::fs::write(out, &answer.body)
        .map_err(|error| Failure::refused(format!("{} cannot be written: {error}.", out.display())))?;
    let written = json!({ "file": out.display().to_string(), "bytes": answer.body.len() });
    print.answer(&written, |value| format!("{} bytes in {}", value["bytes"], plain(&value["file"])));
    Ok(Done::Well)
}

pub(super) fn project_path(project: &str, tail: &str) -> String {
    format!("/film/projects/{}{tail}", segment(project))
}

/// A text as one segment of a path.
pub(super) fn segment(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~') {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

pub(super) fn encoded(query: &[(&str, String)]) -> String {
    let pairs: Vec<String> = query.iter().map(|(name, value)| format!("{name}={}", segment(value))).collect();
    pairs.join("&")
}

fn file_name(path: &Path) -> String {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    absolute.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    std::fs::read(path)
        .map_err(|error| Failure::refused(format!("{} cannot be read: {error}.", path.display())))
}

fn sent(path: &Path) -> Result<Value, Failure> {
    Ok(json!({ "name": file_name(path), "content": STANDARD.encode(read(path)?) }))
}

pub(super) fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => "–".to_owned(),
        other => other.to_string(),
    }
}

/// A list for people: one line a row, columns apart.
pub(super) fn rows(list: &Value, columns: &[&str]) -> String {
    let cells: Vec<Vec<String>> = list
        .as_array()
        .into_iter()
        .flatten()
        .map(|row| columns.iter().map(|column| plain(&row[*column])).collect())
        .collect();
    if cells.is_empty() {
        return "none".to_owned();
    }
    let width = |column: usize| cells.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns.len()).map(width).collect();
    let line = |row: &Vec<String>| {
        let padded = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:<width$}"));
        padded.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    };
    cells.iter().map(line).collect::<Vec<_>>().join("\n")
}
