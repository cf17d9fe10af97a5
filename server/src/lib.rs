//! Rollcall's server around the application: the door, the routes, live updates, the self-check, and a graceful end.

pub mod assets;
pub mod checker;
pub mod cli;
pub mod config;
mod console;
pub mod cookie;
pub mod demo;
pub mod expired;
pub mod files;
pub mod http;
pub mod intake;
pub mod live;
pub mod output;
pub mod password;
pub mod programs;
pub mod relay;
pub mod reservations;
pub mod router;
pub mod secret;
pub mod security;
pub mod serve;
pub mod session;
pub mod state;
pub mod telemetry;
pub mod throttle;
pub mod visitor;
pub mod watcher;

pub use config::Config;
pub use serve::{ServeError, serve};
