//! What is told of a project's standing, and as the ledger's line.

use super::{one_of_three, with_block};
use crate::histories::history;
use crate::summaries::expect_last;
use crate::support::{TestLab, number};
use domain::history::About;
use domain::id::{ProjectId, RollId};
use domain::words::Language::{English, German};

/// The last step of a history, in both languages.
fn expect_told(lab: &TestLab, about: About, english: &str, german: &str) {
    assert_eq!(history(lab, about, English).last().map(String::as_str), Some(english), "{about:?}");
    assert_eq!(history(lab, about, German).last().map(String::as_str), Some(german), "{about:?}");
}

const PROJECT: About = About::Project(ProjectId::new(1));

#[test]
fn a_reset_is_told_to_the_project_and_to_the_rolls_it_ends() {
    let lab = one_of_three().reset();
    for about in [PROJECT, About::Roll(RollId::new(2))] {
        expect_told(
            &lab,
            about,
            "changed: Registration was opened again: documents were added. \
             2 rolls without film cancelled. Filmed rolls keep their numbers.",
            "changed: Die Registrierung wurde wieder geöffnet: documents were added. \
             2 Rollen ohne Film storniert. Verfilmte Rollen behalten ihre Nummern.",
        );
    }
    assert_eq!(
        history(&lab, About::Roll(RollId::new(1)), English).len(),
        3,
        "the kept roll has no part in it"
    );
    expect_last(
        &lab,
        "reset RRD123-2025_OU_Certificates: documents were added",
        "setzte RRD123-2025_OU_Certificates zurück: documents were added",
    );
}

#[test]
fn a_number_whose_film_is_not_made_again_says_so() {
    let lab = one_of_three().keep(&["16_01"]);
    for lab in [lab.clone().reset(), lab.abandon()] {
        expect_told(
            &lab,
            About::Number(number("10000001")),
            "void: Voided: the rejected film is not made again. The number is never used again.",
            "void: Ungültig gemacht: der verworfene Film wird nicht neu gemacht. \
             Die Nummer wird nie wieder benutzt.",
        );
    }
}

#[test]
fn an_abandoned_project_is_told_to_its_rolls_and_to_the_numbers_of_its_block() {
    let lab = with_block(one_of_three()).abandon();
    for about in [PROJECT, About::Roll(RollId::new(3))] {
        expect_told(
            &lab,
            about,
            "void: The project was abandoned: the customer cancelled. 2 rolls without film cancelled.",
            "void: Das Projekt wurde aufgegeben: the customer cancelled. 2 Rollen ohne Film storniert.",
        );
    }
    expect_told(
        &lab,
        About::Number(number("10000003")),
        "free: Released: RRD123-2025_OU_Certificates was abandoned: the customer cancelled. \
         The number is free again; the lowest free one is given first.",
        "free: Freigegeben: RRD123-2025_OU_Certificates wurde aufgegeben: the customer cancelled. \
         Die Nummer ist wieder frei; die niedrigste freie wird zuerst vergeben.",
    );
    expect_last(
        &lab,
        "abandoned RRD123-2025_OU_Certificates: the customer cancelled",
        "gab RRD123-2025_OU_Certificates auf: the customer cancelled",
    );
}

#[test]
fn a_project_tells_that_it_was_put_away_deleted_and_brought_back() {
    let lab = one_of_three().film("16_02").film("16_03").archive();
    expect_told(
        &lab,
        PROJECT,
        "delivered: The project was archived. No roll was cancelled.",
        "delivered: Das Projekt wurde archiviert. Keine Rolle wurde storniert.",
    );
    expect_last(&lab, "archived RRD123-2025_OU_Certificates", "archivierte RRD123-2025_OU_Certificates");
    let lab = lab.delete();
    expect_told(
        &lab,
        PROJECT,
        "void: The project was deleted: registered twice. No roll was cancelled.",
        "void: Das Projekt wurde gelöscht: registered twice. Keine Rolle wurde storniert.",
    );
    expect_last(
        &lab,
        "deleted RRD123-2025_OU_Certificates: registered twice",
        "löschte RRD123-2025_OU_Certificates: registered twice",
    );
    let lab = lab.restore();
    expect_told(
        &lab,
        PROJECT,
        "changed: The project was restored. No roll was cancelled.",
        "changed: Das Projekt wurde wiederhergestellt. Keine Rolle wurde storniert.",
    );
    expect_last(
        &lab,
        "restored RRD123-2025_OU_Certificates",
        "stellte RRD123-2025_OU_Certificates wieder her",
    );
}

#[test]
fn a_plan_without_a_new_roll_says_that_all_is_filmed() {
    let lab = one_of_three().film("16_02").film("16_03").reset().planned();
    expect_told(
        &lab,
        PROJECT,
        "planned: Plan 2 was accepted. Every document is on a kept film.",
        "planned: Plan 2 wurde angenommen. Jedes Dokument ist auf einem behaltenen Film.",
    );
}
