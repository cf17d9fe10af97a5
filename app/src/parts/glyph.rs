//! State glyphs: numbers are round, rolls are square, film is a strip, trouble is a diamond. The fill tells how far
//! it is. The drawing never stands alone: the word is beside it, so it is hidden from assistive technology.

use domain::film::roll::RollStage;
use leptos::prelude::*;

use crate::catalogue::{Locale, say};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberGlyph {
    Free,
    Reserved,
    Bound,
    Issued,
    InUse,
    Cooling,
    Void,
    Retired,
    Outside,
}

/// A roll, and the project that wears the square of its least advanced roll.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RollGlyph {
    Planned,
    Filming,
    Filmed,
    Developed,
    Accepted,
    Delivered,
    Rework,
    Cancelled,
}

impl From<RollStage> for RollGlyph {
    fn from(stage: RollStage) -> Self {
        match stage {
            RollStage::Planned => Self::Planned,
            RollStage::Rework => Self::Rework,
            RollStage::Filming => Self::Filming,
            RollStage::Filmed => Self::Filmed,
            RollStage::Developed => Self::Developed,
            RollStage::Accepted => Self::Accepted,
            RollStage::Cancelled => Self::Cancelled,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AttemptGlyph {
    Planned,
    Running,
    Confirmed,
    Failed,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TempRollGlyph {
    Forecast,
    OnShelf,
    Loaded,
    Consumed,
    Discarded,
    Lost,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Finding {
    Collision,
    Contradiction,
    Warning,
}

/// A glyph ready to draw: its colour role, its shape, and its strokes as class and path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Drawing {
    tone: &'static str,
    strip: bool,
    strokes: &'static [(&'static str, &'static str)],
}

const fn small(tone: &'static str, strokes: &'static [(&'static str, &'static str)]) -> Drawing {
    Drawing { tone, strip: false, strokes }
}

const fn strip(tone: &'static str, strokes: &'static [(&'static str, &'static str)]) -> Drawing {
    Drawing { tone, strip: true, strokes }
}

const CIRCLE: &str = "M6 .9a5.1 5.1 0 1 1 0 10.2A5.1 5.1 0 1 1 6 .9z";
const DISC: &str = "M6 .3a5.7 5.7 0 1 1 0 11.4A5.7 5.7 0 1 1 6 .3z";
const DOT: &str = "M6 4.1a1.9 1.9 0 1 1 0 3.8 1.9 1.9 0 1 1 0-3.8z";
const SQUARE: &str = "M1 1h10v10H1z";
const SOLID_SQUARE: &str = "M.4.4h11.2v11.2H.4z";
const BAR: &str = "M.6 3h10.8v6H.6z";
const FILM: &str = "M.6.6h16.8v9.8H.6z";
const TICK: &str = "M3 6.2l2.2 2.3L9.2 3.8";

impl From<NumberGlyph> for Drawing {
    fn from(glyph: NumberGlyph) -> Self {
        match glyph {
            NumberGlyph::Free => small("free", &[("g-fill", CIRCLE), ("g-line", CIRCLE)]),
            NumberGlyph::Reserved => small(
                "reserved",
                &[("g-fill", CIRCLE), ("g-hatch", "M2.3 8.6 8.6 2.3M4.6 10.5l5.9-5.9"), ("g-line", CIRCLE)],
            ),
            NumberGlyph::Bound => small(
                "bound",
                &[("g-hole", CIRCLE), ("g-fill", "M6 .9a5.1 5.1 0 0 0 0 10.2z"), ("g-line", CIRCLE)],
            ),
            NumberGlyph::Issued | NumberGlyph::InUse => small("used", &[("g-fill", DISC)]),
            NumberGlyph::Cooling => {
                small("cooling", &[("g-fill", CIRCLE), ("g-line", CIRCLE), ("g-cut", "M6 3v3.1l2.1 1.4")])
            }
            NumberGlyph::Void => {
                small("void", &[("g-line", CIRCLE), ("g-line", "M3.4 3.4l5.2 5.2M8.6 3.4 3.4 8.6")])
            }
            NumberGlyph::Retired => small("retired", &[("g-fill", DISC), ("g-cut", "M3 6h6")]),
            NumberGlyph::Outside => small("outside", &[("g-dash", CIRCLE), ("g-fill", DOT)]),
        }
    }
}

impl From<RollGlyph> for Drawing {
    fn from(glyph: RollGlyph) -> Self {
        match glyph {
            RollGlyph::Planned => small("planned", &[("g-dash", SQUARE)]),
            RollGlyph::Filming => {
                small("accent", &[("g-hole", SQUARE), ("g-fill", "M1 1h5v10H1z"), ("g-line", SQUARE)])
            }
            RollGlyph::Filmed => small("used", &[("g-fill", SOLID_SQUARE)]),
            RollGlyph::Developed => small("used", &[("g-fill", SOLID_SQUARE), ("g-hole", DOT)]),
            RollGlyph::Accepted => small("used", &[("g-fill", SOLID_SQUARE), ("g-cut", TICK)]),
            RollGlyph::Delivered => {
                small("used", &[("g-fill", "M.2 2h11.6v8H.2z"), ("g-cut", "M.8 2.8 6 6.8l5.2-4")])
            }
            RollGlyph::Rework => small(
                "bad",
                &[("g-fill", SOLID_SQUARE), ("g-cut", "M3.4 4.6h3.8a2 2 0 0 1 0 4H4M5.2 2.6l-2 2 2 2")],
            ),
            RollGlyph::Cancelled => small("faint", &[("g-line", SQUARE), ("g-line", "M3.2 6h5.6")]),
        }
    }
}

impl From<AttemptGlyph> for Drawing {
    fn from(glyph: AttemptGlyph) -> Self {
        match glyph {
            AttemptGlyph::Planned => small("planned", &[("g-dash", BAR)]),
            AttemptGlyph::Running => {
                small("accent", &[("g-hole", BAR), ("g-fill", "M.6 3h6v6h-6z"), ("g-line", BAR)])
            }
            AttemptGlyph::Confirmed => small("used", &[("g-fill", "M0 2.4h12v7.2H0z")]),
            AttemptGlyph::Failed => small(
                "bad",
                &[
                    ("g-line", "M11.4 3H.6v6h10.8L9.8 7.4 11.4 6 9.8 4.6z"),
                    ("g-line", "M2 8.6l5.2-5.2M5.4 8.6l4-4"),
                ],
            ),
        }
    }
}

impl From<TempRollGlyph> for Drawing {
    fn from(glyph: TempRollGlyph) -> Self {
        match glyph {
            TempRollGlyph::Forecast => strip("free", &[("g-dash", FILM)]),
            TempRollGlyph::OnShelf => strip("free", &[("g-fill", FILM), ("g-line", FILM)]),
            TempRollGlyph::Loaded => strip("accent", &[("g-fill", "M.6.6H9v9.8H.6z"), ("g-line", FILM)]),
            TempRollGlyph::Consumed => strip("used", &[("g-fill", "M0 0h18v11H0z")]),
            TempRollGlyph::Discarded => strip(
                "faint",
                &[
                    ("g-line", FILM),
                    (
                        "g-fill",
                        "M4 3h1.4v1.4H4zM8.3 3h1.4v1.4H8.3zM12.6 3H14v1.4h-1.4zM4 6.6h1.4V8H4zM8.3 6.6h1.4V8H8.3zM12.6 6.6H14V8h-1.4z",
                    ),
                ],
            ),
            TempRollGlyph::Lost => strip("bad", &[("g-dash", "M7 .6H.6v9.8H7M11 .6h6.4v9.8H11")]),
        }
    }
}

impl From<Finding> for Drawing {
    fn from(finding: Finding) -> Self {
        match finding {
            Finding::Collision | Finding::Contradiction => {
                small("bad", &[("g-fill", "M6-.2 12.2 6 6 12.2-.2 6z"), ("g-cut", "M6 2.8v3.6M6 7.8v1.5")])
            }
            Finding::Warning => small(
                "warn",
                &[
                    ("g-fill", "M6 .8 11.6 11H.4z"),
                    ("g-line", "M6 .8 11.6 11H.4z"),
                    ("g-cut", "M6 4.2v3M6 8.4v1.4"),
                ],
            ),
        }
    }
}

impl NumberGlyph {
    pub fn word(self, locale: Locale) -> &'static str {
        match self {
            Self::Free => say!(locale, number.free),
            Self::Reserved => say!(locale, number.reserved),
            Self::Bound => say!(locale, number.bound),
            Self::Issued => say!(locale, number.issued),
            Self::InUse => say!(locale, number.in_use),
            Self::Cooling => say!(locale, number.cooling),
            Self::Void => say!(locale, number.void),
            Self::Retired => say!(locale, number.retired),
            Self::Outside => say!(locale, number.outside),
        }
    }
}

impl RollGlyph {
    pub fn word(self, locale: Locale) -> &'static str {
        match self {
            Self::Planned => say!(locale, roll.planned),
            Self::Filming => say!(locale, roll.filming),
            Self::Filmed => say!(locale, roll.filmed),
            Self::Developed => say!(locale, roll.developed),
            Self::Accepted => say!(locale, roll.accepted),
            Self::Delivered => say!(locale, roll.delivered),
            Self::Rework => say!(locale, roll.rework),
            Self::Cancelled => say!(locale, roll.cancelled),
        }
    }
}

impl AttemptGlyph {
    pub fn word(self, locale: Locale) -> &'static str {
        match self {
            Self::Planned => say!(locale, attempt.planned),
            Self::Running => say!(locale, attempt.running),
            Self::Confirmed => say!(locale, attempt.confirmed),
            Self::Failed => say!(locale, attempt.failed),
        }
    }
}

impl TempRollGlyph {
    pub fn word(self, locale: Locale) -> &'static str {
        match self {
            Self::Forecast => say!(locale, temp_roll.forecast),
            Self::OnShelf => say!(locale, temp_roll.on_shelf),
            Self::Loaded => say!(locale, temp_roll.loaded),
            Self::Consumed => say!(locale, temp_roll.consumed),
            Self::Discarded => say!(locale, temp_roll.discarded),
            Self::Lost => say!(locale, temp_roll.lost),
        }
    }
}

impl Finding {
    pub fn word(self, locale: Locale) -> &'static str {
        match self {
            Self::Collision => say!(locale, finding.collision),
            Self::Contradiction => say!(locale, finding.contradiction),
            Self::Warning => say!(locale, finding.warning),
        }
    }
}

/// The drawing alone, for places where the word already stands nearby.
#[component]
pub fn Glyph(#[prop(into)] of: Drawing) -> impl IntoView {
    let strokes =
        of.strokes.iter().map(|&(class, path)| view! { <path class=class d=path></path> }).collect_view();
    view! {
        <svg
            class="glyph"
            data-tone=of.tone
            data-shape=of.strip.then_some("strip")
            viewBox=if of.strip { "0 0 18 11" } else { "0 0 12 12" }
            aria-hidden="true"
        >
            {strokes}
        </svg>
    }
}

/// A glyph and its word.
#[component]
pub fn StateWord(#[prop(into)] glyph: Drawing, #[prop(into)] word: String) -> impl IntoView {
    let trouble = (glyph.tone == "bad" && !glyph.strip).then_some("");
    view! {
        <span class="state" data-finding=trouble>
            <Glyph of=glyph/>
            <span class="state-word">{word}</span>
        </span>
    }
}
