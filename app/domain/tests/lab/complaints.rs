//! Complaints: what a customer found, what it is about, and what came of it.

use crate::support::{TestLab, lab, number};
use domain::command::{Command, Grievance};
use domain::film::complaint::{Fault, Settlement};
use domain::film::document::Barcode;
use domain::film::rework::NumberChoice;
use domain::history::About;
use domain::id::{ComplaintId, ReworkId, RollId};
use domain::number::NumberState;
use domain::time::Timestamp;

fn delivered() -> TestLab {
    lab().with_project("RRD123-2025", &[2000, 2000]).planned().film("16_01").film("16_02").deliver()
}

fn about(lab: &TestLab, rolls: &[&str]) -> Grievance {
    Grievance {
        project: lab.project(),
        rolls: rolls.iter().map(|roll| lab.roll_id(roll)).collect(),
        barcode: None,
        fault: Fault::Unreadable,
        words: "Page 3 cannot be read".into(),
        received: Timestamp::default(),
    }
}

fn complaining(lab: &TestLab, rolls: &[&str]) -> Command {
    Command::OpenComplaint { about: about(lab, rolls) }
}

fn settling(how: Settlement, note: &str) -> Command {
    Command::SettleComplaint { complaint: ComplaintId::new(1), how, note: note.into() }
}

fn complained(rolls: &[&str]) -> TestLab {
    let lab = delivered();
    let command = complaining(&lab, rolls);
    lab.and(command)
}

#[test]
fn a_complaint_is_told_of_its_film_and_changes_nothing_else() {
    let before = delivered();
    let lab = complained(&["16_01"]);
    lab.differs_only_in(&before, &["head", "complaints"]);
    let settled = lab.and(settling(Settlement::NoFault, "read well here"));
    settled.lawful();
    let last = |about| {
        let told = crate::histories::history(&settled, about, domain::words::Language::English);
        told[told.len() - 2..].to_vec()
    };
    let expected = [
        "failed: Complained about: unreadable. K-0001: “Page 3 cannot be read”.",
        "changed: Complaint K-0001 is settled: no fault. read well here.",
    ];
    assert_eq!(last(About::Number(number("10000001"))), expected);
    assert_eq!(last(About::Roll(settled.roll_id("16_01"))), expected);
    assert_eq!(last(About::Project(settled.project())), expected);
}

#[test]
fn a_complaint_that_ends_in_a_new_film_names_the_rework() {
    let lab = complained(&["16_01"]);
    let rework = Settlement::Rework { rework: ReworkId::new(1) };
    let none =
        "No film it is about was rejected since K-0001: reject the film first, or choose another result.";
    assert_eq!(lab.refused(settling(rework, "")), none);
    let other = lab.clone().and(lab.rejecting(&["16_02"], NumberChoice::Keep));
    assert_eq!(other.refused(settling(rework, "")), none, "another film was rejected");
    let command = lab.rejecting(&["16_01"], NumberChoice::Void);
    let lab = lab.and(command).and(settling(rework, ""));
    let complaint = lab.lab.complaints.get(ComplaintId::new(1)).expect("it is on record");
    assert_eq!(complaint.settled.as_ref().map(|settled| settled.how), Some(rework));
    assert_eq!(lab.state_of("10000001"), NumberState::Void);
    lab.lawful();
}

#[test]
fn what_was_rejected_before_the_complaint_is_no_answer_to_it() {
    let lab = delivered().keep(&["16_01"]).film("16_01");
    let command = complaining(&lab, &[]);
    let lab = lab.and(command);
    assert!(
        lab.refused(settling(Settlement::Rework { rework: ReworkId::new(1) }, "")).contains("since K-0001")
    );
}

#[test]
fn a_complaint_is_refused_in_words() {
    let lab = delivered();
    let refused = |change: &dyn Fn(&mut Grievance)| {
        let mut about = about(&lab, &["16_01"]);
        change(&mut about);
        lab.refused(Command::OpenComplaint { about })
    };
    assert_eq!(
        refused(&|about| about.words = " ".into()),
        "A reason is missing: say why, because the film and its number stay in the record."
    );
    assert_eq!(
        refused(&|about| about.barcode = Some(Barcode::parse("9999").expect("a barcode"))),
        "RRD123-2025_OU_Certificates has no document 9999: check the barcode."
    );
    assert_eq!(
        refused(&|about| about.received = Timestamp::from_millis(i64::MAX)),
        "This date lies in the future: choose the day it came in."
    );
    assert_eq!(
        refused(&|about| about.rolls = vec![RollId::new(99)]),
        "There is no roll 99: choose one from its project's plan."
    );
    let lab = delivered().with_project("RRD200-2025", &[400]).planned();
    let mut other = about(&lab, &[]);
    other.rolls = vec![lab.roll_id("RRD123-2025_OU_16_01")];
    assert_eq!(
        lab.refused(Command::OpenComplaint { about: other }),
        "RRD123-2025_OU_16_01 is no roll of RRD200-2025_OU_Certificates: choose one of this project."
    );
    assert_eq!(
        lab.refused(complaining(&lab, &["RRD200-2025_OU_16_01"])),
        "RRD200-2025_OU_16_01 has no film yet: film it first."
    );
}

#[test]
fn a_complaint_is_settled_once() {
    let lab = complained(&[]);
    assert_eq!(
        lab.refused(settling(Settlement::NoFault, " ")),
        "A reason is missing: say why, because the film and its number stay in the record.",
        "that nothing is wrong is explained"
    );
    let lab = lab.and(settling(Settlement::Corrected, ""));
    assert_eq!(lab.refused(settling(Settlement::Corrected, "")), "K-0001 is settled already.");
    let other = Command::SettleComplaint {
        complaint: ComplaintId::new(7),
        how: Settlement::Corrected,
        note: String::new(),
    };
    assert_eq!(lab.refused(other), "There is no complaint K-0007: choose one from the list.");
    lab.lawful();
}
