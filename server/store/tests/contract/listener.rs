//! Hears every statement of the process: for test programs of their own.

use std::sync::{Mutex, PoisonError};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

static HEARD: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// Hears what sqlx says of each statement it has run.
struct Listener;

impl Subscriber for Listener {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target() == "sqlx::query"
    }

    fn event(&self, event: &Event<'_>) {
        let mut words = Words::default();
        event.record(&mut words);
        let text = if words.statement.is_empty() { words.summary } else { words.statement };
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        // What a connection is told when it is opened, and the ends of transactions, which only PostgreSQL's driver
        // tells of, are no statements of a batch.
        if ["insert", "update", "delete", "select"].iter().any(|verb| text.starts_with(verb)) {
            HEARD.lock().unwrap_or_else(PoisonError::into_inner).push(text);
        }
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}
    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

#[derive(Default)]
struct Words {
    summary: String,
    statement: String,
}

impl Visit for Words {
    fn record_str(&mut self, field: &Field, value: &str) {
        match field.name() {
            "summary" => self.summary = value.to_owned(),
            "db.statement" => self.statement = value.to_owned(),
            _ => {}
        }
    }

    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        self.record_str(field, &format!("{value:?}"));
    }
}

/// Listens from now on.
pub fn listen() {
    tracing::subscriber::set_global_default(Listener).expect("the only listener");
}

/// What was heard since the last time this was asked, in order.
pub fn heard() -> Vec<String> {
    std::mem::take(&mut *HEARD.lock().unwrap_or_else(PoisonError::into_inner))
}
