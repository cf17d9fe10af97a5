//! The browser's files: read once at the start or carried by the binary, served under names that change with their
//! content.

use app::ssr::Assets;
use axum::body::{Body, Bytes};
use axum::extract::{Path as PathParameter, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::state::AppState;

/// The site in memory: a few hundred kilobytes, and no path of a request ever reaches the disk.
#[derive(Debug, Default)]
pub struct Site {
    names: BTreeMap<String, String>,
    files: BTreeMap<String, File>,
}

#[derive(Debug)]
struct File {
    kind: &'static str,
    plain: Bytes,
    brotli: Option<Bytes>,
    gzip: Option<Bytes>,
}

impl Site {
    /// The site to serve: the folder that was named, or what the binary carries, or what the build left.
    pub fn find(named: Option<&Path>) -> Result<Self, String> {
        match (named, Self::inside()) {
            (Some(folder), _) => Self::read(folder),
            (None, Some(site)) => site,
            (None, None) => Self::read(&default_folder()),
        }
    }

    /// Reads a folder that has a `manifest.json` of logical names and file names.
    pub fn read(folder: &Path) -> Result<Self, String> {
        let from = folder.display().to_string();
        Self::gather(&from, |name| std::fs::read(folder.join(name)).map(Bytes::from).ok())
    }

    /// The site this binary was built with, if it was.
    #[cfg(feature = "embed")]
    fn inside() -> Option<Result<Self, String>> {
        static FILES: include_dir::Dir<'_> = include_dir::include_dir!("$CARGO_MANIFEST_DIR/../target/site");
        let file = |name: &str| Some(Bytes::from_static(FILES.get_file(name)?.contents()));
        Some(Self::gather("the binary", file))
    }

    #[cfg(not(feature = "embed"))]
    fn inside() -> Option<Result<Self, String>> {
        None
    }

    fn gather(from: &str, file: impl Fn(&str) -> Option<Bytes>) -> Result<Self, String> {
        let manifest = file("manifest.json").ok_or_else(|| format!("{from} has no manifest.json"))?;
        let names: BTreeMap<String, String> = serde_json::from_slice(&manifest)
            .map_err(|error| format!("manifest.json of {from} is no list of names: {error}"))?;
        let mut files = BTreeMap::new();
        for name in names.values() {
            let plain = file(name).ok_or_else(|| format!("{from} lacks the file {name}"))?;
            let (brotli, gzip) = (file(&format!("{name}.br")), file(&format!("{name}.gz")));
            files.insert(name.clone(), File { kind: kind_of(name), plain, brotli, gzip });
        }
        Ok(Self { names, files })
    }

    /// Addresses for the document; empty where a file was not built.
    pub fn addresses(&self) -> Assets {
        let address =
            |logical: &str| self.names.get(logical).map(|name| format!("/assets/{name}")).unwrap_or_default();
        Assets {
            js: address("app.js"),
            wasm: address("app.wasm"),
            css: address("app.css"),
            live: address("live.js"),
            sans: address("plex-sans.woff2"),
            favicon: address("favicon.svg"),
        }
    }
}

/// Where the browser's files lie: beside the binary, or where the build puts them.
fn default_folder() -> PathBuf {
    let beside = std::env::current_exe().ok().and_then(|binary| Some(binary.parent()?.join("site")));
    match beside {
        Some(folder) if folder.join("manifest.json").is_file() => folder,
        _ => PathBuf::from("target/site"),
    }
}

/// One file, as small as the browser takes it, for ever: another content has another name.
pub async fn serve(
    State(state): State<AppState>,
    PathParameter(name): PathParameter<String>,
    headers: HeaderMap,
) -> Response {
    match state.site.files.get(&name) {
        Some(file) => answer(file, &headers, "public, max-age=31536000, immutable"),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// What browsers ask for without being told.
pub async fn favicon(State(state): State<AppState>, headers: HeaderMap) -> Response {
    let file = state.site.names.get("favicon.svg").and_then(|name| state.site.files.get(name));
    match file {
        Some(file) => answer(file, &headers, "public, max-age=86400"),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

fn answer(file: &File, headers: &HeaderMap, cache: &'static str) -> Response {
    let accepts = |coding: &str| {
        let accepted =
            headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or("");
        accepted.split(',').any(|part| {
            let (name, weight) = part.split_once(';').unwrap_or((part, ""));
            name.trim() == coding && weight.trim() != "q=0"
        })
    };
    let (bytes, coding) = match (&file.brotli, &file.gzip) {
        (Some(bytes), _) if accepts("br") => (bytes, Some("br")),
        (_, Some(bytes)) if accepts("gzip") => (bytes, Some("gzip")),
        _ => (&file.plain, None),
    };
    let mut response = Response::new(Body::from(bytes.clone()));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(file.kind));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if let Some(coding) = coding {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(coding));
    }
    response
}

fn kind_of(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "woff2" => "font/woff2",
        "json" => "application/json",
        "png" => "image/png",
        _ => "application/octet-stream",
    }
}
