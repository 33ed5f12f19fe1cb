//! Exact money. Amounts are whole fen; ratios and intermediate sums are exact rationals; no floats.
//!
//! Every operation that could leave its range is checked and says so; nothing here wraps, saturates or
//! panics. Where a sum becomes money, one named [`Rounding`] is applied, once.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use super::rational::Rational;

/// Most digits before the point in an amount that is read; far above any benefit, far below overflow.
const YUAN_DIGITS_MAX: usize = 12;

/// An amount of money in fen (分), the hundredth of a yuan. Negative amounts are differences.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Fen(pub i64);

impl Rational {
    /// An amount of money as a number of fen.
    pub const fn of(amount: Fen) -> Self {
        Self::whole(amount.0)
    }
}

impl Fen {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// Whole yuan as fen.
    pub const fn yuan(yuan: i64) -> Self {
        Self(yuan * 100)
    }

    /// The sum, if it can be said in fen.
    pub const fn checked_add(self, other: Self) -> Option<Self> {
        match self.0.checked_add(other.0) {
            Some(fen) => Some(Self(fen)),
            None => None,
        }
    }

    /// The difference, if it can be said in fen.
    pub const fn checked_sub(self, other: Self) -> Option<Self> {
        match self.0.checked_sub(other.0) {
            Some(fen) => Some(Self(fen)),
            None => None,
        }
    }

    /// So many times the amount, if it can be said in fen.
    pub const fn checked_mul(self, times: i64) -> Option<Self> {
        match self.0.checked_mul(times) {
            Some(fen) => Some(Self(fen)),
            None => None,
        }
    }

    /// Whether this is less than nothing.
    pub const fn is_negative(self) -> bool {
        self.0 < 0
    }

    /// The amount with separators and two decimals: `1,868.00`, `-600.00`.
    pub fn grouped(self) -> String {
        let (sign, yuan, fen) = self.parts();
        let digits = yuan.to_string();
        let mut whole = String::with_capacity(digits.len() + digits.len() / 3);
        for (place, digit) in digits.chars().enumerate() {
            if place > 0 && (digits.len() - place).is_multiple_of(3) {
                whole.push(',');
            }
            whole.push(digit);
        }
        format!("{sign}{whole}.{fen:02}")
    }

    /// The amount without separators: `1868.00`, as data interfaces write it.
    pub fn plain(self) -> String {
        let (sign, yuan, fen) = self.parts();
        format!("{sign}{yuan}.{fen:02}")
    }

    fn parts(self) -> (&'static str, u64, u64) {
        let size = self.0.unsigned_abs();
        let sign = if self.0 < 0 { "-" } else { "" };
        (sign, size / 100, size % 100)
    }
}

impl fmt::Display for Fen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.grouped())
    }
}

/// Why a text is not an amount of money.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotMoney {
    /// Not digits with at most one point, or separators that do not stand every three digits.
    #[error("not an amount")]
    Form,
    /// More than two decimals, so not whole fen.
    #[error("more than two decimals")]
    Decimals,
    /// More digits than any amount here can have.
    #[error("too large")]
    Range,
}

impl FromStr for Fen {
    type Err = NotMoney;

    /// Reads `1868`, `1868.5`, `1,868.00` or `-3.20`: ASCII only, separators every three digits or none.
    fn from_str(text: &str) -> Result<Self, NotMoney> {
        let (negative, unsigned) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (whole, decimals) = match unsigned.split_once('.') {
            Some((whole, decimals)) if !decimals.is_empty() => (whole, decimals),
            Some(_) => return Err(NotMoney::Form),
            None => (unsigned, ""),
        };
        let digits = without_separators(whole).ok_or(NotMoney::Form)?;
        if !decimals.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(NotMoney::Form);
        }
        if decimals.len() > 2 {
            return Err(NotMoney::Decimals);
        }
        if digits.trim_start_matches('0').len() > YUAN_DIGITS_MAX {
            return Err(NotMoney::Range);
        }
        let fen: i64 = format!("{digits}{decimals:0<2}")
            .parse()
            .map_err(|_| NotMoney::Range)?;
        Ok(Self(if negative { -fen } else { fen }))
    }
}

/// The digits of a whole number whose separators, if any, stand every three digits.
fn without_separators(whole: &str) -> Option<String> {
    let all_digits = |group: &str| group.bytes().all(|byte| byte.is_ascii_digit());
    let mut groups = whole.split(',');
    let first = groups.next().filter(|group| !group.is_empty())?;
    let rest: Vec<&str> = groups.collect();
    let shape = rest.is_empty() || first.len() <= 3;
    let fits = rest
        .iter()
        .all(|group| group.len() == 3 && all_digits(group));
    (all_digits(first) && shape && fits).then(|| whole.replace(',', ""))
}

/// How a sum becomes money, by name (取整方式). Applied once, where the amount is fixed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rounding {
    /// 进到元: up to the whole yuan (practice of 低保 and 特困 offices, DB-72, TK-54).
    UpYuan,
    /// 四舍五入到元.
    HalfUpYuan,
    /// 进到角.
    UpJiao,
    /// 四舍五入到角.
    HalfUpJiao,
    /// 四舍五入到分.
    Fen,
}

impl Rounding {
    /// Every rounding there is.
    pub const ALL: [Self; 5] = [
        Self::UpYuan,
        Self::HalfUpYuan,
        Self::UpJiao,
        Self::HalfUpJiao,
        Self::Fen,
    ];

    /// The name in parameters.
    pub const fn name(self) -> &'static str {
        match self {
            Self::UpYuan => "up_yuan",
            Self::HalfUpYuan => "half_up_yuan",
            Self::UpJiao => "up_jiao",
            Self::HalfUpJiao => "half_up_jiao",
            Self::Fen => "fen",
        }
    }

    /// The rounding of that name.
    pub fn by_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }

    /// Rounds a number of fen; `None` where the result cannot be said in fen.
    ///
    /// «Up» is towards more money; a half goes up.
    pub fn apply(self, exact_fen: Rational) -> Option<Fen> {
        let unit: i64 = match self {
            Self::UpYuan | Self::HalfUpYuan => 100,
            Self::UpJiao | Self::HalfUpJiao => 10,
            Self::Fen => 1,
        };
        let units = exact_fen.checked_div(Rational::whole(unit))?;
        let count = match self {
            Self::UpYuan | Self::UpJiao => units.ceil(),
            Self::HalfUpYuan | Self::HalfUpJiao | Self::Fen => units.half_up()?,
        };
        i64::try_from(count).ok()?.checked_mul(unit).map(Fen)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_amount_reads_as_people_and_exports_write_it() {
        for (text, fen) in [
            ("0", 0),
            ("1868", 186_800),
            ("1868.5", 186_850),
            ("1,868.00", 186_800),
            ("1,234,567.89", 123_456_789),
            ("-600.00", -60_000),
            ("000722.00", 72_200),
        ] {
            assert_eq!(text.parse(), Ok(Fen(fen)), "{text}");
        }
    }

    #[test]
    fn what_is_not_an_amount_is_refused_and_never_guessed() {
        for text in [
            "", "-", ".5", "5.", "1,86.00", "1868,000", ",868", "1,,868", "１２", "1e3", "+5",
            " 5", "5 ", "5元", "--5", "1.2.3", "0x10", "1,868,00",
        ] {
            assert_eq!(text.parse::<Fen>(), Err(NotMoney::Form), "{text}");
        }
        assert_eq!("1.005".parse::<Fen>(), Err(NotMoney::Decimals));
        assert_eq!("9999999999999".parse::<Fen>(), Err(NotMoney::Range));
    }

    #[test]
    fn an_amount_is_shown_with_separators_and_sent_without() {
        assert_eq!(Fen(186_800).to_string(), "1,868.00");
        assert_eq!(Fen(-60_000).to_string(), "-600.00");
        assert_eq!(Fen(123_456_789).to_string(), "1,234,567.89");
        assert_eq!(Fen(5).to_string(), "0.05");
        assert_eq!(Fen(186_800).plain(), "1868.00");
        assert_eq!(Fen(i64::MIN).plain(), "-92233720368547758.08");
    }

    #[test]
    fn each_rounding_does_what_its_name_says() {
        let exact = |num, den| Rational::new(num, den).expect("not divided by zero");
        let cases = [
            (exact(42_000, 1), [42_000, 42_000, 42_000, 42_000, 42_000]),
            (exact(42_001, 1), [42_100, 42_000, 42_010, 42_000, 42_001]),
            (exact(42_050, 1), [42_100, 42_100, 42_050, 42_050, 42_050]),
            (exact(84_009, 2), [42_100, 42_000, 42_010, 42_000, 42_005]),
            (exact(1, 3), [100, 0, 10, 0, 0]),
        ];
        for (sum, expected) in cases {
            for (rounding, fen) in Rounding::ALL.into_iter().zip(expected) {
                assert_eq!(
                    rounding.apply(sum),
                    Some(Fen(fen)),
                    "{rounding:?} of {sum:?}"
                );
            }
        }
    }

    #[test]
    fn six_hundred_thirty_two_for_three_less_income_is_two_not_three() {
        let gap = Rational::whole(63_200 * 3 - 189_400);
        assert_eq!(Rounding::UpYuan.apply(gap), Some(Fen::yuan(2)));
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(fen in -99_999_999_999_999_i64..=99_999_999_999_999) {
            prop_assert_eq!(Fen(fen).grouped().parse(), Ok(Fen(fen)));
            prop_assert_eq!(Fen(fen).plain().parse(), Ok(Fen(fen)));
        }

        #[test]
        fn reading_never_panics(text in "\\PC*") {
            let _ = text.parse::<Fen>();
        }

        #[test]
        fn rounding_up_never_takes_and_adds_less_than_a_unit(num in 0_i128..1_000_000_000, den in 1_i128..1000) {
            let exact = Rational::new(num, den).expect("den is positive");
            let rounded = Rounding::UpYuan.apply(exact).expect("small");
            let back = Rational::whole(rounded.0);
            prop_assert!(back >= exact);
            prop_assert!(back < exact.checked_add(Rational::whole(100)).expect("small"));
        }
    }
}
