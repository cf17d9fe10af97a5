//! Film numbers, their series and their lives: what pages ask.
