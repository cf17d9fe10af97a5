//! Complaints.

use crate::db::{Columns, Value, json};
use crate::error::StoreError;
use crate::row::Row;
use domain::film::complaint::{Complaint, Fault, Settled, Settlement};
use domain::film::document::Barcode;
use domain::id::{ComplaintId, ProjectId, ReworkId};
use domain::time::Timestamp;

impl Row for Complaint {
    const TABLE: &'static str = "complaint";
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "project",
        "rolls",
        "barcode",
        "fault",
        "words",
        "received",
        "opened",
        "opened_by",
        "result",
        "rework",
        "note",
        "settled",
        "settled_by",
    ];
    const KEY: &'static [&'static str] = &["id"];

    fn values(&self) -> Result<Vec<Value>, StoreError> {
        let settled = self.settled.as_ref();
        let rework = settled.and_then(|settled| settled.how.rework()).map(ReworkId::get);
        Ok(vec![
            self.id.get().into(),
            self.project.get().into(),
            json(&self.rolls)?.into(),
            self.barcode.as_ref().map(ToString::to_string).into(),
            self.fault.code().into(),
            self.words.as_str().into(),
            self.received.millis().into(),
            self.at.millis().into(),
            self.by.as_str().into(),
            settled.map(|settled| settled.how.code().to_owned()).into(),
            rework.into(),
            settled.map(|settled| settled.note.clone()).into(),
            settled.map(|settled| settled.at.millis()).into(),
            settled.map(|settled| settled.by.clone()).into(),
        ])
    }

    fn read(row: &Columns<'_>) -> Result<Self, StoreError> {
        let barcode = row.optional_text("barcode")?;
        let barcode =
            barcode.map(|text| Barcode::parse(&text).map_err(|error| row.corrupt("barcode", error)));
        Ok(Self {
            id: ComplaintId::new(row.unsigned("id")?),
            project: ProjectId::new(row.unsigned("project")?),
            rolls: row.json("rolls")?,
            barcode: barcode.transpose()?,
            fault: Fault::from(row.text("fault")?),
            words: row.text("words")?,
            received: Timestamp::from_millis(row.number("received")?),
            at: Timestamp::from_millis(row.number("opened")?),
            by: row.text("opened_by")?,
            settled: settled(row)?,
        })
    }
}

fn settled(row: &Columns<'_>) -> Result<Option<Settled>, StoreError> {
    let Some(result) = row.optional_text("result")? else { return Ok(None) };
    let how = match result.as_str() {
        "no-fault" => Settlement::NoFault,
        "corrected" => Settlement::Corrected,
        "rework" => {
            let rework = row.required("rework", row.optional_unsigned("rework")?)?;
            Settlement::Rework { rework: ReworkId::new(rework) }
        }
        other => return Err(row.corrupt("result", other)),
    };
    Ok(Some(Settled {
        how,
        note: row.required("note", row.optional_text("note")?)?,
        at: Timestamp::from_millis(row.required("settled", row.optional_number("settled")?)?),
        by: row.required("settled_by", row.optional_text("settled_by")?)?,
    }))
}
