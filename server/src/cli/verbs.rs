//! The verbs and their arguments.

mod film;
mod programs;

pub use film::{FilmVerb, FinishingVerb, PlanningVerb, StandingVerb, TempRollVerb};
pub use programs::{NextArguments, Planned, ProgramsVerb, RangesVerb};

use clap::{Parser, Subcommand};
use std::path::PathBuf;

/// Keeps the numbers a lab cannot afford to get wrong.
#[derive(Clone, Debug, Parser)]
#[command(name = "rollcall", version, about)]
pub struct Cli {
    /// Folder of the embedded lab.
    #[arg(long, global = true, default_value = "./rollcall-data", env = "ROLLCALL_DATA")]
    pub data: PathBuf,
    /// Database instead of the folder: postgres://…
    #[arg(long, global = true, env = "DATABASE_URL", hide_env_values = true)]
    pub database_url: Option<String>,
    /// Work through a running server, such as http://127.0.0.1:3000.
    #[arg(long, global = true, env = "ROLLCALL_URL")]
    pub url: Option<String>,
    /// Token for the server.
    #[arg(long, global = true, env = "ROLLCALL_TOKEN", hide_env_values = true)]
    pub token: Option<String>,
    /// Print JSON with stable field names.
    #[arg(long, global = true)]
    pub json: bool,
    /// Makes a repeated call harmless: the same key gets the same answer.
    #[arg(long, global = true)]
    pub idempotency_key: Option<String>,
    /// Refuse where the project or roll changed after this revision.
    #[arg(long, global = true, value_name = "REVISION")]
    pub seen: Option<u64>,
    #[command(subcommand)]
    pub verb: Verb,
}

#[derive(Clone, Debug, Subcommand)]
pub enum Verb {
    /// Start the server.
    Serve(ServeOptions),
    /// API tokens for scripts and machines.
    Token {
        #[command(subcommand)]
        verb: TokenVerb,
    },
    /// The machine's logs and descriptors, and what they say.
    Evidence {
        #[command(subcommand)]
        verb: EvidenceVerb,
    },
    /// Projects, rolls and film.
    Film {
        #[command(subcommand)]
        verb: FilmVerb,
    },
    /// Temp rolls (Restfilm) on the shelf.
    TempRoll {
        #[command(subcommand)]
        verb: TempRollVerb,
    },
    /// Programs of a CNC shop.
    Programs {
        #[command(subcommand)]
        verb: ProgramsVerb,
    },
    /// The ranges that own the program numbers.
    Ranges {
        #[command(subcommand)]
        verb: RangesVerb,
    },
    /// Film numbers and program numbers.
    Number {
        #[command(subcommand)]
        verb: NumberVerb,
    },
    /// Find a number, project, roll, document, temp roll or person by what is written on it.
    Find { text: String },
    /// A document's whole story, by its barcode: projects, rolls, blips, attempts, deliveries.
    Trace { barcode: String },
    /// What customers found wrong.
    Complaint {
        #[command(subcommand)]
        verb: ComplaintVerb,
    },
    /// Evaluate every promise on live data.
    Check,
    /// Recompute the ledger's chain: of the lab, or of an exported file, offline.
    Verify { file: Option<PathBuf> },
    /// Rebuild the lab from its ledger in an empty database.
    Replay {
        /// `sqlite:PATH` or postgres://…
        #[arg(long)]
        into: String,
    },
    /// Write the ledger to a file, one entry a line.
    ExportLedger { file: PathBuf },
}

#[derive(Clone, Debug, clap::Args)]
pub struct ServeOptions {
    /// Address to listen on.
    #[arg(long, env = "ROLLCALL_BIND", default_value = "127.0.0.1:3000")]
    pub bind: String,
    /// Fill an empty lab with projects in every state.
    #[arg(long)]
    pub demo: bool,
    /// Folder under which projects may be read from PDFs.
    #[arg(long, env = "ROLLCALL_IMPORT_ROOT")]
    pub import_root: Option<PathBuf>,
    /// Folder in which the machine writes its logs and descriptors: complete ones are taken over by themselves.
    #[arg(long, env = "ROLLCALL_WATCH", value_name = "FOLDER")]
    pub watch: Option<PathBuf>,
    /// How the ledger names the machine that is watched.
    #[arg(long, env = "ROLLCALL_WATCH_AS", default_value = "Maschine", value_name = "NAME")]
    pub watch_as: String,
    /// Address people use, where it is not the one listened on: https://rollcall.example
    #[arg(long, env = "ROLLCALL_ORIGIN")]
    pub origin: Option<String>,
    /// A proxy of yours stands in front and says who asks in X-Forwarded-For.
    #[arg(long)]
    pub behind_proxy: bool,
    /// Folder of the browser's files, where it is neither in the binary nor beside it.
    #[arg(long, env = "ROLLCALL_SITE")]
    pub site: Option<PathBuf>,
}

#[derive(Clone, Debug, Subcommand)]
pub enum TokenVerb {
    /// Make a token; its secret is shown once.
    Create {
        /// viewer, operator, quality, planner, programmer, manager, admin; several with commas.
        #[arg(long)]
        role: String,
        /// What uses it, as the ledger writes it; made up where it is not given.
        #[arg(long)]
        label: Option<String>,
    },
}

#[derive(Clone, Debug, Subcommand)]
pub enum EvidenceVerb {
    /// Say what files of the machine hold.
    Read {
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
    /// Take a folder of the machine over: logs, descriptors, handoff logs, wherever below it they lie.
    Import {
        folder: PathBuf,
        /// What the record calls it; the folder's name where it is not given.
        #[arg(long)]
        source: Option<String>,
        /// Leave the series of film numbers as they are.
        #[arg(long)]
        keep_series: bool,
        /// Only say what it would come to.
        #[arg(long)]
        dry_run: bool,
    },
    /// What the machine's files say that somebody must decide on.
    Findings {
        /// The settled ones.
        #[arg(long)]
        settled: bool,
        /// Such as foreign_project.
        #[arg(long)]
        kind: Option<String>,
        /// A number of the machine, or its beginning.
        #[arg(long)]
        number: Option<String>,
    },
    /// Settle a finding, such as B-0012.
    Settle {
        finding: String,
        /// explained, second_copy, rework, test, slip, film_again, file_lost.
        #[arg(long = "as")]
        resolution: String,
        #[arg(long, default_value = "")]
        note: String,
    },
}

#[derive(Clone, Debug, Subcommand)]
pub enum ComplaintVerb {
    /// Write a complaint down.
    Open {
        /// A film number, a roll, an archive id or a barcode.
        about: String,
        /// Id of the project, where several fit.
        #[arg(long)]
        project: Option<u64>,
        /// number-missing, missing-page, wrong-document, number-twice, wrong-blip, wrong-label, unreadable,
        /// wrong-order, mirrored, or your own words.
        #[arg(long)]
        cause: String,
        /// The customer's words.
        #[arg(long)]
        words: String,
    },
    /// Say what came of it.
    Settle {
        /// K-0001 or 1
        complaint: String,
        /// no-fault, corrected or rework
        #[arg(long)]
        result: String,
        /// The rework that made the film again.
        #[arg(long)]
        rework: Option<u64>,
        #[arg(long, default_value = "")]
        note: String,
    },
    /// Complaints, newest first.
    List {
        /// Only those that are not settled.
        #[arg(long)]
        open: bool,
    },
    /// A complaint with its leads and what happened since.
    Show {
        /// K-0001 or 1
        complaint: String,
    },
}

#[derive(Clone, Debug, Subcommand)]
pub enum NumberVerb {
    /// A number's state and life.
    Show { number: String },
    /// Numbers on no delivered film, each with its reason.
    Gaps,
    /// Reserve the lowest free numbers of a site.
    Reserve {
        #[arg(long)]
        site: String,
        #[arg(long, default_value_t = 1)]
        count: u32,
        /// What for.
        #[arg(long = "for")]
        purpose: String,
    },
    /// Give reserved numbers back: film numbers, or program numbers written with an O.
    Release {
        #[arg(required = true)]
        numbers: Vec<String>,
        #[arg(long)]
        reason: String,
    },
    /// The next free program numbers, only looked at or held.
    Next(NextArguments),
    /// Program numbers nobody holds are never given again.
    Retire {
        #[arg(required = true)]
        numbers: Vec<String>,
        #[arg(long)]
        reason: String,
    },
    /// Void a film number for ever.
    Void {
        number: String,
        #[arg(long)]
        reason: String,
    },
}
