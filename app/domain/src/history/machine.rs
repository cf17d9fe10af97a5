//! Files of the machine and findings in sentences, in the life of a number, a roll and the lab.

use super::tales::with_note;
use super::{About, Mark, Names, Told, counted, words};
use crate::event::Event;
use crate::machine::{MatterKind, NewFinding, NewMachineFile, Resolution, SettledFinding};
use crate::number::FilmNumber;
use crate::words::{Language, Say};

/// The step, where it belongs to this life.
pub(super) fn told(event: &Event, about: About, names: &dyn Names, language: Language) -> Option<Told> {
    match (event, about) {
        (Event::MachineFilesRecorded { source, files }, About::Lab) => {
            let title = files_said(files.len(), language);
            let title = language.pick(format!("{title} übernommen."), format!("{title} taken over."));
            Some(Told::new(Mark::Changed, title, format!("{}.", words(source))))
        }
        (Event::MachineFilesRecorded { files, .. }, About::Roll(roll)) => {
            let attempt_of = |file: &&NewMachineFile| {
                file.attempt
                    .and_then(|attempt| names.attempt(attempt))
                    .is_some_and(|named| named.roll == roll)
            };
            let received: Vec<&str> =
                files.iter().filter(attempt_of).map(|file| file.file.name.as_str()).collect();
            let title = language.pick("Datei der Maschine empfangen.", "A file of the machine was received.");
            (!received.is_empty())
                .then(|| Told::new(Mark::Changed, title.to_owned(), format!("{}.", received.join(", "))))
        }
        (Event::FindingsRaised { findings }, About::Number(number)) => raised(findings, number, language),
        (Event::FindingsSettled { findings, resolution, note }, About::Number(number)) => {
            settled(findings, *resolution, note, number, language)
        }
        _ => None,
    }
}

/// The line of an entry, after the person's name.
pub(super) fn line(event: &Event, language: Language) -> Option<String> {
    Some(match event {
        Event::MachineFilesRecorded { source, files } => {
            let (files, source) = (files_said(files.len(), language), words(source));
            language
                .pick(format!("übernahm {files} aus {source}"), format!("took over {files} from {source}"))
        }
        Event::FindingsRaised { findings } => {
            let findings = findings_said(findings.len(), language);
            language.pick(format!("fand {findings}"), format!("raised {findings}"))
        }
        Event::FindingsSettled { findings, resolution, note } => {
            let said = with_note(&resolution.say(language), note);
            let which = match findings.as_slice() {
                [one] => {
                    let word = one.kind.word(language);
                    format!("{} {} ({word})", one.id.label(), one.number)
                }
                several => findings_said(several.len(), language),
            };
            language.pick(format!("erledigte {which}: {said}"), format!("settled {which}: {said}"))
        }
        _ => return None,
    })
}

fn raised(findings: &[NewFinding], number: FilmNumber, language: Language) -> Option<Told> {
    let number = number.to_string();
    let of: Vec<&NewFinding> = findings.iter().filter(|finding| finding.number == number).collect();
    let kinds: Vec<&str> = of.iter().map(|finding| finding.matter.kind().word(language)).collect();
    let said: Vec<String> = of.iter().map(|finding| finding.matter.say(language)).collect();
    let title = language
        .pick(format!("Zu klären: {}.", kinds.join(", ")), format!("To settle: {}.", kinds.join(", ")));
    (!of.is_empty()).then(|| Told::new(Mark::Failed, title, said.join(" ")))
}

fn settled(
    findings: &[SettledFinding],
    resolution: Resolution,
    note: &str,
    number: FilmNumber,
    language: Language,
) -> Option<Told> {
    let number = number.to_string();
    let kinds: Vec<MatterKind> =
        findings.iter().filter(|finding| finding.number == number).map(|finding| finding.kind).collect();
    let words: Vec<&str> = kinds.iter().map(|kind| kind.word(language)).collect();
    let said = with_note(&resolution.say(language), note);
    let title =
        language.pick(format!("Geklärt: {}.", words.join(", ")), format!("Settled: {}.", words.join(", ")));
    (!kinds.is_empty()).then(|| Told::new(Mark::Changed, title, format!("{said}.")))
}

fn files_said(count: usize, language: Language) -> String {
    counted(
        language,
        count as u64,
        language.pick("Datei der Maschine", "file of the machine"),
        language.pick("Dateien der Maschine", "files of the machine"),
    )
}

fn findings_said(count: usize, language: Language) -> String {
    counted(language, count as u64, language.pick("Befund", "finding"), language.pick("Befunde", "findings"))
}
