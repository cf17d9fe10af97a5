//! Reads for pages, scripts and the command line. They change nothing and take no turn.

mod films;
mod lab;
mod numbers;
mod projects;
