//! Before the camera runs: the film to load, the folder to film, and the one action.

use domain::film::attempt::Course;
use domain::film::rework::ReworkEnd;
use domain::view::films::{FilmOption, RollPage};
use domain::words::{Language, Say};
use leptos::prelude::*;

use super::Screen;
use crate::api::films::StartFilming;
use crate::catalogue::{self, Locale, fill, say};
use crate::command_form::SeenField;
use crate::pages::answer::CameBack;
use crate::pages::roll::film_words::{film, frames, length_of_time, option_name};
use crate::pages::roll::start::{film_choices, waits};
use crate::pages::today::next::strip;
use crate::parts::button::{Button, ButtonKind, Price};
use crate::parts::facts::{Fact, Facts};
use crate::parts::field::{TextField, TextKind};
use crate::parts::format::Reading;
use crate::parts::notice::{Notice, Tone};

pub fn load(screen: &Screen) -> AnyView {
    let (language, locale) = (catalogue::language(), catalogue::locale());
    let page = &screen.page;
    if let Some(roll) = page.blocked_by() {
        return view! {
            {waits(roll, format!("/rolls/{}/film", roll.id), language)}
            <div class="filming-actions">{super::onwards(screen.next.as_ref(), ButtonKind::Outlined)}</div>
        }
        .into_any();
    }
    let best = page.options.first();
    view! {
        {before(screen, language, locale)}
        <section class="film-load" aria-labelledby="load-heading">
            <h2 class="filming-label" id="load-heading">{say!(locale, camera.load)}</h2>
            {best.map(|option| piece(page, option, language, locale))}
            {facts(page, language, locale)}
        </section>
        {screen.may_film.then(|| start(screen, locale))}
    }
    .into_any()
}

/// Why the roll is filmed again: the rejected film, or the attempt that failed.
fn before(screen: &Screen, language: Language, locale: Locale) -> Option<AnyView> {
    let open = screen.reworks.iter().find(|line| matches!(line.rework.end, ReworkEnd::Open));
    let sentence = match (open, screen.page.attempts.first()) {
        (Some(line), _) => {
            let cause = line.rework.cause.say(language);
            fill(say!(locale, finish.rejected_line), &[&line.rejected.to_string(), &cause]) + "."
        }
        (None, Some(attempt)) => {
            let Course::Failed { reason, frames, .. } = &attempt.course else { return None };
            let (ordinal, exposed) = (attempt.ordinal.to_string(), language.count((*frames).into()));
            fill(say!(locale, camera.failed_before), &[&ordinal, &reason.say(language), &exposed])
        }
        (None, None) => return None,
    };
    Some(view! { <Notice tone=Tone::Bad><p>{sentence}</p></Notice> }.into_any())
}

fn piece(page: &RollPage, option: &FilmOption, language: Language, locale: Locale) -> AnyView {
    let metres = language.metres(option.length_mm.into());
    let usable = language.count(option.usable_frames.into());
    let usable = fill(say!(locale, camera.usable), &[&metres, &usable]);
    let place = match (option.temp_roll, option.place.as_str()) {
        (None, _) => None,
        (Some(_), "") => Some(say!(locale, camera.no_place).to_owned()),
        (Some(_), place) => Some(fill(say!(locale, camera.place), &[place])),
    };
    view! {
        <p class="film-piece" data-word=option.temp_roll.is_none().then_some("")>{option_name(option, locale)}</p>
        {place.map(|place| view! { <p class="film-place">{place}</p> })}
        <p class="filming-quiet">{usable}</p>
        <div class="filming-reel">{strip(&page.scale, option, &page.line, language, locale)}</div>
    }
    .into_any()
}

fn facts(page: &RollPage, language: Language, locale: Locale) -> AnyView {
    let line = &page.line;
    let seconds = page.scale.seconds(line.frames);
    let end = Reading::utc(language).time(page.at.plus_seconds(i64::try_from(seconds).unwrap_or_default()));
    let time =
        format!("{}, {}", length_of_time(seconds, language), fill(say!(locale, camera.if_begun), &[&end]));
    let place = language.pick(
        format!("{} von {}, {}", line.ordinal, line.of, line.temporary_id),
        format!("{} of {}, {}", line.ordinal, line.of, line.temporary_id),
    );
    let facts = vec![
        Fact::new(say!(locale, camera.folder), line.folder.clone()),
        Fact::new(say!(locale, films.roll), place),
        Fact::new(say!(locale, films.film), film(line.film, locale)),
        Fact::new(say!(locale, films.documents), language.count(page.documents.into())),
        Fact::new(say!(locale, films.frames), frames(line.frames, language)),
        Fact::new(say!(locale, camera.leader), language.metres(page.scale.leader_mm.into())),
        Fact::new(say!(locale, films.time), time),
    ];
    view! { <div class="film-facts"><Facts facts/></div> }.into_any()
}

fn start(screen: &Screen, locale: Locale) -> AnyView {
    let page = &screen.page;
    if page.options.is_empty() {
        return ().into_any();
    }
    let said = screen.said.of_form("start");
    let (roll, revision) = (page.line.id.to_string(), page.revision);
    let (other, machine) = (!said.sentence.is_empty(), said.field_or("machine", "1"));
    let choices = film_choices(page, &said.field("film"));
    view! {
        <ActionForm action={ServerAction::<StartFilming>::new()} attr:class="film-start">
            <CameBack form="start" said/>
            <input type="hidden" name="roll" value=roll/>
            <SeenField revision/>
            <div class="filming-actions">
                <Button
                    verb=say!(locale, films.start)
                    kind=ButtonKind::Thumb
                    price=Price::Words(say!(locale, films.start_price).to_owned())
                />
            </div>
            <details class="decision film-other" open=other>
                <summary class="button"><span>{say!(locale, camera.other_film)}</span></summary>
                <div class="decision-body">
                    {choices}
                    <TextField name="machine" label=say!(locale, films.machine) kind=TextKind::Id value=machine/>
                </div>
            </details>
        </ActionForm>
    }
    .into_any()
}
