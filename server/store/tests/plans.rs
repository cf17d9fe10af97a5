//! How the databases go about the reads of a large lab: by an index, never through a whole table.
//!
//! A test program of its own: it listens to every statement of the process.

#[path = "contract/listener.rs"]
mod listener;
#[expect(dead_code, reason = "the stories of the contract use the rest")]
#[path = "contract/support.rs"]
mod support;

use domain::command::{Command, Request};
use domain::film::document::{Barcode, ComId, Document};
use domain::person::{Actor, Roles};
use domain::view::lab::{Found, LedgerQuery};
use domain::words::Language;
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Row as _};
use store::{Engine, Store};
use support::{Place, anna, at_once, done, project_key, raw, request, reserving};

/// A thousand entries, one of them by Eve, and a list with its own ids.
async fn filled(store: &Store) {
    let by = |each: i32| if each == 500 { Actor::person("Eve", Roles::all()) } else { anna() };
    let requests = (0..1000).map(|each| Request { actor: by(each), ..request(reserving(1)) });
    for answer in at_once(std::slice::from_ref(store), requests).await {
        answer.expect("a number");
    }
    let documents = (1..=500).map(|each: u32| Document {
        barcode: Barcode::parse(&format!("14270000000{each:05}")).expect("a barcode"),
        com_id: Some(ComId::parse(&format!("{each:08}")).expect("an id")),
        pages: 3,
        oversized: vec![],
    });
    let key = project_key("RRD123-2025");
    done(store, Command::RegisterProject { key, documents: documents.collect(), accept: None, test: None })
        .await;
}

/// How the database goes about the statement just heard that has this condition, for this value.
async fn plan_of(place: &Place, connection: &mut AnyConnection, condition: &str, value: &str) -> String {
    let heard = listener::heard();
    let asked: Vec<_> = heard.iter().filter(|sql| sql.contains(condition)).collect();
    let [sql] = asked[..] else { panic!("{condition} is not asked once: {heard:#?}") };
    let sql = sql.replace("$1", &format!("'{value}'"));
    let explain = match place.engine() {
        Engine::Sqlite => "explain query plan",
        Engine::Postgres => "explain (costs off)",
    };
    let sql = sqlx::AssertSqlSafe(format!("{explain} {sql}"));
    let rows = sqlx::query(sql).fetch_all(connection).await.expect("a plan");
    let line = |row: &AnyRow| row.try_get::<String, _>("detail").or_else(|_| row.try_get("QUERY PLAN"));
    rows.iter().map(|row| line(row).expect("a line of a plan")).collect::<Vec<_>>().join("\n")
}

async fn reads_of_the_ledger_and_of_documents_go_by_an_index(place: Place) {
    let store = place.founded().await;
    filled(&store).await;
    let mut connection = place.connection().await;
    raw(&mut connection, "analyze").await;
    if place.engine() == Engine::Postgres {
        // A table of so few rows PostgreSQL would rather read whole.
        raw(&mut connection, "set enable_seqscan = off").await;
    }
    let page = async |query: LedgerQuery| {
        listener::heard();
        store.ledger_page(&query, Language::English).await.expect("a page").entries
    };
    let entries = page(LedgerQuery { actor: "Eve".into(), ..LedgerQuery::default() }).await;
    assert_eq!(entries.iter().map(|entry| entry.actor.as_str()).collect::<Vec<_>>(), ["Eve"]);
    let plan = plan_of(&place, &mut connection, "ledger.actor = $1", "Eve").await;
    assert!(plan.contains("ledger_by_actor"), "{plan}");

    let entries = page(LedgerQuery { action: "register_project".into(), ..LedgerQuery::default() }).await;
    assert_eq!(entries.len(), 1);
    let plan = plan_of(&place, &mut connection, "ledger.action = $1", "register_project").await;
    assert!(plan.contains("ledger_by_action"), "{plan}");

    listener::heard();
    let found = store.search("00000217").await.expect("an answer").found;
    let right = matches!(&found[..], [Found::Document { barcode, .. }] if barcode == "1427000000000217");
    assert!(right, "{found:?}");
    let plan = plan_of(&place, &mut connection, "com_id = $1", "00000217").await;
    assert!(plan.contains("document_by_com_id"), "{plan}");
}

/// A lab founded before there were these indexes has them once it is opened.
async fn an_older_lab_is_brought_forward(place: Place) {
    let store = place.founded().await;
    let before = store.dump().await.expect("a dump");
    store.close().await;
    drop(store);
    let mut connection = place.connection().await;
    for index in ["ledger_by_actor", "ledger_by_action", "document_by_com_id"] {
        raw(&mut connection, &format!("drop index {index}")).await;
    }
    raw(&mut connection, "delete from _sqlx_migrations where version = 2").await;
    let store = place.open().await;
    assert_eq!(store.dump().await.expect("a dump"), before);
    for index in ["ledger_by_actor", "ledger_by_action", "document_by_com_id"] {
        raw(&mut connection, &format!("drop index {index}")).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_large_lab_is_read_by_its_indexes() {
    listener::listen();
    reads_of_the_ledger_and_of_documents_go_by_an_index(Place::folder()).await;
    an_older_lab_is_brought_forward(Place::folder()).await;
    if let (Some(one), Some(other)) = (Place::database().await, Place::database().await) {
        reads_of_the_ledger_and_of_documents_go_by_an_index(one).await;
        an_older_lab_is_brought_forward(other).await;
    }
}
