//! The folder of browser assets: files named by their content, compressed beside it, listed in a manifest.

use anyhow::{Context, Result, bail};
use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::{Path, PathBuf};

/// The URL path the server answers with the files of the site.
pub const ASSETS_PATH: &str = "/assets/";

/// The file that maps logical names to the names by content.
pub const MANIFEST: &str = "manifest.json";

/// Hexadecimal digits of the content's SHA-256 in a file name.
const FINGERPRINT_DIGITS: usize = 12;

/// Files of text and wasm; fonts and pictures are compressed already.
const COMPRESSIBLE: [&str; 8] = ["wasm", "js", "css", "svg", "json", "txt", "html", "webmanifest"];

/// Bytes of a published file, as it is and as the browser fetches it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Size {
    pub raw: u64,
    pub brotli: u64,
}

/// Whether a file gets compressed versions.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Squeeze {
    /// Brotli 11 and gzip 9, if the kind of file gains by it.
    Best,
    /// None: a debug wasm is large, and read from this machine only.
    Never,
}

/// The site being published.
pub struct Site {
    folder: PathBuf,
    names: BTreeMap<String, String>,
}

impl Site {
    pub fn open(folder: &Path) -> Result<Site> {
        std::fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
        Ok(Site { folder: folder.to_path_buf(), names: BTreeMap::new() })
    }

    /// Publishes the content under a name made of both. Content already published is not compressed again.
    pub fn publish(&mut self, logical: &str, content: &[u8], squeeze: Squeeze) -> Result<Size> {
        let name = name_by_content(logical, content);
        let raw = content.len() as u64;
        let file = self.folder.join(&name);
        write_once(&file, || Ok(content.to_vec()))?;
        let mut size = Size { raw, brotli: raw };
        let extension = logical.rsplit('.').next().unwrap_or("");
        if squeeze == Squeeze::Best && COMPRESSIBLE.contains(&extension) {
            size.brotli = write_once(&with_suffix(&file, ".br"), || brotli(content))?;
            write_once(&with_suffix(&file, ".gz"), || gzip(content))?;
        }
        self.names.insert(logical.to_owned(), name);
        Ok(size)
    }

    /// The URL path of a published file.
    pub fn path_of(&self, logical: &str) -> Option<String> {
        self.names.get(logical).map(|name| format!("{ASSETS_PATH}{name}"))
    }

    /// Replaces each `asset:NAME` in the text by the path of that file; a name nobody published is an error.
    pub fn resolve(&self, text: &str) -> Result<String> {
        let mut resolved = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(start) = rest.find("asset:") {
            let after = &rest[start + "asset:".len()..];
            let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
            let name = &after[..after.find(|c| !is_name(c)).unwrap_or(after.len())];
            let Some(path) = self.path_of(name) else {
                bail!("asset:{name} names no file of the site; there are {:?}", self.names.keys());
            };
            resolved += &rest[..start];
            resolved += &path;
            rest = &after[name.len()..];
        }
        Ok(resolved + rest)
    }

    /// Writes the manifest and removes files no longer in it.
    pub fn finish(self) -> Result<()> {
        let manifest = serde_json::to_string_pretty(&self.names)? + "\n";
        let file = self.folder.join(MANIFEST);
        if std::fs::read_to_string(&file).is_ok_and(|found| found == manifest) {
            return Ok(());
        }
        replace(&file, manifest.as_bytes())?;
        let mut kept: BTreeSet<String> = self.names.into_values().collect();
        kept.insert(MANIFEST.to_owned());
        for entry in std::fs::read_dir(&self.folder)? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let uncompressed = name.strip_suffix(".br").or_else(|| name.strip_suffix(".gz")).unwrap_or(&name);
            if entry.file_type()?.is_file() && !kept.contains(uncompressed) {
                std::fs::remove_file(entry.path())?;
            }
        }
        Ok(())
    }
}

/// The first digits of the content's SHA-256.
pub fn fingerprint(content: &[u8]) -> String {
    let digits: String = Sha256::digest(content).iter().map(|byte| format!("{byte:02x}")).collect();
    digits[..FINGERPRINT_DIGITS].to_owned()
}

/// Writes a file so that readers see the old one or the new one, never half.
pub fn replace(file: &Path, content: &[u8]) -> Result<()> {
    let unfinished = with_suffix(file, &format!(".{}.new", std::process::id()));
    std::fs::write(&unfinished, content).with_context(|| unfinished.display().to_string())?;
    std::fs::rename(&unfinished, file).with_context(|| file.display().to_string())
}

/// `app.css` becomes `app-3f2a9c01d4e5.css`.
fn name_by_content(logical: &str, content: &[u8]) -> String {
    let fingerprint = fingerprint(content);
    match logical.rsplit_once('.') {
        Some((stem, extension)) => format!("{stem}-{fingerprint}.{extension}"),
        None => format!("{logical}-{fingerprint}"),
    }
}

/// Writes what its name already describes only if it is not there. Returns its size.
fn write_once(file: &Path, content: impl FnOnce() -> Result<Vec<u8>>) -> Result<u64> {
    if let Ok(found) = std::fs::metadata(file) {
        return Ok(found.len());
    }
    let content = content()?;
    replace(file, &content)?;
    Ok(content.len() as u64)
}

fn with_suffix(file: &Path, suffix: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

fn brotli(content: &[u8]) -> Result<Vec<u8>> {
    let mut squeezed = Vec::new();
    let parameters = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 24, ..Default::default() };
    brotli::BrotliCompress(&mut &*content, &mut squeezed, &parameters)?;
    Ok(squeezed)
}

fn gzip(content: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(content)?;
    Ok(encoder.finish()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn empty_site(name: &str) -> (PathBuf, Site) {
        let folder = std::env::temp_dir().join(format!("rollcall-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        let site = Site::open(&folder).unwrap();
        (folder, site)
    }

    #[test]
    fn a_file_is_named_by_its_content_and_compressed_beside_it() {
        let (folder, mut site) = empty_site("publish");
        let css = "a { color: red }\n".repeat(200);
        let size = site.publish("app.css", css.as_bytes(), Squeeze::Best).unwrap();
        let path = site.path_of("app.css").unwrap();
        let name = path.strip_prefix(ASSETS_PATH).unwrap().to_owned();
        site.finish().unwrap();
        assert!(name.starts_with("app-") && name.ends_with(".css") && name.len() == 20, "{name}");
        assert!(size.raw == 3400 && size.brotli < 100, "{size:?}");
        assert!(folder.join(format!("{name}.br")).is_file() && folder.join(format!("{name}.gz")).is_file());
        assert!(std::fs::read_to_string(folder.join(MANIFEST)).unwrap().contains(&name));
        std::fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn fonts_are_not_compressed_again() {
        let (folder, mut site) = empty_site("fonts");
        let size = site.publish("plex-sans.woff2", b"wOF2...", Squeeze::Best).unwrap();
        assert_eq!(size, Size { raw: 7, brotli: 7 });
        site.finish().unwrap();
        assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 2);
        std::fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_new_version_takes_the_place_of_the_old_one() {
        let (folder, mut site) = empty_site("versions");
        site.publish("live.js", b"old()", Squeeze::Best).unwrap();
        site.finish().unwrap();
        let mut site = Site::open(&folder).unwrap();
        site.publish("live.js", b"young()", Squeeze::Best).unwrap();
        site.finish().unwrap();
        let files = std::fs::read_dir(&folder).unwrap().count();
        assert_eq!(files, 4, "the file, .br, .gz and the manifest");
        std::fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn styles_name_fonts_by_logical_names_and_a_wrong_name_is_refused() {
        let (folder, mut site) = empty_site("resolve");
        site.publish("plex-sans.woff2", b"font", Squeeze::Best).unwrap();
        let path = site.path_of("plex-sans.woff2").unwrap();
        let text = site.resolve(r#"src: url("asset:plex-sans.woff2"), url(asset:plex-sans.woff2);"#).unwrap();
        assert_eq!(text, format!(r#"src: url("{path}"), url({path});"#));
        assert!(
            site.resolve("url(asset:comic.woff2)").unwrap_err().to_string().contains("asset:comic.woff2")
        );
        std::fs::remove_dir_all(folder).unwrap();
    }
}
