//! Every entry in one sentence, as it follows a person's name, and what the lab tells of itself.

use crate::histories::expect;
use crate::support::{TestLab, lab};
use domain::command::{Command, FilmChoice};
use domain::film::attempt::FailReason;
use domain::history::{About, summary};
use domain::id::{PersonId, TokenId};
use domain::person::{Role, Roles};
use domain::words::Language::{English, German};

/// The last entry in one sentence.
fn last(lab: &TestLab) -> (String, String) {
    let (_, events) = lab.entries.last().expect("an entry");
    (summary("any", events, &lab.lab, English), summary("any", events, &lab.lab, German))
}

pub fn expect_last(lab: &TestLab, english: &str, german: &str) {
    assert_eq!(last(lab), (english.to_owned(), german.to_owned()));
}

#[test]
fn every_entry_has_one_sentence_that_follows_a_name() {
    let mut lab = lab();
    expect_last(&lab, "founded the lab Film lab", "gründete das Labor Film lab");
    lab = lab.bound_at_start();
    expect_last(&lab, "changed the settings, now version 2", "änderte die Einstellungen, nun Fassung 2");
    lab = lab.with_project("RRD123-2025", &[1388]);
    expect_last(
        &lab,
        "registered RRD123-2025_OU_Certificates with 1 document",
        "registrierte RRD123-2025_OU_Certificates mit 1 Dokument",
    );
    lab = lab.planned();
    expect_last(
        &lab,
        "accepted plan 1 of RRD123-2025_OU_Certificates, 1 roll",
        "nahm Plan 1 von RRD123-2025_OU_Certificates an, 1 Rolle",
    );
    lab = lab.start_on("16_01", FilmChoice::New);
    expect_last(
        &lab,
        "started filming RRD123-2025_OU_16_01 on reel R-0001",
        "begann, RRD123-2025_OU_16_01 auf Filmrolle R-0001 zu verfilmen",
    );
    lab = lab.fail("16_01", FailReason::Jam, 407);
    expect_last(
        &lab,
        "reported RRD123-2025_OU_16_01 as failed: film jam at frame 407",
        "meldete RRD123-2025_OU_16_01 als gescheitert: Filmstau bei Bild 407",
    );
    lab = lab.film("16_01");
    expect_last(
        &lab,
        "confirmed RRD123-2025_OU_16_01 and issued 10000001",
        "bestätigte RRD123-2025_OU_16_01 und vergab 10000001",
    );
    let project = lab.project();
    lab = lab.and(Command::DeliverIndex { project, file: "index.xlsx".into(), to: String::new() });
    expect_last(
        &lab,
        "delivered the index of RRD123-2025_OU_Certificates, 1 blip",
        "übergab den Index von RRD123-2025_OU_Certificates, 1 Blip",
    );
    lab = lab.reserve(2, "test films");
    expect_last(
        &lab,
        "reserved 2 numbers, 10000002 and 10000003, for test films",
        "reservierte 2 Nummern, 10000002 und 10000003, für test films",
    );
    lab = lab.release(&["10000002"]);
    expect_last(&lab, "released 10000002: not needed", "gab 10000002 frei: not needed");
    lab = lab.void("10000003");
    expect_last(&lab, "voided 10000003: label torn", "machte 10000003 ungültig: label torn");
    let (english, german) = last(&lab.reserve(1, "tests"));
    assert_eq!(
        (english.as_str(), german.as_str()),
        ("reserved 10000002 for tests", "reservierte 10000002 für tests")
    );
}

#[test]
fn numbers_that_do_not_follow_each_other_are_told_as_they_are() {
    let lab = lab().reserve(8, "test films");
    expect_last(
        &lab,
        "reserved 8 numbers, 10000001 to 10000008, for test films",
        "reservierte 8 Nummern, 10000001 bis 10000008, für test films",
    );
    let lab = lab.release(&["10000007", "10000001", "10000002", "10000003", "10000005"]);
    expect_last(
        &lab,
        "released 5 numbers, 10000001 to 10000003, 10000005 and 10000007: not needed",
        "gab 5 Nummern, 10000001 bis 10000003, 10000005 und 10000007, frei: not needed",
    );
}

#[test]
fn people_and_access_keys_are_told_to_the_lab() {
    let roles = Roles::new([Role::Operator, Role::Planner]);
    let person = PersonId::new(2);
    let mut lab = lab().and(Command::AddPerson { name: "Bea".into(), roles: roles.clone() });
    expect_last(&lab, "added Bea (operator, planner)", "nahm Bea auf (Verfilmung, Planung)");
    lab = lab.and(Command::ChangePerson { person, roles: Roles::new([Role::Viewer]), active: true });
    expect_last(&lab, "set the roles of Bea to viewer", "setzte die Rollen von Bea auf Ansicht");
    lab = lab.and(Command::ChangePerson { person, roles: Roles::new([Role::Viewer]), active: false });
    expect_last(&lab, "marked Bea as having left", "meldete Bea als ausgeschieden");
    lab = lab.and(Command::CreateToken { label: "Camera 1".into(), roles, digest: "00".into() });
    expect_last(&lab, "made an access key for Camera 1", "legte einen Zugangsschlüssel für Camera 1 an");
    lab = lab.and(Command::RevokeToken { token: TokenId::new(1) });
    expect_last(&lab, "revoked the access key of Camera 1", "entzog den Zugangsschlüssel von Camera 1");
    lab = lab.bound_at_start();
    expect(
        &lab,
        About::Lab,
        &[
            "changed: The lab was founded. Film lab.",
            "changed: Anna was added. Roles: viewer, operator, quality, planner, programmer, manager, administrator.",
            "changed: Bea was added. Roles: operator, planner.",
            "changed: Bea was given other roles. Roles: viewer.",
            "changed: Bea left. The name stays in the record.",
            "changed: An access key for Camera 1 was made. Roles: operator, planner.",
            "changed: The access key of Camera 1 was revoked. It is of no use any more.",
            "changed: Version 2 of the settings took effect. \
             16mm 2,900 frames, 35mm 690, smallest temp roll 150, reel 30.50 m.",
        ],
        &[
            "changed: Das Labor wurde gegründet. Film lab.",
            "changed: Anna wurde aufgenommen. Rollen: Ansicht, Verfilmung, Qualität, Planung, Programmierung, Leitung, Verwaltung.",
            "changed: Bea wurde aufgenommen. Rollen: Verfilmung, Planung.",
            "changed: Bea erhielt andere Rollen. Rollen: Ansicht.",
            "changed: Bea ist ausgeschieden. Der Name bleibt im Verzeichnis.",
            "changed: Ein Zugangsschlüssel für Camera 1 wurde angelegt. Rollen: Verfilmung, Planung.",
            "changed: Der Zugangsschlüssel von Camera 1 wurde entzogen. Er gilt nicht mehr.",
            "changed: Fassung 2 der Einstellungen gilt. \
             16mm 2.900 Bilder, 35mm 690, kleinster Restfilm 150, Filmrolle 30,50 m.",
        ],
    );
}
