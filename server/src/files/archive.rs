//! Looks into a zipped workbook before anything else does: how many parts, and how much they unpack to, counted
//! while unpacking, because what an archive declares may be a lie.

use super::refusal::ListRefusal;
use super::table::shown;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// Parts a workbook may have.
pub const MOST_PARTS: usize = 10_000;
/// Bytes all parts together may unpack to.
pub const MOST_UNPACKED: u64 = 256 * 1024 * 1024;
/// … and how many times the file's own length that may be.
pub const MOST_RATIO: u64 = 100;
/// A binary workbook has no elements to count, and its smallest string takes seven bytes: less may be unpacked.
const MOST_UNPACKED_BINARY: u64 = 64 * 1024 * 1024;
/// Elements of all XML parts together; each costs the reader some bytes of its own. 100,000 documents take four million.
const MOST_ELEMENTS: u64 = 10_000_000;
/// Every entry of an archive's directory begins with this.
const DIRECTORY_ENTRY: &[u8] = b"PK\x01\x02";

/// How the sheets inside are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Workbook {
    /// `.xlsx`, `.xlsm`
    Xml,
    /// `.xlsb`
    Binary,
}

/// Why the archive is not opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    TooManyParts,
    TooBigUnpacked,
    Damaged,
    NoWorkbook,
}

impl Trouble {
    pub(super) fn about(self, name: &str) -> ListRefusal {
        match self {
            Self::TooManyParts => ListRefusal::TooManyParts { most: MOST_PARTS as u64 },
            Self::TooBigUnpacked => ListRefusal::TooBigUnpacked,
            Self::Damaged => ListRefusal::Unreadable { name: shown(name) },
            Self::NoWorkbook => ListRefusal::NotAList { name: shown(name) },
        }
    }
}

/// Unpacks every part once, into nothing, and stops at the first limit that is passed.
pub fn check(bytes: &[u8]) -> Result<Workbook, Trouble> {
    // Counted in the raw bytes, so that not even the directory of a hostile archive is read into memory.
    if bytes.windows(DIRECTORY_ENTRY.len()).filter(|window| *window == DIRECTORY_ENTRY).count() > MOST_PARTS {
        return Err(Trouble::TooManyParts);
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Trouble::Damaged)?;
    let kind = kind(&archive)?;
    let most = (bytes.len() as u64).saturating_mul(MOST_RATIO).min(match kind {
        Workbook::Xml => MOST_UNPACKED,
        Workbook::Binary => MOST_UNPACKED_BINARY,
    });
    // A bomb that does not lie is found without unpacking a byte.
    if archive.decompressed_size().is_some_and(|declared| declared > u128::from(most)) {
        return Err(Trouble::TooBigUnpacked);
    }
    let (mut unpacked, mut elements) = (0_u64, 0_u64);
    let mut buffer = vec![0; 64 * 1024];
    for part in 0..archive.len() {
        let mut part = archive.by_index(part).map_err(|_| Trouble::Damaged)?;
        loop {
            let length = part.read(&mut buffer).map_err(|_| Trouble::Damaged)?;
            if length == 0 {
                break;
            }
            unpacked += length as u64;
            elements += buffer[..length].iter().filter(|byte| **byte == b'<').count() as u64;
            if unpacked > most || elements > MOST_ELEMENTS {
                return Err(Trouble::TooBigUnpacked);
            }
        }
    }
    Ok(kind)
}

fn kind(archive: &ZipArchive<Cursor<&[u8]>>) -> Result<Workbook, Trouble> {
    let has = |wanted: &str| {
        let plain = |name: &str| name.trim_start_matches(['/', '\\']).replace('\\', "/");
        archive.file_names().flatten().any(|name| plain(&name).eq_ignore_ascii_case(wanted))
    };
    if has("xl/workbook.xml") {
        Ok(Workbook::Xml)
    } else if has("xl/workbook.bin") {
        Ok(Workbook::Binary)
    } else {
        Err(Trouble::NoWorkbook)
    }
}
