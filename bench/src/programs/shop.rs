//! A shop that never was, in the shape of a real one: round sizes, number blocks, duplicates, collisions and odd files
//! in the proportions that were counted on 7,186 files.

use domain::program::{ProgramNumber, RangeTable, RoundSize};
use std::collections::BTreeSet;
use std::path::Path;

/// Files of each round size, in thousandths of an inch, of 7,163 sized ones, and the diameter their code turns.
const SIZES: [(u32, u64, &str); 12] = [
    (7_000, 1_278, "6.945"),
    (5_750, 1_159, "5.7"),
    (6_000, 845, "5.95"),
    (6_250, 805, "6.2"),
    (8_000, 691, "7.945"),
    (9_500, 591, "9.45"),
    (7_500, 544, "7.445"),
    (13_000, 434, "12.904"),
    (6_500, 338, "6.45"),
    (8_500, 305, "8.445"),
    (10_250, 129, "10.17"),
    (10_500, 40, "10.45"),
];
/// Of 7,186 files so many numbers hold a content another number has too.
const SURPLUS: u64 = 414;
/// Of 7,161 sized programs so many lie outside of their range.
const OUT_OF_RANGE: u64 = 375;
const ALL: u64 = 7_186;

/// Chance from a seed: SplitMix64 (Steele, Lea and Flood, 2014).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, most: u64) -> u64 {
        self.next() % most.max(1)
    }

    /// So many of so many.
    fn hits(&mut self, share: u64, whole: u64) -> bool {
        self.below(whole) < share
    }
}

/// One file of the shop.
pub struct ShopFile {
    pub name: String,
    pub bytes: Vec<u8>,
}

struct Part {
    size: RoundSize,
    title: String,
    /// Most programs begin with an empty line; a copy begins as its original does.
    blank: &'static str,
    code: String,
}

/// The files of a shop, each with its own name.
pub fn shop(files: usize, seed: u64) -> Vec<ShopFile> {
    let mut chance = Chance(seed);
    let table = RangeTable::a();
    let mut taken = BTreeSet::new();
    let mut parts: Vec<Part> = Vec::new();
    let mut made = odd_files();
    made.truncate(files);
    while made.len() < files {
        let again = !parts.is_empty() && chance.hits(SURPLUS, ALL);
        let at = if again {
            chance.below(parts.len() as u64) as usize
        } else {
            let part = part(&mut chance, parts.len());
            parts.push(part);
            parts.len() - 1
        };
        let part = &parts[at];
        let Some(number) = number(&mut chance, &table, part.size, &mut taken) else { continue };
        made.push(file(&mut chance, number, part));
        // Five of 7,186 numbers have a second file with another ending; two of those hold another part.
        let as_text = made.last().is_some_and(|file| file.name.ends_with(".txt"));
        if made.len() < files && !as_text && chance.hits(5, ALL) {
            let other = &parts[if chance.hits(2, 5) { parts.len() / 2 } else { at }];
            let text = program(&mut chance, number, other);
            made.push(ShopFile { name: format!("{}.txt", number.file_stem()), bytes: text });
        }
    }
    made
}

/// Writes the shop into an empty folder.
pub fn write(shop: &[ShopFile], folder: &Path) -> std::io::Result<()> {
    shop.iter().try_for_each(|file| std::fs::write(folder.join(&file.name), &file.bytes))
}

/// Numbers cluster at the start of a block; one in twenty lies elsewhere.
fn number(
    chance: &mut Chance,
    table: &RangeTable,
    size: RoundSize,
    taken: &mut BTreeSet<ProgramNumber>,
) -> Option<ProgramNumber> {
    let owner = table.owner_of(size)?;
    let (first, count) = if chance.hits(OUT_OF_RANGE, ALL) {
        (0, 50_000)
    } else {
        (owner.first.value(), u64::from(owner.count()).min(2_600))
    };
    for _ in 0..64 {
        let number = ProgramNumber::from_value(first + u32::try_from(chance.below(count)).ok()?)?;
        if taken.insert(number) {
            return Some(number);
        }
    }
    None
}

fn part(chance: &mut Chance, serial: usize) -> Part {
    let total = SIZES.iter().map(|(_, files, _)| files).sum();
    let mut rest = chance.below(total);
    let mut chosen = SIZES[0];
    for size in SIZES {
        chosen = size;
        if rest < size.1 {
            break;
        }
        rest -= size.1;
    }
    let (thousandths, _, turned) = chosen;
    let size = RoundSize::from_thousandths(thousandths).expect("the sizes above are round sizes");
    let bore = 540 + chance.below(700);
    let thickness = [".5", ".75", "1.0", "1.25", "1.5", "2.0", "2.5", "3.0"][chance.below(8) as usize];
    let dollar = if chance.hits(509, ALL) { "$" } else { "" };
    let ending = ["", " XX ", " --2PC", " 2PC LUG", " 2PC STUD", " THK", " HC 1.5"][chance.below(7) as usize];
    let title = format!("{size}IN{dollar} DIA {}.{}MM ID {thickness}{ending}", bore / 10, bore % 10);
    let mut code =
        format!("\n\n(SAW {thickness})\n\nG00 G53 X-11. Z-13. (TOOL CHANGE POS.)\nG50 S2800 (MAX RPM)\n");
    code.push_str(
        "T101 (DRILL)\nG97 S1800 M03\nG00 G154 P11X0. Z1. M08\nG81 Z-1.9R0.2 F0.008\nG00 G80 Z2.\n\n",
    );
    code.push_str("T121 (BORE)\nG50 S2300\nG97 S1800 M03\nG96 S1000 M08\nG00 G154 P11X2.7 Z2.\n");
    // Every part bores a little differently; the shop's programs have 1,238 bytes in the middle.
    for step in 0..18 + chance.below(12) {
        let diameter = 2_300 + step * 120 + serial as u64 % 100;
        code.push_str(&format!(
            "X{}.{:03}\nG01 Z-{thickness}F0.01\nG00 Z0.2\n",
            diameter / 1000,
            diameter % 1000
        ));
    }
    code.push_str(&format!("(PART {serial})\nT303 (TURN TOOL)\nG97 S1950 M03\nG00 G154 P11X{turned} Z1.\n"));
    code.push_str(&format!(
        "G01 X{turned} Z0. F0.012\nG01 Z-1.F0.012\nG00 Z0.1\nG53 X-11. Z-13.\nM01\nM30\n%"
    ));
    let blank = if chance.hits(4_400, 7_172) { "\n" } else { "" };
    Part { size, title, blank, code }
}

fn file(chance: &mut Chance, number: ProgramNumber, part: &Part) -> ShopFile {
    let ending = if chance.hits(35, ALL) { "txt" } else { "nc" };
    ShopFile { name: format!("{}.{ending}", number.file_stem()), bytes: program(chance, number, part) }
}

fn program(chance: &mut Chance, number: ProgramNumber, part: &Part) -> Vec<u8> {
    let mark = if chance.hits(4, ALL) { "\u{feff}" } else { "" };
    let number = number.to_string();
    let number = if chance.hits(20, 351) { number.to_lowercase() } else { number };
    let gap = if chance.hits(7, 351) { "" } else { " " };
    format!("{mark}{}%\n{number}{gap}({}){}", part.blank, part.title, part.code).into_bytes()
}

/// Empty and dead files, reports, a number behind its percent sign, a program without code.
fn odd_files() -> Vec<ShopFile> {
    let file = |name: String, bytes: Vec<u8>| ShopFile { name, bytes };
    let mut odd: Vec<ShopFile> = (0..8).map(|at| file(format!("o0090{at}.nc"), vec![0xff; 1_295])).collect();
    odd.extend((0..3).map(|at| file(format!("o0091{at}.nc"), Vec::new())));
    let report: String = (0..3_000).map(|line| format!("o{line:05}.nc  OK  {line}\n")).collect();
    odd.push(file(
        "scan_report.txt".to_owned(),
        format!("FOLDER SCAN REPORT\n\nSUMMARY\n{}{report}", "-\n".repeat(9)).into_bytes(),
    ));
    odd.push(file(
        "o00920.nc".to_owned(),
        b"% O00921 (7.0 IN DIA 73MM ID 1.0 THK )\nG01 X1.\nM30\n%".to_vec(),
    ));
    odd.push(file("o00930.nc".to_owned(), b"%\nO00930 \n\n%".to_vec()));
    odd
}
