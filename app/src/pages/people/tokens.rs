//! Keys with which scripts and machines use the API. A secret is shown once, to the person who made it.

use domain::person::Role;
use domain::view::lab::TokenView;
use leptos::prelude::*;

use super::{role_boxes, roles_said};
use crate::api::lab::{RevokeToken, Said};
use crate::catalogue::{self, Locale, fill, say};
use crate::pages::answer::CameBack;
use crate::parts::button::{Button, ButtonKind, Price};
use crate::parts::data_table::{Column, DataTable, Head, TableCaption};
use crate::parts::decision::{Consequences, Decision};
use crate::parts::empty::Empty;
use crate::parts::export::Export;
use crate::parts::field::TextField;
use crate::parts::notice::{Notice, Tone};

pub fn section(tokens: Vec<TokenView>, may: bool, said: &Said) -> AnyView {
    let locale = catalogue::locale();
    let active = tokens.iter().filter(|token| token.active).count();
    let count =
        fill(say!(locale, lab.keys_count), &[&active.to_string(), &(tokens.len() - active).to_string()]);
    let none = tokens.is_empty();
    let rows = tokens.into_iter().map(|token| line(token, may, said, locale)).collect_view();
    view! {
        <section class="people" id="keys">
            <TableCaption heading=say!(locale, lab.keys) count/>
            {secret(said)}
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
            {(!none).then(|| view! { <Export table="keys" label=say!(locale, lab.keys)/> })}
            {may.then(|| make_form(said.of_form("make-key")))}
        </section>
    }
    .into_any()
}

/// The new key, for copying. It leaves with this page; live updates leave the page alone as long as it stands there.
fn secret(said: &Said) -> Option<AnyView> {
    let locale = catalogue::locale();
    let token = said.field("token");
    (said.code == "token" && !token.is_empty()).then(|| {
        let label = said.field("label");
        view! {
            <div data-once="">
                <Notice tone=Tone::Warning>
                    <p>{fill(say!(locale, lab.key_once), &[&label])}</p>
                    <p><code class="token-secret" tabindex="0">{token}</code></p>
                </Notice>
            </div>
        }
        .into_any()
    })
}

fn line(token: TokenView, may: bool, said: &Said, locale: Locale) -> AnyView {
    let roles = if token.active { roles_said(&token.roles) } else { say!(locale, lab.revoked).to_owned() };
    let href = format!("/ledger?actor={}", leptos_router::location::Url::escape(&token.label));
    let label = token.label.clone();
    let (active, id) = (token.active, format!("token-{}", token.id.get()));
    let said = said.of_form(&id);
    view! {
        <tr data-left=(!active).then_some("") id=id>
            <th scope="row"><a href=href>{label}</a></th>
            <td data-kind="sentence">{roles}</td>
            <td data-kind="actions">{(may && active).then(|| revoke_form(token, said))}</td>
        </tr>
    }
    .into_any()
}

fn revoke_form(token: TokenView, said: Said) -> AnyView {
    let locale = catalogue::locale();
    let (id, open) = (token.id.get(), !said.sentence.is_empty());
    let consequences = vec![fill(say!(locale, lab.revoke_gives), &[&token.label])];
    view! {
        <Decision verb=say!(locale, lab.revoke_more) price=Price::CannotBeUndone open>
            <ActionForm action={ServerAction::<RevokeToken>::new()} attr:class="form">
                <CameBack form=format!("token-{id}") said/>
                <Consequences sentences=consequences/>
                <input type="hidden" name="token" value=id.to_string()/>
                <div class="actions"><Button verb=say!(locale, lab.revoke_now) kind=ButtonKind::Primary price=Price::CannotBeUndone/></div>
            </ActionForm>
        </Decision>
    }
    .into_any()
}

fn make_form(said: Said) -> AnyView {
    let locale = catalogue::locale();
    let (open, label) = (!said.sentence.is_empty(), said.field("label"));
    let chosen = said.fields("roles").iter().filter_map(|code| Role::parse(code)).collect();
    view! {
        <Decision verb=say!(locale, lab.make_key_more) price=Price::CanBeUndone open>
            <form class="form" method="post" action="/people/token" enctype="multipart/form-data">
                <CameBack form="make-key" said/>
                <input type="hidden" name="form" value="make-key"/>
                <TextField name="label" label=say!(locale, lab.key_for) value=label hint=say!(locale, lab.key_for_hint)/>
                {role_boxes("roles", chosen)}
                <div class="actions"><Button verb=say!(locale, lab.make_key) kind=ButtonKind::Primary price=Price::CanBeUndone/></div>
            </form>
        </Decision>
    }
    .into_any()
}
