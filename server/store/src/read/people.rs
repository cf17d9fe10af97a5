//! Reads: people, tokens and the settings in force, for letting somebody in.

use crate::db::{Columns, fetch, fetch_one};
use crate::error::StoreError;
use crate::open::Store;
use crate::row::Row;
use domain::id::PersonId;
use domain::lab::LabSettings;
use domain::person::{Person, Token};

impl Store {
    /// The person with this name, as it is written in the ledger.
    pub async fn person_by_name(&self, name: &str) -> Result<Option<Person>, StoreError> {
        let mut connection = self.inner.readers.acquire().await?;
        let sql = format!("{} where name = $1", Person::select());
        fetch_one(&mut connection, sql, vec![name.into()]).await?.as_ref().map(Person::from_row).transpose()
    }

    pub async fn person(&self, id: PersonId) -> Result<Option<Person>, StoreError> {
        let mut connection = self.inner.readers.acquire().await?;
        let sql = format!("{} where id = $1", Person::select());
        fetch_one(&mut connection, sql, vec![id.get().into()])
            .await?
            .as_ref()
            .map(Person::from_row)
            .transpose()
    }

    /// Everybody, those who left included, by name.
    pub async fn people(&self) -> Result<Vec<Person>, StoreError> {
        let mut connection = self.inner.readers.acquire().await?;
        let sql = format!("{} order by person.name, person.id", Person::select());
        Person::from_rows(&fetch(&mut connection, sql, vec![]).await?)
    }

    /// The token whose secret has this digest (SHA-256, hexadecimal), revoked ones included.
    pub async fn token_by_digest(&self, digest: &str) -> Result<Option<Token>, StoreError> {
        let mut connection = self.inner.readers.acquire().await?;
        let sql = format!("{} where digest = $1", Token::select());
        fetch_one(&mut connection, sql, vec![digest.into()]).await?.as_ref().map(Token::from_row).transpose()
    }

    /// The settings in force with their version; none before the lab is founded.
    pub async fn settings(&self) -> Result<Option<(u32, LabSettings)>, StoreError> {
        let mut connection = self.inner.readers.acquire().await?;
        let sql = "select version, body from settings order by settings.version desc limit 1";
        let row = fetch_one(&mut connection, sql, vec![]).await?;
        row.map(|row| {
            let row = Columns::new("settings", &row);
            Ok((row.small("version")?, row.json("body")?))
        })
        .transpose()
    }
}
