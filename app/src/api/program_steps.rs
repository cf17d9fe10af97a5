//! What the page of a program number changes. Each form comes back to that page, done or refused.

use crate::error::AppError;
use domain::command::Receipt;
use domain::words::Language;
use leptos::prelude::*;

/// Give a program another number. Without `to` it gets the next free one of the range its size belongs to.
#[server]
pub async fn renumber_program(
    program: u64,
    from: String,
    #[server(default)] to: String,
    #[server(default)] follow: String,
    reason: String,
    key: String,
) -> Result<Receipt, AppError> {
    use domain::id::ProgramId;
    use domain::program::{Move, ProgramCommand, ProgramNumber};
    let id = ProgramId::new(program);
    let page = format!("/programs/{}", id.label());
    let typed =
        [("form", "renumber"), ("to", to.as_str()), ("follow", follow.as_str()), ("reason", reason.as_str())];
    let back = |error| crate::ssr::send_back(error, &page, &key, &typed);
    let number =
        |text: &str| ProgramNumber::parse(text).map_err(|_| back(no_number(text, crate::ssr::language())));
    let wanted = match to.trim() {
        "" => {
            let next = crate::ssr::reads()?.next_for(id).await.map_err(crate::ssr::app_error)?;
            next.ok_or_else(|| back(no_next(crate::ssr::language())))?
        }
        text => number(text)?,
    };
    let moves = vec![Move { program: id, from: number(&from)?, to: wanted }];
    let command = ProgramCommand::Renumber { moves, follow: follow == "true", reason: reason.clone() };
    crate::ssr::program_step(command, 0, &key, &page).await.map_err(back)
}

/// A person's own round size and notes.
#[server]
pub async fn describe_program(
    program: u64,
    #[server(default)] size: String,
    #[server(default)] notes: String,
    seen: u64,
    key: String,
) -> Result<Receipt, AppError> {
    use domain::id::ProgramId;
    use domain::program::{ProgramCommand, RoundSize};
    let id = ProgramId::new(program);
    let page = format!("/programs/{}", id.label());
    let typed = [("form", "describe"), ("size", size.as_str()), ("notes", notes.as_str())];
    let back = |error| crate::ssr::send_back(error, &page, &key, &typed);
    let read = match size.trim() {
        "" => None,
        text => Some(RoundSize::parse(text).map_err(|_| back(no_size(text, crate::ssr::language())))?),
    };
    let command = ProgramCommand::Describe { program: id, size: read, notes: notes.clone() };
    crate::ssr::program_step(command, seen, &key, &page).await.map_err(back)
}

/// Into the trash; the number rests.
#[server]
pub async fn delete_program(
    program: u64,
    reason: String,
    seen: u64,
    key: String,
) -> Result<Receipt, AppError> {
    use domain::id::ProgramId;
    use domain::program::ProgramCommand;
    let id = ProgramId::new(program);
    let page = format!("/programs/{}", id.label());
    let typed = [("form", "delete"), ("reason", reason.as_str())];
    let command = ProgramCommand::Delete { programs: vec![id], reason: reason.clone() };
    let back = |error| crate::ssr::send_back(error, &page, &key, &typed);
    crate::ssr::program_step(command, seen, &key, &page).await.map_err(back)
}

/// Out of the trash, under its own number or another.
#[server]
pub async fn restore_program(
    program: u64,
    #[server(default)] number: String,
    key: String,
) -> Result<Receipt, AppError> {
    use domain::id::ProgramId;
    use domain::program::{ProgramCommand, ProgramNumber, Restoring};
    let id = ProgramId::new(program);
    let page = format!("/programs/{}", id.label());
    let typed = [("form", "restore"), ("number", number.as_str())];
    let back = |error| crate::ssr::send_back(error, &page, &key, &typed);
    let wanted = match number.trim() {
        "" => None,
        text => Some(ProgramNumber::parse(text).map_err(|_| back(no_number(text, crate::ssr::language())))?),
    };
    let command = ProgramCommand::Restore { programs: vec![Restoring { program: id, number: wanted }] };
    crate::ssr::program_step(command, 0, &key, &page).await.map_err(back)
}

/// A reserved number is free again.
#[server]
pub async fn release_program_number(
    number: String,
    reason: String,
    key: String,
) -> Result<Receipt, AppError> {
    use domain::program::{ProgramCommand, ProgramNumber};
    let page = format!("/programs/{}", leptos_router::location::Url::escape(&number));
    let typed = [("form", "release"), ("reason", reason.as_str())];
    let back = |error| crate::ssr::send_back(error, &page, &key, &typed);
    let read = ProgramNumber::parse(&number).map_err(|_| back(no_number(&number, crate::ssr::language())))?;
    let command = ProgramCommand::Release { numbers: vec![read], reason: reason.clone() };
    crate::ssr::program_step(command, 0, &key, &page).await.map_err(back)
}

/// A number nobody holds is never given again.
#[server]
pub async fn retire_program_number(number: String, reason: String, key: String) -> Result<Receipt, AppError> {
    use domain::program::{ProgramCommand, ProgramNumber};
    let page = format!("/programs/{}", leptos_router::location::Url::escape(&number));
    let typed = [("form", "retire"), ("reason", reason.as_str())];
    let back = |error| crate::ssr::send_back(error, &page, &key, &typed);
    let read = ProgramNumber::parse(&number).map_err(|_| back(no_number(&number, crate::ssr::language())))?;
    let command = ProgramCommand::Retire { numbers: vec![read], reason: reason.clone() };
    crate::ssr::program_step(command, 0, &key, &page).await.map_err(back)
}

/// What the last entry did to a program is taken back.
#[server]
pub async fn undo_program(program: u64, entry: u64, key: String) -> Result<Receipt, AppError> {
    use domain::id::ProgramId;
    use domain::program::ProgramCommand;
    let page = format!("/programs/{}", ProgramId::new(program).label());
    let typed = [("form", "undo")];
    let back = |error| crate::ssr::send_back(error, &page, &key, &typed);
    crate::ssr::program_step(ProgramCommand::Undo { entry }, 0, &key, &page).await.map_err(back)
}

/// One of the tables that are ready to load counts from now on. `seen` is the version it was looked at beside.
#[server]
pub async fn load_range_table(table: String, seen: u64, key: String) -> Result<Receipt, AppError> {
    use domain::program::{ProgramCommand, ProgramRefusal, RangeTable};
    let language = crate::ssr::language();
    let page = format!("/ranges?then={}", leptos_router::location::Url::escape(&table));
    let typed = [("form", "ranges")];
    let back = |error| crate::ssr::send_back(error, &page, &key, &typed);
    let Some(ready) = RangeTable::ready_made(&table) else {
        let refusal = domain::refusal::Refusal::from(ProgramRefusal::NoSuchRange { range: table.clone() });
        let sentence = domain::words::Say::say(&refusal, language);
        return Err(back(AppError::Refused { code: refusal.code(), sentence }));
    };
    // The first table has no entry that could be newer than what was seen: its version is compared here.
    let (version, _) = crate::ssr::reads()?.range_table().await.map_err(crate::ssr::app_error)?;
    if u64::from(version) != seen {
        let refusal = domain::refusal::Refusal::Stale { changes: Vec::new() };
        let sentence = domain::words::Say::say(&refusal, language);
        return Err(back(AppError::Refused { code: refusal.code(), sentence }));
    }
    let command = ProgramCommand::LoadRanges { table: ready };
    crate::ssr::program_step(command, seen, &key, "/ranges").await.map_err(back)
}

/// What was typed is no program number.
pub fn no_number(text: &str, language: Language) -> AppError {
    let text: String = text.chars().take(40).collect();
    let sentence = language.pick(
        format!("`{text}` ist keine Programmnummer: O und bis zu fünf Ziffern schreiben, wie O62500."),
        format!("`{text}` is no program number: write O and up to five digits, such as O62500."),
    );
    AppError::Refused { code: "not_a_program_number".to_owned(), sentence }
}

/// What was typed is no round size.
pub fn no_size(text: &str, language: Language) -> AppError {
    let text: String = text.chars().take(40).collect();
    let sentence = language.pick(
        format!("`{text}` ist keine Rundengröße: Zoll von 5,0 bis 15,0 schreiben, wie 6.25."),
        format!("`{text}` is no round size: write inches from 5.0 to 15.0, such as 6.25."),
    );
    AppError::Refused { code: "not_a_round_size".to_owned(), sentence }
}

/// There is no next number for a program.
pub fn no_next(language: Language) -> AppError {
    let sentence = language.pick(
        "Zu diesem Programm gibt es keine nächste Nummer: keine Rundengröße, kein Bereich dafür, oder er ist voll. Eine Nummer eintragen.",
        "There is no next number for this program: no round size, no range for it, or the range is full. Type a number.",
    );
    AppError::Refused { code: "no_next_number".to_owned(), sentence: sentence.to_owned() }
}
