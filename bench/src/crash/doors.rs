//! The server that is killed: the real door, or one built wrong on purpose. All speak one protocol over a socket:
//! a key in a line; back comes `given NUMBER ENTRY`, or `again`.

use super::Way;
use crate::places::{allocate, connect, founded, raw};
use crate::plain::{Given, prepare, write_ledger, write_state};
use crate::{Failure, Options, Verdict};
use domain::command::Answer;
use domain::ledger::Entry;
use sqlx::{AnyConnection, Row as _};
use std::io::Read as _;
use std::sync::Arc;
use store::{Store, StoreError};
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{UnixListener, UnixStream};
use tokio::sync::Mutex;

/// Serves until it is killed, or until whoever started it is gone.
pub async fn serve(options: &Options) -> Result<Verdict, Failure> {
    let way = options.text("door").and_then(Way::parse).ok_or("--door is needed")?;
    let url = options.text("url").ok_or("--url is needed")?;
    let socket = options.text("socket").ok_or("--socket is needed")?;
    let store = founded(url).await?;
    let (head, _) = store.ledger_head().await?;
    let door = match way {
        Way::Real | Way::FreshKey => Door::Real(store),
        Way::AnswerBeforeCommit
        | Way::LedgerSecondTransaction
        | Way::SynchronousNormal
        | Way::SynchronousOff => {
            store.close().await;
            drop(store);
            let mut connection = connect(url).await?;
            match way {
                Way::SynchronousNormal => raw(&mut connection, "pragma synchronous = normal").await?,
                Way::SynchronousOff => raw(&mut connection, "pragma synchronous = off").await?,
                _ => {}
            }
            Door::Wrong(way, Arc::new(Mutex::new(connection)))
        }
    };
    let listener = UnixListener::bind(socket)?;
    println!("ready {head}");
    std::thread::spawn(|| {
        let _ = std::io::stdin().read_to_end(&mut Vec::new());
        std::process::exit(0);
    });
    loop {
        let (stream, _) = listener.accept().await?;
        let door = door.clone();
        tokio::spawn(async move {
            if let Err(error) = door.answer(stream).await {
                eprintln!("a door failed: {error}");
                // A wrong door may have damaged its lab for good: its clients would ask for ever.
                if matches!(door, Door::Wrong(..)) && !error.is::<std::io::Error>() {
                    std::process::exit(1);
                }
            }
        });
    }
}

#[derive(Clone)]
enum Door {
    Real(Store),
    Wrong(Way, Arc<Mutex<AnyConnection>>),
}

impl Door {
    async fn answer(&self, stream: UnixStream) -> Result<(), Failure> {
        let mut stream = BufReader::new(stream);
        let mut key = String::new();
        stream.read_line(&mut key).await?;
        let key = key.trim();
        match self {
            Self::Real(store) => {
                let said = match allocate(store, key).await {
                    Ok(receipt) => match receipt.answer {
                        Answer::Numbers { numbers } => format!("given {} {}\n", numbers[0], receipt.entry),
                        other => return Err(format!("{other:?}").into()),
                    },
                    Err(StoreError::Busy | StoreError::Unknown) => "again\n".to_owned(),
                    Err(error) => format!("{error}\n"),
                };
                stream.write_all(said.as_bytes()).await?;
            }
            Self::Wrong(way, connection) => {
                let mut connection = connection.lock().await;
                match way {
                    Way::AnswerBeforeCommit => {
                        answer_before_commit(&mut connection, key, &mut stream).await?
                    }
                    Way::LedgerSecondTransaction => {
                        ledger_second_transaction(&mut connection, key, &mut stream).await?
                    }
                    _ => as_it_should_be(&mut connection, key, &mut stream).await?,
                }
            }
        }
        Ok(())
    }
}

/// The number and entry given to a key before.
async fn known(connection: &mut AnyConnection, key: &str) -> Result<Option<String>, Failure> {
    let sql = "select seq, answer from ledger where request_key = $1 and request_key <> ''";
    let Some(row) = sqlx::query(sql).bind(key.to_owned()).fetch_optional(connection).await? else {
        return Ok(None);
    };
    match serde_json::from_str(&row.try_get::<String, _>(1)?)? {
        Answer::Numbers { numbers } => {
            Ok(Some(format!("given {} {}\n", numbers[0], row.try_get::<i64, _>(0)?)))
        }
        other => Err(format!("{other:?}").into()),
    }
}

fn said(given: &Given) -> String {
    format!("given {} {}\n", given.number, given.entry)
}

/// A turn with the state written, or nothing where the key was given its number before: that is said again.
async fn begun(
    connection: &mut AnyConnection,
    key: &str,
    stream: &mut BufReader<UnixStream>,
) -> Result<Option<(Given, Entry)>, Failure> {
    raw(connection, "begin").await?;
    let (given, entry) = prepare(connection, key).await?;
    if let Some(said) = known(connection, key).await? {
        raw(connection, "rollback").await?;
        stream.write_all(said.as_bytes()).await?;
        return Ok(None);
    }
    write_state(connection, &given).await?;
    Ok(Some((given, entry)))
}

async fn answer_before_commit(
    connection: &mut AnyConnection,
    key: &str,
    stream: &mut BufReader<UnixStream>,
) -> Result<(), Failure> {
    let Some((given, entry)) = begun(connection, key, stream).await? else { return Ok(()) };
    write_ledger(connection, &entry, given.number).await?;
    stream.write_all(said(&given).as_bytes()).await?;
    // As long as the sync of a slow disk: PostgreSQL finishes a commit once asked, whoever asked is killed or not.
    tokio::time::sleep(std::time::Duration::from_millis(3)).await;
    raw(connection, "commit").await
}

async fn ledger_second_transaction(
    connection: &mut AnyConnection,
    key: &str,
    stream: &mut BufReader<UnixStream>,
) -> Result<(), Failure> {
    let Some((given, entry)) = begun(connection, key, stream).await? else { return Ok(()) };
    raw(connection, "commit").await?;
    raw(connection, "begin").await?;
    write_ledger(connection, &entry, given.number).await?;
    raw(connection, "commit").await?;
    Ok(stream.write_all(said(&given).as_bytes()).await?)
}

/// Right but for what the connection was told of syncing.
async fn as_it_should_be(
    connection: &mut AnyConnection,
    key: &str,
    stream: &mut BufReader<UnixStream>,
) -> Result<(), Failure> {
    let Some((given, entry)) = begun(connection, key, stream).await? else { return Ok(()) };
    write_ledger(connection, &entry, given.number).await?;
    raw(connection, "commit").await?;
    Ok(stream.write_all(said(&given).as_bytes()).await?)
}
