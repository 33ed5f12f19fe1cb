//! `schedule`, `phaseout`, `edge`: when to look again, how to let go, and what income points to.

use super::{Answer, Code, No, Question, dibao::PERSONS_MAX};
use crate::{
    cli::calc::{
        fields::{count, flag},
        words::{PROGRAMMES, SETTINGS, word},
    },
    domain::{
        area::Setting,
        case::Programme,
        citation::{Citation, Confidence},
        finding::Step,
        money::Fen,
        rational::Rational,
        step::StepCode,
    },
    policy::Lookup,
    rules::{
        edge::{self, LineStandard, Stratum, disposable_name},
        in_force, phaseout as phase_out_rule,
        schedule::{self as schedule_rule, ReviewFacts},
        standard,
    },
    text::steps::{step_text, word as word_of},
};

/// Most months of 渐退 that are a count and not a slip of the hand.
const MONTHS_MAX: u32 = 1_200;

/// When the next review is due.
pub(super) fn schedule(question: &Question<'_>) -> Result<Answer, No> {
    let fields = &question.fields;
    let programme = fields.need("programme", word(fields, "programme", PROGRAMMES)?)?;
    let last = fields.need("last", fields.day("last")?)?;
    let stable = fields.flag("income_stable")?;
    let able = able_members(question)?;
    let facts = match programme {
        Programme::Dibao => ReviewFacts {
            programme,
            income_stable: fields.need("income_stable", stable)?,
            able_members: fields.need("able_members", able)?,
        },
        Programme::Tekun | Programme::Linshi | Programme::Edge | Programme::Rigid => ReviewFacts {
            programme,
            income_stable: stable.unwrap_or(true),
            able_members: able.unwrap_or(false),
        },
    };
    let next = schedule_rule::next_due(facts, last, &question.view)?;
    let why = next.steps.first().and_then(|step| match step.value("why") {
        Some(crate::domain::finding::StepValue::Code(code)) => Some(word_of(code)),
        Some(_) | None => None,
    });
    Ok(Answer::default()
        .with("due", next.due.to_string())
        .with("every_months", next.every_months)
        .with("why", why)
        .steps(&next.steps))
}

/// Whether somebody is able to work: yes or no, or how many.
fn able_members(question: &Question<'_>) -> Result<Option<bool>, No> {
    let Some(raw) = question.fields.raw("able_members") else {
        return Ok(None);
    };
    flag(raw)
        .or_else(|| count(raw).map(|count| count > 0))
        .map(Some)
        .ok_or_else(|| No::bad("able_members", " true、false 或人数"))
}

/// The months of 渐退.
pub(super) fn phaseout(question: &Question<'_>) -> Result<Answer, No> {
    let fields = &question.fields;
    let from = fields.need("from", fields.day("from")?)?;
    let months = fields.need("months", fields.count("months", 1, MONTHS_MAX)?)?;
    let amount = fields.money("amount")?;
    let phase = phase_out_rule::of(from, months, amount, &question.view)?;
    Ok(Answer::default()
        .with("start", phase.start.to_string())
        .with("end", phase.end.to_string())
        .maybe_money("monthly", phase.monthly)
        .steps(&phase.steps))
}

/// The stratum that income alone points to.
pub(super) fn edge(question: &Question<'_>) -> Result<Answer, No> {
    let (fields, view) = (&question.fields, &question.view);
    in_force(view, "D57")?;
    let persons = fields.need("persons", fields.count("persons", 1, PERSONS_MAX)?)?;
    let income = fields.need("income_month", fields.money("income_month")?)?;
    let setting = word(fields, "area", SETTINGS)?;
    let (standard, first) = edge_standard(question, setting)?;
    let base = LineStandard {
        amount: standard,
        confidence: first.status,
    };
    let income = Rational::of(income);
    let mut steps = vec![first];
    let line = edge::line(income, persons, base, view)?;
    let whole = Rational::of(standard)
        .checked_mul(Rational::whole(i64::from(persons)))
        .ok_or_else(|| No::bad("standard", "较小的金额"))?;
    steps.push(line.step);
    let stratum = if income < whole {
        Stratum::Dibao
    } else if line.below {
        Stratum::Edge
    } else {
        match disposable(question, setting)? {
            Some(found) if edge::knows_rigid(view) => {
                let (below, step) = edge::below_disposable(income, persons, &found, view)?;
                steps.push(step);
                if below {
                    Stratum::RigidToCheck
                } else {
                    Stratum::Neither
                }
            }
            Some(_) | None => Stratum::Neither,
        }
    };
    let shown = crate::domain::money::Rounding::Fen.apply(line.line);
    Ok(Answer::default()
        .with("class", stratum_name(stratum))
        .maybe_money("line", shown)
        .steps(&steps))
}

const fn stratum_name(stratum: Stratum) -> &'static str {
    match stratum {
        Stratum::Dibao => "低保",
        Stratum::Edge => "低保边缘",
        Stratum::RigidToCheck => "刚性支出待核",
        Stratum::Neither => "不符合",
    }
}

/// The standard that was written, or that of the area.
fn edge_standard(question: &Question<'_>, setting: Option<Setting>) -> Result<(Fen, Step), No> {
    let fields = &question.fields;
    if let Some(given) = fields.money("standard")? {
        if given == Fen::ZERO {
            return Err(No::bad("standard", "大于 0 的金额字符串"));
        }
        let step = StepCode::StandardGiven
            .step()
            .code("setting", setting.map_or("given", standard::code))
            .money("amount", given)
            .arrives(given)
            .cites(Citation::new("本次给定", ""))
            .at_most(Confidence::Unverified);
        return Ok((given, step));
    }
    let setting = setting.ok_or_else(|| No::missing("standard 或 area"))?;
    let found = standard::of(setting, &question.view)?;
    Ok((found.value, standard::step(setting, &found)))
}

/// Last year's disposable income of the area, or the only one that is set where no area was written.
fn disposable(
    question: &Question<'_>,
    setting: Option<Setting>,
) -> Result<Option<Lookup<Fen>>, No> {
    let found = |setting| question.view.money(disposable_name(setting));
    match (setting, found(Setting::Urban), found(Setting::Rural)) {
        (Some(Setting::Urban), urban, _) => Ok(urban),
        (Some(Setting::Rural), _, rural) => Ok(rural),
        (None, Some(_), Some(_)) => {
            let message = "城镇和农村的人均可支配收入都给了, 请用 area 说明按哪一个";
            Err(No::new(Code::MissingInput, message))
        }
        (None, urban, rural) => Ok(urban.or(rural)),
    }
}

/// The words of the first steps, for `why`.
pub(super) fn texts(steps: &[Step]) -> String {
    let texts: Vec<String> = steps
        .iter()
        .map(|step| step_text(step, crate::domain::step::WORDING))
        .collect();
    texts.join("; ")
}
