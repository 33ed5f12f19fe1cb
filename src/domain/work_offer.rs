//! 介绍工作: an offer of work to a member who is able to work, and what came of it.

use serde::{Deserialize, Serialize};

use super::{
    calendar::{Day, age},
    household::{Labour, MemberFacts},
    ids::{PersonId, StaffId},
};

/// The youngest age at which somebody may be offered work (劳动法 第十五条).
const WORKING_AGE: u32 = 16;

/// Whether work can be offered to somebody on a day: grown up, alive, and not unable to work.
pub fn can_be_offered_work(facts: &MemberFacts, day: Day) -> bool {
    let grown = age(facts.birth, day).is_some_and(|years| years >= WORKING_AGE);
    let dead = facts.died.is_some_and(|died| died <= day);
    grown && !dead && facts.labour != Some(Labour::None)
}

/// What came of an offer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OfferAnswer {
    /// 接受.
    Taken,
    /// 有正当理由未接受.
    Excused,
    /// 无正当理由拒绝.
    Refused,
}

/// An offer of work (民发〔2021〕57号 第三十四条).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct WorkOffer {
    /// To whom.
    pub person: PersonId,
    /// The day.
    pub day: Day,
    /// The work, and who offered it.
    pub offer: String,
    /// What came of it.
    pub answer: OfferAnswer,
    /// The reason that was given.
    pub note: String,
    /// Who entered it.
    pub by: StaffId,
}

/// The days on which a person refused in a row without reason, up to the newest offer; work that was taken begins
/// the row anew, a good reason neither counts nor ends it.
pub fn refused_in_a_row(offers: &[WorkOffer], person: PersonId) -> Vec<Day> {
    let mut own: Vec<&WorkOffer> = offers.iter().filter(|one| one.person == person).collect();
    own.sort_by_key(|one| one.day);
    let mut days = Vec::new();
    for offer in own {
        match offer.answer {
            OfferAnswer::Taken => days.clear(),
            OfferAnswer::Excused => {}
            OfferAnswer::Refused => days.push(offer.day),
        }
    }
    days
}

#[cfg(test)]
mod tests {
    use super::*;

    fn offer(day: u32, answer: OfferAnswer) -> WorkOffer {
        WorkOffer {
            person: PersonId(1),
            day: Day::new(2026, 10, day).unwrap(),
            offer: "保洁".to_owned(),
            answer,
            note: String::new(),
            by: StaffId(1),
        }
    }

    #[test]
    fn work_that_was_taken_begins_the_row_anew_and_a_good_reason_does_not_count() {
        use OfferAnswer::{Excused, Refused, Taken};
        let offers = [
            offer(9, Refused),
            offer(1, Refused),
            offer(2, Taken),
            offer(3, Refused),
            offer(4, Excused),
        ];
        let day = |day| Day::new(2026, 10, day).unwrap();
        assert_eq!(refused_in_a_row(&offers, PersonId(1)), [day(3), day(9)]);
        assert_eq!(refused_in_a_row(&offers, PersonId(2)), []);
    }
}
