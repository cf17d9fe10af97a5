//! Files of the machine that are brought without a roll: taken over, or only looked at.

use crate::files::folder_refusal::FolderRefusal;
use crate::files::{folder, machine, unpack};
use crate::http::evidence::page_of;
use crate::http::uploads::{SignedInForm, flash_back, said};
use crate::state::AppState;
use app::pages::findings::IMPORTED;
use app::pages::findings::import::CONSIDERED;
use app::ssr::Flash;
use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::post;
use domain::command::{Answer, Command};
use domain::id::{AttemptId, RollId};
use domain::machine::ReadFile;
use domain::refusal::Refusal;
use domain::words::{Language, Say};
use store::StoreError;

pub fn routes() -> Router<AppState> {
    Router::new().route("/upload/machine-files", post(import)).route("/upload/received", post(use_received))
}

async fn import(State(state): State<AppState>, form: SignedInForm) -> Response {
    let language = form.caller.language;
    let files = match files_of(&state, &form).await {
        Ok(files) => files,
        Err(sentence) => return form.back(&state, "files_unreadable", sentence),
    };
    let (source, seed) = (form.value("source").to_owned(), form.value("seed") == "true");
    let command = Command::ImportMachineFiles { source, seed, files };
    if form.value("look") == "true" {
        let request = domain::command::Request {
            actor: form.caller.actor.clone(),
            at: (state.server.clock)(),
            key: None,
            seen: None,
            command,
        };
        return match state.store().consider(&request).await {
            Ok(answer) => form.back(&state, CONSIDERED, told(&answer, true, language)),
            Err(error) => form.back_with(&state, error),
        };
    }
    match form.perform(&state, command).await {
        Ok(receipt) => {
            let sentence = told(&receipt.answer, false, language);
            flash_back(&state, "/findings", Flash { fields: vec![], ..form.flash(IMPORTED, sentence) })
        }
        Err(error) => form.back_with(&state, error),
    }
}

/// Reads the files on a thread of their own: a machine's whole folder takes its time.
async fn files_of(state: &AppState, form: &SignedInForm) -> Result<Vec<ReadFile>, String> {
    let language = form.caller.language;
    let root = state.server.import_root.clone();
    let relative = form.value("folder").to_owned();
    let uploads: Vec<_> = form.files_of("files").cloned().collect();
    let by_folder = form.value("form") == "folder";
    let reading = tokio::task::spawn_blocking(move || -> Result<Vec<ReadFile>, FolderRefusal> {
        if !by_folder {
            return Ok(uploads.iter().map(|file| machine::surveyed(&file.name, &file.bytes)).collect());
        }
        let root = folder::open_root(root.as_deref().ok_or(FolderRefusal::NoRoot)?)?;
        machine::below(&folder::open(&root, &relative)?)
    });
    match reading.await {
        Ok(read) => read.map_err(|error| format!("{}.", error.say(language))),
        Err(error) => {
            tracing::error!(%error, "files of the machine could not be read");
            let sentence = language.pick(
                "Diese Dateien ließen sich nicht lesen; nichts wurde gespeichert. Noch einmal senden.",
                "These files could not be read; nothing was kept. Send them again.",
            );
            Err(sentence.to_owned())
        }
    }
}

/// What an import came to, or would come to.
fn told(answer: &Answer, only_looked: bool, language: Language) -> String {
    let Answer::Imported { new, known, numbers, skipped, findings, .. } = answer else {
        return String::new();
    };
    let count = |quantity: &u32| language.count((*quantity).into());
    let (new, known, numbers) = (count(new), count(known), count(numbers));
    let (skipped, findings) = (count(skipped), count(findings));
    match (language, only_looked) {
        (Language::German, true) => format!(
            "Noch ist nichts geschehen. Es wären {new} neue Dateien und {known} bekannte; {numbers} Filmnummern kämen dazu, {skipped} darunter blieben aus; {findings} Befunde."
        ),
        (Language::German, false) => format!(
            "{new} neue Dateien, {known} bekannt; {numbers} Filmnummern übernommen, {skipped} darunter ausgelassen; {findings} neue Befunde."
        ),
        (Language::English, true) => format!(
            "Nothing has happened yet. It would be {new} new files and {known} known; {numbers} film numbers would come in, {skipped} below them be left out; {findings} findings."
        ),
        (Language::English, false) => format!(
            "{new} new files, {known} known; {numbers} film numbers taken over, {skipped} below them left out; {findings} new findings."
        ),
    }
}

/// Finishes a roll's running attempt with the files that came for it by themselves.
async fn use_received(State(state): State<AppState>, form: SignedInForm) -> Response {
    let Ok(roll) = form.value("roll").parse::<RollId>() else {
        let refusal = Refusal::NoSuchRoll { roll: form.value("roll").chars().take(40).collect() };
        return form.back_with(&state, StoreError::Refused(refusal));
    };
    let page = page_of(roll, &form.from);
    let back = |code: &str, sentence| flash_back(&state, &page, form.flash(code, sentence));
    let attempt = match state.store().roll(roll).await {
        Ok(found) => found.and_then(|roll| roll.attempt()),
        Err(error) => return form.back_with(&state, error),
    };
    let proof = match attempt {
        Some(attempt) => received(&state, attempt, form.caller.language).await,
        None => Ok(None),
    };
    let proof = match proof {
        Ok(Some(proof)) => proof,
        Ok(None) => {
            let sentence = form.caller.language.pick(
                "Für diese Rolle ist kein Protokoll empfangen: die Datei der Maschine wählen.",
                "No log was received for this roll: choose the machine's file.",
            );
            return back("nothing_received", sentence.to_owned());
        }
        Err(sentence) => return back("evidence_unreadable", sentence),
    };
    match form.perform(&state, Command::FinishFilming { roll, proof }).await {
        Ok(_) => Redirect::to(&format!("{page}#finish")).into_response(),
        Err(error) => {
            let (code, sentence) = said(error, &form.caller);
            back(&code, sentence)
        }
    }
}

/// The newest log received for an attempt, with the newest descriptor.
async fn received(
    state: &AppState,
    attempt: AttemptId,
    language: Language,
) -> Result<Option<domain::command::Proof>, String> {
    let failed = |error: &dyn std::fmt::Display| {
        tracing::error!(%error, %attempt, "received files could not be read");
        language
            .pick(
                "Die empfangene Datei lässt sich nicht lesen: die Datei der Maschine wählen.",
                "The received file cannot be read: choose the machine's file.",
            )
            .to_owned()
    };
    let views = state.store().received_files(attempt).await.map_err(|error| failed(&error))?;
    let newest = |kind: &str| views.iter().find(|view| view.told.code() == kind).map(|view| view.id);
    let Some(log) = newest("log") else { return Ok(None) };
    let mut uploads = Vec::new();
    for id in std::iter::once(log).chain(newest("descriptor")) {
        let file = state.store().machine_file(id).await.map_err(|error| failed(&error))?;
        if let Some(file) = file {
            let bytes = unpack(&file.file.packed).map_err(|error| failed(&error))?;
            uploads.push(crate::intake::Upload { name: file.file.name, bytes });
        }
    }
    let proof = tokio::task::spawn_blocking(move || crate::intake::proof(&uploads, language)).await;
    proof.map_err(|error| failed(&error))?.map(Some)
}
