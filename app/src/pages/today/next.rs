//! What to film next and why, the film it goes on, and the one action.

use domain::view::films::{FilmOption, FilmScale, Next, RollLine, Today};
use domain::words::{Language, Say};
use leptos::prelude::*;

use crate::catalogue::{self, Locale, say};
use crate::pages::roll::film_words::{
    film, frames, length_of_time, option_name, place_in_project, proposal_words,
};
use crate::parts::button::{ButtonKind, ButtonLink, Price};
use crate::parts::empty::Empty;
use crate::parts::strip::{Piece, Strip, StripPiece, StripSize};

pub fn next(today: &Today, may_film: bool) -> AnyView {
    let (language, locale) = (catalogue::language(), catalogue::locale());
    let Some(next) = &today.next else {
        return view! {
            <Empty
                title=say!(locale, films.nothing_planned)
                sentence=say!(locale, films.nothing_planned_why).to_owned()
            >
                <ButtonLink href="/projects" word=say!(locale, films.to_projects)/>
            </Empty>
        }
        .into_any();
    };
    let href = format!("/rolls/{}", next.roll.id);
    view! {
        <section class="filming today-next" aria-labelledby="next-heading">
            <div class="filming-number">
                <div class="section-head">
                    <h2 id="next-heading">{say!(locale, films.next)}</h2>
                    <span class="section-note">{say!(locale, films.next_note)}</span>
                </div>
                <a class="filming-id" data-long=super::filming::long(&next.roll) href=href.clone()>{next.roll.temporary_id.clone()}</a>
                <span class="filming-quiet">{place_in_project(&next.roll, language)}</span>
                <p class="today-why">{next.reason.say(language)}</p>
            </div>
            <div class="filming-left">
                <span class="filming-figure">{language.count(next.roll.frames.into())}</span>
                <div class="filming-ends">
                    <span>{say!(locale, films.frames)}</span>
                    <span>{length_of_time(next.scale.seconds(next.roll.frames), language)}</span>
                </div>
            </div>
            {next.film.as_ref().map(|option| reel(next, option, language, locale))}
            {may_film.then(|| actions(&href, locale))}
        </section>
    }
    .into_any()
}

fn reel(next: &Next, option: &FilmOption, language: Language, locale: Locale) -> AnyView {
    view! {
        <div class="filming-reel">
            {strip(&next.scale, option, &next.roll, language, locale)}
            <p class="today-film">{proposal_words(option, next.roll.frames, language, locale)}</p>
        </div>
    }
    .into_any()
}

/// The piece of film to scale with the roll on it, its name and what will remain.
pub fn strip(
    scale: &FilmScale,
    option: &FilmOption,
    roll: &RollLine,
    language: Language,
    locale: Locale,
) -> AnyView {
    let pieces = pieces(scale, option, roll.frames, language);
    let rest = language.metres(option.rest.length_mm().into());
    let name = option_name(option, locale);
    let description = language.pick(
        format!("{} auf {name}, danach bleiben {rest}", frames(roll.frames, language)),
        format!("{} on {name}, {rest} will remain", frames(roll.frames, language)),
    );
    let left = language.pick(format!("Rest {rest}"), format!("rest {rest}"));
    view! {
        <Strip scale_mm=scale.reel_mm.max(option.length_mm) pieces size=StripSize::Tall description/>
        <div class="filming-ends">
            <span>{format!("{name}, {}", film(roll.film, locale))}</span>
            <span>{left}</span>
        </div>
    }
    .into_any()
}

fn pieces(scale: &FilmScale, option: &FilmOption, planned: u32, language: Language) -> Vec<StripPiece> {
    let reel_mm = scale.reel_mm.max(option.length_mm);
    let from_mm = if option.temp_roll.is_some() { reel_mm - option.length_mm } else { 0 };
    let begin = from_mm + scale.leader_mm;
    let end = begin + scale.frames_mm(planned);
    let rest_mm = option.rest.length_mm();
    let rest = if option.rest.usable_frames() > 0 { Piece::Forecast } else { Piece::Scrap };
    let pieces = [
        StripPiece::new(Piece::CutOff, 0, from_mm),
        StripPiece::new(Piece::Ends, from_mm, scale.leader_mm),
        StripPiece::new(Piece::ToCome, begin, end - begin).labelled(frames(planned, language)),
        StripPiece::new(Piece::Ends, end, scale.trailer_mm),
        StripPiece::new(rest, end + scale.trailer_mm, rest_mm),
    ];
    pieces.into_iter().filter(|piece| piece.length_mm > 0).collect()
}

fn actions(href: &str, locale: Locale) -> AnyView {
    view! {
        <div class="filming-actions">
            <ButtonLink
                href=format!("{href}/film")
                word=say!(locale, camera.film_this)
                kind=ButtonKind::Thumb
                price=Price::Words(say!(locale, camera.film_this_price).to_owned())
            />
            <ButtonLink href=format!("{href}#start") word=say!(locale, films.other_film)/>
        </div>
    }
    .into_any()
}
