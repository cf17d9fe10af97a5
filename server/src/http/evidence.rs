//! The machine's files: handed in for a roll, compared with its plan, kept as they were and given out again.

use crate::files::unpack;
use crate::http::uploads::{Caller, SignedInForm, flash_back, said};
use crate::intake::{Upload, proof};
use crate::state::AppState;
use axum::Router;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use domain::command::{Answer, Command, Outcome, Proof};
use domain::id::{AttemptId, RollId};
use domain::refusal::Refusal;
use domain::words::Language;
use store::StoreError;

pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/upload/evidence", post(hand_in))
        .route("/download/evidence/{attempt}/{position}", get(hand_out))
}

/// Finishes a roll's running attempt with its log, and its descriptor where one came along.
async fn hand_in(State(state): State<AppState>, form: SignedInForm) -> Response {
    let language = form.caller.language;
    let Ok(roll) = form.value("roll").parse::<RollId>() else {
        let refusal = Refusal::NoSuchRoll { roll: form.value("roll").chars().take(40).collect() };
        return form.back_with(&state, StoreError::Refused(refusal));
    };
    let page = page_of(roll, &form.from);
    // What the address asked for comes back with a refusal, and is over once it is done.
    let asked = if form.from.starts_with(&page) { form.from.clone() } else { page.clone() };
    let back = |code: &str, sentence| flash_back(&state, &asked, form.flash(code, sentence));
    let proof = match read(&form, language).await {
        Ok(proof) => proof,
        Err(sentence) => return back("evidence_unreadable", sentence),
    };
    match form.perform(&state, Command::FinishFilming { roll, proof }).await {
        Ok(receipt) if is_contradicted(&receipt.answer) => {
            Redirect::to(&format!("{page}#finish")).into_response()
        }
        Ok(_) => Redirect::to(&page).into_response(),
        Err(error) => {
            let (code, sentence) = said(error, &form.caller);
            back(&code, sentence)
        }
    }
}

/// The page the evidence was handed in on: the roll's own, or the one at the camera.
pub(super) fn page_of(roll: RollId, from: &str) -> String {
    let (own, camera) = (format!("/rolls/{roll}"), format!("/rolls/{roll}/film"));
    if from.split('?').next() == Some(camera.as_str()) { camera } else { own }
}

fn is_contradicted(answer: &Answer) -> bool {
    matches!(answer, Answer::Finished { outcome: Outcome::Contradicted, .. })
}

/// Reads and packs the files on a thread of their own: a large one takes its time.
async fn read(form: &SignedInForm, language: Language) -> Result<Proof, String> {
    let files = form.files_of("log").chain(form.files_of("descriptor"));
    let uploads: Vec<Upload> =
        files.map(|file| Upload { name: file.name.clone(), bytes: file.bytes.to_vec() }).collect();
    tokio::task::spawn_blocking(move || proof(&uploads, language)).await.unwrap_or_else(|error| {
        tracing::error!(%error, "evidence could not be read");
        let sentence = language.pick(
            "Diese Dateien ließen sich nicht lesen; nichts wurde gespeichert. Noch einmal senden.",
            "These files could not be read; nothing was kept. Send them again.",
        );
        Err(sentence.to_owned())
    })
}

/// A file as the machine wrote it, byte for byte.
async fn hand_out(
    State(state): State<AppState>,
    caller: Caller,
    Path((attempt, position)): Path<(u64, u32)>,
) -> Response {
    let found = match state.store().evidence_file(AttemptId::new(attempt), position).await {
        Ok(Some(found)) => found.file,
        Ok(None) => return (StatusCode::NOT_FOUND, nowhere(caller.language)).into_response(),
        Err(error) => return (StatusCode::INTERNAL_SERVER_ERROR, said(error, &caller).1).into_response(),
    };
    match unpack(&found.packed) {
        Ok(bytes) => file(&found.name, bytes),
        Err(error) => {
            tracing::error!(%error, attempt, position, request = caller.request, "evidence does not unpack");
            (StatusCode::INTERNAL_SERVER_ERROR, damaged(caller.language)).into_response()
        }
    }
}

fn file(name: &str, bytes: Vec<u8>) -> Response {
    let mut response = ([(header::CONTENT_TYPE, "application/octet-stream")], bytes).into_response();
    if let Ok(value) = HeaderValue::from_str(&format!("attachment; filename=\"{}\"", plain(name))) {
        response.headers_mut().insert(header::CONTENT_DISPOSITION, value);
    }
    response
}

/// A name any system and any header takes.
fn plain(name: &str) -> String {
    let plain = |character: char| character.is_ascii_alphanumeric() || matches!(character, '.' | '-' | '_');
    name.chars().map(|character| if plain(character) { character } else { '_' }).collect()
}

fn nowhere(language: Language) -> &'static str {
    language.pick(
        "Diese Datei gibt es nicht: eine aus den Nachweisen einer Rolle wählen.",
        "There is no such file: choose one from the evidence of a roll.",
    )
}

fn damaged(language: Language) -> &'static str {
    language.pick(
        "Die aufbewahrte Datei lässt sich nicht auspacken: die Prüfung des Labors zeigt, seit wann.",
        "The file that was kept does not unpack: the check of the lab shows since when.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_is_at_the_camera_stays_there() {
        let roll = RollId::new(12);
        assert_eq!(page_of(roll, "/rolls/12/film?counted=3-20-31"), "/rolls/12/film");
        assert_eq!(page_of(roll, "/rolls/12?after=50"), "/rolls/12");
        assert_eq!(page_of(roll, "/rolls/13/film"), "/rolls/12");
    }

    #[test]
    fn a_file_is_given_out_under_a_name_every_system_takes() {
        assert_eq!(plain("10000008.LOG"), "10000008.LOG");
        assert_eq!(plain("Rolle \"5\"\r\nX: ü.desc"), "Rolle__5___X___.desc");
    }
}
