//! Film labels (A6) and the tags of temp rolls (60 × 30 mm), as PDF.
//!
//! The code is Code 128 and no square one. A hand scanner of the kind that sweeps one line has red light only
//! (about 650 nm, what the darkroom is lit with anyway), where square codes need a camera that flashes white; black
//! on white has full contrast in red; and ten digits fit into 90 modules, so the narrowest bar is 0.36 mm where
//! 0.25 mm would do. Code 128 carries a check sum of its own against a misread bar; the two check digits of
//! `domain::code` guard what is typed.

use super::sheet::{Align, Fonts, NotDrawn, Sheet, Style, document, edge, guide, modules, regular, semibold};
use domain::film::reel::TempRoll;
use domain::film::roll::FilmType;
use domain::view::labels::FilmLabel;
use domain::words::Language;

/// A6, upright.
const PAPER: (f32, f32) = (105.0, 148.0);
/// The three boxes: for the spine and the lid of the film's box, and what is in it.
const LEFT: f32 = 7.5;
const WIDTH: f32 = 90.0;
const SPINE: (f32, f32) = (18.0, 20.0);
const LID: (f32, f32) = (44.0, 20.0);
const CONTENTS: (f32, f32) = (70.0, 60.0);
/// What is cut off the right corners of an angled label.
const CORNER: f32 = 5.0;

/// Sizes a document type is tried in, in points.
const LARGEST: u32 = 16;
const SMALLEST: u32 = 8;
/// From baseline to baseline, as a share of the size.
const LEADING: f32 = 1.25;
const POINT: f32 = 25.4 / 72.0;

/// Size of a tag.
const TAG: (f32, f32) = (60.0, 30.0);

/// What the label says of the film.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Copy {
    #[default]
    Original,
    Duplicate,
}

impl Copy {
    const fn word(self) -> &'static str {
        match self {
            Self::Original => "Original",
            Self::Duplicate => "Duplikat",
        }
    }
}

/// How the label is cut.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Cut {
    #[default]
    Straight,
    /// Corners off, for the side of the box.
    Angled,
}

/// How labels are made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Look {
    pub copy: Copy,
    pub cut: Cut,
}

/// One page for each label. Labels are for the customer: they are German.
pub fn labels(lab: &str, labels: &[FilmLabel], look: Look) -> Result<Vec<u8>, NotDrawn> {
    let title = match labels {
        [one] => format!("Etikett {}", one.number),
        many => format!("{} Etiketten", many.len()),
    };
    document(&title, PAPER, labels, |sheet, label| {
        guides(sheet, look.cut);
        for (top, height) in [SPINE, LID, CONTENTS] {
            sheet.outline(&corners(top, height, look.cut), edge());
        }
        for (top, _) in [SPINE, LID] {
            spine(sheet, top, lab, label, look.copy)?;
        }
        contents(sheet, label)
    })
}

/// The 20 mm box: whose film it is, and which.
fn spine(sheet: &mut Sheet<'_>, top: f32, lab: &str, label: &FilmLabel, copy: Copy) -> Result<(), NotDrawn> {
    let left = LEFT + 3.0;
    let right = LEFT + WIDTH - CORNER - 1.0;
    let name = shortened(sheet.fonts(), regular(8.0), lab, 58.0);
    sheet.text(regular(8.0), (left, top + 4.8), Align::Left, &name);
    sheet.text(semibold(8.0), (right, top + 4.8), Align::Right, copy.word());
    sheet.text(semibold(11.0), (left, top + 10.6), Align::Left, &label.archive_id);
    sheet.text(semibold(16.0), (left, top + 17.4), Align::Left, &format!("Film:{}", label.number));
    code(sheet, (right, top + 6.4), 0.36, 9.0, &label.number.code())
}

/// The 60 mm box: what is on the film.
fn contents(sheet: &mut Sheet<'_>, label: &FilmLabel) -> Result<(), NotDrawn> {
    let (top, height) = CONTENTS;
    let (left, width) = (LEFT + 4.0, WIDTH - 8.0);
    sheet.text(regular(9.0), (left, top + 6.4), Align::Left, "Inhalt:");
    let (size, lines) = fitted(sheet.fonts(), &label.contents(), width - CORNER, 27.0);
    for (place, line) in (1_u8..).zip(&lines) {
        let baseline = top + 9.0 + f32::from(place) * size * LEADING * POINT;
        sheet.text(semibold(size), (left, baseline), Align::Left, line);
    }
    let bottom = top + height;
    sheet.line(&[(left, bottom - 20.0), (left + width, bottom - 20.0)], edge());
    let film = match label.film {
        FilmType::Mm16 => "16 mm",
        FilmType::Mm35 => "35 mm",
    };
    sheet.text(semibold(14.0), (left, bottom - 11.6), Align::Left, film);
    let roll = format!("Rolle {} von {}", label.ordinal, label.of);
    sheet.text(regular(9.0), (left, bottom - 6.4), Align::Left, &roll);
    code(sheet, (LEFT + WIDTH - CORNER - 1.0, bottom - 17.4), 0.42, 11.0, &label.number.code())
}

/// Bars that end at `right`, and below them what they say.
fn code(
    sheet: &mut Sheet<'_>,
    (right, top): (f32, f32),
    module: f32,
    height: f32,
    code: &str,
) -> Result<(), NotDrawn> {
    let width = modules(code)?.len() as f32 * module;
    sheet.bars((right - width, top), module, height, code)?;
    let (plain, check) = code.split_at(code.len().saturating_sub(2));
    let below = (right - width / 2.0, top + height + 2.6);
    sheet.text(regular(6.5), below, Align::Middle, &format!("{plain} {check}"));
    Ok(())
}

fn corners(top: f32, height: f32, cut: Cut) -> Vec<(f32, f32)> {
    let (right, bottom) = (LEFT + WIDTH, top + height);
    match cut {
        Cut::Straight => vec![(LEFT, top), (right, top), (right, bottom), (LEFT, bottom)],
        Cut::Angled => vec![
            (LEFT, top),
            (right - CORNER, top),
            (right, top + CORNER),
            (right, bottom - CORNER),
            (right - CORNER, bottom),
            (LEFT, bottom),
        ],
    }
}

/// Guides to the edge of the paper, everywhere but inside the boxes.
fn guides(sheet: &mut Sheet<'_>, cut: Cut) {
    let (width, height) = PAPER;
    let right = LEFT + WIDTH;
    let mut free = 0.0;
    for (top, tall) in [SPINE, LID, CONTENTS] {
        for x in [LEFT, right] {
            sheet.line(&[(x, free), (x, top)], guide());
        }
        for y in [top, top + tall] {
            sheet.line(&[(0.0, y), (LEFT, y)], guide());
            sheet.line(&[(right, y), (width, y)], guide());
        }
        if cut == Cut::Angled {
            let beyond = width - right;
            for (edge, way) in [(top + CORNER, 1.0), (top + tall - CORNER, -1.0)] {
                sheet.line(&[(right, edge), (width, edge + way * beyond)], guide());
            }
        }
        free = top + tall;
    }
    for x in [LEFT, right] {
        sheet.line(&[(x, free), (x, height)], guide());
    }
}

/// The largest size in which a text fits, with its lines. In the smallest it is cut off with an ellipsis.
fn fitted(fonts: &Fonts, text: &str, width: f32, height: f32) -> (f32, Vec<String>) {
    let mut size = LARGEST;
    loop {
        let points = size as f32;
        let mut lines = wrapped(fonts, semibold(points), text, width);
        let most = (height / (points * LEADING * POINT)) as usize;
        if lines.len() <= most {
            return (points, lines);
        }
        if size == SMALLEST {
            lines.truncate(most);
            if let Some(last) = lines.last_mut() {
                *last = shortened(fonts, semibold(points), &format!("{last} …"), width);
            }
            return (points, lines);
        }
        size -= 1;
    }
}

/// Words in lines no wider than `width`; a word that is wider by itself is broken.
fn wrapped(fonts: &Fonts, style: Style, text: &str, width: f32) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let longer = lines.last().map(|line| format!("{line} {word}"));
        match (longer.filter(|line| fonts.width(style, line) <= width), lines.last_mut()) {
            (Some(longer), Some(line)) => *line = longer,
            _ => lines.push(word.to_owned()),
        }
        while let Some(line) = lines.pop() {
            let fits = fitting(fonts, style, &line, width);
            if fits == line.len() {
                lines.push(line);
                break;
            }
            lines.push(line[..fits].to_owned());
            lines.push(line[fits..].to_owned());
        }
    }
    lines
}

/// The text, or its beginning and an ellipsis where it is wider.
fn shortened(fonts: &Fonts, style: Style, text: &str, width: f32) -> String {
    let fits = fitting(fonts, style, text, width);
    if fits == text.len() {
        return text.to_owned();
    }
    let short = fitting(fonts, style, text, width - fonts.width(style, "…"));
    format!("{}…", text[..short].trim_end_matches([' ', '…']))
}

/// Bytes of the beginning that fits; one character always does.
fn fitting(fonts: &Fonts, style: Style, text: &str, width: f32) -> usize {
    let mut fits = 0;
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        if fits > 0 && fonts.width(style, &text[..end]) > width {
            break;
        }
        fits = end;
    }
    fits
}

/// One page for each temp roll, with the frames that can be exposed on it.
pub fn tags(pieces: &[(TempRoll, u32)]) -> Result<Vec<u8>, NotDrawn> {
    let title = match pieces {
        [(one, _)] => format!("Etikett {}", one.id.label()),
        many => format!("{} Etiketten", many.len()),
    };
    document(&title, TAG, pieces, |sheet, (piece, usable)| tag(sheet, piece, *usable))
}

fn tag(sheet: &mut Sheet<'_>, piece: &TempRoll, usable: u32) -> Result<(), NotDrawn> {
    let (left, right) = (3.0, TAG.0 - 3.0);
    let film = match piece.film {
        FilmType::Mm16 => "16 mm",
        FilmType::Mm35 => "35 mm",
    };
    sheet.text(semibold(17.0), (left, 7.6), Align::Left, &piece.id.label());
    sheet.text(semibold(12.0), (right, 7.6), Align::Right, film);
    let frames = format!("{} Bilder nutzbar", Language::German.count(usable.into()));
    sheet.text(regular(8.5), (left, 12.2), Align::Left, &frames);
    sheet.text(regular(8.5), (right, 12.2), Align::Right, &piece.reel.label());
    let (year, month, day, ..) = piece.since.civil();
    let date = format!("{day:02}.{month:02}.{year}");
    let place = shortened(sheet.fonts(), regular(8.5), &piece.place, 34.0);
    sheet.text(regular(8.5), (left, 16.0), Align::Left, &place);
    sheet.text(regular(8.5), (right, 16.0), Align::Right, &date);
    let code_said = piece.id.code();
    let width = modules(&code_said)?.len() as f32 * 0.36;
    code(sheet, (TAG.0 / 2.0 + width / 2.0, 17.8), 0.36, 8.4, &code_said)
}
