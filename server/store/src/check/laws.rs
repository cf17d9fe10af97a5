//! Promises that no statement can evaluate, because they look into rows.

use super::Difference;
use crate::db::{Columns, fetch};
use crate::error::StoreError;
use domain::film::roll::{FilmType, Segment};
use domain::film::settings::Settings;
use domain::lab::LabSettings;
use sqlx::AnyConnection;

/// Evaluates them, and says how many there are.
pub(super) async fn laws(
    connection: &mut AnyConnection,
    differences: &mut Vec<Difference>,
) -> Result<u32, StoreError> {
    frames_are_the_sum(connection, differences).await?;
    padding_is_one_labs(connection, differences).await?;
    Ok(2)
}

/// A roll has as many frames as the documents on it, one after the other.
async fn frames_are_the_sum(
    connection: &mut AnyConnection,
    differences: &mut Vec<Difference>,
) -> Result<(), StoreError> {
    let sql = "select temporary_id, frames, segments from roll order by roll.id";
    for row in fetch(connection, sql, vec![]).await? {
        let row = Columns::new("roll", &row);
        let (name, frames) = (row.text("temporary_id")?, row.unsigned("frames")?);
        // A row that cannot be read is a difference of its own.
        let Ok(segments) = row.json::<Vec<Segment>>("segments") else { continue };
        let sum: u64 = segments.iter().map(|segment| u64::from(segment.frames)).sum();
        if sum != frames {
            differences.push(Difference {
                promise: "frames_are_not_the_sum".to_owned(),
                subject: format!("roll {name}"),
                sentence: format!("roll {name}: {frames} frames are said, but its documents have {sum}."),
            });
        }
    }
    Ok(())
}

/// What an attempt spent is leader, frames and trailer by some version of the settings, and no mixture of two.
async fn padding_is_one_labs(
    connection: &mut AnyConnection,
    differences: &mut Vec<Difference>,
) -> Result<(), StoreError> {
    let mut versions: Vec<Settings> = Vec::new();
    for row in fetch(connection, "select body from settings order by settings.version", vec![]).await? {
        let settings = Columns::new("settings", &row).json::<LabSettings>("body");
        versions.extend(settings.ok().map(|settings| settings.film));
    }
    let sql = "select attempt.id, attempt.frames, attempt.spent_mm, roll.film
        from attempt join roll on roll.id = attempt.roll where attempt.course <> 'running' order by attempt.id";
    for row in fetch(connection, sql, vec![]).await? {
        let row = Columns::new("attempt", &row);
        let film = row.required("film", FilmType::parse(&row.text("film")?))?;
        let (id, frames, spent_mm) = (row.unsigned("id")?, row.small("frames")?, row.unsigned("spent_mm")?);
        if !versions.iter().any(|settings| settings.spent_mm(film, frames) == spent_mm) {
            differences.push(Difference {
                promise: "padding_mixed".to_owned(),
                subject: format!("attempt {id}"),
                sentence: format!(
                    "attempt {id}: {frames} frames of {film} with leader and trailer are not {spent_mm} mm by any settings."
                ),
            });
        }
    }
    Ok(())
}
