//! What counts as income (收入核算) and what is deducted: 民发〔2021〕57号 第十三条.

use super::{
    RuleRefusal,
    eligibility::Standing,
    sum::{at_least_nothing, figure, heads, minus, over, plus, shown, term, times},
};
use crate::{
    domain::{
        citation::Confidence,
        finding::{Reckoned, Step, StepValue},
        household::MemberFacts,
        income::{Deduction, DeductionKind, Income, IncomeItem, IncomeKind, Per},
        money::Fen,
        rational::Rational,
        step::StepCode,
    },
    policy::PolicyView,
};

/// Words of a named income that the rule itself exempts (DB-22, JG-10).
const EXEMPT_WORDS: [&str; 3] = ["见义勇为", "价格临时补贴", "价格补贴"];

/// A household's income a month, with how it came about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IncomeSum {
    /// Income a month after deductions, exact.
    pub month: Rational,
    /// What each member has after deductions, exact, by place; those who do not count have nothing.
    pub by_member: Vec<Rational>,
    /// The steps.
    pub steps: Vec<Step>,
    /// Incomes that count.
    pub counted: Vec<Reckoned>,
    /// Incomes that do not.
    pub not_counted: Vec<Reckoned>,
}

/// Totals where no members were given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Totals {
    /// The household's income a month.
    Month(Fen),
    /// The household's income a year.
    Year(Fen),
    /// Income a head and month.
    EachMonth(Fen),
}

/// Whether an income counts, and why.
struct Verdict {
    counts: bool,
    reason: &'static str,
    status: Confidence,
}

/// A month's part of an income, exact: a year is divided by twelve without rounding.
pub fn month_of(income: &Income) -> Result<Rational, RuleRefusal> {
    let amount = Rational::of(income.amount);
    match income.per {
        Per::Month => Ok(amount),
        Per::Year => over(amount, heads(12)),
    }
}

/// Income from totals that were given.
pub fn of_totals(
    totals: Totals,
    persons: u32,
    view: &PolicyView<'_>,
) -> Result<IncomeSum, RuleRefusal> {
    let (month, step) = match totals {
        Totals::Month(month) => (Rational::of(month), StepCode::IncomeMonth.step()),
        Totals::Year(year) => (
            over(Rational::of(year), heads(12))?,
            StepCode::IncomeYear.step().money("year", year),
        ),
        Totals::EachMonth(each) => (
            times(Rational::of(each), heads(persons))?,
            StepCode::IncomeEach
                .step()
                .money("each", each)
                .count("count", persons),
        ),
    };
    let step = step
        .with("total", figure(month)?)
        .arrives(shown(month)?)
        .cites(view.cite(&[("D57", "第十三条")]));
    Ok(IncomeSum {
        month,
        by_member: Vec::new(),
        steps: vec![step],
        counted: Vec::new(),
        not_counted: Vec::new(),
    })
}

/// Income from the members: what counts of those who count, less deductions (DB-20 to DB-24).
pub fn of_members(
    members: &[&MemberFacts],
    standings: &[Standing],
    view: &PolicyView<'_>,
) -> Result<IncomeSum, RuleRefusal> {
    let mut sum = IncomeSum {
        month: Rational::ZERO,
        by_member: Vec::new(),
        steps: Vec::new(),
        counted: Vec::new(),
        not_counted: Vec::new(),
    };
    let mut gross = Vec::new();
    for ((place, member), standing) in (0_u32..).zip(members).zip(standings) {
        let counted = reckon(place, member, standing, view, &mut sum)?;
        gross.push(counted);
    }
    let total = gross
        .iter()
        .try_fold(Rational::ZERO, |all, one| plus(all, *one))?;
    add_total(&gross, standings, total, view, &mut sum)?;
    let left = deduct(members, standings, &gross, view, &mut sum)?;
    let month = left
        .iter()
        .try_fold(Rational::ZERO, |all, one| plus(all, *one))?;
    // Rigid costs are the household's: what exceeds a member's own income is taken from the others'.
    sum.month = at_least_nothing(month);
    if month != total {
        let step = StepCode::IncomeLeft
            .step()
            .with("total", term(total)?)
            .with("deducted", term(minus(total, sum.month)?)?)
            .with("left", figure(sum.month)?)
            .arrives(shown(sum.month)?)
            .cites(view.cite(&[("D57", "第十三条")]));
        sum.steps.push(step);
    }
    sum.by_member = left;
    Ok(sum)
}

/// Sorts a member's incomes and adds up those that count.
fn reckon(
    place: u32,
    member: &MemberFacts,
    standing: &Standing,
    view: &PolicyView<'_>,
    sum: &mut IncomeSum,
) -> Result<Rational, RuleRefusal> {
    let mut counted = Rational::ZERO;
    for (number, income) in (0_u32..).zip(&member.incomes) {
        if income.amount.is_negative() {
            return Err(RuleRefusal::BadValue {
                what: format!("第{}人的收入不能是负数, 经营亏损按 0 填", place + 1),
            });
        }
        let month = month_of(income)?;
        let verdict = if standing.counts {
            judge(income, view)
        } else {
            Verdict {
                counts: false,
                reason: "member_not_counted",
                status: standing.status,
            }
        };
        explain(place, income, shown(month)?, &verdict, view, sum);
        let reckoned = Reckoned {
            member: place,
            income: Some(number),
            month: Some(shown(month)?),
            reason: verdict.reason.to_owned(),
            citation: citation(&verdict, view),
            status: verdict.status,
        };
        if verdict.counts {
            counted = plus(counted, month)?;
            sum.counted.push(reckoned);
        } else {
            sum.not_counted.push(reckoned);
        }
    }
    Ok(counted)
}

/// Whether an income counts (DB-22, DB-23).
fn judge(income: &Income, view: &PolicyView<'_>) -> Verdict {
    let verdict = |counts, reason, status| Verdict {
        counts,
        reason,
        status,
    };
    let Some(item) = &income.item else {
        return verdict(true, kind_reason(income.kind), Confidence::Confirmed);
    };
    match item {
        IncomeItem::BasicPension => {
            let exempt = view
                .day("db.pension_exempt.until")
                .is_some_and(|until| view.on() <= until.value);
            if exempt {
                verdict(false, "basic_pension_exempt", Confidence::Confirmed)
            } else {
                verdict(true, "basic_pension_counts", Confidence::Unverified)
            }
        }
        IncomeItem::Veteran => verdict(false, "veteran", Confidence::Confirmed),
        IncomeItem::FamilyPlanning => verdict(false, "family_planning", Confidence::Confirmed),
        IncomeItem::Scholarship => verdict(false, "scholarship", Confidence::Confirmed),
        IncomeItem::SocialAssistance => verdict(false, "social_assistance", Confidence::Confirmed),
        // 国发〔2015〕52号 exempts both disability subsidies; its text was not read here.
        IncomeItem::DisabilitySubsidies => {
            verdict(false, "disability_subsidies", Confidence::Unverified)
        }
        // Not on the national list; a city may exempt it, none was found that does here.
        IncomeItem::ElderlyAllowance => verdict(true, "elderly_allowance", Confidence::Unverified),
        IncomeItem::Pension | IncomeItem::Support | IncomeItem::Land | IncomeItem::Subsidy => {
            verdict(true, kind_reason(income.kind), Confidence::Confirmed)
        }
        IncomeItem::Named(words) => {
            if EXEMPT_WORDS.iter().any(|exempt| words.contains(exempt)) {
                verdict(false, "exempt_award_or_aid", Confidence::Confirmed)
            } else {
                verdict(true, kind_reason(income.kind), Confidence::Confirmed)
            }
        }
    }
}

/// Why an income counts: its kind is on the list of 第十三条.
const fn kind_reason(kind: IncomeKind) -> &'static str {
    match kind {
        IncomeKind::Wage => "wage",
        IncomeKind::Business => "business",
        IncomeKind::Property => "property",
        IncomeKind::Transfer => "transfer",
        IncomeKind::Other => "other_income",
    }
}

fn citation(verdict: &Verdict, view: &PolicyView<'_>) -> crate::domain::citation::Citation {
    match verdict.reason {
        "member_not_counted" => view.cite(&[("D57", "第七条")]),
        "disability_subsidies" => view.cite(&[("G52", "")]),
        _ => view.cite(&[("D57", "第十三条")]),
    }
}

/// Says what was decided where it is not the plain case.
fn explain(
    place: u32,
    income: &Income,
    month: Fen,
    verdict: &Verdict,
    view: &PolicyView<'_>,
    sum: &mut IncomeSum,
) {
    let item = || match &income.item {
        Some(IncomeItem::Named(words)) => StepValue::Words(words.clone()),
        Some(item) => StepValue::Code(item_code(item).to_owned()),
        None => StepValue::Code(kind_reason(income.kind).to_owned()),
    };
    let step = match verdict.reason {
        "basic_pension_counts" => {
            let until = view.day("db.pension_exempt.until");
            let step = StepCode::PensionCounts
                .step()
                .member(place)
                .money("month", month);
            match until {
                Some(until) => step.day("until", until.value).rests_on(&until.name),
                None => step.words("until", "未设"),
            }
        }
        "elderly_allowance" => StepCode::IncomeNotExempt
            .step()
            .member(place)
            .with("item", item())
            .money("month", month),
        reason if !verdict.counts => StepCode::IncomeLeftOut
            .step()
            .member(place)
            .with("item", item())
            .money("month", month)
            .code("reason", reason),
        _ => return,
    };
    let step = step.cites(citation(verdict, view)).at_most(verdict.status);
    sum.steps.push(step);
}

/// The code of an item, which `text` has a word for.
pub(super) const fn item_code(item: &IncomeItem) -> &'static str {
    match item {
        IncomeItem::BasicPension => "basic_pension",
        IncomeItem::Pension => "pension",
        IncomeItem::DisabilitySubsidies => "disability_subsidies",
        IncomeItem::ElderlyAllowance => "elderly_allowance",
        IncomeItem::Veteran => "veteran",
        IncomeItem::FamilyPlanning => "family_planning",
        IncomeItem::Scholarship => "scholarship",
        IncomeItem::SocialAssistance => "social_assistance",
        IncomeItem::Support => "support",
        IncomeItem::Land => "land",
        IncomeItem::Subsidy => "subsidy",
        IncomeItem::Named(_) => "other_income",
    }
}

/// The line «1,868.00 + 0.00 + 600.00 = 2,468.00», members who count in the order of the household.
fn add_total(
    gross: &[Rational],
    standings: &[Standing],
    total: Rational,
    view: &PolicyView<'_>,
    sum: &mut IncomeSum,
) -> Result<(), RuleRefusal> {
    let parts = gross
        .iter()
        .zip(standings)
        .filter(|(_, standing)| standing.counts)
        .map(|(part, _)| term(*part))
        .collect::<Result<Vec<StepValue>, RuleRefusal>>()?;
    let step = StepCode::IncomeSum
        .step()
        .with("sum", added(parts))
        .with("total", figure(total)?)
        .arrives(shown(total)?)
        .cites(view.cite(&[("D57", "第十三条")]));
    sum.steps.push(step);
    Ok(())
}

/// Amounts that are added up: plain where each is a whole number of fen.
fn added(parts: Vec<StepValue>) -> StepValue {
    let plain = parts.iter().map(|part| match part {
        StepValue::Money(amount) => Some(*amount),
        StepValue::Count(_)
        | StepValue::Decimal(_)
        | StepValue::Day(_)
        | StepValue::Code(_)
        | StepValue::Words(_)
        | StepValue::Member(_)
        | StepValue::Sum(_)
        | StepValue::About(_)
        | StepValue::Twelfth(_)
        | StepValue::Terms(_) => None,
    });
    match plain.collect::<Option<Vec<Fen>>>() {
        Some(amounts) => StepValue::Sum(amounts),
        None => StepValue::Terms(parts),
    }
}

/// Takes deductions off: job costs from what the person earns, rigid costs from the household (DB-24).
///
/// The result may be negative for a member whose rigid costs exceed the own income.
fn deduct(
    members: &[&MemberFacts],
    standings: &[Standing],
    gross: &[Rational],
    view: &PolicyView<'_>,
    sum: &mut IncomeSum,
) -> Result<Vec<Rational>, RuleRefusal> {
    let mut left = Vec::new();
    for (((place, member), standing), gross) in (0_u32..).zip(members).zip(standings).zip(gross) {
        let mut rest = *gross;
        if standing.counts {
            let mut earned = earned(member, view)?;
            for one in &member.deductions {
                let taken = allowed(one, earned);
                if one.kind == DeductionKind::Employment {
                    earned = minus(earned, taken)?;
                }
                rest = minus(rest, taken)?;
                sum.steps.push(deduction_step(place, one, taken, view)?);
            }
        }
        left.push(rest);
    }
    Ok(left)
}

/// What a member earns by work, of the income that counts: the most that job costs can be taken from.
fn earned(member: &MemberFacts, view: &PolicyView<'_>) -> Result<Rational, RuleRefusal> {
    let mut earned = Rational::ZERO;
    let counting = |income: &&Income| judge(income, view).counts;
    for income in member.incomes.iter().filter(counting) {
        match income.kind {
            IncomeKind::Wage | IncomeKind::Business => earned = plus(earned, month_of(income)?)?,
            IncomeKind::Property | IncomeKind::Transfer | IncomeKind::Other => {}
        }
    }
    Ok(earned)
}

/// How much of a deduction may be taken.
fn allowed(deduction: &Deduction, earned: Rational) -> Rational {
    let asked = at_least_nothing(Rational::of(deduction.month));
    match deduction.kind {
        DeductionKind::Employment => asked.min(earned),
        DeductionKind::Rigid => asked,
    }
}

fn deduction_step(
    place: u32,
    deduction: &Deduction,
    taken: Rational,
    view: &PolicyView<'_>,
) -> Result<Step, RuleRefusal> {
    let kind = match deduction.kind {
        DeductionKind::Employment => "employment_cost",
        DeductionKind::Rigid => "rigid_cost",
    };
    let month = shown(taken)?;
    let step = if month == deduction.month {
        StepCode::Deduction.step()
    } else {
        StepCode::DeductionCapped
            .step()
            .money("asked", deduction.month)
    };
    // The article allows deductions «as provided»; the local provision was not read.
    Ok(step
        .member(place)
        .code("kind", kind)
        .money("month", month)
        .arrives(month)
        .cites(view.cite(&[("D57", "第十三条")]))
        .at_most(Confidence::Unverified))
}
