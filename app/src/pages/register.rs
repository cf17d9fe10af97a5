//! Registering a project: from a list, or from a folder of PDFs.

mod difference;

use domain::person::Right;
use domain::view::projects::register::{ImportFolder, ImportFolders, SaidForm, Suggested};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use crate::api::projects::{read_import_folders, read_said, read_sites};
use crate::catalogue::{self, say};
use crate::command_form::KeyField;
use crate::frame::frame;
use crate::parts::button::{Button, ButtonKind, ButtonLink, Price};
use crate::parts::data_table::{Column, DataTable, Head};
use crate::parts::empty::Empty;
use crate::parts::field::{CheckField, Choice, FileField, SelectField, TextField, TextKind};
use crate::parts::format::counted;
use crate::parts::icon::IconName;
use crate::parts::notice::{Notice, Tone};
use crate::parts::page_head::{Crumb, PageHead};
use crate::parts::refusal::Refusal;
use crate::parts::segments::{Segment, Segments};

const PATH: &str = "/projects/new";
/// Chosen where the site is not in the settings and is written by hand.
const OTHER: &str = "other";

#[component]
pub fn Register() -> impl IntoView {
    let locale = catalogue::locale();
    let query = use_query_map();
    let said = Resource::new(
        move || query.read().get("said").unwrap_or_default(),
        |said| async move { if said.is_empty() { Ok(None) } else { read_said(said).await } },
    );
    let sites = Resource::new(|| (), |()| read_sites());
    let folders = Resource::new(|| (), |()| read_import_folders());
    let title = say!(locale, projects.register);
    view! {
        <Title text=title/>
        <PageHead
            crumbs=vec![Crumb::link("/projects", say!(locale, pages.projects)), Crumb::here(title)]
            title=title
        >
            <ButtonLink href="/duplicates" word=say!(locale, duplicates.title)/>
        </PageHead>
        <Transition>
            {move || Suspend::new(async move {
                let (said, sites) = (said.await.unwrap_or_default(), sites.await.unwrap_or_default());
                let folders = folders.await.unwrap_or_default();
                let query = query.get_untracked();
                let chosen = query.get("folder").unwrap_or_default();
                let by_folder = query.get("from").as_deref() == Some("folder");
                page(said.unwrap_or_default(), sites, &folders, &chosen, by_folder)
            })}
        </Transition>
    }
}

fn page(
    said: SaidForm,
    sites: Vec<String>,
    folders: &ImportFolders,
    chosen: &str,
    by_folder: bool,
) -> AnyView {
    let locale = catalogue::locale();
    if !frame().may(Right::Plan) {
        return view! { <Notice tone=Tone::Warning><p>{say!(locale, projects.planners_only)}</p></Notice> }
            .into_any();
    }
    let chosen = if chosen.is_empty() { said.field("folder") } else { chosen.to_owned() };
    let by_folder = by_folder || !chosen.is_empty();
    let segments = vec![
        Segment::new(PATH, say!(locale, projects.from_list), !by_folder),
        Segment::new(format!("{PATH}?from=folder"), say!(locale, projects.from_folder), by_folder),
    ];
    let form = match said.difference.clone() {
        Some(changed) => difference::view(&said, &changed),
        None if by_folder => folder_side(&said, &sites, folders, &chosen),
        None => form(&said, &sites, None),
    };
    view! {
        <div class="register-ways"><Segments label=say!(locale, projects.register_from) segments/></div>
        {refused(&said)}
        <div class="register">
            {form}
            {help(by_folder)}
        </div>
    }
    .into_any()
}

/// What was wrong, and that the files must be chosen again: a browser does not hand them back.
fn refused(said: &SaidForm) -> Option<AnyView> {
    if said.sentence.is_empty() || said.difference.is_some() {
        return None;
    }
    let details = said.details.iter().map(|detail| view! { <li>{detail.clone()}</li> }).collect_view();
    let again = said.field("folder").is_empty().then(|| {
        view! { <p class="register-again">{say!(catalogue::locale(), projects.choose_files_again)}</p> }
    });
    Some(
        view! {
            <Refusal sentence=said.sentence.clone()/>
            {(!said.details.is_empty()).then(|| view! { <ul class="register-details">{details}</ul> })}
            {again}
        }
        .into_any(),
    )
}

/// The folders to choose from, and the form once one is chosen.
fn folder_side(said: &SaidForm, sites: &[String], folders: &ImportFolders, chosen: &str) -> AnyView {
    let locale = catalogue::locale();
    if !folders.configured {
        return view! {
            <Empty title=say!(locale, projects.no_import_root) sentence=say!(locale, projects.no_import_root_sentence)/>
        }
        .into_any();
    }
    if !chosen.is_empty() {
        let folder = folders.folders.iter().find(|folder| folder.path == chosen).cloned();
        let folder = folder.unwrap_or_else(|| ImportFolder {
            suggestion: Suggested::read(chosen),
            path: chosen.to_owned(),
            pdfs: 0,
        });
        return form(said, sites, Some(folder));
    }
    if folders.folders.is_empty() {
        return view! {
            <Empty title=say!(locale, projects.no_folder) sentence=say!(locale, projects.no_folder_sentence)/>
        }
        .into_any();
    }
    let rows = folders
        .folders
        .iter()
        .map(|folder| {
            let mut params = leptos_router::params::ParamsMap::new();
            params.insert("folder", folder.path.clone());
            let kind = folder.suggestion.clone().unwrap_or_default();
            view! {
                <tr>
                    <th scope="row" data-kind="id"><a href=format!("{PATH}{}", params.to_query_string())>{folder.path.clone()}</a></th>
                    <td data-kind="number">{catalogue::language().count(folder.pdfs.into())}</td>
                    <td>{if kind.doc_type.is_empty() { "–".to_owned() } else { kind.doc_type }}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <DataTable label=say!(locale, projects.folders)>
            <thead>
                <tr>
                    <Head word=say!(locale, projects.folder) column=Column::Id/>
                    <Head word="PDF" column=Column::Number/>
                    <Head word=say!(locale, projects.doc_type)/>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </DataTable>
    }
    .into_any()
}

/// One form for both ways; with a folder the files are read where they lie.
fn form(said: &SaidForm, sites: &[String], folder: Option<ImportFolder>) -> AnyView {
    let locale = catalogue::locale();
    let suggested = folder.as_ref().and_then(|folder| folder.suggestion.clone()).unwrap_or_default();
    let or =
        |name: &str, other: String| Some(said.field(name)).filter(|typed| !typed.is_empty()).unwrap_or(other);
    let archive_id = or("archive_id", suggested.archive_id);
    let doc_type = or("doc_type", suggested.doc_type);
    let site = site_fields(said, sites, or("site", suggested.site), folder.is_none());
    let damaged = said.code == "damaged";
    // The refusal stands on top and once more under the field it is about.
    let under = |code: &str| (said.code == code).then(|| said.sentence.clone());
    let (order_refused, type_refused) = (under("archive_id"), under("doc_type_unreadable"));
    let source = match folder {
        Some(folder) => folder_fields(&folder, damaged),
        None => list_fields(),
    };
    view! {
        // What is left empty may stand in the list's name, so the server judges it, not the browser.
        <form class="form" method="post" action="/upload/register" enctype="multipart/form-data" novalidate>
            <KeyField form="register"/>
            {source}
            <TextField
                name="archive_id"
                label=say!(locale, projects.order)
                kind=TextKind::Id
                value=archive_id
                hint=say!(locale, projects.order_hint)
                refusal=order_refused
            />
            {site}
            <TextField
                name="doc_type"
                label=say!(locale, projects.doc_type)
                value=doc_type
                refusal=type_refused
            />
            <TextField
                name="delivery"
                label=say!(locale, projects.sub_delivery)
                value=said.field("delivery")
                hint=say!(locale, projects.sub_delivery_hint)
                optional=true
            />
            {test_field(said)}
            <Button
                verb=say!(locale, projects.register_verb)
                kind=ButtonKind::Primary
                icon=IconName::Upload
                price=Price::Words(say!(locale, projects.register_price).to_owned())
            />
        </form>
    }
    .into_any()
}

/// Films of a test are numbered apart and never handed over.
fn test_field(said: &SaidForm) -> AnyView {
    let locale = catalogue::locale();
    let choices = vec![
        Choice::new("", say!(locale, projects.test_by_id)),
        Choice::new("yes", say!(locale, projects.test_yes)),
        Choice::new("no", say!(locale, projects.test_no)),
    ];
    view! { <SelectField name="test" label=say!(locale, projects.test_films) choices chosen=said.field("test")/> }
        .into_any()
}

/// The sites of the lab, or another one; a list's name may tell it.
fn site_fields(said: &SaidForm, sites: &[String], site: String, from_name: bool) -> AnyView {
    let locale = catalogue::locale();
    let is_listed = site.is_empty() || site == OTHER || sites.contains(&site);
    let other = if is_listed { said.field("site_other") } else { site.clone() };
    let chosen = if is_listed { site } else { OTHER.to_owned() };
    let mut choices: Vec<Choice> = sites.iter().map(|site| Choice::new(site, site)).collect();
    if from_name {
        choices.insert(0, Choice::new("", say!(locale, projects.site_from_name)));
    }
    choices.push(Choice::new(OTHER, say!(locale, projects.other_site)));
    let refused = (said.code == "site_unreadable").then(|| said.sentence.clone());
    view! {
        <div class="fields">
            <SelectField name="site" label=say!(locale, projects.site) choices chosen/>
            <TextField
                name="site_other"
                label=say!(locale, projects.other_site)
                kind=TextKind::Id
                value=other
                refusal=refused
                optional=true
            />
        </div>
    }
    .into_any()
}

fn list_fields() -> AnyView {
    let locale = catalogue::locale();
    view! {
        <FileField
            name="file"
            label=say!(locale, projects.list_file)
            accept=".csv,.txt,.xlsx,.xls,.xlsm,.xlsb,.ods"
            hint=say!(locale, projects.list_hint)
        />
        <FileField
            name="com_file"
            label=say!(locale, projects.com_file)
            accept=".csv,.txt,.xlsx,.xls,.xlsm,.xlsb"
            hint=say!(locale, projects.com_hint)
            optional=true
        />
    }
    .into_any()
}

fn folder_fields(folder: &ImportFolder, damaged: bool) -> AnyView {
    let (locale, language) = (catalogue::locale(), catalogue::language());
    let pdfs = counted(language, folder.pdfs.into(), "PDF", "PDFs");
    view! {
        <input type="hidden" name="folder" value=folder.path.clone()/>
        <p>
            <span class="id">{folder.path.clone()}</span>
            {format!(", {pdfs}. ")}
            <a href=format!("{PATH}?from=folder")>{say!(locale, projects.other_folder)}</a>
        </p>
        {damaged.then(|| view! { <CheckField name="leave_out_damaged" label=say!(locale, projects.leave_out)/> })}
    }
    .into_any()
}

/// What a list must look like, beside the form.
fn help(by_folder: bool) -> AnyView {
    let locale = catalogue::locale();
    let text = if by_folder {
        vec![say!(locale, projects.help_folder), say!(locale, projects.help_folder_com)]
    } else {
        vec![
            say!(locale, projects.help_columns),
            say!(locale, projects.help_ranges),
            say!(locale, projects.help_again),
        ]
    };
    let example = (!by_folder).then(|| {
        view! {
            <pre class="register-example" tabindex="0">
                "barcode;com_id;pages;oversized\n1427000150786611;00412063;528;8-11, 17\n1427000159380534;00412064;63;"
            </pre>
        }
    });
    view! {
        <aside class="register-help" aria-label=say!(locale, projects.help)>
            {text.into_iter().map(|sentence| view! { <p>{sentence}</p> }).collect_view()}
            {example}
        </aside>
    }
    .into_any()
}
