//! Many at once: on one server, and on two servers of one PostgreSQL.

use crate::support::*;
use domain::command::Request;
use domain::person::{Actor, Roles};
use domain::refusal::Refusal;
use std::collections::BTreeSet;
use store::StoreError;

pub async fn one_roll_has_one_winner(place: Place) {
    let stores = place.servers().await;
    found(&stores[0]).await;
    let project = register(&stores[0], "RRD123-2025", &[2000]).await;
    let roll = plan(&stores[0], project).await[0].clone();
    let revision = stores[0].roll(roll.id).await.unwrap().expect("the roll").revision;
    for seen in [None, Some(revision)] {
        let people = (0..8).map(|person| {
            let actor = Actor::person(format!("Operator {person}"), Roles::all());
            Request { actor, seen, ..request(starting(roll.id)) }
        });
        let answers = at_once(&stores, people).await;
        let mut won = 0;
        for answer in answers {
            match answer {
                Ok(_) => won += 1,
                Err(StoreError::Refused(Refusal::AlreadyFilming { .. } | Refusal::Stale { .. })) => {}
                Err(error) => panic!("{error}"),
            }
        }
        assert_eq!(won, if seen.is_none() { 1 } else { 0 }, "seen {seen:?}");
    }
    all_is_well(&stores[0]).await;
}

pub async fn sixty_four_askers_get_distinct_numbers_without_a_gap(place: Place) {
    let stores = place.servers().await;
    found(&stores[0]).await;
    let asked: Vec<_> = (0..64)
        .map(|asker: usize| {
            let store = stores[asker % stores.len()].clone();
            tokio::spawn(async move {
                let mut given = Vec::new();
                for turn in 0..8 {
                    let key = format!("asker-{asker}-{turn}");
                    given.extend(numbers(&store.perform(keyed(&key, reserving(1))).await.expect("a number")));
                }
                given
            })
        })
        .collect();
    let mut given = Vec::new();
    for task in asked {
        let one = task.await.unwrap();
        assert!(one.is_sorted(), "an asker's numbers rise");
        given.extend(one);
    }
    let distinct: BTreeSet<_> = given.iter().copied().collect();
    assert_eq!((given.len(), distinct.len()), (512, 512));
    assert_eq!(distinct.first(), Some(&number("10000001")));
    assert_eq!(distinct.last(), Some(&number("10000512")));
    all_is_well(&stores[0]).await;
}

pub async fn a_check_under_load_finds_nothing(place: Place) {
    let store = place.founded().await;
    let writing = tokio::spawn({
        let store = store.clone();
        async move {
            for _ in 0..120 {
                done(&store, reserving(1)).await;
            }
        }
    });
    let mut checked = 0;
    while !writing.is_finished() {
        all_is_well(&store).await;
        store.verify().await.expect("the chain holds at every moment");
        checked += 1;
    }
    writing.await.unwrap();
    assert!(checked > 0);
}
