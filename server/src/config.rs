//! What the server is told at its start, and what follows from it.

use crate::watcher::Watch;
use domain::time::Timestamp;
use std::net::SocketAddr;
use std::path::PathBuf;

/// How to serve a lab.
#[derive(Clone, Debug)]
pub struct Config {
    /// Folder of the embedded lab.
    pub data: PathBuf,
    /// A PostgreSQL database instead of the folder.
    pub database_url: Option<String>,
    /// Address and port to listen on.
    pub bind: String,
    /// Where people reach the server, such as `https://rollcall.example.org`; the bound address where not given.
    pub origin: Option<String>,
    /// A proxy of ours stands in front: its last `X-Forwarded-For` is the visitor's address.
    pub behind_proxy: bool,
    /// Folder under which projects may be read from PDFs.
    pub import_root: Option<PathBuf>,
    /// Folder of the machine that is watched.
    pub watch: Option<Watch>,
    /// Folder of the browser's files, with `manifest.json`; where not given, the site in the binary or beside it.
    pub site: Option<PathBuf>,
    /// Fill an empty lab with an example.
    pub demo: bool,
    /// The example's password, from `ROLLCALL_DEMO_PASSWORD`; a random one where not given.
    pub demo_password: Option<String>,
    pub clock: fn() -> Timestamp,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            data: PathBuf::from("./rollcall-data"),
            database_url: None,
            bind: "127.0.0.1:3000".to_owned(),
            origin: None,
            behind_proxy: false,
            import_root: None,
            watch: None,
            site: None,
            demo: false,
            demo_password: std::env::var("ROLLCALL_DEMO_PASSWORD")
                .ok()
                .filter(|password| !password.is_empty()),
            clock: system_clock,
        }
    }
}

/// The system's time; everything below the command line takes time as an argument.
#[expect(clippy::disallowed_methods, reason = "the one clock of the server, handed down from here")]
pub fn system_clock() -> Timestamp {
    let elapsed = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    Timestamp::from_millis(i64::try_from(elapsed.as_millis()).unwrap_or(i64::MAX))
}

/// The addresses whose pages may change something here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origins {
    /// What people are told.
    pub public: String,
    accepted: Vec<String>,
}

impl Origins {
    /// The configured origin alone, or every spelling of this machine for the bound port.
    pub fn new(configured: Option<&str>, bound: SocketAddr) -> Self {
        if let Some(origin) = configured {
            let origin = origin.trim_end_matches('/').to_ascii_lowercase();
            return Self { accepted: vec![origin.clone()], public: origin };
        }
        let port = bound.port();
        let local = [
            format!("http://127.0.0.1:{port}"),
            format!("http://localhost:{port}"),
            format!("http://[::1]:{port}"),
        ];
        let ip = bound.ip();
        if ip.is_loopback() || ip.is_unspecified() {
            let public = if ip.is_ipv6() && ip.is_loopback() { local[2].clone() } else { local[0].clone() };
            return Self { public, accepted: local.to_vec() };
        }
        let public = format!("http://{bound}");
        Self { accepted: vec![public.clone()], public }
    }

    pub fn accepts(&self, origin: &str) -> bool {
        self.accepted.iter().any(|accepted| accepted.eq_ignore_ascii_case(origin))
    }

    pub fn is_https(&self) -> bool {
        self.public.starts_with("https://")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_on_this_machine_is_reached_by_each_of_its_names() {
        let origins = Origins::new(None, "127.0.0.1:3000".parse().unwrap());
        assert_eq!(origins.public, "http://127.0.0.1:3000");
        assert!(origins.accepts("http://localhost:3000") && origins.accepts("http://[::1]:3000"));
        assert!(!origins.accepts("http://localhost:3001") && !origins.accepts("https://localhost:3000"));
    }

    #[test]
    fn a_configured_origin_is_the_only_one() {
        let origins = Origins::new(Some("https://Lab.example.org/"), "127.0.0.1:3000".parse().unwrap());
        assert!(origins.is_https() && origins.accepts("https://lab.example.org"));
        assert!(!origins.accepts("http://127.0.0.1:3000") && !origins.accepts("null"));
    }
}
