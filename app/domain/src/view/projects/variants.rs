//! The usual questions of what-if, in a row each: both capacities in use, both orders, four smallest leftovers.

use super::columns::Made;
use super::{PlanValues, ProjectFile};
use crate::command::PlanChoice;
use crate::film::outlook::{InTurn, outlook};
use crate::film::planning::Order;
use crate::film::roll::FilmType;
use crate::film::stock::{Summary, forecast};
use crate::id::RollId;
use serde::{Deserialize, Serialize};

/// 2,900 frames until autumn 2025, 2,940 since: both are in use.
const CAPACITIES: [u32; 2] = [2900, 2940];
const SMALLEST: [u32; 4] = [150, 300, 500, 800];

/// A plan that could be asked for, and what it comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Variant {
    pub values: PlanValues,
    pub summary: Summary,
    /// New reels when the project is filmed alone, its leftovers used again by its own rolls.
    pub new_reels: u32,
    /// Leftovers on the shelf afterwards, and the frames they are good for.
    pub leftovers_left: u32,
    pub frames_left: u64,
}

/// Every variant that can be made: capacities and orders first, then the smallest leftovers. The values in force are
/// always among them.
pub fn variants(file: &ProjectFile, own: PlanValues) -> Vec<Variant> {
    let mut asked: Vec<PlanValues> = Vec::new();
    let mut ask = |values: PlanValues| {
        if !asked.contains(&values) {
            asked.push(values);
        }
    };
    let mut capacities: Vec<u32> = CAPACITIES.into_iter().chain([own.capacity_16mm]).collect();
    capacities.sort_unstable();
    for capacity_16mm in capacities {
        for order in [Order::Natural, Order::FullestFirst] {
            ask(PlanValues { capacity_16mm, order, ..own });
        }
    }
    for smallest_usable in SMALLEST {
        ask(PlanValues { smallest_usable, ..own });
    }
    asked.into_iter().filter_map(|values| variant(file, values)).collect()
}

fn variant(file: &ProjectFile, values: PlanValues) -> Option<Variant> {
    let choice = PlanChoice {
        capacity_16mm: Some(values.capacity_16mm),
        capacity_35mm: Some(values.capacity_35mm),
        smallest_usable: Some(values.smallest_usable),
        order: values.order,
    };
    let made = Made::of(file, &choice).ok()?;
    let order = made.plan.of(FilmType::Mm35).chain(made.plan.of(FilmType::Mm16));
    let turn = |(id, roll): (u64, &crate::film::planning::PlannedRoll)| InTurn {
        roll: RollId::new(id),
        film: roll.film,
        frames: roll.frames,
    };
    let queue: Vec<InTurn> = (1..).zip(order).map(turn).collect();
    let alone = outlook(&made.settings, &queue, &[]);
    Some(Variant {
        values,
        summary: forecast(&made.plan, &made.settings),
        new_reels: alone.new_reels,
        leftovers_left: alone.leftovers_left,
        frames_left: alone.frames_left,
    })
}
