//! The last days, told on purpose: afterwards the lab has everything in it that a lab can have.

use crate::Year;
use crate::people::planner;
use domain::command::{Command, FilmChoice};
use domain::film::reel::TempRollStage;
use domain::film::rework::{Cause, NumberChoice};
use domain::film::roll::FilmType;
use domain::id::{ProjectId, RollId};
use domain::time::Timestamp;

/// The last hour before now: films go into both cameras, one comes out again.
const LAST_HOUR: i64 = 75 * 60;
/// Frames of a roll that leaves about half a reel.
const HALF: u32 = 1400;

impl Year {
    /// A project, a roll, a number, a leftover and a run of the processor in every state, and films that went into
    /// the cameras within the hour before `now`.
    pub fn leave_everything(&mut self, now: Timestamp) {
        self.put_projects_away();
        self.leave_films_on_the_way();
        self.leave_projects_waiting();
        self.tidy_the_shelf();
        let begun = self.planned("OU", 5000);
        if let Some(first) = begun.first() {
            self.film(*first);
        }
        let (short, unlucky) = (self.planned("DW", 260), self.planned("OU", 700));
        let numbers = self.reserve("OU", 4);
        self.give_back(numbers.into_iter().skip(2).collect());
        self.calendar.stay_from(now.plus_seconds(-LAST_HOUR));
        if let Some(running) = begun.get(1) {
            self.start(*running, FilmChoice::New, "Kamera 1");
        }
        if let Some(short) = short.first() {
            self.load_a_leftover(*short);
        }
        // Threaded and taken out again: the reel comes back whole.
        if let Some(unlucky) = unlucky.first() {
            self.start(*unlucky, FilmChoice::New, "Kamera 3");
            self.fail(*unlucky, Some(0));
        }
    }

    fn planned(&mut self, site: &str, frames: u32) -> Vec<RollId> {
        let Some(project) = self.register(site, frames, false) else { return vec![] };
        self.plan(project);
        self.lab.rolls_of(project).iter().map(|roll| roll.id).collect()
    }

    fn project_of(&self, rolls: &[RollId]) -> Option<ProjectId> {
        rolls.first().and_then(|roll| self.lab.rolls.get(*roll)).map(|roll| roll.project)
    }

    fn film(&mut self, roll: RollId) {
        if self.start(roll, FilmChoice::New, "Kamera 1").is_some() {
            self.finish_counted(roll);
        }
    }

    fn filmed(&mut self, site: &str) -> Vec<RollId> {
        let rolls = self.planned(site, HALF);
        for roll in &rolls {
            self.film(*roll);
        }
        rolls
    }

    fn put_projects_away(&mut self) {
        let done = self.filmed("OU");
        self.develop(done.clone(), &[128, 131]);
        self.accept(done.clone());
        if let Some(project) = self.project_of(&done) {
            self.deliver(project);
            self.ask(&planner(), 5, Command::ArchiveProject { project });
        }
        let given_up = self.planned("DW", 3100);
        if let Some(project) = self.project_of(&given_up) {
            self.abandon(project);
        }
        if let Some(project) = self.register("OU", 800, false) {
            let reason = "doppelt registriert".to_owned();
            self.ask(&planner(), 5, Command::DeleteProject { project, reason });
        }
    }

    /// Filmed, developed, held back, released, accepted, and rejected in both ways.
    fn leave_films_on_the_way(&mut self) {
        self.filmed("OU");
        let developed = self.filmed("DW");
        self.develop(developed, &[127, 133, 130]);
        let thin = self.filmed("DW");
        self.develop(thin, &[112, 94]);
        let looked_at = self.filmed("OU");
        if let Some(run) = self.develop(looked_at.clone(), &[96, 118]) {
            self.release(run);
        }
        self.accept(looked_at);
        let scratched = self.filmed("OU");
        self.reject(scratched, Cause::Scratch, NumberChoice::Keep);
        let wrong = self.filmed("DW");
        self.reject(wrong, Cause::WrongOrder, NumberChoice::Void);
    }

    /// One without a plan, one with a plan and nothing else.
    fn leave_projects_waiting(&mut self) {
        self.register("OU", 3300, false);
        if let Some(project) = self.register("DW", 5200, true) {
            self.plan(project);
        }
    }

    fn tidy_the_shelf(&mut self) {
        self.shelf();
        let on_shelf = self.on_shelf();
        if let [thrown_away, lost, ..] = on_shelf.as_slice() {
            self.discard(*thrown_away);
            self.lose(*lost);
        }
    }

    /// A short roll on the smallest leftover that takes it, in the second camera.
    fn load_a_leftover(&mut self, roll: RollId) {
        let settings = self.settings();
        let frames = self.lab.rolls.get(roll).map_or(0, |roll| roll.frames);
        let fitting = self.lab.temp_rolls.values().filter(|piece| {
            piece.film == FilmType::Mm16
                && piece.stage == TempRollStage::OnShelf
                && settings.usable_frames(piece.film, piece.length_mm) >= frames
        });
        if let Some(piece) = fitting.min_by_key(|piece| piece.length_mm).map(|piece| piece.id) {
            self.start(roll, FilmChoice::TempRoll(piece), "Kamera 2");
        }
    }
}
