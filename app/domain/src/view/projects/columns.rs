//! What-if: the same documents planned with other values, side by side. Nothing is stored.

use crate::command::PlanChoice;
use crate::decide::{plan_beside, plan_settings};
use crate::film::planning::{Order, Plan};
use crate::film::roll::FilmType;
use crate::film::settings::Settings;
use crate::film::stock::{self, Summary};
use crate::refusal::Refusal;
use crate::words::{Language, Say};
use serde::{Deserialize, Serialize};

use super::reels::{self, ReelRoll};
use super::{PlanValues, ProjectFile};

/// Which of the plans side by side.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlanKind {
    /// The accepted plan, or the draft with the lab's values.
    #[default]
    Own,
    /// With the values asked for.
    Asked,
    /// Own values, fullest rolls first.
    Fullest,
}

impl PlanKind {
    pub const fn code(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Asked => "asked",
            Self::Fullest => "fullest",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        [Self::Own, Self::Asked, Self::Fullest].into_iter().find(|kind| kind.code() == text)
    }
}

/// What a person asks a plan to be made with, as it stands in the address: empty is the lab's own value.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanAsk {
    pub capacity16: String,
    pub capacity35: String,
    pub smallest: String,
    /// `natural` or `fullest_first`.
    pub order: String,
    /// Code of the [`PlanKind`] that is shown.
    pub plan: String,
}

impl PlanAsk {
    /// Something was asked for.
    pub fn is_asked(&self) -> bool {
        [&self.capacity16, &self.capacity35, &self.smallest, &self.order]
            .iter()
            .any(|text| !text.trim().is_empty())
    }

    pub fn kind(&self) -> PlanKind {
        PlanKind::parse(&self.plan).unwrap_or_default()
    }

    /// The values as a command takes them, or one sentence on what cannot be read.
    pub fn choice(&self, language: Language) -> Result<PlanChoice, String> {
        let number = |text: &str| match text.trim() {
            "" => Ok(None),
            text => text.parse::<u32>().map(Some).map_err(|_| {
                let shown: String = text.chars().take(20).collect();
                language.pick(
                    format!("„{shown}“ ist keine ganze Zahl: nur Ziffern schreiben, etwa 2900."),
                    format!("`{shown}` is no whole number: write digits only, such as 2900."),
                )
            }),
        };
        let order = if self.order == FULLEST_FIRST { Order::FullestFirst } else { Order::Natural };
        Ok(PlanChoice {
            capacity_16mm: number(&self.capacity16)?,
            capacity_35mm: number(&self.capacity35)?,
            smallest_usable: number(&self.smallest)?,
            order,
        })
    }
}

/// How an address writes [`Order::FullestFirst`].
pub const FULLEST_FIRST: &str = "fullest_first";

/// One plan of a comparison.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanColumn {
    pub kind: PlanKind,
    pub values: PlanValues,
    pub summary: Summary,
    /// Its 16mm and 35mm rolls as they are drawn small.
    pub reels: Vec<SmallReel>,
    /// Why it cannot be made, in the reader's language; empty where it can.
    pub refusal: String,
}

/// A roll in the small drawing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SmallReel {
    pub film: FilmType,
    pub used_mm: u32,
    pub reel_mm: u32,
    pub capacity_mm: u32,
    /// A leftover to keep, not scrap.
    pub keeps: bool,
}

/// The plans side by side, with the column of each; where one cannot be made, its column says why.
pub struct Plans {
    made: Vec<(PlanKind, Option<Made>)>,
    pub columns: Vec<PlanColumn>,
}

impl Plans {
    /// The file's own plan first, then what was asked (or as much as a reel holds), then the fullest rolls.
    pub fn of(file: &ProjectFile, ask: &PlanAsk, language: Language) -> Self {
        let mut plans = Self { made: Vec::new(), columns: Vec::new() };
        let own = match file.plan {
            Some(_) => Ok(Made::accepted(file)),
            None => Made::of(file, &PlanChoice::default()).map_err(|refusal| refusal.say(language)),
        };
        plans.add(file, PlanKind::Own, own);
        if file.is_begun() {
            return plans;
        }
        let own = plans.columns[0].values;
        let asked = if ask.is_asked() { ask.choice(language) } else { Ok(unasked(file, own)) };
        let made = |choice: PlanChoice| Made::of(file, &choice).map_err(|refusal| refusal.say(language));
        plans.add(file, PlanKind::Asked, asked.and_then(made));
        plans.add(file, PlanKind::Fullest, made(fullest_first(own)));
        plans
    }

    /// The plan of this kind, where it can be made.
    pub fn made(&self, kind: PlanKind) -> Option<&Made> {
        self.made.iter().find(|(of, _)| *of == kind).and_then(|(_, made)| made.as_ref())
    }

    fn add(&mut self, file: &ProjectFile, kind: PlanKind, made: Result<Made, String>) {
        let (column, made) = match made {
            Ok(made) => (made.column(kind), Some(made)),
            Err(refusal) => {
                let values = PlanValues::of(&file.settings.film, Order::Natural);
                (PlanColumn::refused(kind, values, refusal), None)
            }
        };
        self.columns.push(column);
        self.made.push((kind, made));
    }
}

/// Nothing was asked: as many frames as a whole reel holds between leader and trailer, or, where the plan itself
/// already takes so many, the lab's values.
fn unasked(file: &ProjectFile, own: PlanValues) -> PlanChoice {
    let settings = &file.settings.film;
    let most = |film| settings.usable_frames(film, settings.reel_mm);
    if own.capacity_16mm == most(FilmType::Mm16) {
        return PlanChoice::default();
    }
    PlanChoice {
        capacity_16mm: Some(most(FilmType::Mm16)),
        capacity_35mm: Some(most(FilmType::Mm35)),
        smallest_usable: None,
        order: Order::Natural,
    }
}

fn fullest_first(values: PlanValues) -> PlanChoice {
    PlanChoice {
        capacity_16mm: Some(values.capacity_16mm),
        capacity_35mm: Some(values.capacity_35mm),
        smallest_usable: Some(values.smallest_usable),
        order: Order::FullestFirst,
    }
}

/// A computed plan with the values it was made with.
pub struct Made {
    pub plan: Plan,
    pub settings: Settings,
    pub order: Order,
}

impl Made {
    /// Plans the file's documents with the lab's values and what the choice changes of them.
    pub fn of(file: &ProjectFile, choice: &PlanChoice) -> Result<Self, Refusal> {
        let settings = plan_settings(&file.settings.film, choice)?;
        let plan = plan_beside(&file.kept(), &file.documents, &settings, choice.order)
            .map_err(|problem| Refusal::CannotPlan { problem })?;
        Ok(Self { plan, settings, order: choice.order })
    }

    /// The accepted plan as it stands.
    pub fn accepted(file: &ProjectFile) -> Self {
        let order = file.plan.as_ref().map_or(Order::Natural, |plan| plan.order);
        Self { plan: reels::plan_of(&file.rolls), settings: file.film_settings().clone(), order }
    }

    pub fn column(&self, kind: PlanKind) -> PlanColumn {
        let small = self.plan.rolls.iter().map(|roll| {
            let used_mm = u32::try_from(self.settings.spent_mm(roll.film, roll.frames)).unwrap_or(u32::MAX);
            let rest = stock::rest(&self.settings, roll.film, self.settings.reel_mm, roll.frames);
            SmallReel {
                film: roll.film,
                used_mm,
                reel_mm: self.settings.reel_mm,
                capacity_mm: self.settings.leader_mm
                    + self.settings.capacity(roll.film) * self.settings.step_mm(roll.film),
                keeps: rest.is_ok_and(|rest| rest.usable_frames() > 0),
            }
        });
        PlanColumn {
            kind,
            values: PlanValues::of(&self.settings, self.order),
            summary: stock::forecast(&self.plan, &self.settings),
            reels: small.collect(),
            refusal: String::new(),
        }
    }

    pub fn reels(&self, file: &ProjectFile) -> Vec<ReelRoll> {
        reels::computed(&self.plan, &file.project.key, &file.documents, &self.settings)
    }
}

impl PlanColumn {
    /// A plan that cannot be made, with the sentence that says why.
    pub fn refused(kind: PlanKind, values: PlanValues, refusal: String) -> Self {
        Self { kind, values, summary: Summary::default(), reels: Vec::new(), refusal }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(capacity16: &str, order: &str) -> PlanAsk {
        PlanAsk { capacity16: capacity16.to_owned(), order: order.to_owned(), ..PlanAsk::default() }
    }

    #[test]
    fn empty_values_are_the_labs_own() {
        assert!(!PlanAsk::default().is_asked());
        assert_eq!(PlanAsk::default().choice(Language::English), Ok(PlanChoice::default()));
        let choice = asked(" 2940 ", FULLEST_FIRST).choice(Language::English).unwrap();
        assert_eq!((choice.capacity_16mm, choice.order), (Some(2940), Order::FullestFirst));
    }

    #[test]
    fn what_is_no_number_is_said() {
        let sentence = asked("2.940", "").choice(Language::English).unwrap_err();
        assert_eq!(sentence, "`2.940` is no whole number: write digits only, such as 2900.");
    }
}
