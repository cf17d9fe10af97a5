//! The one error that crosses the wire. Causes stay in the server's log; what arrives here is for the person.

use leptos::server_fn::codec::JsonEncoding;
use leptos::server_fn::error::{FromServerFnError, ServerFnErrorErr};
use serde::{Deserialize, Serialize};

/// Why something asked for did not come. Each says one sentence in the reader's language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "error", rename_all = "snake_case")]
pub enum AppError {
    /// A rule of the lab says no; nothing was changed. `code` names the rule.
    #[error("{sentence}")]
    Refused { code: String, sentence: String },
    /// Not signed in, or no longer.
    #[error("{sentence}")]
    SignedOut { sentence: String },
    #[error("{sentence}")]
    NotFound { sentence: String },
    /// Nothing was begun, or it is not known whether it was: the same request may be sent again with its key.
    #[error("{sentence}")]
    TryAgain { sentence: String },
    /// Something of ours broke. The request's id finds the cause in the log.
    #[error("{sentence}")]
    Failed { sentence: String, request: String },
    /// The server could not be reached, or did not understand.
    #[error("{0}")]
    Connection(String),
}

impl AppError {
    pub fn sentence(&self) -> String {
        self.to_string()
    }
}

impl FromServerFnError for AppError {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        Self::Connection(error.to_string())
    }
}
