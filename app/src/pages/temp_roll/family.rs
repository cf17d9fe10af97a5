//! The family of a temp roll: its reel from the beginning, piece by piece, to scale.

use domain::film::reel::TempRollStage;
use domain::view::finishing::{FamilyPiece, TempRollView};
use domain::words::Language;
use leptos::prelude::*;

use super::glyph_of;
use crate::catalogue::{self, Locale, say};
use crate::parts::glyph::StateWord;
use crate::parts::strip::{Piece, Strip, StripPiece, StripSize};

pub fn family(view: &TempRollView) -> AnyView {
    let (locale, language) = (catalogue::locale(), catalogue::language());
    let longest = view.family.iter().map(|piece| piece.length_mm).max().unwrap_or(1);
    let rows = view.family.iter().map(|piece| row(piece, view, longest, locale, language)).collect_view();
    view! {
        <section class="section" aria-labelledby="family-heading">
            <div class="section-head">
                <h2 id="family-heading">{say!(locale, finish.family)}</h2>
                <span class="section-note">{say!(locale, finish.family_note)}</span>
            </div>
            <ol class="strip-rows family">{rows}</ol>
        </section>
    }
    .into_any()
}

fn row(
    piece: &FamilyPiece,
    view: &TempRollView,
    longest: u32,
    locale: Locale,
    language: Language,
) -> AnyView {
    let here = piece.temp_roll == Some(view.piece.id);
    let name = match piece.temp_roll {
        None => view! { <span>{view.piece.reel.label()}</span> }.into_any(),
        Some(_) if here => view! { <strong>{view.piece.id.label()}</strong> }.into_any(),
        Some(other) => {
            let tag = other.label();
            view! { <a href=format!("/film/{tag}")>{tag.clone()}</a> }.into_any()
        }
    };
    let kind = match &piece.stage {
        Some(TempRollStage::OnShelf | TempRollStage::Lost { .. }) => Piece::OnShelf,
        Some(TempRollStage::Loaded { .. }) => Piece::ToCome,
        Some(TempRollStage::Discarded { .. }) => Piece::Scrap,
        Some(TempRollStage::Consumed { .. }) | None => Piece::Roll,
    };
    let gone = longest - piece.length_mm;
    let length = language.metres(piece.length_mm.into());
    let pieces = vec![StripPiece::new(Piece::CutOff, 0, gone), StripPiece::new(kind, gone, piece.length_mm)];
    let description =
        format!("{}, {length}", piece.temp_roll.map_or_else(|| view.piece.reel.label(), |tag| tag.label()));
    let state = piece.stage.as_ref().map(|stage| {
        let glyph = glyph_of(stage);
        view! { " " <StateWord glyph word=glyph.word(locale)/> }
    });
    let used = piece.used_by.as_ref().map(|roll| {
        let href = format!("/rolls/{}", roll.id);
        view! { ", " {say!(locale, finish.used_by)} " " <a class="mono" href=href>{roll.name()}</a> }
    });
    view! {
        <li class="strip-row" aria-current=here.then_some("true")>
            <span>{name}</span>
            <Strip scale_mm=longest pieces size=StripSize::Small description/>
            <span>{length.clone()} {state} {used}</span>
        </li>
    }
    .into_any()
}
