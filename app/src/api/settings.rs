//! The settings record: what pages ask, and putting a new version in force.

#![expect(clippy::too_many_arguments, reason = "a form is flat: one argument for each field of the record")]

use crate::error::AppError;
use domain::command::Receipt;
use domain::view::lab::SettingsView;
use domain::words::Language;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// Every version of the settings, newest first.
#[server]
pub async fn read_settings() -> Result<SettingsView, AppError> {
    crate::ssr::reads()?.settings_view().await.map_err(crate::ssr::app_error)
}

/// The settings record as a form sends it: text, as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TypedSite {
    pub code: String,
    pub digit: String,
    pub numbering: String,
    /// `yes` or nothing, as a box sends it.
    #[serde(default)]
    pub consecutive: String,
}

/// Put a new version of the settings in force. Fields come as they were typed; a site without a code is left out.
#[server]
pub async fn change_settings(
    name: String,
    capacity_16mm: String,
    capacity_35mm: String,
    smallest_usable: String,
    reel_mm: String,
    leader_mm: String,
    trailer_mm: String,
    step_16mm: String,
    step_35mm: String,
    frames_per_1000_s: String,
    a3_short_pt: String,
    a3_long_pt: String,
    density_reject_below: String,
    density_good_from: String,
    density_good_to: String,
    density_reject_above: String,
    /// `yes` or nothing, as a box sends it.
    #[server(default)]
    deliver_accepted_only: String,
    #[server(default)] sites: Vec<TypedSite>,
    /// Version the person saw.
    seen: u64,
    key: String,
) -> Result<Receipt, AppError> {
    let language = crate::ssr::language();
    let fields = [
        ("name", name.as_str()),
        ("capacity_16mm", capacity_16mm.as_str()),
        ("capacity_35mm", capacity_35mm.as_str()),
        ("smallest_usable", smallest_usable.as_str()),
        ("reel_mm", reel_mm.as_str()),
        ("leader_mm", leader_mm.as_str()),
        ("trailer_mm", trailer_mm.as_str()),
        ("step_16mm", step_16mm.as_str()),
        ("step_35mm", step_35mm.as_str()),
        ("frames_per_1000_s", frames_per_1000_s.as_str()),
        ("a3_short_pt", a3_short_pt.as_str()),
        ("a3_long_pt", a3_long_pt.as_str()),
        ("density_reject_below", density_reject_below.as_str()),
        ("density_good_from", density_good_from.as_str()),
        ("density_good_to", density_good_to.as_str()),
        ("density_reject_above", density_reject_above.as_str()),
        ("deliver_accepted_only", deliver_accepted_only.as_str()),
    ];
    let sites_said = |pick: fn(&TypedSite) -> &str| sites.iter().map(pick).collect::<Vec<_>>().join(",");
    let (codes, digits, numberings) =
        (sites_said(|site| &site.code), sites_said(|site| &site.digit), sites_said(|site| &site.numbering));
    let blocks = sites_said(|site| &site.consecutive);
    let kept = [
        ("codes", codes.as_str()),
        ("digits", digits.as_str()),
        ("numberings", numberings.as_str()),
        ("blocks", blocks.as_str()),
    ];
    let typed = [fields.as_slice(), kept.as_slice()].concat();
    let sent_back = |error| crate::ssr::send_back(error, "/settings", &key, &typed);
    let settings = settings_typed(&fields, &sites, language).map_err(sent_back)?;
    let command = domain::command::Command::ChangeSettings { settings };
    let receipt = crate::ssr::perform(command, seen, &key).await.map_err(sent_back)?;
    leptos_axum::redirect(&format!("/settings?done={}", receipt.entry));
    Ok(receipt)
}

/// The record as it was typed, checked field by field so that a wrong one is told beside it.
pub fn settings_typed(
    fields: &[(&str, &str)],
    sites: &[TypedSite],
    language: Language,
) -> Result<domain::lab::LabSettings, AppError> {
    let text = |field: &str| fields.iter().find(|(name, _)| *name == field).map_or("", |(_, value)| value);
    let number = |field: &str| typed_number(field, text(field), language);
    let film = domain::film::settings::Settings {
        capacity_16mm: number("capacity_16mm")?,
        capacity_35mm: number("capacity_35mm")?,
        smallest_usable: number("smallest_usable")?,
        reel_mm: number("reel_mm")?,
        leader_mm: number("leader_mm")?,
        trailer_mm: number("trailer_mm")?,
        step_16mm: number("step_16mm")?,
        step_35mm: number("step_35mm")?,
        frames_per_1000_s: number("frames_per_1000_s")?,
        a3_short_pt: number("a3_short_pt")?,
        a3_long_pt: number("a3_long_pt")?,
        density: [
            number("density_reject_below")?,
            number("density_good_from")?,
            number("density_good_to")?,
            number("density_reject_above")?,
        ],
        deliver_accepted_only: text("deliver_accepted_only") == "yes",
    };
    film.check().map_err(|problem| settings_refused(&problem, language))?;
    let sites = sites_typed(sites, language)?;
    Ok(domain::lab::LabSettings { name: text("name").trim().to_owned(), film, sites })
}

/// A whole number as a person types it: blanks and the language's separators are no part of it.
pub fn typed_number(field: &str, text: &str, language: Language) -> Result<u32, AppError> {
    let separator = language.pick('.', ',');
    let digits: String =
        text.chars().filter(|letter| !letter.is_whitespace() && *letter != separator).collect();
    digits.parse().map_err(|_| {
        let text: String = text.chars().take(40).collect();
        let sentence = language.pick(
            format!("`{text}` ist keine ganze Zahl: nur Ziffern schreiben, wie 2900."),
            format!("`{text}` is no whole number: write digits only, such as 2900."),
        );
        AppError::Refused { code: format!("bad_settings/{field}"), sentence }
    })
}

/// A settings record that no lab can mean. The code names the field behind a stroke, so that it is told beside it.
pub fn settings_refused(problem: &domain::film::settings::BadSettings, language: Language) -> AppError {
    use domain::film::roll::FilmType;
    use domain::film::settings::BadSettings;
    let (field, sentence) = match problem {
        BadSettings::OutOfBounds { field, value, least, most } => {
            let count = |quantity: u32| language.count(quantity.into());
            let (value, least, most) = (count(*value), count(*least), count(*most));
            let sentence = language.pick(
                format!("{value} liegt nicht zwischen {least} und {most}: einen Wert dazwischen wählen."),
                format!("{value} does not lie between {least} and {most}: choose a value between them."),
            );
            (*field, sentence)
        }
        BadSettings::DensityLimits => (
            "density_reject_below",
            language
                .pick(
                    "Die vier Grenzen der Dichte müssen steigen: die Reihenfolge ändern.",
                    "The four limits of density must rise: change their order.",
                )
                .to_owned(),
        ),
        BadSettings::CapacityLongerThanReel { film, frames, needed_mm, reel_mm } => {
            let (needed, reel) = (language.metres((*needed_mm).into()), language.metres((*reel_mm).into()));
            let frames = language.count((*frames).into());
            let sentence = language.pick(
                format!(
                    "{frames} Bilder auf {film} brauchen {needed}, ein Film hat {reel}: die Kapazität senken."
                ),
                format!(
                    "{frames} frames of {film} need {needed}, but a reel has {reel}: lower the capacity."
                ),
            );
            (if *film == FilmType::Mm16 { "capacity_16mm" } else { "capacity_35mm" }, sentence)
        }
    };
    AppError::Refused { code: format!("bad_settings/{field}"), sentence }
}

/// Sites with their digits and policies; rows without a code are empty rows of the form.
pub fn sites_typed(
    typed: &[TypedSite],
    language: Language,
) -> Result<Vec<domain::film::project::Site>, AppError> {
    use domain::film::project::{Numbering, Site};
    use domain::number::SeriesId;
    typed
        .iter()
        .filter(|site| !site.code.trim().is_empty())
        .map(|site| {
            let digit = site.digit.trim().parse().ok().and_then(SeriesId::of_site);
            let series = digit.ok_or_else(|| AppError::Refused {
                code: "bad_settings/sites".to_owned(),
                sentence: language
                    .pick("Eine Reihe beginnt mit 1, 2 oder 3.", "A series begins with 1, 2 or 3.")
                    .to_owned(),
            })?;
            let numbering =
                if site.numbering == "bind_at_start" { Numbering::BindAtStart } else { Numbering::OnSuccess };
            let consecutive = site.consecutive == "yes";
            Ok(Site { code: site.code.trim().to_owned(), series, numbering, consecutive })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_setting_may_be_typed_as_it_is_shown() {
        assert_eq!(typed_number("capacity_16mm", " 2.900 ", Language::German), Ok(2900));
        assert_eq!(typed_number("capacity_16mm", "2,900", Language::English), Ok(2900));
        assert!(typed_number("capacity_16mm", "2,900", Language::German).is_err());
        assert!(typed_number("capacity_16mm", "many", Language::English).is_err());
    }
}
