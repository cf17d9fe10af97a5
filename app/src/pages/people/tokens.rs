//! Keys with which scripts and machines use the API. A secret is shown once, to the person who made it.

use domain::person::{Role, Roles};
use domain::view::lab::TokenView;
use leptos::prelude::*;

use super::{role_boxes, roles_said};
use crate::api::lab::{RevokeToken, Said};
use crate::catalogue::{self, Locale, fill, say};
use crate::command_form::KeyField;
use crate::pages::answer::{Refused, refusal, times_done};
use crate::parts::button::{Button, ButtonKind, Price};
use crate::parts::data_table::{Column, DataTable, Head, TableCaption};
use crate::parts::decision::{Consequences, Decision};
use crate::parts::empty::Empty;
use crate::parts::field::TextField;
use crate::parts::notice::{Notice, Tone};
use crate::parts::refusal::Refusal;

pub fn section(tokens: Vec<TokenView>, may: bool, said: Said) -> AnyView {
    let locale = catalogue::locale();
    let active = tokens.iter().filter(|token| token.active).count();
    let count =
        fill(say!(locale, lab.keys_count), &[&active.to_string(), &(tokens.len() - active).to_string()]);
    let none = tokens.is_empty();
    let rows = tokens.into_iter().map(|token| line(token, may, locale)).collect_view();
    view! {
        <section class="people">
            <TableCaption heading=say!(locale, lab.keys) count/>
            {secret(&said)}
            {if none {
                view! { <Empty title=say!(locale, lab.no_keys) sentence=say!(locale, lab.no_keys_why)/> }.into_any()
            } else {
                view! {
                    <DataTable label=say!(locale, lab.keys)>
                        <thead>
                            <tr>
                                <Head word=say!(locale, lab.key_for)/>
                                <Head word=say!(locale, lab.roles) column=Column::Sentence/>
                                <Head word=say!(locale, lab.change) column=Column::Actions hidden=true/>
                            </tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </DataTable>
                }
                    .into_any()
            }}
            {may.then(|| make_form(said))}
        </section>
    }
    .into_any()
}

/// The new key, for copying. It leaves with this page.
fn secret(said: &Said) -> Option<AnyView> {
    let locale = catalogue::locale();
    let token = said.field("token");
    (said.code == "token" && !token.is_empty()).then(|| {
        let label = said.field("label");
        view! {
            <Notice tone=Tone::Warning>
                <p>{fill(say!(locale, lab.key_once), &[&label])}</p>
                <p><code class="token-secret" tabindex="0">{token}</code></p>
            </Notice>
        }
        .into_any()
    })
}

fn line(token: TokenView, may: bool, locale: Locale) -> AnyView {
    let roles =
        if token.active { roles_said(&token.roles, locale) } else { say!(locale, lab.revoked).to_owned() };
    let href = format!("/ledger?actor={}", leptos_router::location::Url::escape(&token.label));
    let label = token.label.clone();
    let active = token.active;
    view! {
        <tr data-left=(!active).then_some("")>
            <th scope="row"><a href=href>{label}</a></th>
            <td data-kind="sentence">{roles}</td>
            <td data-kind="actions">{(may && active).then(|| revoke_form(token))}</td>
        </tr>
    }
    .into_any()
}

fn revoke_form(token: TokenView) -> AnyView {
    let locale = catalogue::locale();
    let revoke = ServerAction::<RevokeToken>::new();
    let answer = revoke.value();
    let open = refusal(answer).with_untracked(Option::is_some);
    let id = token.id.get();
    let consequences = vec![fill(say!(locale, lab.revoke_gives), &[&token.label])];
    view! {
        <Decision verb=say!(locale, lab.revoke_more) price=Price::CannotBeUndone open>
            <ActionForm action=revoke attr:class="form">
                <Refused answer/>
                <Consequences sentences=consequences/>
                <KeyField form=format!("token-{id}") done=times_done(answer)/>
                <input type="hidden" name="token" value=id.to_string()/>
                <div class="actions"><Button verb=say!(locale, lab.revoke_now) kind=ButtonKind::Primary price=Price::CannotBeUndone/></div>
            </ActionForm>
        </Decision>
    }
    .into_any()
}

fn make_form(said: Said) -> AnyView {
    let locale = catalogue::locale();
    let refused = !said.sentence.is_empty();
    let label = if said.code == "token" { String::new() } else { said.field("label") };
    let chosen = Roles::new(said.fields("roles").iter().filter_map(|code| Role::parse(code)));
    let sentence = said.sentence;
    view! {
        {refused.then(|| view! { <Refusal sentence/> })}
        <Decision verb=say!(locale, lab.make_key_more) price=Price::CanBeUndone open=refused>
            <form class="form" method="post" action="/people/token" enctype="multipart/form-data">
                <KeyField form="make-key"/>
                <TextField name="label" label=say!(locale, lab.key_for) value=label hint=say!(locale, lab.key_for_hint)/>
                {role_boxes("roles", &chosen)}
                <div class="actions"><Button verb=say!(locale, lab.make_key) kind=ButtonKind::Primary price=Price::CanBeUndone/></div>
            </form>
        </Decision>
    }
    .into_any()
}
