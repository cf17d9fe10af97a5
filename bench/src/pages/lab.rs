//! A large lab, made as a lab is: a list registered, a plan accepted, rolls filmed with the machine's logs.

use crate::Failure;
use crate::places::{Place, request};
use crate::server::binary;
use domain::command::{Answer, Command, PlanChoice};
use domain::film::document::{Barcode, ComId, Document, PageRange};
use domain::film::project::{ArchiveId, ProjectKey};
use domain::film::roll::{FilmType, Roll};
use domain::id::{ProjectId, RollId};
use domain::time::Timestamp;
use std::path::Path;
use store::Store;

const PAGES_EACH: u32 = 16;
const ARCHIVE: &str = "RRD900-2025";

/// What the addresses of its pages need.
pub struct Lab {
    pub rolls: usize,
    large: ProjectId,
    unplanned: ProjectId,
    planned: RollId,
    running: RollId,
    filmed: RollId,
    last: String,
    registered: u64,
}

impl Lab {
    /// An address with the lab's own ids in it.
    pub fn fill(&self, page: &str) -> String {
        [
            ("{large}", self.large.to_string()),
            ("{unplanned}", self.unplanned.to_string()),
            ("{planned}", self.planned.to_string()),
            ("{running}", self.running.to_string()),
            ("{filmed}", self.filmed.to_string()),
            ("{last}", self.last.clone()),
            ("{archive}", ARCHIVE.to_owned()),
            ("{registered}", self.registered.to_string()),
        ]
        .iter()
        .fold(page.to_owned(), |page, (name, value)| page.replace(name, value))
    }
}

/// The server's clock runs, so the session of the load begins now.
#[expect(clippy::disallowed_methods, reason = "a session is as old as the clock says")]
pub fn now() -> Timestamp {
    let elapsed = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    Timestamp::from_millis(i64::try_from(elapsed.as_millis()).unwrap_or(0))
}

pub async fn make(place: &Place, documents: u32) -> Result<Lab, Failure> {
    let store = place.founded().await?;
    let list = list(documents)?;
    let (large, registered) = register(&store, ARCHIVE, &list).await?;
    let (unplanned, _) = register(&store, "RRD901-2025", &list).await?;
    let (small, _) = register(&store, "RRD902-2025", &list[..50]).await?;
    let rolls = plan(&store, large).await?;
    let short = plan(&store, small).await?;
    store.close().await;
    drop(store);
    let logs = tempfile::tempdir()?;
    // Without large pages nothing but pages is on the film, and nothing waits: those rolls have logs easily made.
    let plain: Vec<&Roll> =
        rolls.iter().filter(|roll| roll.film == FilmType::Mm16 && is_plain(roll, &list)).collect();
    let (filmed, rest) = plain.split_at(plain.len() / 2);
    for roll in filmed {
        film(place, roll, ARCHIVE, &list, logs.path()).await?;
    }
    // A short roll leaves most of its reel on the shelf.
    for roll in &short {
        film(place, roll, "RRD902-2025", &list, logs.path()).await?;
    }
    let (Some(first), [running, planned, ..]) = (filmed.first(), rest) else {
        return Err("more documents are needed".into());
    };
    verb(place, &["film", "start", running.temporary_id.as_str(), "--on", "new"]).await?;
    Ok(Lab {
        rolls: rolls.len(),
        planned: planned.id,
        running: running.id,
        filmed: first.id,
        last: format!("{}", 10_000_000 + filmed.len()),
        large,
        unplanned,
        registered,
    })
}

/// One document in twenty of the last fifth has a page larger than A3.
fn list(documents: u32) -> Result<Vec<Document>, Failure> {
    let document = |each: u32| {
        let large = each > documents / 5 * 4 && each.is_multiple_of(20);
        let oversized = if large { vec![PageRange { from: 3, to: 3 }] } else { vec![] };
        Ok(Document {
            barcode: Barcode::parse(&format!("142700000{each:07}"))?,
            com_id: Some(ComId::parse(&format!("{each:08}"))?),
            pages: PAGES_EACH,
            oversized,
        })
    };
    (1..=documents).map(document).collect()
}

async fn plan(store: &Store, project: ProjectId) -> Result<Vec<Roll>, Failure> {
    let plan = Command::AcceptPlan { project, choice: PlanChoice::default() };
    store.perform(request(None, plan)).await?;
    Ok(store.numbered_rolls(Some(project)).await?.into_iter().map(|row| row.roll).collect())
}

fn is_plain(roll: &Roll, list: &[Document]) -> bool {
    let large =
        |position: u32| list.get(position as usize).is_none_or(|document| !document.oversized.is_empty());
    roll.waits_for.is_empty() && !roll.segments.iter().any(|segment| large(segment.document))
}

async fn register(store: &Store, archive: &str, list: &[Document]) -> Result<(ProjectId, u64), Failure> {
    let key = ProjectKey {
        archive_id: ArchiveId::parse(archive)?,
        site: "OU".into(),
        doc_type: "Certificates".into(),
        delivery: String::new(),
    };
    let command = Command::RegisterProject { key, documents: list.to_vec(), accept: None, test: None };
    let receipt = store.perform(request(None, command)).await?;
    match receipt.answer {
        Answer::Registered { project, .. } => Ok((project, receipt.entry)),
        other => Err(format!("{other:?}").into()),
    }
}

/// The machine films the roll as planned and leaves its log.
async fn film(
    place: &Place,
    roll: &Roll,
    archive: &str,
    list: &[Document],
    logs: &Path,
) -> Result<(), Failure> {
    let name = roll.temporary_id.as_str();
    verb(place, &["film", "start", name, "--on", "new"]).await?;
    let mut log = String::new();
    for segment in &roll.segments {
        let barcode = list.get(segment.document as usize).ok_or("a document")?.barcode.as_str();
        for page in segment.first..segment.first + segment.frames {
            log += &format!(r"X:\{archive}_OU_Certificates\.output\10000001\{barcode}.pdf:{page}");
        }
    }
    let bytes: Vec<u8> = [0xFEFF].into_iter().chain(log.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let file = logs.join(format!("{name}.LOG"));
    std::fs::write(&file, bytes)?;
    verb(place, &["film", "finish", name, "--log", &file.display().to_string()]).await
}

/// A verb of the command line, on the store itself.
async fn verb(place: &Place, words: &[&str]) -> Result<(), Failure> {
    let output = tokio::process::Command::new(binary()?)
        .args(["--database-url", &place.url])
        .args(words)
        .output()
        .await?;
    if output.status.success() {
        return Ok(());
    }
    Err(format!("{}: {}", words.join(" "), String::from_utf8_lossy(&output.stderr)).into())
}
