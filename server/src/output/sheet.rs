//! A sheet of paper in millimetres: lines, bars and texts on the page of a PDF.
//!
//! The font is IBM Plex Sans under the SIL Open Font License (`fonts/OFL.txt`), embedded as far as a sheet uses it.
//! Nothing in a file says when it was made: the same sheet is the same file, byte for byte.

use barcoders::sym::code128::Code128;
use krilla::Document;
use krilla::color::luma;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::metadata::Metadata;
use krilla::num::NormalizedF32;
use krilla::page::PageSettings;
use krilla::paint::{Fill, FillRule, Stroke, StrokeDash};
use krilla::surface::Surface;
use krilla::text::{Font, GlyphId, KrillaGlyph};
use skrifa::MetadataProvider;
use skrifa::instance::{LocationRef, Size};
use skrifa::raw::FontRef;

const REGULAR: &[u8] = include_bytes!("fonts/IBMPlexSans-Regular.ttf");
const SEMIBOLD: &[u8] = include_bytes!("fonts/IBMPlexSans-SemiBold.ttf");

/// Points (1/72 inch) in a millimetre.
const POINTS: f32 = 72.0 / 25.4;

/// Why there is no sheet.
#[derive(Debug, thiserror::Error)]
pub enum NotDrawn {
    #[error("the font in this program cannot be read")]
    Font,
    #[error("`{0}` has no bars: only digits and one letter in front have")]
    Bars(String),
    #[error("the PDF could not be written: {0}")]
    Writer(String),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    Regular,
    SemiBold,
}

/// Where a text begins or ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    Left,
    Middle,
    Right,
}

/// A text in one line: its weight and its size in points.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    pub weight: Weight,
    pub size: f32,
}

pub const fn regular(size: f32) -> Style {
    Style { weight: Weight::Regular, size }
}

pub const fn semibold(size: f32) -> Style {
    Style { weight: Weight::SemiBold, size }
}

/// A font as it is measured and as it is drawn.
struct Face {
    measured: FontRef<'static>,
    drawn: Font,
}

impl Face {
    fn read(bytes: &'static [u8]) -> Result<Self, NotDrawn> {
        let measured = FontRef::new(bytes).map_err(|_| NotDrawn::Font)?;
        let drawn = Font::new(bytes.into(), 0).ok_or(NotDrawn::Font)?;
        Ok(Self { measured, drawn })
    }

    /// The glyphs of a text with their widths, as shares of the size. What the font does not have is a `?`.
    fn glyphs(&self, text: &str) -> Vec<KrillaGlyph> {
        let characters = self.measured.charmap();
        let widths = self.measured.glyph_metrics(Size::unscaled(), LocationRef::default());
        let unknown = characters.map('?').unwrap_or_default();
        let glyph = |(at, c): (usize, char)| {
            let id = characters.map(c).unwrap_or(unknown);
            let width = widths.advance_width(id).unwrap_or_default() / self.drawn.units_per_em();
            let range = at..at + c.len_utf8();
            KrillaGlyph::new(GlyphId::new(id.to_u32()), width, 0.0, 0.0, 0.0, range, None)
        };
        text.char_indices().map(glyph).collect()
    }
}

/// The fonts of a document.
pub struct Fonts {
    regular: Face,
    semibold: Face,
}

impl Fonts {
    pub fn read() -> Result<Self, NotDrawn> {
        Ok(Self { regular: Face::read(REGULAR)?, semibold: Face::read(SEMIBOLD)? })
    }

    fn face(&self, weight: Weight) -> &Face {
        match weight {
            Weight::Regular => &self.regular,
            Weight::SemiBold => &self.semibold,
        }
    }

    /// Width of a text in millimetres.
    pub fn width(&self, style: Style, text: &str) -> f32 {
        let glyphs = self.face(style.weight).glyphs(text);
        glyphs.iter().map(|glyph| glyph.x_advance).sum::<f32>() * style.size / POINTS
    }
}

/// A page that is drawn on. Millimetres from its upper left corner.
pub struct Sheet<'a> {
    surface: Surface<'a>,
    fonts: &'a Fonts,
}

/// A document with a page for each thing, each drawn by `draw`.
pub fn document<T>(
    title: &str,
    (width, height): (f32, f32),
    things: &[T],
    draw: impl Fn(&mut Sheet<'_>, &T) -> Result<(), NotDrawn>,
) -> Result<Vec<u8>, NotDrawn> {
    let fonts = Fonts::read()?;
    let mut document = Document::new();
    document.set_metadata(Metadata::new().title(title.to_owned()).language("de".to_owned()));
    for thing in things {
        let size = PageSettings::from_wh(width * POINTS, height * POINTS);
        let mut page = document.start_page_with(size.unwrap_or_default());
        draw(&mut Sheet { surface: page.surface(), fonts: &fonts }, thing)?;
        page.finish();
    }
    document.finish().map_err(|error| NotDrawn::Writer(format!("{error:?}")))
}

impl Sheet<'_> {
    pub fn fonts(&self) -> &Fonts {
        self.fonts
    }

    /// A text on its baseline.
    pub fn text(&mut self, style: Style, (x, y): (f32, f32), align: Align, text: &str) {
        let text: String = text.chars().filter(|c| !c.is_control()).collect();
        if text.is_empty() {
            return;
        }
        let width = self.fonts.width(style, &text);
        let begin = match align {
            Align::Left => x,
            Align::Middle => x - width / 2.0,
            Align::Right => x - width,
        };
        let face = self.fonts.face(style.weight);
        self.surface.set_fill(Some(ink()));
        self.surface.set_stroke(None);
        let start = Point::from_xy(begin * POINTS, y * POINTS);
        let (glyphs, font) = (face.glyphs(&text), face.drawn.clone());
        self.surface.draw_glyphs(start, &glyphs, font, &text, style.size, false);
    }

    /// A closed outline.
    pub fn outline(&mut self, corners: &[(f32, f32)], stroke: Stroke) {
        let closing = corners.first().copied();
        let path: Vec<(f32, f32)> = corners.iter().copied().chain(closing).collect();
        self.line(&path, stroke);
    }

    /// A line from point to point.
    pub fn line(&mut self, points: &[(f32, f32)], stroke: Stroke) {
        let mut path = PathBuilder::new();
        for (place, (x, y)) in points.iter().enumerate() {
            match place {
                0 => path.move_to(x * POINTS, y * POINTS),
                _ => path.line_to(x * POINTS, y * POINTS),
            }
        }
        if let Some(path) = path.finish() {
            self.surface.set_fill(None);
            self.surface.set_stroke(Some(stroke));
            self.surface.draw_path(&path);
        }
    }

    /// A code as bars of Code 128, `module` millimetres its narrowest; what is free around it is the caller's.
    pub fn bars(&mut self, (x, y): (f32, f32), module: f32, height: f32, code: &str) -> Result<(), NotDrawn> {
        let modules = modules(code)?;
        let mut path = PathBuilder::new();
        let mut at = 0;
        // Neighbouring dark modules are one bar: seams between them would show.
        for run in modules.chunk_by(|a, b| a == b) {
            if run.first() == Some(&1) {
                let (left, width) = (x + at as f32 * module, run.len() as f32 * module);
                let bar = Rect::from_xywh(left * POINTS, y * POINTS, width * POINTS, height * POINTS);
                bar.into_iter().for_each(|bar| path.push_rect(bar));
            }
            at += run.len();
        }
        if let Some(path) = path.finish() {
            self.surface.set_stroke(None);
            self.surface.set_fill(Some(ink()));
            self.surface.draw_path(&path);
        }
        Ok(())
    }
}

/// The modules of a code from left to right, 1 where it is dark. Digits go in pairs (set C), which halves their width;
/// a letter in front of them is of set B.
pub fn modules(code: &str) -> Result<Vec<u8>, NotDrawn> {
    let digits = code.trim_start_matches(|c: char| c.is_ascii_uppercase());
    let letters = &code[..code.len() - digits.len()];
    let set_b = if letters.is_empty() { String::new() } else { format!("\u{181}{letters}") };
    let code128 = Code128::new(format!("{set_b}\u{106}{digits}"));
    code128.map(|bars| bars.encode()).map_err(|_| NotDrawn::Bars(code.to_owned()))
}

fn ink() -> Fill {
    Fill { paint: luma::Color::black().into(), opacity: NormalizedF32::ONE, rule: FillRule::NonZero }
}

/// A thin black line.
pub fn edge() -> Stroke {
    Stroke { paint: luma::Color::black().into(), width: 0.2 * POINTS, ..Stroke::default() }
}

/// Where to cut: grey and dashed, so that what is left of it disturbs nobody.
pub fn guide() -> Stroke {
    let dash = StrokeDash { array: vec![1.2 * POINTS, 0.8 * POINTS], offset: 0.0 };
    let paint = luma::Color::new(150).into();
    Stroke { paint, width: 0.1 * POINTS, dash: Some(dash), ..Stroke::default() }
}
