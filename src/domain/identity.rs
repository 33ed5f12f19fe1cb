//! ID numbers (公民身份号码): reading them as they stand in a cell, checking, mending, masking.
//!
//! [`read`] takes any text and answers either a whole, checked number with the list of what was mended, or the
//! first reason why it is none. It never guesses a digit. The form is that of GB 11643: six digits of a region,
//! the day of birth, three of sequence (the last one odd for men) and a check character; old numbers have 15
//! digits, a two-digit year and no check character.

use std::{collections::HashSet, fmt, sync::LazyLock};

use serde::{Deserialize, Serialize};

use super::{calendar::Day, household::Sex};

/// County codes, one prefecture a line; the file says where they come from.
const REGIONS: &str = include_str!("identity/regions.txt");

/// The same, as six-digit numbers.
static REGION_CODES: LazyLock<HashSet<u32>> = LazyLock::new(|| region_codes(REGIONS));

/// Weights of the first 17 digits in the check sum of GB 11643.
const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
/// Check characters by the sum modulo 11.
const CHECKS: [char; 11] = ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'];
/// No living person was born before.
const FIRST_YEAR: i32 = 1850;

/// A checked ID number. Its `Debug` form is masked.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct IdNumber {
    number: String,
    birth: Day,
}

/// What was mended on the way from a cell to a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Repair {
    /// 全角字符 made half-width.
    FullWidth,
    /// Blanks of any kind taken out.
    Spaces,
    /// Invisible characters taken out.
    ZeroWidth,
    /// A leading quote, with which spreadsheets mark text, taken off.
    LeadingQuote,
    /// A trailing `.0` of a numeric cell taken off.
    TrailingZero,
    /// A small x written large.
    LowerX,
    /// A character that looks like X read as X; the check sum holds.
    LookAlikeX,
}

/// Why a text is no ID number: the first test it fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NotId {
    /// 位数不对: neither 18 nor 15.
    Length,
    /// 含有不该有的字符.
    Characters,
    /// 行政区划代码不存在: no county has or had this code.
    Region,
    /// 出生日期不存在.
    Date,
    /// 出生日期在今天之后.
    Future,
    /// 校验码不符.
    Checksum,
    /// 已脱敏: digits are masked.
    Masked,
    /// 被表格软件四舍五入: a spreadsheet kept 15 digits and lost the rest.
    ExcelRounded,
}

/// A number that was read, with what had to be mended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadId {
    /// The number.
    pub id: IdNumber,
    /// What was mended, each once, in a fixed order; the step from 15 to 18 digits is not a repair.
    pub repaired: Vec<Repair>,
    /// The number had 15 digits and was brought to 18.
    pub upgraded: bool,
}

impl IdNumber {
    /// The 18 characters. Whoever calls this answers for where they go.
    pub fn reveal(&self) -> &str {
        &self.number
    }

    /// The day of birth.
    pub const fn birth(&self) -> Day {
        self.birth
    }

    /// The sex: the 17th digit is odd for men.
    pub fn sex(&self) -> Sex {
        let odd = self
            .number
            .as_bytes()
            .get(16)
            .is_some_and(|digit| digit % 2 == 1);
        if odd { Sex::Male } else { Sex::Female }
    }

    /// The six digits of the region, as of the first issue.
    pub fn region(&self) -> &str {
        self.number.get(..6).unwrap_or_default()
    }

    /// The number as screens show it: `340304********9934`.
    pub fn masked(&self) -> String {
        mask(&self.number)
    }
}

impl fmt::Debug for IdNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.masked())
    }
}

/// Masks an ID number: six characters, stars, four characters; anything shorter than 15 becomes stars.
pub fn mask(number: &str) -> String {
    let count = number.chars().count();
    if count < 15 {
        return "*".repeat(count);
    }
    let hidden = 6..count - 4;
    number
        .chars()
        .enumerate()
        .map(|(place, one)| if hidden.contains(&place) { '*' } else { one })
        .collect()
}

/// The check character that belongs to 17 digits; `None` unless there are exactly 17 digits.
pub fn check_character(digits: &str) -> Option<char> {
    if digits.len() != WEIGHTS.len() {
        return None;
    }
    let mut sum = 0;
    for (one, weight) in digits.chars().zip(WEIGHTS) {
        sum += one.to_digit(10)? * weight;
    }
    CHECKS.get(usize::try_from(sum % 11).ok()?).copied()
}

/// Whether a county has or has had this six-digit code.
pub fn region_exists(code: &str) -> bool {
    let all_digits = code.len() == 6 && code.bytes().all(|byte| byte.is_ascii_digit());
    all_digits
        && code
            .parse()
            .is_ok_and(|code: u32| REGION_CODES.contains(&code))
}

/// Reads the text of a cell as an ID number; `today` decides what lies in the future.
///
/// The order of the tests: masked, rounded by a spreadsheet, characters, length, rounded (18 digits ending in
/// 000, unless a leading quote shows that the cell was text), region, date, future, check sum.
pub fn read(text: &str, today: Day) -> Result<ReadId, NotId> {
    let Cleaned {
        text: cleaned,
        mut repaired,
    } = clean(text);
    if is_masked(&cleaned) {
        return Err(NotId::Masked);
    }
    if is_scientific(&cleaned) {
        return Err(NotId::ExcelRounded);
    }
    let number = settle_last(&cleaned, &mut repaired)?;
    let quoted = repaired.contains(&Repair::LeadingQuote);
    if number.len() == 18 && number.ends_with("000") && !quoted {
        return Err(NotId::ExcelRounded);
    }
    let upgraded = number.len() == 15;
    let number = if upgraded { upgrade(&number)? } else { number };
    let birth = birth_day(&number, today)?;
    repaired.sort_unstable();
    repaired.dedup();
    let id = IdNumber { number, birth };
    Ok(ReadId {
        id,
        repaired,
        upgraded,
    })
}

/// A text after the harmless mess of cells was taken off.
struct Cleaned {
    text: String,
    repaired: Vec<Repair>,
}

/// Takes off what surrounds a number in cells: blanks, invisible characters, widths, a quote, a `.0`.
fn clean(text: &str) -> Cleaned {
    let mut repaired = Vec::new();
    let mut out = String::with_capacity(text.len());
    for one in text.chars() {
        if is_invisible(one) {
            repaired.push(Repair::ZeroWidth);
        } else if one.is_whitespace() {
            repaired.push(Repair::Spaces);
        } else if let Some(half) = half_width(one) {
            repaired.push(Repair::FullWidth);
            out.push(half);
        } else {
            out.push(one);
        }
    }
    let quotes = ['\'', '\u{2018}', '\u{2019}', '`'];
    if let Some(rest) = out.strip_prefix(quotes) {
        out = rest.to_owned();
        repaired.push(Repair::LeadingQuote);
    }
    if let Some((digits, zeros)) = out.split_once('.') {
        let all_digits = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        if all_digits && !zeros.is_empty() && zeros.bytes().all(|byte| byte == b'0') {
            out = digits.to_owned();
            repaired.push(Repair::TrailingZero);
        }
    }
    Cleaned {
        text: out,
        repaired,
    }
}

/// Zero-width and direction marks, soft hyphen, byte-order mark.
const fn is_invisible(one: char) -> bool {
    matches!(
        one,
        '\u{00ad}' | '\u{034f}' | '\u{061c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2069}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
    )
}

/// The half-width twin of a full-width form.
fn half_width(one: char) -> Option<char> {
    matches!(one, '\u{ff01}'..='\u{ff5e}')
        .then(|| char::from_u32(u32::from(one) - 0xfee0))
        .flatten()
}

/// Characters that stand for hidden digits.
const fn is_mask(one: char) -> bool {
    matches!(
        one,
        '*' | '#'
            | '\u{25cf}'
            | '\u{2022}'
            | '\u{00b7}'
            | '\u{2217}'
            | '\u{2588}'
            | '\u{25a0}'
            | '\u{2605}'
    )
}

/// A star anywhere, or a run of X, hides digits.
fn is_masked(text: &str) -> bool {
    let run = |pair: (char, char)| is_x(pair.0) && is_x(pair.1);
    text.chars().any(|one| one == '*')
        || (text.chars().any(is_mask) && text.chars().any(|one| one.is_ascii_digit()))
        || text.chars().zip(text.chars().skip(1)).any(run)
}

/// X, small or large, and what is typed in its place.
fn is_x(one: char) -> bool {
    matches!(one, 'x' | 'X') || is_look_alike(one)
}

/// Multiplication signs, crosses, Greek chi, Cyrillic ha and the Roman ten.
const fn is_look_alike(one: char) -> bool {
    matches!(
        one,
        '\u{00d7}'
            | '\u{0425}'
            | '\u{0445}'
            | '\u{03a7}'
            | '\u{03c7}'
            | '\u{2169}'
            | '\u{2179}'
            | '\u{2573}'
            | '\u{2613}'
            | '\u{2715}'
            | '\u{2716}'
            | '\u{2717}'
            | '\u{2718}'
            | '\u{2a2f}'
            | '\u{274c}'
            | '\u{274e}'
    )
}

/// `3.40304E+17`: a number that a spreadsheet shows in scientific notation.
fn is_scientific(text: &str) -> bool {
    let Some((mantissa, exponent)) = text.split_once(['e', 'E']) else {
        return false;
    };
    let exponent = exponent.strip_prefix('+').unwrap_or(exponent);
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, decimals) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
    digits(whole) && digits(decimals) && digits(exponent)
}

/// Checks characters and length and settles the last character.
fn settle_last(text: &str, repaired: &mut Vec<Repair>) -> Result<String, NotId> {
    let count = text.chars().count();
    let last = text.chars().next_back();
    let body: String = text.chars().take(count.saturating_sub(1)).collect();
    if !body.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(NotId::Characters);
    }
    match last {
        None => Err(NotId::Length),
        Some(digit) if digit.is_ascii_digit() => match count {
            15 | 18 => Ok(text.to_owned()),
            _ => Err(NotId::Length),
        },
        Some(one) if !is_x(one) => Err(NotId::Characters),
        Some(_) if count != 18 => Err(NotId::Length),
        Some(one) => {
            if one == 'x' {
                repaired.push(Repair::LowerX);
            }
            if is_look_alike(one) {
                if check_character(&body) != Some('X') {
                    return Err(NotId::Characters);
                }
                repaired.push(Repair::LookAlikeX);
            }
            Ok(format!("{body}X"))
        }
    }
}

/// An old 15-digit number as 18 digits: the century put in, the check character put on.
fn upgrade(number: &str) -> Result<String, NotId> {
    let (region, rest) = number.split_at_checked(6).ok_or(NotId::Length)?;
    let digits = format!("{region}19{rest}");
    let check = check_character(&digits).ok_or(NotId::Characters)?;
    Ok(format!("{digits}{check}"))
}

/// The day of birth of an 18-character number that passes every remaining test.
fn birth_day(number: &str, today: Day) -> Result<Day, NotId> {
    let part = |range: std::ops::Range<usize>| number.get(range).unwrap_or_default();
    if !region_exists(part(0..6)) {
        return Err(NotId::Region);
    }
    let written = format!("{}-{}-{}", part(6..10), part(10..12), part(12..14));
    let birth: Day = written.parse().map_err(|_| NotId::Date)?;
    if birth.year() < FIRST_YEAR {
        return Err(NotId::Date);
    }
    if birth > today {
        return Err(NotId::Future);
    }
    if check_character(part(0..17)) != number.chars().next_back() {
        return Err(NotId::Checksum);
    }
    Ok(birth)
}

/// Reads the table: four digits of a prefecture, then two for each of its counties.
fn region_codes(table: &str) -> HashSet<u32> {
    let mut codes = HashSet::new();
    for line in table.lines().filter(|line| !line.starts_with('#')) {
        let Some((prefecture, counties)) = line.split_once(' ') else {
            continue;
        };
        let pairs = (0..counties.len())
            .step_by(2)
            .filter_map(|at| counties.get(at..at + 2));
        codes
            .extend(pairs.filter_map(|county| format!("{prefecture}{county}").parse::<u32>().ok()));
    }
    codes
}

#[cfg(test)]
mod tests;
