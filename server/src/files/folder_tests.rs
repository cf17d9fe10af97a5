//! Folders of PDFs: what is counted, what is refused, and that nothing leads outside.

use super::folder::{Damage, Folder, open_root, read};
use super::folder_refusal::FolderRefusal;
use super::list::Note;
use super::workbook_tests::{workbook, write_row};
use cap_std::fs::Dir;
use domain::film::settings::Settings;
use domain::words::{Language, Say};
use lopdf::{Document, Object, Stream, dictionary};
use std::path::Path;
use tempfile::TempDir;

/// A root with one project folder.
struct Lab {
    place: TempDir,
    root: Dir,
}

const PROJECT: &str = "RRD123-2025_OU_Certificates";

impl Lab {
    fn new() -> Self {
        let place = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(place.path().join("root").join(PROJECT)).unwrap();
        let root = open_root(&place.path().join("root")).unwrap();
        Self { place, root }
    }

    fn folder(&self) -> std::path::PathBuf {
        self.place.path().join("root").join(PROJECT)
    }

    fn with(self, name: &str, bytes: &[u8]) -> Self {
        std::fs::write(self.folder().join(name), bytes).unwrap();
        self
    }

    fn read(&self) -> Result<Folder, FolderRefusal> {
        read(&self.root, PROJECT, &Settings::default())
    }
}

const A4: [i64; 2] = [595, 842];
const A3: [i64; 2] = [842, 1191];
const A2: [i64; 2] = [1191, 1684];

/// A PDF with a page of each size, and a picture on every page.
fn pdf(sizes: &[[i64; 2]]) -> Document {
    let mut document = Document::with_version("1.5");
    let branch = document.new_object_id();
    let pages: Vec<Object> = sizes
        .iter()
        .map(|[width, height]| {
            let content = document.add_object(Stream::new(dictionary! {}, b"q Q".to_vec()));
            let page = dictionary! {
                "Type" => "Page", "Parent" => branch, "Contents" => content,
                "MediaBox" => vec![0.into(), 0.into(), (*width).into(), (*height).into()],
            };
            document.add_object(page).into()
        })
        .collect();
    let count = i64::try_from(pages.len()).unwrap();
    document.objects.insert(
        branch,
        Object::Dictionary(dictionary! { "Type" => "Pages", "Kids" => pages, "Count" => count }),
    );
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => branch });
    document.trailer.set("Root", catalog);
    document
}

fn bytes(mut document: Document) -> Vec<u8> {
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

fn ranges(folder: &Folder, document: usize) -> String {
    folder.documents[document].oversized.iter().map(|r| r.to_string()).collect::<Vec<_>>().join(", ")
}

fn changed(mut document: Document, change: impl Fn(&mut lopdf::Dictionary)) -> Vec<u8> {
    for object in document.objects.values_mut() {
        if let Ok(dictionary) = object.as_dict_mut() {
            change(dictionary);
        }
    }
    bytes(document)
}

#[test]
fn pages_and_oversized_ranges_come_from_the_files_in_natural_order() {
    let turned = [A2[1], A2[0]];
    let lab = Lab::new()
        .with("10.pdf", &bytes(pdf(&[A4, A3, A2, turned, A4, A2])))
        .with("9.PDF", &bytes(pdf(&[A4])))
        .with("9_001.pdf", &bytes(pdf(&[A2])))
        .with("notes.txt", b"x");
    std::fs::create_dir(lab.folder().join(".output")).unwrap();
    let folder = lab.read().unwrap();
    let read: Vec<_> = folder.documents.iter().map(|d| (d.barcode.as_str(), d.pages)).collect();
    assert_eq!(read, [("9", 1), ("9_001", 1), ("10", 6)]);
    assert_eq!(
        (ranges(&folder, 0), ranges(&folder, 1), ranges(&folder, 2)),
        ("".into(), "1".into(), "3-4, 6".into())
    );
    assert_eq!((folder.ignored, folder.damaged.len()), (1, 0));
    assert_eq!(folder.register(false).unwrap().len(), 3);
}

#[test]
fn sizes_are_inherited_cropped_turned_and_scaled_as_a_viewer_would() {
    let is_branch = |d: &lopdf::Dictionary| d.has_type(b"Pages");
    let is_page = |d: &lopdf::Dictionary| d.has_type(b"Page");
    let size =
        |[width, height]: [i64; 2]| Object::Array(vec![0.into(), 0.into(), width.into(), height.into()]);
    let inherited = changed(pdf(&[A4, A4]), |d| {
        d.remove(b"MediaBox");
        if is_branch(d) {
            d.set("MediaBox", size(A2));
        }
    });
    let cropped = changed(pdf(&[A2]), |d| {
        if is_page(d) {
            d.set("CropBox", size(A4));
        }
    });
    let turned = changed(pdf(&[A4]), |d| {
        if is_page(d) {
            d.set("Rotate", 90);
        }
    });
    let scaled = changed(pdf(&[A4]), |d| {
        if is_page(d) {
            d.set("UserUnit", Object::Real(2.5));
        }
    });
    let upside_down = changed(pdf(&[A4]), |d| {
        if is_page(d) {
            d.set("MediaBox", vec![1191.into(), 1684.into(), Object::Real(-0.5), 0.into()]);
        }
    });
    let lab = Lab::new()
        .with("1.pdf", &inherited)
        .with("2.pdf", &cropped)
        .with("3.pdf", &turned)
        .with("4.pdf", &scaled)
        .with("5.pdf", &upside_down);
    let folder = lab.read().unwrap();
    assert_eq!(folder.damaged, []);
    let found: Vec<String> = (0..5).map(|at| ranges(&folder, at)).collect();
    assert_eq!(found, ["1-2", "", "", "1", "1"]);
}

#[test]
fn a_pdf_of_compressed_objects_reads_too() {
    let mut document = pdf(&[A4, A2]);
    let mut packed = Vec::new();
    document.save_modern(&mut packed).unwrap();
    let folder = Lab::new().with("1.pdf", &packed).read().unwrap();
    assert_eq!(folder.damaged, []);
    assert_eq!((folder.documents[0].pages, ranges(&folder, 0)), (2, "2".into()));
}

#[test]
fn damaged_files_are_listed_and_stop_the_registration() {
    let good = bytes(pdf(&[A4, A4]));
    let without_size = changed(pdf(&[A4]), |d| {
        d.remove(b"MediaBox");
    });
    let short = changed(pdf(&[A4, A4]), |d| {
        if d.has_type(b"Pages") {
            d.set("Count", 5);
        }
    });
    let encrypted = changed(pdf(&[A4]), |_| {});
    let encrypted = String::from_utf8_lossy(&encrypted)
        .replace("/Root", "/Encrypt<</Filter/Standard/V 1/R 2/O(x)/U(x)/P -1>>/Root");
    let lab = Lab::new()
        .with("1.pdf", &good)
        .with("2.pdf", b"no pdf at all")
        .with("3.pdf", &good[..good.len() / 2])
        .with("4.pdf", &without_size)
        .with("5.pdf", &short)
        .with("6.pdf", b"")
        .with("7.pdf", encrypted.as_bytes())
        .with("1.PDF", &good)
        .with("a:b.pdf", &good);
    let folder = lab.read().unwrap();
    let damage =
        |name: &str| folder.damaged.iter().find(|(file, _)| file == name).map(|(_, why)| why.clone());
    assert_eq!(damage("2.pdf"), Some(Damage::NotAPdf));
    assert_eq!(damage("3.pdf"), Some(Damage::Broken));
    assert_eq!(damage("4.pdf"), Some(Damage::NoSize { page: 1 }));
    assert_eq!(damage("5.pdf"), Some(Damage::PagesMissing { declared: 5, found: 2 }));
    assert_eq!(damage("6.pdf"), Some(Damage::NotAPdf));
    assert_eq!(damage("7.pdf"), Some(Damage::Encrypted));
    assert_eq!(damage("a:b.pdf"), Some(Damage::BadName));
    assert_eq!(folder.damaged.len(), 8, "{:?}", folder.damaged);
    assert!(folder.damaged.contains(&("1.pdf".to_owned(), Damage::SameBarcode)));
    let refusal = folder.clone().register(false).unwrap_err();
    assert!(
        refusal
            .say(Language::German)
            .starts_with("Nicht registrierbar sind 1.pdf, 2.pdf, 3.pdf, 4.pdf, 5.pdf und 3 weitere")
    );
    assert_eq!(folder.register(true).unwrap().len(), 1);
}

#[test]
fn the_list_of_image_numbers_beside_the_pdfs_is_taken_in() {
    let com = workbook(|sheet| write_row(sheet, 0, &["77", "412063"]));
    let page = bytes(pdf(&[A4]));
    let lab = Lab::new()
        .with("77.pdf", &page)
        .with("78.pdf", &page)
        .with("RRD123 COM.xlsx", &com)
        .with("~$RRD123 COM.xlsx", b"lock");
    let folder = lab.read().unwrap();
    assert_eq!(folder.documents[0].com_id.as_ref().unwrap().as_str(), "00412063");
    assert_eq!(folder.com_lists, ["RRD123 COM.xlsx"]);
    assert_eq!(folder.notes, [Note::WithoutComId { documents: 1 }]);
    assert_eq!(folder.ignored, 1);

    let folder = lab.with("com alt.xls", b"rubbish").read().unwrap();
    assert!(matches!(folder.damaged.as_slice(), [(name, Damage::ComList { .. })] if name == "com alt.xls"));
}

#[test]
fn an_empty_folder_and_a_missing_one_are_told_apart() {
    let lab = Lab::new().with("a.txt", b"");
    assert_eq!(lab.read().unwrap_err(), FolderRefusal::NoPdfs { path: PROJECT.into(), ignored: 1 });
    let missing = read(&lab.root, "nowhere", &Settings::default()).unwrap_err();
    assert_eq!(missing.to_string(), "the folder `nowhere` does not exist or cannot be read");
    assert!(matches!(
        read(&lab.root, &format!("{PROJECT}/a.txt"), &Settings::default()),
        Err(FolderRefusal::NoSuchFolder { .. })
    ));
    assert_eq!(open_root(Path::new("/nowhere/at/all")).unwrap_err(), FolderRefusal::NoRoot);
}

#[test]
fn links_that_lead_outside_are_refused_and_those_inside_are_not() {
    use std::os::unix::fs::symlink;
    let lab = Lab::new().with("1.pdf", &bytes(pdf(&[A4])));
    let outside = lab.place.path().join("outside");
    std::fs::create_dir(&outside).unwrap();
    std::fs::write(outside.join("2.pdf"), bytes(pdf(&[A4]))).unwrap();
    let root = lab.place.path().join("root");
    symlink(&outside, root.join("way out")).unwrap();
    symlink("../outside", root.join("way up")).unwrap();
    symlink(PROJECT, root.join("inside")).unwrap();
    symlink(outside.join("2.pdf"), lab.folder().join("2.pdf")).unwrap();
    for way in ["way out", "way up", "inside/../../outside"] {
        let refusal = read(&lab.root, way, &Settings::default()).unwrap_err();
        assert_eq!(refusal, FolderRefusal::OutsideRoot { path: way.into() });
    }
    let folder = read(&lab.root, "inside", &Settings::default()).unwrap();
    assert_eq!(folder.documents.len(), 1);
    assert_eq!(folder.damaged, [("2.pdf".to_owned(), Damage::CannotOpen)]);
}

#[test]
fn a_thousand_ways_out_lead_nowhere() {
    let lab = Lab::new().with("1.pdf", &bytes(pdf(&[A4])));
    let outside = lab.place.path().join("outside");
    std::fs::create_dir(&outside).unwrap();
    std::fs::write(outside.join("secret.pdf"), bytes(pdf(&[A4]))).unwrap();
    let absolute = outside.to_str().unwrap();
    let ups = [
        "..",
        "%2e%2e",
        "..%2f",
        "%252e%252e",
        "．．",
        "..\\",
        "\u{2024}\u{2024}",
        "..\0",
        ".. ",
        "..;",
        "%c0%ae%c0%ae",
        "....//",
    ];
    let starts = ["", "./", "/", "//", "\\\\", "C:", "c:/", "file://", PROJECT, "~", "\u{feff}", "a/b"];
    let ends = ["outside", "outside/", "outside\0", "outside/.", "./outside", "outside//", absolute];
    let mut tried = 0;
    for start in starts {
        for up in ups {
            for end in ends {
                let path = format!("{start}/{up}/{end}");
                let refusal = read(&lab.root, &path, &Settings::default()).unwrap_err();
                assert!(
                    !refusal.to_string().contains('\0') && !refusal.to_string().contains('\n'),
                    "{path:?}"
                );
                tried += 1;
            }
        }
    }
    assert!(tried > 1000, "{tried}");
    for path in ["", "/", absolute, "x\0y", &"x".repeat(1025), &"x/".repeat(600), "\u{fffd}", "a\nb"] {
        assert!(read(&lab.root, path, &Settings::default()).is_err(), "{path:?}");
    }
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(200))]

    #[test]
    fn no_damage_to_a_pdf_stops_the_lab(at in 0_usize..1000, change in 1_u8..255, cut in 0_usize..1000) {
        let mut damaged = bytes(pdf(&[A4, A2]));
        let length = damaged.len();
        damaged[at % length] ^= change;
        if cut < 500 {
            damaged.truncate(cut.max(1));
        }
        let _ = super::pdf::read(&damaged, &Settings::default());
    }
}
