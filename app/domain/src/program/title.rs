//! The title of a program: what part it says it makes.
//!
//! `<OD>[IN][$|"] [DIA] <CB>[/<OB>]MM [ID] <thickness> [HC <hub>] [2PC|--2PC] [LUG|STUD] [STEEL HCS-n] [XX] [IS]`, as
//! four people typed it over years. A number without its unit, or with the wrong one (`116.7IN/220MM`), means what a
//! part of that kind can have.

use super::length::Length;
use super::size::RoundSize;
use super::tokens::{Token, Unit, tokens};
use serde::{Deserialize, Serialize};

/// What kind of part a title names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PartKind {
    #[default]
    Standard,
    HubCentric,
    SteelRing,
    Step,
    TwoPieceLug,
    TwoPieceStud,
    /// Two pieces, and the title does not say which half.
    TwoPieceUnsure,
}

/// The part a title names.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// The number at the start, 5.0 to 15.0 inches, whatever follows it.
    pub size: Option<RoundSize>,
    /// The number at the start, of any size: `4.75`.
    pub outer_diameter: Option<Length>,
    pub centre_bore: Option<Length>,
    /// The second bore; in a hub-centric part the diameter of its hub.
    pub outer_bore: Option<Length>,
    pub thickness: Option<Length>,
    pub hub_height: Option<Length>,
    /// Depth of a counterbore or step: `6MM DEEP`, `0.40" STEEP`.
    pub step_depth: Option<Length>,
    pub kind: PartKind,
}

/// A bore this small is in inches, whatever its unit says, and one above it in millimetres.
const INCHES_OF_A_BORE: u64 = 20;
/// No bore is smaller: a number below it is a thickness, whatever its unit.
const SMALLEST_BORE_INCHES: u64 = 1;
/// A thickness or hub this large is in millimetres, one below it in inches: 8 mm is thinner than any part.
const MILLIMETRES_OF_A_THICKNESS: u64 = 8;

impl Part {
    /// Reads any text. What it does not understand it leaves out.
    pub fn of(title: &str) -> Self {
        let tokens = tokens(title);
        let (mut part, rest) = match tokens.as_slice() {
            [Token::Number { value, .. }, rest @ ..] => (starting_with(*value), rest),
            all => (Self::default(), all),
        };
        part.kind = kind_of(&tokens);
        part.measure(rest);
        part
    }

    fn measure(&mut self, tokens: &[Token<'_>]) {
        let (mut hub, mut at) = (false, 0);
        while let Some(token) = tokens.get(at) {
            let after = tokens.get(at + 1..).unwrap_or_default();
            at += 1;
            let (value, unit) = match token {
                Token::Number { value, unit } => (*value, *unit),
                Token::Word(word) => {
                    hub |= word.starts_with("HC") && !word.starts_with("HCS");
                    continue;
                }
                Token::Slash | Token::Dash => continue,
            };
            match after {
                [Token::Word(word), ..] if ["DEEP", "STEEP", "STEP"].contains(word) => {
                    self.step_depth.get_or_insert(depth(value, unit));
                }
                // `1/2` inch.
                [Token::Slash, Token::Number { value: below, unit: Unit::None }, ..]
                    if is_fraction(value, *below) && self.thickness.is_none() =>
                {
                    self.thickness = Length::from_inches(value * 10_000 / below);
                    at += 2;
                }
                _ if self.centre_bore.is_none() && self.is_bore(value, unit, after) => {
                    self.centre_bore = Some(bore(value));
                    if let [Token::Slash | Token::Dash, Token::Number { value, unit }, ..] = after
                        && (matches!(after, [Token::Slash, ..]) || is_plain_bore(*value, *unit))
                    {
                        self.outer_bore = Some(bore(*value));
                        at += 2;
                    }
                }
                _ if self.thickness.is_none() => self.thickness = Some(thickness(value)),
                _ if hub && self.hub_height.is_none() => self.hub_height = Some(thickness(value)),
                _ => {}
            }
        }
    }

    /// Whether the first number behind the outer diameter is a bore, which not every title has.
    fn is_bore(&self, value: u64, unit: Unit, after: &[Token<'_>]) -> bool {
        let followed = matches!(after, [Token::Slash, Token::Number { .. }, ..]);
        let smaller = self.outer_diameter.is_none_or(|outer| bore(value) < outer);
        smaller && (is_plain_bore(value, unit) || followed)
    }

    /// Whether two titles name the same part: of one kind, with the same measures, bores within 0.01 mm and everything
    /// else within 0.01 inch. A measure only one of them has is a difference.
    pub fn is_same(&self, other: &Self) -> bool {
        let inches = |one: Option<Length>, other: Option<Length>| agree(one, other, Length::HUNDREDTH_INCH);
        let bores = |one, other| agree(one, other, Length::HUNDREDTH_MILLIMETRE);
        self.outer_diameter.is_some()
            && self.centre_bore.is_some()
            && self.kind == other.kind
            && inches(self.outer_diameter, other.outer_diameter)
            && bores(self.centre_bore, other.centre_bore)
            && bores(self.outer_bore, other.outer_bore)
            && inches(self.thickness, other.thickness)
            && inches(self.hub_height, other.hub_height)
            && inches(self.step_depth, other.step_depth)
    }
}

/// Whether two titles name the same part: in the same words, or with the same measures.
pub fn same_part(one: Option<&str>, other: Option<&str>) -> bool {
    let (Some(one), Some(other)) = (one, other) else { return false };
    let words = |title: &str| title.to_ascii_uppercase().split_whitespace().collect::<Vec<_>>().join(" ");
    words(one) == words(other) || Part::of(one).is_same(&Part::of(other))
}

fn agree(one: Option<Length>, other: Option<Length>, tolerance: Length) -> bool {
    match (one, other) {
        (None, None) => true,
        (Some(one), Some(other)) => one.distance(other) <= tolerance,
        _ => false,
    }
}

fn starting_with(value: u64) -> Part {
    let size = u32::try_from(value.saturating_add(5) / 10).ok().and_then(RoundSize::from_thousandths);
    Part { size, outer_diameter: Length::from_inches(value), ..Part::default() }
}

fn is_plain_bore(value: u64, unit: Unit) -> bool {
    value >= INCHES_OF_A_BORE * 10_000 || (unit == Unit::Inches && value >= SMALLEST_BORE_INCHES * 10_000)
}

fn bore(value: u64) -> Length {
    let inches = value < INCHES_OF_A_BORE * 10_000;
    if inches { Length::from_inches(value).unwrap_or_default() } else { Length::from_millimetres(value) }
}

fn thickness(value: u64) -> Length {
    let inches = value < MILLIMETRES_OF_A_THICKNESS * 10_000;
    if inches { Length::from_inches(value).unwrap_or_default() } else { Length::from_millimetres(value) }
}

/// Unlike a thickness, a depth may well be 6 mm.
fn depth(value: u64, unit: Unit) -> Length {
    if unit == Unit::Millimetres { Length::from_millimetres(value) } else { thickness(value) }
}

fn is_fraction(above: u64, below: u64) -> bool {
    above < below
        && above.is_multiple_of(10_000)
        && above > 0
        && [20_000, 40_000, 80_000, 160_000].contains(&below)
}

fn kind_of(tokens: &[Token<'_>]) -> PartKind {
    let has = |wanted: &dyn Fn(&str) -> bool| {
        tokens.iter().any(|token| matches!(token, Token::Word(word) if wanted(word)))
    };
    let is = |words: &'static [&'static str]| has(&|word: &str| words.contains(&word));
    if is(&["LUG"]) {
        PartKind::TwoPieceLug
    } else if is(&["STUD"]) {
        PartKind::TwoPieceStud
    } else if is(&["2PC"]) {
        PartKind::TwoPieceUnsure
    } else if is(&["STEEL", "STL"]) {
        PartKind::SteelRing
    } else if is(&["B/C", "STEP", "STEEP"]) {
        PartKind::Step
    } else if has(&|word: &str| word.starts_with("HC")) {
        PartKind::HubCentric
    } else {
        PartKind::Standard
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Size, bores in millimetres, thickness and hub in inches, kind.
    fn read(title: &str) -> (String, String, String, PartKind) {
        let part = Part::of(title);
        let rounded = |measure: Option<Length>, unit: fn(Length) -> f64| {
            measure.map_or("-".to_owned(), |measure| format!("{:.2}", unit(measure)))
        };
        let bores =
            [part.centre_bore, part.outer_bore].map(|bore| rounded(bore, Length::millimetres)).join("/");
        let heights =
            [part.thickness, part.hub_height].map(|height| rounded(height, Length::inches)).join("+");
        (part.size.map_or("-".to_owned(), |size| size.to_string()), bores, heights, part.kind)
    }

    #[test]
    fn titles_of_the_shop_read_as_the_parts_they_name() {
        use PartKind::{HubCentric, Standard, SteelRing, Step, TwoPieceLug, TwoPieceStud, TwoPieceUnsure};
        for (title, size, bores, heights, kind) in [
            ("5.75IN DIA 70.3/70.3 1.25IN HC", "5.75", "70.30/70.30", "1.25+-", HubCentric),
            ("7.5 IN 67.1- 110MM 1.25 HC", "7.5", "67.10/110.00", "1.25+-", HubCentric),
            ("6.25 DIA 60MM ID .75 IS 2PC", "6.25", "60.00/-", "0.75+-", TwoPieceUnsure),
            ("10.25IN DIA 125.1/170 1.5 HC 1.5", "10.25", "125.10/170.00", "1.50+1.50", HubCentric),
            ("13.0 116.7IN/220MM 4.0 HC 1.5", "13.0", "116.70/220.00", "4.00+1.50", HubCentric),
            ("8IN 121.3MM 3.5 STEEL HCS-1", "8.0", "121.30/-", "3.50+-", SteelRing),
            ("6.00DIA 66.6MM/72.56M  1.0 HC", "6.0", "66.60/72.56", "1.00+-", HubCentric),
            ("6.25IN$ 71.5MM  LUG 1.25 2PC", "6.25", "71.50/-", "1.25+-", TwoPieceLug),
            ("7.5IN  107STUD 0.75  --2PC", "7.5", "107.00/-", "0.75+-", TwoPieceStud),
            ("13.0 6.4IN/220MM 2.0 HC 1.5 RNG", "13.0", "162.56/220.00", "2.00+1.50", HubCentric),
            ("5.75IN$ 2.75/2.75IN 1.5 HC ", "5.75", "69.85/69.85", "1.50+-", HubCentric),
            ("5.75IN 65.1MM/65.1MM 1/2 HC", "5.75", "65.10/65.10", "0.50+-", HubCentric),
            ("6.00 IN 71.6MM/71.6MM 15HC", "6.0", "71.60/71.60", "0.59+-", HubCentric),
            ("5.75IN DIA 54.1/66.56MM  1.25MM --HC ", "5.75", "54.10/66.56", "1.25+-", HubCentric),
            ("10.25IN DIA 170.1/170 4.HC 1.", "10.25", "170.10/170.00", "4.00+1.00", HubCentric),
            ("6.5IN HC 73.1-80.5 OUTER 2PC", "6.5", "73.10/80.50", "-+-", TwoPieceUnsure),
            ("5.75IN$ 90/74.1MM B/C 6MM DEEP 1.25", "5.75", "90.00/74.10", "1.25+-", Step),
            ("4.75 DIA 1.58IN 1.375 THK F-150 DRIVELINE SPACER ", "-", "40.13/-", "1.38+-", Standard),
            ("REMAKE", "-", "-/-", "-+-", Standard),
            ("CUT LATHE SOFT JAWS", "-", "-/-", "-+-", Standard),
        ] {
            assert_eq!(read(title), (size.into(), bores.into(), heights.into(), kind), "{title}");
        }
        let part = Part::of("7IN DIA 110/107MM 0.40\" STEEP ID 1.0 THK --2PC, Pairs w/o74035 ");
        let depth = part.step_depth.map(|depth| format!("{:.2}", depth.inches()));
        assert_eq!((depth.as_deref(), part.kind), (Some("0.40"), PartKind::TwoPieceUnsure));
        assert_eq!(part.thickness, Length::from_inches(10_000));
    }

    #[test]
    fn the_same_part_is_known_however_it_is_typed() {
        let same = |one, other| same_part(Some(one), Some(other));
        assert!(same("7.0 IN DIA 78.1MM ID 1.00 THK XX ", "7IN$ 78.1 1.0"));
        assert!(same("8IN DIA 125MM 2.0", "8IN DIA 125.005MM 2.005"));
        assert!(same("CUT LATHE SOFT JAWS", "cut lathe  SOFT JAWS"));
        assert!(!same("7IN DIA 74MM ID .75 --2PC", "6.5IN DIA 74MM ID .75 --2PC"));
        assert!(!same("8IN DIA 125 MM 2.0", "8IN DIA 121.3 MM 4.00"));
        assert!(!same("7.00 DIA 66.1MM STUD .75  2PC", "7.00 DIA 66.1MM LUG .75  2PC"));
        assert!(!same("6IN 72.5MM 1.0", "6IN 72.56MM 1.0"));
        assert!(!same("9.5IN 125/142MM ID 1.5", "9.5IN 125/142MM ID 1.5 HC 1.5"));
        assert!(!same("REMAKE", "SPIKE NUT"));
        assert!(!same_part(None, None));
    }
}
