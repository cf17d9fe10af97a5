//! A delivery onto rows: the record, and what was sent beside it.

use super::NOTHING;
use crate::event::{Change, Event};
use crate::lab::{Delivery, Lab, Sent, Stamp};

impl Lab {
    pub(super) fn apply_delivery(&mut self, event: &Event, stamp: &Stamp, changes: &mut Vec<Change>) {
        let Event::IndexDelivered { delivery, project, rows, digest, file, to, numbers, sent } = event else {
            return;
        };
        self.head.counts.delivery = delivery.get();
        let row = Delivery {
            id: *delivery,
            project: *project,
            at: stamp.at,
            by: stamp.actor.clone(),
            rows: *rows,
            digest: digest.clone(),
            file: file.clone(),
            to: to.clone(),
            numbers: numbers.clone(),
        };
        self.deliveries.put(*delivery, row);
        // The oldest entries hold a digest of the rows, and not the rows.
        if !sent.is_empty() {
            self.sent.put(*delivery, Sent { delivery: *delivery, rows: sent.clone() });
        }
        self.touch_project(*project, stamp, NOTHING, "delivered", changes);
    }
}
