//! Every part with sample data, in one page per theme, language and page kind: what the parts look like without a
//! server. `cargo run -p app --example gallery --features ssr` writes `target/gallery/*.html`; the styles are put
//! together by plain concatenation.

use std::{fs, path::Path};

use app::{
    catalogue::{self, locale_of, provide_language, say},
    parts::{
        button::{Button, ButtonKind, ButtonLink, Price},
        data_table::{Column, DataTable, Filters, Head, Order, Pager, TableCaption},
        decision::{Consequences, Decision},
        empty::{Empty, Failure, Loading},
        facts::{Fact, Facts},
        field::{CheckField, Choice, FileField, SelectField, TextArea, TextField, TextKind},
        figure::{Figure, Figures},
        glyph::{AttemptGlyph, Drawing, Finding, Glyph, NumberGlyph, RollGlyph, StateWord, TempRollGlyph},
        icon::{IconName, Mark},
        life::{Life, LifeEvent},
        neighbours::{Neighbour, NeighbourBlock, Neighbours},
        notice::{Notice, ToastPlace, Tone},
        page_head::{Crumb, PageHead, Standing},
        progress::Progress,
        refusal::Refusal,
        segments::{Segment, Segments},
        shell::{NavGroup, NavLink, Shell, SignedIn, Theme},
        strip::{Piece, Strip, StripDocument, StripLegend, StripPatterns, StripPiece, StripSize},
        sync_badge::{SyncBadge, SyncReport},
    },
};
use domain::words::Language;
use leptos::prelude::*;

fn main() -> std::io::Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let folder = root.join("target/gallery");
    fs::create_dir_all(&folder)?;
    let styles = styles(&root.join("style"))?;
    for theme in Theme::ALL {
        for language in [Language::German, Language::English] {
            let pages: [(&str, fn(Theme) -> AnyView); 6] = [
                ("project", project_page),
                ("number", number_page),
                ("today", today_page),
                ("parts", parts_page),
                ("filming", filming_page),
                ("sign-in", sign_in_page),
            ];
            for (name, page) in pages {
                let body = Owner::new().with(|| {
                    provide_language(language);
                    page(theme).to_html()
                });
                let html = format!(
                    "<!doctype html><html lang=\"{}\" data-theme=\"{}\"><head><meta charset=\"utf-8\">\
                     <meta name=\"viewport\" content=\"width=device-width\"><title>{name}</title>\
                     <style>{styles}</style></head><body>{body}</body></html>",
                    language.code(),
                    theme.code()
                );
                fs::write(folder.join(format!("{name}-{}-{}.html", theme.code(), language.code())), html)?;
            }
        }
    }
    println!("{}", folder.display());
    Ok(())
}

/// All sheets, tokens first because they name the layers. Fonts are looked for beside the gallery.
fn styles(folder: &Path) -> std::io::Result<String> {
    let mut sheets = vec![folder.join("tokens.css"), folder.join("fonts.css"), folder.join("base.css")];
    for inner in ["parts", "pages"] {
        let mut found: Vec<_> =
            fs::read_dir(folder.join(inner))?.filter_map(|entry| Some(entry.ok()?.path())).collect();
        found.sort();
        sheets.append(&mut found);
    }
    sheets.extend([folder.join("utilities.css"), folder.join("print.css")]);
    let texts: Result<Vec<_>, _> = sheets.iter().map(fs::read_to_string).collect();
    Ok(texts?.join("\n").replace("asset:", "fonts/"))
}

fn shell(theme: Theme, here: &'static str, badge: SyncReport, page: AnyView) -> AnyView {
    let locale = catalogue::locale();
    let link = |href: &str, icon, word: &str| NavLink::new(href, icon, word);
    let groups = vec![
        NavGroup {
            name: say!(locale, groups.work).into(),
            links: vec![
                link("/today", IconName::Today, say!(locale, pages.today)).counting(Some(3)),
                link("/projects", IconName::Projects, say!(locale, pages.projects)).counting(Some(121)),
                link("/stock", IconName::FilmStock, say!(locale, pages.film_stock)),
                link("/quality", IconName::Quality, say!(locale, pages.quality)).counting(Some(2)),
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

const IN_SYNC: SyncReport = SyncReport::Checked { seconds_ago: 4, differences: 0 };

/// Documents of fixed, uneven lengths from the end of the leader to about `until`.
fn documents(seed: u32, until: u32) -> Vec<StripDocument> {
    let (mut from_mm, mut state, mut list) = (500, seed, Vec::new());
    while from_mm < until {
        state = state.wrapping_mul(1_103_515_245).wrapping_add(12_345);
        let share = (state >> 16) % 100;
        let length_mm = (200 + share * share / 5).min(until - from_mm).max(1);
        list.push(StripDocument { from_mm, length_mm, oversized: share % 9 == 0 });
        from_mm += length_mm;
    }
    list
}

fn planned(seed: u32, until: u32, rest: Piece, size: StripSize) -> AnyView {
    let pieces = vec![
        StripPiece::new(Piece::Ends, 0, 500),
        StripPiece::new(Piece::Ends, until, 500),
        StripPiece::new(rest, until + 500, 30_500 - until - 500).labelled("474 frames"),
    ];
    view! {
        <Strip
            scale_mm=30_500
            pieces
            documents=documents(seed, until)
            capacity_mm=29_500_u32
            size
            description="leader, 48 documents, trailer, rest"
        />
    }
    .into_any()
}

fn project_page(theme: Theme) -> AnyView {
    let rows = [
        (1, 28_900, Piece::Scrap),
        (2, 24_300, Piece::Forecast),
        (3, 27_200, Piece::Forecast),
        (4, 27_800, Piece::Scrap),
        (5, 9_000, Piece::Forecast),
    ]
    .map(|(place, until, rest)| {
        view! {
            <li class="strip-row">
                <span><Glyph of=RollGlyph::Planned/>{format!("RRD874-2024_OU_16_0{place}")}</span>
                {planned(place, until, rest, StripSize::Plain)}
                <span><strong>{"2,860"}</strong>" frames, 48 documents"</span>
            </li>
        }
    })
    .collect_view();
    let columns = [("Draft", "2,900 frames, natural order"), ("What if", "2,940 frames, natural order"), ("What if", "2,900 frames, fullest rolls first")]
        .into_iter()
        .enumerate()
        .map(|(place, (name, how))| {
            let facts = vec![
                Fact::new("Rolls", "6"),
                Fact::view("Empty at roll ends", view! { <strong>"1,596 frames"</strong> }),
                Fact::new("Forecast leftovers", "4, with 1,187 usable"),
            ];
            view! {
                <div class="column" data-chosen=(place == 0).then_some("")>
                    <div class="column-head"><h3>{name}</h3><span class="section-note">{how}</span></div>
                    <div class="column-body">
                        <div class="column-strips">
                            {(1..6).map(|seed| planned(seed, 30_000 - seed * 900, Piece::Forecast, StripSize::Small)).collect_view()}
                        </div>
                        <Facts facts/>
                    </div>
                </div>
            }
        })
        .collect_view();
    let page = view! {
        <PageHead
            crumbs=vec![Crumb::link("/projects", "Projects"), Crumb::here("RRD874-2024")]
            id="RRD874-2024"
            title="Repair Schemes"
            aside="OU"
            standing=Standing::new(RollGlyph::Planned, "Register complete")
        >
            <Decision verb="Abandon…" price=Price::AsksAReason>"…"</Decision>
            <ButtonLink href="#" word="Reset…"/>
            <Button verb="Accept plan" kind=ButtonKind::Primary price=Price::Words("can be undone until filming".into())/>
        </PageHead>
        <Facts
            flow=true
            facts=vec![
                Fact::new("Documents", "224"),
                Fact::new("Pages", "15,765"),
                Fact::new("Oversized", "165 in 23 documents"),
                Fact::new("16 mm", "15,804 frames, 6 rolls"),
                Fact::new("35 mm", "204 frames, 1 roll"),
                Fact::new("Filming time", "6.8 h + 35 mm 0.1 h"),
                Fact::new("Numbers", "none yet; block of 7 at first issue"),
            ]
        />
        <section class="section plan">
            <div class="section-head">
                <h2>"Plan, draft 3"</h2>
                <span class="section-note">"each bar is one reel of 30.5 m, to scale; a dark cap marks a document with oversized pages"</span>
            </div>
            <ul class="strip-rows">{rows}</ul>
        </section>
        <section class="section what-if">
            <div class="section-head">
                <h2>"What if"</h2>
                <span class="section-note">"computed, nothing is stored or consumed"</span>
                <form class="tools fields">
                    <TextField name="capacity" label="Capacity" kind=TextKind::Number value="2940"/>
                    <TextField name="smallest" label="Smallest leftover" kind=TextKind::Number value="150"/>
                    <SelectField name="order" label="Order" choices=vec![Choice::new("natural", "natural"), Choice::new("full", "fullest first")]/>
                </form>
            </div>
            <div class="columns">{columns}</div>
        </section>
        <section class="section documents">
            <TableCaption heading="Documents" count="224, 23 with oversized pages".to_string()>
                <Segments
                    label="Documents shown"
                    segments=vec![
                        Segment::new("?", "All", true).counting("224"),
                        Segment::new("?oversized", "Oversized", false).counting("23"),
                        Segment::new("?roll=2", "Roll 2", false),
                    ]
                />
                <ButtonLink href="/export" word="Export" icon=IconName::Download download=true/>
            </TableCaption>
            {document_table()}
            <Pager later="?after=7".to_string() count="1–7 of 224".to_string()/>
        </section>
    };
    shell(theme, "/projects/RRD874-2024", IN_SYNC, page.into_any())
}

fn document_table() -> AnyView {
    let rows = [
        ("1427000150786611", "528", "8–11, 17, 26–31", "531"),
        ("1427000159380534", "63", "–", "63"),
        ("1427000166227437", "59", "5–8, 14, 23–28", "62"),
        ("1427000167892339", "64", "–", "64"),
    ]
    .into_iter()
    .enumerate()
    .map(|(place, (barcode, pages, ranges, frames))| {
        view! {
            <tr data-selected=(place == 1).then_some("") data-attention=(place == 2).then_some("")>
                <th scope="row" data-kind="id"><a href="#">{barcode}</a></th>
                <td data-kind="number">{pages}</td>
                <td data-kind="id">{ranges}</td>
                <td data-kind="number">{frames}</td>
                <td><StateWord glyph=RollGlyph::Planned word="16_01"/></td>
                <td data-kind="sentence">"last on its roll: the next document would not fit"</td>
            </tr>
        }
    })
    .collect_view();
    view! {
        <DataTable label="Documents">
            <thead>
                <tr>
                    <Head word="Barcode" column=Column::Id href="?sort=barcode".to_string() sorted=Order::Rising/>
                    <Head word="Pages" column=Column::Number href="?sort=pages".to_string()/>
                    <Head word="Oversized ranges"/>
                    <Head word="Frames" column=Column::Number/>
                    <Head word="Roll"/>
                    <Head word="Why" column=Column::Sentence/>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </DataTable>
    }
    .into_any()
}

fn number_page(theme: Theme) -> AnyView {
    let locale = catalogue::locale();
    let neighbour = |tail: u32| {
        let glyph = match tail {
            112 => NumberGlyph::Void,
            133 => NumberGlyph::Bound,
            134..=135 => NumberGlyph::Reserved,
            138..=141 => NumberGlyph::Free,
            _ => NumberGlyph::Issued,
        };
        Neighbour {
            number: format!("10000{tail}"),
            href: format!("/numbers/10000{tail}"),
            glyph: glyph.into(),
            word: glyph.word(locale).into(),
        }
    };
    let blocks = [
        ("", 110, 112),
        ("RRD854-2025", 113, 117),
        ("RRD354", 118, 120),
        ("RRD381", 121, 123),
        ("RRD801-2025", 124, 127),
        ("", 128, 128),
        ("RRD705-2025", 129, 135),
        ("", 136, 141),
    ]
    .map(|(name, from, to)| NeighbourBlock {
        name: name.into(),
        numbers: (from..=to).map(neighbour).collect(),
    })
    .to_vec();
    let event = |date: &str, time: &str, glyph, title: &str, sentence: &'static str, issued| LifeEvent {
        date: date.into(),
        time: time.into(),
        datetime: String::new(),
        glyph,
        title: title.into(),
        sentence: sentence.into_any(),
        quiet: "Operator 2 · ledger 18,204".into(),
        issued,
        failed: title.contains("failed"),
    };
    let events = vec![
        event(
            "Mon 03.11.2025",
            "09:14",
            NumberGlyph::Reserved.into(),
            "Reserved for RRD381-2025, roll 3.",
            "Roll 1 of the project was confirmed as 10000121, so the block 121–123 was set aside for its three rolls.",
            false,
        ),
        event(
            "Wed 05.11.2025",
            "06:31",
            NumberGlyph::Bound.into(),
            "Attempt 1 bound it on temp roll T-0087.",
            "Best fit on the shelf: 1,574 usable frames for 1,388 needed.",
            false,
        ),
        event(
            "Wed 05.11.2025",
            "06:42",
            AttemptGlyph::Failed.into(),
            "Attempt 1 failed: film jam at frame 407.",
            "In one commit: number back to the block, 5.07 m written off, 11.67 m back on the shelf as T-0091.",
            false,
        ),
        event(
            "Wed 05.11.2025",
            "07:41",
            NumberGlyph::Issued.into(),
            "Attempt 2 was confirmed and the number was issued.",
            "1,388 of 1,388 frames in the planned order. From here the number can never be free again.",
            true,
        ),
        event(
            "Thu 06.11.2025",
            "10:20",
            RollGlyph::Developed.into(),
            "Developed. Density 1.29, 1.31, 1.30.",
            "All three readings lie between 1.2 and 1.4.",
            true,
        ),
        event(
            "Fri 07.11.2025",
            "08:55",
            RollGlyph::Accepted.into(),
            "Accepted and labelled.",
            "Two labels printed at 09:02.",
            true,
        ),
        event(
            "Mon 10.11.2025",
            "13:37",
            RollGlyph::Delivered.into(),
            "Delivered with the index of RRD381-2025.",
            "104 blips, equal to the evidence.",
            true,
        ),
    ];
    let reel = vec![
        StripPiece::new(Piece::Ends, 0, 500),
        StripPiece::new(Piece::Roll, 500, 13_880).labelled("13.88 m"),
        StripPiece::new(Piece::Ends, 14_380, 500),
        StripPiece::new(Piece::OnShelf, 14_880, 15_620).labelled("T-0092, 15.62 m"),
    ];
    let page = view! {
        <div class="with-inspector">
            <div class="content">
                <PageHead
                    crumbs=vec![Crumb::link("/numbers", "Film numbers"), Crumb::link("/numbers?site=OU", "OU"), Crumb::here("10000123")]
                    id="10000123"
                    hero=true
                    standing=Standing::new(NumberGlyph::Issued, "Issued, accepted, delivered")
                >
                    <Decision verb="Rework…" price=Price::AsksAReason>"…"</Decision>
                    <Decision verb="Void…" price=Price::CannotBeUndone>"…"</Decision>
                </PageHead>
                <Neighbours blocks here="10000123"/>
                <dl class="answers">
                    <div><dt>"Who has it?"</dt><dd>"Roll 3 of "<a href="#">"RRD381-2025"</a>" (OU, Test Records), on reel "<a href="#">"R-0219"</a>", since 05.11.2025."</dd></div>
                    <div><dt>"Why this one?"</dt><dd>"Last of the block 121–123, set aside so that the project’s numbers follow each other."</dd></div>
                    <div><dt>"What would free it?"</dt><dd>"Nothing. Film carries it. Rework keeps it or voids it with a reason and a replacement."</dd></div>
                </dl>
                <Life events/>
            </div>
            <aside class="inspector">
                <section>
                    <h2>"Evidence, attempt 2"</h2>
                    <Facts facts=vec![
                        Fact::view("Log", view! { <a class="id" href="#">"10000123.LOG"</a> }),
                        Fact::new("Records", "1,796 = 407 + 1,388 + 1 doubled"),
                        Fact::new("Documents", "104 of 104, natural order"),
                        Fact::view("Verdict", view! { <StateWord glyph=AttemptGlyph::Confirmed word="complete"/> }),
                    ]/>
                </section>
                <section>
                    <h2>"Film"</h2>
                    <Strip scale_mm=30_500 pieces=reel description="13.88 m roll, 15.62 m on the shelf as T-0092"/>
                    <p class="strip-caption"><span>"R-0219, 16 mm, emulsion 4502"</span><span>"30.5 m"</span></p>
                </section>
                <div class="actions"><ButtonLink href="#" word="Show on timeline"/><ButtonLink href="#" word="Print history" icon=IconName::Print/></div>
            </aside>
        </div>
    };
    shell(theme, "/numbers/10000123", SyncReport::Checked { seconds_ago: 5, differences: 3 }, page.into_any())
}

fn today_page(theme: Theme) -> AnyView {
    let queue = (2..7)
        .map(|place| {
            view! {
                <li>
                    <span class="queue-place">{place}</span>
                    <span class="queue-what"><a class="id" href="#">{format!("RRD705-2025_OU_16_0{place}")}</a></span>
                    <span class="queue-time">"1 h 13"</span>
                    <span class="queue-why">"2,855 frames on a new reel; the shelf has nothing longer than 1,631."</span>
                </li>
            }
        })
        .collect_view();
    let page = view! {
        <PageHead title=say!(catalogue::locale(), pages.today) aside="Sa 21.11.2026, OU, machine 1"/>
        <div class="today">
            <section class="today-next">
                <div class="section-head"><h2>"Next"</h2><span class="section-note">"a proposal; nothing is held yet"</span></div>
                <p class="today-next-what"><span class="today-next-id">"RRD315-2024_DW_16_04"</span><span>"Roll 4 of 6"</span></p>
                <p class="today-why">"Best fit on the shelf: T-0092 with 1,462 usable frames for 1,380 needed. One reel saved, 82 frames lost."</p>
                <Strip
                    scale_mm=30_500
                    pieces=vec![
                        StripPiece::new(Piece::CutOff, 0, 14_880),
                        StripPiece::new(Piece::Ends, 14_880, 500),
                        StripPiece::new(Piece::ToCome, 15_380, 13_800).labelled("1,380 frames"),
                        StripPiece::new(Piece::Ends, 29_180, 500),
                        StripPiece::new(Piece::Scrap, 29_680, 820),
                    ]
                    description="1,380 frames fit on T-0092"
                />
                <Facts facts=vec![Fact::new("Film", "T-0092, 16 mm, emulsion 4502, place OU A2-1"), Fact::new("Time", "35 min at 0.65 frames/s"), Fact::new("Number", "10000134, reserved; issued when confirmed")]/>
                <div class="actions">
                    <Button verb="Start filming" kind=ButtonKind::Primary price=Price::CanBeUndone/>
                    <Button verb="Another film"/>
                </div>
            </section>
            <section>
                <div class="section-head"><h2>"After that"</h2><span class="section-note">"5 rolls, 6 h 05"</span></div>
                <ol class="today-queue">{queue}</ol>
            </section>
        </div>
    };
    shell(theme, "/today", IN_SYNC, page.into_any())
}

fn filming_page(_theme: Theme) -> AnyView {
    view! {
        <StripPatterns/>
        <main class="filming">
            <header class="filming-head"><h1>"Heute"</h1><SyncBadge report=SyncReport::Checked { seconds_ago: 2, differences: 0 } href="#"/></header>
            <section class="filming-number">
                <span class="filming-quiet">"läuft seit 09:37, Versuch 2"</span>
                <span class="filming-id">"10000133"</span>
                <span class="filming-quiet">"Rolle 5 von 7, RRD705-2025"</span>
            </section>
            <section class="filming-left">
                <span class="filming-label">"noch"</span>
                <span class="filming-figure">"341"</span>
                <div class="filming-ends"><span>"Bilder"</span><span>"8 min, fertig 10:51"</span></div>
            </section>
            <section class="filming-reel">
                <Strip
                    scale_mm=30_500
                    size=StripSize::Tall
                    pieces=vec![
                        StripPiece::new(Piece::Ends, 0, 500),
                        StripPiece::new(Piece::ToCome, 500, 28_680),
                        StripPiece::new(Piece::Running, 500, 25_270).labelled("2.527"),
                        StripPiece::new(Piece::Ends, 29_180, 500),
                        StripPiece::new(Piece::Forecast, 29_680, 820),
                    ]
                    description="2.527 von 2.868 Bildern"
                />
                <div class="filming-ends"><span>"von 2.868 Bildern"</span><span>"Rest 0,82 m"</span></div>
            </section>
            <section class="filming-next"><span>"Film R-0225, neu"</span><span>"Kopf 16 mm"</span><span>"Danach: Rolle 6"</span><span>"2.855 Bilder"</span></section>
            <div class="filming-actions">
                <Button verb="Verfilmung abschließen" kind=ButtonKind::Thumb price=Price::Words("vergibt die Nummer, nicht umkehrbar".into())/>
                <Button verb="Störung melden"/>
            </div>
        </main>
    }
    .into_any()
}

fn sign_in_page(_theme: Theme) -> AnyView {
    view! {
        <main class="bare">
            <div class="sign-in">
                <div class="sign-in-mark"><Mark/>"Rollcall"</div>
                <h1>"Anmelden"</h1>
                <form class="form" method="post">
                    <Refusal sentence="Name und Kennwort passen nicht zusammen. Nach drei weiteren Versuchen wartet das Konto 5 Minuten."/>
                    <TextField name="name" label="Name" kind=TextKind::UserName autofocus=true/>
                    <TextField name="password" label="Kennwort" kind=TextKind::Password/>
                    <Button verb="Anmelden" kind=ButtonKind::Primary/>
                </form>
            </div>
        </main>
    }
    .into_any()
}

fn parts_page(theme: Theme) -> AnyView {
    let locale = locale_of(catalogue::language());
    use NumberGlyph as N;
    use RollGlyph as R;
    use TempRollGlyph as T;
    let numbers = [N::Free, N::Reserved, N::Bound, N::Issued, N::Cooling, N::Void, N::Retired, N::Outside]
        .map(|glyph| view! { <StateWord glyph word=glyph.word(locale)/> })
        .collect_view();
    let rolls =
        [R::Planned, R::Filming, R::Filmed, R::Developed, R::Accepted, R::Delivered, R::Rework, R::Cancelled]
            .map(|glyph| view! { <StateWord glyph word=glyph.word(locale)/> })
            .collect_view();
    let temp_rolls = [T::Forecast, T::OnShelf, T::Loaded, T::Consumed, T::Discarded, T::Lost]
        .map(|glyph| view! { <StateWord glyph word=glyph.word(locale)/> })
        .collect_view();
    let attempts =
        [AttemptGlyph::Planned, AttemptGlyph::Running, AttemptGlyph::Confirmed, AttemptGlyph::Failed]
            .map(|glyph| view! { <StateWord glyph word=glyph.word(locale)/> })
            .collect_view();
    let findings = [Finding::Collision, Finding::Warning]
        .map(|glyph| view! { <StateWord glyph word=glyph.word(locale)/> })
        .collect_view();
    let page = view! {
        <PageHead title="Import plan" aside="repository/2025-11-20, 7,186 files">
            <Button verb="Discard plan"/>
            <Button verb="Apply 2,026" kind=ButtonKind::Primary price=Price::CanBeUndone/>
            <Button verb="Pause" kind=ButtonKind::Quiet/>
            <Button verb="Confirm" refused=Some("evidence is missing".to_string())/>
        </PageHead>
        <div class="stack">
            <div class="tools">{numbers}</div><div class="tools">{rolls}</div><div class="tools">{temp_rolls}</div>
            <div class="tools">{attempts} {findings}</div>
            <StripLegend pieces=vec![Piece::Ends, Piece::Roll, Piece::Spent, Piece::Scrap, Piece::CutOff, Piece::OnShelf, Piece::Forecast]/>
            <Figures>
                <Figure value="1,184".to_string() name="New" href="#".to_string()/>
                <Figure value="5,146".to_string() name="Unchanged" href="#".to_string()/>
                <Figure value="4".to_string() name="Collision" glyph=Drawing::from(Finding::Collision) href="#".to_string()/>
                <Figure value="329".to_string() name="Out of range" glyph=Drawing::from(N::Outside) href="#".to_string()/>
                <Figure value="0".to_string() name="Unexplained gaps" base="of 271 film numbers"/>
            </Figures>
            <Refusal sentence="10000123 is issued: an issued number never becomes free. Void it with a reason."/>
            <Notice><p>"Six 16 mm rolls wait for the 35 mm roll: their reference sheets print its number."</p></Notice>
            <Notice tone=Tone::Good><p>"The chain of 18,611 entries is whole."</p></Notice>
            <Notice tone=Tone::Warning><p>"Cooling until 01.12.2025: a lathe may still hold the old program."</p></Notice>
            <Notice tone=Tone::Bad><p>"The mirror could not be written. Numbers are safe; check the disk."</p></Notice>
            <Progress label="Import" done=8_640 of=12_031 batches=13 words="batch 9 of 13, 14 s left".to_string()/>
        </div>
        <section class="section">
            <TableCaption heading="Files" count="2,040 of 7,186, worst first".to_string()/>
            <Filters action="/programs/imports/1" set=true>
                <TextField name="q" label="Find" kind=TextKind::Search placeholder="file, number, title"/>
                <SelectField name="size" label="Size" choices=vec![Choice::new("", "any"), Choice::new("6.0", "6.0″")]/>
            </Filters>
            {document_table()}
        </section>
        <section class="section">
            <h2>"Void 10000123"</h2>
            <form class="form">
                <Consequences sentences=vec!["Film 10000123 keeps its place in the ledger as void.".into(), "104 blips of RRD381-2025 change.".into()]/>
                <TextArea name="reason" label="Reason" refusal=Some("A void number needs a reason.".to_string()) hint="stands in the ledger for ever"/>
                <TextField name="replaced" label="Replaced by" kind=TextKind::Id optional=true value="10000142"/>
                <FileField name="list" label="List" hint="CSV or XLSX: barcode, pages, oversized ranges" accept=".csv"/>
                <CheckField name="destroyed" label="The rejected film is destroyed" checked=true/>
                <CheckField name="keep" label="Keep the number" radio=true checked=true/>
                <CheckField name="keep" label="Void and replace" radio=true/>
                <div class="actions"><Button verb="Void 10000123" kind=ButtonKind::Primary price=Price::CannotBeUndone/><Button verb="Cancel"/></div>
            </form>
            <Decision verb="Void…" price=Price::CannotBeUndone open=true><p>"What will happen."</p></Decision>
        </section>
        <section class="section"><Empty title="No temp roll on the shelf." sentence="A temp roll exists once film physically remains."><ButtonLink href="#" word="Go to today"/></Empty></section>
        <section class="section"><Failure title="The list could not be read." sentence="Nothing was stored. Check line 17 and send it again." request="9f3c71d0".to_string()/></section>
        <section class="section"><Loading rows=3/></section>
        <ToastPlace sentence=Some("37 renamed.".to_string())><Button verb="Undo" kind=ButtonKind::Quiet/></ToastPlace>
    };
    shell(theme, "/programs", SyncReport::Offline { since: "10:31".into(), kept: 2 }, page.into_any())
}
