//! Series and holdings.

use crate::db::{Columns, Value, json};
use crate::error::StoreError;
use crate::row::Row;
use domain::id::{AttemptId, ProjectId, RollId};
use domain::number::{BlockBreak, Claim, FilmNumber, Held, Holding, NumberState, Series, SeriesId};
use domain::time::Timestamp;

impl Row for Series {
    const TABLE: &'static str = "series";
    const COLUMNS: &'static [&'static str] = &["digit", "next"];
    const KEY: &'static [&'static str] = &["digit"];

    fn values(&self) -> Result<Vec<Value>, StoreError> {
        Ok(vec![self.id.digit().into(), self.next.into()])
    }

    fn read(row: &Columns<'_>) -> Result<Self, StoreError> {
        let id = row.required("digit", SeriesId::of_digit(row.small("digit")?))?;
        Ok(Self { id, next: row.small("next")? })
    }
}

/// What is known of a film of the time before, as its column holds it.
#[derive(serde::Serialize, serde::Deserialize)]
struct EarlierFilm {
    frames: u32,
    projects: Vec<String>,
    source: String,
}

impl Row for Held {
    const TABLE: &'static str = "holding";
    const COLUMNS: &'static [&'static str] = &[
        "number",
        "series",
        "kind",
        "roll",
        "attempt",
        "reason",
        "purpose",
        "project",
        "until_at",
        "replaced_by",
        "earlier",
        "since",
        "held_by",
        "entry",
    ];
    const KEY: &'static [&'static str] = &["number"];

    fn values(&self) -> Result<Vec<Value>, StoreError> {
        let (mut roll, mut attempt, mut replaced_by) = (None, None, None);
        let (mut reason, mut claim, mut earlier) = (None, None, None);
        let kind = match &self.holding {
            Holding::Returned { reason: why } => {
                reason = Some(why.clone());
                "returned"
            }
            Holding::Reserved { claim: of } => {
                claim = Some(of);
                "reserved"
            }
            Holding::Bound { attempt: by, claim: of } => {
                attempt = Some(by.get());
                claim = of.as_ref();
                "bound"
            }
            Holding::Issued { roll: to, attempt: by } => {
                roll = Some(to.get());
                attempt = Some(by.get());
                "issued"
            }
            Holding::Void { reason: why, replaced_by: by } => {
                reason = Some(why.clone());
                replaced_by = by.map(|number| u64::from(number.value()));
                "void"
            }
            Holding::Earlier { frames, projects, source } => {
                let film =
                    EarlierFilm { frames: *frames, projects: projects.clone(), source: source.clone() };
                earlier = Some(json(&film)?);
                "earlier"
            }
            Holding::Skipped { source } => {
                reason = Some(source.clone());
                "skipped"
            }
        };
        Ok(vec![
            self.number.value().into(),
            self.number.series().digit().into(),
            kind.into(),
            roll.into(),
            attempt.into(),
            reason.into(),
            claim.map(|claim| claim.purpose.clone()).into(),
            claim.and_then(|claim| claim.project).map(ProjectId::get).into(),
            claim.and_then(|claim| claim.until).map(Timestamp::millis).into(),
            replaced_by.into(),
            earlier.into(),
            self.since.millis().into(),
            self.by.as_str().into(),
            self.entry.into(),
        ])
    }

    fn read(row: &Columns<'_>) -> Result<Self, StoreError> {
        let number = row.required("number", FilmNumber::from_value(row.small("number")?))?;
        let roll = row.optional_unsigned("roll")?.map(RollId::new);
        let attempt = row.optional_unsigned("attempt")?.map(AttemptId::new);
        let claim = match row.optional_text("purpose")? {
            None => None,
            Some(purpose) => Some(Claim {
                purpose,
                project: row.optional_unsigned("project")?.map(ProjectId::new),
                until: row.optional_number("until_at")?.map(Timestamp::from_millis),
            }),
        };
        let reason = || row.required("reason", row.optional_text("reason")?);
        let holding = match row.text("kind")?.as_str() {
            "returned" => Holding::Returned { reason: reason()? },
            "reserved" => Holding::Reserved { claim: row.required("purpose", claim)? },
            "bound" => Holding::Bound { attempt: row.required("attempt", attempt)?, claim },
            "issued" => Holding::Issued {
                roll: row.required("roll", roll)?,
                attempt: row.required("attempt", attempt)?,
            },
            "void" => Holding::Void {
                reason: reason()?,
                replaced_by: row.optional_small("replaced_by")?.and_then(FilmNumber::from_value),
            },
            "earlier" => {
                let EarlierFilm { frames, projects, source } = row.json("earlier")?;
                Holding::Earlier { frames, projects, source }
            }
            "skipped" => Holding::Skipped { source: reason()? },
            other => return Err(row.corrupt("kind", other)),
        };
        Ok(Self {
            number,
            holding,
            since: Timestamp::from_millis(row.number("since")?),
            by: row.text("held_by")?,
            entry: row.unsigned("entry")?,
        })
    }
}

impl Row for BlockBreak {
    const TABLE: &'static str = "block_break";
    const COLUMNS: &'static [&'static str] =
        &["project", "entry", "happened", "after_number", "blocked_by", "state", "given"];
    const KEY: &'static [&'static str] = &["project", "entry"];

    fn values(&self) -> Result<Vec<Value>, StoreError> {
        Ok(vec![
            self.project.get().into(),
            self.entry.into(),
            self.at.millis().into(),
            self.after.value().into(),
            self.blocked_by.value().into(),
            self.state.code().into(),
            json(&self.given)?.into(),
        ])
    }

    fn read(row: &Columns<'_>) -> Result<Self, StoreError> {
        let number = |column| row.required(column, FilmNumber::from_value(row.small(column)?));
        Ok(Self {
            project: ProjectId::new(row.unsigned("project")?),
            entry: row.unsigned("entry")?,
            at: Timestamp::from_millis(row.number("happened")?),
            after: number("after_number")?,
            blocked_by: number("blocked_by")?,
            state: row.required("state", NumberState::parse(&row.text("state")?))?,
            given: row.json("given")?,
        })
    }
}
