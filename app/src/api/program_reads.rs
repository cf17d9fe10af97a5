//! What the pages of programs, of one number and of the ranges ask.

use crate::error::AppError;
use domain::view::programs::impact::RangesView;
use domain::view::programs::list::{ProgramsPage, ProgramsQuery};
use domain::view::programs::story::ProgramStory;
use leptos::prelude::*;

/// A page of the programs that fit.
#[server]
pub async fn read_programs(query: ProgramsQuery) -> Result<ProgramsPage, AppError> {
    crate::ssr::reads()?.programs_page(&query).await.map_err(crate::ssr::app_error)
}

/// The story of a number such as `O62500`, or of a program without one, `P-0012`.
#[server]
pub async fn read_program(name: String) -> Result<ProgramStory, AppError> {
    use domain::id::ProgramId;
    use domain::program::{ProgramNumber, ProgramRefusal};
    let (store, language) = (crate::ssr::reads()?, crate::ssr::language());
    let missing = || {
        let program = name.chars().take(40).collect();
        let refusal = domain::refusal::Refusal::from(ProgramRefusal::NoSuchProgram { program });
        crate::ssr::not_found(domain::words::Say::say(&refusal, language))
    };
    let found = match (ProgramId::parse_label(&name), ProgramNumber::parse(&name)) {
        (Some(id), _) => store.program_story(id, language).await,
        (None, Ok(number)) => store.number_story(number, language).await.map(Some),
        (None, Err(_)) => return Err(missing()),
    };
    found.map_err(crate::ssr::app_error)?.ok_or_else(missing)
}

/// The ranges that count, and what the table called `then` would do; empty: none.
#[server]
pub async fn read_ranges(then: String) -> Result<RangesView, AppError> {
    let table = domain::program::RangeTable::ready_made(&then);
    crate::ssr::reads()?.ranges_view(table).await.map_err(crate::ssr::app_error)
}
