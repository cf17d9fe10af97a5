//! Reads: numbers on no delivered film, what a project keeps back, and reservations that are over.

use super::names::{NameBook, Wanted};
use super::numbers::{UNDELIVERED, row_of};
use crate::db::{Value, fetch, fetch_in};
use crate::error::StoreError;
use crate::open::Store;
use crate::row::Row;
use domain::id::ProjectId;
use domain::number::{BlockBreak, FilmNumber, Held, Holding};
use domain::time::Timestamp;
use domain::view::numbers::{BlockView, BreakView, NumberRow};
use std::collections::BTreeMap;

/// Reservations released by one command.
const AT_ONCE: u32 = 1000;

impl Store {
    /// Every number that is on no film a customer was given, with who has it, why and since when.
    pub async fn gaps(&self) -> Result<Vec<NumberRow>, StoreError> {
        let mut connection = self.inner.readers.acquire().await?;
        let sql = format!("{} where {UNDELIVERED} order by holding.number", Held::select());
        let rows = Held::from_rows(&fetch(&mut connection, sql, vec![]).await?)?;
        let mut wanted = Wanted::default();
        for held in &rows {
            wanted.holding(&held.holding);
        }
        let names = NameBook::look_up(&mut connection, wanted).await?;
        Ok(rows.into_iter().map(|held| row_of(held, &names)).collect())
    }

    /// Reserved numbers whose last day is over.
    pub async fn expired(&self, now: Timestamp) -> Result<Vec<FilmNumber>, StoreError> {
        let mut connection = self.inner.readers.acquire().await?;
        let sql = format!(
            "{} where kind = 'reserved' and until_at < $1 order by holding.number limit {AT_ONCE}",
            Held::select()
        );
        let rows = Held::from_rows(&fetch(&mut connection, sql, vec![now.millis().into()]).await?)?;
        Ok(rows.into_iter().map(|held| held.number).collect())
    }

    /// What a project keeps so that its numbers follow each other, and which neighbours were in the way.
    pub async fn block_of(&self, project: ProjectId) -> Result<BlockView, StoreError> {
        let mut connection = self.inner.readers.acquire().await?;
        let id = || vec![Value::from(project.get())];
        let sql =
            format!("{} where project = $1 and kind = 'reserved' order by holding.number", Held::select());
        let kept = Held::from_rows(&fetch(&mut connection, sql, id()).await?)?;
        let sql = format!("{} where project = $1 order by block_break.entry", BlockBreak::select());
        let breaks = BlockBreak::from_rows(&fetch(&mut connection, sql, id()).await?)?;
        let sql = format!("{} where number in ({{ids}})", Held::select());
        let blocking = breaks.iter().map(|one| one.blocked_by.value().into()).collect::<Vec<Value>>();
        let blocking = Held::from_rows(&fetch_in(&mut connection, &sql, blocking).await?)?;
        let mut wanted = Wanted::default();
        for held in &blocking {
            wanted.holding(&held.holding);
        }
        let names = NameBook::look_up(&mut connection, wanted).await?;
        let blocking: BTreeMap<FilmNumber, Held> =
            blocking.into_iter().map(|held| (held.number, held)).collect();
        let breaks = breaks.into_iter().filter_map(|one| {
            let held = blocking.get(&one.blocked_by)?;
            Some(BreakView {
                entry: one.entry,
                at: one.at,
                after: one.after,
                blocked_by: one.blocked_by,
                holder: holder(held, &names),
                since: held.since,
                given: one.given,
            })
        });
        Ok(BlockView { numbers: kept.iter().map(|held| held.number).collect(), breaks: breaks.collect() })
    }
}

fn holder(held: &Held, names: &NameBook) -> String {
    match (names.holder(&held.holding).1, &held.holding) {
        (Some(project), _) => project.name,
        (None, Holding::Reserved { claim } | Holding::Bound { claim: Some(claim), .. }) => {
            claim.purpose.clone()
        }
        (None, Holding::Returned { reason } | Holding::Void { reason, .. }) => reason.clone(),
        (None, Holding::Earlier { source, .. } | Holding::Skipped { source }) => source.clone(),
        (None, Holding::Bound { claim: None, .. } | Holding::Issued { .. }) => String::new(),
    }
}
