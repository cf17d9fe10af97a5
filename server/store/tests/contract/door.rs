//! The one door: batches, refusals, and callers that come, wait and go.

use crate::support::*;
use domain::command::{Command, Request};
use domain::person::{Actor, Role, Roles};
use domain::refusal::Refusal;
use store::{OpenOptions, StoreError};

pub async fn a_refusal_changes_nothing(place: Place) {
    let store = place.founded().await;
    let project = register(&store, "RRD123-2025", &[2000]).await;
    let roll = plan(&store, project).await[0].clone();
    let before = store.dump().await.unwrap();
    let viewer = Actor::person("Vera", Roles::new([Role::Viewer]));
    let forbidden = Request { actor: viewer, ..request(starting(roll.id)) };
    assert!(matches!(refusal(store.perform(forbidden).await), Refusal::NotAllowed { .. }));
    assert!(matches!(refused(&store, finishing(roll.id, 2000)).await, Refusal::NotFilming { .. }));
    assert!(matches!(refused(&store, reserving(0)).await, Refusal::CountOutOfBounds { .. }));
    assert!(matches!(refused(&store, registering("RRD123-2025", &[7])).await, Refusal::ListChanged { .. }));
    let missing = Command::VoidNumber { number: number("10000001"), reason: "torn".into() };
    assert!(matches!(refused(&store, missing).await, Refusal::NoSuchNumber { .. }));
    assert_eq!(store.dump().await.unwrap(), before);
    // Registering the same list again is no refusal, and no entry either.
    assert_eq!(done(&store, registering("RRD123-2025", &[2000])).await.entry, 0);
    assert_eq!(store.dump().await.unwrap(), before);
}

pub async fn a_refusal_does_not_poison_its_batch(place: Place) {
    let store = place.founded().await;
    let requests = (0..60).map(|position| request(reserving(if position % 3 == 0 { 0 } else { 1 })));
    let answers = in_one_batch(&place, &store, requests.collect()).await;
    for (position, answer) in answers.into_iter().enumerate() {
        match answer {
            Ok(receipt) => assert_eq!(numbers(&receipt).len(), 1),
            Err(StoreError::Refused(Refusal::CountOutOfBounds { .. })) => assert_eq!(position % 3, 0),
            Err(error) => panic!("{error}"),
        }
    }
    // Founding, the one that had the turn, and forty that were not refused.
    assert_eq!(store.ledger_head().await.unwrap().0, 42);
    all_is_well(&store).await;
}

pub async fn a_broken_constraint_fails_only_its_own_request(place: Place) {
    let store = place.founded().await;
    let token = |label: &str, digest: &str| {
        let (label, digest) = (label.to_owned(), digest.to_owned());
        request(Command::CreateToken { label, roles: Roles::all(), digest })
    };
    // Two secrets that are the same: no rule of the domain sees it, the table does.
    let requests =
        vec![token("scanner", "one"), token("camera", "one"), request(reserving(1)), token("x", "two")];
    let answers = in_one_batch(&place, &store, requests).await;
    let failed = answers.iter().filter(|answer| answer.is_err()).count();
    assert_eq!(failed, 1, "{answers:?}");
    assert!(answers[2].is_ok() && answers[3].is_ok());
    all_is_well(&store).await;
}

pub async fn a_caller_that_hangs_up_cancels_nothing(place: Place) {
    let store = place.founded().await;
    let hold = place.hold().await;
    let asked = store.perform(keyed("hung-up", reserving(3)));
    let waited = tokio::time::timeout(std::time::Duration::from_millis(100), asked).await;
    assert!(waited.is_err(), "the caller went away before the answer");
    hold.release().await;
    let after = numbers(&done(&store, reserving(1)).await);
    assert_eq!(after, [number("10000004")]);
    let repeated =
        store.perform(keyed("hung-up", reserving(3))).await.expect("done, though nobody heard of it");
    assert_eq!(numbers(&repeated)[0], number("10000001"));
    all_is_well(&store).await;
}

pub async fn a_full_queue_says_busy_at_once(place: Place) {
    let store = place.open_with(OpenOptions { queue: 4, batch: 2, ..place.options() }).await;
    found(&store).await;
    let hold = place.hold().await;
    let asked: Vec<_> = (0..20)
        .map(|_| {
            let store = store.clone();
            tokio::spawn(async move { store.perform(request(reserving(1))).await })
        })
        .collect();
    pause().await;
    let (told, waiting): (Vec<_>, Vec<_>) = asked.into_iter().partition(|task| task.is_finished());
    assert!(told.len() >= 14, "{} were told while the turn was held", told.len());
    for task in told {
        assert!(matches!(task.await.unwrap(), Err(StoreError::Busy)));
    }
    hold.release().await;
    let waited = waiting.len() as u64;
    for task in waiting {
        task.await.unwrap().expect("those that waited are served");
    }
    assert_eq!(store.ledger_head().await.unwrap().0, 1 + waited);
    all_is_well(&store).await;
}

pub async fn closing_finishes_what_waits(place: Place) {
    let store = place.founded().await;
    let hold = place.hold().await;
    let asked: Vec<_> = (0..40)
        .map(|_| {
            let store = store.clone();
            tokio::spawn(async move { store.perform(request(reserving(1))).await })
        })
        .collect();
    pause().await;
    let closing = tokio::spawn({
        let store = store.clone();
        async move { store.close().await }
    });
    pause().await;
    assert!(matches!(store.perform(request(reserving(1))).await, Err(StoreError::Stopping)));
    hold.release().await;
    closing.await.unwrap();
    for task in asked {
        task.await.unwrap().expect("what waited was finished");
    }
    drop(store);
    let store = place.open().await;
    assert_eq!(store.ledger_head().await.unwrap().0, 41);
    all_is_well(&store).await;
}

pub async fn a_stopped_lab_says_so(place: Place) {
    let store = place.founded().await;
    store.close().await;
    assert!(matches!(store.perform(request(reserving(1))).await, Err(StoreError::Stopping)));
}

pub async fn a_stale_decision_is_told_what_changed(place: Place) {
    let store = place.founded().await;
    let project = register(&store, "RRD123-2025", &[2000]).await;
    let roll = plan(&store, project).await[0].clone();
    let seen = store.roll(roll.id).await.unwrap().expect("the roll").revision;
    done(&store, starting(roll.id)).await;
    done(&store, failing(roll.id, 0)).await;
    let before = store.dump().await.unwrap();
    let late = Request { seen: Some(seen), ..request(starting(roll.id)) };
    match refusal(store.perform(late).await) {
        Refusal::Stale { changes } => assert_eq!(changes.len(), 2, "{changes:?}"),
        other => panic!("{other:?}"),
    }
    assert_eq!(store.dump().await.unwrap(), before);
    let seen = store.roll(roll.id).await.unwrap().expect("the roll").revision;
    let fresh = Request { seen: Some(seen), ..request(starting(roll.id)) };
    store.perform(fresh).await.expect("decided on what is there now");
}

pub async fn what_is_considered_leaves_no_trace(place: Place) {
    let store = place.founded().await;
    let project = register(&store, "RRD123-2025", &[2000]).await;
    let roll = plan(&store, project).await[0].clone();
    let before = store.dump().await.unwrap();
    let considered = store.consider(&request(starting(roll.id))).await.expect("it may start");
    match store.consider(&request(finishing(roll.id, 2000))).await {
        Err(StoreError::Refused(refusal)) => {
            assert_eq!(refusal, refused(&store, finishing(roll.id, 2000)).await);
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(store.dump().await.unwrap(), before);
    assert_eq!(done(&store, starting(roll.id)).await.answer, considered);
}

pub async fn the_lowest_free_number_goes_first_within_a_batch(place: Place) {
    let store = place.founded().await;
    let reserved = numbers(&done(&store, reserving(6)).await);
    let back = Command::ReleaseNumbers { numbers: reserved[1..4].to_vec(), reason: "not needed".into() };
    done(&store, back).await;
    // In one batch: the lowest free number turns void, and somebody asks for the lowest free number.
    let void = Command::VoidNumber { number: number("10000003"), reason: "label torn".into() };
    let answers = in_one_batch(&place, &store, vec![request(void), request(reserving(1))]).await;
    let given: Vec<_> = answers.into_iter().map(|answer| answer.expect("done")).collect();
    // The one that had the turn took 10000002; whichever of the two came first, no new number was opened.
    let got = numbers(&given[1])[0];
    assert!(got == number("10000003") || got == number("10000004"), "{got}");
    all_is_well(&store).await;
}
