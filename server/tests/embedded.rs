//! The binary that carries its site: delivered alone, it serves every page with styles and scripts.
//! Compiled with the feature `embed`: `cargo xtask test embed`.
#![cfg(feature = "embed")]

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// The binary in a folder where nothing else lies.
struct Server {
    process: Child,
    address: String,
}

impl Server {
    fn start(folder: &Path) -> Self {
        let mut process = Command::new(env!("CARGO_BIN_EXE_rollcall"))
            .args(["--data", "lab", "serve", "--bind", "127.0.0.1:0"])
            .current_dir(folder)
            .env_remove("ROLLCALL_SITE")
            .env_remove("DATABASE_URL")
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let said: Vec<String> = lines.map_while(Result::ok).take(2).collect();
        assert!(!said[0].contains("without styles"), "{said:?}");
        let address = said[0].split_once("listens on ").unwrap().1.to_owned();
        Self { process, address }
    }

    fn get(&self, path: &str, codings: &str) -> ureq::http::Response<ureq::Body> {
        let agent: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
        agent.get(format!("{}{path}", self.address)).header("accept-encoding", codings).call().unwrap()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

#[test]
fn the_binary_alone_serves_the_first_page_and_all_it_loads() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path());
    let mut page = server.get("/", "");
    assert_eq!(page.status(), 200);
    let page = page.body_mut().read_to_string().unwrap();
    let mut files: Vec<&str> =
        page.split("/assets/").skip(1).filter_map(|rest| rest.split(['"', '\'']).next()).collect();
    files.sort_unstable();
    files.dedup();
    let endings = |ending: &str| files.iter().any(|file| file.ends_with(ending));
    assert!([".js", ".wasm", ".css", ".woff2", ".svg"].into_iter().all(endings), "{files:?}");
    for file in files {
        let answer = server.get(&format!("/assets/{file}"), "br");
        assert_eq!(answer.status(), 200, "{file}");
        let header = |name: &str| answer.headers().get(name).map_or("", |value| value.to_str().unwrap());
        assert_eq!(header("cache-control"), "public, max-age=31536000, immutable", "{file}");
        // A font is squeezed already.
        assert_eq!(header("content-encoding"), if file.ends_with(".woff2") { "" } else { "br" }, "{file}");
    }
    for named in ["app.js", "app.css", "manifest.json"] {
        assert_eq!(
            server.get(&format!("/assets/{named}"), "").status(),
            404,
            "{named} has a name of its content only"
        );
    }
}
