//! How busy the door is: for those who watch the server.

use std::sync::atomic::{AtomicU64, Ordering};

/// Batches are told apart by these sizes, a batch with more requests than the last being the exception.
const SIZES: [u64; 5] = [1, 4, 16, 64, 256];

/// The door at one moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DoorFigures {
    /// Requests in the queue.
    pub waiting: usize,
    /// Batches carried out since the lab was opened, and the requests in them.
    pub batches: u64,
    pub requests: u64,
    /// Of the batches, those with at most so many requests.
    pub batches_up_to: [(u64, u64); SIZES.len()],
}

/// Counted by the writer, read by anybody.
#[derive(Debug, Default)]
pub(super) struct Counted {
    requests: AtomicU64,
    batches: AtomicU64,
    of_size: [AtomicU64; SIZES.len()],
}

impl Counted {
    pub(super) fn batch(&self, requests: usize) {
        let requests = requests as u64;
        self.requests.fetch_add(requests, Ordering::Relaxed);
        self.batches.fetch_add(1, Ordering::Relaxed);
        if let Some(at) = SIZES.iter().position(|size| requests <= *size) {
            self.of_size[at].fetch_add(1, Ordering::Relaxed);
        }
    }

    pub(super) fn read(&self, waiting: usize) -> DoorFigures {
        let mut sum = 0;
        let mut batches_up_to = SIZES.map(|size| (size, 0));
        for ((_, up_to), of_size) in batches_up_to.iter_mut().zip(&self.of_size) {
            sum += of_size.load(Ordering::Relaxed);
            *up_to = sum;
        }
        DoorFigures {
            waiting,
            batches: self.batches.load(Ordering::Relaxed),
            requests: self.requests.load(Ordering::Relaxed),
            batches_up_to,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn batches_are_told_apart_by_size() {
        let counted = Counted::default();
        for requests in [1, 1, 3, 64, 300] {
            counted.batch(requests);
        }
        let figures = counted.read(7);
        assert_eq!((figures.waiting, figures.batches, figures.requests), (7, 5, 369));
        assert_eq!(figures.batches_up_to, [(1, 2), (4, 3), (16, 3), (64, 4), (256, 4)]);
    }
}
