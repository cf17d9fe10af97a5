//! Signing in: the mark, two fields, one button. A plain form, the same with and without a script.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use crate::api::door::{Returned, read_returned};
use crate::catalogue::{self, say};
use crate::frame::frame;
use crate::parts::button::{Button, ButtonKind};
use crate::parts::field::{TextField, TextKind};
use crate::parts::icon::Mark;
use crate::parts::refusal::Refusal;
use crate::parts::shell::Theme;

#[component]
pub fn SignIn() -> impl IntoView {
    let locale = catalogue::locale();
    let query = use_query_map();
    let next = move || query.read().get("next").unwrap_or_default();
    view! {
        <Title text=format!("{} · Rollcall", say!(locale, door.sign_in))/>
        <Door title=say!(locale, door.sign_in)>
            <Refused form=move |returned: Returned| {
                view! {
                    <form class="form" method="post" action="/sign-in">
                        {sentence(&returned)}
                        <input type="hidden" name="next" value=next/>
                        <TextField
                            name="name"
                            label=say!(locale, door.name)
                            kind=TextKind::UserName
                            value=returned.value("name")
                            autofocus=true
                        />
                        <TextField name="password" label=say!(locale, door.password) kind=TextKind::Password/>
                        <Button verb=say!(locale, door.sign_in) kind=ButtonKind::Primary/>
                    </form>
                }
                    .into_any()
            }/>
        </Door>
    }
}

/// The frame of the pages before the door: the mark, the lab, and at the foot theme and language.
#[component]
pub fn Door(title: &'static str, children: Children) -> impl IntoView {
    let lab = frame().lab;
    view! {
        <main class="bare" id="main">
            <div class="sign-in">
                <div class="sign-in-mark"><Mark/>"Rollcall"</div>
                <h1>{title}</h1>
                {(!lab.is_empty()).then(|| view! { <p class="sign-in-lab">{lab}</p> })}
                {children()}
                <Preferences/>
            </div>
        </main>
    }
}

/// A form that may have come back: `said` in the address finds why, and what was typed.
#[component]
pub fn Refused(form: impl Fn(Returned) -> AnyView + Send + Sync + Clone + 'static) -> impl IntoView {
    let query = use_query_map();
    let said = Memo::new(move |_| query.read().get("said").unwrap_or_default());
    let returned = Resource::new(
        move || said.get(),
        |said| async move {
            if said.is_empty() { Returned::default() } else { read_returned(said).await.unwrap_or_default() }
        },
    );
    view! {
        <Suspense>
            {move || {
                let form = form.clone();
                Suspend::new(async move { form(returned.await) })
            }}
        </Suspense>
    }
}

/// The refusal on top of a form.
pub fn sentence(returned: &Returned) -> Option<AnyView> {
    let sentence = returned.sentence.clone();
    (!sentence.is_empty()).then(|| view! { <Refusal sentence/> }.into_any())
}

/// Theme and language, before anybody is known.
#[component]
fn Preferences() -> impl IntoView {
    let locale = catalogue::locale();
    let chosen = frame().theme();
    let location = leptos_router::hooks::use_location();
    let here = move || {
        let search = location.search.get();
        let path = location.pathname.get();
        if search.is_empty() { path } else { format!("{path}?{search}") }
    };
    let themes = Theme::ALL
        .into_iter()
        .map(|theme| {
            view! {
                <button class="quiet-choice" name="theme" value=theme.code() aria-pressed=pressed(theme == chosen)>
                    {theme.word(locale)}
                </button>
            }
        })
        .collect_view();
    view! {
        <div class="sign-in-foot">
            <form class="theme-choices" method="post" action="/preferences" aria-label=say!(locale, shell.theme)>
                <input type="hidden" name="return" value=here/>
                {themes}
            </form>
            <form class="language" method="post" action="/preferences" aria-label=say!(locale, shell.language)>
                <input type="hidden" name="return" value=here/>
                <button
                    class="quiet-choice"
                    name="language"
                    value="en"
                    lang="en"
                    title="English"
                    aria-pressed=pressed(locale == catalogue::Locale::en)
                >
                    "EN"
                </button>
                <button
                    class="quiet-choice"
                    name="language"
                    value="de"
                    lang="de"
                    title="Deutsch"
                    aria-pressed=pressed(locale == catalogue::Locale::de)
                >
                    "DE"
                </button>
            </form>
        </div>
    }
}

const fn pressed(chosen: bool) -> &'static str {
    if chosen { "true" } else { "false" }
}
