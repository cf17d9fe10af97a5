//! Reads: what the labels of films say, and the temp rolls of a place.

use super::films::{LINES, film_settings, line};
use crate::db::{Columns, Value, fetch, fetch_in};
use crate::error::StoreError;
use crate::open::Store;
use crate::row::Row;
use domain::film::reel::TempRoll;
use domain::film::roll::RollStage;
use domain::id::{ProjectId, RollId, TempRollId};
use domain::refusal::Refusal;
use domain::view::films::RollLine;
use domain::view::labels::FilmLabel;
use std::collections::BTreeMap;

impl Store {
    /// The labels of these rolls, in their order. A label is derived from what stands: a roll without a film has none.
    pub async fn film_labels(&self, rolls: &[RollId]) -> Result<Vec<FilmLabel>, StoreError> {
        if rolls.is_empty() {
            return Err(Refusal::NoRollChosen.into());
        }
        let mut connection = self.inner.readers.acquire().await?;
        let ids = rolls.iter().map(|roll| Value::from(roll.get()));
        let found = fetch_in(&mut connection, &format!("{LINES} where roll.id in ({{ids}})"), ids).await?;
        let mut labels = BTreeMap::new();
        for row in &found {
            let row = Columns::new("roll", row);
            labels.insert(RollId::new(row.unsigned("id")?), label(&row)?);
        }
        rolls
            .iter()
            .map(|roll| match labels.get(roll) {
                Some(label) => Ok(label.clone()?),
                None => Err(Refusal::NoSuchRoll { roll: roll.to_string() }.into()),
            })
            .collect()
    }

    /// The labels of a project's films, 16mm first.
    pub async fn project_labels(&self, project: ProjectId) -> Result<Vec<FilmLabel>, StoreError> {
        let mut connection = self.inner.readers.acquire().await?;
        let sql = format!(
            "{LINES} where roll.project = $1 and roll.stage in ('filmed', 'developed', 'accepted')
            order by roll.film, roll.ordinal, roll.id"
        );
        let rows = fetch(&mut connection, sql, vec![project.get().into()]).await?;
        drop(connection);
        if rows.is_empty() {
            let name = self.project(project).await?.map(|project| project.key.folder());
            return Err(match name {
                Some(roll) => Refusal::NotFilmed { roll },
                None => Refusal::NoSuchProject { project: project.to_string() },
            }
            .into());
        }
        rows.iter().map(|row| Ok(label(&Columns::new("roll", row))??)).collect()
    }

    /// Temp rolls with the frames that can be exposed on them: those named, in their order.
    pub async fn tagged(&self, pieces: &[TempRollId]) -> Result<Vec<(TempRoll, u32)>, StoreError> {
        let mut found = Vec::with_capacity(pieces.len());
        for id in pieces {
            let missing = || Refusal::NoSuchTempRoll { temp_roll: id.label() };
            let piece = self.temp_roll(*id).await?.ok_or_else(missing)?;
            if !piece.stage.is_live() {
                let stage = piece.stage.code().to_owned();
                return Err(Refusal::TempRollIs { temp_roll: id.label(), stage }.into());
            }
            found.push(piece);
        }
        self.measured(found).await
    }

    /// Temp rolls on the shelf at this place, or all of them where none is named.
    pub async fn tagged_at(&self, place: Option<&str>) -> Result<Vec<(TempRoll, u32)>, StoreError> {
        let mut connection = self.inner.readers.acquire().await?;
        let sql = format!("{} where stage = 'on_shelf' order by temp_roll.id", TempRoll::select());
        let mut pieces = TempRoll::from_rows(&fetch(&mut connection, sql, vec![]).await?)?;
        drop(connection);
        pieces.retain(|piece| place.is_none_or(|place| piece.place == place));
        self.measured(pieces).await
    }

    /// The live rolls of a project as every list names them, 16mm first.
    pub async fn roll_lines(&self, project: ProjectId) -> Result<Vec<RollLine>, StoreError> {
        let mut connection = self.inner.readers.acquire().await?;
        let sql = format!(
            "{LINES} where roll.project = $1 and roll.stage <> 'cancelled' order by roll.film, roll.ordinal, roll.id"
        );
        let rows = fetch(&mut connection, sql, vec![project.get().into()]).await?;
        rows.iter().map(|row| line(&Columns::new("roll", row))).collect()
    }

    async fn measured(&self, pieces: Vec<TempRoll>) -> Result<Vec<(TempRoll, u32)>, StoreError> {
        let mut connection = self.inner.readers.acquire().await?;
        let settings = film_settings(&mut connection).await?;
        let usable = |piece: &TempRoll| settings.usable_frames(piece.film, piece.length_mm);
        Ok(pieces
            .into_iter()
            .map(|piece| (usable(&piece), piece))
            .map(|(usable, piece)| (piece, usable))
            .collect())
    }
}

/// The label of the roll in a row of [`LINES`], or why it has none.
fn label(row: &Columns<'_>) -> Result<Result<FilmLabel, Refusal>, StoreError> {
    let roll = line(row)?;
    let name = || roll.temporary_id.clone();
    let number = match (roll.stage, roll.number) {
        (RollStage::Filmed | RollStage::Developed | RollStage::Accepted, Some(number)) => number,
        (RollStage::Rework, _) => return Ok(Err(Refusal::InRework { roll: name() })),
        (RollStage::Cancelled, _) => return Ok(Err(Refusal::RollCancelled { roll: name() })),
        _ => return Ok(Err(Refusal::NotFilmed { roll: name() })),
    };
    Ok(Ok(FilmLabel {
        number,
        doc_type: row.text("doc_type")?,
        delivery: row.text("delivery")?,
        film: roll.film,
        ordinal: roll.ordinal,
        of: roll.of,
        archive_id: roll.archive_id,
    }))
}
