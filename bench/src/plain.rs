//! The same writes without the door: one transaction for each number, statement by statement, through sqlx.
//!
//! It is the anchor the door is measured against, and the ground the wrong doors of the crash test stand on.

use crate::Failure;
use crate::places::{one_number, raw};
use domain::command::Answer;
use domain::event::Event;
use domain::lab::{Lab, Stamp};
use domain::ledger::{Body, Entry, digest};
use domain::number::{Claim, FilmNumber, Holding, Series, SeriesId};
use domain::time::Timestamp;
use sqlx::{AnyConnection, Row as _};

/// A number with the entry that gave it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Given {
    pub number: FilmNumber,
    pub entry: u64,
}

/// One allocation, one commit.
pub async fn allocate(connection: &mut AnyConnection, begin: &str, key: &str) -> Result<Given, Failure> {
    raw(connection, begin).await?;
    match in_transaction(connection, key).await {
        Ok(given) => {
            raw(connection, "commit").await?;
            Ok(given)
        }
        Err(error) => {
            raw(connection, "rollback").await?;
            Err(error)
        }
    }
}

async fn in_transaction(connection: &mut AnyConnection, key: &str) -> Result<Given, Failure> {
    let (next, entry) = prepare(connection, key).await?;
    write_state(connection, &next).await?;
    write_ledger(connection, &entry, next.number).await?;
    Ok(next)
}

/// Takes the turn, reads where the lab stands, and makes the entry.
pub async fn prepare(connection: &mut AnyConnection, key: &str) -> Result<(Given, Entry), Failure> {
    let sql = "update lab set turn = turn + 1 where id = 1 returning seq, hash";
    let head = sqlx::query(sql).fetch_one(&mut *connection).await?;
    let row = sqlx::query("select next from series where digit = 1").fetch_one(&mut *connection).await?;
    let seq = u64::try_from(head.try_get::<i64, _>(0)?)? + 1;
    let next = u32::try_from(row.try_get::<i64, _>(0)?)?;
    let entry = entry(seq, head.try_get(1)?, key, next)?;
    let number = SeriesId::of_digit(1).and_then(|series| FilmNumber::of(series, next));
    Ok((Given { number: number.ok_or("the series has ended")?, entry: seq }, entry))
}

fn entry(seq: u64, previous: String, key: &str, next: u32) -> Result<Entry, Failure> {
    let series = SeriesId::of_digit(1).ok_or("series 1")?;
    let number = FilmNumber::of(series, next).ok_or("the series has ended")?;
    let claim = Claim { purpose: "bench".into(), project: None, until: None };
    let event = Event::NumbersHeld { numbers: vec![number], holding: Holding::Reserved { claim } };
    let at = Timestamp::from_millis(1_762_149_600_000);
    let mut lab = Lab::default();
    lab.series.load(series, Series { id: series, next });
    let changes = lab.apply(&event, &Stamp { seq, at, actor: "Anna".into() });
    let command = one_number();
    let mut entry = Entry {
        seq,
        at,
        actor: "Anna".into(),
        action: command.action().into(),
        reason: command.reason().into(),
        body: serde_json::to_string(&Body { events: vec![event], changes })?,
        key: key.into(),
        digest: digest(&serde_json::to_vec(&command)?),
        answer: serde_json::to_string(&Answer::Numbers { numbers: vec![number] })?,
        previous,
        hash: String::new(),
    };
    entry.hash = entry.compute_hash();
    Ok(entry)
}

/// The counter and the holding.
pub async fn write_state(connection: &mut AnyConnection, given: &Given) -> Result<(), Failure> {
    let next = i64::from(given.number.sequence()) + 1;
    sqlx::query("update series set next = $1 where digit = 1").bind(next).execute(&mut *connection).await?;
    sqlx::query(
        "insert into holding (number, series, kind, purpose, since, held_by, entry)
            values ($1, 1, 'reserved', 'bench', 1762149600000, 'Anna', $2)",
    )
    .bind(i64::from(given.number.value()))
    .bind(i64::try_from(given.entry)?)
    .execute(connection)
    .await?;
    Ok(())
}

/// The entry, what it touched, the outbox, and the head.
pub async fn write_ledger(
    connection: &mut AnyConnection,
    entry: &Entry,
    number: FilmNumber,
) -> Result<(), Failure> {
    let seq = i64::try_from(entry.seq)?;
    sqlx::query(
        "insert into ledger (seq, happened, actor, action, reason, body, request_key, digest, answer, previous, hash)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
    )
    .bind(seq)
    .bind(entry.at.millis())
    .bind(entry.actor.clone())
    .bind(entry.action.clone())
    .bind(entry.reason.clone())
    .bind(entry.body.clone())
    .bind(entry.key.clone())
    .bind(entry.digest.clone())
    .bind(entry.answer.clone())
    .bind(entry.previous.clone())
    .bind(entry.hash.clone())
    .execute(&mut *connection)
    .await?;
    sqlx::query("insert into ledger_subject (kind, subject, seq) values ('number', $1, $2)")
        .bind(i64::from(number.value()))
        .bind(seq)
        .execute(&mut *connection)
        .await?;
    sqlx::query("insert into outbox (seq, topics) values ($1, 'number')")
        .bind(seq)
        .execute(&mut *connection)
        .await?;
    sqlx::query("update lab set seq = $1, hash = $2 where id = 1")
        .bind(seq)
        .bind(entry.hash.clone())
        .execute(connection)
        .await?;
    Ok(())
}
