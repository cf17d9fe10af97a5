//! Films into the camera and out of it.

use super::{Book, Camera, Kept, Leftover, PADDING_MM, REEL_MM, Reel, must, same, step_mm};
use domain::command::{Answer, Outcome, Proof};
use domain::evidence::FilmLog;
use std::collections::HashSet;

impl Book {
    pub(super) fn start(&mut self, id: u64, answer: &Answer, who: &str) -> Kept {
        let Answer::Started { reel, temp_roll, number, .. } = answer else { return Err("no start".into()) };
        let (reel, leftover) = (labelled(reel)?, temp_roll.as_deref().map(labelled).transpose()?);
        let length_mm = match leftover {
            Some(leftover) => {
                let piece = must("leftover", self.leftovers.get_mut(&leftover))?;
                same("its reel", reel, piece.reel)?;
                same("its place", "on_shelf", piece.stage)?;
                piece.stage = "loaded";
                piece.length_mm
            }
            None => {
                let next = self.reels.len() as u64 + 1;
                let new = Reel { length_mm: REEL_MM, stage: "whole", ..Reel::default() };
                let row = if reel == next {
                    self.reels.entry(reel).or_insert(new)
                } else {
                    must("reel", self.reels.get_mut(&reel))?
                };
                same("the reel before", "whole", row.stage)?;
                row.stage = "loaded";
                row.length_mm
            }
        };
        let roll = self.roll(id)?;
        if !matches!(roll.stage, "planned" | "rework") {
            return Err(format!("the roll is {}", roll.stage));
        }
        if PADDING_MM + roll.frames * step_mm(roll.film) > length_mm {
            return Err(format!("{} frames on {length_mm} mm", roll.frames));
        }
        roll.stage = "filming";
        let (kept, project) = (roll.number, roll.project);
        roll.camera = Some(Camera { reel, leftover, length_mm, bound: None, shown: 0 });
        *self.exposed.entry(id).or_default() += 1;
        match (kept, number) {
            (Some(kept), number) => same("the kept number", *number, Some(kept)),
            (None, None) => Ok(()),
            (None, Some(number)) => {
                same("the number bound", *number, self.lowest_free(project)?)?;
                self.write(*number, "bound", "in the camera", who);
                self.roll(id)?.camera.iter_mut().for_each(|camera| camera.bound = Some(*number));
                Ok(())
            }
        }
    }

    pub(super) fn finish(&mut self, id: u64, proof: &Proof, answer: &Answer, who: &str) -> Kept {
        let Answer::Finished { outcome, number, .. } = answer else { return Err("no end".into()) };
        let passes = match proof {
            Proof::Counted { frames } => vec![*frames],
            Proof::Machine { log, .. } => passes(log),
        };
        let roll = self.roll(id)?;
        let (film, step) = (roll.film, step_mm(roll.film));
        let camera = must("camera", roll.camera.as_mut())?;
        let all: u32 = passes.iter().sum();
        let last = passes.last().copied().unwrap_or(0);
        // Earlier passes are on this film where all of them fit on it.
        let fits = PADDING_MM + all * step <= camera.length_mm;
        let (frames, elsewhere) = if fits { (all, &[][..]) } else { (last, &passes[..passes.len() - 1]) };
        if *outcome == Outcome::Contradicted {
            camera.shown = frames;
            return Ok(());
        }
        let planned = roll.frames;
        same("frames of the pass that counts", last, planned)?;
        let number = must("number", *number)?;
        let expected = match (self.roll(id)?.number, self.camera(id)?.bound) {
            (Some(kept), _) => kept,
            (None, Some(bound)) => bound,
            (None, None) => self.lowest_free(self.rolls[&id].project)?,
        };
        same("the number issued", number, expected)?;
        self.write(number, "issued", "carried by a film", who);
        self.unload(id, frames, answer)?;
        for pass in elsewhere {
            let (id, spent) = (self.reels.len() as u64 + 1, PADDING_MM + pass * step_mm(film));
            let (spent_mm, scrap_mm) = (u64::from(spent), u64::from(REEL_MM - spent));
            let cut = Reel { length_mm: REEL_MM, stage: "cut", spent_mm, scrap_mm, corrected_mm: 0 };
            self.reels.insert(id, cut);
        }
        *self.exposed.entry(id).or_default() += passes.len() as u32 - 1;
        let roll = self.roll(id)?;
        roll.stage = "filmed";
        roll.number = Some(number);
        roll.rejected = false;
        roll.replaces = None;
        Ok(())
    }

    pub(super) fn fail(&mut self, id: u64, frames: Option<u32>, answer: &Answer, who: &str) -> Kept {
        let step = step_mm(self.roll(id)?.film);
        let camera = self.camera(id)?;
        let usable = (camera.length_mm - PADDING_MM) / step;
        let frames = frames.unwrap_or(camera.shown.min(usable));
        let bound = camera.bound;
        self.unload(id, frames, answer)?;
        if let Some(number) = bound {
            self.write(number, "free", "its attempt failed", who);
        }
        let roll = self.roll(id)?;
        roll.stage = if roll.rejected { "rework" } else { "planned" };
        Ok(())
    }

    fn camera(&mut self, id: u64) -> Result<&mut Camera, String> {
        must("film in the camera", self.roll(id)?.camera.as_mut())
    }

    /// The film comes out: untouched, or what it spent is gone and the rest is kept or thrown away.
    fn unload(&mut self, id: u64, frames: u32, answer: &Answer) -> Kept {
        let Answer::Finished { temp_roll, rest_mm, .. } = answer else { return Err("no end".into()) };
        let roll = self.roll(id)?;
        let (film, step) = (roll.film, step_mm(roll.film));
        let camera = must("film in the camera", roll.camera.take())?;
        let reel = must("reel", self.reels.get_mut(&camera.reel))?;
        let used = camera.leftover.and_then(|id| self.leftovers.get_mut(&id));
        if frames == 0 {
            match used {
                Some(piece) => piece.stage = "on_shelf",
                None => reel.stage = "whole",
            }
            return same("the rest of an untouched film", *rest_mm, camera.length_mm);
        }
        match used {
            Some(piece) => piece.stage = "consumed",
            None => reel.stage = "cut",
        }
        let spent = PADDING_MM + frames * step;
        let rest = camera.length_mm.checked_sub(spent).ok_or("more than the film")?;
        reel.spent_mm += u64::from(spent);
        same("the rest", *rest_mm, rest)?;
        let keeps = rest >= PADDING_MM && (rest - PADDING_MM) / step >= self.smallest_usable;
        if !keeps {
            reel.scrap_mm += u64::from(rest);
            return same("a leftover", temp_roll.clone(), None);
        }
        let label = self.leftovers.len() as u64 + 1;
        same("the leftover", temp_roll.as_deref().map(labelled).transpose()?, Some(label))?;
        let (reel, stage) = (camera.reel, "on_shelf");
        self.leftovers.insert(label, Leftover { reel, film, length_mm: rest, stage });
        Ok(())
    }
}

/// `R-0012` and `T-0007` count what there is.
fn labelled(label: &str) -> Result<u64, String> {
    label.get(2..).and_then(|digits| digits.parse().ok()).ok_or_else(|| format!("{label} is no label"))
}

/// Frames of each pass: what follows itself is one exposure, what was there before begins a new pass.
fn passes(log: &FilmLog) -> Vec<u32> {
    let mut passes: Vec<u32> = Vec::new();
    let (mut seen, mut before) = (HashSet::new(), None);
    for record in &log.records {
        if before == Some(*record) {
            continue;
        }
        before = Some(*record);
        if passes.is_empty() || !seen.insert(*record) {
            seen = HashSet::from([*record]);
            passes.push(0);
        }
        passes.iter_mut().last().into_iter().for_each(|pass| *pass += 1);
    }
    passes
}
