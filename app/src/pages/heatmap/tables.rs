//! The map in figures: ranges, hundreds, and the numbers of one hundred.

use domain::program::{ProgramNumber, ProgramState};
use domain::view::heatmap::{BLOCK, Band, BlockRow, Cell, Counts, HeatmapView, Shown};
use leptos::prelude::*;

use super::{Looked, glyph, word};
use crate::catalogue::{self, fill, say};
use crate::parts::data_table::{Column, DataTable, Head, TableCaption};
use crate::parts::format::Reading;
use crate::parts::glyph::StateWord;

/// The name of a band: that of its range, or that it lies outside all of them.
fn name_of(band: &Band) -> String {
    band.label.clone().unwrap_or_else(|| say!(catalogue::locale(), heatmap.outside).to_owned())
}

/// Ranges and gaps with their sums.
pub(super) fn ranges(view: &HeatmapView) -> AnyView {
    let (locale, language) = (catalogue::locale(), catalogue::language());
    let columns = [
        Shown::State(ProgramState::Free),
        Shown::State(ProgramState::InUse),
        Shown::State(ProgramState::Reserved),
        Shown::State(ProgramState::Cooling),
        Shown::State(ProgramState::Retired),
        Shown::Misplaced,
    ];
    let figures = move |counts: Counts| {
        let cell =
            move |shown| view! { <td data-kind="number">{language.count(counts.of(shown).into())}</td> };
        columns.map(cell).collect_view()
    };
    let rows = view.bands.iter().map(|(band, counts)| {
        view! {
            <tr>
                <th scope="row">{name_of(band)}</th>
                <td class="mono nowrap">{format!("{}–{}", band.first, band.last)}</td>
                <td data-kind="number">{language.count(band.count().into())}</td>
                {figures(*counts)}
            </tr>
        }
    });
    let rows = rows.collect_view();
    let heads =
        columns.map(|shown| view! { <Head word=word(shown, locale) column=Column::Number/> }).collect_view();
    let sums = figures(view.all);
    let total: u32 = view.bands.iter().map(|(band, _)| band.count()).sum();
    view! {
        <section class="section">
            <div class="section-head"><h2>{say!(locale, heatmap.ranges)}</h2></div>
            <DataTable label=say!(locale, heatmap.ranges)>
                <thead>
                    <tr>
                        <Head word=say!(locale, heatmap.range)/>
                        <Head word=say!(locale, heatmap.from_to)/>
                        <Head word=say!(locale, heatmap.numbers) column=Column::Number/>
                        {heads}
                    </tr>
                </thead>
                <tbody>
                    {rows}
                    <tr>
                        <th scope="row">{say!(locale, heatmap.sum)}</th>
                        <td></td>
                        <td data-kind="number">{language.count(total.into())}</td>
                        {sums}
                    </tr>
                </tbody>
            </DataTable>
        </section>
    }
    .into_any()
}

/// A thousand a row, a hundred a column, each a link to its numbers.
pub(super) fn blocks(view: &HeatmapView, looked: &Looked) -> AnyView {
    let locale = catalogue::locale();
    let only = looked.only.unwrap_or(Shown::State(ProgramState::InUse));
    let caption = fill(say!(locale, heatmap.blocks), &[word(only, locale)]);
    let hundreds = (0..10)
        .map(|hundred| view! { <Head word=format!("+{hundred}00") column=Column::Number/> })
        .collect_view();
    let rows = view.blocks.chunks(10).zip(0_u32..).map(|(counts, thousand)| {
        let cells = counts.iter().zip(0_u32..).map(|(count, hundred)| {
            let first = ProgramNumber::from_value(thousand * 1000 + hundred * BLOCK);
            let link = (*count > 0).then(|| {
                let href = format!("{}#block", Looked::address(first, looked.only));
                let name = first.map(|first| format!("{first}: {count}"));
                view! { <a href=href aria-label=name>{count.to_string()}</a> }
            });
            view! { <td data-kind="number">{link}</td> }
        });
        view! { <tr><th scope="row" data-kind="id">{format!("O{thousand:02}000")}</th>{cells.collect_view()}</tr> }
    });
    let rows = rows.collect_view();
    view! {
        <section class="section">
            <div class="section-head"><h2>{caption.clone()}</h2></div>
            <DataTable label=caption>
                <thead>
                    <tr><Head word=say!(locale, heatmap.thousand) column=Column::Id/>{hundreds}</tr>
                </thead>
                <tbody>{rows}</tbody>
            </DataTable>
        </section>
    }
    .into_any()
}

/// The numbers of a hundred, one a row.
pub(super) fn block(rows: &[BlockRow]) -> AnyView {
    let (locale, language) = (catalogue::locale(), catalogue::language());
    let reading = Reading::utc(language);
    let ends = rows.first().zip(rows.last());
    let heading = ends.map(|(first, last)| format!("{}–{}", first.number, last.number)).unwrap_or_default();
    let cell = |row: &BlockRow| Cell::from_byte(row.cell).unwrap_or_default();
    let free = rows.iter().filter(|row| cell(row).state() == ProgramState::Free).count();
    let count = fill(say!(locale, heatmap.free_of), &[&free.to_string(), &rows.len().to_string()]);
    let lines = rows.iter().map(|row| {
        let cell = cell(row);
        let state = Shown::State(cell.state());
        let marks = [Shown::Misplaced, Shown::Copies, Shown::Changed].into_iter();
        let marks: Vec<&str> = marks.filter(|mark| mark.shows(cell)).map(|mark| word(mark, locale)).collect();
        let until = row.until.map(|until| fill(say!(locale, heatmap.until), &[&reading.date(until)]));
        view! {
            <tr>
                <th scope="row" data-kind="id" id=row.number.file_stem()>{row.number.to_string()}</th>
                <td><StateWord glyph=glyph(state) word=word(state, locale)/></td>
                <td data-kind="sentence">{row.words.clone()}</td>
                <td class="nowrap">{row.since.map(|since| reading.date(since))}</td>
                <td>{marks.into_iter().map(str::to_owned).chain(until).collect::<Vec<_>>().join(", ")}</td>
            </tr>
        }
    });
    let lines = lines.collect_view();
    view! {
        <section class="section" id="block">
            <TableCaption heading=heading.clone() count/>
            <DataTable label=heading>
                <thead>
                    <tr>
                        <Head word=say!(locale, heatmap.number) column=Column::Id/>
                        <Head word=say!(locale, heatmap.state)/>
                        <Head word=say!(locale, heatmap.what) column=Column::Sentence/>
                        <Head word=say!(locale, heatmap.since)/>
                        <Head word=say!(locale, heatmap.marks)/>
                    </tr>
                </thead>
                <tbody>{lines}</tbody>
            </DataTable>
        </section>
    }
    .into_any()
}
