//! The self-check: what the lab promises, whether it holds, and a whole check for the asking.

use domain::view::lab::{CheckView, DifferenceView};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use crate::api::lab::read_check;
use crate::catalogue::{self, Locale, fill, say};
use crate::pages::answer::failed;
use crate::parts::button::{ButtonKind, ButtonLink};
use crate::parts::empty::{Empty, Loading};
use crate::parts::figure::{Figure, Figures};
use crate::parts::format::{Reading, ago};
use crate::parts::glyph::{Finding, Glyph};
use crate::parts::icon::{Icon, IconName};
use crate::parts::page_head::PageHead;

/// The promises every check evaluates.
const QUICK: [&str; 22] = [
    "unexplained_gap",
    "number_beyond_the_series",
    "filmed_without_number",
    "number_without_film",
    "number_of_another_site",
    "bound_without_attempt",
    "roll_and_attempt_disagree",
    "attempt_without_roll",
    "attempts_miscounted",
    "film_lost_in_attempt",
    "reel_does_not_add_up",
    "leftover_without_origin",
    "leftover_missing",
    "leftover_in_wrong_place",
    "film_narrower_than_roll",
    "delivered_before_filmed",
    "rework_and_roll_disagree",
    "developed_without_run",
    "abandoned_project_in_work",
    "outbox_incomplete",
    "ledger_has_holes",
    "head_hash_differs",
];
/// Those that only the whole check evaluates.
const WHOLE: [&str; 2] = ["chain_broken", "table_differs"];

#[component]
pub fn CheckPage() -> impl IntoView {
    let locale = catalogue::locale();
    let query = use_query_map();
    let whole = Memo::new(move |_| query.read().get("whole").is_some_and(|text| text == "now"));
    let report = Resource::new(move || whole.get(), read_check);
    view! {
        <Title text=say!(locale, lab.self_check)/>
        <PageHead title=say!(locale, lab.self_check) aside=say!(locale, lab.check_is)>
            <ButtonLink href="/check?whole=now" word=say!(locale, lab.check_whole) kind=ButtonKind::Primary icon=IconName::Check/>
        </PageHead>
        <div role="status">
            <Transition fallback=|| view! { <Loading/> }>
                {move || Suspend::new(async move {
                    match report.await {
                        Ok(Some(view)) => shown(view),
                        Ok(None) => {
                            view! { <Empty title=say!(locale, lab.check_none) sentence=say!(locale, lab.check_none_why)/> }
                                .into_any()
                        }
                        Err(error) => failed(error),
                    }
                })}
            </Transition>
        </div>
    }
}

fn shown(view: CheckView) -> AnyView {
    let (locale, language) = (catalogue::locale(), catalogue::language());
    let count = view.differences.len() as u64;
    let verdict = match (count, view.whole) {
        (0, true) => say!(locale, lab.check_all_hold).to_owned(),
        (0, false) => say!(locale, lab.check_holds).to_owned(),
        (1, _) => say!(locale, lab.check_one_broken).to_owned(),
        _ => fill(say!(locale, lab.check_broken), &[&language.count(count)]),
    };
    let sign = if count == 0 {
        view! { <Icon name=IconName::Check/> }.into_any()
    } else {
        view! { <Glyph of=Finding::Contradiction/> }.into_any()
    };
    let when =
        format!("{}, {}", ago(language, view.seconds_ago.into()), Reading::utc(language).date_time(view.at));
    let names = if view.whole { [QUICK.as_slice(), WHOLE.as_slice()].concat() } else { QUICK.to_vec() };
    let groups = names.into_iter().map(|name| promise(name, &view.differences, locale)).collect_view();
    let promises = language.count(view.promises.into());
    let entries = language.count(view.entries);
    view! {
        <p class="ledger-verdict" data-broken=(count > 0).then_some("")>{sign}<strong>{verdict}</strong></p>
        <Figures>
            <Figure value=language.count(count) name=say!(locale, lab.check_differences) base=when/>
            <Figure value=promises name=say!(locale, lab.check_promises) base=say!(locale, lab.check_on_live)/>
            <Figure value=entries name=say!(locale, lab.check_entries) base=say!(locale, lab.check_at_the_time) href="/ledger".to_owned()/>
        </Figures>
        <h2 class="check-heading">{say!(locale, lab.check_promised)}</h2>
        <ul class="promises">{groups}</ul>
    }
    .into_any()
}

/// A promise with its sign, and what contradicts it.
fn promise(name: &str, differences: &[DifferenceView], locale: Locale) -> AnyView {
    let broken: Vec<DifferenceView> =
        differences.iter().filter(|difference| is_of(difference, name)).cloned().collect();
    let sign = if broken.is_empty() {
        view! { <Icon name=IconName::Check/> }.into_any()
    } else {
        view! { <Glyph of=Finding::Contradiction/> }.into_any()
    };
    let word = if broken.is_empty() { say!(locale, lab.holds) } else { say!(locale, lab.broken) };
    let is_broken = (!broken.is_empty()).then_some("");
    let lines = broken.into_iter().map(line).collect_view();
    view! {
        <li data-broken=is_broken>
            {sign}
            <div>
                <p><span class="visually-hidden">{word}": "</span>{promise_said(name, locale)}</p>
                <ul>{lines}</ul>
            </div>
        </li>
    }
    .into_any()
}

/// The comparison of tables has a name for each kind of difference; all belong to one promise.
fn is_of(difference: &DifferenceView, name: &str) -> bool {
    let known = QUICK.contains(&difference.promise.as_str()) || difference.promise == "chain_broken";
    difference.promise == name || (name == "table_differs" && !known)
}

fn line(difference: DifferenceView) -> AnyView {
    let sentence = difference.sentence;
    match difference.href {
        Some(href) => {
            view! { <li><a href=href>{difference.subject}</a>" "<span class="muted">{sentence}</span></li> }
                .into_any()
        }
        None => view! { <li>{sentence}</li> }.into_any(),
    }
}

fn promise_said(name: &str, locale: Locale) -> &'static str {
    match name {
        "unexplained_gap" => say!(locale, lab.promise_gap),
        "number_beyond_the_series" => say!(locale, lab.promise_beyond),
        "filmed_without_number" => say!(locale, lab.promise_filmed),
        "number_without_film" => say!(locale, lab.promise_number),
        "number_of_another_site" => say!(locale, lab.promise_site),
        "bound_without_attempt" => say!(locale, lab.promise_bound),
        "roll_and_attempt_disagree" => say!(locale, lab.promise_roll),
        "attempt_without_roll" => say!(locale, lab.promise_attempt),
        "attempts_miscounted" => say!(locale, lab.promise_count),
        "film_lost_in_attempt" => say!(locale, lab.promise_film),
        "reel_does_not_add_up" => say!(locale, lab.promise_reel),
        "leftover_without_origin" => say!(locale, lab.promise_origin),
        "leftover_missing" => say!(locale, lab.promise_leftover),
        "leftover_in_wrong_place" => say!(locale, lab.promise_place),
        "film_narrower_than_roll" => say!(locale, lab.promise_width),
        "delivered_before_filmed" => say!(locale, lab.promise_delivered),
        "rework_and_roll_disagree" => say!(locale, lab.promise_rework),
        "developed_without_run" => say!(locale, lab.promise_run),
        "abandoned_project_in_work" => say!(locale, lab.promise_standing),
        "outbox_incomplete" => say!(locale, lab.promise_outbox),
        "ledger_has_holes" => say!(locale, lab.promise_gapless),
        "head_hash_differs" => say!(locale, lab.promise_head),
        "chain_broken" => say!(locale, lab.promise_chain),
        _ => say!(locale, lab.promise_replay),
    }
}
