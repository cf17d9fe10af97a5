//! Reads: one film number with everything that explains it.

use super::findings::of_number;
use super::history::read;
use super::names::{NameBook, Wanted};
use super::numbers::{head_of, row_of};
use crate::db::{Columns, Value, fetch, fetch_in, fetch_one};
use crate::error::StoreError;
use crate::open::Store;
use crate::row::Row;
use domain::event::Event;
use domain::film::attempt::{Attempt, Course, RestOfFilm};
use domain::film::reel::{Reel, TempRoll};
use domain::film::settings::Settings;
use domain::history::{About, answers, reason_told};
use domain::id::{ReelId, RollId};
use domain::ledger::Entry;
use domain::number::{FilmNumber, Held, Holding, NumberState, Series};
use domain::view::numbers::{
    EvidenceView, FileView, NeighbourView, NumberView, ReelUse, ReelView, RollLink, TrustView, Use,
};
use domain::words::Language;
use sqlx::AnyConnection;
use std::collections::BTreeMap;

/// Numbers shown at either side.
const BESIDE: u32 = 15;

impl Store {
    /// Why a number is what it is: its holder, its life, its evidence and its film.
    pub async fn number_view(
        &self,
        number: FilmNumber,
        language: Language,
    ) -> Result<NumberView, StoreError> {
        let settings = self.settings().await?.map(|(_, settings)| settings);
        let history = self.history(About::Number(number), language).await?;
        let mut connection = self.inner.readers.acquire().await?;
        let series = fetch_one(
            &mut connection,
            format!("{} where digit = $1", Series::select()),
            vec![number.series().digit().into()],
        )
        .await?;
        let series = match series {
            Some(row) => Series::from_row(&row)?,
            None => Series { id: number.series(), next: 1 },
        };
        let head = head_of(&series, settings.as_ref());
        let beside = around(&mut connection, number).await?;
        let mut wanted = Wanted::default();
        for held in beside.values() {
            wanted.holding(&held.holding);
        }
        let made = match beside.get(&number) {
            Some(held) => entry_of(&mut connection, held).await?,
            None => Vec::new(),
        };
        wanted.events(&made);
        let names = NameBook::look_up(&mut connection, wanted).await?;
        let held = beside.get(&number);
        // A reason the lab wrote itself is said in the reader's language.
        let said = held.map(|held| reason_told(held, &made, &names, language));
        let attempt = match held.map(|held| &held.holding) {
            Some(Holding::Issued { attempt, .. } | Holding::Bound { attempt, .. }) => {
                let sql = format!("{} where id = $1", Attempt::select());
                let row = fetch_one(&mut connection, sql, vec![attempt.get().into()]).await?;
                row.as_ref().map(Attempt::from_row).transpose()?
            }
            _ => None,
        };
        let (evidence, reel) = match &attempt {
            Some(attempt) => {
                (Some(evidence_of(&mut connection, attempt).await?), reel_of(&mut connection, attempt).await?)
            }
            None => (None, None),
        };
        let (files, findings) = of_number(&mut connection, &number.to_string()).await?;
        Ok(NumberView {
            number,
            state: held.map_or(NumberState::Free, |held| held.holding.state()),
            handed_out: held.is_some(),
            answers: answers(said.as_ref(), &names, language),
            holder: held.map(|held| row_of(held.clone(), &names)),
            sites: head.sites,
            next: head.next,
            neighbours: neighbours(number, &beside, &names),
            trust: trust(&mut connection, number, held).await?,
            evidence,
            reel,
            history,
            files,
            findings,
        })
    }
}

/// The events of the entry that made a holding.
async fn entry_of(connection: &mut AnyConnection, held: &Held) -> Result<Vec<Event>, StoreError> {
    let sql = format!("{} where seq = $1", Entry::select());
    match fetch_one(connection, sql, vec![held.entry.into()]).await? {
        Some(row) => Ok(read(Entry::from_row(&row)?)?.body.events),
        None => Ok(Vec::new()),
    }
}

/// The holdings of a number and those beside it.
async fn around(
    connection: &mut AnyConnection,
    number: FilmNumber,
) -> Result<BTreeMap<FilmNumber, Held>, StoreError> {
    let sql = format!("{} where number between $1 and $2 and series = $3", Held::select());
    let (from, to) = (number.value().saturating_sub(BESIDE), number.value() + BESIDE);
    let values = vec![from.into(), to.into(), number.series().digit().into()];
    let rows = Held::from_rows(&fetch(connection, sql, values).await?)?;
    Ok(rows.into_iter().map(|held| (held.number, held)).collect())
}

fn neighbours(
    number: FilmNumber,
    beside: &BTreeMap<FilmNumber, Held>,
    names: &NameBook,
) -> Vec<NeighbourView> {
    // The strip is as long at the beginning of a series as in its middle.
    let first = number.sequence().saturating_sub(BESIDE).max(1);
    (first..=first + 2 * BESIDE)
        .filter_map(|sequence| FilmNumber::of(number.series(), sequence))
        .map(|number| match beside.get(&number) {
            Some(held) => {
                NeighbourView { number, state: held.holding.state(), project: names.holder(&held.holding).1 }
            }
            None => NeighbourView { number, state: NumberState::Free, project: None },
        })
        .collect()
}

async fn evidence_of(connection: &mut AnyConnection, attempt: &Attempt) -> Result<EvidenceView, StoreError> {
    let sql = "select name, digest, size from evidence where attempt = $1 order by evidence.position";
    let rows = fetch(connection, sql, vec![attempt.id.get().into()]).await?;
    let files = rows
        .iter()
        .map(|row| {
            let row = Columns::new("evidence", row);
            Ok(FileView { name: row.text("name")?, size: row.unsigned("size")?, digest: row.text("digest")? })
        })
        .collect::<Result<_, StoreError>>()?;
    let sql = "select frames, segments from roll where id = $1";
    let row = fetch_one(connection, sql, vec![attempt.roll.get().into()]).await?;
    let row = row.ok_or_else(|| StoreError::corrupt("roll", attempt.roll, "is missing"))?;
    let row = Columns::new("roll", &row);
    let segments: Vec<domain::film::roll::Segment> = row.json("segments")?;
    Ok(EvidenceView {
        attempt: attempt.id,
        ordinal: attempt.ordinal,
        machine: attempt.machine.clone(),
        operator: attempt.operator.clone(),
        files,
        counted: matches!(attempt.course, Course::Confirmed { counted: true, .. }),
        comparison: attempt.comparison.clone(),
        documents: u32::try_from(segments.len()).unwrap_or(u32::MAX),
        frames: row.small("frames")?,
    })
}

/// The reel an attempt is on, with everything filmed on it.
async fn reel_of(connection: &mut AnyConnection, attempt: &Attempt) -> Result<Option<ReelView>, StoreError> {
    let id: ReelId = attempt.loaded.reel;
    let sql = format!("{} where id = $1", Reel::select());
    let Some(row) = fetch_one(connection, sql, vec![id.get().into()]).await? else { return Ok(None) };
    let reel = Reel::from_row(&row)?;
    let sql = format!("{} where reel = $1 order by attempt.id", Attempt::select());
    let attempts = Attempt::from_rows(&fetch(connection, sql, vec![id.get().into()]).await?)?;
    let sql =
        format!("{} where reel = $1 and stage <> 'consumed' order by temp_roll.id desc", TempRoll::select());
    let rest = fetch_one(connection, sql, vec![id.get().into()]).await?;
    let rest = rest.as_ref().map(TempRoll::from_row).transpose()?.map(|rest| (rest.id, rest.length_mm));
    let rolls: Vec<Value> = attempts.iter().map(|attempt| attempt.roll.get().into()).collect();
    let mut known: BTreeMap<RollId, (String, Option<FilmNumber>, u32)> = BTreeMap::new();
    let sql = "select roll.id, roll.temporary_id, roll.frames, holding.number from roll
        left join holding on holding.roll = roll.id and holding.kind = 'issued' where roll.id in ({ids})";
    for row in fetch_in(connection, sql, rolls).await? {
        let row = Columns::new("roll", &row);
        let number = row.optional_small("number")?.and_then(FilmNumber::from_value);
        known.insert(
            RollId::new(row.unsigned("id")?),
            (row.text("temporary_id")?, number, row.small("frames")?),
        );
    }
    let settings = planned_with(connection, attempt.roll).await?;
    let uses = attempts
        .iter()
        .map(|attempt| {
            let (name, number, frames) = known.get(&attempt.roll).cloned().unwrap_or_default();
            let planned = settings.spent_mm(reel.film, frames);
            let planned = u32::try_from(planned).unwrap_or(u32::MAX).min(attempt.loaded.length_mm);
            use_of(attempt, RollLink { id: attempt.roll, name }, number, planned)
        })
        .collect();
    Ok(Some(ReelView {
        reel: id,
        film: reel.film,
        length_mm: reel.length_mm,
        leader_mm: settings.leader_mm,
        trailer_mm: settings.trailer_mm,
        uses,
        rest,
    }))
}

fn use_of(attempt: &Attempt, roll: RollLink, number: Option<FilmNumber>, planned_mm: u32) -> ReelUse {
    let scrapped = |rest: RestOfFilm| match rest {
        RestOfFilm::Scrapped { length_mm } => length_mm,
        RestOfFilm::Untouched | RestOfFilm::Kept { .. } => 0,
    };
    let (used, spent_mm, scrapped_mm) = match attempt.course {
        Course::Running => (Use::Running, planned_mm, 0),
        Course::Confirmed { spent_mm, rest, .. } => (Use::Confirmed, spent_mm, scrapped(rest)),
        Course::Failed { spent_mm, rest, .. } => (Use::Failed, spent_mm, scrapped(rest)),
    };
    let number = number.filter(|_| used == Use::Confirmed);
    ReelUse { attempt: attempt.id, roll, ordinal: attempt.ordinal, number, used, spent_mm, scrapped_mm }
}

/// The values the roll was planned with.
async fn planned_with(connection: &mut AnyConnection, roll: RollId) -> Result<Settings, StoreError> {
    let sql =
        "select plan.settings from plan join roll on roll.project = plan.project and roll.plan = plan.plan
        where roll.id = $1";
    let row = fetch_one(connection, sql, vec![roll.get().into()]).await?;
    row.map_or_else(|| Ok(Settings::default()), |row| Columns::new("plan", &row).json("settings"))
}

async fn trust(
    connection: &mut AnyConnection,
    number: FilmNumber,
    held: Option<&Held>,
) -> Result<TrustView, StoreError> {
    let Some(held) = held else { return Ok(TrustView::default()) };
    let sql = "select count(*) as entries from ledger_subject
        where ledger_subject.kind = 'number' and ledger_subject.subject = $1";
    let row = fetch_one(connection, sql, vec![number.value().into()]).await?;
    let entries = row.map_or(Ok(0), |row| Columns::new("ledger_subject", &row).small("entries"))?;
    let sql = "select hash from ledger where seq = $1";
    let row = fetch_one(connection, sql, vec![held.entry.into()]).await?;
    let last_hash = row.map_or_else(|| Ok(String::new()), |row| Columns::new("ledger", &row).text("hash"))?;
    Ok(TrustView { entries, last_entry: held.entry, last_hash })
}
