//! `rollcall evidence import|findings|settle`

use super::film::{plain, segment, told};
use super::transport::Transport;
use super::verbs::EvidenceVerb;
use super::{Done, Failure, Print, accepted};
use crate::files::machine;
use domain::words::{Language, Say as _};
use serde_json::{Value, json};
use std::path::Path;

pub(super) async fn run(lab: &Transport, verb: EvidenceVerb, print: &Print) -> Result<Done, Failure> {
    match verb {
        EvidenceVerb::Read { files } => super::evidence::run(&files, print),
        EvidenceVerb::Import { folder, source, keep_series, dry_run } => {
            let source = source.unwrap_or_else(|| name_of(&folder));
            let asked = asked(&folder, &source, keep_series, dry_run).await?;
            print.answer(&accepted(lab.post("/evidence/import", &asked).await?)?, imported);
            Ok(Done::Well)
        }
        EvidenceVerb::Findings { settled, kind, number } => {
            let state = if settled { "settled" } else { "open" };
            let (kind, number) = (kind.unwrap_or_default(), number.unwrap_or_default());
            let path = format!(
                "/evidence/findings?state={state}&kind={}&number={}",
                segment(&kind),
                segment(&number)
            );
            print.answer(&accepted(lab.get(&path).await?)?, listed);
            Ok(Done::Well)
        }
        EvidenceVerb::Settle { finding, resolution, note } => {
            let asked = json!({ "resolution": resolution, "note": note });
            let path = format!("/evidence/findings/{}/settle", segment(&finding));
            let answer = lab.post(&path, &asked).await?;
            print.answer(&accepted(answer)?, |value| told(&finding, "settled", value));
            Ok(Done::Well)
        }
    }
}

/// The folder's own name: what the record calls the import where nobody named it.
pub(super) fn name_of(folder: &Path) -> String {
    let whole = folder.canonicalize().unwrap_or_else(|_| folder.to_path_buf());
    let name = whole.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    name.chars().filter(|character| !character.is_control()).take(80).collect()
}

/// The request, with every file packed.
async fn asked(folder: &Path, source: &str, keep_series: bool, dry_run: bool) -> Result<Value, Failure> {
    let path = folder.to_path_buf();
    let files = tokio::task::spawn_blocking(move || machine::below_path(&path)).await;
    let files = files.map_err(Failure::refused)?;
    let files = files.map_err(|error| Failure::refused(format!("{}.", error.say(Language::English))))?;
    let files: Vec<Value> =
        files.into_iter().map(|file| json!({ "name": file.file.name, "packed": file.file.packed })).collect();
    Ok(json!({ "source": source, "files": files, "keep_series": keep_series, "dry_run": dry_run }))
}

fn imported(value: &Value) -> String {
    let of = |field: &str| plain(&value[field]);
    let class = |name: &str| plain(&value["classes"][name]);
    format!(
        "{} new, {} known; {} film numbers taken over, {} left out; {} findings, {} settled, {} offered\n\
        numbers: {} production, {} legacy, {} test, {} mistyped; {} files unreadable",
        of("new"),
        of("known"),
        of("numbers"),
        of("skipped"),
        of("findings"),
        of("settled"),
        of("offered"),
        class("production"),
        class("legacy"),
        class("test"),
        class("mistyped"),
        of("unreadable"),
    )
}

fn listed(value: &Value) -> String {
    let rows: Vec<String> = value
        .as_array()
        .into_iter()
        .flatten()
        .map(|row| {
            let of = |field: &str| plain(&row[field]);
            let settled = row["resolution"].as_str().map(|resolution| format!(" [{resolution}]"));
            let settled = settled.unwrap_or_default();
            format!(
                "{}  {:<10}  {:<18}  {}{settled}",
                of("finding"),
                of("number"),
                of("kind"),
                of("sentence")
            )
        })
        .collect();
    if rows.is_empty() { "no findings".to_owned() } else { rows.join("\n") }
}
