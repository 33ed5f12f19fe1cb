//! What every screen has: the bar at the top, the mark of the selection, the message and the footer.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};

use super::draw;
use crate::{
    base::width,
    tui::{
        model::{Notice, Tone},
        theme::Theme,
    },
};

/// Rows a message takes at most.
const NOTICE_ROWS_MAX: usize = 4;

/// Draws the bar at the top, and the rule below it.
pub fn title(buf: &mut Buffer, theme: &Theme, left: &str, right: &str) {
    let area = buf.area;
    let bar = Rect::new(0, 0, area.width, 1);
    draw::fill(buf, bar, theme.title);
    let room = area.width.saturating_sub(2);
    let left = width::clip_marked(left, usize::from(room));
    let end = draw::put(buf, 1, 0, &left, theme.title, room);
    let room = area.width.saturating_sub(end).saturating_sub(3);
    if usize::from(room) >= width::columns(right) {
        draw::put_right(
            buf,
            area.width.saturating_sub(1),
            0,
            right,
            theme.title,
            room,
        );
    }
    draw::rule(buf, area, 1, theme.quiet);
}

/// The same with a counter behind the name, so that moving writes only the counter.
pub fn title_with_counter(buf: &mut Buffer, theme: &Theme, name: &str, counter: &str, right: &str) {
    title(buf, theme, &format!("{name}  {counter}"), right);
}

/// Draws the mark of the selected row; answers where the cursor stands.
pub fn mark(buf: &mut Buffer, theme: &Theme, x: u16, y: u16) -> Position {
    draw::put(buf, x, y, ">", theme.strong, 1);
    Position { x, y }
}

/// The lines of a message at a width; what is beyond the last is marked.
pub fn notice_lines(text: &str, columns: u16) -> Vec<String> {
    let room = usize::from(columns.saturating_sub(4));
    let mut lines = width::wrap(text, room);
    if lines.len() > NOTICE_ROWS_MAX {
        let rest = lines.split_off(NOTICE_ROWS_MAX - 1).concat();
        lines.push(width::clip_marked(&rest, room).into_owned());
    }
    lines
}

/// Draws the message so that it ends above row `bottom`.
pub fn notice(theme: &Theme, notice: &Notice, buf: &mut Buffer, bottom: u16) {
    let room = buf.area.width.saturating_sub(4);
    let lines = notice_lines(&notice.text, buf.area.width);
    let count = u16::try_from(lines.len()).unwrap_or(0);
    let first = bottom.saturating_sub(count);
    let (mark, style) = match notice.tone {
        Tone::Done => ("*", theme.strong),
        Tone::Refused => ("!", theme.warning),
        Tone::Fault => ("!", theme.warning),
    };
    let area = Rect::new(0, first, buf.area.width, count);
    draw::clear(buf, area);
    for (offset, line) in lines.iter().enumerate() {
        let y = first + u16::try_from(offset).unwrap_or(0);
        if offset == 0 {
            draw::put(buf, 1, y, mark, style, 1);
        }
        let style = if offset == 0 {
            theme.strong
        } else {
            theme.text
        };
        draw::put(buf, 3, y, line, style, room);
    }
}
