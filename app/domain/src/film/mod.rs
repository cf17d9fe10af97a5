//! The film lab: projects of documents, planned onto rolls, exposed on reels and what is left of them.

pub mod blip;
pub mod document;
pub mod planning;
pub mod roll;
pub mod settings;
