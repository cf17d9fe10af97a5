//! The plan: each roll on its reel, to scale.

use domain::film::roll::{FilmType, RollStage};
use domain::view::projects::ProjectView;
use domain::view::projects::columns::PlanKind;
use domain::view::projects::reels::{ReelRoll, RestDrawn, Stretch};
use leptos::prelude::*;

use super::documents_said;
use crate::catalogue::{self, fill, say};
use crate::parts::button::ButtonLink;
use crate::parts::export::Export;
use crate::parts::format::{Reading, counted};
use crate::parts::glyph::{Glyph, RollGlyph};
use crate::parts::icon::IconName;
use crate::parts::refusal::Refusal;
use crate::parts::strip::{Piece, Strip, StripDocument, StripLegend, StripPiece};

pub fn section(view: &ProjectView) -> AnyView {
    let locale = catalogue::locale();
    let note = fill(say!(locale, projects.plan_note), &[&catalogue::language().metres(view.reel_mm.into())]);
    let refusal = view.column().map(|column| column.refusal.clone()).filter(|refusal| !refusal.is_empty());
    let body = match refusal {
        Some(sentence) => view! { <Refusal sentence/> }.into_any(),
        None => view! {
            {group(view, FilmType::Mm16)}
            {group(view, FilmType::Mm35)}
            {wait_sentence(view)}
            {legend(view)}
            {labels(view)}
        }
        .into_any(),
    };
    view! {
        <section class="section plan" aria-labelledby="plan-title">
            <div class="section-head">
                <h2 id="plan-title">{title(view)}</h2>
                <span class="section-note">{note}</span>
            </div>
            {body}
        </section>
    }
    .into_any()
}

/// The labels of its films, once there are some, and its rolls as a file.
fn labels(view: &ProjectView) -> Option<AnyView> {
    let is_filmed = view.rolls.iter().any(|roll| roll.stage.is_filmed());
    let href = format!("/download/projects/{}/labels.pdf", view.id);
    let (word, label) =
        (say!(catalogue::locale(), papers.labels_of_project), say!(catalogue::locale(), projects.rolls_head));
    let rolls = format!("projects/{}/rolls", view.id);
    is_filmed.then(|| {
        view! {
            <div class="actions">
                <ButtonLink href=href word=word icon=IconName::Print/>
                <Export table=rolls label=label/>
            </div>
        }
        .into_any()
    })
}

/// `16_01`, where the project is known.
pub fn short_name(roll: &ReelRoll) -> String {
    format!("{}_{:02}", roll.film.code(), roll.ordinal)
}

/// `1 Bild`, `2.899 Bilder`
pub fn frames_said(frames: u64) -> String {
    let locale = catalogue::locale();
    counted(
        catalogue::language(),
        frames,
        say!(locale, projects.frame_one),
        say!(locale, projects.frame_many),
    )
}

/// `1 Rolle`, `6 Rollen`
pub fn rolls_said(rolls: u32) -> String {
    let locale = catalogue::locale();
    counted(
        catalogue::language(),
        rolls.into(),
        say!(locale, projects.roll_one),
        say!(locale, projects.roll_many),
    )
}

/// *Plan 2, accepted by Planner 1 on 21.11.2026*, *Draft*, or what a what-if shows.
fn title(view: &ProjectView) -> String {
    let (locale, language) = (catalogue::locale(), catalogue::language());
    match (view.shown, &view.accepted) {
        (PlanKind::Own, Some(accepted)) => {
            let at = Reading::utc(language).date(accepted.at);
            fill(say!(locale, projects.plan_accepted), &[&view.plan.to_string(), &accepted.by, &at])
        }
        (PlanKind::Own, None) => say!(locale, projects.plan_draft).to_owned(),
        (PlanKind::Asked | PlanKind::Fullest, _) => say!(locale, projects.plan_what_if).to_owned(),
    }
}

/// The rolls of one film under each other, the planning limit over them.
fn group(view: &ProjectView, film: FilmType) -> Option<AnyView> {
    let rolls: Vec<&ReelRoll> = view.rolls.iter().filter(|roll| roll.film == film).collect();
    let first = rolls.first()?;
    let scale_mm =
        rolls.iter().map(|roll| roll.piece_mm.max(roll.used_mm())).max().unwrap_or(0).max(view.reel_mm);
    let at = format!("{:.3}%", f64::from(first.capacity_mm()) / f64::from(scale_mm) * 100.0);
    let limit = catalogue::language().count(first.capacity.into());
    let rows = rolls.iter().map(|roll| row(roll, scale_mm)).collect_view();
    let label = fill(say!(catalogue::locale(), projects.rolls_of), &[film.code()]);
    Some(
        view! {
            <div class="strip-row plan-scale" aria-hidden="true">
                <span></span>
                <svg class="plan-limit">
                    <text x=at y="100%">{limit}</text>
                </svg>
                <span></span>
            </div>
            <ul class="strip-rows" aria-label=label>{rows}</ul>
        }
        .into_any(),
    )
}

fn row(roll: &ReelRoll, scale_mm: u32) -> AnyView {
    let glyph = RollGlyph::from(roll.stage);
    let name = match roll.id {
        Some(id) => view! { <a href=format!("/rolls/{id}")>{roll.name.clone()}</a> }.into_any(),
        None => roll.name.clone().into_any(),
    };
    view! {
        <li class="strip-row">
            <span>
                <Glyph of=glyph/>
                <span class="visually-hidden">{glyph.word(catalogue::locale())}</span>
                {name}
            </span>
            <Strip
                scale_mm
                pieces=pieces(roll)
                documents=stretches(roll)
                capacity_mm=roll.capacity_mm()
                description=description(roll)
            />
            <span>{sentence(roll)}</span>
        </li>
    }
    .into_any()
}

fn pieces(roll: &ReelRoll) -> Vec<StripPiece> {
    let used = roll.used_mm();
    let mut pieces = vec![
        StripPiece::new(Piece::Ends, 0, roll.leader_mm),
        StripPiece::new(Piece::Ends, used - roll.trailer_mm, roll.trailer_mm),
    ];
    let piece = match &roll.rest {
        RestDrawn::Forecast { .. } => Piece::Forecast,
        RestDrawn::Kept { .. } => Piece::OnShelf,
        RestDrawn::ForecastScrap { .. } | RestDrawn::Scrapped { .. } => Piece::Scrap,
    };
    let length_mm = rest_mm(&roll.rest);
    if length_mm > 0 {
        pieces.push(StripPiece::new(piece, used, length_mm).labelled(rest_said(&roll.rest)));
    }
    pieces
}

/// Documents from the end of the leader on.
fn stretches(roll: &ReelRoll) -> Vec<StripDocument> {
    let mut from_mm = roll.leader_mm;
    let mut documents = Vec::with_capacity(roll.stretches.len());
    for Stretch(frames, oversized) in &roll.stretches {
        let length_mm = frames * roll.step_mm;
        documents.push(StripDocument {
            from_mm,
            length_mm,
            oversized: *oversized && roll.film == FilmType::Mm16,
        });
        from_mm += length_mm;
    }
    documents
}

fn rest_mm(rest: &RestDrawn) -> u32 {
    match rest {
        RestDrawn::Forecast { length_mm, .. }
        | RestDrawn::ForecastScrap { length_mm }
        | RestDrawn::Kept { length_mm, .. }
        | RestDrawn::Scrapped { length_mm } => *length_mm,
    }
}

/// *forecast leftover 20.93 m, 474 usable frames*
fn rest_said(rest: &RestDrawn) -> String {
    let (locale, language) = (catalogue::locale(), catalogue::language());
    let metres = language.metres(rest_mm(rest).into());
    match rest {
        RestDrawn::Forecast { usable_frames, .. } => {
            fill(say!(locale, projects.rest_forecast), &[&metres, &language.count((*usable_frames).into())])
        }
        RestDrawn::Kept { temp_roll, usable_frames, .. } => fill(
            say!(locale, projects.rest_kept),
            &[temp_roll, &metres, &language.count((*usable_frames).into())],
        ),
        RestDrawn::ForecastScrap { .. } => fill(say!(locale, projects.rest_forecast_scrap), &[&metres]),
        RestDrawn::Scrapped { .. } => fill(say!(locale, projects.rest_scrapped), &[&metres]),
    }
}

/// The drawing in words.
fn description(roll: &ReelRoll) -> String {
    let (frames, documents) = (frames_said(roll.frames.into()), documents_said(roll.documents.into()));
    let rest = if rest_mm(&roll.rest) > 0 { format!("; {}", rest_said(&roll.rest)) } else { String::new() };
    format!("{}: {frames}, {documents}{rest}", roll.name)
}

/// What stands beside the strip: sums first, then what it waits for or where it is.
fn sentence(roll: &ReelRoll) -> AnyView {
    let (locale, language) = (catalogue::locale(), catalogue::language());
    let frames = language.count(roll.frames.into());
    let word =
        if roll.frames == 1 { say!(locale, projects.frame_one) } else { say!(locale, projects.frame_many) };
    let documents = documents_said(roll.documents.into());
    let waited: Vec<&str> =
        roll.waits_for.iter().filter(|waited| !waited.filmed).map(|waited| waited.name.as_str()).collect();
    let more = match roll.stage {
        RollStage::Filming => {
            let values = [roll.attempts.to_string(), roll.piece.clone()];
            fill(say!(locale, projects.running_on), &[&values[0], &values[1]])
        }
        RollStage::Planned if roll.is_waiting() => {
            let names = waited.iter().map(|name| short(name)).collect::<Vec<_>>().join(", ");
            fill(say!(locale, projects.waits_for), &[&names])
        }
        RollStage::Rework => say!(locale, projects.in_rework).to_owned(),
        RollStage::Planned
        | RollStage::Filmed
        | RollStage::Developed
        | RollStage::Accepted
        | RollStage::Cancelled => String::new(),
    };
    let number = roll.number.clone().map(|number| {
        view! { <a class="id" href=format!("/numbers/{number}")>{number.clone()}</a> ": " }
    });
    view! { {number} <strong>{frames}</strong> {format!(" {word}, {documents}")} {(!more.is_empty()).then(|| format!("; {more}"))} }
        .into_any()
}

/// `35_01` of `RRD123-2025_OU_35_01`.
fn short(name: &str) -> String {
    let mut parts = name.rsplitn(3, '_');
    match (parts.next(), parts.next()) {
        (Some(ordinal), Some(film)) => format!("{film}_{ordinal}"),
        _ => name.to_owned(),
    }
}

/// Which rolls go first, as one sentence under the plan.
fn wait_sentence(view: &ProjectView) -> Option<AnyView> {
    let (locale, language) = (catalogue::locale(), catalogue::language());
    let waiting = view.rolls.iter().filter(|roll| roll.is_waiting()).count() as u64;
    if waiting == 0 {
        return None;
    }
    let first: Vec<String> = view
        .rolls
        .iter()
        .filter(|roll| roll.film == FilmType::Mm35 && !roll.stage.is_filmed())
        .map(short_name)
        .collect();
    let (count, names) = (language.count(waiting), first.join(", "));
    let sentence = match waiting {
        1 => fill(say!(locale, projects.first_35mm_one), &[&names]),
        _ => fill(say!(locale, projects.first_35mm), &[&names, &count]),
    };
    Some(view! { <p class="plan-wait">{sentence}</p> }.into_any())
}

fn legend(view: &ProjectView) -> AnyView {
    let mut pieces = vec![Piece::Ends];
    let has = |wanted: fn(&RestDrawn) -> bool| {
        view.rolls.iter().any(|roll| rest_mm(&roll.rest) > 0 && wanted(&roll.rest))
    };
    if has(|rest| matches!(rest, RestDrawn::Forecast { .. })) {
        pieces.push(Piece::Forecast);
    }
    if has(|rest| matches!(rest, RestDrawn::Kept { .. })) {
        pieces.push(Piece::OnShelf);
    }
    if has(|rest| matches!(rest, RestDrawn::ForecastScrap { .. } | RestDrawn::Scrapped { .. })) {
        pieces.push(Piece::Scrap);
    }
    view! { <StripLegend pieces/> }.into_any()
}
