//! Files of evidence, as lists name them and as they are given out again.

use crate::db::{Columns, Value, fetch_in, fetch_one};
use crate::error::StoreError;
use crate::open::Store;
use crate::row::Row;
use domain::id::AttemptId;
use domain::lab::Evidence;
use domain::time::Timestamp;
use domain::view::films::FileLine;
use sqlx::AnyConnection;

impl Store {
    /// One file of an attempt, with its packed bytes.
    pub async fn evidence_file(
        &self,
        attempt: AttemptId,
        position: u32,
    ) -> Result<Option<Evidence>, StoreError> {
        let mut connection = self.inner.readers.acquire().await?;
        let sql = format!("{} where attempt = $1 and position = $2", Evidence::select());
        let row = fetch_one(&mut connection, sql, vec![attempt.get().into(), position.into()]).await?;
        row.as_ref().map(Evidence::from_row).transpose()
    }
}

/// The files of these attempts, without their bytes.
pub(super) async fn files_of(
    connection: &mut AnyConnection,
    attempts: impl Iterator<Item = AttemptId>,
) -> Result<Vec<FileLine>, StoreError> {
    let ids = attempts.map(|attempt| Value::from(attempt.get()));
    let sql = "select attempt, position, received, name, digest, size from evidence where attempt in ({ids})
        order by evidence.attempt, evidence.position";
    fetch_in(connection, sql, ids)
        .await?
        .iter()
        .map(|row| {
            let row = Columns::new("evidence", row);
            Ok(FileLine {
                attempt: AttemptId::new(row.unsigned("attempt")?),
                position: row.small("position")?,
                name: row.text("name")?,
                size: row.unsigned("size")?,
                digest: row.text("digest")?,
                received: Timestamp::from_millis(row.number("received")?),
            })
        })
        .collect()
}
