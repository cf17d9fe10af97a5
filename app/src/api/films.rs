//! Rolls, attempts, film stock and what to film next: what pages ask, and starting and ending attempts.

use crate::error::AppError;
use domain::command::Receipt;
use domain::view::films::{RollDocuments, RollPage, Stock, Today, Unreadable};
use domain::view::lab::Step;
use domain::words::{Language, Say};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// Documents on one page of a roll's list.
pub const DOCUMENTS_SHOWN: u32 = 50;

/// Reels on one page of the film stock.
pub const REELS_SHOWN: u32 = 20;

/// What to film next and why, what runs, and what waits.
#[server]
pub async fn read_today() -> Result<Today, AppError> {
    let store = crate::ssr::reads()?;
    store.today(crate::ssr::now()?).await.map_err(crate::ssr::app_error)
}

/// A roll, its film and its attempts.
#[server]
pub async fn read_roll(roll: u64) -> Result<RollPage, AppError> {
    let store = crate::ssr::reads()?;
    let page = store.roll_page(domain::id::RollId::new(roll), crate::ssr::now()?).await;
    page.map_err(crate::ssr::app_error)?
        .ok_or_else(|| no_such_roll(&roll.to_string(), crate::ssr::language()))
}

/// The documents of a roll after this index.
#[server]
pub async fn read_roll_documents(roll: u64, after: u32) -> Result<RollDocuments, AppError> {
    let store = crate::ssr::reads()?;
    let page = store.roll_documents(domain::id::RollId::new(roll), after, DOCUMENTS_SHOWN).await;
    page.map_err(crate::ssr::app_error)
}

/// What the ledger says of a roll, oldest first.
#[server]
pub async fn read_roll_history(roll: u64) -> Result<Vec<Step>, AppError> {
    let about = domain::history::About::Roll(domain::id::RollId::new(roll));
    let store = crate::ssr::reads()?;
    store.history(about, crate::ssr::language()).await.map_err(crate::ssr::app_error)
}

/// Shelf, reels and sums; `before` is the reel after which the page of reels begins.
#[server]
pub async fn read_stock(before: Option<u64>) -> Result<Stock, AppError> {
    let store = crate::ssr::reads()?;
    let before = before.map(domain::id::ReelId::new);
    store.film_stock(before, REELS_SHOWN, crate::ssr::now()?).await.map_err(crate::ssr::app_error)
}

/// Why an upload was sent back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SentBack {
    pub code: String,
    pub sentence: String,
}

/// The refusal an upload left behind for this person, by the id in the address.
#[server]
pub async fn read_sent_back(said: String) -> Result<Option<SentBack>, AppError> {
    let (actor, server) = (crate::ssr::actor()?, crate::ssr::server()?);
    let flash = server.flashes.find(&said, &actor.name, (server.clock)());
    Ok(flash.map(|flash| SentBack { code: flash.code, sentence: flash.sentence }))
}

/// Start an attempt at a roll on this film: `proposed`, `new` or a tag such as `T-0087`.
#[server]
pub async fn start_filming(
    roll: u64,
    film: String,
    machine: String,
    seen: u64,
    key: String,
) -> Result<Receipt, AppError> {
    let film =
        domain::view::films::film_choice(&film).map_err(|error| unread(error, crate::ssr::language()))?;
    let roll = domain::id::RollId::new(roll);
    crate::ssr::perform(domain::command::Command::StartFilming { roll, film, machine }, seen, &key).await
}

/// Confirm the running attempt with the frames the operator counted.
#[server]
pub async fn finish_counted(roll: u64, frames: String, seen: u64, key: String) -> Result<Receipt, AppError> {
    let frames =
        domain::view::films::frames(&frames).map_err(|error| unread(error, crate::ssr::language()))?;
    let proof = domain::command::Proof::Counted { frames };
    let command = domain::command::Command::FinishFilming { roll: domain::id::RollId::new(roll), proof };
    let receipt = crate::ssr::perform(command, seen, &key).await?;
    leptos_axum::redirect(&format!("/rolls/{roll}"));
    Ok(receipt)
}

/// Report the running attempt as failed. A person's own words take the place of the reason chosen.
#[server]
pub async fn fail_filming(
    roll: u64,
    reason: String,
    words: String,
    exposed: String,
    seen: u64,
    key: String,
) -> Result<Receipt, AppError> {
    let frames =
        domain::view::films::frames(&exposed).map_err(|error| unread(error, crate::ssr::language()))?;
    let reason = domain::view::films::fail_reason(&reason, &words);
    let roll_id = domain::id::RollId::new(roll);
    let command = domain::command::Command::FailFilming { roll: roll_id, reason, frames: Some(frames) };
    let receipt = crate::ssr::perform(command, seen, &key).await?;
    leptos_axum::redirect(&format!("/rolls/{roll}"));
    Ok(receipt)
}

/// A field that cannot be read, as the person is told.
pub fn unread(error: Unreadable, language: Language) -> AppError {
    AppError::Refused { code: error.code().to_owned(), sentence: error.say(language) }
}

/// The address names no roll.
pub fn no_such_roll(text: &str, language: Language) -> AppError {
    let refusal = domain::refusal::Refusal::NoSuchRoll { roll: text.chars().take(40).collect() };
    AppError::NotFound { sentence: refusal.say(language) }
}
