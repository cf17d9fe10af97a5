//! Finding by what is written on things, and a document's whole story.

use super::film::{encoded, plain, segment};
use super::lab::life;
use super::transport::Transport;
use super::{Done, Failure, Print, accepted};
use serde_json::Value;

/// What is called so, one thing a line; nothing found is a refusal for whoever counts on it.
pub(super) async fn find(lab: &Transport, text: &str, print: &Print) -> Result<Done, Failure> {
    let answer = accepted(lab.get(&format!("/search?{}", encoded(&[("q", text.to_owned())]))).await?)?;
    let any = answer["found"].as_array().is_some_and(|found| !found.is_empty());
    print.answer(&answer, |value| {
        let lines = value["found"].as_array().into_iter().flatten().map(line);
        let lines: Vec<String> = lines.collect();
        if lines.is_empty() { "Nothing is called so.".to_owned() } else { lines.join("\n") }
    });
    Ok(if any { Done::Well } else { Done::Refused })
}

fn line(found: &Value) -> String {
    let kind = plain(&found["found"]).replace('_', " ");
    let name = match kind.as_str() {
        "number" => plain(&found["number"]),
        "project" => plain(&found["project"]["name"]),
        "roll" => plain(&found["roll"]["name"]),
        "document" => format!("{}, {}", plain(&found["barcode"]), plain(&found["project"]["name"])),
        "temp roll" => format!("T-{:04}", found["id"].as_u64().unwrap_or_default()),
        _ => plain(&found["name"]),
    };
    format!("{kind}  {name}")
}

/// The document in every project, with its blips and the life of its rolls.
pub(super) async fn trace(lab: &Transport, barcode: &str, print: &Print) -> Result<Done, Failure> {
    let answer = accepted(lab.get(&format!("/film/documents/{}", segment(barcode))).await?)?;
    print.answer(&answer, |value| {
        let mut text = plain(&value["barcode"]);
        for project in value["projects"].as_array().into_iter().flatten() {
            let (name, pages) = (plain(&project["project"]["name"]), plain(&project["pages"]));
            text.push_str(&format!("\n{name}, {pages} pages"));
            for on in project["rolls"].as_array().into_iter().flatten() {
                let (roll, number) = (plain(&on["roll"]["temporary_id"]), on["roll"]["number"].as_str());
                let number = number.map(|number| format!(", {number}")).unwrap_or_default();
                let frame = on["filmed"].as_u64().or(on["planned"].as_u64()).unwrap_or_default();
                let head = format!("\n{roll}{number}, document {}, from frame {frame}", plain(&on["index"]));
                text.push_str(&life(&head, on));
            }
        }
        text
    });
    Ok(Done::Well)
}
