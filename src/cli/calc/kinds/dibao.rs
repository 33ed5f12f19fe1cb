//! `dibao` and `household`: the sum of 低保, and who counts.

use serde_json::{Map, Value, json};

use super::{Answer, Code, No, Question};
use crate::{
    cli::calc::{
        answer::status,
        people,
        words::{CAUSES, INCOMES, RELATIONS, Row, SETTINGS, name, outcome, word},
    },
    domain::{
        case::Tier,
        finding::{Finding, Reckoned, StepValue},
        household::MemberFacts,
        money::Fen,
        step::StepCode,
    },
    rules::{
        dibao::{self, DibaoCase, Past, People},
        eligibility, in_force,
        income_test::Totals,
    },
    text::{steps, terms},
};

/// Most heads of a household given by totals.
pub(super) const PERSONS_MAX: u32 = 1_000;

const DIBAO_TIERS: &[Row<Tier>] = &[
    (Tier::A, &["A", "A档"]),
    (Tier::B, &["B", "B档"]),
    (Tier::C, &["C", "C档"]),
];

/// The whole sum.
pub(super) fn dibao(question: &Question<'_>) -> Result<Answer, No> {
    let fields = &question.fields;
    let setting = fields.need("area", word(fields, "area", SETTINGS)?)?;
    let members = people::members(fields)?;
    let assets = people::assets(fields)?;
    let single = fields.flag("single")?.unwrap_or(false);
    if single && members.is_none() {
        let message = "single 要用 members 写明家庭成员, 本人写在第一; 不能用简式";
        return Err(No::new(Code::Contradiction, message));
    }
    let people = match &members {
        Some(members) => {
            let quick = [
                "persons",
                "income_month",
                "income_year",
                "income_per_capita_month",
            ];
            if let Some(field) = quick.into_iter().find(|field| fields.has(field)) {
                let message = format!("members 与 {field} 只能用一种写法");
                return Err(No::new(Code::Contradiction, message));
            }
            People::Members(members.iter().collect())
        }
        None => totals(question)?,
    };
    let case = DibaoCase {
        setting,
        people,
        assets: assets.as_ref(),
        paid: fields.money("current")?,
        cause: word(fields, "cause", CAUSES)?,
        single,
        tier: word(fields, "tier", DIBAO_TIERS)?,
        past: Past::default(),
    };
    let finding = dibao::assess(&case, &question.view)?;
    let members = members.as_deref().unwrap_or(&[]);
    Ok(answer(&finding, members))
}

/// The quick form: heads and one of three totals.
fn totals(question: &Question<'_>) -> Result<People<'static>, No> {
    let fields = &question.fields;
    let given = (
        fields.money("income_month")?,
        fields.money("income_year")?,
        fields.money("income_per_capita_month")?,
    );
    let persons = fields.count("persons", 1, PERSONS_MAX)?;
    if persons.is_none() && given == (None, None, None) {
        return Err(No::missing("members, 或 persons 加一项收入"));
    }
    let persons = fields.need("persons", persons)?;
    let income = match given {
        (Some(month), None, None) => Totals::Month(month),
        (None, Some(year), None) => Totals::Year(year),
        (None, None, Some(each)) => Totals::EachMonth(each),
        (None, None, None) => {
            return Err(No::missing(
                "income_month、income_year 或 income_per_capita_month",
            ));
        }
        (Some(_), Some(_), _) | (Some(_), _, Some(_)) | (_, Some(_), Some(_)) => {
            let message = "income_month、income_year、income_per_capita_month 只能写一个";
            return Err(No::new(Code::Contradiction, message));
        }
    };
    Ok(People::Totals { persons, income })
}

fn answer(finding: &Finding, members: &[MemberFacts]) -> Answer {
    let suggest: Vec<Value> = finding
        .suggest
        .iter()
        .map(|one| outcome(*one).into())
        .collect();
    Answer::default()
        .with("persons", finding.persons)
        .money("income_month", finding.income_month)
        .money("per_capita", finding.per_capita)
        .maybe_money("standard", finding.standard)
        .with("eligible", finding.eligible)
        .maybe_money("base", finding.base)
        .maybe_money("supplement", finding.supplement)
        .maybe_money("month", finding.month)
        .with("edge", finding.edge)
        .with("suggest", suggest)
        .with("counted", reckoned(&finding.counted, members))
        .with("not_counted", reckoned(&finding.not_counted, members))
        .steps(&finding.steps)
}

/// Who counts and who does not.
pub(super) fn household(question: &Question<'_>) -> Result<Answer, No> {
    let view = &question.view;
    let members = question
        .fields
        .need("members", people::members(&question.fields)?)?;
    in_force(view, "D57")?;
    let facts: Vec<&MemberFacts> = members.iter().collect();
    let standings = eligibility::standings(&facts, view.on())?;
    let (counted, not_counted) = eligibility::reckoned(&standings, view);
    let count = i64::try_from(counted.len()).unwrap_or(i64::MAX);
    let mut lines = vec![
        StepCode::Persons
            .step()
            .with("count", StepValue::Count(count))
            .cites(eligibility::household_citation(view)),
    ];
    lines.extend(eligibility::notes(&standings, view));
    Ok(Answer::default()
        .with("counted", reckoned(&counted, &members))
        .with("not_counted", reckoned(&not_counted, &members))
        .steps(&lines))
}

/// Members and incomes with their reasons; `index` is the place in `members` from 0, `income` that in its list.
fn reckoned(all: &[Reckoned], members: &[MemberFacts]) -> Vec<Value> {
    all.iter().map(|one| reckoned_json(one, members)).collect()
}

fn reckoned_json(one: &Reckoned, members: &[MemberFacts]) -> Value {
    let member = usize::try_from(one.member)
        .ok()
        .and_then(|place| members.get(place));
    let mut row = Map::new();
    row.insert("index".to_owned(), one.member.into());
    if let Some(place) = one.income {
        row.insert("income".to_owned(), place.into());
        let income = usize::try_from(place)
            .ok()
            .and_then(|place| member?.incomes.get(place));
        if let Some(income) = income {
            row.insert("kind".to_owned(), name(income.kind, INCOMES).into());
            let item = income.item.as_ref().map(terms::income_item);
            row.insert("item".to_owned(), item.into());
        }
        row.insert("month".to_owned(), one.month.map(Fen::plain).into());
    } else {
        let relation = member.map(|member| name(member.relation, RELATIONS));
        row.insert("relation".to_owned(), relation.into());
    }
    row.insert("reason".to_owned(), steps::reason(&one.reason).into());
    row.insert(
        "citation".to_owned(),
        steps::citation_text(&one.citation).into(),
    );
    row.insert("status".to_owned(), json!(status(one.status)));
    Value::Object(row)
}
