//! Documents that are in several projects: which pairs, how much they share, and the films that carry it.

use domain::film::duplicates::Twice;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use leptos_router::params::ParamsMap;

use crate::api::duplicates::read_duplicates;
use crate::catalogue::{self, fill, say};
use crate::pages::answer::failed;
use crate::parts::button::ButtonLink;
use crate::parts::data_table::{Column, DataTable, Head, TableCaption};
use crate::parts::empty::{Empty, Loading};
use crate::parts::export::Export;
use crate::parts::glyph::{Finding, StateWord};
use crate::parts::page_head::{Crumb, PageHead};

/// Films named in a row; a pair may have many more.
const SHOWN: usize = 6;

#[component]
pub fn Duplicates() -> impl IntoView {
    let locale = catalogue::locale();
    let query = use_query_map();
    let project = Memo::new(move |_| query.read().get("project").unwrap_or_default());
    let pairs = Resource::new(move || project.get(), read_duplicates);
    let title = say!(locale, duplicates.title);
    view! {
        <Title text=title/>
        <PageHead
            crumbs=vec![Crumb::link("/projects", say!(locale, pages.projects)), Crumb::here(title)]
            title
            aside=say!(locale, duplicates.title_is)
        />
        <Transition fallback=|| view! { <Loading/> }>
            {move || Suspend::new(async move {
                let project = project.get_untracked();
                pairs.await.map_or_else(failed, |pairs| list(&pairs, &project))
            })}
        </Transition>
    }
}

fn list(pairs: &[Twice], project: &str) -> AnyView {
    let (locale, language) = (catalogue::locale(), catalogue::language());
    if pairs.is_empty() {
        return view! { <Empty title=say!(locale, duplicates.none) sentence=say!(locale, duplicates.none_is)/> }
            .into_any();
    }
    let mut params = ParamsMap::new();
    let all = (!project.is_empty()).then(|| {
        params.insert("project", project.to_owned());
        view! { <ButtonLink href="/duplicates" word=say!(locale, duplicates.all)/> }
    });
    let rows = pairs.iter().map(row).collect_view();
    let count = language.count(pairs.len() as u64);
    view! {
        <TableCaption heading=say!(locale, duplicates.pairs) count=Signal::stored(count)>{all}</TableCaption>
        <DataTable label=say!(locale, duplicates.title)>
            <thead>
                <tr>
                    <Head word=say!(locale, duplicates.projects) column=Column::Id/>
                    <Head word=say!(locale, duplicates.common) column=Column::Number/>
                    <Head word=say!(locale, duplicates.why)/>
                    <Head word=say!(locale, duplicates.filmed_twice) column=Column::Number/>
                    <Head word=say!(locale, duplicates.films) column=Column::Sentence/>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </DataTable>
        <p class="muted">{say!(locale, duplicates.what_to_do)}</p>
        <Export table="duplicates" label=say!(locale, duplicates.title) params/>
    }
    .into_any()
}

fn row(pair: &Twice) -> AnyView {
    let (locale, language) = (catalogue::locale(), catalogue::language());
    let (common, of) = (language.count(pair.common.into()), language.count(pair.of.into()));
    let (glyph, why) = match pair.same_order {
        true => (Finding::Contradiction, say!(locale, duplicates.same_order)),
        false => (Finding::Warning, say!(locale, duplicates.other_order)),
    };
    let films = pair.films.iter().take(SHOWN).map(|number| {
        view! { <a class="mono" href=format!("/numbers/{number}")>{number.to_string()}</a> " " }
    });
    let films = films.collect_view();
    let more = pair.films.len().saturating_sub(SHOWN);
    let more = (more > 0).then(|| fill(say!(locale, projects.and_more), &[&language.count(more as u64)]));
    let project = |id: domain::id::ProjectId, folder: &str| {
        view! { <a class="mono" href=format!("/projects/{id}")>{folder.to_owned()}</a> }
    };
    let (one, other) = (project(pair.one, &pair.one_folder), project(pair.other, &pair.other_folder));
    view! {
        <tr>
            <th scope="row" data-kind="id">{one}<br/>{other}</th>
            <td data-kind="number" class="nowrap">{fill(say!(locale, duplicates.of), &[&common, &of])}</td>
            <td><StateWord glyph word=why/></td>
            <td data-kind="number">{language.count(pair.filmed_twice.into())}</td>
            <td data-kind="sentence">{films}{more}</td>
        </tr>
    }
    .into_any()
}
