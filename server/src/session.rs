//! Who is signed in: the cookie's secret, its digest in the store, and the limits of both.

use crate::password::{Busy, Passwords, is_outdated};
use crate::secret;
use crate::throttle::{FOR_ADDRESSES, FOR_NAMES, Throttle};
use domain::id::PersonId;
use domain::person::{Actor, Person};
use domain::time::Timestamp;
use store::{Credential, Housekeeping, Session, Store, StoreError};

/// Unused for so long, a session has ended: a working day and lunch.
pub const IDLE_SECONDS: i64 = 12 * 3600;
/// Nobody stays signed in longer.
pub const LONGEST_SECONDS: i64 = 7 * 24 * 3600;
/// The last use is written this seldom, or each page would cost a write.
const SEEN_SECONDS: i64 = 300;

/// Somebody who has signed in.
#[derive(Clone, Debug)]
pub struct SignedIn {
    pub person: Person,
    /// Digest of the session's secret.
    pub digest: String,
}

impl SignedIn {
    pub fn actor(&self) -> Actor {
        Actor::person(self.person.name.clone(), self.person.roles.clone())
    }
}

/// Why somebody was not let in.
#[derive(Debug)]
pub enum NotIn {
    /// Name and password do not belong together; which of the two is wrong is nobody's business.
    Wrong,
    /// Too many tries: seconds until the next.
    Wait(i64),
    Busy,
    Store(StoreError),
}

impl From<Busy> for NotIn {
    fn from(_: Busy) -> Self {
        Self::Busy
    }
}

impl From<StoreError> for NotIn {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Busy | StoreError::Stopping => Self::Busy,
            error => Self::Store(error),
        }
    }
}

/// The door of a lab.
pub struct Sessions {
    store: Store,
    clock: fn() -> Timestamp,
    pub passwords: Passwords,
    names: Throttle,
    addresses: Throttle,
}

impl Sessions {
    pub fn new(store: Store, clock: fn() -> Timestamp) -> Self {
        Self {
            store,
            clock,
            passwords: Passwords::default(),
            names: Throttle::new(FOR_NAMES),
            addresses: Throttle::new(FOR_ADDRESSES),
        }
    }

    /// Lets somebody in: the secret for the cookie. It is always a new one.
    pub async fn sign_in(&self, name: &str, password: &str, address: &str) -> Result<String, NotIn> {
        let person = self.verified(name, password, address).await?;
        self.begin(person.id).await.map_err(NotIn::from)
    }

    /// The person with this name and password, at the price of a try.
    pub async fn verified(&self, name: &str, password: &str, address: &str) -> Result<Person, NotIn> {
        let (name, now) = (name.trim(), (self.clock)());
        let key = name.to_lowercase();
        self.addresses.take(address, now).map_err(NotIn::Wait)?;
        self.names.take(&key, now).map_err(NotIn::Wait)?;
        let person = self.store.person_by_name(name).await?.filter(|person| person.active);
        let credential = match &person {
            Some(person) => self.store.credential(person.id).await?,
            None => None,
        };
        let stored = credential.as_ref().map(|credential| credential.password.clone());
        let right = self.passwords.verify(password.to_owned(), stored).await;
        if right.is_err() {
            self.names.forgive(&key);
            self.addresses.forgive(address);
        }
        match (right?, person, credential) {
            (true, Some(person), Some(credential)) => {
                self.names.forget(&key);
                self.addresses.forgive(address);
                if is_outdated(&credential.password) {
                    self.set_password(person.id, password).await?;
                }
                Ok(person)
            }
            _ => Err(NotIn::Wrong),
        }
    }

    /// A new session for somebody who has proved who they are.
    pub async fn begin(&self, person: PersonId) -> Result<String, StoreError> {
        let (secret, now) = (secret::random_long(), (self.clock)());
        let session = Session { digest: secret::digest(&secret), person, began: now, seen: now };
        self.store.keep(Housekeeping::BeginSession(session)).await?;
        Ok(secret)
    }

    /// Sets a password; every session of the person ends.
    pub async fn set_password(&self, person: PersonId, password: &str) -> Result<(), NotIn> {
        let password = self.passwords.hash(password.to_owned()).await?;
        let credential = Credential { person, password, changed: (self.clock)() };
        self.store.keep(Housekeeping::SetPassword(credential)).await.map_err(NotIn::from)
    }

    /// Who holds this secret. Only what a person does counts as use: a page left open asks for news by itself.
    pub async fn find(&self, secret: &str, by_itself: bool) -> Result<Option<SignedIn>, StoreError> {
        let digest = secret::digest(secret);
        let Some((session, person)) = self.valid(&digest).await? else { return Ok(None) };
        let now = (self.clock)();
        if !by_itself && now.seconds_since(session.seen) >= SEEN_SECONDS {
            // A lab too busy to note it now notes it at the next page.
            let noted = self.store.keep(Housekeeping::SeeSession { digest: digest.clone(), seen: now }).await;
            noted.or_else(|error| if matches!(error, StoreError::Busy) { Ok(()) } else { Err(error) })?;
        }
        Ok(Some(SignedIn { person, digest }))
    }

    /// Whether a session still holds, without counting as use.
    pub async fn holds(&self, digest: &str) -> Result<bool, StoreError> {
        Ok(self.valid(digest).await?.is_some())
    }

    async fn valid(&self, digest: &str) -> Result<Option<(Session, Person)>, StoreError> {
        let Some(session) = self.store.session(digest).await? else { return Ok(None) };
        let now = (self.clock)();
        let ended = now.seconds_since(session.began) >= LONGEST_SECONDS
            || now.seconds_since(session.seen) >= IDLE_SECONDS;
        if ended {
            return Ok(None);
        }
        let person = self.store.person(session.person).await?.filter(|person| person.active);
        Ok(person.map(|person| (session, person)))
    }

    pub async fn sign_out(&self, digest: &str) -> Result<(), StoreError> {
        self.store.keep(Housekeeping::EndSession { digest: digest.to_owned() }).await
    }

    pub async fn sign_out_everywhere(&self, person: PersonId) -> Result<(), StoreError> {
        self.store.keep(Housekeeping::EndSessionsOf { person }).await
    }

    /// Sweeps out what has ended.
    pub async fn forget_ended(&self) -> Result<(), StoreError> {
        let now = (self.clock)();
        let work = Housekeeping::ForgetSessions {
            began_before: now.plus_seconds(-LONGEST_SECONDS),
            seen_before: now.plus_seconds(-IDLE_SECONDS),
        };
        self.store.keep(work).await
    }
}
