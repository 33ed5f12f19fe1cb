//! What an invented household earns and is paid: the sum of most of them equals what they get.

use super::maker::{Maker, Plot};
use crate::{
    domain::{
        area::Setting,
        calendar::Day,
        care::{CareMode, CareTier},
        case::Programme,
        household::{Disability, DisabilityType, Labour, MemberFacts},
        income::{Deduction, DeductionKind, Income, IncomeItem, IncomeKind, Per},
        money::Fen,
    },
    engine::command::IntakeMember,
};

/// Yuan a head and month, 2022-07 on (蚌埠市).
const RURAL: i64 = 722;
/// Yuan a head and month by the fictional document of the demo.
const URBAN: i64 = 739;

/// What a household gets, and how a 特困人员 is supported.
pub(super) struct Purse {
    /// A month's amount, if something is paid.
    pub(super) paid: Option<Fen>,
    /// Where a 特困人员 is supported, and how much care is needed.
    pub(super) support: Option<(CareMode, CareTier)>,
}

/// The minimum wage by which the fictional document of the demo reckons care, in yuan a month.
const WAGE: i64 = 2000;

impl Maker<'_> {
    /// Draws what is paid, and gives the members the incomes that lead to exactly that.
    pub(super) fn money(&mut self, plot: Plot, members: &mut [IntakeMember]) -> Purse {
        if plot.programme == Programme::Tekun {
            return self.tekun(plot.setting, members);
        }
        Purse {
            paid: self.household_aid(plot, members),
            support: None,
        }
    }

    fn household_aid(&mut self, plot: Plot, members: &mut [IntakeMember]) -> Option<Fen> {
        let standard = match plot.setting {
            Setting::Rural => RURAL,
            Setting::Urban => URBAN,
        };
        let persons = i64::try_from(members.len()).unwrap_or(1);
        let full = standard * persons;
        match plot.programme {
            Programme::Dibao => {
                let base = self.base(plot.setting, full);
                let cents = if self.dice.chance(200) { 50 } else { 0 };
                let income = Fen((full - base) * 100 + if base < full { cents } else { 0 });
                self.spread(income, members);
                let exact =
                    Fen::yuan(full).0 - income.0 + supplement(standard, members, self.today);
                Some(Fen::yuan(
                    exact.div_euclid(100) + i64::from(exact % 100 != 0),
                ))
            }
            Programme::Edge => {
                let above = i64::from(self.dice.range(4, 45));
                self.spread(Fen::yuan(full + full * above / 100), members);
                None
            }
            Programme::Rigid => {
                let above = i64::from(self.dice.range(4, 45));
                let income = full * (156 + above) / 100;
                self.spread(Fen::yuan(income), members);
                if let Some(member) = members.first_mut() {
                    // With living at the standard it is beyond six tenths of what they have.
                    member.facts.deductions.push(Deduction {
                        kind: DeductionKind::Rigid,
                        month: Fen::yuan(income / 5),
                    });
                }
                None
            }
            Programme::Linshi | Programme::Tekun => {
                let percent = i64::from(self.dice.range(60, 160));
                self.spread(Fen::yuan(full * percent / 100), members);
                None
            }
        }
    }

    /// Base amount in yuan: mostly about the middle, some near the full standard, a tail of tiny ones.
    fn base(&mut self, setting: Setting, full: i64) -> i64 {
        let share = match (self.dice.weighted(&[22, 3, 75]), setting) {
            (0, _) => self.dice.range(930, 1000),
            (1, _) => return i64::from(self.dice.range(2, 60)),
            (_, Setting::Rural) => self.dice.range(400, 680),
            (_, Setting::Urban) => self.dice.range(560, 820),
        };
        (full * i64::from(share) / 1000).max(1)
    }

    /// Basic living at 1.3 times the standard, care by share of the minimum wage (安徽, 2022).
    fn tekun(&mut self, setting: Setting, members: &mut [IntakeMember]) -> Purse {
        let (mode, shares) = if self.dice.chance(300) {
            (CareMode::Central, [4, 30, 50])
        } else {
            (CareMode::Scattered, [3, 20, 35])
        };
        let (tier, share) = match self.dice.weighted(&[60, 25, 15]) {
            0 => (CareTier::SelfCare, shares[0]),
            1 => (CareTier::Half, shares[1]),
            _ => (CareTier::Full, shares[2]),
        };
        if let Some(member) = members.first_mut() {
            let facts = &mut member.facts;
            facts.labour = Some(Labour::None);
            let years = self.today.0.years_since(facts.birth.0).unwrap_or(0);
            if years < 60 {
                // Who is not old is unable to work by a disability of the national list.
                facts.disability = Some(Disability {
                    kind: if self.dice.chance(500) {
                        DisabilityType::Intellectual
                    } else {
                        DisabilityType::Limb
                    },
                    grade: if self.dice.chance(300) { 1 } else { 2 },
                });
            }
        }
        let standard = match setting {
            Setting::Rural => RURAL,
            Setting::Urban => URBAN,
        };
        // Up to the whole yuan, each part by itself.
        let basic = (standard * 13 + 9) / 10;
        let care = (WAGE * share + 99) / 100;
        Purse {
            paid: Some(Fen::yuan(basic + care)),
            support: Some((mode, tier)),
        }
    }

    /// Gives the household's income to its earners, most to the first.
    fn spread(&mut self, income: Fen, members: &mut [IntakeMember]) {
        if income.0 <= 0 {
            return;
        }
        let earners: Vec<usize> = members
            .iter()
            .enumerate()
            .filter(|(_, member)| {
                matches!(member.facts.labour, Some(Labour::Full | Labour::Partial))
            })
            .map(|(place, _)| place)
            .take(2)
            .collect();
        let (first, second) = match earners.as_slice() {
            [first, second] => (*first, Some(*second)),
            [only] => (*only, None),
            _ => (0, None),
        };
        let to_second = second.map_or(0, |_| {
            income.0 / 100 * i64::from(self.dice.range(20, 45)) / 100 * 100
        });
        for (place, amount) in [
            (first, income.0 - to_second),
            (second.unwrap_or(0), to_second),
        ] {
            if amount > 0
                && let Some(member) = members.get_mut(place)
            {
                let income = self.income(&member.facts, Fen(amount));
                member.facts.incomes.push(income);
            }
        }
    }

    fn income(&mut self, facts: &MemberFacts, month: Fen) -> Income {
        let (kind, item) = match facts.labour {
            Some(Labour::Full) => (IncomeKind::Wage, IncomeItem::Named("务工".to_owned())),
            Some(Labour::Partial) => (IncomeKind::Business, IncomeItem::Named("务农".to_owned())),
            Some(Labour::None) | None => (IncomeKind::Transfer, IncomeItem::Support),
        };
        let yearly = self.dice.chance(250);
        Income {
            kind,
            item: Some(item),
            amount: if yearly { Fen(month.0 * 12) } else { month },
            per: if yearly { Per::Year } else { Per::Month },
        }
    }
}

/// 分类施保 in fen by the fictional rates of the demo: seriously ill and severely disabled 30%, minors and
/// 70 and older 20%, single parent 10%, the highest of one person only.
fn supplement(standard: i64, members: &[IntakeMember], today: Day) -> i64 {
    members
        .iter()
        .map(|member| {
            let facts = &member.facts;
            let years = today.0.years_since(facts.birth.0).unwrap_or(0);
            let severe = facts.disability.is_some_and(|one| one.grade <= 2);
            let percent = if facts.seriously_ill || severe {
                30
            } else if !(18..70).contains(&years) {
                20
            } else if facts.single_parent {
                10
            } else {
                0
            };
            standard * percent
        })
        .sum()
}
