//! Exact fractions for sums on their way to money: ratios, thirds and twelfths without a rounding.
//!
//! All arithmetic is checked; a result out of range is `None`, never a wrong number.

use std::cmp::Ordering;

/// Most digits before and after the point of a decimal that is read.
const WHOLE_DIGITS_MAX: usize = 15;
/// Most decimals of a ratio that is read.
const DECIMALS_MAX: usize = 9;

/// An exact fraction in lowest terms; the denominator is positive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Rational {
    num: i128,
    den: i128,
}

impl Rational {
    /// Nothing.
    pub const ZERO: Self = Self { num: 0, den: 1 };
    /// One.
    pub const ONE: Self = Self { num: 1, den: 1 };

    /// A whole number.
    pub const fn whole(value: i64) -> Self {
        Self {
            num: value as i128,
            den: 1,
        }
    }

    /// The fraction, unless it is divided by zero or too large to be held.
    pub fn new(num: i128, den: i128) -> Option<Self> {
        if den == 0 || num == i128::MIN || den == i128::MIN {
            return None;
        }
        let divisor = gcd(num.unsigned_abs(), den.unsigned_abs());
        let divisor = i128::try_from(divisor).ok()?.max(1);
        let sign = if den < 0 { -1 } else { 1 };
        Some(Self {
            num: sign * num / divisor,
            den: sign * den / divisor,
        })
    }

    /// Reads a decimal such as `0.036` or `1.5`: ASCII digits, at most one point, an optional minus.
    pub fn parse(text: &str) -> Option<Self> {
        let (negative, unsigned) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (whole, decimals) = match unsigned.split_once('.') {
            Some((whole, decimals)) if !decimals.is_empty() => (whole, decimals),
            Some(_) => return None,
            None => (unsigned, ""),
        };
        let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        let too_long = whole.trim_start_matches('0').len() > WHOLE_DIGITS_MAX
            || whole.len() > 2 * WHOLE_DIGITS_MAX
            || decimals.len() > DECIMALS_MAX;
        if whole.is_empty() || !digits(whole) || !digits(decimals) || too_long {
            return None;
        }
        let num: i128 = format!("{whole}{decimals}").parse().ok()?;
        let den = 10_i128.checked_pow(u32::try_from(decimals.len()).ok()?)?;
        Self::new(if negative { -num } else { num }, den)
    }

    /// The sum.
    pub fn checked_add(self, other: Self) -> Option<Self> {
        let left = self.num.checked_mul(other.den)?;
        let right = other.num.checked_mul(self.den)?;
        Self::new(left.checked_add(right)?, self.den.checked_mul(other.den)?)
    }

    /// The difference.
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        self.checked_add(Self {
            num: -other.num,
            den: other.den,
        })
    }

    /// The product.
    pub fn checked_mul(self, other: Self) -> Option<Self> {
        Self::new(
            self.num.checked_mul(other.num)?,
            self.den.checked_mul(other.den)?,
        )
    }

    /// The quotient, unless the divisor is zero.
    pub fn checked_div(self, other: Self) -> Option<Self> {
        Self::new(
            self.num.checked_mul(other.den)?,
            self.den.checked_mul(other.num)?,
        )
    }

    /// The nearest whole number below or at the value.
    pub const fn floor(self) -> i128 {
        self.num.div_euclid(self.den)
    }

    /// The nearest whole number above or at the value.
    pub const fn ceil(self) -> i128 {
        let floor = self.floor();
        if self.num.rem_euclid(self.den) == 0 {
            floor
        } else {
            floor + 1
        }
    }

    /// The nearest whole number; a half goes up.
    pub fn half_up(self) -> Option<i128> {
        let half = Self { num: 1, den: 2 };
        Some(self.checked_add(half)?.floor())
    }

    /// Whether this is less than nothing.
    pub const fn is_negative(self) -> bool {
        self.num < 0
    }

    /// Whether this is nothing.
    pub const fn is_zero(self) -> bool {
        self.num == 0
    }

    /// The value as a decimal with as many places as it needs, at most `places`, a half going up.
    ///
    /// For display; `0.30` of the data reads `0.3` here.
    pub fn decimal(self, places: u32) -> Option<String> {
        let scale = 10_i128.checked_pow(places)?;
        let scaled = Self::new(self.num.checked_mul(scale)?, self.den)?.half_up()?;
        let sign = if scaled < 0 { "-" } else { "" };
        let size = scaled.unsigned_abs();
        let scale = scale.unsigned_abs();
        let width = usize::try_from(places).ok()?;
        if width == 0 {
            return Some(format!("{sign}{size}"));
        }
        let text = format!("{sign}{}.{:0width$}", size / scale, size % scale);
        Some(text.trim_end_matches('0').trim_end_matches('.').to_owned())
    }
}

impl PartialOrd for Rational {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Rational {
    /// Compares exactly; whole parts first, so that no product can overflow for long.
    fn cmp(&self, other: &Self) -> Ordering {
        let (mut a, mut b) = (*self, *other);
        let mut turned = false;
        loop {
            let order = a.floor().cmp(&b.floor());
            let (rest_a, rest_b) = (a.num.rem_euclid(a.den), b.num.rem_euclid(b.den));
            let found = match (order, rest_a, rest_b) {
                (Ordering::Less | Ordering::Greater, _, _) => Some(order),
                (Ordering::Equal, 0, 0) => Some(Ordering::Equal),
                (Ordering::Equal, 0, _) => Some(Ordering::Less),
                (Ordering::Equal, _, 0) => Some(Ordering::Greater),
                (Ordering::Equal, _, _) => None,
            };
            if let Some(found) = found {
                return if turned { found.reverse() } else { found };
            }
            // Both rests lie between 0 and 1: compare their reciprocals the other way round.
            a = Self {
                num: a.den,
                den: rest_a,
            };
            b = Self {
                num: b.den,
                den: rest_b,
            };
            turned = !turned;
        }
    }
}

const fn gcd(mut a: u128, mut b: u128) -> u128 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn ratio(num: i128, den: i128) -> Rational {
        Rational::new(num, den).expect("a fraction")
    }

    #[test]
    fn a_third_of_a_sum_three_times_is_the_sum() {
        let third = ratio(100, 3);
        let sum = third
            .checked_add(third)
            .and_then(|two| two.checked_add(third));
        assert_eq!(sum, Some(Rational::whole(100)));
    }

    #[test]
    fn a_decimal_reads_exactly_or_not_at_all() {
        assert_eq!(Rational::parse("0.036"), Some(ratio(36, 1000)));
        assert_eq!(Rational::parse("1.5"), Some(ratio(3, 2)));
        assert_eq!(Rational::parse("-2"), Some(Rational::whole(-2)));
        for text in [
            "",
            ".",
            "1.",
            ".5",
            "1e3",
            "NaN",
            "1,5",
            "0.1234567890",
            "９",
            " 1",
            "1234567890123456",
        ] {
            assert_eq!(Rational::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_decimal_is_shown_with_the_places_it_needs() {
        assert_eq!(ratio(3, 10).decimal(4).as_deref(), Some("0.3"));
        assert_eq!(ratio(-1, 3).decimal(2).as_deref(), Some("-0.33"));
        assert_eq!(ratio(5, 2).decimal(0).as_deref(), Some("3"));
        assert_eq!(Rational::whole(12).decimal(2).as_deref(), Some("12"));
    }

    #[test]
    fn dividing_by_nothing_is_no_number() {
        assert_eq!(Rational::ONE.checked_div(Rational::ZERO), None);
        assert_eq!(Rational::new(1, 0), None);
    }

    proptest! {
        #[test]
        fn order_agrees_with_the_sign_of_the_difference(a in -999_999_i128..999_999, b in 1_i128..9999, c in -999_999_i128..999_999, d in 1_i128..9999) {
            let (left, right) = (ratio(a, b), ratio(c, d));
            let difference = left.checked_sub(right).expect("small");
            prop_assert_eq!(left.cmp(&right), difference.cmp(&Rational::ZERO));
            prop_assert_eq!(left < right, difference.is_negative());
        }

        #[test]
        fn huge_fractions_compare_without_overflow(a: i64, b in 1..i64::MAX, c: i64, d in 1..i64::MAX) {
            let left = Rational::new(i128::from(a) * i128::from(b), i128::from(d)).expect("held");
            let right = Rational::new(i128::from(c) * i128::from(d), i128::from(b)).expect("held");
            prop_assert_eq!(left.cmp(&right), right.cmp(&left).reverse());
        }
    }
}
