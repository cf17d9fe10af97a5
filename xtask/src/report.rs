//! What a run reports: times, tests counted, and the table at its end.

use std::fmt::{self, Display};
use std::time::{Duration, Instant};

/// Tests that passed and failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub passed: u32,
    pub failed: u32,
}

impl Tally {
    /// A step without tests of its own counts as one.
    pub fn of_step(ended_well: bool) -> Tally {
        if ended_well { Tally { passed: 1, failed: 0 } } else { Tally { passed: 0, failed: 1 } }
    }

    pub fn add(&mut self, other: Tally) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

impl Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)
    }
}

/// Measures wall time.
pub struct Watch(Instant);

impl Watch {
    #[expect(clippy::disallowed_methods, reason = "the task runner tells how long its steps take")]
    pub fn start() -> Watch {
        Watch(Instant::now())
    }

    /// The time since the start, in words.
    pub fn read(&self) -> String {
        in_words(self.elapsed())
    }

    pub fn elapsed(&self) -> Duration {
        self.0.elapsed()
    }
}

/// One line of the table: a step, its time, what it counted.
pub struct Line {
    pub step: &'static str,
    pub time: Duration,
    pub tally: Tally,
}

/// The table of steps with its total, ended by the line that counts everything.
pub fn table(lines: &[Line]) -> String {
    let mut text = String::from("\n  step             time   passed  failed\n");
    let mut tally = Tally::default();
    let mut time = Duration::ZERO;
    let row = |step: &str, time: Duration, tally: Tally| {
        format!("  {:<12} {:>8} {:>8} {:>7}\n", step, in_words(time), tally.passed, tally.failed)
    };
    for line in lines {
        text += &row(line.step, line.time, line.tally);
        tally.add(line.tally);
        time += line.time;
    }
    text += &row("total", time, tally);
    text + &format!("\n{tally}")
}

/// What one line of output counts: the summary of a Rust test binary, or of Playwright.
pub fn read_line(line: &str) -> Tally {
    let plain = without_colours(line);
    if let Some(summary) = plain.strip_prefix("test result: ") {
        return Tally {
            passed: number_before(summary, " passed"),
            failed: number_before(summary, " failed"),
        };
    }
    let words: Vec<&str> = plain.split_whitespace().collect();
    let count = |word: &str| word.parse().unwrap_or(0);
    match words.as_slice() {
        [n, "passed"] => Tally { passed: count(n), failed: 0 },
        [n, "passed", time] if time.starts_with('(') => Tally { passed: count(n), failed: 0 },
        [n, "failed"] => Tally { passed: 0, failed: count(n) },
        // A test that passed only when tried again is not a test that passed.
        [n, "flaky"] => Tally { passed: 0, failed: count(n) },
        [n, "did", "not", "run"] => Tally { passed: 0, failed: count(n) },
        _ => Tally::default(),
    }
}

/// A time as people say it: `8.3 s`, `4m05`.
pub fn in_words(time: Duration) -> String {
    let seconds = time.as_secs_f64();
    if seconds < 59.95 {
        format!("{seconds:.1} s")
    } else {
        let whole = seconds.round() as u64;
        format!("{}m{:02}", whole / 60, whole % 60)
    }
}

fn number_before(text: &str, word: &str) -> u32 {
    let Some(end) = text.find(word) else { return 0 };
    let digits = text[..end].rsplit(|c: char| !c.is_ascii_digit()).next().unwrap_or("");
    digits.parse().unwrap_or(0)
}

fn without_colours(line: &str) -> String {
    let mut plain = String::with_capacity(line.len());
    let mut characters = line.chars();
    while let Some(c) = characters.next() {
        if c == '\x1b' {
            characters.by_ref().find(|c| c.is_ascii_alphabetic());
        } else {
            plain.push(c);
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_summary_of_a_rust_test_binary_is_counted() {
        let line = "test result: FAILED. 31 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out";
        assert_eq!(read_line(line), Tally { passed: 31, failed: 2 });
        let coloured = "test result: \x1b[32mok\x1b[m. 7 passed; 0 failed; 0 ignored";
        assert_eq!(read_line(coloured), Tally { passed: 7, failed: 0 });
    }

    #[test]
    fn the_summary_of_playwright_is_counted_and_flaky_is_no_pass() {
        assert_eq!(read_line("  12 passed (41.2s)"), Tally { passed: 12, failed: 0 });
        assert_eq!(read_line("  1 failed"), Tally { passed: 0, failed: 1 });
        assert_eq!(read_line("  2 flaky"), Tally { passed: 0, failed: 2 });
        assert_eq!(read_line("  3 did not run"), Tally { passed: 0, failed: 3 });
    }

    #[test]
    fn ordinary_lines_count_nothing() {
        for line in
            ["", "test a_roll_is_filmed ... ok", "the roll has 12 passed frames", "passed", "running 3 tests"]
        {
            assert_eq!(read_line(line), Tally::default(), "{line}");
        }
    }

    #[test]
    fn the_table_ends_with_the_count_of_everything() {
        let lines = [
            Line { step: "fmt", time: Duration::from_millis(400), tally: Tally::of_step(true) },
            Line { step: "unit", time: Duration::from_secs(245), tally: Tally { passed: 9, failed: 1 } },
        ];
        let text = table(&lines);
        assert!(text.contains("4m05"), "{text}");
        assert_eq!(text.lines().last(), Some("10 passed, 1 failed"));
    }

    #[test]
    fn a_minute_is_never_written_as_sixty_seconds() {
        assert_eq!(in_words(Duration::from_millis(59_960)), "1m00");
        assert_eq!(in_words(Duration::from_millis(8_310)), "8.3 s");
    }
}
