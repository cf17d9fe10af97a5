//! Secrets that nobody can guess, and the digests that are kept in their place.

use sha2::{Digest, Sha256};

/// 128 random bits from the system, hexadecimal.
pub fn random() -> String {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).expect("a system without random numbers cannot serve anybody");
    hexadecimal(&bytes)
}

/// 256 random bits, for secrets that live long.
pub fn random_long() -> String {
    random() + &random()
}

/// SHA-256, hexadecimal. Enough for a secret of many random bits; passwords need [`crate::password`].
pub fn digest(secret: &str) -> String {
    hexadecimal(&Sha256::digest(secret.as_bytes()))
}

/// Compares without telling by its time where two texts differ.
pub fn same(one: &str, other: &str) -> bool {
    let differences = one.bytes().zip(other.bytes()).fold(0, |sum, (left, right)| sum | (left ^ right));
    one.len() == other.len() && differences == 0
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_secrets_are_never_the_same() {
        let (one, other) = (random(), random());
        assert_eq!(one.len(), 32);
        assert!(!same(&one, &other) && same(&one, &one.clone()) && !same(&one, ""));
    }
}
