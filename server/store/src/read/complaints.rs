//! Reads: complaints, and from a customer's words to film.

use super::names::{NameBook, Wanted};
use crate::db::{Columns, Value, fetch, fetch_in, fetch_one};
use crate::error::StoreError;
use crate::open::Store;
use crate::projects::Placed;
use crate::row::Row;
use domain::film::complaint::Complaint;
use domain::film::document::Barcode;
use domain::film::project::Project;
use domain::film::rework::Rework;
use domain::id::{ComplaintId, ProjectId, RollId};
use domain::number::{FilmNumber, Holding};
use domain::view::complaints::{Aim, ComplaintFilm, ComplaintRow, ComplaintView, Leads, Remedy};
use domain::view::numbers::{ProjectLink, RollLink};
use sqlx::AnyConnection;
use std::collections::{BTreeMap, BTreeSet};

impl Store {
    /// Complaints, newest first; only open ones where asked, only a project's where named.
    pub async fn complaints(
        &self,
        open: bool,
        project: Option<ProjectId>,
    ) -> Result<Vec<ComplaintRow>, StoreError> {
        let mut connection = self.inner.readers.acquire().await?;
        let mut sql = format!("{} where 1 = 1", Complaint::select());
        let mut values: Vec<Value> = Vec::new();
        if open {
            sql += " and result is null";
        }
        if let Some(project) = project {
            sql += " and project = $1";
            values.push(project.get().into());
        }
        sql += " order by complaint.id desc";
        let rows = Complaint::from_rows(&fetch(&mut connection, sql, values).await?)?;
        with_names(&mut connection, rows).await
    }

    /// One complaint with its leads and the reworks that may have answered it.
    pub async fn complaint(&self, id: ComplaintId) -> Result<Option<ComplaintView>, StoreError> {
        let mut connection = self.inner.readers.acquire().await?;
        let sql = format!("{} where id = $1", Complaint::select());
        let Some(row) = fetch_one(&mut connection, sql, vec![id.get().into()]).await? else {
            return Ok(None);
        };
        let complaint = Complaint::from_row(&row)?;
        let remedies = remedies(&mut connection, &complaint).await?;
        let Some(row) = with_names(&mut connection, vec![complaint.clone()]).await?.pop() else {
            return Ok(None);
        };
        drop(connection);
        let Some(file) = self.project_file(complaint.project).await? else { return Ok(None) };
        let leads = Leads::of(&file, &complaint.rolls, complaint.barcode.as_ref());
        Ok(Some(ComplaintView { row, leads, remedies }))
    }

    /// What a customer's letter names: a film number, a roll, an archive id or folder, a barcode.
    pub async fn aim(&self, text: &str, chosen: Option<ProjectId>) -> Result<Aim, StoreError> {
        let text = text.trim();
        if let Ok(number) = FilmNumber::parse(text)
            && let Some(roll) = self.roll_of_number(number).await?
        {
            let Some(roll) = self.roll(roll).await? else { return Ok(Aim::Nothing) };
            return Ok(Aim::One { project: roll.project, rolls: vec![roll.id], barcode: None });
        }
        if let Some(roll) = self.rolls_named(text).await?.pop() {
            return Ok(Aim::One { project: roll.project, rolls: vec![roll.id], barcode: None });
        }
        let archive_id = text.split('_').next().unwrap_or(text);
        let mut projects = self.projects_of_archive_id(archive_id).await?;
        if text != archive_id {
            projects.retain(|project| project.key.folder() == text);
        }
        if !projects.is_empty() {
            return Ok(one_of(projects, chosen, None));
        }
        let Ok(barcode) = Barcode::parse(text) else { return Ok(Aim::Nothing) };
        let mut connection = self.inner.readers.acquire().await?;
        let sql = format!("{} where barcode = $1 order by document.project desc", Placed::select());
        let found = Placed::from_rows(&fetch(&mut connection, sql, vec![text.into()]).await?)?;
        let ids: BTreeSet<ProjectId> = found.iter().map(|row| row.project).collect();
        let sql = format!("{} where id in ({{ids}})", Project::select());
        let ids = ids.iter().map(|id| Value::from(id.get())).collect::<Vec<_>>();
        let projects = Project::from_rows(&fetch_in(&mut connection, &sql, ids).await?)?;
        Ok(one_of(projects, chosen, Some(barcode)))
    }

    /// Films of a project that hold a document.
    pub async fn films_of(
        &self,
        project: ProjectId,
        barcode: Option<&Barcode>,
    ) -> Result<Vec<RollId>, StoreError> {
        let file = self.project_file(project).await?;
        Ok(file.map_or_else(Vec::new, |file| Leads::of(&file, &[], barcode).named()))
    }

    /// The roll whose film carries the number, or carried it until it was rejected.
    async fn roll_of_number(&self, number: FilmNumber) -> Result<Option<RollId>, StoreError> {
        if let Some(held) = self.held(number).await?
            && let Holding::Issued { roll, .. } = held.holding
        {
            return Ok(Some(roll));
        }
        let mut connection = self.inner.readers.acquire().await?;
        let sql = "select roll from rework where number = $1 order by rework.id desc";
        let row = fetch_one(&mut connection, sql, vec![number.value().into()]).await?;
        row.map(|row| Columns::new("rework", &row).unsigned("roll").map(RollId::new)).transpose()
    }
}

fn one_of(mut projects: Vec<Project>, chosen: Option<ProjectId>, barcode: Option<Barcode>) -> Aim {
    if let Some(chosen) = chosen {
        projects.retain(|project| project.id == chosen);
    }
    match projects.as_slice() {
        [] => Aim::Nothing,
        [one] => Aim::One { project: one.id, rolls: vec![], barcode },
        several => Aim::Several(
            several
                .iter()
                .map(|project| ProjectLink {
                    id: project.id,
                    name: project.key.folder(),
                    archive_id: project.key.archive_id.to_string(),
                })
                .collect(),
        ),
    }
}

async fn with_names(
    connection: &mut AnyConnection,
    complaints: Vec<Complaint>,
) -> Result<Vec<ComplaintRow>, StoreError> {
    let mut wanted = Wanted::default();
    for complaint in &complaints {
        wanted.projects.insert(complaint.project);
        wanted.rolls.extend(&complaint.rolls);
    }
    let rolls: BTreeSet<RollId> = complaints.iter().flat_map(|one| one.rolls.iter().copied()).collect();
    let ids = rolls.iter().map(|id| Value::from(id.get())).collect::<Vec<_>>();
    let mut films: BTreeMap<RollId, ComplaintFilm> = BTreeMap::new();
    let sql = "select roll.id, roll.temporary_id, holding.number from roll
        left join holding on holding.roll = roll.id and holding.kind = 'issued' where roll.id in ({ids})";
    for row in fetch_in(connection, sql, ids).await? {
        let row = Columns::new("roll", &row);
        let id = RollId::new(row.unsigned("id")?);
        let number = row.optional_small("number")?.and_then(FilmNumber::from_value);
        films.insert(id, ComplaintFilm { roll: RollLink { id, name: row.text("temporary_id")? }, number });
    }
    let names = NameBook::look_up(connection, wanted).await?;
    let rows = complaints.into_iter().filter_map(|complaint| {
        let project = names.project_link(complaint.project)?;
        let films = complaint.rolls.iter().filter_map(|roll| films.get(roll).cloned()).collect();
        Some(ComplaintRow { complaint, project, films })
    });
    Ok(rows.collect())
}

/// Films a complaint is about that were rejected since.
async fn remedies(connection: &mut AnyConnection, complaint: &Complaint) -> Result<Vec<Remedy>, StoreError> {
    let columns: Vec<String> = Rework::COLUMNS.iter().map(|column| format!("rework.{column}")).collect();
    let sql = format!(
        "select {}, roll.temporary_id from rework join roll on roll.id = rework.roll
        where roll.project = $1 and rework.ordered >= $2 order by rework.id desc",
        columns.join(", ")
    );
    let values = vec![complaint.project.get().into(), complaint.at.millis().into()];
    let mut remedies = Vec::new();
    for row in fetch(connection, sql, values).await? {
        let rework = Rework::from_row(&row)?;
        if complaint.rolls.is_empty() || complaint.rolls.contains(&rework.roll) {
            let roll = Columns::new("roll", &row).text("temporary_id")?;
            remedies.push(Remedy { rework: rework.id, roll, number: rework.number, at: rework.at });
        }
    }
    Ok(remedies)
}
