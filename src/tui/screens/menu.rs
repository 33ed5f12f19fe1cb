//! What can be done on the screen below, with its keys.

use ratatui::{buffer::Buffer, layout::Position};
use serde::{Deserialize, Serialize};

use crate::{
    text::ui::{actions, help as words},
    tui::{
        action::{Action, Context},
        context,
        effect::Effect,
        keymap::{Binding, keymap},
        model::{Model, Screen, Size},
        theme::Theme,
        widgets::{
            chrome, draw,
            list::{self, Motion},
        },
    },
};

/// Rows that are not the list: title and rule above, rule and footer below.
const OTHER_ROWS: u16 = 5;

/// The state of the menu.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MenuScreen {
    /// The context below.
    pub context: Context,
    /// What can be done, with the key shown.
    pub entries: Vec<(Action, String)>,
    /// The selected entry.
    pub selected: usize,
}

/// Opens the menu of what lies on top.
pub fn open(model: &mut Model) {
    let here = context::context(model);
    let mut entries: Vec<(Action, String)> = Vec::new();
    for row in keymap().rows(here) {
        let listed = row.in_menu && context::holds(model, row.condition);
        if listed && !entries.iter().any(|(action, _)| *action == row.action) {
            entries.push((row.action, Binding::all_keys(row)));
        }
    }
    model.screens.push(Screen::Menu(MenuScreen {
        context: here,
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

/// Closes the menu and does what is selected.
pub fn choose(model: &mut Model) -> Vec<Effect> {
    let Screen::Menu(screen) = model.top() else {
        return Vec::new();
    };
    let action = screen
        .entries
        .get(screen.selected)
        .map(|(action, _)| *action);
    model.pop();
    match action {
        Some(action) => crate::tui::update::act(model, action, None),
        None => Vec::new(),
    }
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
        words::context(context::context_name(screen.context)),
    );
    let room = buf.area.width.saturating_sub(4);
    let mut cursor = None;
    let page = list::page(screen.selected, screen.entries.len(), page_rows(model.size));
    for (offset, place) in page.enumerate() {
        let y = 3 + u16::try_from(offset).unwrap_or(u16::MAX);
        let Some((action, keys)) = screen.entries.get(place) else {
            continue;
        };
        if place == screen.selected {
            cursor = Some(chrome::mark(buf, theme, 1, y));
        }
        let name = context::name(*action);
        draw::put(buf, 3, y, actions::short(&name), theme.text, 16);
        draw::put(buf, 20, y, keys, theme.key, 14);
        draw::put(
            buf,
            35,
            y,
            actions::long(&name),
            theme.quiet,
            room.saturating_sub(32),
        );
    }
    cursor
}
