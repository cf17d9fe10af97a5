//! A reel as a strip: where each of its millimetres went, from the first attempt to what lies on the shelf.

use crate::film::attempt::{Course, RestOfFilm};
use crate::id::{AttemptId, RollId, TempRollId};
use crate::number::FilmNumber;
use serde::{Deserialize, Serialize};

/// What a piece of a reel is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "piece", rename_all = "snake_case")]
pub enum ReelPieceKind {
    /// Leader and trailer of one exposure, together.
    Ends,
    /// The frames of a confirmed attempt.
    Filmed {
        roll: RollId,
        number: Option<FilmNumber>,
    },
    /// The frames of a failed one.
    Spent {
        roll: RollId,
    },
    Scrap,
    /// In the camera now; the attempt decides what becomes of it.
    Loaded {
        roll: RollId,
    },
    OnShelf {
        temp_roll: TempRollId,
    },
    /// Never exposed.
    Whole,
}

/// A piece of a reel. The pieces follow each other from the reel's start.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReelPiece {
    #[serde(flatten)]
    pub kind: ReelPieceKind,
    pub length_mm: u32,
    pub frames: u32,
}

/// An attempt on a reel, as far as its film is concerned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exposed {
    pub attempt: AttemptId,
    pub roll: RollId,
    /// The number it issued.
    pub number: Option<FilmNumber>,
    pub loaded_mm: u32,
    pub step_mm: u32,
    pub course: Course,
}

/// The pieces of a reel. `attempts` are all on this reel in the order they were made; each one that exposed anything
/// left the piece the next one was loaded with.
pub fn pieces_of(length_mm: u32, attempts: &[Exposed]) -> Vec<ReelPiece> {
    let mut pieces = Vec::new();
    let mut last = ReelPiece { kind: ReelPieceKind::Whole, length_mm, frames: 0 };
    for exposed in attempts {
        let (kind, frames, spent_mm, rest) = match &exposed.course {
            Course::Running => {
                let kind = ReelPieceKind::Loaded { roll: exposed.roll };
                last = ReelPiece { kind, length_mm: exposed.loaded_mm, frames: 0 };
                continue;
            }
            Course::Confirmed { frames, spent_mm, rest, .. } => {
                let kind = ReelPieceKind::Filmed { roll: exposed.roll, number: exposed.number };
                (kind, *frames, *spent_mm, *rest)
            }
            Course::Failed { frames, spent_mm, rest, .. } => {
                (ReelPieceKind::Spent { roll: exposed.roll }, *frames, *spent_mm, *rest)
            }
        };
        if rest == RestOfFilm::Untouched {
            continue;
        }
        let frames_mm = frames.saturating_mul(exposed.step_mm).min(spent_mm);
        let leader_mm = (spent_mm - frames_mm) / 2;
        let ends = |length_mm| ReelPiece { kind: ReelPieceKind::Ends, length_mm, frames: 0 };
        pieces.push(ends(leader_mm));
        pieces.push(ReelPiece { kind, length_mm: frames_mm, frames });
        pieces.push(ends(spent_mm - frames_mm - leader_mm));
        last = match rest {
            RestOfFilm::Kept { temp_roll, length_mm } => {
                ReelPiece { kind: ReelPieceKind::OnShelf { temp_roll }, length_mm, frames: 0 }
            }
            RestOfFilm::Scrapped { length_mm } => {
                ReelPiece { kind: ReelPieceKind::Scrap, length_mm, frames: 0 }
            }
            RestOfFilm::Untouched => continue,
        };
    }
    pieces.push(last);
    pieces.retain(|piece| piece.length_mm > 0);
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::film::attempt::FailReason;
    use crate::time::Timestamp;

    const AT: Timestamp = Timestamp::from_millis(1_762_149_600_000);

    fn exposed(attempt: u64, loaded_mm: u32, course: Course) -> Exposed {
        let (attempt, roll) = (AttemptId::new(attempt), RollId::new(attempt));
        Exposed { attempt, roll, number: None, loaded_mm, step_mm: 10, course }
    }

    fn kept(id: u64, length_mm: u32) -> RestOfFilm {
        RestOfFilm::Kept { temp_roll: TempRollId::new(id), length_mm }
    }

    fn lengths(pieces: &[ReelPiece]) -> Vec<u32> {
        pieces.iter().map(|piece| piece.length_mm).collect()
    }

    #[test]
    fn a_reel_tells_where_each_millimetre_went() {
        let confirmed = Course::Confirmed {
            at: AT,
            frames: 1388,
            spent_mm: 14_880,
            rest: kept(1, 15_620),
            counted: false,
        };
        let jam = Course::Failed {
            at: AT,
            reason: FailReason::Jam,
            frames: 407,
            spent_mm: 5_070,
            rest: kept(2, 10_550),
        };
        let pieces = pieces_of(30_500, &[exposed(1, 30_500, confirmed), exposed(2, 15_620, jam)]);
        assert_eq!(lengths(&pieces), [500, 13_880, 500, 500, 4_070, 500, 10_550]);
        assert_eq!(pieces[6].kind, ReelPieceKind::OnShelf { temp_roll: TempRollId::new(2) });
        assert_eq!(lengths(&pieces).iter().sum::<u32>(), 30_500);
    }

    #[test]
    fn film_in_the_camera_takes_the_place_of_the_temp_roll_it_was() {
        let confirmed = Course::Confirmed {
            at: AT,
            frames: 1000,
            spent_mm: 11_000,
            rest: kept(1, 19_500),
            counted: true,
        };
        let pieces = pieces_of(30_500, &[exposed(1, 30_500, confirmed), exposed(2, 19_500, Course::Running)]);
        assert_eq!(lengths(&pieces), [500, 10_000, 500, 19_500]);
        assert_eq!(pieces[3].kind, ReelPieceKind::Loaded { roll: RollId::new(2) });
    }

    #[test]
    fn a_reel_that_came_back_untouched_is_whole() {
        let back = Course::Failed {
            at: AT,
            reason: FailReason::WrongFilm,
            frames: 0,
            spent_mm: 0,
            rest: RestOfFilm::Untouched,
        };
        let pieces = pieces_of(30_500, &[exposed(1, 30_500, back)]);
        assert_eq!(pieces, [ReelPiece { kind: ReelPieceKind::Whole, length_mm: 30_500, frames: 0 }]);
    }
}
