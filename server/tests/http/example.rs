//! The example lab: nothing a lab can have is missing, and somebody can enter it.

use crate::support::*;
use domain::film::project::ProjectStage;
use domain::film::roll::RollStage;
use domain::number::NumberState;
use domain::view::findings::FindingsQuery;
use domain::view::projects::list::{ProjectQuery, ProjectSort};
use server::demo;
use std::collections::BTreeSet;

fn of_site(site: &str) -> ProjectQuery {
    let (site, text) = (Some(site.to_owned()), String::new());
    ProjectQuery { stage: None, site, text, sort: ProjectSort::Need, falling: false, cursor: None }
}

#[tokio::test]
async fn the_example_lab_has_everything_in_it_that_a_lab_can_have() {
    let lab = Lab::empty().await;
    demo::fill(&lab.state, Some(PASSWORD)).await;
    let cookie = lab.sign_in_as("demo", PASSWORD).await;
    let store = lab.state.store();
    assert_eq!(store.check_whole().await.unwrap().differences, vec![]);
    for stage in ProjectStage::ALL {
        let (text, cursor) = (String::new(), None);
        let query = ProjectQuery {
            stage: Some(stage),
            site: None,
            text,
            sort: ProjectSort::Need,
            falling: false,
            cursor,
        };
        assert!(store.projects_page(&query).await.unwrap().matching > 0, "no project is {}", stage.code());
    }
    let series = store.series_views().await.unwrap();
    for state in NumberState::ALL {
        let count: u32 = series.iter().map(|series| series.count(state)).sum();
        assert!(count > 0, "no number is {}", state.code());
    }
    let rolls = store.numbered_rolls(None).await.unwrap();
    let stages: BTreeSet<RollStage> = rolls.iter().map(|row| row.roll.stage_word()).collect();
    // Cancelled rolls are in no list.
    let listed = RollStage::ALL.into_iter().filter(|stage| *stage != RollStage::Cancelled);
    assert_eq!(stages, listed.collect());
    let pieces: BTreeSet<&str> =
        store.live_temp_rolls().await.unwrap().iter().map(|piece| piece.stage.code()).collect();
    assert_eq!(pieces, BTreeSet::from(["loaded", "lost", "on_shelf"]));
    let complaints = store.complaints(false, None).await.unwrap();
    let open = complaints.iter().filter(|row| row.complaint.settled.is_none()).count();
    assert_eq!((open, complaints.len()), (1, 4));
    let findings = store.findings(&FindingsQuery::default()).await.unwrap();
    assert!(findings.open >= 4 && findings.settled == 2, "{} and {}", findings.open, findings.settled);
    let followed = store.projects_page(&of_site("ZA")).await.unwrap();
    let block = store.block_of(followed.rows[0].id).await.unwrap();
    assert_eq!((block.numbers.len(), block.breaks.len()), (1, 1));
    for page in [
        "/",
        "/projects",
        "/numbers",
        "/numbers?series=9",
        "/numbers/30000003",
        "/film-stock",
        "/development",
        "/ledger",
        "/complaints",
        "/complaints/K-0001",
        "/findings",
        "/quality",
        "/queue",
    ] {
        assert_eq!(lab.get(page, &cookie).await.status, 200, "{page}");
    }
}
