//! R14 to R34: what plans, lists, evidence and deleted things promise.

use super::{film_too, filmed, with_sheets};
use crate::machine::logged;
use crate::rework::blips;
use crate::support::{TestLab, anna, document, documents, key, lab};
use domain::command::{Answer, Command, FilmChoice, PlanChoice};
use domain::evidence::{FilmLog, Finding};
use domain::film::attempt::{Course, FailReason};
use domain::film::document::Barcode;
use domain::film::index::{FilmedRoll, NotReady, index};
use domain::film::project::ProjectKey;
use domain::film::roll::RollStage;
use domain::number::Holding;

fn row(barcode: &str, blip: &str) -> (String, String) {
    (barcode.to_owned(), blip.to_owned())
}

/// "`Allocation complete` returned early with no index on a second call: only deletion or database editing helped."
#[test]
fn r14_registering_and_planning_again_give_the_same_and_take_no_number() {
    let mut lab = lab().with_project("RRD123-2025", &[1400, 1300, 500]).planned();
    let names = |lab: &TestLab| -> Vec<_> {
        let rolls = lab.lab.rolls_of(lab.project());
        rolls.iter().map(|roll| (roll.temporary_id.clone(), roll.segments.clone())).collect()
    };
    let first = names(&lab);
    for _ in 0..3 {
        let again = lab.listing(documents(&[1400, 1300, 500]));
        let answer = lab.perform(&anna(), again).unwrap();
        assert!(matches!(answer, Answer::Registered { changed: false, .. }), "{answer:?}");
        lab = lab.planned();
        assert_eq!(names(&lab), first);
    }
    assert_eq!((lab.lab.holdings.iter().count(), lab.lab.reels.iter().count()), (0, 0));
}

/// "Project deletion removed rolls, left leftovers and folders … evidence must never cascade away."
#[test]
fn r15_deleting_a_project_takes_nothing_away_and_can_be_undone() {
    let before = film_too(filmed("RRD100-2025", 2000), "RRD200-2025", 500);
    let lab = before.clone().delete();
    lab.differs_only_in(&before, &["head", "projects"]);
    let back = lab.restore();
    assert_eq!(back.roll("RRD200-2025_OU_16_01"), before.roll("RRD200-2025_OU_16_01"));
    back.deliver().lawful();
}

/// "Re-registration gave other numbers, old PDFs looked valid."
#[test]
fn r16_a_deleted_project_is_restored_with_its_numbers_not_registered_anew() {
    let lab = filmed("RRD100-2025", 2000).delete();
    let again = lab.listing(documents(&[2000]));
    assert_eq!(lab.refused(again.clone()), "RRD100-2025_OU_Certificates is deleted: restore it first.");
    let lab = lab.restore().and(again);
    assert_eq!(lab.number_of("16_01").as_deref(), Some("10000001"));
    assert_eq!(lab.lab.projects.iter().count(), 1);
}

/// "One id registered repeatedly (one 5 times, 225 common documents, 900 duplicate rows): a document had several
/// blips."
#[test]
fn r17_the_same_order_is_one_project_and_another_delivery_says_so() {
    let mut lab = lab();
    for _ in 0..5 {
        let (key, documents) = (key("RRD123-2025", "OU"), documents(&[2000, 900]));
        lab.perform(&anna(), Command::RegisterProject { key, documents, accept: None, test: None }).unwrap();
    }
    assert_eq!(lab.lab.projects.iter().count(), 1);
    let monthly = |delivery: &str| {
        let key = ProjectKey { delivery: delivery.into(), ..key("RRD123-2025", "OU") };
        Command::RegisterProject { key, documents: documents(&[7]), accept: None, test: None }
    };
    let lab = lab.and(monthly("2025-03")).and(monthly("2025-04"));
    assert_eq!(lab.lab.projects.iter().count(), 3, "each is named by the person who registers it");
    let twice = vec![document("1001", 5, ""), document("1001", 6, "")];
    let key = key("RRD124-2025", "OU");
    let register = Command::RegisterProject { key, documents: twice, accept: None, test: None };
    assert!(lab.refused(register).starts_with("The list names a barcode twice: 1001."));
}

/// "35mm roll 1 overwrote 16mm roll 1 in the index."
#[test]
fn r18_the_index_names_16mm_rolls_whatever_their_ordinals() {
    let lab = with_sheets("RRD100-2025").film("35_01").film("16_01").deliver();
    assert_eq!(lab.number_of("35_01").as_deref(), Some("10000001"));
    assert_eq!(blips(&lab), [row("1001", "10000002-0001.00001")]);
}

/// "A new 35mm number made printed, filmed 16mm sheets wrong."
#[test]
fn r19_a_16mm_roll_waits_for_the_number_its_sheets_print() {
    let lab = with_sheets("RRD100-2025");
    let start = lab.starting("16_01", FilmChoice::Proposed);
    assert!(lab.refused(start.clone()).starts_with("This roll waits for 35mm roll RRD100-2025_OU_35_01"));
    let lab = lab.film("35_01").replace(&["35_01"]);
    assert!(lab.refused(start).starts_with("This roll waits for 35mm roll RRD100-2025_OU_35_01"), "again");
    lab.film("35_01").film("16_01").lawful();
}

/// "Lists mixed all projects' 35mm rolls."
#[test]
fn r20_a_project_lists_and_waits_for_its_own_35mm_rolls() {
    let lab = with_sheets("RRD100-2025");
    let other = vec![document("1001", 60, "10-19")];
    let lab = lab.with_project_of(key("RRD200-2025", "OU"), other).planned();
    assert_eq!(lab.live_rolls(), ["16_01", "35_01"]);
    let lab = lab.film("RRD200-2025_OU_35_01").film("RRD200-2025_OU_16_01").deliver();
    let first = lab.starting("RRD100-2025_OU_16_01", FilmChoice::Proposed);
    assert!(lab.refused(first).contains("RRD100-2025_OU_35_01"), "the other project's roll does not help");
}

/// "Changed allocation was silently ignored on a second run."
#[test]
fn r21_a_changed_list_is_shown_and_taken_and_other_values_make_another_plan() {
    let lab = lab().with_project("RRD123-2025", &[1400, 1300]).planned();
    let register = |accept| {
        let (key, documents) = (key("RRD123-2025", "OU"), documents(&[1400, 1301]));
        Command::RegisterProject { key, documents, accept, test: None }
    };
    assert!(lab.refused(register(None)).contains("0 added, 0 removed, 1 changed"));
    let lab = lab.and(register(Some(1))).planned();
    assert_eq!(lab.roll("16_01").frames, 2701);
    let smaller = PlanChoice { capacity_16mm: Some(1500), ..PlanChoice::default() };
    let plan = Command::AcceptPlan { project: lab.project(), choice: smaller };
    assert_eq!(lab.and(plan).live_rolls(), ["16_01", "16_02"]);
}

/// "Retries made duplicate rolls." A request sent twice with its key is proved by the store's contract:
/// `a_repeated_key_gets_the_first_answer`.
#[test]
fn r22_a_plan_accepted_twice_has_each_roll_once() {
    let lab = lab().with_project("RRD123-2025", &[1400, 1300, 500]).planned().planned().planned();
    assert_eq!(lab.live_rolls(), ["16_01", "16_02"]);
    let lab = lab.film("16_01").reset().planned().reset().planned();
    assert_eq!(lab.live_rolls(), ["16_01", "16_02"], "and beside kept rolls, too");
    lab.lawful();
}

/// "Three channels could complete a session."
#[test]
fn r23_an_attempt_ends_once() {
    let lab = lab().with_project("RRD123-2025", &[400]).planned().start("16_01");
    let (count, log) =
        (lab.finishing_counted("16_01"), lab.finishing_logged("16_01", lab.log_of("16_01", 400)));
    let fail = lab.failing("16_01", FailReason::Jam, Some(9));
    let filmed = lab.clone().and(log.clone());
    for late in [count.clone(), log, fail.clone()] {
        assert_eq!(filmed.refused(late), "RRD123-2025_OU_16_01 is filmed already: its number is issued.");
    }
    let failed = lab.and(fail);
    assert_eq!(failed.refused(count), "RRD123-2025_OU_16_01 is not being filmed: start an attempt first.");
}

/// "The word `exception` on stderr failed a running one."
#[test]
fn r24_nothing_but_a_person_fails_an_attempt() {
    let lab = lab().with_project("RRD123-2025", &[400]).planned().start("16_01");
    let mut strange = lab.log_of("16_01", 400);
    strange.files[0].path = r"X:\exception\1001 - error.pdf".into();
    let lab = lab.finish_logged("16_01", strange);
    assert_eq!(lab.stage_of("16_01"), RollStage::Filming);
    let right = lab.log_of("16_01", 400);
    assert_eq!(lab.finish_logged("16_01", right).stage_of("16_01"), RollStage::Filmed);
}

/// "The number came from the folder name: renaming a folder renamed the film."
#[test]
fn r25_no_path_and_no_file_name_gives_a_number() {
    let lab = lab().with_project("RRD123-2025", &[400]).planned().start("16_01");
    let mut log = lab.log_of("16_01", 400);
    log.number = Some("20000105".into());
    log.files[0].path = r"X:\RRD123-2025\.output\20000103\1001.pdf".into();
    let lab = lab.finish_logged("16_01", log);
    assert_eq!(lab.number_of("16_01").as_deref(), Some("10000001"));
    let found = &lab.attempts_at("16_01")[0].comparison.as_ref().expect("compared").findings;
    assert!(found.contains(&Finding::MachineNumber { number: "20000105".into() }), "it is noted: {found:?}");
}

/// "Repeats counted in blips." More of it in `evidence::compare_tests` and `evidence::sample_tests`.
#[test]
fn r26_a_second_full_pass_is_not_counted_into_the_blips() {
    let lab = lab().with_project("RRD123-2025", &[600, 300]).planned().start("16_01");
    let log = lab.more_of(lab.log_of("16_01", 900), "16_01", 900);
    let lab = lab.finish_logged("16_01", log);
    assert_eq!(blips(&lab), [row("1001", "10000001-0001.00001"), row("1002", "10000001-0002.00601")]);
}

/// "Near matches mailed as `warning`."
#[test]
fn r27_an_index_follows_the_evidence_or_there_is_none() {
    let lab = lab().with_project("RRD123-2025", &[600, 300]).planned().film("16_01");
    let mut attempt = lab.attempts_at("16_01")[0].clone();
    attempt.comparison.as_mut().expect("compared").blips.pop();
    let list = documents(&[600, 300]);
    let roll = lab.roll("16_01");
    let film = FilmedRoll { roll, number: lab.lab.number_of(roll.id), attempt: Some(&attempt) };
    let barcode = "1002".to_owned();
    assert_eq!(
        index(&list, &[film]),
        Err(NotReady::Disagrees { roll: roll.temporary_id.to_string(), barcode })
    );
}

/// A log that stops at the 20th page of the second document and goes on at its second page.
fn continued(lab: &TestLab) -> FilmLog {
    let mut log = lab.log_of("16_01", 180);
    let whole = log.records.clone();
    log.records.truncate(120);
    log.records.extend(&whole[101..]);
    log
}

/// "Planned blips once delivered."
#[test]
fn r28_the_delivered_blip_is_where_the_document_lies_not_where_it_was_planned() {
    let lab = lab().with_project("RRD123-2025", &[100, 50, 30]).planned().start("16_01");
    let log = continued(&lab);
    let lab = lab.finish_logged("16_01", log).deliver();
    // Nineteen repeated frames lie before the third document, which was planned at frame 151.
    assert_eq!(blips(&lab)[2], row("1003", "10000001-0003.00170"));
}

/// "35mm rolls stayed active for ever": later projects were appended to reels filmed and developed months before.
#[test]
fn r29_a_filmed_35mm_roll_is_closed() {
    let lab = with_sheets("RRD100-2025").film("35_01");
    let first = lab.roll("RRD100-2025_OU_35_01").clone();
    let other = vec![document("2001", 60, "10-19")];
    let lab = lab.with_project_of(key("RRD200-2025", "OU"), other).planned().film("RRD200-2025_OU_35_01");
    assert_eq!(lab.roll("RRD100-2025_OU_35_01"), &first, "though it has room for hundreds of frames");
    assert_eq!(lab.number_of("RRD200-2025_OU_35_01").as_deref(), Some("10000002"));
}

/// "Development time 4 times too small": 1 cm a frame on either film.
#[test]
fn r30_a_run_takes_as_much_35mm_film_as_there_is() {
    let large = vec![document("1001", 300, "1-200")];
    let lab = lab().with_project_of(key("RRD100-2025", "OU"), large).planned().film("35_01");
    let lab = lab.develop(&["35_01"], &[]);
    assert_eq!(lab.run(1).length_mm, 1_000 + 201 * 42);
}

/// "Browser storage (5 MB) broke 47,000-page/16-roll projects after numbers were consumed."
#[test]
fn r31_a_large_project_consumes_nothing_before_a_film_is_confirmed() {
    let lab = lab().with_project("RRD100-2025", &[2800; 17]).planned().start("16_17");
    assert_eq!(lab.live_rolls().len(), 17);
    assert_eq!(lab.lab.holdings.iter().count(), 0);
    assert_eq!(lab.lab.reels.iter().count(), 1, "the one in the camera");
}

/// "Empty roll folders with real numbers." That the tables say so, too, the self-check finds out: the store's
/// `a_write_past_the_door_is_found`.
#[test]
fn r32_no_number_is_issued_without_film() {
    let lab = film_too(filmed("RRD100-2025", 2000).keep(&["16_01"]), "RRD200-2025", 400);
    let lab = lab.film("RRD100-2025_OU_16_01").with_project("RRD300-2025", &[900]).planned();
    let lab = lab.start("RRD300-2025_OU_16_01").fail("RRD300-2025_OU_16_01", FailReason::Jam, 0).abandon();
    let mut issued = 0;
    for held in lab.lab.holdings.values() {
        let Holding::Issued { attempt, .. } = held.holding else { continue };
        let course = &lab.lab.attempts.get(attempt).expect("its attempt").course;
        assert!(matches!(course, Course::Confirmed { frames: 1.., spent_mm: 1.., .. }), "{}", held.number);
        issued += 1;
    }
    assert_eq!(issued, 2);
}

/// "`.pdf.pdf`/`.PDF` not found."
#[test]
fn r33_a_file_is_its_document_in_either_case_and_a_doubled_ending_is_never_overlooked() {
    let lab = lab().with_project("RRD123-2025", &[400]).planned().start("16_01");
    let named = |ending: &str| {
        let mut log = lab.log_of("16_01", 400);
        log.files[0].path = log.files[0].path.replace(".pdf", ending);
        Command::FinishFilming { roll: lab.roll_id("16_01"), proof: logged(log) }
    };
    assert_eq!(lab.clone().and(named(".PDF")).stage_of("16_01"), RollStage::Filmed);
    assert_eq!(lab.clone().and(named(".pdf.pdf")).stage_of("16_01"), RollStage::Filming, "it is asked about");
    assert_eq!(Barcode::parse("1001.PDF"), Barcode::parse("1001"));
    assert_ne!(Barcode::parse("1001.pdf.pdf"), Barcode::parse("1001"));
}

/// "Filmed rolls without log."
#[test]
fn r34_a_film_without_a_log_says_that_it_was_counted() {
    let lab = lab().with_project("RRD123-2025", &[2000, 2000]).planned().film("16_01").start("16_02");
    let log = lab.log_of("16_02", 2000);
    let lab = lab.finish_logged("16_02", log);
    let counted = |roll: &str| {
        let attempt = lab.attempts_at(roll)[0];
        let Course::Confirmed { counted, .. } = attempt.course else { panic!("{roll} is not confirmed") };
        (counted, attempt.files)
    };
    assert_eq!((counted("16_01"), counted("16_02")), ((true, 0), (false, 1)));
}
