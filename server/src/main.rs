//! The binary `rollcall`.

use clap::Parser;
use server::Config;
use server::cli::{self, Cli, ServeOptions, Verb};
use server::watcher::Watch;
use std::process::ExitCode;

fn config(cli: &Cli, options: ServeOptions) -> Config {
    let default = Config::default();
    Config {
        data: cli.data.clone(),
        database_url: cli.database_url.clone().filter(|url| !url.is_empty()),
        bind: options.bind,
        origin: options.origin,
        behind_proxy: options.behind_proxy,
        import_root: options.import_root,
        watch: options.watch.map(|folder| Watch { folder, name: options.watch_as }),
        site: options.site,
        demo: options.demo,
        demo_password: default.demo_password,
        clock: default.clock,
    }
}

#[tokio::main]
async fn main() -> ExitCode {
    let cli = Cli::parse();
    let Verb::Serve(options) = cli.verb.clone() else {
        return cli::run(cli).await;
    };
    server::telemetry::start();
    match server::serve(config(&cli, options)).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("rollcall: {error}");
            ExitCode::FAILURE
        }
    }
}
