//! Handoff logs, `.filmlogs/<number>.txt`: one row for each frame with the machine's own blip and its position.

use super::count;
use serde::{Deserialize, Serialize};
use std::collections::{HashMap, HashSet};

/// One handoff log.
///
/// The machine's document number may go on from the film before and may cover several files, so it is never a
/// delivered document index.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandoffLog {
    /// From the header, or else the digits of the log's own name.
    pub number: Option<String>,
    /// Local time of the filming PC as `2025-05-21T13:38:58`; as written, where it is of neither known form.
    pub time: Option<String>,
    pub user: Option<String>,
    pub computer: Option<String>,
    /// Every file once, in order of first appearance.
    pub files: Vec<String>,
    pub rows: Vec<HandoffRow>,
    /// Lines that are neither header nor row.
    pub unread_lines: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandoffRow {
    /// Position in [`HandoffLog::files`], from 0.
    pub file: u32,
    /// The machine's blip `level0-document-page`; its page starts at 0 or 1, as the machine is set.
    pub level: u32,
    pub document: u32,
    pub blip_page: u32,
    pub position_mm: u32,
    /// Page of the file, from 1.
    pub page: u32,
}

/// A handoff log in numbers. The field names are what scripts rely on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandoffSummary {
    pub number: Option<String>,
    pub time: Option<String>,
    pub user: Option<String>,
    pub computer: Option<String>,
    pub rows: u32,
    /// Different files.
    pub documents: u32,
    /// The machine's document number of the first and last row.
    pub first_index: Option<u32>,
    pub last_index: Option<u32>,
    pub from_position_mm: Option<u32>,
    pub to_position_mm: Option<u32>,
    /// Whether the machine's blips count pages from 0 or from 1.
    pub blip_pages_from: Option<u32>,
    pub unread_lines: u32,
}

impl HandoffLog {
    /// Reads header and rows. `None` where there is neither a row nor a roll number, or where most lines are neither.
    pub(super) fn read(number: Option<String>, text: &str) -> Option<Self> {
        let mut log = Self::default();
        let mut known: HashMap<&str, u32> = HashMap::new();
        for line in text.split(['\r', '\n']).map(|line| line.trim_matches(super::text::is_blank)) {
            if let Some((file, mut row)) = read_row(line) {
                row.file = *known.entry(file).or_insert_with(|| {
                    log.files.push(file.to_owned());
                    count(log.files.len() - 1)
                });
                log.rows.push(row);
            } else if !line.is_empty() && !log.take_header(line) {
                log.unread_lines = log.unread_lines.saturating_add(1);
            }
        }
        let recognised = !log.rows.is_empty() || log.number.is_some();
        log.number = log.number.or(number);
        (recognised && log.unread_lines <= count(log.rows.len())).then_some(log)
    }

    pub fn summary(&self) -> HandoffSummary {
        let (first, last) = (self.rows.first(), self.rows.last());
        let from_one = self.rows.iter().filter(|row| row.blip_page == row.page).count();
        let files: HashSet<u32> = self.rows.iter().map(|row| row.file).collect();
        HandoffSummary {
            number: self.number.clone(),
            time: self.time.clone(),
            user: self.user.clone(),
            computer: self.computer.clone(),
            rows: count(self.rows.len()),
            documents: count(files.len()),
            first_index: first.map(|row| row.document),
            last_index: last.map(|row| row.document),
            from_position_mm: first.map(|row| row.position_mm),
            to_position_mm: last.map(|row| row.position_mm),
            // Rows of shared document numbers may differ, so most rows decide.
            blip_pages_from: first.map(|_| u32::from(from_one * 2 > self.rows.len())),
            unread_lines: self.unread_lines,
        }
    }

    fn take_header(&mut self, line: &str) -> bool {
        let Some((key, value)) = line.split_once('=') else { return false };
        let value = (!value.trim().is_empty()).then(|| value.trim().to_owned());
        match key.trim().to_ascii_lowercase().as_str() {
            "rollennummer" => self.number = value,
            "datum/zeit" => self.time = value.map(|time| iso_time(&time).unwrap_or(time)),
            "benutzer" => self.user = value,
            "computer" => self.computer = value,
            _ => return false,
        }
        true
    }
}

/// `file;level-document-page;position;page`; a file's name may itself hold semicolons, so the row is read from its end.
fn read_row(line: &str) -> Option<(&str, HandoffRow)> {
    let mut columns = line.rsplitn(4, ';');
    let page = columns.next()?.trim().parse().ok()?;
    let position_mm = millimetres(columns.next()?.trim())?;
    let mut blip = columns.next()?.trim().split('-').map(|part| part.parse::<u32>().ok());
    let (level, document, blip_page) = (blip.next()??, blip.next()??, blip.next()??);
    let file = columns.next()?.trim();
    let row = HandoffRow { file: 0, level, document, blip_page, position_mm, page };
    (blip.next().is_none() && !file.is_empty()).then_some((file, row))
}

/// Metres with a decimal comma or point, as millimetres; what is finer than a millimetre is dropped.
fn millimetres(metres: &str) -> Option<u32> {
    let (whole, fraction) = metres.split_once([',', '.']).unwrap_or((metres, ""));
    if !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let thousandths =
        fraction.bytes().chain([b'0'; 3]).take(3).fold(0, |sum, digit| sum * 10 + u32::from(digit - b'0'));
    whole.parse::<u32>().ok()?.checked_mul(1000)?.checked_add(thousandths)
}

/// `18.02.2025 15:15:25` or `5/21/2025 1:38:58 PM` as `2025-02-18T15:15:25`.
fn iso_time(text: &str) -> Option<String> {
    let mut words = text.split_whitespace();
    let (date, clock, half) = (words.next()?, words.next()?, words.next());
    let numbers = |text: &str, separator: char| -> Option<[u32; 3]> {
        let parts: Vec<u32> = text.split(separator).map(|part| part.parse().ok()).collect::<Option<_>>()?;
        parts.try_into().ok()
    };
    let [day, month, year] = match numbers(date, '/') {
        Some([month, day, year]) => [day, month, year],
        None => numbers(date, '.')?,
    };
    let [hour, minute, second] = numbers(clock, ':')?;
    let hour = match half.map(str::to_ascii_uppercase).as_deref() {
        None => hour,
        Some("AM") if (1..=12).contains(&hour) => hour % 12,
        Some("PM") if (1..=12).contains(&hour) => hour % 12 + 12,
        Some(_) => return None,
    };
    let is_a_time =
        (1..=12).contains(&month) && (1..=31).contains(&day) && hour < 24 && minute < 60 && second < 60;
    is_a_time.then(|| format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}"))
}
