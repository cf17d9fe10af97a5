//! Reads: the life of one thing, as the ledger's entries tell it.

use super::names::{NameBook, Wanted};
use crate::db::{Columns, Value, fetch, fetch_one};
use crate::error::StoreError;
use crate::open::Store;
use crate::row::Row;
use domain::event::Event;
use domain::history::{About, Life, Mark, Told, tell};
use domain::id::RollId;
use domain::ledger::{Body, Entry};
use domain::number::FilmNumber;
use domain::view::lab::Step;
use domain::words::Language;
use sqlx::AnyConnection;

/// An entry that was read with its events.
pub(super) struct Read {
    pub(super) entry: Entry,
    pub(super) body: Body,
}

pub(super) fn read(entry: Entry) -> Result<Read, StoreError> {
    let body = entry.body().map_err(|error| StoreError::corrupt("ledger", entry.seq, error))?;
    Ok(Read { entry, body })
}

impl Store {
    /// The life of one thing, oldest first, in sentences.
    pub async fn history(&self, about: About, language: Language) -> Result<Vec<Step>, StoreError> {
        let mut connection = self.inner.readers.acquire().await?;
        let roll = match about {
            About::Number(number) => issued_to(&mut connection, number).await?,
            _ => None,
        };
        let film = match about {
            About::Number(number) if roll.is_none() => voided_of(&mut connection, number).await?,
            _ => roll,
        };
        let entries = entries_about(&mut connection, about, film).await?;
        let mut wanted = Wanted::default();
        for entry in &entries {
            wanted.events(&entry.body.events);
        }
        if let About::Number(number) = about {
            wanted.number(number);
        }
        if let About::Roll(roll) = about {
            wanted.rolls.insert(roll);
        }
        let names = NameBook::look_up(&mut connection, wanted).await?;
        let mut steps = Vec::new();
        let mut life = Life::of(about);
        let mut life_of_roll = roll.map(|roll| (About::Roll(roll), Life::of(About::Roll(roll))));
        for Read { entry, body } in &entries {
            let mut told = life.tell(&body.events, &names, language);
            if let Some((roll, life)) = &mut life_of_roll {
                // What happened to the roll before it earned the number; its plan is the roll's own story.
                let mut before = life.tell(&body.events, &names, language);
                if !told.is_empty() {
                    let passes: Vec<Event> =
                        body.events.iter().filter(|event| is_earlier_pass(event)).cloned().collect();
                    before = tell(&passes, *roll, &names, language);
                }
                // What was handed over then went out under another number.
                let own = |step: &Told| !matches!(step.glyph, Mark::Planned | Mark::Delivered);
                told.splice(0..0, before.into_iter().filter(own));
            }
            steps.extend(told.into_iter().map(|told| Step {
                entry: entry.seq,
                at: entry.at,
                actor: entry.actor.clone(),
                mark: told.glyph,
                title: told.title,
                sentence: told.sentence,
            }));
        }
        Ok(steps)
    }
}

fn is_earlier_pass(event: &Event) -> bool {
    matches!(event, Event::EarlierPassFound { .. })
}

/// The roll that was issued this number.
async fn issued_to(connection: &mut AnyConnection, number: FilmNumber) -> Result<Option<RollId>, StoreError> {
    let sql = "select roll from holding where number = $1 and kind = 'issued'";
    let row = fetch_one(connection, sql, vec![number.value().into()]).await?;
    row.map(|row| Ok(RollId::new(Columns::new("holding", &row).unsigned("roll")?))).transpose()
}

/// The roll whose rejected film carried this number until it became void.
async fn voided_of(connection: &mut AnyConnection, number: FilmNumber) -> Result<Option<RollId>, StoreError> {
    let sql = "select roll from rework where number = $1 order by rework.id desc limit 1";
    let row = fetch_one(connection, sql, vec![number.value().into()]).await?;
    row.map(|row| Ok(RollId::new(Columns::new("rework", &row).unsigned("roll")?))).transpose()
}

/// Entries that tell of a thing, oldest first.
async fn entries_about(
    connection: &mut AnyConnection,
    about: About,
    roll: Option<RollId>,
) -> Result<Vec<Read>, StoreError> {
    let seqs = "select ledger_subject.seq from ledger_subject where ledger_subject.kind";
    // What was delivered concerns every roll of the project, and what holds a run back every roll that was in it.
    let of_roll = format!(
        "{seqs} = 'roll' and ledger_subject.subject = $1
        union select ledger_subject.seq from roll
            join ledger_subject on ledger_subject.kind = 'project' and ledger_subject.subject = roll.project
            join ledger on ledger.seq = ledger_subject.seq and ledger.action = 'deliver_index'
            where roll.id = $1
        union select later.seq from ledger_subject mine
            join ledger_subject run on run.kind = 'run' and run.seq = mine.seq
            join ledger_subject later on later.kind = 'run' and later.subject = run.subject
            where mine.kind = 'roll' and mine.subject = $1"
    );
    let (of, values): (String, Vec<Value>) = match about {
        About::Number(number) => (
            format!("{of_roll} union {seqs} = 'number' and ledger_subject.subject = $2"),
            vec![roll.map_or(0, RollId::get).into(), number.value().into()],
        ),
        About::Roll(roll) => (of_roll, vec![roll.get().into()]),
        About::Project(project) => (
            format!(
                "{seqs} = 'project' and ledger_subject.subject = $1 union {seqs} = 'roll'
                    and ledger_subject.subject in (select roll.id from roll where roll.project = $1)
                union select later.seq from ledger_subject mine
                    join ledger_subject run on run.kind = 'run' and run.seq = mine.seq
                    join ledger_subject later on later.kind = 'run' and later.subject = run.subject
                    where mine.kind = 'roll'
                        and mine.subject in (select roll.id from roll where roll.project = $1)"
            ),
            vec![project.get().into()],
        ),
        About::Reel(reel) => (
            format!(
                "{seqs} = 'reel' and ledger_subject.subject = $1 union {seqs} = 'temp_roll'
                    and ledger_subject.subject in (select temp_roll.id from temp_roll where temp_roll.reel = $1)"
            ),
            vec![reel.get().into()],
        ),
        About::TempRoll(id) => {
            (format!("{seqs} = 'temp_roll' and ledger_subject.subject = $1"), vec![id.get().into()])
        }
        About::Lab => (format!("{seqs} in ('lab', 'person', 'token')"), vec![]),
    };
    let sql = format!("{} where seq in ({of}) order by ledger.seq", Entry::select());
    let entries = Entry::from_rows(&fetch(connection, sql, values).await?)?;
    entries.into_iter().map(read).collect()
}
