//! Numbers, tokens and the lab itself: check, verify, replay, export.

use super::film::{plain, segment};
use super::transport::{Transport, sentence};
use super::verbs::{NumberVerb, ProgramsVerb, TokenVerb};
use super::{Done, Failure, Print, Verb, accepted};
use super::{programs, trace};
use domain::ledger::{Entry, Verifier};
use serde_json::{Value, json};
use std::fs::File;
use std::io::{BufRead as _, BufReader, BufWriter, Write as _};
use std::path::Path;
use store::{OpenOptions, Store};

pub(super) async fn run(lab: &Transport, verb: Verb, print: &Print) -> Result<Done, Failure> {
    match verb {
        Verb::Number { verb } => number(lab, verb, print).await,
        Verb::Token { verb: TokenVerb::Create { role, label } } => {
            let label = label.unwrap_or_else(|| format!("{role} {}", crate::config::system_clock().millis()));
            let answer = accepted(lab.post("/tokens", &json!({ "label": label, "roles": role })).await?)?;
            print.answer(&answer, |value| plain(&value["token"]));
            Ok(Done::Well)
        }
        Verb::Find { text } => trace::find(lab, &text, print).await,
        Verb::Trace { barcode } => trace::trace(lab, &barcode, print).await,
        Verb::Check => check(lab, print).await,
        Verb::Verify { .. } => {
            let answer = accepted(lab.get("/verify").await?)?;
            Ok(verdict(answer, print))
        }
        Verb::Replay { into } => replay(lab, &into, print).await,
        Verb::ExportLedger { file } => export(lab, &file, print).await,
        Verb::Serve(_)
        | Verb::Evidence { .. }
        | Verb::Film { .. }
        | Verb::Complaint { .. }
        | Verb::Programs { .. }
        | Verb::Ranges { .. }
        | Verb::TempRoll { .. } => Err(Failure::Usage("This verb is not carried out here.".to_owned())),
    }
}

async fn number(lab: &Transport, verb: NumberVerb, print: &Print) -> Result<Done, Failure> {
    let numbers = |value: &Value| {
        let list = value["numbers"].as_array().into_iter().flatten();
        list.map(plain).collect::<Vec<_>>().join(" ")
    };
    let answer = match verb {
        NumberVerb::Show { number } if programs::is_program_number(&number) => {
            return programs::run(lab, ProgramsVerb::Show { name: number }, print).await;
        }
        NumberVerb::Show { number } => {
            let answer = accepted(lab.get(&format!("/numbers/{}", segment(&number))).await?)?;
            print.answer(&answer, number_shown);
            return Ok(Done::Well);
        }
        NumberVerb::Gaps => {
            let answer = accepted(lab.get("/numbers/gaps").await?)?;
            print.answer(&answer, |value| {
                let columns = ["number", "state", "roll", "project", "reason", "by"];
                let list = super::film::rows(&value["numbers"], &columns);
                format!("{list}\n{} unexplained", value["unexplained"])
            });
            return Ok(Done::Well);
        }
        NumberVerb::Reserve { site, count, purpose } => {
            lab.post("/numbers/reserve", &json!({ "site": site, "count": count, "purpose": purpose })).await?
        }
        NumberVerb::Next(asked) => return programs::next(lab, asked, print).await,
        NumberVerb::Retire { numbers, reason } => {
            return programs::hand_back(lab, "retire", &numbers, &reason, print).await;
        }
        NumberVerb::Release { numbers, reason }
            if numbers.iter().all(|one| programs::is_program_number(one)) =>
        {
            return programs::hand_back(lab, "release", &numbers, &reason, print).await;
        }
        NumberVerb::Release { numbers, reason } => {
            lab.post("/numbers/release", &json!({ "numbers": numbers, "reason": reason })).await?
        }
        NumberVerb::Void { number, reason } => {
            lab.post(&format!("/numbers/{}/void", segment(&number)), &json!({ "reason": reason })).await?
        }
    };
    print.answer(&accepted(answer)?, numbers);
    Ok(Done::Well)
}

/// A number with its reworks and its life.
fn number_shown(value: &Value) -> String {
    let of = |field: &str| value[field].as_str().map(str::to_owned);
    let mut head = format!("{}: {}", plain(&value["number"]), plain(&value["state"]));
    if let (Some(roll), Some(stage)) = (of("roll"), of("stage")) {
        head.push_str(&format!(", {roll} is {stage}"));
    }
    if let Some(reason) = of("reason") {
        head.push_str(&format!(", {reason}"));
    }
    if let Some(other) = of("replaced_by") {
        head.push_str(&format!(", replaced by {other}"));
    }
    for rework in value["reworks"].as_array().into_iter().flatten() {
        let part = |field: &str| plain(&rework[field]);
        head.push_str(&format!(
            "\n  rework {}: {}, number {}, {}",
            part("rework"),
            part("reason"),
            if part("choice") == "keep" { "kept" } else { "void" },
            part("state")
        ));
    }
    life(&head, value)
}

/// A headline and the ledger's lines below it.
pub(super) fn life(head: &str, value: &Value) -> String {
    let mut text = head.to_owned();
    for line in value["history"].as_array().into_iter().flatten() {
        let (entry, actor) = (plain(&line["entry"]), plain(&line["actor"]));
        text.push_str(&format!(
            "\n  {entry}  {} {} ({actor})",
            plain(&line["title"]),
            plain(&line["sentence"])
        ));
    }
    text
}

async fn check(lab: &Transport, print: &Print) -> Result<Done, Failure> {
    let answer = accepted(lab.get("/check?whole=true").await?)?;
    let clean = answer["differences"] == json!(0);
    print.answer(&answer, |value| {
        let mut text = format!(
            "{} differences, {} promises, {} entries",
            value["differences"], value["promises"], value["entries"]
        );
        for found in value["found"].as_array().into_iter().flatten() {
            text.push_str(&format!("\n  {}: {}", plain(&found["promise"]), plain(&found["sentence"])));
        }
        text
    });
    Ok(if clean { Done::Well } else { Done::Refused })
}

fn verdict(answer: Value, print: &Print) -> Done {
    let valid = answer["valid"] == json!(true);
    print.answer(&answer, |value| match value["problem"].as_str() {
        Some(problem) => problem.to_owned(),
        None => format!("{} entries, the chain holds, head {}", value["entries"], plain(&value["head"])),
    });
    if valid { Done::Well } else { Done::Refused }
}

/// An exported ledger, checked without a lab.
pub(super) fn verify_file(path: &Path, print: &Print) -> Result<Done, Failure> {
    let mut verifier = Verifier::default();
    let file = File::open(path)
        .map_err(|error| Failure::refused(format!("{} cannot be read: {error}.", path.display())))?;
    let mut problem = None;
    for (number, line) in (1..).zip(BufReader::new(file).lines()) {
        let line =
            line.map_err(|error| Failure::refused(format!("Line {number} cannot be read: {error}.")))?;
        let taken = serde_json::from_str::<Entry>(&line)
            .map_err(|_| format!("line {number} is no ledger entry: the file was changed"))
            .and_then(|entry| verifier.take(&entry).map_err(|broken| broken.to_string()));
        if let Err(sentence) = taken {
            problem = Some(format!("{sentence}."));
            break;
        }
    }
    let answer = json!({
        "valid": problem.is_none(), "entries": verifier.entries(), "head": verifier.head(), "problem": problem,
    });
    Ok(verdict(answer, print))
}

async fn replay(lab: &Transport, into: &str, print: &Print) -> Result<Done, Failure> {
    let store = lab.store()?;
    let refused = |error: &store::StoreError| Failure::refused(sentence(error));
    let target = Store::open(&OpenOptions::new(into)).await.map_err(|error| refused(&error))?;
    let entries = store.replay_into(&target).await.map_err(|error| refused(&error))?;
    let (here, there) = (
        store.dump().await.map_err(|error| refused(&error))?,
        target.dump().await.map_err(|error| refused(&error))?,
    );
    let different: Vec<&str> =
        here.iter().zip(&there).filter(|(a, b)| a != b).map(|((table, _), _)| table.as_str()).collect();
    let answer = json!({ "entries": entries, "differences": different.len(), "tables": different });
    target.close().await;
    print.answer(&answer, |value| {
        format!("{} entries replayed, {} tables differ", value["entries"], value["differences"])
    });
    Ok(if different.is_empty() { Done::Well } else { Done::Refused })
}

async fn export(lab: &Transport, path: &Path, print: &Print) -> Result<Done, Failure> {
    let unwritable =
        |error: std::io::Error| Failure::refused(format!("{} cannot be written: {error}.", path.display()));
    let mut file = BufWriter::new(File::create(path).map_err(unwritable)?);
    let mut entries = 0;
    let mut head = String::new();
    loop {
        let page = accepted(lab.get(&format!("/ledger?after={entries}&limit=1000")).await?)?;
        let page = page.as_array().cloned().unwrap_or_default();
        if page.is_empty() {
            break;
        }
        for entry in &page {
            writeln!(file, "{entry}").map_err(unwritable)?;
            entries = entry["seq"].as_u64().unwrap_or(entries + 1);
            head = plain(&entry["hash"]);
        }
    }
    file.flush().map_err(unwritable)?;
    let answer = json!({ "entries": entries, "head": head, "file": path.display().to_string() });
    print.answer(&answer, |value| {
        format!("{} entries in {}, head {}", value["entries"], plain(&value["file"]), plain(&value["head"]))
    });
    Ok(Done::Well)
}
