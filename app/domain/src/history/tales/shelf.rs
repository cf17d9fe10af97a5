//! What happens to pieces of film on the shelf.

use super::{Tale, Tales};
use crate::event::Event;
use crate::history::{Mark, words};
use crate::words::Language;

impl Tales<'_> {
    pub(super) fn shelf(&self, event: &Event) -> Option<Tale> {
        let language = self.language;
        let (mark, title, sentence, line) = match event {
            Event::TempRollPlaced { temp_roll, place } => {
                let (label, said) = (temp_roll.label(), place_said(place, language));
                let line = if place.is_empty() {
                    language.pick(format!("nahm {label} vom Platz"), format!("took {label} from its place"))
                } else {
                    language.pick(format!("legte {label} nach {said}"), format!("put {label} at {said}"))
                };
                let title = language.pick(format!("Platz: {said}."), format!("Place: {said}."));
                (Mark::Changed, title, String::new(), line)
            }
            Event::TempRollMeasured { temp_roll, length_mm, reason } => {
                let (label, length) = (temp_roll.label(), language.metres((*length_mm).into()));
                let sentence = if reason.is_empty() { String::new() } else { format!("{}.", words(reason)) };
                (
                    Mark::Changed,
                    language.pick(format!("Gemessen: {length}."), format!("Measured: {length}.")),
                    sentence,
                    language.pick(format!("maß {label}: {length}"), format!("measured {label}: {length}")),
                )
            }
            Event::TempRollDiscarded { .. } | Event::TempRollLost { .. } => return self.gone(event),
            Event::TempRollFound { temp_roll, place } => {
                let (label, place) = (temp_roll.label(), place_said(place, language));
                (
                    Mark::Free,
                    language.pick(format!("Gefunden: {place}."), format!("Found: {place}.")),
                    String::new(),
                    language.pick(format!("fand {label}: {place}"), format!("found {label}: {place}")),
                )
            }
            Event::StockTaken { place, found, missing } => {
                let whole = language.pick(("Ganzes Regal", "ganzes Regal"), ("Whole shelf", "whole shelf"));
                let (begun, place) = if place.is_empty() { whole } else { (place.as_str(), place.as_str()) };
                let (there, gone) =
                    (language.count(found.len() as u64), language.count(missing.len() as u64));
                (
                    Mark::Changed,
                    language.pick("Bestand aufgenommen.", "Stock was taken.").to_owned(),
                    language.pick(
                        format!("{begun}: {there} da, {gone} vermisst."),
                        format!("{begun}: {there} there, {gone} missing."),
                    ),
                    language.pick(
                        format!("nahm den Bestand auf, {place}: {there} da, {gone} vermisst"),
                        format!("took stock, {place}: {there} there, {gone} missing"),
                    ),
                )
            }
            _ => return None,
        };
        Some(self.tale(mark, title, sentence, line))
    }

    /// What is no longer on the shelf.
    fn gone(&self, event: &Event) -> Option<Tale> {
        let language = self.language;
        let (mark, title, sentence, line) = match event {
            Event::TempRollDiscarded { temp_roll, reason } => {
                let (label, reason) = (temp_roll.label(), words(reason));
                (
                    Mark::Void,
                    language.pick(format!("Weggeworfen: {reason}."), format!("Thrown away: {reason}.")),
                    language.pick("Der Film ist Ausschuss.", "The film is scrap.").to_owned(),
                    language
                        .pick(format!("warf {label} weg: {reason}"), format!("threw {label} away: {reason}")),
                )
            }
            Event::TempRollLost { temp_roll, reason } => {
                let (label, reason) = (temp_roll.label(), words(reason));
                (
                    Mark::Failed,
                    language.pick(format!("Vermisst: {reason}."), format!("Missing: {reason}.")),
                    String::new(),
                    language.pick(
                        format!("meldete {label} als vermisst: {reason}"),
                        format!("reported {label} lost: {reason}"),
                    ),
                )
            }
            _ => return None,
        };
        Some(self.tale(mark, title, sentence, line))
    }
}

fn place_said(place: &str, language: Language) -> String {
    if place.is_empty() { language.pick("ohne Platz", "no place").to_owned() } else { place.to_owned() }
}
