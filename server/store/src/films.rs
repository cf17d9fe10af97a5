//! Rolls, attempts, reels and temp rolls.

use crate::db::{Columns, Value, json};
use crate::error::StoreError;
use crate::row::Row;
use domain::film::attempt::{Attempt, Course, FailReason, Loaded, RestOfFilm};
use domain::film::reel::{Reel, ReelStage, TempRoll, TempRollStage};
use domain::film::roll::{FilmType, Roll, Stage, TemporaryId};
use domain::id::{AttemptId, ProjectId, ReelId, ReworkId, RollId, RunId, TempRollId};
use domain::time::Timestamp;

fn film(row: &Columns<'_>) -> Result<FilmType, StoreError> {
    let code = row.text("film")?;
    FilmType::parse(&code).ok_or_else(|| row.corrupt("film", code))
}

fn attempt(row: &Columns<'_>) -> Result<AttemptId, StoreError> {
    row.required("attempt", row.optional_unsigned("attempt")?.map(AttemptId::new))
}

impl Row for Roll {
    const TABLE: &'static str = "roll";
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "project",
        "plan",
        "film",
        "ordinal",
        "temporary_id",
        "frames",
        "segments",
        "waits_for",
        "stage",
        "attempt",
        "rework",
        "run",
        "since",
        "attempts",
        "revision",
    ];
    const KEY: &'static [&'static str] = &["id"];

    fn values(&self) -> Result<Vec<Value>, StoreError> {
        let run = match self.stage {
            Stage::Developed { run, .. } | Stage::Accepted { run, .. } => Some(run.get()),
            _ => None,
        };
        Ok(vec![
            self.id.get().into(),
            self.project.get().into(),
            self.plan.into(),
            self.film.code().into(),
            self.ordinal.into(),
            self.temporary_id.as_str().into(),
            self.frames.into(),
            json(&self.segments)?.into(),
            json(&self.waits_for)?.into(),
            self.stage_word().code().into(),
            self.attempt().map(AttemptId::get).into(),
            self.rework().map(ReworkId::get).into(),
            run.into(),
            self.since.millis().into(),
            self.attempts.into(),
            self.revision.into(),
        ])
    }

    fn read(row: &Columns<'_>) -> Result<Self, StoreError> {
        let rework = row.optional_unsigned("rework")?.map(ReworkId::new);
        let run = || row.required("run", row.optional_unsigned("run")?.map(RunId::new));
        let stage = match row.text("stage")?.as_str() {
            "planned" => Stage::Planned,
            "rework" => Stage::Rework { rework: row.required("rework", rework)? },
            "filming" => Stage::Filming { attempt: attempt(row)?, rework },
            "filmed" => Stage::Filmed { attempt: attempt(row)? },
            "developed" => Stage::Developed { attempt: attempt(row)?, run: run()? },
            "accepted" => Stage::Accepted { attempt: attempt(row)?, run: run()? },
            "cancelled" => Stage::Cancelled,
            other => return Err(row.corrupt("stage", other)),
        };
        Ok(Self {
            id: RollId::new(row.unsigned("id")?),
            project: ProjectId::new(row.unsigned("project")?),
            plan: row.small("plan")?,
            film: film(row)?,
            ordinal: row.small("ordinal")?,
            temporary_id: TemporaryId::from_text(row.text("temporary_id")?),
            frames: row.small("frames")?,
            segments: row.json("segments")?,
            waits_for: row.json("waits_for")?,
            stage,
            since: Timestamp::from_millis(row.number("since")?),
            attempts: row.small("attempts")?,
            revision: row.unsigned("revision")?,
        })
    }
}

impl Row for Reel {
    const TABLE: &'static str = "reel";
    const COLUMNS: &'static [&'static str] = &["id", "film", "length_mm", "opened", "stage", "attempt"];
    const KEY: &'static [&'static str] = &["id"];

    fn values(&self) -> Result<Vec<Value>, StoreError> {
        let attempt = match self.stage {
            ReelStage::Whole => None,
            ReelStage::Loaded { attempt } | ReelStage::Cut { attempt } => Some(attempt.get()),
        };
        Ok(vec![
            self.id.get().into(),
            self.film.code().into(),
            self.length_mm.into(),
            self.opened.millis().into(),
            self.stage.code().into(),
            attempt.into(),
        ])
    }

    fn read(row: &Columns<'_>) -> Result<Self, StoreError> {
        let stage = match row.text("stage")?.as_str() {
            "whole" => ReelStage::Whole,
            "loaded" => ReelStage::Loaded { attempt: attempt(row)? },
            "cut" => ReelStage::Cut { attempt: attempt(row)? },
            other => return Err(row.corrupt("stage", other)),
        };
        Ok(Self {
            id: ReelId::new(row.unsigned("id")?),
            film: film(row)?,
            length_mm: row.small("length_mm")?,
            opened: Timestamp::from_millis(row.number("opened")?),
            stage,
        })
    }
}

impl Row for TempRoll {
    const TABLE: &'static str = "temp_roll";
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "reel",
        "film",
        "parent",
        "length_mm",
        "correction_mm",
        "place",
        "since",
        "seen",
        "stage",
        "attempt",
        "reason",
    ];
    const KEY: &'static [&'static str] = &["id"];

    fn values(&self) -> Result<Vec<Value>, StoreError> {
        let (attempt, reason) = match &self.stage {
            TempRollStage::OnShelf => (None, None),
            TempRollStage::Loaded { attempt } | TempRollStage::Consumed { attempt } => {
                (Some(attempt.get()), None)
            }
            TempRollStage::Discarded { reason } | TempRollStage::Lost { reason } => {
                (None, Some(reason.clone()))
            }
        };
        Ok(vec![
            self.id.get().into(),
            self.reel.get().into(),
            self.film.code().into(),
            self.parent.get().into(),
            self.length_mm.into(),
            i64::from(self.correction_mm).into(),
            self.place.as_str().into(),
            self.since.millis().into(),
            self.seen.map(Timestamp::millis).into(),
            self.stage.code().into(),
            attempt.into(),
            reason.into(),
        ])
    }

    fn read(row: &Columns<'_>) -> Result<Self, StoreError> {
        let reason = || row.required("reason", row.optional_text("reason")?);
        let correction = row.number("correction_mm")?;
        let stage = match row.text("stage")?.as_str() {
            "on_shelf" => TempRollStage::OnShelf,
            "loaded" => TempRollStage::Loaded { attempt: attempt(row)? },
            "consumed" => TempRollStage::Consumed { attempt: attempt(row)? },
            "discarded" => TempRollStage::Discarded { reason: reason()? },
            "lost" => TempRollStage::Lost { reason: reason()? },
            other => return Err(row.corrupt("stage", other)),
        };
        Ok(Self {
            id: TempRollId::new(row.unsigned("id")?),
            reel: ReelId::new(row.unsigned("reel")?),
            film: film(row)?,
            parent: AttemptId::new(row.unsigned("parent")?),
            length_mm: row.small("length_mm")?,
            correction_mm: i32::try_from(correction).map_err(|error| row.corrupt("correction_mm", error))?,
            place: row.text("place")?,
            since: Timestamp::from_millis(row.number("since")?),
            seen: row.optional_number("seen")?.map(Timestamp::from_millis),
            stage,
        })
    }
}

impl Row for Attempt {
    const TABLE: &'static str = "attempt";
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "roll",
        "ordinal",
        "reel",
        "temp_roll",
        "length_mm",
        "operator",
        "machine",
        "started",
        "files",
        "comparison",
        "course",
        "ended",
        "reason",
        "frames",
        "spent_mm",
        "rest",
        "rest_mm",
        "rest_temp_roll",
        "counted",
    ];
    const KEY: &'static [&'static str] = &["id"];

    fn values(&self) -> Result<Vec<Value>, StoreError> {
        let mut values = vec![
            self.id.get().into(),
            self.roll.get().into(),
            self.ordinal.into(),
            self.loaded.reel.get().into(),
            self.loaded.temp_roll.map(TempRollId::get).into(),
            self.loaded.length_mm.into(),
            self.operator.as_str().into(),
            self.machine.as_str().into(),
            self.started.millis().into(),
            self.files.into(),
            self.comparison.as_ref().map(json).transpose()?.into(),
            self.course.code().into(),
        ];
        let ended = match &self.course {
            Course::Running => None,
            Course::Confirmed { at, frames, spent_mm, rest, counted } => {
                Some((at, None, frames, spent_mm, rest, Some(u64::from(*counted))))
            }
            Course::Failed { at, reason, frames, spent_mm, rest } => {
                Some((at, Some(reason.code().to_owned()), frames, spent_mm, rest, None))
            }
        };
        let Some((at, reason, frames, spent_mm, rest, counted)) = ended else {
            values.extend([Value::Number(None), Value::Text(None), Value::Number(None), Value::Number(None)]);
            values.extend([Value::Text(None), Value::Number(None), Value::Number(None), Value::Number(None)]);
            return Ok(values);
        };
        let (word, temp_roll) = match rest {
            RestOfFilm::Untouched => ("untouched", None),
            RestOfFilm::Kept { temp_roll, .. } => ("kept", Some(temp_roll.get())),
            RestOfFilm::Scrapped { .. } => ("scrapped", None),
        };
        values.extend([
            at.millis().into(),
            reason.into(),
            (*frames).into(),
            (*spent_mm).into(),
            word.into(),
            rest.length_mm(self.loaded.length_mm).into(),
            temp_roll.into(),
            counted.into(),
        ]);
        Ok(values)
    }

    fn read(row: &Columns<'_>) -> Result<Self, StoreError> {
        let comparison = match row.optional_text("comparison")? {
            Some(text) => {
                Some(serde_json::from_str(&text).map_err(|error| row.corrupt("comparison", error))?)
            }
            None => None,
        };
        Ok(Self {
            id: AttemptId::new(row.unsigned("id")?),
            roll: RollId::new(row.unsigned("roll")?),
            ordinal: row.small("ordinal")?,
            loaded: Loaded {
                reel: ReelId::new(row.unsigned("reel")?),
                temp_roll: row.optional_unsigned("temp_roll")?.map(TempRollId::new),
                length_mm: row.small("length_mm")?,
            },
            operator: row.text("operator")?,
            machine: row.text("machine")?,
            started: Timestamp::from_millis(row.number("started")?),
            files: row.small("files")?,
            comparison,
            course: course(row)?,
        })
    }
}

fn course(row: &Columns<'_>) -> Result<Course, StoreError> {
    let word = row.text("course")?;
    if word == "running" {
        return Ok(Course::Running);
    }
    let at = Timestamp::from_millis(row.required("ended", row.optional_number("ended")?)?);
    let frames = row.required("frames", row.optional_small("frames")?)?;
    let spent_mm = row.required("spent_mm", row.optional_small("spent_mm")?)?;
    let length_mm = row.required("rest_mm", row.optional_small("rest_mm")?)?;
    let rest = match row.required("rest", row.optional_text("rest")?)?.as_str() {
        "untouched" => RestOfFilm::Untouched,
        "scrapped" => RestOfFilm::Scrapped { length_mm },
        "kept" => {
            let id = row.required("rest_temp_roll", row.optional_unsigned("rest_temp_roll")?)?;
            RestOfFilm::Kept { temp_roll: TempRollId::new(id), length_mm }
        }
        other => return Err(row.corrupt("rest", other)),
    };
    match word.as_str() {
        "confirmed" => {
            let counted = row.required("counted", row.optional_number("counted")?)? != 0;
            Ok(Course::Confirmed { at, frames, spent_mm, rest, counted })
        }
        "failed" => {
            let code = row.required("reason", row.optional_text("reason")?)?;
            let reason = match code.as_str() {
                "earlier-pass" => Some(FailReason::EarlierPass),
                other => FailReason::parse(other),
            };
            Ok(Course::Failed { at, reason: row.required("reason", reason)?, frames, spent_mm, rest })
        }
        other => Err(row.corrupt("course", other)),
    }
}
