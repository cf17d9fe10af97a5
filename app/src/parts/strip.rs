//! A film strip, to scale from zero: where each millimetre of a reel goes. The drawing has a text alternative; the
//! same facts stand beside it in words.

use leptos::prelude::*;

use crate::catalogue::{Locale, say};

/// What a piece of film is. Pattern and outline say it as well as the colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Leader or trailer.
    Ends,
    Roll,
    /// Exposed so far by the running attempt.
    Running,
    /// What the running attempt will still expose.
    ToCome,
    Spent,
    Scrap,
    CutOff,
    OnShelf,
    Forecast,
}

/// A piece of a reel, in millimetres from the reel's start.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StripPiece {
    pub piece: Piece,
    pub from_mm: u32,
    pub length_mm: u32,
    /// Written into the piece where it has room.
    pub label: String,
}

/// A document on a planned roll; neighbours part by tint, a dark cap marks oversized pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StripDocument {
    pub from_mm: u32,
    pub length_mm: u32,
    pub oversized: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum StripSize {
    /// 8 px, for comparing plans.
    Small,
    #[default]
    Plain,
    Tall,
}

impl Piece {
    const fn code(self) -> &'static str {
        match self {
            Self::Ends => "ends",
            Self::Roll => "roll",
            Self::Running => "running",
            Self::ToCome => "to-come",
            Self::Spent => "spent",
            Self::Scrap => "scrap",
            Self::CutOff => "cut-off",
            Self::OnShelf => "on-shelf",
            Self::Forecast => "forecast",
        }
    }

    fn word(self, locale: Locale) -> &'static str {
        match self {
            Self::Ends => say!(locale, film.ends),
            Self::Roll | Self::Running | Self::ToCome => say!(locale, film.roll),
            Self::Spent => say!(locale, film.spent),
            Self::Scrap => say!(locale, film.scrap),
            Self::CutOff => say!(locale, film.cut_off),
            Self::OnShelf => say!(locale, film.on_shelf),
            Self::Forecast => say!(locale, film.forecast),
        }
    }
}

impl StripPiece {
    pub fn new(piece: Piece, from_mm: u32, length_mm: u32) -> Self {
        Self { piece, from_mm, length_mm, label: String::new() }
    }

    pub fn labelled(self, label: impl Into<String>) -> Self {
        Self { label: label.into(), ..self }
    }
}

/// The strip. Give `documents` for a plan and leave its `Piece::Roll` out: the documents are the roll.
#[component]
pub fn Strip(
    /// The length drawn over the whole width; the same for strips that are compared.
    scale_mm: u32,
    pieces: Vec<StripPiece>,
    #[prop(optional)] documents: Vec<StripDocument>,
    /// The planning limit, a dashed mark through the strip.
    #[prop(optional_no_strip, into)]
    capacity_mm: Option<u32>,
    #[prop(optional)] size: StripSize,
    /// What the drawing says, in words.
    #[prop(into)]
    description: String,
) -> impl IntoView {
    let scale = f64::from(scale_mm.max(1));
    let drawn = pieces.into_iter().map(|piece| draw_piece(piece, scale, size)).collect_view();
    let mark = capacity_mm.map(|at| {
        let x = percent(at, scale);
        view! { <line class="strip-mark" x1=x.clone() x2=x y1="-4" y2="100%"></line> }
    });
    view! {
        <svg
            class="strip"
            data-size=match size {
                StripSize::Small => Some("small"),
                StripSize::Plain => None,
                StripSize::Tall => Some("tall"),
            }
            role="img"
            aria-label=description
        >
            {(!documents.is_empty()).then(|| draw_documents(&documents, scale_mm.max(1), size))}
            {drawn}
            {mark}
        </svg>
    }
}

/// The patterns that strips are filled with, once per page: the shell carries them.
#[component]
pub fn StripPatterns() -> impl IntoView {
    view! {
        <svg class="patterns" aria-hidden="true">
            <defs>
                <pattern id="pattern-leader" width="3" height="6" patternUnits="userSpaceOnUse">
                    <path class="pattern-leader" d="M.5 0v6"></path>
                </pattern>
                <pattern id="pattern-spent" width="6" height="6" patternUnits="userSpaceOnUse">
                    <path class="pattern-spent" d="M-1 1l2-2M0 6l6-6M5 7l2-2"></path>
                </pattern>
                <pattern id="pattern-scrap" width="5" height="5" patternUnits="userSpaceOnUse">
                    <path class="pattern-scrap" d="M2 2h1.2v1.2H2z"></path>
                </pattern>
            </defs>
        </svg>
    }
}

/// The legend of strips: each pattern with its word.
#[component]
pub fn StripLegend(pieces: Vec<Piece>) -> impl IntoView {
    let locale = crate::catalogue::locale();
    let entries = pieces
        .into_iter()
        .map(|piece| {
            view! {
                <li>
                    <svg class="strip" aria-hidden="true">
                        <rect class="strip-piece" data-piece=piece.code() x="0" y="0" width="100%" height="100%"></rect>
                    </svg>
                    {piece.word(locale)}
                </li>
            }
        })
        .collect_view();
    view! { <ul class="strip-legend">{entries}</ul> }
}

fn draw_piece(piece: StripPiece, scale: f64, size: StripSize) -> AnyView {
    let x = percent(piece.from_mm, scale);
    let width = percent(piece.length_mm, scale);
    let code = piece.piece.code();
    // A letter takes about 7 of the 520 px a strip has at least on a desk; a label that would be cut is left out.
    let needs = piece.label.chars().count() as f64 * 7.0 + 12.0;
    let has_room = f64::from(piece.length_mm) / scale * 520.0 >= needs;
    let label = (has_room && !piece.label.is_empty() && size != StripSize::Small).then(|| {
        view! {
            <svg x=x.clone() y="0" width=width.clone() height="100%">
                <text class="strip-label" data-piece=code x="6" y="50%">{piece.label}</text>
            </svg>
        }
    });
    view! {
        <rect class="strip-piece" data-piece=code x=x y="0" width=width height="100%"></rect>
        {label}
    }
    .into_any()
}

/// All documents in three paths, in millimetres; only solid fills, so stretching them to the width does no harm.
fn draw_documents(documents: &[StripDocument], scale_mm: u32, size: StripSize) -> AnyView {
    let (mut even, mut odd, mut caps) = (String::new(), String::new(), String::new());
    for (place, document) in documents.iter().enumerate() {
        let (from, length) = (document.from_mm, document.length_mm);
        let tint = if place % 2 == 0 { &mut even } else { &mut odd };
        tint.push_str(&format!("M{from} 0h{length}v20h-{length}z"));
        if document.oversized && size != StripSize::Small {
            caps.push_str(&format!("M{from} 0h{length}v5h-{length}z"));
        }
    }
    view! {
        <svg x="0" y="0" width="100%" height="100%" viewBox=format!("0 0 {scale_mm} 20") preserveAspectRatio="none">
            <path class="strip-documents" d=even></path>
            <path class="strip-documents-next" d=odd></path>
            <path class="strip-caps" d=caps></path>
        </svg>
    }
    .into_any()
}

fn percent(millimetres: u32, scale: f64) -> String {
    format!("{:.3}%", f64::from(millimetres) / scale * 100.0)
}
