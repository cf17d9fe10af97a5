//! The rules of the program registry, told as stories, and as laws that hold after any commands.

mod laws;
mod plans;
mod stories;
mod support;
