//! Rolls, attempts, film stock and what to film next, as pages show them.
