//! What a batch decides, in memory: first answers to repeated keys, new entries, and refusals that leave no trace.

use crate::db::Columns;
use crate::error::StoreError;
use crate::ledger::EntryRow;
use domain::command::{Receipt, Request};
use domain::decide::decide;
use domain::lab::{Lab, LabSettings, Stamp};
use domain::ledger::{Body, Entry, digest};
use domain::refusal::Refusal;
use sqlx::AnyConnection;
use std::collections::BTreeMap;

/// An answer given before, under a key.
pub(super) struct Known {
    digest: String,
    answer: String,
    seq: u64,
}

pub(super) type KnownAnswers = BTreeMap<(String, String), Known>;

/// The first answers to the batch's keys, where there are any.
pub(super) async fn known_answers(
    connection: &mut AnyConnection,
    requests: &[Request],
) -> Result<KnownAnswers, StoreError> {
    let keys: Vec<_> =
        requests.iter().filter_map(|request| request.key.as_ref()).map(|key| key.as_str().into()).collect();
    let mut known = KnownAnswers::new();
    if keys.is_empty() {
        return Ok(known);
    }
    let sql = "select seq, actor, request_key, digest, answer from ledger where request_key in ({ids})
        and request_key <> ''";
    for row in crate::db::fetch_in(connection, sql, keys).await? {
        let row = Columns::new("ledger", &row);
        let answer =
            Known { digest: row.text("digest")?, answer: row.text("answer")?, seq: row.unsigned("seq")? };
        known.insert((row.text("request_key")?, row.text("actor")?), answer);
    }
    Ok(known)
}

/// The requests of one transaction, decided one after the other.
pub(super) struct Batch {
    pub(super) known: KnownAnswers,
    pub(super) entries: Vec<EntryRow>,
    /// Every version the batch made, with its number.
    pub(super) settings: Vec<(u32, LabSettings)>,
}

impl Batch {
    /// Decides one request in memory. A refusal writes nothing; the outer error is a lab that cannot be read.
    pub(super) fn carry_out(
        &mut self,
        lab: &mut Lab,
        request: &Request,
    ) -> Result<Result<Receipt, StoreError>, StoreError> {
        let key = request.key.as_ref().map(|key| (key.as_str().to_owned(), request.actor.name.clone()));
        let command = serde_json::to_vec(&request.command)
            .map_err(|error| StoreError::corrupt("ledger", "command", error))?;
        let digest = digest(&command);
        if let Some(known) = key.as_ref().and_then(|key| self.known.get(key)) {
            return first_answer(known, &digest)
                .map_or_else(|error| Ok(Err(error)), |receipt| Ok(Ok(receipt)));
        }
        let decision = match decide(lab, request) {
            Ok(decision) => decision,
            Err(refusal) => return Ok(Err(refusal.into())),
        };
        if decision.events.is_empty() {
            return Ok(Ok(Receipt { entry: 0, answer: decision.answer }));
        }
        let seq = lab.head.seq + 1;
        let stamp = Stamp { seq, at: request.at, actor: request.actor.name.clone() };
        let version = lab.head.settings_version;
        let mut changes = Vec::new();
        for event in &decision.events {
            changes.extend(lab.apply(event, &stamp));
        }
        if lab.head.settings_version != version {
            self.settings.extend(lab.settings.clone().map(|settings| (lab.head.settings_version, settings)));
        }
        let body = Body { events: decision.events, changes };
        let answer = serde_json::to_string(&decision.answer)
            .map_err(|error| StoreError::corrupt("ledger", "answer", error))?;
        let mut entry = Entry {
            seq,
            at: request.at,
            actor: stamp.actor,
            action: request.command.action().to_owned(),
            reason: request.command.reason().to_owned(),
            body: serde_json::to_string(&body)
                .map_err(|error| StoreError::corrupt("ledger", "body", error))?,
            key: key.as_ref().map_or_else(String::new, |(key, _)| key.clone()),
            digest,
            answer,
            previous: lab.head.hash.clone(),
            hash: String::new(),
        };
        entry.hash = entry.compute_hash();
        lab.head.seq = seq;
        lab.head.hash.clone_from(&entry.hash);
        if let Some(key) = key {
            let known = Known { digest: entry.digest.clone(), answer: entry.answer.clone(), seq };
            self.known.insert(key, known);
        }
        self.entries.push(EntryRow { entry, changes: body.changes });
        Ok(Ok(Receipt { entry: seq, answer: decision.answer }))
    }
}

/// A repeated key gets the first answer; the same key for another command is refused.
fn first_answer(known: &Known, digest: &str) -> Result<Receipt, StoreError> {
    if known.digest != digest {
        return Err(Refusal::KeyUsedForOther.into());
    }
    let answer = serde_json::from_str(&known.answer)
        .map_err(|error| StoreError::corrupt("ledger", known.seq, error))?;
    Ok(Receipt { entry: known.seq, answer })
}
