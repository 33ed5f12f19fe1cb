//! What can be done on the screen below, with its keys.

use ratatui::{buffer::Buffer, layout::Position};

use crate::{
    base::width,
    text::ui::{actions, help as words},
    tui::{
        action::{Action, Context},
        keymap::{Binding, action_name, context_name},
        model::{Model, Screen, Size, menu::MenuScreen},
        theme::Theme,
        widgets::{
            chrome, draw,
            list::{self, Motion},
        },
    },
};

/// Rows of title and rule.
const TOP_ROWS: u16 = 2;
/// Rows that are not the list: title and rule above; what follows, rule and footer below.
const OTHER_ROWS: u16 = TOP_ROWS + 3;
/// Where the entries begin.
const LEFT: u16 = 3;

/// Opens the menu of what lies on top.
pub fn open(model: &mut Model, context: Context, meant: &[&Binding]) {
    let mut entries: Vec<(Action, String)> = Vec::new();
    for row in meant {
        if row.in_menu && !entries.iter().any(|(action, _)| *action == row.action) {
            entries.push((row.action, row.all_keys()));
        }
    }
    model.screens.push(Screen::Menu(MenuScreen {
        context,
        entries,
        selected: 0,
    }));
}

/// Rows of a page.
pub const fn page_rows(size: Size) -> usize {
    size.rows.saturating_sub(OTHER_ROWS) as usize
}

/// Moves the selection.
pub fn motion(screen: &mut MenuScreen, size: Size, motion: Motion) {
    screen.selected = list::moved(
        screen.selected,
        screen.entries.len(),
        page_rows(size),
        motion,
    );
}

/// Closes the menu; answers what is selected.
pub fn choose(model: &mut Model) -> Option<Action> {
    let Screen::Menu(screen) = model.top() else {
        return None;
    };
    let chosen = screen.entries.get(screen.selected);
    let action = chosen.map(|(action, _)| *action);
    model.pop();
    action
}

/// Draws the menu.
pub fn view(
    model: &Model,
    screen: &MenuScreen,
    theme: &Theme,
    buf: &mut Buffer,
) -> Option<Position> {
    chrome::title(
        buf,
        theme,
        words::MENU_TITLE,
        words::context(context_name(screen.context)),
    );
    let names: Vec<String> = screen
        .entries
        .iter()
        .map(|(action, _)| action_name(*action))
        .collect();
    let widest = |texts: &mut dyn Iterator<Item = &str>| {
        let columns = texts.map(width::columns).max().unwrap_or(0);
        u16::try_from(columns).unwrap_or(u16::MAX)
    };
    let short = widest(&mut names.iter().map(|name| actions::short(name)));
    let keys = widest(&mut screen.entries.iter().map(|(_, keys)| keys.as_str()));
    let (keys_at, long_at) = (LEFT + short + 2, LEFT + short + keys + 4);
    let room = buf.area.width.saturating_sub(long_at + 1);
    let mut cursor = None;
    let page = list::page(screen.selected, screen.entries.len(), page_rows(model.size));
    let behind = screen.entries.len().saturating_sub(page.end);
    for (offset, place) in page.enumerate() {
        let y = TOP_ROWS + u16::try_from(offset).unwrap_or(u16::MAX);
        let (Some((_, keys)), Some(name)) = (screen.entries.get(place), names.get(place)) else {
            continue;
        };
        if place == screen.selected {
            cursor = Some(chrome::mark(buf, theme, 1, y));
        }
        draw::put(buf, LEFT, y, actions::short(name), theme.text, short);
        draw::put(buf, keys_at, y, keys, theme.key, long_at - keys_at);
        let long = width::clip_marked(actions::long(name), usize::from(room));
        draw::put(buf, long_at, y, &long, theme.quiet, room);
    }
    if behind > 0 {
        let y = buf.area.height.saturating_sub(3);
        let text = words::more(behind);
        draw::put(buf, LEFT, y, &text, theme.quiet, buf.area.width);
    }
    cursor
}
