//! Rework and development runs.

use crate::db::{Columns, Value, json};
use crate::error::StoreError;
use crate::row::Row;
use domain::film::development::{Quarantine, Run};
use domain::film::rework::{Cause, NumberChoice, Rework, ReworkEnd};
use domain::id::{AttemptId, ReworkId, RollId, RunId};
use domain::number::FilmNumber;
use domain::time::Timestamp;

impl Row for Rework {
    const TABLE: &'static str = "rework";
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "roll",
        "attempt",
        "number",
        "choice",
        "cause",
        "note",
        "ordered",
        "ordered_by",
        "course",
        "refilmed_by",
    ];
    const KEY: &'static [&'static str] = &["id"];

    fn values(&self) -> Result<Vec<Value>, StoreError> {
        let refilmed_by = match self.end {
            ReworkEnd::Refilmed { attempt } => Some(attempt.get()),
            ReworkEnd::Open | ReworkEnd::Dropped => None,
        };
        Ok(vec![
            self.id.get().into(),
            self.roll.get().into(),
            self.attempt.get().into(),
            self.number.value().into(),
            self.choice.code().into(),
            self.cause.code().into(),
            self.note.as_str().into(),
            self.at.millis().into(),
            self.by.as_str().into(),
            self.end.code().into(),
            refilmed_by.into(),
        ])
    }

    fn read(row: &Columns<'_>) -> Result<Self, StoreError> {
        let choice = row.text("choice")?;
        let end = match row.text("course")?.as_str() {
            "open" => ReworkEnd::Open,
            "dropped" => ReworkEnd::Dropped,
            "refilmed" => {
                let attempt = row.required("refilmed_by", row.optional_unsigned("refilmed_by")?)?;
                ReworkEnd::Refilmed { attempt: AttemptId::new(attempt) }
            }
            other => return Err(row.corrupt("course", other)),
        };
        Ok(Self {
            id: ReworkId::new(row.unsigned("id")?),
            roll: RollId::new(row.unsigned("roll")?),
            attempt: AttemptId::new(row.unsigned("attempt")?),
            number: row.required("number", FilmNumber::from_value(row.small("number")?))?,
            choice: NumberChoice::parse(&choice).ok_or_else(|| row.corrupt("choice", &choice))?,
            cause: Cause::from(row.text("cause")?),
            note: row.text("note")?,
            at: Timestamp::from_millis(row.number("ordered")?),
            by: row.text("ordered_by")?,
            end,
        })
    }
}

impl Row for Run {
    const TABLE: &'static str = "run";
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "rolls",
        "bath",
        "readings",
        "length_mm",
        "developed",
        "developed_by",
        "quarantine",
        "reason",
    ];
    const KEY: &'static [&'static str] = &["id"];

    fn values(&self) -> Result<Vec<Value>, StoreError> {
        let reason = match &self.quarantine {
            Quarantine::Clear => None,
            Quarantine::Held { reason } | Quarantine::Released { reason } => Some(reason.clone()),
        };
        Ok(vec![
            self.id.get().into(),
            json(&self.rolls)?.into(),
            self.bath.as_str().into(),
            json(&self.readings)?.into(),
            self.length_mm.into(),
            self.at.millis().into(),
            self.by.as_str().into(),
            self.quarantine.code().into(),
            reason.into(),
        ])
    }

    fn read(row: &Columns<'_>) -> Result<Self, StoreError> {
        let reason = || row.required("reason", row.optional_text("reason")?);
        let quarantine = match row.text("quarantine")?.as_str() {
            "clear" => Quarantine::Clear,
            "held" => Quarantine::Held { reason: reason()? },
            "released" => Quarantine::Released { reason: reason()? },
            other => return Err(row.corrupt("quarantine", other)),
        };
        Ok(Self {
            id: RunId::new(row.unsigned("id")?),
            rolls: row.json("rolls")?,
            bath: row.text("bath")?,
            readings: row.json("readings")?,
            length_mm: row.unsigned("length_mm")?,
            at: Timestamp::from_millis(row.number("developed")?),
            by: row.text("developed_by")?,
            quarantine,
        })
    }
}
