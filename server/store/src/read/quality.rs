//! Reads: first-pass yield, and why films were made more than once. Test projects do not count.

use crate::db::{Columns, Value, fetch};
use crate::error::StoreError;
use crate::open::Store;
use domain::id::{ComplaintId, RollId};
use domain::number::FilmNumber;
use domain::time::Timestamp;
use domain::view::numbers::RollLink;
use domain::view::quality::{Loss, LossRow, Pareto, QualityView, ReasonCount};
use sqlx::AnyConnection;

/// Rows behind a bar that a page shows.
const SHOWN: u32 = 200;

/// Each roll that was ever exposed: when first, and whether anything of it had to be done twice.
const FIRST_PASSES: &str = "select min(attempt.started) as begun,
        cast(max(case when attempt.course = 'confirmed' then 1 else 0 end) as bigint) as confirmed,
        cast(max(case when attempt.course = 'failed' then 1 else 0 end) as bigint) as failed,
        cast(count(rework.id) as bigint) as reworks
    from attempt join roll on roll.id = attempt.roll join project on project.id = roll.project
        left join rework on rework.attempt = attempt.id
    where attempt.course <> 'running' and project.test = 0
    group by attempt.roll";

impl Store {
    /// Yield and reasons of all time, and the rows behind one reason where it is asked for.
    pub async fn quality(&self, asked: Option<(Loss, &str)>) -> Result<QualityView, StoreError> {
        let mut connection = self.inner.readers.acquire().await?;
        let mut rolls = Vec::new();
        for row in fetch(&mut connection, FIRST_PASSES, vec![]).await? {
            let row = Columns::new("attempt", &row);
            let good =
                row.number("confirmed")? == 1 && row.number("failed")? == 0 && row.number("reworks")? == 0;
            rolls.push((Timestamp::from_millis(row.number("begun")?), good));
        }
        let mut paretos = Vec::new();
        for loss in Loss::ALL {
            paretos.push(pareto(&mut connection, loss).await?);
        }
        let rows = match asked {
            Some((loss, reason)) => rows(&mut connection, loss, reason).await?,
            None => Vec::new(),
        };
        Ok(QualityView { months: QualityView::months_of(rolls), paretos, rows })
    }
}

async fn pareto(connection: &mut AnyConnection, loss: Loss) -> Result<Pareto, StoreError> {
    let sql = match loss {
        Loss::Failure => {
            "select attempt.reason as reason, count(*) as times from attempt
                join roll on roll.id = attempt.roll join project on project.id = roll.project
            where attempt.course = 'failed' and project.test = 0
            group by attempt.reason order by times desc, attempt.reason"
        }
        Loss::Rework => {
            "select rework.cause as reason, count(*) as times from rework
                join roll on roll.id = rework.roll join project on project.id = roll.project
            where project.test = 0 group by rework.cause order by times desc, rework.cause"
        }
        Loss::Complaint => {
            "select complaint.fault as reason, count(*) as times from complaint
                join project on project.id = complaint.project
            where project.test = 0 group by complaint.fault order by times desc, complaint.fault"
        }
    };
    let mut reasons = Vec::new();
    for row in fetch(connection, sql, vec![]).await? {
        let row = Columns::new("attempt", &row);
        reasons.push(ReasonCount { reason: row.text("reason")?, count: row.small("times")? });
    }
    Ok(Pareto { loss, reasons })
}

/// What was counted, newest first.
async fn rows(connection: &mut AnyConnection, loss: Loss, reason: &str) -> Result<Vec<LossRow>, StoreError> {
    let sql = match loss {
        Loss::Failure => {
            "select attempt.ended as happened, attempt.operator as by_whom, roll.id as roll,
                roll.temporary_id as name, holding.number as number, '' as words
            from attempt join roll on roll.id = attempt.roll join project on project.id = roll.project
                left join holding on holding.roll = roll.id and holding.kind = 'issued'
            where attempt.course = 'failed' and project.test = 0 and attempt.reason = $1
            order by attempt.ended desc, attempt.id desc"
        }
        Loss::Rework => {
            "select rework.ordered as happened, rework.ordered_by as by_whom, roll.id as roll,
                roll.temporary_id as name, rework.number as number, rework.note as words
            from rework join roll on roll.id = rework.roll join project on project.id = roll.project
            where project.test = 0 and rework.cause = $1 order by rework.id desc"
        }
        Loss::Complaint => {
            "select complaint.received as happened, complaint.opened_by as by_whom, complaint.id as roll,
                '' as name, complaint.project as number, complaint.words as words
            from complaint join project on project.id = complaint.project
            where project.test = 0 and complaint.fault = $1 order by complaint.id desc"
        }
    };
    let found = fetch(connection, format!("{sql} limit {SHOWN}"), vec![Value::from(reason)]).await?;
    found
        .iter()
        .map(|row| {
            let row = Columns::new("attempt", row);
            let id = row.unsigned("roll")?;
            let is_complaint = loss == Loss::Complaint;
            let roll = RollLink { id: RollId::new(id), name: row.text("name")? };
            let number = row.optional_small("number")?.and_then(FilmNumber::from_value);
            Ok(LossRow {
                at: Timestamp::from_millis(row.number("happened")?),
                by: row.text("by_whom")?,
                roll: (!is_complaint).then_some(roll),
                number: number.filter(|_| !is_complaint),
                words: row.text("words")?,
                complaint: is_complaint.then(|| ComplaintId::new(id).label()),
            })
        })
        .collect()
}
