//! The rules of the lab, told as stories, as one table of transitions, and as laws that hold after any commands.
//! One binary, because the stories share their lab.

mod answers;
mod beside;
mod blocks;
mod complaints;
mod filming;
mod finishing;
mod guarantees;
mod histories;
mod imports;
mod laws;
mod machine;
mod rework;
mod rights;
mod shelf;
mod stages;
mod standing;
mod steps;
mod summaries;
mod support;
mod told_later;
mod transitions;
