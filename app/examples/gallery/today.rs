//! Today, the running attempt, and signing in.

use super::*;

pub fn today_page(theme: Theme) -> AnyView {
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

pub fn filming_page(_theme: Theme) -> AnyView {
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

pub fn sign_in_page(_theme: Theme) -> AnyView {
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
