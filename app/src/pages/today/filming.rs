//! The roll in the camera, one thing at a time: its name, the frames left by the clock, the film, one action.

use domain::film::attempt::Loaded;
use domain::time::Timestamp;
use domain::view::camera::Pace;
use domain::view::films::{FilmScale, RollLine, Running};
use domain::words::Language;
use leptos::prelude::*;

use crate::catalogue::{self, Locale, say};
use crate::islands::FramesLeft;
use crate::pages::roll::film_words::{film, frames, loaded_words, place_in_project};
use crate::parts::button::{ButtonKind, ButtonLink, Price};
use crate::parts::format::Reading;
use crate::parts::strip::{Piece, Strip, StripPiece, StripSize};

pub fn filming(running: Running, after: Option<RollLine>, at: Timestamp, may_film: bool) -> AnyView {
    let (language, locale) = (catalogue::language(), catalogue::locale());
    let href = format!("/rolls/{}", running.roll.id);
    let elapsed = u64::try_from(at.seconds_since(running.started)).unwrap_or_default();
    let (frames, scale, end) = (running.roll.frames, running.scale, end_said(&running, at, language));
    let done = Pace::of(&scale, frames, None, elapsed).done;
    view! {
        <section class="filming" aria-label=say!(locale, films.running)>
            {name(&running, &href, at, language)}
            <div class="filming-left"><FramesLeft frames scale elapsed end language/></div>
            <div class="filming-reel">{reel(&scale, frames, &running.loaded, done, language)}</div>
            {what_next(&running, after, language, locale)}
            {may_film.then(|| actions(&href, locale))}
        </section>
    }
    .into_any()
}

/// How long a temporary id is: one of a sub-delivery does not fit where others do.
pub fn long(roll: &RollLine) -> &'static str {
    if roll.temporary_id.chars().count() > 20 { "more" } else { "" }
}

/// `10:42`; on another day with its date.
pub fn time_or_day(at: Timestamp, now: Timestamp, language: Language) -> String {
    let reading = Reading::utc(language);
    if reading.date(at) == reading.date(now) { reading.time(at) } else { reading.date_time(at) }
}

fn name(running: &Running, href: &str, now: Timestamp, language: Language) -> AnyView {
    let since = time_or_day(running.started, now, language);
    let ordinal = running.ordinal;
    let quiet = language.pick(
        format!("läuft seit {since}, Versuch {ordinal}"),
        format!("running since {since}, attempt {ordinal}"),
    );
    let (id, long) = match running.bound {
        Some(number) => (number.to_string(), None),
        None => (running.roll.temporary_id.clone(), Some(long(&running.roll))),
    };
    view! {
        <div class="filming-number">
            <span class="filming-quiet">{quiet}</span>
            <h2><a class="filming-id" data-long=long href=href.to_owned()>{id}</a></h2>
            <span class="filming-quiet">{place_in_project(&running.roll, language)}</span>
        </div>
    }
    .into_any()
}

/// When the attempt should be done, as the reader writes times.
fn end_said(running: &Running, now: Timestamp, language: Language) -> String {
    let seconds = running.scale.seconds(running.roll.frames);
    time_or_day(running.started.plus_seconds(i64::try_from(seconds).unwrap_or_default()), now, language)
}

/// The reel in the camera to scale, exposed so far, and what will remain of it.
pub fn reel(scale: &FilmScale, planned: u32, loaded: &Loaded, done: u32, language: Language) -> AnyView {
    let reel_mm = scale.reel_mm.max(loaded.length_mm);
    let from_mm = if loaded.temp_roll.is_some() { reel_mm - loaded.length_mm } else { 0 };
    let begin = from_mm + scale.leader_mm;
    let end = begin + scale.frames_mm(planned);
    let rest_mm = loaded.length_mm.saturating_sub(scale.spent_mm(planned));
    let keeps = scale.usable(rest_mm) >= scale.smallest_usable;
    let rest = if keeps { Piece::Forecast } else { Piece::Scrap };
    let pieces = [
        StripPiece::new(Piece::CutOff, 0, from_mm),
        StripPiece::new(Piece::Ends, from_mm, scale.leader_mm),
        StripPiece::new(Piece::ToCome, begin, end - begin),
        StripPiece::new(Piece::Running, begin, scale.frames_mm(done)).labelled(language.count(done.into())),
        StripPiece::new(Piece::Ends, end, scale.trailer_mm),
        StripPiece::new(rest, end + scale.trailer_mm, rest_mm),
    ];
    let pieces: Vec<_> = pieces.into_iter().filter(|piece| piece.length_mm > 0).collect();
    let (all, rest) = (frames(planned, language), language.metres(rest_mm.into()));
    let plural = language.count(planned.into());
    let of = language.pick(format!("von {plural} Bildern"), format!("of {all}"));
    let description = language.pick(
        format!("Etwa {done} {of} belichtet, danach bleiben {rest}"),
        format!("About {done} {of} exposed, {rest} will remain"),
    );
    let left = language.pick(format!("Rest {rest}"), format!("rest {rest}"));
    view! {
        <Strip scale_mm=reel_mm pieces size=StripSize::Tall description/>
        <div class="filming-ends"><span>{of}</span><span>{left}</span></div>
    }
    .into_any()
}

fn what_next(running: &Running, after: Option<RollLine>, language: Language, locale: Locale) -> AnyView {
    let loaded = loaded_words(&running.loaded, language);
    let film_name = format!("{} {loaded}", say!(locale, films.film));
    let head = language.pick(
        format!("Kopf {}", film(running.roll.film, locale)),
        format!("head {}", film(running.roll.film, locale)),
    );
    let after = match after {
        Some(roll) => {
            let same = roll.project == running.roll.project;
            let name = if same {
                language.pick(format!("Rolle {}", roll.ordinal), format!("roll {}", roll.ordinal))
            } else {
                roll.archive_id.clone()
            };
            let word = say!(locale, films.after_this);
            view! { <span>{format!("{word}: {name}")}</span><span>{frames(roll.frames, language)}</span> }
                .into_any()
        }
        None => view! { <span>{say!(locale, films.nothing_after)}</span> }.into_any(),
    };
    view! {
        <div class="filming-next">
            <span>{film_name}</span>
            <span>{head}</span>
            {after}
        </div>
    }
    .into_any()
}

fn actions(href: &str, locale: Locale) -> AnyView {
    view! {
        <div class="filming-actions">
            <ButtonLink
                href=format!("{href}/film")
                word=say!(locale, camera.open)
                kind=ButtonKind::Thumb
                price=Price::Words(say!(locale, camera.open_running).to_owned())
            />
            <ButtonLink href=format!("{href}/film?do=fail#fail") word=say!(locale, films.trouble)/>
        </div>
    }
    .into_any()
}
