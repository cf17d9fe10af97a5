//! Read shapes shared by server and browser: what a page shows, already in the words and sums it needs.

pub mod camera;
pub mod complaints;
pub mod desk;
pub mod films;
pub mod findings;
pub mod finishing;
pub mod heatmap;
pub mod lab;
pub mod labels;
pub mod numbers;
pub mod programs;
pub mod projects;
pub mod quality;
pub mod queue;
pub mod scanned;
pub mod trace;
