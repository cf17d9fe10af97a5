//! The shell around every page: header, navigation in groups, the phone's bottom bar, skip link and main. It links
//! only what it is given. Theme, language and signing out are plain forms, so they work without a script.

use leptos::prelude::*;

use crate::{
    catalogue::{self, Locale, fill, say},
    parts::{
        icon::{Icon, IconName, Mark},
        strip::StripPatterns,
    },
};

/// A page of the side navigation, with the plain count of what waits there for this person.
#[derive(Clone)]
pub struct NavLink {
    pub href: String,
    pub icon: IconName,
    pub word: String,
    /// Shows the count, once it is known.
    pub count: Option<ViewFn>,
}

#[derive(Clone)]
pub struct NavGroup {
    pub name: String,
    pub links: Vec<NavLink>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    #[default]
    System,
    Light,
    Dark,
    Darkroom,
}

/// Who is signed in: the name, and the roles or the site in one quiet line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedIn {
    pub name: String,
    pub quiet: String,
}

/// Where the shell's forms go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShellAddresses {
    pub home: String,
    pub search: String,
    pub preferences: String,
    pub sign_out: String,
}

impl NavLink {
    pub fn new(href: impl Into<String>, icon: IconName, word: impl Into<String>) -> Self {
        Self { href: href.into(), icon, word: word.into(), count: None }
    }

    pub fn counting(self, count: impl Into<ViewFn>) -> Self {
        Self { count: Some(count.into()), ..self }
    }
}

impl Theme {
    pub const ALL: [Self; 4] = [Self::System, Self::Light, Self::Dark, Self::Darkroom];

    /// The value of `data-theme` and of the form field.
    pub const fn code(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
            Self::Darkroom => "darkroom",
        }
    }

    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.code() == code)
    }

    pub fn word(self, locale: Locale) -> &'static str {
        match self {
            Self::System => say!(locale, theme.system),
            Self::Light => say!(locale, theme.light),
            Self::Dark => say!(locale, theme.dark),
            Self::Darkroom => say!(locale, theme.darkroom),
        }
    }
}

impl Default for ShellAddresses {
    fn default() -> Self {
        Self {
            home: "/".into(),
            search: "/search".into(),
            preferences: "/preferences".into(),
            sign_out: "/sign-out".into(),
        }
    }
}

/// The frame. `here` is the address shown now: it marks the active link, and forms come back to it.
#[component]
pub fn Shell(
    groups: Vec<NavGroup>,
    /// The two or three links of the phone's bottom bar; *More* opens the whole navigation.
    #[prop(optional)]
    quick: Vec<NavLink>,
    #[prop(into)] here: Signal<String>,
    theme: Theme,
    person: SignedIn,
    #[prop(optional)] addresses: ShellAddresses,
    /// Navigation folded to icons from the start, for views that fill the screen.
    #[prop(optional, into)]
    rail: Signal<bool>,
    /// The sync badge, or what stands for it.
    #[prop(into)]
    badge: ViewFnOnce,
    children: Children,
) -> impl IntoView {
    let locale = catalogue::locale();
    view! {
        <a class="skip-link visually-hidden" href="#main">{say!(locale, shell.skip)}</a>
        <StripPatterns/>
        <div class="shell" data-rail=move || rail.get().then_some("")>
            <header class="header">
                <a class="mark-link" href=addresses.home.clone() aria-label=say!(locale, shell.home)>
                    <Mark/>
                    <span class="mark-name">"Rollcall"</span>
                </a>
                {search(&addresses, locale)}
                <div class="header-tools">
                    {badge.run()}
                    {header_preferences(theme, &addresses, here, locale)}
                    {person_menu(person, &addresses, locale)}
                </div>
            </header>
            <nav
                class="navigation"
                id="navigation"
                popover="auto"
                aria-label=say!(locale, shell.navigation)
            >
                {groups.into_iter().map(|group| navigation_group(group, here)).collect_view()}
                {sheet_preferences(theme, &addresses, here, locale)}
            </nav>
            <main class="main" id="main" tabindex="-1">{children()}</main>
            {bottom_bar(quick, here, locale)}
        </div>
    }
}

fn search(addresses: &ShellAddresses, locale: Locale) -> AnyView {
    view! {
        <form class="header-search" method="get" action=addresses.search.clone() role="search">
            <input type="hidden" name="go" value="1"/>
            <input
                class="input"
                type="search"
                name="q"
                id="search"
                aria-label=say!(locale, shell.search)
                placeholder=say!(locale, shell.search_hint)
                autocomplete="off"
                spellcheck="false"
                enterkeyhint="search"
                aria-keyshortcuts="/"
            />
            <Icon name=IconName::Search/>
            <kbd title=say!(locale, shell.search_key) aria-hidden="true">"/"</kbd>
        </form>
    }
    .into_any()
}

fn navigation_group(group: NavGroup, here: Signal<String>) -> AnyView {
    let id =
        format!("group-{}", group.links.first().map(|link| link.href.replace('/', "")).unwrap_or_default());
    let links = group
        .links
        .into_iter()
        .map(|NavLink { href, icon, word, count }| {
            let current = is_current(href.clone(), here);
            let tooltip = word.clone();
            let number = count.map(|count| view! { <span class="navigation-count">{count.run()}</span> });
            view! {
                <li>
                    <a class="navigation-link" href=href title=tooltip aria-current=current>
                        <Icon name=icon/>
                        <span class="navigation-word">{word}</span>
                        {number}
                    </a>
                </li>
            }
        })
        .collect_view();
    view! {
        <div class="navigation-group">
            <h2 class="navigation-name" id=id.clone()>{group.name}</h2>
            <ul aria-labelledby=id>{links}</ul>
        </div>
    }
    .into_any()
}

fn bottom_bar(quick: Vec<NavLink>, here: Signal<String>, locale: Locale) -> AnyView {
    let links = quick
        .into_iter()
        .map(|NavLink { href, icon, word, .. }| {
            let current = is_current(href.clone(), here);
            view! {
                <a class="bottom-bar-link" href=href aria-current=current>
                    <Icon name=icon/>
                    <span>{word}</span>
                </a>
            }
        })
        .collect_view();
    view! {
        <nav class="bottom-bar" aria-label=say!(locale, shell.quick)>
            {links}
            <button class="bottom-bar-link" type="button" popovertarget="navigation">
                <Icon name=IconName::More/>
                <span>{say!(locale, shell.more)}</span>
            </button>
        </nav>
    }
    .into_any()
}

/// In the header: the theme behind a small menu, the languages side by side.
fn header_preferences(
    theme: Theme,
    addresses: &ShellAddresses,
    here: Signal<String>,
    locale: Locale,
) -> AnyView {
    let choices = Theme::ALL
        .into_iter()
        .map(|choice| {
            let chosen = choice == theme;
            view! {
                <button class="menu-item" name="theme" value=choice.code() aria-pressed=pressed(chosen)>
                    <span>{choice.word(locale)}</span>
                    {chosen.then(|| view! { <Icon name=IconName::Check/> })}
                </button>
            }
        })
        .collect_view();
    view! {
        <div class="preferences">
            <button
                class="quiet-choice"
                type="button"
                popovertarget="theme-menu"
                title=say!(locale, shell.theme)
                aria-label=format!("{}: {}", say!(locale, shell.theme), theme.word(locale))
            >
                <Icon name=IconName::Theme/>
                <span class="theme-word">{theme.word(locale)}</span>
            </button>
            <form class="menu" id="theme-menu" popover="auto" method="post" action=addresses.preferences.clone()>
                <input type="hidden" name="return" value=here/>
                {choices}
            </form>
            {language_form(addresses, here, locale)}
        </div>
    }
    .into_any()
}

/// In the phone's sheet: the same choices, laid open.
fn sheet_preferences(
    theme: Theme,
    addresses: &ShellAddresses,
    here: Signal<String>,
    locale: Locale,
) -> AnyView {
    let choices = Theme::ALL
        .into_iter()
        .map(|choice| {
            view! {
                <button class="quiet-choice" name="theme" value=choice.code() aria-pressed=pressed(choice == theme)>
                    {choice.word(locale)}
                </button>
            }
        })
        .collect_view();
    view! {
        <div class="navigation-preferences">
            <form class="theme-choices" method="post" action=addresses.preferences.clone() aria-label=say!(locale, shell.theme)>
                <input type="hidden" name="return" value=here/>
                {choices}
            </form>
            {language_form(addresses, here, locale)}
        </div>
    }
    .into_any()
}

fn language_form(addresses: &ShellAddresses, here: Signal<String>, locale: Locale) -> AnyView {
    view! {
        <form class="language" method="post" action=addresses.preferences.clone() aria-label=say!(locale, shell.language)>
            <input type="hidden" name="return" value=here/>
            <button class="quiet-choice" name="language" value="en" lang="en" title="English" aria-pressed=pressed(locale == Locale::en)>
                <span>"EN"</span>
            </button>
            <button class="quiet-choice" name="language" value="de" lang="de" title="Deutsch" aria-pressed=pressed(locale == Locale::de)>
                <span>"DE"</span>
            </button>
        </form>
    }
    .into_any()
}

fn person_menu(person: SignedIn, addresses: &ShellAddresses, locale: Locale) -> AnyView {
    view! {
        <div class="person-place">
            <button
                class="person"
                type="button"
                popovertarget="person-menu"
                aria-label=fill(say!(locale, shell.person_menu), &[&person.name])
            >
                {initials(&person.name)}
            </button>
            <form class="menu" id="person-menu" popover="auto" method="post" action=addresses.sign_out.clone()>
                <div class="menu-head">
                    <strong>{person.name}</strong>
                    <p class="hint">{person.quiet}</p>
                </div>
                <div class="menu-rule"></div>
                <button class="menu-item">
                    <Icon name=IconName::SignOut/>
                    {say!(locale, shell.sign_out)}
                </button>
            </form>
        </div>
    }
    .into_any()
}

/// First letters of the first and last word: `Anna Berger` is `AB`, `Planner 1` is `P1`.
fn initials(name: &str) -> String {
    let mut words = name.split_whitespace().filter_map(|word| word.chars().next());
    words.next().into_iter().chain(words.next_back()).collect::<String>().to_uppercase()
}

/// A link is current on its own page and on the pages below it.
fn is_current(href: String, here: Signal<String>) -> impl Fn() -> Option<&'static str> + Send + Clone {
    move || {
        here.with(|address| {
            let path = address.split(['?', '#']).next().unwrap_or_default();
            let below = path.strip_prefix(href.as_str()).is_some_and(|rest| rest.starts_with('/'));
            (path == href || (href != "/" && below)).then_some("page")
        })
    }
}

const fn pressed(chosen: bool) -> &'static str {
    if chosen { "true" } else { "false" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_is_known_by_two_letters() {
        assert_eq!(initials("Anna Berger"), "AB");
        assert_eq!(initials("Planner 1"), "P1");
        assert_eq!(initials("quality"), "Q");
    }

    #[test]
    fn a_theme_is_read_back_from_its_code() {
        assert!(Theme::ALL.into_iter().all(|theme| Theme::parse(theme.code()) == Some(theme)));
        assert_eq!(Theme::parse("pink"), None);
    }
}
