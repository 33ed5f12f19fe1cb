//! One invented household: who lives there, what they have, what they get.

use chrono::{Datelike, Days, Months};

use super::{
    maker::{Maker, Plot},
    names,
    places::{HOME, TOWNSHIPS},
    purse::Purse,
};
use crate::{
    domain::{
        area::{AreaCode, Setting},
        asset::Assets,
        calendar::{Day, Month},
        care::{CareMode, CareTier},
        case::{Benefit, Programme},
        household::{Disability, DisabilityType, Labour, MemberFacts, Relation, Schooling, Sex},
        money::Fen,
        person::Personal,
        review::{LastReview, Outcome},
    },
    engine::command::{Intake, IntakeMember, Listed, NewIdentity},
};

/// A household before it has a case.
pub(super) struct Invented {
    /// What the office is told.
    pub(super) intake: Intake,
    /// Its township, by place in the list.
    pub(super) township: usize,
    /// Days from today to the day its review is due; negative if overdue.
    pub(super) due_in: i64,
    /// Day of its last review.
    pub(super) last: Day,
    /// How a 特困人员 is supported.
    pub(super) support: Option<(CareMode, CareTier)>,
}

/// A person before the household is put together.
struct Sketch {
    relation: Relation,
    age: u32,
    sex: Sex,
    /// Shares the surname of the head.
    kin: bool,
}

impl Maker<'_> {
    /// Invents a household; `due_in` is the wish of the queue it belongs to, in days from today.
    pub(super) fn household(
        &mut self,
        ordinal: u64,
        plot: Plot,
        due_in: Option<i64>,
    ) -> Option<Invented> {
        let sketches = self.sketches(plot.programme);
        let mut members = Vec::with_capacity(sketches.len() + 1);
        let surname = names::surname(self.dice);
        let (area, address) = self.address(plot)?;
        for sketch in &sketches {
            members.push(self.member(sketch, surname, &address)?);
        }
        self.mark_single_parent(&mut members);
        if self.dice.chance(3) {
            members.extend(listed_twice(&members));
        }
        let able = members
            .iter()
            .any(|member| member.facts.labour == Some(Labour::Full));
        let income_stable = !able || self.dice.chance(550);
        let Purse { paid, support } = self.money(plot, &mut members);
        let yearly = income_stable || plot.programme == Programme::Tekun;
        let every_months = if yearly { 12 } else { 6 };
        let due_in =
            due_in.unwrap_or_else(|| i64::from(self.dice.range(1, if yearly { 350 } else { 175 })));
        // 临时救助 is given once: what waits are papers and a visit, from the day it was given.
        let (due_in, every_months) = if plot.programme == Programme::Linshi {
            (-i64::from(self.dice.below(4)), 0)
        } else {
            (due_in, every_months)
        };
        let last = last_review(self.today, due_in, every_months)?;
        let intake = Intake {
            number: case_number(plot, ordinal),
            programme: plot.programme,
            area,
            setting: plot.setting,
            members,
            assets: self.assets(),
            income_stable,
            benefit: paid.map(|month| Benefit {
                month,
                since: Month::new(last.0.year(), last.0.month()),
            }),
            single: plot.programme == Programme::Dibao
                && sketches.len() == 1
                && self.dice.chance(30),
            kin_registered: self.dice.chance(8),
            last_review: Some(LastReview {
                day: last,
                by: super::staff::caseworkers(plot.township)[0].0.to_owned(),
                outcome: Outcome::Keep,
                household: None,
            }),
            source: "演示数据".to_owned(),
            listed: Listed::default(),
        };
        Some(Invented {
            intake,
            township: plot.township,
            due_in,
            last,
            support,
        })
    }

    fn address(&mut self, plot: Plot) -> Option<(AreaCode, String)> {
        let township = TOWNSHIPS.get(plot.township).or(TOWNSHIPS.get(HOME))?;
        let places = township.places(plot.setting);
        let place = self.dice.below(u32::try_from(places.len()).ok()?) as usize;
        let name = places.get(place)?;
        let door = match plot.setting {
            Setting::Rural => format!("{name}{}组", self.dice.range(1, 12)),
            Setting::Urban => format!(
                "{name}{}号楼{}室",
                self.dice.range(1, 30),
                self.dice.range(1, 6) * 100 + self.dice.range(1, 4)
            ),
        };
        Some((township.place_area(plot.setting, place), door))
    }

    fn sketches(&mut self, programme: Programme) -> Vec<Sketch> {
        match programme {
            Programme::Dibao => {
                let size = self.dice.weighted(&[550, 250, 110, 60, 20, 10]) + 1;
                self.family(size)
            }
            Programme::Tekun => vec![self.loner()],
            Programme::Linshi => {
                let size = self.dice.weighted(&[3, 3, 2, 1]) + 1;
                self.family(size)
            }
            Programme::Edge | Programme::Rigid => {
                let size = self.dice.weighted(&[1, 3, 4, 3, 1]) + 1;
                self.family(size)
            }
        }
    }

    fn loner(&mut self) -> Sketch {
        let age = if self.dice.chance(820) {
            self.dice.range(60, 92)
        } else {
            self.dice.range(19, 59)
        };
        Sketch {
            relation: Relation::Head,
            age,
            sex: self.sex(230),
            kin: true,
        }
    }

    fn sex(&mut self, women_per_mille: u32) -> Sex {
        if self.dice.chance(women_per_mille) {
            Sex::Female
        } else {
            Sex::Male
        }
    }

    /// A family of this size around its head: couples, children, a grandchild with grandparents, an old parent.
    fn family(&mut self, size: usize) -> Vec<Sketch> {
        let shape = self.dice.below(100);
        let old = match size {
            1 => shape < 52,
            2 => shape < 45,
            3 => shape < 22,
            _ => false,
        };
        let age = if old {
            self.dice.range(60, 88)
        } else {
            self.dice.range(29, 57)
        };
        let sex = self.sex(if size == 1 { 470 } else { 290 });
        let mut family = vec![Sketch {
            relation: Relation::Head,
            age,
            sex,
            kin: true,
        }];
        let alone_with_children =
            size == 2 && !old && shape >= 68 || size == 3 && (70..85).contains(&shape);
        if size > 1 && !alone_with_children {
            family.push(self.spouse(age, sex));
        }
        if old && size == 2 && shape >= 36 {
            // An old person whose grown child is ill: no spouse there.
            family.truncate(1);
        }
        while family.len() < size {
            let next = self.next_kin(age, family.len(), size);
            family.push(next);
        }
        family
    }

    fn spouse(&mut self, age: u32, of: Sex) -> Sketch {
        let younger = self.dice.below(5);
        let (sex, age) = match of {
            Sex::Male => (Sex::Female, age.saturating_sub(younger).max(22)),
            Sex::Female => (Sex::Male, age + younger),
        };
        Sketch {
            relation: Relation::Spouse,
            age,
            sex,
            kin: false,
        }
    }

    fn next_kin(&mut self, head: u32, place: usize, size: usize) -> Sketch {
        let sex = self.sex(480);
        if size >= 4 && place == size - 1 && head < 58 && self.dice.chance(600) {
            return Sketch {
                relation: Relation::Parent,
                age: (head + self.dice.range(21, 29)).min(95),
                sex,
                kin: sex == Sex::Male,
            };
        }
        if head >= 60 && self.dice.chance(650) {
            return Sketch {
                relation: Relation::Grandchild,
                age: self.dice.range(4, 17),
                sex,
                kin: true,
            };
        }
        let oldest = head.saturating_sub(22);
        let grown = oldest >= 20 && self.dice.chance(if head >= 60 { 1000 } else { 240 });
        let age = if grown {
            self.dice.range(20, oldest.clamp(20, 55))
        } else {
            self.dice.range(1, oldest.clamp(1, 17))
        };
        Sketch {
            relation: Relation::Child,
            age,
            sex,
            kin: true,
        }
    }

    fn member(&mut self, sketch: &Sketch, surname: &str, address: &str) -> Option<IntakeMember> {
        let birth = self.birth(sketch.age)?;
        let number = self.numbers.give(birth, sketch.sex, self.dice)?;
        let name = if self.dice.chance(5) {
            names::name_with_dot(sketch.sex, self.dice)
        } else if sketch.kin {
            names::name(surname, sketch.sex, self.dice)
        } else {
            let own = names::surname(self.dice);
            names::name(own, sketch.sex, self.dice)
        };
        let head = sketch.relation == Relation::Head;
        let identity = NewIdentity {
            name: Personal::new(name),
            number: Personal::new(number),
            phone: Personal::new(if head { self.phone() } else { String::new() }),
            account: Personal::new(if head { self.account() } else { String::new() }),
            address: Personal::new(address),
        };
        Some(IntakeMember {
            identity,
            facts: self.facts(sketch, birth),
        })
    }

    /// A number that no exchange connects: it begins with three zeros.
    fn phone(&mut self) -> String {
        format!("000{:08}", self.dice.below(100_000_000))
    }

    /// An account no bank has given out: it begins with four zeros.
    fn account(&mut self) -> String {
        format!(
            "0000{:07}{:08}",
            self.dice.below(10_000_000),
            self.dice.below(100_000_000)
        )
    }

    fn birth(&mut self, age: u32) -> Option<Day> {
        let birthday = self.today.0.checked_sub_months(Months::new(age * 12))?;
        birthday
            .checked_sub_days(Days::new(u64::from(self.dice.below(360))))
            .map(Day)
    }

    fn facts(&mut self, sketch: &Sketch, birth: Day) -> MemberFacts {
        let mut facts = MemberFacts::new(sketch.relation, birth);
        facts.sex = Some(sketch.sex);
        facts.married = sketch.relation == Relation::Spouse;
        let grown = sketch.age >= 18;
        if self.dice.chance(if grown { 270 } else { 60 }) {
            facts.disability = Some(self.disability());
        }
        facts.seriously_ill = self.dice.chance(if grown { 160 } else { 20 });
        facts.student = match sketch.age {
            6..=15 => Some(Schooling::Compulsory),
            16..=18 if sketch.relation != Relation::Head => Some(Schooling::SeniorHigh),
            19..=22 if sketch.relation == Relation::Child && self.dice.chance(500) => {
                Some(Schooling::Undergraduate)
            }
            _ => None,
        };
        facts.labour = Some(self.labour(sketch.age, &facts));
        facts.note = self.situation(sketch.age, &facts).to_owned();
        facts
    }

    fn disability(&mut self) -> Disability {
        let kinds = [
            DisabilityType::Limb,
            DisabilityType::Visual,
            DisabilityType::Hearing,
            DisabilityType::Intellectual,
            DisabilityType::Mental,
            DisabilityType::Speech,
            DisabilityType::Multiple,
        ];
        let kind = self.dice.weighted(&[50, 13, 12, 10, 10, 3, 2]);
        let grade = self.dice.weighted(&[18, 32, 28, 22]) + 1;
        Disability {
            kind: kinds.get(kind).copied().unwrap_or(DisabilityType::Limb),
            grade: u8::try_from(grade).unwrap_or(4),
        }
    }

    fn labour(&mut self, age: u32, facts: &MemberFacts) -> Labour {
        let severe = facts.disability.is_some_and(|it| it.grade <= 2);
        if !(16..=65).contains(&age) || severe || facts.student.is_some() {
            return Labour::None;
        }
        if facts.seriously_ill || facts.disability.is_some() || age > 54 {
            return if self.dice.chance(450) {
                Labour::Partial
            } else {
                Labour::None
            };
        }
        if self.dice.chance(620) {
            Labour::Full
        } else {
            Labour::Partial
        }
    }

    fn situation(&mut self, age: u32, facts: &MemberFacts) -> &'static str {
        // That a child is at school stands in a field of its own.
        if facts.student.is_some() {
            return "";
        }
        if age < 6 {
            return "学龄前";
        }
        match facts.labour {
            Some(Labour::Full) => self.dice.word(&["务工", "务农", "打零工", "待业"]),
            Some(Labour::Partial) => self.dice.word(&["务农", "照料家人", "打零工"]),
            Some(Labour::None) | None if facts.seriously_ill => "长期服药",
            Some(Labour::None) | None => "",
        }
    }

    fn mark_single_parent(&mut self, members: &mut [IntakeMember]) {
        let spouse = members
            .iter()
            .any(|member| member.facts.relation == Relation::Spouse);
        let minor_child = members.iter().any(|member| {
            member.facts.relation == Relation::Child && member.facts.student.is_some()
        });
        if let Some(head) = members.first_mut() {
            head.facts.single_parent = minor_child && !spouse && self.dice.chance(700);
            head.facts.married = spouse;
        }
    }

    fn assets(&mut self) -> Assets {
        let financial = if self.dice.chance(80) {
            None
        } else {
            Some(Fen::yuan(i64::from(self.dice.below(120)) * 100))
        };
        Assets {
            financial,
            vehicles: Vec::new(),
            homes: Some(u32::from(self.dice.chance(930))),
            businesses: Some(0),
        }
    }
}

/// The same person once more, without a number: what a careless list does.
fn listed_twice(members: &[IntakeMember]) -> Option<IntakeMember> {
    let last = members.get(1..)?.last()?;
    let mut again = last.clone();
    again.identity.number = Personal::default();
    again.facts.relation = Relation::Other;
    "疑似重复登记".clone_into(&mut again.facts.note);
    Some(again)
}

/// The day a review must have been done so that the next is due in so many days.
pub(super) fn last_review(today: Day, due_in: i64, every_months: u32) -> Option<Day> {
    let due = today
        .0
        .checked_add_signed(chrono::TimeDelta::days(due_in))?;
    due.checked_sub_months(Months::new(every_months)).map(Day)
}

/// A case number: township, programme, running number.
pub(super) fn case_number(plot: Plot, ordinal: u64) -> String {
    let letter = match plot.programme {
        Programme::Dibao => 'D',
        Programme::Tekun => 'T',
        Programme::Linshi => 'L',
        Programme::Edge => 'B',
        Programme::Rigid => 'G',
    };
    let code = TOWNSHIPS
        .get(plot.township)
        .map_or_else(String::new, |township| township.area().0);
    format!("{code}{letter}{ordinal:07}")
}
