//! The command line: the same verbs as the API, on the store itself or through a running server.

mod complaint;
mod evidence;
mod film;
mod findings;
mod finishing;
mod lab;
mod planning;
mod programs;
mod temp_roll;
mod trace;
mod transport;
mod verbs;

pub use verbs::{Cli, ServeOptions, Verb};

use std::process::ExitCode;
use transport::{Answered, Transport};

/// What a verb comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Done {
    /// Exit code 0.
    Well,
    /// Refused, or differences were found: exit code 1.
    Refused,
}

/// Why a verb could not be carried out.
#[derive(Debug)]
pub enum Failure {
    /// The lab said no, in one sentence: exit code 1.
    Refused(String),
    /// The command line was wrong: exit code 2.
    Usage(String),
}

impl Failure {
    fn refused(sentence: impl ToString) -> Self {
        Self::Refused(sentence.to_string())
    }
}

/// What a verb prints: JSON with stable names, or a short text for people.
pub struct Print {
    json: bool,
}

impl Print {
    /// `text` is made only when a person reads it.
    fn answer(&self, value: &serde_json::Value, text: impl FnOnce(&serde_json::Value) -> String) {
        use std::io::Write as _;
        let line = if self.json { value.to_string() } else { text(value) };
        // A reader that closed the pipe has seen enough.
        let _ = writeln!(std::io::stdout(), "{line}");
    }
}

/// Runs every verb but `serve`.
pub async fn run(cli: Cli) -> ExitCode {
    let print = Print { json: cli.json };
    let outcome = match cli.verb.clone() {
        Verb::Evidence { verb: verbs::EvidenceVerb::Read { files } } => evidence::run(&files, &print),
        Verb::Verify { file: Some(file) } => lab::verify_file(&file, &print),
        verb => match &verb {
            Verb::Programs { verb: planned }
                if let Some(outcome) = programs::offline(&cli, planned, &print) =>
            {
                outcome
            }
            _ => with_lab(&cli, verb, &print).await,
        },
    };
    match outcome {
        Ok(Done::Well) => ExitCode::SUCCESS,
        Ok(Done::Refused) => ExitCode::from(1),
        Err(Failure::Refused(sentence)) => {
            eprintln!("{sentence}");
            ExitCode::from(1)
        }
        Err(Failure::Usage(sentence)) => {
            eprintln!("{sentence}");
            ExitCode::from(2)
        }
    }
}

async fn with_lab(cli: &Cli, verb: Verb, print: &Print) -> Result<Done, Failure> {
    let import_root = match &verb {
        Verb::Film { verb: verbs::FilmVerb::Register { list, .. } } => {
            list.is_dir().then(|| list.parent().map(std::path::Path::to_path_buf)).flatten()
        }
        _ => None,
    };
    let transport = Transport::open(cli, import_root).await?;
    let outcome = match verb {
        Verb::Film { verb } => film::run(&transport, verb, print).await,
        Verb::Complaint { verb } => complaint::run(&transport, verb, print).await,
        Verb::Evidence { verb } => findings::run(&transport, verb, print).await,
        Verb::TempRoll { verb } => temp_roll::run(&transport, verb, print).await,
        Verb::Programs { verb } => programs::run(&transport, verb, print).await,
        Verb::Ranges { verb } => programs::ranges(&transport, verb, print).await,
        other => lab::run(&transport, other, print).await,
    };
    transport.close().await;
    outcome
}

/// The answer's JSON, or the refusal's sentence.
fn accepted(answered: Answered) -> Result<serde_json::Value, Failure> {
    let value = serde_json::from_slice::<serde_json::Value>(&answered.body);
    if answered.is_done() {
        return value.map_err(|_| Failure::refused(STRANGE));
    }
    let sentence = value.ok().and_then(|value| Some(value.get("title")?.as_str()?.to_owned()));
    Err(Failure::refused(sentence.unwrap_or_else(|| {
        format!("The server answered {} without a sentence: check the address.", answered.status)
    })))
}

const STRANGE: &str = "The answer is not of this lab: check the address.";
