//! What people type, read as values: amounts, counts, days, months. What is wrong is said at once, in words.

use serde::{Serialize, de::DeserializeOwned};

use crate::{
    base::limits,
    domain::{
        calendar::{Day, Month},
        money::{Fen, NotMoney},
    },
    text::ui::fields as words,
};

/// Reads an amount of money as people write it: `1868`, `1,868`, `1868.5`, `1868元`; empty is nothing.
pub fn amount(text: &str) -> Result<Option<Fen>, String> {
    let text = text.trim().trim_end_matches('元').trim();
    if text.is_empty() {
        return Ok(None);
    }
    match text.parse::<Fen>() {
        Ok(fen) if fen.is_negative() => Err(words::NEGATIVE.to_owned()),
        Ok(fen) => Ok(Some(fen)),
        Err(NotMoney::Form) => Err(words::NOT_MONEY.to_owned()),
        Err(NotMoney::Decimals) => Err(words::TOO_MANY_DECIMALS.to_owned()),
        Err(NotMoney::Range) => Err(words::TOO_MUCH_MONEY.to_owned()),
    }
}

/// What anybody's income or deduction a month could be; more is a slip of the finger.
pub const MONTH_MAX: Fen = Fen::yuan(1_000_000);
/// What anything a household owns could be worth: all that a record can hold.
pub const PROPERTY_MAX: Fen = Fen(*limits::MONEY_FEN_RANGE.end());

/// Refuses an amount that nobody can have meant.
pub fn believable(amount: Fen, most: Fen) -> Result<(), String> {
    if amount > most {
        return Err(words::too_much(amount, most));
    }
    Ok(())
}

/// Reads an income a month; empty is nothing.
pub fn income(text: &str) -> Result<Option<Fen>, String> {
    let amount = amount(text)?;
    if let Some(amount) = amount {
        believable(amount, MONTH_MAX)?;
    }
    Ok(amount)
}

/// An amount as it stands in a field.
pub fn amount_text(fen: Fen) -> String {
    fen.grouped()
}

/// Reads a count; empty is nothing.
pub fn count(text: &str, max: u32) -> Result<Option<u32>, String> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    match text.parse::<u32>() {
        Ok(count) if count <= max => Ok(Some(count)),
        Ok(_) | Err(_) => Err(words::not_a_count(max)),
    }
}

/// Reads a day as people write it: `2026-11-20`, `20261120`, `2026.11.20`, `11-20`, `1120`, `11月20日`,
/// or `20` of this month; empty is nothing.
pub fn day(text: &str, today: Day) -> Result<Option<Day>, String> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let bad = || words::NOT_A_DAY.to_owned();
    let parts: Vec<&str> = text
        .split(|ch: char| !ch.is_ascii_digit())
        .filter(|part| !part.is_empty())
        .collect();
    let digits = parts.concat();
    let foreign = text
        .chars()
        .any(|ch| !ch.is_ascii_digit() && !"-./年月日号 ".contains(ch));
    if foreign || digits.len() > 8 {
        return Err(bad());
    }
    let number = |part: &str| part.parse::<u32>().map_err(|_| bad());
    let (year, month, day) = match (parts.as_slice(), digits.len()) {
        ([year, month, day], _) if year.len() == 4 => (number(year)?, number(month)?, number(day)?),
        ([month, day], _) if month.len() <= 2 => (this_year(today), number(month)?, number(day)?),
        ([all], 8) => (number(&all[..4])?, number(&all[4..6])?, number(&all[6..])?),
        ([all], 4) => (this_year(today), number(&all[..2])?, number(&all[2..])?),
        ([day], 1 | 2) => (this_year(today), today.month().month, number(day)?),
        (_other_parts, _) => return Err(bad()),
    };
    let year = i32::try_from(year).map_err(|_| bad())?;
    Day::new(year, month, day).map(Some).ok_or_else(bad)
}

fn this_year(today: Day) -> u32 {
    u32::try_from(today.year()).unwrap_or(0)
}

/// Reads a month: `2026-12`, `202612`, `2026年12月`, `12` of this year; empty is nothing.
pub fn month(text: &str, today: Day) -> Result<Option<Month>, String> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let bad = || words::NOT_A_MONTH.to_owned();
    let parts: Vec<&str> = text
        .split(|ch: char| !ch.is_ascii_digit())
        .filter(|part| !part.is_empty())
        .collect();
    let foreign = text
        .chars()
        .any(|ch| !ch.is_ascii_digit() && !"-./年月 ".contains(ch));
    if foreign {
        return Err(bad());
    }
    let (year, month) = match parts.as_slice() {
        [year, month] if year.len() == 4 => (year.parse().ok(), month.parse().ok()),
        [all] if all.len() == 6 => (all[..4].parse().ok(), all[4..].parse().ok()),
        [month] if month.len() <= 2 => (Some(today.year()), month.parse().ok()),
        _other_parts => (None, None),
    };
    match (year, month) {
        (Some(year), Some(month)) => Month::new(year, month).map(Some).ok_or_else(bad),
        (Some(_), None) | (None, Some(_) | None) => Err(bad()),
    }
}

/// The stable word of a value in data, e.g. `partial`; empty for none.
pub fn code<T: Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(code)) => code,
        Ok(_) | Err(_) => String::new(),
    }
}

/// The value of that word.
pub fn decode<T: DeserializeOwned>(code: &str) -> Option<T> {
    serde_json::from_value(serde_json::Value::String(code.to_owned())).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::household::Labour;

    fn today() -> Day {
        Day::new(2026, 11, 23).unwrap()
    }

    #[test]
    fn an_amount_is_taken_as_people_write_it() {
        for (text, fen) in [
            ("1,868", 186_800),
            ("1868.5", 186_850),
            (" 1868 元", 186_800),
            ("0", 0),
        ] {
            assert_eq!(amount(text), Ok(Some(Fen(fen))), "{text}");
        }
        assert_eq!(amount(""), Ok(None));
    }

    #[test]
    fn a_wrong_amount_says_why() {
        for text in ["-5", "一百", "1.234", "99999999999999"] {
            let why = amount(text).unwrap_err();
            assert!(why.chars().count() > 4, "{text}: {why}");
        }
    }

    #[test]
    fn an_income_nobody_has_is_a_slip_of_the_finger() {
        assert_eq!(income("1,000,000"), Ok(Some(MONTH_MAX)));
        let why = income("1000000.01").unwrap_err();
        assert!(
            why.contains("1,000,000.01") && why.contains("请核对"),
            "{why}"
        );
        assert!(amount("99,999,999.99").is_ok());
    }

    #[test]
    fn a_day_is_taken_as_people_write_it() {
        let expected = Day::new(2026, 11, 20);
        for text in [
            "2026-11-20",
            "20261120",
            "2026.11.20",
            "2026/11/20",
            "11-20",
            "1120",
            "20",
            "11月20日",
            "2026年11月20日",
        ] {
            assert_eq!(day(text, today()), Ok(expected), "{text}");
        }
        for text in [
            "2026-13-01",
            "2026-02-30",
            "昨天",
            "123456789",
            "112",
            "-",
            "1-2-3-4",
        ] {
            assert!(day(text, today()).is_err(), "{text}");
        }
    }

    #[test]
    fn a_month_is_taken_as_people_write_it() {
        for text in ["2026-12", "202612", "12", "2026年12月", "12月"] {
            assert_eq!(month(text, today()), Ok(Month::new(2026, 12)), "{text}");
        }
        assert!(month("13", today()).is_err());
    }

    #[test]
    fn a_choice_is_kept_by_its_word_in_data() {
        assert_eq!(code(&Labour::Partial), "partial");
        assert_eq!(decode::<Labour>("partial"), Some(Labour::Partial));
        assert_eq!(decode::<Labour>("nonsense"), None);
    }
}
