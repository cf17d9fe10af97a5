//! `rollcall complaint …`

use super::film::{plain, rows, segment};
use super::transport::Transport;
use super::verbs::ComplaintVerb;
use super::{Done, Failure, Print, accepted};
use serde_json::{Value, json};

pub(super) async fn run(lab: &Transport, verb: ComplaintVerb, print: &Print) -> Result<Done, Failure> {
    let answer = match verb {
        ComplaintVerb::Open { about, project, cause, words } => {
            let asked = json!({ "about": about, "project": project, "cause": cause, "words": words });
            lab.post("/complaints", &asked).await?
        }
        ComplaintVerb::Settle { complaint, result, rework, note } => {
            let path = format!("/complaints/{}/settle", segment(&complaint));
            lab.post(&path, &json!({ "result": result, "rework": rework, "note": note })).await?
        }
        ComplaintVerb::List { open } => {
            let answer = accepted(lab.get(&format!("/complaints?open={open}")).await?)?;
            let columns = ["complaint", "state", "folder", "cause", "words"];
            print.answer(&answer, |value| rows(value, &columns));
            return Ok(Done::Well);
        }
        ComplaintVerb::Show { complaint } => {
            let path = format!("/complaints/{}", segment(&complaint));
            let answer = accepted(lab.get(&path).await?)?;
            print.answer(&answer, |value| super::lab::life(&line(value), value));
            return Ok(Done::Well);
        }
    };
    print.answer(&accepted(answer)?, line);
    Ok(Done::Well)
}

/// `K-0012: open, RRD123-2025_OU_Certificates, 10000001, missing-page`
fn line(value: &Value) -> String {
    let films = value["films"].as_array().into_iter().flatten();
    let films: Vec<String> = films.map(|film| plain(&film["number"])).collect();
    let films = if films.is_empty() { String::new() } else { format!(", {}", films.join(" ")) };
    let part = |field: &str| plain(&value[field]);
    format!("{}: {}, {}{films}, {}", part("complaint"), part("state"), part("folder"), part("cause"))
}
