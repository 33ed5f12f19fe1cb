//! An invented district to try the desk with: deterministic from a seed, any size, flat memory.
//!
//! Nobody in it exists: ID numbers have sequence codes 990 to 999, telephone numbers begin with zeros, the
//! documents behind the office's own values call themselves fictional. It yields steps; [`play`] does them
//! through sessions of the named staff. It refuses to touch an office that is not its own demo.

mod dice;
mod evidence;
mod household;
mod keeping;
mod maker;
mod names;
mod numbers;
mod places;
pub mod play;
mod purse;
mod staff;
mod story;

#[cfg(test)]
mod tests;

use std::collections::VecDeque;

pub use staff::{ADMINISTRATOR, APPROVER, AUDITOR, CASEWORKER, CONFIRMER, SECOND_CASEWORKER};

use self::{
    dice::Dice,
    household::Invented,
    maker::{Maker, Plot},
    numbers::Numbers,
};
use crate::{
    domain::{
        calendar::Day,
        case::Programme,
        ids::CaseId,
        review::{Cause, Outcome},
    },
    engine::command::Command,
};

/// Households invented and kept at a time; the steps of one block are grouped by who does them.
const BLOCK: u64 = 2048;

/// One step of the demo: what somebody does, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoStep {
    /// Who does it, by name.
    pub actor: String,
    /// What is done.
    pub action: DemoAction,
}

impl DemoStep {
    fn new(actor: &str, command: Command) -> Self {
        Self {
            actor: actor.to_owned(),
            action: DemoAction::Do(Box::new(command)),
        }
    }
}

/// What is done in a step. Ids in it are those an empty office gives: cases and staff count from 1 in the order
/// of the steps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DemoAction {
    /// A command as it stands.
    Do(Box<Command>),
    /// Proposes on the household as the case has it; who plays it asks for household and finding first.
    Propose {
        /// The case.
        case: CaseId,
        /// The outcome.
        outcome: Outcome,
        /// Why.
        cause: Cause,
        /// In words.
        reason: String,
    },
}

/// A district of so many households as it stands on `today`; the same seed gives the same district.
pub fn district(seed: u64, households: u64, today: Day) -> District {
    let mut numbers = Numbers::default();
    story::reserve(today, &mut numbers);
    District {
        today,
        households,
        made: 0,
        dibao_at_home: 0,
        tekun_at_home: 0,
        dice: Dice::new(seed, 1),
        numbers,
        steps: staff::opening(today).into(),
        told: false,
    }
}

/// The steps of a district, made as they are asked for.
#[derive(Debug)]
pub struct District {
    today: Day,
    households: u64,
    made: u64,
    dibao_at_home: i64,
    tekun_at_home: i64,
    dice: Dice,
    numbers: Numbers,
    steps: VecDeque<DemoStep>,
    told: bool,
}

impl District {
    /// Households opened so far.
    pub const fn made(&self) -> u64 {
        self.made
    }

    fn block(&mut self) {
        let count = BLOCK.min(self.households - self.made);
        let mut invented = Vec::new();
        for place in 0..count {
            let ordinal = self.made + place + 1;
            let told = story::household(ordinal, self.today, &mut self.numbers, &mut self.dice);
            if let Some(household) = told.or_else(|| self.household(ordinal)) {
                invented.push(household);
            }
        }
        // Grouped by township, the desk of the demo first, so that one person's steps stand together.
        invented.sort_by_key(|household| (household.township + 1) % places::TOWNSHIPS.len());
        let first = self.made + 1;
        self.made += count;
        for household in &invented {
            self.steps.push_back(opening_of(household));
        }
        let numbered: Vec<(CaseId, &Invented)> = (first..).map(CaseId).zip(&invented).collect();
        evidence::gather(&numbered, self.today, &mut self.dice, &mut self.steps);
    }

    fn household(&mut self, ordinal: u64) -> Option<Invented> {
        let plot = Plot::draw(&mut self.dice);
        let due_in = self.due_in(plot);
        let mut maker = Maker {
            today: self.today,
            dice: &mut self.dice,
            numbers: &mut self.numbers,
        };
        maker.household(ordinal, plot, due_in)
    }

    /// When the review of the next household is due: the desk of the demo gets the rows of a usual morning.
    fn due_in(&mut self, plot: Plot) -> Option<i64> {
        if plot.township != places::HOME {
            return (self.dice.chance(20)).then(|| -i64::from(self.dice.range(1, 12)));
        }
        let (slot, bounds) = match plot.programme {
            Programme::Dibao => {
                self.dibao_at_home += 1;
                (self.dibao_at_home * 101 % 385, [11, 16, 47, 135])
            }
            Programme::Tekun => {
                self.tekun_at_home += 1;
                (self.tekun_at_home * 23 % 100, [0, 1, 5, 14])
            }
            Programme::Linshi | Programme::Edge | Programme::Rigid => return None,
        };
        let [overdue, today, week, month] = bounds;
        Some(if slot < overdue {
            -(slot % 12 + 1)
        } else if slot < today {
            0
        } else if slot < week {
            i64::from(self.dice.range(1, 7))
        } else if slot < month {
            i64::from(self.dice.range(8, 30))
        } else {
            i64::from(self.dice.range(31, 170))
        })
    }
}

impl Iterator for District {
    type Item = DemoStep;

    fn next(&mut self) -> Option<DemoStep> {
        loop {
            if let Some(step) = self.steps.pop_front() {
                return Some(step);
            }
            if self.made < self.households {
                self.block();
            } else if self.told {
                return None;
            } else {
                self.told = true;
                self.steps
                    .extend(story::what_happened(self.households, self.today));
            }
        }
    }
}

fn opening_of(household: &Invented) -> DemoStep {
    let [(caseworker, _), _] = staff::caseworkers(household.township);
    DemoStep::new(
        caseworker,
        Command::OpenCase {
            intake: Box::new(household.intake.clone()),
        },
    )
}
