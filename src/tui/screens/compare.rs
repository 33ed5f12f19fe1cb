//! Where a colleague changed the same thing as was typed here: both values side by side, and a choice.

use ratatui::{buffer::Buffer, layout::Position};

use crate::{
    domain::household::Household,
    text::ui::{changes, compare as words},
    tui::{
        effect::Effect,
        facts,
        model::{
            Model, Screen,
            compare::CompareScreen,
            merge::{self, Part},
        },
        theme::Theme,
        widgets::{
            chrome, draw,
            list::{self, Motion},
        },
    },
};

/// Shows the parts that both sides changed. One's own values stand until somebody says otherwise.
pub fn open(model: &mut Model, mine: &Household, conflicts: Vec<Part>) {
    let Some(case) = model.loaded() else {
        return;
    };
    let theirs = case.view.case.household.clone();
    let screen = CompareScreen {
        mine: mine.clone(),
        theirs,
        parts: conflicts.into_iter().map(|part| (part, true)).collect(),
        selected: 0,
    };
    model.screens.push(Screen::Compare(Box::new(screen)));
}

/// Moves the selection.
pub fn motion(screen: &mut CompareScreen, motion: Motion) {
    let count = screen.parts.len();
    screen.selected = list::moved(screen.selected, count, count, motion);
}

/// Takes the colleague's value of the selected part, or one's own again.
pub fn swap(model: &mut Model) -> Vec<Effect> {
    let Some(Screen::Compare(screen)) = model.top_mut() else {
        return Vec::new();
    };
    let Some((part, own)) = screen.parts.get_mut(screen.selected) else {
        return Vec::new();
    };
    *own = !*own;
    let from = if *own { &screen.mine } else { &screen.theirs };
    let (part, from) = (*part, from.clone());
    if let Some(case) = model.loaded_mut() {
        merge::take(&mut case.work, &from, part);
        case.touched();
    }
    facts::left_field(model)
}

/// Draws the comparison.
pub fn view(
    model: &Model,
    screen: &CompareScreen,
    theme: &Theme,
    buf: &mut Buffer,
) -> Option<Position> {
    let loaded = model.loaded()?;
    let room = buf.area.width.saturating_sub(4);
    chrome::title(
        buf,
        theme,
        words::TITLE,
        &super::case::view::head_name(loaded),
    );
    draw::put(buf, 1, 2, words::EXPLAIN, theme.text, room);
    let names = loaded.names();
    let mut y = 4;
    let mut cursor = None;
    for (place, (part, own)) in screen.parts.iter().enumerate() {
        if place == screen.selected {
            cursor = Some(chrome::mark(buf, theme, 1, y));
        }
        let person = match part {
            Part::Income(person) | Part::Facts(person) => Some(*person),
            Part::Assets | Part::Stable => None,
        };
        let says = |household: &Household| changes::part(household, person, &names, label(*part));
        draw::put(buf, 3, y, &says(&screen.mine).0, theme.label, room);
        for (offset, (word, household, chosen)) in [
            (words::THEIRS, &screen.theirs, !*own),
            (words::MINE, &screen.mine, *own),
        ]
        .into_iter()
        .enumerate()
        {
            let row = y + 1 + u16::try_from(offset).unwrap_or(0);
            let tick = if chosen { "[x]" } else { "[ ]" };
            let style = if chosen { theme.strong } else { theme.text };
            let text = format!("{tick} {word}  {}", says(household).1);
            draw::put(buf, 5, row, &text, style, room.saturating_sub(2));
        }
        y += 4;
    }
    cursor
}

const fn label(part: Part) -> changes::PartName {
    match part {
        Part::Income(_) => changes::PartName::Income,
        Part::Facts(_) => changes::PartName::Facts,
        Part::Assets => changes::PartName::Assets,
        Part::Stable => changes::PartName::Stable,
    }
}
