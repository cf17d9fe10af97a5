//! What files of the machine say of a number: each file, its passes and projects, and what had to be settled.

use domain::machine::Told;
use domain::view::findings::{FindingView, MachineFileView};
use domain::words::Say;
use leptos::prelude::*;

use crate::api::findings::SettleFinding;
use crate::api::lab::Said;
use crate::catalogue::{self, Locale, fill, say};
use crate::pages::findings::settle;
use crate::parts::facts::{Fact, Facts};
use crate::parts::format::{Reading, counted};

/// `number` is the page it stands on, to come back to.
pub fn story(
    files: &[MachineFileView],
    findings: &[FindingView],
    number: &str,
    said: &Said,
) -> Option<AnyView> {
    if files.is_empty() && findings.is_empty() {
        return None;
    }
    let locale = catalogue::locale();
    let action = ServerAction::<SettleFinding>::new();
    let lines = findings.iter().map(|row| settle::line(row, number, false, said, action)).collect_view();
    let facts: Vec<Fact> = files.iter().flat_map(|file| of_file(file, locale)).collect();
    Some(
        view! {
            <section class="section" aria-labelledby="machine-files">
                <div class="section-head"><h2 id="machine-files">{say!(locale, findings.files_of_number)}</h2></div>
                <ul class="finding-list">{lines}</ul>
                <Facts facts/>
            </section>
        }
        .into_any(),
    )
}

fn of_file(file: &MachineFileView, locale: Locale) -> Vec<Fact> {
    let language = catalogue::language();
    let count = |quantity: u32| language.count(quantity.into());
    let received = format!("{}, {}", Reading::utc(language).date_time(file.at), file.by);
    let says = match &file.told {
        Told::Log(log) => {
            let (one, many) = language.pick(("Bild", "Bilder"), ("frame", "frames"));
            let frames = counted(language, log.exposures.into(), one, many);
            let (one, many) = language.pick(("Dokument", "Dokumenten"), ("document", "documents"));
            let documents = counted(language, log.documents.into(), one, many);
            fill(say!(locale, findings.log_is), &[&frames, &documents])
        }
        Told::Descriptor(descriptor) => {
            let counter = descriptor.counter.map_or_else(|| "–".to_owned(), count);
            fill(say!(locale, findings.descriptor_is), &[&counter])
        }
        Told::Handoff { rows, .. } => fill(say!(locale, findings.handoff_is), &[&count(*rows)]),
        Told::Unreadable { .. } => say!(locale, findings.unreadable_is).to_owned(),
    };
    let title = format!("SHA-256 {}", file.digest);
    let value = view! { <span title=title>{says}</span> " " <span class="muted">"(" {received} ")"</span> };
    let mut facts = vec![Fact::view(file.name.clone(), value)];
    if let Told::Log(log) = &file.told {
        let passes: Vec<String> = log.passes.iter().map(|pass| pass.say(language)).collect();
        if passes.len() > 1 {
            facts.push(Fact::new(say!(locale, findings.passes), passes.join(" + ")));
        }
        if !log.projects.is_empty() {
            facts.push(Fact::new(say!(locale, pages.projects), log.projects.join(", ")));
        }
    }
    facts
}
