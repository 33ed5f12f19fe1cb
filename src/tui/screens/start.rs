//! Before anything is known: the program starts, or greets the first person of an office.

use ratatui::{buffer::Buffer, layout::Position};

use crate::{
    text::ui::start as words,
    tui::{
        theme::Theme,
        widgets::{chrome, draw},
    },
};

/// Draws the start.
pub fn view(theme: &Theme, buf: &mut Buffer) -> Option<Position> {
    chrome::title(buf, theme, words::TITLE, "");
    draw::put(buf, 3, 3, words::STARTING, theme.text, buf.area.width);
    None
}
