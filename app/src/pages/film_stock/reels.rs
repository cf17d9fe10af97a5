//! Reels to scale: every millimetre of each, with links to the rolls on it.

use domain::view::films::{ReelLine, ReelPieceKind, Stock};
use domain::words::Language;
use leptos::prelude::*;

use crate::catalogue::{self, say};
use crate::pages::roll::film_words::{film, frames};
use crate::parts::data_table::Pager;
use crate::parts::empty::Empty;
use crate::parts::export::Export;
use crate::parts::format::Reading;
use crate::parts::glyph::{Finding, Glyph};
use crate::parts::strip::{Piece, Strip, StripLegend, StripPiece};

pub fn reels(stock: &Stock, language: Language) -> AnyView {
    let locale = catalogue::locale();
    if stock.reels.is_empty() {
        return view! { <Empty title=say!(locale, films.no_reels)/> }.into_any();
    }
    let scale_mm = stock.reels.iter().map(|reel| reel.length_mm).max().unwrap_or(1);
    let rows = stock.reels.iter().map(|reel| row(reel, scale_mm, language)).collect_view();
    let older = stock.older.map(|reel| format!("/film-stock?before={reel}#reels"));
    let newest = stock.newer.then(|| "/film-stock#reels".to_owned());
    let legend = vec![Piece::Ends, Piece::Roll, Piece::Spent, Piece::Scrap, Piece::OnShelf];
    view! {
        <section class="section" id="reels" aria-labelledby="reels-heading">
            <div class="section-head">
                <h2 id="reels-heading">{say!(locale, films.reels)}</h2>
                <span class="section-note">{say!(locale, films.reels_note)}</span>
            </div>
            <ul class="strip-rows reel-rows">{rows}</ul>
            <StripLegend pieces=legend/>
            <Pager earlier=newest later=older/>
            <Export table="reels" label=say!(locale, films.reels)/>
        </section>
    }
    .into_any()
}

fn row(reel: &ReelLine, scale_mm: u32, language: Language) -> AnyView {
    let locale = catalogue::locale();
    let label = reel.id.label();
    let mut from_mm = 0;
    let mut pieces = Vec::new();
    for piece in &reel.pieces {
        let (kind, text) = drawn(&piece.kind, piece.frames, language);
        pieces.push(StripPiece::new(kind, from_mm, piece.length_mm).labelled(text));
        from_mm += piece.length_mm;
    }
    let opened = Reading::utc(language).date(reel.opened);
    let head = format!("{}, {opened}", film(reel.film, locale));
    let description = format!("{label}, {}", language.metres(reel.length_mm.into()));
    let wrong = (!reel.adds_up()).then(|| view! { <Glyph of=Finding::Contradiction/> });
    view! {
        <li class="strip-row">
            <span class="strip-row-name">
                <span class="id">{label}</span> " " <span class="muted">{head}</span>
            </span>
            <Strip scale_mm pieces description/>
            <span class="strip-row-words">{wrong} {words(reel, language)}</span>
        </li>
    }
    .into_any()
}

fn drawn(kind: &ReelPieceKind, exposed: u32, language: Language) -> (Piece, String) {
    match kind {
        ReelPieceKind::Ends => (Piece::Ends, String::new()),
        ReelPieceKind::Filmed { number, .. } => {
            (Piece::Roll, number.map(|number| number.to_string()).unwrap_or_default())
        }
        ReelPieceKind::Spent { .. } => {
            (Piece::Spent, language.pick("gescheitert", "failed").to_owned() + &format!(", {exposed}"))
        }
        ReelPieceKind::Scrap => (Piece::Scrap, String::new()),
        ReelPieceKind::Loaded { .. } => {
            (Piece::ToCome, language.pick("in der Kamera", "in the camera").to_owned())
        }
        ReelPieceKind::OnShelf { temp_roll } => (Piece::OnShelf, temp_roll.label()),
        ReelPieceKind::Whole => {
            (Piece::OnShelf, language.pick("unberührt zurück", "back untouched").to_owned())
        }
    }
}

/// What is on the reel, piece by piece, with links.
fn words(reel: &ReelLine, language: Language) -> AnyView {
    let length = |length_mm: u32| language.metres(length_mm.into());
    let parts = reel.pieces.iter().filter_map(|piece| {
        let link = |roll: domain::id::RollId, name: String| {
            view! { <a href=format!("/rolls/{roll}")>{name}</a> }.into_any()
        };
        let part = match &piece.kind {
            ReelPieceKind::Ends => return None,
            ReelPieceKind::Filmed { roll, number } => {
                let name = number.map(|number| number.to_string()).unwrap_or_default();
                let link = link(*roll, name);
                view! { <span class="mono">{link}</span> " " {frames(piece.frames, language)} }.into_any()
            }
            ReelPieceKind::Spent { roll } => {
                let name = language.pick("gescheitert", "failed").to_owned();
                let link = link(*roll, name);
                view! { {link} " " {frames(piece.frames, language)} }.into_any()
            }
            ReelPieceKind::Scrap => {
                let words = language.pick("Ausschuss", "scrap");
                format!("{words} {}", length(piece.length_mm)).into_any()
            }
            ReelPieceKind::Loaded { roll } => {
                link(*roll, language.pick("in der Kamera", "in the camera").to_owned())
            }
            ReelPieceKind::OnShelf { temp_roll } => {
                format!("{} {}", temp_roll.label(), length(piece.length_mm)).into_any()
            }
            ReelPieceKind::Whole => {
                language.pick("unberührt im Regal", "untouched on the shelf").to_owned().into_any()
            }
        };
        Some(part)
    });
    let parts: Vec<_> =
        parts.enumerate().map(|(place, part)| view! { {(place > 0).then_some(", ")} {part} }).collect();
    parts.into_any()
}
