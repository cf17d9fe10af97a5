//! An example lab: two weeks of work on five projects, made through the same door as everything else.

mod lists;

use crate::session::NotIn;
use crate::state::AppState;
use domain::command::{Answer, Command, FilmChoice, PlanChoice, Proof, Receipt, Request, RollAnswer};
use domain::film::attempt::FailReason;
use domain::film::development::Density;
use domain::film::rework::{Cause, NumberChoice};
use domain::film::roll::FilmType;
use domain::id::{ProjectId, RollId};
use domain::person::{Actor, Role, Roles};
use domain::time::Timestamp;
use lists::Example;
use store::{Store, StoreError};

/// Name of the example's first person.
const NAME: &str = "demo";
const DAYS: i64 = 13;
const MINUTE: i64 = 60;
/// Minutes from one job to the next roll in the camera.
const TO_THE_CAMERA: i64 = 20;
const DAY: i64 = 24 * 3600;
/// The last roll went into the camera so long ago: two thirds of it are exposed.
const RUNNING_SINCE: i64 = 50 * MINUTE;

/// Fills an empty lab and says on the console how to get in; one that is founded is left as it is.
pub async fn fill(state: &AppState, password: Option<&str>) {
    if !matches!(state.is_founded().await, Ok(false)) {
        return;
    }
    let password = password.map_or_else(|| crate::secret::random()[..12].to_owned(), str::to_owned);
    match make(state, &password).await {
        Ok(()) => println!("An example lab. Sign in as {NAME} with the password {password}"),
        Err(error) => tracing::error!(?error, "the example could not be made"),
    }
}

async fn make(state: &AppState, password: &str) -> Result<(), NotIn> {
    crate::http::door::found(state, "Filmlabor Nordend", NAME, password).await?;
    let now = (state.server.clock)();
    let mut story = Story { store: state.store(), at: morning(now.plus_seconds(-DAYS * DAY)), now };
    story.tell().await.map_err(NotIn::Store)
}

/// The example's clock and hand.
struct Story<'a> {
    store: &'a Store,
    at: Timestamp,
    now: Timestamp,
}

/// Seven o'clock of a day.
fn morning(at: Timestamp) -> Timestamp {
    let of_day = at.millis().rem_euclid(DAY * 1000);
    Timestamp::from_millis(at.millis() - of_day).plus_seconds(7 * 3600)
}

fn planner() -> Actor {
    Actor::person("Jonas Weber", Roles::new([Role::Planner]))
}

fn quality() -> Actor {
    Actor::person("Mira Koch", Roles::new([Role::Quality]))
}

fn operator() -> Actor {
    Actor::person("Anna Berger", Roles::new([Role::Operator]))
}

impl Story<'_> {
    async fn tell(&mut self) -> Result<(), StoreError> {
        let admin = Actor::person(NAME, Roles::all());
        let people = [
            ("Anna Berger", Roles::new([Role::Operator])),
            ("Jonas Weber", Roles::new([Role::Planner])),
            ("Mira Koch", Roles::new([Role::Quality])),
        ];
        for (name, roles) in people {
            self.act(&admin, 3, Command::AddPerson { name: name.to_owned(), roles }).await?;
        }
        let projects = lists::examples();
        let mut planned = Vec::new();
        for example in projects {
            planned.push(self.register_and_plan(example).await?);
        }
        // The first is done and handed over.
        let (first, rolls) = &planned[0];
        for roll in rolls {
            self.film(roll).await?;
        }
        let file = "RRD117-2025_OU_Zeugnisse.xlsx".to_owned();
        self.act(&planner(), 30, Command::DeliverIndex { project: *first, file }).await?;
        let done: Vec<RollId> = rolls.iter().map(|roll| roll.id).collect();
        self.develop(&done, &["1.28", "1.31", "1.30"]).await?;
        let accept = Command::AcceptRolls { rolls: done, note: String::new() };
        self.act(&quality(), 45, accept).await?;
        self.reserve().await?;
        // The second met a jam and goes on; its last rolls wait.
        let (_, rolls) = &planned[1];
        for (position, roll) in rolls.iter().enumerate().take(rolls.len().saturating_sub(2)) {
            if position == 1 {
                self.jam(roll).await?;
            }
            self.film(roll).await?;
        }
        // Its first films came out of the processor too thin: the run is held, and one film is made again.
        let thin: Vec<RollId> = rolls.iter().take(2).map(|roll| roll.id).collect();
        self.develop(&thin, &["1.12", "0.94"]).await?;
        if let Some(rejected) = thin.last() {
            let rework = Command::ReworkRolls {
                rolls: vec![*rejected],
                cause: Cause::Density,
                note: "Entwickler erschöpft".to_owned(),
                number: NumberChoice::Keep,
            };
            self.act(&quality(), 20, rework).await?;
        }
        self.tidy_the_shelf().await?;
        // The third has just begun: one roll is filmed, the next is in the camera.
        let (_, rolls) = &planned[2];
        if let [done, running, ..] = rolls.as_slice() {
            self.film(done).await?;
            let begun = self.now.plus_seconds(-RUNNING_SINCE - TO_THE_CAMERA * MINUTE);
            self.at = self.at.max(begun);
            self.start(running).await?;
        }
        Ok(())
    }

    /// Rolls of a project that has a plan, those on 35mm first: the others wait for them.
    async fn register_and_plan(
        &mut self,
        example: Example,
    ) -> Result<(ProjectId, Vec<RollAnswer>), StoreError> {
        let Example { key, documents, planned } = example;
        let command = Command::RegisterProject { key, documents, accept: None };
        let project = match self.act(&planner(), 25, command).await?.answer {
            Answer::Registered { project, .. } => project,
            _ => ProjectId::new(0),
        };
        if !planned {
            return Ok((project, vec![]));
        }
        let command = Command::AcceptPlan { project, choice: PlanChoice::default() };
        let mut rolls = match self.act(&planner(), 12, command).await?.answer {
            Answer::Planned { rolls, .. } => rolls,
            _ => vec![],
        };
        rolls.sort_by_key(|roll| roll.film == FilmType::Mm16);
        Ok((project, rolls))
    }

    async fn develop(&mut self, rolls: &[RollId], readings: &[&str]) -> Result<(), StoreError> {
        let readings = readings.iter().filter_map(|text| Density::parse(text).ok()).collect();
        let command = Command::DevelopRolls { rolls: rolls.to_vec(), bath: "Ansatz 7".to_owned(), readings };
        self.act(&quality(), 35, command).await.map(|_| ())
    }

    /// Temp rolls get their places; one is measured.
    async fn tidy_the_shelf(&mut self) -> Result<(), StoreError> {
        for (piece, place) in self.store.live_temp_rolls().await?.into_iter().zip(["A1", "A2", "B1", "B2"]) {
            let command = Command::PlaceTempRoll { temp_roll: piece.id, place: place.to_owned() };
            self.act(&operator(), 2, command).await?;
            if place == "A1" {
                let measure = Command::MeasureTempRoll {
                    temp_roll: piece.id,
                    length_mm: piece.length_mm - 140,
                    reason: "Restlänge der Maschine".to_owned(),
                };
                self.act(&operator(), 3, measure).await?;
            }
        }
        Ok(())
    }

    async fn reserve(&mut self) -> Result<(), StoreError> {
        let until = Some(self.at.plus_seconds(60 * 24 * 3600));
        let purpose = "Nachlieferung RRD117".to_owned();
        let command = Command::ReserveNumbers { site: "OU".to_owned(), count: 4, purpose, until };
        let Answer::Numbers { numbers } = self.act(&planner(), 5, command).await?.answer else {
            return Ok(());
        };
        let Some(spoilt) = numbers.last().copied() else { return Ok(()) };
        let release = Command::ReleaseNumbers { numbers: vec![spoilt], reason: "eine zu viel".to_owned() };
        self.act(&planner(), 40, release).await.map(|_| ())
    }

    async fn start(&mut self, roll: &RollAnswer) -> Result<(), StoreError> {
        let machine = "Kamera 1".to_owned();
        let command = Command::StartFilming { roll: roll.id, film: FilmChoice::Proposed, machine };
        self.act(&operator(), TO_THE_CAMERA, command).await.map(|_| ())
    }

    async fn film(&mut self, roll: &RollAnswer) -> Result<(), StoreError> {
        self.start(roll).await?;
        let minutes = i64::from(roll.frames) * 1000 / 650 / MINUTE + 4;
        let command = Command::FinishFilming { roll: roll.id, proof: Proof::Counted { frames: roll.frames } };
        self.act(&operator(), minutes, command).await.map(|_| ())
    }

    async fn jam(&mut self, roll: &RollAnswer) -> Result<(), StoreError> {
        self.start(roll).await?;
        let frames = Some(roll.frames * 2 / 5);
        let command = Command::FailFilming { roll: roll.id, reason: FailReason::Jam, frames };
        self.act(&operator(), 34, command).await.map(|_| ())
    }

    /// One thing done, so many minutes after the last.
    async fn act(&mut self, actor: &Actor, minutes: i64, command: Command) -> Result<Receipt, StoreError> {
        let at = self.at.plus_seconds(minutes * MINUTE);
        // Nobody works at night: what would end after five goes on the next morning.
        let late = at.civil().3 >= 17 && at < self.now.plus_seconds(-DAY);
        self.at = if late { morning(at.plus_seconds(DAY)) } else { at };
        let request = Request { actor: actor.clone(), at: self.at, key: None, seen: None, command };
        self.store.perform(request).await
    }
}
