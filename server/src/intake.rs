//! Files into commands: lists become registrations, the machine's files become proof. Uploads, the API and the
//! command line all come through here.

use crate::files::{evidence_file, folder, list};
use domain::command::Proof;
use domain::evidence::{EvidenceFile, read};
use domain::film::document::Document;
use domain::film::settings::Settings;
use domain::words::{Language, Say};
use std::path::Path;

/// A file as it arrived.
#[derive(Clone, Debug, Default)]
pub struct Upload {
    pub name: String,
    pub bytes: Vec<u8>,
}

/// The machine's log, and its descriptor where one came along, in any order.
pub fn proof(uploads: &[Upload], language: Language) -> Result<Proof, String> {
    let (mut log, mut descriptor, mut files) = (None, None, Vec::new());
    for upload in uploads.iter().filter(|upload| !upload.bytes.is_empty() || !upload.name.is_empty()) {
        let name = &upload.name;
        let evidence =
            read(Some(name), &upload.bytes).map_err(|error| format!("{name}: {}.", error.say(language)))?;
        match evidence {
            EvidenceFile::Log(found) if log.is_none() => log = Some(found),
            EvidenceFile::Descriptor(found) if descriptor.is_none() => descriptor = Some(Box::new(found)),
            EvidenceFile::Log(_) | EvidenceFile::Descriptor(_) => {
                return Err(language.pick(
                    format!(
                        "{name}: ein Versuch hat ein Protokoll und eine Beschreibung: je eine Datei senden."
                    ),
                    format!("{name}: an attempt has one log and one descriptor: send one file of each."),
                ));
            }
            EvidenceFile::Handoff(_) => {
                return Err(language.pick(
                    format!("{name} ist ein Übergabeprotokoll: nötig ist die .LOG-Datei, die die Maschine schrieb."),
                    format!("{name} is a handoff log: bring the .LOG file the machine wrote."),
                ));
            }
        }
        files.push(evidence_file(name, &upload.bytes));
    }
    let log = log.ok_or_else(|| {
        language
            .pick(
                "Es fehlt das Protokoll: die .LOG-Datei der Maschine wählen.",
                "The log is missing: choose the machine's .LOG file.",
            )
            .to_owned()
    })?;
    Ok(Proof::Machine { log, descriptor, files })
}

/// The documents of a list, with the Bildnummern of a second COM list where one came along.
pub fn documents(
    list: &Upload,
    com_list: Option<&Upload>,
    language: Language,
) -> Result<Vec<Document>, String> {
    let read = list::read(&list.name, &list.bytes).map_err(|error| error.say(language))?;
    let mut documents = read.documents;
    if let Some(com_list) = com_list.filter(|upload| !upload.bytes.is_empty()) {
        let pairs =
            list::read_com_list(&com_list.name, &com_list.bytes).map_err(|error| error.say(language))?;
        list::merge_com_ids(&mut documents, &pairs);
    }
    Ok(documents)
}

/// The documents of a folder of PDFs under a configured root.
pub fn folder_documents(
    root: &Path,
    relative: &str,
    settings: &Settings,
    leave_out_damaged: bool,
    language: Language,
) -> Result<Vec<Document>, String> {
    let opened = folder::open_root(root).map_err(|error| error.say(language))?;
    let found = folder::read(&opened, relative, settings).map_err(|error| error.say(language))?;
    found.register(leave_out_damaged).map_err(|error| error.say(language))
}
