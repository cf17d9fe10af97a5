//! Registering projects, accepting plans; the index of a project.

use super::standing::active_project;
use super::{Decision, check_seen};
use crate::command::{Answer, PlanChoice, RollAnswer};
use crate::event::{Event, NewRoll, NewWaits};
use crate::film::document::{Barcode, Document};
use crate::film::index::{FilmedRoll, IndexRow, index};
use crate::film::planning::{self, Plan, PlanRefusal, Sheets, in_natural_order};
use crate::film::project::{ListDifference, Project, ProjectKey, Standing};
use crate::film::roll::{FilmType, Roll, Segment, Stage, TemporaryId};
use crate::film::settings::Settings;
use crate::id::{ProjectId, RollId};
use crate::lab::Lab;
use crate::refusal::Refusal;
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn register(
    lab: &Lab,
    key: &ProjectKey,
    documents: &[Document],
    accept: Option<u32>,
    test: Option<bool>,
) -> Result<Decision, Refusal> {
    let settings = lab.settings.as_ref().ok_or(Refusal::NotFounded)?;
    checked_site(&key.site)?;
    checked_text(&key.doc_type, 1)?;
    checked_text(&key.delivery, 0)?;
    let documents = checked_list(documents)?;
    let pages = documents.iter().map(|document| u64::from(document.pages)).sum();
    let answer =
        |project, changed| Answer::Registered { project, documents: documents.len() as u32, pages, changed };
    if let Some(project) = lab.project_with_key(key) {
        let old = lab.documents.get(project.id).map_or(&[][..], Vec::as_slice);
        let difference = ListDifference::between(old, &documents);
        let at_hand = matches!(project.standing, Standing::Active | Standing::Archived);
        if difference.is_empty() && at_hand {
            return Ok(Decision::new(vec![], answer(project.id, false)));
        }
        // Nothing is registered into a project that is in no list.
        active_project(lab, project.id)?;
        let differences = difference.added.len() + difference.removed.len() + difference.changed.len();
        if accept != Some(differences as u32) {
            return Err(Refusal::ListChanged { difference });
        }
        let cancelled = untouched_rolls(lab, project).map_err(|roll| Refusal::ListInUse { roll })?;
        check_filmed_documents(lab, project, old, &documents)?;
        let replaced =
            Event::ListReplaced { project: project.id, difference, documents: documents.clone(), cancelled };
        return Ok(Decision::new(vec![replaced], answer(project.id, true)));
    }
    let site = key.site.clone();
    let site = settings.site(&site).ok_or(Refusal::SiteUnreadable { site })?;
    let project = ProjectId::new(lab.head.counts.project + 1);
    let registered = Event::ProjectRegistered {
        project,
        key: key.clone(),
        series: site.series,
        numbering: site.numbering,
        consecutive: site.consecutive,
        test: test.unwrap_or(key.archive_id.is_test()),
        documents: documents.clone(),
    };
    Ok(Decision::new(vec![registered], answer(project, true)))
}

/// The values a plan is made with: the lab's settings and what this plan changes of them.
pub fn plan_settings(settings: &Settings, choice: &PlanChoice) -> Result<Settings, Refusal> {
    let mut settings = settings.clone();
    settings.capacity_16mm = choice.capacity_16mm.unwrap_or(settings.capacity_16mm);
    settings.capacity_35mm = choice.capacity_35mm.unwrap_or(settings.capacity_35mm);
    settings.smallest_usable = choice.smallest_usable.unwrap_or(settings.smallest_usable);
    settings.check().map_err(|problem| Refusal::CannotPlan { problem: PlanRefusal::Settings(problem) })?;
    Ok(settings)
}

pub(super) fn accept_plan(
    lab: &Lab,
    id: ProjectId,
    choice: &PlanChoice,
    seen: Option<u64>,
) -> Result<Decision, Refusal> {
    let (project, documents) = project_with_list(lab, id)?;
    active_project(lab, id)?;
    check_seen(seen, project.revision)?;
    let base = &lab.settings.as_ref().ok_or(Refusal::NotFounded)?.film;
    let settings = plan_settings(base, choice)?;
    let cancelled = untouched_rolls(lab, project).map_err(|roll| Refusal::PlanInUse { roll })?;
    let kept = kept_rolls(project, lab.rolls_of(id));
    let plan = plan_beside(&kept, documents, &settings, choice.order)
        .map_err(|problem| Refusal::CannotPlan { problem })?;
    // After a reset that changed nothing a plan without a new roll closes registration again.
    if plan.rolls.is_empty() && project.plan != 0 {
        return Err(Refusal::NothingToPlan { project: project.key.folder() });
    }
    let number = lab.plans.iter().filter(|((of, _), _)| *of == id).map(|((_, plan), _)| plan).max();
    let number = number.unwrap_or(0).max(project.plan) + 1;
    let rolls = new_rolls(lab.head.counts.roll, &project.key, &kept, &plan);
    let answers = rolls.iter().map(|roll| roll_answer(roll, documents)).collect();
    let waits = new_waits(&kept, documents, &rolls);
    let order = choice.order;
    let waiting = super::blocks::waiting(lab, id, |roll| !cancelled.contains(&roll.id));
    let block = super::blocks::follow_plan(lab, project, waiting + rolls.len() as u32)?;
    let mut events =
        vec![Event::PlanAccepted { project: id, plan: number, settings, order, rolls, cancelled, waits }];
    events.extend(block);
    Ok(Decision::new(events, Answer::Planned { project: id, plan: number, rolls: answers }))
}

/// Rolls filmed under an earlier plan and kept when the project was reopened.
pub fn kept_rolls<'a>(project: &Project, rolls: impl IntoIterator<Item = &'a Roll>) -> Vec<&'a Roll> {
    let kept = |roll: &&Roll| roll.stage_word().is_filmed() && roll.plan != project.plan;
    rolls.into_iter().filter(kept).collect()
}

/// A plan of what is not yet on the kept rolls.
pub fn plan_beside(
    kept: &[&Roll],
    documents: &[Document],
    settings: &Settings,
    order: planning::Order,
) -> Result<Plan, PlanRefusal> {
    let kept: Vec<planning::KeptRoll<'_>> = kept
        .iter()
        .map(|roll| planning::KeptRoll { film: roll.film, ordinal: roll.ordinal, segments: &roll.segments })
        .collect();
    planning::plan_beside(&kept, documents, settings, order)
}

/// Rolls with ids counted on from `last`; 16mm rolls wait for the 35mm rolls their sheets refer to.
pub fn new_rolls(last: u64, key: &ProjectKey, kept: &[&Roll], plan: &Plan) -> Vec<NewRoll> {
    let ids: Vec<RollId> = (last + 1..).take(plan.rolls.len()).map(RollId::new).collect();
    let of_35mm: BTreeMap<u32, RollId> = plan
        .rolls
        .iter()
        .zip(&ids)
        .filter(|(roll, _)| roll.film == FilmType::Mm35)
        .map(|(roll, id)| (roll.ordinal, *id))
        .chain(kept.iter().filter(|roll| roll.film == FilmType::Mm35).map(|roll| (roll.ordinal, roll.id)))
        .collect();
    plan.rolls
        .iter()
        .zip(&ids)
        .map(|(roll, id)| NewRoll {
            id: *id,
            temporary_id: TemporaryId::of(key, roll.film, roll.ordinal),
            film: roll.film,
            ordinal: roll.ordinal,
            frames: roll.frames,
            segments: roll.segments.clone(),
            waits_for: roll.waits_for.iter().filter_map(|ordinal| of_35mm.get(ordinal).copied()).collect(),
        })
        .collect()
}

/// A kept 16mm roll may refer to a 35mm roll that was rejected and cancelled: made again, it waits for the successor.
fn new_waits(kept: &[&Roll], documents: &[Document], rolls: &[NewRoll]) -> Vec<NewWaits> {
    let kept_35mm = kept.iter().filter(|roll| roll.film == FilmType::Mm35);
    let new_35mm = rolls.iter().filter(|roll| roll.film == FilmType::Mm35);
    let of_35mm: BTreeMap<u32, (RollId, &[Segment])> = kept_35mm
        .map(|roll| (roll.ordinal, (roll.id, roll.segments.as_slice())))
        .chain(new_35mm.map(|roll| (roll.ordinal, (roll.id, roll.segments.as_slice()))))
        .collect();
    let sheets = Sheets::of(documents, of_35mm.iter().map(|(ordinal, (_, segments))| (*ordinal, *segments)));
    let waits = |roll: &&Roll| {
        let named = sheets.named_on(&roll.segments);
        let waits_for: Vec<RollId> =
            named.iter().filter_map(|ordinal| of_35mm.get(ordinal).map(|(id, _)| *id)).collect();
        (waits_for != roll.waits_for).then_some(NewWaits { roll: roll.id, waits_for })
    };
    kept.iter().filter(|roll| roll.film == FilmType::Mm16).filter_map(waits).collect()
}

/// A roll as answers list it.
pub fn roll_answer(roll: &NewRoll, documents: &[Document]) -> RollAnswer {
    let barcode = |segment: Option<&Segment>| {
        let document = segment.and_then(|segment| documents.get(segment.document as usize));
        document.map_or_else(String::new, |document| document.barcode.to_string())
    };
    RollAnswer {
        id: roll.id,
        temporary_id: roll.temporary_id.to_string(),
        film: roll.film,
        documents: roll.segments.len() as u32,
        frames: roll.frames,
        first: barcode(roll.segments.first()),
        last: barcode(roll.segments.last()),
    }
}

/// The index of a project, or why there is none yet.
pub fn delivered_rows(
    key: &ProjectKey,
    documents: &[Document],
    rolls: &[FilmedRoll<'_>],
) -> Result<Vec<IndexRow>, Refusal> {
    if rolls.is_empty() {
        let problem = crate::film::index::NotReady::NotFilmed(key.folder());
        return Err(Refusal::NotReady { problem });
    }
    index(documents, rolls).map_err(|problem| Refusal::NotReady { problem })
}

pub(super) fn project_with_list(lab: &Lab, id: ProjectId) -> Result<(&Project, &[Document]), Refusal> {
    let missing = || Refusal::NoSuchProject { project: id.to_string() };
    let project = lab.projects.get(id).ok_or_else(missing)?;
    let documents = lab.documents.get(id).ok_or_else(missing)?;
    Ok((project, documents))
}

/// The rolls of the present plan, all still planned; otherwise the name of one that is in work. Rolls filmed before
/// the project was reopened are kept and stand in nobody's way.
fn untouched_rolls(lab: &Lab, project: &Project) -> Result<Vec<RollId>, String> {
    let mut rolls = Vec::new();
    let live = lab.rolls_of(project.id);
    let kept = kept_rolls(project, live.iter().copied());
    for roll in live {
        if kept.contains(&roll) {
            continue;
        }
        if roll.stage != Stage::Planned || roll.attempts > 0 {
            return Err(roll.temporary_id.to_string());
        }
        rolls.push(roll.id);
    }
    Ok(rolls)
}

/// A document that is on a kept film stays in the list as it was filmed.
fn check_filmed_documents(
    lab: &Lab,
    project: &Project,
    old: &[Document],
    new: &[Document],
) -> Result<(), Refusal> {
    let same: BTreeMap<&Barcode, &Document> =
        new.iter().map(|document| (&document.barcode, document)).collect();
    let filmed: BTreeSet<u32> = lab
        .rolls_of(project.id)
        .into_iter()
        .filter(|roll| roll.stage_word().is_filmed())
        .flat_map(|roll| roll.segments.iter().map(|segment| segment.document))
        .collect();
    let changed = filmed.into_iter().filter_map(|position| old.get(position as usize)).filter(|document| {
        let now = same.get(&document.barcode);
        now.is_none_or(|now| (now.pages, &now.oversized) != (document.pages, &document.oversized))
    });
    let barcodes: Vec<String> = changed.map(|document| document.barcode.to_string()).collect();
    if barcodes.is_empty() { Ok(()) } else { Err(Refusal::FilmedDocuments { barcodes }) }
}

/// The list in natural order, each barcode once, each document with pages.
fn checked_list(documents: &[Document]) -> Result<Vec<Document>, Refusal> {
    if documents.is_empty() {
        return Err(Refusal::ListEmpty);
    }
    let barcodes = |wanted: &dyn Fn(&Document) -> bool| -> Vec<String> {
        documents.iter().filter(|document| wanted(document)).map(|d| d.barcode.to_string()).collect()
    };
    let empty = barcodes(&|document| document.pages == 0);
    if !empty.is_empty() {
        return Err(Refusal::EmptyDocuments { barcodes: empty });
    }
    let mut seen = BTreeSet::new();
    let twice: BTreeSet<String> = documents
        .iter()
        .filter(|document| !seen.insert(&document.barcode))
        .map(|document| document.barcode.to_string())
        .collect();
    if !twice.is_empty() {
        return Err(Refusal::DuplicateBarcodes { barcodes: twice.into_iter().collect() });
    }
    let mut documents = documents.to_vec();
    share_com_ids(&mut documents);
    in_natural_order(&mut documents);
    Ok(documents)
}

/// A suffix document shares the Bildnummer of the document it was added to.
fn share_com_ids(documents: &mut [Document]) {
    let known: BTreeMap<String, _> = documents
        .iter()
        .filter_map(|document| Some((document.barcode.to_string(), document.com_id.clone()?)))
        .collect();
    for document in documents.iter_mut().filter(|document| document.com_id.is_none()) {
        document.com_id = known.get(document.barcode.base()).cloned();
    }
}

pub(super) fn checked_site(site: &str) -> Result<String, Refusal> {
    let good = (1..=8).contains(&site.len())
        && site.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    if good {
        Ok(site.to_owned())
    } else {
        Err(Refusal::SiteUnreadable { site: site.chars().take(40).collect() })
    }
}

fn checked_text(text: &str, least: usize) -> Result<(), Refusal> {
    let length = text.chars().count();
    let printable = text.chars().all(|c| !c.is_control() && !matches!(c, '/' | '\\' | ':'));
    if (least..=120).contains(&length) && printable && text.trim() == text {
        return Ok(());
    }
    Err(Refusal::DocTypeUnreadable { doc_type: text.chars().take(80).collect() })
}
