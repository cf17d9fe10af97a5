//! Small pieces over sqlx: every value is a number or a text, every write a set.

use crate::error::StoreError;
use sqlx::any::{AnyArguments, AnyRow};
use sqlx::{Any, AnyConnection, AssertSqlSafe, Row, query::Query};
use std::pin::Pin;

/// A column's value, present or null.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Value {
    Number(Option<i64>),
    Text(Option<String>),
}

impl Value {
    /// Null in the same kind of column.
    fn nothing(&self) -> Self {
        match self {
            Self::Number(_) => Self::Number(None),
            Self::Text(_) => Self::Text(None),
        }
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Number(Some(number))
    }
}

impl From<u32> for Value {
    fn from(number: u32) -> Self {
        Self::Number(Some(i64::from(number)))
    }
}

impl From<u64> for Value {
    fn from(number: u64) -> Self {
        // Ids, counts and times of a lab stay far below 2^63.
        Self::Number(Some(i64::try_from(number).unwrap_or(i64::MAX)))
    }
}

impl From<bool> for Value {
    fn from(truth: bool) -> Self {
        Self::Number(Some(i64::from(truth)))
    }
}

impl From<Option<u64>> for Value {
    fn from(number: Option<u64>) -> Self {
        Self::Number(number.map(|number| i64::try_from(number).unwrap_or(i64::MAX)))
    }
}

impl From<Option<i64>> for Value {
    fn from(number: Option<i64>) -> Self {
        Self::Number(number)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(Some(text.to_owned()))
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(Some(text))
    }
}

impl From<Option<String>> for Value {
    fn from(text: Option<String>) -> Self {
        Self::Text(text)
    }
}

type AnyQuery<'q> = Query<'q, Any, AnyArguments>;

fn bind<'q>(query: AnyQuery<'q>, value: Value) -> AnyQuery<'q> {
    match value {
        Value::Number(number) => query.bind(number),
        Value::Text(text) => query.bind(text),
    }
}

/// Runs one statement; the text holds `$1…` for the values.
pub(crate) async fn execute(
    connection: &mut AnyConnection,
    sql: impl Into<String>,
    values: Vec<Value>,
) -> Result<u64, StoreError> {
    let query = sqlx::query::<Any>(AssertSqlSafe(sql.into()));
    let query = values.into_iter().fold(query, bind);
    Ok(query.execute(connection).await?.rows_affected())
}

/// Rows of one statement.
pub(crate) async fn fetch(
    connection: &mut AnyConnection,
    sql: impl Into<String>,
    values: Vec<Value>,
) -> Result<Vec<AnyRow>, StoreError> {
    let query = sqlx::query::<Any>(AssertSqlSafe(sql.into()));
    let query = values.into_iter().fold(query, bind);
    Ok(query.fetch_all(connection).await?)
}

/// The first row, where there is one.
pub(crate) async fn fetch_one(
    connection: &mut AnyConnection,
    sql: impl Into<String>,
    values: Vec<Value>,
) -> Result<Option<AnyRow>, StoreError> {
    let query = sqlx::query::<Any>(AssertSqlSafe(sql.into()));
    let query = values.into_iter().fold(query, bind);
    Ok(query.fetch_optional(connection).await?)
}

/// `$first, $first+1, …` for a list of `count` values.
pub(crate) fn places(first: usize, count: usize) -> String {
    let mut text = String::with_capacity(count * 5);
    for place in first..first + count {
        if place > first {
            text.push_str(", ");
        }
        text.push('$');
        text.push_str(&place.to_string());
    }
    text
}

/// Places for a long list that is bound in order, the values from `first` on: `$1, $2, …`, but `?, ?, …` for SQLite,
/// which looks a numbered place up among all others, so that a long list costs the square of its length.
fn marks(connection: &AnyConnection, first: usize, count: usize) -> String {
    if connection.backend_name() == "SQLite" { vec!["?"; count].join(", ") } else { places(first, count) }
}

/// Ids a statement asks for at once: below SQLite's 32,766 and PostgreSQL's 65,535 variables.
const MOST_VALUES: usize = 30_000;

/// `select … where column in (ids)`, in as few statements as the variables allow.
/// `sql` has `{ids}` where the list goes.
///
/// The future is boxed so that it does not carry the iterator's type: closures over borrowed rows would make it fit
/// for one lifetime only.
pub(crate) fn fetch_in<'a>(
    connection: &'a mut AnyConnection,
    sql: &'a str,
    ids: impl IntoIterator<Item = Value>,
) -> Pin<Box<dyn Future<Output = Result<Vec<AnyRow>, StoreError>> + Send + 'a>> {
    let ids: Vec<Value> = ids.into_iter().collect();
    Box::pin(fetch_listed(connection, sql, ids))
}

async fn fetch_listed(
    connection: &mut AnyConnection,
    sql: &str,
    ids: Vec<Value>,
) -> Result<Vec<AnyRow>, StoreError> {
    let mut rows = Vec::new();
    for part in ids.chunks(MOST_VALUES) {
        // Lists of few lengths only, the last id repeated: so the database prepares few statements, and keeps them.
        let mut values = part.to_vec();
        values.resize(part.len().next_power_of_two().min(MOST_VALUES), part[part.len() - 1].clone());
        let text = sql.replace("{ids}", &marks(connection, 1, values.len()));
        rows.extend(fetch(connection, text, values).await?);
    }
    Ok(rows)
}

/// What to do with a row whose key is there already.
pub(crate) enum Conflict {
    /// Rows are new: a repeated key is an error.
    Refuse,
    /// Columns named here are the key; all others take the new values.
    Replace(&'static [&'static str]),
}

/// Values of a statement that is prepared once and kept.
const MOST_KEPT: usize = 4096;

/// The places of a first row, which say what the columns are.
fn first_places(connection: &AnyConnection, row: &[Value]) -> String {
    let places = row.iter().zip(1..).map(|(value, place)| {
        let kind = match value {
            Value::Number(_) => "bigint",
            Value::Text(_) => "text",
        };
        format!("cast({} as {kind})", marks(connection, place, 1))
    });
    format!("({})", places.collect::<Vec<_>>().join(", "))
}

/// One multi-row statement (split only at the variable limit) that writes all rows of a table.
pub(crate) async fn write(
    connection: &mut AnyConnection,
    table: &str,
    columns: &[&str],
    conflict: Conflict,
    rows: Vec<Vec<Value>>,
) -> Result<(), StoreError> {
    if rows.is_empty() {
        return Ok(());
    }
    let tail = match conflict {
        Conflict::Refuse => String::new(),
        Conflict::Replace(key) => {
            let others: Vec<String> = columns
                .iter()
                .filter(|column| !key.contains(column))
                .map(|column| format!("{column} = excluded.{column}"))
                .collect();
            let action = if others.is_empty() {
                "nothing".to_owned()
            } else {
                format!("update set {}", others.join(", "))
            };
            format!(" on conflict ({}) do {action}", key.join(", "))
        }
    };
    let per_statement = MOST_VALUES / columns.len();
    let mut rows = rows.into_iter().peekable();
    while rows.peek().is_some() {
        let part: Vec<Vec<Value>> = rows.by_ref().take(per_statement).collect();
        let lengths = part.len().next_power_of_two();
        // A short statement is prepared once and kept; a long one comes seldom and would only take room.
        let kept = lengths * columns.len() <= MOST_KEPT;
        let count = if kept { lengths } else { part.len() };
        let mut sql = format!("insert into {table} ({}) select * from (values ", columns.join(", "));
        for position in 0..count {
            if position == 0 {
                sql.push_str(&first_places(connection, &part[0]));
                continue;
            }
            sql.push_str(", (");
            sql.push_str(&marks(connection, position * columns.len() + 1, columns.len()));
            sql.push(')');
        }
        // The first column belongs to the key and is never null.
        sql.push_str(") as given where given.column1 is not null");
        sql.push_str(&tail);
        let nothing: Vec<Value> = part[0].iter().map(Value::nothing).collect();
        let missing = std::iter::repeat_n(nothing, count - part.len());
        let values = part.into_iter().chain(missing).flatten();
        let query = sqlx::query::<Any>(AssertSqlSafe(sql)).persistent(kept);
        values.fold(query, bind).execute(&mut *connection).await?;
    }
    Ok(())
}

/// Columns of a row, by name, as the domain wants them. What does not fit is [`StoreError::Corrupt`].
pub(crate) struct Columns<'r> {
    table: &'static str,
    row: &'r AnyRow,
}

impl<'r> Columns<'r> {
    pub(crate) fn new(table: &'static str, row: &'r AnyRow) -> Self {
        Self { table, row }
    }

    pub(crate) fn corrupt(&self, column: &str, problem: impl ToString) -> StoreError {
        StoreError::corrupt(self.table, column, problem)
    }

    pub(crate) fn number(&self, column: &str) -> Result<i64, StoreError> {
        Ok(self.row.try_get::<i64, _>(column)?)
    }

    pub(crate) fn optional_number(&self, column: &str) -> Result<Option<i64>, StoreError> {
        Ok(self.row.try_get::<Option<i64>, _>(column)?)
    }

    pub(crate) fn unsigned(&self, column: &str) -> Result<u64, StoreError> {
        u64::try_from(self.number(column)?).map_err(|error| self.corrupt(column, error))
    }

    pub(crate) fn small(&self, column: &str) -> Result<u32, StoreError> {
        u32::try_from(self.number(column)?).map_err(|error| self.corrupt(column, error))
    }

    pub(crate) fn optional_small(&self, column: &str) -> Result<Option<u32>, StoreError> {
        let number = self.optional_number(column)?;
        number.map(|number| u32::try_from(number).map_err(|error| self.corrupt(column, error))).transpose()
    }

    pub(crate) fn optional_unsigned(&self, column: &str) -> Result<Option<u64>, StoreError> {
        let number = self.optional_number(column)?;
        number.map(|number| u64::try_from(number).map_err(|error| self.corrupt(column, error))).transpose()
    }

    pub(crate) fn truth(&self, column: &str) -> Result<bool, StoreError> {
        Ok(self.number(column)? != 0)
    }

    pub(crate) fn text(&self, column: &str) -> Result<String, StoreError> {
        Ok(self.row.try_get::<String, _>(column)?)
    }

    pub(crate) fn optional_text(&self, column: &str) -> Result<Option<String>, StoreError> {
        Ok(self.row.try_get::<Option<String>, _>(column)?)
    }

    pub(crate) fn required<T>(&self, column: &str, value: Option<T>) -> Result<T, StoreError> {
        value.ok_or_else(|| self.corrupt(column, "is missing or unknown"))
    }

    /// A column that holds JSON.
    pub(crate) fn json<T: serde::de::DeserializeOwned>(&self, column: &str) -> Result<T, StoreError> {
        serde_json::from_str(&self.text(column)?).map_err(|error| self.corrupt(column, error))
    }
}

/// JSON of a value of the domain, which never holds what JSON cannot.
pub(crate) fn json<T: serde::Serialize>(value: &T) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|error| StoreError::corrupt("json", "-", error))
}
