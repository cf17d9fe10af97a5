//! Program numbers and their ranges: the next free ones, reservations, tables.

use super::program_changes::{ProgramsDone, done};
use super::programs::{numbered, parse};
use super::{Api, Caller, Problem, Sent};
use axum::Json;
use axum::extract::State;
use domain::person::Right;
use domain::program::next::{next_available, room};
use domain::program::rename::impact;
use domain::program::{Ask, Block, ProgramCommand, ProgramHeld, ProgramNumber, RangeTable, RoundSize};
use domain::refusal::Refusal;
use domain::time::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use utoipa::ToSchema;

/// Which numbers somebody wants.
#[derive(Debug, Default, Serialize, Deserialize, ToSchema)]
pub struct NextAsked {
    /// Such as `6.25`: the range of that size is asked.
    #[serde(default)]
    pub round_size: Option<String>,
    /// A range by its label.
    #[serde(default)]
    pub range: Option<String>,
    /// The first number, if it must be this one.
    #[serde(default)]
    pub preferred: Option<String>,
    #[serde(default)]
    pub count: Option<u32>,
    #[serde(default)]
    pub contiguous: bool,
    /// Keep them for the asker; otherwise they are only looked at.
    #[serde(default)]
    pub hold: bool,
    /// What for.
    #[serde(default)]
    pub purpose: String,
    /// Milliseconds since 1970 UTC.
    #[serde(default)]
    pub until: Option<i64>,
}

impl NextAsked {
    fn ask(&self) -> Result<Ask, Problem> {
        let block = match (&self.round_size, &self.range) {
            (Some(size), None) => {
                Block::Size(RoundSize::parse(size).map_err(|error| Problem::unreadable(format!("{error}.")))?)
            }
            (None, Some(range)) => Block::Range(range.clone()),
            (None, None) => Block::Anywhere,
            (Some(_), Some(_)) => {
                return Err(Problem::unreadable("Name a round size or a range, not both."));
            }
        };
        let preferred = self.preferred.as_deref().map(parse).transpose()?;
        Ok(Ask { block, preferred, count: self.count.unwrap_or(1), contiguous: self.contiguous })
    }
}

/// The next free numbers, only looked at or held for the asker.
#[utoipa::path(post, path = "/program-numbers/next", request_body = NextAsked,
    responses((status = 200, body = ProgramsDone), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn next(
    State(api): State<Api>,
    caller: Caller,
    Sent(asked): Sent<NextAsked>,
) -> Result<Json<ProgramsDone>, Problem> {
    caller.may(Right::Program)?;
    let ask = asked.ask()?;
    if asked.hold {
        let until = asked.until.map(Timestamp::from_millis);
        return done(&api, caller, ProgramCommand::Reserve { ask, purpose: asked.purpose, until }).await;
    }
    let (_, table) = api.store.range_table().await?;
    let holdings = api.store.program_holdings().await?;
    let taken: BTreeSet<ProgramNumber> = holdings.iter().map(|held| held.number).collect();
    let numbers = next_available(&table, &ask, &taken)
        .map_err(|refusal| Problem::from(Refusal::from(explained(refusal, &table, &holdings, &taken))))?;
    Ok(Json(ProgramsDone { entry: 0, answer: json!({ "of": "numbers", "numbers": numbers }) }))
}

/// What a look alone does not know: who has the number, and where there is room.
fn explained(
    refusal: domain::program::ProgramRefusal,
    table: &RangeTable,
    holdings: &[ProgramHeld],
    taken: &BTreeSet<ProgramNumber>,
) -> domain::program::ProgramRefusal {
    use domain::program::ProgramRefusal::{NotFree, RangeFull};
    match refusal {
        NotFree { number, .. } => {
            let held = holdings.iter().find(|held| held.number == number);
            let state = held.map(|held| held.holding.state());
            NotFree { number, state, by: held.map(|held| held.by.clone()).unwrap_or_default() }
        }
        RangeFull { range, free, count, contiguous, .. } => {
            RangeFull { range, free, count, contiguous, room: room(table, count, taken) }
        }
        other => other,
    }
}

/// Numbers, and why.
#[derive(Debug, Default, Serialize, Deserialize, ToSchema)]
pub struct ProgramNumbersNamed {
    pub numbers: Vec<String>,
    #[serde(default)]
    pub reason: String,
    /// A new last day of reservations; milliseconds since 1970 UTC.
    #[serde(default)]
    pub until: Option<i64>,
}

fn all(numbers: &[String]) -> Result<Vec<ProgramNumber>, Problem> {
    numbers.iter().map(|number| parse(number)).collect()
}

/// Reserved numbers are free again.
#[utoipa::path(post, path = "/program-numbers/release", request_body = ProgramNumbersNamed,
    responses((status = 200, body = ProgramsDone), (status = 409, body = Problem)))]
pub async fn release(
    State(api): State<Api>,
    caller: Caller,
    Sent(asked): Sent<ProgramNumbersNamed>,
) -> Result<Json<ProgramsDone>, Problem> {
    caller.may(Right::Program)?;
    let numbers = all(&asked.numbers)?;
    done(&api, caller, ProgramCommand::Release { numbers, reason: asked.reason }).await
}

/// Reservations get another last day.
#[utoipa::path(post, path = "/program-numbers/extend", request_body = ProgramNumbersNamed,
    responses((status = 200, body = ProgramsDone), (status = 409, body = Problem)))]
pub async fn extend(
    State(api): State<Api>,
    caller: Caller,
    Sent(asked): Sent<ProgramNumbersNamed>,
) -> Result<Json<ProgramsDone>, Problem> {
    caller.may(Right::Program)?;
    let (numbers, until) = (all(&asked.numbers)?, asked.until.map(Timestamp::from_millis));
    done(&api, caller, ProgramCommand::Extend { numbers, until }).await
}

/// Numbers nobody holds are never given again.
#[utoipa::path(post, path = "/program-numbers/retire", request_body = ProgramNumbersNamed,
    responses((status = 200, body = ProgramsDone), (status = 409, body = Problem)))]
pub async fn retire(
    State(api): State<Api>,
    caller: Caller,
    Sent(asked): Sent<ProgramNumbersNamed>,
) -> Result<Json<ProgramsDone>, Problem> {
    caller.may(Right::Program)?;
    let numbers = all(&asked.numbers)?;
    done(&api, caller, ProgramCommand::Retire { numbers, reason: asked.reason }).await
}

/// The ranges that count now, with how full each is, and what lies outside.
#[utoipa::path(get, path = "/ranges", responses((status = 200, description = "version, ranges with counts, sums", body = Object)))]
pub async fn ranges(State(api): State<Api>, _: Caller) -> Result<Json<Value>, Problem> {
    let (version, table) = api.store.range_table().await?;
    let holdings = api.store.program_holdings().await?;
    let count = |first: ProgramNumber, last: ProgramNumber| {
        let mut counts = [0_u32; 4];
        for held in holdings.iter().filter(|held| (first..=last).contains(&held.number)) {
            use domain::program::ProgramState::{Cooling, Free, InUse, Reserved, Retired};
            match held.holding.state() {
                InUse => counts[0] += 1,
                Reserved => counts[1] += 1,
                Cooling => counts[2] += 1,
                Retired => counts[3] += 1,
                Free => {}
            }
        }
        let size = last.value() - first.value() + 1;
        let [in_use, reserved, cooling, retired] = counts;
        json!({ "first": first, "last": last, "count": size, "in_use": in_use, "reserved": reserved,
            "cooling": cooling, "retired": retired, "free": size - counts.iter().sum::<u32>() })
    };
    let rows: Vec<Value> = table
        .ranges
        .iter()
        .map(|range| {
            let mut row = count(range.first, range.last);
            row["range"] = range.label.as_str().into();
            row["sizes"] = range.sizes.iter().map(|size| size.inches()).collect();
            row["overflow"] = json!(range.overflow);
            row["cooling_days"] = range.cooling_days.into();
            row
        })
        .collect();
    let outside: Vec<Value> = table.outside().into_iter().map(|(first, last)| count(first, last)).collect();
    Ok(Json(json!({ "version": version, "name": table.name, "count": table.count(), "ranges": rows,
        "outside": outside })))
}

/// A table that is ready to load, or one of your own.
#[derive(Debug, Default, Serialize, Deserialize, ToSchema)]
pub struct RangesAsked {
    /// `A` or `B`.
    #[serde(default)]
    pub ready_made: Option<String>,
    /// `{name, ranges: [{label, first, last, sizes, overflow, strategy, cooling_days, alerts}]}`
    #[serde(default)]
    #[schema(value_type = Object)]
    pub table: Option<Value>,
}

impl RangesAsked {
    fn table(self) -> Result<RangeTable, Problem> {
        match (self.ready_made, self.table) {
            (Some(name), None) => RangeTable::ready_made(&name).ok_or_else(|| {
                Problem::unreadable(format!("There is no table {name}: A and B are ready to use."))
            }),
            (None, Some(table)) => serde_json::from_value(table)
                .map_err(|error| Problem::unreadable(format!("This table cannot be read: {error}."))),
            _ => Err(Problem::unreadable("Name a table that is ready made, or send one.")),
        }
    }
}

/// What another table would do to the programs there are; nothing is changed.
#[utoipa::path(post, path = "/ranges/impact", request_body = RangesAsked,
    responses((status = 200, description = "programs put out of range and brought in", body = Object), (status = 409, body = Problem)))]
pub async fn ranges_impact(
    State(api): State<Api>,
    caller: Caller,
    Sent(asked): Sent<RangesAsked>,
) -> Result<Json<Value>, Problem> {
    caller.may(Right::Ranges)?;
    let table = asked.table()?.checked().map_err(|flaw| {
        Problem::from(Refusal::from(domain::program::ProgramRefusal::TableFlawed { flaw }))
    })?;
    let (version, before) = api.store.range_table().await?;
    let programs = numbered(&api).await?;
    let mut answer = json!(impact(&programs, &before, &table));
    answer["version"] = version.into();
    answer["programs"] = programs.len().into();
    answer["count"] = table.count().into();
    Ok(Json(answer))
}

/// Puts a table of ranges into force. `If-Match` with the version that was looked at refuses what changed since.
#[utoipa::path(post, path = "/ranges", request_body = RangesAsked,
    responses((status = 200, body = ProgramsDone), (status = 409, body = Problem)))]
pub async fn load_ranges(
    State(api): State<Api>,
    caller: Caller,
    Sent(asked): Sent<RangesAsked>,
) -> Result<Json<ProgramsDone>, Problem> {
    caller.may(Right::Ranges)?;
    done(&api, caller, ProgramCommand::LoadRanges { table: asked.table()? }).await
}
