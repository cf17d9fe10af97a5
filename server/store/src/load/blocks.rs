//! What a project whose numbers follow each other looks at: its block, every free number of its series, and the
//! neighbours behind its last number.

use super::rows_in;
use crate::db::{Value, fetch};
use crate::error::StoreError;
use crate::row::Row;
use domain::command::Needs;
use domain::film::project::Project;
use domain::id::ProjectId;
use domain::lab::Lab;
use domain::number::{FilmNumber, Held, NumberState, Series, SeriesId};
use sqlx::AnyConnection;
use std::collections::{BTreeMap, BTreeSet};

/// Neighbours read behind a project's last number at once. A longer row of void numbers is read on.
const NEIGHBOURS: u32 = 200;

pub(super) async fn load(
    connection: &mut AnyConnection,
    lab: &mut Lab,
    needs: &[Needs],
) -> Result<(), StoreError> {
    let projects = following(lab, needs);
    if projects.is_empty() {
        return Ok(());
    }
    for series in Series::from_rows(&fetch(connection, Series::select(), vec![]).await?)? {
        lab.series.load(series.id, series);
    }
    let ids = projects.keys().map(|id| id.get().into()).collect::<Vec<_>>();
    for held in rows_in::<Held>(connection, "project", ids, " and kind in ('reserved', 'bound')").await? {
        lab.load_holding(held);
    }
    let series: BTreeSet<SeriesId> = projects.values().copied().collect();
    let digits = series.iter().map(|series| Value::from(series.digit())).collect::<Vec<_>>();
    for held in rows_in::<Held>(connection, "series", digits, " and kind = 'returned'").await? {
        lab.load_holding(held);
    }
    // Others of the same batch may take numbers behind the last one first: they are in memory by then.
    for (project, series) in projects {
        if let Some(last) = lab.last_number_of(project) {
            neighbours(connection, lab, series, last).await?;
        }
    }
    Ok(())
}

/// The projects in question whose numbers follow each other, with the series they count in.
fn following(lab: &Lab, needs: &[Needs]) -> BTreeMap<ProjectId, SeriesId> {
    let of_roll = |roll| lab.rolls.get(roll).map(|roll| roll.project);
    let follow = needs.iter().filter(|needs| needs.follow || needs.number_for_roll);
    follow
        .flat_map(|needs| {
            needs.projects.iter().copied().chain(needs.rolls.iter().copied().filter_map(of_roll))
        })
        .filter_map(|id| lab.projects.get(id))
        .filter(|project| project.consecutive)
        .map(|project: &Project| (project.id, project.numbers()))
        .collect()
}

/// Reads on behind a number until one is in somebody's hands: void ones are passed.
async fn neighbours(
    connection: &mut AnyConnection,
    lab: &mut Lab,
    series: SeriesId,
    last: FilmNumber,
) -> Result<(), StoreError> {
    let mut from = last.value() + 1;
    loop {
        let sql = format!(
            "{} where series = $1 and number between $2 and $3 order by holding.number",
            Held::select()
        );
        let values = vec![series.digit().into(), from.into(), (from + NEIGHBOURS - 1).into()];
        let rows = Held::from_rows(&fetch(connection, sql, values).await?)?;
        let end = rows.len() < NEIGHBOURS as usize
            || rows.iter().any(|held| held.holding.state() != NumberState::Void);
        for held in rows {
            lab.load_holding(held);
        }
        if end {
            return Ok(());
        }
        from += NEIGHBOURS;
    }
}
