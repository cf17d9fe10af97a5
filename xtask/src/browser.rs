//! Sets up a browser and runs Playwright with it.

use crate::report::Tally;
use crate::{place, run, tools};
use anyhow::{Context, Result, bail};
use std::path::PathBuf;
use std::process::Command;

/// The browsers looked for on `PATH`, first found first taken.
const NAMES: [&str; 5] =
    ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "google-chrome-beta"];

/// The browser of this machine: the one `ROLLCALL_BROWSER` names, else one on `PATH`.
pub fn installed() -> Option<PathBuf> {
    std::env::var_os("ROLLCALL_BROWSER").map(PathBuf::from).or_else(|| run::find_on_path(&NAMES))
}

/// Has a browser and the npm packages: what is installed, else Debian's Chromium, else Playwright's own.
pub fn set_up() -> Result<()> {
    if installed().is_none() && run::is_root() && run::find_on_path(&["apt-get"]).is_some() {
        let packages = ["chromium", "fonts-liberation"];
        if let Err(error) = run::install_debian_packages(&packages) {
            eprintln!("Debian's chromium cannot be installed ({error:#}); trying Playwright's own");
        }
    }
    tools::npm_packages()?;
    if installed().is_none() {
        run::run(playwright().args(["install", "chromium"]))
            .context("no browser: install Chromium or Chrome, or name one in ROLLCALL_BROWSER")?;
    }
    Ok(())
}

/// The browser tests, against the server binary named.
pub fn stories(server: &std::path::Path) -> Result<Tally> {
    run::run_tests(project("stories", server)?.arg("--reporter=list"))
}

/// Writes the pictures of the documentation, from the server binary named.
pub fn screenshots(server: &std::path::Path) -> Result<Tally> {
    run::run_tests(project("screenshots", server)?.arg("--reporter=list"))
}

fn project(name: &str, server: &std::path::Path) -> Result<Command> {
    if !server.is_file() {
        bail!("the server {} is not built", server.display());
    }
    let mut command = playwright();
    command.args(["test", &format!("--project={name}")]);
    command.env("ROLLCALL_BIN", server).env("ROLLCALL_SITE", place::site());
    if let Some(browser) = installed() {
        command.env("ROLLCALL_BROWSER", browser);
    }
    Ok(command)
}

fn playwright() -> Command {
    let mut command = run::program(place::npm_program("playwright"));
    command.current_dir(place::end2end());
    command
}
