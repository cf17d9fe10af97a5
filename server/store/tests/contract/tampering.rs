//! The ledger's chain, verified offline from an exported list of entries.

use crate::promises::lab_in_work;
use crate::support::*;
use domain::ledger::{Broken, Entry, Verifier};

/// What a backup, a label or a letter keeps of the ledger: how long it is and how it ends.
struct Head {
    entries: u64,
    hash: String,
}

fn verify(entries: &[Entry], head: &Head) -> Result<(), Broken> {
    let mut verifier = Verifier::default();
    for entry in entries {
        verifier.take(entry)?;
    }
    verifier.finish(head.entries)?;
    if verifier.head() == head.hash { Ok(()) } else { Err(Broken::WrongHash(head.entries)) }
}

/// Chance from a seed, so that a failure happens again.
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % most as u64) as usize
    }
}

fn edit(text: &mut String, chance: &mut Chance) {
    let at = if text.is_empty() { 0 } else { chance.below(text.chars().count()) };
    let mut letters: Vec<char> = text.chars().collect();
    match (chance.below(3), letters.is_empty()) {
        (0, false) => {
            letters.remove(at);
        }
        (1, false) => letters[at] = if letters[at] == '7' { '8' } else { '7' },
        _ => letters.insert(at, 'x'),
    }
    *text = letters.into_iter().collect();
}

/// Tampers with a ledger in one of the ways open to somebody with write access, and says how.
fn tamper(entries: &mut Vec<Entry>, chance: &mut Chance) -> String {
    let at = chance.below(entries.len());
    match chance.below(9) {
        0 => {
            entries.remove(at);
            format!("entry {} dropped", at + 1)
        }
        1 => {
            let other = (at + 1 + chance.below(entries.len() - 1)) % entries.len();
            entries.swap(at, other);
            format!("entries {} and {} swapped", at + 1, other + 1)
        }
        2 => {
            entries.truncate(at);
            format!("cut after entry {at}")
        }
        3 => {
            let copy = entries[at].clone();
            entries.insert(at, copy);
            format!("entry {} doubled", at + 1)
        }
        4 => {
            entries[at].at = entries[at].at.plus_seconds(1);
            entries[at].hash = entries[at].compute_hash();
            format!("entry {} a second later, hashed again", at + 1)
        }
        5 => {
            // Everything from here on hashed again: only a head kept elsewhere shows it.
            edit(&mut entries[at].reason, chance);
            for next in at..entries.len() {
                if next > 0 {
                    entries[next].previous = entries[next - 1].hash.clone();
                }
                entries[next].hash = entries[next].compute_hash();
            }
            format!("entry {} edited and the chain rebuilt", at + 1)
        }
        6 => {
            entries[at].seq += 1;
            format!("entry {} renumbered", at + 1)
        }
        _ => {
            let entry = &mut entries[at];
            let fields = [
                &mut entry.actor,
                &mut entry.action,
                &mut entry.reason,
                &mut entry.body,
                &mut entry.key,
                &mut entry.digest,
                &mut entry.answer,
                &mut entry.previous,
                &mut entry.hash,
            ];
            let field = chance.below(fields.len());
            for (position, text) in fields.into_iter().enumerate() {
                if position == field {
                    edit(text, chance);
                }
            }
            format!("field {field} of entry {} edited", at + 1)
        }
    }
}

#[tokio::test]
async fn ten_thousand_tamperings_are_all_found() {
    let place = Place::folder();
    let store = place.open().await;
    lab_in_work(&store).await;
    let (entries, hash) = store.ledger_head().await.unwrap();
    let head = Head { entries, hash };
    let ledger = store.entries_after(0, 1000).await.unwrap();
    assert_eq!(verify(&ledger, &head), Ok(()));
    let mut chance = Chance(0x5eed_0f11_4ab5_1234);
    for round in 0..10_000 {
        let mut tampered = ledger.clone();
        let how = tamper(&mut tampered, &mut chance);
        assert_ne!(tampered, ledger, "{how} changes something");
        assert!(verify(&tampered, &head).is_err(), "round {round}: {how} was not found");
    }
}

/// The control: whoever compares only the links between entries misses every edit that leaves them alone.
#[tokio::test]
async fn links_alone_do_not_show_an_edit() {
    let place = Place::folder();
    let store = place.open().await;
    lab_in_work(&store).await;
    let mut ledger = store.entries_after(0, 1000).await.unwrap();
    ledger[4].actor = "Eve".to_owned();
    let linked = ledger.windows(2).all(|pair| pair[1].previous == pair[0].hash);
    assert!(linked, "the links still fit");
    let mut verifier = Verifier::default();
    let found = ledger.iter().find_map(|entry| verifier.take(entry).err());
    assert_eq!(found, Some(Broken::WrongHash(5)));
}
