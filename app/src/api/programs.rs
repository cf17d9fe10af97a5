//! Programs and their numbers: what pages ask, and what their forms change.

use crate::error::AppError;
use domain::command::Receipt;
use domain::view::programs::FreeView;
use leptos::prelude::*;

/// Which numbers are free, range by range. `entry` is a reservation whose numbers are told again; 0: none.
#[server]
pub async fn read_free(entry: u64) -> Result<FreeView, AppError> {
    crate::ssr::reads()?.free_view((entry > 0).then_some(entry)).await.map_err(crate::ssr::app_error)
}

/// Reserve the next free program numbers. `block` is a round size, or `range:` and the label of a range; `until` is a
/// date or empty.
#[server]
pub async fn reserve_program_numbers(
    block: String,
    count: String,
    purpose: String,
    #[server(default)] together: String,
    #[server(default)] until: String,
    key: String,
) -> Result<Receipt, AppError> {
    use domain::command::Command;
    use domain::program::{Ask, Block, ProgramCommand, RoundSize};
    let language = crate::ssr::language();
    let typed = [
        ("form", "reserve"),
        ("block", block.as_str()),
        ("count", count.as_str()),
        ("purpose", purpose.as_str()),
        ("together", together.as_str()),
        ("until", until.as_str()),
    ];
    let back = |error| crate::ssr::send_back(error, "/free", &key, &typed);
    let asked = match block.strip_prefix("range:") {
        Some(label) => Block::Range(label.to_owned()),
        // What is no size is a range nobody has: the rule's own sentence says so.
        None => RoundSize::parse(&block).map_or_else(|_| Block::Range(block.clone()), Block::Size),
    };
    // A reservation holds through its last day.
    let last = match until.trim() {
        "" => None,
        day => Some(super::lab::day(day, language).map_err(back)?.plus_seconds(86_399)),
    };
    let ask = Ask {
        block: asked,
        preferred: None,
        // What is no count is out of bounds like any other.
        count: count.trim().parse().unwrap_or(0),
        contiguous: together == "true",
    };
    let command = Command::Program(ProgramCommand::Reserve { ask, purpose: purpose.clone(), until: last });
    let receipt = crate::ssr::perform(command, 0, &key).await.map_err(back)?;
    leptos_axum::redirect(&format!("/free?done={}", receipt.entry));
    Ok(receipt)
}
