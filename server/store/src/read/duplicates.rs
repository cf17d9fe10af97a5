//! Projects that have documents in common, and the films those are on.

use crate::db::{Columns, fetch};
use crate::error::StoreError;
use crate::open::Store;
use domain::film::duplicates::{Registered, Shared, Twice, Twin, registered_twice};
use domain::id::ProjectId;
use domain::number::FilmNumber;
use std::collections::BTreeMap;

/// Documents that more than one project has which is neither deleted nor given up.
const SHARED: &str = "select document.project, document.position, document.barcode from document
    join project on project.id = document.project and project.standing in ('active', 'archived')
    where document.barcode in (select other.barcode from document other
        join project owner on owner.id = other.project and owner.standing in ('active', 'archived')
        group by other.barcode having count(*) > 1)
    order by document.project, document.position";

/// Projects neither deleted nor given up that have documents of this one, unless it is itself put away.
const TWINS: &str = "select other.project as project, count(*) as common from document mine
    join document other on other.barcode = mine.barcode and other.project <> mine.project
    join project owner on owner.id = other.project and owner.standing in ('active', 'archived')
    join project own on own.id = mine.project and own.standing in ('active', 'archived')
    where mine.project = $1 group by other.project order by count(*) desc, other.project";

impl Store {
    /// Every pair of projects with a document in common.
    pub async fn duplicates(&self) -> Result<Vec<Twice>, StoreError> {
        let mut connection = self.inner.readers.acquire().await?;
        let rows = fetch(&mut connection, SHARED, vec![]).await?;
        drop(connection);
        let mut places: BTreeMap<ProjectId, Vec<(u32, String)>> = BTreeMap::new();
        for row in &rows {
            let row = Columns::new("document", row);
            let project = ProjectId::new(row.unsigned("project")?);
            places.entry(project).or_default().push((row.small("position")?, row.text("barcode")?));
        }
        let mut projects = Vec::new();
        let mut shared = Vec::new();
        for (id, documents) in places {
            let films = self.films_of_documents(id).await?;
            for (position, barcode) in documents {
                let films = films.get(&position).cloned().unwrap_or_default();
                shared.push(Shared { barcode, project: id, films });
            }
            projects.extend(self.registered(id).await?);
        }
        Ok(registered_twice(&projects, &shared))
    }

    /// The projects that have documents of this one, those with the most first.
    pub async fn twins_of(&self, id: ProjectId) -> Result<Vec<Twin>, StoreError> {
        let mut connection = self.inner.readers.acquire().await?;
        let rows = fetch(&mut connection, TWINS, vec![id.get().into()]).await?;
        drop(connection);
        let mut twins = Vec::new();
        for row in &rows {
            let row = Columns::new("document", row);
            let (other, common) = (ProjectId::new(row.unsigned("project")?), row.small("common")?);
            let folder = self.project(other).await?.map(|project| project.key.folder());
            twins.extend(folder.map(|folder| Twin { project: other, folder, common }));
        }
        Ok(twins)
    }

    /// The films that carry each document of a project, by its place in the list.
    async fn films_of_documents(&self, id: ProjectId) -> Result<BTreeMap<u32, Vec<FilmNumber>>, StoreError> {
        let mut films: BTreeMap<u32, Vec<FilmNumber>> = BTreeMap::new();
        for row in self.numbered_rolls(Some(id)).await? {
            let Some(number) = row.number else { continue };
            for segment in &row.roll.segments {
                films.entry(segment.document).or_default().push(number);
            }
        }
        Ok(films)
    }

    async fn registered(&self, id: ProjectId) -> Result<Option<Registered>, StoreError> {
        let Some(project) = self.project(id).await? else { return Ok(None) };
        let key = &project.key;
        Ok(Some(Registered {
            project: id,
            folder: key.folder(),
            order: format!("{}_{}_{}", key.archive_id, key.site, key.doc_type),
            documents: self.documents(id).await?.len() as u32,
        }))
    }
}
