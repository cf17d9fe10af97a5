//! Sets up what building needs: the wasm target and the npm packages.

use crate::{browser, place, publish, run};
use anyhow::{Context, Result, bail};
use std::path::Path;

/// The target the browser's half is compiled for.
pub const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// Has Rust's standard library for wasm; asks rustup for it when it is missing.
pub fn wasm_target() -> Result<()> {
    let mut rustc = run::program("rustc");
    let folder = run::read(rustc.args(["--print", "target-libdir", "--target", WASM_TARGET]))
        .context("rustc is not on PATH: install Rust from https://rustup.rs")?;
    if Path::new(&folder).is_dir() {
        return Ok(());
    }
    run::run(run::program("rustup").args(["target", "add", WASM_TARGET]))
        .with_context(|| format!("Rust's target {WASM_TARGET} is missing"))
}

/// Has the npm packages of `end2end/package-lock.json`; installs them when the file has changed since.
pub fn npm_packages() -> Result<()> {
    let lock = place::end2end().join("package-lock.json");
    let wanted = publish::fingerprint(&std::fs::read(&lock).with_context(|| lock.display().to_string())?);
    let stamp = place::end2end().join("node_modules/.installed");
    if std::fs::read_to_string(&stamp).is_ok_and(|found| found == wanted) {
        return Ok(());
    }
    if run::find_on_path(&["npm"]).is_none() {
        bail!("npm is not on PATH: install Node 20 or newer");
    }
    let mut npm = run::program("npm");
    npm.current_dir(place::end2end()).args(["ci", "--no-audit", "--no-fund", "--loglevel=error"]);
    if browser::installed().is_some() {
        npm.env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    }
    run::run(&mut npm)?;
    std::fs::write(stamp, wanted)?;
    Ok(())
}
