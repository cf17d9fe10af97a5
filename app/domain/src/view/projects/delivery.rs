//! Whether the index can be handed over, what was handed over before, and what changed since.

use super::ProjectFile;
use crate::film::delivery::{HandedOver, Mail, RowChanges, changed_rows, rows_digest, rows_of};
use crate::film::index::IndexRow;
use crate::id::DeliveryId;
use crate::lab::Delivery;
use crate::time::Timestamp;
use crate::words::{Language, Say};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeliveryState {
    /// Rows of the index; none while it cannot be made.
    pub rows: Option<u32>,
    /// Why not, in the reader's language; empty where it can.
    pub refusal: String,
    /// To whom the last one went.
    pub to: String,
    /// What was handed over last is not what the films say now.
    pub outdated: bool,
    /// Newest first.
    pub past: Vec<PastDelivery>,
    /// The mail of the newest.
    pub mail: Option<Mail>,
}

impl DeliveryState {
    pub(super) fn of(file: &ProjectFile, language: Language) -> Self {
        let index = file.index();
        let past = past_of(file, index.as_deref().ok());
        let (rows, refusal) = match &file.deliverable() {
            Ok(rows) => (Some(rows.len() as u32), String::new()),
            Err(refusal) => (None, refusal.say(language)),
        };
        let to = past.iter().map(|past| past.to.as_str()).find(|to| !to.is_empty());
        Self {
            rows,
            refusal,
            to: to.unwrap_or_default().to_owned(),
            outdated: past.first().is_some_and(|last| !last.same),
            past,
            mail: file.deliveries.first().map(|delivery| file.mail(delivery)),
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PastDelivery {
    pub id: DeliveryId,
    pub at: Timestamp,
    pub by: String,
    /// To whom, in the lab's words; empty where nobody said.
    pub to: String,
    pub rows: u32,
    pub file: String,
    /// SHA-256 of the rows, hexadecimal.
    pub digest: String,
    /// The index of today has the same rows.
    pub same: bool,
    /// The rows can be read again as they were sent.
    pub kept: bool,
    /// What changed since; none where there is no index now, or the rows were not kept.
    pub changes: Option<RowChanges>,
}

impl PastDelivery {
    fn of(file: &ProjectFile, delivery: &Delivery, index: Option<&[IndexRow]>) -> Self {
        let sent = file.sent.get(&delivery.id);
        let same = index.is_some_and(|rows| rows_digest(rows) == delivery.digest);
        let changes = match (sent, index) {
            _ if same => Some(RowChanges::default()),
            (Some(sent), Some(now)) => Some(RowChanges::of(&changed_rows(&rows_of(sent), now))),
            _ => None,
        };
        Self {
            id: delivery.id,
            at: delivery.at,
            by: delivery.by.clone(),
            to: delivery.to.clone(),
            rows: delivery.rows,
            file: delivery.file.clone(),
            digest: delivery.digest.clone(),
            same,
            kept: sent.is_some(),
            changes,
        }
    }
}

fn past_of(file: &ProjectFile, index: Option<&[IndexRow]>) -> Vec<PastDelivery> {
    file.deliveries.iter().map(|delivery| PastDelivery::of(file, delivery, index)).collect()
}

impl ProjectFile {
    /// What was handed over before, newest first.
    pub fn past(&self) -> Vec<PastDelivery> {
        past_of(self, self.index().as_deref().ok())
    }

    /// The mail of a delivery, with the numbers its films had then.
    pub fn mail(&self, delivery: &Delivery) -> Mail {
        let mut present: Vec<_> = self
            .rolls
            .iter()
            .filter_map(|roll| Some((roll.film, roll.ordinal, *self.numbers.get(&roll.id)?)))
            .collect();
        present.sort();
        let present: Vec<_> = present.into_iter().map(|(.., number)| number).collect();
        let numbers = if delivery.numbers.is_empty() { &present } else { &delivery.numbers };
        HandedOver {
            archive_id: &self.project.key.archive_id,
            doc_type: &self.project.key.doc_type,
            to: &delivery.to,
            numbers,
            rows: delivery.rows,
            at: delivery.at,
            file: &delivery.file,
            by: &delivery.by,
            lab: &self.settings.name,
        }
        .mail()
    }
}
