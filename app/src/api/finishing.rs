//! Film after the camera: development, acceptance, rework, the standing of projects, and the shelf.

use crate::error::AppError;
use domain::code::Misread;
use domain::command::Receipt;
use domain::film::development::Density;
use domain::id::{RollId, TempRollId};
use domain::refusal::Refusal;
use domain::view::finishing::{DevelopmentView, ReworkLine, ReworkView, TempRollView};
use domain::words::{Language, Say};
use leptos::prelude::*;

/// Films that wait for development and acceptance, and the runs; `before` is the run this page of runs begins after.
#[server]
pub async fn read_development(before: Option<u64>) -> Result<DevelopmentView, AppError> {
    let store = crate::ssr::reads()?;
    store
        .development(before.map(domain::id::RunId::new), crate::ssr::now()?)
        .await
        .map_err(crate::ssr::app_error)
}

/// What follows when the films of these rolls are rejected. `rolls` is a list of ids, `12,13`.
#[server]
pub async fn read_rework(rolls: String) -> Result<ReworkView, AppError> {
    let rolls = ids_in(&rolls);
    crate::ssr::reads()?.rework_view(&rolls).await.map_err(crate::ssr::app_error)
}

/// Every rework of a roll, newest first.
#[server]
pub async fn read_reworks(roll: u64) -> Result<Vec<ReworkLine>, AppError> {
    crate::ssr::reads()?.reworks_of(RollId::new(roll)).await.map_err(crate::ssr::app_error)
}

/// A temp roll by its tag, `T-0087`.
#[server]
pub async fn read_temp_roll(tag: String) -> Result<TempRollView, AppError> {
    let (store, language) = (crate::ssr::reads()?, crate::ssr::language());
    let missing = || {
        let refusal = Refusal::NoSuchTempRoll { temp_roll: tag.chars().take(40).collect() };
        crate::ssr::not_found(refusal.say(language))
    };
    let id = TempRollId::read(&tag).map_err(|misread| match misread {
        Misread::CheckDiffers(_) => crate::ssr::not_found(misread.say(language)),
        _ => missing(),
    })?;
    store.temp_roll_view(id, language).await.map_err(crate::ssr::app_error)?.ok_or_else(missing)
}

/// Record that films went through the processor together. `readings` are densities, `1,25 1,31`.
#[server]
pub async fn develop_rolls(
    #[server(default)] rolls: Vec<u64>,
    bath: String,
    readings: String,
    seen: u64,
    key: String,
) -> Result<Receipt, AppError> {
    use domain::command::Command;
    let language = crate::ssr::language();
    let typed = [("form", "develop"), ("bath", bath.as_str()), ("readings", readings.as_str())];
    let back = |error| crate::ssr::send_back(error, "/development", &key, &typed);
    let readings = densities_in(&readings, language).map_err(back)?;
    let rolls = rolls.into_iter().map(RollId::new).collect();
    let command = Command::DevelopRolls { rolls, bath: bath.clone(), readings };
    let receipt = crate::ssr::perform(command, seen, &key).await.map_err(back)?;
    leptos_axum::redirect(&format!("/development?done={}", receipt.entry));
    Ok(receipt)
}

/// Accept developed films.
#[server]
pub async fn accept_rolls(
    #[server(default)] rolls: Vec<u64>,
    #[server(default)] note: String,
    seen: u64,
    key: String,
    /// The roll whose page the form is on, or nothing.
    #[server(default)]
    from: String,
) -> Result<Receipt, AppError> {
    use domain::command::Command;
    let page = match from.parse::<u64>() {
        Ok(roll) => format!("/rolls/{roll}"),
        Err(_) => "/development".to_owned(),
    };
    let typed = [("form", "accept"), ("note", note.as_str())];
    let back = |error| crate::ssr::send_back(error, &page, &key, &typed);
    let rolls = rolls.into_iter().map(RollId::new).collect();
    let command = Command::AcceptRolls { rolls, note: note.clone() };
    let receipt = crate::ssr::perform(command, seen, &key).await.map_err(back)?;
    leptos_axum::redirect(&format!("{page}?done={}", receipt.entry));
    Ok(receipt)
}

/// Put a run in quarantine, or let it go.
#[server]
pub async fn hold_run(run: u64, hold: bool, reason: String, key: String) -> Result<Receipt, AppError> {
    use domain::command::Command;
    let form = format!("run-{run}");
    let typed = [("form", form.as_str()), ("reason", reason.as_str())];
    let back = |error| crate::ssr::send_back(error, "/development", &key, &typed);
    let (run, reason) = (domain::id::RunId::new(run), reason.clone());
    let command = match hold {
        true => Command::QuarantineRun { run, reason },
        false => Command::ReleaseRun { run, reason },
    };
    let receipt = crate::ssr::perform(command, 0, &key).await.map_err(back)?;
    leptos_axum::redirect(&format!("/development?done={}", receipt.entry));
    Ok(receipt)
}

/// Reject films and have them made again. A person's own words take the place of the cause chosen.
#[server]
pub async fn rework_rolls(
    /// `12,13`
    rolls: String,
    cause: String,
    #[server(default)] words: String,
    #[server(default)] note: String,
    #[server(default)] number: String,
    seen: u64,
    key: String,
) -> Result<Receipt, AppError> {
    use domain::command::Command;
    use domain::film::rework::{Cause, NumberChoice};
    let language = crate::ssr::language();
    let typed = [
        ("form", "rework"),
        ("cause", cause.as_str()),
        ("words", words.as_str()),
        ("note", note.as_str()),
        ("number", number.as_str()),
    ];
    let page = format!("/rework?rolls={rolls}");
    let back = |error| crate::ssr::send_back(error, &page, &key, &typed);
    let choice = NumberChoice::parse(&number).ok_or_else(|| back(no_choice(language)))?;
    let cause = Cause::parse(if words.trim().is_empty() { &cause } else { &words });
    let cause = cause.ok_or_else(|| back(refused(&Refusal::ReasonMissing, language)))?;
    let ids = ids_in(&rolls);
    let first = ids.first().copied();
    let command = Command::ReworkRolls { rolls: ids, cause, note: note.clone(), number: choice };
    let receipt = crate::ssr::perform(command, seen, &key).await.map_err(back)?;
    let page = first.map_or_else(|| "/development".to_owned(), |roll| format!("/rolls/{roll}"));
    leptos_axum::redirect(&format!("{page}?done={}", receipt.entry));
    Ok(receipt)
}

/// Void the number that a roll in rework kept: film that carries it turned up.
#[server]
pub async fn void_kept_number(
    roll: u64,
    reason: String,
    seen: u64,
    key: String,
) -> Result<Receipt, AppError> {
    let page = format!("/rolls/{roll}");
    let typed = [("form", "void-number"), ("reason", reason.as_str())];
    let back = |error| crate::ssr::send_back(error, &page, &key, &typed);
    let command =
        domain::command::Command::VoidKeptNumber { roll: RollId::new(roll), reason: reason.clone() };
    let receipt = crate::ssr::perform(command, seen, &key).await.map_err(back)?;
    leptos_axum::redirect(&format!("{page}?done={}", receipt.entry));
    Ok(receipt)
}

/// Reset, abandon, archive, delete or restore a project, as `way` says.
#[server]
pub async fn change_standing(
    project: u64,
    way: String,
    #[server(default)] reason: String,
    seen: u64,
    key: String,
) -> Result<Receipt, AppError> {
    use domain::command::Command;
    let page = format!("/projects/{project}");
    let typed = [("form", way.as_str()), ("reason", reason.as_str())];
    let back = |error| crate::ssr::send_back(error, &page, &key, &typed);
    let (project, reason) = (domain::id::ProjectId::new(project), reason.clone());
    let command = match way.as_str() {
        "reset" => Command::ResetProject { project, reason },
        "abandon" => Command::AbandonProject { project, reason },
        "archive" => Command::ArchiveProject { project },
        "delete" => Command::DeleteProject { project, reason },
        "restore" => Command::RestoreProject { project },
        _ => return Err(unknown_way(&way, crate::ssr::language())),
    };
    let receipt = crate::ssr::perform(command, seen, &key).await.map_err(back)?;
    leptos_axum::redirect(&format!("{page}?done={}", receipt.entry));
    Ok(receipt)
}

/// Measure, place, throw away, miss or find a temp roll, as `way` says. `length` is metres as a person types them.
#[server]
pub async fn change_temp_roll(
    temp_roll: u64,
    way: String,
    #[server(default)] place: String,
    #[server(default)] length: String,
    #[server(default)] reason: String,
    key: String,
) -> Result<Receipt, AppError> {
    use domain::command::Command;
    let language = crate::ssr::language();
    let temp_roll = TempRollId::new(temp_roll);
    let page = format!("/film/{}", temp_roll.label());
    let typed = [
        ("form", way.as_str()),
        ("place", place.as_str()),
        ("length", length.as_str()),
        ("reason", reason.as_str()),
    ];
    let back = |error| crate::ssr::send_back(error, &page, &key, &typed);
    let (place, reason) = (place.clone(), reason.clone());
    let command = match way.as_str() {
        "place" => Command::PlaceTempRoll { temp_roll, place },
        "measure" => {
            let length_mm = metres_typed(&length, language).map_err(back)?;
            Command::MeasureTempRoll { temp_roll, length_mm, reason }
        }
        "discard" => Command::DiscardTempRoll { temp_roll, reason },
        "lost" => Command::ReportTempRollLost { temp_roll, reason },
        "found" => Command::FindTempRoll { temp_roll, place },
        _ => return Err(unknown_way(&way, language)),
    };
    let receipt = crate::ssr::perform(command, 0, &key).await.map_err(back)?;
    leptos_axum::redirect(&format!("{page}?done={}", receipt.entry));
    Ok(receipt)
}

/// Count the temp rolls of a place, or of the whole shelf. `tags` is what the scanner typed, a tag a line.
#[server]
pub async fn take_stock(
    #[server(default)] place: String,
    #[server(default)] tags: String,
    key: String,
) -> Result<Receipt, AppError> {
    use domain::command::Command;
    let language = crate::ssr::language();
    let typed = [("form", "stock"), ("place", place.as_str()), ("tags", tags.as_str())];
    let back = |error| crate::ssr::send_back(error, "/stock-taking", &key, &typed);
    let found = tags_in(&tags).map_err(|misread| {
        back(AppError::Refused { code: misread.code().to_owned(), sentence: misread.say(language) })
    })?;
    let command = Command::TakeStock { place: place.clone(), found };
    let receipt = crate::ssr::perform(command, 0, &key).await.map_err(back)?;
    leptos_axum::redirect(&format!("/stock-taking?done={}", receipt.entry));
    Ok(receipt)
}

/// Ids in an address, `12,13`; what is none is left out.
pub fn ids_in(text: &str) -> Vec<RollId> {
    text.split(',').filter_map(|part| part.trim().parse().ok()).map(RollId::new).collect()
}

/// Tags parted by blanks, commas or line ends, each once; the first that is none is the error.
pub fn tags_in(text: &str) -> Result<Vec<TempRollId>, Misread> {
    let tally = domain::view::scanned::tally(text);
    match tally.misread.into_iter().next() {
        Some(misread) => Err(misread),
        None => Ok(tally.tags),
    }
}

/// Densities parted by blanks, semicolons or line ends: a comma is the decimal one.
pub fn densities_in(text: &str, language: Language) -> Result<Vec<Density>, AppError> {
    let parts = text.split([';', ' ', '\n', '\r', '\t']).map(|part| part.trim_end_matches(','));
    let parts = parts.filter(|part| !part.is_empty());
    parts
        .map(|part| {
            Density::parse(part).map_err(|error| {
                let text = error.0;
                let sentence = language.pick(
                    format!("`{text}` ist keine Dichte: eine Zahl von 0,00 bis 2,00 schreiben, wie 1,25."),
                    format!("`{text}` is no density: write a number from 0.00 to 2.00, such as 1.25."),
                );
                AppError::Refused { code: "not_a_density".to_owned(), sentence }
            })
        })
        .collect()
}

/// Metres with a comma or a point, `14,20`, in millimetres.
pub fn metres_typed(text: &str, language: Language) -> Result<u32, AppError> {
    let wrong = || {
        let text: String = text.chars().take(40).collect();
        let sentence = language.pick(
            format!("`{text}` ist keine Länge: Meter schreiben, wie 14,20."),
            format!("`{text}` is no length: write metres, such as 14.20."),
        );
        AppError::Refused { code: "not_a_length".to_owned(), sentence }
    };
    let plain = text.trim().trim_end_matches('m').trim();
    let (whole, part) = plain.split_once([',', '.']).unwrap_or((plain, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || whole.len() > 4 || part.len() > 3 || !digits(whole) || !digits(part) {
        return Err(wrong());
    }
    let whole: u32 = whole.parse().map_err(|_| wrong())?;
    let part: u32 = format!("{part:0<3}").parse().map_err(|_| wrong())?;
    Ok(whole * 1000 + part)
}

/// A rule of the lab said before the command is sent.
pub fn refused(refusal: &Refusal, language: Language) -> AppError {
    AppError::Refused { code: refusal.code(), sentence: refusal.say(language) }
}

/// Nobody said what becomes of the number.
pub fn no_choice(language: Language) -> AppError {
    let sentence = language.pick(
        "Es fehlt, was mit der Nummer geschieht: behalten oder ungültig machen wählen.",
        "It is not said what becomes of the number: choose to keep or to void it.",
    );
    AppError::Refused { code: "no_choice".to_owned(), sentence: sentence.to_owned() }
}

/// A form no page of ours sends.
pub fn unknown_way(way: &str, language: Language) -> AppError {
    let way: String = way.chars().take(40).collect();
    let sentence = language.pick(
        format!("`{way}` ist keine Aktion dieser Seite: die Seite neu laden."),
        format!("`{way}` is no action of this page: load the page again."),
    );
    AppError::Refused { code: "unknown_action".to_owned(), sentence }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_is_typed_in_metres() {
        let length = |text| metres_typed(text, Language::German).ok();
        assert_eq!(length("14,20"), Some(14_200));
        assert_eq!(length("14.2 m"), Some(14_200));
        assert_eq!(length("9"), Some(9_000));
        for text in ["", "x", "-3", "1,2345", "14,2,0", "99999"] {
            assert_eq!(length(text), None, "{text}");
        }
    }

    #[test]
    fn scanned_tags_stand_one_in_a_line() {
        let labels =
            |text: &str| tags_in(text).map(|tags| tags.iter().map(|tag| tag.label()).collect::<Vec<_>>());
        assert_eq!(
            labels("T-0001\r\nt-2\n3\n"),
            Ok(["T-0001", "T-0002", "T-0003"].map(String::from).to_vec())
        );
        assert_eq!(labels("T000177\r\nT008724"), Err(Misread::CheckDiffers("T000177".to_owned())));
        assert_eq!(labels("T008724"), Ok(vec!["T-0087".to_owned()]));
        assert_eq!(labels("T-0001 10000005x"), Err(Misread::NoTag("10000005x".to_owned())));
    }

    #[test]
    fn densities_stand_beside_each_other() {
        let read = |text: &str| densities_in(text, Language::German).map(|list| list.len()).ok();
        assert_eq!(read("1,25 1,31; 1.2"), Some(3));
        assert_eq!(read(""), Some(0));
        assert_eq!(read("9,9"), None);
    }
}
