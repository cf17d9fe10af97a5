//! What another table of ranges would do to the programs that are there.

use super::list::Numbered;
use crate::program::{Judged, ProgramNumber, RangeTable, RangeVersion};
use serde::{Deserialize, Serialize};

/// A table of ranges measured against the programs, beside the one that counts now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Impact {
    /// Programs out of their range now, and under the other table.
    pub out_now: u32,
    pub out_then: u32,
    /// Programs that would fall out of their range, and those that would come into it.
    pub falls_out: Vec<ProgramNumber>,
    pub comes_in: Vec<ProgramNumber>,
}

impl Impact {
    pub fn of(programs: &[Numbered], now: &RangeTable, then: &RangeTable) -> Self {
        let mut impact = Self { out_now: 0, out_then: 0, falls_out: Vec::new(), comes_in: Vec::new() };
        for (program, number) in programs.iter().filter(|(program, _)| program.stage.is_live()) {
            let Some(number) = *number else { continue };
            let size = program.size().map(|(size, _)| size);
            let is_out =
                |table: &RangeTable| matches!(table.judge(number, size), Judged::Out | Judged::NoRange);
            let (out_now, out_then) = (is_out(now), is_out(then));
            impact.out_now += u32::from(out_now);
            impact.out_then += u32::from(out_then);
            match (out_now, out_then) {
                (false, true) => impact.falls_out.push(number),
                (true, false) => impact.comes_in.push(number),
                _ => {}
            }
        }
        impact.falls_out.sort_unstable();
        impact.comes_in.sort_unstable();
        impact
    }
}

/// The ranges that count, those that counted before, and what another table would do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RangesView {
    pub version: u32,
    pub table: RangeTable,
    pub free: super::FreeView,
    /// Loaded versions, newest first.
    pub versions: Vec<RangeVersion>,
    /// Programs out of their range now.
    pub out: u32,
    /// The table that is looked at, and what it would do.
    pub preview: Option<(RangeTable, Impact)>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::ProgramId;
    use crate::program::{Imprint, Program, ProgramStage};
    use crate::time::Timestamp;

    fn program(id: u64, value: u32, title: &str) -> Numbered {
        let text = format!("%\nO{value:05} ({title})\nT101\nG00 X6.\nM30\n%\n");
        let program = Program {
            id: ProgramId::new(id),
            stage: ProgramStage::Live,
            since: Timestamp::from_millis(0),
            version: 1,
            imprint: Imprint::of(text.as_bytes()),
            manual_size: None,
            notes: String::new(),
            earlier: Vec::new(),
            revision: id,
        };
        (program, ProgramNumber::from_value(value))
    }

    #[test]
    fn a_table_says_before_it_counts_which_programs_it_puts_out_of_their_range() {
        let shop = [
            program(1, 10_294, "10.25IN DIA 125.1/170 1.5 HC 1.5"),
            program(2, 57_000, "5.75IN DIA 70.3/70.3 1.25IN HC"),
            program(3, 79_500, "7.5 IN 110MM 1.25 HC"),
            program(4, 62_500, "6.25 DIA 60MM"),
            program(5, 99_001, "CUT LATHE SOFT JAWS"),
        ];
        let values = |numbers: &[ProgramNumber]| numbers.iter().map(|one| one.value()).collect::<Vec<_>>();
        let impact = Impact::of(&shop, &RangeTable::a(), &RangeTable::b());
        assert_eq!((impact.out_now, impact.out_then), (1, 2));
        assert_eq!(values(&impact.falls_out), [10_294, 57_000]);
        assert_eq!(values(&impact.comes_in), [79_500]);
    }
}
