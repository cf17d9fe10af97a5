//! The code of a program, as far as the registry needs it: the diameter it turns, and whether it has code and an end.
//!
//! The turned diameter is the true round size, whatever the title says. The shop found 102 mislabelled titles with it.

use super::size::RoundSize;

/// What the code of a program comes to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Code {
    /// Words such as `G01` outside of comments and the O-line: none is an empty program.
    pub words: u32,
    /// The largest diameter the turning tool cuts below the face, in thousandths of an inch.
    pub turned: Option<u32>,
    /// `M30` or `M02`.
    pub ends: bool,
    /// `M97` or `M98`: the program calls another by its number, so renumbering that one would break it.
    pub calls: bool,
}

/// A turned diameter lies this far below its round size at most: 10.170 is a 10.25, 12.904 a 13.0.
const BELOW: u32 = 100;
/// Or this far above it: 9.550 is a 9.5.
const ABOVE: u32 = 50;

/// Sizes the shop has ever had, in thousandths of an inch.
const SIZES: [u32; 13] =
    [5_750, 6_000, 6_250, 6_500, 7_000, 7_500, 8_000, 8_500, 9_500, 10_000, 10_250, 10_500, 13_000];

/// The round size a turned diameter belongs to: `5.700` is a 5.75, `7.445` a 7.5. None for a diameter of no size.
pub fn size_turned(diameter: u32) -> Option<RoundSize> {
    let size =
        SIZES.into_iter().find(|size| diameter <= size + ABOVE && *size <= diameter.saturating_add(BELOW))?;
    RoundSize::from_thousandths(size)
}

/// The turret's place of the turning tool: `T303`.
const TURNING_TOOL: i64 = 3;

/// One line of code, and the machine's state that lasts.
#[derive(Default)]
struct Machine {
    tool: i64,
    /// The movement that holds until another is written.
    motion: i64,
    diameter: Option<i64>,
    block: Block,
}

#[derive(Default)]
struct Block {
    diameter: Option<i64>,
    depth: Option<i64>,
    /// `G53`: to the machine's own zero, where no part is.
    away: bool,
}

impl Machine {
    /// `value` in thousandths.
    fn word(&mut self, letter: u8, value: i64, code: &mut Code) {
        match (letter, value / 1000) {
            (b'T', tool) => self.tool = tool / 100,
            (b'G', 53) => self.block.away = true,
            (b'G', motion @ 0..=3) => self.motion = motion,
            (b'M', 30 | 2) => code.ends = true,
            (b'M', 97 | 98) => code.calls = true,
            (b'X', _) => self.block.diameter = Some(value),
            (b'Z', _) => self.block.depth = Some(value),
            _ => {}
        }
    }

    fn line_ends(&mut self, code: &mut Code) {
        let block = std::mem::take(&mut self.block);
        if block.away {
            return;
        }
        self.diameter = block.diameter.or(self.diameter);
        let cuts = self.tool == TURNING_TOOL && self.motion == 1 && block.depth.is_some_and(|z| z < 0);
        if cuts && let Some(diameter) = self.diameter.and_then(|x| u32::try_from(x).ok()) {
            code.turned = code.turned.max(Some(diameter)).filter(|diameter| *diameter > 0);
        }
    }
}

/// Reads the code of a file. `o_line` is left out: its letter is no word of the code.
pub fn read(bytes: &[u8], o_line: Option<&std::ops::Range<usize>>) -> Code {
    let (mut code, mut machine) = (Code::default(), Machine::default());
    let (before, after) = match o_line {
        Some(span) => (&bytes[..span.start], &bytes[span.end..]),
        None => (bytes, &b""[..]),
    };
    for part in [before, after] {
        machine.run(part, &mut code);
        machine.line_ends(&mut code);
    }
    code
}

impl Machine {
    fn run(&mut self, bytes: &[u8], code: &mut Code) {
        let mut at = 0;
        while let Some(byte) = bytes.get(at) {
            at += 1;
            match byte {
                b'(' => {
                    let comment = bytes[at..].iter().position(|byte| matches!(byte, b')' | b'\n' | b'\r'));
                    at = comment.map_or(bytes.len(), |length| at + length);
                    // The line's end is still to be read.
                    at += usize::from(bytes.get(at) == Some(&b')'));
                }
                b'\n' | b'\r' => self.line_ends(code),
                letter if letter.is_ascii_alphabetic() => {
                    let letter = letter.to_ascii_uppercase();
                    let told = matches!(letter, b'G' | b'M' | b'T' | b'X' | b'Z');
                    if !told && bytes.get(at).is_some_and(u8::is_ascii_digit) {
                        // Speeds and offsets: their values say nothing here.
                        code.words = code.words.saturating_add(1);
                        continue;
                    }
                    let (value, next) = decimal(bytes, at);
                    if let Some(value) = value {
                        code.words = code.words.saturating_add(1);
                        self.word(letter, value, code);
                    }
                    at = next;
                }
                _ => {}
            }
        }
    }
}

/// A decimal number in thousandths, rounded, and where reading goes on. Blanks may stand before it.
fn decimal(bytes: &[u8], from: usize) -> (Option<i64>, usize) {
    let blanks = bytes[from..].iter().take_while(|byte| **byte == b' ').count();
    let mut at = from + blanks;
    let negative = bytes.get(at) == Some(&b'-');
    at += usize::from(matches!(bytes.get(at), Some(b'-' | b'+')));
    let (mut value, mut digits, mut decimals) = (0_i64, 0_u32, None);
    while let Some(byte) = bytes.get(at) {
        match (byte, decimals) {
            (b'0'..=b'9', None) => {
                value = value.saturating_mul(10).saturating_add(i64::from(byte - b'0'));
                digits += 1;
            }
            (b'0'..=b'9', Some(places)) => {
                // The fourth decimal rounds; what follows is below what any lathe holds.
                if places < 4 {
                    value = value.saturating_mul(10).saturating_add(i64::from(byte - b'0'));
                    decimals = Some(places + 1);
                }
                digits += 1;
            }
            (b'.', None) => decimals = Some(0),
            _ => break,
        }
        at += 1;
    }
    if digits == 0 {
        // No number: the letter was a word of its own.
        return (None, from);
    }
    let ten_thousandths = value.saturating_mul(10_i64.pow(4 - decimals.unwrap_or(0)));
    let thousandths = ten_thousandths.saturating_add(5) / 10;
    (Some(if negative { -thousandths } else { thousandths }), at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn turned(code: &str) -> Option<String> {
        read(code.as_bytes(), None).turned.and_then(size_turned).map(|size| size.to_string())
    }

    #[test]
    fn the_turned_diameter_tells_the_round() {
        let table = [
            ("5.700", "5.75"),
            ("5.950", "6.0"),
            ("6.450", "6.5"),
            ("7.445", "7.5"),
            ("7.965", "8.0"),
            ("10.450", "10.5"),
            ("12.904", "13.0"),
        ];
        for (diameter, size) in table {
            let code = format!("T303 (TURN TOOL)\nG00 G154 P15 X{diameter} Z1.\nG01 Z-0.55 F0.01\n");
            assert_eq!(turned(&code).as_deref(), Some(size), "{diameter}");
        }
        assert_eq!((size_turned(0), size_turned(4_700), size_turned(u32::MAX)), (None, None, None));
    }

    #[test]
    fn only_a_cut_of_the_turning_tool_counts() {
        let moved = "T303\nG00 X9.9 Z1.\nG01 X7.445 Z-0.05 F0.008\nG00 X9. Z-1.\nG53 X-11. Z-13.\n";
        assert_eq!(turned(moved).as_deref(), Some("7.5"));
        assert_eq!(turned("T121 (BORE)\nG01 X7.445 Z-0.05\n"), None);
        assert_eq!(turned("T303\n(X8.5) G01 x6.2Z-.5\n").as_deref(), Some("6.25"));
        assert_eq!(turned("T303\nG01 X7.4447\nG01 Z-1."), Some("7.5".to_owned()));
    }

    #[test]
    fn an_end_and_a_call_are_seen() {
        assert!(read(b"G01 X1.\rM30\r%", None).ends);
        assert!(!read(b"(M30)\n", None).ends);
        assert!(read(b"M98 P1000\n", None).calls);
        assert_eq!(read(b"%\n(NOTHING X1.)\n%", None).words, 0);
        assert_eq!(read(b"%\nO00000 \n%", Some(&(2..10))).words, 0);
    }
}
