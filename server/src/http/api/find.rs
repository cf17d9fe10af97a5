//! What people call things: projects, rolls, runs and temp rolls by the names on boxes and lists.

use super::{Api, Problem};
use axum::http::StatusCode;
use domain::code::Misread;
use domain::film::project::Project;
use domain::film::roll::Roll;
use domain::id::{ProjectId, RollId, RunId, TempRollId};
use domain::number::{FilmNumber, Held, Holding};
use domain::refusal::Refusal;
use domain::words::{Language, Say};
use serde::{Deserialize, Serialize};

/// A roll as a body names it: the id of an answer, or a text.
#[derive(Debug, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Named {
    Id(u64),
    Text(String),
}

impl Api {
    /// A project by its id, or by its archive id or folder name where only one has it.
    pub(super) async fn project(&self, text: &str) -> Result<Project, Problem> {
        let missing = || Problem::from(Refusal::NoSuchProject { project: shortened(text) });
        if let Ok(id) = text.parse::<ProjectId>() {
            return self.store.project(id).await?.ok_or_else(missing);
        }
        let archive_id = text.split('_').next().unwrap_or(text);
        let mut found = self.store.projects_of_archive_id(archive_id).await?;
        if text != archive_id {
            found.retain(|project| project.key.folder() == text);
        }
        match found.len() {
            0 | 1 => found.pop().ok_or_else(missing),
            _ => {
                let names = found.iter().map(|project| format!("{} ({})", project.id, project.key.folder()));
                Err(ambiguous("projects", text, names))
            }
        }
    }

    /// A roll by its film number, its id, or its temporary id where only one live roll has it.
    pub(super) async fn roll(&self, text: &str) -> Result<Roll, Problem> {
        let missing = || Problem::from(Refusal::NoSuchRoll { roll: shortened(text) });
        let number = FilmNumber::read(text);
        if let Err(misread @ Misread::CheckDiffers(_)) = &number {
            return Err(Problem::unreadable(misread.say(Language::English)));
        }
        if let Ok(number) = number
            && let Some(held) = self.store.held(number).await?
        {
            let roll = self.roll_with(&held).await?.ok_or_else(missing)?;
            return self.store.roll(roll).await?.ok_or_else(missing);
        }
        if let Ok(id) = text.parse::<RollId>() {
            return self.store.roll(id).await?.ok_or_else(missing);
        }
        let mut found = self.store.rolls_named(text).await?;
        match found.len() {
            0 | 1 => found.pop().ok_or_else(missing),
            _ => Err(ambiguous("rolls", text, found.iter().map(|roll| roll.id.to_string()))),
        }
    }

    /// The roll that carries a number, in the camera or on a film. Nothing carries a void one any more.
    async fn roll_with(&self, held: &Held) -> Result<Option<RollId>, Problem> {
        match &held.holding {
            Holding::Issued { roll, .. } => Ok(Some(*roll)),
            Holding::Bound { .. } => {
                let view = self.store.number_view(held.number, Language::English).await?;
                Ok(view.holder.and_then(|holder| holder.roll).map(|roll| roll.id))
            }
            Holding::Void { .. } | Holding::Earlier { .. } | Holding::Skipped { .. } => {
                Err(Refusal::NumberHasState { number: held.number, state: held.holding.state() }.into())
            }
            Holding::Returned { .. } | Holding::Reserved { .. } => Ok(None),
        }
    }

    /// Rolls in the order they were named.
    pub(super) async fn rolls(&self, names: &[Named]) -> Result<Vec<Roll>, Problem> {
        let mut rolls = Vec::with_capacity(names.len());
        for name in names {
            rolls.push(match name {
                Named::Id(id) => self.roll(&id.to_string()).await?,
                Named::Text(text) => self.roll(text).await?,
            });
        }
        Ok(rolls)
    }
}

/// A temp roll's tag, `T-0087` or 87, or what its bars say.
pub(super) fn temp_roll(tag: &str) -> Result<TempRollId, Problem> {
    TempRollId::read(tag).map_err(|misread| match misread {
        Misread::CheckDiffers(_) => Problem::unreadable(misread.say(Language::English)),
        Misread::NoNumber(_) | Misread::NoTag(_) => {
            Refusal::NoSuchTempRoll { temp_roll: shortened(tag) }.into()
        }
    })
}

/// A run of the processor, `E-0012` or 12.
pub(super) fn run(text: &str) -> Result<RunId, Problem> {
    Ok(RunId::parse_label(text).ok_or_else(|| Refusal::NoSuchRun { run: shortened(text) })?)
}

fn ambiguous(what: &str, text: &str, found: impl Iterator<Item = String>) -> Problem {
    let found = found.collect::<Vec<_>>().join(", ");
    let title = format!("Several {what} are called {text}: {found}. Give the id.");
    Problem::new(StatusCode::CONFLICT, "ambiguous", title)
}

fn shortened(text: &str) -> String {
    text.chars().take(60).collect()
}
