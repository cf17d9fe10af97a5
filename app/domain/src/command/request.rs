//! A command as it is asked: by whom, when, on what was seen.

use super::Command;
use crate::person::Actor;
use crate::time::Timestamp;

/// A command with who, when, what was seen, and the key that makes a retry harmless.
#[derive(Clone, Debug)]
pub struct Request {
    pub actor: Actor,
    pub at: Timestamp,
    /// Idempotency key; the same key gets the same answer for ever.
    pub key: Option<Key>,
    /// Revision of the project or roll the person decided on.
    pub seen: Option<u64>,
    pub command: Command,
}

/// An idempotency key: 1 to 128 visible ASCII characters.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key(String);

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an idempotency key has 1 to 128 visible ASCII characters")]
pub struct NotAKey;

impl Key {
    pub fn parse(text: &str) -> Result<Self, NotAKey> {
        let good = (1..=128).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic());
        if good { Ok(Self(text.to_owned())) } else { Err(NotAKey) }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}
