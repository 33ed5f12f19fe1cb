//! What is due of a case besides its review (事项): visits, ends of agreements and of school, assessments, answers
//! to referrals, and the steps of a 临时救助.
//!
//! Computed from what is on record, by the days that were fixed when it was entered; so it is the same live, in a
//! queue and in a rebuild.

use serde::{Deserialize, Serialize};

use super::{
    calendar::{Day, age},
    case::{Case, Programme},
    linshi::Aid,
    review::Status,
};

/// The kinds of what is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MatterKind {
    /// 探访.
    Visit,
    /// 照料协议 has not been made.
    AgreementMissing,
    /// 照料协议 ends.
    AgreementEnds,
    /// 自理能力 is to be assessed again.
    Reassess,
    /// 年满十八周岁.
    OfAge,
    /// 就学 ends.
    StudiesEnd,
    /// 其他救助 is to be looked at before the support ends.
    LookElsewhere,
    /// 转介 without an answer.
    Referral,
    /// 小额快救 is to be given.
    Give,
    /// 补办手续.
    Papers,
    /// 分期给付.
    Instalment,
    /// 回访.
    FollowUp,
}

/// Something that is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Matter {
    /// The last day.
    pub day: Day,
    /// What.
    pub kind: MatterKind,
}

/// What is due of a case, the earliest first. `of_age` is the age in years at which somebody is of age.
pub fn of(case: &Case, of_age: u32) -> Vec<Matter> {
    let mut all = Vec::new();
    let mut due = |kind, day| all.push(Matter { day, kind });
    for referral in &case.referrals {
        if referral.answer.is_none() {
            due(MatterKind::Referral, referral.follow);
        }
    }
    match case.programme {
        Programme::Tekun => tekun(case, of_age, &mut due),
        Programme::Linshi => linshi(case, &mut due),
        Programme::Dibao | Programme::Edge | Programme::Rigid => {}
    }
    all.sort_unstable();
    all
}

impl MatterKind {
    /// Whether it belongs to the steps of a 临时救助, which stand in the queue of their programme.
    pub const fn is_of_linshi(self) -> bool {
        match self {
            Self::Give | Self::Papers | Self::Instalment | Self::FollowUp => true,
            Self::Visit
            | Self::AgreementMissing
            | Self::AgreementEnds
            | Self::Reassess
            | Self::OfAge
            | Self::StudiesEnd
            | Self::LookElsewhere
            | Self::Referral => false,
        }
    }
}

fn tekun(case: &Case, of_age: u32, due: &mut impl FnMut(MatterKind, Day)) {
    let Some(person) = case.household.members.first() else {
        return;
    };
    if let Some(day) = elsewhere(case) {
        due(MatterKind::LookElsewhere, day);
    }
    // Who is not supported any more, or has died, is not visited.
    if case.benefit.is_none() || person.facts.died.is_some() {
        return;
    }
    let care = &case.care;
    if let Some(day) = care.visit_due() {
        due(MatterKind::Visit, day);
    }
    match (&care.agreement, care.at_home_since) {
        (Some(agreement), _) => due(MatterKind::AgreementEnds, agreement.until),
        (None, Some(since)) => due(MatterKind::AgreementMissing, since),
        (None, None) => {}
    }
    if let Some(report) = &care.ability {
        due(MatterKind::Reassess, report.due);
    }
    let reviewed = case.last_review.as_ref().map(|last| last.day);
    let unreviewed = |day: Day| reviewed.is_some_and(|last| last < day);
    let studies = care.studies.as_ref().map(|term| term.until);
    if let Some(day) = comes_of_age(person.facts.birth, of_age)
        && unreviewed(day)
        && studies.is_none_or(|until| until < day)
    {
        due(MatterKind::OfAge, day);
    }
    if let Some(until) = studies.filter(|until| unreviewed(*until)) {
        due(MatterKind::StudiesEnd, until);
    }
}

/// The birthday on which somebody is of age.
fn comes_of_age(birth: Day, years: u32) -> Option<Day> {
    let day = birth.add_months(i32::try_from(years).ok()?.checked_mul(12)?)?;
    // Born on 29 February one is of age on 1 March of a common year.
    if age(birth, day) < Some(years) {
        day.next()
    } else {
        Some(day)
    }
}

/// Since when other aid should be looked at: since the end of support was decided, until somebody has.
fn elsewhere(case: &Case) -> Option<Day> {
    let proposal = case.review.proposal.as_ref()?;
    let (_, decided) = case.review.decided?;
    let open = matches!(
        case.review.status,
        Status::Confirmed | Status::Noticed | Status::Served
    );
    let ends = open && ends_support(case);
    let looked = case.care.elsewhere.as_ref();
    (ends && looked.is_none_or(|look| look.day < proposal.day)).then_some(decided)
}

/// Whether what is proposed ends the support of somebody who lives. Who moves to 低保 is looked after.
pub fn ends_support(case: &Case) -> bool {
    case.programme == Programme::Tekun
        && case.review.proposal.as_ref().is_some_and(|proposal| {
            let mut members = proposal.household.members.iter();
            proposal.outcome.takes_away()
                && proposal.month == super::money::Fen::ZERO
                && members.any(|member| member.facts.died.is_none())
        })
}

fn linshi(case: &Case, due: &mut impl FnMut(MatterKind, Day)) {
    if case.review.status == Status::InForce {
        return;
    }
    let Some(aid) = &case.aid else {
        if let Some(day) = case.aid_book.asked.as_ref().and_then(|asked| asked.give_by) {
            due(MatterKind::Give, day);
        }
        return;
    };
    if aid.kind.is_given_first()
        && case.aid_papers.is_none()
        && let Some(day) = aid.papers_due
    {
        due(MatterKind::Papers, day);
    }
    if let Some(day) = next_instalment(aid) {
        due(MatterKind::Instalment, day);
    }
    if case.follow_up.is_none()
        && let Some(day) = aid.visit_due
    {
        due(MatterKind::FollowUp, day);
    }
}

/// The day of the first instalment that is not paid.
fn next_instalment(aid: &Aid) -> Option<Day> {
    let open = aid.parts.iter().filter(|part| part.paid.is_none());
    open.map(|part| part.day).min()
}
