//! What is told of a rework: to the number, the roll and the project, and as the ledger's line.

use super::two_films;
use crate::histories::{expect, history};
use crate::summaries::expect_last;
use crate::support::{TestLab, number};
use domain::command::Command;
use domain::film::rework::{Cause, NumberChoice};
use domain::history::{About, answers};
use domain::id::{ProjectId, RollId};
use domain::person::{Actor, Role, Roles};
use domain::words::Language::{English, German};

/// Steps of a history behind the first `seen`.
fn expect_after(lab: &TestLab, about: About, seen: usize, english: &[&str], german: &[&str]) {
    assert_eq!(history(lab, about, English)[seen..], *english, "{about:?}");
    assert_eq!(history(lab, about, German)[seen..], *german, "{about:?}");
}

#[test]
fn a_kept_number_tells_that_its_first_film_is_gone() {
    expect(
        &two_films().keep(&["16_01"]),
        About::Number(number("10000001")),
        &[
            "issued: Attempt 1 was confirmed and the number was issued. 2,000 frames, counted by hand. \
             The rest, 9.50 m, became temp roll T-0001. From here the number can never be free again.",
            "failed: The film of RRD123-2025_OU_16_01 was rejected: density. \
             10000001 stays; the rejected film is declared destroyed.",
        ],
        &[
            "issued: Versuch 1 wurde bestätigt und die Nummer vergeben. 2.000 Bilder, von Hand gezählt. \
             Der Rest, 9,50 m, wurde Restfilm T-0001. Von hier an wird die Nummer nie wieder frei.",
            "failed: Der Film von RRD123-2025_OU_16_01 wurde verworfen: Dichte. \
             10000001 bleibt; der verworfene Film gilt als vernichtet.",
        ],
    );
}

#[test]
fn a_roll_and_its_project_tell_why_the_film_is_made_again() {
    let lab = two_films();
    let rolls = lab.roll_ids(&["16_01"]);
    let note = "near the door.".to_owned();
    let lab =
        lab.and(Command::ReworkRolls { rolls, cause: Cause::Scratch, note, number: NumberChoice::Void });
    let english = "failed: The film of RRD123-2025_OU_16_01 was rejected: scratch, near the door. \
                   10000001 became void; the new film earns the next number.";
    let german = "failed: Der Film von RRD123-2025_OU_16_01 wurde verworfen: Kratzer, near the door. \
                  10000001 wurde ungültig; der neue Film verdient die nächste Nummer.";
    expect_after(&lab, About::Roll(RollId::new(1)), 3, &[english], &[german]);
    expect_after(&lab, About::Project(ProjectId::new(1)), 6, &[english], &[german]);
    expect_after(&lab, About::Roll(RollId::new(2)), 3, &[], &[]);
    expect_last(
        &lab,
        "rejected the film of RRD123-2025_OU_16_01: scratch, near the door",
        "verwarf den Film von RRD123-2025_OU_16_01: Kratzer, near the door",
    );
    let lab = lab.film("16_01");
    expect_after(
        &lab,
        About::Roll(RollId::new(1)),
        5,
        &["filmed: Attempt 2 was confirmed and 10000003 was issued. 2,000 frames, counted by hand. \
           The rest, 9.50 m, became temp roll T-0003."],
        &["filmed: Versuch 2 wurde bestätigt und 10000003 vergeben. 2.000 Bilder, von Hand gezählt. \
           Der Rest, 9,50 m, wurde Restfilm T-0003."],
    );
}

#[test]
fn a_void_number_tells_once_that_it_is_void_and_once_what_replaced_it() {
    let lab = two_films().replace(&["16_01"]).film("16_01");
    expect_after(
        &lab,
        About::Number(number("10000001")),
        1,
        &[
            "void: Voided: the film of RRD123-2025_OU_16_01 was rejected: density. \
             The number is never used again.",
            "void: 10000003 took its place. The number is never used again.",
        ],
        &[
            "void: Ungültig gemacht: der Film von RRD123-2025_OU_16_01 wurde verworfen: Dichte. \
             Die Nummer wird nie wieder benutzt.",
            "void: 10000003 ist an ihre Stelle getreten. Die Nummer wird nie wieder benutzt.",
        ],
    );
}

#[test]
fn a_number_stays_void_since_the_hour_it_became_so_by_whoever_said_so() {
    let bea = Actor::person("Bea", Roles::new([Role::Quality]));
    let reject = two_films().rejecting(&["16_01"], NumberChoice::Void);
    let before = two_films().do_as(&bea, reject);
    let held = before.lab.holdings.get(number("10000001")).unwrap().clone();
    assert_eq!(held.by, "Bea");
    let lab = before.film("16_01");
    let now = lab.lab.holdings.get(number("10000001")).unwrap();
    assert_eq!((now.since, &now.by, now.entry), (held.since, &held.by, held.entry), "Anna only refilmed");
    assert_eq!(
        answers(Some(now), &lab.lab, English).why_this_one,
        "Voided: the film of RRD123-2025_OU_16_01 was rejected: density. 10000003 replaces it."
    );
}

#[test]
fn films_rejected_together_are_counted_in_the_ledgers_line() {
    expect_last(
        &two_films().replace(&["16_01", "16_02"]),
        "rejected 2 films: density",
        "verwarf 2 Filme: Dichte",
    );
    expect_last(
        &two_films().keep(&["16_02"]),
        "rejected the film of RRD123-2025_OU_16_02: density",
        "verwarf den Film von RRD123-2025_OU_16_02: Dichte",
    );
}
