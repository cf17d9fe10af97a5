//! Numbers that follow each other, test films, and reservations that end.

use crate::support::*;
use domain::command::{Answer, Command, Request};
use domain::id::ProjectId;
use domain::number::{FilmNumber, Holding, NumberState};
use domain::person::Actor;
use domain::reason::EXPIRED;
use domain::refusal::Refusal;
use store::Store;

async fn consecutive(place: &Place) -> Store {
    let store = place.founded().await;
    let mut settings = domain::lab::LabSettings::new("Film lab");
    settings.sites[0].consecutive = true;
    done(&store, Command::ChangeSettings { settings }).await;
    store
}

async fn state(store: &Store, text: &str) -> NumberState {
    let held = store.held(number(text)).await.expect("it is read");
    held.map_or(NumberState::Free, |held| held.holding.state())
}

/// The project's list grows by full rolls, and a new plan is accepted.
async fn grown(store: &Store, project: ProjectId, archive_id: &str, pages: &[u32]) {
    done(store, Command::ResetProject { project, reason: "more documents".into() }).await;
    let mut longer = registering(archive_id, pages);
    if let Command::RegisterProject { accept, .. } = &mut longer {
        *accept = Some(1);
    }
    done(store, longer).await;
    done(store, planning(project)).await;
}

pub async fn numbers_of_a_project_follow_each_other_or_say_who_is_in_the_way(place: Place) {
    let store = consecutive(&place).await;
    let first = register(&store, "RRD100-2025", &[2900, 2900]).await;
    let rolls = plan(&store, first).await;
    assert_eq!(film(&store, &rolls[1]).await, number("10000001"));
    assert_eq!(state(&store, "10000002").await, NumberState::Reserved);
    let second = register(&store, "RRD200-2025", &[2900]).await;
    let other = plan(&store, second).await;
    assert_eq!(film(&store, &other[0]).await, number("10000003"));
    grown(&store, first, "RRD100-2025", &[2900, 2900, 2900]).await;
    let block = store.block_of(first).await.unwrap();
    assert_eq!(block.numbers, [number("10000002"), number("10000004")]);
    let [one] = block.breaks.as_slice() else { panic!("one exception: {block:?}") };
    assert_eq!((one.after, one.blocked_by), (number("10000002"), number("10000003")));
    assert_eq!(
        (one.holder.as_str(), one.given.as_slice()),
        ("RRD200-2025_OU_Certificates", &[number("10000004")][..])
    );
    all_is_well(&store).await;
    // What the project no longer needs goes back with it.
    done(&store, Command::DeleteProject { project: first, reason: "registered twice".into() }).await;
    assert_eq!(state(&store, "10000002").await, NumberState::Free);
    assert_eq!(store.block_of(first).await.unwrap().numbers, []);
    all_is_well(&store).await;
}

pub async fn a_batch_extends_two_blocks_without_taking_a_number_twice(place: Place) {
    let store = consecutive(&place).await;
    let mut starts = Vec::new();
    for archive_id in ["RRD100-2025", "RRD200-2025"] {
        let project = register(&store, archive_id, &[2900, 2900]).await;
        let rolls = plan(&store, project).await;
        for roll in rolls {
            done(&store, starting(roll.id)).await;
            starts.push(roll);
        }
    }
    let finishes = starts.iter().map(|roll| request(finishing(roll.id, roll.frames))).collect();
    let mut given: Vec<FilmNumber> = Vec::new();
    for answer in in_one_batch(&place, &store, finishes).await {
        match answer.expect("it is confirmed").answer {
            Answer::Finished { number: Some(number), .. } => given.push(number),
            other => panic!("{other:?}"),
        }
    }
    given.sort();
    given.dedup();
    // The batch waited for one number reserved by itself.
    assert_eq!(given, ["10000002", "10000003", "10000004", "10000005"].map(number));
    all_is_well(&store).await;
}

pub async fn test_films_are_numbered_apart(place: Place) {
    let store = place.founded().await;
    let project = register(&store, "RRD100-2099", &[2900]).await;
    let rolls = plan(&store, project).await;
    assert_eq!(film(&store, &rolls[0]).await, number("90000001"));
    let deliver = Command::DeliverIndex { project, file: "index.csv".into(), to: String::new() };
    assert!(matches!(refused(&store, deliver).await, Refusal::TestProject { .. }));
    let (_, index) = store.index_of(project).await.unwrap().expect("the project");
    assert!(matches!(index, Err(Refusal::TestProject { .. })));
    all_is_well(&store).await;
}

pub async fn what_is_over_goes_back_by_itself(place: Place) {
    let store = place.founded().await;
    let until = now().plus_seconds(3600);
    let kept =
        |until| Command::ReserveNumbers { site: "OU".into(), count: 2, purpose: "camera test".into(), until };
    done(&store, kept(Some(until))).await;
    done(&store, kept(None)).await;
    assert_eq!(store.expired(until).await.unwrap(), [], "the last day is not over");
    let later = until.plus_seconds(1);
    let numbers = store.expired(later).await.unwrap();
    assert_eq!(numbers, ["10000001", "10000002"].map(number));
    let command = Command::ReleaseExpired { numbers };
    let request = Request { actor: Actor::lab(), at: later, key: None, seen: None, command };
    store.perform(request).await.expect("the lab may");
    let held = store.held(number("10000001")).await.unwrap().expect("it was held");
    assert_eq!((held.holding, held.by.as_str()), (Holding::Returned { reason: EXPIRED.into() }, "Rollcall"));
    assert_eq!(store.expired(later).await.unwrap(), []);
    all_is_well(&store).await;
}

pub async fn every_number_on_no_delivered_film_is_explained(place: Place) {
    let store = place.founded().await;
    let first = register(&store, "RRD100-2025", &[2900]).await;
    let rolls = plan(&store, first).await;
    film(&store, &rolls[0]).await;
    done(&store, reserving(1)).await;
    done(&store, Command::VoidNumber { number: number("10000002"), reason: "label torn".into() }).await;
    let listed = async || {
        let rows = store.gaps().await.unwrap();
        rows.into_iter().map(|row| (row.number.to_string(), row.state, row.words)).collect::<Vec<_>>()
    };
    let void = ("10000002".to_owned(), NumberState::Void, "label torn".to_owned());
    let filmed = ("10000001".to_owned(), NumberState::Issued, String::new());
    assert_eq!(listed().await, [filmed, void.clone()]);
    done(&store, Command::DeliverIndex { project: first, file: "index.csv".into(), to: String::new() }).await;
    assert_eq!(listed().await, [void], "what the customer has is no gap");
    let page = domain::view::numbers::NumbersQuery { series: 1, undelivered: true, ..Default::default() };
    assert_eq!(store.numbers_page(&page).await.unwrap().total, 1);
}
