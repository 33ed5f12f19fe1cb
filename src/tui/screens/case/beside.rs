//! What stands beside a form on a wide terminal: the sum line by line, and below it the household as edited,
//! so that nobody has to leave a form to see what it is about.

use ratatui::buffer::Buffer;

use super::{layout::Layout, panel};
use crate::{
    text::{terms, ui::case as words},
    tui::{
        model::case::{Loaded, month_income},
        theme::Theme,
        widgets::draw,
    },
};

/// Columns of a member's income at the right edge.
const INCOME_COLUMNS: u16 = 14;

/// Draws what there is room for beside a form.
pub fn view(loaded: &Loaded, theme: &Theme, buf: &mut Buffer, layout: Layout) {
    let below = panel::side(loaded, theme, buf, layout);
    household(loaded, theme, buf, layout, below + 1);
}

/// The members with their incomes a month.
fn household(loaded: &Loaded, theme: &Theme, buf: &mut Buffer, layout: Layout, first: u16) {
    let left = layout.columns + 1;
    let room = layout.side.saturating_sub(2);
    let members = loaded.work.members.iter().enumerate();
    let mut y = first;
    if y + 1 >= layout.panel_rule {
        return;
    }
    draw::put(buf, left, y, words::HOUSEHOLD, theme.label, room);
    for (place, member) in members {
        y += 1;
        if y >= layout.panel_rule {
            return;
        }
        let relation = terms::relation(member.facts.relation);
        let text = format!("{} {relation}", loaded.name(place));
        let wide = room.saturating_sub(INCOME_COLUMNS + 1);
        draw::put_fitted(buf, left + 1, y, &text, theme.text, wide);
        let income = month_income(member).grouped();
        let right = left + room;
        draw::put_right(buf, right, y, &income, theme.text, INCOME_COLUMNS);
    }
}
