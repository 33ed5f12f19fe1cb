//! Referrals (转介): a member or a household is passed on, and it is noted what came of it.

use super::{
    decided::{Decided, tidy_line},
    evidence::not_in_future,
};
use crate::{
    base::limits,
    domain::{
        calendar::Day,
        case::Case,
        ids::CaseId,
        referral::{
            Consent, Entitlement, REFERRALS_PER_CASE_MAX, Referral, ReferralAnswer, ReferralRecord,
        },
    },
    engine::{
        command::ReferralDeed,
        law,
        refusal::{Refusal, Trouble},
        world::World,
    },
    journal::event::Event,
};

/// Enters a referral or its answer. Anybody who works in the area may: nothing of the review changes.
pub(super) fn enter(world: &World<'_>, id: CaseId, deed: ReferralDeed) -> Result<Decided, Trouble> {
    let case = world.case(id)?;
    let record = match deed {
        ReferralDeed::Pass {
            what,
            member,
            office,
            day,
            consent,
            note,
        } => {
            let person = match member {
                None => None,
                Some(place) => Some(
                    case.household
                        .members
                        .get(place as usize)
                        .map(|member| member.person)
                        .ok_or_else(|| bad("成员", "户内没有这名成员"))?,
                ),
            };
            let new = New {
                what,
                office,
                day,
                consent,
                note,
            };
            ReferralRecord::Passed(Referral {
                person,
                ..passed(world, &case, &new, next_number(&case))?
            })
        }
        ReferralDeed::Answer {
            number,
            outcome,
            day,
            note,
        } => {
            let mut known = case.referrals.iter();
            let referral = known.find(|known| known.number == number);
            let referral = referral.ok_or_else(|| Refusal::Unknown {
                what: format!("转介 {number}"),
            })?;
            not_in_future(world, "结果日期", day)?;
            if day < referral.day {
                return Err(bad("结果日期", "早于转介日期").into());
            }
            let answer = ReferralAnswer {
                outcome,
                day,
                note: tidy_line("结果说明", &note, limits::REASON_CHARS_MAX)?,
                by: world.actor.id,
            };
            ReferralRecord::Answered { number, answer }
        }
    };
    Ok(Decided::on(
        id,
        Event::ReferralRecorded { case: id, record },
    ))
}

/// What is known of a new referral.
pub(super) struct New {
    /// For what.
    pub what: Entitlement,
    /// To which office.
    pub office: String,
    /// The day.
    pub day: Day,
    /// How the household agreed.
    pub consent: Consent,
    /// Anything worth knowing.
    pub note: String,
}

/// The number the next referral of a case gets.
pub(super) fn next_number(case: &Case) -> u32 {
    let numbers = case.referrals.iter().map(|known| known.number);
    numbers.max().unwrap_or(0) + 1
}

/// A referral of the household with the day to ask after it.
pub(super) fn passed(
    world: &World<'_>,
    case: &Case,
    new: &New,
    number: u32,
) -> Result<Referral, Trouble> {
    if case.referrals.len() >= REFERRALS_PER_CASE_MAX {
        return Err(Refusal::TooMuch {
            what: "转介".into(),
            limit: REFERRALS_PER_CASE_MAX as u64,
        }
        .into());
    }
    not_in_future(world, "转介日期", new.day)?;
    let office = tidy_line("转介单位", &new.office, limits::REASON_CHARS_MAX)?;
    if office.is_empty() {
        return Err(bad("转介单位", "请写明转到哪个单位").into());
    }
    let days = law::count(world, &case.area, world.today, "referral.follow")?;
    let follow = new.day.add_days(i64::from(days));
    Ok(Referral {
        number,
        what: new.what,
        person: None,
        office,
        day: new.day,
        consent: new.consent,
        follow: follow.ok_or_else(|| bad("转介日期", "日期超出范围"))?,
        note: tidy_line("转介说明", &new.note, limits::REASON_CHARS_MAX)?,
        by: world.actor.id,
        answer: None,
    })
}

fn bad(field: &str, why: &str) -> Refusal {
    Refusal::BadValue {
        field: field.to_owned(),
        why: why.to_owned(),
    }
}
