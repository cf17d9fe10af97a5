//! Stories of development and acceptance: runs, density, quarantine, and what may be handed over.

use crate::histories::history;
use crate::rework::two_films;
use crate::summaries::expect_last;
use crate::support::{TestLab, anna, document, key, lab, number, quarantining, releasing_run};
use domain::command::{Answer, Command};
use domain::film::development::Quarantine;
use domain::film::roll::RollStage;
use domain::history::About;
use domain::id::{ProjectId, RollId, RunId};
use domain::words::Language::{English, German};
use domain::words::Say;

/// A project with a film of each width, both filmed: 61 frames of 16mm and 11 of 35mm.
fn both_films() -> TestLab {
    let large = vec![document("1001", 60, "10-19")];
    lab().with_project_of(key("RRD123-2025", "OU"), large).planned().film("35_01").film("16_01")
}

/// Two films developed in a run that a reading of 0.95 holds back.
fn held() -> TestLab {
    two_films().develop(&["16_01", "16_02"], &["1.25", "0.95"])
}

#[test]
fn films_are_developed_together_and_the_run_says_how_much_film_it_took() {
    let mut lab = both_films();
    let develop = lab.developing(&["35_01", "16_01"], &["1.25", "1,30"]);
    let answer = lab.perform(&anna(), develop).unwrap();
    assert_eq!(answer, Answer::Developed { run: RunId::new(1), quarantined: false });
    let run = lab.run(1);
    assert_eq!(run.rolls, lab.roll_ids(&["16_01", "35_01"]));
    // 61 × 10 mm and 11 × 42 mm, with a leader and a trailer of 50 cm each.
    assert_eq!(run.length_mm, 1_610 + 1_462);
    let readings: Vec<u32> = run.readings.iter().map(|reading| reading.hundredths()).collect();
    assert_eq!((readings, run.bath.as_str(), run.by.as_str()), (vec![125, 130], "B7", "Anna"));
    for roll in ["16_01", "35_01"] {
        assert_eq!(lab.stage_of(roll), RollStage::Developed);
    }
    lab.lawful();
}

#[test]
fn a_run_takes_the_film_that_was_exposed_not_the_film_that_was_planned() {
    let lab = lab().with_project("RRD123-2025", &[1000]).planned().start("16_01");
    let log = lab.more_of(lab.log_of("16_01", 300), "16_01", 1000);
    let lab = lab.finish_logged("16_01", log).develop(&["16_01"], &[]);
    assert_eq!(lab.run(1).length_mm, 14_000, "the aborted start is on the same film");
}

#[test]
fn one_reading_beyond_the_limits_holds_the_whole_run() {
    let mut lab = two_films();
    let develop = lab.developing(&["16_01", "16_02"], &["1.25", "0.95", "1.70"]);
    let answer = lab.perform(&anna(), develop).unwrap();
    assert_eq!(answer, Answer::Developed { run: RunId::new(1), quarantined: true });
    assert_eq!(lab.run(1).quarantine, Quarantine::Held { reason: "density 0.95".into() });
    assert_eq!(lab.stage_of("16_02"), RollStage::Developed, "developed it is all the same");
    assert_eq!(
        lab.refused(lab.accepting(&["16_02"])),
        "RRD123-2025_OU_16_02 was developed in E-0001, which is in quarantine: \
         release the run with a reason, or reject the film."
    );
}

#[test]
fn readings_at_the_limits_pass_and_the_limits_are_the_labs_own() {
    let passes = |lab: TestLab, reading: &str| lab.develop(&["16_01"], &[reading]).run(1).quarantine.clone();
    for (reading, state) in [("0.99", "held"), ("1.00", "clear"), ("1.60", "clear"), ("1.61", "held")] {
        assert_eq!(passes(two_films(), reading).code(), state, "{reading}");
    }
    let strict = || two_films().with_settings(|settings| settings.film.density = [110, 120, 140, 150]);
    for (reading, state) in [("1.09", "held"), ("1.10", "clear"), ("1.50", "clear"), ("1.60", "held")] {
        assert_eq!(passes(strict(), reading).code(), state, "{reading}");
    }
}

#[test]
fn a_held_run_is_released_with_a_reason_and_its_films_are_accepted() {
    let lab = held();
    let silent = Command::ReleaseRun { run: RunId::new(1), reason: "  ".into() };
    assert!(lab.refused(silent).starts_with("A reason is missing"));
    let lab = lab.and(releasing_run(1));
    assert_eq!(lab.run(1).quarantine, Quarantine::Released { reason: "measured again".into() });
    let lab = lab.accept(&["16_01", "16_02"]);
    assert_eq!(lab.stage_of("16_02"), RollStage::Accepted);
    lab.lawful();
}

#[test]
fn a_run_is_held_by_hand_and_the_next_one_is_not() {
    let lab = two_films().develop(&["16_01"], &["1.30"]).develop(&["16_02"], &["1.30"]);
    let lab = lab.and(quarantining(1));
    assert_eq!(lab.run(1).quarantine, Quarantine::Held { reason: "crystals on the film".into() });
    assert!(lab.refused(lab.accepting(&["16_01"])).contains("E-0001, which is in quarantine"));
    assert_eq!(lab.accept(&["16_02"]).stage_of("16_02"), RollStage::Accepted);
}

#[test]
fn a_run_in_quarantine_holds_what_was_accepted_before_anybody_saw_it() {
    let lab = two_films().develop(&["16_01", "16_02"], &["1.30"]).accept(&["16_01", "16_02"]);
    let held = lab.clone().and(quarantining(1));
    assert_eq!(held.stage_of("16_01"), RollStage::Accepted, "that it was accepted stays on record");
    assert_eq!(
        held.refused(held.delivering()),
        "RRD123-2025_OU_16_01 was developed in E-0001, which is in quarantine: \
         release the run with a reason, or reject the film."
    );
    assert_eq!(held.clone().and(releasing_run(1)).deliver().lab.deliveries.iter().count(), 1);
    // Or the films are made again, in a run of their own.
    let lab = held.replace(&["16_01", "16_02"]).film("16_01").film("16_02");
    let lab = lab.develop(&["16_01", "16_02"], &["1.30"]).accept(&["16_01", "16_02"]).deliver();
    assert_eq!(lab.run(1).quarantine.code(), "held", "nothing of it is left");
    lab.lawful();
}

#[test]
fn a_film_of_a_run_in_quarantine_does_not_go_out_undeclared() {
    let lab = two_films().develop(&["16_02"], &["0.95"]);
    assert!(lab.refused(lab.delivering()).contains("RRD123-2025_OU_16_02 was developed in E-0001"));
    assert_eq!(lab.and(releasing_run(1)).deliver().lab.deliveries.iter().count(), 1);
}

#[test]
fn a_run_answers_only_what_it_can() {
    let clear = two_films().develop(&["16_01"], &[]);
    let unheld = "E-0001 is not in quarantine: there is nothing to release.";
    assert_eq!(clear.refused(releasing_run(1)), unheld);
    assert_eq!(held().refused(quarantining(1)), "E-0001 is in quarantine already.");
    let released = held().and(releasing_run(1));
    assert_eq!(released.refused(releasing_run(1)), unheld);
    assert_eq!(released.and(quarantining(1)).run(1).quarantine.code(), "held", "once more");
    let unknown = "There is no development run E-0007: choose one from the list.";
    assert_eq!(clear.refused(quarantining(7)), unknown);
    assert_eq!(clear.refused(releasing_run(7)), unknown);
}

#[test]
fn a_film_in_quarantine_can_be_rejected_and_its_successor_is_free_of_it() {
    let lab = held().replace(&["16_01"]).film("16_01");
    let lab = lab.develop(&["16_01"], &["1.30"]).accept(&["16_01"]);
    assert_eq!(lab.stage_of("16_01"), RollStage::Accepted);
    assert_eq!(lab.run(1).quarantine.code(), "held", "the other film of the old run still waits");
    assert!(lab.refused(lab.accepting(&["16_02"])).contains("E-0001"));
    lab.lawful();
}

#[test]
fn one_film_that_cannot_go_on_keeps_them_all() {
    let before = two_films().develop(&["16_01"], &["1.30"]);
    let mut lab = before.clone();
    let accept = lab.accepting(&["16_01", "16_02"]);
    let refusal = lab.perform(&anna(), accept).unwrap_err();
    assert_eq!(
        refusal.to_string(),
        "RRD123-2025_OU_16_02 is not developed yet: record its development first."
    );
    let develop = lab.developing(&["16_02", "16_01"], &[]);
    let refusal = lab.perform(&anna(), develop).unwrap_err();
    assert_eq!(
        refusal.to_string(),
        "RRD123-2025_OU_16_01 is developed already: accept it, or reject its film."
    );
    lab.differs_only_in(&before, &[]);
}

#[test]
fn films_are_developed_and_accepted_as_they_were_seen() {
    let mut lab = two_films();
    lab.seen = Some(lab.roll("16_01").revision);
    let stale = "This changed since you opened it: look at it again, then decide.";
    assert_eq!(lab.refused(lab.developing(&["16_01", "16_02"], &[])), stale);
    lab.seen = Some(lab.roll("16_02").revision);
    lab = lab.develop(&["16_01", "16_02"], &[]);
    assert_eq!(lab.refused(lab.accepting(&["16_01"])), stale, "it was not developed when it was opened");
}

#[test]
fn filmed_is_enough_to_deliver_unless_the_lab_wants_acceptance() {
    assert_eq!(both_films().deliver().lab.deliveries.iter().count(), 1);
    let lab = both_films().with_settings(|settings| settings.film.deliver_accepted_only = true);
    let lab = lab.develop(&["16_01", "35_01"], &["1.30"]).accept(&["16_01"]);
    let refusal = lab.clone().perform(&anna(), lab.delivering()).unwrap_err();
    assert_eq!(
        refusal.say(English),
        "RRD123-2025_OU_35_01 is not accepted: \
         an index is delivered when every film of both kinds is."
    );
    assert_eq!(
        refusal.say(German),
        "RRD123-2025_OU_35_01 ist nicht abgenommen: \
         der Index wird übergeben, wenn alle Filme beider Arten es sind."
    );
    assert_eq!(lab.accept(&["35_01"]).deliver().lab.deliveries.iter().count(), 1);
}

#[test]
fn a_project_without_a_film_has_nothing_to_accept_and_nothing_to_deliver() {
    let lab = lab().with_settings(|settings| settings.film.deliver_accepted_only = true);
    let lab = lab.with_project("RRD123-2025", &[400]);
    assert_eq!(
        lab.refused(lab.delivering()),
        "RRD123-2025_OU_Certificates is not filmed: \
         an index is delivered when every roll of both films is."
    );
}

#[test]
fn what_happens_after_the_camera_is_told_to_number_roll_and_project() {
    let lab = held().and(releasing_run(1)).accept(&["16_01"]);
    let english = [
        "filmed: Developed in E-0001. 2 films, 42.00 m of film. Density 1.25, 0.95. Bath B7. \
         The run is in quarantine.",
        "changed: E-0001 was released. measured again.",
        "issued: Accepted. RRD123-2025_OU_16_01.",
    ];
    let german = [
        "filmed: Entwickelt in E-0001. 2 Filme, 42,00 m Film. Dichte 1,25, 0,95. Ansatz B7. \
         Der Lauf ist in Quarantäne.",
        "changed: E-0001 wurde freigegeben. measured again.",
        "issued: Abgenommen. RRD123-2025_OU_16_01.",
    ];
    for (about, before) in [
        (About::Number(number("10000001")), 1),
        (About::Roll(RollId::new(1)), 3),
        (About::Project(ProjectId::new(1)), 6),
    ] {
        assert_eq!(history(&lab, about, English)[before..], english, "{about:?}");
        assert_eq!(history(&lab, about, German)[before..], german, "{about:?}");
    }
    let other = history(&lab, About::Number(number("10000002")), English);
    assert_eq!(other.len(), 3, "it was developed and released, but not accepted: {other:?}");
}

#[test]
fn every_entry_after_the_camera_has_its_line() {
    let lab = held();
    expect_last(&lab, "developed 2 films in E-0001", "entwickelte 2 Filme in E-0001");
    let lab = lab.and(releasing_run(1));
    expect_last(
        &lab,
        "released E-0001 from quarantine: measured again",
        "gab E-0001 aus der Quarantäne frei: measured again",
    );
    let lab = lab.and(quarantining(1));
    expect_last(
        &lab,
        "put E-0001 in quarantine: crystals on the film",
        "stellte E-0001 unter Quarantäne: crystals on the film",
    );
    let lab = lab.and(releasing_run(1)).accept(&["16_01"]);
    expect_last(&lab, "accepted RRD123-2025_OU_16_01", "nahm RRD123-2025_OU_16_01 ab");
}
