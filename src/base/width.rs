//! Columns: the only place that measures, clips, pads or wraps text.
//!
//! `format!("{:<8}")` counts characters, so 张三 comes out two columns too wide; everything that must
//! line up on a screen or in a plain table goes through here instead. Each function first passes its
//! text through [`printable`], so that what is measured is what is drawn: foreign data can neither
//! command a terminal nor shift a column. What may be drawn is decided in `base::glyphs`; every such
//! character is one code point of one or two columns, hence a clip between two of them never cuts
//! a visible character in half.
//!
//! It refuses to look at styles, and to alter what is stored.

use std::borrow::Cow;

use unicode_width::UnicodeWidthChar;

use super::glyphs::push_stand_in;
pub use super::glyphs::{is_settled, is_unambiguous};

/// Characters that may not begin a line.
const NO_LINE_START: &str = "、。」』》〉）〕】〗！？：；，．％‰・ー々)]}>,.!?:;%/'\"";

/// Characters that may not end a line.
const NO_LINE_END: &str = "「『《〈（〔【〖([{<";

/// Makes `text` fit to be drawn: the gate every piece of foreign text goes through.
///
/// Control characters, bidirectional and zero-width characters, line separators, private use,
/// combining marks, emoji and everything else whose width or effect is not certain is replaced by
/// something visible (see `base::glyphs`). Clean text is borrowed, and the gate changes nothing
/// when text passes it twice.
pub fn printable(text: &str) -> Cow<'_, str> {
    let Some(first_bad) = text.find(|ch| !is_unambiguous(ch)) else {
        return Cow::Borrowed(text);
    };
    let (clean, rest) = text.split_at(first_bad);
    let mut out = String::with_capacity(text.len() + 16);
    out.push_str(clean);
    for ch in rest.chars() {
        if is_unambiguous(ch) {
            out.push(ch);
        } else {
            push_stand_in(ch, &mut out);
        }
    }
    Cow::Owned(out)
}

/// Columns of one character; 0 for one that may not be drawn.
pub fn char_columns(ch: char) -> usize {
    if is_unambiguous(ch) {
        ch.width().unwrap_or(0)
    } else {
        0
    }
}

/// Columns that `text` takes when it is drawn.
pub fn columns(text: &str) -> usize {
    printable(text).chars().map(char_columns).sum()
}

/// The longest beginning of `text` that takes at most `columns`.
///
/// A wide character that would stick out by half is left off whole, so the result may be one column
/// short; [`fit`] fills that column.
pub fn clip(text: &str, columns: usize) -> Cow<'_, str> {
    match printable(text) {
        Cow::Borrowed(text) => Cow::Borrowed(clip_drawable(text, columns).0),
        Cow::Owned(mut text) => {
            let bytes = clip_drawable(&text, columns).0.len();
            text.truncate(bytes);
            Cow::Owned(text)
        }
    }
}

/// Clips text that has already passed the gate; returns it with the columns it takes.
fn clip_drawable(text: &str, columns: usize) -> (&str, usize) {
    let mut used = 0;
    for (index, ch) in text.char_indices() {
        let wider = used + char_columns(ch);
        if wider > columns {
            return (&text[..index], used);
        }
        used = wider;
    }
    (text, used)
}

/// Clips like [`clip`], but ends in `..` where something was left off, so that nobody takes the
/// shortened text for the whole. A figure is shown whole or not at all: half of one is another one.
pub fn clip_marked(text: &str, columns: usize) -> Cow<'_, str> {
    const MARK: &str = "..";
    if self::columns(text) <= columns || columns <= MARK.len() {
        return clip(text, columns);
    }
    let text = printable(text);
    let mut kept = clip_drawable(&text, columns - MARK.len()).0;
    if text[kept.len()..].starts_with(is_of_figure) {
        kept = kept.trim_end_matches(is_of_figure);
    }
    Cow::Owned(format!("{kept}{MARK}"))
}

/// Whether a figure may go on with this.
const fn is_of_figure(ch: char) -> bool {
    matches!(ch, '0'..='9' | '.' | ',')
}

/// `text` followed by blanks up to `columns`; longer text is left as it is.
pub fn pad_right(text: &str, columns: usize) -> String {
    let mut out = printable(text).into_owned();
    push_blanks(&mut out, columns);
    out
}

/// `text` preceded by blanks up to `columns`; longer text is left as it is.
pub fn pad_left(text: &str, columns: usize) -> String {
    let text = printable(text);
    let missing = columns.saturating_sub(self::columns(&text));
    let mut out = " ".repeat(missing);
    out.push_str(&text);
    out
}

/// `text` in exactly `columns`: clipped with a mark when too long, padded on the right when too short.
pub fn fit(text: &str, columns: usize) -> String {
    let mut out = clip_marked(text, columns).into_owned();
    push_blanks(&mut out, columns);
    out
}

/// `text` in exactly `columns`, against the right edge: for figures.
pub fn fit_left(text: &str, columns: usize) -> String {
    pad_left(&clip_marked(text, columns), columns)
}

/// Appends blanks until `out` takes `columns`.
fn push_blanks(out: &mut String, columns: usize) {
    let missing = columns.saturating_sub(self::columns(out));
    out.extend(std::iter::repeat_n(' ', missing));
}

/// Breaks `text` into lines of at most `columns`.
///
/// A line break in the text stays one. Chinese breaks between any two characters, except that closing
/// punctuation does not begin a line and an opening bracket does not end one; words and figures in
/// ASCII stay whole, and so do a figure and its unit. Where that leaves no choice (a word longer than the line), it breaks anyway.
/// Blanks at a break are dropped. There is always at least one line.
pub fn wrap(text: &str, columns: usize) -> Vec<String> {
    let columns = columns.max(2);
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        let paragraph = printable(paragraph.strip_suffix('\r').unwrap_or(paragraph));
        wrap_paragraph(&paragraph, columns, &mut lines);
    }
    lines
}

/// Wraps one paragraph that has already passed the gate.
fn wrap_paragraph(text: &str, columns: usize, lines: &mut Vec<String>) {
    let mut line = String::new();
    let mut used = 0;
    for unit in units(text) {
        let wide = self::columns(unit);
        if used + wide <= columns {
            line.push_str(unit);
            used += wide;
            continue;
        }
        if unit.starts_with(' ') {
            continue;
        }
        if used > 0 {
            end_line(lines, &mut line);
        }
        let mut rest = unit;
        loop {
            let (head, head_columns) = clip_drawable(rest, columns);
            if head.len() == rest.len() {
                line.push_str(rest);
                used = head_columns;
                break;
            }
            lines.push(head.to_owned());
            rest = &rest[head.len()..];
        }
    }
    end_line(lines, &mut line);
}

/// Moves a finished line to `lines`, without the blanks at its end.
fn end_line(lines: &mut Vec<String>, line: &mut String) {
    lines.push(line.trim_end_matches(' ').to_owned());
    line.clear();
}

/// Cuts a paragraph into what must stay on one line: a word, a character with the punctuation that
/// clings to it, or a run of blanks.
fn units(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let mut end = 0;
        let mut before: Option<char> = None;
        for (index, ch) in rest.char_indices() {
            if before.is_some_and(|before| may_break(before, ch)) {
                break;
            }
            end = index + ch.len_utf8();
            before = Some(ch);
        }
        let (unit, after) = rest.split_at(end);
        rest = after;
        (!unit.is_empty()).then_some(unit)
    })
}

/// Tells whether a line may break between two neighbours.
fn may_break(before: char, after: char) -> bool {
    if before == ' ' || after == ' ' {
        return before != after;
    }
    if NO_LINE_START.contains(after) || NO_LINE_END.contains(before) {
        return false;
    }
    let figure_and_unit = before.is_ascii_digit() && char_columns(after) == 2;
    !figure_and_unit && (char_columns(before) == 2 || char_columns(after) == 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_a_figure_is_never_shown() {
        assert_eq!(clip_marked("标准 17,328.00, 不符合", 11), "标准 ..");
        assert_eq!(clip_marked("标准 17,328.00 不符合", 16), "标准 17,328.00..");
        assert_eq!(clip_marked("999999999", 8), "..");
        assert_eq!(clip_marked("等核对报告到期", 8), "等核对..");
    }

    #[test]
    fn chinese_is_measured_in_columns_not_in_characters() {
        assert_eq!(columns("张三"), 4);
        assert_eq!(columns("张三 12"), 7);
        assert_eq!(columns("𠮷"), 2);
        assert_eq!(columns("ｱ"), 1);
        assert_eq!(columns(""), 0);
    }

    #[test]
    fn a_minority_name_keeps_its_dot_in_a_certain_shape() {
        assert_eq!(printable("买买提·阿不都"), "买买提・阿不都");
        assert_eq!(columns("买买提·阿不都"), 14);
    }

    #[test]
    fn an_escape_sequence_in_data_is_shown_and_not_obeyed() {
        assert_eq!(printable("李\u{1b}[2J"), "李<1B>[2J");
        assert_eq!(printable("a\r\nb\tc\u{0}"), "a<0D><0A>b<09>c<00>");
        assert_eq!(printable("李\u{202e}明\u{200b}"), "李<202E>明<200B>");
        assert_eq!(printable("e\u{301}"), "e<301>");
        assert_eq!(printable("👨\u{200d}👩"), "<1F468><200D><1F469>");
    }

    #[test]
    fn clean_text_is_borrowed() {
        assert!(matches!(printable("李国才 340304"), Cow::Borrowed(_)));
        assert!(matches!(clip("李国才", 4), Cow::Borrowed("李国")));
    }

    #[test]
    fn a_wide_character_is_never_cut_in_half() {
        assert_eq!(clip("李国才", 5), "李国");
        assert_eq!(clip("李国才", 0), "");
        assert_eq!(clip("a·b", 2), "a");
        assert_eq!(fit("李国才", 5), "李.. ");
        assert_eq!(columns(&fit("李国才", 5)), 5);
    }

    #[test]
    fn what_was_left_off_is_marked() {
        assert_eq!(clip_marked("长青乡前进村", 8), "长青乡..");
        assert_eq!(clip_marked("长青乡", 6), "长青乡");
        assert_eq!(clip_marked("长青乡", 2), "长");
        assert_eq!(fit_left("1,868.00", 10), "  1,868.00");
        assert_eq!(fit_left("21,868.00", 6), "    ..");
    }

    #[test]
    fn padding_counts_columns() {
        assert_eq!(pad_right("张三", 6), "张三  ");
        assert_eq!(pad_left("张三", 6), "  张三");
        assert_eq!(pad_right("张三李四", 6), "张三李四");
    }

    #[test]
    fn closing_punctuation_does_not_begin_a_line_and_opening_does_not_end_one() {
        assert_eq!(wrap("先听取意见。再办理", 10), ["先听取意", "见。再办理"]);
        assert_eq!(wrap("按照规定《办法》", 10), ["按照规定", "《办法》"]);
    }

    #[test]
    fn figures_and_words_stay_whole() {
        assert_eq!(
            wrap("现享 1,020.00元, 拟 420.00", 14),
            ["现享", "1,020.00元, 拟", "420.00"]
        );
        assert_eq!(wrap("abcdefghij", 4), ["abcd", "efgh", "ij"]);
    }

    #[test]
    fn line_breaks_in_the_text_stay() {
        assert_eq!(wrap("一\r\n\n二", 10), ["一", "", "二"]);
        assert_eq!(wrap("", 10), [""]);
    }
}
