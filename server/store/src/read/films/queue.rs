//! The machine's queue, with the films it will run on.

use super::today::planned;
use super::{film_settings, shelf};
use crate::error::StoreError;
use crate::open::Store;
use domain::film::outlook::OnShelf;
use domain::id::RollId;
use domain::time::Timestamp;
use domain::view::films::{RollLine, in_order};
use domain::view::queue::{QueueView, queue_view};

impl Store {
    /// Every roll that waits, in its turn, and what it comes to. Nothing of this is stored.
    pub async fn queue(&self, now: Timestamp) -> Result<QueueView, StoreError> {
        let mut connection = self.inner.readers.acquire().await?;
        let settings = film_settings(&mut connection).await?;
        let (mut planned, candidates) = planned(&mut connection).await?;
        let turn = in_order(candidates);
        let ready = turn.order.iter().map(|(roll, _)| (*roll, false));
        let waiting = turn.waiting.iter().map(|(roll, _)| (*roll, true));
        let mut line = |roll: RollId| planned.remove(&roll).map(|planned| planned.line);
        let queue: Vec<(RollLine, bool)> =
            ready.chain(waiting).filter_map(|(roll, waits)| Some((line(roll)?, waits))).collect();
        let pieces = shelf(&mut connection).await?.temp_rolls.into_iter();
        let on_shelf = pieces.map(|piece| OnShelf {
            id: piece.id,
            film: piece.film,
            length_mm: piece.length_mm,
            since: piece.since,
        });
        let on_shelf: Vec<OnShelf> = on_shelf.collect();
        Ok(queue_view(now, &settings, &queue, &on_shelf))
    }
}
