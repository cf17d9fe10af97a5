//! Projects, plans and documents: what pages ask.
