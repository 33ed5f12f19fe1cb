//! `linshi` and `price`: help once, and help against rising prices.

use serde_json::{Value, json};

use super::{Answer, Code, No, Question, dibao::PERSONS_MAX, review::texts};
use crate::{
    cli::calc::{
        fields::Fields,
        words::{LINSHI, SETTINGS, word},
    },
    domain::{
        money::Fen,
        rational::Rational,
        step::{StepCode, WORDING},
    },
    rules::{
        linshi::{self as linshi_rule, Approver, Asked, Earlier, Request},
        price::{self as price_rule, Indices},
    },
    text::steps::{citation_text, step_text},
};

/// Most earlier cases that are read.
const EARLIER_MAX: usize = 1_000;

/// Whether temporary help may be given, by whom and how much.
pub(super) fn linshi(question: &Question<'_>) -> Result<Answer, No> {
    let fields = &question.fields;
    let request = Request {
        kind: fields.need("type", word(fields, "type", LINSHI)?)?,
        setting: fields.need("area", word(fields, "area", SETTINGS)?)?,
        asked: asked(fields)?,
        cause: cause(fields)?,
        earlier: earlier(fields)?,
    };
    let found = linshi_rule::of(&request, &question.view)?;
    let refusals: Vec<Value> = found
        .refusals
        .iter()
        .map(|step| {
            json!({
                "text": step_text(step, WORDING),
                "citation": step.citation.as_ref().map(citation_text),
            })
        })
        .collect();
    let approver = match found.approver {
        Approver::Town => "乡镇",
        Approver::County => "区县",
    };
    Ok(Answer::default()
        .with("allowed", found.allowed)
        .money("amount", found.amount)
        .maybe_money("ceiling", found.ceiling)
        .with("approver", approver)
        .with(
            "paperwork_due",
            found.paperwork_due.map(|day| day.to_string()),
        )
        .with("refusals", refusals)
        .steps(&found.steps))
}

/// A multiple of the standard or an amount, and more than nothing.
fn asked(fields: &Fields<'_>) -> Result<Asked, No> {
    match (fields.decimal("multiple")?, fields.money("amount")?) {
        (Some(multiple), None) if multiple > Rational::ZERO => Ok(Asked::Multiple(multiple)),
        (Some(_), None) => Err(No::bad("multiple", "大于 0 的小数字符串")),
        (None, Some(amount)) if amount > Fen::ZERO => Ok(Asked::Amount(amount)),
        (None, Some(_)) => Err(No::bad("amount", "大于 0 的金额字符串")),
        (None, None) => Err(No::missing("multiple 或 amount")),
        (Some(_), Some(_)) => Err(No::new(
            Code::Contradiction,
            "multiple 与 amount 只能写一个",
        )),
    }
}

fn cause(fields: &Fields<'_>) -> Result<String, No> {
    let cause = fields.need("cause", fields.text("cause")?)?;
    if cause.trim().is_empty() {
        return Err(No::bad(&fields.name("cause"), "事由, 不能为空"));
    }
    Ok(cause)
}

fn earlier(fields: &Fields<'_>) -> Result<Vec<Earlier>, No> {
    let list = fields.list("earlier", EARLIER_MAX)?.unwrap_or_default();
    list.iter()
        .map(|one| {
            one.only(&["day", "cause", "amount"])?;
            Ok(Earlier {
                day: one.need("day", one.day("day")?)?,
                cause: cause(one)?,
                amount: one.money("amount")?.unwrap_or(Fen::ZERO),
            })
        })
        .collect()
}

/// An index year on year; prices that double are a percentage that was not written as a ratio.
fn index(fields: &Fields<'_>, name: &str) -> Result<Option<Rational>, No> {
    let index = fields.decimal(name)?;
    let minus_one = Rational::whole(-1);
    match index {
        Some(index) if index >= Rational::ONE || index <= minus_one => {
            let message =
                format!("{name} 是同比涨幅, 写成小数而不是百分数: 3.6% 写 \"0.036\", 请核对");
            Err(No::new(Code::BadValue, message))
        }
        Some(_) | None => Ok(index),
    }
}

/// Whether rising prices start the subsidy.
pub(super) fn price(question: &Question<'_>) -> Result<Answer, No> {
    let fields = &question.fields;
    let setting = fields.need("area", word(fields, "area", SETTINGS)?)?;
    let persons = fields.need("persons", fields.count("persons", 1, PERSONS_MAX)?)?;
    let indices = Indices {
        cpi: fields.need("cpi", index(fields, "cpi")?)?,
        food: fields.need("food", index(fields, "food")?)?,
        scpi: index(fields, "scpi")?,
    };
    let found = price_rule::of(setting, persons, indices, &question.view)?;
    let lines: Vec<_> = found
        .steps
        .iter()
        .filter(|step| {
            let code = StepCode::by_name(&step.code);
            if found.triggered {
                code == Some(StepCode::PriceReached)
            } else {
                code == Some(StepCode::PriceNotReached)
            }
        })
        .cloned()
        .collect();
    Ok(Answer::default()
        .with("triggered", found.triggered)
        .with("why", texts(&lines))
        .money("per_person", found.per_person)
        .money("month", found.month)
        .steps(&found.steps))
}
