//! Answers of the pipe: what is said, and how a no is said.

use serde_json::{Map, Value, json};

use crate::{
    domain::{citation::Confidence, finding::Step, money::Fen, step::WORDING},
    rules::RuleRefusal,
    text::steps::{citation_text, step_text},
};

/// A yes with its members in the order in which they are written.
#[derive(Debug, Clone, Default)]
pub(super) struct Answer {
    members: Map<String, Value>,
}

impl Answer {
    /// Adds a member.
    pub(super) fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.members.insert(name.to_owned(), value.into());
        self
    }

    /// Adds an amount as a decimal string.
    pub(super) fn money(self, name: &str, amount: Fen) -> Self {
        self.with(name, amount.plain())
    }

    /// Adds an amount as a decimal string, or null where it is not known.
    pub(super) fn maybe_money(self, name: &str, amount: Option<Fen>) -> Self {
        self.with(name, amount.map(Fen::plain))
    }

    /// Adds the steps; they come last.
    pub(super) fn steps(self, steps: &[Step]) -> Self {
        let steps: Vec<Value> = steps.iter().map(step_json).collect();
        self.with("steps", steps)
    }

    /// The line.
    pub(super) fn write(self, id: Option<&str>) -> String {
        write("true", id, &self.members)
    }
}

/// A step as the pipe writes it; the same words as on the screen.
pub(super) fn step_json(step: &Step) -> Value {
    json!({
        "text": step_text(step, WORDING),
        "amount": step.amount.map(Fen::plain),
        "citation": step.citation.as_ref().map(citation_text),
        "status": status(step.status),
    })
}

/// The name of a status.
pub(super) const fn status(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::Confirmed => "confirmed",
        Confidence::Unverified => "unverified",
        Confidence::Assumed => "assumed",
    }
}

/// Why a line is refused, by the names of the contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Code {
    UnknownKind,
    UnknownField,
    UnknownParam,
    BadValue,
    MissingInput,
    MissingParam,
    CalendarUnknown,
    Contradiction,
    NotInForce,
}

impl Code {
    const fn name(self) -> &'static str {
        match self {
            Self::UnknownKind => "unknown_kind",
            Self::UnknownField => "unknown_field",
            Self::UnknownParam => "unknown_param",
            Self::BadValue => "bad_value",
            Self::MissingInput => "missing_input",
            Self::MissingParam => "missing_param",
            Self::CalendarUnknown => "calendar_unknown",
            Self::Contradiction => "contradiction",
            Self::NotInForce => "not_in_force",
        }
    }
}

/// A no: a code, and in Chinese what is wrong and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct No {
    pub(super) code: Code,
    pub(super) message: String,
    /// The parameter that is missing, for programs.
    pub(super) param: Option<String>,
}

impl No {
    /// A no with its words.
    pub(super) fn new(code: Code, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            param: None,
        }
    }

    /// A value that is not what the field takes.
    pub(super) fn bad(field: &str, wanted: &str) -> Self {
        Self::new(Code::BadValue, format!("{field} 应为{wanted}"))
    }

    /// A field that is needed.
    pub(super) fn missing(field: &str) -> Self {
        Self::new(Code::MissingInput, format!("缺少 {field}, 请补上"))
    }

    /// The line.
    pub(super) fn write(self, id: Option<&str>) -> String {
        let mut members = Map::new();
        members.insert("code".to_owned(), self.code.name().into());
        members.insert("message".to_owned(), self.message.into());
        if let Some(param) = self.param {
            members.insert("param".to_owned(), param.into());
        }
        write("false", id, &members)
    }
}

impl From<RuleRefusal> for No {
    fn from(refusal: RuleRefusal) -> Self {
        match refusal {
            RuleRefusal::ParameterMissing { name } => Self {
                message: format!("参数 {name} 没有值, 请在 params 中给出, 或由单位录入"),
                code: Code::MissingParam,
                param: Some(name),
            },
            RuleRefusal::NotInForce { instrument, from } => {
                let since = from.map_or_else(String::new, |from| format!(", 自 {from} 起施行"));
                let message = format!("{instrument} 在这一天尚未施行或已经失效{since}, 请核对 on");
                Self::new(Code::NotInForce, message)
            }
            RuleRefusal::Contradiction { what } => {
                let message = format!("{what}, 请核实后更正其中一处");
                Self::new(Code::Contradiction, message)
            }
            RuleRefusal::BadValue { what } => Self::new(Code::BadValue, what),
            RuleRefusal::CalendarUnknown(unknown) => {
                let known = unknown
                    .known_until
                    .map_or_else(String::new, |day| format!(" (已知到 {day})"));
                let message = format!(
                    "{} 年的放假安排没有载入{known}, 无法确定工作日, 请待国办通知后更新",
                    unknown.year
                );
                Self::new(Code::CalendarUnknown, message)
            }
            RuleRefusal::TooLarge => {
                Self::new(Code::BadValue, "数值或日期超出可以计算的范围, 请核对")
            }
        }
    }
}

/// `{"id":…,"ok":…,…}`; the id stands exactly as it came.
fn write(ok: &str, id: Option<&str>, members: &Map<String, Value>) -> String {
    let mut line = String::from("{");
    if let Some(id) = id {
        line.push_str("\"id\":");
        line.push_str(id);
        line.push(',');
    }
    line.push_str("\"ok\":");
    line.push_str(ok);
    for (name, value) in members {
        line.push_str(",\"");
        line.push_str(name);
        line.push_str("\":");
        line.push_str(&value.to_string());
    }
    line.push('}');
    line
}
