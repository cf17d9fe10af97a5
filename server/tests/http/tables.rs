//! Every list as a file: what the screen filters, on all its pages, as texts that no spreadsheet runs.

use crate::desk::Desk;
use crate::support::{Lab, request};
use axum::body::Body;
use axum::http::{Method, StatusCode};
use calamine::{Data, Reader, Xlsx};
use http_body_util::BodyExt;
use serde_json::json;
use std::io::Cursor;

/// The rows of a CSV file, its header first.
async fn rows(lab: &Lab, path: &str, cookie: &str) -> Vec<Vec<String>> {
    let answer = lab.get(path, cookie).await;
    assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.body);
    let text = answer.body.trim_start_matches('\u{feff}');
    let mut reader =
        csv::ReaderBuilder::new().delimiter(b';').has_headers(false).from_reader(text.as_bytes());
    reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
}

/// The cells of a workbook as texts, and how many formulas it has.
async fn workbook(lab: &Lab, path: &str, cookie: &str) -> (Vec<Vec<String>>, usize) {
    let asked = request(Method::GET, path, cookie).body(Body::empty()).unwrap();
    let response = lab.open(asked).await;
    assert_eq!(response.status(), StatusCode::OK, "{path}");
    let bytes = response.into_body().collect().await.unwrap().to_bytes();
    let mut workbook = Xlsx::new(Cursor::new(bytes.to_vec())).unwrap();
    let sheet = workbook.sheet_names()[0].clone();
    let formulas = workbook.worksheet_formula(&sheet).unwrap().used_cells().count();
    let text = |cell: &Data| match cell {
        Data::String(text) => text.clone(),
        Data::Empty => String::new(),
        other => panic!("a cell is no text: {other:?}"),
    };
    let range = workbook.worksheet_range(&sheet).unwrap();
    (range.rows().map(|row| row.iter().map(text).collect()).collect(), formulas)
}

async fn reserve(desk: &Desk, count: u32, purpose: &str) {
    desk.post("/numbers/reserve", json!({ "site": "OU", "count": count, "purpose": purpose })).await;
}

#[tokio::test]
async fn a_file_holds_all_pages_of_what_the_screen_filters_and_nothing_else() {
    let desk = Desk::open().await;
    reserve(&desk, 70, "labels").await;
    reserve(&desk, 3, "=HYPERLINK(\"http://evil.example\")").await;
    let cookie = desk.lab.sign_in().await + "; rollcall-language=en";
    let all = rows(&desk.lab, "/download/numbers.csv", &cookie).await;
    assert_eq!(all[0][..3], ["Number", "State", "Roll"]);
    assert_eq!((all.len(), all[1][0].as_str(), all[73][0].as_str()), (74, "10000073", "10000001"));
    let filtered = rows(&desk.lab, "/download/numbers.csv?series=1&text=labels", &cookie).await;
    assert_eq!(filtered.len(), 71);
    assert_eq!(rows(&desk.lab, "/download/numbers.csv?state=void", &cookie).await.len(), 1);
    // Where a page begins is not a filter.
    let from_a_page = rows(&desk.lab, "/download/numbers.csv?below=10000010", &cookie).await;
    assert_eq!(from_a_page.len(), 74);
    let (cells, formulas) = workbook(&desk.lab, "/download/numbers.xlsx", &cookie).await;
    assert_eq!((cells.len(), formulas), (74, 0));
    assert_eq!(cells[1][4], "'=HYPERLINK(\"http://evil.example\")");
    let ledger = rows(&desk.lab, "/download/ledger.csv?action=reserve_numbers", &cookie).await;
    assert_eq!(ledger.len(), 3);
    let german = desk.lab.sign_in().await + "; rollcall-language=de";
    assert_eq!(rows(&desk.lab, "/download/numbers.csv", &german).await[0][..2], ["Nummer", "Zustand"]);
}

#[tokio::test]
async fn every_list_is_there_as_csv_and_as_a_workbook() {
    let desk = Desk::open().await;
    desk.project("RRD123-2025", &[30, 40]).await;
    desk.film("RRD123-2025_OU_16_01").await;
    desk.post("/film/development", json!({ "rolls": ["10000001"], "bath": "B7", "density": [1.25] })).await;
    let cookie = desk.lab.sign_in().await + "; rollcall-language=en";
    for (path, header, row) in [
        ("/download/projects", "Order", vec!["RRD123-2025", "OU", "Certificates"]),
        ("/download/projects/1/documents", "Barcode", vec!["1427000000000011", "00000001", "30"]),
        ("/download/projects/1/rolls", "Roll", vec!["RRD123-2025_OU_16_01", "16mm", "1", "10000001"]),
        ("/download/numbers", "Number", vec!["10000001", "issued", "RRD123-2025_OU_16_01"]),
        ("/download/shelf", "Temp roll", vec!["T-0001", "16mm"]),
        ("/download/reels", "Reel", vec!["R-0001", "16mm", "30500"]),
        ("/download/development", "Run", vec!["E-0001"]),
        ("/download/people", "Name", vec!["Anna"]),
        ("/download/keys", "What for", vec!["script of"]),
    ] {
        let csv = rows(&desk.lab, &format!("{path}.csv"), &cookie).await;
        assert_eq!(csv[0][0], header, "{path}");
        for (at, cell) in row.iter().enumerate() {
            assert!(csv[1][at].starts_with(cell), "{path}: {csv:?}");
        }
        let (cells, formulas) = workbook(&desk.lab, &format!("{path}.xlsx"), &cookie).await;
        assert_eq!((&cells, formulas), (&csv, 0), "{path}");
    }
    for (path, header) in [("/download/complaints", "Complaint"), ("/download/findings", "Finding")] {
        let csv = rows(&desk.lab, &format!("{path}.csv"), &cookie).await;
        assert_eq!((csv.len(), csv[0][0].as_str()), (1, header), "{path}");
        assert_eq!(workbook(&desk.lab, &format!("{path}.xlsx"), &cookie).await.0, csv);
    }
    let developed = rows(&desk.lab, "/download/rolls.csv?stage=developed", &cookie).await;
    assert_eq!(developed[1][..3], ["RRD123-2025_OU_16_01", "10000001", "developed"]);
    let planned = rows(&desk.lab, "/download/rolls.csv?stage=planned", &cookie).await;
    assert_eq!((planned.len(), planned[1][0].as_str()), (2, "RRD123-2025_OU_16_02"));
    let found = rows(&desk.lab, "/download/search.csv?q=10000001", &cookie).await;
    assert_eq!(found[1][..2], ["film number", "10000001"]);
    let documents = rows(&desk.lab, "/download/projects/1/documents.csv?text=018", &cookie).await;
    assert_eq!(documents.len(), 1, "no barcode holds 018");
    let documents = rows(&desk.lab, "/download/projects/1/documents.csv?show=16-2", &cookie).await;
    assert_eq!((documents.len(), documents[1][0].as_str()), (2, "1427000000000012"));
}

#[tokio::test]
async fn a_german_file_says_every_reason_and_state_in_german() {
    let desk = Desk::open().await;
    desk.project("RRD123-2025", &[30]).await;
    desk.film("RRD123-2025_OU_16_01").await;
    let rework = json!({ "rolls": ["10000001"], "reason": "wrong-label", "number": "void" });
    desk.post("/film/rework", rework).await;
    reserve(&desk, 1, "Etiketten").await;
    let cookie = desk.lab.sign_in().await + "; rollcall-language=de";
    let why = "der Film von RRD123-2025_OU_16_01 wurde verworfen: falsches Etikett";
    for path in ["/download/numbers", "/download/gaps"] {
        let csv = rows(&desk.lab, &format!("{path}.csv"), &cookie).await;
        let of = |number: &str| csv.iter().find(|row| row[0] == number).unwrap();
        assert_eq!((of("10000001")[1].as_str(), of("10000001")[4].as_str()), ("ungültig", why), "{path}");
        assert_eq!(of("10000002")[1], "reserviert");
        assert_eq!(workbook(&desk.lab, &format!("{path}.xlsx"), &cookie).await.0, csv);
    }
    let ledger = rows(&desk.lab, "/download/ledger.csv?action=rework_rolls", &cookie).await;
    assert_eq!(ledger[1][4..6], ["Film verworfen", "falsches Etikett"]);
    for page in ["/numbers?series=1", "/numbers?series=1&state=undelivered", "/numbers/10000001"] {
        let body = desk.lab.get(page, &cookie).await.body;
        assert!(body.contains("verworfen: falsches Etikett"), "{page}");
        assert!(!body.contains("wrong-label") && !body.contains("rejected"), "{page}");
    }
}

#[tokio::test]
async fn the_pages_link_their_files_and_what_is_no_table_says_so() {
    let desk = Desk::open().await;
    desk.project("RRD123-2025", &[30]).await;
    desk.film("RRD123-2025_OU_16_01").await;
    let cookie = desk.lab.sign_in().await + "; rollcall-language=en";
    for (page, links) in [
        ("/projects?site=OU", &["/download/projects.csv?site=OU\""][..]),
        ("/projects/1?show=oversized", &["/download/projects/1/documents.xlsx?show=oversized\""]),
        ("/projects/1", &["/download/projects/1/rolls.csv\""]),
        ("/numbers?series=1&state=issued", &["/download/numbers.csv?"]),
        ("/numbers?series=1&state=undelivered", &["/download/gaps.csv\"", "/download/gaps.xlsx\""]),
        ("/rolls?stage=filmed", &["/download/rolls.xlsx?stage=filmed\""]),
        ("/complaints?show=all", &["/download/complaints.csv?show=all\""]),
        ("/ledger?actor=Anna", &["/download/ledger.xlsx?actor=Anna\""]),
        ("/film-stock", &["/download/shelf.csv\"", "/download/reels.csv\""]),
        ("/people", &["/download/people.csv\"", "/download/keys.csv\""]),
        ("/search?q=RRD123", &["/download/search.csv?q=RRD123\""]),
    ] {
        let answer = desk.lab.get(page, &cookie).await;
        assert_eq!(answer.status, StatusCode::OK, "{page}");
        for link in links {
            assert!(answer.body.contains(link), "{page} has no {link}");
        }
    }
    for path in ["/download/nothing.csv", "/download/people.pdf", "/download/projects/1/people.csv"] {
        let answer = desk.lab.get(path, &cookie).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        assert!(answer.body.starts_with("There is no such table"), "{}", answer.body);
    }
    assert_eq!(desk.lab.get("/download/projects/9/rolls.csv", &cookie).await.status, StatusCode::NOT_FOUND);
    assert!(desk.lab.get("/download/people.csv", "").await.leads_to().starts_with("/sign-in"));
}
