//! Film numbers and their lives: what pages ask, and reserving, releasing and voiding them.

use crate::error::AppError;
use domain::code::Misread;
use domain::command::Receipt;
use domain::number::FilmNumber;
use domain::view::numbers::{NumberView, NumbersPage, SeriesView};
use domain::words::{Language, Say};
use leptos::prelude::*;

/// Every series with its next number and its counts.
#[server]
pub async fn read_series() -> Result<Vec<SeriesView>, AppError> {
    crate::ssr::reads()?.series_views().await.map_err(crate::ssr::app_error)
}

/// A page of a series' numbers. `below` and `above` are numbers, empty for the highest page.
#[server]
pub async fn read_numbers(
    series: u32,
    state: String,
    text: String,
    below: String,
    above: String,
) -> Result<NumbersPage, AppError> {
    let query = domain::view::numbers::NumbersQuery {
        series,
        undelivered: state == "undelivered",
        state: domain::number::NumberState::parse(&state),
        text: domain::view::scanned::digits(&text).unwrap_or_else(|| domain::view::scanned::cleaned(&text)),
        below: FilmNumber::parse(&below).ok(),
        above: FilmNumber::parse(&above).ok(),
    };
    let mut page = crate::ssr::reads()?.numbers_page(&query).await.map_err(crate::ssr::app_error)?;
    page.now = crate::ssr::now()?;
    Ok(page)
}

/// Why a number is what it is.
#[server]
pub async fn read_number(number: String) -> Result<NumberView, AppError> {
    let (store, language) = (crate::ssr::reads()?, crate::ssr::language());
    let number = FilmNumber::read(&number)
        .map_err(|misread| crate::ssr::not_found(mistyped(&misread, language).sentence()))?;
    store.number_view(number, language).await.map_err(crate::ssr::app_error)
}

/// Reserve the lowest free numbers of a site. `until` is a date or empty.
#[server]
pub async fn reserve_numbers(
    site: String,
    count: String,
    purpose: String,
    #[server(default)] until: String,
    key: String,
) -> Result<Receipt, AppError> {
    use domain::command::{Answer, Command};
    let language = crate::ssr::language();
    let typed = [
        ("form", "reserve"),
        ("site", site.as_str()),
        ("count", count.as_str()),
        ("purpose", purpose.as_str()),
        ("until", until.as_str()),
    ];
    let back = |error| crate::ssr::send_back(error, "/numbers", &key, &typed);
    // A reservation holds through its last day.
    let last = match until.trim() {
        "" => None,
        day => Some(super::lab::day(day, language).map_err(back)?.plus_seconds(86_399)),
    };
    let command = Command::ReserveNumbers {
        site: site.trim().to_owned(),
        // What is no count is out of bounds like any other: the rule's own sentence says so.
        count: count.trim().parse().unwrap_or(0),
        purpose: purpose.clone(),
        until: last,
    };
    let receipt = crate::ssr::perform(command, 0, &key).await.map_err(back)?;
    if let Answer::Numbers { numbers } = &receipt.answer {
        let series = numbers.first().map_or(1, |number| number.series().digit());
        leptos_axum::redirect(&format!("/numbers?series={series}&done={}", receipt.entry));
    }
    Ok(receipt)
}

/// Give reserved numbers back, with a reason. `numbers` is a list such as `10000005-10000009, 10000012`.
#[server]
pub async fn release_numbers(
    numbers: String,
    reason: String,
    key: String,
    /// The page to come back to.
    #[server(default)]
    back: String,
) -> Result<Receipt, AppError> {
    let language = crate::ssr::language();
    let typed = [("form", "release"), ("numbers", numbers.as_str()), ("reason", reason.as_str())];
    let page = page_of_form(&back, &numbers);
    let sent_back = |error| crate::ssr::send_back(error, &page, &key, &typed);
    let list = numbers_in(&numbers).map_err(|misread| sent_back(mistyped(&misread, language)))?;
    let first = list.first().copied();
    let command = domain::command::Command::ReleaseNumbers { numbers: list, reason: reason.clone() };
    let receipt = crate::ssr::perform(command, 0, &key).await.map_err(sent_back)?;
    leptos_axum::redirect(&way_back(&back, first, receipt.entry));
    Ok(receipt)
}

/// Void a number for ever, with a reason.
#[server]
pub async fn void_number(
    number: String,
    reason: String,
    key: String,
    #[server(default)] back: String,
) -> Result<Receipt, AppError> {
    let language = crate::ssr::language();
    let typed = [("form", "void"), ("reason", reason.as_str())];
    let page = page_of_form(&back, &number);
    let sent_back = |error| crate::ssr::send_back(error, &page, &key, &typed);
    let number = FilmNumber::read(&number).map_err(|misread| sent_back(mistyped(&misread, language)))?;
    let command = domain::command::Command::VoidNumber { number, reason: reason.clone() };
    let receipt = crate::ssr::perform(command, 0, &key).await.map_err(sent_back)?;
    leptos_axum::redirect(&way_back(&back, Some(number), receipt.entry));
    Ok(receipt)
}

/// The most numbers a list may name before the lab itself looks at it.
const MOST_IN_A_LIST: u32 = 2000;

/// Reads numbers and spans of them, parted by commas or blanks; the part that is none is the error.
pub fn numbers_in(text: &str) -> Result<Vec<FilmNumber>, Misread> {
    let mut numbers = Vec::new();
    // Blanks around a dash belong to the span.
    let text = text.replace('–', "-").replace(" -", "-").replace("- ", "-");
    for part in text.split([',', ';', ' ', '\n', '\r', '\t']).filter(|part| !part.is_empty()) {
        let wrong = || Misread::NoNumber(part.chars().take(40).collect());
        let (from, to) = part.split_once('-').unwrap_or((part, part));
        let read = |text| match FilmNumber::read(text) {
            Err(Misread::NoNumber(_)) => Err(wrong()),
            read => read,
        };
        let (from, to) = (read(from)?, read(to)?);
        if from > to || from.series() != to.series() || to.value() - from.value() >= MOST_IN_A_LIST {
            return Err(wrong());
        }
        numbers.extend((from.value()..=to.value()).filter_map(FilmNumber::from_value));
    }
    Ok(numbers)
}

/// A number typed or scanned wrong, in the reader's language.
pub fn mistyped(misread: &Misread, language: Language) -> AppError {
    AppError::Refused { code: misread.code().to_owned(), sentence: misread.say(language) }
}

/// The page a refused form goes back to: the number's own, or the list.
pub fn page_of_form(back: &str, number: &str) -> String {
    match FilmNumber::read(number) {
        Ok(number) if back == "number" => format!("/numbers/{number}"),
        _ => "/numbers".to_owned(),
    }
}

/// The page a form came from, with the entry that was made there.
pub fn way_back(back: &str, number: Option<FilmNumber>, entry: u64) -> String {
    match number {
        Some(number) if back == "number" => format!("/numbers/{number}?done={entry}"),
        Some(number) => format!("/numbers?series={}&done={entry}", number.series().digit()),
        None => format!("/numbers?done={entry}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_of_numbers_holds_single_ones_and_spans() {
        let list = |text| {
            numbers_in(text).map(|numbers| numbers.iter().map(ToString::to_string).collect::<Vec<_>>())
        };
        assert_eq!(
            list("10000005-10000007, 10000012"),
            Ok(["10000005", "10000006", "10000007", "10000012"].map(String::from).to_vec())
        );
        assert_eq!(list("10000005 – 10000006"), Ok(["10000005", "10000006"].map(String::from).to_vec()));
        assert_eq!(list("10000005-20000006"), Err(Misread::NoNumber("10000005-20000006".to_owned())));
        assert_eq!(list("10000005, 123"), Err(Misread::NoNumber("123".to_owned())));
        assert_eq!(list("1000013644"), Ok(vec!["10000136".to_owned()]));
        assert_eq!(list("1000013645"), Err(Misread::CheckDiffers("1000013645".to_owned())));
        assert_eq!(list(" "), Ok(vec![]));
    }
}
