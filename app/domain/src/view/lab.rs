//! The ledger, settings, people and search results, as pages show them.
