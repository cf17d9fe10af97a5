//! Reads: the map of the program numbers, and the hundred that is looked at.

use crate::db::{Columns, Value, fetch};
use crate::error::StoreError;
use crate::load::programs::current_ranges;
use crate::load::read_head;
use crate::open::Store;
use domain::program::{ProgramNumber, ProgramState, RangeTable, RoundSize, Shop};
use domain::time::Timestamp;
use domain::view::heatmap::{BLOCK, Band, BlockRow, HeatmapView, Map, Shown, Stamp, Taken};

/// Every number that is held, with what its program says; a number that is not there is free.
const TAKEN: &str = "select program_holding.number as number, program_holding.kind as kind,
        program_holding.since as since, program_version.added as added, program.fingerprint as fingerprint,
        coalesce(program.manual_size, program.round_size) as round_size
    from program_holding
        left join program on program.id = program_holding.program and program_holding.kind = 'in_use'
        left join program_version
            on program_version.program = program.id and program_version.version = program.version
    where program_holding.kind <> 'returned' order by program_holding.number";

/// What is to be said of the numbers of a stretch.
const BLOCK_ROWS: &str = "select program_holding.number as number, program_holding.since as since,
        program_holding.until_at as until_at,
        coalesce(program.title, program_holding.purpose, program_holding.reason, '') as words
    from program_holding
        left join program on program.id = program_holding.program and program_holding.kind = 'in_use'
    where program_holding.kind <> 'returned' and program_holding.number between $1 and $2
    order by program_holding.number";

/// A day in milliseconds.
const DAY: i64 = 86_400_000;

/// The map as of one moment, with the ranges it was judged by.
#[derive(Clone, Debug)]
pub struct HeatmapRead {
    pub stamp: Stamp,
    pub version: u32,
    pub table: RangeTable,
    pub map: Map,
}

impl Store {
    /// The moment a map made now has: while it stays, the map stays.
    pub async fn heatmap_stamp(&self, now: Timestamp) -> Result<Stamp, StoreError> {
        let (seq, _) = self.ledger_head().await?;
        Ok(Stamp { seq, day: day_of(now) })
    }

    /// All program numbers as of one moment.
    pub async fn heatmap(&self, now: Timestamp) -> Result<HeatmapRead, StoreError> {
        let mut snapshot = self.snapshot().await?;
        let seq = read_head(&mut snapshot).await?.seq;
        let mut shop = Shop::default();
        current_ranges(&mut snapshot, &mut shop).await?;
        let (version, table) = (shop.table_version(), shop.table());
        let mut taken = Vec::new();
        for row in fetch(&mut snapshot, TAKEN, vec![]).await? {
            let row = Columns::new("program_holding", &row);
            let held = Timestamp::from_millis(row.number("since")?);
            let added = row.optional_number("added")?.map(Timestamp::from_millis);
            let size = row.optional_small("round_size")?;
            taken.push(Taken {
                number: number_of(&row)?,
                state: row.required("kind", ProgramState::parse(&row.text("kind")?))?,
                since: added.map_or(held, |added| added.max(held)),
                size: size.and_then(RoundSize::from_thousandths),
                fingerprint: row.optional_text("fingerprint")?,
            });
        }
        let map = Map::of(&table, &taken, now);
        Ok(HeatmapRead { stamp: Stamp { seq, day: day_of(now) }, version, table, map })
    }

    /// The map as its page shows it: counts of every range, squares of a hundred, and the hundred around a number.
    pub async fn heatmap_view(
        &self,
        at: Option<ProgramNumber>,
        shown: Option<Shown>,
        now: Timestamp,
    ) -> Result<HeatmapView, StoreError> {
        let read = self.heatmap(now).await?;
        let map = &read.map;
        let block = match at {
            Some(at) => {
                let first = at.value() - at.value() % BLOCK;
                Some(self.stretch_rows(first, first + BLOCK - 1, map).await?)
            }
            None => None,
        };
        let bands = Band::of(&read.table).into_iter().map(|band| {
            let counts = map.counts(band.first, band.last);
            (band, counts)
        });
        let all =
            match (ProgramNumber::from_value(0), ProgramNumber::from_value(domain::program::number::LAST)) {
                (Some(first), Some(last)) => map.counts(first, last),
                _ => domain::view::heatmap::Counts::default(),
            };
        Ok(HeatmapView {
            bands: bands.collect(),
            all,
            blocks: map.blocks(shown.unwrap_or(Shown::State(ProgramState::InUse))),
            block,
            table: read.table.name.clone(),
            version: read.version,
        })
    }

    /// The numbers from one to another, with what is to be said of each.
    pub async fn heatmap_rows(
        &self,
        first: ProgramNumber,
        last: ProgramNumber,
        now: Timestamp,
    ) -> Result<Vec<BlockRow>, StoreError> {
        let read = self.heatmap(now).await?;
        self.stretch_rows(first.value(), last.value(), &read.map).await
    }

    async fn stretch_rows(&self, first: u32, last: u32, map: &Map) -> Result<Vec<BlockRow>, StoreError> {
        let mut connection = self.inner.readers.acquire().await?;
        let numbers = (first..=last).filter_map(ProgramNumber::from_value);
        let mut rows: Vec<BlockRow> = numbers
            .map(|number| BlockRow {
                number,
                cell: map.cell(number).byte(),
                words: String::new(),
                since: None,
                until: None,
            })
            .collect();
        let ends = vec![Value::from(first), Value::from(last)];
        for row in fetch(&mut connection, BLOCK_ROWS, ends).await? {
            let row = Columns::new("program_holding", &row);
            let place = number_of(&row)?.value() - first;
            if let Some(shown) = rows.get_mut(place as usize) {
                shown.words = row.text("words")?;
                shown.since = Some(Timestamp::from_millis(row.number("since")?));
                shown.until = row.optional_number("until_at")?.map(Timestamp::from_millis);
            }
        }
        Ok(rows)
    }
}

fn number_of(row: &Columns<'_>) -> Result<ProgramNumber, StoreError> {
    row.required("number", ProgramNumber::from_value(row.small("number")?))
}

fn day_of(now: Timestamp) -> u64 {
    u64::try_from(now.millis().div_euclid(DAY)).unwrap_or_default()
}
