//! Writing back what a batch changed: one set for each table, parents before children.

use crate::db::{Conflict, execute, json, places, write};
use crate::error::StoreError;
use crate::projects::Placed;
use crate::row::Row;
use domain::film::rework::ReworkEnd;
use domain::lab::{Lab, LabSettings};
use domain::number::NumberState;
use domain::program::{ProgramState, Shop};
use sqlx::AnyConnection;

async fn save_rows<'a, T: Row + 'a>(
    connection: &mut AnyConnection,
    rows: impl Iterator<Item = &'a T>,
) -> Result<(), StoreError> {
    let values = rows.map(Row::values).collect::<Result<Vec<_>, _>>()?;
    write(connection, T::TABLE, T::COLUMNS, Conflict::Replace(T::KEY), values).await
}

/// Writes every changed row of the lab but its head.
pub(crate) async fn save(connection: &mut AnyConnection, lab: &Lab) -> Result<(), StoreError> {
    save_rows(connection, lab.series.changed()).await?;
    save_rows(connection, lab.projects.changed()).await?;
    save_documents(connection, lab).await?;
    save_rows(connection, lab.plans.changed()).await?;
    save_rows(connection, lab.rolls.changed()).await?;
    save_rows(connection, lab.reels.changed()).await?;
    save_rows(connection, lab.attempts.changed()).await?;
    save_rows(connection, lab.runs.changed()).await?;
    // A rework that ended makes room for the roll's next one.
    let (open, ended): (Vec<_>, Vec<_>) = lab.reworks.changed().partition(|row| row.end == ReworkEnd::Open);
    save_rows(connection, ended.into_iter()).await?;
    save_rows(connection, open.into_iter()).await?;
    // A leftover that is gone makes room on its reel before the next one is put there.
    let (live, gone): (Vec<_>, Vec<_>) = lab.temp_rolls.changed().partition(|row| row.stage.is_live());
    save_rows(connection, gone.into_iter()).await?;
    save_rows(connection, live.into_iter()).await?;
    save_rows(connection, lab.evidence.changed()).await?;
    // A number that became void makes room for the next one of its roll, which may be a lower one that came back.
    let (issued, others): (Vec<_>, Vec<_>) =
        lab.holdings.changed().partition(|held| held.holding.state() == NumberState::Issued);
    save_rows(connection, others.into_iter()).await?;
    save_rows(connection, issued.into_iter()).await?;
    save_rows(connection, lab.breaks.changed()).await?;
    save_rows(connection, lab.complaints.changed()).await?;
    save_rows(connection, lab.deliveries.changed()).await?;
    save_rows(connection, lab.sent.changed()).await?;
    save_rows(connection, lab.people.changed()).await?;
    save_rows(connection, lab.tokens.changed()).await?;
    save_rows(connection, lab.machine_files.changed()).await?;
    save_rows(connection, lab.findings.changed()).await?;
    save_programs(connection, &lab.shop).await
}

/// Programs with their numbers. A program gives its number up before it takes another.
async fn save_programs(connection: &mut AnyConnection, shop: &Shop) -> Result<(), StoreError> {
    save_rows(connection, shop.ranges.changed()).await?;
    save_rows(connection, shop.programs.changed()).await?;
    save_rows(connection, shop.versions.changed()).await?;
    let (taken, given_up): (Vec<_>, Vec<_>) =
        shop.holdings.changed().partition(|held| held.holding.state() == ProgramState::InUse);
    save_rows(connection, given_up.into_iter()).await?;
    save_rows(connection, taken.into_iter()).await
}

/// A list is replaced as a whole.
async fn save_documents(connection: &mut AnyConnection, lab: &Lab) -> Result<(), StoreError> {
    let changed: Vec<_> = lab.documents.changed_entries().collect();
    if changed.is_empty() {
        return Ok(());
    }
    let ids = changed.iter().map(|(project, _)| project.get().into()).collect::<Vec<_>>();
    let sql = format!("delete from document where project in ({})", places(1, ids.len()));
    execute(connection, sql, ids).await?;
    let mut rows = Vec::new();
    for (project, documents) in changed {
        for (position, document) in (0..).zip(documents) {
            rows.push(Placed { project, position, document: document.clone() }.values()?);
        }
    }
    write(connection, Placed::TABLE, Placed::COLUMNS, Conflict::Refuse, rows).await
}

/// Each version of the settings is a row of its own.
pub(crate) async fn save_settings(
    connection: &mut AnyConnection,
    versions: &[(u32, LabSettings)],
) -> Result<(), StoreError> {
    let rows = versions.iter().map(|(version, settings)| Ok(vec![(*version).into(), json(settings)?.into()]));
    let rows = rows.collect::<Result<Vec<_>, StoreError>>()?;
    write(connection, "settings", &["version", "body"], Conflict::Refuse, rows).await
}

/// The head row as it is after the batch.
pub(crate) async fn save_head(connection: &mut AnyConnection, lab: &Lab) -> Result<(), StoreError> {
    let sql = "update lab set seq = $1, hash = $2, settings_version = $3, counts = $4 where id = 1";
    let values = vec![
        lab.head.seq.into(),
        lab.head.hash.as_str().into(),
        lab.head.settings_version.into(),
        json(&lab.head.counts)?.into(),
    ];
    execute(connection, sql, values).await.map(|_| ())
}
