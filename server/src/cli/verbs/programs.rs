//! The verbs of a program registry.

use clap::{Args, Subcommand};
use std::path::PathBuf;

#[derive(Clone, Debug, Subcommand)]
pub enum ProgramsVerb {
    /// Say what importing a folder would come to; writes nothing. With a table, or where there is no lab yet, it needs
    /// none; otherwise the files are compared with the lab.
    Plan {
        folder: PathBuf,
        /// The table of ranges to judge by, without a lab: A or B.
        #[arg(long)]
        table: Option<String>,
    },
    /// Take the programs of a folder in. Importing it again changes nothing.
    Import {
        folder: PathBuf,
        /// Also take in what gets another number than it says.
        #[arg(long)]
        accept_proposals: bool,
        /// Where the files come from, as the record keeps it; otherwise the folder's name.
        #[arg(long)]
        source: Option<String>,
    },
    /// Every program with its number.
    List,
    /// A number or a program (`O62500`, `P-0012`) with its content.
    Show { name: String },
    /// What became of a number or a program.
    History { name: String },
    /// Into the trash; the numbers rest.
    Delete {
        #[arg(required = true)]
        programs: Vec<String>,
        #[arg(long)]
        reason: String,
    },
    /// Out of the trash.
    Restore {
        #[arg(required = true)]
        programs: Vec<String>,
        /// Another number, for one program.
        #[arg(long)]
        number: Option<String>,
    },
    /// Out of the trash for good.
    Purge {
        #[arg(required = true)]
        programs: Vec<String>,
        #[arg(long)]
        reason: String,
    },
    /// Give a program another number.
    #[command(alias = "rename")]
    Renumber {
        from: String,
        to: String,
        #[arg(long)]
        reason: String,
        /// Comments of other programs that name it follow.
        #[arg(long)]
        follow: bool,
    },
    /// Give every program that is out of its range a number of the right one.
    RenameToRange(Planned),
    /// Contents under several numbers: keep the one in its range, then the lowest.
    Duplicates {
        /// Put the others into the trash: exactly the plan of this token.
        #[arg(long)]
        resolve: bool,
        #[command(flatten)]
        plan: Planned,
    },
    /// Take an entry of the ledger back.
    Undo { entry: u64 },
}

/// A plan: looked at first, then carried out by its token.
#[derive(Clone, Debug, Args)]
pub struct Planned {
    /// Only look: what happens without a token, too.
    #[arg(long)]
    pub preview: bool,
    /// Carry out exactly the plan of this token, or nothing.
    #[arg(long)]
    pub token: Option<String>,
    #[arg(long, default_value = "as planned")]
    pub reason: String,
}

#[derive(Clone, Debug, Subcommand)]
pub enum RangesVerb {
    /// The ranges that count, and how full they are.
    Show,
    /// Put a table into force: A, B, or a file.
    Load { table: String },
    /// What a table would do to the programs there are: A, B, or a file.
    Impact { table: String },
}

/// Which program numbers somebody wants.
#[derive(Clone, Debug, Args)]
pub struct NextArguments {
    /// Such as 6.25.
    #[arg(long)]
    pub round_size: Option<String>,
    /// A range by its label.
    #[arg(long)]
    pub range: Option<String>,
    /// The first number, if it must be this one.
    #[arg(long)]
    pub preferred: Option<String>,
    #[arg(long, default_value_t = 1)]
    pub count: u32,
    /// Numbers that follow each other.
    #[arg(long)]
    pub contiguous: bool,
    /// Keep them.
    #[arg(long)]
    pub hold: bool,
    /// What for.
    #[arg(long = "for", default_value = "")]
    pub purpose: String,
    /// Last day, such as 2026-12-24.
    #[arg(long)]
    pub until: Option<String>,
}
