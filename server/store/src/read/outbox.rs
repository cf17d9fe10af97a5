//! Reads: the outbox, in the ledger's own order. Its sequence is that of the commits, so nothing appears late.

use crate::db::{Columns, fetch};
use crate::error::StoreError;
use crate::open::Store;
use domain::event::Kind;
use std::collections::BTreeSet;

/// What an entry touched, for those who listen: kinds, never data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outgoing {
    pub seq: u64,
    pub topics: BTreeSet<Kind>,
}

impl Store {
    /// The outbox after an entry, at most so many.
    pub async fn outbox_after(&self, seq: u64, most: u32) -> Result<Vec<Outgoing>, StoreError> {
        let mut connection = self.inner.readers.acquire().await?;
        let sql =
            "select outbox.seq, outbox.topics from outbox where outbox.seq > $1 order by outbox.seq limit $2";
        let rows = fetch(&mut connection, sql, vec![seq.into(), most.into()]).await?;
        rows.iter()
            .map(|row| {
                let row = Columns::new("outbox", row);
                let topics = row.text("topics")?;
                Ok(Outgoing {
                    seq: row.unsigned("seq")?,
                    topics: topics.split(' ').filter_map(Kind::parse).collect(),
                })
            })
            .collect()
    }
}
