//! Reads: what was left of a reel, one piece after the other.

use super::finishing::roll_of;
use crate::db::fetch;
use crate::error::StoreError;
use crate::row::Row;
use domain::film::reel::{TempRoll, TempRollStage};
use domain::id::ReelId;
use domain::view::finishing::FamilyPiece;
use sqlx::AnyConnection;

/// A reel from the beginning. Each exposure leaves one piece at most, so the family is a line.
pub(super) async fn family(
    connection: &mut AnyConnection,
    reel: ReelId,
    length_mm: u32,
) -> Result<Vec<FamilyPiece>, StoreError> {
    let sql = format!("{} where reel = $1 order by temp_roll.id", TempRoll::select());
    let left = TempRoll::from_rows(&fetch(connection, sql, vec![reel.get().into()]).await?)?;
    let first = left.first().map(|piece| piece.parent);
    let used_by = roll_of(connection, first).await?;
    let mut family = vec![FamilyPiece { temp_roll: None, length_mm, stage: None, used_by }];
    for piece in left {
        let used_in = match piece.stage {
            TempRollStage::Loaded { attempt } | TempRollStage::Consumed { attempt } => Some(attempt),
            TempRollStage::OnShelf | TempRollStage::Discarded { .. } | TempRollStage::Lost { .. } => None,
        };
        let used_by = roll_of(connection, used_in).await?;
        let (temp_roll, length_mm) = (Some(piece.id), piece.length_mm);
        family.push(FamilyPiece { temp_roll, length_mm, stage: Some(piece.stage), used_by });
    }
    Ok(family)
}
