//! Findings of the machine's files: the inbox, and settling.

use crate::error::AppError;
use domain::command::Receipt;
use domain::view::findings::FindingsView;
use leptos::prelude::*;

/// The inbox. `state` is `settled` or open, `kind` a kind of finding or empty, `number` the beginning of a number.
#[server]
pub async fn read_findings(state: String, kind: String, number: String) -> Result<FindingsView, AppError> {
    let query = domain::view::findings::FindingsQuery::of(&state, &kind, number);
    crate::ssr::reads()?.findings(&query).await.map_err(crate::ssr::app_error)
}

/// How many findings wait.
#[server]
pub async fn read_open_findings() -> Result<u32, AppError> {
    crate::ssr::reads()?.open_findings().await.map_err(crate::ssr::app_error)
}

/// Whether a folder below the server's root can be imported.
#[server]
pub async fn read_has_import_root() -> Result<bool, AppError> {
    crate::ssr::actor()?;
    Ok(crate::ssr::server()?.import_root.is_some())
}

/// Settle a finding: what it came to, and a note.
#[server]
pub async fn settle_finding(
    finding: u64,
    resolution: String,
    #[server(default)] note: String,
    key: String,
    /// The query of the list it stands in, or the number whose page it is on.
    #[server(default)]
    back: String,
) -> Result<Receipt, AppError> {
    use domain::command::Command;
    use domain::machine::Resolution;
    use domain::words::Say;
    let form = format!("finding-{finding}");
    let page = match domain::number::FilmNumber::parse(&back) {
        Ok(number) => format!("/numbers/{number}"),
        Err(_) => crate::ssr::came_from(&["/findings"]),
    };
    let typed = [("form", form.as_str()), ("resolution", resolution.as_str()), ("note", note.as_str())];
    let sent_back = |error| crate::ssr::send_back(error, &format!("{page}#{form}"), &key, &typed);
    let chosen = Resolution::parse(&resolution).ok_or_else(|| {
        let refusal = domain::refusal::Refusal::ResolutionMissing;
        sent_back(AppError::Refused { code: refusal.code(), sentence: refusal.say(crate::ssr::language()) })
    })?;
    let finding = domain::id::FindingId::new(finding);
    let command = Command::SettleFinding { finding, resolution: chosen, note: note.clone() };
    let receipt = crate::ssr::perform(command, 0, &key).await.map_err(sent_back)?;
    let join = if page.contains('?') { '&' } else { '?' };
    leptos_axum::redirect(&format!("{page}{join}done={}", receipt.entry));
    Ok(receipt)
}
