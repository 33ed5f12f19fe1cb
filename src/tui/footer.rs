//! The footer: the keys that work here and now, as many as there is room for.

use ratatui::buffer::Buffer;

use super::{
    context,
    event::Code,
    keymap::{Binding, action_name},
    model::Model,
    theme::Theme,
    widgets::draw,
};
use crate::{base::width, text::ui::actions};

/// Draws the footer: the keys that work here and now, as many as there is room for.
pub fn view(model: &Model, theme: &Theme, buf: &mut Buffer) {
    let area = buf.area;
    let (Some(rule), Some(y)) = (area.height.checked_sub(2), area.height.checked_sub(1)) else {
        return;
    };
    draw::rule(buf, area, rule, theme.quiet);
    let mut x = 1;
    for row in rows(model, area.width) {
        x = draw::put(
            buf,
            x,
            y,
            row.shown(),
            theme.key,
            area.width.saturating_sub(x),
        );
        let label = actions::short(action_name(row.action));
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
fn rows(model: &Model, columns: u16) -> Vec<&'static Binding> {
    let mut rows = context::meant(model);
    rows.retain(|row| row.footer.is_some());
    // The rank says who stays; the order on the screen is that of the ranks too.
    rows.sort_by_key(|row| row.footer);
    let cost = |row: &Binding| {
        width::columns(row.shown()) + width::columns(actions::short(action_name(row.action))) + 3
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
