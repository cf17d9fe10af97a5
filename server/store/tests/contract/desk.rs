//! What waits for whom, and a document's whole story: the reads of a working day.

use crate::support::*;
use domain::command::{Command, Grievance, Request};
use domain::film::complaint::Fault;
use domain::film::development::Density;
use domain::film::rework::{Cause, NumberChoice};
use domain::film::roll::RollStage;
use domain::id::RollId;
use domain::person::{Role, Roles};
use domain::view::desk::{Desk, Parts, RollsAsked};
use domain::view::lab::Found;
use domain::words::Language;
use store::Store;

async fn desk(store: &Store, roles: &[Role]) -> Desk {
    let parts = Parts::of(&Roles::new(roles.iter().copied()));
    store.desk(parts, now()).await.expect("a desk")
}

fn developing(rolls: &[RollId], density: &str) -> Command {
    let readings = vec![Density::parse(density).expect("a density")];
    Command::DevelopRolls { rolls: rolls.to_vec(), bath: "batch 7".into(), readings }
}

pub async fn everybody_is_told_what_waits_for_them(place: Place) {
    let store = place.founded().await;
    let project = register(&store, "RRD123-2025", &[2000, 2000, 2000]).await;
    let rolls = plan(&store, project).await;
    let calm = desk(&store, &[Role::Quality, Role::Planner]).await;
    assert!(calm.quality.expect("quality").is_calm() && calm.rework_count == 0);
    for roll in &rolls {
        film(&store, roll).await;
    }
    done(&store, developing(&[rolls[0].id], "1.55")).await;
    done(&store, developing(&[rolls[1].id], "0.80")).await;
    let rejected = vec![rolls[1].id];
    let note = "seen by the customer".to_owned();
    done(
        &store,
        Command::ReworkRolls { rolls: rejected, cause: Cause::Scratch, note, number: NumberChoice::Void },
    )
    .await;

    let quality = desk(&store, &[Role::Quality]).await;
    assert_eq!(quality.rework_count, 1);
    assert_eq!((quality.reworks[0].cause.clone(), quality.reworks[0].roll.id), (Cause::Scratch, rolls[1].id));
    let waits = quality.quality.expect("quality");
    assert_eq!((waits.to_develop, waits.to_accept), (1, 1));
    assert_eq!((waits.held.len(), waits.doubtful.len()), (1, 1), "held at 0.80, high at 1.55");
    assert!(quality.work.is_none() && quality.staff.is_none(), "nobody of these roles looks at them");

    let work = desk(&store, &[Role::Manager, Role::Admin]).await;
    assert_eq!(work.rework_count, 0, "a manager sees the figure");
    let figures = work.work.expect("work");
    assert_eq!((figures.at(RollStage::Rework), figures.at(RollStage::Developed)), (1, 1));
    assert_eq!((figures.week, figures.first_pass), (3, 2), "the rejected film was one of them");
    assert!(figures.temp_rolls > 0 && figures.shelf_mm > 0);
    assert_eq!(work.staff.expect("staff").people, 1);

    assert_eq!((figures.waiting.complaints, figures.waiting.findings), (0, 0));
    let received = now().plus_seconds(-86_400);
    let about = Grievance {
        project,
        rolls: vec![rolls[0].id],
        barcode: None,
        fault: Fault::Unreadable,
        words: "too dark".into(),
        received,
    };
    done(&store, Command::OpenComplaint { about }).await;
    for waiting in [
        desk(&store, &[Role::Quality]).await.quality.expect("quality").waiting,
        desk(&store, &[Role::Manager]).await.work.expect("work").waiting,
    ] {
        assert_eq!(waiting.complaints, 1);
        assert_eq!(waiting.oldest_complaint, Some(received));
    }

    // A figure and its list are the same rolls.
    let asked = RollsAsked { stage: None, days: Some(30), first_pass: true };
    let listed = store.rolls_listed(&asked, now()).await.expect("a list");
    assert_eq!((listed.of, listed.rows.len()), (2, 2));
    let asked = RollsAsked { stage: Some(RollStage::Rework), ..RollsAsked::default() };
    let listed = store.rolls_listed(&asked, now()).await.expect("a list");
    assert_eq!(listed.rows.iter().map(|row| row.line.id).collect::<Vec<_>>(), [rolls[1].id]);
}

pub async fn a_planner_is_told_of_changed_lists_and_of_deliveries_to_repeat(place: Place) {
    let store = place.founded().await;
    let changed = register(&store, "RRD123-2025", &[50]).await;
    plan(&store, changed).await;
    let never = register(&store, "RRD124-2025", &[50]).await;
    done(&store, Command::ResetProject { project: changed, reason: "the list was wrong".into() }).await;
    let delivered = register(&store, "RRD125-2025", &[50]).await;
    let rolls = plan(&store, delivered).await;
    film(&store, &rolls[0]).await;
    done(&store, Command::DeliverIndex { project: delivered, file: "index.csv".into(), to: String::new() })
        .await;

    let planning = desk(&store, &[Role::Planner]).await.planning.expect("planning");
    let ids: Vec<_> = planning.changed.iter().map(|project| project.id).collect();
    assert_eq!((planning.changed_count, ids), (1, vec![changed]));
    assert_eq!(planning.to_repeat_count, 0, "nothing changed since it was delivered");
    // The film is made again under its number, after the index went out.
    let roll = rolls[0].id;
    let again = Command::ReworkRolls {
        rolls: vec![roll],
        cause: Cause::Density,
        note: String::new(),
        number: NumberChoice::Keep,
    };
    for (minute, command) in (1..).zip([again, starting(roll), finishing(roll, rolls[0].frames)]) {
        let request = Request { at: now().plus_seconds(60 * minute), ..request(command) };
        store.perform(request).await.expect("done");
    }
    let planning = desk(&store, &[Role::Planner]).await.planning.expect("planning");
    assert_eq!(planning.to_repeat.iter().map(|project| project.id).collect::<Vec<_>>(), [delivered]);
    let drafts = store.today(now()).await.expect("today").drafts;
    assert_eq!(drafts.iter().map(|project| project.id).collect::<Vec<_>>(), [never]);
}

pub async fn a_barcode_tells_its_whole_story(place: Place) {
    let store = place.founded().await;
    let project = register(&store, "RRD123-2025", &[2000, 2000]).await;
    let documents = store.documents(project).await.expect("documents");
    let barcode = documents[1].barcode.as_str().to_owned();
    let story = async || store.document_story(&barcode, Language::English).await.expect("a story");
    assert!(story().await.projects[0].rolls.is_empty(), "not planned yet");

    let rolls = plan(&store, project).await;
    assert_eq!(story().await.projects[0].rolls[0].blip(), None, "not filmed yet");
    done(&store, starting(rolls[1].id)).await;
    done(&store, failing(rolls[1].id, 10)).await;
    film(&store, &rolls[1]).await;
    let told = story().await;
    let on = &told.projects[0].rolls[0];
    assert_eq!(on.blip().as_deref(), Some("10000001-0001.00001"));
    assert!(on.counted, "the operator counted");
    let titles: Vec<&str> = on.history.iter().map(|step| step.title.as_str()).collect();
    assert!(titles.len() >= 4, "planned, tried, failed, filmed: {titles:?}");

    // However a scanner writes it, the search leads there.
    let grouped = format!("{} {}", &barcode[..2], &barcode[2..]);
    for scanned in [format!("{barcode}\r\n"), format!("]C1{barcode}"), grouped] {
        let found = store.search(&scanned).await.expect("found");
        assert!(matches!(found.found[..], [Found::Document { exact: true, .. }]), "{scanned:?}: {found:?}");
        assert_eq!(found.only(), Some(format!("/documents/{barcode}")));
    }
    let number = store.search("1000 0001\r\n").await.expect("found");
    assert_eq!(number.only().as_deref(), Some("/numbers/10000001"));
    assert!(store.document_story("nothing", Language::English).await.expect("a story").projects.is_empty());
}

pub async fn a_delivery_registered_twice_is_found_from_either_side(place: Place) {
    let store = place.founded().await;
    let one = register(&store, "RRD123-2025", &[50, 60]).await;
    let other = register(&store, "RRD124-2025", &[50]).await;
    let twins = async |project| {
        let twins = store.twins_of(project).await.expect("twins");
        twins.into_iter().map(|twin| (twin.project, twin.common)).collect::<Vec<_>>()
    };
    assert_eq!((twins(one).await, twins(other).await), (vec![(other, 1)], vec![(one, 1)]));
    let pairs = store.duplicates().await.expect("pairs");
    assert_eq!((pairs.len(), pairs[0].common, pairs[0].of, pairs[0].same_order), (1, 1, 1, false));
    done(&store, Command::DeleteProject { project: other, reason: "registered twice".into() }).await;
    assert_eq!((twins(one).await, twins(other).await), (vec![], vec![]));
    assert!(store.duplicates().await.expect("pairs").is_empty());
}
