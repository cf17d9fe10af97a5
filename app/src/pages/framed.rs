//! The shell around every page of a signed-in person, and the page that is not there.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::components::Outlet;
use leptos_router::hooks::use_location;

use crate::api::findings::read_open_findings;
use crate::api::session::read_badge;
use crate::catalogue::{self, say};
use crate::frame::frame;
use crate::islands::LiveBadge;
use crate::pages::answer::Told;
use crate::parts::icon::IconName;
use crate::parts::live_notes::LiveNotes;
use crate::parts::shell::{NavGroup, NavLink, Shell, SignedIn};

#[component]
pub fn Framed() -> impl IntoView {
    let frame = frame();
    let locale = catalogue::locale();
    let location = use_location();
    let reader = frame.reader.clone();
    let person = SignedIn {
        name: reader.as_ref().map(|reader| reader.name.clone()).unwrap_or_default(),
        quiet: frame.lab.clone(),
    };
    let here = Signal::derive(move || {
        let search = location.search.get();
        let path = location.pathname.get();
        if search.is_empty() { path } else { format!("{path}?{search}") }
    });
    let groups = vec![
        NavGroup {
            name: say!(locale, groups.work).to_owned(),
            links: vec![
                NavLink::new("/", IconName::Today, say!(locale, pages.today)),
                NavLink::new("/projects", IconName::Projects, say!(locale, pages.projects)),
                NavLink::new("/queue", IconName::Clock, say!(locale, queue.title)),
                NavLink::new("/development", IconName::Quality, say!(locale, finish.development)),
                NavLink::new("/complaints", IconName::Envelope, say!(locale, complaints.title)),
                NavLink::new("/film-stock", IconName::FilmStock, say!(locale, pages.film_stock)),
            ],
        },
        NavGroup {
            name: say!(locale, groups.numbers).to_owned(),
            links: vec![
                NavLink::new("/numbers", IconName::FilmNumbers, say!(locale, pages.film_numbers)),
                NavLink::new("/programs", IconName::Programs, say!(locale, pages.programs)),
                NavLink::new("/free", IconName::Filter, say!(locale, programs.free_numbers)),
                NavLink::new("/heatmap", IconName::Heatmap, say!(locale, pages.heatmap)),
                NavLink::new("/findings", IconName::Warning, say!(locale, findings.title))
                    .counting(OpenFindings),
            ],
        },
        NavGroup {
            name: say!(locale, groups.lab).to_owned(),
            links: vec![
                NavLink::new("/quality", IconName::Dashboard, say!(locale, quality.title)),
                NavLink::new("/ledger", IconName::Ledger, say!(locale, pages.ledger)),
                NavLink::new("/settings", IconName::Settings, say!(locale, pages.settings)),
            ],
        },
    ];
    let quick = vec![
        NavLink::new("/", IconName::Today, say!(locale, pages.today)),
        NavLink::new("/search", IconName::Search, say!(locale, pages.search)),
    ];
    view! {
        <Shell groups quick here theme=frame.theme() person badge=ViewFnOnce::from(Badge)>
            <LiveNotes here/>
            <Told/>
            <Outlet/>
        </Shell>
    }
}

/// How many findings wait; nothing where none does.
#[component]
fn OpenFindings() -> impl IntoView {
    let open = Resource::new(|| (), |_| read_open_findings());
    view! {
        <Transition>
            {move || Suspend::new(async move {
                let open = open.await.unwrap_or_default();
                (open > 0).then(|| catalogue::language().count(open.into()))
            })}
        </Transition>
    }
}

/// The sync badge.
#[component]
fn Badge() -> impl IntoView {
    let badge = Resource::new(|| (), |_| read_badge());
    view! {
        <Transition>
            {move || Suspend::new(async move {
                let (seconds_ago, differences, known) = badge
                    .await
                    .map_or((0, 0, false), |badge| {
                        (badge.seconds_ago.into(), badge.differences.into(), badge.known)
                    });
                view! { <LiveBadge seconds_ago differences known language=catalogue::language()/> }
            })}
        </Transition>
    }
}

/// An address that leads nowhere.
#[component]
pub fn NotFound() -> impl IntoView {
    let language = catalogue::language();
    let title = language.pick("Diese Seite gibt es nicht", "There is no such page");
    view! {
        <Title text=title/>
        <section class="page">
            <h1>{title}</h1>
            <p>
                {language
                    .pick(
                        "Die Adresse führt nirgendwohin: über die Suche oder die Navigation weiter.",
                        "This address leads nowhere: go on by the search or the navigation.",
                    )}
            </p>
        </section>
    }
}
