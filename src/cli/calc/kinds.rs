//! The kinds of question, one function each; this file only finds the right one.

mod aid;
mod dibao;
mod identity;
mod review;
mod tekun;
mod time;

use super::{
    Answer, Code, No,
    fields::{Fields, string},
    params,
};
use crate::{domain::calendar::Day, policy::PolicyView};

/// What every kind takes.
const COMMON: [&str; 4] = ["kind", "id", "on", "params"];

/// A question: its fields, and the parameters of its day.
struct Question<'a> {
    fields: Fields<'a>,
    view: PolicyView<'static>,
}

/// A kind: what it is called, the fields of its own, and who answers it.
struct Kind {
    name: &'static str,
    fields: &'static [&'static str],
    answer: fn(&Question<'_>) -> Result<Answer, No>,
}

const KINDS: [Kind; 14] = [
    kind(
        "deadline",
        &["from", "workdays", "days", "months", "roll"],
        time::deadline,
    ),
    kind("workdays", &["from", "to"], time::workdays),
    kind("identity", &["number"], identity::identity),
    kind("age", &["birth"], time::age),
    kind(
        "dibao",
        &[
            "area",
            "persons",
            "income_month",
            "income_year",
            "income_per_capita_month",
            "members",
            "assets",
            "current",
            "cause",
            "single",
            "tier",
        ],
        dibao::dibao,
    ),
    kind("household", &["members"], dibao::household),
    kind("selfcare", &["items"], tekun::selfcare),
    kind("tekun", &["area", "mode", "tier"], tekun::tekun),
    kind(
        "tekun_check",
        &["member", "duty_persons", "income_month", "assets", "area"],
        tekun::tekun_check,
    ),
    kind(
        "linshi",
        &["type", "area", "multiple", "amount", "cause", "earlier"],
        aid::linshi,
    ),
    kind(
        "price",
        &["area", "persons", "cpi", "food", "scpi"],
        aid::price,
    ),
    kind(
        "schedule",
        &["programme", "last", "income_stable", "able_members"],
        review::schedule,
    ),
    kind("phaseout", &["from", "months", "amount"], review::phaseout),
    kind(
        "edge",
        &["persons", "income_month", "standard", "area"],
        review::edge,
    ),
];

const fn kind(
    name: &'static str,
    fields: &'static [&'static str],
    answer: fn(&Question<'_>) -> Result<Answer, No>,
) -> Kind {
    Kind {
        name,
        fields,
        answer,
    }
}

/// Answers a line: the kind, then its fields, then its day and parameters, then the sum.
pub(super) fn answer(fields: Fields<'_>, today: Day) -> Result<Answer, No> {
    let raw = fields.need("kind", fields.raw("kind"))?;
    let name = string(raw).ok_or_else(|| No::bad("kind", "字符串"))?;
    let kind = KINDS.iter().find(|kind| kind.name == name).ok_or_else(|| {
        let names: Vec<&str> = KINDS.iter().map(|kind| kind.name).collect();
        No::new(
            Code::UnknownKind,
            format!("没有 {name} 这一种测算; 可用: {}", names.join(", ")),
        )
    })?;
    let allowed: Vec<&str> = COMMON.iter().chain(kind.fields).copied().collect();
    fields.only(&allowed)?;
    let on = fields.day("on")?.unwrap_or(today);
    let view = params::view(&fields, on)?;
    (kind.answer)(&Question { fields, view })
}
