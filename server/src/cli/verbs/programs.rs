//! The verbs of a program registry.

use clap::Subcommand;
use std::path::PathBuf;

#[derive(Clone, Debug, Subcommand)]
pub enum ProgramsVerb {
    /// Say what importing a folder would come to; needs no lab and writes nothing.
    Plan {
        folder: PathBuf,
        /// The table of ranges to judge by: A or B.
        #[arg(long, default_value = "A")]
        table: String,
    },
}
