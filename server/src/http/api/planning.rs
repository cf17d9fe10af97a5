//! Planning ahead: on which film each roll will go, what other rules would come to, what is registered twice.

use super::{Api, Caller, Problem};
use axum::Json;
use axum::extract::{Path, State};
use domain::film::planning::Order;
use domain::film::stock::Rest;
use domain::film::together::{Films35, Sharing};
use domain::refusal::Refusal;
use domain::view::projects::PlanValues;
use domain::view::projects::variants::{Variant, variants};
use domain::view::queue::{ChoiceLine, FilmAhead, QueueLine, QueueView, Sums};
use serde::Serialize;
use utoipa::ToSchema;

/// The queue as it will run when each roll takes the film that fits best. A forecast: nothing of it is stored.
#[derive(Debug, Serialize, ToSchema)]
pub struct QueueInfo {
    pub rolls: u32,
    /// Seconds of the camera, both films.
    pub seconds: u64,
    pub seconds_16mm: u64,
    pub seconds_35mm: u64,
    /// With the lab's own threshold.
    pub sums: SumsInfo,
    /// The next rolls in their turn.
    pub films: Vec<ComingInfo>,
    /// Films for the first of them, the best for the whole queue first.
    pub choices: Vec<ChoiceInfo>,
    /// The same queue with other smallest leftovers.
    pub thresholds: Vec<SumsInfo>,
    /// None where fewer than two 35mm rolls wait.
    pub sharing: Option<SharingInfo>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct SumsInfo {
    pub smallest_usable: u32,
    pub new_reels: u32,
    pub reuses: u32,
    pub scrap_mm: u64,
    pub leftovers_made: u32,
    pub leftovers_left: u32,
    pub frames_left: u64,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct ComingInfo {
    pub roll: u64,
    /// Temporary id, `RRD123-2025_OU_16_01`.
    pub id: String,
    pub film: String,
    pub frames: u32,
    /// `T-0087`, `rest of RRD123-2025_OU_16_01` or `new`.
    pub on: String,
    pub length_mm: u32,
    pub rest_mm: u32,
    /// Frames the rest is good for; 0 where it is scrap.
    pub rest_usable: u32,
    pub starts_s: u64,
    pub ends_s: u64,
    /// For a 35mm roll of this queue.
    pub waits: bool,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct ChoiceInfo {
    /// `T-0087` or `new`.
    pub on: String,
    pub rest_mm: u32,
    /// Of the whole queue, as all that follows.
    pub new_reels: u32,
    pub scrap_mm: u64,
    /// Against the best choice.
    pub reels_more: u32,
    /// Against the best choice of as many reels.
    pub frames_fewer: u64,
}

/// Rolls that wait, in their turn, with the film each will go on.
#[utoipa::path(get, path = "/film/queue", responses((status = 200, body = QueueInfo)))]
pub async fn queue(State(api): State<Api>, _: Caller) -> Result<Json<QueueInfo>, Problem> {
    Ok(Json(QueueInfo::of(&api.store.queue((api.clock)()).await?)))
}

impl QueueInfo {
    fn of(view: &QueueView) -> Self {
        Self {
            rolls: view.rolls,
            seconds: view.seconds_16mm + view.seconds_35mm,
            seconds_16mm: view.seconds_16mm,
            seconds_35mm: view.seconds_35mm,
            sums: SumsInfo::of(&view.sums),
            films: view.lines.iter().map(ComingInfo::of).collect(),
            choices: view.choices.iter().map(ChoiceInfo::of).collect(),
            thresholds: view.thresholds.iter().map(SumsInfo::of).collect(),
            sharing: view.sharing.map(SharingInfo::from),
        }
    }
}

/// The waiting 35mm rolls, with a film for each and shared over projects. Only a comparison: a film is of one project.
#[derive(Debug, Serialize, ToSchema)]
pub struct SharingInfo {
    pub apart: Films35Info,
    pub together: Films35Info,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct Films35Info {
    pub films: u32,
    pub new_reels: u32,
    pub reuses: u32,
    /// With leaders and trailers.
    pub spent_mm: u64,
}

impl From<Sharing> for SharingInfo {
    fn from(sharing: Sharing) -> Self {
        let info = |films: Films35| Films35Info {
            films: films.films,
            new_reels: films.new_reels,
            reuses: films.reuses,
            spent_mm: films.spent_mm,
        };
        Self { apart: info(sharing.apart), together: info(sharing.together) }
    }
}

impl SumsInfo {
    const fn of(sums: &Sums) -> Self {
        Self {
            smallest_usable: sums.smallest_usable,
            new_reels: sums.new_reels,
            reuses: sums.reuses,
            scrap_mm: sums.scrap_mm,
            leftovers_made: sums.leftovers_made,
            leftovers_left: sums.leftovers_left,
            frames_left: sums.frames_left,
        }
    }
}

impl ComingInfo {
    fn of(line: &QueueLine) -> Self {
        Self {
            roll: line.roll.id.get(),
            id: line.roll.temporary_id.clone(),
            film: line.roll.film.code().to_owned(),
            frames: line.roll.frames,
            on: on(&line.on),
            length_mm: line.length_mm,
            rest_mm: line.rest.length_mm(),
            rest_usable: Rest::usable_frames(line.rest),
            starts_s: line.starts_s,
            ends_s: line.ends_s,
            waits: line.waits,
        }
    }
}

impl ChoiceInfo {
    fn of(line: &ChoiceLine) -> Self {
        let choice = line.choice;
        Self {
            on: on(&line.on),
            rest_mm: choice.rest.length_mm(),
            new_reels: choice.new_reels,
            scrap_mm: choice.scrap_mm,
            reels_more: choice.reels_more,
            frames_fewer: choice.frames_fewer,
        }
    }
}

fn on(ahead: &FilmAhead) -> String {
    match ahead {
        FilmAhead::TempRoll(tag) => tag.clone(),
        FilmAhead::RestOf(roll) => format!("rest of {roll}"),
        FilmAhead::NewReel => "new".to_owned(),
    }
}

/// A plan that could be asked for, and what it comes to when the project is filmed alone.
#[derive(Debug, Serialize, ToSchema)]
pub struct VariantInfo {
    pub capacity16: u32,
    pub capacity35: u32,
    pub threshold: u32,
    /// `natural` or `fullest_first`.
    pub order: String,
    pub rolls_16mm: u32,
    pub rolls_35mm: u32,
    pub new_reels: u32,
    /// Frames of the 16mm capacity left unused at roll ends.
    pub empty_frames: u64,
    pub leftovers_left: u32,
    pub frames_left: u64,
    pub seconds: u64,
}

impl VariantInfo {
    fn of(variant: &Variant) -> Self {
        let Variant { values, summary, new_reels, leftovers_left, frames_left } = *variant;
        let order = match values.order {
            Order::Natural => "natural",
            Order::FullestFirst => "fullest_first",
        };
        Self {
            capacity16: values.capacity_16mm,
            capacity35: values.capacity_35mm,
            threshold: values.smallest_usable,
            order: order.to_owned(),
            rolls_16mm: summary.rolls_16mm,
            rolls_35mm: summary.rolls_35mm,
            new_reels,
            empty_frames: summary.empty_frames,
            leftovers_left,
            frames_left,
            seconds: summary.filming_seconds,
        }
    }
}

/// The usual variants of a project's plan side by side. Nothing is stored; `plan` accepts one.
#[utoipa::path(get, path = "/film/projects/{project}/what-if",
    params(("project" = String, Path, description = "id, archive id or folder name")),
    responses((status = 200, body = Vec<VariantInfo>), (status = 404, body = Problem)))]
pub async fn what_if(
    State(api): State<Api>,
    Path(project): Path<String>,
    _: Caller,
) -> Result<Json<Vec<VariantInfo>>, Problem> {
    let id = api.project(&project).await?.id;
    let missing = Refusal::NoSuchProject { project };
    let file = api.store.project_file(id).await?.ok_or(missing)?;
    let order = file.plan.as_ref().map_or(Order::Natural, |plan| plan.order);
    let own = PlanValues::of(file.film_settings(), order);
    Ok(Json(variants(&file, own).iter().map(VariantInfo::of).collect()))
}

/// Two projects with documents in common.
#[derive(Debug, Serialize, ToSchema)]
pub struct DuplicateInfo {
    pub one: u64,
    pub one_folder: String,
    pub other: u64,
    pub other_folder: String,
    /// Archive id, site and document type are the same.
    pub same_order: bool,
    pub common: u32,
    /// Documents of the smaller project.
    pub of: u32,
    /// Common documents that are on films of both.
    pub filmed_twice: u32,
    /// Film numbers that carry common documents.
    pub films: Vec<String>,
}

/// Projects that have documents in common: a delivery registered twice, or a document on several films.
#[utoipa::path(get, path = "/film/duplicates", responses((status = 200, body = Vec<DuplicateInfo>)))]
pub async fn duplicates(State(api): State<Api>, _: Caller) -> Result<Json<Vec<DuplicateInfo>>, Problem> {
    let found = api.store.duplicates().await?.into_iter().map(|twice| DuplicateInfo {
        one: twice.one.get(),
        one_folder: twice.one_folder,
        other: twice.other.get(),
        other_folder: twice.other_folder,
        same_order: twice.same_order,
        common: twice.common,
        of: twice.of,
        filmed_twice: twice.filmed_twice,
        films: twice.films.iter().map(ToString::to_string).collect(),
    });
    Ok(Json(found.collect()))
}
