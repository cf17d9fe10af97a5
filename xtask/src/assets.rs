//! What the browser loads: wasm and its JavaScript, styles, fonts, small files; built, squeezed, measured.

use crate::publish::{self, Site, Size, Squeeze};
use crate::{place, run, tools};
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use wasm_bindgen_cli_support::Bindgen;

/// The most the browser may fetch before the first page answers to a click: wasm and JavaScript, brotli,
/// in bytes. It is two seconds on a line of 1 Mbit/s.
const FIRST_ROUTE_LIMIT: u64 = 250_000;

/// What the wasm optimiser may use. All of it works in every browser since 2022; `--all-features` would write
/// wasm that Chromium refuses.
const WASM_OPT: [&str; 7] = [
    "-Oz",
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// The fonts: the name in the site, the file in `node_modules`.
const FONTS: [(&str, &str); 3] = [
    ("plex-sans.woff2", "@fontsource-variable/ibm-plex-sans/files/ibm-plex-sans-latin-wdth-normal.woff2"),
    ("plex-mono-400.woff2", "@fontsource/ibm-plex-mono/files/ibm-plex-mono-latin-400-normal.woff2"),
    ("plex-mono-500.woff2", "@fontsource/ibm-plex-mono/files/ibm-plex-mono-latin-500-normal.woff2"),
];

/// How the wasm is compiled.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Wasm {
    /// Small, optimised and compressed: what users get and browser tests run on.
    Release,
    /// With names and checks, large and slow to start: to look into a panic.
    Debug,
}

impl Wasm {
    /// Cargo's profile, and the folder it writes to.
    fn profile(self) -> (&'static str, &'static str) {
        match self {
            Wasm::Release => ("wasm-release", "wasm-release"),
            Wasm::Debug => ("dev", "debug"),
        }
    }
}

/// Builds the whole site into `target/site` and prints what the first page costs.
pub fn build(wasm: Wasm) -> Result<()> {
    tools::wasm_target()?;
    tools::npm_packages()?;
    let (profile, folder) = wasm.profile();
    run::run(&mut run::cargo(&format!(
        "build --package frontend --target {} --profile {profile}",
        tools::WASM_TARGET
    )))?;
    let compiled = place::target().join(tools::WASM_TARGET).join(folder).join("frontend.wasm");
    let bound = bind(&compiled, wasm)?;

    let mut site = Site::open(&place::site())?;
    let code = publish_code(&mut site, &bound, wasm)?;
    publish_static_files(&mut site)?;
    let styles = gather_styles(&place::root().join("style"))?;
    let styles = site.publish("app.css", site.resolve(&styles)?.as_bytes(), Squeeze::Best)?;
    site.finish()?;
    measure(code, styles, wasm)
}

/// What the first route needs to come alive.
#[derive(Clone, Copy, Default)]
struct Code {
    wasm: Size,
    script: Size,
    live: Size,
}

/// Runs wasm-bindgen and, for a release, the optimiser; returns the folder with `app.js` and `app_bg.wasm`.
/// The same wasm is not worked on twice.
fn bind(compiled: &Path, wasm: Wasm) -> Result<PathBuf> {
    let folder = place::root().join("target/bound").join(wasm.profile().1);
    let stamp = folder.join(".made-from");
    let content = std::fs::read(compiled).with_context(|| compiled.display().to_string())?;
    let wanted = format!("{} {}", publish::fingerprint(&content), WASM_OPT.join(" "));
    if std::fs::read_to_string(&stamp).is_ok_and(|found| found == wanted) {
        return Ok(folder);
    }
    if folder.exists() {
        std::fs::remove_dir_all(&folder)?;
    }
    let watch = crate::report::Watch::start();
    let mut bindgen = Bindgen::new();
    bindgen.input_path(compiled).out_name("app").typescript(false).omit_default_module_path(true);
    bindgen.debug(wasm == Wasm::Debug).keep_debug(wasm == Wasm::Debug);
    bindgen.web(true)?.generate(&folder).context("wasm-bindgen")?;
    println!("  {} wasm-bindgen", watch.read());
    if wasm == Wasm::Release {
        let file = folder.join("app_bg.wasm");
        let mut optimiser = run::program(place::npm_program("wasm-opt"));
        run::run(optimiser.args(WASM_OPT).arg(&file).arg("-o").arg(&file))?;
    }
    std::fs::write(stamp, wanted)?;
    Ok(folder)
}

fn publish_code(site: &mut Site, bound: &Path, wasm: Wasm) -> Result<Code> {
    let squeeze = if wasm == Wasm::Release { Squeeze::Best } else { Squeeze::Never };
    let mut script = std::fs::read_to_string(bound.join("app.js"))?;
    // Snippets are files of crates that bring their own JavaScript, imported by paths relative to app.js.
    let mut snippet_bytes = 0;
    for snippet in snippets(&bound.join("snippets"))? {
        let relative = snippet.strip_prefix(bound)?.display().to_string();
        let logical = relative.replace('/', "-");
        snippet_bytes += site.publish(&logical, &std::fs::read(&snippet)?, squeeze)?.brotli;
        let path = site.path_of(&logical).expect("published in the line above");
        script = script.replace(&format!("./{relative}"), &path);
    }
    let mut code = Code {
        wasm: site.publish("app.wasm", &std::fs::read(bound.join("app_bg.wasm"))?, squeeze)?,
        script: site.publish("app.js", minify(&script, &bound.join("app.js"))?.as_bytes(), squeeze)?,
        live: Size::default(),
    };
    code.script.brotli += snippet_bytes;
    let live = place::root().join("frontend/live.js");
    if live.is_file() {
        let script = minify(&std::fs::read_to_string(&live)?, &live)?;
        code.live = site.publish("live.js", script.as_bytes(), squeeze)?;
    }
    Ok(code)
}

fn publish_static_files(site: &mut Site) -> Result<()> {
    for (logical, file) in FONTS {
        let file = place::end2end().join("node_modules").join(file);
        let content = std::fs::read(&file).with_context(|| file.display().to_string())?;
        site.publish(logical, &content, Squeeze::Best)?;
    }
    let folder = place::root().join("style/static");
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path()))
        .collect();
    files.sort();
    for file in files.iter().filter(|file| file.is_file()) {
        let name = file.file_name().expect("a file in a folder has a name").to_string_lossy().into_owned();
        site.publish(&name, &std::fs::read(file)?, Squeeze::Best)?;
    }
    Ok(())
}

fn snippets(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    if !folder.is_dir() {
        return Ok(found);
    }
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(snippets(&path)?);
        } else {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// All style sheets as one text, each taken for itself first, so that a mistake in one is told with its line.
fn gather_styles(folder: &Path) -> Result<String> {
    let mut styles = String::new();
    for file in style_sheets(folder) {
        let text = std::fs::read_to_string(&file).with_context(|| file.display().to_string())?;
        styles += &minify(&text, &file)?;
    }
    Ok(styles)
}

/// The style sheets in their order: the tokens with the order of the layers first, then the other files of
/// `style`, then parts, then pages, each folder in the order of its names.
fn style_sheets(folder: &Path) -> Vec<PathBuf> {
    let mut files = place::files_in(folder, "css");
    files.sort_by_key(|file| !file.ends_with("tokens.css"));
    files.extend(place::files_in(&folder.join("parts"), "css"));
    files.extend(place::files_in(&folder.join("pages"), "css"));
    files
}

/// Takes out of a script or a style sheet what only people read. A mistake in the syntax is an error.
fn minify(text: &str, file: &Path) -> Result<String> {
    let kind = file.extension().unwrap_or_default().to_string_lossy();
    let shown = file.strip_prefix(place::root()).unwrap_or(file).display();
    let mut esbuild = run::program(place::npm_program("esbuild"));
    esbuild.args(["--minify", "--log-level=warning", "--log-override:css-syntax-error=error"]);
    esbuild.args([format!("--loader={kind}"), format!("--sourcefile={shown}")]);
    run::filter(&mut esbuild, text).with_context(|| format!("{shown} is not right"))
}

fn measure(code: Code, styles: Size, wasm: Wasm) -> Result<()> {
    let live =
        if code.live.raw > 0 { format!(", live.js {}", kilobytes(code.live.brotli)) } else { String::new() };
    println!(
        "  wasm {} ({} brotli), app.js {} brotli{live}, app.css {} brotli",
        kilobytes(code.wasm.raw),
        kilobytes(code.wasm.brotli),
        kilobytes(code.script.brotli),
        kilobytes(styles.brotli)
    );
    if wasm == Wasm::Debug {
        println!("  first route: not measured, this is debug wasm");
        return Ok(());
    }
    let first_route = code.wasm.brotli + code.script.brotli + code.live.brotli;
    println!("  first route: {} brotli", kilobytes(first_route));
    if first_route > FIRST_ROUTE_LIMIT {
        bail!("the first route is over its limit of {}", kilobytes(FIRST_ROUTE_LIMIT));
    }
    Ok(())
}

/// Kilobytes of 1,000 bytes, as networks count.
fn kilobytes(bytes: u64) -> String {
    format!("{}.{} kB", bytes / 1000, bytes % 1000 / 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_come_first_then_parts_then_pages() {
        let folder = std::env::temp_dir().join(format!("rollcall-styles-{}", std::process::id()));
        for (file, text) in [
            ("base.css", "base"),
            ("tokens.css", "tokens"),
            ("utilities.css", "utilities"),
            ("pages/today.css", "today"),
            ("parts/button.css", "button"),
            ("parts/table.css", "table"),
            ("notes.txt", "notes"),
        ] {
            let file = folder.join(file);
            std::fs::create_dir_all(file.parent().unwrap()).unwrap();
            std::fs::write(file, text).unwrap();
        }
        let names: Vec<String> = style_sheets(&folder)
            .iter()
            .map(|file| file.file_stem().unwrap().display().to_string())
            .collect();
        assert_eq!(names, ["tokens", "base", "utilities", "button", "table", "today"]);
        std::fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_lab_without_styles_yet_has_an_empty_sheet() {
        assert_eq!(gather_styles(Path::new("/nowhere")).unwrap(), "");
    }

    #[test]
    fn sizes_are_said_in_kilobytes() {
        assert_eq!(kilobytes(143_198), "143.1 kB");
        assert_eq!(kilobytes(999), "0.9 kB");
    }
}
