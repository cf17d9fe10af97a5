//! A scratch PostgreSQL for tests and benches: a cluster of its own, thrown away at the end.

use crate::{place, run};
use anyhow::{Context, Result, bail};
use std::ffi::OsStr;
use std::os::unix::fs::chown;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, PoisonError};

/// Where tests find the PostgreSQL they may create databases in, as a URL of a superuser.
pub const VARIABLE: &str = "ROLLCALL_TEST_POSTGRES";

/// The longest folder name that still leaves room for the name of a unix socket (107 bytes in all).
const LONGEST_SOCKET_FOLDER: usize = 85;

/// Who runs the server programs when root may not.
const SERVICE_USER: &str = "postgres";

/// The running cluster; here so that an interrupt can stop it too.
static RUNNING: Mutex<Option<Cluster>> = Mutex::new(None);

/// A PostgreSQL that runs until this is dropped.
pub struct Scratch {
    url: String,
}

impl Scratch {
    /// Uses the PostgreSQL the environment names, or starts one, installing its programs if need be.
    pub fn start() -> Result<Scratch> {
        if let Ok(url) = std::env::var(VARIABLE) {
            println!("  using the PostgreSQL that {VARIABLE} names");
            return Ok(Scratch { url });
        }
        let cluster = Cluster::start(&programs()?)?;
        let url = format!("postgres://rollcall@127.0.0.1:{}/postgres", cluster.port);
        println!("  scratch PostgreSQL: {url}");
        *RUNNING.lock().unwrap_or_else(PoisonError::into_inner) = Some(cluster);
        Ok(Scratch { url })
    }

    pub fn url(&self) -> &str {
        &self.url
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        stop();
    }
}

/// Stops the scratch cluster, if one runs, and removes its folder. Whoever comes second waits for the first.
pub fn stop() {
    if let Some(cluster) = RUNNING.lock().unwrap_or_else(PoisonError::into_inner).as_mut() {
        cluster.stop();
    }
}

/// The folder of PostgreSQL's server programs; installs Debian's package when root and absent.
pub fn programs() -> Result<PathBuf> {
    if let Some(found) = find_programs() {
        return Ok(found);
    }
    if run::is_root() && run::find_on_path(&["apt-get"]).is_some() {
        run::install_debian_packages(&["postgresql"])?;
    }
    find_programs().context(
        "PostgreSQL's server programs (initdb, pg_ctl) are missing: install the package `postgresql`",
    )
}

fn find_programs() -> Option<PathBuf> {
    let told = run::read(Command::new("pg_config").arg("--bindir")).map(PathBuf::from);
    let mut debian: Vec<PathBuf> = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path()))
        .collect();
    debian.sort_by_key(|folder| std::cmp::Reverse(major_version(folder)));
    let on_path = run::find_on_path(&["initdb"]).and_then(|file| Some(file.parent()?.to_path_buf()));
    told.into_iter()
        .chain(debian.into_iter().map(|folder| folder.join("bin")))
        .chain(on_path)
        .find(|folder| folder.join("initdb").is_file() && folder.join("pg_ctl").is_file())
}

fn major_version(folder: &Path) -> u32 {
    folder.file_name().and_then(OsStr::to_str).and_then(|name| name.parse().ok()).unwrap_or(0)
}

/// The account that owns the cluster: PostgreSQL refuses to run as root.
#[derive(Clone, Copy)]
struct Owner {
    user: u32,
    group: u32,
}

impl Owner {
    fn when_root() -> Result<Option<Owner>> {
        if !run::is_root() {
            return Ok(None);
        }
        let number = |flag| run::read(Command::new("id").args([flag, SERVICE_USER]))?.parse().ok();
        if number("-u").is_none() {
            run::run(run::program("useradd").args(["--system", "--user-group", SERVICE_USER]))?;
        }
        let found = number("-u").zip(number("-g")).map(|(user, group)| Owner { user, group });
        found.map(Some).with_context(|| format!("there is no user {SERVICE_USER} to run PostgreSQL as"))
    }
}

struct Cluster {
    programs: PathBuf,
    folder: PathBuf,
    owner: Option<Owner>,
    port: u16,
    running: bool,
}

impl Cluster {
    fn start(programs: &Path) -> Result<Cluster> {
        let owner = Owner::when_root()?;
        let folder = make_folder(owner)?;
        let mut cluster =
            Cluster { programs: programs.to_path_buf(), folder, owner, port: 0, running: false };
        cluster.initialise()?;
        // Between finding a free port and using it, someone else may take it.
        for _ in 0..5 {
            cluster.port = free_port()?;
            cluster.configure()?;
            if cluster.control(&["start", "-w", "-l", "server.log"])?.status()?.success() {
                cluster.running = true;
                return Ok(cluster);
            }
        }
        let log = std::fs::read_to_string(cluster.folder.join("server.log")).unwrap_or_default();
        cluster.stop();
        bail!("the scratch PostgreSQL does not start:\n{log}")
    }

    fn initialise(&self) -> Result<()> {
        let mut initdb = self.program("initdb");
        // Only the empty cluster is written without waiting for the disk; the server itself always waits.
        initdb.args(["-D", "data", "-U", "rollcall", "--auth=trust", "--encoding=UTF8", "--locale=C"]);
        let output = initdb.arg("--no-sync").output().context("cannot start initdb")?;
        if !output.status.success() {
            bail!("initdb: {}", String::from_utf8_lossy(&output.stderr));
        }
        Ok(())
    }

    fn configure(&self) -> Result<()> {
        let file = self.folder.join("data/postgresql.auto.conf");
        std::fs::write(&file, settings(&self.folder, self.port))?;
        if let Some(owner) = self.owner {
            chown(&file, Some(owner.user), Some(owner.group))?;
        }
        Ok(())
    }

    fn stop(&mut self) {
        if std::mem::take(&mut self.running) {
            let stopped =
                self.control(&["stop", "-w", "-m", "fast"]).and_then(|mut command| Ok(command.status()?));
            if !stopped.is_ok_and(|status| status.success()) {
                eprintln!("the scratch PostgreSQL in {} did not stop well", self.folder.display());
            }
        }
        // What is left is removed by the next start.
        let _ = std::fs::remove_dir_all(&self.folder);
    }

    fn control(&self, words: &[&str]) -> Result<Command> {
        let mut command = self.program("pg_ctl");
        command.args(words).args(["-D", "data", "-s"]);
        Ok(command)
    }

    fn program(&self, name: &str) -> Command {
        let mut command = Command::new(self.programs.join(name));
        command.current_dir(&self.folder);
        if let Some(owner) = self.owner {
            command.uid(owner.user).gid(owner.group);
        }
        command
    }
}

/// What differs from PostgreSQL's defaults. `fsync` does not: what is measured must be durable.
fn settings(folder: &Path, port: u16) -> String {
    let folder = folder.display().to_string();
    let sockets = if folder.len() <= LONGEST_SOCKET_FOLDER && !folder.contains(['\'', '"', ',']) {
        &*folder
    } else {
        ""
    };
    format!(
        "listen_addresses = '127.0.0.1'\nport = {port}\nunix_socket_directories = '{sockets}'\nmax_connections = 200\n"
    )
}

fn free_port() -> Result<u16> {
    Ok(std::net::TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}

/// A fresh folder the owner can write to: beside cargo's files, or where everybody can reach it.
fn make_folder(owner: Option<Owner>) -> Result<PathBuf> {
    let name = format!("scratch-postgres-{}", std::process::id());
    let places = [place::root().join("target"), PathBuf::from("/var/tmp"), std::env::temp_dir()];
    for place in &places {
        remove_left_over(place, owner);
    }
    for place in &places {
        let folder = place.join(&name);
        if std::fs::create_dir_all(&folder).is_err() {
            continue;
        }
        let Some(owner) = owner else { return Ok(folder) };
        chown(&folder, Some(owner.user), Some(owner.group))?;
        let mut touch = Command::new("touch");
        touch.arg(folder.join("reachable")).uid(owner.user).gid(owner.group);
        if run::read(&mut touch).is_some() {
            return Ok(folder);
        }
        std::fs::remove_dir_all(&folder)?;
    }
    bail!("no folder for a scratch PostgreSQL: none of {places:?} can be written to")
}

/// Stops and removes the clusters of task runners that were killed before they could.
fn remove_left_over(place: &Path, owner: Option<Owner>) {
    for entry in std::fs::read_dir(place).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let Some(process) = name.to_str().and_then(|name| name.strip_prefix("scratch-postgres-")) else {
            continue;
        };
        if process.parse::<u32>().is_err() || Path::new("/proc").join(process).exists() {
            continue;
        }
        if let Some(programs) = find_programs() {
            let running = entry.path().join("data/postmaster.pid").exists();
            Cluster { programs, folder: entry.path(), owner, port: 0, running }.stop();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cluster_waits_for_the_disk_and_listens_only_here() {
        let text = settings(Path::new("/var/tmp/scratch"), 54_321);
        assert!(text.contains("listen_addresses = '127.0.0.1'\nport = 54321\n"), "{text}");
        assert!(text.contains("unix_socket_directories = '/var/tmp/scratch'"), "{text}");
        assert!(!text.contains("fsync") && !text.contains("synchronous_commit"), "{text}");
    }

    #[test]
    fn a_folder_too_long_for_a_socket_gets_none() {
        let text = settings(Path::new(&format!("/{}", "x".repeat(100))), 5432);
        assert!(text.contains("unix_socket_directories = ''"), "{text}");
    }

    #[test]
    fn the_newest_of_debians_versions_comes_first() {
        assert!(
            major_version(Path::new("/usr/lib/postgresql/17"))
                > major_version(Path::new("/usr/lib/postgresql/9.6"))
        );
    }
}
