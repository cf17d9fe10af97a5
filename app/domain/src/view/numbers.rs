//! Film numbers, their series and their lives, as pages show them.
