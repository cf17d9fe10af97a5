//! `rollcall film rework | void-number | develop | accept | quarantine | release | runs`

use super::film::{plain, segment, told};
use super::transport::Transport;
use super::verbs::FinishingVerb;
use super::{Done, Failure, Print, accepted};
use serde_json::{Value, json};

pub(super) async fn run(lab: &Transport, verb: FinishingVerb, print: &Print) -> Result<Done, Failure> {
    match verb {
        FinishingVerb::Rework { rolls, reason, note, number, dry_run } => {
            let asked = json!({ "rolls": rolls, "reason": reason, "note": note, "number": number.code() });
            let path = if dry_run { "/film/rework/preview" } else { "/film/rework" };
            let answer = accepted(lab.post(path, &asked).await?)?;
            print.answer(&answer, if dry_run { preview } else { reworked });
        }
        FinishingVerb::VoidNumber { roll, reason } => {
            let path = format!("/film/rolls/{}/void-number", segment(&roll));
            let answer = lab.post(&path, &json!({ "reason": reason })).await?;
            print.answer(&accepted(answer)?, |value| told(&roll, "without a number", value));
        }
        FinishingVerb::Develop { rolls, density, bath } => {
            let asked = json!({ "rolls": rolls, "density": density.0, "bath": bath });
            let answer = accepted(lab.post("/film/development", &asked).await?)?;
            print.answer(&answer, |value| {
                let held = if value["quarantined"] == json!(true) { ", in quarantine" } else { "" };
                format!("developed in {}{held}", plain(&value["run"]))
            });
        }
        FinishingVerb::Accept { rolls, note } => {
            let answer = lab.post("/film/accept", &json!({ "rolls": rolls, "note": note })).await?;
            print.answer(&accepted(answer)?, |value| told(&rolls.join(" "), "accepted", value));
        }
        FinishingVerb::Quarantine { run, reason } => {
            let path = format!("/film/development/{}/quarantine", segment(&run));
            let answer = lab.post(&path, &json!({ "reason": reason })).await?;
            print.answer(&accepted(answer)?, |value| told(&run, "in quarantine", value));
        }
        FinishingVerb::Release { run, reason } => {
            let path = format!("/film/development/{}/release", segment(&run));
            let answer = lab.post(&path, &json!({ "reason": reason })).await?;
            print.answer(&accepted(answer)?, |value| told(&run, "released", value));
        }
        FinishingVerb::Runs => print.answer(&runs(lab).await?, run_lines),
    }
    Ok(Done::Well)
}

fn preview(value: &Value) -> String {
    let mut text = format!("nothing is changed; rejecting {} would bring:", names(&value["films"]));
    for found in value["consequences"].as_array().into_iter().flatten() {
        text.push_str(&format!("\n  {}", plain(&found["sentence"])));
    }
    text
}

fn reworked(value: &Value) -> String {
    format!("rejected, to be filmed again: {}", names(&value["reworks"]))
}

/// `10000001 (RRD123-2025_OU_16_01), …`
fn names(films: &Value) -> String {
    let name = |film: &Value| format!("{} ({})", plain(&film["number"]), plain(&film["id"]));
    films.as_array().into_iter().flatten().map(name).collect::<Vec<_>>().join(", ")
}

/// Every run, page by page.
async fn runs(lab: &Transport) -> Result<Value, Failure> {
    let mut runs = Vec::new();
    let mut path = "/film/development".to_owned();
    loop {
        let mut page = accepted(lab.get(&path).await?)?;
        if let Some(Value::Array(found)) = page.get_mut("runs").map(Value::take) {
            runs.extend(found);
        }
        match page["older"].as_str() {
            Some(older) => path = format!("/film/development?before={}", segment(older)),
            None => return Ok(Value::Array(runs)),
        }
    }
}

/// One line a run, its rolls below.
fn run_lines(value: &Value) -> String {
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let runs = list(value);
    if runs.is_empty() {
        return "none".to_owned();
    }
    let line = |run: &Value| {
        let readings: Vec<String> =
            list(&run["readings"]).iter().map(|read| plain(&read["density"])).collect();
        let reason = run["reason"].as_str().map(|reason| format!(": {reason}")).unwrap_or_default();
        let mut text = format!("{}  {}{reason}", plain(&run["run"]), plain(&run["quarantine"]));
        if !readings.is_empty() {
            text.push_str(&format!("  density {}", readings.join(" ")));
        }
        for roll in list(&run["rolls"]) {
            let name = roll["number"].as_str().or(roll["id"].as_str()).unwrap_or_default();
            text.push_str(&format!("\n  {name}  {}", plain(&roll["stage"])));
        }
        text
    };
    runs.iter().map(line).collect::<Vec<_>>().join("\n")
}
