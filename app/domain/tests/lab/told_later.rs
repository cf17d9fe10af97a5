//! What is told of things that happen around a film: to whoever carries it at that time, and to nobody later.

use crate::histories::history;
use crate::support::{
    TestLab, discarding, lab, losing, measuring, number, placing, quarantining, releasing_run,
};
use domain::command::{Command, PlanChoice};
use domain::history::{About, answers, reason_told};
use domain::id::{ReelId, RollId};
use domain::words::Language::{English, German};

fn filmed() -> TestLab {
    lab().with_project("RRD123-2025", &[2000, 2000]).planned().film("16_01").film("16_02")
}

fn titles(lab: &TestLab, about: About) -> Vec<String> {
    history(lab, about, English).iter().map(|step| step.split(". ").next().unwrap().to_owned()).collect()
}

fn has(lab: &TestLab, about: About, words: &str) -> bool {
    titles(lab, about).iter().any(|title| title.contains(words))
}

#[test]
fn a_void_number_keeps_what_its_film_went_through_and_nothing_after() {
    let first = About::Number(number("10000001"));
    let lab = filmed().develop(&["16_01", "16_02"], &["1.30"]).accept(&["16_01", "16_02"]).deliver();
    for words in ["Developed in E-0001", "Accepted", "Delivered with the index of"] {
        assert!(has(&lab, first, words), "{words}: {:?}", titles(&lab, first));
    }
    let before = titles(&lab, first).len();
    let lab =
        lab.replace(&["16_01"]).film("16_01").develop(&["16_01"], &["1.30"]).accept(&["16_01"]).deliver();
    let told = titles(&lab, first);
    for words in ["Developed in E-0001", "Accepted", "Delivered with the index of"] {
        assert_eq!(told.iter().filter(|title| title.contains(words)).count(), 1, "{words}: {told:?}");
    }
    assert!(!told.iter().any(|title| title.contains("E-0002")), "{told:?}");
    // It is void, and it learned its successor.
    assert_eq!(told.len(), before + 2, "{told:?}");
    assert!(has(&lab, About::Number(number("10000003")), "Developed in E-0002"));
}

#[test]
fn a_kept_number_is_issued_once() {
    let lab = filmed().keep(&["16_01"]).film("16_01");
    for (about, stays) in [
        (About::Number(number("10000001")), "the number stays"),
        (About::Roll(RollId::new(1)), "10000001 stays"),
    ] {
        let told = titles(&lab, about);
        assert_eq!(told.iter().filter(|title| title.contains("was issued")).count(), 1, "{told:?}");
        assert!(told.last().unwrap().contains(stays), "{told:?}");
    }
    let german = history(&lab, About::Number(number("10000001")), German);
    assert!(
        german.last().unwrap().starts_with("filmed: Versuch 2 wurde bestätigt; die Nummer bleibt."),
        "{german:?}"
    );
}

#[test]
fn a_roll_tells_only_of_what_was_handed_over_with_its_film() {
    let lab = lab().with_project("RRD123-2025", &[2000, 2000]).planned();
    let first = lab.roll("16_01").id;
    // Planned anew, the first rolls are cancelled; the second ones are filmed and their index is handed over.
    let project = lab.project();
    let lab = lab.and(Command::AcceptPlan {
        project,
        choice: PlanChoice { capacity_16mm: Some(2_000), ..PlanChoice::default() },
    });
    let second = lab.roll("16_01").id;
    assert_ne!(first, second);
    let lab = lab.film("16_01").film("16_02").deliver();
    assert!(!has(&lab, About::Roll(first), "Delivered"), "{:?}", titles(&lab, About::Roll(first)));
    assert!(has(&lab, About::Roll(second), "Delivered"), "{:?}", titles(&lab, About::Roll(second)));
    assert!(has(&lab, About::Project(project), "The index was delivered"));
}

#[test]
fn a_run_that_is_held_by_hand_is_told_to_every_film_in_it() {
    let lab = filmed().develop(&["16_01"], &["1.30"]).and(quarantining(1)).and(releasing_run(1));
    for about in
        [About::Roll(RollId::new(1)), About::Number(number("10000001")), About::Project(lab.project())]
    {
        assert!(has(&lab, about, "E-0001 was put in quarantine"), "{:?}", titles(&lab, about));
        assert!(has(&lab, about, "E-0001 was released"), "{:?}", titles(&lab, about));
    }
    assert!(!has(&lab, About::Roll(RollId::new(2)), "quarantine"));
    assert!(!has(&lab, About::Number(number("10000002")), "quarantine"));
}

#[test]
fn a_reel_tells_what_became_of_its_pieces() {
    let lab = filmed().and(placing("T-0001", "A3")).and(measuring("T-0001", 9_000)).and(losing("T-0001"));
    let (reel, other) = (About::Reel(ReelId::new(1)), About::Reel(ReelId::new(2)));
    for words in ["T-0001: Place: A3", "T-0001: Measured: 9.00 m", "T-0001: Missing: not in its box"] {
        assert!(has(&lab, reel, words), "{words}: {:?}", titles(&lab, reel));
        assert!(!has(&lab, other, words), "{words}");
    }
    let lab = filmed().and(discarding("T-0002"));
    assert!(has(&lab, other, "T-0002: Thrown away: struck by light"), "{:?}", titles(&lab, other));
}

#[test]
fn why_a_number_is_void_is_said_in_the_readers_language() {
    let lab = filmed().replace(&["16_01"]);
    let held = lab.lab.holdings.get(number("10000001")).unwrap();
    let (_, events) = lab.entries.last().unwrap();
    let why = |language| {
        let said = reason_told(held, events, &lab.lab, language);
        answers(Some(&said), &lab.lab, language).why_this_one
    };
    assert_eq!(why(German), "Ungültig gemacht: der Film von RRD123-2025_OU_16_01 wurde verworfen: Dichte.");
    assert_eq!(why(English), "Voided: the film of RRD123-2025_OU_16_01 was rejected: density.");
    // A person's own words are nobody's to translate.
    let lab = filmed().and(Command::ReserveNumbers {
        site: "OU".into(),
        count: 1,
        purpose: "labels".into(),
        until: None,
    });
    let lab = lab.and(Command::VoidNumber { number: number("10000003"), reason: "label torn".into() });
    let held = lab.lab.holdings.get(number("10000003")).unwrap();
    let said = reason_told(held, &lab.entries.last().unwrap().1, &lab.lab, German);
    assert_eq!(answers(Some(&said), &lab.lab, German).why_this_one, "Ungültig gemacht: label torn.");
}
