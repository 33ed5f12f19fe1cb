//! What every screen has: the bar at the top, the mark of the selection, the message and the footer.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};

use super::draw;
use crate::{
    base::width,
    text::ui::actions,
    tui::{
        context,
        event::Code,
        keymap::Binding,
        model::{Model, Notice, Tone},
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

/// Draws the footer: the keys that work here and now, as many as there is room for.
pub fn footer(model: &Model, theme: &Theme, buf: &mut Buffer) {
    let area = buf.area;
    let (Some(rule), Some(y)) = (area.height.checked_sub(2), area.height.checked_sub(1)) else {
        return;
    };
    draw::rule(buf, area, rule, theme.quiet);
    let mut x = 1;
    for row in footer_rows(model, area.width) {
        x = draw::put(
            buf,
            x,
            y,
            row.shown(),
            theme.key,
            area.width.saturating_sub(x),
        );
        let label = actions::short(context::name(row.action));
        x = draw::put(
            buf,
            x + 1,
            y,
            label,
            theme.text,
            area.width.saturating_sub(x),
        );
        x = x.saturating_add(2);
    }
}

/// The rows of the keymap that the footer shows at a width, in their order.
pub fn footer_rows(model: &Model, columns: u16) -> Vec<&'static Binding> {
    let mut rows = context::meant(model);
    rows.retain(|row| row.footer.is_some());
    // The rank says who stays; the order on the screen is that of the ranks too.
    rows.sort_by_key(|row| row.footer);
    let cost = |row: &Binding| {
        width::columns(row.shown()) + width::columns(actions::short(context::name(row.action))) + 3
    };
    // Menu and help stay whatever else has to go, so that everything can be found.
    let (last, mut first): (Vec<&Binding>, Vec<&Binding>) =
        rows.into_iter().partition(|row| row.is_refuge());
    let room = usize::from(columns).saturating_sub(1);
    let mut used: usize = last.iter().map(|row| cost(row)).sum();
    first.retain(|row| {
        used += cost(row);
        if used > room {
            used -= cost(row);
            return false;
        }
        true
    });
    first.extend(last);
    first.sort_by_key(|row| place_of(row));
    first
}

/// Where a key stands in the footer: what does the work first, what leads elsewhere last.
fn place_of(row: &Binding) -> u8 {
    let Some(key) = row.example() else {
        return u8::MAX;
    };
    match key.code {
        Code::Enter => 0,
        Code::Char(' ') => 1,
        Code::Tab => 2,
        Code::Up | Code::Down | Code::Left | Code::Right | Code::Home | Code::End => 3,
        Code::PageDown => 4,
        Code::PageUp => 5,
        Code::Delete | Code::Insert | Code::Backspace => 6,
        Code::Char('1') => 7,
        Code::F(number @ 3..) => 10 + number,
        Code::Esc => 30,
        Code::F(2) => 31,
        Code::F(_) => 32,
        Code::Char(_) => 33,
    }
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
