//! Price indices (物价指数) of a month as the office entered them, and what is paid for them.

use serde::{Deserialize, Serialize};

use super::{
    calendar::{Day, Month},
    finding::Step,
    money::Fen,
    rational::Rational,
};

/// A month's indices, year on year, with where they were read and when they were published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PriceMonth {
    /// The month they are of.
    pub month: Month,
    /// CPI 同比涨幅, a decimal such as `0.036`.
    pub cpi: String,
    /// 食品价格同比涨幅.
    pub food: String,
    /// 低收入居民基本生活费用价格指数 (SCPI) 同比涨幅, where the place has one.
    pub scpi: Option<String>,
    /// The day they were published; the clock of the payment runs from it.
    pub published: Day,
    /// Where they were read (来源).
    pub source: String,
}

/// A year-on-year change as a decimal such as `0.036`: written so, in percent such as `3.6%`, or as an index of
/// which the year before is 100, such as `103.6`. What could be two of them is none.
pub fn year_on_year(text: &str) -> Option<String> {
    let text = text.trim();
    let hundred = Rational::whole(100);
    let ratio = if let Some(percent) = text.strip_suffix(['%', '％']) {
        Rational::parse(percent.trim())?.checked_div(hundred)?
    } else {
        let number = Rational::parse(text)?;
        if number >= Rational::whole(50) {
            number.checked_sub(hundred)?.checked_div(hundred)?
        } else {
            number
        }
    };
    let known = ratio > Rational::whole(-1) && ratio < Rational::ONE;
    known.then(|| ratio.decimal(9)).flatten()
}

/// What is paid once and not every month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OnceKind {
    /// 提标补发: the difference for months already paid.
    Arrears,
    /// 价格临时补贴.
    Price,
}

/// A payment that is made once (一次性发放), as a batch decided it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Once {
    /// Number of the batch (批次).
    pub batch: u32,
    /// What for.
    pub kind: OnceKind,
    /// The first month it is for.
    pub first: Month,
    /// The last month it is for.
    pub last: Month,
    /// How much.
    pub amount: Fen,
    /// The day it was decided.
    pub day: Day,
    /// The sum, step by step; for arrears it stands in the decision they belong to.
    pub steps: Vec<Step>,
}

#[cfg(test)]
mod tests {
    use super::year_on_year;

    #[test]
    fn a_rise_is_read_as_ratio_percent_or_index_and_never_guessed() {
        for text in ["103.6", "0.036", "3.6%", " 3.6 ％"] {
            assert_eq!(year_on_year(text).as_deref(), Some("0.036"), "{text}");
        }
        assert_eq!(year_on_year("99.2").as_deref(), Some("-0.008"));
        assert_eq!(year_on_year("100").as_deref(), Some("0"));
        for text in ["3.6", "1", "250", "-1", "", "三", "200%"] {
            assert_eq!(year_on_year(text), None, "{text}");
        }
    }
}
