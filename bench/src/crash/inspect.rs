//! What a lab that was killed again and again must still be: looked at on a copy, because opening the original would
//! tidy it up.

use super::clients::Acknowledged;
use crate::Failure;
use crate::places::{Place, ask, connect, engines, founded};
use domain::command::Answer;
use domain::number::FilmNumber;
use std::collections::{BTreeMap, BTreeSet};
use store::{Engine, Store};

/// Every fault found, in sentences. None is what must be.
pub async fn faults(place: &Place, told: &Acknowledged) -> Result<Vec<String>, Failure> {
    let copy = place.copy().await?;
    let mut faults = Vec::new();
    let store = founded(&copy.url).await?;
    match store.verify().await {
        Ok(_) => {}
        Err(error) => faults.push(format!("the chain does not hold: {error}")),
    }
    let report = store.check_whole().await?;
    faults.extend(report.differences.iter().take(5).map(|difference| difference.sentence.clone()));
    keys_and_numbers(&store, told, &mut faults).await?;
    if faults.is_empty() {
        replays(&store, &mut faults).await?;
    }
    let engine = store.engine();
    store.close().await;
    drop(store);
    if engine == Engine::Sqlite {
        integrity(&copy, &mut faults).await?;
    }
    copy.remove().await?;
    Ok(faults)
}

/// Each acknowledged request has exactly the number it was told; no number is given twice; none is left out.
async fn keys_and_numbers(
    store: &Store,
    told: &Acknowledged,
    faults: &mut Vec<String>,
) -> Result<(), Failure> {
    let mut given: BTreeMap<String, Vec<FilmNumber>> = BTreeMap::new();
    let mut numbers = BTreeSet::new();
    let mut after = 0;
    loop {
        let page = store.entries_after(after, 500).await?;
        if page.is_empty() {
            break;
        }
        for entry in page {
            after = entry.seq;
            // `client-request-attempt`: the request is what the client wanted once.
            let Some((request, _)) = entry.key.rsplit_once('-') else { continue };
            let Answer::Numbers { numbers: answer } = serde_json::from_str(&entry.answer)? else { continue };
            for number in answer {
                if !numbers.insert(number) {
                    faults.push(format!("{number} was given twice, the second time in entry {}", entry.seq));
                }
                given.entry(request.to_owned()).or_default().push(number);
            }
        }
    }
    for (request, number) in &told.given {
        match given.get(request).map(Vec::as_slice) {
            Some([one]) if one == number => {}
            None => faults.push(format!("{number} was acknowledged to request {request} and is lost")),
            Some(found) => {
                let found: Vec<String> = found.iter().map(ToString::to_string).collect();
                faults.push(format!("request {request} was told {number} and holds {}", found.join(", ")));
            }
        }
    }
    if let Some(hole) = numbers.iter().zip(1..).find(|(number, sequence)| number.sequence() != *sequence) {
        faults.push(format!("there is a gap before {}", hole.0));
    }
    Ok(())
}

/// The ledger gives every table back, in an empty lab of each kind.
async fn replays(store: &Store, faults: &mut Vec<String>) -> Result<(), Failure> {
    let before = store.dump().await?;
    for engine in engines() {
        let place = Place::of(engine).await?;
        let target = Store::open(&place.options()).await?;
        store.replay_into(&target).await?;
        if target.dump().await? != before {
            faults.push(format!("a replay into {engine:?} gives other tables"));
        }
        target.close().await;
        drop(target);
        place.remove().await?;
    }
    Ok(())
}

async fn integrity(copy: &Place, faults: &mut Vec<String>) -> Result<(), Failure> {
    let mut connection = connect(&copy.url).await?;
    let said = ask(&mut connection, "pragma integrity_check").await?;
    if said != "ok" {
        faults.push(format!("integrity_check: {said}"));
    }
    if sqlx::query("pragma foreign_key_check").fetch_optional(&mut connection).await?.is_some() {
        faults.push("foreign_key_check finds rows without their parents".to_owned());
    }
    Ok(())
}
