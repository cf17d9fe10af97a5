//! The table of documents, on plans of a few of them.

use super::*;
use crate::film::document::{Barcode, parse_ranges};
use crate::film::project::{ArchiveId, Numbering, Project, ProjectKey, Standing};
use crate::id::ProjectId;
use crate::lab::LabSettings;
use crate::number::SeriesId;
use crate::time::Timestamp;

fn file(documents: &[(u32, u32, &str)]) -> ProjectFile {
    let key = ProjectKey {
        archive_id: ArchiveId::parse("RRD123-2025").unwrap(),
        site: "OU".to_owned(),
        doc_type: "Certificates".to_owned(),
        delivery: String::new(),
    };
    let project = Project {
        id: ProjectId::new(1),
        key,
        series: SeriesId::of_digit(1).unwrap(),
        numbering: Numbering::OnSuccess,
        consecutive: false,
        test: false,
        registered: Timestamp::default(),
        plan: 0,
        standing: Standing::Active,
        revision: 1,
    };
    let document = |(barcode, pages, ranges): &(u32, u32, &str)| Document {
        barcode: Barcode::parse(&format!("{barcode:08}")).unwrap(),
        com_id: None,
        pages: *pages,
        oversized: parse_ranges(ranges, *pages).unwrap(),
    };
    ProjectFile {
        project,
        settings: LabSettings::new("Lab"),
        documents: documents.iter().map(document).collect(),
        plan: None,
        rolls: Vec::new(),
        numbers: BTreeMap::new(),
        attempts: BTreeMap::new(),
        block: crate::view::numbers::BlockView::default(),
        deliveries: Vec::new(),
        held: std::collections::BTreeSet::new(),
        sent: BTreeMap::new(),
    }
}

fn barcodes(page: &DocumentPage) -> Vec<u32> {
    page.rows.iter().map(|row| row.barcode.parse().unwrap()).collect()
}

#[test]
fn a_draft_shows_where_each_document_will_lie() {
    let file = file(&[(1, 100, "8-11, 17"), (2, 20, "")]);
    let page = DocumentPage::of(&file, &PlanAsk::default(), &DocumentQuery::default());
    let row = &page.rows[0];
    assert_eq!((row.ranges.as_str(), row.sheets, row.frames), ("8–11, 17", 2, 102));
    let place = page.rows[1].place.as_ref().unwrap();
    assert_eq!((place.index, place.from, place.to), (2, 103, 122));
    assert_eq!(place.blip, "········-0002.00103");
    assert!(!place.filmed);
}

#[test]
fn a_document_longer_than_a_roll_has_a_row_for_each_part() {
    let file = file(&[(1, 6000, ""), (2, 10, "")]);
    let page = DocumentPage::of(&file, &PlanAsk::default(), &DocumentQuery::default());
    let parts: Vec<_> = page.rows.iter().map(|row| (row.part, row.frames)).collect();
    let expected = [(Some((1, 3)), 2900), (Some((2, 3)), 2900), (Some((3, 3)), 200), (None, 10)];
    assert_eq!(parts, expected);
    assert_eq!((page.matching, page.documents), (4, 2));
}

#[test]
fn documents_are_found_sorted_and_cut_into_pages() {
    let many: Vec<(u32, u32, &str)> = (1..=120).map(|n| (n, 1 + n % 7, "")).collect();
    let file = file(&many);
    let ask = PlanAsk::default();
    let of = |query: DocumentQuery| DocumentPage::of(&file, &ask, &query);
    let second = of(DocumentQuery { from: 51, ..DocumentQuery::default() });
    assert_eq!((second.from, second.rows.len(), barcodes(&second)[0]), (51, 50, 51));
    let beyond = of(DocumentQuery { from: 900, ..DocumentQuery::default() });
    assert_eq!((beyond.from, beyond.rows.len()), (101, 20));
    let longest = of(DocumentQuery { sort: DocumentSort::Pages, falling: true, ..DocumentQuery::default() });
    assert_eq!(longest.rows[0].pages, 7);
    let found = of(DocumentQuery { text: " 000112 ".to_owned(), ..DocumentQuery::default() });
    assert_eq!(barcodes(&found), [112]);
}

#[test]
fn a_35mm_roll_shows_its_own_places() {
    let file = file(&[(1, 100, "8-11"), (2, 20, ""), (3, 5, "1")]);
    let show = Show::parse("35-1");
    let page = DocumentPage::of(&file, &PlanAsk::default(), &DocumentQuery { show, ..Default::default() });
    let places: Vec<_> = page.rows.iter().map(|row| row.place.as_ref().unwrap()).collect();
    assert_eq!(barcodes(&page), [1, 3]);
    assert_eq!((places[1].from, places[1].to), (6, 7));
    assert_eq!(page.oversized, 2);
}
