//! What can go wrong at the door.

use domain::refusal::Refusal;

/// Why a request was not carried out, or a read gave nothing.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// A rule of the lab says no; nothing was changed.
    #[error("{0}")]
    Refused(#[from] Refusal),
    /// The queue is full: nothing was begun, the same request may be sent again.
    #[error("the lab is busy: send the same request again in a moment")]
    Busy,
    /// The connection broke during the commit: it may have happened. The same key finds out.
    #[error("it is not known whether this was done: send the same request again with the same key")]
    Unknown,
    /// A write to the disk failed. Nothing more is given out until the server is started again and has re-read.
    #[error("the disk refused a write: start the server again; nothing was given out since")]
    Broken,
    /// The server is stopping.
    #[error("the server is stopping: send the same request again when it is back")]
    Stopping,
    /// A row says something that cannot be.
    #[error("table {table}, row {row}: {problem}")]
    Corrupt { table: &'static str, row: String, problem: String },
    #[error("the database failed: {0}")]
    Database(#[from] sqlx::Error),
    #[error("the database could not be brought to this version: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
    /// The database cannot be used at all, with what to do.
    #[error("{0}")]
    Unusable(String),
}

impl StoreError {
    pub(crate) fn corrupt(table: &'static str, row: impl ToString, problem: impl ToString) -> Self {
        Self::Corrupt { table, row: row.to_string(), problem: problem.to_string() }
    }

    /// A unique or check constraint spoke: one request of a batch broke what the rules should have kept.
    pub(crate) fn is_constraint(&self) -> bool {
        match self {
            Self::Database(sqlx::Error::Database(error)) => {
                error.is_unique_violation() || error.is_check_violation() || error.is_foreign_key_violation()
            }
            _ => false,
        }
    }

    /// Worth running again from the start: serialisation failures, deadlocks, a database that restarts, a busy file.
    pub(crate) fn is_passing(&self) -> bool {
        match self {
            Self::Database(sqlx::Error::Database(error)) => {
                let code = error.code();
                let passing = ["40001", "40P01", "57P01", "57P02", "57P03", "5", "517", "261"];
                code.is_some_and(|code| passing.contains(&&*code))
            }
            Self::Database(sqlx::Error::Io(_) | sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed) => true,
            _ => false,
        }
    }
}
