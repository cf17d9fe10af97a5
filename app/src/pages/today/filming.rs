//! The roll in the camera, one thing at a time: its name, the frames left by the clock, the film, one action.

use domain::time::Timestamp;
use domain::view::films::{FilmScale, RollLine, Running};
use domain::words::Language;
use leptos::prelude::*;

use crate::catalogue::{self, Locale, say};
use crate::islands::FramesLeft;
use crate::pages::roll::film_words::{film, frames, loaded_words, place_in_project};
use crate::parts::button::{ButtonKind, ButtonLink, Price};
use crate::parts::format::Reading;
use crate::parts::strip::{Piece, Strip, StripPiece, StripSize};

/// What the clock says of an attempt. The camera reports nothing while it runs, so this is an estimate at its pace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    pub done: u32,
    pub left: u32,
    pub seconds_left: u64,
}

pub fn pace(scale: &FilmScale, planned: u32, elapsed: u64) -> Pace {
    let done = u32::try_from(scale.frames_after(elapsed)).unwrap_or(u32::MAX).min(planned);
    let seconds_left = scale.seconds(planned).saturating_sub(elapsed);
    Pace { done, left: planned - done, seconds_left }
}

pub fn filming(running: Running, after: Option<RollLine>, at: Timestamp, may_film: bool) -> AnyView {
    let (language, locale) = (catalogue::language(), catalogue::locale());
    let href = format!("/rolls/{}", running.roll.id);
    let elapsed = u64::try_from(at.seconds_since(running.started)).unwrap_or_default();
    let (frames, scale, end) = (running.roll.frames, running.scale, end_said(&running, at, language));
    view! {
        <section class="filming" aria-label=say!(locale, films.running)>
            {name(&running, &href, at, language)}
            <div class="filming-left"><FramesLeft frames scale elapsed end language/></div>
            <div class="filming-reel">{reel(&running, elapsed, language)}</div>
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
fn time_or_day(at: Timestamp, now: Timestamp, language: Language) -> String {
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

fn reel(running: &Running, elapsed: u64, language: Language) -> AnyView {
    let (scale, planned) = (&running.scale, running.roll.frames);
    let done = pace(scale, planned, elapsed).done;
    let reel_mm = scale.reel_mm.max(running.loaded.length_mm);
    let from_mm = if running.loaded.temp_roll.is_some() { reel_mm - running.loaded.length_mm } else { 0 };
    let begin = from_mm + scale.leader_mm;
    let end = begin + scale.frames_mm(planned);
    let rest_mm = running.loaded.length_mm.saturating_sub(scale.spent_mm(planned));
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
                href=format!("{href}#finish")
                word=say!(locale, films.finish)
                kind=ButtonKind::Thumb
                price=Price::Words(say!(locale, films.finish_price).to_owned())
            />
            <ButtonLink href=format!("{href}?do=fail#fail") word=say!(locale, films.trouble)/>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::film::attempt::Loaded;
    use domain::film::roll::{FilmType, RollStage};
    use domain::film::settings::Settings;
    use domain::id::{ProjectId, ReelId, RollId};
    use domain::view::films::FilmScale;

    fn running(planned: u32) -> Running {
        let roll = RollLine {
            id: RollId::new(1),
            temporary_id: "RRD123-2025_OU_16_01".to_owned(),
            number: None,
            film: FilmType::Mm16,
            ordinal: 1,
            of: 2,
            frames: planned,
            stage: RollStage::Filming,
            project: ProjectId::new(1),
            archive_id: "RRD123-2025".to_owned(),
            folder: "RRD123-2025_OU_Certificates".to_owned(),
        };
        Running {
            roll,
            revision: 1,
            ordinal: 1,
            operator: "Operator 1".to_owned(),
            machine: "1".to_owned(),
            started: Timestamp::default(),
            loaded: Loaded { reel: ReelId::new(1), temp_roll: None, length_mm: 30_500 },
            bound: None,
            scale: FilmScale::of(&Settings::default(), FilmType::Mm16),
            contradicted: vec![],
        }
    }

    #[test]
    fn the_clock_tells_how_far_the_camera_is() {
        let roll = running(2868);
        assert_eq!(pace(&roll.scale, roll.roll.frames, 0), Pace { done: 0, left: 2868, seconds_left: 4413 });
        assert_eq!(
            pace(&roll.scale, roll.roll.frames, 3888),
            Pace { done: 2527, left: 341, seconds_left: 525 }
        );
    }

    #[test]
    fn an_attempt_that_takes_longer_has_no_frames_left_but_never_fewer() {
        assert_eq!(pace(&running(650).scale, 650, 5000), Pace { done: 650, left: 0, seconds_left: 0 });
    }
}
