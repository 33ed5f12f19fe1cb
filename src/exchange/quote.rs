//! What a message may show of a cell that was refused: enough to find the slip, never a person's number or name.

use super::reading::Cell;

/// Digits from which a figure may be the number of a person, a telephone or an account.
const PERSON_DIGITS_MIN: usize = 7;

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
