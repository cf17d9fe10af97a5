//! Ctrl-C and an ended job: the running program and the scratch PostgreSQL stop with us.

use crate::postgres;
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};

/// The process of the running program, 0 when none runs.
static CHILD: AtomicU32 = AtomicU32::new(0);

/// From now on an interrupt stops what we started before it ends us.
pub fn listen() {
    let handler = || {
        let child = CHILD.load(Ordering::SeqCst);
        if child != 0 {
            let _ = Command::new("kill").args(["-TERM", &child.to_string()]).status();
        }
        postgres::stop();
        std::process::exit(130);
    };
    // Without a handler, interrupts still end us; only the clean-up is then left to the next start.
    if let Err(error) = ctrlc::set_handler(handler) {
        eprintln!("interrupts will not clean up: {error}");
    }
}

pub fn child_started(process: u32) {
    CHILD.store(process, Ordering::SeqCst);
}

pub fn child_ended() {
    CHILD.store(0, Ordering::SeqCst);
}
