//! The icons: one set, 16 px grid, 1.3 px line, no fill, always beside a word.

use leptos::prelude::*;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IconName {
    Today,
    Projects,
    FilmStock,
    Quality,
    FilmNumbers,
    Programs,
    Timeline,
    TempRolls,
    Heatmap,
    Dashboard,
    Ledger,
    Settings,
    Search,
    Scan,
    More,
    Theme,
    Person,
    SignOut,
    Download,
    Upload,
    Print,
    Check,
    Cross,
    Plus,
    Minus,
    ArrowLeft,
    ArrowRight,
    ArrowUp,
    ArrowDown,
    Chevron,
    Warning,
    Information,
    Offline,
    Undo,
    Edit,
    Link,
    Filter,
    Clock,
    Envelope,
    Lock,
}

impl IconName {
    const fn path(self) -> &'static str {
        match self {
            Self::Today => "M2.5 3.5h11v10h-11zM2.5 6.5h11M5.5 1.8v3M10.5 1.8v3M5.5 9.5h2",
            Self::Projects => "M1.8 4h4.4l1.5 1.8h6.5v7.4H1.8z",
            Self::FilmStock => "M1.8 4h12.4v8H1.8zM4.6 4v8M11.4 4v8M1.8 8h2.8M11.4 8h2.8",
            Self::Quality => "M8 2.2a5.8 5.8 0 1 1 0 11.6A5.8 5.8 0 1 1 8 2.2zM5.4 8.2l1.9 1.9 3.4-3.8",
            Self::FilmNumbers => "M6.3 2.8 5.2 13.2M10.8 2.8 9.7 13.2M2.8 5.8h10.8M2.4 10.2h10.8",
            Self::Programs => "M3.5 1.8h6l3 3v9.4h-9zM9.5 1.8v3h3M5.8 8h4.4M5.8 10.8h4.4",
            Self::Timeline => "M2.5 2v12M2.5 3.8h4.3M5.6 8h5.2M8.8 12.2h4.7",
            Self::TempRolls => "M1.8 4.5h12.4M1.8 8h4v3.8h8.4M5.8 8h8.4",
            Self::Heatmap => {
                "M2.3 2.3h4.4v4.4H2.3zM9.3 2.3h4.4v4.4H9.3zM2.3 9.3h4.4v4.4H2.3zM9.3 9.3h4.4v4.4H9.3z"
            }
            Self::Dashboard => "M2.3 13.7V8.3h3v5.4M6.5 13.7V2.6h3v11.1M10.7 13.7V5.6h3v8.1M1.3 13.7h13.4",
            Self::Ledger => "M3.3 1.8h9.4v12.4H3.3zM5.6 4.8h4.8M5.6 7.6h4.8M5.6 10.4h2.6",
            Self::Settings => {
                "M1.8 4.5h7.4M12.6 4.5h1.6M1.8 11.5h1.6M6.8 11.5h7.4M9.4 2.8h2.9v3.4H9.4zM3.7 9.8h2.9v3.4H3.7z"
            }
            Self::Search => "M7 2.3a4.7 4.7 0 1 1 0 9.4 4.7 4.7 0 1 1 0-9.4zM10.5 10.5l3.2 3.2",
            Self::Scan => "M2 5V2.3h2.8M11.2 2.3H14V5M14 11v2.7h-2.8M4.8 13.7H2V11M5 5.5v5M8 5.5v5M11 5.5v5",
            Self::More => "M2 4h12M2 8h12M2 12h12",
            Self::Theme => {
                "M8 2.2a5.8 5.8 0 1 1 0 11.6A5.8 5.8 0 1 1 8 2.2zM8 2.2v11.6M10.6 4v8M12.6 5.6v4.8"
            }
            Self::Person => {
                "M8 2.3a2.7 2.7 0 1 1 0 5.4 2.7 2.7 0 1 1 0-5.4zM2.8 13.7c.5-2.6 2.5-3.9 5.2-3.9s4.7 1.3 5.2 3.9"
            }
            Self::SignOut => "M9 2.3H3v11.4h6M6.5 8h7M11 5.4 13.6 8 11 10.6",
            Self::Download => "M8 2v8M4.8 7 8 10.2 11.2 7M2.5 13.5h11",
            Self::Upload => "M8 10.2V2.4M4.8 5.4 8 2.2l3.2 3.2M2.5 13.5h11",
            Self::Print => "M4.5 5.5V2h7v3.5M4.5 11.5h-2v-6h11v6h-2M4.5 9.3h7V14h-7z",
            Self::Check => "M2.8 8.4l3.3 3.3 7-7.4",
            Self::Cross => "M4 4l8 8M12 4l-8 8",
            Self::Plus => "M8 3v10M3 8h10",
            Self::Minus => "M3 8h10",
            Self::ArrowLeft => "M13.2 8H3M6.8 4.2 3 8l3.8 3.8",
            Self::ArrowRight => "M2.8 8H13M9.2 4.2 13 8l-3.8 3.8",
            Self::ArrowUp => "M8 13.2V3M4.2 6.8 8 3l3.8 3.8",
            Self::ArrowDown => "M8 2.8V13M4.2 9.2 8 13l3.8-3.8",
            Self::Chevron => "M4.6 6.4 8 9.8l3.4-3.4",
            Self::Warning => "M8 2.2 14.3 13.5H1.7zM8 6.4v3.2M8 11.4v.4",
            Self::Information => "M8 2.2a5.8 5.8 0 1 1 0 11.6A5.8 5.8 0 1 1 8 2.2zM8 7.4v3.4M8 5v.4",
            Self::Offline => {
                "M2 2l12 12M4.6 8.8a5 5 0 0 1 2-1.3M9.8 7.6a5 5 0 0 1 1.8 1.2M1.9 6.2a8.8 8.8 0 0 1 2.7-1.8M8 4a8.8 8.8 0 0 1 6.1 2.2M8 12v.4"
            }
            Self::Undo => "M3 6.5h6.7a3.2 3.2 0 0 1 0 6.4H5.5M5.8 3.6 2.9 6.5l2.9 2.9",
            Self::Edit => "M3 13l.6-2.9 7.5-7.5 2.3 2.3-7.5 7.5z",
            Self::Link => "M6.4 4.2H2.8v9h9V9.6M8.8 2.8h4.4v4.4M13 3 7.4 8.6",
            Self::Filter => "M2 3h12L9.5 8.4v4.8l-3-1.6V8.4z",
            Self::Clock => "M8 2.2a5.8 5.8 0 1 1 0 11.6A5.8 5.8 0 1 1 8 2.2zM8 4.8V8l2.4 1.6",
            Self::Envelope => "M1.8 3.6h12.4v8.8H1.8zM2 4l6 4.6L14 4",
            Self::Lock => "M3.5 7h9v6.5h-9zM5.5 7V4.6a2.5 2.5 0 0 1 5 0V7",
        }
    }
}

/// An icon. Hidden from assistive technology, because the word stands beside it.
#[component]
pub fn Icon(name: IconName) -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
            <path d=name.path()></path>
        </svg>
    }
}

/// Rollcall's mark: a roll call in nine squares; most have answered, two are still free, one is open.
#[component]
pub fn Mark() -> impl IntoView {
    view! {
        <svg class="mark" viewBox="0 0 30 30" aria-hidden="true">
            <path class="mark-used" d="M1 1h8v8H1zM11 1h8v8h-8zM21 1h8v8h-8zM1 11h8v8H1zM11 11h8v8h-8zM1 21h8v8H1z"></path>
            <path class="mark-free" d="M21.8 11.8h6.4v6.4h-6.4zM11.8 21.8h6.4v6.4h-6.4z"></path>
        </svg>
    }
}
