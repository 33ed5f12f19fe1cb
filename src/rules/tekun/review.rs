//! The yearly review of a 特困人员: do the conditions still hold, and what is paid
//! (民发〔2021〕43号 第二十二条 to 第二十五条, 中办发〔2020〕18号 （七）).

use super::{
    TekunAmount, amount,
    recognition::{self, Applicant, Duty, Qualifies, Recognition},
    self_care,
};
use crate::{
    domain::{
        area::Setting,
        asset::Assets,
        care::{CareTier, SelfCare, Support},
        citation::{Citation, Confidence},
        finding::{Finding, Step},
        household::MemberFacts,
        money::Fen,
        outcome::{Cause, Outcome},
        step::{StepCode, WORDING},
    },
    policy::PolicyView,
    rules::{RuleRefusal, standard, sum::least_sure},
};

/// What a yearly review looks at.
#[derive(Debug, Clone)]
pub struct TekunCase<'a> {
    /// City or rural standard.
    pub setting: Setting,
    /// The person.
    pub facts: &'a MemberFacts,
    /// Property, where something was said of it.
    pub assets: Option<&'a Assets>,
    /// How the person is supported, where known.
    pub support: Option<&'a Support>,
    /// The newest assessment of self-care, where there is one.
    pub self_care: Option<&'a SelfCare>,
    /// What is paid now.
    pub paid: Fen,
    /// Why something changed.
    pub cause: Option<Cause>,
}

/// What 特困供养 would come to for somebody who is not in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Whether the three conditions hold.
    pub qualifies: Qualifies,
    /// The amount a month; `None` without a mode or a tier of care, or where a parameter is unset.
    pub month: Option<Fen>,
    /// Why.
    pub steps: Vec<Step>,
}

/// The three conditions and the amount for somebody who comes from another programme.
///
/// # Errors
/// [`RuleRefusal`] where a parameter is missing or the facts contradict each other.
pub fn entry(case: &TekunCase<'_>, view: &PolicyView<'_>) -> Result<Entry, RuleRefusal> {
    let (found, due) = looked_into(case, false, view)?;
    Ok(Entry {
        qualifies: found.qualifies,
        month: due.and_then(|due| due.month),
        steps: found.basis,
    })
}

/// The three conditions alone; `already` says whether the person is in 特困供养.
///
/// # Errors
/// [`RuleRefusal`] where a parameter is missing or the facts contradict each other.
pub fn conditions(
    case: &TekunCase<'_>,
    already: bool,
    view: &PolicyView<'_>,
) -> Result<Recognition, RuleRefusal> {
    let applicant = Applicant {
        setting: case.setting,
        facts: case.facts,
        income_month: None,
        assets: case.assets,
        duty: Duty::Judged(case.support.and_then(|support| support.able_duty)),
        already,
    };
    recognition::check(&applicant, view)
}

/// The conditions, every step among the basis, and the amount.
fn looked_into(
    case: &TekunCase<'_>,
    already: bool,
    view: &PolicyView<'_>,
) -> Result<(Recognition, Option<TekunAmount>), RuleRefusal> {
    let mut found = conditions(case, already, view)?;
    let grounds = std::mem::take(&mut found.grounds);
    found
        .basis
        .extend(grounds.into_iter().map(|ground| ground.step));
    let due = due(case, view, &mut found.basis)?;
    Ok((found, due))
}

/// The three conditions, the amount, and what may follow.
///
/// Without a mode or a tier of care there is no amount, and a step says so; nothing is guessed.
pub fn assess(case: &TekunCase<'_>, view: &PolicyView<'_>) -> Result<Finding, RuleRefusal> {
    let (found, due) = looked_into(case, true, view)?;
    let mut steps = found.basis;
    let eligible = found.qualifies != Qualifies::No;
    let month = due.as_ref().and_then(|due| due.month);
    let suggest = suggest(case, found.qualifies, month, view, &mut steps)?;
    let standard = standard::of(case.setting, view)?;
    Ok(Finding {
        on: view.on(),
        wording: WORDING,
        persons: 1,
        income_month: found.income,
        per_capita: found.income,
        standard: Some(standard.value),
        eligible: Some(eligible),
        base: due.as_ref().map(|due| due.basic),
        supplement: due.as_ref().and_then(|due| due.care),
        month,
        edge: false,
        paid: Some(case.paid),
        suggest,
        counted: Vec::new(),
        not_counted: Vec::new(),
        missing: missing_of(&steps, month),
        steps,
    })
}

/// Basic living and care, if mode and tier are known.
fn due(
    case: &TekunCase<'_>,
    view: &PolicyView<'_>,
    steps: &mut Vec<Step>,
) -> Result<Option<TekunAmount>, RuleRefusal> {
    let tier = tier(case.support, case.self_care, view, steps)?;
    let (Some(support), Some(tier)) = (case.support, tier) else {
        let what = match (case.support, tier) {
            (None, Some(_)) => "support_unknown",
            (Some(_), None) => "tier_unknown",
            (None, None) | (Some(_), Some(_)) => "support_and_tier_unknown",
        };
        let step = StepCode::TekunGround
            .step()
            .code("ground", what)
            .cites(view.cite(&[("T43", "第二十二条")]))
            .at_most(Confidence::Unverified);
        steps.push(step);
        return Ok(None);
    };
    let mut amount = amount(case.setting, support.mode, tier, view)?;
    // The standard was read aloud already, where the conditions were tested against it.
    let known = |step: &Step| steps.contains(step);
    amount.steps.retain(|step| !known(step));
    steps.extend(amount.steps.iter().cloned());
    Ok(Some(amount))
}

/// The tier of the newest assessment; of the list where nobody has assessed since (民发〔2021〕43号 第二十二条).
///
/// # Errors
/// [`RuleRefusal`] where a parameter is missing.
pub fn care_tier(
    support: Option<&Support>,
    self_care: Option<&SelfCare>,
    view: &PolicyView<'_>,
) -> Result<Option<CareTier>, RuleRefusal> {
    tier(support, self_care, view, &mut Vec::new())
}

fn tier(
    support: Option<&Support>,
    assessed: Option<&SelfCare>,
    view: &PolicyView<'_>,
    steps: &mut Vec<Step>,
) -> Result<Option<CareTier>, RuleRefusal> {
    let listed = support.and_then(|support| Some((support.tier?, support.day)));
    let newest = assessed.filter(|one| listed.is_none_or(|(_, day)| one.day >= day));
    if let Some(assessed) = newest {
        let (_, tier, mut said) = self_care(assessed.items, view)?;
        steps.append(&mut said);
        return Ok(Some(tier));
    }
    Ok(listed.map(|(tier, day)| {
        let step = StepCode::CareListed
            .step()
            .code("tier", tier.code())
            .day("day", day)
            .cites(view.cite(&[("T43", "第二十二条")]));
        steps.push(step.at_most(Confidence::Assumed));
        tier
    }))
}

/// Parameters that left care without an amount.
fn missing_of(steps: &[Step], month: Option<Fen>) -> Vec<String> {
    if month.is_some() {
        return Vec::new();
    }
    steps
        .iter()
        .filter(|step| StepCode::by_name(&step.code) == Some(StepCode::TekunCareUnset))
        .filter_map(|step| step.param.clone())
        .collect()
}

fn suggest(
    case: &TekunCase<'_>,
    qualifies: Qualifies,
    month: Option<Fen>,
    view: &PolicyView<'_>,
    steps: &mut Vec<Step>,
) -> Result<Vec<Outcome>, RuleRefusal> {
    let ends = view.cite(&[("T43", "第二十四条")]);
    if case.cause == Some(Cause::Voluntary) {
        let step = StepCode::Voluntary.step().cites(ends);
        steps.push(step.at_most(Confidence::Unverified));
        return Ok(vec![Outcome::Stop]);
    }
    if qualifies == Qualifies::No {
        let step = StepCode::PaidNoMore
            .step()
            .money("paid", case.paid)
            .arrives(Fen::ZERO)
            .at_most(least_sure(steps));
        steps.push(hear(step, view));
        return Ok(vec![Outcome::Stop]);
    }
    let mut outcomes = match month {
        Some(month) => vec![compare(case.paid, month, &adjusted(view), view, steps)?],
        None => vec![Outcome::Keep],
    };
    if qualifies == Qualifies::Judgement || month.is_none() {
        outcomes.push(Outcome::Judgement);
    }
    Ok(outcomes)
}

/// The same, more, or less, with the step that says so.
fn compare(
    paid: Fen,
    month: Fen,
    adjusted: &Citation,
    view: &PolicyView<'_>,
    steps: &mut Vec<Step>,
) -> Result<Outcome, RuleRefusal> {
    let difference = month.checked_sub(paid).ok_or(RuleRefusal::TooLarge)?;
    let sure = least_sure(steps);
    if difference == Fen::ZERO {
        let step = StepCode::PaidSame.step().money("paid", paid).arrives(month);
        steps.push(step.cites(adjusted.clone()).at_most(sure));
        return Ok(Outcome::Keep);
    }
    let (code, outcome, shown) = if difference > Fen::ZERO {
        (StepCode::PaidMore, Outcome::Increase, difference)
    } else {
        let less = difference.0.checked_neg().ok_or(RuleRefusal::TooLarge)?;
        (StepCode::PaidLess, Outcome::Decrease, Fen(less))
    };
    let step = code
        .step()
        .money("paid", paid)
        .money("month", month)
        .money("difference", shown)
        .arrives(month)
        .at_most(sure);
    steps.push(match outcome {
        Outcome::Decrease => hear(step, view),
        Outcome::Keep
        | Outcome::Increase
        | Outcome::Stop
        | Outcome::PhaseOut
        | Outcome::ToEdge
        | Outcome::ToRigid
        | Outcome::ToTekun
        | Outcome::ToLinshi
        | Outcome::ToDibao
        | Outcome::Close
        | Outcome::Deny
        | Outcome::Judgement => step.cites(adjusted.clone()),
    });
    Ok(outcome)
}

/// The tier is adjusted when ability changes (TK-22).
fn adjusted(view: &PolicyView<'_>) -> Citation {
    view.cite(&[("T43", "第二十三条")])
}

/// Before anything is taken away the person is heard (社会救助法 第四十八条); before that law, told with reasons.
fn hear(step: Step, view: &PolicyView<'_>) -> Step {
    match view.flag("hearing.required") {
        Some(required) if required.value => step
            .code("how", "hear_first")
            .cites(view.cite(&[("LAW", "第四十八条")]))
            .rests_on("hearing.required"),
        Some(_) | None => step
            .code("how", "tell_first")
            .cites(view.cite(&[("T43", "第二十六条")])),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        domain::{
            area::AreaCode,
            calendar::Day,
            care::{CareMode, SelfCareItems},
            household::Relation,
            ids::StaffId,
        },
        policy::{OfficeValue, Policy},
    };

    fn day(year: i32, month: u32, day: u32) -> Day {
        Day::new(year, month, day).unwrap()
    }

    fn area() -> AreaCode {
        AreaCode("340304200003".to_owned())
    }

    fn policy(values: &[(&str, &str)]) -> Policy {
        let values: Vec<OfficeValue> = values
            .iter()
            .map(|(name, value)| OfficeValue {
                name: (*name).to_owned(),
                value: (*value).to_owned(),
                from: day(2022, 7, 1),
                until: None,
                area: AreaCode("340304".to_owned()),
                document: "测试文件".to_owned(),
                confidence: Confidence::Confirmed,
            })
            .collect();
        Policy::embedded().with_office(&values).unwrap()
    }

    fn items(failed: usize) -> SelfCareItems {
        SelfCareItems {
            eat: failed < 1,
            dress: failed < 2,
            transfer: failed < 3,
            toilet: failed < 4,
            walk: failed < 5,
            bathe: failed < 6,
        }
    }

    fn support(tier: Option<CareTier>, able_duty: Option<bool>) -> Support {
        Support {
            mode: CareMode::Scattered,
            tier,
            agreement_until: None,
            able_duty,
            day: day(2025, 11, 20),
            by: StaffId(1),
            note: String::new(),
        }
    }

    fn assessed(failed: usize) -> SelfCare {
        SelfCare {
            items: items(failed),
            day: day(2026, 11, 20),
            by: StaffId(1),
            note: String::new(),
        }
    }

    fn old_man() -> MemberFacts {
        MemberFacts::new(Relation::Head, day(1950, 3, 1))
    }

    fn find(facts: &MemberFacts, support: Option<&Support>, care: Option<&SelfCare>) -> Finding {
        let policy = policy(&[("tk.min_wage", "2000")]);
        let view = policy.view(&area(), day(2026, 11, 23));
        let case = TekunCase {
            setting: Setting::Rural,
            facts,
            assets: None,
            support,
            self_care: care,
            paid: Fen::yuan(999),
            cause: None,
        };
        assess(&case, &view).unwrap()
    }

    #[test]
    fn basic_living_and_care_by_tier_are_added_and_compared_with_what_is_paid() {
        let supported = support(Some(CareTier::SelfCare), Some(false));
        // 722 x 1.3 = 938.60, up to 939; 2,000 x 0.03 = 60.
        let same = find(&old_man(), Some(&supported), None);
        assert_eq!(same.month, Some(Fen::yuan(939 + 60)));
        assert_eq!(same.suggest, [Outcome::Keep]);
        // Three items failed: half, 2,000 x 0.20 = 400.
        let more = find(&old_man(), Some(&supported), Some(&assessed(3)));
        assert_eq!(more.month, Some(Fen::yuan(939 + 400)));
        assert_eq!(more.suggest, [Outcome::Increase]);
        // Six: full, 2,000 x 0.35 = 700.
        let most = find(&old_man(), Some(&supported), Some(&assessed(6)));
        assert_eq!(most.month, Some(Fen::yuan(939 + 700)));
    }

    #[test]
    fn an_assessment_older_than_the_list_does_not_count() {
        let newer = Support {
            day: day(2026, 11, 21),
            ..support(Some(CareTier::SelfCare), Some(false))
        };
        let found = find(&old_man(), Some(&newer), Some(&assessed(6)));
        assert_eq!(found.month, Some(Fen::yuan(999)));
    }

    #[test]
    fn without_mode_or_tier_there_is_no_amount_and_a_person_judges() {
        let untiered = support(None, Some(false));
        for (support, care) in [
            (None, None),
            (Some(&untiered), None),
            (None, Some(&assessed(0))),
        ] {
            let found = find(&old_man(), support, care);
            assert_eq!(found.month, None);
            assert_eq!(found.suggest, [Outcome::Keep, Outcome::Judgement]);
        }
    }

    #[test]
    fn a_duty_nobody_looked_into_is_for_a_person_to_judge() {
        let supported = support(Some(CareTier::SelfCare), None);
        let found = find(&old_man(), Some(&supported), None);
        assert_eq!(found.suggest, [Outcome::Keep, Outcome::Judgement]);
    }

    #[test]
    fn each_ground_of_article_24_ends_the_support() {
        let supported = support(Some(CareTier::SelfCare), Some(false));
        let died = MemberFacts {
            died: Some(day(2026, 11, 1)),
            ..old_man()
        };
        let prison = MemberFacts {
            absent: Some(crate::domain::household::Absence::Prison),
            ..old_man()
        };
        let works = MemberFacts {
            labour: Some(crate::domain::household::Labour::Full),
            ..MemberFacts::new(Relation::Head, day(1980, 1, 1))
        };
        for facts in [died, prison, works] {
            let found = find(&facts, Some(&supported), None);
            assert_eq!(found.eligible, Some(false));
            assert_eq!(found.suggest, [Outcome::Stop]);
        }
        let able = support(Some(CareTier::SelfCare), Some(true));
        let found = find(&old_man(), Some(&able), None);
        assert_eq!(found.suggest, [Outcome::Stop]);
    }

    #[test]
    fn who_is_16_or_17_and_supported_already_keeps_it() {
        let supported = support(Some(CareTier::SelfCare), Some(false));
        let youth = MemberFacts::new(Relation::Head, day(2009, 6, 1));
        let found = find(&youth, Some(&supported), None);
        assert_eq!(found.suggest, [Outcome::Keep]);
    }

    #[test]
    fn without_the_minimum_wage_care_is_named_as_missing() {
        let policy = policy(&[]);
        let view = policy.view(&area(), day(2026, 11, 23));
        let supported = support(Some(CareTier::Half), Some(false));
        let case = TekunCase {
            setting: Setting::Rural,
            facts: &old_man(),
            assets: None,
            support: Some(&supported),
            self_care: None,
            paid: Fen::yuan(999),
            cause: None,
        };
        let found = assess(&case, &view).unwrap();
        assert_eq!(found.month, None);
        assert_eq!(found.missing, ["tk.min_wage"]);
    }
}
