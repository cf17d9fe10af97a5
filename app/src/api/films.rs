//! Rolls, attempts, film stock and what to film next: what pages ask.
