//! Rework: films that are rejected and made again, and what follows from that before anybody confirms.

use super::find::Named;
use super::projects::unexpected;
use super::{Api, Caller, Done, Problem, Reasoned, Sent};
use axum::Json;
use axum::extract::{Path, State};
use domain::command::{Answer, Command, Request};
use domain::film::rework::{Cause, Consequence, NumberChoice};
use domain::film::roll::Roll;
use domain::id::RollId;
use domain::refusal::Refusal;
use domain::view::finishing::ReworkLine;
use domain::words::{Language, Say};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Which films are rejected, why, and what becomes of their numbers.
#[derive(Debug, Default, Serialize, Deserialize, ToSchema)]
pub struct ReworkAsked {
    /// Film numbers, ids or temporary ids.
    #[schema(value_type = Vec<String>)]
    pub rolls: Vec<Named>,
    /// `exposure`, `density`, `scratch`, `jam`, `wrong-order`, `missing-page`, `wrong-label`, `complaint`,
    /// `operator-abort`, or your own words.
    #[serde(default)]
    pub reason: String,
    #[serde(default)]
    pub note: String,
    /// `keep`: the rejected film is destroyed and the new one carries its number. `void`: film with the number may
    /// still exist, so it is never used again.
    #[serde(default)]
    pub number: String,
}

/// A film that was rejected, and how its rework came out.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct ReworkInfo {
    pub rework: u64,
    pub roll: u64,
    /// The number the rejected film carries.
    pub number: String,
    /// `keep`: the number stayed with the roll. `void`: it is never used again.
    pub choice: String,
    /// A code of the catalogue, or somebody's own words.
    pub reason: String,
    pub note: String,
    /// Milliseconds since 1970 UTC.
    pub at: i64,
    pub by: String,
    /// Which attempt at the roll made the rejected film, from 1.
    pub rejected_attempt: u32,
    /// `open` until it is filmed again, `refilmed`, `dropped` where the roll was cancelled before.
    pub state: String,
}

impl ReworkInfo {
    pub(super) fn of(line: &ReworkLine) -> Self {
        let rework = &line.rework;
        Self {
            rework: rework.id.get(),
            roll: rework.roll.get(),
            number: rework.number.to_string(),
            choice: rework.choice.code().to_owned(),
            reason: rework.cause.code().to_owned(),
            note: rework.note.clone(),
            at: rework.at.millis(),
            by: rework.by.clone(),
            rejected_attempt: line.rejected,
            state: rework.end.code().to_owned(),
        }
    }
}

/// A film as a rework names it.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct RejectedFilm {
    /// The rework that was ordered; none in a preview.
    pub rework: Option<u64>,
    pub roll: u64,
    /// Temporary id, `RRD123-2025_OU_16_01`.
    pub id: String,
    /// The number the film carries.
    pub number: Option<String>,
}

/// One thing that follows from a rework.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct ConsequenceInfo {
    /// `number_kept`, `number_voided`, `blips_change`, `sheets_wrong`, `roll_waits`, `label_again`,
    /// `develop_again`, `deliver_again`.
    pub kind: String,
    pub sentence: String,
    /// The consequence's own fields.
    pub detail: serde_json::Value,
}

/// What a rework would bring. Nothing is changed.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct ReworkPreview {
    /// To be sent as If-Match with the rework itself.
    pub revision: u64,
    pub films: Vec<RejectedFilm>,
    pub consequences: Vec<ConsequenceInfo>,
}

/// Films that were rejected.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct Reworked {
    pub reworks: Vec<RejectedFilm>,
}

impl ReworkAsked {
    /// The rolls named, and the command.
    async fn command(self, api: &Api) -> Result<(Vec<Roll>, NumberChoice, Command), Problem> {
        let rolls = api.rolls(&self.rolls).await?;
        let number = NumberChoice::parse(&self.number).ok_or_else(|| {
            let title = "Say what becomes of the number: `keep` where the rejected film is destroyed, otherwise `void`.";
            Problem::unreadable(title)
        })?;
        let cause = Cause::parse(&self.reason).ok_or(Refusal::ReasonMissing)?;
        let ids = rolls.iter().map(|roll| roll.id).collect();
        Ok((rolls, number, Command::ReworkRolls { rolls: ids, cause, note: self.note, number }))
    }
}

/// Rejects films of one or several projects: their rolls wait to be filmed again, all others are untouched.
#[utoipa::path(post, path = "/film/rework", request_body = ReworkAsked,
    responses((status = 200, body = Reworked), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
pub async fn rework(
    State(api): State<Api>,
    caller: Caller,
    Sent(asked): Sent<ReworkAsked>,
) -> Result<Json<Reworked>, Problem> {
    let (named, _, command) = asked.command(&api).await?;
    match api.perform(caller, command).await?.answer {
        Answer::Reworked { reworks, rolls } => {
            let mut lines = api.store.reworks_of_rolls(&rolls).await?;
            lines.retain(|line| reworks.contains(&line.rework.id));
            lines.sort_by_key(|line| line.rework.id);
            let films = lines.iter().map(|ReworkLine { rework, .. }| RejectedFilm {
                rework: Some(rework.id.get()),
                roll: rework.roll.get(),
                id: named
                    .iter()
                    .find(|roll| roll.id == rework.roll)
                    .map_or_else(String::new, |roll| roll.temporary_id.to_string()),
                number: Some(rework.number.to_string()),
            });
            Ok(Json(Reworked { reworks: films.collect() }))
        }
        other => Err(unexpected(&other)),
    }
}

/// What a rework would bring, or why it would be refused. Changes nothing.
#[utoipa::path(post, path = "/film/rework/preview", request_body = ReworkAsked,
    responses((status = 200, body = ReworkPreview), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
pub async fn preview(
    State(api): State<Api>,
    caller: Caller,
    Sent(asked): Sent<ReworkAsked>,
) -> Result<Json<ReworkPreview>, Problem> {
    let (rolls, number, command) = asked.command(&api).await?;
    let Caller { actor, seen, .. } = caller;
    api.store.consider(&Request { actor, at: (api.clock)(), key: None, seen, command }).await?;
    let ids: Vec<RollId> = rolls.iter().map(|roll| roll.id).collect();
    let view = api.store.rework_view(&ids).await?;
    let consequences = match number {
        NumberChoice::Keep => view.if_kept,
        NumberChoice::Void => view.if_void,
    };
    let films = view.films.into_iter().map(|film| RejectedFilm {
        rework: None,
        roll: film.roll.id.get(),
        id: film.roll.temporary_id,
        number: film.roll.number.map(|number| number.to_string()),
    });
    Ok(Json(ReworkPreview {
        revision: view.revision,
        films: films.collect(),
        consequences: consequences.iter().map(consequence).collect(),
    }))
}

/// Voids the number that the rework of a roll kept: film that carries it turned up. The new film earns the next one.
#[utoipa::path(post, path = "/film/rolls/{roll}/void-number", request_body = Reasoned,
    params(("roll" = String, Path, description = "film number, id or temporary id")),
    responses((status = 200, body = Done), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
pub async fn void_kept_number(
    State(api): State<Api>,
    Path(roll): Path<String>,
    caller: Caller,
    Sent(Reasoned { reason }): Sent<Reasoned>,
) -> Result<Json<Done>, Problem> {
    let roll = api.roll(&roll).await?.id;
    Ok(Json(Done::of(&api.perform(caller, Command::VoidKeptNumber { roll, reason }).await?)))
}

fn consequence(found: &Consequence) -> ConsequenceInfo {
    let mut detail = serde_json::to_value(found).unwrap_or_default();
    let kind = detail.as_object_mut().and_then(|fields| fields.remove("consequence"));
    ConsequenceInfo {
        kind: kind.and_then(|kind| kind.as_str().map(str::to_owned)).unwrap_or_default(),
        sentence: found.say(Language::English),
        detail,
    }
}
