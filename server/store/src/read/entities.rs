//! Single nouns and plain lists, as the domain has them.

use crate::db::{Columns, Value, fetch, fetch_in, fetch_one};
use crate::error::StoreError;
use crate::open::Store;
use crate::projects::Placed;
use crate::row::Row;
use domain::film::attempt::Attempt;
use domain::film::document::Document;
use domain::film::project::Project;
use domain::film::reel::TempRoll;
use domain::film::roll::Roll;
use domain::id::{AttemptId, ProjectId, RollId, TempRollId};
use domain::number::{FilmNumber, Held};
use std::collections::BTreeMap;

/// A roll with the number it has earned.
#[derive(Clone, Debug)]
pub struct NumberedRoll {
    pub roll: Roll,
    pub number: Option<FilmNumber>,
}

impl Store {
    async fn one<T: Row>(&self, condition: &str, values: Vec<Value>) -> Result<Option<T>, StoreError> {
        let mut connection = self.inner.readers.acquire().await?;
        let sql = format!("{} where {condition}", T::select());
        fetch_one(&mut connection, sql, values).await?.as_ref().map(T::from_row).transpose()
    }

    async fn many<T: Row>(&self, tail: &str, values: Vec<Value>) -> Result<Vec<T>, StoreError> {
        let mut connection = self.inner.readers.acquire().await?;
        T::from_rows(&fetch(&mut connection, format!("{} {tail}", T::select()), values).await?)
    }

    pub async fn project(&self, id: ProjectId) -> Result<Option<Project>, StoreError> {
        self.one("id = $1", vec![id.get().into()]).await
    }

    /// All projects with this archive id: it is not unique.
    pub async fn projects_of_archive_id(&self, archive_id: &str) -> Result<Vec<Project>, StoreError> {
        self.many("where archive_id = $1 order by project.id", vec![archive_id.into()]).await
    }

    /// Every project, newest first.
    pub async fn all_projects(&self) -> Result<Vec<Project>, StoreError> {
        self.many("order by project.id desc", vec![]).await
    }

    /// A project's list in natural order.
    pub async fn documents(&self, project: ProjectId) -> Result<Vec<Document>, StoreError> {
        let tail = "where project = $1 order by document.position";
        let rows: Vec<Placed> = self.many(tail, vec![project.get().into()]).await?;
        Ok(rows.into_iter().map(|row| row.document).collect())
    }

    pub async fn roll(&self, id: RollId) -> Result<Option<Roll>, StoreError> {
        self.one("id = $1", vec![id.get().into()]).await
    }

    /// Live rolls with this temporary id: more than one where an archive id comes in several deliveries.
    pub async fn rolls_named(&self, temporary_id: &str) -> Result<Vec<Roll>, StoreError> {
        let tail = "where temporary_id = $1 and stage <> 'cancelled' order by roll.id";
        self.many(tail, vec![temporary_id.into()]).await
    }

    /// Live rolls with their numbers, of one project or of all.
    pub async fn numbered_rolls(&self, project: Option<ProjectId>) -> Result<Vec<NumberedRoll>, StoreError> {
        let order = "order by roll.project, roll.film, roll.ordinal";
        let rolls: Vec<Roll> = match project {
            Some(project) => {
                let tail = format!("where project = $1 and stage <> 'cancelled' {order}");
                self.many(&tail, vec![project.get().into()]).await?
            }
            None => self.many(&format!("where stage <> 'cancelled' {order}"), vec![]).await?,
        };
        let ids: Vec<RollId> = rolls.iter().map(|roll| roll.id).collect();
        let numbers = self.numbers_of_rolls(&ids).await?;
        let numbered =
            rolls.into_iter().map(|roll| NumberedRoll { number: numbers.get(&roll.id).copied(), roll });
        Ok(numbered.collect())
    }

    /// The issued numbers of rolls.
    pub async fn numbers_of_rolls(
        &self,
        rolls: &[RollId],
    ) -> Result<BTreeMap<RollId, FilmNumber>, StoreError> {
        let mut connection = self.inner.readers.acquire().await?;
        let ids: Vec<Value> = rolls.iter().map(|roll| roll.get().into()).collect();
        let sql = "select roll, number from holding where kind = 'issued' and roll in ({ids})";
        let mut numbers = BTreeMap::new();
        for row in fetch_in(&mut connection, sql, ids).await? {
            let row = Columns::new("holding", &row);
            let number = row.required("number", FilmNumber::from_value(row.small("number")?))?;
            numbers.insert(RollId::new(row.unsigned("roll")?), number);
        }
        Ok(numbers)
    }

    /// The attempts that rolls are in, or were confirmed by.
    pub async fn attempts_of(&self, rolls: &[Roll]) -> Result<BTreeMap<AttemptId, Attempt>, StoreError> {
        let mut connection = self.inner.readers.acquire().await?;
        let ids: Vec<Value> =
            rolls.iter().filter_map(Roll::attempt).map(|attempt| attempt.get().into()).collect();
        let sql = format!("{} where id in ({{ids}})", Attempt::select());
        let attempts = Attempt::from_rows(&fetch_in(&mut connection, &sql, ids).await?)?;
        Ok(attempts.into_iter().map(|attempt| (attempt.id, attempt)).collect())
    }

    /// Temp rolls whose film is still somewhere: on the shelf, in a camera, or lost.
    pub async fn live_temp_rolls(&self) -> Result<Vec<TempRoll>, StoreError> {
        self.many("where stage in ('on_shelf', 'loaded', 'lost') order by temp_roll.id", vec![]).await
    }

    /// A temp roll, whatever became of it; none where there was never such a piece.
    pub async fn temp_roll(&self, id: TempRollId) -> Result<Option<TempRoll>, StoreError> {
        self.one("id = $1", vec![id.get().into()]).await
    }

    /// Who holds a number; none where it was never handed out.
    pub async fn held(&self, number: FilmNumber) -> Result<Option<Held>, StoreError> {
        self.one("number = $1", vec![number.value().into()]).await
    }
}
