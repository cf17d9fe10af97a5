//! Projects, plans and documents as pages show them.
