//! Labels and tags, read back as a scanner reads them: the bars are taken out of the finished PDF, laid out as dark
//! and light, and given to a reader that knows nothing of how they were made.

use super::label::{Copy, Cut, Look, labels, tags};
use domain::film::reel::{TempRoll, TempRollStage};
use domain::film::roll::FilmType;
use domain::id::{AttemptId, ReelId, TempRollId};
use domain::number::FilmNumber;
use domain::time::Timestamp;
use domain::view::labels::FilmLabel;
use lopdf::content::{Content, Operation};
use lopdf::{Document, Object};
use rxing::common::HybridBinarizer;
use rxing::{BarcodeFormat, BinaryBitmap, Luma8LuminanceSource, MultiFormatReader, Reader};

/// Pixels in a millimetre: more than 7 for each narrowest bar.
const FINE: f32 = 20.0;
const POINTS: f32 = 72.0 / 25.4;

fn film(number: &str, doc_type: &str) -> FilmLabel {
    FilmLabel {
        number: FilmNumber::parse(number).unwrap(),
        archive_id: "RRD123-2025".to_owned(),
        doc_type: doc_type.to_owned(),
        delivery: String::new(),
        film: FilmType::Mm16,
        ordinal: 1,
        of: 3,
    }
}

fn piece(id: u64) -> TempRoll {
    TempRoll {
        id: TempRollId::new(id),
        reel: ReelId::new(219),
        film: FilmType::Mm16,
        parent: AttemptId::new(1),
        length_mm: 15_240,
        correction_mm: 0,
        place: "Regal B, Fach 3".to_owned(),
        since: Timestamp::from_millis(1_795_231_981_000),
        seen: None,
        stage: TempRollStage::OnShelf,
    }
}

/// The filled boxes of a page, in millimetres from the upper left: left, top, right, bottom.
fn boxes(pdf: &[u8], page: u32) -> Vec<[f32; 4]> {
    let document = Document::load_mem(pdf).unwrap();
    let id = document.get_pages()[&page];
    let media = document.get_dictionary(id).unwrap().get(b"MediaBox").unwrap().as_array().unwrap();
    let height = media[3].as_float().unwrap();
    let content = Content::decode(&document.get_page_content(id)).unwrap();
    let (mut moved, mut kept, mut corners, mut found) = (IDENTITY, Vec::new(), Vec::new(), Vec::new());
    for Operation { operator, operands } in content.operations {
        let value =
            |at: usize| operands.get(at).and_then(|object: &Object| object.as_float().ok()).unwrap_or(0.0);
        match operator.as_str() {
            "q" => kept.push(moved),
            "Q" => moved = kept.pop().unwrap(),
            "cm" => moved = within(moved, [value(0), value(1), value(2), value(3), value(4), value(5)]),
            "m" => corners.push(vec![placed(moved, value(0), value(1))]),
            "l" => corners.last_mut().unwrap().push(placed(moved, value(0), value(1))),
            "re" => corners.push(vec![
                placed(moved, value(0), value(1)),
                placed(moved, value(0) + value(2), value(1) + value(3)),
            ]),
            "f" | "f*" => found.append(&mut corners),
            "S" | "s" | "n" => corners.clear(),
            _ => {}
        }
    }
    let edge = |corners: &[(f32, f32)], pick: fn(f32, f32) -> f32, x: bool| {
        corners.iter().map(|(a, b)| if x { *a } else { *b }).reduce(pick).unwrap()
    };
    found
        .iter()
        .map(|corners: &Vec<(f32, f32)>| {
            [
                edge(corners, f32::min, true) / POINTS,
                (height - edge(corners, f32::max, false)) / POINTS,
                edge(corners, f32::max, true) / POINTS,
                (height - edge(corners, f32::min, false)) / POINTS,
            ]
        })
        .collect()
}

const IDENTITY: [f32; 6] = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

fn within(outer: [f32; 6], inner: [f32; 6]) -> [f32; 6] {
    let ([a, b, c, d, e, f], [g, h, i, j, k, l]) = (outer, inner);
    [a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * l + e, b * k + d * l + f]
}

fn placed([a, b, c, d, e, f]: [f32; 6], x: f32, y: f32) -> (f32, f32) {
    (a * x + c * y + e, b * x + d * y + f)
}

/// What a reader finds between two heights of a page, in millimetres; nothing where it finds no code.
fn scanned(pdf: &[u8], page: u32, top: f32, bottom: f32) -> Option<String> {
    let (width, height) = ((105.0 * FINE) as usize, ((bottom - top) * FINE) as usize);
    let mut light = vec![255_u8; width * height];
    for [left, upper, right, lower] in boxes(pdf, page) {
        if lower <= top || upper >= bottom {
            continue;
        }
        let pixel =
            |millimetres: f32, most: usize| ((millimetres * FINE).round().max(0.0) as usize).min(most);
        for y in pixel(upper - top, height)..pixel(lower - top, height) {
            light[y * width + pixel(left, width)..y * width + pixel(right, width)].fill(0);
        }
    }
    let source = Luma8LuminanceSource::new(light, width as u32, height as u32).unwrap();
    let mut picture = BinaryBitmap::new(HybridBinarizer::new(source));
    let read = MultiFormatReader::default().decode(&mut picture).ok()?;
    assert_eq!(read.getBarcodeFormat(), &BarcodeFormat::CODE_128);
    Some(read.getText().to_owned())
}

#[test]
fn a_scanner_reads_the_number_on_spine_lid_and_contents() {
    for number in ["10000136", "20000009", "39999999"] {
        for cut in [Cut::Straight, Cut::Angled] {
            let look = Look { cut, ..Look::default() };
            let pdf = labels("Filmlabor", &[film(number, "Prüfbescheinigungen")], look).unwrap();
            for (top, bottom) in [(18.0, 38.0), (44.0, 64.0), (110.0, 130.0)] {
                let typed = scanned(&pdf, 1, top, bottom).unwrap();
                assert_eq!(
                    FilmNumber::read(&typed),
                    FilmNumber::parse(number).map_err(|_| unreachable(number))
                );
                assert_eq!(typed.len(), 10, "{typed}");
            }
            assert_eq!(scanned(&pdf, 1, 64.0, 108.0), None, "there are bars where the contents are told");
        }
    }
}

fn unreachable(number: &str) -> domain::code::Misread {
    domain::code::Misread::NoNumber(number.to_owned())
}

#[test]
fn a_scanner_reads_the_tag_of_a_temp_roll() {
    let pieces: Vec<(TempRoll, u32)> = [1, 87, 12_345].map(|id| (piece(id), 1_424)).to_vec();
    let pdf = tags(&pieces).unwrap();
    for (page, (piece, _)) in (1..).zip(&pieces) {
        let typed = scanned(&pdf, page, 0.0, 30.0).unwrap();
        assert_eq!(TempRollId::read(&typed), Ok(piece.id), "{typed}");
    }
}

#[test]
fn the_bars_keep_their_quiet_zones() {
    let quiet = |pdf: &[u8], width: f32, module: f32, top: f32, bottom: f32| {
        let boxes: Vec<[f32; 4]> =
            boxes(pdf, 1).into_iter().filter(|bar| bar[1] >= top && bar[3] <= bottom).collect();
        let left = boxes.iter().map(|bar| bar[0]).reduce(f32::min).unwrap();
        let right = boxes.iter().map(|bar| bar[2]).reduce(f32::max).unwrap();
        // Code 128 asks for ten modules of white at either side.
        assert!(left >= 10.0 * module && width - right >= 10.0 * module, "{left} to {right} of {width}");
        (right - left) / module
    };
    let label = labels("Filmlabor", &[film("10000136", "Zeugnisse")], Look::default()).unwrap();
    for (top, bottom) in [(18.0, 38.0), (44.0, 64.0)] {
        assert!((quiet(&label, 97.5, 0.36, top, bottom) - 90.0).abs() < 0.1);
    }
    assert!((quiet(&label, 97.5, 0.42, 110.0, 130.0) - 90.0).abs() < 0.1);
    assert!((quiet(&tags(&[(piece(87), 1_424)]).unwrap(), 60.0, 0.36, 0.0, 30.0) - 90.0).abs() < 0.1);
}

#[test]
fn the_same_label_is_the_same_file() {
    let films = [film("10000136", "Zeugnisse"), film("10000137", "Zeugnisse")];
    let made = |look| labels("Filmlabor", &films, look).unwrap();
    assert_eq!(made(Look::default()), made(Look::default()));
    assert_ne!(made(Look::default()), made(Look { copy: Copy::Duplicate, ..Look::default() }));
    assert_ne!(made(Look::default()), made(Look { cut: Cut::Angled, ..Look::default() }));
    assert_eq!(tags(&[(piece(87), 1)]).unwrap(), tags(&[(piece(87), 1)]).unwrap());
}

#[test]
fn the_label_says_whose_film_it_is_in_words() {
    let text = |label: FilmLabel, look| {
        let pdf = labels("Filmlabor Süd", &[label], look).unwrap();
        Document::load_mem(&pdf).unwrap().extract_text(&[1]).unwrap()
    };
    let original = text(film("10000136", "Prüfbescheinigungen & Änderungen"), Look::default());
    for words in [
        "Filmlabor Süd",
        "Original",
        "RRD123-2025",
        "Film:10000136",
        "Inhalt:",
        "Prüfbescheinigungen",
        "Änderungen",
    ] {
        assert!(original.contains(words), "`{words}` is missing in {original}");
    }
    let duplicate = Look { copy: Copy::Duplicate, ..Look::default() };
    let duplicate = text(film("10000136", "Zeugnisse"), duplicate);
    assert!(duplicate.contains("Duplikat") && !duplicate.contains("Original"), "{duplicate}");
}

#[test]
fn a_long_document_type_shrinks_until_it_fits() {
    // The size of what follows `Inhalt:`, which alone is written in 9 points so far.
    let size = |doc_type: &str| {
        let pdf = labels("Filmlabor", &[film("10000136", doc_type)], Look::default()).unwrap();
        let document = Document::load_mem(&pdf).unwrap();
        let content = Content::decode(&document.get_page_content(document.get_pages()[&1])).unwrap();
        let sizes = content.operations.iter().filter(|operation| operation.operator == "Tf");
        let sizes: Vec<f32> = sizes.map(|operation| operation.operands[1].as_float().unwrap()).collect();
        sizes.into_iter().skip_while(|size| *size != 9.0).find(|size| *size != 9.0).unwrap()
    };
    assert_eq!(size("Zeugnisse"), 16.0);
    let several = size(&"Dokumentation ".repeat(12));
    assert!((8.5..16.0).contains(&several), "{several}");
    // What does not fit in the smallest size either is cut off: there is a label all the same.
    assert_eq!(size(&"Ä".repeat(400)), 8.0);
}
