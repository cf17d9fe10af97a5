//! A file as the registry sees it: read once, compared often.

use super::fingerprint::{Digest, fingerprint};
use super::gcode::{self, Code};
use super::header::{self, Content, Header};
use super::name::{NameNumber, number_of_name};
use super::number::ProgramNumber;
use super::references::{Reference, references};
use super::size::RoundSize;
use super::title::Part;

/// What was read from one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadProgram {
    /// Below the folder that is imported, with `/` between folders.
    pub path: String,
    /// What the file's name says.
    pub name: Option<NameNumber>,
    pub header: Header,
    /// What the title says.
    pub part: Part,
    pub code: Code,
    /// Other numbers it names, and the numbers it had.
    pub references: Vec<Reference>,
    pub bytes: u64,
    /// Of all bytes.
    pub raw: Digest,
    /// Of the content without the O-line; none for what is no program.
    pub fingerprint: Option<Digest>,
}

impl ReadProgram {
    pub fn read(path: &str, bytes: &[u8]) -> Self {
        let header = header::read(bytes);
        let code = match header.content {
            Content::Alive => gcode::read(bytes, header.o_line.as_ref().map(|line| &line.span)),
            Content::Empty | Content::Dead { .. } => Code::default(),
        };
        let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
        Self {
            path: path.to_owned(),
            name: number_of_name(name),
            part: header.title().map(Part::of).unwrap_or_default(),
            references: references(bytes, header.number()),
            fingerprint: fingerprint(bytes, &header, &code),
            raw: Digest::of(bytes),
            bytes: bytes.len() as u64,
            header,
            code,
        }
    }

    /// The number inside the file, which is the one a machine finds it by.
    pub fn number(&self) -> Option<ProgramNumber> {
        self.header.number()
    }

    /// The round size its number is judged by: what the title says.
    pub const fn size(&self) -> Option<RoundSize> {
        self.part.size
    }

    /// The round size the code turns.
    pub fn size_turned(&self) -> Option<RoundSize> {
        self.code.turned.and_then(gcode::size_turned)
    }

    /// The number the name says, where it is another than the one inside.
    pub fn other_name(&self) -> Option<ProgramNumber> {
        let (name, inside) = (self.name.as_ref()?.number, self.number()?);
        (name != inside).then_some(name)
    }

    /// What tells two contents apart: the fingerprint, or all bytes where it has none.
    pub fn identity(&self) -> Digest {
        self.fingerprint.unwrap_or(self.raw)
    }
}
