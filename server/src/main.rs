//! The binary `rollcall`.

use clap::{Parser, Subcommand};
use server::Config;
use std::path::PathBuf;
use std::process::ExitCode;

/// Numbers, plans and films of a microfilm lab, from one ledger.
#[derive(Parser)]
#[command(name = "rollcall", version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the lab.
    Serve(Serve),
}

#[derive(clap::Args)]
struct Serve {
    /// Folder of the lab.
    #[arg(long, env = "ROLLCALL_DATA", default_value = "./rollcall-data")]
    data: PathBuf,
    /// A PostgreSQL database instead of the folder: postgres://…
    #[arg(long, env = "DATABASE_URL", hide_env_values = true)]
    database_url: Option<String>,
    /// Address and port to listen on.
    #[arg(long, env = "ROLLCALL_BIND", default_value = "127.0.0.1:3000")]
    bind: String,
    /// Where people reach the server, such as https://rollcall.example.org.
    #[arg(long, env = "ROLLCALL_ORIGIN")]
    origin: Option<String>,
    /// A proxy of yours stands in front and says who asks in X-Forwarded-For.
    #[arg(long)]
    behind_proxy: bool,
    /// Folder under which projects may be read from PDFs.
    #[arg(long, env = "ROLLCALL_IMPORT_ROOT")]
    import_root: Option<PathBuf>,
    /// Folder of the browser's files.
    #[arg(long, env = "ROLLCALL_SITE")]
    site: Option<PathBuf>,
    /// Fill an empty lab with an example and print how to sign in.
    #[arg(long)]
    demo: bool,
}

impl From<Serve> for Config {
    fn from(serve: Serve) -> Self {
        let default = Self::default();
        Self {
            data: serve.data,
            database_url: serve.database_url.filter(|url| !url.is_empty()),
            bind: serve.bind,
            origin: serve.origin,
            behind_proxy: serve.behind_proxy,
            import_root: serve.import_root,
            site: serve.site.unwrap_or_else(|| default.site.clone()),
            demo: serve.demo,
            clock: default.clock,
        }
    }
}

#[tokio::main]
async fn main() -> ExitCode {
    let Command::Serve(serve) = Arguments::parse().command;
    server::telemetry::start();
    match server::serve(serve.into()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("rollcall: {error}");
            ExitCode::FAILURE
        }
    }
}
