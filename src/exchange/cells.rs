//! What a cell means: text, days, amounts, counts and ID numbers, out of every form they are found in.
//!
//! Each form that is mended is counted under a code; what could mean two things is refused, never guessed.

use std::collections::BTreeMap;

use super::{
    export::guard,
    limits::{AMOUNT_FEN_MAX, CELL_CHARS_MAX},
    reading::{Cell, Epoch},
    row::RowCode,
};
use crate::domain::{
    calendar::{Day, Month},
    identity::{self, IdNumber, NotId, Repair},
    money::Fen,
};

/// How often what was mended, by code.
pub(crate) type Mended = BTreeMap<&'static str, u32>;

/// Counts one mending.
pub(crate) fn count(mended: &mut Mended, code: &'static str) {
    *mended.entry(code).or_default() += 1;
}

/// What is wrong with a cell, with the part of it that may be shown.
pub(crate) type Bad = RowCode;

/// Text as it may be kept: one line, no control characters, blanks at the ends gone. `None` if blank.
pub(crate) fn text(cell: &Cell, mended: &mut Mended) -> Result<Option<String>, Bad> {
    let raw = match cell {
        Cell::Empty => return Ok(None),
        Cell::Text(text) => text.as_str(),
        Cell::Number(digits) => digits.as_str(),
        Cell::Day(day) => return Ok(Some(day.to_string())),
        Cell::NoDay => return Err(RowCode::BadDate),
        Cell::Failed => return Err(RowCode::CellFailed),
        Cell::Unstored => return Err(RowCode::CellUnstored),
    };
    line(raw, mended)
}

/// One line of clean text.
fn line(raw: &str, mended: &mut Mended) -> Result<Option<String>, Bad> {
    let mut out = String::with_capacity(raw.len());
    let mut breaks = false;
    let mut invisible = false;
    for one in raw.chars() {
        match one {
            '\n' | '\r' | '\t' | '\u{b}' | '\u{c}' | '\u{2028}' | '\u{2029}' => {
                breaks = true;
                out.push(' ');
            }
            '\u{200b}' | '\u{200c}' | '\u{2060}' | '\u{feff}' | '\u{ad}' => invisible = true,
            '\u{fffd}' => return Err(RowCode::BrokenCharacter),
            '\u{200e}'
            | '\u{200f}'
            | '\u{61c}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}' => {
                return Err(RowCode::ControlCharacter);
            }
            one if one.is_control() => return Err(RowCode::ControlCharacter),
            one => out.push(one),
        }
    }
    let kept = out.trim();
    let spaced = kept.len() < out.len();
    let kept = guard::bare_figure(kept).trim();
    if kept.is_empty() {
        return Ok(None);
    }
    if breaks {
        count(mended, "line_break");
    } else if spaced {
        count(mended, "spaces");
    }
    if invisible {
        count(mended, "invisible");
    }
    if kept.chars().count() > CELL_CHARS_MAX {
        return Err(RowCode::TooLong);
    }
    Ok(Some(kept.to_owned()))
}

/// A person's name: blanks between Chinese characters are alignment, those between Latin ones are not.
pub(crate) fn name(cell: &Cell, mended: &mut Mended) -> Result<Option<String>, Bad> {
    let Some(text) = text(cell, mended)? else {
        return Ok(None);
    };
    let latin = text.chars().any(|one| one.is_ascii_alphabetic());
    let kept: String = if latin {
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    } else {
        text.chars().filter(|one| !one.is_whitespace()).collect()
    };
    if kept != text {
        count(mended, "spaces");
    }
    Ok(Some(kept))
}

/// Whether a text holds characters of private use.
pub(crate) fn has_private_use(text: &str) -> bool {
    text.chars().any(|one| {
        matches!(u32::from(one), 0xe000..=0xf8ff | 0xf_0000..=0xf_fffd | 0x10_0000..=0x10_fffd)
    })
}

/// Half-width text without blanks, for numbers of any kind.
fn narrow(text: &str, mended: &mut Mended) -> String {
    let mut wide = false;
    let out = text
        .chars()
        .filter(|one| !one.is_whitespace())
        .map(|one| match one {
            '\u{ff01}'..='\u{ff5e}' => {
                wide = true;
                char::from_u32(u32::from(one) - 0xfee0).unwrap_or(one)
            }
            '。' => '.',
            '\u{2212}' | '\u{2013}' => '-',
            other => other,
        })
        .collect();
    if wide {
        count(mended, "full_width");
    }
    out
}

/// An ID number. `None` if blank.
pub(crate) fn id(cell: &Cell, today: Day, mended: &mut Mended) -> Result<Option<IdNumber>, Bad> {
    let raw = match cell {
        // A number with more than 15 digits was rounded, whatever its last digits look like.
        Cell::Number(digits) if digits.trim_end_matches(".0").len() > 15 => {
            return Err(RowCode::IdExcelRounded);
        }
        Cell::Number(digits) | Cell::Text(digits) => digits,
        Cell::Empty => return Ok(None),
        Cell::Day(_) | Cell::NoDay => return Err(RowCode::IdCharacters),
        Cell::Failed => return Err(RowCode::CellFailed),
        Cell::Unstored => return Err(RowCode::CellUnstored),
    };
    let blank = raw
        .chars()
        .all(|one| one.is_whitespace() || matches!(one, '-' | '/' | '\u{feff}'));
    if blank || matches!(raw.trim(), "无" | "暂无" | "无证" | "未办理") {
        return Ok(None);
    }
    if raw
        .chars()
        .any(|one| one.is_control() && !one.is_whitespace())
    {
        return Err(RowCode::ControlCharacter);
    }
    let read = identity::read(raw, today).map_err(not_id)?;
    for repair in &read.repaired {
        count(mended, repair_code(*repair));
    }
    let digits = raw.chars().filter(char::is_ascii_digit).count();
    if digits == 15 && !raw.contains(['x', 'X']) {
        count(mended, "id_15_digits");
    }
    Ok(Some(read.id))
}

const fn not_id(why: NotId) -> RowCode {
    match why {
        NotId::Length => RowCode::IdLength,
        NotId::Characters => RowCode::IdCharacters,
        NotId::Region => RowCode::IdRegion,
        NotId::Date => RowCode::IdDate,
        NotId::Future => RowCode::IdFuture,
        NotId::Checksum => RowCode::IdChecksum,
        NotId::Masked => RowCode::IdMasked,
        NotId::ExcelRounded => RowCode::IdExcelRounded,
    }
}

const fn repair_code(repair: Repair) -> &'static str {
    match repair {
        Repair::FullWidth => "id_full_width",
        Repair::Spaces => "id_spaces",
        Repair::ZeroWidth => "id_invisible",
        Repair::LeadingQuote => "id_quote",
        Repair::TrailingZero => "id_trailing_zero",
        Repair::LowerX => "id_lower_x",
        Repair::LookAlikeX => "id_look_alike_x",
    }
}

/// The days of a date system: serial 1 and the serial after the day that never was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Serial {
    Day(Day),
    None,
}

/// A day. `None` if blank; only forms that can be read in one way are read.
pub(crate) fn day(cell: &Cell, epoch: Epoch, mended: &mut Mended) -> Result<Option<Day>, Bad> {
    if let Cell::Day(day) = cell {
        return Ok(Some(*day));
    }
    if let Cell::Number(digits) = cell
        && let Serial::Day(day) = serial(digits, epoch)
    {
        count(mended, "date_serial");
        return Ok(Some(day));
    }
    let Some(text) = text(cell, mended)? else {
        return Ok(None);
    };
    if is_nothing(&text) {
        return Ok(None);
    }
    let text = narrow(&without_midnight(&text), mended);
    let day = spelt_day(&text)?;
    if text != day.to_string() {
        count(mended, "date_form");
    }
    Ok(Some(day))
}

/// A general number in a column of days, between 1920 and 2100; eight digits are a spelt day.
fn serial(digits: &str, epoch: Epoch) -> Serial {
    let whole = digits.split('.').next().unwrap_or_default();
    let Ok(number) = whole.parse::<i64>() else {
        return Serial::None;
    };
    let number = match epoch {
        Epoch::Y1900 => number,
        Epoch::Y1904 => number.saturating_add(1_462),
    };
    if !(7_306..=73_051).contains(&number) || digits.len() > whole.len() + 11 {
        return Serial::None;
    }
    Day::new(1899, 12, 30)
        .and_then(|epoch| epoch.add_days(number))
        .map_or(Serial::None, Serial::Day)
}

/// Exports add a time of midnight to days.
fn without_midnight(text: &str) -> String {
    let text = text.trim();
    for separator in [' ', 'T'] {
        if let Some((day, time)) = text.split_once(separator) {
            let midnight = time
                .trim_end_matches('Z')
                .chars()
                .all(|one| matches!(one, '0' | ':' | '.'));
            if midnight && !time.is_empty() {
                return day.to_owned();
            }
        }
    }
    text.to_owned()
}

/// `1958-3-7`, `1958.3.7`, `1958/3/7`, `1958年3月7日`, `19580307`.
fn spelt_day(text: &str) -> Result<Day, Bad> {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let parts: Vec<String> = if digits(text) && text.len() == 8 {
        vec![part(text, 0, 4), part(text, 4, 6), part(text, 6, 8)]
    } else {
        text.replace(['年', '月', '/', '.'], "-")
            .trim_end_matches(['日', '号'])
            .split('-')
            .map(str::to_owned)
            .collect()
    };
    let [year, month, day] = parts.as_slice() else {
        return Err(unreadable(text));
    };
    if ![year, month, day].iter().all(|part| digits(part)) {
        return Err(unreadable(text));
    }
    if year.len() != 4 || month.len() > 2 || day.len() > 2 {
        return Err(RowCode::UnclearDate);
    }
    let number = |part: &str| part.parse::<u32>().map_err(|_| RowCode::BadDate);
    let year = i32::try_from(number(year)?).map_err(|_| RowCode::BadDate)?;
    Day::new(year, number(month)?, number(day)?).ok_or(RowCode::BadDate)
}

fn part(text: &str, from: usize, to: usize) -> String {
    text.get(from..to).unwrap_or_default().to_owned()
}

/// A text with digits in it could be a day; one without never was meant as one.
fn unreadable(text: &str) -> Bad {
    if text.bytes().filter(u8::is_ascii_digit).count() >= 3 {
        RowCode::UnclearDate
    } else {
        RowCode::BadDate
    }
}

/// A month: a day's month, `2022-07`, `2022年7月`, `202207`, `2022.7`.
pub(crate) fn month(cell: &Cell, epoch: Epoch, mended: &mut Mended) -> Result<Option<Month>, Bad> {
    if let Cell::Text(raw) | Cell::Number(raw) = cell {
        let text = narrow(guard::bare_figure(raw), mended);
        let digits = text.replace(['年', '/', '.'], "-");
        let digits = digits.trim_end_matches('月');
        let (year, month) = match digits.split_once('-') {
            Some(parts) => parts,
            None if digits.len() == 6 => digits.split_at_checked(4).unwrap_or_default(),
            None => ("", ""),
        };
        if year.len() == 4
            && let (Ok(year), Ok(month)) = (year.parse(), month.parse())
            && let Some(month) = Month::new(year, month)
        {
            return Ok(Some(month));
        }
    }
    Ok(day(cell, epoch, mended)?.map(Day::month))
}

/// Words by which a cell says «nothing».
fn is_nothing(text: &str) -> bool {
    matches!(
        text,
        "-" | "--" | "/" | "\\" | "—" | "——" | "无" | "空" | "暂无" | "N/A"
    )
}

/// An amount of money; `unit` is how many yuan one stands for. `None` if blank, nothing for 无.
pub(crate) fn amount(cell: &Cell, unit: i64, mended: &mut Mended) -> Result<Option<Fen>, Bad> {
    let Some(text) = text(cell, mended)? else {
        return Ok(None);
    };
    if matches!(text.as_str(), "无" | "零") {
        count(mended, "none_as_zero");
        return Ok(Some(Fen::ZERO));
    }
    if is_nothing(&text) {
        return Ok(None);
    }
    let text = narrow(&text, mended);
    let (bare, unit) = bare_amount(&text, unit);
    if bare != text {
        count(mended, "amount_form");
    }
    let fen = in_fen(&bare, mended)?
        .checked_mul(unit)
        .ok_or(RowCode::AmountRange)?;
    Ok(Some(fen))
}

/// Takes currency words off; 万 multiplies.
fn bare_amount(text: &str, unit: i64) -> (String, i64) {
    let mut bare = text
        .trim_start_matches(['¥', '￥', '$'])
        .trim_start_matches("人民币")
        .trim_start_matches("RMB");
    for ending in ["/月", "/年", "每月", "/人", "整", "RMB"] {
        bare = bare.trim_end_matches(ending);
    }
    bare = bare.trim_end_matches(['元', '圆']);
    match bare.strip_suffix('万') {
        Some(rest) => (rest.to_owned(), 10_000),
        None => (bare.to_owned(), unit),
    }
}

/// Reads yuan; what a formula left beyond fen is rounded half up, and counted.
fn in_fen(text: &str, mended: &mut Mended) -> Result<Fen, Bad> {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    if decimals.len() <= 2 {
        let text = if text.ends_with('.') { whole } else { text };
        return text.parse().map_err(|_| RowCode::BadAmount);
    }
    if !decimals.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(RowCode::BadAmount);
    }
    let (kept, rest) = decimals.split_at_checked(2).ok_or(RowCode::BadAmount)?;
    let fen: Fen = format!("{whole}.{kept}")
        .parse()
        .map_err(|_| RowCode::BadAmount)?;
    if rest.bytes().any(|byte| byte != b'0') {
        count(mended, "rounded_to_fen");
    }
    let up = i64::from(rest.as_bytes().first().is_some_and(|digit| *digit >= b'5'));
    let up = if text.starts_with('-') { -up } else { up };
    Ok(Fen(fen.0 + up))
}

/// Whether an amount for a month can be one.
pub(crate) const fn is_plausible(amount: Fen) -> bool {
    amount.0 >= 0 && amount.0 <= AMOUNT_FEN_MAX
}

/// A count of persons or things: `4`, `4人`, `4.0`; 无 is none.
pub(crate) fn number(cell: &Cell, mended: &mut Mended) -> Result<Option<u32>, Bad> {
    let Some(text) = text(cell, mended)? else {
        return Ok(None);
    };
    if matches!(text.as_str(), "无" | "否" | "没有") {
        return Ok(Some(0));
    }
    if is_nothing(&text) {
        return Ok(None);
    }
    let text = narrow(&text, mended);
    let bare = text
        .trim_end_matches(['人', '口', '套', '辆', '户', '个', '处'])
        .trim_end_matches(".0");
    bare.parse().map(Some).map_err(|_| RowCode::BadCount)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Cell {
        Cell::Text(text.to_owned())
    }

    fn number_cell(digits: &str) -> Cell {
        Cell::Number(digits.to_owned())
    }

    fn read_day(cell: &Cell) -> Result<Option<String>, RowCode> {
        day(cell, Epoch::Y1900, &mut Mended::new()).map(|day| day.map(|day| day.to_string()))
    }

    #[test]
    fn days_in_every_clear_form_are_read() {
        for form in [
            "1958-03-07",
            "1958-3-7",
            "1958.3.7",
            "1958/3/7",
            "1958年3月7日",
            "19580307",
            "1958-03-07 00:00:00",
            "１９５８．３．７",
            " 1958年03月07号 ",
            "1958-03-07T00:00:00",
        ] {
            assert_eq!(
                read_day(&of(form)),
                Ok(Some("1958-03-07".to_owned())),
                "{form}"
            );
        }
        assert_eq!(
            read_day(&number_cell("21251")),
            Ok(Some("1958-03-07".to_owned()))
        );
        assert_eq!(
            read_day(&number_cell("19580307")),
            Ok(Some("1958-03-07".to_owned()))
        );
        assert_eq!(read_day(&of("/")), Ok(None));
    }

    #[test]
    fn days_that_could_mean_two_things_are_not_guessed() {
        for form in [
            "58-3-7",
            "3/7/1958",
            "1958.3",
            "195803",
            "1958",
            "07-03-1958",
        ] {
            assert_eq!(read_day(&of(form)), Err(RowCode::UnclearDate), "{form}");
        }
        assert_eq!(read_day(&number_cell("1958.3")), Err(RowCode::UnclearDate));
        for form in ["1958-02-30", "1958-13-01", "不详"] {
            assert_eq!(read_day(&of(form)), Err(RowCode::BadDate), "{form}");
        }
    }

    #[test]
    fn amounts_in_every_clear_form_are_read() {
        for (form, fen) in [
            ("1868", 186_800),
            ("1,868.00", 186_800),
            ("1868元", 186_800),
            ("￥1868.5", 186_850),
            ("１８６８．００", 186_800),
            ("1868元/月", 186_800),
            ("1.2万元", 1_200_000),
            ("无", 0),
            ("1,868.333333", 186_833),
            ("1868.335", 186_834),
            (" 1 868 ", 186_800),
            ("1868.", 186_800),
        ] {
            assert_eq!(
                amount(&of(form), 1, &mut Mended::new()),
                Ok(Some(Fen(fen))),
                "{form}"
            );
        }
        assert_eq!(amount(&of("-"), 1, &mut Mended::new()), Ok(None));
        for form in ["约600", "18,68", "600-800", "六百"] {
            assert_eq!(
                amount(&of(form), 1, &mut Mended::new()),
                Err(RowCode::BadAmount),
                "{form}"
            );
        }
    }

    #[test]
    fn mending_is_counted() {
        let mut mended = Mended::new();
        assert_eq!(
            name(&of("李　明"), &mut mended),
            Ok(Some("李明".to_owned()))
        );
        assert_eq!(
            name(&of("李 明 "), &mut mended),
            Ok(Some("李明".to_owned()))
        );
        assert_eq!(
            name(&of("Li  Ming"), &mut mended),
            Ok(Some("Li Ming".to_owned()))
        );
        assert_eq!(
            name(&of("买买提·阿不都"), &mut mended),
            Ok(Some("买买提·阿不都".to_owned()))
        );
        assert_eq!(mended.get("spaces"), Some(&4));
    }

    #[test]
    fn hostile_text_is_refused_by_name() {
        let mut mended = Mended::new();
        for hostile in [
            "李\u{1b}[2J明",
            "李\u{9b}31m",
            "李\u{202e}明",
            "a\u{0}b",
            "\u{1b}]52;c;QQ==\u{7}",
        ] {
            assert_eq!(
                text(&of(hostile), &mut mended),
                Err(RowCode::ControlCharacter)
            );
        }
        assert_eq!(
            text(&of("李\u{fffd}"), &mut mended),
            Err(RowCode::BrokenCharacter)
        );
        assert_eq!(
            text(&of(&"长".repeat(201)), &mut mended),
            Err(RowCode::TooLong)
        );
    }

    #[test]
    fn numbers_that_excel_rounded_are_named_before_any_check_digit() {
        let today = Day::new(2026, 11, 23).expect("a day");
        let read = |cell: &Cell| id(cell, today, &mut Mended::new());
        for cell in [
            of("3.40304E+17"),
            number_cell("340304196501019000"),
            number_cell("340304196501019970"),
            of("340304196501019000"),
        ] {
            assert_eq!(read(&cell).err(), Some(RowCode::IdExcelRounded), "{cell:?}");
        }
        assert_eq!(
            read(&of("340304********9934")).err(),
            Some(RowCode::IdMasked)
        );
        assert_eq!(read(&of("无")), Ok(None));
        let mut mended = Mended::new();
        let old = id(&number_cell("340304650101993"), today, &mut mended);
        assert!(matches!(old, Ok(Some(_))));
        assert_eq!(mended.get("id_15_digits"), Some(&1));
    }
}
