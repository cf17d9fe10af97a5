//! The door behind the real server: a token is looked up, its rights are checked, the key makes a retry harmless.

use super::Measured;
use super::contenders::correct;
use crate::places::Place;
use crate::server::{Connection, SECRET, Server, let_in};
use crate::{Failure, watch};
use domain::number::FilmNumber;
use domain::time::Timestamp;
use hyper::StatusCode;
use std::time::Duration;
use store::Store;

/// What a client asks for, again and again.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Errand {
    Number,
    Nothing,
}

/// So many clients, each with a connection of its own that it keeps.
pub async fn over_http(
    place: &Place,
    store: Store,
    errand: Errand,
    clients: usize,
    seconds: u64,
) -> Result<Measured, Failure> {
    let_in(&store, Timestamp::from_millis(1_762_149_600_000)).await?;
    store.close().await;
    drop(store);
    let server = Server::start(&place.url).await?;
    let mut connections = Vec::new();
    for _ in 0..clients {
        connections.push(server.connect().await?);
    }
    let worked = server.cpu_seconds();
    let begin = watch::now();
    let end = begin + Duration::from_secs(seconds);
    let tasks: Vec<_> = connections
        .into_iter()
        .enumerate()
        .map(|(client, mut connection)| {
            tokio::spawn(async move {
                let mut given = Vec::new();
                while watch::now() < end {
                    let asked = watch::now();
                    let key = format!("client-{client}-{}", given.len());
                    let number = match errand {
                        Errand::Number => Some(number(&mut connection, &key).await?),
                        Errand::Nothing => nothing(&mut connection).await?,
                    };
                    given.push((number, asked.elapsed().as_secs_f64() * 1000.0));
                }
                Ok::<_, Failure>(given)
            })
        })
        .collect();
    let mut given = Vec::new();
    for task in tasks {
        given.extend(task.await??);
    }
    let seconds = begin.elapsed().as_secs_f64();
    let cpu = server.cpu_seconds().zip(worked).map(|(now, before)| now - before);
    server.stop().await?;
    let (numbers, waits): (Vec<_>, Vec<_>) = given.into_iter().unzip();
    let measured = Measured { allocations: numbers.len() as u64, seconds, waits, cpu };
    let store = place.founded().await?;
    // The founding and the token.
    correct(&store, numbers.into_iter().flatten().collect(), 2).await?;
    store.close().await;
    Ok(measured)
}

async fn number(connection: &mut Connection, key: &str) -> Result<FilmNumber, Failure> {
    #[derive(serde::Deserialize)]
    struct Numbers {
        numbers: Vec<FilmNumber>,
    }
    let token = format!("Bearer {SECRET}");
    let headers =
        [("authorization", &*token), ("idempotency-key", key), ("content-type", "application/json")];
    let asked = r#"{"site":"OU","count":1,"purpose":"bench"}"#.to_owned();
    let (status, body) = connection.ask("POST", "/api/v1/numbers/reserve", &headers, asked).await?;
    if status != StatusCode::OK {
        return Err(format!("{status}: {}", String::from_utf8_lossy(&body)).into());
    }
    let Numbers { numbers } = serde_json::from_slice(&body)?;
    Ok(*numbers.first().ok_or("no number")?)
}

async fn nothing(connection: &mut Connection) -> Result<Option<FilmNumber>, Failure> {
    let (status, body) = connection.ask("GET", "/health", &[], String::new()).await?;
    if status != StatusCode::OK {
        return Err(format!("{status}: {}", String::from_utf8_lossy(&body)).into());
    }
    Ok(None)
}
