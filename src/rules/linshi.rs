//! 临时救助: how much may be given, who approves it, and until when the papers must follow.
//!
//! 社会救助法 第二十九条, 第五十条; 民发〔2018〕23号; the small quick help of 2026. Ceilings and limits are local.

pub mod review;

use super::{
    RuleRefusal, in_force, standard,
    sum::{resting, shown, shown_ratio, times},
};
use crate::{
    domain::{
        area::Setting,
        calendar::Day,
        citation::{Citation, Confidence},
        finding::Step,
        linshi::LinshiType,
        money::Fen,
        rational::Rational,
        step::StepCode,
        workdays::NoDeadline,
    },
    policy::{Lookup, PolicyView},
};

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// So many times the monthly standard.
    Multiple(Rational),
    /// An amount.
    Amount(Fen),
}

/// Help given before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Earlier {
    /// The day.
    pub day: Day,
    /// For what.
    pub cause: String,
    /// How much.
    pub amount: Fen,
}

/// A request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// The kind.
    pub kind: LinshiType,
    /// City or rural standard.
    pub setting: Setting,
    /// How much.
    pub asked: Asked,
    /// For what (事由).
    pub cause: String,
    /// Help given before.
    pub earlier: Vec<Earlier>,
}

/// Who approves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Approver {
    /// 乡镇.
    Town,
    /// 区县.
    County,
}

/// The answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Linshi {
    /// Nothing speaks against it.
    pub allowed: bool,
    /// How much it is.
    pub amount: Fen,
    /// The most that may be given; `None` if no ceiling is known.
    pub ceiling: Option<Fen>,
    /// Who approves.
    pub approver: Approver,
    /// The last day for the papers after help was given first.
    pub paperwork_due: Option<Day>,
    /// What speaks against it.
    pub refusals: Vec<Step>,
    /// The steps.
    pub steps: Vec<Step>,
}

/// Tests a request (LS-03 to LS-17).
pub fn of(request: &Request, view: &PolicyView<'_>) -> Result<Linshi, RuleRefusal> {
    in_force(view, "L23")?;
    if request.kind == LinshiType::Fast {
        in_force(view, "L26")?;
    }
    let mut steps = Vec::new();
    let standard = standard::of(request.setting, view);
    let amount = asked(request.asked, &standard, view, &mut steps)?;
    let mut refusals = Vec::new();
    let ceiling = ceiling(request.kind, &standard, view, &mut steps)?;
    if let Some(ceiling) = ceiling.filter(|ceiling| amount > *ceiling) {
        let step = StepCode::LinshiAbove
            .step()
            .money("amount", amount)
            .money("ceiling", ceiling);
        refusals.push(
            step.cites(ceiling_rule(request.kind, view))
                .at_most(Confidence::Unverified),
        );
    }
    refusals.extend(repeated(request, view)?);
    refusals.extend(repeated_all(request, view)?);
    if request.kind != LinshiType::Fast {
        ordinary(amount, &standard, view, &mut steps)?;
    }
    let approver = approver(amount, view, &mut steps);
    let paperwork_due = papers(request.kind, view, &mut steps)?;
    steps.extend(refusals.iter().cloned());
    Ok(Linshi {
        allowed: refusals.is_empty(),
        amount,
        ceiling,
        approver,
        paperwork_due,
        refusals,
        steps,
    })
}

type Standard = Result<Lookup<Fen>, RuleRefusal>;

fn asked(
    asked: Asked,
    standard: &Standard,
    view: &PolicyView<'_>,
    steps: &mut Vec<Step>,
) -> Result<Fen, RuleRefusal> {
    match asked {
        Asked::Amount(amount) => {
            let step = StepCode::LinshiAmount
                .step()
                .money("amount", amount)
                .arrives(amount);
            steps.push(step.cites(view.cite(&[("LAW", "第二十九条"), ("L23", "")])));
            Ok(amount)
        }
        Asked::Multiple(multiple) => {
            let standard = standard.as_ref().map_err(Clone::clone)?;
            let amount = shown(times(Rational::of(standard.value), multiple)?)?;
            if amount == Fen::ZERO {
                return Err(RuleRefusal::BadValue {
                    what: "multiple 太小, 折合不到 0.01 元, 请核对".to_owned(),
                });
            }
            let step = StepCode::LinshiMultiple
                .step()
                .money("standard", standard.value)
                .decimal("multiple", shown_ratio(multiple))
                .money("amount", amount)
                .arrives(amount);
            steps.push(resting(step, standard));
            Ok(amount)
        }
    }
}

const fn ceiling_name(kind: LinshiType) -> &'static str {
    match kind {
        LinshiType::Fast => "ls.fast.max",
        LinshiType::Urgent | LinshiType::Expense => "ls.max",
    }
}

fn ceiling_rule(kind: LinshiType, view: &PolicyView<'_>) -> Citation {
    match kind {
        LinshiType::Fast => view.cite(&[("L26", "")]),
        LinshiType::Urgent | LinshiType::Expense => view.cite(&[("L23", "二（三）")]),
    }
}

/// The most that may be given: a multiple of the monthly standard (LS-06, section 3).
fn ceiling(
    kind: LinshiType,
    standard: &Standard,
    view: &PolicyView<'_>,
    steps: &mut Vec<Step>,
) -> Result<Option<Fen>, RuleRefusal> {
    let Some(multiple) = view.ratio(ceiling_name(kind)) else {
        let step = StepCode::LinshiNoCeiling
            .step()
            .rests_on(ceiling_name(kind));
        steps.push(
            step.cites(ceiling_rule(kind, view))
                .at_most(Confidence::Unverified),
        );
        return Ok(None);
    };
    let standard = standard.as_ref().map_err(Clone::clone)?;
    let amount = shown(times(Rational::of(standard.value), multiple.value)?)?;
    let step = StepCode::LinshiCeiling
        .step()
        .money("standard", standard.value)
        .decimal("multiple", shown_ratio(multiple.value))
        .money("amount", amount)
        .arrives(amount)
        .at_most(standard.confidence);
    steps.push(resting(step, &multiple));
    Ok(Some(amount))
}

/// The ordinary range, outside of which a case is discussed (LS-12).
fn ordinary(
    amount: Fen,
    standard: &Standard,
    view: &PolicyView<'_>,
    steps: &mut Vec<Step>,
) -> Result<(), RuleRefusal> {
    let (least, most) = (view.ratio("ls.tier.min"), view.ratio("ls.tier.max"));
    let exact = Rational::of(amount);
    for (bound, outside_below) in [(least, true), (most, false)] {
        let Some(bound) = bound else { continue };
        let standard = standard.as_ref().map_err(Clone::clone)?;
        let edge = times(Rational::of(standard.value), bound.value)?;
        if (outside_below && exact < edge) || (!outside_below && exact > edge) {
            let sign = if outside_below { "至少" } else { "至多" };
            let step = StepCode::LinshiRange
                .step()
                .money("amount", amount)
                .words("range", format!("{sign} {}", shown(edge)?));
            steps.push(resting(step, &bound));
        }
    }
    Ok(())
}

/// The same cause within twelve months, more often than allowed (LS-14).
fn repeated(request: &Request, view: &PolicyView<'_>) -> Result<Option<Step>, RuleRefusal> {
    let mut count = 0_u32;
    for earlier in &request.earlier {
        if earlier.day > view.on() {
            return Err(RuleRefusal::Contradiction {
                what: format!("此前救助日期 {} 晚于 {}", earlier.day, view.on()),
            });
        }
        let ends = earlier.day.add_months(12).ok_or(RuleRefusal::TooLarge)?;
        if ends >= view.on() && earlier.cause.trim() == request.cause.trim() {
            count += 1;
        }
    }
    let Some(limit) = view
        .count("ls.per_year")
        .filter(|limit| count >= limit.value)
    else {
        return Ok(None);
    };
    let step = StepCode::LinshiRepeated
        .step()
        .words("cause", request.cause.clone())
        .count("count", count)
        .count("limit", limit.value);
    Ok(Some(resting(step, &limit)))
}

/// More often than allowed within twelve months, whatever the cause; such a limit is local.
fn repeated_all(request: &Request, view: &PolicyView<'_>) -> Result<Option<Step>, RuleRefusal> {
    let mut count = 0_u32;
    for earlier in &request.earlier {
        let ends = earlier.day.add_months(12).ok_or(RuleRefusal::TooLarge)?;
        count += u32::from(ends >= view.on());
    }
    let limit = view.count("ls.per_year.all");
    Ok(limit.filter(|limit| count >= limit.value).map(|limit| {
        let step = StepCode::LinshiRepeatedAll
            .step()
            .count("count", count)
            .count("limit", limit.value);
        resting(step, &limit)
    }))
}

/// Small amounts are approved by 乡镇 where the county has set a limit (LS-11).
fn approver(amount: Fen, view: &PolicyView<'_>, steps: &mut Vec<Step>) -> Approver {
    let rule = view.cite(&[("B649", "第四十八条")]);
    let Some(limit) = view.money("ls.town_limit") else {
        let step = StepCode::LinshiTownUnset
            .step()
            .rests_on("ls.town_limit")
            .cites(rule);
        steps.push(step.at_most(Confidence::Unverified));
        return Approver::County;
    };
    let (approver, code) = if amount <= limit.value {
        (Approver::Town, StepCode::LinshiTown)
    } else {
        (Approver::County, StepCode::LinshiCounty)
    };
    let step = code.step().money("limit", limit.value).cites(rule);
    steps.push(resting(step, &limit));
    approver
}

/// The papers after help that was given first; 支出型 goes through the full procedure before (LS-04, LS-05, LS-10).
fn papers(
    kind: LinshiType,
    view: &PolicyView<'_>,
    steps: &mut Vec<Step>,
) -> Result<Option<Day>, RuleRefusal> {
    match kind {
        LinshiType::Expense => return Ok(None),
        LinshiType::Urgent | LinshiType::Fast => {}
    }
    let rule = view.cite(&[("LAW", "第五十条"), ("L23", "二（二）")]);
    let Some(days) = view.count("ls.paperwork.days") else {
        let step = StepCode::LinshiPapersUnset
            .step()
            .rests_on("ls.paperwork.days")
            .cites(rule);
        steps.push(step.at_most(Confidence::Unverified));
        return Ok(None);
    };
    match view
        .policy()
        .calendar()
        .after_workdays(view.on(), days.value)
    {
        Ok(due) => {
            let step = StepCode::LinshiPapers
                .step()
                .count("days", days.value)
                .day("due", due)
                .cites(rule);
            steps.push(resting(step, &days));
            Ok(Some(due))
        }
        Err(NoDeadline::Unknown(unknown)) => {
            let step = StepCode::LinshiPapersUnknown
                .step()
                .count("year", unknown.year);
            steps.push(step.cites(rule).at_most(Confidence::Unverified));
            Ok(None)
        }
        Err(NoDeadline::Range) => Err(RuleRefusal::TooLarge),
    }
}
