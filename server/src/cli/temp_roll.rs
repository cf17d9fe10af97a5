//! `rollcall temp-roll …`

use super::film::{plain, segment, told};
use super::lab::life;
use super::transport::Transport;
use super::verbs::TempRollVerb;
use super::{Done, Failure, Print, accepted};
use serde_json::{Value, json};

pub(super) async fn run(lab: &Transport, verb: TempRollVerb, print: &Print) -> Result<Done, Failure> {
    let (tag, what, done, asked) = match verb {
        TempRollVerb::Show { tag } => {
            let answer = lab.get(&format!("/film/temp-rolls/{}", segment(&tag))).await?;
            print.answer(&accepted(answer)?, shown);
            return Ok(Done::Well);
        }
        TempRollVerb::Stock { place, tags } => {
            let asked = json!({ "place": place.unwrap_or_default(), "found": tags });
            print.answer(&accepted(lab.post("/film/temp-rolls/stock", &asked).await?)?, stock);
            return Ok(Done::Well);
        }
        TempRollVerb::Measure { tag, length, reason } => {
            (tag, "measure", "measured", json!({ "length_mm": length, "reason": reason }))
        }
        TempRollVerb::Place { tag, place } => (tag, "place", "placed", json!({ "place": place })),
        TempRollVerb::Discard { tag, reason } => (tag, "discard", "thrown away", json!({ "reason": reason })),
        TempRollVerb::Lost { tag, reason } => (tag, "lost", "reported lost", json!({ "reason": reason })),
        TempRollVerb::Found { tag, place } => (tag, "found", "on the shelf again", json!({ "place": place })),
    };
    let answer = lab.post(&format!("/film/temp-rolls/{}/{what}", segment(&tag)), &asked).await?;
    print.answer(&accepted(answer)?, |value| told(&tag, done, value));
    Ok(Done::Well)
}

fn shown(value: &Value) -> String {
    let of = |field: &str| plain(&value[field]);
    let reason = value["reason"].as_str().map(|reason| format!(" ({reason})")).unwrap_or_default();
    let head =
        format!("{}: {}{reason}, {} mm of {}", of("temp_roll"), of("stage"), of("length_mm"), of("reel"));
    life(&head, value)
}

fn stock(value: &Value) -> String {
    let missing = value["missing"].as_array().into_iter().flatten();
    let missing = missing.map(plain).collect::<Vec<_>>().join(" ");
    let lost = if missing.is_empty() { "nothing".to_owned() } else { missing };
    format!("{} found, {lost} missing", plain(&value["found"]))
}
