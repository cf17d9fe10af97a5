//! The usual variants of a plan side by side in a table; each can be shown above and accepted there.

use domain::film::planning::Order;
use domain::view::projects::ProjectView;
use domain::view::projects::columns::PlanKind;
use domain::view::projects::variants::Variant;
use leptos::prelude::*;
use leptos_router::params::ParamsMap;

use super::address;
use super::what_if::order_code;
use crate::catalogue::{self, fill, say};
use crate::pages::roll::film_words::length_of_time;
use crate::parts::data_table::{Column, DataTable, Head};

pub fn table(view: &ProjectView, query: &ParamsMap) -> AnyView {
    let locale = catalogue::locale();
    if view.variants.len() < 2 {
        return ().into_any();
    }
    let rows = view.variants.iter().map(|variant| row(view, variant, query)).collect_view();
    view! {
        <DataTable label=say!(locale, queue.variants)>
            <thead>
                <tr>
                    <Head word=say!(locale, projects.capacity_16) column=Column::Number/>
                    <Head word=say!(locale, projects.packing)/>
                    <Head word=say!(locale, projects.smallest) column=Column::Number/>
                    <Head word=say!(locale, projects.rolls_head) column=Column::Number/>
                    <Head word=say!(locale, queue.reels) column=Column::Number/>
                    <Head word=say!(locale, projects.empty_at_ends) column=Column::Number/>
                    <Head word=say!(locale, queue.left_alone) column=Column::Number/>
                    <Head word=say!(locale, queue.hours) column=Column::Number/>
                    <Head word=say!(locale, projects.show_plan) column=Column::Actions hidden=true/>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </DataTable>
    }
    .into_any()
}

fn row(view: &ProjectView, variant: &Variant, query: &ParamsMap) -> AnyView {
    let (locale, language) = (catalogue::locale(), catalogue::language());
    let Variant { values, summary, new_reels, leftovers_left, frames_left } = *variant;
    let count = |count: u64| language.count(count);
    let order = match values.order {
        Order::Natural => say!(locale, projects.order_natural),
        Order::FullestFirst => say!(locale, projects.order_fullest),
    };
    let rolls = match summary.rolls_35mm {
        0 => count(summary.rolls_16mm.into()),
        of_35 => {
            let (of_16, of_35) = (count(summary.rolls_16mm.into()), count(of_35.into()));
            fill(say!(locale, projects.rolls_both), &[&of_16, &of_35])
        }
    };
    let left = match leftovers_left {
        0 => say!(locale, projects.none).to_owned(),
        left => fill(say!(locale, projects.with_usable), &[&count(left.into()), &count(frames_left)]),
    };
    // Of the columns above one shows a plan with exactly these values.
    let here = view.column().is_some_and(|column| column.values == values);
    let href = address(
        view.id.get(),
        query,
        &[
            ("capacity16", &values.capacity_16mm.to_string()),
            ("capacity35", &values.capacity_35mm.to_string()),
            ("smallest", &values.smallest_usable.to_string()),
            ("order", order_code(values.order)),
            ("plan", PlanKind::Asked.code()),
            ("from", ""),
        ],
    );
    let shown = match here {
        true => view! { <span class="muted">{say!(locale, projects.shown_above)}</span> }.into_any(),
        false => view! { <a href=href>{say!(locale, projects.show_plan)}</a> }.into_any(),
    };
    view! {
        <tr aria-current=here.then_some("true")>
            <th scope="row" data-kind="number">{count(values.capacity_16mm.into())}</th>
            <td>{order}</td>
            <td data-kind="number">{count(values.smallest_usable.into())}</td>
            <td data-kind="number">{rolls}</td>
            <td data-kind="number">{count(new_reels.into())}</td>
            <td data-kind="number">{count(summary.empty_frames)}</td>
            <td data-kind="number" class="nowrap">{left}</td>
            <td data-kind="number" class="nowrap">{length_of_time(summary.filming_seconds, language)}</td>
            <td data-kind="actions">{shown}</td>
        </tr>
    }
    .into_any()
}
