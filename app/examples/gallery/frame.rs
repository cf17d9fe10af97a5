//! The shell with the navigation of a whole lab.

use super::*;

pub const IN_SYNC: SyncReport = SyncReport::Checked { seconds_ago: 4, differences: 0 };

pub fn shell(theme: Theme, here: &'static str, badge: SyncReport, page: AnyView) -> AnyView {
    let locale = catalogue::locale();
    let link = |href: &str, icon, word: &str| NavLink::new(href, icon, word);
    let groups = vec![
        NavGroup {
            name: say!(locale, groups.work).into(),
            links: vec![
                link("/today", IconName::Today, say!(locale, pages.today)).counting(|| "3"),
                link("/projects", IconName::Projects, say!(locale, pages.projects)).counting(|| "121"),
                link("/stock", IconName::FilmStock, say!(locale, pages.film_stock)),
                link("/quality", IconName::Quality, say!(locale, pages.quality)).counting(|| "2"),
            ],
        },
        NavGroup {
            name: say!(locale, groups.numbers).into(),
            links: vec![
                link("/numbers", IconName::FilmNumbers, say!(locale, pages.film_numbers)),
                link("/programs", IconName::Programs, say!(locale, pages.programs)),
            ],
        },
        NavGroup {
            name: say!(locale, groups.views).into(),
            links: vec![
                link("/timeline", IconName::Timeline, say!(locale, pages.timeline)),
                link("/temp-rolls", IconName::TempRolls, say!(locale, pages.temp_rolls)),
                link("/heatmap", IconName::Heatmap, say!(locale, pages.heatmap)),
                link("/dashboard", IconName::Dashboard, say!(locale, pages.dashboard)),
            ],
        },
        NavGroup {
            name: say!(locale, groups.lab).into(),
            links: vec![
                link("/ledger", IconName::Ledger, say!(locale, pages.ledger)),
                link("/settings", IconName::Settings, say!(locale, pages.settings)),
            ],
        },
    ];
    let quick = vec![
        link("/today", IconName::Today, say!(locale, pages.today)),
        link("/search", IconName::Search, say!(locale, pages.search)),
        link("/scan", IconName::Scan, say!(locale, pages.scan)),
    ];
    let person = SignedIn { name: "Planner 1".into(), quiet: "OU, planner".into() };
    view! {
        <Shell
            groups
            quick
            here=here.to_string()
            theme
            person
            badge=move || view! { <SyncBadge report=badge href="/ledger/differences"/> }
        >
            {page}
        </Shell>
    }
    .into_any()
}
