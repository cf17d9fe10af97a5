//! What if: the same documents planned with other values, side by side. Nothing is stored.

use domain::film::planning::Order;
use domain::film::roll::FilmType;
use domain::view::projects::columns::{FULLEST_FIRST, PlanColumn, PlanKind, SmallReel};
use domain::view::projects::{PlanValues, ProjectView};
use leptos::prelude::*;
use leptos_router::params::ParamsMap;

use super::address;
use crate::catalogue::{self, fill, say};
use crate::parts::button::{Button, ButtonLink};
use crate::parts::facts::{Fact, Facts};
use crate::parts::field::{Choice, SelectField, TextField, TextKind};
use crate::parts::strip::{Piece, Strip, StripPiece, StripSize};

/// Reels drawn in a column; of more, the rest is counted.
const MOST_REELS: usize = 12;

pub fn section(view: &ProjectView, query: &ParamsMap) -> AnyView {
    let locale = catalogue::locale();
    let own = view.columns.first().cloned();
    let columns = view
        .columns
        .iter()
        .map(|column| column_view(view, column, own.as_ref().unwrap_or(column), query))
        .collect_view();
    view! {
        <section class="section what-if" id="what-if" aria-labelledby="what-if-title">
            <div class="section-head">
                <h2 id="what-if-title">{say!(locale, projects.what_if)}</h2>
                <span class="section-note">{say!(locale, projects.what_if_note)}</span>
                {form(view, query)}
            </div>
            <div class="columns">{columns}</div>
            {super::variants::table(view, query)}
        </section>
    }
    .into_any()
}

/// How an address writes an order.
pub fn order_code(order: Order) -> &'static str {
    match order {
        Order::Natural => "natural",
        Order::FullestFirst => FULLEST_FIRST,
    }
}

/// A form that asks with GET: every question has an address.
fn form(view: &ProjectView, query: &ParamsMap) -> AnyView {
    let locale = catalogue::locale();
    let typed =
        |name: &str, value: u32| query.get(name).filter(|text| !text.is_empty()).unwrap_or(value.to_string());
    let order = query.get("order").filter(|text| !text.is_empty());
    let orders = vec![
        Choice::new("natural", say!(locale, projects.order_natural)),
        Choice::new(FULLEST_FIRST, say!(locale, projects.order_fullest)),
    ];
    // What else stands in the address stays there.
    let kept = ["plan", "show", "text", "sort", "turned"]
        .into_iter()
        .filter_map(|name| Some(view! { <input type="hidden" name=name value=query.get(name)?/> }))
        .collect_view();
    let field = |name: &'static str, label: &'static str, value: u32| {
        view! { <TextField name=name label=label kind=TextKind::Number value=typed(name, value) min="1" max="100000"/> }
    };
    view! {
        <form class="tools fields" method="get" action=format!("/projects/{}#what-if", view.id)>
            {field("capacity16", say!(locale, projects.capacity_16), view.asked.capacity_16mm)}
            {field("capacity35", say!(locale, projects.capacity_35), view.asked.capacity_35mm)}
            {field("smallest", say!(locale, projects.smallest), view.asked.smallest_usable)}
            <SelectField
                name="order"
                label=say!(locale, projects.packing)
                choices=orders
                chosen=order.unwrap_or_else(|| order_code(view.asked.order).to_owned())
            />
            {kept}
            <Button verb=say!(locale, projects.compute)/>
        </form>
    }
    .into_any()
}

fn column_view(view: &ProjectView, column: &PlanColumn, own: &PlanColumn, query: &ParamsMap) -> AnyView {
    let locale = catalogue::locale();
    let chosen = view.shown == column.kind;
    let name = match (column.kind, view.plan) {
        (PlanKind::Own, 0) => say!(locale, projects.plan_draft),
        (PlanKind::Own, _) => say!(locale, projects.plan_own),
        (PlanKind::Asked | PlanKind::Fullest, _) => say!(locale, projects.what_if),
    };
    let body = if column.refusal.is_empty() {
        view! {
            <div class="column-body">
                <div class="column-strips">{strips(&column.reels)}</div>
                {facts(column, own)}
            </div>
        }
        .into_any()
    } else {
        view! { <p class="field-refusal">{column.refusal.clone()}</p> }.into_any()
    };
    let how = if column.refusal.is_empty() { how(&column.values) } else { String::new() };
    let code = if column.kind == PlanKind::Own { "" } else { column.kind.code() };
    let href = address(view.id.get(), query, &[("plan", code), ("from", "")]);
    let choose = (!chosen && column.refusal.is_empty()).then(|| {
        view! { <p class="column-choose"><ButtonLink href=href word=say!(locale, projects.show_plan)/></p> }
    });
    let shown = chosen.then(|| view! { <p class="column-choose">{say!(locale, projects.shown_above)}</p> });
    view! {
        <div class="column" data-chosen=chosen.then_some("") aria-current=chosen.then_some("true")>
            <div class="column-head">
                <h3>{name}</h3>
                <span class="section-note">{how}</span>
            </div>
            {body}
            {choose}
            {shown}
        </div>
    }
    .into_any()
}

/// *2,900 and 690 frames, natural order*
fn how(values: &PlanValues) -> String {
    let (locale, language) = (catalogue::locale(), catalogue::language());
    let order = match values.order {
        Order::Natural => say!(locale, projects.order_natural_said),
        Order::FullestFirst => say!(locale, projects.order_fullest_said),
    };
    let (of_16, of_35) =
        (language.count(values.capacity_16mm.into()), language.count(values.capacity_35mm.into()));
    fill(say!(locale, projects.plan_how), &[&of_16, &of_35, order])
}

/// The sums of a column; what differs from the first one is bold.
fn facts(column: &PlanColumn, own: &PlanColumn) -> AnyView {
    let locale = catalogue::locale();
    let said = lines(column).into_iter().zip(lines(own));
    let names = [
        say!(locale, projects.rolls_head),
        say!(locale, projects.empty_at_ends),
        say!(locale, projects.forecast_leftovers),
        say!(locale, projects.forecast_scrap),
    ];
    let facts = names
        .into_iter()
        .zip(said)
        .map(|(name, (value, first))| match value == first {
            true => Fact::new(name, value),
            false => Fact::view(name, view! { <strong>{value}</strong> }),
        })
        .collect();
    view! { <Facts facts/> }.into_any()
}

fn lines(column: &PlanColumn) -> [String; 4] {
    let (locale, language) = (catalogue::locale(), catalogue::language());
    let summary = &column.summary;
    let rolls = match summary.rolls_35mm {
        0 => language.count(summary.rolls_16mm.into()),
        of_35 => fill(
            say!(locale, projects.rolls_both),
            &[&language.count(summary.rolls_16mm.into()), &language.count(of_35.into())],
        ),
    };
    let leftovers = match summary.forecast_leftovers {
        0 => say!(locale, projects.none).to_owned(),
        count => fill(
            say!(locale, projects.with_usable),
            &[&language.count(count.into()), &language.count(summary.forecast_usable_frames)],
        ),
    };
    [rolls, super::plan::frames_said(summary.empty_frames), leftovers, language.metres(summary.scrap_mm)]
}

fn strips(reels: &[SmallReel]) -> AnyView {
    let more = reels.len().saturating_sub(MOST_REELS);
    let rows = reels.iter().take(MOST_REELS).map(small).collect_view();
    let more = (more > 0).then(|| {
        let count = catalogue::language().count(more as u64);
        view! { <p class="section-note">{fill(say!(catalogue::locale(), projects.and_more), &[&count])}</p> }
    });
    view! { {rows} {more} }.into_any()
}

fn small(reel: &SmallReel) -> AnyView {
    let rest_mm = reel.reel_mm.saturating_sub(reel.used_mm);
    let rest = if reel.keeps { Piece::Forecast } else { Piece::Scrap };
    let pieces =
        vec![StripPiece::new(Piece::Roll, 0, reel.used_mm), StripPiece::new(rest, reel.used_mm, rest_mm)];
    let language = catalogue::language();
    let film = if reel.film == FilmType::Mm16 { "16 mm" } else { "35 mm" };
    let description = format!(
        "{film}: {} / {}",
        language.metres(reel.used_mm.into()),
        language.metres(reel.reel_mm.into())
    );
    view! { <Strip scale_mm=reel.reel_mm pieces capacity_mm=reel.capacity_mm size=StripSize::Small description/> }
        .into_any()
}
