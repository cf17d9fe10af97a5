//! Passwords: Argon2id, a few at a time, and the rules for a new one.

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use domain::words::{Language, Say};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;

/// Memory in KiB, passes, lanes: the least OWASP asks for.
const MEMORY: u32 = 19_456;
const PASSES: u32 = 2;
const LANES: u32 = 1;
/// Each hash takes 19 MiB and a core for tens of milliseconds: two at a time leave the lab its machine.
const AT_ONCE: usize = 2;
const LONGEST_WAIT: Duration = Duration::from_secs(4);
const LEAST_CHARACTERS: usize = 8;
const MOST_CHARACTERS: usize = 256;

/// The passwords people choose most, one a line, lower case, from eight characters on.
const COMMON: &str = include_str!("common-passwords.txt");

/// Too many people sign in at this moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Busy;

/// Why a new password is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadPassword {
    Short,
    Long,
    Common,
    /// It is the person's own name, or the lab's.
    Name,
    NotRepeated,
}

/// Hashes and verifies, away from the threads that answer.
#[derive(Clone, Debug)]
pub struct Passwords {
    places: Arc<Semaphore>,
    /// Verified against where nobody has the name, so that it takes the same time.
    nobody: Arc<str>,
}

impl Default for Passwords {
    fn default() -> Self {
        let nobody = hash(&crate::secret::random()).into();
        Self { places: Arc::new(Semaphore::new(AT_ONCE)), nobody }
    }
}

impl Passwords {
    /// The PHC string of a password.
    pub async fn hash(&self, password: String) -> Result<String, Busy> {
        self.run(move || hash(&password)).await
    }

    /// Whether the password belongs to this PHC string; without one, the same work for nothing.
    pub async fn verify(&self, password: String, stored: Option<String>) -> Result<bool, Busy> {
        let known = stored.is_some();
        let stored = stored.unwrap_or_else(|| self.nobody.to_string());
        Ok(self.run(move || verify(&password, &stored)).await? && known)
    }

    async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, Busy> {
        let place = tokio::time::timeout(LONGEST_WAIT, self.places.clone().acquire_owned()).await;
        let place = place.map_err(|_| Busy)?.map_err(|_| Busy)?;
        let done = tokio::task::spawn_blocking(move || {
            let result = work();
            drop(place);
            result
        });
        done.await.map_err(|_| Busy)
    }
}

/// Whether a stored hash was made with less than today's parameters.
pub fn is_outdated(stored: &str) -> bool {
    let Ok(stored) = PasswordHash::new(stored) else { return true };
    Params::try_from(&stored).map_or(true, |params| {
        params.m_cost() < MEMORY || params.t_cost() < PASSES || params.p_cost() < LANES
    })
}

/// The rules for a new password: long enough, not one of the commonest, not a name. No rules of composition.
pub fn check_new(password: &str, repeated: &str, names: &[&str]) -> Result<(), BadPassword> {
    let characters = password.chars().count();
    let lower = password.to_lowercase();
    if characters < LEAST_CHARACTERS {
        Err(BadPassword::Short)
    } else if characters > MOST_CHARACTERS {
        Err(BadPassword::Long)
    } else if COMMON.lines().any(|common| common == lower) || lower.chars().all(|one| lower.starts_with(one))
    {
        Err(BadPassword::Common)
    } else if names.iter().any(|name| name.trim().to_lowercase() == lower) {
        Err(BadPassword::Name)
    } else if password != repeated {
        Err(BadPassword::NotRepeated)
    } else {
        Ok(())
    }
}

impl Say for BadPassword {
    fn say(&self, language: Language) -> String {
        match self {
            Self::Short => language.pick(
                "Das Kennwort ist zu kurz: mindestens 8 Zeichen, gern ein ganzer Satz.",
                "The password is too short: 8 characters at least, a whole sentence is welcome.",
            ),
            Self::Long => language.pick(
                "Das Kennwort ist zu lang: höchstens 256 Zeichen.",
                "The password is too long: 256 characters at most.",
            ),
            Self::Common => language.pick(
                "Dieses Kennwort gehört zu den häufigsten und wird zuerst geraten: ein anderes wählen.",
                "This password is one of the commonest and guessed first: choose another.",
            ),
            Self::Name => language.pick(
                "Das Kennwort ist ein Name, der hier zu lesen ist: ein anderes wählen.",
                "The password is a name that can be read here: choose another.",
            ),
            Self::NotRepeated => language.pick(
                "Die beiden Kennwörter sind verschieden: beide noch einmal eingeben.",
                "The two passwords differ: type both again.",
            ),
        }
        .to_owned()
    }
}

fn hasher() -> Argon2<'static> {
    let params = Params::new(MEMORY, PASSES, LANES, None).expect("constants within Argon2's bounds");
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

fn hash(password: &str) -> String {
    let hash: PasswordHash = hasher()
        .hash_password(password.as_bytes())
        .expect("the salt comes from the system, the bounds are kept");
    hash.to_string()
}

fn verify(password: &str, stored: &str) -> bool {
    PasswordHash::new(stored)
        .is_ok_and(|stored| hasher().verify_password(password.as_bytes(), &stored).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_is_kept_as_argon2id_with_at_least_19_mib() {
        let passwords = Passwords::default();
        let stored = passwords.hash("a reel of film, please".to_owned()).await.unwrap();
        assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{stored}");
        assert!(!is_outdated(&stored));
        assert!(passwords.verify("a reel of film, please".to_owned(), Some(stored.clone())).await.unwrap());
        assert!(!passwords.verify("a reel of film".to_owned(), Some(stored)).await.unwrap());
        assert!(!passwords.verify("whatever it is".to_owned(), None).await.unwrap());
    }

    #[test]
    fn an_older_weaker_hash_is_made_anew() {
        assert!(is_outdated("$argon2id$v=19$m=4096,t=1,p=1$c29tZXNhbHRzYWx0$dGVzdHRlc3R0ZXN0dGVzdA"));
        assert!(is_outdated("not a hash"));
    }

    #[test]
    fn a_new_password_may_be_a_sentence_and_must_not_be_the_first_guess() {
        let sentence = "Der Film läuft mit 0,65 Bildern je Sekunde. ".repeat(2);
        assert_eq!(check_new(&sentence, &sentence, &[]), Ok(()));
        assert_eq!(check_new("kurz", "kurz", &[]), Err(BadPassword::Short));
        assert_eq!(check_new("Password", "Password", &[]), Err(BadPassword::Common));
        assert_eq!(check_new("zzzzzzzzzz", "zzzzzzzzzz", &[]), Err(BadPassword::Common));
        assert_eq!(check_new("Anna Berger", "Anna Berger", &["Anna Berger"]), Err(BadPassword::Name));
        assert_eq!(check_new("licht und schatten", "licht und Schatten", &[]), Err(BadPassword::NotRepeated));
        assert!(COMMON.lines().all(|line| line.chars().count() >= 8 && line == line.to_lowercase()));
    }
}
