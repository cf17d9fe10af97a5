//! Files of the machine that belong to no attempt: on record once, their film numbers into the series, what speaks
//! against them as findings, and findings settled, once each.

use super::Decision;
use crate::command::{Answer, ClassCount};
use crate::event::Event;
use crate::film::attempt::Course as AttemptCourse;
use crate::id::{AttemptId, FindingId, MachineFileId};
use crate::lab::Lab;
use crate::machine::{
    Contents, Course, DescriptorTold, Finding, LogTold, Matter, NewFinding, NewMachineFile, NumberClass,
    ReadFile, Resolution, SettledFinding, Told, Twin, matters,
};
use crate::number::{FilmNumber, Holding, SeriesId};
use crate::refusal::Refusal;
use std::collections::{BTreeMap, BTreeSet};

/// The most files one import takes: it is written in one commit.
pub const MOST_FILES: usize = 2000;
/// The most numbers an import leaves out below a number of its own. One that lies higher was typed wrongly: the
/// numbers between would be lost for ever.
const MOST_SKIPPED: u32 = 5000;

/// A file of a number: its digest, what it tells, its name.
type Filed<'a> = (&'a str, &'a Told, &'a str);

/// The files of one number, those on record first.
#[derive(Default)]
struct Group<'a> {
    files: Vec<Filed<'a>>,
    /// Some of them come with this import.
    new: usize,
    fits: bool,
}

impl<'a> Group<'a> {
    fn log(&self) -> Option<&'a LogTold> {
        self.files
            .iter()
            .rev()
            .find_map(|(_, told, _)| if let Told::Log(log) = told { Some(log) } else { None })
    }

    fn descriptor(&self) -> Option<&'a DescriptorTold> {
        self.files.iter().rev().find_map(|(_, told, _)| match told {
            Told::Descriptor(descriptor) => Some(descriptor),
            _ => None,
        })
    }

    fn handoff(&self) -> Option<u32> {
        self.files.iter().rev().find_map(|(_, told, _)| match told {
            Told::Handoff { rows, .. } => Some(*rows),
            _ => None,
        })
    }

    /// What the files say of the film that carries the number.
    fn earlier(&self, source: &str) -> Holding {
        let counter = self.descriptor().and_then(|descriptor| descriptor.counter);
        let logged = self.log().map(|log| log.exposures);
        let frames = logged.or(self.handoff()).or(counter).unwrap_or_default();
        let projects = self.log().map(|log| log.projects.clone()).unwrap_or_default();
        Holding::Earlier { frames, projects, source: source.to_owned() }
    }
}

pub(super) fn import(lab: &Lab, source: &str, seed: bool, files: &[ReadFile]) -> Result<Decision, Refusal> {
    if lab.settings.is_none() {
        return Err(Refusal::NotFounded);
    }
    let source = super::lab::checked_name(source)?;
    if files.is_empty() || files.len() > MOST_FILES {
        return Err(Refusal::MachineFilesOutOfBounds { most: MOST_FILES as u32 });
    }
    let new = new_files(lab, files);
    let groups = groups(lab, files, &new);
    let mut findings = Findings::new(lab);
    let mut events = Vec::new();
    let (mut held, mut skipped) = (0, 0);
    let mut seeded = BTreeSet::new();
    if seed {
        for (number, holding) in seeds(lab, &groups, &source, &mut findings) {
            let count = number.len() as u32;
            if matches!(holding, Holding::Skipped { .. }) {
                skipped += count
            } else {
                held += count
            }
            seeded.extend(number.iter().map(ToString::to_string));
            events.push(Event::NumbersHeld { numbers: number, holding });
        }
    }
    for (number, group) in &groups {
        findings.of_group(number, group, seed);
        findings.settle(number, group, seeded.contains(*number));
    }
    let answer = Answer::Imported {
        new: new.len() as u32,
        known: (files.len() - new.len()) as u32,
        numbers: held,
        skipped,
        findings: findings.new.len() as u32,
        settled: findings.settled.len() as u32,
        offered: new.iter().filter(|file| file.attempt.is_some()).count() as u32,
        classes: classes(files),
        unreadable: files.iter().filter(|file| matches!(file.contents.told, Told::Unreadable { .. })).count()
            as u32,
    };
    if !new.is_empty() {
        events.insert(0, Event::MachineFilesRecorded { source, files: new });
    }
    if !findings.new.is_empty() {
        events.push(Event::FindingsRaised { findings: findings.new });
    }
    if !findings.settled.is_empty() {
        let (resolution, note) = (Resolution::Arrived, String::new());
        events.push(Event::FindingsSettled { findings: findings.settled, resolution, note });
    }
    Ok(Decision::new(events, answer))
}

/// The files that are neither on record nor the proof of an attempt, each once.
fn new_files(lab: &Lab, files: &[ReadFile]) -> Vec<NewMachineFile> {
    let mut known: BTreeSet<(String, &str)> = lab
        .machine_files
        .values()
        .map(|row| (row.file.name.to_ascii_lowercase(), row.file.digest.as_str()))
        .collect();
    let proofs: BTreeSet<&str> = lab.evidence.values().map(|row| row.file.digest.as_str()).collect();
    let mut new = Vec::new();
    for file in files {
        let is_new = known.insert((file.file.name.to_ascii_lowercase(), &file.file.digest));
        if is_new && !proofs.contains(file.file.digest.as_str()) {
            let id = MachineFileId::new(lab.head.counts.machine_file + 1 + new.len() as u64);
            let Contents { number, told } = file.contents.clone();
            new.push(NewMachineFile { id, number, told, attempt: None, file: file.file.clone() });
        }
    }
    let fitting: BTreeMap<String, AttemptId> = new
        .iter()
        .filter_map(|file| Some((file.number.clone(), running(lab, &file.number, &file.told)?)))
        .collect();
    for file in &mut new {
        file.attempt = fitting.get(&file.number).copied();
    }
    new
}

/// The running attempt a file is of: by the number typed in at its start, or by the folder of its roll.
fn running(lab: &Lab, number: &str, told: &Told) -> Option<AttemptId> {
    let folders: Vec<&String> = match told {
        Told::Log(log) => log.folders.iter().chain(&log.projects).collect(),
        _ => Vec::new(),
    };
    let running = |attempt: &&crate::film::attempt::Attempt| matches!(attempt.course, AttemptCourse::Running);
    let fits = lab.attempts.values().filter(running).find(|attempt| {
        let typed = lab.number_of(attempt.roll).or(lab.bound_to(attempt.id).map(|held| held.number));
        let folder = lab.rolls.get(attempt.roll).map(|roll| roll.temporary_id.as_str());
        typed.is_some_and(|typed| typed.to_string() == number)
            || folder.is_some_and(|id| folders.iter().any(|folder| folder.eq_ignore_ascii_case(id)))
    });
    fits.map(|attempt| attempt.id)
}

/// Every number the files name, with what is on record of it. Proofs of attempts are none of it.
fn groups<'a>(
    lab: &'a Lab,
    files: &'a [ReadFile],
    new: &'a [NewMachineFile],
) -> BTreeMap<&'a str, Group<'a>> {
    let mut groups: BTreeMap<&str, Group<'_>> = BTreeMap::new();
    let named: BTreeSet<&str> = files.iter().map(|file| file.contents.number.as_str()).collect();
    for row in lab.machine_files.values().filter(|row| named.contains(row.number.as_str())) {
        let group = groups.entry(&row.number).or_default();
        group.files.push((&row.file.digest, &row.told, &row.file.name));
        group.fits |= row.attempt.is_some();
    }
    for file in new {
        let group = groups.entry(&file.number).or_default();
        group.files.push((&file.file.digest, &file.told, &file.file.name));
        group.new += 1;
        group.fits |= file.attempt.is_some();
    }
    groups
}

/// The numbers that come into the series, in order, with those below them that no file names.
fn seeds(
    lab: &Lab,
    groups: &BTreeMap<&str, Group<'_>>,
    source: &str,
    findings: &mut Findings<'_>,
) -> Vec<(Vec<FilmNumber>, Holding)> {
    let mut next: BTreeMap<SeriesId, u32> = lab.series.iter().map(|(id, series)| (id, series.next)).collect();
    let mut seeds = Vec::new();
    let films =
        |(name, group): &(&&str, &Group<'_>)| !group.fits && NumberClass::of(name) == NumberClass::Production;
    for (name, group) in groups.iter().filter(films) {
        let Ok(number) = FilmNumber::parse(name) else { continue };
        match lab.holdings.get(number).map(|held| &held.holding) {
            // It lay below the numbers of an import before, and now there is a file of it.
            None | Some(Holding::Skipped { .. }) => {}
            Some(_) => continue,
        }
        let Some(next) = next.get_mut(&number.series()) else { continue };
        let above = number.sequence().saturating_sub(*next);
        if above > MOST_SKIPPED {
            findings.raise(name, Matter::Mistyped { above: Some(above) });
            continue;
        }
        let between: Vec<FilmNumber> = (*next..number.sequence())
            .filter_map(|sequence| FilmNumber::of(number.series(), sequence))
            .collect();
        if !between.is_empty() {
            seeds.push((between, Holding::Skipped { source: source.to_owned() }));
        }
        *next = (*next).max(number.sequence() + 1);
        seeds.push((vec![number], group.earlier(source)));
    }
    seeds
}

/// How many different numbers of each class the files name.
fn classes(files: &[ReadFile]) -> Vec<ClassCount> {
    let numbers: BTreeSet<&str> = files
        .iter()
        .filter(|file| !matches!(file.contents.told, Told::Unreadable { .. }))
        .map(|file| file.contents.number.as_str())
        .collect();
    let count = |class| numbers.iter().filter(|number| NumberClass::of(number) == class).count() as u32;
    NumberClass::ALL.map(|class| ClassCount { class, numbers: count(class) }).to_vec()
}

/// Findings to raise and to settle, each said once for ever.
struct Findings<'a> {
    lab: &'a Lab,
    new: Vec<NewFinding>,
    settled: Vec<SettledFinding>,
}

impl<'a> Findings<'a> {
    fn new(lab: &'a Lab) -> Self {
        Self { lab, new: Vec::new(), settled: Vec::new() }
    }

    fn raise(&mut self, number: &str, matter: Matter) {
        let said = self.lab.findings.values().any(|row| row.number == number && row.matter == matter)
            || self.new.iter().any(|row| row.number == number && row.matter == matter);
        if !said {
            let id = FindingId::new(self.lab.head.counts.finding + 1 + self.new.len() as u64);
            self.new.push(NewFinding { id, number: number.to_owned(), matter });
        }
    }

    /// What the files of a number say. Those of vendors before and of tests are kept, and asked nothing.
    fn of_group(&mut self, number: &str, group: &Group<'_>, seed: bool) {
        if group.new == 0 || group.fits {
            return;
        }
        let came = &group.files[group.files.len() - group.new..];
        for (_, told, name) in came {
            match told {
                Told::Unreadable { why } => {
                    self.raise(number, Matter::Unreadable { file: (*name).to_owned(), why: *why });
                }
                Told::Log(log) if log.torn => {
                    self.raise(number, Matter::TornEnd { file: (*name).to_owned() });
                }
                Told::Log(_) | Told::Descriptor(_) | Told::Handoff { .. } => {}
            }
        }
        let readable = came.iter().any(|(_, told, _)| !matches!(told, Told::Unreadable { .. }));
        match NumberClass::of(number) {
            NumberClass::Production => self.of_film(number, group, came, seed),
            NumberClass::Mistyped if readable => self.raise(number, Matter::Mistyped { above: None }),
            NumberClass::Legacy | NumberClass::Test | NumberClass::Mistyped => {}
        }
    }

    fn of_film(&mut self, name: &str, group: &Group<'_>, came: &[Filed<'_>], seed: bool) {
        for matter in matters(group.log(), group.descriptor()) {
            // A handoff log is a log all the same.
            if !(matches!(matter, Matter::MissingLog { .. }) && group.handoff().is_some()) {
                self.raise(name, matter);
            }
        }
        let logs: BTreeSet<&str> = group
            .files
            .iter()
            .filter(|(_, told, _)| matches!(told, Told::Log(_)))
            .map(|file| file.0)
            .collect();
        if let Some((digest, ..)) = came.iter().find(|(_, told, _)| matches!(told, Told::Log(_)))
            && let Some(other) = logs.iter().find(|other| *other != digest)
        {
            self.raise(name, Matter::KnownTwice { twin: Twin::Log { digest: (*other).to_owned() } });
        }
        let Ok(number) = FilmNumber::parse(name) else { return };
        match self.lab.holdings.get(number).map(|held| &held.holding) {
            None if !seed => self.raise(name, Matter::NeverHandedOut),
            Some(Holding::Skipped { .. }) if seed => {}
            None | Some(Holding::Earlier { .. }) => {}
            Some(held) => {
                self.raise(name, Matter::KnownTwice { twin: Twin::Held { state: held.state() } });
            }
        }
    }

    /// What was missing is there now.
    fn settle(&mut self, number: &str, group: &Group<'_>, seeded: bool) {
        let arrived = |row: &&Finding| {
            row.number == number
                && row.is_open()
                && match row.matter {
                    Matter::MissingLog { .. } => group.log().is_some(),
                    Matter::MissingDescriptor => group.descriptor().is_some(),
                    Matter::NeverHandedOut => seeded,
                    _ => false,
                }
        };
        self.settled.extend(self.lab.findings.values().filter(arrived).map(named));
    }
}

fn named(row: &Finding) -> SettledFinding {
    SettledFinding { id: row.id, number: row.number.clone(), kind: row.matter.kind() }
}

pub(super) fn settle(
    lab: &Lab,
    id: FindingId,
    resolution: Resolution,
    note: &str,
) -> Result<Decision, Refusal> {
    let finding = lab.findings.get(id).ok_or_else(|| Refusal::NoSuchFinding { finding: id.label() })?;
    if let Course::Settled(settled) = &finding.course {
        let (by, resolution) = (settled.by.clone(), settled.resolution);
        return Err(Refusal::FindingSettled { finding: id.label(), by, resolution });
    }
    // What arrives settles itself; a person says what it came to.
    if resolution == Resolution::Arrived {
        return Err(Refusal::ResolutionMissing);
    }
    let note = note.trim().chars().take(400).collect();
    let event = Event::FindingsSettled { findings: vec![named(finding)], resolution, note };
    Ok(Decision::new(vec![event], Answer::Done))
}
