//! Where each number lies. Geometry never changes with the ranges: a row is 5,000 numbers, five thousands of ten blocks
//! of ten by ten. Distances are in pixels of the screen and grow with the cell.

use super::Band;
use crate::program::ProgramNumber;
use crate::program::number::SPACE;

const ROW: u32 = 5_000;
const ROWS: usize = (SPACE / ROW) as usize;

/// Room for the row's address at the left.
const ADDRESS: f64 = 46.0;
/// Room for the names of ranges above a row in which one begins.
const HEAD: f64 = 24.0;

/// The map at one size of cell.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Layout {
    pub cell: f64,
    tops: [f64; ROWS],
    height: f64,
}

/// A way an arrow key goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    Left,
    Right,
    Up,
    Down,
    RowUp,
    RowDown,
    First,
    Last,
}

impl Layout {
    pub fn new(cell: f64, bands: &[Band]) -> Self {
        let mut tops = [0.0; ROWS];
        let mut y = 0.0;
        for (row, top) in tops.iter_mut().enumerate() {
            if begins_in(bands, row as u32) {
                y += HEAD;
            }
            *top = y;
            y += 10.0 * cell + row_gap(cell);
        }
        Self { cell, tops, height: y }
    }

    /// The size of cell at which the map is as wide as the screen leaves room.
    pub fn cell_that_fits(width: f64) -> f64 {
        ((width - ADDRESS) / (500.0 + 50.0 * 0.5 + 4.0 * 3.0)).max(0.4)
    }

    /// Width and height of the whole map.
    pub fn size(&self) -> (f64, f64) {
        (self.thousand(4) + 10.0 * self.block(), self.height)
    }

    /// The upper left corner of a number's cell.
    pub fn place(&self, number: ProgramNumber) -> (f64, f64) {
        let n = number.value();
        let (column, line) = (n % 10, n / 10 % 10);
        let x = self.thousand(n / 1000 % 5)
            + f64::from(n / 100 % 10) * self.block()
            + f64::from(column) * self.cell;
        (x, self.top(n / ROW) + f64::from(line) * self.cell)
    }

    /// The top of the row a number lies in.
    pub fn top(&self, row: u32) -> f64 {
        self.tops.get(row as usize).copied().unwrap_or_default()
    }

    pub const fn rows(&self) -> u32 {
        ROWS as u32
    }

    /// The number at a point; none between blocks and rows.
    pub fn hit(&self, x: f64, y: f64) -> Option<ProgramNumber> {
        let row = self.tops.partition_point(|top| *top <= y).checked_sub(1)?;
        let line = whole_below((y - self.tops.get(row)?) / self.cell, 10)?;
        let thousand = (0..5).rev().find(|thousand| self.thousand(*thousand) <= x)?;
        let inside = x - self.thousand(thousand);
        let block = whole_below(inside / self.block(), 10)?;
        let column = whole_below((inside - f64::from(block) * self.block()) / self.cell, 10)?;
        ProgramNumber::from_value(row as u32 * ROW + thousand * 1000 + block * 100 + line * 10 + column)
    }

    fn block(&self) -> f64 {
        10.0 * self.cell + (self.cell * 0.5).min(8.0)
    }

    fn thousand(&self, thousand: u32) -> f64 {
        ADDRESS + f64::from(thousand) * (10.0 * self.block() + (self.cell * 3.0).min(12.0))
    }
}

/// Whether names stand above a row: a band begins in it.
fn begins_in(bands: &[Band], row: u32) -> bool {
    bands.iter().any(|band| band.first.value() / ROW == row)
}

fn row_gap(cell: f64) -> f64 {
    (cell * 2.0).clamp(3.0, 16.0)
}

fn whole_below(value: f64, most: u32) -> Option<u32> {
    (value >= 0.0 && value < f64::from(most)).then_some(value as u32)
}

/// Where an arrow key leads from a number: to the cell beside it on the screen, or nowhere at the edge.
pub fn step(from: ProgramNumber, step: Step) -> Option<ProgramNumber> {
    let n = i64::from(from.value());
    let (column, line, block) = (n % 10, n / 10 % 10, n / 100 % 50);
    let to = match step {
        Step::Left if column > 0 => n - 1,
        Step::Left if block > 0 => n - 91,
        Step::Right if column < 9 => n + 1,
        Step::Right if block < 49 => n + 91,
        Step::Left | Step::Right => return None,
        Step::Up if line > 0 => n - 10,
        Step::Up => n - i64::from(ROW) + 90,
        Step::Down if line < 9 => n + 10,
        Step::Down => n + i64::from(ROW) - 90,
        Step::RowUp => n - i64::from(ROW),
        Step::RowDown => n + i64::from(ROW),
        Step::First => n - n % 100,
        Step::Last => n - n % 100 + 99,
    };
    u32::try_from(to).ok().and_then(ProgramNumber::from_value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::program::RangeTable;
    use proptest::prelude::*;

    fn number(value: u32) -> ProgramNumber {
        ProgramNumber::from_value(value).unwrap()
    }

    fn layout(cell: f64) -> Layout {
        Layout::new(cell, &Band::of(&RangeTable::a()))
    }

    proptest! {
        /// Whoever points at the middle of a cell means its number, at any size.
        #[test]
        fn a_cell_is_found_where_it_lies(value in 0u32..SPACE, cell in 0.5f64..40.0) {
            let layout = layout(cell);
            let (x, y) = layout.place(number(value));
            prop_assert_eq!(layout.hit(x + cell / 2.0, y + cell / 2.0), Some(number(value)));
            let (width, height) = layout.size();
            prop_assert!(x + cell <= width && y + cell <= height);
        }

        /// An arrow goes to the cell beside it on the screen, and the opposite one back.
        #[test]
        fn arrows_lead_there_and_back(value in 0u32..SPACE) {
            let ways = [(Step::Left, Step::Right), (Step::Up, Step::Down), (Step::RowUp, Step::RowDown)];
            for (there, back) in ways.into_iter().flat_map(|(one, other)| [(one, other), (other, one)]) {
                if let Some(to) = step(number(value), there) {
                    prop_assert_eq!(step(to, back), Some(number(value)));
                    let layout = layout(4.0);
                    let ((x, y), (to_x, to_y)) = (layout.place(number(value)), layout.place(to));
                    let sideways = matches!(there, Step::Left | Step::Right);
                    let off = if sideways { y - to_y } else { x - to_x };
                    prop_assert!(off.abs() < 0.01);
                }
            }
        }
    }

    #[test]
    fn beside_the_last_column_of_a_block_lies_the_first_of_the_next() {
        assert_eq!(step(number(62_509), Step::Right), Some(number(62_600)));
        assert_eq!(step(number(62_595), Step::Down), Some(number(67_505)));
        assert_eq!(step(number(4_909), Step::Right), None);
        assert_eq!(step(number(5), Step::Up), None);
        assert_eq!(step(number(62_534), Step::First), Some(number(62_500)));
        assert_eq!(step(number(62_534), Step::Last), Some(number(62_599)));
    }

    #[test]
    fn between_blocks_and_above_a_row_there_is_no_number() {
        let layout = layout(4.0);
        let (x, y) = layout.place(number(9));
        assert_eq!(layout.hit(x + 5.0, y + 1.0), None);
        assert_eq!(layout.hit(x, 1.0), None);
        assert_eq!(layout.hit(1.0, y), None);
    }

    #[test]
    fn the_map_is_as_wide_as_the_screen_leaves_room() {
        let (width, _) = layout(Layout::cell_that_fits(1_100.0)).size();
        assert!((1_090.0..=1_100.0).contains(&width), "{width}");
    }
}
