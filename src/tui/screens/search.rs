//! Search by name, initials, number, village, telephone or case number.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};

use super::{
    case::open,
    queue::{self, CaseTable, Purpose},
};
use crate::{
    domain::review::Status,
    engine::{answer::Hit, query::Query},
    text::ui::search as words,
    tui::{
        effect::Effect,
        model::{Model, Screen, Size, Wanted, line::Line, search::SearchScreen},
        theme::Theme,
        widgets::{
            chrome, draw,
            list::{self, Motion},
            table,
        },
    },
};

/// Rows of results asked for: who finds more has not said enough.
const HITS_MAX: u32 = 100;
/// Rows that are not results: title, rule, field, hint, heads above; rule and footer below.
const OTHER_ROWS: u16 = 7;

/// Opens the search.
pub fn open(model: &mut Model) {
    model.screens.push(Screen::Search(SearchScreen {
        typing: true,
        ..SearchScreen::default()
    }));
}

/// Opens the search with what was typed before; who was past typing gets the results again.
pub fn go_on(model: &mut Model, line: Line, typing: bool) -> Vec<Effect> {
    model.screens.push(Screen::Search(SearchScreen {
        line,
        typing: true,
        ..SearchScreen::default()
    }));
    if typing { Vec::new() } else { find(model) }
}

/// Searches for what was typed.
pub fn find(model: &mut Model) -> Vec<Effect> {
    let Some(Screen::Search(screen)) = model.top_mut() else {
        return Vec::new();
    };
    let text = screen.line.text.trim().to_owned();
    if text.is_empty() {
        return Vec::new();
    }
    screen.searched = Some(text.clone());
    let query = Query::Search {
        text,
        limit: HITS_MAX,
    };
    vec![model.ask(Wanted::Hits, query)]
}

/// Results are there; the first is selected, so that Enter opens it.
pub fn arrived(model: &mut Model, hits: Vec<Hit>) {
    for screen in model.screens.iter_mut().rev() {
        if let Screen::Search(search) = screen {
            search.typing = hits.is_empty();
            search.selected = search.selected.min(hits.len().saturating_sub(1));
            search.hits = Some(hits);
            return;
        }
    }
}

/// Rows of a page.
pub const fn page_rows(size: Size) -> usize {
    size.rows.saturating_sub(OTHER_ROWS) as usize
}

/// How many results there are.
pub fn count(screen: &SearchScreen) -> usize {
    screen.hits.as_ref().map_or(0, Vec::len)
}

/// Moves the selection.
pub fn motion(screen: &mut SearchScreen, size: Size, motion: Motion) {
    screen.selected = list::moved(screen.selected, count(screen), page_rows(size), motion);
}

/// Opens the selected case.
pub fn open_case(model: &mut Model) -> Vec<Effect> {
    let Screen::Search(screen) = model.top() else {
        return Vec::new();
    };
    let hit = screen.hits.as_ref().and_then(|hits| {
        let hit = hits.get(screen.selected)?;
        Some((hit.row.case, hit.row.head.reveal().to_owned()))
    });
    match hit {
        Some((case, head)) => open::open(model, case, &head),
        None => Vec::new(),
    }
}

/// Draws the search.
pub fn view(
    model: &Model,
    screen: &SearchScreen,
    theme: &Theme,
    buf: &mut Buffer,
) -> Option<Position> {
    let area = buf.area;
    let counter = screen.hits.as_ref().map_or_else(String::new, |hits| {
        words::counter(screen.selected, hits.len())
    });
    chrome::title_with_counter(buf, theme, words::TITLE, &counter, "");
    let x = draw::put(buf, 1, 2, words::LABEL, theme.label, area.width);
    let field = Rect::new(x + 1, 2, area.width.saturating_sub(x + 3).min(40), 1);
    let style = if screen.typing {
        theme.field
    } else {
        theme.text
    };
    let typing = screen.line.draw(buf, field, style);
    draw::put(
        buf,
        x + 1,
        3,
        words::HINT,
        theme.quiet,
        area.width.saturating_sub(x + 2),
    );
    let mut cursor = None;
    match &screen.hits {
        None => {
            if screen.searched.is_some() {
                draw::put(buf, 3, 5, words::SEARCHING, theme.quiet, area.width);
            }
        }
        Some(hits) if hits.is_empty() => {
            let text = words::nothing(screen.searched.as_deref().unwrap_or_default());
            draw::put(buf, 3, 5, &text, theme.text, area.width.saturating_sub(4));
        }
        Some(hits) => cursor = draw_hits(model, screen, hits, theme, buf),
    }
    if screen.typing { typing } else { cursor }
}

fn draw_hits(
    model: &Model,
    screen: &SearchScreen,
    hits: &[Hit],
    theme: &Theme,
    buf: &mut Buffer,
) -> Option<Position> {
    let page = list::page(screen.selected, hits.len(), page_rows(model.size));
    let rows = hits.get(page.clone()).into_iter().flatten();
    let purpose = Purpose::Work(Status::Due);
    let table = CaseTable::new(purpose, buf.area.width, rows.map(|hit| &hit.row));
    table.heads(buf, 4, theme);
    let mut cursor = None;
    for (offset, place) in page.enumerate() {
        let y = 5 + u16::try_from(offset).unwrap_or(u16::MAX);
        let Some(hit) = hits.get(place) else {
            continue;
        };
        if place == screen.selected && !screen.typing {
            cursor = Some(chrome::mark(buf, theme, 1, y));
        }
        table.row(buf, y, &hit.row);
        if let Some(member) = &hit.member {
            beside(
                buf,
                y,
                &table.placed,
                &words::member(member.name.reveal(), &member.masked_number),
                theme,
            );
        }
    }
    cursor
}

/// Says in the place of the reasons which member was found; where those gave way, behind the name.
fn beside(buf: &mut Buffer, y: u16, placed: &[table::Placed], text: &str, theme: &Theme) {
    let column = placed
        .iter()
        .find(|place| place.index == queue::REASONS_COLUMN)
        .or_else(|| placed.get(1));
    if let Some(place) = column {
        draw::put_fitted(buf, place.x, y, text, theme.text, place.width);
    }
}

/// Opens the search, or goes back to the one that lies below.
pub fn again(model: &mut Model) -> Vec<Effect> {
    let effects = crate::tui::draft::save(model);
    let below = model
        .screens
        .iter()
        .rposition(|screen| matches!(screen, Screen::Search(_)));
    match below {
        Some(place) => {
            model.screens.truncate(place + 1);
            if let Some(Screen::Search(screen)) = model.top_mut() {
                screen.typing = true;
                screen.line.fresh = !screen.line.text.is_empty();
            }
        }
        None => open(model),
    }
    effects
}
