//! The versions of the settings: who put them in force, when, and what each changed.

use domain::lab::LabSettings;
use domain::view::lab::SettingsVersion;
use leptos::prelude::*;

use super::{label_of, numbering_word, values_of};
use crate::catalogue::{self, Locale, fill, say};
use crate::parts::data_table::{Column, DataTable, Head};
use crate::parts::format::Reading;

pub fn history(versions: Vec<SettingsVersion>) -> AnyView {
    let locale = catalogue::locale();
    let reading = Reading::utc(catalogue::language());
    let before =
        versions.iter().skip(1).map(|version| Some(version.settings.clone())).chain(std::iter::once(None));
    let rows = versions
        .iter()
        .zip(before)
        .map(|(version, before)| {
            let changes = match before {
                Some(before) => differences(&before, &version.settings, locale),
                None => vec![say!(locale, lab.first_version).to_owned()],
            };
            let changes = changes.into_iter().map(|change| view! { <li>{change}</li> }).collect_view();
            let href = format!("/ledger?entry={}", version.entry);
            view! {
                <tr>
                    <th scope="row" data-kind="number"><a href=href>{version.version}</a></th>
                    <td class="nowrap"><time datetime=Reading::machine(version.at)>{reading.date_time(version.at)}</time></td>
                    <td>{version.by.clone()}</td>
                    <td data-kind="sentence"><ul>{changes}</ul></td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <section id="versions">
            <h2>{say!(locale, lab.section_versions)}</h2>
            <p class="muted">{say!(locale, lab.versions_kept)}</p>
            <DataTable label=say!(locale, lab.section_versions)>
                <thead>
                    <tr>
                        <Head word=say!(locale, lab.version_head) column=Column::Number/>
                        <Head word=say!(locale, lab.time)/>
                        <Head word=say!(locale, lab.actor)/>
                        <Head word=say!(locale, lab.changed) column=Column::Sentence/>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </DataTable>
        </section>
    }
    .into_any()
}

/// `Capacity 16mm: 2,900 to 2,940`, one for each value that differs.
fn differences(before: &LabSettings, after: &LabSettings, locale: Locale) -> Vec<String> {
    let language = catalogue::language();
    let mut changes = Vec::new();
    let mut told = |label: &str, old: &str, new: &str| {
        changes.push(fill(say!(locale, lab.value_changed), &[label, old, new]));
    };
    if before.name != after.name {
        told(say!(locale, lab.lab_name), &before.name, &after.name);
    }
    for ((field, old), (_, new)) in values_of(&before.film).into_iter().zip(values_of(&after.film)) {
        if old != new {
            told(label_of(field, locale).0, &language.count(old.into()), &language.count(new.into()));
        }
    }
    let sites = |settings: &LabSettings| {
        let site = settings.sites.iter().map(|site| {
            let follow = if site.consecutive { say!(locale, lab.consecutive_too) } else { "" };
            let word = numbering_word(site.numbering, locale);
            format!("{} {} ({word}{follow})", site.code, site.series.digit())
        });
        site.collect::<Vec<_>>().join(", ")
    };
    if before.sites != after.sites {
        told(say!(locale, lab.section_sites), &sites(before), &sites(after));
    }
    changes
}
