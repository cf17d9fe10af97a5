//! People with their roles, and the keys that scripts and machines use.

mod tokens;

use domain::person::{Person, Right, Role, Roles};
use domain::view::lab::PeopleView;
use domain::words::Say;
use leptos::prelude::*;
use leptos_meta::Title;

use crate::api::lab::{ChangePerson, Said, read_people};
use crate::catalogue::{self, Locale, fill, say};
use crate::frame::frame;
use crate::pages::answer::{CameBack, Done, failed, use_said};
use crate::parts::button::{Button, ButtonKind, Price};
use crate::parts::data_table::{Column, DataTable, Head, TableCaption};
use crate::parts::decision::Decision;
use crate::parts::empty::Loading;
use crate::parts::export::Export;
use crate::parts::field::{CheckField, TextField, TextKind};
use crate::parts::format::sentence_case;
use crate::parts::notice::{Notice, Tone};
use crate::parts::page_head::{Crumb, PageHead};
use crate::parts::refusal::Refusal;

#[component]
pub fn People() -> impl IntoView {
    let locale = catalogue::locale();
    let people = Resource::new(|| (), |_| read_people());
    let said = use_said();
    let crumbs =
        vec![Crumb::link("/settings", say!(locale, pages.settings)), Crumb::here(say!(locale, lab.people))];
    view! {
        <Title text=say!(locale, lab.people)/>
        <PageHead crumbs title=say!(locale, lab.people_and_keys)/>
        <Done/>
        <Transition fallback=|| view! { <Loading/> }>
            {move || Suspend::new(async move {
                let said = said.await.ok().flatten().unwrap_or_default();
                match people.await {
                    Ok(view) => whole(view, said),
                    Err(error) => failed(error),
                }
            })}
        </Transition>
    }
}

fn whole(view: PeopleView, said: Said) -> AnyView {
    let locale = catalogue::locale();
    let may = frame().may(Right::People);
    let active = view.people.iter().filter(|person| person.active).count();
    let count = fill(
        say!(locale, lab.people_count),
        &[&active.to_string(), &(view.people.len() - active).to_string()],
    );
    let done = (said.code == "password_set").then(|| said.sentence.clone());
    let rows = view.people.into_iter().map(|person| line(person, may, &said)).collect_view();
    view! {
        {done.map(|sentence| view! { <Notice tone=Tone::Good>{sentence}</Notice> })}
        {(!may).then(|| view! { <Notice>{say!(locale, lab.people_read_only)}</Notice> })}
        <section class="people">
            <TableCaption heading=say!(locale, lab.people) count/>
            <DataTable label=say!(locale, lab.people)>
                <thead>
                    <tr>
                        <Head word=say!(locale, lab.name)/>
                        <Head word=say!(locale, lab.roles) column=Column::Sentence/>
                        <Head word=say!(locale, lab.can) column=Column::Sentence/>
                        <Head word=say!(locale, lab.change) column=Column::Actions hidden=true/>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </DataTable>
            <Export table="people" label=say!(locale, lab.people)/>
            {may.then(|| add_form(said.of_form("add-person")))}
        </section>
        {tokens::section(view.tokens, may, &said)}
    }
    .into_any()
}

/// `Operator, planner`, as a line of its own.
pub fn roles_said(roles: &Roles) -> String {
    sentence_case(&roles.say(catalogue::language()))
}

/// What somebody with these roles may do, as one line.
fn rights_said(roles: &Roles, locale: Locale) -> String {
    let word = |right: Right| match right {
        Right::Plan => say!(locale, lab.right_plan),
        Right::Film => say!(locale, lab.right_film),
        Right::Reserve => say!(locale, lab.right_reserve),
        Right::Void => say!(locale, lab.right_void),
        Right::Inspect => say!(locale, lab.right_inspect),
        Right::Stock => say!(locale, lab.right_stock),
        Right::Evidence => say!(locale, lab.right_evidence),
        Right::Program => say!(locale, lab.right_program),
        Right::Ranges => say!(locale, lab.right_ranges),
        Right::Settings => say!(locale, lab.right_settings),
        Right::People => say!(locale, lab.right_people),
        Right::Found | Right::Housekeep => "",
    };
    let has = |right: &Right| right.roles().iter().any(|role| roles.has(*role));
    let rights: Vec<&str> = Right::ALL.into_iter().filter(has).map(word).collect();
    if rights.is_empty() { say!(locale, lab.right_read).to_owned() } else { rights.join(", ") }
}

/// A box for each role; `field` is how their name is sent.
pub fn role_boxes(field: &'static str, chosen: Vec<Role>) -> AnyView {
    let (locale, language) = (catalogue::locale(), catalogue::language());
    let boxes = Role::ALL
        .into_iter()
        .map(|role| {
            view! { <CheckField name=field label=sentence_case(role.word(language)) value=role.code().to_owned() checked=chosen.contains(&role)/> }
        })
        .collect_view();
    view! {
        <fieldset class="fieldset role-boxes">
            <legend class="label">{say!(locale, lab.roles)}</legend>
            {boxes}
        </fieldset>
    }
    .into_any()
}

fn line(person: Person, may: bool, said: &Said) -> AnyView {
    let locale = catalogue::locale();
    let (roles, rights) = if person.active {
        (roles_said(&person.roles), rights_said(&person.roles, locale))
    } else {
        (say!(locale, lab.left).to_owned(), "–".to_owned())
    };
    let name = person.name.clone();
    let href = format!("/ledger?actor={}", leptos_router::location::Url::escape(&person.name));
    let own = frame().reader.is_some_and(|reader| reader.name == person.name);
    let left = (!person.active).then_some("");
    let id = person.id.get();
    let of_change = said.of_form(&format!("person-{id}"));
    let of_password = said.of_form(&format!("password-{id}"));
    view! {
        <tr data-left=left id=format!("person-{id}")>
            <th scope="row"><a href=href>{name}</a></th>
            <td data-kind="sentence">{roles}</td>
            <td data-kind="sentence">{rights}</td>
            <td data-kind="actions">
                {may.then(|| change_form(person.clone(), of_change))}
                {(may || own).then(|| password_form(person, own, &of_password))}
            </td>
        </tr>
    }
    .into_any()
}

fn change_form(person: Person, said: Said) -> AnyView {
    let locale = catalogue::locale();
    let id = person.id.get();
    let open = !said.sentence.is_empty();
    let (roles, active) = if open {
        (
            said.fields("roles").iter().filter_map(|code| Role::parse(code)).collect(),
            !said.field("active").is_empty(),
        )
    } else {
        (person.roles.iter().collect(), person.active)
    };
    view! {
        <Decision verb=say!(locale, lab.change_person_more) price=Price::CanBeUndone open>
            <ActionForm action={ServerAction::<ChangePerson>::new()} attr:class="form">
                <CameBack form=format!("person-{id}") said/>
                <p>{fill(say!(locale, lab.change_of), &[&person.name])}</p>
                <input type="hidden" name="person" value=id.to_string()/>
                {role_boxes("roles[]", roles)}
                <CheckField name="active" label=say!(locale, lab.may_sign_in) checked=active/>
                <p class="hint">{say!(locale, lab.leaving)}</p>
                <div class="actions"><Button verb=say!(locale, lab.change_person_now) kind=ButtonKind::Primary price=Price::CanBeUndone/></div>
            </ActionForm>
        </Decision>
    }
    .into_any()
}

/// Passwords are set by a plain form: they are hashed where no page can see them.
fn password_form(person: Person, own: bool, said: &Said) -> AnyView {
    let locale = catalogue::locale();
    let id = person.id.get();
    let of = format!("person-{id}");
    let (first, second, third) = (of.clone(), of.clone(), of);
    let current = own.then(|| {
        view! { <TextField name="current" of=first label=say!(locale, lab.current_password) kind=TextKind::Password/> }
    });
    let refused = !said.sentence.is_empty() && said.code != "password_set";
    let sentence = said.sentence.clone();
    view! {
        <Decision verb=say!(locale, lab.password_more) price=Price::Words(say!(locale, lab.password_price).to_owned()) open=refused>
            <form class="form" method="post" action="/people/password">
                {refused.then(|| view! { <Refusal sentence/> })}
                <p>{fill(say!(locale, lab.password_of), &[&person.name])}</p>
                <input type="hidden" name="person" value=id.to_string()/>
                {current}
                <TextField name="password" of=second label=say!(locale, lab.new_password) kind=TextKind::NewPassword hint=say!(locale, lab.password_hint)/>
                <TextField name="repeated" of=third label=say!(locale, lab.password_again) kind=TextKind::NewPassword/>
                <div class="actions"><Button verb=say!(locale, lab.set_password) kind=ButtonKind::Primary/></div>
            </form>
        </Decision>
    }
    .into_any()
}

/// A new person with the first password, which the person changes after signing in.
fn add_form(said: Said) -> AnyView {
    let locale = catalogue::locale();
    let (open, name) = (!said.sentence.is_empty(), said.field("name"));
    let chosen = said.fields("roles").iter().filter_map(|code| Role::parse(code)).collect();
    view! {
        <Decision verb=say!(locale, lab.add_person_more) price=Price::CanBeUndone open>
            <form class="form" method="post" action="/people/add" enctype="multipart/form-data">
                <CameBack form="add-person" said/>
                <input type="hidden" name="form" value="add-person"/>
                <TextField name="name" of="add" label=say!(locale, lab.name) value=name hint=say!(locale, lab.name_hint)/>
                {role_boxes("roles", chosen)}
                <div class="fields">
                    <TextField name="password" of="add" label=say!(locale, lab.first_password) kind=TextKind::NewPassword hint=say!(locale, lab.password_hint)/>
                    <TextField name="password_again" of="add" label=say!(locale, lab.password_again) kind=TextKind::NewPassword/>
                </div>
                <div class="actions"><Button verb=say!(locale, lab.add_person_now) kind=ButtonKind::Primary price=Price::CanBeUndone/></div>
            </form>
        </Decision>
    }
    .into_any()
}
