//! What else a household may be due, with the rule, and the referrals that were made: the list over a case.

use std::ops::Range;

use ratatui::{buffer::Buffer, layout::Position};

use super::{case, sum::hanging};
use crate::{
    domain::{ids::PersonId, staff::Role},
    text::{keeping as texts, ui::keeping as words},
    tui::{
        forms,
        model::{
            Model, Screen, Size,
            case::Loaded,
            form::{FormKind, kept::Passing},
            referrals::ReferralsScreen,
        },
        theme::Theme,
        widgets::{
            chrome, draw,
            list::{self, Motion},
        },
    },
};

/// Rows that are not entries: title and rule above; panel, rule and footer below.
const OTHER_ROWS: u16 = 9;

/// An entry of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entry {
    /// Something that may be due, by place.
    Linked(usize),
    /// A referral, by its number.
    Referral(u32),
}

/// Opens the list.
pub fn open(model: &mut Model) {
    if model.loaded().is_some() {
        let screen = ReferralsScreen { selected: 0 };
        model.screens.push(Screen::Referrals(screen));
    }
}

/// The entries: what waits for an answer first, then what may be due, then what was answered.
pub fn entries(model: &Model) -> Vec<Entry> {
    let Some(loaded) = model.loaded() else {
        return Vec::new();
    };
    let view = &loaded.view;
    let referrals = |answered: bool| {
        let known = view.case.referrals.iter();
        known
            .filter(move |one| one.answer.is_some() == answered)
            .map(|one| Entry::Referral(one.number))
    };
    let mut entries: Vec<Entry> = referrals(false).collect();
    entries.extend((0..view.linked.len()).map(Entry::Linked));
    entries.extend(referrals(true));
    entries
}

fn selected(model: &Model) -> Option<Entry> {
    let Screen::Referrals(screen) = model.top() else {
        return None;
    };
    entries(model).get(screen.selected).copied()
}

/// Whether this person may pass somebody on, or note what came of it.
pub fn may_enter(model: &Model) -> bool {
    let me = model.me.as_ref();
    me.is_some_and(|me| me.staff.roles.contains(&Role::Caseworker))
}

/// Opens the form of the selected entry: a new referral for what may be due, the answer of one that was made.
pub fn open_entry(model: &mut Model) {
    match selected(model) {
        Some(Entry::Linked(place)) => forms::open(model, FormKind::Refer(Passing::Linked(place))),
        Some(Entry::Referral(number)) => forms::open(model, FormKind::Answer(number)),
        None => {}
    }
}

/// Opens the form of a referral for something that is not in the list.
pub fn add(model: &mut Model) {
    forms::open(model, FormKind::Refer(Passing::Other));
}

/// The name of somebody a referral is about.
fn person_name(loaded: &Loaded, person: PersonId) -> String {
    let mut members = loaded.view.members.iter();
    let member = members.find(|member| member.person == person);
    member.map_or_else(String::new, |member| member.name.reveal().to_owned())
}

/// The lines of each entry.
fn blocks(model: &Model, loaded: &Loaded) -> Vec<Vec<String>> {
    let room = usize::from(model.size.columns.saturating_sub(6));
    let naming = super::sum::naming(loaded);
    let name_of = |person| person_name(loaded, person);
    entries(model)
        .into_iter()
        .map(|entry| match entry {
            Entry::Linked(place) => {
                let Some(one) = loaded.view.linked.get(place) else {
                    return Vec::new();
                };
                let mut lines = hanging(&texts::why(one, &naming), room, 0);
                let person = one.member.and_then(|place| {
                    let member = loaded.view.case.household.members.get(place as usize);
                    member.map(|member| member.person)
                });
                let mut made = loaded.view.case.referrals.iter();
                let passed = made.any(|known| known.what == one.what && known.person == person);
                let passed = if passed { words::PASSED_ALREADY } else { "" };
                let below = [texts::sum(one.sum), texts::rule(one), passed.to_owned()];
                let below: Vec<String> =
                    below.into_iter().filter(|text| !text.is_empty()).collect();
                lines.push(format!("  {}", below.join("  ")));
                lines
            }
            Entry::Referral(number) => {
                let mut known = loaded.view.case.referrals.iter();
                let Some(one) = known.find(|one| one.number == number) else {
                    return Vec::new();
                };
                let text = words::referral(number, &texts::referral(one, &name_of));
                hanging(&text, room, 2)
            }
        })
        .collect()
}

fn pages(model: &Model, size: Size) -> Vec<Range<usize>> {
    let Some(loaded) = model.loaded() else {
        return Vec::new();
    };
    let heights: Vec<usize> = blocks(model, loaded).iter().map(Vec::len).collect();
    list::pages(&heights, usize::from(size.rows.saturating_sub(OTHER_ROWS)))
}

/// The page on the screen from 0, and how many there are.
pub fn page(model: &Model, screen: &ReferralsScreen) -> (usize, usize) {
    list::place_in(&pages(model, model.size), screen.selected)
}

/// Moves the selection.
pub fn motion(model: &mut Model, motion: Motion) {
    let Screen::Referrals(screen) = model.top() else {
        return;
    };
    let to = list::moved_in(&pages(model, model.size), screen.selected, motion);
    if let Some(Screen::Referrals(screen)) = model.top_mut() {
        screen.selected = to;
    }
}

/// Draws the list.
pub fn view(
    model: &Model,
    screen: &ReferralsScreen,
    theme: &Theme,
    buf: &mut Buffer,
) -> Option<Position> {
    let loaded = model.loaded()?;
    let title = words::referrals_title(loaded.name(0));
    chrome::title(buf, theme, &title, &case::view::number(loaded, 0));
    let room = buf.area.width.saturating_sub(4);
    let blocks = blocks(model, loaded);
    if blocks.is_empty() {
        draw::put(buf, 3, 3, words::NOTHING_LINKED, theme.quiet, room);
    }
    let pages = pages(model, model.size);
    let page = pages.iter().find(|page| page.contains(&screen.selected));
    let mut cursor = None;
    let mut y = 2;
    for place in page.cloned().unwrap_or(0..0) {
        if place == screen.selected {
            cursor = Some(chrome::mark(buf, theme, 1, y));
        }
        for line in blocks.get(place).into_iter().flatten() {
            draw::put(buf, 3, y, line, theme.text, room);
            y += 1;
        }
    }
    case::panel::view_short(model, loaded, theme, buf);
    cursor
}
