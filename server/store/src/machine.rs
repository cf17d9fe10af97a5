//! Files of the machine and findings.

use crate::db::{Columns, Value, fetch, json};
use crate::error::StoreError;
use crate::load::rows_in;
use crate::row::Row;
use domain::command::Needs;
use domain::event::EvidenceFile;
use domain::film::attempt::Attempt;
use domain::film::roll::Roll;
use domain::id::{AttemptId, FindingId, MachineFileId};
use domain::lab::{Evidence, Lab};
use domain::machine::{Course, Finding, MachineFile, NumberClass, Resolution, Settled};
use domain::time::Timestamp;
use sqlx::AnyConnection;
use std::collections::BTreeSet;

impl Row for MachineFile {
    const TABLE: &'static str = "machine_file";
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "number",
        "class",
        "kind",
        "told",
        "attempt",
        "received",
        "received_by",
        "name",
        "digest",
        "size",
        "packed",
    ];
    const KEY: &'static [&'static str] = &["id"];

    fn values(&self) -> Result<Vec<Value>, StoreError> {
        Ok(vec![
            self.id.get().into(),
            self.number.as_str().into(),
            self.class.code().into(),
            self.told.code().into(),
            json(&self.told)?.into(),
            self.attempt.map(AttemptId::get).into(),
            self.at.millis().into(),
            self.by.as_str().into(),
            self.file.name.as_str().into(),
            self.file.digest.as_str().into(),
            self.file.size.into(),
            self.file.packed.as_str().into(),
        ])
    }

    fn read(row: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: MachineFileId::new(row.unsigned("id")?),
            number: row.text("number")?,
            class: row.required("class", NumberClass::parse(&row.text("class")?))?,
            told: row.json("told")?,
            attempt: row.optional_unsigned("attempt")?.map(AttemptId::new),
            at: Timestamp::from_millis(row.number("received")?),
            by: row.text("received_by")?,
            file: EvidenceFile {
                name: row.text("name")?,
                digest: row.text("digest")?,
                size: row.unsigned("size")?,
                packed: row.text("packed")?,
            },
        })
    }
}

impl Row for Finding {
    const TABLE: &'static str = "finding";
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "number",
        "kind",
        "matter",
        "raised",
        "course",
        "resolution",
        "note",
        "settled",
        "settled_by",
    ];
    const KEY: &'static [&'static str] = &["id"];

    fn values(&self) -> Result<Vec<Value>, StoreError> {
        let (course, settled) = match &self.course {
            Course::Open => ("open", None),
            Course::Settled(settled) => ("settled", Some(settled)),
        };
        Ok(vec![
            self.id.get().into(),
            self.number.as_str().into(),
            self.matter.kind().code().into(),
            json(&self.matter)?.into(),
            self.at.millis().into(),
            course.into(),
            settled.map(|settled| settled.resolution.code().to_owned()).into(),
            settled.map(|settled| settled.note.clone()).into(),
            settled.map(|settled| settled.at.millis()).into(),
            settled.map(|settled| settled.by.clone()).into(),
        ])
    }

    fn read(row: &Columns<'_>) -> Result<Self, StoreError> {
        let course = match row.text("course")?.as_str() {
            "open" => Course::Open,
            "settled" => {
                let resolution = row.optional_text("resolution")?;
                let at = row.required("settled", row.optional_number("settled")?)?;
                Course::Settled(Settled {
                    resolution: row
                        .required("resolution", resolution.as_deref().and_then(Resolution::parse))?,
                    note: row.required("note", row.optional_text("note")?)?,
                    at: Timestamp::from_millis(at),
                    by: row.required("settled_by", row.optional_text("settled_by")?)?,
                })
            }
            other => return Err(row.corrupt("course", other)),
        };
        Ok(Self {
            id: FindingId::new(row.unsigned("id")?),
            number: row.text("number")?,
            matter: row.json("matter")?,
            at: Timestamp::from_millis(row.number("raised")?),
            course,
        })
    }
}

/// What is on record of the numbers and digests in question, and the running attempts files may be of.
pub(crate) async fn load_machine(
    connection: &mut AnyConnection,
    lab: &mut Lab,
    needs: &[Needs],
) -> Result<(), StoreError> {
    let texts = |of: fn(&Needs) -> &[String]| -> Vec<Value> {
        let texts: BTreeSet<&str> = needs.iter().flat_map(of).map(String::as_str).collect();
        texts.into_iter().map(Value::from).collect()
    };
    let numbers = texts(|needs| &needs.machine_numbers);
    let digests = texts(|needs| &needs.digests);
    let ids: Vec<Value> = needs.iter().flat_map(|needs| &needs.findings).map(|id| id.get().into()).collect();
    for (column, wanted) in [("number", numbers.clone()), ("digest", digests.clone())] {
        if !wanted.is_empty() {
            for row in rows_in::<MachineFile>(connection, column, wanted, "").await? {
                lab.machine_files.load(row.id, row);
            }
        }
    }
    for (column, wanted) in [("number", numbers), ("id", ids)] {
        if !wanted.is_empty() {
            for row in rows_in::<Finding>(connection, column, wanted, "").await? {
                lab.findings.load(row.id, row);
            }
        }
    }
    if !digests.is_empty() {
        for row in rows_in::<Evidence>(connection, "digest", digests, "").await? {
            lab.evidence.load((row.attempt, row.position), row);
        }
    }
    if needs.iter().any(|needs| needs.running) {
        // Said in full, so that the index of running attempts answers it.
        let sql = format!("{} where course = 'running'", Attempt::select());
        let running = Attempt::from_rows(&fetch(connection, sql, vec![]).await?)?;
        let rolls: Vec<Value> = running.iter().map(|attempt| attempt.roll.get().into()).collect();
        for attempt in running {
            lab.attempts.load(attempt.id, attempt);
        }
        if !rolls.is_empty() {
            for roll in rows_in::<Roll>(connection, "id", rolls, "").await? {
                lab.rolls.load(roll.id, roll);
            }
        }
    }
    Ok(())
}
