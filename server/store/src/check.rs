//! The self-check: every promise of the lab evaluated on live data. What it returns should always be empty.

mod compare;
mod laws;
mod programs;

use crate::db::{Columns, fetch};
use crate::error::StoreError;
use crate::load::read_head;
use crate::open::Store;
use crate::replay::{VerifyError, verify};
use compare::{compare, rebuild};
use laws::laws;
use serde::{Deserialize, Serialize};
use sqlx::AnyConnection;

/// One thing that contradicts a promise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    /// The promise, by a stable name: `unexplained_gap`.
    pub promise: String,
    /// What it concerns: `number 10000012`, `reel 7`.
    pub subject: String,
    /// One sentence.
    pub sentence: String,
}

/// What a check found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// Ledger entries at the time.
    pub entries: u64,
    /// Promises evaluated.
    pub promises: u32,
    pub differences: Vec<Difference>,
    /// Whether the chain was recomputed and every table rebuilt from the ledger, too.
    pub whole: bool,
}

/// A promise as a query that returns its violations: `subject` and `detail`.
struct Promise {
    name: &'static str,
    says: &'static str,
    sql: &'static str,
}

/// The promises a database can answer by itself.
const PROMISES: &[Promise] = &[
    Promise {
        name: "unexplained_gap",
        says: "numbers below the next one have no holding that explains them",
        sql: "select 'series ' || cast(series.digit as text) as subject,
                cast(series.next - 1 - count(holding.number) as text) || ' unexplained' as detail
            from series left join holding on holding.series = series.digit
                and holding.number < series.digit * 10000000 + series.next
            group by series.digit, series.next
            having series.next - 1 <> count(holding.number)",
    },
    Promise {
        name: "number_beyond_the_series",
        says: "a number is held that was never handed out",
        sql: "select 'number ' || cast(holding.number as text) as subject, holding.kind as detail
            from holding join series on series.digit = holding.series
            where holding.number >= series.digit * 10000000 + series.next
                or holding.number / 10000000 <> holding.series",
    },
    Promise {
        name: "filmed_without_number",
        says: "a filmed roll has no issued number",
        sql: "select 'roll ' || roll.temporary_id as subject, roll.stage as detail
            from roll left join holding on holding.roll = roll.id and holding.kind = 'issued'
            where roll.stage in ('filmed', 'developed', 'accepted') and holding.number is null",
    },
    Promise {
        name: "number_without_film",
        says: "an issued number has no film with a confirmed attempt, and no rework that keeps it",
        sql: "select 'number ' || cast(holding.number as text) as subject, coalesce(roll.stage, 'no roll') as detail
            from holding left join roll on roll.id = holding.roll
                left join attempt on attempt.id = holding.attempt
                left join rework on rework.id = roll.rework
            where holding.kind = 'issued' and (roll.id is null or attempt.id is null
                or attempt.course <> 'confirmed' or attempt.roll <> roll.id
                or (roll.rework is null and (roll.stage not in ('filmed', 'developed', 'accepted')
                    or roll.attempt <> holding.attempt))
                or (roll.rework is not null and (rework.id is null or rework.choice <> 'keep'
                    or rework.number <> holding.number or rework.attempt <> holding.attempt)))",
    },
    Promise {
        name: "number_of_another_site",
        says: "a number was issued from another site's series",
        sql: "select 'number ' || cast(holding.number as text) as subject, project.site as detail
            from holding join roll on roll.id = holding.roll join project on project.id = roll.project
            where holding.kind = 'issued'
                and holding.series <> case when project.test = 1 then 9 else project.series end",
    },
    Promise {
        name: "bound_without_attempt",
        says: "a bound number has no running attempt",
        sql: "select 'number ' || cast(holding.number as text) as subject, coalesce(attempt.course, 'none') as detail
            from holding left join attempt on attempt.id = holding.attempt
            where holding.kind = 'bound' and (attempt.id is null or attempt.course <> 'running')",
    },
    Promise {
        name: "roll_and_attempt_disagree",
        says: "a roll's state is not that of its attempt",
        sql: "select 'roll ' || roll.temporary_id as subject, roll.stage as detail
            from roll left join attempt on attempt.id = roll.attempt
            where (roll.stage = 'filming' and (attempt.id is null or attempt.course <> 'running'
                    or attempt.roll <> roll.id))
                or (roll.stage in ('filmed', 'developed', 'accepted') and (attempt.id is null or attempt.course <> 'confirmed'
                    or attempt.roll <> roll.id))",
    },
    Promise {
        name: "attempt_without_roll",
        says: "a running attempt has no roll that is being filmed",
        sql: "select 'attempt ' || cast(attempt.id as text) as subject, roll.stage as detail
            from attempt join roll on roll.id = attempt.roll
            where attempt.course = 'running' and (roll.stage <> 'filming' or roll.attempt <> attempt.id)",
    },
    Promise {
        name: "attempts_miscounted",
        says: "a roll's count of attempts is wrong",
        sql: "select 'roll ' || roll.temporary_id as subject,
                cast(roll.attempts as text) || ' said, ' || cast(count(attempt.id) as text) || ' there' as detail
            from roll left join attempt on attempt.roll = roll.id
            group by roll.id, roll.temporary_id, roll.attempts
            having roll.attempts <> count(attempt.id)",
    },
    Promise {
        name: "film_lost_in_attempt",
        says: "what an attempt spent and left is not what was loaded",
        sql: "select 'attempt ' || cast(attempt.id as text) as subject,
                cast(attempt.spent_mm + attempt.rest_mm - attempt.length_mm as text) || ' mm' as detail
            from attempt where attempt.course <> 'running'
                and attempt.spent_mm + attempt.rest_mm <> attempt.length_mm",
    },
    Promise {
        name: "reel_does_not_add_up",
        says: "the lengths of a reel do not add up",
        sql: "select 'reel ' || cast(reel.id as text) as subject,
                cast(coalesce(used.mm, 0) + coalesce(live.mm, 0) - coalesce(corrected.mm, 0) - reel.length_mm as text)
                    || ' mm' as detail
            from reel
                left join (select attempt.reel as reel, cast(sum(attempt.spent_mm
                        + case when attempt.rest = 'scrapped' then attempt.rest_mm else 0 end) as bigint) as mm
                    from attempt where attempt.course <> 'running' group by attempt.reel) used
                    on used.reel = reel.id
                left join (select temp_roll.reel as reel, cast(sum(temp_roll.length_mm) as bigint) as mm
                    from temp_roll where temp_roll.stage <> 'consumed' group by temp_roll.reel) live
                    on live.reel = reel.id
                left join (select temp_roll.reel as reel, cast(sum(temp_roll.correction_mm) as bigint) as mm
                    from temp_roll group by temp_roll.reel) corrected on corrected.reel = reel.id
            where (reel.stage = 'cut'
                    and coalesce(used.mm, 0) + coalesce(live.mm, 0) - coalesce(corrected.mm, 0) <> reel.length_mm)
                or (reel.stage <> 'cut' and coalesce(used.mm, 0) + coalesce(live.mm, 0) <> 0)",
    },
    Promise {
        name: "leftover_without_origin",
        says: "a temp roll is not what its attempt left",
        sql: "select 'temp roll ' || cast(temp_roll.id as text) as subject,
                cast(temp_roll.length_mm as text) || ' mm, attempt ' || cast(temp_roll.parent as text) || ' left '
                    || coalesce(cast(attempt.rest_mm as text) || ' mm ' || attempt.rest, 'nothing') as detail
            from temp_roll left join attempt on attempt.id = temp_roll.parent
            where attempt.id is null or attempt.rest_temp_roll is null or attempt.rest_temp_roll <> temp_roll.id
                or attempt.rest_mm <> temp_roll.length_mm - temp_roll.correction_mm or attempt.reel <> temp_roll.reel",
    },
    Promise {
        name: "leftover_missing",
        says: "an attempt left a temp roll that is not on record",
        sql: "select 'attempt ' || cast(attempt.id as text) as subject, 'temp roll ' || cast(attempt.rest_temp_roll as text) as detail
            from attempt left join temp_roll on temp_roll.id = attempt.rest_temp_roll
            where attempt.rest = 'kept' and temp_roll.id is null",
    },
    Promise {
        name: "leftover_in_wrong_place",
        says: "a temp roll is not where its attempt has it",
        sql: "select 'temp roll ' || cast(temp_roll.id as text) as subject, temp_roll.stage as detail
            from temp_roll left join attempt on attempt.id = temp_roll.attempt
            where (temp_roll.stage = 'loaded' and (attempt.id is null or attempt.course <> 'running'
                    or attempt.temp_roll <> temp_roll.id))
                or (temp_roll.stage = 'consumed' and (attempt.id is null or attempt.course = 'running'
                    or attempt.temp_roll <> temp_roll.id))
                or (temp_roll.stage in ('on_shelf', 'discarded', 'lost') and temp_roll.attempt is not null)",
    },
    Promise {
        name: "two_leftovers_of_one_reel",
        says: "what is left of a reel lies in two places at once",
        sql: "select 'reel ' || cast(temp_roll.reel as text) as subject,
                cast(count(*) as text) || ' live temp rolls' as detail
            from temp_roll where temp_roll.stage in ('on_shelf', 'loaded', 'lost')
            group by temp_roll.reel having count(*) > 1",
    },
    Promise {
        name: "leftover_used_by_nobody",
        says: "a temp roll is used, but there is no attempt that used it",
        sql: "select 'temp roll ' || cast(temp_roll.id as text) as subject,
                temp_roll.stage || ' by attempt ' || cast(temp_roll.attempt as text) as detail
            from temp_roll left join attempt on attempt.id = temp_roll.attempt
            where temp_roll.stage in ('loaded', 'consumed') and attempt.id is null",
    },
    Promise {
        name: "leftover_used_as_new_reel",
        says: "a temp roll is used by an attempt that says it had a new reel or another piece",
        sql: "select 'temp roll ' || cast(temp_roll.id as text) as subject,
                'attempt ' || cast(attempt.id as text) || ' on reel ' || cast(attempt.reel as text) as detail
            from temp_roll join attempt on attempt.id = temp_roll.attempt
            where temp_roll.stage in ('loaded', 'consumed')
                and (attempt.temp_roll is null or attempt.temp_roll <> temp_roll.id)",
    },
    Promise {
        name: "leftover_not_named",
        says: "an attempt was made on a piece of film that is not a whole reel, and no temp roll of that length is named",
        sql: "select 'attempt ' || cast(attempt.id as text) as subject,
                cast(attempt.length_mm as text) || ' mm of reel ' || cast(attempt.reel as text) as detail
            from attempt join reel on reel.id = attempt.reel
                left join temp_roll on temp_roll.id = attempt.temp_roll
            where (attempt.temp_roll is null and attempt.length_mm <> reel.length_mm)
                or (attempt.temp_roll is not null and (temp_roll.id is null or temp_roll.reel <> attempt.reel
                    or (temp_roll.attempt = attempt.id and temp_roll.length_mm <> attempt.length_mm)))",
    },
    Promise {
        name: "film_shorter_than_roll",
        says: "a confirmed film has fewer frames than its roll",
        sql: "select 'roll ' || roll.temporary_id as subject,
                cast(attempt.frames as text) || ' of ' || cast(roll.frames as text) || ' frames' as detail
            from roll join attempt on attempt.roll = roll.id
            where attempt.course = 'confirmed' and attempt.frames < roll.frames",
    },
    Promise {
        name: "film_narrower_than_roll",
        says: "a roll was filmed on film of the other width",
        sql: "select 'attempt ' || cast(attempt.id as text) as subject, roll.film || ' on ' || reel.film as detail
            from attempt join roll on roll.id = attempt.roll join reel on reel.id = attempt.reel
            where roll.film <> reel.film",
    },
    Promise {
        name: "delivered_before_filmed",
        says: "a project was delivered though a roll of it was not filmed",
        sql: "select 'project ' || cast(delivery.project as text) as subject, roll.temporary_id as detail
            from delivery join project on project.id = delivery.project join roll on roll.project = delivery.project
                and roll.plan = project.plan and roll.since < delivery.delivered
            where roll.stage in ('planned', 'filming') and roll.rework is null",
    },
    Promise {
        name: "sent_rows_missing",
        says: "what was sent with a delivery was not kept",
        // The oldest deliveries say neither their numbers nor their rows.
        sql: "select 'delivery ' || cast(delivery.id as text) as subject, delivery.file as detail
            from delivery left join sent on sent.delivery = delivery.id
            where delivery.numbers <> '[]' and sent.delivery is null",
    },
    Promise {
        name: "rework_and_roll_disagree",
        says: "a rework's roll is not where the rework has it",
        sql: "select 'rework ' || cast(rework.id as text) as subject, rework.course || ', roll ' || roll.stage as detail
            from rework join roll on roll.id = rework.roll join attempt on attempt.id = rework.attempt
                left join attempt again on again.id = rework.refilmed_by
            where attempt.roll <> rework.roll or attempt.course <> 'confirmed'
                or (rework.course = 'open' and (roll.rework is null or roll.rework <> rework.id))
                or (rework.course <> 'open' and roll.rework = rework.id)
                or (rework.course = 'refilmed' and (again.id is null or again.roll <> rework.roll
                    or again.course <> 'confirmed'))
            union all select 'roll ' || roll.temporary_id as subject, roll.stage as detail
            from roll left join rework on rework.id = roll.rework
            where roll.rework is not null and (rework.id is null or rework.roll <> roll.id)",
    },
    Promise {
        name: "complaint_settled_without_its_rework",
        says: "a complaint was settled by a rework of another project, or of a film rejected before it came",
        sql: "select 'complaint ' || cast(complaint.id as text) as subject, complaint.result as detail
            from complaint left join rework on rework.id = complaint.rework left join roll on roll.id = rework.roll
            where complaint.result = 'rework' and (rework.id is null or roll.project <> complaint.project
                or rework.ordered < complaint.opened)",
    },
    Promise {
        name: "developed_without_run",
        says: "a developed film is in no run of the processor",
        sql: "select 'roll ' || roll.temporary_id as subject, roll.stage as detail
            from roll left join run on run.id = roll.run
            where roll.run is not null and run.id is null",
    },
    Promise {
        name: "abandoned_project_in_work",
        says: "a project that is put away has a roll in the camera or keeps numbers back",
        sql: "select 'project ' || cast(project.id as text) as subject, roll.temporary_id as detail
            from project join roll on roll.project = project.id
            where project.standing <> 'active' and roll.stage = 'filming'
            union all select 'project ' || cast(project.id as text) as subject,
                cast(holding.number as text) as detail
            from project join holding on holding.project = project.id
            where project.standing <> 'active' and holding.kind = 'reserved'",
    },
    Promise {
        name: "numbers_do_not_follow",
        says: "a project's numbers do not follow each other, and no exception is on record",
        // Void numbers within a project's run are nobody's; everything else between them is in the way.
        sql: "select 'project ' || cast(owned.project as text) as subject,
                cast(owned.least as text) || ' to ' || cast(owned.most as text) as detail
            from (select own.project as project, min(own.number) as least, max(own.number) as most,
                    count(*) as numbers
                from (select holding.number as number, roll.project as project
                        from holding join roll on roll.id = holding.roll where holding.kind = 'issued'
                    union all select holding.number as number, holding.project as project
                        from holding where holding.kind in ('reserved', 'bound') and holding.project is not null) own
                group by own.project) owned
            join project on project.id = owned.project
            where project.consecutive = 1
                and owned.most - owned.least + 1 <> owned.numbers + (select count(*) from holding
                    where holding.kind in ('void', 'skipped') and holding.number between owned.least and owned.most)
                and not exists (select 1 from block_break where block_break.project = owned.project)",
    },
    Promise {
        name: "test_film_delivered",
        says: "a test project was delivered",
        sql: "select 'project ' || cast(delivery.project as text) as subject, delivery.file as detail
            from delivery join project on project.id = delivery.project where project.test = 1",
    },
    Promise {
        name: "earlier_film_without_file",
        says: "a number of the time before has no file of the machine",
        sql: "select 'number ' || cast(holding.number as text) as subject, holding.earlier as detail
            from holding left join machine_file on machine_file.number = cast(holding.number as text)
            where holding.kind = 'earlier' and machine_file.id is null",
    },
    Promise {
        name: "finding_without_file",
        says: "a finding has no file of the machine",
        sql: "select 'finding ' || cast(finding.id as text) as subject, finding.number as detail
            from finding left join machine_file on machine_file.number = finding.number
            where machine_file.id is null",
    },
    Promise {
        name: "outbox_incomplete",
        says: "an entry was not put into the outbox",
        sql: "select 'entry ' || cast(ledger.seq as text) as subject, ledger.action as detail
            from ledger left join outbox on outbox.seq = ledger.seq where outbox.seq is null",
    },
    Promise {
        name: "ledger_has_holes",
        says: "the ledger is not gapless up to its head",
        sql: "select 'ledger' as subject,
                cast(lab.seq as text) || ' at the head, ' || cast((select count(*) from ledger) as text) || ' entries' as detail
            from lab where lab.seq <> (select count(*) from ledger)
                or lab.seq <> coalesce((select max(ledger.seq) from ledger), 0)",
    },
    Promise {
        name: "head_hash_differs",
        says: "the head does not hold the last entry's hash",
        sql: "select 'ledger' as subject, lab.hash as detail
            from lab join ledger on ledger.seq = lab.seq where ledger.hash <> lab.hash",
    },
];

impl Store {
    /// The promises a database answers by itself: quick, for the page header.
    pub async fn check(&self) -> Result<Report, StoreError> {
        promises(&mut *self.snapshot().await?).await
    }

    /// All promises: the quick ones, those that read whole rows, the chain recomputed from its first entry, and every table compared with what
    /// the ledger gives when it is applied to an empty lab. A change made past the door has nowhere to hide.
    pub async fn check_whole(&self) -> Result<Report, StoreError> {
        let mut snapshot = self.snapshot().await?;
        let mut report = promises(&mut snapshot).await?;
        report.whole = true;
        report.promises += 2;
        match verify(&mut snapshot).await {
            Ok(_) => {}
            Err(VerifyError::Broken(broken)) => report.differences.push(Difference {
                promise: "chain_broken".to_owned(),
                subject: "ledger".to_owned(),
                sentence: format!("The ledger's chain does not hold: {broken}."),
            }),
            Err(VerifyError::Store(error)) => return Err(error),
        }
        report.promises += laws(&mut snapshot, &mut report.differences).await?;
        let rebuilt = rebuild(&mut snapshot).await?;
        compare(&mut snapshot, &rebuilt, &mut report.differences).await?;
        Ok(report)
    }
}

async fn promises(connection: &mut AnyConnection) -> Result<Report, StoreError> {
    let entries = read_head(connection).await?.seq;
    let mut report =
        Report { entries, promises: (PROMISES.len() + programs::PROMISES.len()) as u32, ..Report::default() };
    for promise in PROMISES.iter().chain(programs::PROMISES) {
        for row in fetch(connection, promise.sql, vec![]).await? {
            let row = Columns::new("check", &row);
            let (subject, detail) = (row.text("subject")?, row.text("detail")?);
            let sentence = format!("{subject}: {} ({detail}).", promise.says);
            report.differences.push(Difference { promise: promise.name.to_owned(), subject, sentence });
        }
    }
    Ok(report)
}
