//! What every page knows before it asks the server anything: the lab, the reader, the language and the theme.
//! The server provides it as a context; the browser takes it over from the page it hydrates.

use domain::person::{Right, Roles};
use domain::words::Language;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::parts::shell::Theme;

/// Who is signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reader {
    pub name: String,
    pub roles: Roles,
}

/// The page's own circumstances.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Frame {
    pub lab: String,
    pub language: Option<Language>,
    /// Code of a [`Theme`].
    pub theme: String,
    pub reader: Option<Reader>,
    /// The ledger's last entry when this page was made.
    pub seq: u64,
    /// Parts of Today that this browser keeps folded, by their codes.
    #[serde(default)]
    pub folded: Vec<String>,
    /// Key for the forms of this page: random, made by the server; see [`crate::command_form`].
    pub seed: String,
}

impl Frame {
    pub fn language(&self) -> Language {
        self.language.unwrap_or(Language::German)
    }

    pub fn theme(&self) -> Theme {
        Theme::parse(&self.theme).unwrap_or_default()
    }

    /// What the page may offer. The server checks again, in one place, whatever is offered.
    pub fn may(&self, right: Right) -> bool {
        let roles = self.reader.as_ref().map(|reader| &reader.roles);
        roles.is_some_and(|roles| right.roles().iter().any(|role| roles.has(*role)))
    }
}

/// Takes the frame from the server's context, or from the page that is being hydrated.
pub fn provide_frame() -> Frame {
    let frame = SharedValue::new(|| use_context::<Frame>().unwrap_or_default()).into_inner();
    provide_context(frame.clone());
    frame
}

pub fn frame() -> Frame {
    use_context::<Frame>().unwrap_or_default()
}
