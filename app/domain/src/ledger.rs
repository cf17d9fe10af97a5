//! The ledger: append-only, hash-chained, complete. Each entry reads alone and carries all that happened.

use crate::event::{Change, Event};
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// What stands before the first entry.
pub const GENESIS: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// One change of the lab. All fields but the hashes are covered by `hash`, byte for byte.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// From 1, without a gap.
    pub seq: u64,
    pub at: Timestamp,
    /// Name, as text: the entry outlives the account.
    pub actor: String,
    /// The command's verb, such as `confirm_filming`.
    pub action: String,
    /// In the person's words; empty where none was asked.
    pub reason: String,
    /// JSON of [`Body`]; the hash is taken over this text as it stands.
    pub body: String,
    /// The request's idempotency key, with the digest of the command and the answer given.
    pub key: String,
    pub digest: String,
    pub answer: String,
    /// Hash of the entry before, hexadecimal.
    pub previous: String,
    pub hash: String,
}

/// What an entry holds: the events that rebuild every table, and each thing's state before and after.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Body {
    pub events: Vec<Event>,
    pub changes: Vec<Change>,
}

/// Why a chain does not hold.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Broken {
    #[error("entry {found} stands where entry {expected} is due: entries are missing or out of order")]
    OutOfOrder { expected: u64, found: u64 },
    #[error("entry {0} does not follow from the entry before it: one of the two was changed")]
    WrongPrevious(u64),
    #[error("entry {0} was changed: its hash does not fit its content")]
    WrongHash(u64),
    #[error("the ledger ends at entry {found} but its head says {expected}: entries are missing at the end")]
    Truncated { expected: u64, found: u64 },
}

impl Entry {
    /// SHA-256, hexadecimal, over the fields in order, each written as a netstring (`length:bytes,`), so that a
    /// verifier can be written in any language.
    pub fn compute_hash(&self) -> String {
        let mut hasher = Sha256::new();
        let (seq, at) = (self.seq.to_string(), self.at.millis().to_string());
        let fields: [&str; 10] = [
            &self.previous,
            &seq,
            &at,
            &self.actor,
            &self.action,
            &self.reason,
            &self.body,
            &self.key,
            &self.digest,
            &self.answer,
        ];
        for field in fields {
            hasher.update(field.len().to_string().as_bytes());
            hasher.update(b":");
            hasher.update(field.as_bytes());
            hasher.update(b",");
        }
        hex(&hasher.finalize())
    }

    pub fn body(&self) -> Result<Body, serde_json::Error> {
        serde_json::from_str(&self.body)
    }
}

/// SHA-256 of some bytes, hexadecimal.
pub fn digest(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        text.push(char::from(DIGITS[usize::from(byte >> 4)]));
        text.push(char::from(DIGITS[usize::from(byte & 15)]));
    }
    text
}

/// Recomputes a chain from its first entry, one entry at a time.
#[derive(Clone, Debug)]
pub struct Verifier {
    next: u64,
    previous: String,
}

impl Default for Verifier {
    fn default() -> Self {
        Self { next: 1, previous: GENESIS.to_owned() }
    }
}

impl Verifier {
    /// Takes the next entry: its place, its link and its content must fit.
    pub fn take(&mut self, entry: &Entry) -> Result<(), Broken> {
        if entry.seq != self.next {
            return Err(Broken::OutOfOrder { expected: self.next, found: entry.seq });
        }
        if entry.previous != self.previous {
            return Err(Broken::WrongPrevious(entry.seq));
        }
        if entry.compute_hash() != entry.hash {
            return Err(Broken::WrongHash(entry.seq));
        }
        self.previous.clone_from(&entry.hash);
        self.next += 1;
        Ok(())
    }

    /// Entries taken so far.
    pub fn entries(&self) -> u64 {
        self.next - 1
    }

    /// Hash of the last entry taken.
    pub fn head(&self) -> &str {
        &self.previous
    }

    /// A chain that lost its end still fits together: only a head kept elsewhere shows it.
    pub fn finish(&self, expected: u64) -> Result<(), Broken> {
        if self.entries() == expected {
            Ok(())
        } else {
            Err(Broken::Truncated { expected, found: self.entries() })
        }
    }
}
