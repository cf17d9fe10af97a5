//! What happened to the pieces of a reel, told to the reel.

use super::tales::tale;
use super::{Names, Told};
use crate::event::Event;
use crate::id::{ReelId, TempRollId};
use crate::words::Language;

/// What happened to one piece of a reel. Stock is taken of many: what it found missing is told by each piece itself.
pub(super) fn told_of_piece(
    event: &Event,
    pieces: &[TempRollId],
    reel: ReelId,
    names: &dyn Names,
    language: Language,
) -> Option<Told> {
    let [piece] = pieces else { return None };
    if matches!(event, Event::StockTaken { .. }) || names.reel_of(*piece) != Some(reel) {
        return None;
    }
    let told = tale(event, names, language)?.told;
    Some(Told { title: format!("{}: {}", piece.label(), told.title), ..told })
}
