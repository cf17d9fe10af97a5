//! A table and a noun of the domain: how a value becomes a row, and how a row, which may lie, becomes a value.

use crate::db::{Columns, Value};
use crate::error::StoreError;
use sqlx::any::AnyRow;

/// One noun's table.
pub(crate) trait Row: Sized {
    const TABLE: &'static str;
    /// Column names, in the order of [`Row::values`].
    const COLUMNS: &'static [&'static str];
    const KEY: &'static [&'static str];

    fn values(&self) -> Result<Vec<Value>, StoreError>;
    fn read(columns: &Columns<'_>) -> Result<Self, StoreError>;

    fn from_row(row: &AnyRow) -> Result<Self, StoreError> {
        Self::read(&Columns::new(Self::TABLE, row))
    }

    fn from_rows(rows: &[AnyRow]) -> Result<Vec<Self>, StoreError> {
        rows.iter().map(Self::from_row).collect()
    }

    /// `select columns from table`.
    fn select() -> String {
        format!("select {} from {}", Self::COLUMNS.join(", "), Self::TABLE)
    }
}
