//! `rollcall film what-if`, `queue` and `duplicates`: planning ahead. Nothing is stored.

use super::film::{plain, project_path, rows};
use super::transport::Transport;
use super::verbs::PlanningVerb;
use super::{Done, Failure, Print, accepted};

pub(super) async fn run(lab: &Transport, verb: PlanningVerb, print: &Print) -> Result<Done, Failure> {
    match verb {
        PlanningVerb::WhatIf { project } => {
            let answer = accepted(lab.get(&project_path(&project, "/what-if")).await?)?;
            print.answer(&answer, |value| rows(value, &VARIANTS));
            Ok(Done::Well)
        }
        PlanningVerb::Duplicates => {
            let answer = accepted(lab.get("/film/duplicates").await?)?;
            print.answer(&answer, |value| rows(value, &DUPLICATES));
            Ok(Done::Well)
        }
        PlanningVerb::Queue => queue(lab, print).await,
    }
}

async fn queue(lab: &Transport, print: &Print) -> Result<Done, Failure> {
    let answer = accepted(lab.get("/film/queue").await?)?;
    print.answer(&answer, |value| {
        let said = |name: &str| plain(&value["sums"][name]);
        let (rolls, hours) = (plain(&value["rolls"]), value["seconds"].as_u64().unwrap_or(0) / 3600);
        let (reels, reuses) = (said("new_reels"), said("reuses"));
        let films = rows(&value["films"], &["id", "frames", "on", "rest_usable", "starts_s"]);
        format!("{films}\n{rolls} rolls, {hours} h of the camera, {reels} new reels, {reuses} on leftovers")
    });
    Ok(Done::Well)
}

const DUPLICATES: [&str; 6] = ["one_folder", "other_folder", "same_order", "common", "of", "filmed_twice"];

const VARIANTS: [&str; 10] = [
    "capacity16",
    "order",
    "threshold",
    "rolls_16mm",
    "rolls_35mm",
    "new_reels",
    "empty_frames",
    "leftovers_left",
    "frames_left",
    "seconds",
];
