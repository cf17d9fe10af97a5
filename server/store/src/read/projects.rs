//! Reads: projects, plans and documents as pages show them.
