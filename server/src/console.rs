//! What the server says at its console.

use std::fmt::Display;
use std::io::Write as _;

/// One message. Whoever started the server may have stopped listening: that is no reason to stop serving, as it is for
/// `println!`.
pub fn say(message: impl Display) {
    let _ = writeln!(std::io::stdout(), "{message}");
}

#[cfg(test)]
mod tests {
    /// `say` is what serving uses; nothing of the server prints in a way that ends it.
    #[test]
    fn a_server_does_not_end_because_nobody_listens_to_it() {
        let sources = [include_str!("serve.rs"), include_str!("demo.rs")];
        assert!(sources.iter().all(|source| !source.contains("println!")));
    }
}
