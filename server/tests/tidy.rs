//! The rules of the house that a machine can check.

use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Lines of a file and of a function, at most.
const MOST_LINES: usize = 400;
const MOST_LINES_OF_A_FUNCTION: usize = 70;

/// One arm for each event or refusal: tables that are read down a column, and lose by being cut.
const TABLES: [&str; 5] = [
    "app/domain/src/lab/apply.rs",
    "app/domain/src/lab/apply/filming.rs",
    "app/domain/src/program/refusal.rs",
    "app/domain/src/refusal/english.rs",
    "app/domain/src/refusal/german.rs",
];

/// Migrations that labs have been founded with, and the digests of their text: they never change again.
const MIGRATIONS: [(&str, &str); 8] = [
    ("0001_foundation.sql", "55e0a0fc9ceab9a071fb2e8a522526bdb400f98a2e857624f69b1e020a702c51"),
    ("0002_indexes.sql", "80d9399c6d507b1877eca9d33411b299141696ceb4760485cc095db40f1a9ef6"),
    ("0003_after_filming.sql", "8e330a30ef41976f2e1186bf56dd1a396a688690a40970c09302c58569582500"),
    ("0004_numbering.sql", "c1e23605bb70d912a9e98d663a2e3c59993ec8d3ab17c56bce210970ec222a3d"),
    ("0005_complaints.sql", "656c17aaf928310d989bcb1431f205e586379ebb050899a672c8b23b0a137713"),
    ("0006_machine_files.sql", "cf525f3e0d0ed3e1fc377b3a8a0638be5fd3e2fd15043823181bc7112b672df8"),
    ("0007_deliveries.sql", "b5a6d261cc6ee8ce6e8e2b6227a7d03f878f460000ed971579fa3be8dd3c5bb4"),
    ("0008_programs.sql", "79a01a1d65d1c5c887cf7531270cd51c2286e00b9e1ce25e11f47f78a51b476a"),
];

struct Source {
    /// From the root of the repository: `server/src/lib.rs`.
    path: String,
    text: String,
    /// Compiled for tests only.
    test: bool,
}

impl Source {
    fn is_in(&self, folders: &[&str]) -> bool {
        folders.iter().any(|folder| self.path.starts_with(folder))
    }

    /// Lines with their numbers, up to the tests at the end of the file.
    fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let lines = self.text.lines().enumerate().map(|(number, line)| (number + 1, line));
        lines.take_while(|(_, line)| !line.trim_start().starts_with("#[cfg(test)]"))
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("the server's crate lies in the repository")
        .to_owned()
}

fn read(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn sources() -> Vec<Source> {
    let mut files = Vec::new();
    for folder in ["app", "bench", "frontend", "server", "xtask"] {
        gather(&root().join(folder), &mut files);
    }
    files.sort();
    let tests = test_modules(&files);
    let sources = files.into_iter().map(|file| Source {
        path: file.strip_prefix(root()).unwrap().to_str().unwrap().to_owned(),
        text: std::fs::read_to_string(&file).unwrap(),
        test: tests.iter().any(|test| file.starts_with(test)),
    });
    let sources: Vec<Source> = sources.collect();
    assert!(sources.len() > 100, "the sources are not where they were: {}", sources.len());
    sources
}

fn gather(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() && !path.ends_with("target") && !path.ends_with("node_modules") {
            gather(&path, files);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
}

/// Folders of tests, and modules that are compiled for tests only.
fn test_modules(files: &[PathBuf]) -> BTreeSet<PathBuf> {
    let mut tests: BTreeSet<PathBuf> =
        ["server/tests", "server/store/tests", "server/example/tests", "app/domain/tests"]
            .iter()
            .map(|path| root().join(path))
            .collect();
    for file in files {
        let text = std::fs::read_to_string(file).unwrap();
        let lines: Vec<&str> = text.lines().map(str::trim).collect();
        for pair in lines.windows(2) {
            let Some(name) = pair[1].strip_prefix("mod ").and_then(|rest| rest.strip_suffix(';')) else {
                continue;
            };
            if pair[0] != "#[cfg(test)]" {
                continue;
            }
            let stem = file.file_stem().unwrap();
            let beside = file.parent().unwrap();
            let folder = if ["lib", "main", "mod"].iter().any(|own| stem == *own) {
                beside.to_owned()
            } else {
                beside.join(stem)
            };
            tests.insert(folder.join(format!("{name}.rs")));
            tests.insert(folder.join(name));
        }
    }
    tests
}

/// Fails with every finding at once.
fn nothing(findings: Vec<String>, rule: &str) {
    assert!(findings.is_empty(), "{rule}:\n  {}\n", findings.join("\n  "));
}

/// `path:line` of every line of code that a rule forbids.
fn lines(forbidden: impl Fn(&Source, &str) -> bool) -> Vec<String> {
    let mut found = Vec::new();
    for source in sources().iter().filter(|source| !source.test) {
        for (number, line) in source.code() {
            if !line.trim_start().starts_with("//") && forbidden(source, line) {
                found.push(format!("{}:{number}: {}", source.path, line.trim()));
            }
        }
    }
    found
}

#[test]
fn sql_lives_in_the_store_and_nowhere_else() {
    let statements =
        ["\"select ", "\"insert into ", "\"update ", "\"delete from ", "\"pragma ", "sqlx::", "AnyPool"];
    let found = lines(|source, line| {
        let elsewhere = source.is_in(&["app/", "server/src/", "frontend/"]);
        elsewhere && statements.iter().any(|statement| line.contains(statement))
    });
    nothing(found, "SQL outside server/store");
    for manifest in ["app/Cargo.toml", "app/domain/Cargo.toml", "server/Cargo.toml", "frontend/Cargo.toml"] {
        let depends = read(manifest).lines().any(|line| line.starts_with("sqlx"));
        assert!(!depends, "{manifest} depends on sqlx");
    }
}

#[test]
fn the_application_asks_once_whether_it_runs_on_the_server() {
    let found = lines(|source, line| source.is_in(&["app/src/"]) && line.contains("feature = \"ssr\""));
    assert!(found.len() == 1 && found[0].starts_with("app/src/lib.rs:"), "gates in app: {found:#?}");
}

#[test]
fn the_domain_reads_no_clock_does_no_io_and_rolls_no_dice() {
    let manifest = read("app/domain/Cargo.toml");
    let dependencies = manifest.split("[dependencies]").nth(1).unwrap().split("\n[").next().unwrap();
    let names: Vec<&str> = dependencies
        .lines()
        .filter(|line| !line.starts_with('#') && line.contains('='))
        .map(|line| line.split('=').next().unwrap().trim())
        .collect();
    for name in &names {
        assert!(["serde", "serde_json", "thiserror", "sha2"].contains(name), "the domain depends on {name}");
    }
    let found = lines(|source, line| {
        let io = [
            "std::fs",
            "std::net",
            "std::io",
            "std::env",
            "SystemTime",
            "Instant::now",
            "println!",
            "std::process",
        ];
        source.is_in(&["app/domain/src/"]) && io.iter().any(|word| line.contains(word))
    });
    nothing(found, "the domain reaches outside");
}

#[test]
fn time_is_an_argument() {
    const CLOCKS: [&str; 4] = ["server/src/config.rs", "app/src/ssr.rs", "server/src/cli", "xtask/"];
    let found = lines(|source, line| {
        let reads = line.contains("SystemTime::now") || line.contains("std::time::Instant::now");
        reads && !source.is_in(&CLOCKS) && !source.is_in(&["bench/"])
    });
    nothing(found, "a clock is read below the command line");
}

#[test]
fn nothing_unwraps_outside_of_tests() {
    let found = lines(|source, line| {
        let ours = source.is_in(&["app/domain/src/", "server/store/src/", "server/src/", "app/src/"]);
        ours && (line.contains(".unwrap()") || line.contains("panic!(") || line.contains("unreachable!("))
    });
    nothing(found, "an error is not looked at");
}

#[test]
fn nothing_is_left_for_later() {
    let mut found = Vec::new();
    let words = [
        concat!("TO", "DO"),
        concat!("FIX", "ME"),
        concat!("to", "do!("),
        concat!("unimple", "mented!("),
        concat!("dbg", "!("),
    ];
    let skipped = concat!("#[ig", "nore");
    for source in sources() {
        for (number, line) in source.text.lines().enumerate() {
            if words.iter().any(|word| line.contains(word)) || line.trim_start().starts_with(skipped) {
                found.push(format!("{}:{}: {}", source.path, number + 1, line.trim()));
            }
        }
    }
    nothing(found, "something is unfinished");
}

#[test]
fn lints_are_silenced_with_a_reason() {
    let silent = concat!("#[al", "low(");
    let silent_file = concat!("#![al", "low(");
    let found = lines(|_, line| line.contains(silent) || line.contains(silent_file));
    nothing(found, "use #[expect(…, reason = \"…\")]");
}

#[test]
fn a_file_is_read_in_a_sitting_and_begins_with_a_sentence() {
    let mut found = Vec::new();
    for source in sources() {
        let count = source.text.lines().count();
        if count > MOST_LINES && !TABLES.contains(&source.path.as_str()) {
            found.push(format!("{} has {count} lines", source.path));
        }
        if !source.text.starts_with("//!") {
            found.push(format!("{} does not say what it is", source.path));
        }
    }
    nothing(found, "files");
}

#[test]
fn a_function_fits_a_screen() {
    let mut found = Vec::new();
    for source in sources() {
        let lines: Vec<&str> = source.text.lines().collect();
        for (start, line) in lines.iter().enumerate() {
            let code = line.trim_start();
            let begins = [
                "fn ",
                "pub fn ",
                "async fn ",
                "pub async fn ",
                "pub(crate) fn ",
                "pub(crate) async fn ",
                "pub(super) fn ",
                "const fn ",
                "pub const fn ",
            ];
            if !begins.iter().any(|begin| code.starts_with(begin)) {
                continue;
            }
            let indent = line.len() - code.len();
            let end = format!("{}}}", " ".repeat(indent));
            let length = lines[start..].iter().position(|line| *line == end).map_or(0, |length| length + 1);
            if length > MOST_LINES_OF_A_FUNCTION && !TABLES.contains(&source.path.as_str()) {
                found.push(format!("{}:{}: {length} lines: {}", source.path, start + 1, code));
            }
        }
    }
    nothing(found, "functions");
}

#[test]
fn a_migration_that_labs_were_founded_with_never_changes() {
    let mut there: Vec<String> = std::fs::read_dir(root().join("migrations"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    there.sort();
    let listed: Vec<&str> = MIGRATIONS.iter().map(|(name, _)| *name).collect();
    assert_eq!(there, listed, "a new migration is listed here with its digest");
    for (name, digest) in MIGRATIONS {
        let text = read(&format!("migrations/{name}"));
        let found: String =
            Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(found, digest, "{name} has changed: add a migration instead");
    }
}

#[test]
fn migrations_use_what_both_databases_have() {
    for (name, _) in MIGRATIONS {
        let text = read(&format!("migrations/{name}"));
        let code = text.lines().filter(|line| !line.trim_start().starts_with("--"));
        for (number, line) in code.enumerate() {
            let lower = line.to_lowercase();
            for word in [
                "serial",
                "autoincrement",
                "timestamp",
                "boolean",
                "jsonb",
                "now()",
                "default current",
                "trigger",
            ] {
                assert!(!lower.contains(word), "{name}, statement line {number}: {word}");
            }
        }
    }
}

#[test]
fn the_database_libraries_are_the_ones_that_were_looked_at() {
    let lock = read("Cargo.lock");
    let versions = |name: &str| -> Vec<String> {
        let head = format!("name = \"{name}\"\nversion = \"");
        lock.match_indices(&head)
            .map(|(at, _)| lock[at + head.len()..].split('"').next().unwrap().to_owned())
            .collect()
    };
    // SQLite 3.51.3: the first release without the WAL-reset bug.
    assert_eq!(versions("libsqlite3-sys"), ["0.37.0"]);
    assert_eq!(versions("sqlx"), ["0.9.0"]);
    // RUSTSEC-2026-0007 and RUSTSEC-2025-0055.
    assert!(versions("bytes").iter().all(|version| at_least(version, [1, 11, 1])), "{:?}", versions("bytes"));
    let log = versions("tracing-subscriber");
    assert!(log.iter().all(|version| at_least(version, [0, 3, 20])), "{log:?}");
    let sqlx = read("Cargo.toml").lines().find(|line| line.starts_with("sqlx ")).unwrap().to_owned();
    // Its MySQL part would bring `rsa` with it (RUSTSEC-2023-0071).
    assert!(sqlx.contains("default-features = false") && !sqlx.contains("mysql"), "{sqlx}");
}

fn at_least(version: &str, least: [u32; 3]) -> bool {
    let mut parts = version.split(['.', '-', '+']).map(|part| part.parse().unwrap_or(0));
    let mut next = || parts.next().unwrap_or(0);
    [next(), next(), next()] >= least
}

#[test]
fn both_languages_have_the_same_labels() {
    let keys = |file: &str| -> BTreeSet<String> {
        let labels: serde_json::Value = serde_json::from_str(&read(file)).unwrap();
        let sections = labels.as_object().unwrap().iter();
        sections
            .flat_map(|(section, labels)| {
                labels.as_object().unwrap().keys().map(move |key| format!("{section}.{key}"))
            })
            .collect()
    };
    assert_eq!(keys("app/locales/de.json"), keys("app/locales/en.json"));
}
