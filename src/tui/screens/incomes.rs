//! The incomes and deductions of one member, where there are several.

use ratatui::{buffer::Buffer, layout::Position};

use super::case;
use crate::{
    domain::{
        household::MemberFacts,
        income::{Income, IncomeItem},
    },
    text::{terms, ui::forms as words},
    tui::{
        effect::Effect,
        facts,
        forms::{self, incomes},
        model::{Model, Screen, Size, case::month_income, form::FormKind, incomes::IncomesScreen},
        theme::Theme,
        widgets::{
            chrome, draw,
            list::{self, Motion},
            table::{self, Align, Cell, Column},
        },
    },
};

/// Rows that are not the list: title, rule, heads above; total, panel, rule and footer below.
const OTHER_ROWS: u16 = 12;

/// What a row of the list is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entry {
    /// An income, by place.
    Income(usize),
    /// A deduction, by place.
    Deduction(usize),
}

/// Opens the list of a member.
pub fn open(model: &mut Model, member: usize) {
    model.screens.push(Screen::Incomes(IncomesScreen {
        member,
        selected: 0,
    }));
}

fn facts(model: &Model, member: usize) -> Option<&MemberFacts> {
    model
        .loaded()?
        .work
        .members
        .get(member)
        .map(|member| &member.facts)
}

/// The rows of the list.
pub fn entries(model: &Model, member: usize) -> Vec<Entry> {
    facts(model, member).map_or_else(Vec::new, |facts| {
        let incomes = (0..facts.incomes.len()).map(Entry::Income);
        let deductions = (0..facts.deductions.len()).map(Entry::Deduction);
        incomes.chain(deductions).collect()
    })
}

/// Rows of a page.
pub const fn page_rows(size: Size) -> usize {
    size.rows.saturating_sub(OTHER_ROWS) as usize
}

/// The selected row.
pub fn selected(model: &Model) -> Option<(usize, Entry)> {
    let Screen::Incomes(screen) = model.top() else {
        return None;
    };
    let entry = entries(model, screen.member)
        .get(screen.selected)
        .copied()?;
    Some((screen.member, entry))
}

/// Moves the selection.
pub fn motion(model: &mut Model, motion: Motion) {
    let rows = page_rows(model.size);
    let Screen::Incomes(screen) = model.top() else {
        return;
    };
    let count = entries(model, screen.member).len();
    if let Some(Screen::Incomes(screen)) = model.top_mut() {
        screen.selected = list::moved(screen.selected, count, rows, motion);
    }
}

/// Opens the selected row.
pub fn open_entry(model: &mut Model) {
    match selected(model) {
        Some((member, Entry::Income(place))) => {
            forms::open(model, FormKind::Income(member, Some(place)));
        }
        Some((member, Entry::Deduction(place))) => {
            forms::open(model, FormKind::Deduction(member, Some(place)));
        }
        None => {}
    }
}

/// Opens the form of a new income or deduction.
pub fn add(model: &mut Model, kind: impl FnOnce(usize) -> FormKind) {
    if let Screen::Incomes(screen) = model.top() {
        let member = screen.member;
        forms::open(model, kind(member));
    }
}

/// Removes the selected row.
pub fn remove(model: &mut Model) -> Vec<Effect> {
    match selected(model) {
        Some((member, Entry::Income(place))) => {
            incomes::change(model, member, |member| {
                member.facts.incomes.remove(place);
            });
        }
        Some((member, Entry::Deduction(place))) => {
            incomes::change(model, member, |member| {
                member.facts.deductions.remove(place);
            });
        }
        None => {}
    }
    motion(model, Motion::Up);
    facts::left_field(model)
}

const COLUMNS: [Column; 4] = [
    column(words::INCOME_KIND, 14, 1, Align::Left, 1),
    column(words::INCOME_ITEM, 18, 2, Align::Left, 3),
    column(words::AMOUNT, 12, 0, Align::Right, 1),
    column(words::PER, 6, 0, Align::Left, 2),
];

const fn column(title: &'static str, width: u16, grow: u16, align: Align, priority: u8) -> Column {
    Column {
        title,
        width,
        grow,
        align,
        priority,
    }
}

/// Draws the list.
pub fn view(
    model: &Model,
    screen: &IncomesScreen,
    theme: &Theme,
    buf: &mut Buffer,
) -> Option<Position> {
    let loaded = model.loaded()?;
    let facts = facts(model, screen.member)?;
    chrome::title(
        buf,
        theme,
        &words::incomes_title(loaded.name(screen.member)),
        &case::view::number(loaded, screen.member),
    );
    let placed = table::place(&COLUMNS, 3, buf.area.width.saturating_sub(4).min(72));
    table::head(buf, 2, &COLUMNS, &placed, theme.label);
    let entries = entries(model, screen.member);
    if entries.is_empty() {
        draw::put(buf, 3, 4, words::NO_INCOMES, theme.quiet, buf.area.width);
    }
    let mut cursor = None;
    let mut y = 3;
    for place in list::page(screen.selected, entries.len(), page_rows(model.size)) {
        let Some(entry) = entries.get(place) else {
            continue;
        };
        if place == screen.selected {
            cursor = Some(chrome::mark(buf, theme, 1, y));
        }
        table::row(buf, y, &COLUMNS, &placed, &cells(facts, *entry));
        y += 1;
    }
    let member = loaded.work.members.get(screen.member)?;
    let total = words::incomes_total(month_income(member));
    draw::put(buf, 3, y + 1, &total, theme.strong, buf.area.width);
    case::panel::view_short(model, loaded, theme, buf);
    cursor
}

fn cells(facts: &MemberFacts, entry: Entry) -> Vec<Cell> {
    match entry {
        Entry::Income(place) => facts.incomes.get(place).map_or_else(Vec::new, income_cells),
        Entry::Deduction(place) => facts
            .deductions
            .get(place)
            .map_or_else(Vec::new, |deduction| {
                vec![
                    Cell::plain(words::deducted(terms::deduction(deduction.kind))),
                    Cell::plain(""),
                    Cell::plain(format!("-{}", deduction.month.grouped())),
                    Cell::plain(terms::per(crate::domain::income::Per::Month)),
                ]
            }),
    }
}

fn income_cells(income: &Income) -> Vec<Cell> {
    let item = income
        .item
        .as_ref()
        .map_or("", |item: &IncomeItem| terms::income_item(item));
    vec![
        Cell::plain(terms::income(income.kind)),
        Cell::plain(item),
        Cell::plain(income.amount.grouped()),
        Cell::plain(terms::per(income.per)),
    ]
}
