//! A project: plan to scale, what-if columns, documents.

use super::*;

pub fn project_page(theme: Theme) -> AnyView {
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
            <ul class="strip-rows">{plan_rows()}</ul>
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
            <div class="columns">{what_if_columns()}</div>
        </section>
        {documents_section()}
    };
    shell(theme, "/projects/RRD874-2024", IN_SYNC, page.into_any())
}

/// Five planned rolls under each other on one scale.
fn plan_rows() -> AnyView {
    [
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
    .collect_view()
    .into_any()
}

/// Three plans side by side; the draft is tinted.
fn what_if_columns() -> AnyView {
    [("Draft", "2,900 frames, natural order"), ("What if", "2,940 frames, natural order"), ("What if", "2,900 frames, fullest rolls first")]
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
        .collect_view()
        .into_any()
}

fn documents_section() -> AnyView {
    view! {
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
    }
    .into_any()
}

pub fn document_table() -> AnyView {
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
