//! Taking files of a machine over: chosen here, or a whole folder below the server's root. First it can be looked at.

use domain::person::Right;
use leptos::prelude::*;
use leptos_meta::Title;

use super::IMPORTED;
use crate::api::findings::read_has_import_root;
use crate::api::lab::Said;
use crate::catalogue::{self, Locale, say};
use crate::frame::frame;
use crate::pages::answer::{CameBack, use_said};
use crate::parts::button::{Button, ButtonKind, Price};
use crate::parts::decision::Consequences;
use crate::parts::empty::{Empty, Loading};
use crate::parts::field::{CheckField, FileField, TextField, TextKind};
use crate::parts::notice::{Notice, Tone};
use crate::parts::page_head::{Crumb, PageHead};

/// The code of what a look at an import left to be said.
pub const CONSIDERED: &str = "considered";

#[component]
pub fn ImportPage() -> impl IntoView {
    let locale = catalogue::locale();
    let has_root = Resource::new(|| (), |()| read_has_import_root());
    let said = use_said();
    let title = say!(locale, findings.import);
    let crumbs = vec![Crumb::link("/findings", say!(locale, findings.title)), Crumb::here(title)];
    view! {
        <Title text=title/>
        <PageHead crumbs title/>
        <Transition fallback=|| view! { <Loading/> }>
            {move || Suspend::new(async move {
                let said = said.await.ok().flatten().unwrap_or_default();
                let has_root = has_root.await.unwrap_or_default();
                page(said, has_root, locale)
            })}
        </Transition>
    }
}

fn page(said: Said, has_root: bool, locale: Locale) -> AnyView {
    if !frame().may(Right::Evidence) {
        return view! { <Notice tone=Tone::Warning><p>{say!(locale, findings.import_only)}</p></Notice> }
            .into_any();
    }
    let looked = (said.code == CONSIDERED).then(|| {
        let sentence = said.sentence.clone();
        view! { <div role="status"><Notice><p>{sentence}</p></Notice></div> }
    });
    // What was looked at is no refusal: the form begins anew with what was typed.
    let told = if matches!(said.code.as_str(), CONSIDERED | IMPORTED) {
        Said { sentence: String::new(), ..said }
    } else {
        said
    };
    let folder = if has_root {
        way("folder", folder_field(&told, locale), &told, locale)
    } else {
        view! { <Empty title=say!(locale, projects.no_import_root) sentence=say!(locale, projects.no_import_root_sentence)/> }
            .into_any()
    };
    view! {
        {looked}
        <Consequences sentences=vec![
            say!(locale, findings.import_1).to_owned(),
            say!(locale, findings.import_2).to_owned(),
            say!(locale, findings.import_3).to_owned(),
        ]/>
        <div class="import-ways">
            <section aria-labelledby="import-files">
                <h2 id="import-files">{say!(locale, findings.import_files)}</h2>
                {way("files", files_field(locale), &told, locale)}
            </section>
            <section aria-labelledby="import-folder">
                <h2 id="import-folder">{say!(locale, findings.import_folder)}</h2>
                {folder}
            </section>
        </div>
    }
    .into_any()
}

fn files_field(locale: Locale) -> AnyView {
    view! {
        <FileField
            name="files"
            label=say!(locale, findings.files)
            accept=".log,.LOG,.desc,.ini,.Ini,.txt".to_owned()
            several=true
            hint=say!(locale, findings.files_hint)
        />
    }
    .into_any()
}

fn folder_field(said: &Said, locale: Locale) -> AnyView {
    let value = said.field("folder");
    view! { <TextField name="folder" label=say!(locale, projects.folder) kind=TextKind::Id value hint=say!(locale, findings.folder_hint)/> }
        .into_any()
}

/// One way to bring the files: look first, or take over at once.
fn way(form: &'static str, what: AnyView, said: &Said, locale: Locale) -> AnyView {
    let may_seed = frame().may(Right::Reserve);
    let said = said.of_form(form);
    let source = said.field("source");
    let seeds = said.code.is_empty() || said.field("seed") == "true";
    view! {
        <form class="form" method="post" action="/upload/machine-files" enctype="multipart/form-data">
            <CameBack form=format!("import-{form}") said/>
            <input type="hidden" name="form" value=form/>
            {what}
            <TextField name="source" label=say!(locale, findings.source) value=source hint=say!(locale, findings.source_hint) of=form/>
            {may_seed.then(|| view! { <CheckField name="seed" label=say!(locale, findings.seed) checked=seeds/> })}
            <div class="actions">
                <button class="button" name="look" value="true">{say!(locale, findings.look)}</button>
                <Button verb=say!(locale, findings.take_over) kind=ButtonKind::Primary price=Price::CannotBeUndone/>
            </div>
        </form>
    }
    .into_any()
}
