//! What happens beside filming, told once for both: the step in a life, and the line of the ledger. Rework,
//! development, acceptance, the standing of a project, and the shelf.

mod shelf;

use super::pieces::told_of_piece;
use super::{About, Mark, Names, Told, counted, words};
use crate::event::Event;
use crate::film::development::{Density, Quarantine};
use crate::film::project::Standing;
use crate::film::rework::{Cause, NumberChoice};
use crate::id::{ProjectId, RollId, TempRollId};
use crate::number::FilmNumber;
use crate::words::{Language, Say};

/// One event in words: as a step of a life, and as an entry's line after the person's name.
pub(super) struct Tale {
    pub(super) told: Told,
    pub(super) line: String,
}

/// What the event concerns, to know in whose history it is told.
enum Of<'a> {
    Rework(RollId, FilmNumber, NumberChoice),
    Rolls(Vec<RollId>),
    Project(ProjectId, &'a [RollId]),
    TempRolls(Vec<TempRollId>),
}

/// The tale of an event, whoever asks; `None` where another module tells it.
pub(super) fn tale(event: &Event, names: &dyn Names, language: Language) -> Option<Tale> {
    let teller = Tales { names, language };
    Some(match event {
        Event::ReworkOrdered { roll, number, choice, cause, note, .. } => {
            teller.rework(*roll, *number, *choice, cause, note)
        }
        Event::KeptNumberVoided { roll, number, reason, .. } => teller.voided(*roll, *number, reason),
        Event::RollsDeveloped { run, rolls, bath, readings, length_mm, quarantine } => {
            teller.developed(&run.label(), rolls, bath, readings, *length_mm, quarantine)
        }
        Event::RunQuarantined { run, reason } => teller.quarantined(&run.label(), reason),
        Event::RunReleased { run, reason } => teller.released(&run.label(), reason),
        Event::RollsAccepted { rolls, note } => teller.accepted(rolls, note),
        Event::ProjectReopened { project, reason, cancelled } => {
            teller.reopened(*project, reason, cancelled.len())
        }
        Event::StandingChanged { project, standing, cancelled } => {
            teller.standing(*project, standing, cancelled.len())
        }
        Event::TempRollPlaced { .. }
        | Event::TempRollMeasured { .. }
        | Event::TempRollDiscarded { .. }
        | Event::TempRollLost { .. }
        | Event::TempRollFound { .. }
        | Event::StockTaken { .. } => teller.shelf(event)?,
        _ => return None,
    })
}

/// The tale, where it belongs to this life.
pub(super) fn told_of(event: &Event, about: About, names: &dyn Names, language: Language) -> Option<Told> {
    let of = match event {
        Event::ReworkOrdered { roll, number, choice, .. } => Of::Rework(*roll, *number, *choice),
        Event::KeptNumberVoided { roll, number, .. } => Of::Rework(*roll, *number, NumberChoice::Void),
        Event::RollsDeveloped { rolls, .. } | Event::RollsAccepted { rolls, .. } => Of::Rolls(rolls.clone()),
        // What holds a run back holds every film of it.
        Event::RunQuarantined { run, .. } | Event::RunReleased { run, .. } => Of::Rolls(names.rolls_of(*run)),
        Event::ProjectReopened { project, cancelled, .. }
        | Event::StandingChanged { project, cancelled, .. } => Of::Project(*project, cancelled),
        Event::TempRollPlaced { temp_roll, .. }
        | Event::TempRollMeasured { temp_roll, .. }
        | Event::TempRollDiscarded { temp_roll, .. }
        | Event::TempRollLost { temp_roll, .. }
        | Event::TempRollFound { temp_roll, .. } => Of::TempRolls(vec![*temp_roll]),
        Event::StockTaken { found, missing, .. } => {
            Of::TempRolls(found.iter().chain(missing).copied().collect())
        }
        _ => return None,
    };
    let concerned = match (&of, about) {
        (Of::Rework(roll, ..), About::Roll(about)) => *roll == about,
        (Of::Rework(roll, ..), About::Project(about)) => names.project_of(*roll) == Some(about),
        // A voided number tells of its end by itself.
        (Of::Rework(_, number, choice), About::Number(about)) => {
            *number == about && *choice == NumberChoice::Keep
        }
        (Of::Rolls(rolls), About::Roll(about)) => rolls.contains(&about),
        (Of::Rolls(rolls), About::Project(about)) => {
            rolls.iter().any(|roll| names.project_of(*roll) == Some(about))
        }
        (Of::Rolls(rolls), About::Number(about)) => {
            names.roll_with(about).is_some_and(|roll| rolls.contains(&roll))
        }
        (Of::Project(project, _), About::Project(about)) => *project == about,
        (Of::Project(_, cancelled), About::Roll(about)) => cancelled.contains(&about),
        (Of::TempRolls(pieces), About::TempRoll(about)) => pieces.contains(&about),
        (Of::TempRolls(pieces), About::Reel(about)) => {
            return told_of_piece(event, pieces, about, names, language);
        }
        _ => false,
    };
    if concerned { tale(event, names, language).map(|tale| tale.told) } else { None }
}

struct Tales<'a> {
    names: &'a dyn Names,
    language: Language,
}

impl Tales<'_> {
    fn tale(&self, mark: Mark, title: String, sentence: String, line: String) -> Tale {
        Tale { told: Told::new(mark, title, sentence), line }
    }

    fn rework(
        &self,
        roll: RollId,
        number: FilmNumber,
        choice: NumberChoice,
        cause: &Cause,
        note: &str,
    ) -> Tale {
        let language = self.language;
        let (name, why) = (self.names.roll_name(roll), cause.say(language));
        let why = with_note(&why, note);
        let number = match choice {
            NumberChoice::Keep => language.pick(
                format!("{number} bleibt; der verworfene Film gilt als vernichtet."),
                format!("{number} stays; the rejected film is declared destroyed."),
            ),
            NumberChoice::Void => language.pick(
                format!("{number} wurde ungültig; der neue Film verdient die nächste Nummer."),
                format!("{number} became void; the new film earns the next number."),
            ),
        };
        self.tale(
            Mark::Failed,
            language.pick(
                format!("Der Film von {name} wurde verworfen: {why}."),
                format!("The film of {name} was rejected: {why}."),
            ),
            number,
            language.pick(
                format!("verwarf den Film von {name}: {why}"),
                format!("rejected the film of {name}: {why}"),
            ),
        )
    }

    /// Film with a number that was kept is still there.
    fn voided(&self, roll: RollId, number: FilmNumber, reason: &str) -> Tale {
        let (language, name, reason) = (self.language, self.names.roll_name(roll), words(reason));
        self.tale(
            Mark::Void,
            language.pick(
                format!("{number} wurde doch ungültig: {reason}."),
                format!("{number} became void after all: {reason}."),
            ),
            language
                .pick("Der neue Film verdient die nächste Nummer.", "The new film earns the next number.")
                .to_owned(),
            language.pick(
                format!("machte {number} doch ungültig, {name} bekommt die nächste: {reason}"),
                format!("voided {number} after all, {name} gets the next: {reason}"),
            ),
        )
    }

    fn rolls(&self, rolls: &[RollId]) -> String {
        match rolls {
            [one] => self.names.roll_name(*one),
            many => {
                let language = self.language;
                counted(
                    language,
                    many.len() as u64,
                    language.pick("Film", "film"),
                    language.pick("Filme", "films"),
                )
            }
        }
    }

    fn developed(
        &self,
        run: &str,
        rolls: &[RollId],
        bath: &str,
        readings: &[Density],
        length_mm: u64,
        quarantine: &Quarantine,
    ) -> Tale {
        let language = self.language;
        let which = self.rolls(rolls);
        let length = language.metres(length_mm);
        let mut sentence =
            language.pick(format!("{which}, {length} Film."), format!("{which}, {length} of film."));
        if !readings.is_empty() {
            let values: Vec<String> = readings.iter().map(|reading| density(*reading, language)).collect();
            let values = values.join(", ");
            sentence += &language.pick(format!(" Dichte {values}."), format!(" Density {values}."));
        }
        if !bath.is_empty() {
            sentence += &language.pick(format!(" Ansatz {bath}."), format!(" Bath {bath}."));
        }
        if matches!(quarantine, Quarantine::Held { .. }) {
            sentence += language.pick(" Der Lauf ist in Quarantäne.", " The run is in quarantine.");
        }
        self.tale(
            Mark::Filmed,
            language.pick(format!("Entwickelt in {run}."), format!("Developed in {run}.")),
            sentence,
            language.pick(format!("entwickelte {which} in {run}"), format!("developed {which} in {run}")),
        )
    }

    fn quarantined(&self, run: &str, reason: &str) -> Tale {
        let (language, reason) = (self.language, words(reason));
        self.tale(
            Mark::Failed,
            language.pick(format!("{run} kam in Quarantäne."), format!("{run} was put in quarantine.")),
            format!("{reason}."),
            language.pick(
                format!("stellte {run} unter Quarantäne: {reason}"),
                format!("put {run} in quarantine: {reason}"),
            ),
        )
    }

    fn released(&self, run: &str, reason: &str) -> Tale {
        let (language, reason) = (self.language, words(reason));
        self.tale(
            Mark::Changed,
            language.pick(format!("{run} wurde freigegeben."), format!("{run} was released.")),
            format!("{reason}."),
            language.pick(
                format!("gab {run} aus der Quarantäne frei: {reason}"),
                format!("released {run} from quarantine: {reason}"),
            ),
        )
    }

    fn accepted(&self, rolls: &[RollId], note: &str) -> Tale {
        let language = self.language;
        let which = self.rolls(rolls);
        let sentence =
            if note.is_empty() { format!("{which}.") } else { format!("{which}: {}.", words(note)) };
        self.tale(
            Mark::Issued,
            language.pick("Abgenommen.", "Accepted.").to_owned(),
            sentence,
            language.pick(format!("nahm {which} ab"), format!("accepted {which}")),
        )
    }

    fn cancelled(&self, count: usize) -> String {
        let language = self.language;
        match count {
            0 => language.pick("Keine Rolle wurde storniert.", "No roll was cancelled.").to_owned(),
            count => {
                let rolls = counted(
                    language,
                    count as u64,
                    language.pick("Rolle ohne Film", "roll without film"),
                    language.pick("Rollen ohne Film", "rolls without film"),
                );
                language.pick(format!("{rolls} storniert."), format!("{rolls} cancelled."))
            }
        }
    }

    fn reopened(&self, project: ProjectId, reason: &str, cancelled: usize) -> Tale {
        let (language, reason) = (self.language, words(reason));
        let name = self.names.project_name(project);
        self.tale(
            Mark::Changed,
            language.pick(
                format!("Die Registrierung wurde wieder geöffnet: {reason}."),
                format!("Registration was opened again: {reason}."),
            ),
            self.cancelled(cancelled)
                + language
                    .pick(" Verfilmte Rollen behalten ihre Nummern.", " Filmed rolls keep their numbers."),
            language.pick(format!("setzte {name} zurück: {reason}"), format!("reset {name}: {reason}")),
        )
    }

    fn standing(&self, project: ProjectId, standing: &Standing, cancelled: usize) -> Tale {
        let language = self.language;
        let name = self.names.project_name(project);
        let reason = standing.reason().map(|reason| format!(": {}", words(reason))).unwrap_or_default();
        let (mark, title, line) = match standing {
            Standing::Active => (
                Mark::Changed,
                language.pick("Das Projekt wurde wiederhergestellt", "The project was restored"),
                language.pick(format!("stellte {name} wieder her"), format!("restored {name}")),
            ),
            Standing::Archived => (
                Mark::Delivered,
                language.pick("Das Projekt wurde archiviert", "The project was archived"),
                language.pick(format!("archivierte {name}"), format!("archived {name}")),
            ),
            Standing::Abandoned { .. } => (
                Mark::Void,
                language.pick("Das Projekt wurde aufgegeben", "The project was abandoned"),
                language.pick(format!("gab {name} auf"), format!("abandoned {name}")),
            ),
            Standing::Deleted { .. } => (
                Mark::Void,
                language.pick("Das Projekt wurde gelöscht", "The project was deleted"),
                language.pick(format!("löschte {name}"), format!("deleted {name}")),
            ),
        };
        self.tale(mark, format!("{title}{reason}."), self.cancelled(cancelled), format!("{line}{reason}"))
    }
}

pub(super) fn with_note(why: &str, note: &str) -> String {
    if note.is_empty() { why.to_owned() } else { format!("{why}, {}", words(note)) }
}

fn density(reading: Density, language: Language) -> String {
    let text = reading.to_string();
    language.pick(text.replace('.', ","), text.clone())
}
