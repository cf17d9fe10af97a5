//! Complaints: from a customer's words to film, and what came of them.

use crate::support::*;
use domain::command::{Answer, Command, Grievance};
use domain::film::complaint::{Fault, Settlement};
use domain::film::document::Barcode;
use domain::film::rework::{Cause, NumberChoice};
use domain::history::About;
use domain::id::{ComplaintId, ProjectId, ReworkId, RollId};
use domain::refusal::Refusal;
use domain::time::Timestamp;
use domain::view::complaints::Aim;
use domain::words::Language;
use store::Store;

fn complaining(project: ProjectId, rolls: Vec<RollId>, barcode: Option<&str>) -> Command {
    let about = Grievance {
        project,
        rolls,
        barcode: barcode.map(|text| Barcode::parse(text).expect("a barcode")),
        fault: Fault::MissingPage,
        words: "Page 3 is missing".into(),
        received: Timestamp::default(),
    };
    Command::OpenComplaint { about }
}

async fn delivered(store: &Store) -> (ProjectId, Vec<RollId>) {
    let project = register(store, "RRD123-2025", &[2900, 2000]).await;
    let rolls = plan(store, project).await;
    for roll in &rolls {
        film(store, roll).await;
    }
    done(store, Command::DeliverIndex { project, file: "index.csv".into(), to: String::new() }).await;
    (project, rolls.iter().map(|roll| roll.id).collect())
}

fn rejecting(roll: RollId, number: NumberChoice) -> Command {
    Command::ReworkRolls { rolls: vec![roll], cause: Cause::Complaint, note: String::new(), number }
}

pub async fn a_complaint_leads_to_its_films_and_is_settled(place: Place) {
    let store = place.founded().await;
    let (project, rolls) = delivered(&store).await;
    let Aim::One { project: found, rolls: none, barcode } = store.aim("1002", None).await.unwrap() else {
        panic!("one project has the document");
    };
    assert_eq!((found, none.len()), (project, 0));
    assert_eq!(store.films_of(project, barcode.as_ref()).await.unwrap(), [rolls[1]]);
    let opened = done(&store, complaining(project, vec![rolls[1]], Some("1002"))).await;
    let Answer::Complaint { complaint } = opened.answer else { panic!("{opened:?}") };
    let view = store.complaint(complaint).await.unwrap().expect("it is on record");
    assert_eq!(view.row.films[0].number, Some(number("10000002")));
    assert_eq!(view.leads.places[0].blip, "10000002-0001.00001");
    assert_eq!((view.leads.deliveries.len(), view.remedies.len()), (1, 0));
    let about = About::Number(number("10000002"));
    let told = store.history(about, Language::German).await.unwrap();
    assert!(told.iter().any(|step| step.title == "Reklamiert: Seite fehlt. Dokument 1002."), "{told:?}");
    all_is_well(&store).await;

    let settle = |rework| Command::SettleComplaint {
        complaint,
        how: Settlement::Rework { rework: ReworkId::new(rework) },
        note: String::new(),
    };
    done(&store, rejecting(rolls[0], NumberChoice::Keep)).await;
    assert!(matches!(refused(&store, settle(1)).await, Refusal::NoReworkOf { .. }), "another film");
    done(&store, rejecting(rolls[1], NumberChoice::Keep)).await;
    let view = store.complaint(complaint).await.unwrap().expect("it is on record");
    assert_eq!(view.remedies.iter().map(|remedy| remedy.rework.get()).collect::<Vec<_>>(), [2]);
    done(&store, settle(2)).await;
    assert_eq!(store.complaints(true, None).await.unwrap(), []);
    let all = store.complaints(false, Some(project)).await.unwrap();
    assert_eq!(all[0].complaint.settled.as_ref().map(|settled| settled.how.code()), Some("rework"));
    all_is_well(&store).await;
}

pub async fn a_complaint_about_a_rejected_number_finds_its_film(place: Place) {
    let store = place.founded().await;
    let (project, rolls) = delivered(&store).await;
    done(&store, rejecting(rolls[0], NumberChoice::Void)).await;
    let found = store.aim("10000001", None).await.unwrap();
    assert_eq!(found, Aim::One { project, rolls: vec![rolls[0]], barcode: None });
    assert_eq!(store.aim("10000077", None).await.unwrap(), Aim::Nothing);
    let unfilmed = refused(&store, complaining(project, vec![rolls[0]], None)).await;
    assert!(matches!(unfilmed, Refusal::NotFilmed { .. }));
    done(&store, complaining(project, vec![], None)).await;
    assert!(store.complaint(ComplaintId::new(1)).await.unwrap().is_some());
    all_is_well(&store).await;
}

pub async fn what_a_letter_names_may_be_several_projects(place: Place) {
    let store = place.founded().await;
    let first = register(&store, "RRD100-2025", &[2900]).await;
    let second = register(&store, "RRD200-2025", &[2900]).await;
    let Aim::Several(projects) = store.aim("1001", None).await.unwrap() else { panic!("two projects") };
    assert_eq!(projects.iter().map(|one| one.id).collect::<Vec<_>>(), [first, second]);
    let Aim::One { project, .. } = store.aim("1001", Some(second)).await.unwrap() else { panic!("one") };
    assert_eq!(project, second);
    let Aim::One { project, .. } = store.aim("RRD100-2025", None).await.unwrap() else { panic!("one") };
    assert_eq!(project, first);
}

pub async fn yield_counts_rolls_that_took_one_pass(place: Place) {
    use domain::view::quality::Loss;
    let store = place.founded().await;
    let (project, rolls) = delivered(&store).await;
    let other = register(&store, "RRD200-2025", &[400]).await;
    let failed = plan(&store, other).await;
    done(&store, starting(failed[0].id)).await;
    done(&store, failing(failed[0].id, 30)).await;
    film(&store, &failed[0]).await;
    let test = register(&store, "RRD300-2099", &[400]).await;
    film(&store, &plan(&store, test).await[0]).await;
    assert_eq!(store.quality(None).await.unwrap().sums(), (3, 2), "a test is no production");
    done(&store, rejecting(rolls[0], NumberChoice::Keep)).await;
    done(&store, complaining(project, vec![], None)).await;
    let view = store.quality(Some((Loss::Failure, "jam"))).await.unwrap();
    assert_eq!(view.sums(), (3, 1), "a rejected film was not right at once");
    let reasons = view.paretos.iter().flat_map(|pareto| pareto.reasons.iter());
    let reasons: Vec<_> = reasons.map(|reason| (reason.reason.as_str(), reason.count)).collect();
    assert_eq!(reasons, [("jam", 1), ("complaint", 1), ("missing-page", 1)]);
    let [row] = view.rows.as_slice() else { panic!("one failure: {:?}", view.rows) };
    assert_eq!(row.roll.as_ref().map(|roll| roll.id), Some(failed[0].id));
    let view = store.quality(Some((Loss::Complaint, "missing-page"))).await.unwrap();
    assert_eq!(view.rows[0].complaint.as_deref(), Some("K-0001"));
}
