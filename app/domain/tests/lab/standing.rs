//! Stories of a project's standing: reset, abandoned, archived, deleted, and the ways back.

mod told;

use crate::support::{TestLab, anna, document, documents, key, lab, number};
use domain::command::{Answer, Command, FilmChoice, PlanChoice};
use domain::event::Event;
use domain::film::attempt::{Course, FailReason};
use domain::film::document::ComId;
use domain::film::project::{ProjectStage, Standing};
use domain::film::rework::{NumberChoice, ReworkEnd};
use domain::film::roll::RollStage;
use domain::history::{About, tell};
use domain::id::{ProjectId, RollId};
use domain::number::{Claim, Holding, NumberState};
use domain::words::Language::{English, German};
use domain::words::Say;

/// Three rolls of one document each, of which the first is filmed under 10000001.
pub fn one_of_three() -> TestLab {
    lab().with_project("RRD123-2025", &[2000, 2000, 1500]).planned().film("16_01")
}

/// The numbers 10000002 and 10000003 are kept back for the project.
pub fn with_block(lab: TestLab) -> TestLab {
    let claim = Claim { purpose: "block".into(), project: Some(lab.project()), until: None };
    let numbers = vec![number("10000002"), number("10000003")];
    lab.happened(vec![Event::NumbersHeld { numbers, holding: Holding::Reserved { claim } }])
}

#[test]
fn a_reset_keeps_the_filmed_rolls_and_cancels_the_others() {
    let before = one_of_three();
    let lab = before.clone().reset();
    assert_eq!(lab.live_rolls(), ["16_01"]);
    assert_eq!(lab.roll("16_01"), before.roll("16_01"), "the filmed roll is untouched");
    assert_eq!(lab.number_of("16_01").as_deref(), Some("10000001"));
    assert_eq!(lab.stage_of("16_02"), RollStage::Cancelled);
    assert_eq!(lab.project_stage(), ProjectStage::Draft);
    let lab = lab.planned();
    assert_eq!(lab.live_rolls(), ["16_01", "16_02", "16_03"]);
    let plans: Vec<u32> = lab.lab.plans.iter().map(|((_, plan), _)| plan).collect();
    assert_eq!(plans, [1, 2], "the old plan and its values stay on record");
    assert_eq!((lab.roll("16_01").plan, lab.roll("16_02").plan), (1, 2));
    lab.film("16_02").film("16_03").deliver().lawful();
}

#[test]
fn a_reset_is_the_way_out_of_a_plan_with_a_failed_attempt() {
    let lab = lab().with_project("RRD123-2025", &[2000]).planned().start("16_01");
    let lab = lab.fail("16_01", FailReason::Jam, 407);
    assert!(lab.refused(lab.planning()).contains("is already in work"));
    let failed = lab.attempts_at("16_01")[0].clone();
    let lab = lab.reset().planned();
    let kept = lab.lab.attempts.get(failed.id).unwrap();
    assert_eq!(kept, &failed, "the film it spent stays written off");
    assert!(matches!(kept.course, Course::Failed { spent_mm: 5_070, .. }));
    assert_eq!(lab.roll("16_01").attempts, 0, "the new roll begins anew");
    lab.film("16_01").lawful();
}

#[test]
fn a_project_in_the_camera_stays_as_it_is() {
    let lab = one_of_three().start("16_02");
    let camera = "RRD123-2025_OU_16_02 is in the camera: finish or fail that attempt first.";
    for command in [lab.resetting(), lab.abandoning(), lab.deleting()] {
        assert_eq!(lab.refused(command), camera);
    }
}

#[test]
fn a_rejected_film_is_not_made_again_after_a_reset_and_its_kept_number_becomes_void() {
    let lab = one_of_three().film("16_02").keep(&["16_01"]).reset();
    assert_eq!(lab.live_rolls(), ["16_02"]);
    let reason = "RRD123-2025_OU_16_01 was rejected and not filmed again".to_owned();
    assert_eq!(lab.holding("10000001"), &Holding::Void { reason, replaced_by: None });
    assert_eq!(lab.rework(1).end, ReworkEnd::Dropped);
    let lab = lab.planned();
    assert_eq!(lab.live_rolls(), ["16_02", "16_03", "16_04"], "its document is planned again");
    let lab = lab.film("16_03");
    assert_eq!(lab.number_of("16_03").as_deref(), Some("10000003"));
    lab.lawful();
}

#[test]
fn a_void_number_of_a_film_not_made_again_stays_void_without_successor() {
    let lab = one_of_three().replace(&["16_01"]).reset().planned().film("16_01");
    let reason = "RRD123-2025_OU_16_01 rejected: density".to_owned();
    assert_eq!(lab.holding("10000001"), &Holding::Void { reason, replaced_by: None });
    assert_eq!(lab.number_of("16_01").as_deref(), Some("10000002"), "a new roll under a new number");
    lab.lawful();
}

#[test]
fn an_open_registration_is_not_opened_twice() {
    let lab = one_of_three().reset();
    let open = "RRD123-2025_OU_Certificates has no plan: its registration is open already.";
    assert_eq!(lab.refused(lab.resetting()), open);
    let draft = crate::support::lab().with_project("RRD123-2025", &[10]);
    assert_eq!(draft.refused(draft.resetting()), open);
}

#[test]
fn every_change_of_standing_wants_its_reason_and_is_decided_on_what_was_seen() {
    let mut lab = one_of_three();
    let project = lab.project();
    let reason = || "  ".to_owned();
    for silent in [
        Command::ResetProject { project, reason: reason() },
        Command::AbandonProject { project, reason: reason() },
        Command::DeleteProject { project, reason: reason() },
    ] {
        assert!(lab.refused(silent).starts_with("A reason is missing"));
    }
    lab.seen = Some(lab.project_row().revision);
    lab = lab.start("16_02");
    let stale = "This changed since you opened it: look at it again, then decide.";
    for command in [lab.resetting(), lab.abandoning(), lab.deleting()] {
        assert_eq!(lab.refused(command), stale);
    }
}

#[test]
fn an_abandoned_project_gives_its_block_back_and_keeps_what_it_spent() {
    let lab = with_block(one_of_three()).abandon();
    let reason = "RRD123-2025_OU_Certificates was abandoned: the customer cancelled".to_owned();
    for back in ["10000002", "10000003"] {
        assert_eq!(lab.holding(back), &Holding::Returned { reason: reason.clone() });
    }
    assert_eq!(lab.state_of("10000001"), NumberState::Issued, "film carries it");
    assert_eq!(lab.project_stage(), ProjectStage::Abandoned);
    assert_eq!(lab.live_rolls(), ["16_01"]);
    let lab = lab.with_project("RRD200-2025", &[400]).planned().film("RRD200-2025_OU_16_01");
    assert_eq!(lab.number_of("RRD200-2025_OU_16_01").as_deref(), Some("10000002"), "the lowest free one");
    lab.lawful();
}

#[test]
fn an_abandoned_project_gives_back_only_its_own_block() {
    let lab = one_of_three().reserve(2, "test films").abandon();
    assert_eq!(lab.state_of("10000002"), NumberState::Reserved);
    assert_eq!(lab.state_of("10000003"), NumberState::Reserved);
}

#[test]
fn a_number_kept_for_a_film_that_is_never_made_again_becomes_void_with_its_project() {
    let lab = one_of_three().keep(&["16_01"]).abandon();
    let reason = "RRD123-2025_OU_16_01 was rejected and not filmed again".to_owned();
    assert_eq!(lab.holding("10000001"), &Holding::Void { reason, replaced_by: None });
    assert_eq!(lab.live_rolls(), Vec::<String>::new());
    lab.lawful();
}

#[test]
fn a_restored_project_is_planned_again_beside_its_films() {
    let lab = one_of_three().abandon().restore();
    assert_eq!(lab.project_row().standing, Standing::Active);
    assert_eq!(lab.project_stage(), ProjectStage::Draft, "what was cancelled is planned anew");
    let lab = lab.planned().film("16_02").film("16_03").deliver();
    assert_eq!(lab.number_of("16_01").as_deref(), Some("10000001"));
    lab.lawful();
}

#[test]
fn deleting_changes_the_project_and_gives_its_block_back() {
    let before = with_block(one_of_three().start("16_02").fail("16_02", FailReason::Jam, 9));
    let lab = before.clone().delete();
    lab.differs_only_in(&before, &["head", "holdings", "projects"]);
    assert_eq!(lab.state_of("10000002"), NumberState::Free);
    assert_eq!(lab.project_row().standing, Standing::Deleted { reason: "registered twice".into() });
    assert_eq!(lab.state_of("10000001"), NumberState::Issued);
    let told = |lab: &TestLab| {
        let about = About::Number(number("10000001"));
        lab.entries.iter().flat_map(|(_, events)| tell(events, about, &lab.lab, English)).count()
    };
    assert_eq!(told(&lab), told(&before), "the number still tells its life");
    lab.lawful();
}

#[test]
fn a_deleted_project_comes_back_as_it_was_without_its_block() {
    let before = with_block(one_of_three());
    let lab = before.clone().delete();
    let lab = lab.with_project("RRD200-2025", &[400]).planned().film("RRD200-2025_OU_16_01");
    assert_eq!(
        lab.number_of("RRD200-2025_OU_16_01").as_deref(),
        Some("10000002"),
        "the block went back to be used"
    );
    let restore = Command::RestoreProject { project: ProjectId::new(1) };
    let lab = lab.and(restore);
    let project = lab.lab.projects.get(ProjectId::new(1)).unwrap();
    assert_eq!((&project.standing, project.plan), (&Standing::Active, 1));
    for roll in [1, 2, 3].map(RollId::new) {
        assert_eq!(lab.lab.rolls.get(roll), before.lab.rolls.get(roll));
    }
    assert_eq!(lab.state_of("10000003"), NumberState::Free);
    lab.film("RRD123-2025_OU_16_02").lawful();
}

#[test]
fn a_project_out_of_work_takes_nothing_new() {
    for (lab, standing) in [
        (one_of_three().abandon(), "abandoned"),
        (one_of_three().delete(), "deleted"),
        (one_of_three().film("16_02").film("16_03").archive(), "archived"),
    ] {
        let sentence = format!("RRD123-2025_OU_Certificates is {standing}: restore it first.");
        let longer = documents(&[2000, 2000, 1500, 10]);
        for command in [
            lab.planning(),
            lab.delivering(),
            lab.resetting(),
            lab.abandoning(),
            lab.listing(longer),
            lab.developing(&["16_01"], &[]),
            lab.rejecting(&["16_01"], NumberChoice::Keep),
        ] {
            assert_eq!(lab.refused(command), sentence);
        }
    }
    let deleted = one_of_three().delete();
    assert_eq!(
        deleted.refused(deleted.starting("16_02", FilmChoice::Proposed)),
        "RRD123-2025_OU_Certificates is deleted: restore it first."
    );
}

#[test]
fn a_project_is_archived_when_its_last_roll_is_filmed() {
    let lab = one_of_three().film("16_02");
    let archive = Command::ArchiveProject { project: lab.project() };
    assert_eq!(lab.refused(archive.clone()), "RRD123-2025_OU_16_03 has no film yet: film it first.");
    let lab = lab.film("16_03").archive();
    assert_eq!(lab.project_stage(), ProjectStage::Archived);
    assert_eq!(lab.restore().project_stage(), ProjectStage::FilmingComplete);
    let reopened = one_of_three().reset();
    assert_eq!(
        reopened.refused(archive),
        "RRD123-2025_OU_Certificates has no plan: only a project whose rolls are all filmed is archived."
    );
}

#[test]
fn what_is_so_already_makes_no_entry() {
    let mut lab = one_of_three().delete();
    let entries = lab.entries.len();
    let delete = lab.deleting();
    assert_eq!(lab.perform(&anna(), delete), Ok(Answer::Done));
    let lab = lab.restore().restore();
    assert_eq!(lab.entries.len(), entries + 1);
}

#[test]
fn a_plan_after_a_reset_may_have_other_values() {
    let lab = one_of_three().reset();
    let smaller = PlanChoice { capacity_16mm: Some(1_000), ..PlanChoice::default() };
    let choice = Command::AcceptPlan { project: lab.project(), choice: smaller };
    let lab = lab.and(choice);
    let frames: Vec<(u32, u32)> =
        lab.lab.rolls_of(lab.project()).iter().map(|roll| (roll.ordinal, roll.frames)).collect();
    assert_eq!(frames, [(1, 2000), (2, 1000), (3, 1000), (4, 1000), (5, 500)], "the kept roll keeps its own");
    lab.lawful();
}

#[test]
fn the_list_may_be_replaced_before_anything_else_is_filmed_without_a_reset() {
    let lab = one_of_three().reset().planned().with_list(documents(&[2000, 2000, 1500, 700]));
    assert_eq!(lab.live_rolls(), ["16_01"], "the plan that no longer fits is cancelled, the film kept");
    let lab = lab.planned();
    assert_eq!(lab.live_rolls(), ["16_01", "16_02", "16_03"], "1,500 and 700 frames share a roll");
    assert_eq!(lab.project_row().plan, 3);
    let lab = lab.film("16_02");
    let late = lab.listing(documents(&[2000, 2000, 1500]));
    assert!(lab.refused(late).starts_with("RRD123-2025_OU_16_02 is already in work"));
    lab.lawful();
}

#[test]
fn a_filmed_document_stays_in_the_list_as_it_was_filmed() {
    let lab = one_of_three().reset();
    let on_film = |lab: &TestLab, list| lab.refused(lab.listing(list));
    let sentence = "Documents on kept films must stay in the list as they were filmed: 1001.";
    let gone = vec![document("1002", 2000, ""), document("1003", 1500, "")];
    assert!(on_film(&lab, gone).starts_with(sentence));
    assert!(on_film(&lab, documents(&[2001, 2000, 1500])).starts_with(sentence), "another page");
    let large = vec![document("1001", 2000, "7"), document("1002", 2000, "")];
    assert!(on_film(&lab, large).starts_with(sentence), "another sheet");
    let mut named = documents(&[2000, 2000, 1500]);
    named[0].com_id = Some(ComId::parse("412063").unwrap());
    let lab = lab.with_list(named);
    let list = lab.lab.documents.get(lab.project()).unwrap();
    assert!(list[0].com_id.is_some(), "its Bildnummer is no part of the film");
}

#[test]
fn no_index_leaves_out_what_waits_to_be_planned_again() {
    let large = vec![document("1001", 2000, ""), document("1002", 2000, "5-9")];
    let lab = lab().with_project_of(key("RRD123-2025", "OU"), large).planned();
    let lab = lab.film("16_01").film("35_01");
    let refusal = |lab: &TestLab| lab.clone().perform(&anna(), lab.delivering()).unwrap_err();
    assert_eq!(
        refusal(&lab.clone().reset()).say(English),
        "Document 1002 is not wholly on rolls: \
         accept a plan and film its rolls before the index is delivered."
    );
    assert_eq!(
        refusal(&lab.clone().reset()).say(German),
        "Dokument 1002 ist nicht ganz auf Rollen: \
         vor der Übergabe einen Plan annehmen und seine Rollen verfilmen."
    );
    assert!(refusal(&lab.clone().abandon().restore()).to_string().starts_with("Document 1002"));
    let split = lab.reset().with_list(vec![
        document("1001", 2000, ""),
        document("1002", 2000, "5-9"),
        document("1003", 40, ""),
    ]);
    assert!(refusal(&split).to_string().starts_with("Document 1002"));
    let lab = split.planned().film("16_02").deliver();
    assert_eq!(lab.lab.deliveries.values().map(|delivery| delivery.rows).collect::<Vec<_>>(), [3]);
}

#[test]
fn a_filmed_document_leaves_the_list_after_its_film_was_rejected_and_the_project_reset() {
    let lab = one_of_three().reset();
    let without = || vec![document("1002", 2000, ""), document("1003", 1500, "")];
    assert_eq!(
        lab.refused(lab.listing(without())),
        "Documents on kept films must stay in the list as they were filmed: 1001. \
         Reject their films and reset the project first."
    );
    let lab = lab.replace(&["16_01"]);
    assert!(lab.refused(lab.planning()).contains("is already in work"), "it would be filmed again as it is");
    let lab = lab.reset().with_list(without()).planned();
    assert_eq!(lab.live_rolls(), ["16_01", "16_02"]);
    assert_eq!(lab.state_of("10000001"), NumberState::Void);
    lab.film("16_01").film("16_02").deliver().lawful();
}

#[test]
fn a_reset_nobody_needed_is_closed_by_a_plan_without_new_rolls() {
    let filmed = one_of_three().film("16_02").film("16_03");
    let lab = filmed.clone().reset();
    assert_eq!(lab.project_stage(), ProjectStage::Draft);
    let lab = lab.planned();
    assert_eq!(lab.project_stage(), ProjectStage::FilmingComplete);
    for roll in ["16_01", "16_02", "16_03"] {
        assert_eq!(lab.roll(roll), filmed.roll(roll));
    }
    assert_eq!(
        lab.refused(lab.planning()),
        "Every document of RRD123-2025_OU_Certificates is on a kept film: there is nothing to plan."
    );
    let lab = lab.archive();
    assert_eq!(lab.project_stage(), ProjectStage::Archived);
    lab.lawful();
}

#[test]
fn a_list_registered_again_says_that_its_project_was_deleted_or_given_up() {
    let list = || documents(&[2000, 2000, 1500]);
    let again = |lab: &TestLab| lab.refused(lab.listing(list()));
    assert_eq!(again(&one_of_three().delete()), "RRD123-2025_OU_Certificates is deleted: restore it first.");
    assert_eq!(
        again(&one_of_three().abandon()),
        "RRD123-2025_OU_Certificates is abandoned: restore it first."
    );
    let mut archived = one_of_three().film("16_02").film("16_03").archive();
    let same = archived.listing(list());
    let answer = archived.perform(&anna(), same).unwrap();
    assert!(matches!(answer, Answer::Registered { changed: false, .. }), "it is there as it was: {answer:?}");
}
