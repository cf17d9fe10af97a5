//! Finishing: the machine's evidence, counted frames, or a failure with its reason. Each tells its price.

use domain::evidence::{Finding, Outcome};
use domain::film::attempt::FailReason;
use domain::machine::Told;
use domain::view::films::{AttemptLine, RollPage, Shown};
use domain::words::{Language, Say};
use leptos::prelude::*;

use super::film_words::{frames, loaded_words};
use crate::api::films::{FailFilming, FinishCounted};
use crate::api::lab::Said;
use crate::catalogue::{self, Locale, fill, say};
use crate::command_form::SeenField;
use crate::pages::answer::CameBack;
use crate::parts::button::{Button, ButtonKind, Price};
use crate::parts::decision::{Consequences, Decision};
use crate::parts::facts::{Fact, Facts};
use crate::parts::field::{Choice, FileField, SelectField, TextField, TextKind};
use crate::parts::format::{Reading, sentence_case};
use crate::parts::glyph::{Finding as FindingGlyph, Glyph};

pub fn filming(page: &RollPage, said: &Said, trouble: bool, may_film: bool) -> AnyView {
    let (language, locale) = (catalogue::language(), catalogue::locale());
    let facts = page.current().map(|attempt| running_facts(page, attempt, language, locale));
    let ways = match may_film {
        true => ending(page, said, trouble),
        false => found(page, language, locale),
    };
    view! {
        <section class="section step" id="finish" aria-labelledby="finish-heading">
            <div class="section-head">
                <h2 id="finish-heading">{say!(locale, films.finish)}</h2>
                <span class="section-note">{say!(locale, films.evidence_hint)}</span>
            </div>
            {facts}
            {ways}
        </section>
    }
    .into_any()
}

/// What the evidence showed, and the ways to end the attempt.
pub fn ending(page: &RollPage, said: &Said, trouble: bool) -> AnyView {
    let (language, locale) = (catalogue::language(), catalogue::locale());
    view! {
        {found(page, language, locale)}
        {received_form(page, said.of_form("received"), locale)}
        {evidence_form(page, said.of_form("evidence"), locale)}
        <div class="step-others">
            {counted_form(page, said.of_form("counted"), locale)}
            {fail_form(page, trouble, said.of_form("fail"), language, locale)}
        </div>
    }
    .into_any()
}

fn found(page: &RollPage, language: Language, locale: Locale) -> AnyView {
    let contradiction = page.shown.as_ref().filter(|shown| shown.outcome != Outcome::Complete);
    contradiction.map(|shown| contradicted(shown, language, locale)).into_any()
}

fn running_facts(page: &RollPage, attempt: &AttemptLine, language: Language, locale: Locale) -> AnyView {
    let reading = Reading::utc(language);
    let seconds = page.scale.seconds(page.line.frames);
    let number =
        page.bound.map_or_else(|| say!(locale, films.number_when).to_owned(), |number| number.to_string());
    let began = format!("{}, {}", reading.date_time(attempt.started), attempt.operator);
    let ends = reading.time(attempt.started.plus_seconds(i64::try_from(seconds).unwrap_or_default()));
    let facts = vec![
        Fact::new(say!(locale, films.attempt), attempt.ordinal.to_string()),
        Fact::new(say!(locale, films.began), began),
        Fact::new(language.pick("Erwartet fertig", "Expected end"), ends),
        Fact::new(say!(locale, films.film), loaded_words(&attempt.loaded, language)),
        Fact::new(say!(locale, films.machine), attempt.machine.clone()),
        Fact::new(say!(locale, films.number), number),
    ];
    view! { <Facts facts flow=true/> }.into_any()
}

/// What the evidence showed against the plan: the findings that block, then those that only inform, then the choice.
fn contradicted(shown: &Shown, language: Language, locale: Locale) -> AnyView {
    let (blocking, others): (Vec<&Finding>, Vec<&Finding>) =
        shown.findings.iter().partition(|finding| finding.blocks());
    view! {
        <div class="findings" role="group" aria-labelledby="findings-heading">
            <h3 class="findings-head" id="findings-heading">
                <Glyph of=FindingGlyph::Contradiction/>
                {say!(locale, films.contradicted)}
            </h3>
            <ul class="findings-bad">{sentences(&blocking, language)}</ul>
            <ul class="findings-more">{sentences(&others, language)}</ul>
            <p>{say!(locale, films.choice_left)}</p>
        </div>
    }
    .into_any()
}

pub fn sentences(findings: &[&Finding], language: Language) -> AnyView {
    findings.iter().map(|finding| view! { <li>{finding.say(language)}</li> }).collect_view().into_any()
}

/// Files of the machine that came by themselves: one button instead of choosing them.
fn received_form(page: &RollPage, said: Said, locale: Locale) -> Option<AnyView> {
    let log = page.received.iter().find(|file| matches!(file.told, Told::Log(_)))?;
    let descriptor = page.received.iter().find(|file| matches!(file.told, Told::Descriptor(_)));
    let names: Vec<&str> = std::iter::once(log).chain(descriptor).map(|file| file.name.as_str()).collect();
    let at = Reading::utc(catalogue::language()).time(log.at);
    Some(
        view! {
            <div class="received" role="group" aria-labelledby="received-heading">
                <h3 id="received-heading">{fill(say!(locale, findings.received), &[&at])}</h3>
                <p>{fill(say!(locale, findings.received_is), &[&names.join(", ")])}</p>
                <form class="form" method="post" action="/upload/received" enctype="multipart/form-data">
                    <CameBack form="received" said/>
                    <input type="hidden" name="form" value="received"/>
                    <input type="hidden" name="roll" value=page.line.id.to_string()/>
                    <SeenField revision=page.revision/>
                    <div class="actions">
                        <Button
                            verb=say!(locale, findings.use_received)
                            kind=ButtonKind::Primary
                            price=Price::Words(say!(locale, films.finish_price).to_owned())
                        />
                    </div>
                </form>
            </div>
        }
        .into_any(),
    )
}

fn evidence_form(page: &RollPage, said: Said, locale: Locale) -> AnyView {
    view! {
        <form class="form step-form" method="post" action="/upload/evidence" enctype="multipart/form-data">
            <CameBack form="evidence" said/>
            <input type="hidden" name="form" value="evidence"/>
            <input type="hidden" name="roll" value=page.line.id.to_string()/>
            <SeenField revision=page.revision/>
            <div class="fields">
                <FileField
                    name="log"
                    label=say!(locale, films.log)
                    accept=".LOG,.log,text/plain".to_owned()
                    hint=say!(locale, films.log_hint)
                />
                <FileField
                    name="descriptor"
                    label=say!(locale, films.descriptor)
                    accept=".desc,.Ini,.ini,text/plain".to_owned()
                    hint=say!(locale, films.descriptor_hint)
                    optional=true
                />
            </div>
            <div class="actions">
                <Button
                    verb=say!(locale, films.check_evidence)
                    kind=ButtonKind::Primary
                    price=Price::Words(say!(locale, films.finish_price).to_owned())
                />
            </div>
        </form>
    }
    .into_any()
}

fn counted_form(page: &RollPage, said: Said, locale: Locale) -> AnyView {
    let (open, value) = (!said.sentence.is_empty(), said.field("frames"));
    let (roll, revision) = (page.line.id.to_string(), page.revision);
    let price = move || Price::Words(say!(locale, films.finish_price).to_owned());
    let planned = fill(
        catalogue::language().pick("geplant sind {0}", "planned are {0}"),
        &[&frames(page.line.frames, catalogue::language())],
    );
    view! {
        <Decision verb=say!(locale, films.counted) price=price() open>
            <Consequences sentences=vec![say!(locale, films.counted_why).to_owned()]/>
            <ActionForm action={ServerAction::<FinishCounted>::new()} attr:class="form">
                <CameBack form="counted" said/>
                <input type="hidden" name="roll" value=roll/>
                <SeenField revision/>
                <TextField
                    name="frames"
                    label=say!(locale, films.counted_frames)
                    kind=TextKind::Number
                    value
                    hint=planned
                    min="0"
                    step="1"
                />
                <div class="actions">
                    <Button verb=say!(locale, films.finish_counted) price=price()/>
                </div>
            </ActionForm>
        </Decision>
    }
    .into_any()
}

fn fail_form(page: &RollPage, trouble: bool, said: Said, language: Language, locale: Locale) -> AnyView {
    let (roll, revision) = (page.line.id.to_string(), page.revision);
    let open = trouble || !said.sentence.is_empty();
    let contradicted = page.shown.as_ref().filter(|shown| shown.outcome != Outcome::Complete);
    let chosen = contradicted.map_or(FailReason::Jam, likely_reason);
    let reasons: Vec<_> = FailReason::CHOICES
        .iter()
        .map(|reason| Choice::new(reason.code(), sentence_case(&reason.say(language))))
        .collect();
    // What the evidence showed is the best guess of what was exposed.
    let exposed = contradicted.map(|shown| shown.frames_on_film.to_string()).unwrap_or_default();
    let (chosen, exposed) = (said.field_or("reason", chosen.code()), said.field_or("exposed", exposed));
    let words = said.field("words");
    let what_happens = vec![say!(locale, films.failed_1).to_owned(), say!(locale, films.failed_2).to_owned()];
    view! {
        <Decision verb=say!(locale, films.failed) price=Price::AsksAReason open>
            <Consequences sentences=what_happens/>
            <ActionForm action={ServerAction::<FailFilming>::new()} attr:class="form" attr:id="fail">
                <CameBack form="fail" said/>
                <input type="hidden" name="roll" value=roll/>
                <SeenField revision/>
                <SelectField
                    name="reason"
                    label=say!(locale, films.reason)
                    choices=reasons
                    chosen=chosen
                />
                <TextField
                    name="words"
                    label=say!(locale, films.own_words)
                    value=words
                    hint=say!(locale, films.own_words_hint)
                    optional=true
                />
                <TextField
                    name="exposed"
                    label=say!(locale, films.exposed)
                    kind=TextKind::Number
                    value=exposed
                    hint=say!(locale, films.exposed_hint)
                    min="0"
                    step="1"
                />
                <div class="actions">
                    <Button verb=say!(locale, films.fail) price=Price::AsksAReason/>
                </div>
            </ActionForm>
        </Decision>
    }
    .into_any()
}

/// The reason the findings suggest.
fn likely_reason(shown: &Shown) -> FailReason {
    let foreign =
        |finding: &Finding| matches!(finding, Finding::ForeignFrames { .. } | Finding::WrongFolder { .. });
    if shown.findings.iter().any(foreign) { FailReason::ForeignFrames } else { FailReason::Short }
}
