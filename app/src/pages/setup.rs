//! Setting a lab up, once, behind the link that the server prints on its console.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use crate::api::door::Returned;
use crate::catalogue::{self, Locale, say};
use crate::pages::sign_in::{Door, Refused, sentence};
use crate::parts::button::{Button, ButtonKind};
use crate::parts::field::{TextField, TextKind};

/// The server lets a `token` in the address through only where it is the right one.
#[component]
pub fn Setup() -> impl IntoView {
    let locale = catalogue::locale();
    let query = use_query_map();
    let token = Memo::new(move |_| query.read().get("token").unwrap_or_default());
    view! {
        <Title text=format!("{} · Rollcall", say!(locale, door.set_up))/>
        <Door title=say!(locale, door.set_up)>
            {move || {
                if token.read().is_empty() {
                    explanation(locale)
                } else {
                    view! { <Refused form=move |returned| form(locale, token.get_untracked(), &returned)/> }.into_any()
                }
            }}
        </Door>
    }
}

fn explanation(locale: Locale) -> AnyView {
    view! {
        <div class="sign-in-text">
            <p>{say!(locale, door.not_set_up)}</p>
            <p>{say!(locale, door.find_the_link)}</p>
            <pre class="sign-in-console"><code>"http://…/setup?token=…"</code></pre>
            <p class="hint">{say!(locale, door.new_link)}</p>
        </div>
    }
    .into_any()
}

fn form(locale: Locale, token: String, returned: &Returned) -> AnyView {
    view! {
        <form class="form" method="post" action="/setup">
            {sentence(returned)}
            <input type="hidden" name="token" value=token/>
            <TextField
                name="lab"
                label=say!(locale, door.lab)
                hint=say!(locale, door.lab_hint)
                value=returned.value("lab")
                autofocus=true
            />
            <TextField
                name="name"
                label=say!(locale, door.first_person)
                hint=say!(locale, door.first_person_hint)
                kind=TextKind::UserName
                value=returned.value("name")
            />
            <TextField
                name="password"
                label=say!(locale, door.password)
                hint=say!(locale, door.password_hint)
                kind=TextKind::NewPassword
            />
            <TextField name="repeated" label=say!(locale, door.repeated) kind=TextKind::NewPassword/>
            <Button verb=say!(locale, door.found) kind=ButtonKind::Primary/>
        </form>
    }
    .into_any()
}
