//! Help: the keys of the screen below as the keymap has them, and what a person should know.

use ratatui::{buffer::Buffer, layout::Position};

use crate::{
    base::width,
    text::ui::{actions, help as words},
    tui::{
        action::{Action, Context},
        keymap::{Binding, action_name, context_name},
        model::{Model, Screen, Size, help::HelpScreen},
        theme::Theme,
        widgets::{
            chrome, draw,
            list::{self, Motion},
        },
    },
};

/// Rows that are not text: title and rule above, rule and footer below.
const OTHER_ROWS: u16 = 5;

/// Opens the help about what lies on top: each key once, with what it does there and then.
pub fn open(model: &mut Model, context: Context, meant: &[&Binding]) {
    let mut keys: Vec<(String, Action)> = Vec::new();
    for row in meant {
        let all = row.all_keys();
        if !all.is_empty() && !keys.iter().any(|(known, _)| *known == all) {
            keys.push((all, row.action));
        }
    }
    model.screens.push(Screen::Help(HelpScreen {
        context,
        keys,
        page: 0,
    }));
}

/// A line of the help: keys in front, if any, and words.
struct Entry {
    keys: String,
    text: String,
    heading: bool,
}

fn lines(screen: &HelpScreen, columns: u16) -> Vec<Entry> {
    let mut lines = vec![heading(words::KEYS_HERE)];
    for (keys, action) in &screen.keys {
        let name = action_name(*action);
        lines.push(Entry {
            keys: keys.clone(),
            text: format!("{}  {}", actions::short(&name), actions::long(&name)),
            heading: false,
        });
    }
    let room = usize::from(columns.saturating_sub(4));
    for (title, text) in words::TOPICS {
        lines.push(blank());
        lines.push(heading(title));
        for line in width::wrap(text, room) {
            lines.push(Entry {
                keys: String::new(),
                text: line,
                heading: false,
            });
        }
    }
    lines
}

fn heading(text: &str) -> Entry {
    Entry {
        keys: String::new(),
        text: text.to_owned(),
        heading: true,
    }
}

const fn blank() -> Entry {
    Entry {
        keys: String::new(),
        text: String::new(),
        heading: false,
    }
}

const fn rows(size: Size) -> usize {
    let rows = size.rows.saturating_sub(OTHER_ROWS) as usize;
    if rows == 0 { 1 } else { rows }
}

fn page_count(screen: &HelpScreen, size: Size) -> usize {
    lines(screen, size.columns)
        .len()
        .div_ceil(rows(size))
        .max(1)
}

/// The page on the screen from 0, and how many there are.
pub fn page(screen: &HelpScreen, size: Size) -> (usize, usize) {
    let count = page_count(screen, size);
    (screen.page.min(count - 1), count)
}

/// Turns pages.
pub fn motion(screen: &mut HelpScreen, size: Size, motion: Motion) {
    screen.page = list::moved(screen.page, page_count(screen, size), 1, motion);
}

/// Draws the help.
pub fn view(
    model: &Model,
    screen: &HelpScreen,
    theme: &Theme,
    buf: &mut Buffer,
) -> Option<Position> {
    let count = page_count(screen, model.size);
    let page = screen.page.min(count - 1);
    chrome::title(
        buf,
        theme,
        &words::title(words::context(context_name(screen.context))),
        &words::page(page + 1, count),
    );
    let lines = lines(screen, buf.area.width);
    let height = rows(model.size);
    let room = buf.area.width.saturating_sub(4);
    for (offset, line) in lines.iter().skip(page * height).take(height).enumerate() {
        let y = 2 + u16::try_from(offset).unwrap_or(u16::MAX);
        if line.heading {
            draw::put(buf, 1, y, &line.text, theme.strong, room);
        } else if line.keys.is_empty() {
            draw::put(buf, 2, y, &line.text, theme.text, room);
        } else {
            draw::put(buf, 2, y, &line.keys, theme.key, 19);
            let room = room.saturating_sub(19);
            let text = width::clip_marked(&line.text, usize::from(room));
            draw::put(buf, 22, y, &text, theme.text, room);
        }
    }
    None
}
