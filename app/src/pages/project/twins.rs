//! Other projects that have documents of this one: said on top, before anything is filmed twice.

use domain::film::duplicates::Twin;
use leptos::prelude::*;

use crate::api::duplicates::read_twins;
use crate::catalogue::{self, fill, say};
use crate::parts::notice::{Notice, Tone};

#[component]
pub fn Twins(id: Memo<u64>) -> impl IntoView {
    let twins = Resource::new(move || id.get(), read_twins);
    view! {
        <Transition>
            {move || Suspend::new(async move {
                twins.await.ok().filter(|twins| !twins.is_empty()).map(|twins| notice(&twins, id.get_untracked()))
            })}
        </Transition>
    }
}

fn notice(twins: &[Twin], id: u64) -> AnyView {
    let (locale, language) = (catalogue::locale(), catalogue::language());
    let lines = twins.iter().map(|twin| {
        let common = language.count(twin.common.into());
        view! {
            <p>
                {fill(say!(locale, duplicates.common_with), &[&common])}
                " "
                <a class="mono" href=format!("/projects/{}", twin.project)>{twin.folder.clone()}</a>
                "."
            </p>
        }
    });
    let lines = lines.collect_view();
    view! {
        <Notice tone=Tone::Warning>
            {lines}
            <p>
                <a href=format!("/duplicates?project={id}")>{say!(locale, duplicates.look)}</a>
            </p>
        </Notice>
    }
    .into_any()
}
