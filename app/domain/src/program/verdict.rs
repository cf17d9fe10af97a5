//! The plan of an import: a verdict, the findings and a proposal for each file. Nothing is decided here, and nothing
//! is written: the plan is what a person looks at before anything happens.

use super::finding::{Action, Finding, Holding, Proposal, Verdict, Why};
use super::header::Content;
use super::number::ProgramNumber;
use super::ranges::{Judged, RangeTable};
use super::reading::ReadProgram;
use super::registry::{Registry, Standing};
use super::rivals::{Field, Rivalry};
use super::vacancies::Vacancies;
use std::collections::{BTreeMap, BTreeSet};

/// What is planned for one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedFile {
    pub verdict: Verdict,
    /// How its number and its round size go together.
    pub judged: Judged,
    /// Everything that applies: what could be the verdict first, in the order of precedence.
    pub findings: Vec<Finding>,
    pub proposal: Proposal,
}

/// What is planned for all files, in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportPlan {
    pub files: Vec<PlannedFile>,
}

impl ImportPlan {
    /// Files of each verdict, those without any included.
    pub fn totals(&self) -> BTreeMap<Verdict, u32> {
        let mut totals: BTreeMap<Verdict, u32> =
            Verdict::ALL.into_iter().map(|verdict| (verdict, 0)).collect();
        for file in &self.files {
            *totals.entry(file.verdict).or_default() += 1;
        }
        totals
    }
}

/// Plans an import. The work grows with n log n files.
pub fn plan(files: &[ReadProgram], registry: &Registry, table: &RangeTable) -> ImportPlan {
    let field = Field::new(files, registry, table);
    let rivalries = field.rivalries(registry);
    let claimed = files.iter().filter(|file| file.other_name().is_none()).filter_map(ReadProgram::number);
    let mut planner = Planner {
        registry,
        table,
        vacancies: Vacancies::new(files, registry, table),
        claimed: claimed.collect(),
        field,
        rivalries,
    };
    ImportPlan { files: (0..files.len()).map(|at| planner.plan(at)).collect() }
}

struct Planner<'a> {
    registry: &'a Registry,
    table: &'a RangeTable,
    field: Field<'a>,
    rivalries: Vec<Rivalry>,
    vacancies: Vacancies<'a>,
    /// Numbers files of the import will have: a file whose name disagrees gets none of them.
    claimed: BTreeSet<ProgramNumber>,
}

impl Planner<'_> {
    fn plan(&mut self, at: usize) -> PlannedFile {
        let mut findings = self.deciding(at);
        let verdict = findings.iter().find_map(Finding::verdict).unwrap_or(Verdict::New);
        let proposal = self.propose(at, verdict);
        findings.extend(super::remarks::remarks(&self.field.files[at], self.field.judged[at]));
        PlannedFile { verdict, judged: self.field.judged[at], findings, proposal }
    }

    /// The findings that make verdicts, in the order of precedence.
    fn deciding(&self, at: usize) -> Vec<Finding> {
        let (file, rivalry) = (&self.field.files[at], &self.rivalries[at]);
        let path = |at: usize| self.field.files[at].path.clone();
        let mut findings = Vec::new();
        if file.header.content != Content::Alive {
            return vec![Finding::DeadContent { content: file.header.content }];
        }
        let Some(number) = file.number() else { return vec![Finding::NoNumber] };
        let standing = self.field.standings[at];
        if standing == Standing::Unchanged {
            findings.push(Finding::Unchanged);
        }
        if let Some(name) = file.other_name() {
            findings.push(Finding::NumberAndNameDisagree { inside: number, name });
        }
        findings.extend(self.out_of_range(at, number));
        if !rivalry.rivals.is_empty() {
            let files = rivalry.rivals.iter().copied().map(path).collect();
            findings.push(Finding::NumberCollision { number, files });
        }
        let taken = match standing {
            Standing::Taken => Some(Holding::Program),
            Standing::Cooling => Some(Holding::Cooling),
            Standing::Retired => Some(Holding::Retired),
            Standing::Free | Standing::Reserved | Standing::Unchanged | Standing::Version => None,
        };
        findings.extend(taken.map(|by| Finding::NumberTaken { number, by }));
        findings.extend(rivalry.twin_of.map(|twin| Finding::SameFileTwice { file: path(twin) }));
        findings.extend(
            rivalry.duplicate_of.map(|(of, file)| Finding::DuplicateContent { of, file: file.map(path) }),
        );
        if standing == Standing::Version {
            findings.push(Finding::NewVersion { title_only: self.is_title_only(at, number) });
        }
        if standing == Standing::Reserved {
            findings.push(Finding::NumberReserved { number });
        }
        findings
    }

    fn out_of_range(&self, at: usize, number: ProgramNumber) -> Option<Finding> {
        let size = self.field.files[at].size().filter(|_| self.field.judged[at] == Judged::Out)?;
        let belongs_in = self.table.owner_of(size)?.label.clone();
        let lies_in = self.table.range_of(number).map(|range| range.label.clone());
        Some(Finding::OutOfRange { size, belongs_in, lies_in })
    }

    fn is_title_only(&self, at: usize, number: ProgramNumber) -> bool {
        let file = &self.field.files[at];
        file.fingerprint.is_some()
            && matches!(self.registry.holder(number), Some(super::registry::Held::Live(live))
                if live.fingerprint == file.fingerprint)
    }

    fn propose(&mut self, at: usize, verdict: Verdict) -> Proposal {
        let Some(number) = self.field.files[at].number() else {
            let dead = verdict == Verdict::DeadContent;
            return skip(if dead { Why::NothingToKeep } else { Why::NoNumberInside });
        };
        let standing = self.field.standings[at];
        if standing == Standing::Unchanged {
            return skip(Why::NothingChanged);
        }
        if let Some(name) = self.field.files[at].other_name() {
            return match self.rivalries[at].duplicate_of {
                Some((of, _)) => skip(Why::SameContent { of }),
                None => self.for_two_numbers(number, name, standing),
            };
        }
        let rivalry = &self.rivalries[at];
        if rivalry.twin_of.is_some() {
            return skip(Why::SameFile);
        }
        let (gives_way, has_rivals) = (rivalry.gives_way, !rivalry.rivals.is_empty());
        match rivalry.duplicate_of {
            Some((of, _)) if standing != Standing::Version => return skip(Why::SameContent { of }),
            _ => {}
        }
        let taken = matches!(standing, Standing::Taken | Standing::Cooling | Standing::Retired);
        let out = self.field.judged[at] == Judged::Out;
        let moves = gives_way || taken;
        let size = self.field.files[at].size();
        let suggested = (moves || out).then(|| self.vacancies.next(size)).flatten();
        if moves {
            return match suggested {
                None => skip(Why::NoneFree),
                Some(_) => {
                    let why = Why::GivesWay { number };
                    Proposal { action: Action::Renumber, number: suggested, suggested, why }
                }
            };
        }
        let turned = self.field.files[at].size_turned().filter(|_| out);
        let doubtful = turned.filter(|turned| self.table.judge(number, Some(*turned)) == Judged::In);
        let (action, why) = match standing {
            Standing::Version => (Action::Version, Why::SamePart),
            _ if out && suggested.is_none() && doubtful.is_none() => {
                (Action::Import, Why::MachineHasItAndRangeIsFull)
            }
            _ if out => {
                (Action::Import, doubtful.map_or(Why::MachineHasIt, |turned| Why::TitleIsDoubtful { turned }))
            }
            _ if has_rivals => (Action::Import, Why::KeepsNumber),
            Standing::Reserved => (Action::Import, Why::NewReserved),
            _ => (Action::Import, Why::NewNumber),
        };
        Proposal { action, number: Some(number), suggested, why }
    }

    /// The machine finds a program by the number inside, so that one counts while it is free; the name's comes next.
    fn for_two_numbers(
        &mut self,
        inside: ProgramNumber,
        name: ProgramNumber,
        standing: Standing,
    ) -> Proposal {
        let free = matches!(standing, Standing::Free | Standing::Reserved);
        if free && self.claimed.insert(inside) {
            let why = Why::InsideCounts { name };
            return Proposal { action: Action::Import, number: Some(inside), suggested: None, why };
        }
        if self.registry.holder(name).is_none() && self.claimed.insert(name) {
            let why = Why::NameIsFree { inside };
            return Proposal { action: Action::Renumber, number: Some(name), suggested: Some(name), why };
        }
        skip(Why::BothTaken { inside, name })
    }
}

fn skip(why: Why) -> Proposal {
    Proposal { action: Action::Skip, number: None, suggested: None, why }
}
