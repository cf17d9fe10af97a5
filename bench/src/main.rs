//! What is measured, against what: `numbers` for the speed of the one door, `pages` for what a person waits for,
//! `programs` for reading and planning a shop of CNC programs, `crash` and `power-cut` for what survives a kill -9 and
//! a loss of power.
//!
//! `ROLLCALL_TEST_POSTGRES` names a PostgreSQL to create databases in; without it PostgreSQL's rows are left out.

mod crash;
mod numbers;
mod pages;
mod places;
mod plain;
mod programs;
mod server;
mod watch;

use std::process::ExitCode;

const USAGE: &str = "usage:
  bench numbers [--rounds N] [--seconds S] [--clients 1,16,64,256]
  bench pages [--documents N] [--times N]
  bench programs [--files N] [--rounds N] [--seed N]
  bench crash [--cycles N] [--control answer-before-commit|ledger-second-transaction|fresh-key] [--engine sqlite|postgres]
  bench power-cut [--cycles N] [--control synchronous-normal|synchronous-off]";

/// What a run came to, short of an error.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    Good,
    Bad,
}

pub type Failure = Box<dyn std::error::Error + Send + Sync>;

#[tokio::main]
async fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let Some((command, rest)) = words.split_first() else {
        eprintln!("{USAGE}");
        return ExitCode::from(2);
    };
    let Some(options) = Options::read(rest) else {
        eprintln!("{USAGE}");
        return ExitCode::from(2);
    };
    let result = match command.as_str() {
        "numbers" => numbers::run(&options).await,
        "numbers-load" => numbers::load_for_strace(&options).await,
        "crash" => crash::run(&options).await,
        "pages" => pages::run(&options).await,
        "programs" => programs::run(&options),
        "programs-memory" => programs::memory_of_a_plan(&options),
        "power-cut" => crash::run_power_cut(&options).await,
        "crash-server" => crash::serve(&options).await,
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    match result {
        Ok(Verdict::Good) => ExitCode::SUCCESS,
        Ok(Verdict::Bad) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

/// `--name value` pairs.
pub struct Options(Vec<(String, String)>);

impl Options {
    fn read(words: &[String]) -> Option<Self> {
        let pairs = words.chunks(2).map(|pair| match pair {
            [name, value] => Some((name.strip_prefix("--")?.to_owned(), value.clone())),
            _ => None,
        });
        pairs.collect::<Option<_>>().map(Self)
    }

    pub fn text(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(given, _)| given == name).map(|(_, value)| value.as_str())
    }

    pub fn number(&self, name: &str, otherwise: u64) -> Result<u64, Failure> {
        match self.text(name) {
            None => Ok(otherwise),
            Some(text) => text.parse().map_err(|_| format!("--{name} needs a number, not {text}").into()),
        }
    }
}
