//! Replay: from either database into an empty one of either kind.

use crate::promises::lab_in_work;
use crate::support::*;
use store::replay::Replay;
use store::{Store, StoreError};

async fn replayed(source: &Store, place: &Place) {
    let target = place.open().await;
    let entries = source.replay_into(&target).await.expect("replayed");
    assert_eq!(entries, source.ledger_head().await.unwrap().0);
    assert_eq!(target.dump().await.unwrap(), source.dump().await.unwrap());
    all_is_well(&target).await;
    // The lab goes on where it stood.
    let next = numbers(&done(&target, reserving(1)).await);
    let here = numbers(&done(source, reserving(1)).await);
    assert_eq!(next, here);
    target.close().await;
}

pub async fn a_replay_gives_every_table_back(place: Place) {
    let source = place.open().await;
    lab_in_work(&source).await;
    replayed(&source, &Place::folder()).await;
    if let Some(database) = Place::database().await {
        replayed(&source, &database).await;
    }
}

pub async fn a_replay_needs_an_empty_target(place: Place) {
    let source = place.founded().await;
    let error = source.replay_into(&source).await.expect_err("it is not empty");
    assert!(error.to_string().contains("needs an empty database"), "{error}");
}

pub async fn a_replay_refuses_a_changed_entry(place: Place) {
    let source = place.open().await;
    lab_in_work(&source).await;
    let mut entries = source.entries_after(0, 500).await.unwrap();
    entries[3].reason.push('!');
    let elsewhere = Place::folder();
    let target = elsewhere.open().await;
    let mut replay = Replay::begin(&target).await.unwrap();
    let error = replay.take(&target, entries).await.expect_err("the chain is broken");
    assert!(matches!(error, StoreError::Unusable(_)), "{error}");
    assert_eq!(target.ledger_head().await.unwrap().0, 0);
}
