//! Histories as people read them: each sentence in both languages.

use crate::summaries::expect_last;
use crate::support::{TestLab, document, documents, key, lab, number};
use domain::command::Command;
use domain::film::attempt::FailReason;
use domain::history::{About, Life, Told};
use domain::id::{ProjectId, ReelId, RollId, TempRollId};
use domain::time::Timestamp;
use domain::words::Language::{self, English, German};

/// Everything told about a thing, a line for each step: mark, short sentence, detail.
pub fn history(lab: &TestLab, about: About, language: Language) -> Vec<String> {
    let mut life = Life::of(about);
    let told = lab.entries.iter().flat_map(|(_, events)| life.tell(events, &lab.lab, language));
    told.map(|Told { glyph, title, sentence }| format!("{}: {title} {sentence}", glyph.code())).collect()
}

pub fn expect(lab: &TestLab, about: About, english: &[&str], german: &[&str]) {
    assert_eq!(history(lab, about, English), english, "{about:?}");
    assert_eq!(history(lab, about, German), german, "{about:?}");
}

/// The jam at frame 407, and the second attempt that earned the number.
fn jammed_once() -> TestLab {
    let lab = lab().bound_at_start().with_project("RRD123-2025", &[1388]).planned().start("16_01");
    lab.fail("16_01", FailReason::Jam, 407).film("16_01")
}

#[test]
fn a_number_tells_its_whole_life() {
    expect(
        &jammed_once(),
        About::Number(number("10000001")),
        &[
            "bound: Attempt 1 bound it on reel R-0001. \
             RRD123-2025_OU_16_01 was started on machine 1 with 30.50 m of film.",
            "failed: Attempt 1 failed: film jam at frame 407. \
             In one commit: number free again, 5.07 m written off, 25.43 m back on the shelf as T-0001.",
            "bound: Attempt 2 bound it on temp roll T-0001. \
             RRD123-2025_OU_16_01 was started on machine 1 with 25.43 m of film.",
            "issued: Attempt 2 was confirmed and the number was issued. 1,388 frames, counted by hand. \
             The rest, 10.55 m, became temp roll T-0002. From here the number can never be free again.",
        ],
        &[
            "bound: Versuch 1 hat sie auf Filmrolle R-0001 gebunden. \
             RRD123-2025_OU_16_01 wurde auf Maschine 1 mit 30,50 m Film begonnen.",
            "failed: Versuch 1 ist gescheitert: Filmstau bei Bild 407. \
             In einem Zug: Nummer wieder frei, 5,07 m abgeschrieben, 25,43 m als T-0001 zurück im Regal.",
            "bound: Versuch 2 hat sie auf Restfilm T-0001 gebunden. \
             RRD123-2025_OU_16_01 wurde auf Maschine 1 mit 25,43 m Film begonnen.",
            "issued: Versuch 2 wurde bestätigt und die Nummer vergeben. 1.388 Bilder, von Hand gezählt. \
             Der Rest, 10,55 m, wurde Restfilm T-0002. Von hier an wird die Nummer nie wieder frei.",
        ],
    );
}

#[test]
fn a_roll_tells_its_attempts() {
    expect(
        &jammed_once(),
        About::Roll(RollId::new(1)),
        &[
            "planned: Planned as 16mm roll 1. 1,388 frames of 1 document in plan 1.",
            "filming: Attempt 1 began on new reel R-0001. \
             30.50 m of film were loaded into machine 1. 10000001 was bound to it.",
            "failed: Attempt 1 failed: film jam at frame 407. \
             In one commit: 10000001 free again, 5.07 m written off, 25.43 m back on the shelf as T-0001.",
            "filming: Attempt 2 began on temp roll T-0001. \
             25.43 m of film were loaded into machine 1. 10000001 was bound to it.",
            "filmed: Attempt 2 was confirmed and 10000001 was issued. \
             1,388 frames, counted by hand. The rest, 10.55 m, became temp roll T-0002.",
        ],
        &[
            "planned: Als 16mm-Rolle 1 geplant. 1.388 Bilder aus 1 Dokument in Plan 1.",
            "filming: Versuch 1 begann auf neuer Filmrolle R-0001. \
             30,50 m Film wurden in Maschine 1 eingelegt. 10000001 wurde daran gebunden.",
            "failed: Versuch 1 ist gescheitert: Filmstau bei Bild 407. \
             In einem Zug: 10000001 wieder frei, 5,07 m abgeschrieben, 25,43 m als T-0001 zurück im Regal.",
            "filming: Versuch 2 begann auf Restfilm T-0001. \
             25,43 m Film wurden in Maschine 1 eingelegt. 10000001 wurde daran gebunden.",
            "filmed: Versuch 2 wurde bestätigt und 10000001 vergeben. \
             1.388 Bilder, von Hand gezählt. Der Rest, 10,55 m, wurde Restfilm T-0002.",
        ],
    );
}

#[test]
fn a_project_tells_of_all_its_rolls() {
    let lab = lab().with_project("RRD123-2025", &[1400, 1500]).planned().start("16_01");
    let lab = lab.fail("16_01", FailReason::Aborted, 0);
    let log = lab.log_of("16_01", 2900);
    let lab = lab.start("16_01").finish_logged("16_01", log);
    let deliver =
        Command::DeliverIndex { project: lab.project(), file: "index.xlsx".into(), to: String::new() };
    expect(
        &lab.and(deliver),
        About::Project(ProjectId::new(1)),
        &[
            "registered: Registered with 2 documents. \
             2,900 pages; numbers of series 1, given when an attempt is confirmed.",
            "planned: Plan 1 was accepted. 1 16mm roll, 2,900 frames.",
            "filming: Attempt 1 of RRD123-2025_OU_16_01 began on new reel R-0001. \
             30.50 m of film were loaded into machine 1.",
            "failed: Attempt 1 of RRD123-2025_OU_16_01 failed: aborted before the first frame. \
             In one commit: film back untouched.",
            "filming: Attempt 2 of RRD123-2025_OU_16_01 began on reel R-0001. \
             30.50 m of film were loaded into machine 1.",
            "filmed: Attempt 2 of RRD123-2025_OU_16_01 was confirmed and 10000001 was issued. \
             2,900 frames, shown by the machine's log. The rest, 0.50 m, was too short to keep.",
            "delivered: The index was delivered. 2 blips, file index.xlsx.",
        ],
        &[
            "registered: Registriert mit 2 Dokumenten. \
             2.900 Seiten; Nummern der Reihe 1, vergeben mit der Bestätigung.",
            "planned: Plan 1 wurde angenommen. 1 16mm-Rolle, 2.900 Bilder.",
            "filming: Versuch 1 von RRD123-2025_OU_16_01 begann auf neuer Filmrolle R-0001. \
             30,50 m Film wurden in Maschine 1 eingelegt.",
            "failed: Versuch 1 von RRD123-2025_OU_16_01 ist gescheitert: abgebrochen vor dem ersten Bild. \
             In einem Zug: Film unberührt zurück.",
            "filming: Versuch 2 von RRD123-2025_OU_16_01 begann auf Filmrolle R-0001. \
             30,50 m Film wurden in Maschine 1 eingelegt.",
            "filmed: Versuch 2 von RRD123-2025_OU_16_01 wurde bestätigt und 10000001 vergeben. \
             2.900 Bilder, belegt durch das Protokoll der Maschine. Der Rest, 0,50 m, war zu kurz zum Aufheben.",
            "delivered: Der Index wurde übergeben. 2 Blips, Datei index.xlsx.",
        ],
    );
}

#[test]
fn a_delivery_is_a_step_of_its_rolls_and_numbers_too() {
    let lab = lab().with_project("RRD123-2025", &[400]).planned().film("16_01");
    let lab = lab.with_project("RRD200-2025", &[400]).planned().film("RRD200-2025_OU_16_01");
    let lab = lab.and(Command::DeliverIndex {
        project: ProjectId::new(1),
        file: "index.xlsx".into(),
        to: String::new(),
    });
    let english =
        "delivered: Delivered with the index of RRD123-2025_OU_Certificates. 1 blip, file index.xlsx.";
    let german =
        "delivered: Mit dem Index von RRD123-2025_OU_Certificates übergeben. 1 Blip, Datei index.xlsx.";
    for about in [About::Number(number("10000001")), About::Roll(RollId::new(1))] {
        assert_eq!(history(&lab, about, English).last().unwrap(), english);
        assert_eq!(history(&lab, about, German).last().unwrap(), german);
    }
    let other = history(&lab, About::Number(number("10000002")), English);
    assert!(!other.iter().any(|step| step.starts_with("delivered")), "{other:?}");
}

#[test]
fn a_temp_roll_tells_where_it_came_from_and_where_it_went() {
    expect(
        &jammed_once(),
        About::TempRoll(TempRollId::new(1)),
        &[
            "free: 25.43 m came to the shelf. It is what attempt 1 of RRD123-2025_OU_16_01 left of reel R-0001.",
            "filming: Attempt 2 of RRD123-2025_OU_16_01 began on temp roll T-0001. \
             25.43 m of film were loaded into machine 1. 10000001 was bound to it.",
            "filmed: Attempt 2 of RRD123-2025_OU_16_01 was confirmed and 10000001 was issued. \
             1,388 frames, counted by hand. The rest, 10.55 m, became temp roll T-0002.",
        ],
        &[
            "free: 25,43 m kamen ins Regal. Der Rest, den Versuch 1 von RRD123-2025_OU_16_01 auf Filmrolle R-0001 ließ.",
            "filming: Versuch 2 von RRD123-2025_OU_16_01 begann auf Restfilm T-0001. \
             25,43 m Film wurden in Maschine 1 eingelegt. 10000001 wurde daran gebunden.",
            "filmed: Versuch 2 von RRD123-2025_OU_16_01 wurde bestätigt und 10000001 vergeben. \
             1.388 Bilder, von Hand gezählt. Der Rest, 10,55 m, wurde Restfilm T-0002.",
        ],
    );
    let reel = history(&jammed_once(), About::Reel(ReelId::new(1)), English);
    assert_eq!(reel.len(), 4, "both attempts were on this reel: {reel:?}");
}

#[test]
fn evidence_that_does_not_fit_is_told_with_what_it_found() {
    let lab = lab().with_project("RRD123-2025", &[1000]).planned().start("16_01");
    let short = lab.log_of("16_01", 999);
    let lab = lab.finish_logged("16_01", short);
    assert_eq!(
        history(&lab, About::Roll(RollId::new(1)), English)[2],
        "changed: Attempt 1 kept running: its evidence did not fit the plan. \
         999 of 1,000 planned frames were filmed; the first missing is page 1000 of 1001. No number was issued."
    );
    assert_eq!(
        history(&lab, About::Roll(RollId::new(1)), German)[2],
        "changed: Versuch 1 lief weiter: der Nachweis passte nicht zum Plan. \
         Von 1.000 geplanten Bildern wurden 999 verfilmt; zuerst fehlt Seite 1000 von 1001. \
         Es wurde keine Nummer vergeben."
    );
    expect_last(
        &lab,
        "brought evidence that does not fit the plan of RRD123-2025_OU_16_01",
        "brachte einen Nachweis, der nicht zum Plan von RRD123-2025_OU_16_01 passt",
    );
}

#[test]
fn an_earlier_pass_is_told_with_the_film_it_took() {
    let lab = lab().with_project("RRD123-2025", &[2700]).planned().start("16_01");
    let log = lab.more_of(lab.log_of("16_01", 2000), "16_01", 2700);
    let lab = lab.finish_logged("16_01", log);
    assert_eq!(
        history(&lab, About::Roll(RollId::new(1)), English)[2..],
        [
            "failed: The log showed an earlier pass: 2,000 frames on other film. \
             Attempt 2 was entered for it on reel R-0002: 21.00 m written off, 9.50 m scrapped.",
            "filmed: Attempt 1 was confirmed and 10000001 was issued. \
             2,700 frames, shown by the machine's log. The rest, 2.50 m, became temp roll T-0001.",
        ]
    );
    assert_eq!(
        history(&lab, About::Reel(ReelId::new(2)), German),
        ["failed: Das Protokoll zeigte einen früheren Durchlauf: 2.000 Bilder auf anderem Film. \
          Versuch 2 von RRD123-2025_OU_16_01 wurde dafür auf Filmrolle R-0002 nachgetragen: \
          21,00 m abgeschrieben, 9,50 m Ausschuss."]
    );
}

#[test]
fn numbers_reserved_released_and_voided_say_why() {
    let lab = lab().reserve(3, "test films.").release(&["10000001"]).void("10000002");
    let until = Timestamp::from_millis(1_764_806_400_000);
    let command = Command::ReserveNumbers {
        site: "DW".into(),
        count: 1,
        purpose: "a visitor".into(),
        until: Some(until),
    };
    let lab = lab.and(command);
    expect(
        &lab,
        About::Number(number("10000001")),
        &[
            "reserved: Reserved for test films. One of 3 numbers reserved together, 10000001 to 10000003.",
            "free: Released: not needed. The number is free again; the lowest free one is given first.",
        ],
        &[
            "reserved: Reserviert für test films. Eine von 3 zusammen reservierten Nummern, 10000001 bis 10000003.",
            "free: Freigegeben: not needed. Die Nummer ist wieder frei; die niedrigste freie wird zuerst vergeben.",
        ],
    );
    assert_eq!(
        history(&lab, About::Number(number("10000002")), English)[1],
        "void: Voided: label torn. The number is never used again."
    );
    assert_eq!(
        history(&lab, About::Number(number("10000002")), German)[1],
        "void: Ungültig gemacht: label torn. Die Nummer wird nie wieder benutzt."
    );
    expect(
        &lab,
        About::Number(number("20000001")),
        &["reserved: Reserved for a visitor. It was the lowest free number. Reserved until 04.12.2025."],
        &[
            "reserved: Reserviert für a visitor. Sie war die niedrigste freie Nummer. Reserviert bis 04.12.2025.",
        ],
    );
}

#[test]
fn a_replaced_list_and_plan_are_told_to_the_project_and_to_the_rolls_they_end() {
    let lab = lab().with_project("RRD123-2025", &[1400, 1500]).planned().planned();
    let list = documents(&[1400, 1501, 60]);
    let replaced = Command::RegisterProject {
        key: key("RRD123-2025", "OU"),
        documents: list,
        accept: Some(2),
        test: None,
    };
    let lab = lab.and(replaced);
    assert_eq!(
        history(&lab, About::Project(ProjectId::new(1)), English)[2..],
        [
            "planned: Plan 2 was accepted. 1 16mm roll, 2,900 frames. The old plan's roll was cancelled.",
            "changed: The list was replaced. 1 added, 0 removed, 1 changed. The old plan's roll was cancelled.",
        ]
    );
    assert_eq!(
        history(&lab, About::Project(ProjectId::new(1)), German)[2..],
        [
            "planned: Plan 2 wurde angenommen. 1 16mm-Rolle, 2.900 Bilder. Die Rolle des alten Plans wurde storniert.",
            "changed: Die Liste wurde ersetzt. 1 neu, 0 weg, 1 geändert. Die Rolle des alten Plans wurde storniert.",
        ]
    );
    let ended = |roll, language| history(&lab, About::Roll(RollId::new(roll)), language)[1].clone();
    let name = "RRD123-2025_OU_Certificates";
    assert_eq!(
        ended(1, English),
        format!("changed: The roll was cancelled. Plan 2 of {name} took its place.")
    );
    assert_eq!(
        ended(1, German),
        format!("changed: Die Rolle wurde storniert. Plan 2 von {name} trat an ihre Stelle.")
    );
    assert_eq!(
        ended(2, English),
        format!("changed: The roll was cancelled. The list of {name} was replaced.")
    );
    assert_eq!(
        ended(2, German),
        format!("changed: Die Rolle wurde storniert. Die Liste von {name} wurde ersetzt.")
    );
    expect_last(
        &lab,
        "replaced the list of RRD123-2025_OU_Certificates: 1 added, 0 removed, 1 changed",
        "ersetzte die Liste von RRD123-2025_OU_Certificates: 1 neu, 0 weg, 1 geändert",
    );
}

#[test]
fn a_roll_that_waits_says_for_whom() {
    let large = vec![document("1001", 60, "10-19")];
    let lab = lab().with_project_of(key("RRD123-2025", "OU"), large).planned();
    assert_eq!(
        history(&lab, About::Roll(RollId::new(1)), English),
        ["planned: Planned as 16mm roll 1. 61 frames of 1 document in plan 1. \
          It waits for the number of RRD123-2025_OU_35_01."]
    );
    let plan = &history(&lab, About::Project(ProjectId::new(1)), German)[1];
    assert_eq!(plan, "planned: Plan 1 wurde angenommen. 1 16mm-Rolle und 1 35mm-Rolle, 72 Bilder.");
}
