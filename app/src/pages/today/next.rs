//! What to film next and why, the film it goes on, and the one action.

use domain::view::films::{FilmOption, FilmScale, Next, Today};
use domain::words::{Language, Say};
use leptos::prelude::*;

use crate::api::films::StartFilming;
use crate::catalogue::{self, Locale, say};
use crate::command_form::{KeyField, SeenField};
use crate::pages::roll::film_words::{
    film, frames, length_of_time, option_name, place_in_project, proposal_words,
};
use crate::parts::button::{Button, ButtonKind, ButtonLink, Price};
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
            {may_film.then(|| actions(next, &href, locale))}
        </section>
    }
    .into_any()
}

fn reel(next: &Next, option: &FilmOption, language: Language, locale: Locale) -> AnyView {
    let pieces = pieces(&next.scale, option, next.roll.frames, language);
    let rest = language.metres(option.rest.length_mm().into());
    let name = option_name(option, locale);
    let description = language.pick(
        format!("{} auf {name}, danach bleiben {rest}", frames(next.roll.frames, language)),
        format!("{} on {name}, {rest} will remain", frames(next.roll.frames, language)),
    );
    let left = language.pick(format!("Rest {rest}"), format!("rest {rest}"));
    view! {
        <div class="filming-reel">
            <Strip
                scale_mm=next.scale.reel_mm.max(option.length_mm)
                pieces
                size=StripSize::Tall
                description
            />
            <div class="filming-ends">
                <span>{format!("{name}, {}", film(next.roll.film, locale))}</span>
                <span>{left}</span>
            </div>
            <p class="today-film">{proposal_words(option, next.roll.frames, language, locale)}</p>
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

fn actions(next: &Next, href: &str, locale: Locale) -> AnyView {
    let form = next.film.as_ref().map(|option| {
        let (roll, revision, film) = (next.roll.id.to_string(), next.revision, option.choice());
        view! {
            <ActionForm action={ServerAction::<StartFilming>::new()}>
                <input type="hidden" name="roll" value=roll/>
                <input type="hidden" name="film" value=film/>
                <input type="hidden" name="machine" value="1"/>
                <SeenField revision/>
                <KeyField form="start"/>
                <Button
                    verb=say!(locale, films.start)
                    kind=ButtonKind::Thumb
                    price=Price::Words(say!(locale, films.start_price).to_owned())
                />
            </ActionForm>
        }
    });
    view! {
        <div class="filming-actions">
            {form}
            <ButtonLink href=format!("{href}#start") word=say!(locale, films.other_film)/>
        </div>
    }
    .into_any()
}
