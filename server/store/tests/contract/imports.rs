//! An old machine's folder in the database: on record once, told by the ledger, and nothing half done.

use crate::support::*;
use domain::command::{Answer, Command};
use domain::event::EvidenceFile;
use domain::evidence::read;
use domain::history::About;
use domain::id::FindingId;
use domain::machine::{MatterKind, NumberClass, ReadFile, Resolution, survey};
use domain::number::NumberState;
use domain::refusal::Refusal;
use domain::view::findings::FindingsQuery;
use domain::words::Language;
use store::Store;

fn file(name: &str, text: &str) -> ReadFile {
    let bytes: Vec<u8> =
        [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let (digest, size) = (domain::ledger::digest(&bytes), bytes.len() as u64);
    ReadFile {
        file: EvidenceFile { name: name.into(), digest, size, packed: "eJwDAAAAAAE=".into() },
        contents: survey(name, &read(Some(name), &bytes)),
    }
}

fn log_in(number: &str, folder: &str, pages: u32) -> ReadFile {
    let record = |page| format!(r"X:\RRD1-2025_OU_Certificates\.output\{folder}\1427.pdf:{page}");
    file(&format!("{number}.LOG"), &(1..=pages).map(record).collect::<String>())
}

fn descriptor(number: &str, counter: u32) -> ReadFile {
    let first = format!(r"X:\RRD1-2025_OU_Certificates\.output\{number}\1427.pdf");
    file(&format!("{number}.desc"), &format!("[INFO]\r\nFIRSTFILE={first}\r\nIMAGECOUNT={counter}\r\n"))
}

/// Three films, one of them from the folder of another, one without its log, and what belongs to nobody.
fn folder() -> Vec<ReadFile> {
    vec![
        log_in("10000003", "10000003", 5),
        descriptor("10000003", 5),
        log_in("10000005", "10000003", 5),
        descriptor("10000005", 5),
        descriptor("20000002", 9),
        log_in("430179", "430179", 2),
        log_in("100000000", "PDFs", 2),
    ]
}

fn importing(files: Vec<ReadFile>, seed: bool) -> Command {
    Command::ImportMachineFiles { source: "old machine".into(), seed, files }
}

fn settling(finding: FindingId, resolution: Resolution) -> Command {
    Command::SettleFinding { finding, resolution, note: "seen on the film".into() }
}

async fn state(store: &Store, text: &str) -> Option<NumberState> {
    store.held(number(text)).await.unwrap().map(|held| held.holding.state())
}

async fn kinds(store: &Store, settled: bool) -> Vec<(String, MatterKind)> {
    let view = store.findings(&FindingsQuery { settled, ..FindingsQuery::default() }).await.unwrap();
    view.rows.into_iter().map(|row| (row.number, row.matter.kind())).collect()
}

async fn keeps_every_promise(store: &Store) {
    let report = store.check_whole().await.unwrap();
    assert!(report.differences.is_empty(), "{:?}", report.differences);
    let elsewhere = Place::folder();
    let target = elsewhere.open().await;
    store.replay_into(&target).await.expect("replayed");
    assert_eq!(target.dump().await.unwrap(), store.dump().await.unwrap());
    target.close().await;
}

/// One film of the time before, without its log, and a number below it that no file names.
pub async fn one_old_film(store: &Store) {
    done(store, importing(vec![descriptor("30000002", 9)], true)).await;
}

pub async fn an_old_machines_folder_becomes_part_of_the_ledger(place: Place) {
    let store = place.founded().await;
    let receipt = done(&store, importing(folder(), true)).await;
    let Answer::Imported { new, known, numbers, skipped, findings, .. } = receipt.answer else {
        panic!("no import")
    };
    assert_eq!((new, known, numbers, skipped, findings), (7, 0, 3, 4, 3));
    assert_eq!(state(&store, "10000003").await, Some(NumberState::Issued));
    assert_eq!(state(&store, "10000004").await, Some(NumberState::Void));
    let open = kinds(&store, false).await;
    let expected = [
        ("100000000".to_owned(), MatterKind::Mistyped),
        ("10000005".to_owned(), MatterKind::WrongFolder),
        ("20000002".to_owned(), MatterKind::MissingLog),
    ];
    assert_eq!(open, expected);
    let view = store.findings(&FindingsQuery::default()).await.unwrap();
    let classes: Vec<_> = view.classes.iter().map(|line| (line.class, line.numbers, line.files)).collect();
    let counted =
        [(NumberClass::Production, 3, 5), (NumberClass::Legacy, 1, 1), (NumberClass::Mistyped, 1, 1)];
    assert_eq!(classes, counted);
    let series = store.series_views().await.unwrap();
    assert_eq!((series[0].unexplained(), series[0].handed_out), (0, 5));
    assert_eq!((series[0].count(NumberState::Issued), series[0].count(NumberState::Void)), (2, 3));

    // A film of the time before that is gone: its number is void, and no import brings it back.
    let gone = Command::VoidNumber { number: number("10000003"), reason: "film torn".into() };
    done(&store, gone).await;
    let again = done(&store, importing(folder(), true)).await;
    assert_eq!(again.entry, 0, "nothing had to change");
    assert_eq!(state(&store, "10000003").await, Some(NumberState::Void));
    keeps_every_promise(&store).await;
}

pub async fn a_finding_is_settled_once_and_told_on_its_number(place: Place) {
    let store = place.founded().await;
    done(&store, importing(folder(), true)).await;
    let wrong = FindingsQuery { kind: Some(MatterKind::WrongFolder), ..FindingsQuery::default() };
    let finding = store.findings(&wrong).await.unwrap().rows[0].id;
    assert_eq!(store.open_findings().await.unwrap(), 3);
    done(&store, settling(finding, Resolution::FilmAgain)).await;
    match refused(&store, settling(finding, Resolution::Slip)).await {
        Refusal::FindingSettled { resolution, .. } => assert_eq!(resolution, Resolution::FilmAgain),
        other => panic!("{other:?}"),
    }
    assert_eq!(store.open_findings().await.unwrap(), 2);
    assert_eq!(kinds(&store, true).await, [("10000005".to_owned(), MatterKind::WrongFolder)]);
    let told = store.history(About::Number(number("10000005")), Language::German).await.unwrap();
    assert_eq!(told.last().expect("told").title, "Geklärt: Falscher Ordner.");
    // The log that was missing settles its finding by itself.
    done(&store, importing(vec![log_in("20000002", "20000002", 9)], true)).await;
    assert_eq!(kinds(&store, true).await.len(), 2);
    let view = store.number_view(number("20000002"), Language::German).await.unwrap();
    assert_eq!((view.files.len(), view.findings.len()), (2, 1));
    keeps_every_promise(&store).await;
}

pub async fn a_log_that_fits_a_running_attempt_waits_there(place: Place) {
    let store = place.founded().await;
    let project = register(&store, "RRD123-2025", &[5]).await;
    let rolls = plan(&store, project).await;
    done(&store, starting(rolls[0].id)).await;
    let running = store.roll(rolls[0].id).await.unwrap().expect("the roll");
    let attempt = running.attempt().expect("in the camera");
    let log = log_in("77", running.temporary_id.as_str(), 5);
    let digest = log.file.digest.clone();
    done(&store, importing(vec![log.clone()], false)).await;
    let received = store.received_files(attempt).await.unwrap();
    assert_eq!((received.len(), received[0].digest.as_str()), (1, digest.as_str()));
    assert_eq!(store.open_findings().await.unwrap(), 0);
    let again = done(&store, importing(vec![log], false)).await;
    assert_eq!(again.entry, 0);
    keeps_every_promise(&store).await;
}
