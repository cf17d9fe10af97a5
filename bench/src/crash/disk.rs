//! A disk under the lab whose power goes: what was synced stays; of what was written since, sectors survive by chance,
//! or none.

use crate::{Failure, watch};
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

/// What a disk writes whole.
const SECTOR: usize = 512;

/// The files of a lab in SQLite.
const FILES: [&str; 2] = ["lab.sqlite", "lab.sqlite-wal"];

/// The library that remembers what was synced, made with the C compiler SQLite itself is built with.
pub struct Disk {
    #[expect(dead_code, reason = "held: dropping it removes the library")]
    folder: TempDir,
    library: PathBuf,
}

impl Disk {
    pub fn build() -> Result<Self, Failure> {
        let folder = tempfile::tempdir()?;
        let source = folder.path().join("disk.c");
        std::fs::write(&source, include_str!("disk.c"))?;
        let library = folder.path().join("disk.so");
        let built =
            Command::new("cc").args(["-shared", "-fPIC", "-O2", "-o"]).arg(&library).arg(&source).output()?;
        if !built.status.success() {
            return Err(format!("cc: {}", String::from_utf8_lossy(&built.stderr)).into());
        }
        Ok(Self { folder, library })
    }

    /// The process that is started works on this disk.
    pub fn under(&self, command: &mut tokio::process::Command) {
        command.env("LD_PRELOAD", &self.library);
    }

    /// The power goes and comes back; the process that wrote is dead. How many written sectors were lost.
    pub fn cut(&self, folder: &Path) -> Result<u64, Failure> {
        let surviving = [0, 0, 10, 50, 90][watch::chance(5) as usize];
        let mut lost = 0;
        for name in FILES {
            let (file, synced) = (folder.join(name), folder.join(format!("{name}.synced")));
            let Ok(written) = std::fs::read(&file) else { continue };
            let Ok(kept) = std::fs::read(&synced) else {
                // A file that was never synced was never there.
                std::fs::remove_file(&file)?;
                lost += written.len().div_ceil(SECTOR) as u64;
                continue;
            };
            let after = after_the_cut(&kept, &written, || watch::chance(100) < surviving);
            lost += sectors_that_differ(&after, &written);
            std::fs::write(&file, &after)?;
            std::fs::write(&synced, &after)?;
        }
        // Shared memory is no file of the disk.
        let _ = std::fs::remove_file(folder.join("lab.sqlite-shm"));
        Ok(lost)
    }
}

/// A file as the disk has it once the power is back: each sector as it was synced, or, where it survives, as it was
/// written since.
fn after_the_cut(synced: &[u8], written: &[u8], mut survives: impl FnMut() -> bool) -> Vec<u8> {
    let shortened = written.len() < synced.len() && survives();
    let mut after = if shortened { synced[..written.len()].to_vec() } else { synced.to_vec() };
    for (position, sector) in written.chunks(SECTOR).enumerate() {
        let begin = position * SECTOR;
        let end = begin + sector.len();
        let old = synced.get(begin..end.min(synced.len()).max(begin));
        if old != Some(sector) && survives() {
            after.resize(after.len().max(end), 0);
            after[begin..end].copy_from_slice(sector);
        }
    }
    after
}

fn sectors_that_differ(after: &[u8], written: &[u8]) -> u64 {
    let (one, other) = (after.chunks(SECTOR), written.chunks(SECTOR));
    let longer = one.len().abs_diff(other.len()) as u64;
    one.zip(other).filter(|(one, other)| one != other).count() as u64 + longer
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_synced_stays_and_the_rest_survives_by_sectors() {
        let synced = [vec![1; 512], vec![1; 512]].concat();
        let written = [vec![1; 512], vec![2; 512], vec![3; 512], vec![4; 100]].concat();
        assert_eq!(after_the_cut(&synced, &written, || false), synced);
        assert_eq!(after_the_cut(&synced, &written, || true), written);
        // The second of three changed sectors alone: the first is old, what lies beyond is not there.
        let mut turn = 0;
        let torn = after_the_cut(&synced, &written, || {
            turn += 1;
            turn == 2
        });
        assert_eq!(torn, [vec![1; 1024], vec![3; 512]].concat());
        assert_eq!((turn, sectors_that_differ(&torn, &written)), (3, 2));
        assert_eq!(after_the_cut(&synced, &[1; 512], || false), synced);
        assert_eq!(after_the_cut(&synced, &[1; 512], || true), [1; 512]);
    }
}
