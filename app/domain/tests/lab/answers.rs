//! The three answers of a number's page, in every state of a number.

use crate::histories::history;
use crate::support::{TestLab, anna, lab, number};
use domain::event::Event;
use domain::film::attempt::FailReason;
use domain::history::{About, WhyAnswers, answers};
use domain::id::ProjectId;
use domain::number::{Claim, Holding, NumberState};
use domain::words::Language::{self, English, German};

fn why(lab: &TestLab, text: &str, language: Language) -> [String; 3] {
    let WhyAnswers { who_has_it, why_this_one, what_would_free_it } =
        answers(lab.lab.holdings.get(number(text)), &lab.lab, language);
    [who_has_it, why_this_one, what_would_free_it]
}

#[test]
fn a_number_never_handed_out_is_nobodys() {
    let never = lab();
    assert_eq!(
        why(&never, "10000001", English),
        [
            "Nobody. It was never handed out.",
            "The lowest free number comes first; this one has not had its turn.",
            "It is free.",
        ]
    );
    assert_eq!(why(&never, "10000001", German)[0], "Niemand. Sie wurde nie herausgegeben.");
}

#[test]
fn a_reserved_number_names_its_person_and_purpose() {
    let reserved = lab().reserve(1, "test films");
    assert_eq!(
        why(&reserved, "10000001", English),
        [
            "Reserved by Anna, since 03.11.2025.",
            "It was the lowest free number when it was reserved for test films.",
            "A release with a reason.",
        ]
    );
    assert_eq!(
        why(&reserved, "10000001", German),
        [
            "Von Anna reserviert, seit 03.11.2025.",
            "Sie war die niedrigste freie Nummer, als für test films reserviert wurde.",
            "Eine Freigabe mit Grund.",
        ]
    );
}

#[test]
fn a_number_that_came_back_says_why() {
    let back = lab().reserve(1, "test films").release(&["10000001"]);
    assert_eq!(
        why(&back, "10000001", English),
        [
            "Nobody, since 03.11.2025.",
            "It came back: not needed.",
            "It is free and is given as the lowest free number.",
        ]
    );
    assert_eq!(why(&back, "10000001", German)[1], "Sie kam zurück: not needed.");
}

#[test]
fn a_bound_number_names_its_attempt_and_an_issued_one_its_film() {
    let bound = lab().bound_at_start().with_project("RRD123-2025", &[400]).planned().start("16_01");
    assert_eq!(
        why(&bound, "10000001", English),
        [
            "Attempt 1 of RRD123-2025_OU_16_01, on reel R-0001, since 03.11.2025.",
            "It was the lowest free number of its series when the attempt began.",
            "A failed attempt gives it back; a confirmed one issues it.",
        ]
    );
    assert_eq!(
        why(&bound, "10000001", German)[0],
        "Versuch 1 von RRD123-2025_OU_16_01, auf Filmrolle R-0001, seit 03.11.2025."
    );

    let issued = bound.finish_counted("16_01");
    assert_eq!(
        why(&issued, "10000001", English),
        [
            "RRD123-2025_OU_16_01, on reel R-0001, since 03.11.2025.",
            "It was the lowest free number of its series when it was given.",
            "Nothing. Film carries it.",
        ]
    );
    assert_eq!(why(&issued, "10000001", German)[2], "Nichts. Ein Film trägt sie.");
}

#[test]
fn a_void_number_is_never_used_again() {
    let void = lab().reserve(1, "test films").void("10000001");
    assert_eq!(void.state_of("10000001"), NumberState::Void);
    assert_eq!(
        why(&void, "10000001", English),
        [
            "Nobody. It is void, since 03.11.2025.",
            "Voided: label torn.",
            "Nothing. A void number is never used again.",
        ]
    );
    assert_eq!(why(&void, "10000001", German)[2], "Nichts. Eine ungültige Nummer wird nie wieder benutzt.");
}

#[test]
fn a_number_of_a_projects_block_goes_back_to_the_block() {
    let one = number("10000001");
    let claim = || Claim { purpose: "block".into(), project: Some(ProjectId::new(1)), until: None };
    let held = |holding| Event::NumbersHeld { numbers: vec![one], holding };
    let lab = lab().with_project("RRD123-2025", &[400]).planned();
    let mut lab = lab.happened(vec![held(Holding::Reserved { claim: claim() })]);
    assert_eq!(
        why(&lab, "10000001", English),
        [
            "The block of RRD123-2025_OU_Certificates, since 03.11.2025.",
            "Set aside so that the numbers of RRD123-2025_OU_Certificates follow each other.",
            "Its release by the project.",
        ]
    );
    lab = lab.start("16_01");
    let attempt = lab.attempts_at("16_01")[0].id;
    lab = lab.happened(vec![held(Holding::Bound { attempt, claim: Some(claim()) })]);
    let failing = lab.failing("16_01", FailReason::Jam, Some(0));
    lab.perform(&anna(), failing).unwrap();
    assert_eq!(lab.state_of("10000001"), NumberState::Reserved);
    assert_eq!(
        history(&lab, About::Number(one), English).last().unwrap(),
        "failed: Attempt 1 failed: film jam before the first frame. \
         In one commit: number back to the block, film back untouched."
    );
    assert_eq!(
        history(&lab, About::Number(one), German).last().unwrap(),
        "failed: Versuch 1 ist gescheitert: Filmstau vor dem ersten Bild. \
         In einem Zug: Nummer zurück im Block, Film unberührt zurück."
    );
}
