//! What the registry knows of numbers before an import, as a plan needs it.

use super::fingerprint::Digest;
use super::number::ProgramNumber;
use super::title::same_part;
use std::collections::BTreeMap;

/// A live program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LiveProgram {
    pub raw: Digest,
    pub fingerprint: Option<Digest>,
    pub title: Option<String>,
}

/// What holds a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Held {
    Live(LiveProgram),
    /// For somebody, who may be about to import exactly this.
    Reserved,
    /// Freed, but a machine may still have the old program.
    Cooling,
    Retired,
}

/// Who holds which number. Small on purpose: a plan is made of this and of files.
#[derive(Clone, Debug, Default)]
pub struct Registry {
    held: BTreeMap<ProgramNumber, Held>,
    /// The lowest number of each content.
    contents: BTreeMap<Digest, ProgramNumber>,
}

/// How a file stands to the holder of its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    Free,
    Reserved,
    /// The same bytes.
    Unchanged,
    /// Another content or title of the same part.
    Version,
    /// Another part.
    Taken,
    Cooling,
    Retired,
}

impl Registry {
    pub fn hold(&mut self, number: ProgramNumber, held: Held) {
        if let Held::Live(LiveProgram { fingerprint: Some(fingerprint), .. }) = &held {
            let lowest = self.contents.entry(*fingerprint).or_insert(number);
            *lowest = number.min(*lowest);
        }
        self.held.insert(number, held);
    }

    pub fn holder(&self, number: ProgramNumber) -> Option<&Held> {
        self.held.get(&number)
    }

    pub fn numbers(&self) -> impl Iterator<Item = ProgramNumber> {
        self.held.keys().copied()
    }

    /// The lowest number that holds a content.
    pub fn with_content(&self, fingerprint: Digest) -> Option<ProgramNumber> {
        self.contents.get(&fingerprint).copied()
    }

    pub(super) fn standing(&self, file: &super::reading::ReadProgram, number: ProgramNumber) -> Standing {
        match self.holder(number) {
            None => Standing::Free,
            Some(Held::Reserved) => Standing::Reserved,
            Some(Held::Cooling) => Standing::Cooling,
            Some(Held::Retired) => Standing::Retired,
            Some(Held::Live(live)) if live.raw == file.raw => Standing::Unchanged,
            Some(Held::Live(live)) => {
                let same_code = live.fingerprint.is_some() && live.fingerprint == file.fingerprint;
                let same = same_code || same_part(live.title.as_deref(), file.header.title());
                if same { Standing::Version } else { Standing::Taken }
            }
        }
    }
}
