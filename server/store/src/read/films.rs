//! Reads: rolls, attempts, film stock and what to film next, as pages show them.

mod evidence;
mod queue;
mod roll;
mod stock;
mod today;

pub(super) use today::ProjectsWaiting;

use crate::db::{Columns, Value, fetch, fetch_in, fetch_one};
use crate::error::StoreError;
use crate::row::Row;
use domain::film::reel::{Reel, TempRoll};
use domain::film::roll::{FilmType, RollStage};
use domain::film::settings::Settings;
use domain::film::stock::{Piece, ShelfPiece, propose};
use domain::id::{ProjectId, RollId, TempRollId};
use domain::lab::LabSettings;
use domain::number::FilmNumber;
use domain::view::films::{FilmOption, RollLine};
use sqlx::AnyConnection;
use std::collections::BTreeMap;

/// A roll's line without the count of its project's rolls. `{where}` and what follows is the caller's.
pub(super) const LINES: &str = "select roll.id, roll.temporary_id, roll.film, roll.ordinal, roll.frames, roll.stage,
    roll.project, roll.plan, project.archive_id, project.site, project.doc_type, project.delivery, holding.number,
    (select count(*) from roll other where other.project = roll.project and other.film = roll.film
        and other.plan = roll.plan) as siblings
    from roll
    join project on project.id = roll.project
    left join holding on holding.roll = roll.id and holding.kind = 'issued'";

pub(super) fn line(row: &Columns<'_>) -> Result<RollLine, StoreError> {
    let stage = row.text("stage")?;
    let number = match row.optional_small("number")? {
        Some(value) => Some(row.required("number", FilmNumber::from_value(value))?),
        None => None,
    };
    let archive_id = row.text("archive_id")?;
    Ok(RollLine {
        id: RollId::new(row.unsigned("id")?),
        temporary_id: row.text("temporary_id")?,
        number,
        film: film(row)?,
        ordinal: row.small("ordinal")?,
        of: row.small("siblings")?,
        frames: row.small("frames")?,
        stage: row.required("stage", RollStage::parse(&stage))?,
        project: ProjectId::new(row.unsigned("project")?),
        folder: folder(row, &archive_id)?,
        archive_id,
    })
}

fn film(row: &Columns<'_>) -> Result<FilmType, StoreError> {
    row.required("film", FilmType::parse(&row.text("film")?))
}

/// The project's folder, from the columns of its key.
fn folder(row: &Columns<'_>, archive_id: &str) -> Result<String, StoreError> {
    let delivery = row.text("delivery")?;
    let name = format!("{archive_id}_{}_{}", row.text("site")?, row.text("doc_type")?);
    Ok(if delivery.is_empty() { name } else { format!("{name} {delivery}") })
}

/// The lines of these rolls, by id.
pub(super) async fn lines_of(
    connection: &mut AnyConnection,
    rolls: impl IntoIterator<Item = RollId>,
) -> Result<BTreeMap<RollId, RollLine>, StoreError> {
    let ids = rolls.into_iter().map(|roll| Value::from(roll.get()));
    let rows = fetch_in(connection, &format!("{LINES} where roll.id in ({{ids}})"), ids).await?;
    rows.iter().map(|row| line(&Columns::new("roll", row)).map(|line| (line.id, line))).collect()
}

/// The settings in force; those a lab starts with where it is not founded yet.
pub(super) async fn film_settings(connection: &mut AnyConnection) -> Result<Settings, StoreError> {
    let sql = "select settings.body from settings order by settings.version desc limit 1";
    match fetch_one(connection, sql, vec![]).await? {
        Some(row) => Ok(Columns::new("settings", &row).json::<LabSettings>("body")?.film),
        None => Ok(Settings::default()),
    }
}

/// Temp rolls that still exist, and whole reels that came back.
#[derive(Default)]
struct Shelf {
    temp_rolls: Vec<TempRoll>,
    whole: Vec<Reel>,
}

async fn shelf(connection: &mut AnyConnection) -> Result<Shelf, StoreError> {
    let on_shelf = format!("{} where stage = 'on_shelf' order by temp_roll.id", TempRoll::select());
    let whole = format!("{} where stage = 'whole' order by reel.id", Reel::select());
    Ok(Shelf {
        temp_rolls: TempRoll::from_rows(&fetch(connection, on_shelf, vec![]).await?)?,
        whole: Reel::from_rows(&fetch(connection, whole, vec![]).await?)?,
    })
}

impl Shelf {
    /// The film a roll fits on, best first.
    fn options(&self, settings: &Settings, film: FilmType, frames: u32) -> Vec<FilmOption> {
        let pieces: Vec<ShelfPiece> = self
            .temp_rolls
            .iter()
            .filter(|piece| piece.film == film)
            .map(|piece| ShelfPiece { id: piece.id.get(), length_mm: piece.length_mm, since: piece.since })
            .collect();
        let proposals = propose(settings, film, frames, &pieces);
        let options = proposals.into_iter().map(|proposal| {
            let piece = match proposal.piece {
                Piece::TempRoll(id) => self.temp_rolls.iter().find(|piece| piece.id.get() == id),
                Piece::NewReel => None,
            };
            let back = self.whole.iter().find(|reel| reel.film == film);
            FilmOption {
                temp_roll: piece.map(|piece| TempRollId::new(piece.id.get())),
                reel: piece.map(|piece| piece.reel).or(back.map(|reel| reel.id)),
                length_mm: proposal.length_mm,
                usable_frames: settings.usable_frames(film, proposal.length_mm),
                rest: proposal.rest,
                frames_lost: proposal.frames_lost,
                since: piece.map(|piece| piece.since),
                place: piece.map(|piece| piece.place.clone()).unwrap_or_default(),
            }
        });
        options.collect()
    }
}
