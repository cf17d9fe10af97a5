//! A number that answers: neighbours, three answers, its life, its evidence.

use super::*;

pub fn number_page(theme: Theme) -> AnyView {
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
                <Neighbours blocks=blocks() here="10000123"/>
                <dl class="answers">
                    <div><dt>"Who has it?"</dt><dd>"Roll 3 of "<a href="#">"RRD381-2025"</a>" (OU, Test Records), on reel "<a href="#">"R-0219"</a>", since 05.11.2025."</dd></div>
                    <div><dt>"Why this one?"</dt><dd>"Last of the block 121–123, set aside so that the project’s numbers follow each other."</dd></div>
                    <div><dt>"What would free it?"</dt><dd>"Nothing. Film carries it. Rework keeps it or voids it with a reason and a replacement."</dd></div>
                </dl>
                <Life events=events()/>
            </div>
            {inspector()}
        </div>
    };
    shell(theme, "/numbers/10000123", SyncReport::Checked { seconds_ago: 5, differences: 3 }, page.into_any())
}

fn blocks() -> Vec<NeighbourBlock> {
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
    [
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
    .to_vec()
}

type Told = (&'static str, &'static str, Drawing, &'static str, &'static str);

/// The life of a number that failed once and was issued at the fourth event.
fn events() -> Vec<LifeEvent> {
    let told: [Told; 7] = [
        (
            "Mon 03.11.2025",
            "09:14",
            NumberGlyph::Reserved.into(),
            "Reserved for RRD381-2025, roll 3.",
            "Roll 1 of the project was confirmed as 10000121, so the block 121–123 was set aside for its three rolls.",
        ),
        (
            "Wed 05.11.2025",
            "06:31",
            NumberGlyph::Bound.into(),
            "Attempt 1 bound it on temp roll T-0087.",
            "Best fit on the shelf: 1,574 usable frames for 1,388 needed.",
        ),
        (
            "Wed 05.11.2025",
            "06:42",
            AttemptGlyph::Failed.into(),
            "Attempt 1 failed: film jam at frame 407.",
            "In one commit: number back to the block, 5.07 m written off, 11.67 m back on the shelf as T-0091.",
        ),
        (
            "Wed 05.11.2025",
            "07:41",
            NumberGlyph::Issued.into(),
            "Attempt 2 was confirmed and the number was issued.",
            "1,388 of 1,388 frames in the planned order. From here the number can never be free again.",
        ),
        (
            "Thu 06.11.2025",
            "10:20",
            RollGlyph::Developed.into(),
            "Developed. Density 1.29, 1.31, 1.30.",
            "All three readings lie between 1.2 and 1.4.",
        ),
        (
            "Fri 07.11.2025",
            "08:55",
            RollGlyph::Accepted.into(),
            "Accepted and labelled.",
            "Two labels printed at 09:02.",
        ),
        (
            "Mon 10.11.2025",
            "13:37",
            RollGlyph::Delivered.into(),
            "Delivered with the index of RRD381-2025.",
            "104 blips, equal to the evidence.",
        ),
    ];
    told.into_iter()
        .enumerate()
        .map(|(place, (date, time, glyph, title, sentence))| LifeEvent {
            date: date.into(),
            time: time.into(),
            datetime: String::new(),
            glyph,
            title: title.into(),
            sentence: sentence.into_any(),
            quiet: "Operator 2 · ledger 18,204".into(),
            issued: place >= 3,
            failed: title.contains("failed"),
        })
        .collect()
}

fn inspector() -> AnyView {
    let reel = vec![
        StripPiece::new(Piece::Ends, 0, 500),
        StripPiece::new(Piece::Roll, 500, 13_880).labelled("13.88 m"),
        StripPiece::new(Piece::Ends, 14_380, 500),
        StripPiece::new(Piece::OnShelf, 14_880, 15_620).labelled("T-0092, 15.62 m"),
    ];
    view! {
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
    }
    .into_any()
}
