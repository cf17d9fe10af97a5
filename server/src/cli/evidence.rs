//! `rollcall evidence read`: what the machine's files hold, without a lab.

use super::{Done, Failure, Print};
use domain::evidence::{EvidenceFile, read};
use domain::words::{Language, Say};
use serde_json::{Value, json};
use std::path::PathBuf;

pub(super) fn run(files: &[PathBuf], print: &Print) -> Result<Done, Failure> {
    let mut done = Done::Well;
    for path in files {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let bytes = match std::fs::read(path) {
            Ok(bytes) => bytes,
            Err(error) => {
                eprintln!("{} cannot be read: {error}.", path.display());
                done = Done::Refused;
                continue;
            }
        };
        match read(Some(&name), &bytes) {
            Ok(evidence) => print.answer(&fields(&name, &evidence), text),
            Err(error) => {
                eprintln!("{name}: {}.", error.say(Language::English));
                done = Done::Refused;
            }
        }
    }
    Ok(done)
}

/// One object a file: its kind and its fields.
fn fields(name: &str, evidence: &EvidenceFile) -> Value {
    let (kind, fields) = match evidence {
        EvidenceFile::Log(log) => ("log", serde_json::to_value(log.summary())),
        EvidenceFile::Descriptor(descriptor) => ("descriptor", serde_json::to_value(descriptor)),
        EvidenceFile::Handoff(handoff) => ("handoff", serde_json::to_value(handoff.summary())),
    };
    let mut value = json!({ "file": name, "kind": kind });
    if let (Some(object), Ok(Value::Object(fields))) = (value.as_object_mut(), fields) {
        object.extend(fields);
    }
    value
}

fn text(value: &Value) -> String {
    let of = |field: &str| match value.get(field) {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Null) | None => "–".to_owned(),
        Some(other) => other.to_string(),
    };
    match of("kind").as_str() {
        "log" => format!(
            "{}: {} records, {} net, {} distinct, {} documents, passes {}, {} foreign",
            of("file"),
            of("records"),
            of("net"),
            of("distinct"),
            of("documents"),
            of("passes"),
            of("foreign")
        ),
        "descriptor" => format!(
            "{}: {} exposures, last file {} at {}",
            of("file"),
            of("image_count"),
            of("last_file"),
            of("last_file_index")
        ),
        _ => format!("{}: {} rows, {} documents, {}", of("file"), of("rows"), of("documents"), of("time")),
    }
}
