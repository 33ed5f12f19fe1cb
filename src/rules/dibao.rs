//! 低保: whether a household qualifies, how much is due, and what a review may come to.
//!
//! 社会救助法 第十八条, 第二十条, 第四十八条; 民发〔2021〕57号 第七条 to 第三十三条. The order of the sum is the
//! order of the steps: members, standard, income, comparison, property, base, 分类施保, one rounding, and last the
//! comparison with what is paid now. Nothing is rounded a head first (DB-72).

mod amount;
mod deaths;
mod recognition;
mod refusals;
pub mod rigid;
mod single;
mod suggest;
#[cfg(test)]
mod tests;

pub use recognition::assess as assess_edge;

use super::{
    RuleRefusal,
    asset_test::{self, AssetVerdict, Owners},
    edge::{self, LineStandard},
    eligibility::{self, Standing},
    in_force,
    income_test::{self, IncomeSum, Totals},
    standard,
    sum::{heads, over, shown, term, times},
};
use crate::{
    domain::{
        area::Setting,
        asset::Assets,
        calendar::Day,
        case::{Case, PhaseOutSpan, Tier},
        finding::{Finding, Reckoned, Step},
        household::{Household, Member, MemberFacts},
        money::Fen,
        rational::Rational,
        review::Cause,
        step::{StepCode, WORDING},
        work_offer::refused_in_a_row,
    },
    policy::{Lookup, PolicyView},
};

/// The facts a sum of 低保 is made from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DibaoCase<'a> {
    /// City or rural standard.
    pub setting: Setting,
    /// The members, or totals where nobody is listed.
    pub people: People<'a>,
    /// Property, where something was said of it.
    pub assets: Option<&'a Assets>,
    /// What is paid now; `None` if nothing was said of it.
    pub paid: Option<Fen>,
    /// Why something changed.
    pub cause: Option<Cause>,
    /// 单人保: only the first member is helped, the others belong to the household around.
    pub single: bool,
    /// The class of the household where amounts are fixed by class (分档).
    pub tier: Option<Tier>,
    /// What happened before that has a part in it.
    pub past: Past,
}

/// Whose income it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum People<'a> {
    /// So many members who count, with an income.
    Totals {
        /// Members who count.
        persons: u32,
        /// Their income.
        income: Totals,
    },
    /// The members, the head first.
    Members(Vec<&'a MemberFacts>),
}

/// What happened to a household before, as far as a sum asks; nothing of it where only figures are given.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Past {
    /// The 渐退 that is being paid.
    pub phase_out: Option<PhaseOutSpan>,
    /// Members who refused work in a row without reason.
    pub refused: Vec<RefusedWork>,
    /// Members by place in the household whose death no review has counted, with the day.
    pub deaths: Vec<(u32, Day)>,
}

/// A member who refused work in a row without reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefusedWork {
    /// Place of the member in the household from 0.
    pub member: u32,
    /// The days, the first first.
    pub days: Vec<Day>,
}

impl<'a> DibaoCase<'a> {
    /// The facts of a household as a case of the office has them.
    pub fn of_household(household: &'a Household, case: &Case, cause: Option<Cause>) -> Self {
        Self {
            setting: case.setting,
            people: People::Members(
                household
                    .members
                    .iter()
                    .map(|member| &member.facts)
                    .collect(),
            ),
            assets: Some(&household.assets),
            paid: Some(case.benefit.map_or(Fen::ZERO, |benefit| benefit.month)),
            cause,
            single: case.single,
            tier: case.tier.as_ref().map(|settled| settled.tier),
            past: Past {
                phase_out: case.phase_out,
                refused: refused(household, case),
                deaths: uncounted_deaths(household, case),
            },
        }
    }
}

/// Who of a household refused work in a row.
fn refused(household: &Household, case: &Case) -> Vec<RefusedWork> {
    (0_u32..)
        .zip(&household.members)
        .map(|(member, one)| RefusedWork {
            member,
            days: refused_in_a_row(&case.work_offers, one.person),
        })
        .filter(|one| !one.days.is_empty())
        .collect()
}

/// The deaths that the last review did not count: it had the member as living, or was before the day.
fn uncounted_deaths(household: &Household, case: &Case) -> Vec<(u32, Day)> {
    let last = case.last_review.as_ref();
    let counted = |member: &Member, died: Day| {
        last.is_some_and(|last| match &last.household {
            Some(then) => then
                .members
                .iter()
                .any(|one| one.person == member.person && one.facts.died.is_some()),
            None => died <= last.day,
        })
    };
    (0_u32..)
        .zip(&household.members)
        .filter_map(|(place, member)| {
            let died = member.facts.died?;
            (!counted(member, died)).then_some((place, died))
        })
        .collect()
}

/// What was established before the amount: who counts, what they have, against which standard.
struct Facts<'a> {
    case: &'a DibaoCase<'a>,
    members: &'a [&'a MemberFacts],
    standings: Vec<Standing>,
    persons: u32,
    income: IncomeSum,
    standard: Lookup<Fen>,
    assets: AssetVerdict,
    below: bool,
    edge: bool,
    alone: Alone,
}

/// What 单人保 has to say about a household.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Alone {
    /// Nothing, or that the one who is helped alone fits.
    Settled,
    /// Whether the one who is helped alone fits is for a person to judge.
    Unclear,
    /// It was asked for in a household that qualifies as a whole.
    WholeInstead,
    /// It was not asked for, and somebody of this household of 边缘 may apply alone.
    Possible,
}

impl Facts<'_> {
    /// Qualifies: income strictly below the standard and property within the limits (DB-60).
    fn eligible(&self) -> bool {
        self.below && self.alone != Alone::WholeInstead && !self.assets.exceeds
    }
}

/// Makes the sum and what may follow from it.
pub fn assess(case: &DibaoCase<'_>, view: &PolicyView<'_>) -> Result<Finding, RuleRefusal> {
    in_force(view, "D57")?;
    if case.paid.is_some_and(Fen::is_negative) {
        return Err(RuleRefusal::BadValue {
            what: "现享金额不能是负数".to_owned(),
        });
    }
    let members = match &case.people {
        People::Members(members) => members.as_slice(),
        People::Totals { .. } => &[],
    };
    let mut steps = Vec::new();
    let (mut counted, mut not_counted) = (Vec::new(), Vec::new());
    let facts = establish(
        case,
        members,
        view,
        &mut steps,
        (&mut counted, &mut not_counted),
    )?;
    let due = amount::of(&facts, view, &mut steps)?;
    let suggest = suggest::of(&facts, &due, view, &mut steps)?;
    Ok(Finding {
        on: view.on(),
        wording: WORDING,
        persons: facts.persons,
        income_month: shown(facts.income.month)?,
        per_capita: shown(per_capita(&facts)?)?,
        standard: Some(facts.standard.value),
        eligible: Some(facts.eligible()),
        base: due.base.map(shown).transpose()?,
        supplement: due.supplement.map(shown).transpose()?,
        month: due.month,
        edge: facts.edge,
        paid: case.paid,
        suggest,
        counted,
        not_counted,
        steps,
        missing: due.missing,
    })
}

/// Members, standard, income, property and the two lines, each with its steps.
fn establish<'a>(
    case: &'a DibaoCase<'a>,
    members: &'a [&'a MemberFacts],
    view: &PolicyView<'_>,
    steps: &mut Vec<Step>,
    (counted, not_counted): (&mut Vec<Reckoned>, &mut Vec<Reckoned>),
) -> Result<Facts<'a>, RuleRefusal> {
    let standings = eligibility::standings(members, view.on())?;
    let persons = match case.people {
        People::Totals { persons, .. } => persons,
        People::Members(_) => u32::try_from(standings.iter().filter(|one| one.counts).count())
            .map_err(|_| RuleRefusal::TooLarge)?,
    };
    persons_steps(persons, &standings, view, steps);
    deaths::to_finish(case, view, steps)?;
    let standard = standard::of(case.setting, view)?;
    steps.push(standard::step(case.setting, &standard));
    let income = match case.people {
        People::Totals { income, .. } => income_test::of_totals(income, persons, view)?,
        People::Members(_) => income_test::of_members(members, &standings, view)?,
    };
    let (mut yes, mut no) = eligibility::reckoned(&standings, view);
    counted.append(&mut yes);
    not_counted.append(&mut no);
    counted.extend(income.counted.iter().cloned());
    not_counted.extend(income.not_counted.iter().cloned());
    steps.extend(income.steps.iter().cloned());
    let whole = times(Rational::of(standard.value), heads(persons))?;
    let mut facts = Facts {
        case,
        members,
        below: persons > 0 && income.month < whole,
        standings,
        persons,
        income,
        standard,
        assets: AssetVerdict::default(),
        edge: false,
        alone: Alone::Settled,
    };
    steps.push(comparison(&facts, whole, view)?);
    facts.assets = match case.assets {
        Some(assets) => asset_test::test(assets, owners(&facts), view)?,
        None => asset_test::not_given(view),
    };
    steps.extend(facts.assets.steps.iter().cloned());
    if case.single && persons > 0 && !members.is_empty() {
        let single = single::of(&facts, view, steps)?;
        facts.below = single.below;
        facts.alone = single.alone;
    } else if persons > 0 && !facts.below {
        let line = edge::line(facts.income.month, persons, line_standard(&facts), view)?;
        facts.edge = line.below && !facts.assets.exceeds;
        steps.push(line.step);
        if facts.edge && single::who_may(&facts, view, steps) {
            facts.alone = Alone::Possible;
        }
    }
    Ok(facts)
}

fn persons_steps(
    persons: u32,
    standings: &[Standing],
    view: &PolicyView<'_>,
    steps: &mut Vec<Step>,
) {
    let citation = eligibility::household_citation(view);
    let step = StepCode::Persons.step().count("count", persons);
    steps.push(step.cites(citation.clone()));
    steps.extend(eligibility::notes(standings, view));
}

/// The standard as the line of 边缘 takes it.
const fn line_standard(facts: &Facts<'_>) -> LineStandard {
    LineStandard {
        amount: facts.standard.value,
        confidence: facts.standard.confidence,
    }
}

fn per_capita(facts: &Facts<'_>) -> Result<Rational, RuleRefusal> {
    over(facts.income.month, heads(facts.persons.max(1)))
}

/// «人均 617.00, 低于标准 722.00»; where a head's figures look alike, the household's.
fn comparison(
    facts: &Facts<'_>,
    whole: Rational,
    view: &PolicyView<'_>,
) -> Result<Step, RuleRefusal> {
    if facts.persons == 0 {
        let step = StepCode::NobodyCounts.step();
        return Ok(step.cites(eligibility::household_citation(view)));
    }
    let each = shown(per_capita(facts)?)?;
    let code = match (facts.below, each == facts.standard.value) {
        (true, false) => StepCode::BelowStandard,
        (true, true) => StepCode::BelowStandardWhole,
        (false, _) => StepCode::NotBelowStandard,
    };
    let mut step = code.step().money("each", each);
    if code == StepCode::BelowStandardWhole {
        step = step
            .with("income", term(facts.income.month)?)
            .count("count", facts.persons)
            .money("whole", shown(whole)?);
    }
    Ok(step
        .money("standard", facts.standard.value)
        .cites(view.cite(&[("LAW", "第十八条"), ("B649", "第九条")]))
        .at_most(facts.standard.confidence))
}

fn owners(facts: &Facts<'_>) -> Owners {
    let hardship = facts
        .members
        .iter()
        .zip(&facts.standings)
        .any(|(one, standing)| {
            standing.counts
                && (one.seriously_ill || one.disability.is_some_and(eligibility::severely_disabled))
        });
    Owners {
        persons: facts.persons,
        standard: line_standard(facts),
        hardship,
    }
}
