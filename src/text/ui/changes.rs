//! What changed in a household, in words that fit into a reason and that a second person can check.

use crate::{
    domain::{
        asset::Assets,
        household::{Household, Member, MemberFacts},
        ids::PersonId,
        income::{Income, Per},
        money::Fen,
        review::Cause,
    },
    text::terms,
};

/// A part of a household, for a heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartName {
    /// Incomes and deductions.
    Income,
    /// Everything else about a person.
    Facts,
    /// Property.
    Assets,
    /// Whether the income is stable.
    Stable,
}

/// A member's income a month, rounded half up to the fen for display.
pub fn month_income(facts: &MemberFacts) -> Fen {
    month_sum(&facts.incomes)
}

/// What incomes come to a month, rounded half up to the fen for display.
pub fn month_sum(incomes: &[Income]) -> Fen {
    let twelfths: i128 = incomes
        .iter()
        .map(|income| match income.per {
            Per::Month => i128::from(income.amount.0) * 12,
            Per::Year => i128::from(income.amount.0),
        })
        .sum();
    Fen(i64::try_from((twelfths + 6).div_euclid(12)).unwrap_or(i64::MAX))
}

/// Everything in which two states of a household differ.
pub fn household(before: &Household, after: &Household, names: &[String]) -> Vec<String> {
    differences(before, after, names, member)
}

/// The same without the amounts of incomes, for where these stand beside each other.
pub fn besides_incomes(before: &Household, after: &Household, names: &[String]) -> Vec<String> {
    differences(before, after, names, member_besides_income)
}

fn differences(
    before: &Household,
    after: &Household,
    names: &[String],
    of_member: fn(&str, &MemberFacts, &MemberFacts) -> Vec<String>,
) -> Vec<String> {
    let mut changes = Vec::new();
    for (place, now) in after.members.iter().enumerate() {
        let name = names.get(place).map_or("", String::as_str);
        let then = before
            .members
            .iter()
            .find(|member| member.person == now.person);
        match then {
            Some(then) => changes.extend(of_member(name, &then.facts, &now.facts)),
            None => changes.push(format!("新增成员{name}")),
        }
    }
    changes.extend(of_assets(&before.assets, &after.assets));
    if before.income_stable != after.income_stable {
        let words = if after.income_stable {
            "收入改为相对稳定"
        } else {
            "收入改为不稳定"
        };
        changes.push(words.to_owned());
    }
    changes
}

fn member(name: &str, then: &MemberFacts, now: &MemberFacts) -> Vec<String> {
    let mut changes = Vec::new();
    let (before, after) = (month_income(then), month_income(now));
    if before != after {
        changes.push(format!(
            "{name}月收入由{}元变为{}元",
            before.grouped(),
            after.grouped()
        ));
    } else if then.incomes != now.incomes {
        changes.push(format!("{name}收入明细有更正"));
    }
    changes.extend(member_besides_income(name, then, now));
    changes
}

fn member_besides_income(name: &str, then: &MemberFacts, now: &MemberFacts) -> Vec<String> {
    let mut changes = Vec::new();
    if then.deductions != now.deductions {
        changes.push(format!(
            "{name}扣减由{}元变为{}元",
            deducted(then).grouped(),
            deducted(now).grouped()
        ));
    }
    changes.extend(
        of_facts(then, now)
            .iter()
            .map(|change| format!("{name}{change}")),
    );
    changes
}

/// Kinds of property that differ, from what to what.
fn of_assets(then: &Assets, now: &Assets) -> Vec<String> {
    let vehicles = |assets: &Assets| {
        if assets.vehicles.is_empty() {
            return "无".to_owned();
        }
        let values = assets.vehicles.iter().map(|vehicle| match vehicle.value {
            Some(value) => format!("{}元", value.grouped()),
            None => "价值不明".to_owned(),
        });
        let values: Vec<String> = values.collect();
        format!("{}辆({})", values.len(), values.join("、"))
    };
    let count = |count: Option<u32>, unit: &str| match count {
        None => "未报".to_owned(),
        Some(0) => "无".to_owned(),
        Some(count) => format!("{count}{unit}"),
    };
    let money = |assets: &Assets| {
        let amount = assets.financial;
        amount.map_or_else(
            || "未报".to_owned(),
            |amount| format!("{}元", amount.grouped()),
        )
    };
    let all = |assets: &Assets| {
        [
            ("存款", money(assets)),
            ("车辆", vehicles(assets)),
            ("房屋", count(assets.homes, "套")),
            ("经营主体", count(assets.businesses, "个")),
        ]
    };
    let differ = all(then).into_iter().zip(all(now));
    differ
        .filter(|((_, before), (_, after))| before != after)
        .map(|((label, before), (_, after))| format!("{label}由{before}变为{after}"))
        .collect()
}

/// Facts of a member that differ, as a letter would say it.
fn of_facts(then: &MemberFacts, now: &MemberFacts) -> Vec<String> {
    let mut changes = Vec::new();
    let mut from_to = |label: &str, before: &str, after: &str| {
        if before != after {
            changes.push(format!("{label}由{before}变为{after}"));
        }
    };
    let labour = |facts: &MemberFacts| facts.labour.map_or("未定", terms::labour);
    from_to("劳动能力", labour(then), labour(now));
    from_to("残疾", &disability(then), &disability(now));
    let schooling = |facts: &MemberFacts| facts.student.map_or("不在学", terms::schooling);
    from_to("就学", schooling(then), schooling(now));
    let absence = |facts: &MemberFacts| facts.absent.map_or("在户", terms::absence);
    from_to("", absence(then), absence(now));
    let mut turned = |before: bool, after: bool, yes: &str, no: &str| {
        if before != after {
            changes.push(if after { yes } else { no }.to_owned());
        }
    };
    turned(
        then.seriously_ill,
        now.seriously_ill,
        "患重病",
        "不再患重病",
    );
    turned(
        then.single_parent,
        now.single_parent,
        "为单亲",
        "不再为单亲",
    );
    turned(
        then.full_time,
        now.full_time,
        "为全日制就读",
        "不再为全日制就读",
    );
    turned(then.married, now.married, "已婚", "未婚");
    if then.died != now.died {
        changes.push(now.died.map_or_else(
            || "原记的死亡日期有误, 现更正".to_owned(),
            |day| format!("于{day}死亡"),
        ));
    }
    if then.note != now.note {
        changes.push(match (then.note.as_str(), now.note.as_str()) {
            ("", note) => format!("情况: {note}"),
            (before, "") => format!("不再是「{before}」的情况"),
            (before, note) => format!("情况由「{before}」变为「{note}」"),
        });
    }
    changes
}

fn disability(facts: &MemberFacts) -> String {
    facts.disability.map_or_else(
        || "无".to_owned(),
        |one| {
            let grade = terms::disability_grade(one.grade);
            format!("{}{grade}", terms::disability(one.kind))
        },
    )
}

fn deducted(facts: &MemberFacts) -> Fen {
    facts.deductions.iter().fold(Fen::ZERO, |sum, one| {
        sum.checked_add(one.month).unwrap_or(sum)
    })
}

/// The facts of a member with their labels, in words.
fn facts(facts: &MemberFacts) -> Vec<(&'static str, String)> {
    let yes = |yes: bool| if yes { "是" } else { "否" }.to_owned();
    vec![
        (
            "劳动能力",
            facts.labour.map_or("未定", terms::labour).to_owned(),
        ),
        ("残疾", disability(facts)),
        ("重病", yes(facts.seriously_ill)),
        ("单亲", yes(facts.single_parent)),
        (
            "就学",
            facts.student.map_or("不在学", terms::schooling).to_owned(),
        ),
        ("全日制", yes(facts.full_time)),
        (
            "婚姻",
            if facts.married { "已婚" } else { "未婚" }.to_owned(),
        ),
        (
            "在户",
            facts.absent.map_or("在户", terms::absence).to_owned(),
        ),
        (
            "死亡日期",
            facts
                .died
                .map_or_else(|| "无".to_owned(), |day| day.to_string()),
        ),
        (
            "情况",
            if facts.note.is_empty() {
                "无".to_owned()
            } else {
                facts.note.clone()
            },
        ),
    ]
}

/// A part of a household in words: its heading, and what it holds.
pub fn part(
    household: &Household,
    person: Option<PersonId>,
    names: &[String],
    part: PartName,
) -> (String, String) {
    let found: Option<(usize, &Member)> = household
        .members
        .iter()
        .enumerate()
        .find(|(_, member)| Some(member.person) == person);
    let name = found
        .and_then(|(place, _)| names.get(place))
        .map_or("", String::as_str);
    match (part, found) {
        (PartName::Income, Some((_, member))) => (
            format!("{name} 收入"),
            format!(
                "{} 元/月, 扣减 {} 元/月",
                month_income(&member.facts).grouped(),
                deducted(&member.facts).grouped()
            ),
        ),
        (PartName::Facts, Some((_, member))) => {
            let words: Vec<String> = facts(&member.facts)
                .into_iter()
                .map(|(label, value)| format!("{label}{value}"))
                .collect();
            (format!("{name} 情况"), words.join(" "))
        }
        (PartName::Assets, _) => (
            "财产".to_owned(),
            super::case::assets_words(&household.assets),
        ),
        (PartName::Stable, _) => {
            let words = if household.income_stable {
                "相对稳定"
            } else {
                "不稳定"
            };
            ("收入是否稳定".to_owned(), words.to_owned())
        }
        (PartName::Income | PartName::Facts, None) => (String::new(), String::new()),
    }
}

/// The cause that a change suggests; the person may name another.
pub fn likely_cause(before: &Household, after: &Household) -> Cause {
    if before == after {
        return Cause::Unchanged;
    }
    let mut cause = if before.assets == after.assets {
        Cause::Other
    } else {
        Cause::Property
    };
    for now in &after.members {
        let then = before
            .members
            .iter()
            .find(|member| member.person == now.person);
        let Some(then) = then else {
            return Cause::Member;
        };
        if then.facts.died.is_none() && now.facts.died.is_some() {
            return Cause::Death;
        }
        if then.facts.absent != now.facts.absent {
            return Cause::Member;
        }
        let wage = |facts: &MemberFacts| {
            facts.incomes.iter().any(|income| {
                income.kind == crate::domain::income::IncomeKind::Wage && income.amount > Fen::ZERO
            })
        };
        if month_income(&then.facts) != month_income(&now.facts) {
            let new_job = !wage(&then.facts) && wage(&now.facts);
            cause = match (new_job, cause) {
                (true, _) | (_, Cause::Employment) => Cause::Employment,
                (false, _) => Cause::Income,
            };
        }
    }
    cause
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{calendar::Day, household::Relation, income::IncomeKind};

    fn with_wage(yuan: i64) -> Household {
        let mut facts = MemberFacts::new(Relation::Head, Day::new(1990, 1, 1).unwrap());
        if yuan > 0 {
            facts.incomes.push(Income {
                kind: IncomeKind::Wage,
                item: None,
                amount: Fen::yuan(yuan),
                per: Per::Month,
            });
        }
        Household {
            members: vec![Member {
                person: PersonId(1),
                facts,
            }],
            assets: crate::domain::asset::Assets::default(),
            income_stable: true,
        }
    }

    #[test]
    fn a_new_wage_is_said_and_suggests_employment() {
        let (before, after) = (with_wage(0), with_wage(2400));
        let said = household(&before, &after, &["李明".to_owned()]);
        assert_eq!(said, ["李明月收入由0.00元变为2,400.00元"]);
        assert_eq!(likely_cause(&before, &after), Cause::Employment);
        assert_eq!(likely_cause(&after, &with_wage(2600)), Cause::Income);
        assert_eq!(likely_cause(&after, &after), Cause::Unchanged);
    }

    #[test]
    fn an_income_a_year_is_a_twelfth_a_month() {
        let mut one = with_wage(100);
        one.members[0].facts.incomes[0].per = Per::Year;
        assert_eq!(month_income(&one.members[0].facts), Fen(833));
    }
}
