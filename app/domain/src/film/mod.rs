//! The film lab: projects of documents, planned onto rolls, exposed on reels and what is left of them.

pub mod attempt;
pub mod blip;
pub mod complaint;
pub mod delivery;
pub mod development;
pub mod document;
pub mod duplicates;
pub mod index;
pub mod natural;
pub mod outlook;
pub mod planning;
pub mod project;
pub mod reel;
pub mod rework;
pub mod roll;
pub mod settings;
pub mod stock;
pub mod together;
