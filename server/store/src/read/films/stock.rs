//! Film as it lies: the shelf, the reels from end to end, and the sums that must close.

use super::{film, film_settings, lines_of};
use crate::db::{Columns, Value, fetch, fetch_in};
use crate::error::StoreError;
use crate::open::Store;
use crate::row::Row;
use domain::film::attempt::Attempt;
use domain::film::reel::{Reel, TempRoll, TempRollStage};
use domain::film::roll::FilmType;
use domain::film::settings::Settings;
use domain::id::{AttemptId, ReelId, RollId};
use domain::time::Timestamp;
use domain::view::films::{Exposed, FilmSum, ReelLine, ShelfLine, Stock, pieces_of};
use sqlx::AnyConnection;
use std::collections::BTreeMap;

impl Store {
    /// The film of the lab; `before` is the reel after which this page of reels begins.
    pub async fn film_stock(
        &self,
        before: Option<ReelId>,
        reels: u32,
        now: Timestamp,
    ) -> Result<Stock, StoreError> {
        let mut connection = self.inner.readers.acquire().await?;
        let settings = film_settings(&mut connection).await?;
        let pieces = temp_rolls(&mut connection, &settings).await?;
        let (loaded, shelf) = pieces.into_iter().partition(|piece| piece.loaded_for.is_some());
        let (reels, older) = page_of_reels(&mut connection, &settings, before, reels).await?;
        Ok(Stock {
            at: now,
            smallest_usable: settings.smallest_usable,
            shelf,
            loaded,
            sums: sums(&mut connection).await?,
            reels,
            older,
            newer: before.is_some(),
        })
    }
}

/// Temp rolls on the shelf and in cameras, the longest first.
async fn temp_rolls(
    connection: &mut AnyConnection,
    settings: &Settings,
) -> Result<Vec<ShelfLine>, StoreError> {
    let sql = format!(
        "{} where stage in ('on_shelf', 'loaded', 'lost') order by temp_roll.film, temp_roll.length_mm desc, temp_roll.id",
        TempRoll::select()
    );
    let pieces = TempRoll::from_rows(&fetch(connection, sql, vec![]).await?)?;
    let in_camera = |piece: &TempRoll| match piece.stage {
        TempRollStage::Loaded { attempt } => Some(attempt),
        _ => None,
    };
    let attempts: Vec<AttemptId> =
        pieces.iter().flat_map(|piece| [Some(piece.parent), in_camera(piece)]).flatten().collect();
    let ids = attempts.iter().map(|attempt| Value::from(attempt.get()));
    let mut rolls: BTreeMap<AttemptId, RollId> = BTreeMap::new();
    for row in fetch_in(connection, "select id, roll from attempt where id in ({ids})", ids).await? {
        let row = Columns::new("attempt", &row);
        rolls.insert(AttemptId::new(row.unsigned("id")?), RollId::new(row.unsigned("roll")?));
    }
    let lines = lines_of(connection, rolls.values().copied()).await?;
    let named = |attempt: AttemptId| {
        let line = lines.get(rolls.get(&attempt)?)?;
        Some((line.id, line.name()))
    };
    let shelf = pieces.into_iter().filter_map(|piece| {
        let (left_by, left_by_name) = named(piece.parent)?;
        Some(ShelfLine {
            loaded_for: in_camera(&piece).and_then(named),
            usable_frames: settings.usable_frames(piece.film, piece.length_mm),
            id: piece.id,
            film: piece.film,
            reel: piece.reel,
            length_mm: piece.length_mm,
            since: piece.since,
            left_by,
            left_by_name,
            lost: piece.stage.code() == "lost",
            place: piece.place,
        })
    });
    Ok(shelf.collect())
}

/// A page of reels, newest first, and the last of them where more follow.
async fn page_of_reels(
    connection: &mut AnyConnection,
    settings: &Settings,
    before: Option<ReelId>,
    count: u32,
) -> Result<(Vec<ReelLine>, Option<ReelId>), StoreError> {
    let sql = format!("{} where id < $1 order by reel.id desc limit $2", Reel::select());
    let before = before.map_or(i64::MAX, |reel| i64::try_from(reel.get()).unwrap_or(i64::MAX));
    let values = vec![Value::from(before), Value::from(count + 1)];
    let mut reels = Reel::from_rows(&fetch(connection, sql, values).await?)?;
    let more = reels.len() > count as usize;
    reels.truncate(count as usize);
    let older = if more { reels.last().map(|reel| reel.id) } else { None };
    let mut exposed = exposed_on(connection, settings, &reels).await?;
    let lines = reels.into_iter().map(|reel| ReelLine {
        pieces: pieces_of(reel.length_mm, &exposed.remove(&reel.id).unwrap_or_default()),
        id: reel.id,
        film: reel.film,
        length_mm: reel.length_mm,
        opened: reel.opened,
    });
    Ok((lines.collect(), older))
}

/// The attempts on these reels, in the order they were made.
async fn exposed_on(
    connection: &mut AnyConnection,
    settings: &Settings,
    reels: &[Reel],
) -> Result<BTreeMap<ReelId, Vec<Exposed>>, StoreError> {
    // What the evidence showed is long and not asked for here.
    let columns: Vec<&str> = Attempt::COLUMNS
        .iter()
        .map(|column| if *column == "comparison" { "cast(null as text) as comparison" } else { *column })
        .collect();
    let sql = format!(
        "select {} from attempt where reel in ({{ids}}) order by attempt.reel, attempt.id",
        columns.join(", ")
    );
    let ids = reels.iter().map(|reel| Value::from(reel.id.get()));
    let attempts = Attempt::from_rows(&fetch_in(connection, &sql, ids).await?)?;
    let lines = lines_of(connection, attempts.iter().map(|attempt| attempt.roll)).await?;
    let films: BTreeMap<ReelId, FilmType> = reels.iter().map(|reel| (reel.id, reel.film)).collect();
    let mut exposed: BTreeMap<ReelId, Vec<Exposed>> = BTreeMap::new();
    for attempt in attempts {
        let Some(film) = films.get(&attempt.loaded.reel) else { continue };
        exposed.entry(attempt.loaded.reel).or_default().push(Exposed {
            attempt: attempt.id,
            roll: attempt.roll,
            number: lines.get(&attempt.roll).and_then(|line| line.number),
            loaded_mm: attempt.loaded.length_mm,
            step_mm: settings.step_mm(*film),
            course: attempt.course,
        });
    }
    Ok(exposed)
}

/// Where all film went, width by width.
async fn sums(connection: &mut AnyConnection) -> Result<Vec<FilmSum>, StoreError> {
    let mut sums: BTreeMap<FilmType, FilmSum> = BTreeMap::new();
    let sql = "select reel.film, count(*) as reels, cast(sum(reel.length_mm) as bigint) as opened_mm,
        cast(sum(case when reel.stage = 'whole' then reel.length_mm else 0 end) as bigint) as whole_mm,
        cast(sum(case when reel.stage = 'loaded' then reel.length_mm else 0 end) as bigint) as loaded_mm
        from reel group by reel.film";
    for row in fetch(connection, sql, vec![]).await? {
        let row = Columns::new("reel", &row);
        let film = film(&row)?;
        let sum = FilmSum {
            film,
            reels: row.unsigned("reels")?,
            opened_mm: row.unsigned("opened_mm")?,
            confirmed_mm: 0,
            failed_mm: 0,
            scrap_mm: 0,
            shelf_mm: 0,
            loaded_mm: row.unsigned("loaded_mm")?,
            whole_mm: row.unsigned("whole_mm")?,
            lost_mm: 0,
            corrected_mm: 0,
        };
        sums.insert(film, sum);
    }
    let sql = "select reel.film,
        cast(sum(case when attempt.course = 'confirmed' then attempt.spent_mm else 0 end) as bigint) as confirmed_mm,
        cast(sum(case when attempt.course = 'failed' then attempt.spent_mm else 0 end) as bigint) as failed_mm,
        cast(sum(case when attempt.rest = 'scrapped' then attempt.rest_mm else 0 end) as bigint) as scrap_mm
        from attempt join reel on reel.id = attempt.reel
        where attempt.course <> 'running' group by reel.film";
    for row in fetch(connection, sql, vec![]).await? {
        let row = Columns::new("attempt", &row);
        if let Some(sum) = sums.get_mut(&film(&row)?) {
            sum.confirmed_mm = row.unsigned("confirmed_mm")?;
            sum.failed_mm = row.unsigned("failed_mm")?;
            sum.scrap_mm = row.unsigned("scrap_mm")?;
        }
    }
    let sql = "select temp_roll.film,
        cast(sum(case when temp_roll.stage = 'on_shelf' then temp_roll.length_mm else 0 end) as bigint) as shelf_mm,
        cast(sum(case when temp_roll.stage = 'loaded' then temp_roll.length_mm else 0 end) as bigint) as loaded_mm,
        cast(sum(case when temp_roll.stage = 'lost' then temp_roll.length_mm else 0 end) as bigint) as lost_mm,
        cast(sum(case when temp_roll.stage = 'discarded' then temp_roll.length_mm else 0 end) as bigint)
            as discarded_mm,
        cast(sum(temp_roll.correction_mm) as bigint) as corrected_mm
        from temp_roll group by temp_roll.film";
    for row in fetch(connection, sql, vec![]).await? {
        let row = Columns::new("temp_roll", &row);
        if let Some(sum) = sums.get_mut(&film(&row)?) {
            sum.shelf_mm = row.unsigned("shelf_mm")?;
            sum.loaded_mm += row.unsigned("loaded_mm")?;
            sum.lost_mm = row.unsigned("lost_mm")?;
            sum.scrap_mm += row.unsigned("discarded_mm")?;
            sum.corrected_mm = row.number("corrected_mm")?;
        }
    }
    Ok(sums.into_values().collect())
}
