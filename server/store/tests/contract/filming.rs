//! The film lab's main job.

use crate::support::*;
use domain::command::{Answer, Command, Request};
use domain::film::project::Numbering;
use domain::film::reel::TempRollStage;
use domain::film::roll::RollStage;
use domain::number::{Holding, NumberState};
use domain::person::Actor;
use domain::refusal::Refusal;
use domain::words::Language;
use store::Store;

pub async fn a_lab_is_founded_once(place: Place) {
    let store = place.open().await;
    assert_eq!(refused(&store, reserving(1)).await, Refusal::NotFounded);
    found(&store).await;
    let again = Command::FoundLab { lab: "Another lab".into(), admin: "Ben".into() };
    let again = Request { actor: Actor::console(), ..request(again) };
    assert_eq!(refusal(store.perform(again).await), Refusal::AlreadyFounded);
    assert_eq!(store.ledger_head().await.unwrap().0, 1);
    all_is_well(&store).await;
}

pub async fn a_list_becomes_filmed_rolls_and_a_delivered_index(place: Place) {
    let store = place.founded().await;
    let project = register(&store, "RRD123-2025", &[1500, 1000, 2000]).await;
    let rolls = plan(&store, project).await;
    assert_eq!(rolls.len(), 2);
    let undelivered = Command::DeliverIndex { project, file: "index.xlsx".into(), to: String::new() };
    assert!(matches!(refused(&store, undelivered.clone()).await, Refusal::NotReady { .. }));

    assert_eq!(film(&store, &rolls[0]).await, number("10000001"));
    assert_eq!(film(&store, &rolls[1]).await, number("10000002"));
    let held = store.held(number("10000001")).await.unwrap().expect("issued");
    assert!(matches!(held.holding, Holding::Issued { roll, .. } if roll == rolls[0].id));
    assert_eq!(held.by, "Anna");
    let roll = store.roll(rolls[0].id).await.unwrap().expect("the roll");
    assert_eq!(roll.stage_word(), RollStage::Filmed);
    // 2,500 frames take 26 m of a reel of 30.5 m; 2,000 take 21 m.
    let mut shelf: Vec<u32> =
        store.live_temp_rolls().await.unwrap().iter().map(|piece| piece.length_mm).collect();
    shelf.sort();
    assert_eq!(shelf, [4_500, 9_500]);

    match done(&store, undelivered).await.answer {
        Answer::Delivered { rows, .. } => assert_eq!(rows, 3),
        other => panic!("{other:?}"),
    }
    all_is_well(&store).await;
}

async fn bind_at_start(store: &Store) {
    let mut settings = domain::lab::LabSettings::new("Film lab");
    settings.sites[0].numbering = Numbering::BindAtStart;
    done(store, Command::ChangeSettings { settings }).await;
}

pub async fn a_failed_attempt_gives_its_number_and_its_film_back(place: Place) {
    let store = place.founded().await;
    bind_at_start(&store).await;
    let project = register(&store, "RRD123-2025", &[2000]).await;
    let rolls = plan(&store, project).await;
    done(&store, starting(rolls[0].id)).await;
    let state = async |text| store.held(number(text)).await.unwrap().map(|held| held.holding.state());
    assert_eq!(state("10000001").await, Some(NumberState::Bound));
    done(&store, failing(rolls[0].id, 500)).await;
    assert_eq!(state("10000001").await, Some(NumberState::Free));
    let shelf = store.live_temp_rolls().await.unwrap();
    assert_eq!(shelf.iter().map(|piece| piece.length_mm).collect::<Vec<_>>(), [24_500]);
    // The second attempt takes the leftover and the number that came back.
    assert_eq!(film(&store, &rolls[0]).await, number("10000001"));
    assert_eq!(store.roll(rolls[0].id).await.unwrap().expect("the roll").attempts, 2);
    all_is_well(&store).await;
}

pub async fn the_best_leftover_is_used_up(place: Place) {
    let store = place.founded().await;
    for (archive_id, pages) in [("RRD101-2025", 2000), ("RRD102-2025", 600)] {
        let project = register(&store, archive_id, &[pages]).await;
        let rolls = plan(&store, project).await;
        film(&store, &rolls[0]).await;
    }
    // The first roll left 9.5 m; the second took 7 m of it and left 2.5 m.
    let shelf = store.live_temp_rolls().await.unwrap();
    assert_eq!(shelf.iter().map(|piece| piece.length_mm).collect::<Vec<_>>(), [2_500]);
    assert!(shelf.iter().all(|piece| piece.stage == TempRollStage::OnShelf));
    all_is_well(&store).await;
}

pub async fn a_replaced_plan_says_so(place: Place) {
    let store = place.founded().await;
    let project = register(&store, "RRD123-2025", &[2000]).await;
    let old = plan(&store, project).await;
    plan(&store, project).await;
    let roll = old[0].temporary_id.clone();
    assert_eq!(refused(&store, starting(old[0].id)).await, Refusal::RollCancelled { roll });
    all_is_well(&store).await;
}

pub async fn a_plan_can_be_filmed_in_the_batch_that_made_it(place: Place) {
    let store = place.founded().await;
    bind_at_start(&store).await;
    let project = register(&store, "RRD123-2025", &[2000]).await;
    let roll = domain::id::RollId::new(1);
    let work = [planning(project), starting(roll), failing(roll, 0), starting(roll), finishing(roll, 2000)];
    let requests = work.into_iter().map(request).collect();
    let answers = in_one_batch(&place, &store, requests).await;
    // Tasks reach the queue in any order; what came too early is refused, and nothing is broken by it.
    for answer in answers {
        if let Err(error) = answer {
            assert!(matches!(error, store::StoreError::Refused(_)), "{error}");
        }
    }
    all_is_well(&store).await;
}

pub async fn every_version_of_the_settings_is_kept(place: Place) {
    let store = place.founded().await;
    let change = |smallest: u32| {
        let mut settings = domain::lab::LabSettings::new("Film lab");
        settings.film.smallest_usable = smallest;
        request(Command::ChangeSettings { settings })
    };
    for answer in in_one_batch(&place, &store, (200..208).map(change).collect()).await {
        answer.expect("changed");
    }
    let tables = store.dump().await.unwrap();
    let versions = tables.iter().find(|(table, _)| table == "settings").expect("the table");
    assert_eq!(versions.1.len(), 9);
    all_is_well(&store).await;
}

pub async fn who_was_away_is_told_what_happened(place: Place) {
    use domain::event::Kind;
    use store::Concern;

    let store = place.founded().await;
    let (project, other) =
        (register(&store, "RRD123-2025", &[2000]).await, register(&store, "RRD124-2025", &[2000]).await);
    let (roll, elsewhere) = (plan(&store, project).await[0].clone(), plan(&store, other).await[0].clone());
    let (left, _) = store.ledger_head().await.unwrap();
    done(&store, starting(roll.id)).await;
    done(&store, starting(elsewhere.id)).await;
    done(&store, failing(roll.id, 300)).await;

    let since = async |concern, most| {
        let news = store.news_after(left, concern, most, Language::English).await.unwrap();
        news.into_iter().map(|entry| entry.action).collect::<Vec<_>>()
    };
    let of_roll = Concern::Thing(Kind::Roll, roll.id.get());
    assert_eq!(since(of_roll, 9).await, ["fail_filming", "start_filming"], "the latest first");
    assert_eq!(since(of_roll, 1).await, ["fail_filming"]);
    assert_eq!(
        since(Concern::Thing(Kind::Project, project.get()), 9).await.len(),
        2,
        "its rolls are its own"
    );
    assert_eq!(since(Concern::Kinds(&[Kind::Lab, Kind::Person]), 9).await.len(), 0);
    assert_eq!(since(Concern::Kinds(&Kind::ALL), 9).await.len(), 3);
    let latest = store.news_after(left, of_roll, 1, Language::English).await.unwrap().remove(0);
    assert_eq!((latest.seq, latest.actor.as_str()), (left + 3, "Anna"));
    assert!(latest.summary.contains("RRD123-2025_OU_16_01"), "{}", latest.summary);
}
