//! An old machine's folder becomes part of the ledger: its numbers, its files, and what speaks against them.

use crate::support::{TestLab, anna, lab, number, reserving};
use domain::command::{Answer, Command};
use domain::event::EvidenceFile;
use domain::evidence::read;
use domain::history::{About, answers, summary, tell};
use domain::id::FindingId;
use domain::machine::{MatterKind, ReadFile, Resolution, survey};
use domain::number::{Holding, NumberState};
use domain::person::{Actor, Role, Roles};
use domain::refusal::Refusal;
use domain::words::Language;

fn file(name: &str, text: &str) -> ReadFile {
    let bytes: Vec<u8> =
        [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let (digest, size) = (domain::ledger::digest(&bytes), bytes.len() as u64);
    ReadFile {
        file: EvidenceFile { name: name.into(), digest, size, packed: String::new() },
        contents: survey(name, &read(Some(name), &bytes)),
    }
}

/// A log of one document, filmed from the number's own folder.
fn log(number: &str, pages: u32) -> ReadFile {
    log_in(number, "RRD1-2025_OU_Certificates", number, pages)
}

fn log_in(number: &str, project: &str, folder: &str, pages: u32) -> ReadFile {
    let record = |page| format!(r"X:\{project}\.output\{folder}\1427.pdf:{page}");
    file(&format!("{number}.LOG"), &(1..=pages).map(record).collect::<String>())
}

fn descriptor(number: &str, counter: u32) -> ReadFile {
    let first = format!(r"X:\RRD1-2025_OU_Certificates\.output\{number}\1427.pdf");
    file(&format!("{number}.desc"), &format!("[INFO]\r\nFIRSTFILE={first}\r\nIMAGECOUNT={counter}\r\n"))
}

fn both(number: &str, pages: u32) -> [ReadFile; 2] {
    [log(number, pages), descriptor(number, pages)]
}

fn import(files: impl IntoIterator<Item = ReadFile>) -> Command {
    Command::ImportMachineFiles {
        source: "old machine".into(),
        seed: true,
        files: files.into_iter().collect(),
    }
}

/// What comes by itself leaves the series alone.
fn received(files: impl IntoIterator<Item = ReadFile>) -> Command {
    Command::ImportMachineFiles {
        source: "machine 1".into(),
        seed: false,
        files: files.into_iter().collect(),
    }
}

fn settling(finding: u64, resolution: Resolution) -> Command {
    Command::SettleFinding { finding: FindingId::new(finding), resolution, note: "seen on the film".into() }
}

/// New and known files, numbers taken over and left out, new findings, findings settled, files offered.
fn figures(answer: &Answer) -> [u32; 7] {
    match answer {
        Answer::Imported { new, known, numbers, skipped, findings, settled, offered, .. } => {
            [*new, *known, *numbers, *skipped, *findings, *settled, *offered]
        }
        other => panic!("no import: {other:?}"),
    }
}

impl TestLab {
    fn bring(&mut self, command: Command) -> [u32; 7] {
        figures(&self.perform(&anna(), command).expect("imported"))
    }

    fn kinds(&self, number: &str) -> Vec<MatterKind> {
        let of = self.lab.findings.values().filter(|finding| finding.number == number);
        of.map(|finding| finding.matter.kind()).collect()
    }
}

#[test]
fn old_numbers_are_held_and_the_gaps_between_them_explained() {
    let mut lab = lab();
    let files = both("10000003", 5).into_iter().chain(both("10000005", 2)).chain(both("20000001", 1));
    assert_eq!(lab.bring(import(files)), [6, 0, 3, 3, 0, 0, 0]);
    for (text, state) in [
        ("10000001", NumberState::Void),
        ("10000002", NumberState::Void),
        ("10000003", NumberState::Issued),
        ("10000004", NumberState::Void),
        ("10000005", NumberState::Issued),
        ("20000001", NumberState::Issued),
    ] {
        assert_eq!(lab.state_of(text), state, "{text}");
    }
    let held = lab.lab.holdings.get(number("10000003")).expect("held");
    let projects = vec!["RRD1-2025_OU_Certificates".to_owned()];
    let known = Holding::Earlier { frames: 5, projects, source: "old machine".into() };
    assert_eq!(held.holding, known);
    let said = answers(Some(held), &lab.lab, Language::German);
    assert_eq!(
        said.who_has_it,
        "Ein Film, der hier nicht geplant wurde: 5 Bilder von RRD1-2025_OU_Certificates."
    );
    let next = lab.perform(&anna(), reserving(1, "tests")).expect("reserved");
    assert_eq!(next, Answer::Numbers { numbers: vec![number("10000006")] }, "the series goes on above");
}

#[test]
fn the_same_folder_again_changes_nothing() {
    let mut lab = lab();
    let files = || both("10000003", 5).into_iter().chain([log("100000000", 3), log("430179", 2)]);
    assert_eq!(lab.bring(import(files())), [4, 0, 1, 2, 1, 0, 0]);
    let entries = lab.entries.len();
    assert_eq!(lab.bring(import(files())), [0, 4, 0, 0, 0, 0, 0]);
    assert_eq!(lab.entries.len(), entries, "no entry was written");
}

#[test]
fn a_file_that_lies_there_twice_is_one_file() {
    let mut lab = lab();
    let twice = both("10000001", 5).into_iter().chain(both("10000001", 5));
    assert_eq!(lab.bring(import(twice)), [2, 2, 1, 0, 0, 0, 0]);
}

#[test]
fn vendors_and_tests_are_kept_apart_and_a_slip_is_asked_about() {
    let mut lab = lab();
    let files = [log("430179", 9), log("4710", 9), log("100000000", 9), file("notes.txt", "film 5 was torn")];
    assert_eq!(lab.bring(import(files)), [4, 0, 0, 0, 2, 0, 0]);
    assert_eq!(lab.kinds("430179"), []);
    assert_eq!(lab.kinds("4710"), []);
    assert_eq!(lab.kinds("100000000"), [MatterKind::Mistyped]);
    assert_eq!(lab.kinds("notes"), [MatterKind::Unreadable]);
    assert_eq!(lab.lab.holdings.values().count(), 0);
}

#[test]
fn a_number_far_above_all_others_takes_none_with_it() {
    let mut lab = lab();
    assert_eq!(
        lab.bring(import(both("10000002", 1).into_iter().chain(both("10641234", 1)))),
        [4, 0, 1, 1, 1, 0, 0]
    );
    assert_eq!(lab.kinds("10641234"), [MatterKind::Mistyped]);
    assert_eq!(lab.lab.series.get(number("10000001").series()).map(|series| series.next), Some(3));
}

#[test]
fn what_was_missing_settles_its_finding_when_it_comes() {
    let mut lab = lab();
    assert_eq!(lab.bring(import([log("10000001", 5), descriptor("10000002", 5)])), [2, 0, 2, 0, 2, 0, 0]);
    assert_eq!(lab.kinds("10000001"), [MatterKind::MissingDescriptor]);
    assert_eq!(lab.kinds("10000002"), [MatterKind::MissingLog]);
    let later = [descriptor("10000001", 5), log("10000002", 5)];
    assert_eq!(lab.bring(import(later)), [2, 0, 0, 0, 0, 2, 0]);
    assert!(lab.lab.findings.values().all(|finding| !finding.is_open()));
}

#[test]
fn a_late_log_explains_a_number_that_was_left_out() {
    let mut lab = lab();
    lab.bring(import(both("10000003", 5)));
    assert_eq!(lab.state_of("10000002"), NumberState::Void);
    assert_eq!(lab.bring(import(both("10000002", 4))), [2, 0, 1, 0, 0, 0, 0]);
    assert_eq!(lab.state_of("10000002"), NumberState::Issued);
}

#[test]
fn a_number_this_lab_gave_is_not_touched() {
    let mut lab = lab().with_project("RRD123-2025", &[400]).planned().film("16_01");
    let held = lab.lab.holdings.get(number("10000001")).cloned();
    assert_eq!(lab.bring(import(both("10000001", 5))), [2, 0, 0, 0, 1, 0, 0]);
    assert_eq!(lab.kinds("10000001"), [MatterKind::KnownTwice]);
    assert_eq!(lab.lab.holdings.get(number("10000001")).cloned(), held);
}

#[test]
fn another_log_under_the_same_number_is_asked_about() {
    let mut lab = lab();
    lab.bring(import(both("10000001", 5)));
    assert_eq!(lab.bring(import([log("10000001", 7)]))[4], 1);
    assert_eq!(lab.kinds("10000001"), [MatterKind::KnownTwice]);
}

#[test]
fn what_comes_by_itself_gives_no_number() {
    let mut lab = lab();
    assert_eq!(lab.bring(received(both("10000500", 5))), [2, 0, 0, 0, 1, 0, 0]);
    assert_eq!(lab.kinds("10000500"), [MatterKind::NeverHandedOut]);
    assert_eq!(lab.lab.holdings.values().count(), 0);
    // Taken over on purpose, the number is held and the question answered.
    assert_eq!(lab.bring(import(both("10000500", 5))), [0, 2, 1, 499, 0, 1, 0]);
}

#[test]
fn the_log_of_a_running_attempt_is_offered_there() {
    let mut lab = lab().bound_at_start().with_project("RRD123-2025", &[3]).planned().start("16_01");
    let attempt = lab.attempts_at("16_01")[0].id;
    let revision = lab.roll("16_01").revision;
    assert_eq!(lab.bring(received(both("10000001", 3))), [2, 0, 0, 0, 0, 0, 2]);
    assert!(lab.lab.machine_files.values().all(|file| file.attempt == Some(attempt)));
    assert_eq!(lab.roll("16_01").revision, revision, "nobody's decision grows old by it");
    let told =
        tell(&lab.entries.last().unwrap().1, About::Roll(lab.roll_id("16_01")), &lab.lab, Language::English);
    assert_eq!(told[0].sentence, "10000001.LOG, 10000001.desc.");
}

#[test]
fn the_folder_of_the_roll_tells_its_log_as_well() {
    let mut lab = lab().with_project("RRD123-2025", &[3]).planned().start("16_01");
    let folder = lab.roll("16_01").temporary_id.to_string();
    assert_eq!(lab.bring(received([log_in("77", "RRD123-2025_OU", &folder, 3)]))[6], 1);
}

#[test]
fn a_finding_is_settled_once() {
    let mut lab = lab();
    lab.bring(import([log_in("10000002", "P", "10000001", 5), descriptor("10000002", 5)]));
    assert_eq!(lab.kinds("10000002"), [MatterKind::WrongFolder]);
    let mut lab = lab.and(settling(1, Resolution::FilmAgain));
    let refusal = lab.perform(&anna(), settling(1, Resolution::Slip)).expect_err("settled before");
    assert_eq!(
        refusal.to_string(),
        "B-0001 is settled: Anna decided: to be filmed again. Each finding is settled once."
    );
    let events = &lab.entries.last().unwrap().1;
    assert_eq!(
        summary("settle_finding", events, &lab.lab, Language::German),
        "erledigte B-0001 10000002 (Falscher Ordner): wird neu verfilmt, seen on the film"
    );
    let told = tell(events, About::Number(number("10000002")), &lab.lab, Language::German);
    assert_eq!(told[0].title, "Geklärt: Falscher Ordner.");
    assert_eq!(
        lab.refused(settling(9, Resolution::Slip)),
        "There is no finding B-0009: choose one from the list of findings."
    );
}

#[test]
fn nobody_says_that_something_arrived() {
    let mut lab = lab();
    lab.bring(import([log("10000001", 5)]));
    let refused = lab.refused(settling(1, Resolution::Arrived));
    assert_eq!(refused, "What the finding came to is missing: choose one from the list.");
}

#[test]
fn an_import_is_refused_as_a_whole() {
    let mut empty = lab();
    let refusal = empty.perform(&anna(), import([])).expect_err("nothing to import");
    assert_eq!(refusal, Refusal::MachineFilesOutOfBounds { most: 2000 });
    let operator = Actor::person("Otto", Roles::new([Role::Operator]));
    let refusal = empty.perform(&operator, import(both("10000001", 1))).expect_err("no planner");
    assert!(matches!(refusal, Refusal::NotAllowed { .. }));
    assert!(empty.perform(&operator, received(both("10000001", 1))).is_ok());
}

#[test]
fn the_number_of_a_film_of_the_time_before_becomes_void_when_that_film_is_gone() {
    let mut lab = lab();
    lab.bring(import(both("10000001", 5)));
    let lab = lab
        .and(Command::VoidNumber { number: number("10000001"), reason: "film torn in the archive".into() });
    let held = lab.lab.holdings.get(number("10000001")).unwrap();
    assert_eq!(held.holding, Holding::Void { reason: "film torn in the archive".into(), replaced_by: None });
    assert_eq!(
        answers(Some(held), &lab.lab, Language::German).why_this_one,
        "Ungültig gemacht: film torn in the archive."
    );
    // What it was stays told; the numbers go on behind it.
    let told = crate::histories::history(&lab, About::Number(number("10000001")), Language::English);
    assert!(told[0].starts_with("issued: Taken over from old machine."), "{told:?}");
    assert!(told[1].starts_with("void: Voided: film torn in the archive."), "{told:?}");
    let lab = lab.and(reserving(1, "labels"));
    assert_eq!(lab.lab.holdings.get(number("10000002")).unwrap().holding.state(), NumberState::Reserved);
    // The number of a film made here still goes with its film.
    let lab = lab.with_project("RRD123-2025", &[50]).planned().film("16_01");
    let refused = lab.refused(Command::VoidNumber { number: number("10000003"), reason: "torn".into() });
    assert!(refused.contains("it is voided together with that film's rework"), "{refused}");
}
