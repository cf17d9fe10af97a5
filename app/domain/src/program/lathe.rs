//! Which lathes take a round.

use super::size::RoundSize;
use serde::{Deserialize, Serialize};

/// A lathe of the shop: L1 with the 8" chuck, L2 with the 15", L3 with the 10".
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Lathe {
    L1,
    L2,
    L3,
}

const LATHES: [(u32, &[Lathe]); 12] = [
    (5_750, &[Lathe::L1]),
    (6_000, &[Lathe::L1]),
    (6_250, &[Lathe::L1]),
    (6_500, &[Lathe::L1]),
    (7_000, &[Lathe::L2, Lathe::L3]),
    (7_500, &[Lathe::L2, Lathe::L3]),
    (8_000, &[Lathe::L2, Lathe::L3]),
    (8_500, &[Lathe::L2, Lathe::L3]),
    (9_500, &[Lathe::L2]),
    (10_250, &[Lathe::L2]),
    (10_500, &[Lathe::L2]),
    (13_000, &[Lathe::L2]),
];

/// The lathes that take a round; none for a size the shop has no lathe for, such as 10.0.
pub fn lathes_of(size: RoundSize) -> &'static [Lathe] {
    let near = |listed: u32| listed.abs_diff(size.thousandths());
    let nearest = LATHES.iter().min_by_key(|(listed, _)| near(*listed));
    nearest.filter(|(listed, _)| near(*listed) <= RoundSize::TOLERANCE).map_or(&[], |(_, lathes)| lathes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_round_goes_on_the_lathes_that_take_it() {
        let of = |text| lathes_of(RoundSize::parse(text).unwrap());
        assert_eq!(of("6.25"), [Lathe::L1]);
        assert_eq!(of("5.7"), [Lathe::L1]);
        assert_eq!(of("8.5"), [Lathe::L2, Lathe::L3]);
        assert_eq!(of("13"), [Lathe::L2]);
        assert_eq!((of("10.0"), of("15")), (&[][..], &[][..]));
    }
}
