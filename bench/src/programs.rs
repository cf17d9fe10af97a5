//! `programs`: how long planning an import of a whole shop takes, against reading its bytes, against looking at its
//! files without opening them, and against a plain script that scans the folder into SQLite.
//!
//! Everything is measured in turn, round by round, on the same folder with warm caches. What is compared is the time on
//! the processor, the kernel's for the files included: it stays the same while the machine has other work.

mod shop;

use crate::watch::{median, now};
use crate::{Failure, Options, Verdict};
use domain::program::{self, Facts, Held, ImportPlan, LiveProgram, RangeTable, ReadProgram, Registry};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Milliseconds of one piece of work.
#[derive(Clone, Copy)]
struct Time {
    wall: f64,
    processor: f64,
}

/// What was measured, one time for each round.
#[derive(Default)]
struct Rows(Vec<(&'static str, Vec<Time>)>);

impl Rows {
    fn add(&mut self, row: &'static str, time: Time) {
        match self.0.iter_mut().find(|(name, _)| *name == row) {
            Some((_, rounds)) => rounds.push(time),
            None => self.0.push((row, vec![time])),
        }
    }

    /// On the processor.
    fn median(&self, row: &str) -> f64 {
        self.0.iter().find(|(name, _)| *name == row).map_or(0.0, |(_, rounds)| median(&processor(rounds)))
    }
}

fn processor(rounds: &[Time]) -> Vec<f64> {
    rounds.iter().map(|time| time.processor).collect()
}

const FLOOR: &str = "read every byte";
const STAT: &str = "look at every file";
const PLAN: &str = "read and plan";
const RESCAN: &str = "read and plan, nothing changed";
const FACTS: &str = "read, plan and count";
const PLAIN: &str = "plain script into SQLite";

/// What is divided by what.
const RATIOS: [(&str, &str); 4] = [(PLAN, FLOOR), (FACTS, FLOOR), (RESCAN, STAT), (PLAN, PLAIN)];

pub fn run(options: &Options) -> Result<Verdict, Failure> {
    let files = usize::try_from(options.number("files", 7_200)?)?;
    let rounds = options.number("rounds", 7)?;
    let seed = options.number("seed", 1)?;
    let parent = std::env::current_exe()?.parent().map_or_else(std::env::temp_dir, Path::to_path_buf);
    let folder = tempfile::Builder::new().prefix("bench-shop-").tempdir_in(parent)?;
    let made = folder.path().join("shop");
    std::fs::create_dir(&made)?;
    shop::write(&shop::shop(files, seed), &made)?;
    let table = RangeTable::a();
    let peak = peak_of_a_plan(&made)?;
    let (read, plan) = planned(&made, &Registry::default(), &table)?;
    let registry = imported(&read, &plan);
    let facts = Facts::of(&read, &table);
    let mut rows = Rows::default();
    for round in 0..rounds {
        rows.add(STAT, timed(|| look(&made))?);
        rows.add(FLOOR, timed(|| floor(&made))?);
        rows.add(PLAN, timed(|| planned(&made, &Registry::default(), &table).map(drop))?);
        rows.add(
            FACTS,
            timed(|| {
                let (read, _) = planned(&made, &Registry::default(), &table)?;
                std::hint::black_box(Facts::of(&read, &table));
                Ok(())
            })?,
        );
        rows.add(RESCAN, timed(|| planned(&made, &registry, &table).map(drop))?);
        rows.add(PLAIN, plain(&made, &folder.path().join(format!("plain-{round}.sqlite")))?);
    }
    report(&rows, &facts, &plan, (files, rounds, seed, peak))?;
    Ok(Verdict::Good)
}

fn paths(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let mut paths =
        std::fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>, Failure>>()?;
    paths.sort();
    Ok(paths)
}

/// Size and time of every file, as a scan that trusts them would look.
fn look(folder: &Path) -> Result<(), Failure> {
    let mut sum = 0;
    for path in paths(folder)? {
        let facts = std::fs::metadata(path)?;
        sum += facts.len() + u64::from(facts.modified().is_ok());
    }
    std::hint::black_box(sum);
    Ok(())
}

fn floor(folder: &Path) -> Result<(), Failure> {
    let mut sum = 0;
    for path in paths(folder)? {
        sum += std::fs::read(path)?.len();
    }
    std::hint::black_box(sum);
    Ok(())
}

fn planned(
    folder: &Path,
    registry: &Registry,
    table: &RangeTable,
) -> Result<(Vec<ReadProgram>, ImportPlan), Failure> {
    let mut files = Vec::new();
    for path in paths(folder)? {
        let name = path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
        files.push(ReadProgram::read(&name, &std::fs::read(&path)?));
    }
    let plan = program::plan(&files, registry, table);
    Ok((files, plan))
}

/// The registry once the plan is carried out.
fn imported(files: &[ReadProgram], plan: &ImportPlan) -> Registry {
    let mut registry = Registry::default();
    for (file, planned) in files.iter().zip(&plan.files) {
        if let Some(number) = planned.proposal.number {
            let title = file.header.title().map(ToOwned::to_owned);
            let live = LiveProgram { raw: file.raw, fingerprint: file.fingerprint, title };
            registry.hold(number, Held::Live(live));
        }
    }
    registry
}

fn timed(work: impl FnOnce() -> Result<(), Failure>) -> Result<Time, Failure> {
    let (began, used) = (now(), on_processor()?);
    work()?;
    Ok(Time { wall: began.elapsed().as_secs_f64() * 1000.0, processor: on_processor()? - used })
}

/// Milliseconds this thread was on a processor.
fn on_processor() -> Result<f64, Failure> {
    let figures = std::fs::read_to_string("/proc/thread-self/schedstat")?;
    let nanoseconds: f64 = figures.split(' ').next().unwrap_or_default().parse()?;
    Ok(nanoseconds / 1e6)
}

/// The script times itself, so that starting Python does not count.
fn plain(folder: &Path, database: &Path) -> Result<Time, Failure> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/programs/plain.py");
    let output = Command::new("python3").arg(script).arg(folder).arg(database).output()?;
    if !output.status.success() {
        return Err(format!("plain.py: {}", String::from_utf8_lossy(&output.stderr)).into());
    }
    let said = String::from_utf8(output.stdout)?;
    let mut seconds = said.split(' ').map(str::parse::<f64>);
    match (seconds.next(), seconds.next()) {
        (Some(Ok(wall)), Some(Ok(processor))) => {
            Ok(Time { wall: wall * 1000.0, processor: processor * 1000.0 })
        }
        _ => Err(format!("plain.py said {said}").into()),
    }
}

/// Plans a folder and says how much memory this process had before and how much at most, in kilobytes: a process of
/// its own, because one that made the shop has memory to spare.
pub fn memory_of_a_plan(options: &Options) -> Result<Verdict, Failure> {
    let folder = options.text("folder").ok_or("--folder is needed")?;
    let before = memory("VmRSS")?;
    let plan = planned(Path::new(folder), &Registry::default(), &RangeTable::a())?;
    println!("{before} {}", memory("VmHWM")?);
    drop(plan);
    Ok(Verdict::Good)
}

fn peak_of_a_plan(folder: &Path) -> Result<(u64, u64), Failure> {
    let output =
        Command::new(std::env::current_exe()?).arg("programs-memory").arg("--folder").arg(folder).output()?;
    let said = String::from_utf8(output.stdout)?;
    let (before, peak) = said.trim().split_once(' ').ok_or("the child said nothing")?;
    Ok((before.parse()?, peak.parse()?))
}

/// A figure of this process, in kilobytes.
fn memory(name: &str) -> Result<u64, Failure> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix(name)).ok_or("no such figure")?;
    Ok(line.trim_matches([':', ' ', '\t', 'k', 'B']).parse()?)
}

fn report(
    rows: &Rows,
    facts: &Facts,
    plan: &ImportPlan,
    (files, rounds, seed, peak): (usize, u64, u64, (u64, u64)),
) -> Result<(), Failure> {
    println!("{files} files, {} bytes, seed {seed}, {rounds} rounds, medians", facts.bytes);
    let mut lines = Vec::new();
    println!("  {:<32} {:>12} {:>12}", "milliseconds", "processor", "waited");
    for (row, times) in &rows.0 {
        let (processor, wall) = (processor(times), times.iter().map(|time| time.wall).collect::<Vec<_>>());
        println!("  {row:<32} {:>12.1} {:>12.1}", median(&processor), median(&wall));
        let line =
            serde_json::json!({ "row": row, "files": files, "processor_ms": processor, "wall_ms": wall });
        lines.push(line.to_string());
    }
    for (row, by) in RATIOS {
        let ratio = rows.median(row) / rows.median(by);
        println!("  {row} / {by}: {ratio:.2}");
        lines.push(serde_json::json!({ "ratio": format!("{row} / {by}"), "median": ratio }).to_string());
    }
    let (empty, most) = peak;
    println!("  memory: {most} kB at most with every file read and planned, {empty} kB before the first");
    for (verdict, count) in plan.totals() {
        println!("  {:<26}{count:>6}", verdict.code());
    }
    lines.push(serde_json::json!({ "peak_kb": most, "empty_kb": empty }).to_string());
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("results/programs.json");
    std::fs::write(&file, lines.join("\n") + "\n")?;
    println!("written to {}", file.display());
    Ok(())
}
