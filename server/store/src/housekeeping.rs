//! What is no fact of the lab: passwords and sessions. Written through the same door, outside the ledger.

use crate::db::{Columns, Conflict, Value, execute, fetch, fetch_one, places, write};
use crate::error::StoreError;
use crate::open::Store;
use domain::id::PersonId;
use domain::time::Timestamp;
use sqlx::AnyConnection;

/// A person's password, hashed (Argon2id, PHC string).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credential {
    pub person: PersonId,
    pub password: String,
    pub changed: Timestamp,
}

/// A browser that is signed in. Only the digest of its secret is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// SHA-256 of the cookie's secret, hexadecimal.
    pub digest: String,
    pub person: PersonId,
    pub began: Timestamp,
    pub seen: Timestamp,
}

/// One thing to keep or forget.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Housekeeping {
    /// A new password ends every session of the person.
    SetPassword(Credential),
    BeginSession(Session),
    /// Last use, written now and then.
    SeeSession {
        digest: String,
        seen: Timestamp,
    },
    EndSession {
        digest: String,
    },
    EndSessionsOf {
        person: PersonId,
    },
    /// Sessions begun before, or unused since.
    ForgetSessions {
        began_before: Timestamp,
        seen_before: Timestamp,
    },
}

pub(crate) async fn keep(connection: &mut AnyConnection, work: &Housekeeping) -> Result<(), StoreError> {
    match work {
        Housekeeping::SetPassword(credential) => {
            let person: Value = credential.person.get().into();
            execute(connection, "delete from session where person = $1", vec![person.clone()]).await?;
            let row = vec![person, credential.password.as_str().into(), credential.changed.millis().into()];
            let columns = ["person", "password", "changed"];
            write(connection, "credential", &columns, Conflict::Replace(&["person"]), vec![row]).await
        }
        Housekeeping::BeginSession(session) => {
            let row = vec![
                session.digest.as_str().into(),
                session.person.get().into(),
                session.began.millis().into(),
                session.seen.millis().into(),
            ];
            let columns = ["digest", "person", "began", "seen"];
            write(connection, "session", &columns, Conflict::Refuse, vec![row]).await
        }
        Housekeeping::SeeSession { digest, seen } => {
            let sql = "update session set seen = $1 where digest = $2 and seen < $1";
            execute(connection, sql, vec![seen.millis().into(), digest.as_str().into()]).await.map(|_| ())
        }
        Housekeeping::EndSession { digest } => {
            let sql = "delete from session where digest = $1";
            execute(connection, sql, vec![digest.as_str().into()]).await.map(|_| ())
        }
        Housekeeping::EndSessionsOf { person } => {
            let sql = "delete from session where person = $1";
            execute(connection, sql, vec![person.get().into()]).await.map(|_| ())
        }
        Housekeeping::ForgetSessions { began_before, seen_before } => {
            let sql = "delete from session where began < $1 or seen < $2";
            let values = vec![began_before.millis().into(), seen_before.millis().into()];
            execute(connection, sql, values).await.map(|_| ())
        }
    }
}

impl Store {
    /// The stored password of a person.
    pub async fn credential(&self, person: PersonId) -> Result<Option<Credential>, StoreError> {
        let mut connection = self.inner.readers.acquire().await?;
        let sql = "select person, password, changed from credential where person = $1";
        let row = fetch_one(&mut connection, sql, vec![person.get().into()]).await?;
        row.map(|row| {
            let row = Columns::new("credential", &row);
            Ok(Credential {
                person: PersonId::new(row.unsigned("person")?),
                password: row.text("password")?,
                changed: Timestamp::from_millis(row.number("changed")?),
            })
        })
        .transpose()
    }

    /// Whether anybody has a password: a lab founded by a script, or replayed, has none yet.
    pub async fn anybody_can_sign_in(&self) -> Result<bool, StoreError> {
        let mut connection = self.inner.readers.acquire().await?;
        let sql = "select credential.person from credential order by credential.person limit 1";
        Ok(fetch_one(&mut connection, sql, vec![]).await?.is_some())
    }

    /// The session with this digest.
    pub async fn session(&self, digest: &str) -> Result<Option<Session>, StoreError> {
        let mut connection = self.inner.readers.acquire().await?;
        let sql =
            format!("select digest, person, began, seen from session where digest in ({})", places(1, 1));
        let rows = fetch(&mut connection, sql, vec![digest.into()]).await?;
        rows.first()
            .map(|row| {
                let row = Columns::new("session", row);
                Ok(Session {
                    digest: row.text("digest")?,
                    person: PersonId::new(row.unsigned("person")?),
                    began: Timestamp::from_millis(row.number("began")?),
                    seen: Timestamp::from_millis(row.number("seen")?),
                })
            })
            .transpose()
    }
}
