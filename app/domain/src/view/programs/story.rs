//! One program number with everything that is known of it: who has it, who had it, and the program behind it.

use super::list::{Numbered, ProgramRow, copies, row};
use crate::program::{Program, ProgramHeld, ProgramNumber, ProgramState, ProgramVersion, RangeTable};
use crate::view::lab::Step;
use serde::{Deserialize, Serialize};

/// What the page of a number, or of a program without one, shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProgramStory {
    /// None for a program that has no number now.
    pub number: Option<ProgramNumber>,
    pub state: ProgramState,
    /// The range the number lies in; none where it lies outside all.
    pub range: Option<String>,
    /// Who holds the number.
    pub held: Option<ProgramHeld>,
    pub program: Option<ProgramFile>,
    /// Other programs that had this number before.
    pub had_it: Vec<ProgramRow>,
    pub history: Vec<Step>,
}

/// A program with its content and what it has to do with others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProgramFile {
    pub program: Program,
    pub row: ProgramRow,
    /// The range its size belongs to.
    pub owner: Option<String>,
    /// Oldest first; the last is the current one.
    pub versions: Vec<ProgramVersion>,
    /// Numbers it names, with the program that has each, if any.
    pub names: Vec<(ProgramNumber, Option<ProgramRow>)>,
    pub named_by: Vec<ProgramRow>,
    pub same_content: Vec<ProgramRow>,
}

/// The rows of other programs that have to do with this one.
pub struct Relations {
    pub row: ProgramRow,
    pub names: Vec<(ProgramNumber, Option<ProgramRow>)>,
    pub named_by: Vec<ProgramRow>,
    pub same_content: Vec<ProgramRow>,
}

impl Relations {
    pub fn of(
        programs: &[Numbered],
        table: &RangeTable,
        program: &Program,
        number: Option<ProgramNumber>,
    ) -> Self {
        let copies = copies(programs);
        let line = |one: &Numbered| row(&one.0, one.1, table, &copies);
        let others = || programs.iter().filter(|(one, _)| one.id != program.id && one.stage.is_live());
        let with = |wanted: ProgramNumber| others().find(|(_, number)| *number == Some(wanted)).map(line);
        let same = |one: &Program| {
            one.imprint.fingerprint.is_some() && one.imprint.fingerprint == program.imprint.fingerprint
        };
        Self {
            row: row(program, number, table, &copies),
            names: program.imprint.names.iter().map(|name| (*name, with(*name))).collect(),
            named_by: others()
                .filter(|(one, _)| number.is_some_and(|number| one.imprint.names.contains(&number)))
                .map(line)
                .collect(),
            same_content: others().filter(|(one, _)| same(one)).map(line).collect(),
        }
    }
}

/// Programs that had a number before and do not have it now.
pub fn had(programs: &[Numbered], table: &RangeTable, wanted: ProgramNumber) -> Vec<ProgramRow> {
    let copies = copies(programs);
    programs
        .iter()
        .filter(|(one, number)| {
            *number != Some(wanted) && one.earlier.iter().any(|earlier| earlier.number == wanted)
        })
        .map(|one| row(&one.0, one.1, table, &copies))
        .collect()
}

/// A line of a comparison of two versions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Line {
    Same(String),
    Gone(String),
    New(String),
    /// So many equal lines that are not shown.
    Skipped(u32),
}

/// Equal lines shown around a change.
const AROUND: usize = 2;
/// Beyond so many changed lines on one side they are told as gone and new, without looking for what they share.
const MOST_COMPARED: usize = 2_000;

/// What changed from one text to another, line by line.
pub fn difference(before: &str, after: &str) -> Vec<Line> {
    let (old, new): (Vec<&str>, Vec<&str>) = (before.lines().collect(), after.lines().collect());
    let head = old.iter().zip(&new).take_while(|(one, other)| one == other).count();
    let tail = old[head..].iter().rev().zip(new[head..].iter().rev()).take_while(|(one, other)| one == other);
    let tail = tail.count();
    let (changed_old, changed_new) = (&old[head..old.len() - tail], &new[head..new.len() - tail]);
    let mut lines: Vec<Line> = old[..head].iter().map(|line| Line::Same((*line).to_owned())).collect();
    lines.extend(between(changed_old, changed_new));
    lines.extend(old[old.len() - tail..].iter().map(|line| Line::Same((*line).to_owned())));
    folded(lines)
}

/// The longest common lines stay, everything else is gone or new.
fn between(old: &[&str], new: &[&str]) -> Vec<Line> {
    let gone = |line: &&str| Line::Gone((*line).to_owned());
    let added = |line: &&str| Line::New((*line).to_owned());
    if old.len() > MOST_COMPARED || new.len() > MOST_COMPARED {
        return old.iter().map(gone).chain(new.iter().map(added)).collect();
    }
    let width = new.len() + 1;
    // longest[i][j]: lines that old[i..] and new[j..] have in common.
    let mut longest = vec![0u32; (old.len() + 1) * width];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            longest[i * width + j] = if old[i] == new[j] {
                longest[(i + 1) * width + j + 1] + 1
            } else {
                longest[(i + 1) * width + j].max(longest[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j, mut lines) = (0, 0, Vec::new());
    while i < old.len() && j < new.len() {
        if old[i] == new[j] {
            lines.push(Line::Same(old[i].to_owned()));
            (i, j) = (i + 1, j + 1);
        } else if longest[(i + 1) * width + j] >= longest[i * width + j + 1] {
            lines.push(gone(&old[i]));
            i += 1;
        } else {
            lines.push(added(&new[j]));
            j += 1;
        }
    }
    lines.extend(old[i..].iter().map(gone));
    lines.extend(new[j..].iter().map(added));
    lines
}

/// Equal lines far from any change become one count.
fn folded(lines: Vec<Line>) -> Vec<Line> {
    let changed: Vec<usize> = lines
        .iter()
        .enumerate()
        .filter(|(_, line)| !matches!(line, Line::Same(_)))
        .map(|(at, _)| at)
        .collect();
    let near = |at: usize| {
        let after = changed.partition_point(|one| *one + AROUND < at);
        changed.get(after).is_some_and(|one| *one <= at + AROUND)
    };
    let mut shown = Vec::new();
    for (at, line) in lines.into_iter().enumerate() {
        match (near(at), shown.last_mut()) {
            (true, _) => shown.push(line),
            (false, Some(Line::Skipped(count))) => *count += 1,
            (false, _) => shown.push(Line::Skipped(1)),
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn told(lines: &[Line]) -> Vec<String> {
        let told = lines.iter().map(|line| match line {
            Line::Same(text) => format!("  {text}"),
            Line::Gone(text) => format!("- {text}"),
            Line::New(text) => format!("+ {text}"),
            Line::Skipped(count) => format!("… {count}"),
        });
        told.collect()
    }

    #[test]
    fn a_difference_shows_what_changed_and_a_little_around_it() {
        let before = "%\nO62500 (6.25 DIA)\nG0\nG1\nG2\nG3\nG4\nM30\n%";
        let after = "%\nO62600 (6.25 DIA)\nG0\nG1\nG2\nG3\nG4\nM5\nM30\n%";
        assert_eq!(
            told(&difference(before, after)),
            [
                "  %",
                "- O62500 (6.25 DIA)",
                "+ O62600 (6.25 DIA)",
                "  G0",
                "  G1",
                "… 1",
                "  G3",
                "  G4",
                "+ M5",
                "  M30",
                "  %"
            ]
        );
        assert_eq!(told(&difference("a\nb", "a\nb")), ["… 2"]);
        assert_eq!(told(&difference("", "a")), ["+ a"]);
    }

    proptest! {
        /// Without what is new a difference is the old text, without what is gone the new one.
        #[test]
        fn a_difference_holds_both_texts(
            old in proptest::collection::vec(0u8..4, 0..30),
            new in proptest::collection::vec(0u8..4, 0..30),
        ) {
            let text = |codes: &[u8]| codes.iter().map(|one| format!("G{one}")).collect::<Vec<_>>();
            let (old, new) = (text(&old), text(&new));
            let old_lines: Vec<&str> = old.iter().map(String::as_str).collect();
            let new_lines: Vec<&str> = new.iter().map(String::as_str).collect();
            let lines = between(&old_lines, &new_lines);
            let kept = |skip: fn(&Line) -> bool| -> Vec<String> {
                lines.iter().filter(|line| !skip(line)).filter_map(|line| match line {
                    Line::Same(text) | Line::Gone(text) | Line::New(text) => Some(text.clone()),
                    Line::Skipped(_) => None,
                }).collect()
            };
            prop_assert_eq!(kept(|line| matches!(line, Line::New(_))), old);
            prop_assert_eq!(kept(|line| matches!(line, Line::Gone(_))), new);
        }
    }
}
