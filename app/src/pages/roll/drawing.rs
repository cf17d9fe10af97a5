//! A roll on its film, to scale.

use domain::film::attempt::{Course, RestOfFilm};
use domain::film::stock::Rest;
use domain::view::films::{FilmOption, FilmScale, RollPage};
use domain::words::Language;

use super::film_words::{frames, option_name};
use crate::catalogue::locale_of;
use crate::parts::strip::{Piece, StripDocument, StripPiece};

/// All a strip needs.
pub struct Drawn {
    pub scale_mm: u32,
    pub pieces: Vec<StripPiece>,
    pub documents: Vec<StripDocument>,
    pub capacity_mm: Option<u32>,
    pub description: String,
}

/// The piece of film a roll is on, or would go on, and how it lies there.
struct Place {
    /// Where the piece begins on its reel.
    from_mm: u32,
    length_mm: u32,
    /// Frames of earlier runs on the same film, before the roll's own.
    earlier: u32,
    rest: Piece,
    rest_label: String,
    name: String,
    /// A whole reel, on which the planning limit is to be seen.
    whole: bool,
}

pub fn of_roll(page: &RollPage, language: Language) -> Drawn {
    let scale = &page.scale;
    let place = place_of(page, language);
    let (roll_mm, earlier_mm) = (scale.frames_mm(page.line.frames), scale.frames_mm(place.earlier));
    let begin = place.from_mm + scale.leader_mm + earlier_mm;
    let after = begin + roll_mm + scale.trailer_mm;
    let left = (place.from_mm + place.length_mm).saturating_sub(after);
    // The documents stand in for the roll itself.
    let stretches = [
        // What was used of the reel before.
        (Piece::CutOff, 0, place.from_mm, ""),
        (Piece::Ends, place.from_mm, scale.leader_mm, ""),
        (Piece::Spent, place.from_mm + scale.leader_mm, earlier_mm, ""),
        (Piece::Ends, begin + roll_mm, scale.trailer_mm, ""),
        (place.rest, after, left, place.rest_label.as_str()),
    ];
    let pieces = stretches
        .into_iter()
        .filter(|(_, _, length_mm, _)| *length_mm > 0)
        .map(|(piece, from_mm, length_mm, label)| StripPiece::new(piece, from_mm, length_mm).labelled(label))
        .collect();
    Drawn {
        scale_mm: scale.reel_mm.max(place.from_mm + place.length_mm),
        documents: documents(&page.drawn, begin, scale),
        capacity_mm: place.whole.then(|| scale.leader_mm + scale.frames_mm(page.capacity)),
        description: description(page, &place, left, language),
        pieces,
    }
}

/// The quiet line beside the heading: which film this is.
pub fn note(page: &RollPage, language: Language) -> String {
    let place = place_of(page, language);
    let length = language.metres(place.length_mm.into());
    if place.name.is_empty() { length } else { format!("{}, {length}", place.name) }
}

fn documents(drawn: &[(u32, bool)], begin_mm: u32, scale: &FilmScale) -> Vec<StripDocument> {
    let mut from_mm = begin_mm;
    drawn
        .iter()
        .map(|(frames, oversized)| {
            let length_mm = scale.frames_mm(*frames);
            let document = StripDocument { from_mm, length_mm, oversized: *oversized };
            from_mm += length_mm;
            document
        })
        .collect()
}

fn place_of(page: &RollPage, language: Language) -> Place {
    let scale = &page.scale;
    if let Some(attempt) = page.current() {
        let loaded = attempt.loaded;
        let reel_mm = scale.reel_mm.max(loaded.length_mm);
        let from_mm = if loaded.temp_roll.is_some() { reel_mm - loaded.length_mm } else { 0 };
        let name = super::film_words::loaded_words(&loaded, language);
        let (rest, rest_label) = match &attempt.course {
            Course::Confirmed { rest: RestOfFilm::Kept { temp_roll, .. }, .. } => {
                (Piece::OnShelf, temp_roll.label())
            }
            Course::Confirmed { .. } | Course::Failed { .. } => (Piece::Scrap, String::new()),
            Course::Running => {
                let rest_mm = loaded.length_mm.saturating_sub(scale.spent_mm(page.line.frames));
                let keeps = scale.usable(rest_mm) >= scale.smallest_usable;
                (if keeps { Piece::Forecast } else { Piece::Scrap }, String::new())
            }
        };
        let on_film = page.shown.as_ref().map_or(0, |shown| shown.frames_on_film);
        let confirmed = matches!(attempt.course, Course::Confirmed { .. });
        let earlier = if confirmed { on_film.saturating_sub(page.line.frames) } else { 0 };
        let whole = loaded.temp_roll.is_none();
        return Place { from_mm, length_mm: loaded.length_mm, earlier, rest, rest_label, name, whole };
    }
    match page.options.first() {
        Some(option) => place_on(option, scale, language),
        None => Place {
            from_mm: 0,
            length_mm: scale.reel_mm.max(scale.spent_mm(page.line.frames)),
            earlier: 0,
            rest: Piece::Scrap,
            rest_label: String::new(),
            name: String::new(),
            whole: true,
        },
    }
}

fn place_on(option: &FilmOption, scale: &FilmScale, language: Language) -> Place {
    let from_mm = match option.temp_roll {
        Some(_) => scale.reel_mm.saturating_sub(option.length_mm),
        None => 0,
    };
    let (rest, rest_label) = match option.rest {
        Rest::Keep { length_mm, .. } => (Piece::Forecast, language.metres(length_mm.into())),
        Rest::Scrap { .. } => (Piece::Scrap, String::new()),
    };
    Place {
        from_mm,
        length_mm: option.length_mm,
        earlier: 0,
        rest,
        rest_label,
        name: option_name(option, locale_of(language)),
        whole: option.temp_roll.is_none(),
    }
}

fn description(page: &RollPage, place: &Place, left_mm: u32, language: Language) -> String {
    let (shown, length) = (frames(page.line.frames, language), language.metres(place.length_mm.into()));
    let (left, documents) = (language.metres(left_mm.into()), language.count(page.documents.into()));
    let name = &place.name;
    language.pick(
        format!("{shown} aus {documents} Dokumenten auf {name}, {length}; danach bleiben {left}."),
        format!("{shown} of {documents} documents on {name}, {length}; {left} remain after it."),
    )
}
