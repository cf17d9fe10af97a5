//! How the map travels: runs of equal numbers, or only what changed since a moment the asker names.

use super::{Cell, Map};
use crate::program::number::SPACE;

/// First byte of what is sent.
const WHOLE: u8 = 1;
const CHANGES: u8 = 2;

/// The moment a map was made: the ledger's last entry, and the day, because marks grow old.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stamp {
    pub seq: u64,
    /// Days since 1970.
    pub day: u64,
}

impl Stamp {
    /// Reads `1203-20413`.
    pub fn parse(text: &str) -> Option<Self> {
        let (seq, day) = text.split_once('-')?;
        Some(Self { seq: seq.parse().ok()?, day: day.parse().ok()? })
    }
}

impl std::fmt::Display for Stamp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}-{}", self.seq, self.day)
    }
}

/// What arrived.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    pub stamp: Stamp,
    pub map: Map,
}

/// The whole map as bytes.
pub fn whole(stamp: Stamp, map: &Map) -> Vec<u8> {
    let mut bytes = begun(WHOLE, stamp);
    for run in map.cells().chunk_by(PartialEq::eq) {
        put_run(&mut bytes, run);
    }
    bytes
}

/// What is different now, as bytes: how many numbers stay, then a run of those that do not.
pub fn changes(stamp: Stamp, old: &Map, new: &Map) -> Vec<u8> {
    let mut bytes = begun(CHANGES, stamp);
    let pairs: Vec<(Cell, Cell)> = old.cells().iter().copied().zip(new.cells().iter().copied()).collect();
    let mut same = 0_u64;
    for run in pairs.chunk_by(|one, next| one.1 == next.1 && (one.0 == one.1) == (next.0 == next.1)) {
        match run.first() {
            Some((was, is)) if was != is => {
                put(&mut bytes, same);
                bytes.push(is.byte());
                put(&mut bytes, run.len() as u64);
                same = 0;
            }
            _ => same += run.len() as u64,
        }
    }
    bytes
}

impl Sent {
    /// Reads what was sent. Changes need the map they change; bytes that make no map are none.
    pub fn read(bytes: &[u8], before: Option<&Map>) -> Option<Self> {
        let mut reader = Reader(bytes);
        let kind = reader.byte()?;
        let stamp = Stamp { seq: reader.count()?, day: reader.count()? };
        let map = match kind {
            WHOLE => reader.runs()?,
            CHANGES => reader.changed(before?.clone())?,
            _ => return None,
        };
        Some(Self { stamp, map })
    }
}

fn begun(kind: u8, stamp: Stamp) -> Vec<u8> {
    let mut bytes = vec![kind];
    put(&mut bytes, stamp.seq);
    put(&mut bytes, stamp.day);
    bytes
}

fn put_run(bytes: &mut Vec<u8>, run: &[Cell]) {
    bytes.extend(run.first().map(|cell| cell.byte()));
    put(bytes, run.len() as u64);
}

/// Seven bits a byte, the lowest first; the eighth says that more follow.
fn put(bytes: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        bytes.push((value & 0x7f) as u8 | 0x80);
        value >>= 7;
    }
    bytes.push(value as u8);
}

struct Reader<'b>(&'b [u8]);

impl Reader<'_> {
    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    fn count(&mut self) -> Option<u64> {
        let mut value = 0_u64;
        for shift in (0..63).step_by(7) {
            let byte = self.byte()?;
            value |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Some(value);
            }
        }
        None
    }

    fn run(&mut self) -> Option<(Cell, usize)> {
        let cell = Cell::from_byte(self.byte()?)?;
        Some((cell, usize::try_from(self.count()?).ok()?))
    }

    fn runs(&mut self) -> Option<Map> {
        let mut cells = Vec::with_capacity(SPACE as usize);
        while !self.0.is_empty() {
            let (cell, length) = self.run()?;
            let end = cells.len().checked_add(length).filter(|end| *end <= SPACE as usize)?;
            cells.resize(end, cell);
        }
        Map::from_cells(cells)
    }

    fn changed(&mut self, mut map: Map) -> Option<Map> {
        let mut at = 0_usize;
        while !self.0.is_empty() {
            at = at.checked_add(usize::try_from(self.count()?).ok()?)?;
            let (cell, length) = self.run()?;
            let end = at.checked_add(length)?;
            map.cells.get_mut(at..end)?.fill(cell);
            at = end;
        }
        Some(map)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const NOW: Stamp = Stamp { seq: 1_203, day: 20_413 };

    fn a_map() -> impl Strategy<Value = Map> {
        let stretch = (0usize..SPACE as usize, 1usize..700, 0u8..64);
        proptest::collection::vec(stretch, 0..60).prop_map(|stretches| {
            let mut map = Map::default();
            for (from, length, byte) in stretches {
                let cell = Cell::from_byte(byte).unwrap_or_default();
                map.cells.iter_mut().skip(from).take(length).for_each(|place| *place = cell);
            }
            map
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(40))]

        /// A map arrives as it was sent, whole or as what changed.
        #[test]
        fn what_is_sent_arrives(old in a_map(), new in a_map()) {
            let arrived = Sent::read(&whole(NOW, &new), None);
            prop_assert_eq!(arrived, Some(Sent { stamp: NOW, map: new.clone() }));
            let arrived = Sent::read(&changes(NOW, &old, &new), Some(&old));
            prop_assert_eq!(arrived, Some(Sent { stamp: NOW, map: new }));
        }

        /// Bytes of any kind are a map or none; they never break anything.
        #[test]
        fn any_bytes_are_read(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            if let Some(sent) = Sent::read(&bytes, Some(&Map::default())) {
                prop_assert_eq!(sent.map.cells().len(), SPACE as usize);
            }
        }
    }

    #[test]
    fn nothing_new_is_three_bytes_and_a_few_of_the_stamp() {
        let map = Map::default();
        let bytes = changes(NOW, &map, &map);
        assert_eq!(bytes.len(), 1 + 2 + 3);
        assert_eq!(Sent::read(&bytes, None), None, "changes alone are no map");
        assert_eq!(Stamp::parse(&NOW.to_string()), Some(NOW));
        assert_eq!(Stamp::parse("yesterday"), None);
    }

    #[test]
    fn a_map_that_ends_early_is_none() {
        let mut bytes = whole(NOW, &Map::default());
        bytes.pop();
        assert_eq!(Sent::read(&bytes, None), None);
    }
}
