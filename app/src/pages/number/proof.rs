//! The panel beside a number: its evidence, the reel its film lies on, and why all this can be believed.

use domain::evidence::{Outcome, RunKind};
use domain::number::FilmNumber;
use domain::view::numbers::{EvidenceView, ReelUse, ReelView, TrustView, Use};
use domain::words::Say;
use leptos::prelude::*;

use crate::catalogue::{self, Locale, fill, say};
use crate::parts::facts::{Fact, Facts};
use crate::parts::format::counted;
use crate::parts::glyph::{AttemptGlyph, Finding, StateWord};
use crate::parts::strip::{Piece, Strip, StripLegend, StripPiece};

pub fn evidence(view: EvidenceView) -> AnyView {
    let (locale, language) = (catalogue::locale(), catalogue::language());
    let heading = fill(say!(locale, numbers.evidence), &[&view.ordinal.to_string()]);
    let mut facts = Vec::new();
    for file in &view.files {
        let title = format!("SHA-256 {}", file.digest);
        let size = counted(language, file.size, "Byte", language.pick("Byte", "bytes"));
        let name = file.name.clone();
        facts.push(Fact::view(
            say!(locale, numbers.file),
            view! { <span class="id" title=title>{name}</span>", " {size} },
        ));
    }
    let frames = language.count(view.frames.into());
    if view.counted {
        facts.push(Fact::new(
            say!(locale, numbers.records),
            fill(say!(locale, numbers.counted_by_hand), &[&frames]),
        ));
    }
    let mut findings = Vec::new();
    match &view.comparison {
        Some(comparison) => {
            if !view.counted {
                let runs = comparison.runs.iter().map(|run| {
                    let kind = run_said(run.kind, locale);
                    format!("{} {kind}", language.count(run.frames.into()))
                });
                let passes = runs.collect::<Vec<_>>().join(" + ");
                facts.push(Fact::new(say!(locale, numbers.passes), passes));
                let on_film = language.count(comparison.frames_on_film.into());
                facts.push(Fact::new(
                    say!(locale, numbers.on_this_film),
                    fill(say!(locale, numbers.frames_of), &[&on_film, &frames]),
                ));
            }
            let found = language.count(comparison.blips.len() as u64);
            let documents =
                fill(say!(locale, numbers.documents_of), &[&found, &language.count(view.documents.into())]);
            facts.push(Fact::new(say!(locale, numbers.documents), documents));
            facts.push(Fact::view(say!(locale, numbers.verdict), verdict(comparison.outcome, locale)));
            findings = comparison.findings.iter().map(|finding| finding.say(language)).collect();
        }
        None => facts.push(Fact::new(say!(locale, numbers.verdict), say!(locale, numbers.no_verdict))),
    }
    facts.push(Fact::new(say!(locale, numbers.machine), machine_said(&view)));
    let findings = findings.into_iter().map(|sentence| view! { <li>{sentence}</li> }).collect_view();
    view! {
        <section>
            <h2>{heading}</h2>
            <Facts facts/>
            <ul class="proof-findings">{findings}</ul>
        </section>
    }
    .into_any()
}

fn machine_said(view: &EvidenceView) -> String {
    if view.machine.is_empty() {
        view.operator.clone()
    } else {
        format!("{}, {}", view.machine, view.operator)
    }
}

fn run_said(kind: RunKind, locale: Locale) -> &'static str {
    match kind {
        RunKind::AbortedStart => say!(locale, numbers.run_aborted),
        RunKind::Complete => say!(locale, numbers.run_complete),
        RunKind::Short => say!(locale, numbers.run_short),
        RunKind::Disordered => say!(locale, numbers.run_disordered),
        RunKind::Foreign => say!(locale, numbers.run_foreign),
    }
}

fn verdict(outcome: Outcome, locale: Locale) -> AnyView {
    match outcome {
        Outcome::Complete => {
            view! { <StateWord glyph=AttemptGlyph::Confirmed word=say!(locale, numbers.complete)/> }
                .into_any()
        }
        Outcome::Short => {
            view! { <StateWord glyph=AttemptGlyph::Failed word=say!(locale, numbers.short)/> }.into_any()
        }
        Outcome::Contradicted => {
            view! { <StateWord glyph=Finding::Contradiction word=say!(locale, numbers.contradicted)/> }
                .into_any()
        }
    }
}

/// The reel to scale: what was filmed on it, what was written off, and what is left.
pub fn film(view: ReelView, number: FilmNumber) -> AnyView {
    let (locale, language) = (catalogue::locale(), catalogue::language());
    let metres = |millimetres: u32| language.metres(millimetres.into());
    let mut pieces = Vec::new();
    let mut said = Vec::new();
    let mut kinds = Vec::new();
    let mut at = 0;
    for used in view.uses.iter().filter(|used| used.spent_mm > 0 || used.scrapped_mm > 0) {
        at = use_drawn(used, at, &view, &mut pieces);
        said.push(use_said(used, number, locale));
    }
    if let Some((rest, length)) = view.rest {
        let label = rest.label();
        let place = view.length_mm.saturating_sub(length);
        pieces.push(
            StripPiece::new(Piece::OnShelf, place, length).labelled(format!("{label}, {}", metres(length))),
        );
        said.push((format!("{label}, {}", say!(locale, numbers.rest)), metres(length)));
    }
    for piece in &pieces {
        if !kinds.contains(&piece.piece) {
            kinds.push(piece.piece);
        }
    }
    let description =
        said.iter().map(|(name, length)| format!("{name}: {length}")).collect::<Vec<_>>().join("; ");
    let facts = said.into_iter().map(|(name, length)| Fact::new(name, length)).collect::<Vec<_>>();
    let reel = format!("{}, {} mm", view.reel.label(), view.film.code());
    view! {
        <section class="proof-film">
            <h2>{say!(locale, numbers.film)}</h2>
            <Strip scale_mm=view.length_mm pieces description/>
            <p class="strip-caption"><span>{reel}</span><span>{metres(view.length_mm)}</span></p>
            <StripLegend pieces=kinds/>
            <Facts facts/>
        </section>
    }
    .into_any()
}

/// Draws one use of the reel and says where the next one begins.
fn use_drawn(used: &ReelUse, from: u32, view: &ReelView, pieces: &mut Vec<StripPiece>) -> u32 {
    let leader = view.leader_mm.min(used.spent_mm);
    let trailer = view.trailer_mm.min(used.spent_mm - leader);
    let inside = used.spent_mm - leader - trailer;
    let mut at = from;
    let mut put = |piece: Piece, length: u32, label: String| {
        if length > 0 {
            pieces.push(StripPiece::new(piece, at, length).labelled(label));
        }
        at += length;
    };
    let kind = match used.used {
        Use::Failed => Piece::Spent,
        Use::Confirmed => Piece::Roll,
        Use::Running => Piece::ToCome,
    };
    if kind == Piece::Spent {
        put(kind, used.spent_mm, String::new());
    } else {
        let label = used.number.map(|number| number.to_string()).unwrap_or_default();
        put(Piece::Ends, leader, String::new());
        put(kind, inside, label);
        put(Piece::Ends, trailer, String::new());
    }
    put(Piece::Scrap, used.scrapped_mm, String::new());
    at
}

fn use_said(used: &ReelUse, here: FilmNumber, locale: Locale) -> (String, String) {
    let language = catalogue::language();
    let name = match used.number {
        Some(number) if number == here => say!(locale, numbers.this_number).to_owned(),
        Some(number) => number.to_string(),
        None => {
            let ordinal = used.ordinal.to_string();
            fill(say!(locale, numbers.attempt_of), &[&ordinal, &used.roll.name])
        }
    };
    let mut length = language.metres(used.spent_mm.into());
    if used.scrapped_mm > 0 {
        let scrapped = language.metres(used.scrapped_mm.into());
        length = fill(say!(locale, numbers.and_scrap), &[&length, &scrapped]);
    }
    (name, length)
}

pub fn trust(view: TrustView, handed_out: bool) -> AnyView {
    let (locale, language) = (catalogue::locale(), catalogue::language());
    let mut facts = vec![Fact::new(
        say!(locale, numbers.state),
        if handed_out { say!(locale, numbers.derived) } else { say!(locale, numbers.derived_free) },
    )];
    if handed_out {
        let entries = counted(
            language,
            view.entries.into(),
            language.pick("Eintrag", "entry"),
            language.pick("Einträge", "entries"),
        );
        facts.push(Fact::new(say!(locale, pages.ledger), entries));
        let (href, hash) = (format!("/ledger?entry={}", view.last_entry), short_hash(&view.last_hash));
        let full = view.last_hash;
        facts.push(Fact::view(
            say!(locale, numbers.last_entry),
            view! { <a class="id" href=href title=full>{hash}</a> },
        ));
    }
    facts.push(Fact::view(
        say!(locale, numbers.check),
        view! { <a href="/check">{say!(locale, numbers.check_link)}</a> },
    ));
    view! { <section><h2>{say!(locale, numbers.trust)}</h2><Facts facts/></section> }.into_any()
}

/// `9f3c 71d0 e2aa … 04b8`
pub fn short_hash(hash: &str) -> String {
    match (hash.get(..4), hash.get(4..8), hash.get(8..12), hash.get(hash.len().saturating_sub(4)..)) {
        (Some(first), Some(second), Some(third), Some(last)) => format!("{first} {second} {third} … {last}"),
        _ => hash.to_owned(),
    }
}
