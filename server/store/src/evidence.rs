//! Files of evidence, kept as the machine wrote them.

use crate::db::{Columns, Value};
use crate::error::StoreError;
use crate::row::Row;
use domain::event::EvidenceFile;
use domain::id::AttemptId;
use domain::lab::Evidence;
use domain::time::Timestamp;

impl Row for Evidence {
    const TABLE: &'static str = "evidence";
    const COLUMNS: &'static [&'static str] =
        &["attempt", "position", "received", "name", "digest", "size", "packed"];
    const KEY: &'static [&'static str] = &["attempt", "position"];

    fn values(&self) -> Result<Vec<Value>, StoreError> {
        Ok(vec![
            self.attempt.get().into(),
            self.position.into(),
            self.at.millis().into(),
            self.file.name.as_str().into(),
            self.file.digest.as_str().into(),
            self.file.size.into(),
            self.file.packed.as_str().into(),
        ])
    }

    fn read(row: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            attempt: AttemptId::new(row.unsigned("attempt")?),
            position: row.small("position")?,
            at: Timestamp::from_millis(row.number("received")?),
            file: EvidenceFile {
                name: row.text("name")?,
                digest: row.text("digest")?,
                size: row.unsigned("size")?,
                packed: row.text("packed")?,
            },
        })
    }
}
