//! Numbers that follow each other: the block of a project, what stands in its way, and the numbers of test films.

use crate::rights::every_command;
use crate::support::{TestLab, anna, documents, key, lab, number, unfounded};
use domain::command::{Answer, Command};
use domain::film::attempt::FailReason;
use domain::history::{About, tell};
use domain::number::{Holding, NumberState};
use domain::person::Actor;
use domain::time::Timestamp;
use domain::words::Language;

/// OU gives the numbers of a project one after the other.
pub fn consecutive() -> TestLab {
    lab().with_settings(|settings| settings.sites[0].consecutive = true)
}

/// A project of so many full rolls, planned.
fn rolls(lab: TestLab, archive_id: &str, rolls: usize) -> TestLab {
    lab.with_project(archive_id, &vec![2900; rolls]).planned()
}

fn states(lab: &TestLab, numbers: &[&str]) -> Vec<NumberState> {
    numbers.iter().map(|number| lab.state_of(number)).collect()
}

fn told(lab: &TestLab, about: About) -> Vec<String> {
    let events = lab.entries.iter().flat_map(|(_, events)| tell(events, about, &lab.lab, Language::English));
    events.map(|told| format!("{} {}", told.title, told.sentence)).collect()
}

#[test]
fn the_first_film_keeps_a_block_for_the_whole_project() {
    let lab = rolls(consecutive(), "RRD100-2025", 3);
    assert_eq!(lab.lab.holdings.iter().count(), 0, "a plan alone takes no number");
    let lab = lab.film("RRD100-2025_OU_16_02");
    assert_eq!(lab.number_of("RRD100-2025_OU_16_02").as_deref(), Some("10000001"));
    assert_eq!(states(&lab, &["10000002", "10000003"]), [NumberState::Reserved; 2]);
    // Another project is filmed in between, and goes behind the block.
    let lab = rolls(lab, "RRD200-2025", 1).film("RRD200-2025_OU_16_01");
    assert_eq!(lab.number_of("RRD200-2025_OU_16_01").as_deref(), Some("10000004"));
    let lab = lab.film("RRD100-2025_OU_16_01").film("RRD100-2025_OU_16_03");
    assert_eq!(lab.number_of("RRD100-2025_OU_16_01").as_deref(), Some("10000002"));
    assert_eq!(lab.number_of("RRD100-2025_OU_16_03").as_deref(), Some("10000003"));
    assert_eq!(lab.lab.breaks.iter().count(), 0);
    lab.lawful();
}

#[test]
fn a_failed_attempt_gives_its_number_back_to_the_block() {
    let lab = consecutive().bound_at_start();
    let lab = rolls(lab, "RRD100-2025", 2).start("16_01").fail("16_01", FailReason::Jam, 30);
    assert_eq!(states(&lab, &["10000001", "10000002"]), [NumberState::Reserved; 2]);
    let lab = lab.start("16_02").start("16_01").finish_counted("16_02").finish_counted("16_01");
    assert_eq!(lab.number_of("16_02").as_deref(), Some("10000001"));
    assert_eq!(lab.number_of("16_01").as_deref(), Some("10000002"));
    lab.lawful();
}

#[test]
fn a_plan_that_shrinks_releases_the_tail_and_one_that_grows_extends_it() {
    let lab = rolls(consecutive(), "RRD100-2025", 4).film("16_01").reset();
    let fewer = lab.clone().with_list(documents(&[2900, 2900])).planned();
    assert_eq!(
        states(&fewer, &["10000002", "10000003", "10000004"]),
        [NumberState::Reserved, NumberState::Free, NumberState::Free]
    );
    fewer.lawful();
    let more = lab.with_list(documents(&[2900; 6])).planned();
    assert_eq!(states(&more, &["10000004", "10000006"]), [NumberState::Reserved; 2]);
    assert_eq!(more.state_of("10000007"), NumberState::Free);
    assert_eq!(more.lab.breaks.iter().count(), 0);
    more.lawful();
}

#[test]
fn an_extension_that_cannot_follow_names_the_neighbour_in_its_way() {
    let lab = rolls(consecutive(), "RRD100-2025", 2).film("RRD100-2025_OU_16_01");
    let first = lab.project();
    let lab = rolls(lab, "RRD200-2025", 1).film("RRD200-2025_OU_16_01");
    let longer = Command::RegisterProject {
        key: key("RRD100-2025", "OU"),
        documents: documents(&[2900; 4]),
        accept: Some(2),
        test: None,
    };
    let lab = lab.and(Command::ResetProject { project: first, reason: "two more documents".into() });
    let plan = Command::AcceptPlan { project: first, choice: Default::default() };
    let lab = lab.and(longer).and(plan);
    let broken: Vec<_> = lab.lab.breaks.values().collect();
    let [broken] = broken.as_slice() else { panic!("one exception: {broken:?}") };
    assert_eq!((broken.after, broken.blocked_by), (number("10000002"), number("10000003")));
    assert_eq!(broken.given, [number("10000004"), number("10000005")]);
    assert_eq!(lab.state_of("10000005"), NumberState::Reserved);
    let told = told(&lab, About::Project(first));
    assert!(told.iter().any(|line| line.contains("10000003 is in the way")), "{told:?}");
    lab.lawful();
}

#[test]
fn a_void_number_of_its_own_is_no_exception() {
    let lab = rolls(consecutive(), "RRD100-2025", 2).film("16_01").film("16_02").replace(&["16_02"]);
    let lab = lab.film("16_02");
    assert_eq!(lab.number_of("16_02").as_deref(), Some("10000003"));
    assert_eq!(lab.lab.breaks.iter().count(), 0);
    lab.lawful();
}

#[test]
fn a_block_goes_back_when_its_project_is_put_away() {
    let filmed = || rolls(consecutive(), "RRD100-2025", 3).film("16_01");
    for (away, why) in [
        (filmed().delete(), "RRD100-2025_OU_Certificates was deleted"),
        (filmed().abandon(), "RRD100-2025_OU_Certificates was abandoned"),
    ] {
        assert_eq!(states(&away, &["10000002", "10000003"]), [NumberState::Free; 2]);
        let held = away.lab.holdings.get(number("10000002")).expect("it was held");
        let Holding::Returned { reason } = &held.holding else { panic!("{held:?}") };
        assert!(reason.starts_with(why), "{reason}");
        away.lawful();
    }
}

#[test]
fn test_films_are_numbered_apart_and_never_delivered() {
    let lab = rolls(lab(), "RRD100-2099", 1).film("16_01");
    assert_eq!(lab.number_of("16_01").as_deref(), Some("90000001"));
    assert_eq!(
        lab.refused(Command::DeliverIndex { project: lab.project(), file: String::new(), to: String::new() }),
        "RRD100-2099_OU_Certificates is a test project: its films carry test numbers and are never handed over."
    );
    // The next film of a customer has the first number of its site.
    let lab = rolls(lab, "RRD200-2025", 1).film("RRD200-2025_OU_16_01");
    assert_eq!(lab.number_of("RRD200-2025_OU_16_01").as_deref(), Some("10000001"));
    lab.lawful();
}

#[test]
fn a_person_may_say_that_a_project_is_a_test_or_is_none() {
    let registered = |archive_id: &str, test| {
        let key = key(archive_id, "OU");
        let list = documents(&[10]);
        let lab =
            lab().and(Command::RegisterProject { key, documents: list, accept: None, test: Some(test) });
        lab.lab.projects.values().map(|project| project.numbers().digit()).collect::<Vec<_>>()
    };
    assert_eq!(registered("RRD100-2025", true), [9]);
    assert_eq!(registered("RRD100-2099", false), [1]);
}

#[test]
fn a_reservation_ends_by_itself_with_its_last_day() {
    let until = |seconds| Some(Timestamp::from_millis(1_762_149_600_000).plus_seconds(seconds));
    let kept = |count, seconds| Command::ReserveNumbers {
        site: "OU".into(),
        count,
        purpose: "tests".into(),
        until: until(seconds),
    };
    let mut lab = lab().and(kept(2, 90)).and(kept(1, 86_400)).reserve(1, "for ever");
    let numbers = ["10000001", "10000002", "10000003", "10000004", "10000009"].map(number).to_vec();
    let over = Command::ReleaseExpired { numbers };
    let answer = lab.perform(&Actor::lab(), over.clone()).expect("the lab may");
    assert_eq!(answer, Answer::Numbers { numbers: ["10000001", "10000002"].map(number).to_vec() });
    assert_eq!(
        states(&lab, &["10000001", "10000002", "10000003", "10000004"]),
        [NumberState::Free, NumberState::Free, NumberState::Reserved, NumberState::Reserved]
    );
    let entries = lab.entries.len();
    lab.perform(&Actor::lab(), over.clone()).expect("a second time");
    assert_eq!(lab.entries.len(), entries, "nothing was over any more");
    assert!(lab.perform(&anna(), over).is_err(), "nobody asks for it");
    assert!(
        told(&lab, About::Number(number("10000001")))
            .iter()
            .any(|line| line.contains("the reservation ended"))
    );
    lab.lawful();
}

/// A branch that forgets a command would answer that it is done and change nothing.
#[test]
fn no_command_is_forgotten() {
    for command in every_command().into_iter().filter(|command| command.action() != "release_expired") {
        let mut lab = unfounded();
        let answer = lab.perform(&Actor::console(), command.clone());
        assert!(answer.is_err() || !lab.entries.is_empty(), "{command:?}: {answer:?}");
    }
}
