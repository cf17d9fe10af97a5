//! What a program's content says of itself, read once when it comes in.

use super::fingerprint::Digest;
use super::number::ProgramNumber;
use super::reading::ReadProgram;
use super::size::{RoundSize, SizeSource};
use serde::{Deserialize, Serialize};

/// Read from the bytes of a version, and kept with them so that lists need not read every file again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Imprint {
    /// Of the bytes as they are.
    pub digest: Digest,
    /// Without the O-line: equal ones are copies. None for what is no program.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fingerprint: Option<Digest>,
    /// Length in bytes.
    pub size_bytes: u32,
    /// The number on the O-line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<ProgramNumber>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// The round size and where it was read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size: Option<(RoundSize, SizeSource)>,
    /// What the tool turns, where it is a size of the shop.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub turned: Option<RoundSize>,
    /// Other programs that title and comments name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<ProgramNumber>,
}

impl Imprint {
    /// Reads any bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self::from(&ReadProgram::read("", bytes))
    }

    /// Title and geometry say different sizes: one of them is wrong.
    pub fn sizes_disagree(&self) -> bool {
        matches!((self.size, self.turned), (Some((size, SizeSource::Title)), Some(turned)) if size != turned)
    }
}

impl From<&ReadProgram> for Imprint {
    fn from(read: &ReadProgram) -> Self {
        let turned = read.size_turned();
        let from_title = read.size().map(|size| (size, SizeSource::Title));
        let named = read.references.iter().filter(|one| !one.relation.is_former());
        Self {
            digest: read.raw,
            fingerprint: read.fingerprint,
            size_bytes: u32::try_from(read.bytes).unwrap_or(u32::MAX),
            number: read.number(),
            title: read.header.title().unwrap_or_default().to_owned(),
            size: from_title.or(turned.map(|size| (size, SizeSource::Geometry))),
            turned,
            names: named.map(|one| one.number).collect(),
        }
    }
}
