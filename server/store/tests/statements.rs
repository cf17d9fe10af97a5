//! What the door asks of the database: its turn first, and as many statements for one request as for two hundred.
//!
//! A test program of its own: it listens to every statement of the process.

#[path = "contract/listener.rs"]
mod listener;
#[expect(dead_code, reason = "the stories of the contract use the rest")]
#[path = "contract/support.rs"]
mod support;

use support::{Place, all_is_well, found, in_one_batch, keyed, reserving};

const TURN: &str = "update lab set turn = turn + 1 where id = 1 returning";

/// The statements of the batch that carried these requests, all asked while somebody else had the turn.
async fn statements_of_a_batch(place: &Place, store: &store::Store, count: usize) -> Vec<String> {
    let requests = (0..count).map(|each| keyed(&format!("batch-{count}-{each}"), reserving(1)));
    listener::heard();
    for answer in in_one_batch(place, store, requests.collect()).await {
        answer.expect("a number");
    }
    let heard = listener::heard();
    let turns: Vec<usize> =
        heard.iter().enumerate().filter(|(_, text)| text.starts_with(TURN)).map(|(at, _)| at).collect();
    assert_eq!(turns.len(), 2, "the one that had to wait, and the batch: {heard:#?}");
    heard[turns[1]..].to_vec()
}

async fn a_batch_costs_the_same_whatever_its_size(place: Place) {
    let store = place.open().await;
    found(&store).await;
    let one = statements_of_a_batch(&place, &store, 1).await;
    let many = statements_of_a_batch(&place, &store, 200).await;
    let verbs = |statements: &[String]| -> Vec<String> {
        let verb =
            |text: &String| text.split(" where ").next().unwrap_or_default().chars().take(40).collect();
        statements.iter().map(verb).collect()
    };
    assert_eq!(verbs(&one), verbs(&many), "{one:#?}");
    assert!(many.len() <= 12, "{} statements: {many:#?}", many.len());
    all_is_well(&store).await;
}

/// Every transaction that writes takes its turn before anything else.
async fn the_turn_comes_first(place: Place) {
    listener::heard();
    let store = place.open().await;
    found(&store).await;
    let project = support::register(&store, "RRD123-2025", &[2000]).await;
    let roll = support::plan(&store, project).await[0].clone();
    support::film(&store, &roll).await;
    let session = store::Session {
        digest: "d".into(),
        person: domain::id::PersonId::new(1),
        began: support::now(),
        seen: support::now(),
    };
    store.keep(store::Housekeeping::BeginSession(session)).await.expect("kept");
    let heard = listener::heard();
    let begin = heard.iter().position(|text| text.starts_with(TURN)).expect("a turn");
    let mut turns = 0;
    let mut written = false;
    for text in &heard[begin..] {
        let is_turn = text.starts_with(TURN);
        turns += u32::from(is_turn);
        // The head row is written last: nothing may be written between it and the next turn.
        assert!(
            is_turn || !written || text.starts_with("select"),
            "{text} after the end of a batch: {heard:#?}"
        );
        written = text.starts_with("update lab set seq") || (written && !is_turn);
    }
    assert_eq!(turns, 6, "founding, list, plan, start, finish, session");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_door_takes_its_turn_first_and_asks_no_more_for_many_than_for_one() {
    listener::listen();
    let mut places = vec![Place::folder(), Place::folder()];
    if let (Some(one), Some(other)) = (Place::database().await, Place::database().await) {
        places.extend([one, other]);
    }
    for (position, place) in places.into_iter().enumerate() {
        if position % 2 == 0 {
            a_batch_costs_the_same_whatever_its_size(place).await;
        } else {
            the_turn_comes_first(place).await;
        }
    }
}
