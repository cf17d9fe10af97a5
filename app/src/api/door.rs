//! What the pages before the door ask: what a refused form is told. Answers anybody.

use crate::error::AppError;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// A form that came back: why, and what was typed. Passwords are never among it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Returned {
    pub sentence: String,
    pub fields: Vec<(String, String)>,
}

impl Returned {
    pub fn value(&self, name: &str) -> String {
        let found = self.fields.iter().find(|(field, _)| field == name);
        found.map(|(_, value)| value.clone()).unwrap_or_default()
    }
}

/// What the form with this id was told; its id is a secret of the browser that sent it.
#[server]
pub async fn read_returned(said: String) -> Result<Returned, AppError> {
    let server = crate::ssr::server()?;
    let found = server.flashes.find(&said, "", (server.clock)());
    Ok(found.map(|flash| Returned { sentence: flash.sentence, fields: flash.fields }).unwrap_or_default())
}
