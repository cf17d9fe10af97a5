//! What may be done to a lab, what it may say, and what a reference may have wrong.

/// One thing done. Each project has one document, so its plan has one roll.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    Register {
        project: usize,
        pages: u32,
    },
    Plan {
        project: usize,
    },
    /// On a leftover, counted from 0, or on a new reel.
    Start {
        project: usize,
        leftover: Option<u64>,
    },
    Finish {
        project: usize,
        right: bool,
    },
    Fail {
        project: usize,
        frames: u32,
    },
    Reserve {
        count: u32,
    },
    /// A number by its place in the series, from 0.
    Release {
        number: u32,
    },
    Void {
        number: u32,
    },
    Settings {
        bind: bool,
    },
    Rework {
        project: usize,
        keep: bool,
    },
    VoidKept {
        project: usize,
    },
    Develop {
        project: usize,
        good: bool,
    },
    Accept {
        project: usize,
    },
    /// A run by its place, from 0: held, or let go.
    Run {
        run: u64,
        hold: bool,
    },
    Stand {
        project: usize,
        way: Way,
    },
    /// A leftover by its place, from 0.
    Shelf {
        leftover: u64,
        way: ShelfWay,
    },
    /// Every leftover but those in hand is missing.
    Stock {
        found: Option<u64>,
    },
    /// The index goes out, to these.
    Deliver {
        project: usize,
        to: &'static str,
    },
    /// Somebody complains of a project, or of its film.
    Complain {
        project: usize,
        film: bool,
    },
    /// A complaint by its place, from 0.
    Settle {
        complaint: u64,
    },
    /// The log of a film of the time before, by the place of its number in the series, from 0.
    Import {
        number: u32,
    },
    /// The request before, with the same key.
    Repeat,
    Restart,
}

/// What becomes of a project.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    Reset,
    Abandon,
    Archive,
    Delete,
    Restore,
}

/// What somebody does with a leftover.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShelfWay {
    Place,
    Measure { length_mm: u32 },
    Discard,
    Lose,
    Find,
}

/// What the lab must say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expected {
    Refused(&'static str),
    /// Done before: the answer is as if it were done now, but there is no entry.
    Nothing,
    /// Done, with these numbers by their place in the series, from 1.
    Numbers(Vec<u32>),
}

/// One thing a reference can have wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// A failed attempt keeps the number it had bound.
    BoundNumberKept,
    /// A leftover is ten millimetres longer than it is.
    LongerLeftover,
    /// A released number goes out last instead of first.
    ReleasedGoesLast,
    /// A repeated key is done again.
    KeyForgotten,
    /// The number of a rejected film is void although it was to be kept.
    KeptNumberVoid,
    /// A film thrown away is still on the shelf.
    DiscardedStays,
    /// A run that is held lets its films go.
    HeldRunPasses,
    /// An index goes out with a film of a run that is held.
    HeldFilmGoesOut,
    /// A complaint is settled a second time.
    SettledTwice,
    /// A number that no file of the old machine names is given again.
    SkippedIsFree,
}

impl Fault {
    pub const ALL: [Self; 10] = [
        Self::BoundNumberKept,
        Self::LongerLeftover,
        Self::ReleasedGoesLast,
        Self::KeyForgotten,
        Self::KeptNumberVoid,
        Self::DiscardedStays,
        Self::HeldRunPasses,
        Self::HeldFilmGoesOut,
        Self::SettledTwice,
        Self::SkippedIsFree,
    ];
}
