//! Projects, plans, deliveries, and the lab itself in sentences.

use super::{About, Mark, Teller, Told, counted, frames, words};
use crate::event::{Event, NewRoll};
use crate::film::document::Document;
use crate::film::project::{ListDifference, Numbering};
use crate::film::roll::FilmType;
use crate::id::{ProjectId, RollId};
use crate::number::{FilmNumber, SeriesId, listed};
use crate::person::Roles;
use crate::words::{Language, Say};

impl Teller<'_> {
    pub(super) fn project(&self, event: &Event) -> Option<Told> {
        match (event, self.about) {
            (
                Event::ProjectRegistered { project, documents, series, numbering, consecutive, test, .. },
                About::Project(about),
            ) => (*project == about).then(|| {
                let series = if *test { SeriesId::TEST } else { *series };
                self.registered(documents, series, *numbering, *consecutive)
            }),
            (Event::BlockBroken { project, after, blocked_by, given, .. }, About::Project(about)) => {
                (*project == about).then(|| self.block_broken(*after, *blocked_by, given))
            }
            (Event::ListReplaced { project, difference, cancelled, .. }, About::Project(about)) => {
                (*project == about).then(|| self.list_replaced(difference, cancelled))
            }
            (Event::ListReplaced { project, cancelled, .. }, About::Roll(roll)) => {
                cancelled.contains(&roll).then(|| self.cancelled(None, *project))
            }
            (Event::PlanAccepted { project, plan, rolls, cancelled, .. }, About::Project(about)) => {
                (*project == about).then(|| self.plan_accepted(*plan, rolls, cancelled))
            }
            (Event::PlanAccepted { project, plan, rolls, cancelled, .. }, About::Roll(roll)) => {
                if cancelled.contains(&roll) {
                    return Some(self.cancelled(Some(*plan), *project));
                }
                rolls.iter().find(|new| new.id == roll).map(|new| self.planned(*plan, new))
            }
            (Event::IndexDelivered { project, rows, file, to, .. }, about) => {
                let concerned = match about {
                    About::Project(about) => Some(about),
                    About::Roll(roll) => self.names.project_of(roll),
                    About::Number(number) => {
                        self.names.roll_with(number).and_then(|roll| self.names.project_of(roll))
                    }
                    About::Reel(_) | About::TempRoll(_) | About::Lab => None,
                };
                (concerned == Some(*project)).then(|| self.delivered(*project, *rows, file, to))
            }
            _ => None,
        }
    }

    /// The project's numbers do not follow each other: the neighbour's own page says whose it is.
    fn block_broken(&self, after: FilmNumber, blocked_by: FilmNumber, given: &[FilmNumber]) -> Told {
        let language = self.language;
        let title = language.pick(
            format!("Die Nummern folgen nicht mehr aufeinander: {blocked_by} steht im Weg."),
            format!("The numbers no longer follow each other: {blocked_by} is in the way."),
        );
        let given = listed(given, language);
        let sentence = language.pick(
            format!("Auf {after} folgt stattdessen {given}."),
            format!("{given} follows {after} instead."),
        );
        Told::new(Mark::Changed, title, sentence)
    }

    fn registered(
        &self,
        documents: &[Document],
        series: SeriesId,
        numbering: Numbering,
        consecutive: bool,
    ) -> Told {
        let language = self.language;
        let pages = documents.iter().map(|document| u64::from(document.pages)).sum();
        let pages =
            counted(language, pages, language.pick("Seite", "page"), language.pick("Seiten", "pages"));
        let title = match language {
            Language::German => {
                format!(
                    "Registriert mit {}.",
                    counted(language, documents.len() as u64, "Dokument", "Dokumenten")
                )
            }
            Language::English => {
                format!(
                    "Registered with {}.",
                    counted(language, documents.len() as u64, "document", "documents")
                )
            }
        };
        let digit = series.digit();
        let sentence = match (language, numbering) {
            (Language::German, Numbering::OnSuccess) => {
                format!("{pages}; Nummern der Reihe {digit}, vergeben mit der Bestätigung.")
            }
            (Language::German, Numbering::BindAtStart) => {
                format!("{pages}; Nummern der Reihe {digit}, gebunden beim Beginn eines Versuchs.")
            }
            (Language::English, Numbering::OnSuccess) => {
                format!("{pages}; numbers of series {digit}, given when an attempt is confirmed.")
            }
            (Language::English, Numbering::BindAtStart) => {
                format!("{pages}; numbers of series {digit}, bound when an attempt starts.")
            }
        };
        let mut sentence = sentence;
        if consecutive {
            sentence += language.pick(
                " Die Nummern des Projekts folgen aufeinander.",
                " The project's numbers follow each other.",
            );
        }
        if series == SeriesId::TEST {
            sentence += language.pick(
                " Ein Testprojekt: seine Filme werden nie übergeben.",
                " A test project: its films are never handed over.",
            );
        }
        Told::new(Mark::Registered, title, sentence)
    }

    fn list_replaced(&self, difference: &ListDifference, cancelled: &[RollId]) -> Told {
        let language = self.language;
        let title = language.pick("Die Liste wurde ersetzt.", "The list was replaced.").to_owned();
        let sentence = list_changes(difference, language) + "." + &self.rolls_cancelled(cancelled);
        Told::new(Mark::Changed, title, sentence)
    }

    fn plan_accepted(&self, plan: u32, rolls: &[NewRoll], cancelled: &[RollId]) -> Told {
        let language = self.language;
        let of = |film: FilmType| {
            let count = rolls.iter().filter(|roll| roll.film == film).count() as u64;
            (count > 0).then(|| counted_rolls(language, count, &film.to_string()))
        };
        let kinds: Vec<String> = FilmType::ALL.into_iter().filter_map(of).collect();
        let total = rolls.iter().map(|roll| roll.frames).sum();
        let title =
            language.pick(format!("Plan {plan} wurde angenommen."), format!("Plan {plan} was accepted."));
        let and = language.pick(" und ", " and ");
        let sentence = match kinds.as_slice() {
            [] => language
                .pick("Jedes Dokument ist auf einem behaltenen Film.", "Every document is on a kept film.")
                .to_owned(),
            kinds => format!("{}, {}.", kinds.join(and), frames(language, total)),
        };
        Told::new(Mark::Planned, title, sentence + &self.rolls_cancelled(cancelled))
    }

    fn rolls_cancelled(&self, cancelled: &[RollId]) -> String {
        let language = self.language;
        match (cancelled.len(), language) {
            (0, _) => String::new(),
            (1, Language::German) => " Die Rolle des alten Plans wurde storniert.".to_owned(),
            (count, Language::German) => {
                format!(" {} Rollen des alten Plans wurden storniert.", language.count(count as u64))
            }
            (1, Language::English) => " The old plan's roll was cancelled.".to_owned(),
            (count, Language::English) => {
                format!(" {} rolls of the old plan were cancelled.", language.count(count as u64))
            }
        }
    }

    fn planned(&self, plan: u32, new: &NewRoll) -> Told {
        let language = self.language;
        let (ordinal, film) = (new.ordinal, new.film);
        let title = language.pick(
            format!("Als {film}-Rolle {ordinal} geplant."),
            format!("Planned as {film} roll {ordinal}."),
        );
        let documents = new.segments.len() as u64;
        let shown = frames(language, new.frames);
        let mut sentence = language.pick(
            format!(
                "{shown} aus {} in Plan {plan}.",
                counted(Language::German, documents, "Dokument", "Dokumenten")
            ),
            format!(
                "{shown} of {} in plan {plan}.",
                counted(Language::English, documents, "document", "documents")
            ),
        );
        if !new.waits_for.is_empty() {
            let rolls: Vec<String> = new.waits_for.iter().map(|roll| self.names.roll_name(*roll)).collect();
            let rolls = rolls.join(", ");
            sentence += &language.pick(
                format!(" Wartet auf die Nummer von {rolls}."),
                format!(" It waits for the number of {rolls}."),
            );
        }
        Told::new(Mark::Planned, title, sentence)
    }

    fn cancelled(&self, plan: Option<u32>, project: ProjectId) -> Told {
        let language = self.language;
        let name = self.names.project_name(project);
        let why = match plan {
            Some(plan) => language.pick(
                format!("Plan {plan} von {name} trat an ihre Stelle."),
                format!("Plan {plan} of {name} took its place."),
            ),
            None => language.pick(
                format!("Die Liste von {name} wurde ersetzt."),
                format!("The list of {name} was replaced."),
            ),
        };
        let title = language.pick("Die Rolle wurde storniert.", "The roll was cancelled.").to_owned();
        Told::new(Mark::Changed, title, why)
    }

    fn delivered(&self, project: ProjectId, rows: u32, file: &str, to: &str) -> Told {
        let language = self.language;
        let name = self.names.project_name(project);
        let title = match self.about {
            About::Project(_) => language.pick(
                format!("Der Index wurde {}übergeben.", to_whom(to, language)),
                format!("The index was delivered{}.", to_whom(to, language)),
            ),
            _ => language.pick(
                format!("Mit dem Index von {name} {}übergeben.", to_whom(to, language)),
                format!("Delivered with the index of {name}{}.", to_whom(to, language)),
            ),
        };
        let blips = counted(language, rows.into(), "Blip", "Blips");
        let blips = language.pick(blips.clone(), blips.to_lowercase());
        Told::new(
            Mark::Delivered,
            title,
            language.pick(format!("{blips}, Datei {file}."), format!("{blips}, file {file}.")),
        )
    }

    pub(super) fn lab(&self, event: &Event) -> Option<Told> {
        if self.about != About::Lab {
            return None;
        }
        let language = self.language;
        let (title, sentence) = match event {
            Event::LabFounded { settings } => (
                language.pick("Das Labor wurde gegründet.", "The lab was founded.").to_owned(),
                settings.name.clone() + ".",
            ),
            Event::SettingsChanged { version, settings } => (
                language.pick(
                    format!("Fassung {version} der Einstellungen gilt."),
                    format!("Version {version} of the settings took effect."),
                ),
                settings_said(&settings.film, language),
            ),
            Event::PersonAdded { person } => (
                language.pick(
                    format!("{} wurde aufgenommen.", person.name),
                    format!("{} was added.", person.name),
                ),
                roles(&person.roles, language),
            ),
            Event::PersonChanged { person } if person.active => (
                language.pick(
                    format!("{} erhielt andere Rollen.", person.name),
                    format!("{} was given other roles.", person.name),
                ),
                roles(&person.roles, language),
            ),
            Event::PersonChanged { person } => (
                language
                    .pick(format!("{} ist ausgeschieden.", person.name), format!("{} left.", person.name)),
                language.pick("Der Name bleibt im Verzeichnis.", "The name stays in the record.").to_owned(),
            ),
            Event::TokenCreated { token } => (
                language.pick(
                    format!("Ein Zugangsschlüssel für {} wurde angelegt.", token.label),
                    format!("An access key for {} was made.", token.label),
                ),
                roles(&token.roles, language),
            ),
            Event::TokenRevoked { token } => {
                let label = self.names.token_label(*token);
                (
                    language.pick(
                        format!("Der Zugangsschlüssel von {label} wurde entzogen."),
                        format!("The access key of {label} was revoked."),
                    ),
                    language.pick("Er gilt nicht mehr.", "It is of no use any more.").to_owned(),
                )
            }
            _ => return None,
        };
        Some(Told::new(Mark::Changed, title, sentence))
    }
}

/// `an Frau Berger ` before a German verb, ` to Frau Berger` after an English one; nothing where nobody said.
pub(super) fn to_whom(to: &str, language: Language) -> String {
    match words(to) {
        "" => String::new(),
        to => language.pick(format!("an {to} "), format!(" to {to}")),
    }
}

fn counted_rolls(language: Language, count: u64, film: &str) -> String {
    match language {
        Language::German => counted(language, count, &format!("{film}-Rolle"), &format!("{film}-Rollen")),
        Language::English => counted(language, count, &format!("{film} roll"), &format!("{film} rolls")),
    }
}

/// `1 added, 0 removed, 2 changed`.
pub(super) fn list_changes(difference: &ListDifference, language: Language) -> String {
    let count = |barcodes: &[String]| language.count(barcodes.len() as u64);
    let (added, removed) = (count(&difference.added), count(&difference.removed));
    let changed = count(&difference.changed);
    language.pick(
        format!("{added} neu, {removed} weg, {changed} geändert"),
        format!("{added} added, {removed} removed, {changed} changed"),
    )
}

fn roles(roles: &Roles, language: Language) -> String {
    let listed = roles.say(language);
    language.pick(format!("Rollen: {listed}."), format!("Roles: {listed}."))
}

fn settings_said(film: &crate::film::settings::Settings, language: Language) -> String {
    let count = |quantity: u32| language.count(quantity.into());
    let (mm16, mm35) = (count(film.capacity_16mm), count(film.capacity_35mm));
    let (least, reel) = (count(film.smallest_usable), language.metres(film.reel_mm.into()));
    language.pick(
        format!("16mm {mm16} Bilder, 35mm {mm35}, kleinster Restfilm {least}, Filmrolle {reel}."),
        format!("16mm {mm16} frames, 35mm {mm35}, smallest temp roll {least}, reel {reel}."),
    )
}
