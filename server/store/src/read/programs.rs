//! The program registry as pages, plans and scripts read it.

mod views;

use crate::db::{Columns, Value, fetch, fetch_one};
use crate::error::StoreError;
use crate::load::programs::current_ranges;
use crate::open::Store;
use crate::row::Row;
use domain::event::Kind;
use domain::id::ProgramId;
use domain::ledger::Entry;
use domain::program::history::{AboutProgram, tell};
use domain::program::next::room;
use domain::program::{
    Held, LiveProgram, Program, ProgramHeld, ProgramHolding, ProgramNumber, ProgramVersion, RangeTable,
    RangeVersion, Registry, Room, Shop,
};
use domain::time::Timestamp;
use domain::view::lab::Step;
use domain::words::Language;
use std::collections::{BTreeMap, BTreeSet};

/// Numbers a housekeeping command releases at once.
const AT_ONCE: u32 = 1000;

impl Store {
    /// The ranges that count now, with their version; version 0 is the table a lab begins with.
    pub async fn range_table(&self) -> Result<(u32, RangeTable), StoreError> {
        let mut connection = self.inner.readers.acquire().await?;
        let mut shop = Shop::default();
        current_ranges(&mut connection, &mut shop).await?;
        Ok((shop.table_version(), shop.table()))
    }

    /// Every version of the ranges that was loaded, newest first.
    pub async fn range_versions(&self) -> Result<Vec<RangeVersion>, StoreError> {
        let mut connection = self.inner.readers.acquire().await?;
        let sql = format!("{} order by range_table.version desc", RangeVersion::select());
        RangeVersion::from_rows(&fetch(&mut connection, sql, vec![]).await?)
    }

    /// Everybody who holds a program number, lowest first; a number that is not there is free.
    pub async fn program_holdings(&self) -> Result<Vec<ProgramHeld>, StoreError> {
        let mut connection = self.inner.readers.acquire().await?;
        let sql =
            format!("{} where kind <> 'returned' order by program_holding.number", ProgramHeld::select());
        ProgramHeld::from_rows(&fetch(&mut connection, sql, vec![]).await?)
    }

    /// Who holds a number now.
    pub async fn program_held(&self, number: ProgramNumber) -> Result<Option<ProgramHeld>, StoreError> {
        let mut connection = self.inner.readers.acquire().await?;
        let sql = format!("{} where number = $1", ProgramHeld::select());
        let row = fetch_one(&mut connection, sql, vec![number.value().into()]).await?;
        row.map(|row| ProgramHeld::from_row(&row)).transpose()
    }

    /// Every program that is there or in the trash, with its number where it has one, in the order of their ids.
    pub async fn programs(&self) -> Result<Vec<(Program, Option<ProgramNumber>)>, StoreError> {
        let mut snapshot = self.snapshot().await?;
        let sql = "select number, program from program_holding where kind = 'in_use'";
        let mut numbers: BTreeMap<u64, ProgramNumber> = BTreeMap::new();
        for row in fetch(&mut snapshot, sql, vec![]).await? {
            let row = Columns::new("program_holding", &row);
            let number = row.required("number", ProgramNumber::from_value(row.small("number")?))?;
            numbers.insert(row.unsigned("program")?, number);
        }
        let sql = format!("{} where stage <> 'purged' order by program.id", Program::select());
        let programs = Program::from_rows(&fetch(&mut snapshot, sql, vec![]).await?)?;
        Ok(programs
            .into_iter()
            .map(|row| (row.id, row))
            .map(|(id, row)| (row, numbers.get(&id.get()).copied()))
            .collect())
    }

    /// One program with its number and all its versions, oldest first.
    pub async fn program(
        &self,
        id: ProgramId,
    ) -> Result<Option<(Program, Option<ProgramNumber>, Vec<ProgramVersion>)>, StoreError> {
        let mut snapshot = self.snapshot().await?;
        let value = || vec![Value::from(id.get())];
        let sql = format!("{} where id = $1", Program::select());
        let Some(row) = fetch_one(&mut snapshot, sql, value()).await? else { return Ok(None) };
        let program = Program::from_row(&row)?;
        let sql = format!("{} where program = $1 and kind = 'in_use'", ProgramHeld::select());
        let held = fetch_one(&mut snapshot, sql, value()).await?;
        let held = held.map(|row| ProgramHeld::from_row(&row)).transpose()?;
        let sql = format!("{} where program = $1 order by program_version.version", ProgramVersion::select());
        let versions = ProgramVersion::from_rows(&fetch(&mut snapshot, sql, value()).await?)?;
        Ok(Some((program, held.map(|held| held.number), versions)))
    }

    /// The registry as the plan of an import compares files with it, and the ranges it judges by.
    pub async fn program_registry(&self) -> Result<(Registry, RangeTable), StoreError> {
        let (_, table) = self.range_table().await?;
        let mut registry = Registry::default();
        for held in self.program_holdings().await? {
            let kept = match held.holding {
                ProgramHolding::Reserved { .. } => Held::Reserved,
                ProgramHolding::Cooling { .. } => Held::Cooling,
                ProgramHolding::Retired { .. } => Held::Retired,
                ProgramHolding::InUse { .. } | ProgramHolding::Returned { .. } => continue,
            };
            registry.hold(held.number, kept);
        }
        for (program, number) in self.programs().await? {
            let Some(number) = number else { continue };
            let imprint = program.imprint;
            let title = (!imprint.title.is_empty()).then_some(imprint.title);
            let live = LiveProgram { raw: imprint.digest, fingerprint: imprint.fingerprint, title };
            registry.hold(number, Held::Live(live));
        }
        Ok((registry, table))
    }

    /// Program numbers whose reservation or rest is over.
    pub async fn expired_program_numbers(&self, now: Timestamp) -> Result<Vec<ProgramNumber>, StoreError> {
        let mut connection = self.inner.readers.acquire().await?;
        let sql = format!(
            "{} where kind in ('reserved', 'cooling') and until_at < $1 order by program_holding.number limit {AT_ONCE}",
            ProgramHeld::select()
        );
        let rows = ProgramHeld::from_rows(&fetch(&mut connection, sql, vec![now.millis().into()]).await?)?;
        Ok(rows.into_iter().map(|held| held.number).collect())
    }

    /// The life of a number or a program, oldest first, in sentences.
    pub async fn program_history(
        &self,
        about: AboutProgram,
        language: Language,
    ) -> Result<Vec<Step>, StoreError> {
        let mut connection = self.inner.readers.acquire().await?;
        let (kind, subject) = match about {
            AboutProgram::Number(number) => (Kind::ProgramNumber, u64::from(number.value())),
            AboutProgram::Program(program) => (Kind::Program, program.get()),
        };
        let sql = format!(
            "{} where seq in (select ledger_subject.seq from ledger_subject
                where ledger_subject.kind = $1 and ledger_subject.subject = $2) order by ledger.seq",
            Entry::select()
        );
        let mut steps = Vec::new();
        let values = vec![kind.code().into(), subject.into()];
        for entry in Entry::from_rows(&fetch(&mut connection, sql, values).await?)? {
            let body = entry.body().map_err(|error| StoreError::corrupt("ledger", entry.seq, error))?;
            steps.extend(tell(&body.events, about, language).into_iter().map(|told| Step {
                entry: entry.seq,
                at: entry.at,
                actor: entry.actor.clone(),
                mark: told.glyph,
                title: told.title,
                sentence: told.sentence,
            }));
        }
        Ok(steps)
    }

    /// Ranges that have so many free numbers, for whoever found another one full.
    pub(crate) async fn room_for(&self, count: u32) -> Result<Vec<Room>, StoreError> {
        let (_, table) = self.range_table().await?;
        let taken: BTreeSet<ProgramNumber> =
            self.program_holdings().await?.into_iter().map(|held| held.number).collect();
        Ok(room(&table, count, &taken))
    }
}
