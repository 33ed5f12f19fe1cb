//! The law as the engine asks it: the sum of a case on a day, single parameters, and digests of both.

use serde::Serialize;

use super::{refusal::Refusal, world::World};
use crate::{
    base::digest::{Algorithm, Digest, Hasher},
    domain::{
        area::AreaCode,
        calendar::Day,
        care::CareTier,
        case::{Case, Programme},
        contradiction::Contradiction,
        finding::Finding,
        household::Household,
        money::Fen,
        referral::Linked,
        review::{Cause, Proposal},
    },
    policy::PolicyView,
    rules::{
        self, RuleRefusal, dibao::DibaoCase, linked::LinkedCase, linshi::review::LinshiCase,
        tekun::review::TekunCase,
    },
};

/// What the rules say of a household of this case on a day.
///
/// # Errors
/// What the rules refuse.
pub(super) fn finding(
    world: &World<'_>,
    case: &Case,
    household: &Household,
    cause: Option<Cause>,
    on: Day,
) -> Result<Finding, Refusal> {
    let view = world.policy.view(&case.area, on);
    let found = match case.programme {
        Programme::Dibao => {
            let facts = DibaoCase::of_household(household, case, cause);
            let found = rules::dibao::assess(&facts, &view);
            let found = found.map(|found| beside_tekun(found, (household, case), &view));
            found.map(|found| beside_rigid(found, &facts, &view))
        }
        Programme::Tekun => {
            let found = rules::tekun::review::assess(&tekun(household, case, cause)?, &view);
            found.map(|found| beside_dibao(found, (household, case, cause), &view))
        }
        Programme::Linshi => {
            let given = case.aid.as_ref().map_or(on, |aid| aid.day);
            let facts = LinshiCase {
                setting: case.setting,
                persons: u32::try_from(household.members.len()).unwrap_or(u32::MAX),
                aid: case.aid.as_ref(),
                papers: case.aid_papers.as_ref(),
                follow_up: case.follow_up.as_ref(),
                book: &case.aid_book,
            };
            let then = world.policy.view(&case.area, given);
            rules::linshi::review::assess(&facts, &then, &view)
        }
        Programme::Edge => {
            let facts = DibaoCase::of_household(household, case, cause);
            let found = rules::dibao::assess_edge(&facts, &view);
            let found = found.map(|found| beside_tekun(found, (household, case), &view));
            found.map(|found| beside_rigid(found, &facts, &view))
        }
        Programme::Rigid => {
            let facts = DibaoCase::of_household(household, case, cause);
            let found = rules::dibao::rigid::assess(&facts, &view);
            found.map(|found| beside_tekun(found, (household, case), &view))
        }
    };
    found.map_err(refused)
}

/// Says what 特困 would come to, once this review looked into who could support the person. Where that cannot be
/// reckoned, the review of the household's own programme stands as it is.
fn beside_tekun(
    mut found: Finding,
    (household, case): (&Household, &Case),
    view: &PolicyView<'_>,
) -> Finding {
    if case.support_looked_into()
        && let Ok(facts) = tekun(household, case, None)
    {
        rules::transfer::to_tekun(&mut found, &facts, view).ok();
    }
    found
}

/// Says whether a household that loses 低保 or 低保边缘, and did not ask to leave it, is one of 刚性支出困难.
fn beside_rigid(mut found: Finding, facts: &DibaoCase<'_>, view: &PolicyView<'_>) -> Finding {
    let ends = found.eligible == Some(false) && found.persons > 0 && !found.edge;
    if ends && facts.cause != Some(Cause::Voluntary) {
        rules::transfer::to_rigid(&mut found, facts, view).ok();
    }
    found
}

/// Says what 低保 would come to for somebody who lives and whose support ends.
fn beside_dibao(
    mut found: Finding,
    (household, case, cause): (&Household, &Case, Option<Cause>),
    view: &PolicyView<'_>,
) -> Finding {
    let mut members = household.members.iter();
    if found.eligible == Some(false) && members.any(|member| member.facts.died.is_none()) {
        let facts = DibaoCase {
            paid: None,
            ..DibaoCase::of_household(household, case, cause)
        };
        rules::transfer::to_dibao(&mut found, &facts, view).ok();
    }
    found
}

/// Whether somebody under a programme may be moved to 特困.
pub(super) const fn leads_to_tekun(programme: Programme) -> bool {
    match programme {
        Programme::Dibao | Programme::Edge | Programme::Rigid => true,
        Programme::Tekun | Programme::Linshi => false,
    }
}

/// Whether the household is one person of another programme who could be 特困人员, as far as it is known.
pub(super) fn may_be_tekun(world: &World<'_>, case: &Case, household: &Household) -> bool {
    let view = world.policy.view(&case.area, world.today);
    let facts = tekun(household, case, None);
    leads_to_tekun(case.programme)
        && facts.is_ok_and(|facts| rules::transfer::may_be_tekun(&facts, &view))
}

/// What else the members of a case may be due, by the law of today.
pub(super) fn linked(world: &World<'_>, case: &Case) -> Vec<Linked> {
    let view = world.policy.view(&case.area, world.today);
    let assessed = case
        .self_care
        .as_ref()
        .and_then(|one| rules::tekun::self_care(one.items, &view).ok());
    let listed = case.support.as_ref().and_then(|support| support.tier);
    let facts = LinkedCase {
        programme: case.programme,
        household: &case.household,
        support: case.support.as_ref(),
        tier: assessed.map(|(_, tier, _)| tier).or(listed),
    };
    rules::linked::of(&facts, &view)
}

/// How much care the person of a 特困 case needs, by the newest assessment or list; `None` where nobody has said.
pub(super) fn care_tier(world: &World<'_>, case: &Case) -> Option<CareTier> {
    let view = world.policy.view(&case.area, world.today);
    rules::tekun::review::care_tier(case.support.as_ref(), case.self_care.as_ref(), &view)
        .ok()
        .flatten()
}

/// What a review of 特困 looks at. One person is one case: with two members the facts contradict each other.
fn tekun<'a>(
    household: &'a Household,
    case: &'a Case,
    cause: Option<Cause>,
) -> Result<TekunCase<'a>, Refusal> {
    let [person] = household.members.as_slice() else {
        let persons = household.members.len();
        return Err(refused(Contradiction::TekunTogether { persons }.into()));
    };
    Ok(TekunCase {
        setting: case.setting,
        facts: &person.facts,
        assets: Some(&household.assets),
        support: case.support.as_ref(),
        self_care: case.self_care.as_ref(),
        paid: case.benefit.map_or(Fen::ZERO, |benefit| benefit.month),
        cause,
    })
}

/// A refusal of the rules as the engine says it.
pub(super) fn refused(refusal: RuleRefusal) -> Refusal {
    match refusal {
        RuleRefusal::ParameterMissing { name } => Refusal::ParameterMissing { name },
        RuleRefusal::NotInForce { instrument, from } => Refusal::NotInForce { instrument, from },
        RuleRefusal::Contradiction { what } => Refusal::Contradiction { what },
        RuleRefusal::BadValue { what } => Refusal::BadValue {
            field: "测算".to_owned(),
            why: what,
        },
        RuleRefusal::CalendarUnknown(unknown) => Refusal::CalendarUnknown { year: unknown.year },
        RuleRefusal::TooLarge => Refusal::BadValue {
            field: "测算".to_owned(),
            why: "金额太大, 无法计算".to_owned(),
        },
    }
}

/// Digest (hex) of what a finding says; the day it was asked on is left out, so that midnight changes nothing.
///
/// It is compared within minutes and never stored, so it may be the function the processor is fast at.
pub(super) fn digest(finding: &Finding) -> String {
    let mut hasher = Hasher::new(Algorithm::Sha256);
    hasher.update(&json(&(
        finding.wording,
        finding.persons,
        finding.income_month,
        finding.standard,
        finding.eligible,
        finding.month,
        &finding.suggest,
        &finding.steps,
        &finding.missing,
    )));
    hasher.finish().hex()
}

/// SM3 (hex) of exactly the values of a proposal, which must not have a `freeze` yet.
///
/// A value that came into being later is left out where there is none, so that what was frozen before it
/// existed stays as it was frozen.
pub(super) fn freeze(proposal: &Proposal) -> String {
    assert!(proposal.freeze.is_empty(), "a freeze never covers itself");
    let mut bytes = json(proposal);
    if proposal.changed.is_none() {
        let later = b",\"changed\":null}";
        assert!(bytes.ends_with(later), "the newest value stands last");
        bytes.truncate(bytes.len() - later.len());
        bytes.push(b'}');
    }
    Digest::of(&bytes).hex()
}

#[expect(
    clippy::expect_used,
    reason = "numbers, text and lists always have a JSON form, and a Vec never fails"
)]
fn json(value: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(value).expect("values of ours have a JSON form")
}

/// A whole number from the parameters.
///
/// # Errors
/// [`Refusal::ParameterMissing`].
pub(super) fn count(
    world: &World<'_>,
    area: &AreaCode,
    on: Day,
    name: &str,
) -> Result<u32, Refusal> {
    let found = world
        .policy
        .view(area, on)
        .count(name)
        .map(|found| found.value);
    found.ok_or_else(|| Refusal::ParameterMissing {
        name: name.to_owned(),
    })
}

/// A yes or no from the parameters.
///
/// # Errors
/// [`Refusal::ParameterMissing`].
pub(super) fn flag(
    world: &World<'_>,
    area: &AreaCode,
    on: Day,
    name: &str,
) -> Result<bool, Refusal> {
    let found = world
        .policy
        .view(area, on)
        .flag(name)
        .map(|found| found.value);
    found.ok_or_else(|| Refusal::ParameterMissing {
        name: name.to_owned(),
    })
}
