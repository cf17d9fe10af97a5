//! The task runner: `cargo xtask serve | test | build | …` sets up what is missing, then does it.

mod assets;
mod browser;
mod commands;
mod interrupt;
mod place;
mod postgres;
mod publish;
mod report;
mod run;
mod steps;
mod tools;

use std::process::ExitCode;

const HELP: &str = "\
cargo xtask COMMAND

  serve [--release] [--debug-wasm] [--no-build] [-- ARGUMENTS]
                      build everything and start `rollcall serve` on http://127.0.0.1:3000;
                      ARGUMENTS go to `rollcall serve`
  test [STEP…]        all steps, or the named ones: fmt clippy clippy-wasm unit contract http build browser
                      embed
  build [--debug-wasm]
                      the browser assets in target/site, compressed and named by their content
  setup               only the set-up: wasm target, npm packages, browser, PostgreSQL's programs
  fmt                 format the Rust code
  postgres [-- PROGRAM ARGUMENTS]
                      run a program with a scratch PostgreSQL in ROLLCALL_TEST_POSTGRES;
                      without a program, keep it running until Ctrl-C
  bench NAME [ARGUMENTS]
                      measure in release mode, with a scratch PostgreSQL: numbers, pages, power-cut
  crash [ARGUMENTS]   kill the store under load and look at what is left
  screenshots         write docs/screens/*.png";

fn main() -> ExitCode {
    interrupt::listen();
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match commands::run(&arguments) {
        Ok(commands::Answer::Done) => ExitCode::SUCCESS,
        Ok(commands::Answer::Failed) => ExitCode::FAILURE,
        Ok(commands::Answer::Usage(reason)) => {
            eprintln!("{reason}\n\n{HELP}");
            ExitCode::from(2)
        }
        Ok(commands::Answer::Help) => {
            println!("{HELP}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
