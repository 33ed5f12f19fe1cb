//! 变更 in words: what is said to be different, what the office had, and what is said. Numbers, phones and
//! accounts come masked.

use crate::{
    domain::{
        case::Benefit,
        change::{IdentityPart, Reported, Value},
        identity::mask,
        ids::PersonId,
        income::{Deduction, Income},
        linshi::Given,
        money::Fen,
        person::Identity,
    },
    text::{terms, ui::changes::month_sum},
};

/// Whom a change may speak of.
#[derive(Clone, Copy)]
pub struct People<'a> {
    /// The members by name.
    pub names: &'a [(PersonId, String)],
    /// Records as they stand, and as they are reported.
    pub records: &'a [Identity],
}

/// One fact of a change in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// What differs, with the member's name where it is about one.
    pub what: String,
    /// What the office has.
    pub old: String,
    /// What is said.
    pub new: String,
}

impl Words {
    /// All of it in one line.
    pub fn line(&self) -> String {
        format!("{}由{}改为{}", self.what, self.old, self.new)
    }
}

/// The words for one fact of a change of a case.
pub fn words(people: People<'_>, reported: &Reported) -> Words {
    match reported {
        Reported::Differs { person, old, new } => {
            let (label, old) = value(old);
            let whose = person.map_or("", |person| name(people, person));
            Words {
                what: format!("{whose}{label}"),
                old,
                new: value(new).1,
            }
        }
        Reported::Identity {
            person,
            part,
            record,
        } => Words {
            what: format!("{}{}", name(people, *person), part_label(*part)),
            old: part_words(people, *person, *part),
            new: part_words(people, *record, *part),
        },
        Reported::Joined { member } => Words {
            what: "成员".to_owned(),
            old: "不在户".to_owned(),
            new: format!(
                "增加{}({}, {}生)",
                name(people, member.person),
                terms::relation(member.facts.relation),
                member.facts.birth
            ),
        },
        Reported::Missing { person } => Words {
            what: format!("{}在户", name(people, *person)),
            old: "在户".to_owned(),
            new: "名册里没有".to_owned(),
        },
    }
}

/// The record of somebody a change speaks of.
fn record(people: People<'_>, person: PersonId) -> Option<&Identity> {
    people.records.iter().find(|known| known.person == person)
}

fn name(people: People<'_>, person: PersonId) -> &str {
    let mut names = people.names.iter();
    names
        .find(|(known, _)| *known == person)
        .map(|(_, name)| name.as_str())
        .or(record(people, person).map(|record| record.name.reveal()))
        .unwrap_or_default()
}

const fn part_label(part: IdentityPart) -> &'static str {
    match part {
        IdentityPart::Name => "姓名",
        IdentityPart::Number => "身份证号",
        IdentityPart::Phone => "电话",
        IdentityPart::Account => "银行账号",
        IdentityPart::Address => "住址",
    }
}

fn part_words(people: People<'_>, person: PersonId, part: IdentityPart) -> String {
    let Some(record) = record(people, person) else {
        return "无".to_owned();
    };
    let text = part.of(record).reveal();
    if text.is_empty() {
        return "无".to_owned();
    }
    match part {
        IdentityPart::Name | IdentityPart::Address => text.to_owned(),
        IdentityPart::Number => mask(text),
        IdentityPart::Phone | IdentityPart::Account => tail(text),
    }
}

/// The last four characters; what is shorter is hidden whole.
fn tail(text: &str) -> String {
    let count = text.chars().count();
    let hidden = if count > 6 { count - 4 } else { count };
    text.chars()
        .enumerate()
        .map(|(place, one)| if place < hidden { '*' } else { one })
        .collect()
}

/// What a fact is called, and its value.
fn value(value: &Value) -> (&'static str, String) {
    let none = || "无".to_owned();
    let unsaid = || "未报".to_owned();
    let yes = |yes: bool| if yes { "是" } else { "否" }.to_owned();
    match value {
        Value::Relation(relation) => ("与户主关系", terms::relation(*relation).to_owned()),
        Value::Birth(day) => ("出生日期", day.to_string()),
        Value::Sex(sex) => (
            "性别",
            sex.map_or_else(unsaid, |sex| terms::sex(sex).to_owned()),
        ),
        Value::Labour(labour) => ("劳动能力", labour.map_or("未定", terms::labour).to_owned()),
        Value::Disability(disability) => (
            "残疾",
            disability.map_or_else(none, |one| {
                let grade = terms::disability_grade(one.grade);
                format!("{}{grade}", terms::disability(one.kind))
            }),
        ),
        Value::SeriouslyIll(ill) => ("重病", yes(*ill)),
        Value::Student(student) => (
            "就学",
            student.map_or("不在学", terms::schooling).to_owned(),
        ),
        Value::Married(married) => ("婚姻", if *married { "已婚" } else { "未婚" }.to_owned()),
        Value::Died(day) => ("死亡日期", day.map_or_else(none, |day| day.to_string())),
        Value::Incomes(all) => ("收入", incomes(all)),
        Value::Note(note) if note.is_empty() => ("情况", none()),
        Value::Note(note) => ("情况", note.clone()),
        Value::Financial(amount) => ("存款", amount.map_or_else(unsaid, yuan)),
        Value::Vehicles(vehicles) if vehicles.is_empty() => ("车辆", none()),
        Value::Vehicles(vehicles) => (
            "车辆",
            format!("{}辆: {}", vehicles.len(), terms::vehicles(vehicles)),
        ),
        Value::Homes(homes) => (
            "房屋",
            homes.map_or_else(unsaid, |count| format!("{count}套")),
        ),
        Value::Businesses(count) => (
            "经营主体",
            count.map_or_else(unsaid, |count| format!("{count}个")),
        ),
        Value::IncomeStable(stable) => (
            "收入是否稳定",
            if *stable { "相对稳定" } else { "不稳定" }.to_owned(),
        ),
        Value::Benefit(benefit) => ("现享金额", benefit.map_or_else(none, paid)),
        Value::Deductions(all) => ("扣减", deductions(all)),
        Value::Village(area) => ("村(社区)", area.name.clone()),
        Value::Setting(setting) => ("城乡类别", terms::setting(*setting).to_owned()),
        Value::Single(single) => ("单人保", yes(*single)),
        Value::KinRegistered(kin) => ("近亲属备案", yes(*kin)),
        Value::CareMode(mode) => ("供养方式", mode.map_or("未定", terms::care_mode).to_owned()),
        Value::CareTier(tier) => ("自理能力", tier.map_or("未定", terms::care_tier).to_owned()),
        Value::SingleParent(single) => ("单亲", yes(*single)),
        Value::FullTime(full_time) => ("全日制", yes(*full_time)),
        Value::Absent(absent) => ("不在户", absent.map_or("在户", terms::absence).to_owned()),
        Value::Aid(aid) => ("救助", aid.as_ref().map_or_else(none, given)),
    }
}

fn yuan(amount: Fen) -> String {
    format!("{}元", amount.grouped())
}

fn paid(benefit: Benefit) -> String {
    let since = benefit
        .since
        .map_or_else(String::new, |month| format!("({month}起)"));
    format!("{}元/月{since}", benefit.month.grouped())
}

/// What was given, for what and when.
fn given(given: &Given) -> String {
    let kind = terms::linshi_type(given.kind);
    format!(
        "{kind}{}元({} {})",
        given.amount.grouped(),
        given.day,
        given.cause
    )
}

/// What is deducted a month, part by part.
fn deductions(all: &[Deduction]) -> String {
    if all.is_empty() {
        return "无".to_owned();
    }
    let parts: Vec<String> = all
        .iter()
        .map(|one| format!("{}{}元/月", terms::deduction(one.kind), one.month))
        .collect();
    parts.join("、")
}

/// The sum a month, and the parts where there are several.
fn incomes(incomes: &[Income]) -> String {
    if incomes.is_empty() {
        return "无".to_owned();
    }
    let sum = month_sum(incomes);
    let parts: Vec<String> = incomes
        .iter()
        .map(|income| {
            let source = income
                .item
                .as_ref()
                .map_or_else(|| terms::income(income.kind), terms::income_item);
            format!("{source}{}{}", income.amount, terms::per(income.per))
        })
        .collect();
    format!("{}元/月({})", sum.grouped(), parts.join("、"))
}
