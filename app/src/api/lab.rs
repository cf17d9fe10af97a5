//! The ledger, settings, people and search results: what pages ask.
