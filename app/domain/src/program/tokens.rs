//! The words and numbers of a title.

/// The unit written behind a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    None,
    Millimetres,
    Inches,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// In ten-thousandths of its unit.
    Number {
        value: u64,
        unit: Unit,
    },
    /// In upper case: `DIA`, `HCXX`, `2PC`, `B/C`, `HCS-1`.
    Word(&'a str),
    Slash,
    Dash,
}

/// Words that are listed with their own spelling, longest first where one begins another.
const WORDS: [&str; 23] = [
    "STEEP", "STEEL", "SPACER", "STUD", "STEP", "STL", "DEEP", "DIA", "INNER", "OUTER", "LUG", "THK", "RNG",
    "HCXX", "HCX", "HCS", "HC", "B/C", "CB", "ID", "OD", "XX", "IS",
];

/// Splits any text; characters that mean nothing, such as `$`, are left out.
pub(super) fn tokens(title: &str) -> Vec<Token<'static>> {
    let bytes = title.as_bytes();
    let (mut found, mut at) = (Vec::new(), 0);
    while let Some(byte) = bytes.get(at) {
        let rest = &bytes[at..];
        let next = rest.get(1).copied().unwrap_or_default();
        at += match byte {
            b'0'..=b'9' => number(rest, &mut found),
            b'.' if next.is_ascii_digit() => number(rest, &mut found),
            letter if letter.is_ascii_alphabetic() => word(rest, &mut found),
            b'/' => put(&mut found, Token::Slash),
            b'-' => put(&mut found, Token::Dash),
            _ => 1,
        };
    }
    found
}

fn put(found: &mut Vec<Token<'static>>, token: Token<'static>) -> usize {
    found.push(token);
    1
}

/// A number with its unit; `2PC` is a word.
fn number(text: &[u8], found: &mut Vec<Token<'static>>) -> usize {
    let digits = |from: usize| text[from..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let whole = digits(0);
    if text[..whole] == *b"2" && starts_with(&text[whole..], "PC") {
        found.push(Token::Word("2PC"));
        return whole + 2;
    }
    let point = text.get(whole) == Some(&b'.');
    let decimals = if point { digits(whole + 1) } else { 0 };
    let mut value = 0_u64;
    for digit in &text[..whole] {
        value = value.saturating_mul(10).saturating_add(u64::from(digit - b'0'));
    }
    for place in 0..4 {
        let digit = if place < decimals { text[whole + 1 + place] - b'0' } else { 0 };
        value = value.saturating_mul(10).saturating_add(u64::from(digit));
    }
    let length = whole + usize::from(point) + decimals;
    found.push(Token::Number { value, unit: Unit::None });
    length
}

/// A unit is written into the number before it, any other word is kept.
fn word(text: &[u8], found: &mut Vec<Token<'static>>) -> usize {
    let letters = text.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    let unit = match text[..letters].to_ascii_uppercase().as_slice() {
        b"MM" | b"M" => Some(Unit::Millimetres),
        b"IN" | b"INCH" => Some(Unit::Inches),
        _ => None,
    };
    if let Some(written) = unit {
        if let Some(Token::Number { unit, .. }) = found.last_mut() {
            *unit = written;
        }
        return letters;
    }
    let listed = WORDS.into_iter().find(|word| starts_with(text, word));
    // `HCS-1`, `S-1`, `F-150`, `L1`, `O74035`: their digits are no measure.
    let own_digits = |from: usize| {
        let dash = usize::from(text.get(from) == Some(&b'-') && letters <= 3);
        let digits = text[from + dash..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        if digits == 0 { 0 } else { dash + digits }
    };
    match listed {
        Some("HCS") => {
            found.push(Token::Word("HCS"));
            3 + own_digits(3)
        }
        Some(word) => {
            found.push(Token::Word(word));
            // `HCXXYZ`: one word all the same.
            word.len().max(letters)
        }
        None => {
            // A word without a meaning here.
            found.push(Token::Word(""));
            letters + own_digits(letters)
        }
    }
}

fn starts_with(text: &[u8], word: &str) -> bool {
    text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word.as_bytes()))
}
