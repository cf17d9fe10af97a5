//! Complaints: what pages ask, taking one in, and settling it.

#![expect(clippy::too_many_arguments, reason = "a form is flat: one argument for each field of the record")]

use crate::error::AppError;
use domain::command::Receipt;
use domain::view::complaints::{ComplaintRow, ComplaintView, Leads};
use domain::view::numbers::ProjectLink;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// Complaints, newest first; only open ones, or all.
#[server]
pub async fn read_complaints(open: bool) -> Result<Vec<ComplaintRow>, AppError> {
    crate::ssr::reads()?.complaints(open, None).await.map_err(crate::ssr::app_error)
}

/// One complaint by its label, `K-0012`.
#[server]
pub async fn read_complaint(complaint: String) -> Result<ComplaintView, AppError> {
    use domain::words::Say;
    let (store, language) = (crate::ssr::reads()?, crate::ssr::language());
    let missing = || {
        let complaint = complaint.chars().take(40).collect();
        crate::ssr::not_found(domain::refusal::Refusal::NoSuchComplaint { complaint }.say(language))
    };
    let id = domain::id::ComplaintId::parse_label(complaint.trim()).ok_or_else(missing)?;
    store.complaint(id).await.map_err(crate::ssr::app_error)?.ok_or_else(missing)
}

/// What a letter's words lead to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Led {
    /// Nothing was asked yet.
    Nowhere,
    Nothing,
    Several(Vec<ProjectLink>),
    To(Box<Leads>),
}

/// From a number, a roll, an archive id or a barcode to films. `project` is an id, where several projects fit.
#[server]
pub async fn read_leads(about: String, project: String) -> Result<Led, AppError> {
    use domain::view::complaints::Aim;
    if about.trim().is_empty() {
        return Ok(Led::Nowhere);
    }
    let store = crate::ssr::reads()?;
    let chosen = project.parse().ok().map(domain::id::ProjectId::new);
    let (project, rolls, barcode) = match store.aim(&about, chosen).await.map_err(crate::ssr::app_error)? {
        Aim::Nothing => return Ok(Led::Nothing),
        Aim::Several(projects) => return Ok(Led::Several(projects)),
        Aim::One { project, rolls, barcode } => (project, rolls, barcode),
    };
    let file = store.project_file(project).await.map_err(crate::ssr::app_error)?;
    Ok(file.map_or(Led::Nothing, |file| Led::To(Box::new(Leads::of(&file, &rolls, barcode.as_ref())))))
}

/// Write a complaint down. A person's own words take the place of the cause chosen.
#[server]
pub async fn open_complaint(
    project: u64,
    #[server(default)] rolls: Vec<u64>,
    #[server(default)] barcode: String,
    fault: String,
    #[server(default)] own: String,
    words: String,
    received: String,
    /// What was looked for, to come back to.
    about: String,
    key: String,
) -> Result<Receipt, AppError> {
    use domain::command::{Command, Grievance};
    use domain::film::complaint::Fault;
    use domain::film::document::Barcode;
    use domain::id::{ProjectId, RollId};
    use domain::words::Say;
    let language = crate::ssr::language();
    let typed = [
        ("form", "complaint"),
        ("fault", fault.as_str()),
        ("own", own.as_str()),
        ("words", words.as_str()),
        ("received", received.as_str()),
    ];
    let page =
        format!("/complaints/new?project={project}&about={}", leptos_router::location::Url::escape(&about));
    let back = |error| crate::ssr::send_back(error, &page, &key, &typed);
    let refused = |refusal: domain::refusal::Refusal| {
        back(AppError::Refused { code: refusal.code(), sentence: refusal.say(language) })
    };
    let fault = Fault::parse(if own.trim().is_empty() { &fault } else { &own });
    let fault = fault.ok_or_else(|| refused(domain::refusal::Refusal::ReasonMissing))?;
    let about = Grievance {
        project: ProjectId::new(project),
        rolls: rolls.into_iter().map(RollId::new).collect(),
        barcode: Barcode::parse(barcode.trim()).ok(),
        fault,
        words: words.clone(),
        received: super::lab::day(&received, language).map_err(back)?,
    };
    let receipt = crate::ssr::perform(Command::OpenComplaint { about }, 0, &key).await.map_err(back)?;
    leptos_axum::redirect(&page_of(&receipt));
    Ok(receipt)
}

/// Say what came of a complaint. `result` is `no-fault`, `corrected`, or the id of the rework that answers it.
#[server]
pub async fn settle_complaint(
    complaint: u64,
    #[server(default)] result: String,
    #[server(default)] note: String,
    key: String,
) -> Result<Receipt, AppError> {
    use domain::command::Command;
    use domain::film::complaint::Settlement;
    use domain::id::{ComplaintId, ReworkId};
    let language = crate::ssr::language();
    let id = ComplaintId::new(complaint);
    let typed = [("form", "settle"), ("result", result.as_str()), ("note", note.as_str())];
    let page = format!("/complaints/{}", id.label());
    let back = |error| crate::ssr::send_back(error, &page, &key, &typed);
    let how = match (result.as_str(), result.parse()) {
        ("no-fault", _) => Settlement::NoFault,
        ("corrected", _) => Settlement::Corrected,
        (_, Ok(rework)) => Settlement::Rework { rework: ReworkId::new(rework) },
        _ => {
            let sentence = language.pick("Ein Ergebnis wählen.", "Choose a result.").to_owned();
            return Err(back(AppError::Refused { code: "no_result".to_owned(), sentence }));
        }
    };
    let command = Command::SettleComplaint { complaint: id, how, note: note.clone() };
    let receipt = crate::ssr::perform(command, 0, &key).await.map_err(back)?;
    leptos_axum::redirect(&page_of(&receipt));
    Ok(receipt)
}

/// The complaint's own page, with the entry that was made.
pub fn page_of(receipt: &Receipt) -> String {
    match &receipt.answer {
        domain::command::Answer::Complaint { complaint } => {
            format!("/complaints/{}?done={}", complaint.label(), receipt.entry)
        }
        _ => "/complaints".to_owned(),
    }
}
