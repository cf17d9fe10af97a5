//! Rolls, attempts, film stock and what to film next: what pages ask, and starting and ending attempts.

use crate::error::AppError;
use domain::command::Receipt;
use domain::view::films::{RollDocuments, RollPage, Stock, Today, Unreadable};
use domain::view::lab::Step;
use domain::words::{Language, Say};
use leptos::prelude::*;

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

/// A roll, its film and its attempts. `roll` is what the address says.
#[server]
pub async fn read_roll(roll: String) -> Result<RollPage, AppError> {
    let store = crate::ssr::reads()?;
    let found = match roll.parse() {
        Ok(id) => store.roll_page(id, crate::ssr::now()?).await.map_err(crate::ssr::app_error)?,
        Err(_) => None,
    };
    found.ok_or_else(|| {
        let refusal = domain::refusal::Refusal::NoSuchRoll { roll: roll.chars().take(40).collect() };
        crate::ssr::not_found(refusal.say(crate::ssr::language()))
    })
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

/// Start an attempt at a roll on this film: `proposed`, `new` or a tag such as `T-0087`. The form stands on the roll's
/// page, and on Today.
#[server]
pub async fn start_filming(
    roll: u64,
    film: String,
    machine: String,
    seen: u64,
    key: String,
) -> Result<Receipt, AppError> {
    let page = crate::ssr::came_from(&[&format!("/rolls/{roll}"), &format!("/rolls/{roll}/film"), "/"]);
    let typed = [("form", "start"), ("film", film.as_str()), ("machine", machine.as_str())];
    let back = |error| crate::ssr::send_back(error, &format!("{page}#start"), &key, &typed);
    let film = domain::view::films::film_choice(&film)
        .map_err(|error| back(unread(error, crate::ssr::language())))?;
    let roll = domain::id::RollId::new(roll);
    let command = domain::command::Command::StartFilming { roll, film, machine: machine.clone() };
    let receipt = crate::ssr::perform(command, seen, &key).await.map_err(back)?;
    leptos_axum::redirect(crate::ssr::path_of(&page));
    Ok(receipt)
}

/// Confirm the running attempt with the frames the operator counted.
#[server]
pub async fn finish_counted(roll: u64, frames: String, seen: u64, key: String) -> Result<Receipt, AppError> {
    let page = crate::ssr::came_from(&[&format!("/rolls/{roll}"), &format!("/rolls/{roll}/film")]);
    let typed = [("form", "counted"), ("frames", frames.as_str())];
    let back = |error| crate::ssr::send_back(error, &format!("{page}#finish"), &key, &typed);
    let frames =
        domain::view::films::frames(&frames).map_err(|error| back(unread(error, crate::ssr::language())))?;
    let proof = domain::command::Proof::Counted { frames };
    let command = domain::command::Command::FinishFilming { roll: domain::id::RollId::new(roll), proof };
    let receipt = crate::ssr::perform(command, seen, &key).await.map_err(back)?;
    leptos_axum::redirect(crate::ssr::path_of(&page));
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
    let page = crate::ssr::came_from(&[&format!("/rolls/{roll}"), &format!("/rolls/{roll}/film")]);
    let typed = [
        ("form", "fail"),
        ("reason", reason.as_str()),
        ("words", words.as_str()),
        ("exposed", exposed.as_str()),
    ];
    let back = |error| crate::ssr::send_back(error, &format!("{page}#finish"), &key, &typed);
    let frames =
        domain::view::films::frames(&exposed).map_err(|error| back(unread(error, crate::ssr::language())))?;
    let reason = domain::view::films::fail_reason(&reason, &words);
    let roll = domain::id::RollId::new(roll);
    let command = domain::command::Command::FailFilming { roll, reason, frames: Some(frames) };
    let receipt = crate::ssr::perform(command, seen, &key).await.map_err(back)?;
    leptos_axum::redirect(crate::ssr::path_of(&page));
    Ok(receipt)
}

/// A field that cannot be read, as the person is told.
pub fn unread(error: Unreadable, language: Language) -> AppError {
    AppError::Refused { code: error.code().to_owned(), sentence: error.say(language) }
}
