//! Complaints in sentences, as a step in the life of a project, a film and its number, and as a line of the ledger.

use super::{About, Mark, Names, Told, words};
use crate::event::Event;
use crate::film::complaint::{Fault, Settlement};
use crate::id::{ComplaintId, ProjectId, RollId};
use crate::words::{Language, Say};

/// The step, where it belongs to this life. Who asks about a number or a roll is told by the ledger's subjects: the
/// entry is read for it only where the complaint names its film.
pub(super) fn told_of(event: &Event, about: About, names: &dyn Names, language: Language) -> Option<Told> {
    match event {
        Event::ComplaintOpened { complaint, project, rolls, fault, words: said, barcode, .. } => {
            concerns(*project, rolls, about, names).then(|| {
                let mut title = language.pick(
                    format!("Reklamiert: {}.", fault.say(language)),
                    format!("Complained about: {}.", fault.say(language)),
                );
                if let Some(barcode) = barcode {
                    title += &language.pick(format!(" Dokument {barcode}."), format!(" Document {barcode}."));
                }
                let said = words(said);
                let sentence = language.pick(
                    format!("{}: „{said}“.", complaint.label()),
                    format!("{}: “{said}”.", complaint.label()),
                );
                Told::new(Mark::Failed, title, sentence)
            })
        }
        Event::ComplaintSettled { complaint, how, note } => match about {
            About::Project(_) | About::Roll(_) | About::Number(_) => {
                Some(settled(*complaint, *how, note, language))
            }
            About::Reel(_) | About::TempRoll(_) | About::Lab => None,
        },
        _ => None,
    }
}

fn concerns(project: ProjectId, rolls: &[RollId], about: About, names: &dyn Names) -> bool {
    match about {
        About::Project(about) => about == project,
        About::Roll(about) => rolls.contains(&about),
        About::Number(about) => names.roll_with(about).is_some_and(|roll| rolls.contains(&roll)),
        About::Reel(_) | About::TempRoll(_) | About::Lab => false,
    }
}

fn settled(complaint: ComplaintId, how: Settlement, note: &str, language: Language) -> Told {
    let (label, how) = (complaint.label(), how.say(language));
    let title = language.pick(
        format!("Reklamation {label} ist erledigt: {how}."),
        format!("Complaint {label} is settled: {how}."),
    );
    let note = words(note);
    Told::new(Mark::Changed, title, if note.is_empty() { String::new() } else { format!("{note}.") })
}

/// The ledger's line after the person's name.
pub(super) fn line(event: &Event, names: &dyn Names, language: Language) -> Option<String> {
    let opened = |complaint: &ComplaintId, project: &ProjectId, fault: &Fault| {
        let (label, name, fault) = (complaint.label(), names.project_name(*project), fault.say(language));
        language.pick(
            format!("nahm Reklamation {label} zu {name} auf: {fault}"),
            format!("took complaint {label} about {name}: {fault}"),
        )
    };
    match event {
        Event::ComplaintOpened { complaint, project, fault, .. } => Some(opened(complaint, project, fault)),
        Event::ComplaintSettled { complaint, how, .. } => {
            let (label, how) = (complaint.label(), how.say(language));
            Some(language.pick(
                format!("erledigte Reklamation {label}: {how}"),
                format!("settled complaint {label}: {how}"),
            ))
        }
        _ => None,
    }
}
