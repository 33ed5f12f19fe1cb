//! What a parameter's value can be, and how its text is read: strictly, or not at all.

use crate::domain::{
    calendar::Day,
    money::{Fen, Rounding},
    rational::Rational,
    review::Cause,
};

/// Largest count a parameter may have; a hundred thousand days is no period of this law.
const COUNT_MAX: u32 = 10_000;

/// What the values of a parameter look like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// An amount in yuan as a decimal string, not negative.
    Money,
    /// A ratio or multiple as a decimal string, not negative.
    Ratio,
    /// A whole number.
    Count,
    /// A day.
    Day,
    /// Yes or no.
    Flag,
    /// One of a few words.
    Choice(Vec<String>),
    /// The name of a rounding.
    Rounding,
    /// Causes of a change, separated by commas.
    Causes,
}

/// A value that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ParamValue {
    /// An amount.
    Money(Fen),
    /// A ratio or multiple.
    Ratio(Rational),
    /// A whole number.
    Count(u32),
    /// A day.
    Day(Day),
    /// Yes or no.
    Flag(bool),
    /// A word of the parameter's list.
    Choice(String),
    /// A rounding.
    Rounding(Rounding),
    /// Causes of a change.
    Causes(Vec<Cause>),
}

/// Why a parameter cannot be given this value.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadParameter {
    /// No parameter has this name.
    #[error("no parameter is called {name}")]
    Unknown {
        /// The name.
        name: String,
    },
    /// The text is no value of its kind.
    #[error("{name}: {why}")]
    Value {
        /// The name.
        name: String,
        /// Why, in Chinese.
        why: String,
    },
}

impl Kind {
    /// Reads a text as a value of this kind; the error says in Chinese what is expected.
    pub fn read(&self, text: &str) -> Result<ParamValue, String> {
        let wanted = |what: &str| format!("应为{what}");
        match self {
            Self::Money => text
                .parse()
                .ok()
                .filter(|amount: &Fen| !amount.is_negative())
                .map(ParamValue::Money)
                .ok_or_else(|| wanted("不小于0的金额, 最多两位小数, 如 722.00")),
            Self::Ratio => Rational::parse(text)
                .filter(|ratio| !ratio.is_negative())
                .map(ParamValue::Ratio)
                .ok_or_else(|| wanted("不小于0的小数, 最多9位小数, 如 0.30")),
            Self::Count => plain_count(text)
                .map(ParamValue::Count)
                .ok_or_else(|| wanted("0至10000的整数")),
            Self::Day => text
                .parse()
                .map(ParamValue::Day)
                .map_err(|_| wanted("日期 YYYY-MM-DD")),
            Self::Flag => match text {
                "true" => Ok(ParamValue::Flag(true)),
                "false" => Ok(ParamValue::Flag(false)),
                _ => Err(wanted("true 或 false")),
            },
            Self::Choice(of) => of
                .iter()
                .find(|one| *one == text)
                .map(|one| ParamValue::Choice(one.clone()))
                .ok_or_else(|| wanted(&format!("以下之一: {}", of.join(", ")))),
            Self::Rounding => Rounding::by_name(text)
                .map(ParamValue::Rounding)
                .ok_or_else(|| {
                    let names: Vec<&str> = Rounding::ALL.iter().map(|one| one.name()).collect();
                    wanted(&format!("以下之一: {}", names.join(", ")))
                }),
            Self::Causes if text.is_empty() => Ok(ParamValue::Causes(Vec::new())),
            Self::Causes => text
                .split(',')
                .map(|one| cause_by_name(one.trim()))
                .collect::<Option<Vec<Cause>>>()
                .map(ParamValue::Causes)
                .ok_or_else(|| wanted("以逗号分隔的原因, 如 employment,income")),
        }
    }
}

/// A whole number in ASCII digits without sign, at most [`COUNT_MAX`].
fn plain_count(text: &str) -> Option<u32> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    digits
        .then(|| text.parse().ok())
        .flatten()
        .filter(|count| *count <= COUNT_MAX)
}

/// The cause that data and interfaces call by this name.
pub(super) fn cause_by_name(name: &str) -> Option<Cause> {
    [
        Cause::Employment,
        Cause::Income,
        Cause::Property,
        Cause::Member,
        Cause::Death,
        Cause::Standard,
        Cause::Voluntary,
        Cause::Other,
    ]
    .into_iter()
    .find(|cause| cause_name(*cause) == name)
}

/// The name of a cause in data and interfaces.
const fn cause_name(cause: Cause) -> &'static str {
    match cause {
        Cause::Unchanged => "unchanged",
        Cause::Employment => "employment",
        Cause::Income => "income",
        Cause::Property => "property",
        Cause::Member => "member",
        Cause::Death => "death",
        Cause::Standard => "standard",
        Cause::Voluntary => "voluntary",
        Cause::Other => "other",
    }
}
