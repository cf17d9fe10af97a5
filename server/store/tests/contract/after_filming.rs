//! What happens to film after the camera, and to projects that change their mind.

use crate::support::*;
use domain::command::{Answer, Command};
use domain::film::development::Density;
use domain::film::reel::TempRollStage;
use domain::film::rework::{Cause, NumberChoice, ReworkEnd};
use domain::film::roll::RollStage;
use domain::history::About;
use domain::id::{ProjectId, RollId, RunId, TempRollId};
use domain::number::{Holding, NumberState};
use domain::refusal::Refusal;
use domain::words::Language;
use store::Store;

fn rejecting(roll: RollId, number: NumberChoice) -> Command {
    Command::ReworkRolls { rolls: vec![roll], cause: Cause::Scratch, note: String::new(), number }
}

fn developing(rolls: &[RollId], density: &str) -> Command {
    let readings = vec![Density::parse(density).expect("a density")];
    Command::DevelopRolls { rolls: rolls.to_vec(), bath: "batch 7".into(), readings }
}

async fn stage(store: &Store, roll: RollId) -> RollStage {
    store.roll(roll).await.unwrap().expect("the roll").stage_word()
}

async fn holding(store: &Store, text: &str) -> Holding {
    store.held(number(text)).await.unwrap().expect("held").holding
}

/// The lab's replay into an empty one of the same kind gives the same tables.
async fn replays(store: &Store) {
    let elsewhere = Place::folder();
    let target = elsewhere.open().await;
    store.replay_into(&target).await.expect("replayed");
    assert_eq!(target.dump().await.unwrap(), store.dump().await.unwrap());
    target.close().await;
}

pub async fn a_rejected_film_is_made_again_under_its_number_or_another(place: Place) {
    let store = place.founded().await;
    let project = register(&store, "RRD123-2025", &[2000, 2000]).await;
    let rolls = plan(&store, project).await;
    film(&store, &rolls[0]).await;
    film(&store, &rolls[1]).await;

    done(&store, rejecting(rolls[0].id, NumberChoice::Keep)).await;
    assert_eq!(stage(&store, rolls[0].id).await, RollStage::Rework);
    assert_eq!(holding(&store, "10000001").await.state(), NumberState::Issued);
    done(&store, starting(rolls[0].id)).await;
    done(&store, failing(rolls[0].id, 10)).await;
    assert_eq!(stage(&store, rolls[0].id).await, RollStage::Rework, "it still waits to be made again");
    assert_eq!(film(&store, &rolls[0]).await, number("10000001"));

    done(&store, rejecting(rolls[1].id, NumberChoice::Void)).await;
    assert_eq!(holding(&store, "10000002").await.state(), NumberState::Void);
    let open = store.reworks_of_number(number("10000002")).await.unwrap();
    assert_eq!((open.len(), open[0].rejected, open[0].rework.end), (1, 1, ReworkEnd::Open));
    assert_eq!(film(&store, &rolls[1]).await, number("10000003"));
    let reworks = store.reworks_of_rolls(&[rolls[0].id, rolls[1].id]).await.unwrap();
    let of: Vec<_> = reworks.iter().map(|line| (line.rework.roll, line.rework.end.code())).collect();
    assert_eq!(of, [(rolls[1].id, "refilmed"), (rolls[0].id, "refilmed")], "newest first");
    match holding(&store, "10000002").await {
        Holding::Void { replaced_by, .. } => assert_eq!(replaced_by, Some(number("10000003"))),
        other => panic!("{other:?}"),
    }
    let told = store.history(About::Number(number("10000001")), Language::German).await.unwrap();
    assert!(told.iter().any(|step| step.title.contains("verworfen: Kratzer")), "{told:?}");
    all_is_well(&store).await;
    replays(&store).await;
}

pub async fn a_kept_number_is_void_after_all(place: Place) {
    let store = place.founded().await;
    let reserved = numbers(&done(&store, reserving(1)).await);
    let project = register(&store, "RRD123-2025", &[2000]).await;
    let rolls = plan(&store, project).await;
    assert_eq!(film(&store, &rolls[0]).await, number("10000002"));
    let reason = "not needed".to_owned();
    done(&store, Command::ReleaseNumbers { numbers: reserved, reason }).await;
    done(&store, rejecting(rolls[0].id, NumberChoice::Keep)).await;
    let voiding = Command::VoidKeptNumber { roll: rolls[0].id, reason: "a copy turned up".into() };
    done(&store, voiding.clone()).await;
    assert!(matches!(refused(&store, voiding).await, Refusal::NoKeptNumber { .. }));
    all_is_well(&store).await;
    assert_eq!(film(&store, &rolls[0]).await, number("10000001"), "a lower one that came back");
    match holding(&store, "10000002").await {
        Holding::Void { reason, replaced_by } => {
            assert_eq!((reason.as_str(), replaced_by), ("a copy turned up", Some(number("10000001"))));
        }
        other => panic!("{other:?}"),
    }
    let reworks = store.reworks_of_number(number("10000002")).await.unwrap();
    assert_eq!((reworks[0].rework.choice, reworks[0].rework.end.code()), (NumberChoice::Void, "refilmed"));
    all_is_well(&store).await;
    replays(&store).await;
}

pub async fn a_roll_names_the_roll_whose_number_it_waits_for(place: Place) {
    let store = place.founded().await;
    let mut list = registering("RRD123-2025", &[20]);
    if let Command::RegisterProject { documents, .. } = &mut list {
        documents[0].oversized = domain::film::document::parse_ranges("3-4", 20).expect("a range");
    }
    done(&store, list).await;
    let rolls = plan(&store, ProjectId::new(1)).await;
    let narrow = rolls.iter().find(|roll| roll.temporary_id.contains("_16_")).expect("a 16mm roll");
    let told = store.history(About::Roll(narrow.id), Language::English).await.unwrap();
    let sentence = &told[0].sentence;
    assert!(sentence.ends_with("It waits for the number of RRD123-2025_OU_35_01."), "{sentence}");
}

pub async fn a_run_in_quarantine_holds_its_films_back(place: Place) {
    let store = place.founded().await;
    let project = register(&store, "RRD123-2025", &[2000, 2000]).await;
    let rolls = plan(&store, project).await;
    film(&store, &rolls[0]).await;
    film(&store, &rolls[1]).await;
    let ids = [rolls[0].id, rolls[1].id];
    let run = match done(&store, developing(&ids, "0.80")).await.answer {
        Answer::Developed { run, quarantined } => {
            assert!(quarantined, "0.80 is too low");
            run
        }
        other => panic!("{other:?}"),
    };
    let accepting = Command::AcceptRolls { rolls: ids.to_vec(), note: String::new() };
    let refusal = refused(&store, accepting.clone()).await;
    assert!(matches!(refusal, Refusal::RunHolds { .. }), "{refusal}");
    done(&store, Command::ReleaseRun { run, reason: "densitometer was off".into() }).await;
    done(&store, accepting).await;
    assert_eq!(stage(&store, ids[0]).await, RollStage::Accepted);
    done(&store, Command::QuarantineRun { run: RunId::new(1), reason: "chemistry".into() }).await;
    // All films of the run go back at once; both numbers are void.
    let both = Command::ReworkRolls {
        rolls: ids.to_vec(),
        cause: Cause::Density,
        note: String::new(),
        number: NumberChoice::Void,
    };
    done(&store, both).await;
    assert_eq!(stage(&store, ids[1]).await, RollStage::Rework);
    all_is_well(&store).await;
    replays(&store).await;
}

pub async fn a_reset_project_keeps_its_films_and_plans_the_rest(place: Place) {
    let store = place.founded().await;
    let project = register(&store, "RRD123-2025", &[2000, 2000, 500]).await;
    let rolls = plan(&store, project).await;
    film(&store, &rolls[0]).await;
    let resetting = |project: ProjectId| Command::ResetProject { project, reason: "list grew".into() };
    done(&store, resetting(project)).await;
    assert_eq!(stage(&store, rolls[1].id).await, RollStage::Cancelled);
    // A document before the filmed one: the kept roll's segment moves with it.
    let mut longer = registering("RRD123-2025", &[2000, 2000, 500]);
    if let Command::RegisterProject { documents, accept, .. } = &mut longer {
        let mut first = documents[0].clone();
        first.barcode = domain::film::document::Barcode::parse("1000").expect("a barcode");
        first.pages = 300;
        documents.insert(0, first);
        *accept = Some(1);
    }
    done(&store, longer).await;
    let again = plan(&store, project).await;
    assert_eq!(again.iter().map(|roll| roll.frames).sum::<u32>(), 300 + 2000 + 500);
    assert_eq!(again[0].temporary_id, "RRD123-2025_OU_16_02", "ordinals count on behind the kept roll");
    let kept = store.roll(rolls[0].id).await.unwrap().expect("kept");
    assert_eq!(kept.segments[0].document, 1);
    for roll in &again {
        film(&store, roll).await;
    }
    match done(&store, Command::DeliverIndex { project, file: "index.xlsx".into(), to: String::new() })
        .await
        .answer
    {
        Answer::Delivered { rows, .. } => assert_eq!(rows, 4),
        other => panic!("{other:?}"),
    }
    all_is_well(&store).await;
    replays(&store).await;
}

pub async fn an_abandoned_project_spends_nothing_more_and_can_come_back(place: Place) {
    let store = place.founded().await;
    let project = register(&store, "RRD123-2025", &[2000, 2000]).await;
    let rolls = plan(&store, project).await;
    film(&store, &rolls[0]).await;
    done(&store, starting(rolls[1].id)).await;
    let abandoning = Command::AbandonProject { project, reason: "order cancelled".into() };
    assert!(matches!(refused(&store, abandoning.clone()).await, Refusal::StillFilming { .. }));
    done(&store, failing(rolls[1].id, 0)).await;
    done(&store, abandoning).await;
    assert_eq!(holding(&store, "10000001").await.state(), NumberState::Issued, "film carries it");
    assert!(matches!(refused(&store, planning(project)).await, Refusal::ProjectNotActive { .. }));
    let page = store.projects_page(&Default::default()).await.unwrap();
    assert_eq!(page.rows[0].stage.code(), "abandoned");
    done(&store, Command::RestoreProject { project }).await;
    let again = plan(&store, project).await;
    assert_eq!(again.len(), 1);
    done(&store, Command::DeleteProject { project, reason: "entered twice".into() }).await;
    assert_eq!(store.projects_page(&Default::default()).await.unwrap().rows, []);
    assert!(store.project(project).await.unwrap().is_some(), "nothing is removed");
    all_is_well(&store).await;
    replays(&store).await;
}

pub async fn the_shelf_is_measured_lost_found_and_thrown_away(place: Place) {
    let store = place.founded().await;
    for archive_id in ["RRD123-2025", "RRD200-2025"] {
        let project = register(&store, archive_id, &[1500]).await;
        let roll = plan(&store, project).await.remove(0);
        let start = Command::StartFilming {
            roll: roll.id,
            film: domain::command::FilmChoice::New,
            machine: "1".into(),
        };
        done(&store, start).await;
        done(&store, finishing(roll.id, roll.frames)).await;
    }
    let (first, second) = (TempRollId::new(1), TempRollId::new(2));
    let place_at = |temp_roll, place: &str| Command::PlaceTempRoll { temp_roll, place: place.into() };
    done(&store, place_at(first, "A3")).await;
    let measuring = Command::MeasureTempRoll { temp_roll: first, length_mm: 14_000, reason: String::new() };
    done(&store, measuring).await;
    all_is_well(&store).await;
    let taking = Command::TakeStock { place: String::new(), found: vec![first] };
    match done(&store, taking).await.answer {
        Answer::Stock { found, missing } => assert_eq!((found, missing), (1, vec!["T-0002".to_owned()])),
        other => panic!("{other:?}"),
    }
    let lost = &store.live_temp_rolls().await.unwrap()[1];
    assert_eq!((lost.id, lost.stage.code()), (second, "lost"), "lost film still counts");
    done(&store, Command::FindTempRoll { temp_roll: second, place: "B1".into() }).await;
    done(&store, Command::DiscardTempRoll { temp_roll: second, reason: "light".into() }).await;
    let project = register(&store, "RRD300-2025", &[1000]).await;
    let roll = plan(&store, project).await.remove(0);
    film(&store, &roll).await;
    let live = store.live_temp_rolls().await.unwrap();
    // 14.00 measured − 11.00 spent = 3.00 m.
    let shelf: Vec<_> = live.iter().map(|piece| (piece.id.label(), piece.length_mm, &piece.stage)).collect();
    assert_eq!(shelf, [("T-0003".to_owned(), 3_000, &TempRollStage::OnShelf)]);
    // From any piece the whole line of its reel is seen.
    let view = store.temp_roll_view(first, Language::English).await.unwrap().expect("it is on record");
    let family = view.family.iter().map(|piece| {
        let used_by = piece.used_by.as_ref().map(|roll| roll.name());
        (piece.temp_roll.map(|tag| tag.label()), piece.length_mm, used_by)
    });
    assert_eq!(
        family.collect::<Vec<_>>(),
        [
            (None, 30_500, Some("10000001".to_owned())),
            (Some("T-0001".to_owned()), 14_000, Some("10000003".to_owned())),
            (Some("T-0003".to_owned()), 3_000, None),
        ]
    );
    all_is_well(&store).await;
    replays(&store).await;
}
