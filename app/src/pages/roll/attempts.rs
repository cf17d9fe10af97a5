//! The attempts at a roll, and its history.

use domain::film::attempt::{Course, FailReason};
use domain::history::Mark;
use domain::view::films::{AttemptLine, FileLine, RollPage};
use domain::view::lab::Step;
use domain::words::{Language, Say};
use leptos::prelude::*;

use super::film_words::{length_of_time, loaded_words, rest_words};
use crate::catalogue::{self, Locale, say};
use crate::parts::data_table::{Column, DataTable, Head, TableCaption};
use crate::parts::format::Reading;
use crate::parts::glyph::{AttemptGlyph, Drawing, Finding, NumberGlyph, RollGlyph, StateWord, TempRollGlyph};
use crate::parts::icon::{Icon, IconName};
use crate::parts::life::{Life, LifeEvent};

pub fn attempts(page: &RollPage, language: Language) -> AnyView {
    let locale = catalogue::locale();
    if page.attempts.is_empty() {
        return ().into_any();
    }
    let rows = page.attempts.iter().map(|attempt| row(attempt, language, locale)).collect_view();
    let heading = say!(locale, films.attempts);
    // A filmed roll shows its files with what they prove.
    let other_files = (has_files(page) && !page.line.stage.is_filmed()).then(|| {
        view! {
            <h3 class="files-head">{say!(locale, films.files)}</h3>
            {files(page, language)}
        }
    });
    view! {
        <section class="section">
            <TableCaption heading count=Signal::stored(language.count(page.attempts.len() as u64))/>
            <DataTable label=heading>
                <thead>
                    <tr>
                        <Head word=say!(locale, films.attempt) column=Column::Number/>
                        <Head word=say!(locale, films.result)/>
                        <Head word=say!(locale, films.frames) column=Column::Number/>
                        <Head word=say!(locale, films.film)/>
                        <Head word=say!(locale, films.spent) column=Column::Number/>
                        <Head word=say!(locale, films.rest)/>
                        <Head word=say!(locale, films.began) column=Column::Number/>
                        <Head word=say!(locale, films.took) column=Column::Number/>
                        <Head word=say!(locale, films.operator)/>
                        <Head word=say!(locale, films.machine)/>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </DataTable>
            {other_files}
        </section>
    }
    .into_any()
}

pub fn has_files(page: &RollPage) -> bool {
    page.attempts.iter().any(|attempt| !attempt.files.is_empty())
}

/// Every file of evidence that was kept, to be taken home as the machine wrote it.
pub fn files(page: &RollPage, language: Language) -> AnyView {
    let files = page.attempts.iter().flat_map(|attempt| &attempt.files);
    let lines = files.map(|file| file_line(file, language)).collect_view();
    view! { <ul class="files">{lines}</ul> }.into_any()
}

fn file_line(file: &FileLine, language: Language) -> AnyView {
    let href = format!("/download/evidence/{}/{}", file.attempt, file.position);
    let bytes = language.count(file.size);
    let when = Reading::utc(language).date_time(file.received);
    let digest = file.digest.get(..12).unwrap_or_default().to_owned();
    view! {
        <li>
            <a class="file-link" href=href download=file.name.clone() rel="external">
                <Icon name=IconName::Download/>
                <span class="mono">{file.name.clone()}</span>
            </a>
            <span class="muted">
                {format!("{bytes} Byte, {when}, SHA-256 ")} <span class="mono">{digest} "…"</span>
            </span>
        </li>
    }
    .into_any()
}

fn row(attempt: &AttemptLine, language: Language, locale: Locale) -> AnyView {
    let reading = Reading::utc(language);
    let none = || "–".to_owned();
    let (glyph, mut result) = match &attempt.course {
        Course::Running => (AttemptGlyph::Running, String::new()),
        Course::Confirmed { counted: true, .. } => {
            (AttemptGlyph::Confirmed, say!(locale, films.counted_by_hand).to_owned())
        }
        Course::Confirmed { .. } => (AttemptGlyph::Confirmed, String::new()),
        Course::Failed { reason, .. } => (AttemptGlyph::Failed, reason.say(language)),
    };
    if !result.is_empty() {
        result.insert_str(0, ": ");
    }
    let (frames, spent, rest, ended) = match &attempt.course {
        Course::Running => (none(), none(), none(), None),
        Course::Confirmed { at, frames, spent_mm, rest, .. }
        | Course::Failed { at, frames, spent_mm, rest, .. } => (
            language.count((*frames).into()),
            language.metres((*spent_mm).into()),
            rest_words(*rest, language, locale),
            Some(*at),
        ),
    };
    // An earlier pass is read from the log; when it was made, nobody wrote down.
    let undated = matches!(&attempt.course, Course::Failed { reason: FailReason::EarlierPass, .. });
    let began = if undated { none() } else { reading.date_time(attempt.started) };
    let took = match ended {
        Some(at) if !undated => {
            length_of_time(u64::try_from(at.seconds_since(attempt.started)).unwrap_or_default(), language)
        }
        _ => none(),
    };
    view! {
        <tr>
            <th scope="row" data-kind="number">{attempt.ordinal}</th>
            <td><StateWord glyph=glyph word=format!("{}{result}", glyph.word(locale))/></td>
            <td data-kind="number">{frames}</td>
            <td data-kind="id">{loaded_words(&attempt.loaded, language)}</td>
            <td data-kind="number">{spent}</td>
            <td class="nowrap">{rest}</td>
            <td data-kind="number" class="nowrap">{began}</td>
            <td data-kind="number" class="nowrap">{took}</td>
            <td>{attempt.operator.clone()}</td>
            <td>{attempt.machine.clone()}</td>
        </tr>
    }
    .into_any()
}

pub fn history(steps: Vec<Step>, language: Language) -> AnyView {
    let locale = catalogue::locale();
    if steps.is_empty() {
        return ().into_any();
    }
    view! {
        <section class="section" aria-labelledby="history-heading">
            <div class="section-head"><h2 id="history-heading">{say!(locale, films.history)}</h2></div>
            {life(steps, language)}
        </section>
    }
    .into_any()
}

/// What happened, on a line that turns blue where the number is issued.
pub fn life(steps: Vec<Step>, language: Language) -> AnyView {
    let mut filmed = false;
    let events = steps
        .into_iter()
        .map(|step| {
            filmed |= step.mark == Mark::Filmed;
            event(step, filmed, language)
        })
        .collect::<Vec<_>>();
    view! { <Life events/> }.into_any()
}

fn event(step: Step, issued: bool, language: Language) -> LifeEvent {
    let reading = Reading::utc(language);
    let entry = language.pick("Journal", "ledger");
    LifeEvent {
        date: reading.date(step.at),
        time: reading.time(step.at),
        datetime: Reading::machine(step.at),
        glyph: drawing(step.mark),
        title: step.title,
        sentence: step.sentence.into_any(),
        quiet: format!("{}, {entry} {}", step.actor, step.entry),
        issued,
        failed: step.mark == Mark::Failed,
    }
}

fn drawing(mark: Mark) -> Drawing {
    match mark {
        Mark::Reserved => NumberGlyph::Reserved.into(),
        Mark::Bound => NumberGlyph::Bound.into(),
        Mark::Issued => NumberGlyph::Issued.into(),
        Mark::Void => NumberGlyph::Void.into(),
        Mark::Failed => AttemptGlyph::Failed.into(),
        Mark::Free => TempRollGlyph::OnShelf.into(),
        Mark::Planned | Mark::Registered => RollGlyph::Planned.into(),
        Mark::Filming => RollGlyph::Filming.into(),
        Mark::Filmed => RollGlyph::Filmed.into(),
        Mark::Delivered => RollGlyph::Delivered.into(),
        Mark::Changed => Finding::Contradiction.into(),
    }
}
