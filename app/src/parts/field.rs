//! Fields of a form: label above, hint below, and the refusal under the very field it is about. They are native
//! elements with a name, so that a form needs no script to be sent.

use leptos::prelude::*;

use crate::{
    catalogue::{self, say},
    parts::icon::{Icon, IconName},
};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TextKind {
    #[default]
    Text,
    /// A number, barcode or archive id: set in mono, never spell-checked.
    Id,
    /// A quantity.
    Number,
    Date,
    Search,
    /// The password asked for at sign-in.
    Password,
    /// A password being chosen.
    NewPassword,
    /// The name asked for at sign-in.
    UserName,
}

/// One line of a select: the value sent and the word shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    pub value: String,
    pub word: String,
}

impl Choice {
    pub fn new(value: impl Into<String>, word: impl Into<String>) -> Self {
        Self { value: value.into(), word: word.into() }
    }
}

/// One line of text, a number, a date, a password.
#[component]
pub fn TextField(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    #[prop(optional)] kind: TextKind,
    #[prop(optional, into)] value: String,
    #[prop(optional, into)] hint: String,
    #[prop(optional, into)] placeholder: Option<String>,
    #[prop(optional, into)] refusal: Signal<Option<String>>,
    /// May be left empty; the label says so.
    #[prop(optional)]
    optional: bool,
    #[prop(optional, into)] min: Option<String>,
    #[prop(optional, into)] max: Option<String>,
    #[prop(optional, into)] step: Option<String>,
    /// The field a page opens with.
    #[prop(optional)]
    autofocus: bool,
    /// Which form it is in, where a page has several with a field of this name.
    #[prop(optional, into)]
    of: String,
) -> impl IntoView {
    let id = if of.is_empty() { id_of(&name) } else { id_of(&format!("{of}-{name}")) };
    let control = view! {
        <input
            class="input"
            id=id.clone()
            name=name
            type=kind.input_type()
            inputmode=(kind == TextKind::Number).then_some("numeric")
            data-id=(kind == TextKind::Id).then_some("")
            autocomplete=kind.autocomplete()
            spellcheck=(kind != TextKind::Text).then_some("false")
            autocapitalize=(kind == TextKind::Id).then_some("characters")
            enterkeyhint=kind.enter_key()
            value=value
            placeholder=placeholder
            min=min
            max=max
            step=step
            required=!optional && kind != TextKind::Search
            autofocus=autofocus
            aria-describedby=described(&id, &hint, refusal)
            aria-invalid=move || refusal.with(Option::is_some).then_some("true")
        />
    };
    frame(id, label, hint, optional && kind != TextKind::Search, refusal, control.into_any())
}

/// Several lines of text, such as a reason.
#[component]
pub fn TextArea(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    #[prop(optional, into)] value: String,
    #[prop(optional, into)] hint: String,
    #[prop(optional, into)] refusal: Signal<Option<String>>,
    #[prop(optional)] optional: bool,
    /// Filled by a hand scanner, one code a line: it has the focus when the page opens, and keeps it.
    #[prop(optional)]
    scanned: bool,
) -> impl IntoView {
    let id = id_of(&name);
    let control = view! {
        <textarea
            class="input"
            id=id.clone()
            name=name
            rows=if scanned { "8" } else { "3" }
            data-id=scanned.then_some("")
            autofocus=scanned
            autocomplete=scanned.then_some("off")
            autocapitalize=scanned.then_some("characters")
            spellcheck=scanned.then_some("false")
            required=!optional
            aria-describedby=described(&id, &hint, refusal)
            aria-invalid=move || refusal.with(Option::is_some).then_some("true")
        >
            {value}
        </textarea>
    };
    frame(id, label, hint, optional, refusal, control.into_any())
}

/// One of a few.
#[component]
pub fn SelectField(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    choices: Vec<Choice>,
    #[prop(optional, into)] chosen: String,
    #[prop(optional, into)] hint: String,
    #[prop(optional, into)] refusal: Signal<Option<String>>,
    #[prop(optional)] optional: bool,
    /// Which form it is in, where a page has several with a field of this name.
    #[prop(optional, into)]
    of: String,
) -> impl IntoView {
    let id = if of.is_empty() { id_of(&name) } else { id_of(&format!("{of}-{name}")) };
    let options = choices
        .into_iter()
        .map(|Choice { value, word }| view! { <option selected=value == chosen value=value>{word}</option> })
        .collect_view();
    let control = view! {
        <span class="select">
            <select
                id=id.clone()
                name=name
                aria-describedby=described(&id, &hint, refusal)
                aria-invalid=move || refusal.with(Option::is_some).then_some("true")
            >
                {options}
            </select>
            <Icon name=IconName::Chevron/>
        </span>
    };
    frame(id, label, hint, optional, refusal, control.into_any())
}

/// One file or several; the form around it is `multipart/form-data`.
#[component]
pub fn FileField(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    /// Endings and types the dialog offers, such as `.csv,.xlsx`.
    #[prop(optional, into)]
    accept: Option<String>,
    #[prop(optional)] several: bool,
    #[prop(optional, into)] hint: String,
    #[prop(optional, into)] refusal: Signal<Option<String>>,
    #[prop(optional)] optional: bool,
) -> impl IntoView {
    let id = id_of(&name);
    let control = view! {
        <input
            class="file"
            type="file"
            id=id.clone()
            name=name
            accept=accept
            multiple=several
            required=!optional
            aria-describedby=described(&id, &hint, refusal)
            aria-invalid=move || refusal.with(Option::is_some).then_some("true")
        />
    };
    frame(id, label, hint, optional, refusal, control.into_any())
}

/// Yes or no; the label stands beside the box.
#[component]
pub fn CheckField(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    #[prop(optional, into)] value: Option<String>,
    #[prop(optional)] checked: bool,
    /// One of a group with the same name, instead of a yes or no of its own.
    #[prop(optional)]
    radio: bool,
) -> impl IntoView {
    let value = value.unwrap_or_else(|| "true".into());
    view! {
        <label class="check">
            <input type=if radio { "radio" } else { "checkbox" } name=name value=value checked=checked/>
            <span>{label}</span>
        </label>
    }
}

impl TextKind {
    /// What the phone's enter key says.
    const fn enter_key(self) -> Option<&'static str> {
        match self {
            Self::Search => Some("search"),
            Self::Id | Self::Number => Some("done"),
            _ => None,
        }
    }

    const fn input_type(self) -> &'static str {
        match self {
            Self::Text | Self::Id | Self::UserName => "text",
            Self::Number => "number",
            Self::Date => "date",
            Self::Search => "search",
            Self::Password | Self::NewPassword => "password",
        }
    }

    const fn autocomplete(self) -> &'static str {
        match self {
            Self::Password => "current-password",
            Self::NewPassword => "new-password",
            Self::UserName => "username",
            _ => "off",
        }
    }
}

fn id_of(name: &str) -> String {
    format!("field-{name}")
}

/// Which sentences belong to a field: its hint, and its refusal while there is one.
fn described(
    id: &str,
    hint: &str,
    refusal: Signal<Option<String>>,
) -> impl Fn() -> Option<String> + Clone + Send + use<> {
    let hint = (!hint.is_empty()).then(|| format!("{id}-hint"));
    let refused = format!("{id}-refusal");
    move || match (&hint, refusal.with(Option::is_some)) {
        (None, false) => None,
        (Some(hint), false) => Some(hint.clone()),
        (None, true) => Some(refused.clone()),
        (Some(hint), true) => Some(format!("{refused} {hint}")),
    }
}

fn frame(
    id: String,
    label: String,
    hint: String,
    optional: bool,
    refusal: Signal<Option<String>>,
    control: AnyView,
) -> AnyView {
    let locale = catalogue::locale();
    let hint = (!hint.is_empty()).then(|| view! { <span class="hint" id=format!("{id}-hint")>{hint}</span> });
    let refused = format!("{id}-refusal");
    view! {
        <div class="field">
            <label class="label" for=id>
                {label}
                {optional.then(|| view! { <span class="label-optional">", " {say!(locale, field.optional)}</span> })}
            </label>
            {control}
            {move || {
                refusal.get().map(|sentence| view! { <span class="field-refusal" id=refused.clone()>{sentence}</span> })
            }}
            {hint}
        </div>
    }
    .into_any()
}
