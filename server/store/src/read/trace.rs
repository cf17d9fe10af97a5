//! A barcode's whole story: the projects it is in, the rolls it lies on, and what happened to them.

use super::films::lines_of;
use super::names::{NameBook, Wanted};
use crate::db::{Columns, Value, fetch, fetch_in};
use crate::error::StoreError;
use crate::open::Store;
use crate::projects::Placed;
use crate::row::Row;
use domain::film::roll::Segment;
use domain::history::About;
use domain::id::{ProjectId, RollId};
use domain::time::Timestamp;
use domain::view::trace::{DocumentStory, InProject, OnRoll};
use domain::words::Language;
use sqlx::AnyConnection;
use std::collections::{BTreeMap, BTreeSet};

/// Projects told of: one barcode is in one, or in very few.
const MOST: usize = 20;

impl Store {
    /// Everything that is known of a barcode, in the reader's language.
    pub async fn document_story(
        &self,
        barcode: &str,
        language: Language,
    ) -> Result<DocumentStory, StoreError> {
        let barcode: String = barcode.chars().take(80).collect();
        let mut connection = self.inner.readers.acquire().await?;
        let sql =
            format!("{} where barcode = $1 order by document.project desc limit {MOST}", Placed::select());
        let placed = Placed::from_rows(&fetch(&mut connection, sql, vec![barcode.as_str().into()]).await?)?;
        let mut wanted = Wanted::default();
        wanted.projects.extend(placed.iter().map(|row| row.project));
        let names = NameBook::look_up(&mut connection, wanted).await?;
        let registered = registered(&mut connection, &placed).await?;
        let mut parts = parts_of(&mut connection, &placed).await?;
        let rolls = parts.values().flatten().map(|(roll, _)| *roll);
        let rolls: Vec<RollId> = rolls.collect();
        let counted = counted_of(&mut connection, &rolls).await?;
        let lines = lines_of(&mut connection, rolls).await?;
        drop(connection);
        let mut projects = Vec::new();
        for row in placed {
            let Some(project) = names.project_link(row.project) else { continue };
            let mut rolls = Vec::new();
            for (roll, segment) in parts.remove(&(row.project, row.position)).unwrap_or_default() {
                let Some(line) = lines.get(&roll) else { continue };
                // The evidence is read where the roll's own page reads it.
                let shown = self.roll_documents(roll, segment.index - 1, 1).await?;
                rolls.push(OnRoll {
                    roll: line.clone(),
                    index: segment.index,
                    frames: segment.frames,
                    planned: segment.start,
                    filmed: shown.rows.first().and_then(|row| row.filmed),
                    counted: counted.contains(&roll),
                    continued: segment.first > 1,
                    history: self.history(About::Roll(roll), language).await?,
                });
            }
            rolls.sort_by_key(|on| (on.roll.film, on.roll.ordinal));
            projects.push(InProject {
                registered: registered.get(&row.project).copied().unwrap_or_default(),
                project,
                place: row.position + 1,
                com_id: row.document.com_id.as_ref().map(|id| id.as_str().to_owned()),
                pages: row.document.pages,
                oversized: row.document.oversized,
                rolls,
            });
        }
        Ok(DocumentStory { barcode, projects })
    }
}

/// Rolls whose film was confirmed by counting.
async fn counted_of(
    connection: &mut AnyConnection,
    rolls: &[RollId],
) -> Result<BTreeSet<RollId>, StoreError> {
    let ids = rolls.iter().map(|roll| Value::from(roll.get()));
    let sql = "select roll.id from roll join attempt on attempt.id = roll.attempt
        where attempt.counted = 1 and roll.id in ({ids})";
    let rows = fetch_in(connection, sql, ids).await?;
    rows.iter().map(|row| Columns::new("roll", row).unsigned("id").map(RollId::new)).collect()
}

async fn registered(
    connection: &mut AnyConnection,
    placed: &[Placed],
) -> Result<BTreeMap<ProjectId, Timestamp>, StoreError> {
    let ids = placed.iter().map(|row| Value::from(row.project.get()));
    let rows = fetch_in(connection, "select id, registered from project where id in ({ids})", ids).await?;
    let times = rows.iter().map(|row| {
        let row = Columns::new("project", row);
        Ok((ProjectId::new(row.unsigned("id")?), Timestamp::from_millis(row.number("registered")?)))
    });
    times.collect()
}

/// The rolls of these projects that the documents are on, and which part of each.
async fn parts_of(
    connection: &mut AnyConnection,
    placed: &[Placed],
) -> Result<BTreeMap<(ProjectId, u32), Vec<(RollId, Segment)>>, StoreError> {
    let ids = placed.iter().map(|row| Value::from(row.project.get()));
    let sql = "select id, project, segments from roll where stage <> 'cancelled' and project in ({ids})";
    let mut parts: BTreeMap<(ProjectId, u32), Vec<(RollId, Segment)>> = BTreeMap::new();
    for row in fetch_in(connection, sql, ids).await? {
        let row = Columns::new("roll", &row);
        let (roll, project) = (RollId::new(row.unsigned("id")?), ProjectId::new(row.unsigned("project")?));
        let segments: Vec<Segment> = row.json("segments")?;
        for segment in segments {
            let key = (project, segment.document);
            if placed.iter().any(|row| (row.project, row.position) == key) {
                parts.entry(key).or_default().push((roll, segment));
            }
        }
    }
    Ok(parts)
}
