//! Projects, plans and documents: what pages ask.

use crate::error::AppError;
use domain::command::Receipt;
use domain::refusal::Refusal;
use domain::view::lab::Step;
use domain::view::projects::ProjectView;
use domain::view::projects::columns::PlanAsk;
use domain::view::projects::documents::{DocumentPage, DocumentQuery};
use domain::view::projects::list::{ProjectPage, ProjectQuery};
use domain::view::projects::register::{ImportFolders, SaidForm};
use domain::words::{Language, Say};
use leptos::prelude::*;
use leptos::server_fn::codec::Json;

/// A page of the list of projects.
#[server(input = Json)]
pub async fn read_projects(query: ProjectQuery) -> Result<ProjectPage, AppError> {
    let store = crate::ssr::reads()?;
    store.projects_page(&query).await.map_err(crate::ssr::app_error)
}

/// A project with its plan, and what could be planned instead; nothing of that is stored. `project` is what the
/// address says.
#[server(input = Json)]
pub async fn read_project(project: String, ask: PlanAsk) -> Result<ProjectView, AppError> {
    let (store, language) = (crate::ssr::reads()?, crate::ssr::language());
    let file = match project.parse() {
        Ok(id) => store.project_file(id).await.map_err(crate::ssr::app_error)?,
        Err(_) => None,
    };
    let mut file = file.ok_or_else(|| crate::ssr::not_found(no_such_project(&project, language)))?;
    if !file.deliveries.is_empty() {
        file.sent = store.sent_rows(file.project.id).await.map_err(crate::ssr::app_error)?;
    }
    Ok(ProjectView::of(&file, &ask, language))
}

/// A page of the project's documents, on the rolls of the plan that is shown.
#[server(input = Json)]
pub async fn read_documents(
    project: u64,
    ask: PlanAsk,
    query: DocumentQuery,
) -> Result<DocumentPage, AppError> {
    let store = crate::ssr::reads()?;
    let file =
        store.project_file(domain::id::ProjectId::new(project)).await.map_err(crate::ssr::app_error)?;
    let file = file.ok_or_else(|| {
        crate::ssr::not_found(no_such_project(&project.to_string(), crate::ssr::language()))
    })?;
    Ok(DocumentPage::of(&file, &ask, &query))
}

/// What happened to the project and its rolls, oldest first.
#[server(input = Json)]
pub async fn read_project_history(project: u64) -> Result<Vec<Step>, AppError> {
    let about = domain::history::About::Project(domain::id::ProjectId::new(project));
    let store = crate::ssr::reads()?;
    store.history(about, crate::ssr::language()).await.map_err(crate::ssr::app_error)
}

/// Makes the plan the project's own. Empty values are those of the lab's settings.
#[server]
pub async fn accept_plan(
    project: u64,
    capacity16: String,
    capacity35: String,
    smallest: String,
    order: String,
    seen: u64,
    key: String,
) -> Result<Receipt, AppError> {
    use domain::command::Command;

    let page = format!("/projects/{project}");
    // A plan that was tried is still shown by the address it was tried at.
    let tried = crate::ssr::came_from(&[&page]);
    let back = |error| crate::ssr::send_back(error, &tried, &key, &[("form", "accept")]);
    let ask = PlanAsk { capacity16, capacity35, smallest, order, plan: String::new() };
    let choice = ask
        .choice(crate::ssr::language())
        .map_err(|sentence| back(AppError::Refused { code: "bad_value".to_owned(), sentence }))?;
    let command = Command::AcceptPlan { project: domain::id::ProjectId::new(project), choice };
    let receipt = crate::ssr::perform(command, seen, &key).await.map_err(back)?;
    leptos_axum::redirect(&page);
    Ok(receipt)
}

/// Records that the index was handed over. It cannot be undone.
#[server]
pub async fn deliver_index(project: u64, to: String, seen: u64, key: String) -> Result<Receipt, AppError> {
    use domain::command::Command;

    let page = format!("/projects/{project}#deliver");
    let typed = [("form", "deliver"), ("to", to.as_str())];
    let back = |error| crate::ssr::send_back(error, &page, &key, &typed);
    if to.trim().is_empty() {
        return Err(back(nobody(crate::ssr::language())));
    }
    let project = domain::id::ProjectId::new(project);
    let command = Command::DeliverIndex { project, file: String::new(), to: to.clone() };
    let receipt = crate::ssr::perform(command, seen, &key).await.map_err(back)?;
    leptos_axum::redirect(&page);
    Ok(receipt)
}

/// A person who records a delivery says to whom; scripts may leave it to what was said last.
pub fn nobody(language: Language) -> AppError {
    let sentence = language.pick(
        "Es fehlt, an wen der Index geht: Namen oder Adressen eintragen.",
        "It is not said to whom the index goes: write names or addresses.",
    );
    AppError::Refused { code: "recipient_missing".to_owned(), sentence: sentence.to_owned() }
}

/// What an upload was told, for the form it came from.
#[server(input = Json)]
pub async fn read_said(said: String) -> Result<Option<SaidForm>, AppError> {
    use domain::view::projects::register::DifferenceView;

    let Some(flash) = crate::ssr::said(&said)? else { return Ok(None) };
    let (details, mut fields): (Vec<_>, Vec<_>) =
        flash.fields.into_iter().partition(|(name, _)| name == "detail");
    fields.push(("said".to_owned(), said));
    Ok(Some(SaidForm {
        code: flash.code,
        sentence: flash.sentence,
        details: details.into_iter().map(|(_, sentence)| sentence).collect(),
        fields,
        difference: flash
            .registration
            .map(|pending| DifferenceView::of(&pending.key, &pending.documents, &pending.difference)),
    }))
}

/// The sites of the settings.
#[server(input = Json)]
pub async fn read_sites() -> Result<Vec<String>, AppError> {
    let store = crate::ssr::reads()?;
    let settings = store.settings().await.map_err(crate::ssr::app_error)?;
    Ok(settings.into_iter().flat_map(|(_, settings)| settings.sites).map(|site| site.code).collect())
}

/// The folders with PDFs under the import root, two levels deep.
#[server(input = Json)]
pub async fn read_import_folders() -> Result<ImportFolders, AppError> {
    use domain::view::projects::register::{ImportFolder, Suggested};

    crate::ssr::actor()?;
    let Some(root) = crate::ssr::server()?.import_root else { return Ok(ImportFolders::default()) };
    /// Real folders with PDFs below `path`; links are not followed.
    fn below(path: &std::path::Path, prefix: &str, deeper: bool, found: &mut Vec<ImportFolder>) {
        for entry in std::fs::read_dir(path).into_iter().flatten().flatten() {
            let (name, kind) = (entry.file_name(), entry.file_type());
            let (Some(name), true) = (name.to_str(), kind.is_ok_and(|kind| kind.is_dir())) else { continue };
            let path = if prefix.is_empty() { name.to_owned() } else { format!("{prefix}/{name}") };
            let files = std::fs::read_dir(entry.path()).into_iter().flatten().flatten();
            let is_pdf = |file: &std::fs::DirEntry| {
                file.path().extension().is_some_and(|ending| ending.eq_ignore_ascii_case("pdf"))
            };
            let pdfs = files.filter(is_pdf).count() as u32;
            if pdfs > 0 {
                found.push(ImportFolder { suggestion: Suggested::read(&path), path: path.clone(), pdfs });
            }
            if deeper {
                below(&entry.path(), &path, false, found);
            }
        }
    }
    let read = tokio::task::spawn_blocking(move || {
        let mut folders = Vec::new();
        below(&root, "", true, &mut folders);
        folders.sort_by(|a, b| domain::film::natural::compare(&a.path, &b.path));
        folders
    });
    Ok(ImportFolders { configured: true, folders: read.await.unwrap_or_default() })
}

/// The address names no project.
pub fn no_such_project(project: &str, language: Language) -> String {
    Refusal::NoSuchProject { project: project.chars().take(40).collect() }.say(language)
}
