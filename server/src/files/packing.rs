//! Evidence files as the ledger keeps them: zlib, then base64, with the digest of the bytes as they came.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::event::EvidenceFile;
use miniz_oxide::deflate::compress_to_vec_zlib;
use miniz_oxide::inflate::decompress_to_vec_zlib_with_limit;

/// The most bytes that are ever unpacked again: a machine's log has under one.
pub const MOST_UNPACKED: usize = 256 * 1024 * 1024;
/// zlib's own default: a log becomes a twentieth of its length at this level, and no smaller at a higher one.
const LEVEL: u8 = 6;

/// Why packed bytes do not come back.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unpackable {
    #[error("the packed file is no base64 text: the entry was damaged")]
    NotBase64,
    #[error("the packed file does not unpack: the entry was damaged")]
    Damaged,
    #[error("the packed file unpacks to more than {MOST_UNPACKED} bytes, which no evidence file has")]
    TooBig,
}

/// Packs bytes for the ledger.
pub fn pack(bytes: &[u8]) -> String {
    STANDARD.encode(compress_to_vec_zlib(bytes, LEVEL))
}

/// The bytes that were packed.
pub fn unpack(packed: &str) -> Result<Vec<u8>, Unpackable> {
    use miniz_oxide::inflate::TINFLStatus;
    let compressed = STANDARD.decode(packed).map_err(|_| Unpackable::NotBase64)?;
    decompress_to_vec_zlib_with_limit(&compressed, MOST_UNPACKED).map_err(|error| match error.status {
        TINFLStatus::HasMoreOutput => Unpackable::TooBig,
        _ => Unpackable::Damaged,
    })
}

/// A file of the machine as an event holds it. Only the last part of the name is kept, never a path.
pub fn evidence_file(name: &str, bytes: &[u8]) -> EvidenceFile {
    let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
    EvidenceFile {
        name: name.chars().filter(|c| !c.is_control()).take(255).collect(),
        digest: domain::ledger::digest(bytes),
        size: bytes.len() as u64,
        packed: pack(bytes),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_log_comes_back_as_it_was() {
        let log = b"X:\\RRD123-2025_OU_Certificates\\1427460478555125.pdf:1\r\n".repeat(3000);
        let file = evidence_file("C:\\FilmLogs\\10000008.LOG", &log);
        assert_eq!((file.name.as_str(), file.size), ("10000008.LOG", log.len() as u64));
        assert_eq!(file.digest.len(), 64);
        assert!(file.packed.len() * 20 < log.len(), "{} of {}", file.packed.len(), log.len());
        assert_eq!(unpack(&file.packed).unwrap(), log);
    }

    #[test]
    fn a_damaged_entry_is_told_from_a_bomb() {
        assert_eq!(unpack("no base64!"), Err(Unpackable::NotBase64));
        assert_eq!(unpack("AAAA"), Err(Unpackable::Damaged));
        let packed = pack(b"log");
        assert_eq!(unpack(&packed[..packed.len() - 4]), Err(Unpackable::Damaged));
        assert_eq!(unpack(&pack(&vec![0; MOST_UNPACKED + 1])), Err(Unpackable::TooBig));
    }

    proptest! {
        #[test]
        fn any_bytes_come_back(bytes in proptest::collection::vec(any::<u8>(), 0..2000)) {
            prop_assert_eq!(unpack(&pack(&bytes)).unwrap(), bytes);
        }
    }
}
