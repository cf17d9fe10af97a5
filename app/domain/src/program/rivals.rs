//! Files of one import that want the same number, or hold the same content.

use super::fingerprint::Digest;
use super::name::extension_of;
use super::number::ProgramNumber;
use super::ranges::{Judged, RangeTable};
use super::reading::ReadProgram;
use super::registry::{Registry, Standing};
use std::collections::BTreeMap;

/// Files that are named in one finding.
const MOST_NAMED: usize = 5;

/// How a file stands to the others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Rivalry {
    /// An earlier choice with the same number and the same content.
    pub(super) twin_of: Option<usize>,
    /// Files with the same number and another content.
    pub(super) rivals: Vec<usize>,
    /// One of them keeps the number.
    pub(super) gives_way: bool,
    /// Who keeps the content: the number, and the file where it is one of this import.
    pub(super) duplicate_of: Option<(ProgramNumber, Option<usize>)>,
}

/// What is decided from: files, how each stands to the registry, and how its number and size go together.
pub(super) struct Field<'a> {
    pub(super) files: &'a [ReadProgram],
    pub(super) standings: Vec<Standing>,
    pub(super) judged: Vec<Judged>,
}

impl<'a> Field<'a> {
    pub(super) fn new(files: &'a [ReadProgram], registry: &Registry, table: &RangeTable) -> Self {
        let standing = |file: &ReadProgram| {
            file.number().map_or(Standing::Free, |number| registry.standing(file, number))
        };
        let judge = |file: &ReadProgram| {
            file.number().map_or(Judged::NoSize, |number| table.judge(number, file.size()))
        };
        Self {
            files,
            standings: files.iter().map(standing).collect(),
            judged: files.iter().map(judge).collect(),
        }
    }

    fn is_out(&self, at: usize) -> bool {
        self.judged[at] == Judged::Out
    }

    /// Who keeps a number that several files hold: what the registry has, then what lies in its range, then what is
    /// named as a machine looks for it, then the first path: whatever order the files come in.
    fn rank(&self, at: usize) -> (u8, bool, bool, bool, &str) {
        let known = match self.standings[at] {
            Standing::Unchanged => 0,
            Standing::Version => 1,
            _ => 2,
        };
        let file = &self.files[at];
        let other_ending = extension_of(&file.path).as_deref() != Some("nc");
        let copy = file.name.as_ref().is_none_or(|name| name.suffix.is_some());
        (known, self.is_out(at), other_ending, copy, &file.path)
    }

    pub(super) fn rivalries(&self, registry: &Registry) -> Vec<Rivalry> {
        let mut found = vec![Rivalry::default(); self.files.len()];
        self.over_numbers(&mut found);
        self.over_contents(registry, &mut found);
        found
    }

    fn over_numbers(&self, found: &mut [Rivalry]) {
        let mut claims: BTreeMap<ProgramNumber, Vec<usize>> = BTreeMap::new();
        for (at, file) in self.files.iter().enumerate() {
            // A file whose name says another number claims nothing before a person has looked at it.
            if let Some(number) = file.number().filter(|_| file.other_name().is_none()) {
                claims.entry(number).or_default().push(at);
            }
        }
        for mut claimants in claims.into_values().filter(|claimants| claimants.len() > 1) {
            claimants.sort_unstable_by_key(|at| self.rank(*at));
            let mut first_of: BTreeMap<Digest, usize> = BTreeMap::new();
            let mut different = Vec::new();
            for at in claimants {
                let first = *first_of.entry(self.files[at].identity()).or_insert(at);
                if first == at {
                    different.push(at);
                } else {
                    found[at].twin_of = Some(first);
                }
            }
            for (position, at) in different.iter().enumerate() {
                let others = different.iter().copied().filter(|other| other != at);
                found[*at].rivals = others.take(MOST_NAMED).collect();
                found[*at].gives_way = position > 0;
            }
        }
    }

    fn over_contents(&self, registry: &Registry, found: &mut [Rivalry]) {
        let mut contents: BTreeMap<Digest, Vec<usize>> = BTreeMap::new();
        for (at, file) in self.files.iter().enumerate() {
            let (Some(fingerprint), Some(number)) = (file.fingerprint, file.number()) else { continue };
            if found[at].twin_of.is_some() {
                continue;
            }
            match registry.with_content(fingerprint) {
                Some(holder) if holder != number && !self.is_at_home(registry, at, number) => {
                    found[at].duplicate_of = Some((holder, None));
                }
                Some(_) => {}
                None => contents.entry(fingerprint).or_default().push(at),
            }
        }
        for mut members in contents.into_values().filter(|members| members.len() > 1) {
            members.sort_unstable_by_key(|at| {
                let file = &self.files[*at];
                let disagrees = file.other_name().is_some();
                (disagrees, found[*at].gives_way, self.is_out(*at), file.number(), file.path.as_str())
            });
            let Some((keeper, others)) = members.split_first() else { continue };
            for at in others {
                let number = self.files[*keeper].number();
                // Files whose names disagree may claim one number twice: the same number is no duplicate.
                found[*at].duplicate_of = number
                    .filter(|number| Some(*number) != self.files[*at].number())
                    .map(|number| (number, Some(*keeper)));
            }
        }
    }

    /// Whether the registry has this content under this very number, whoever else has it.
    fn is_at_home(&self, registry: &Registry, at: usize, number: ProgramNumber) -> bool {
        use super::registry::Held;
        match registry.holder(number) {
            Some(Held::Live(live)) => live.fingerprint == self.files[at].fingerprint,
            _ => false,
        }
    }
}
