//! The rows of the program registry that a batch needs.

use super::rows_in;
use crate::db::{Columns, Value, fetch, fetch_in};
use crate::error::StoreError;
use crate::row::Row;
use domain::command::Needs;
use domain::id::ProgramId;
use domain::ledger::Entry;
use domain::program::next::ranges_for;
use domain::program::{
    Program, ProgramHeld, ProgramNumber, ProgramVersion, RangeVersion, Shop, numbers_of, programs_of,
};
use sqlx::AnyConnection;
use std::collections::BTreeSet;

pub(super) async fn load(
    connection: &mut AnyConnection,
    shop: &mut Shop,
    needs: &[Needs],
) -> Result<(), StoreError> {
    let needs: Vec<_> = needs.iter().map(|needs| &needs.programs).filter(|needs| needs.any).collect();
    if needs.is_empty() {
        return Ok(());
    }
    current_ranges(connection, shop).await?;
    let mut programs: BTreeSet<ProgramId> =
        needs.iter().flat_map(|needs| needs.programs.iter().copied()).collect();
    let mut numbers: BTreeSet<ProgramNumber> =
        needs.iter().flat_map(|needs| needs.numbers.iter().copied()).collect();
    let entries: BTreeSet<u64> = needs.iter().flat_map(|needs| needs.entries.iter().copied()).collect();
    load_entries(connection, shop, &entries).await?;
    for events in shop.entries.values() {
        programs.extend(programs_of(events));
        numbers.extend(numbers_of(events));
    }
    load_programs(connection, shop, &programs).await?;
    if needs.iter().any(|needs| !needs.named.is_empty()) {
        let sql = format!("{} where names <> '' and stage = 'live'", Program::select());
        for program in Program::from_rows(&fetch(connection, sql, vec![]).await?)? {
            shop.programs.load(program.id, program);
        }
    }
    // What a program had last may be its own again.
    numbers.extend(shop.programs.values().filter_map(|row| row.earlier.last().map(|one| one.number)));
    load_holdings(connection, shop, &numbers).await?;
    load_blocks(connection, shop, &needs).await?;
    if needs.iter().any(|needs| needs.contents) {
        load_contents(connection, shop).await?;
    }
    Ok(())
}

/// The ranges that count now. Without a row the lab has those it began with.
pub(crate) async fn current_ranges(
    connection: &mut AnyConnection,
    shop: &mut Shop,
) -> Result<(), StoreError> {
    let sql = format!("{} order by range_table.version desc limit 1", RangeVersion::select());
    for row in RangeVersion::from_rows(&fetch(connection, sql, vec![]).await?)? {
        shop.ranges.load(row.version, row);
    }
    Ok(())
}

async fn load_programs(
    connection: &mut AnyConnection,
    shop: &mut Shop,
    programs: &BTreeSet<ProgramId>,
) -> Result<(), StoreError> {
    if !programs.is_empty() {
        let ids = programs.iter().map(|id| id.get().into());
        for program in rows_in::<Program>(connection, "id", ids, "").await? {
            shop.programs.load(program.id, program);
        }
    }
    Ok(())
}

/// Entries to be taken back: what they did, and whether they were taken back before.
async fn load_entries(
    connection: &mut AnyConnection,
    shop: &mut Shop,
    entries: &BTreeSet<u64>,
) -> Result<(), StoreError> {
    if entries.is_empty() {
        return Ok(());
    }
    let ids = || entries.iter().map(|entry| Value::from(*entry)).collect::<Vec<_>>();
    for entry in rows_in::<Entry>(connection, "seq", ids(), "").await? {
        let body = entry.body().map_err(|error| StoreError::corrupt("ledger", entry.seq, error))?;
        shop.entries.insert(entry.seq, body.events);
    }
    let sql = "select subject from ledger_subject where subject in ({ids}) and kind = 'entry'";
    for row in fetch_in(connection, sql, ids()).await? {
        shop.undone.insert(Columns::new("ledger_subject", &row).unsigned("subject")?);
    }
    Ok(())
}

/// The holdings of numbers by name, and of the programs that are loaded.
async fn load_holdings(
    connection: &mut AnyConnection,
    shop: &mut Shop,
    numbers: &BTreeSet<ProgramNumber>,
) -> Result<(), StoreError> {
    let programs: Vec<Value> = shop.programs.iter().map(|(id, _)| id.get().into()).collect();
    let numbers: Vec<Value> = numbers.iter().map(|number| number.value().into()).collect();
    for (column, and, ids) in [("number", "", numbers), ("program", " and kind = 'in_use'", programs)] {
        if !ids.is_empty() {
            for held in rows_in::<ProgramHeld>(connection, column, ids, and).await? {
                shop.load_holding(held);
            }
        }
    }
    Ok(())
}

/// Everything that is held in the blocks somebody asks numbers of: what is not there is free.
async fn load_blocks(
    connection: &mut AnyConnection,
    shop: &mut Shop,
    needs: &[&domain::program::ProgramNeeds],
) -> Result<(), StoreError> {
    let asks: Vec<_> = needs.iter().flat_map(|needs| &needs.asks).collect();
    if asks.is_empty() {
        return Ok(());
    }
    let table = shop.table();
    let mut blocks = BTreeSet::new();
    // The table may change within this batch: then any number may be next.
    if needs.iter().any(|needs| needs.ranges) {
        blocks.insert((0, domain::program::number::LAST));
    }
    for ask in asks {
        let ranges = ranges_for(&table, &ask.block).unwrap_or_default();
        blocks.extend(ranges.iter().map(|range| (range.first.value(), range.last.value())));
    }
    for (first, last) in blocks {
        let sql = format!("{} where number between $1 and $2", ProgramHeld::select());
        for held in ProgramHeld::from_rows(&fetch(connection, sql, vec![first.into(), last.into()]).await?)? {
            shop.load_holding(held);
        }
    }
    Ok(())
}

/// The current version of every loaded program, and the one before.
async fn load_contents(connection: &mut AnyConnection, shop: &mut Shop) -> Result<(), StoreError> {
    let ids: Vec<Value> = shop.programs.iter().map(|(id, _)| id.get().into()).collect();
    if ids.is_empty() {
        return Ok(());
    }
    let and = " and version >= (select program.version - 1 from program where program.id = program_version.program)";
    for version in rows_in::<ProgramVersion>(connection, "program", ids, and).await? {
        shop.versions.load((version.program, version.version), version);
    }
    Ok(())
}
