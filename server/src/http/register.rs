//! Lists of documents that are handed in, and folders of PDFs that are chosen: projects are registered with them.

use crate::files::folder::{self, Damage};
use crate::files::folder_refusal::FolderRefusal;
use crate::files::list::{self, Note};
use crate::files::refusal::ListRefusal;
use crate::http::uploads::{SignedInForm, Uploaded, flash_back, registered};
use crate::state::AppState;
use app::ssr::{Flash, PendingRegistration};
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::post;
use domain::command::{Answer, Command};
use domain::film::document::Document;
use domain::film::project::{ArchiveId, ProjectKey};
use domain::refusal::Refusal;
use domain::view::projects::register::Suggested;
use domain::words::{Language, Say};
use store::StoreError;

/// Value of the site field where the site is written beside it.
const OTHER_SITE: &str = "other";

pub fn routes() -> Router<AppState> {
    Router::new().route("/upload/register", post(register))
}

/// What was read, with what a person should know of it.
struct Handed {
    documents: Vec<Document>,
    notes: Vec<String>,
}

/// Why nothing was read: a code for the form, a sentence, and one more for each line or file.
struct Unread {
    code: &'static str,
    sentence: String,
    details: Vec<String>,
}

impl Unread {
    fn one(code: &'static str, sentence: String) -> Self {
        Self { code, sentence, details: Vec::new() }
    }
}

async fn register(State(state): State<AppState>, form: SignedInForm) -> Response {
    if !form.value("pending").is_empty() {
        return accept(&state, &form).await;
    }
    let language = form.caller.language;
    let key = match key(&form) {
        Ok(key) => key,
        Err(unread) => return back(&state, &form, unread),
    };
    let handed = match form.value("folder") {
        "" => lists(&form, language),
        path => folder(&state, &form, path, language).await,
    };
    match handed {
        Ok(handed) => send(&state, &form, key, handed, None).await,
        Err(unread) => back(&state, &form, unread),
    }
}

/// The list that waits is taken with the number of differences the person saw; no second upload is needed.
async fn accept(state: &AppState, form: &SignedInForm) -> Response {
    let language = form.caller.language;
    let (reader, now) = (&form.caller.actor.name, (state.server.clock)());
    let flash = state.server.flashes.find(form.value("pending"), reader, now);
    let Some(pending) = flash.and_then(|flash| flash.registration) else {
        let sentence = language.pick(
            "Die Liste liegt nicht mehr bereit: Datei noch einmal wählen, der Unterschied wird neu gezeigt.",
            "The list is no longer at hand: choose the file again, and the difference is shown anew.",
        );
        return form.back(state, "list_gone", sentence.to_owned());
    };
    let accept = form.value("accept").parse().ok();
    let handed = Handed { documents: pending.documents.clone(), notes: Vec::new() };
    send(state, form, pending.key.clone(), handed, accept).await
}

async fn send(
    state: &AppState,
    form: &SignedInForm,
    key: ProjectKey,
    handed: Handed,
    accept: Option<u32>,
) -> Response {
    let Handed { documents, notes } = handed;
    let test = match form.value("test") {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    };
    let command = Command::RegisterProject { key: key.clone(), documents: documents.clone(), accept, test };
    let receipt = match form.perform(state, command).await {
        Ok(receipt) => receipt,
        Err(StoreError::Refused(Refusal::ListChanged { difference })) => {
            let sentence = Refusal::ListChanged { difference: difference.clone() }.say(form.caller.language);
            return form.ask_about(state, sentence, PendingRegistration { key, documents, difference });
        }
        Err(error) => return form.back_with(state, error),
    };
    let Some((project, changed)) = registered(&receipt) else {
        return flash_back(state, "/projects", form.flash("registered", String::new()));
    };
    let sentence = success(&receipt.answer, changed, form.caller.language);
    let flash = Flash { fields: details(notes), ..form.flash("registered", sentence) };
    flash_back(state, &format!("/projects/{project}"), flash)
}

/// *1,762 documents with 3,552 pages are registered.*
fn success(answer: &Answer, changed: bool, language: Language) -> String {
    let Answer::Registered { documents, pages, .. } = answer else { return String::new() };
    let (documents, pages) = (language.count((*documents).into()), language.count(*pages));
    match (changed, language) {
        (true, Language::German) => format!("Registriert: {documents} Dokumente mit {pages} Seiten."),
        (true, Language::English) => format!("Registered: {documents} documents with {pages} pages."),
        (false, Language::German) => {
            format!(
                "Dieselbe Liste war schon registriert: {documents} Dokumente mit {pages} Seiten, nichts ist anders."
            )
        }
        (false, Language::English) => {
            format!(
                "The same list was registered before: {documents} documents with {pages} pages, nothing changed."
            )
        }
    }
}

/// Which project it is. What the form leaves empty may stand in the name of the list.
fn key(form: &SignedInForm) -> Result<ProjectKey, Unread> {
    let language = form.caller.language;
    let named = form.files_of("file").next().and_then(|file| Suggested::read(&file.name)).unwrap_or_default();
    let or_named = |typed: &str, named: String| if typed.is_empty() { named } else { typed.to_owned() };
    let site = match form.value("site") {
        OTHER_SITE => form.value("site_other").to_owned(),
        "" => or_named(form.value("site_other"), named.site),
        site => site.to_owned(),
    };
    let archive_id = or_named(form.value("archive_id"), named.archive_id);
    if archive_id.is_empty() {
        let sentence = language.pick(
            "Es fehlt die Auftragsnummer: eintragen, etwa RRD123-2025, oder die Liste nach dem Projekt benennen.",
            "The archive id is missing: write it, such as RRD123-2025, or name the list after the project.",
        );
        return Err(Unread::one("archive_id", sentence.to_owned()));
    }
    let archive_id = ArchiveId::parse(&archive_id).map_err(|error| {
        let found = error.0;
        let sentence = language.pick(
            format!("„{found}“ ist keine Auftragsnummer: nötig ist RRDnnn-JJJJ, etwa RRD123-2025, bei Teillieferungen mit -03 dahinter."),
            format!("`{found}` is no archive id: RRDnnn-YYYY is needed, such as RRD123-2025; a sub-delivery adds -03."),
        );
        Unread::one("archive_id", sentence)
    })?;
    Ok(ProjectKey {
        archive_id,
        site,
        doc_type: or_named(form.value("doc_type"), named.doc_type),
        delivery: form.value("delivery").to_owned(),
    })
}

/// The uploaded list, with the Bildnummern of a second one where it came along.
fn lists(form: &SignedInForm, language: Language) -> Result<Handed, Unread> {
    let missing = || {
        let sentence =
            language.pick("Es fehlt die Liste: eine Datei wählen.", "The list is missing: choose a file.");
        Unread::one("list", sentence.to_owned())
    };
    let file = form.files_of("file").next().ok_or_else(missing)?;
    let unread = |file: &Uploaded, refusal: &ListRefusal| unread_list(&file.name, refusal, language);
    let read = list::read(&file.name, &file.bytes).map_err(|refusal| unread(file, &refusal))?;
    let (mut documents, mut notes) = (read.documents, read.notes);
    if let Some(com) = form.files_of("com_file").next() {
        let pairs = list::read_com_list(&com.name, &com.bytes).map_err(|refusal| unread(com, &refusal))?;
        notes.retain(|note| !matches!(note, Note::WithoutComId { .. }));
        notes.extend(list::merge_com_ids(&mut documents, &pairs));
    }
    Ok(Handed { documents, notes: said(&notes, language) })
}

fn unread_list(name: &str, refusal: &ListRefusal, language: Language) -> Unread {
    let sentences = refusal.sentences(language);
    match sentences.as_slice() {
        [only] => Unread::one("list", sentence(only)),
        several => {
            let head = language.pick(
                format!("{name} wurde nicht übernommen, nichts davon ist gespeichert:"),
                format!("{name} was not taken, nothing of it is kept:"),
            );
            Unread {
                code: "list",
                sentence: head,
                details: several.iter().map(|text| sentence(text)).collect(),
            }
        }
    }
}

/// The PDFs of a folder under the import root. Damaged ones are listed; they are left out only on purpose.
async fn folder(
    state: &AppState,
    form: &SignedInForm,
    path: &str,
    language: Language,
) -> Result<Handed, Unread> {
    let refused = |refusal: FolderRefusal| Unread::one("folder", sentence(&refusal.say(language)));
    let root = state.server.import_root.clone().ok_or_else(|| refused(FolderRefusal::NoRoot))?;
    let settings = match state.store().settings().await {
        Ok(Some((_, settings))) => settings.film,
        _ => return Err(Unread::one("folder", sentence(&Refusal::NotFounded.say(language)))),
    };
    let relative = path.to_owned();
    let read = move || folder::read(&folder::open_root(&root)?, &relative, &settings);
    let found =
        tokio::task::spawn_blocking(read).await.unwrap_or(Err(FolderRefusal::NoRoot)).map_err(refused)?;
    let notes = said(&found.notes, language);
    let damaged: Vec<String> =
        found.damaged.iter().map(|(name, damage)| said_of(name, damage, language)).collect();
    let leave_out = form.value("leave_out_damaged") == "true";
    let documents = found.register(leave_out).map_err(|refusal| Unread {
        code: "damaged",
        sentence: sentence(&refusal.say(language)),
        details: damaged,
    })?;
    Ok(Handed { documents, notes })
}

/// *1427.pdf: the PDF is encrypted.*
fn said_of(name: &str, damage: &Damage, language: Language) -> String {
    format!("{name}: {}.", damage.say(language))
}

fn back(state: &AppState, form: &SignedInForm, unread: Unread) -> Response {
    let mut flash = form.flash(unread.code, unread.sentence);
    flash.fields.extend(details(unread.details));
    flash_back(state, &form.from, flash)
}

fn details(sentences: Vec<String>) -> Vec<(String, String)> {
    sentences.into_iter().map(|sentence| ("detail".to_owned(), sentence)).collect()
}

fn said(notes: &[Note], language: Language) -> Vec<String> {
    notes.iter().map(|note| sentence(&note.say(language))).collect()
}

/// A part of a sentence as a whole one: with a capital letter and a full stop.
fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    let mut whole: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
    if !whole.ends_with(['.', ':', '!', '?']) {
        whole.push('.');
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_is_a_whole_sentence() {
        assert_eq!(sentence("the list is empty"), "The list is empty.");
        assert_eq!(sentence("Übergroß."), "Übergroß.");
    }

    #[test]
    fn every_wrong_line_of_a_list_is_told() {
        let refusal = list::read("documents.csv", b"barcode,pages\n1427,0\n1428,x\n").unwrap_err();
        let unread = unread_list("documents.csv", &refusal, Language::English);
        assert_eq!(unread.details.len(), 2, "{:?}", unread.details);
        assert!(unread.sentence.starts_with("documents.csv was not taken"));
    }
}
