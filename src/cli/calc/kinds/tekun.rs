//! `selfcare`, `tekun`, `tekun_check`: care, amounts and recognition of 特困.

use serde_json::{Value, json};

use super::{Answer, Code, No, Question};
use crate::{
    cli::calc::{
        answer::status,
        people,
        words::{MODES, SETTINGS, TIERS, word},
    },
    domain::{care::SelfCareItems, step::WORDING},
    rules::tekun::{
        self as rule,
        recognition::{self, Applicant, Duty, Ground, Qualifies, Side},
    },
    text::steps::{citation_text, step_text, word as word_of},
};

/// The tier from the six items.
pub(super) fn selfcare(question: &Question<'_>) -> Result<Answer, No> {
    let fields = &question.fields;
    let items = fields.need("items", fields.inner("items")?)?;
    items.only(&["eat", "dress", "transfer", "toilet", "walk", "bathe"])?;
    let item = |name: &str| items.need(name, items.flag(name)?);
    let six = SelfCareItems {
        eat: item("eat")?,
        dress: item("dress")?,
        transfer: item("transfer")?,
        toilet: item("toilet")?,
        walk: item("walk")?,
        bathe: item("bathe")?,
    };
    let (failed, tier, steps) = rule::self_care(six, &question.view)?;
    Ok(Answer::default()
        .with("failed", failed)
        .with("tier", word_of(tier.code()))
        .steps(&steps))
}

/// Basic living and care.
pub(super) fn tekun(question: &Question<'_>) -> Result<Answer, No> {
    let fields = &question.fields;
    let setting = fields.need("area", word(fields, "area", SETTINGS)?)?;
    let mode = fields.need("mode", word(fields, "mode", MODES)?)?;
    let tier = fields.need("tier", word(fields, "tier", TIERS)?)?;
    let amount = rule::amount(setting, mode, tier, &question.view)?;
    Ok(Answer::default()
        .money("basic", amount.basic)
        .maybe_money("care", amount.care)
        .maybe_money("month", amount.month)
        .maybe_money("year", amount.year)
        .steps(&amount.steps))
}

/// Whether somebody may be recognised, with grounds for, against and open.
pub(super) fn tekun_check(question: &Question<'_>) -> Result<Answer, No> {
    let fields = &question.fields;
    let setting = fields.need("area", word(fields, "area", SETTINGS)?)?;
    let member = fields.need("member", fields.inner("member")?)?;
    let facts = people::member(&member)?;
    let duty_persons = fields.need("duty_persons", people::duty_persons(fields)?)?;
    let income_month = fields.money("income_month")?;
    if income_month.is_some() && !facts.incomes.is_empty() {
        let message = "income_month 与 member.income 只能写一个";
        return Err(No::new(Code::Contradiction, message));
    }
    if income_month.is_none() && !member.has("income") {
        return Err(No::missing("income_month"));
    }
    let assets = people::assets(fields)?;
    let applicant = Applicant {
        setting,
        facts: &facts,
        income_month,
        assets: assets.as_ref(),
        duty: Duty::Persons(&duty_persons),
        already: false,
    };
    let found = recognition::check(&applicant, &question.view)?;
    let side = |side: Side| -> Vec<Value> {
        let fits = found.grounds.iter().filter(|ground| ground.side == side);
        fits.map(ground_json).collect()
    };
    let mut steps = found.basis.clone();
    steps.extend(found.grounds.iter().map(|ground| ground.step.clone()));
    Ok(Answer::default()
        .with("qualifies", qualifies_name(found.qualifies))
        .with(
            "grounds",
            json!({"for": side(Side::For), "against": side(Side::Against), "open": side(Side::Open)}),
        )
        .steps(&steps))
}

fn ground_json(ground: &Ground) -> Value {
    json!({
        "text": step_text(&ground.step, WORDING),
        "citation": ground.step.citation.as_ref().map(citation_text),
        "status": status(ground.step.status),
    })
}

const fn qualifies_name(qualifies: Qualifies) -> &'static str {
    match qualifies {
        Qualifies::Yes => "yes",
        Qualifies::Judgement => "judgement",
        Qualifies::No => "no",
    }
}
