//! The commands of the task runner and their arguments.

use crate::assets::{self, Wasm};
use crate::postgres::{self, Scratch};
use crate::{browser, place, run, steps, tools};
use anyhow::{Result, bail};
use std::os::unix::process::CommandExt;

/// How a command ended, short of an error.
#[derive(Debug, PartialEq, Eq)]
pub enum Answer {
    Done,
    /// Steps ran, and not all of them well; they have said so.
    Failed,
    Help,
    /// The arguments make no sense, for this reason.
    Usage(String),
}

/// Does what the arguments ask for.
pub fn run(arguments: &[String]) -> Result<Answer> {
    let (command, rest) = match arguments.split_first() {
        None => return Ok(Answer::Usage("which command?".to_owned())),
        Some((command, rest)) => (command.as_str(), rest),
    };
    match command {
        "help" | "--help" | "-h" => Ok(Answer::Help),
        "serve" => with_options(rest, &["--release", "--debug-wasm", "--no-build"], serve),
        "build" => with_options(rest, &["--debug-wasm"], |options| {
            assets::build(options.wasm())?;
            Ok(Answer::Done)
        }),
        "test" => test(rest),
        "setup" => with_options(rest, &[], |_| set_up()),
        "fmt" => with_options(rest, &[], |_| {
            run::run(&mut run::cargo("fmt --all"))?;
            Ok(Answer::Done)
        }),
        "postgres" => with_options(rest, &[], with_postgres),
        "bench" => bench(rest),
        "crash" => bench(&[&["crash".to_owned()], rest].concat()),
        "screenshots" => with_options(rest, &[], |_| screenshots()),
        other => Ok(Answer::Usage(format!("there is no command {other}"))),
    }
}

/// Options before `--`, and what follows it.
#[derive(Debug, PartialEq, Eq)]
struct Options<'a> {
    given: Vec<&'a str>,
    passed_on: &'a [String],
}

impl Options<'_> {
    fn has(&self, option: &str) -> bool {
        self.given.contains(&option)
    }

    fn wasm(&self) -> Wasm {
        if self.has("--debug-wasm") { Wasm::Debug } else { Wasm::Release }
    }
}

fn with_options(
    arguments: &[String],
    known: &[&str],
    act: impl FnOnce(Options<'_>) -> Result<Answer>,
) -> Result<Answer> {
    match read_options(arguments, known) {
        Ok(options) => act(options),
        Err(reason) => Ok(Answer::Usage(reason)),
    }
}

fn read_options<'a>(arguments: &'a [String], known: &[&str]) -> Result<Options<'a>, String> {
    let end = arguments.iter().position(|word| word == "--").unwrap_or(arguments.len());
    let given: Vec<&str> = arguments[..end].iter().map(String::as_str).collect();
    match given.iter().find(|option| !known.contains(option)) {
        Some(unknown) => Err(format!("there is no option {unknown} here")),
        None => Ok(Options { given, passed_on: arguments.get(end + 1..).unwrap_or_default() }),
    }
}

/// Builds, then becomes the server: signals reach it without anybody between.
fn serve(options: Options<'_>) -> Result<Answer> {
    let profile = if options.has("--release") { "release" } else { "debug" };
    let server = place::server_binary(profile);
    if !options.has("--no-build") {
        assets::build(options.wasm())?;
        let release = if profile == "release" { "--release" } else { "" };
        run::run(&mut run::cargo(&format!("build -p server {release}")))?;
    } else if !server.is_file() {
        bail!("{} is not built: leave out --no-build once", server.display());
    }
    let mut rollcall = run::program(&server);
    rollcall.arg("serve").env("ROLLCALL_SITE", place::site());
    for (option, value) in [("--data", "./rollcall-data"), ("--bind", "127.0.0.1:3000")] {
        if !names_option(options.passed_on, option) {
            rollcall.args([option, value]);
        }
    }
    let error = rollcall.args(options.passed_on).exec();
    bail!("{} cannot be started: {error}", server.display())
}

fn names_option(arguments: &[String], option: &str) -> bool {
    arguments
        .iter()
        .any(|word| word.strip_prefix(option).is_some_and(|rest| rest.is_empty() || rest.starts_with('=')))
}

fn test(names: &[String]) -> Result<Answer> {
    if let Some(unknown) = steps::unknown(names) {
        return Ok(Answer::Usage(format!("there is no step {unknown}")));
    }
    Ok(if steps::run_steps(names) { Answer::Done } else { Answer::Failed })
}

fn set_up() -> Result<Answer> {
    tools::wasm_target()?;
    browser::set_up()?;
    println!("  PostgreSQL's programs: {}", postgres::programs()?.display());
    Ok(Answer::Done)
}

fn with_postgres(options: Options<'_>) -> Result<Answer> {
    let scratch = Scratch::start()?;
    match options.passed_on.split_first() {
        Some((program, arguments)) => {
            run::run(run::program(program).args(arguments).env(postgres::VARIABLE, scratch.url()))?;
        }
        None => {
            println!("export {}={}\nCtrl-C stops it.", postgres::VARIABLE, scratch.url());
            loop {
                std::thread::park();
            }
        }
    }
    Ok(Answer::Done)
}

fn bench(arguments: &[String]) -> Result<Answer> {
    if arguments.is_empty() {
        return Ok(Answer::Usage("which bench?".to_owned()));
    }
    let scratch = Scratch::start()?;
    // Built together, so that both share what they depend on; the bench starts the server beside it.
    run::run(&mut run::cargo("build --release -p bench -p server"))?;
    let mut bench = run::program(place::target().join("release/bench"));
    run::run(bench.args(arguments).env(postgres::VARIABLE, scratch.url()))?;
    Ok(Answer::Done)
}

fn screenshots() -> Result<Answer> {
    assets::build(Wasm::Release)?;
    run::run(&mut run::cargo("build -p server"))?;
    browser::set_up()?;
    let tally = browser::screenshots(&place::server_binary("debug"))?;
    println!("\n{tally}");
    Ok(if tally.failed == 0 { Answer::Done } else { Answer::Failed })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(line: &str) -> Vec<String> {
        line.split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn what_follows_the_two_dashes_goes_to_the_server() {
        let line = words("--release -- --demo --bind 0.0.0.0:80");
        let options = read_options(&line, &["--release", "--no-build"]).unwrap();
        assert!(options.has("--release") && !options.has("--no-build"));
        assert_eq!(options.passed_on, words("--demo --bind 0.0.0.0:80"));
        assert!(names_option(options.passed_on, "--bind") && !names_option(options.passed_on, "--data"));
        assert!(names_option(&words("--data=/srv/lab"), "--data"));
    }

    #[test]
    fn a_mistyped_option_or_command_is_wrong_usage() {
        assert_eq!(
            read_options(&words("--relaese"), &["--release"]),
            Err("there is no option --relaese here".to_owned())
        );
        assert!(matches!(run(&words("sevre")), Ok(Answer::Usage(_))));
        assert!(matches!(run(&words("test unti")), Ok(Answer::Usage(_))));
        assert!(matches!(run(&[]), Ok(Answer::Usage(_))));
    }
}
