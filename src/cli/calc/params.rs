//! Parameters handed in with a line: they outrank every other source for this line only.

use serde_json::value::RawValue;

use super::{
    Code, No,
    fields::{Fields, count, flag, string},
    words::{CAUSES, PARAM_WORDS, find, name},
};
use crate::{
    domain::{area::AreaCode, calendar::Day},
    policy::{BadParameter, HOME_AREA, Kind, Policy, PolicyView},
};

/// The parameters as they hold on a day in the home district, with those of the line on top.
pub(super) fn view(fields: &Fields<'_>, on: Day) -> Result<PolicyView<'static>, No> {
    let policy = Policy::embedded();
    let mut view = policy.view(&AreaCode(HOME_AREA.to_owned()), on);
    let Some(params) = fields.inner("params")? else {
        return Ok(view);
    };
    for (param, raw) in params.all() {
        let Some(parameter) = policy.parameter(param) else {
            let message = format!("没有叫 {param} 的参数, 名称见 hecha help 参数");
            return Err(No::new(Code::UnknownParam, message));
        };
        let text = written(raw, &parameter.kind).map_err(|wanted| bad(param, &wanted))?;
        view = view.with(param, &text).map_err(|error| match error {
            BadParameter::Unknown { name } => bad(&name, "已知的参数"),
            BadParameter::Value { name, why } => {
                No::new(Code::BadValue, format!("params.{name} {why}"))
            }
        })?;
    }
    Ok(view)
}

fn bad(param: &str, wanted: &str) -> No {
    No::bad(&format!("params.{param}"), wanted)
}

/// A JSON value as the policy writes it; the error says which JSON is wanted.
fn written(raw: &str, kind: &Kind) -> Result<String, String> {
    let text = |wanted: &str| string(raw).ok_or_else(|| wanted.to_owned());
    match kind {
        Kind::Money => {
            let text = text("金额字符串, 如 \"722.00\"")?;
            if text.contains(',') {
                return Err("不带千分位的金额字符串".to_owned());
            }
            Ok(text)
        }
        Kind::Ratio => text("小数字符串, 如 \"0.30\""),
        Kind::Day => text("日期字符串 \"YYYY-MM-DD\""),
        Kind::Count => count(raw)
            .map(|count| count.to_string())
            .ok_or_else(|| "整数 (不加引号)".to_owned()),
        Kind::Flag => flag(raw)
            .map(|flag| flag.to_string())
            .ok_or_else(|| " true 或 false".to_owned()),
        Kind::Choice(_) | Kind::Rounding => text("字符串").map(english),
        Kind::Causes => causes(raw),
    }
}

/// The English word of a choice, if a Chinese one was written.
fn english(text: String) -> String {
    PARAM_WORDS
        .iter()
        .find(|(_, words)| words.contains(&text.as_str()))
        .map_or(text, |(english, _)| (*english).to_owned())
}

/// A list of causes.
fn causes(raw: &str) -> Result<String, String> {
    let wanted = || "原因的数组, 如 [\"employment\"]".to_owned();
    let items: Vec<&RawValue> = serde_json::from_str(raw).map_err(|_| wanted())?;
    let names = items
        .into_iter()
        .map(|item| {
            let text = string(item.get())?;
            find(&text, CAUSES).map(|cause| name(cause, CAUSES))
        })
        .collect::<Option<Vec<&str>>>()
        .ok_or_else(wanted)?;
    Ok(names.join(","))
}
