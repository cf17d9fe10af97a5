//! Server functions, one file for each noun. Each says who, what and the answer, and decides nothing.

pub mod camera;
pub mod complaints;
pub mod desk;
pub mod door;
pub mod duplicates;
pub mod films;
pub mod findings;
pub mod finishing;
pub mod heatmap;
pub mod lab;
pub mod numbers;
pub mod program_reads;
pub mod program_steps;
pub mod programs;
pub mod projects;
pub mod quality;
pub mod queue;
pub mod session;
pub mod settings;
