//! People and tokens.

use crate::db::{Columns, Value};
use crate::error::StoreError;
use crate::row::Row;
use domain::id::{PersonId, TokenId};
use domain::person::{Person, Roles, Token};

fn roles(row: &Columns<'_>) -> Result<Roles, StoreError> {
    let text = row.text("roles")?;
    Roles::parse(&text).ok_or_else(|| row.corrupt("roles", text))
}

impl Row for Person {
    const TABLE: &'static str = "person";
    const COLUMNS: &'static [&'static str] = &["id", "name", "roles", "active"];
    const KEY: &'static [&'static str] = &["id"];

    fn values(&self) -> Result<Vec<Value>, StoreError> {
        Ok(vec![
            self.id.get().into(),
            self.name.as_str().into(),
            self.roles.text().into(),
            self.active.into(),
        ])
    }

    fn read(row: &Columns<'_>) -> Result<Self, StoreError> {
        let id = PersonId::new(row.unsigned("id")?);
        Ok(Self { id, name: row.text("name")?, roles: roles(row)?, active: row.truth("active")? })
    }
}

impl Row for Token {
    const TABLE: &'static str = "token";
    const COLUMNS: &'static [&'static str] = &["id", "label", "roles", "digest", "active"];
    const KEY: &'static [&'static str] = &["id"];

    fn values(&self) -> Result<Vec<Value>, StoreError> {
        Ok(vec![
            self.id.get().into(),
            self.label.as_str().into(),
            self.roles.text().into(),
            self.digest.as_str().into(),
            self.active.into(),
        ])
    }

    fn read(row: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: TokenId::new(row.unsigned("id")?),
            label: row.text("label")?,
            roles: roles(row)?,
            digest: row.text("digest")?,
            active: row.truth("active")?,
        })
    }
}
