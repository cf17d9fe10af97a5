//! The mark that keeps a spreadsheet from running a cell's text as a formula.

use std::borrow::Cow;

/// The cell as it is written: with `'` in front where a spreadsheet could take it, or a line of it, for a formula.
///
/// After OWASP, "CSV injection": `= + - @`, their wide forms, tab and line ends, also behind blanks that a
/// spreadsheet trims, and behind line breaks inside the cell.
pub fn marked(cell: &str) -> Cow<'_, str> {
    let begins_formula = |line: &str| {
        let text = line.trim_start_matches(is_blank);
        text.starts_with(['=', '+', '-', '@', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}', '\t'])
    };
    let is_marked = cell.trim_start_matches(is_blank).starts_with(['\r', '\n'])
        || cell.split(['\r', '\n']).any(begins_formula);
    if is_marked { Cow::Owned(format!("'{cell}")) } else { Cow::Borrowed(cell) }
}

fn is_blank(c: char) -> bool {
    c != '\t' && c != '\r' && c != '\n' && (c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}'))
}
