//! What a message may show of a cell that was refused: enough to find the slip, never a person's number or name.

use super::reading::Cell;

/// Digits from which a figure may be the number of a person, a telephone or an account.
const PERSON_DIGITS_MIN: usize = 7;

/// Characters of the name of a place.
const PLACE_CHARS_MAX: usize = 12;
/// What the name of a village or a township ends with.
const PLACE_ENDS: [&str; 9] = [
    "村",
    "社区",
    "居委会",
    "村委会",
    "乡",
    "镇",
    "街道",
    "农场",
    "组",
];

/// A cell as a message may quote it: first character, then stars.
pub(crate) fn masked(cell: &Cell) -> String {
    let words = cell.words();
    let mut shown = String::new();
    for (place, one) in words.trim().chars().take(8).enumerate() {
        let plain = place == 0 && !one.is_control();
        shown.push(if plain { one } else { '*' });
    }
    shown
}

/// A cell that should hold a figure, as a message may quote it: a short figure and its signs are shown, so that the
/// slip can be found; a long one may be a number of a person, and words may be a name.
pub(crate) fn figure(cell: &Cell) -> String {
    let words = cell.words();
    let text = words.trim();
    let digit = |one: &char| one.is_ascii_digit() || matches!(one, '０'..='９');
    if text.chars().filter(digit).count() >= PERSON_DIGITS_MIN {
        return masked(cell);
    }
    let shown = |one: char| match one {
        ' '..='~' | '\u{ff01}'..='\u{ff5e}' | '￥' | '、' | '。' => one,
        '元' | '圆' | '角' | '分' | '万' | '千' | '百' | '十' | '零' | '约' | '月' | '年' => {
            one
        }
        '一' | '二' | '两' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '人' | '口' => {
            one
        }
        _ => '*',
    };
    text.chars().take(12).map(shown).collect()
}

/// The name of a place, as a message may quote it: only what ends as such names do, so that a person's name that
/// stands in the column of villages is not repeated.
pub(crate) fn place(text: &str) -> Option<String> {
    let text = text.trim();
    let short = text.chars().count() <= PLACE_CHARS_MAX;
    let words = text
        .chars()
        .all(|one| matches!(one, '\u{4e00}'..='\u{9fff}'));
    let ends = PLACE_ENDS.iter().any(|end| text.ends_with(end));
    (short && words && ends).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Cell {
        Cell::Text(text.to_owned())
    }

    #[test]
    fn a_quoted_cell_shows_its_first_character_and_never_a_control() {
        assert_eq!(masked(&of("\u{1b}[2J")), "****");
        assert_eq!(masked(&of("58-3-7")), "5*****");
    }

    #[test]
    fn a_village_is_quoted_and_whatever_else_stands_in_its_column_is_not() {
        assert_eq!(place(" 前进村 ").as_deref(), Some("前进村"));
        assert_eq!(place("光明社区").as_deref(), Some("光明社区"));
        for other in ["李国才", "前进村5组13805521234", "\u{1b}村", "", "340304"] {
            assert_eq!(place(other), None, "{other:?}");
        }
    }

    #[test]
    fn a_short_figure_is_quoted_and_a_name_or_a_long_number_is_not() {
        for (text, quoted) in [
            ("\"5", "\"5"),
            ("约600元", "约600元"),
            ("18,68", "18,68"),
            ("六百多", "六百*"),
            ("李国才", "***"),
            ("340304196504019930", "3*******"),
            ("0005\u{1b}[2J", "0005*[2J"),
        ] {
            assert_eq!(figure(&of(text)), quoted);
        }
    }
}
