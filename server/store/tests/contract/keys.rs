//! Idempotency keys: the same key gets the first answer, for ever.

use crate::support::*;
use domain::command::{Command, Request};
use domain::person::{Actor, Roles};
use domain::refusal::Refusal;

pub async fn a_repeated_key_gets_the_first_answer(place: Place) {
    let store = place.founded().await;
    let project = register(&store, "RRD123-2025", &[2000]).await;
    let roll = plan(&store, project).await[0].clone();
    let work = [starting(roll.id), finishing(roll.id, 2000), reserving(5), planning(project)];
    for (position, command) in work.into_iter().take(3).enumerate() {
        let key = format!("form-{position}");
        let first = store.perform(keyed(&key, command.clone())).await.expect("done");
        let before = store.dump().await.unwrap();
        let again = store.perform(keyed(&key, command)).await.expect("the first answer");
        assert_eq!(again, first);
        assert_eq!(store.dump().await.unwrap(), before);
    }
    all_is_well(&store).await;
}

pub async fn a_key_repeated_in_parallel_has_one_effect(place: Place) {
    let stores = place.servers().await;
    found(&stores[0]).await;
    let asked = (0..64).map(|position| keyed(&format!("form-{}", position % 4), reserving(2)));
    let mut answers: Vec<_> = Vec::new();
    for answer in at_once(&stores, asked).await {
        answers.push(answer.expect("done or done before"));
    }
    for (position, answer) in answers.iter().enumerate() {
        assert_eq!(*answer, answers[position % 4]);
    }
    assert_eq!(stores[0].ledger_head().await.unwrap().0, 5);
    all_is_well(&stores[0]).await;
}

pub async fn a_key_repeated_within_a_batch_has_one_effect(place: Place) {
    let store = place.founded().await;
    let asked = (0..10).map(|_| keyed("form", reserving(2))).collect();
    let answers = in_one_batch(&place, &store, asked).await;
    let answers: Vec<_> = answers.into_iter().map(|answer| answer.expect("done")).collect();
    assert!(answers.iter().all(|answer| *answer == answers[0]));
    assert_eq!(store.ledger_head().await.unwrap().0, 3);
    all_is_well(&store).await;
}

pub async fn a_key_is_known_after_a_restart(place: Place) {
    let store = place.founded().await;
    let first = store.perform(keyed("form", reserving(2))).await.expect("done");
    store.close().await;
    drop(store);
    let store = place.open().await;
    let again = store.perform(keyed("form", reserving(2))).await.expect("the first answer");
    assert_eq!(again, first);
    assert_eq!(store.ledger_head().await.unwrap().0, 2);
    all_is_well(&store).await;
}

pub async fn a_key_used_for_another_command_is_refused(place: Place) {
    let store = place.founded().await;
    store.perform(keyed("form", reserving(2))).await.expect("done");
    let before = store.dump().await.unwrap();
    let other = store.perform(keyed("form", reserving(3))).await;
    assert_eq!(refusal(other), Refusal::KeyUsedForOther);
    assert_eq!(store.dump().await.unwrap(), before);
}

pub async fn a_refused_key_may_be_used_again(place: Place) {
    let store = place.founded().await;
    let back = Command::ReleaseNumbers { numbers: vec![number("10000001")], reason: "not needed".into() };
    assert!(matches!(
        refusal(store.perform(keyed("form", back.clone())).await),
        Refusal::NoSuchNumber { .. }
    ));
    done(&store, reserving(1)).await;
    store.perform(keyed("form", back)).await.expect("now there is something to release");
}

pub async fn two_people_may_choose_the_same_key(place: Place) {
    let store = place.founded().await;
    let first = store.perform(keyed("form", reserving(1))).await.expect("done");
    let ben = Request { actor: Actor::person("Ben", Roles::all()), ..keyed("form", reserving(1)) };
    let second = store.perform(ben).await.expect("done");
    assert_ne!(numbers(&first), numbers(&second));
    all_is_well(&store).await;
}
