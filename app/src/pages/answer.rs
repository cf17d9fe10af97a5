//! What comes back to a page: what was just done, why it was refused, or what failed.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::api::lab::{Said, read_entry, read_said, read_told};
use crate::catalogue::{self, fill, say};
use crate::command_form::KeyField;
use crate::error::AppError;
use crate::parts::empty::Failure;
use crate::parts::notice::{Notice, Tone};
use crate::parts::refusal::Refusal;

/// What a form of this page has just done, as its entry of the ledger says it. The entry travels in the address as
/// `done`, so the sentence is there without a script, too; `done=0` means that nothing had to change.
#[component]
pub fn Done() -> impl IntoView {
    let locale = catalogue::locale();
    let query = use_query_map();
    let done = Memo::new(move |_| query.read().get("done").and_then(|text| text.parse::<u64>().ok()));
    let entry = Resource::new(
        move || done.get(),
        |done| async move {
            match done {
                None | Some(0) => Ok(None),
                Some(seq) => read_entry(seq).await,
            }
        },
    );
    view! {
        <div role="status">
            <Transition>
                {move || Suspend::new(async move {
                    let found = entry.await.ok().flatten();
                    match (done.get_untracked(), found) {
                        (Some(0), _) => {
                            view! { <Notice>{say!(locale, lab.nothing_changed)}</Notice> }.into_any()
                        }
                        (Some(seq), Some(whole)) => {
                            let entry = whole.entry;
                            view! {
                                <Notice tone=Tone::Good>
                                    <strong>{entry.actor}</strong>
                                    " "
                                    {entry.summary}
                                    ". "
                                    <a href=format!("/ledger?entry={seq}")>
                                        {fill(say!(locale, lab.entry), &[&catalogue::language().count(seq)])}
                                    </a>
                                </Notice>
                            }
                                .into_any()
                        }
                        _ => ().into_any(),
                    }
                })}
            </Transition>
        </div>
    }
}

/// A page whose data did not come: what failed, what is safe, what to quote.
pub fn failed(error: AppError) -> AnyView {
    let locale = catalogue::locale();
    let request = match &error {
        AppError::Failed { request, .. } => Some(request.clone()),
        _ => None,
    };
    view! { <Failure title=say!(locale, lab.not_shown) sentence=error.sentence() request=request/> }
        .into_any()
}

/// What a form of this page was told when it came back, by the id in the address.
pub fn use_said() -> Resource<Result<Option<Said>, AppError>> {
    let query = use_query_map();
    Resource::new(
        move || query.read().get("said").unwrap_or_default(),
        |id| async move { if id.is_empty() { Ok(None) } else { read_said(id).await } },
    )
}

/// On top of the page: why a form of it came back, where the page no longer has that form, because somebody was faster or
/// the reader may not send it. The style sheet hides it where the form itself says so.
#[component]
pub fn Told() -> impl IntoView {
    let query = use_query_map();
    let said = Resource::new(
        move || query.read().get("said").unwrap_or_default(),
        |id| async move { if id.is_empty() { Ok(None) } else { read_told(id).await } },
    );
    view! {
        <Transition>
            {move || Suspend::new(async move {
                let said = said.await.ok().flatten().unwrap_or_default();
                let is_refusal = !said.sentence.is_empty() && said.code != "registered";
                is_refusal
                    .then(|| view! { <div class="told"><Refusal sentence=said.sentence/></div> })
            })}
        </Transition>
    }
}

/// On top of a form that may have come back: why, and its own key, so that sent again it is the same request.
#[component]
pub fn CameBack(#[prop(into)] form: String, said: Said) -> impl IntoView {
    let key = said.field("key");
    let why = (!said.sentence.is_empty()).then(|| view! { <Refusal sentence=said.sentence/> });
    let key = if key.is_empty() {
        view! { <KeyField form/> }.into_any()
    } else {
        view! { <input type="hidden" name="key" value=key/> }.into_any()
    };
    view! { {why}{key} }
}
