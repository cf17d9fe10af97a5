//! The steps of `cargo xtask test`, in the order they run.

use crate::assets::{self, Wasm};
use crate::postgres::{self, Scratch};
use crate::report::{self, Line, Tally, Watch};
use crate::{browser, place, run, tools};
use anyhow::{Context, Result, bail};
use std::process::Command;

/// The packages that run on the server, always selected together: cargo chooses the features of shared
/// dependencies by the selection, so a smaller one would compile half of them again. `frontend` is never among
/// them, its `hydrate` would meet `ssr`. `cargo build -p server` chooses the same features.
const NATIVE: &str = "-p domain -p example -p store -p app -p server --features app/ssr";

/// One step: the name it is called by, and what it does.
struct Step {
    name: &'static str,
    act: fn(&mut Lab) -> Result<Tally>,
}

/// In this order: the quick ones first, the ones that need others later. What is compiled for one serves the next.
const STEPS: [Step; 9] = [
    Step { name: "fmt", act: |_| quiet(&mut run::cargo("fmt --all --check")) },
    Step { name: "clippy", act: clippy },
    Step { name: "clippy-wasm", act: clippy_wasm },
    Step { name: "unit", act: unit },
    Step { name: "contract", act: contract },
    Step { name: "http", act: http },
    Step { name: "build", act: build },
    Step { name: "browser", act: stories },
    Step { name: "embed", act: embed },
];

/// What steps share while they run.
#[derive(Default)]
struct Lab {
    postgres: Option<Scratch>,
    /// The assets and the server are built; the browser step need not look again.
    built: bool,
}

impl Lab {
    /// The scratch PostgreSQL, started by the first step that needs it.
    fn postgres(&mut self) -> Result<&str> {
        if self.postgres.is_none() {
            self.postgres = Some(Scratch::start()?);
        }
        Ok(self.postgres.as_ref().context("started in the line above")?.url())
    }
}

/// The first name that is no step's.
pub fn unknown(names: &[String]) -> Option<&String> {
    names.iter().find(|name| STEPS.iter().all(|step| step.name != name.as_str()))
}

/// Runs the named steps, or all, until one fails; prints the table. Says whether all went well.
pub fn run_steps(names: &[String]) -> bool {
    let mut lab = Lab::default();
    let mut lines = Vec::new();
    for step in STEPS.iter().filter(|step| names.is_empty() || names.iter().any(|name| name == step.name)) {
        println!("\n== {}", step.name);
        let watch = Watch::start();
        let tally = (step.act)(&mut lab).unwrap_or_else(|error| {
            eprintln!("error: {error:#}");
            Tally::of_step(false)
        });
        println!("== {}: {tally}, {}", step.name, watch.read());
        lines.push(Line { step: step.name, time: watch.elapsed(), tally });
        if tally.failed > 0 {
            break;
        }
    }
    drop(lab);
    println!("{}", report::table(&lines));
    lines.iter().all(|line| line.tally.failed == 0)
}

fn clippy(_: &mut Lab) -> Result<Tally> {
    quiet(&mut run::cargo(&format!("clippy {NATIVE} -p bench -p xtask --all-targets -- -D warnings")))
}

fn clippy_wasm(_: &mut Lab) -> Result<Tally> {
    tools::wasm_target()?;
    quiet(&mut run::cargo(&format!("clippy -p frontend --target {} -- -D warnings", tools::WASM_TARGET)))
}

fn unit(_: &mut Lab) -> Result<Tally> {
    let mut tally = run::run_tests(&mut tests("--lib --bins --test lab --test weeks"))?;
    if tally.failed == 0 {
        tally.add(run::run_tests(&mut run::cargo("test -p xtask --profile tool --no-fail-fast"))?);
    }
    Ok(tally)
}

fn contract(lab: &mut Lab) -> Result<Tally> {
    integration(lab, "server/store/tests")
}

fn http(lab: &mut Lab) -> Result<Tally> {
    integration(lab, "server/tests")
}

fn build(lab: &mut Lab) -> Result<Tally> {
    assets::build(Wasm::Release)?;
    let tally = quiet(&mut run::cargo("build -p server"))?;
    lab.built = true;
    Ok(tally)
}

fn stories(lab: &mut Lab) -> Result<Tally> {
    if !lab.built {
        build(lab)?;
    }
    browser::set_up()?;
    browser::stories(&place::server_binary("debug"))
}

/// The binary that carries its site, run where no site lies.
fn embed(lab: &mut Lab) -> Result<Tally> {
    if !lab.built {
        build(lab)?;
    }
    run::run_tests(&mut run::cargo(&format!("test {NATIVE},server/embed --test embedded")))
}

/// The test files of one folder, with a PostgreSQL to create databases in.
fn integration(lab: &mut Lab, folder: &str) -> Result<Tally> {
    let files = place::files_in(&place::root().join(folder), "rs");
    if files.is_empty() {
        bail!("{folder} holds no tests");
    }
    let names: Vec<String> =
        files.iter().filter_map(|file| Some(format!("--test {}", file.file_stem()?.to_str()?))).collect();
    let url = lab.postgres()?.to_owned();
    let mut command = tests(&names.join(" "));
    command.env(postgres::VARIABLE, url);
    run::run_tests(&mut command)
}

fn tests(which: &str) -> Command {
    run::cargo(&format!("test {NATIVE} --no-fail-fast {which}"))
}

/// A step that reports no tests counts as one.
fn quiet(command: &mut Command) -> Result<Tally> {
    run::run(command)?;
    Ok(Tally::of_step(true))
}

#[cfg(test)]
mod tests_of_steps {
    use super::*;

    #[test]
    fn a_mistyped_step_is_found_out_before_anything_runs() {
        let names = ["fmt".to_owned(), "brwoser".to_owned()];
        assert_eq!(unknown(&names).map(String::as_str), Some("brwoser"));
        assert_eq!(unknown(&names[..1]), None);
    }

    #[test]
    fn the_browsers_half_is_never_selected_together_with_the_servers() {
        assert!(!NATIVE.contains("frontend") && !NATIVE.contains("hydrate"));
    }
}
