//! People, tokens, passwords and sessions.

use crate::support::*;
use domain::command::{Answer, Command};
use domain::id::{PersonId, TokenId};
use domain::person::{Role, Roles};
use domain::refusal::Refusal;
use domain::time::Timestamp;
use store::{Credential, Housekeeping, Session};

const ANNA: PersonId = PersonId::new(1);

pub async fn the_last_administrator_stays(place: Place) {
    let store = place.founded().await;
    let operator = || Roles::new([Role::Operator]);
    let step_down = Command::ChangePerson { person: ANNA, roles: operator(), active: true };
    assert_eq!(refused(&store, step_down.clone()).await, Refusal::LastAdmin);
    let added = Command::AddPerson { name: "Ben".into(), roles: Roles::new([Role::Admin]) };
    let ben = match done(&store, added).await.answer {
        Answer::Person { person } => person,
        other => panic!("{other:?}"),
    };
    done(&store, step_down).await;
    let leave = Command::ChangePerson { person: ben, roles: Roles::new([Role::Admin]), active: false };
    assert_eq!(refused(&store, leave).await, Refusal::LastAdmin);
    all_is_well(&store).await;
}

pub async fn names_are_taken_once(place: Place) {
    let store = place.founded().await;
    let asked = (0..6).map(|_| request(Command::AddPerson { name: "Ben".into(), roles: Roles::all() }));
    let answers = in_one_batch(&place, &store, asked.collect()).await;
    assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1, "{answers:?}");
    let again = Command::AddPerson { name: "ANNA".into(), roles: Roles::all() };
    assert_eq!(refused(&store, again).await, Refusal::NameTaken { name: "ANNA".into() });
    all_is_well(&store).await;
}

pub async fn a_token_is_made_and_revoked(place: Place) {
    let store = place.founded().await;
    let make = |digest: &str| Command::CreateToken {
        label: "scanner".into(),
        roles: Roles::new([Role::Planner]),
        digest: digest.into(),
    };
    assert_eq!(done(&store, make("one")).await.answer, Answer::Token { token: TokenId::new(1) });
    assert_eq!(refused(&store, make("two")).await, Refusal::NameTaken { name: "scanner".into() });
    done(&store, Command::RevokeToken { token: TokenId::new(1) }).await;
    done(&store, make("two")).await;
    let missing = Command::RevokeToken { token: TokenId::new(9) };
    assert_eq!(refused(&store, missing).await, Refusal::NoSuchToken);
    all_is_well(&store).await;
}

fn session(digest: &str, began: i64) -> Session {
    let (began, seen) = (Timestamp::from_millis(began), Timestamp::from_millis(began));
    Session { digest: digest.into(), person: ANNA, began, seen }
}

pub async fn a_new_password_ends_every_session(place: Place) {
    let store = place.founded().await;
    assert_eq!(store.credential(ANNA).await.unwrap(), None);
    let credential = |password: &str| Credential { person: ANNA, password: password.into(), changed: now() };
    let before = store.dump().await.unwrap();
    for password in ["$argon2id$first", "$argon2id$second"] {
        store.keep(Housekeeping::BeginSession(session(password, 5))).await.unwrap();
        assert!(store.session(password).await.unwrap().is_some());
        let kept = credential(password);
        store.keep(Housekeeping::SetPassword(kept.clone())).await.unwrap();
        assert_eq!(store.credential(ANNA).await.unwrap(), Some(kept));
        assert_eq!(store.session(password).await.unwrap(), None);
    }
    // Passwords and sessions are no facts of the lab: the ledger and its tables say nothing of them.
    assert_eq!(store.dump().await.unwrap(), before);
    let stranger = Credential { person: PersonId::new(99), ..credential("$argon2id$x") };
    assert!(store.keep(Housekeeping::SetPassword(stranger)).await.is_err());
    done(&store, reserving(1)).await;
    all_is_well(&store).await;
}

pub async fn sessions_are_seen_ended_and_forgotten(place: Place) {
    let store = place.founded().await;
    for (digest, began) in [("a", 10), ("b", 20), ("c", 30), ("d", 40)] {
        store.keep(Housekeeping::BeginSession(session(digest, began))).await.unwrap();
    }
    let at = Timestamp::from_millis;
    store.keep(Housekeeping::SeeSession { digest: "b".into(), seen: at(100) }).await.unwrap();
    store.keep(Housekeeping::SeeSession { digest: "b".into(), seen: at(50) }).await.unwrap();
    assert_eq!(store.session("b").await.unwrap().expect("a session").seen, at(100));
    store.keep(Housekeeping::EndSession { digest: "d".into() }).await.unwrap();
    store.keep(Housekeeping::ForgetSessions { began_before: at(15), seen_before: at(60) }).await.unwrap();
    let mut left = Vec::new();
    for digest in ["a", "b", "c", "d"] {
        if store.session(digest).await.unwrap().is_some() {
            left.push(digest);
        }
    }
    assert_eq!(left, ["b"]);
    store.keep(Housekeeping::EndSessionsOf { person: ANNA }).await.unwrap();
    assert_eq!(store.session("b").await.unwrap(), None);
}
