//! Draws an import.

use std::ops::Range;

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};

use crate::{
    base::width,
    text::{export as export_words, ui::import as words},
    tui::{
        model::{
            Size,
            import::{Busy, Columns, ImportScreen, Stage},
        },
        theme::Theme,
        widgets::{
            chrome, draw, list,
            table::{self, Align, Cell, Column},
        },
        work::{Coverage, FileEntry, Phase, Place},
    },
};

/// Rows that are not the list, without what stands between the rule and the heads: title, rule and heads above; a
/// blank, rule and footer below.
const OTHER_ROWS: u16 = 6;
/// The row below the rule at the top.
const TOP_ROW: u16 = 2;
/// The row of the heads of a list with one line and a blank one above it.
const HEADS_ROW: u16 = 4;
/// Rows that are not the summary or the list: title and rule above; a blank, rule and footer below.
const FRAME_ROWS: u16 = 5;

/// Rows of a list on one page.
pub fn page_rows(size: Size, stage: &Stage) -> usize {
    let above = match stage {
        Stage::Columns(columns) => above_columns(size.columns, columns).len(),
        Stage::Files | Stage::Fields(..) | Stage::Preview(_) | Stage::Ended(_) => {
            usize::from(HEADS_ROW - TOP_ROW)
        }
    };
    usize::from(size.rows.saturating_sub(OTHER_ROWS)).saturating_sub(above)
}

/// A line above the columns.
enum Above {
    /// What was recognised.
    About(String),
    /// What the list is said to name.
    Coverage(String),
    /// Why it cannot be read as it stands; the first of its lines is marked.
    Refusal(String, bool),
}

/// Everything above the heads of the columns, wrapped: a refusal is shown whole, however long.
fn above_columns(width: u16, columns: &Columns) -> Vec<Above> {
    let room = usize::from(width.saturating_sub(4));
    let sheet = &columns.sheet;
    let name = sheet.sheet.as_ref();
    let name = name.map_or_else(String::new, |name| {
        format!("  {}", words::sheet(name, sheet.sheets.len()))
    });
    let mut above = vec![Above::About(format!("{}{name}", sheet.about))];
    let coverage = match columns.coverage {
        Coverage::Part => words::PART,
        Coverage::Whole => words::WHOLE,
    };
    above.extend(width::wrap(coverage, room).into_iter().map(Above::Coverage));
    if let Some(refusal) = &sheet.refusal {
        let text = format!("{refusal}{}", words::POINT_HERE);
        let lines = width::wrap(&text, room).into_iter().enumerate();
        above.extend(lines.map(|(place, line)| Above::Refusal(line, place == 0)));
    }
    above
}

/// A summary above and what is said of rows below it, on pages of whole entries.
pub struct Pages {
    summary: Vec<String>,
    entries: Vec<Vec<String>>,
    ranges: Vec<Range<usize>>,
}

impl Pages {
    /// Wraps both for a terminal.
    pub fn of(size: Size, summary: &[String], lines: &[String]) -> Self {
        let room = usize::from(size.columns.saturating_sub(5));
        let summary: Vec<String> = summary
            .iter()
            .flat_map(|line| width::wrap(line, room))
            .collect();
        let entries: Vec<Vec<String>> = lines.iter().map(|line| entry(line, room)).collect();
        let all = usize::from(size.rows.saturating_sub(FRAME_ROWS));
        // A blank row parts the two.
        let rows = all.saturating_sub(summary.len() + 2).max(1);
        let heights: Vec<usize> = entries.iter().map(Vec::len).collect();
        Self {
            ranges: list::pages(&heights, rows),
            summary,
            entries,
        }
    }

    /// How many pages there are.
    pub fn count(&self) -> usize {
        self.ranges.len().max(1)
    }

    fn draw(&self, page: usize, theme: &Theme, buf: &mut Buffer) {
        let room = buf.area.width.saturating_sub(4);
        let mut y = 2;
        for line in &self.summary {
            draw::put(buf, 3, y, line, theme.strong, room);
            y += 1;
        }
        y += 1;
        if self.entries.is_empty() {
            draw::put(buf, 3, y, words::NO_LINES, theme.quiet, room);
        }
        let shown = self.ranges.get(page).cloned().unwrap_or_default();
        for line in self.entries.get(shown).into_iter().flatten().flatten() {
            draw::put(buf, 3, y, line, theme.text, room);
            y += 1;
        }
    }
}

/// What is said of a row, its second line and those below set in.
fn entry(line: &str, room: usize) -> Vec<String> {
    let parts = width::wrap(line, room);
    let Some((first, rest)) = parts
        .first()
        .and_then(|first| Some((first.clone(), line.strip_prefix(first.as_str())?)))
    else {
        return parts;
    };
    let rest = width::wrap(rest.trim_start(), room.saturating_sub(6)).into_iter();
    let set_in = rest
        .filter(|part| !part.is_empty())
        .map(|part| format!("      {part}"));
    [first].into_iter().chain(set_in).collect()
}

/// How far work is, in words.
pub fn working(busy: &Busy) -> String {
    let Some(progress) = busy.progress else {
        return words::LOOKING.to_owned();
    };
    match progress.phase {
        Phase::Reading => words::reading(progress.done),
        Phase::Judging => words::judging(progress.done, progress.total),
        Phase::Writing => words::writing(progress.done, progress.total),
        Phase::Exporting => export_words::progress(progress.done, progress.total),
    }
}

/// Draws the import.
pub fn view(
    size: Size,
    screen: &ImportScreen,
    theme: &Theme,
    buf: &mut Buffer,
) -> Option<Position> {
    match &screen.stage {
        Stage::Files => files(size, screen, theme, buf),
        Stage::Columns(columns) => columns_view(size, columns, theme, buf),
        Stage::Fields(columns, place) => fields(size, columns, *place, theme, buf),
        Stage::Preview(previewed) => {
            let preview = &previewed.preview;
            let pages = Pages::of(size, &preview.summary, &preview.lines);
            let place = words::page(previewed.page, pages.count());
            let step = format!("{}  {place}", words::PREVIEW);
            title(theme, buf, &step, &previewed.columns.sheet.file);
            pages.draw(previewed.page, theme, buf);
            let y = buf.area.height.saturating_sub(3);
            let text = words::to_write(preview.households, preview.refused_rows, preview.unlisted);
            draw::put(
                buf,
                3,
                y,
                &text,
                theme.strong,
                buf.area.width.saturating_sub(4),
            );
            None
        }
        Stage::Ended(ended) => {
            let pages = Pages::of(size, &ended.written.summary, &ended.written.lines);
            let place = words::page(ended.page, pages.count());
            title(
                theme,
                buf,
                &format!("{}  {place}", words::ENDED),
                &ended.file,
            );
            pages.draw(ended.page, theme, buf);
            None
        }
    }
}

fn title(theme: &Theme, buf: &mut Buffer, step: &str, file: &str) {
    chrome::title(buf, theme, &format!("{}  {step}", words::TITLE), file);
}

const fn column(title: &'static str, width: u16, grow: u16, align: Align, priority: u8) -> Column {
    Column {
        title,
        width,
        grow,
        align,
        priority,
    }
}

const FILE_COLUMNS: [Column; 4] = [
    column(words::FILE, 30, 1, Align::Left, 1),
    column(words::SIZE, 8, 0, Align::Right, 3),
    column(words::DAY, 10, 0, Align::Left, 2),
    column(words::WHERE, 8, 0, Align::Left, 4),
];

fn files(size: Size, screen: &ImportScreen, theme: &Theme, buf: &mut Buffer) -> Option<Position> {
    let area = buf.area;
    title(theme, buf, words::CHOOSE, "");
    let x = draw::put(buf, 3, 2, words::PATH, theme.label, area.width);
    let field = Rect::new(x + 1, 2, area.width.saturating_sub(x + 3), 1);
    let style = if screen.typing {
        theme.field
    } else {
        theme.text
    };
    let typing = screen.path.draw(buf, field, style);
    let placed = table::place(&FILE_COLUMNS, 3, area.width.saturating_sub(4));
    table::head(buf, HEADS_ROW, &FILE_COLUMNS, &placed, theme.label);
    let found = screen.files.as_deref().unwrap_or_default();
    if found.is_empty() {
        let text = match screen.files {
            None => words::LOOKING,
            Some(_) => words::NO_FILES,
        };
        let room = usize::from(area.width.saturating_sub(4));
        for (y, line) in (HEADS_ROW + 2..).zip(width::wrap(text, room)) {
            draw::put(buf, 3, y, &line, theme.quiet, area.width.saturating_sub(4));
        }
    }
    let cells = |file: &FileEntry| {
        let place = match file.place {
            Place::In => words::INBOX,
            Place::Out => words::OUTBOX,
            Place::Home => words::HOME,
        };
        vec![
            Cell::plain(file.name.as_str()),
            Cell::plain(words::size(file.bytes)),
            Cell::plain(file.day.as_str()),
            Cell::plain(place),
        ]
    };
    let mark = (!screen.typing).then_some(screen.selected);
    let page = list::page(screen.selected, found.len(), page_rows(size, &screen.stage));
    let mut cursor = None;
    for (y, place) in (HEADS_ROW + 1..).zip(page) {
        if let Some(file) = found.get(place) {
            if mark == Some(place) {
                cursor = Some(chrome::mark(buf, theme, 1, y));
            }
            table::row(buf, y, &FILE_COLUMNS, &placed, &cells(file));
        }
    }
    if screen.typing { typing } else { cursor }
}

const COLUMN_COLUMNS: [Column; 4] = [
    column(words::COLUMN, 3, 0, Align::Left, 2),
    column(words::HEADER, 18, 1, Align::Left, 1),
    column(words::FIELD, 14, 0, Align::Left, 1),
    column(words::SAMPLES, 20, 2, Align::Left, 3),
];

fn columns_view(
    size: Size,
    columns: &Columns,
    theme: &Theme,
    buf: &mut Buffer,
) -> Option<Position> {
    let area = buf.area;
    let room = area.width.saturating_sub(4);
    let sheet = &columns.sheet;
    title(theme, buf, words::COLUMNS, &sheet.file);
    let above = above_columns(size.columns, columns);
    let rows = usize::from(size.rows.saturating_sub(OTHER_ROWS)).saturating_sub(above.len());
    let mut heads = TOP_ROW;
    for line in above {
        let (text, style) = match line {
            Above::About(text) => (text, theme.strong),
            Above::Coverage(text) => (text, theme.text),
            Above::Refusal(text, marked) => {
                if marked {
                    draw::put(buf, 1, heads, "!", theme.warning, 1);
                }
                (text, theme.strong)
            }
        };
        draw::put(buf, 3, heads, &text, style, room);
        heads += 1;
    }
    let placed = table::place(&COLUMN_COLUMNS, 3, room);
    table::head(buf, heads, &COLUMN_COLUMNS, &placed, theme.label);
    let page = list::page(columns.selected, sheet.columns.len(), rows);
    let mut cursor = None;
    for (y, place) in (heads + 1..).zip(page) {
        let Some(column) = sheet.columns.get(place) else {
            continue;
        };
        if place == columns.selected {
            cursor = Some(chrome::mark(buf, theme, 1, y));
        }
        let said = sheet.pointed.iter().find(|(of, _)| *of == place);
        let label = column.field.as_ref().and_then(|field| {
            let known = sheet.fields.iter().find(|(name, _)| name == field);
            known.map(|(_, label)| label.as_str())
        });
        let field = match (label, said) {
            (Some(label), Some(_)) => Cell::styled(label, theme.changed),
            (Some(label), None) => Cell::plain(label),
            (None, Some(_)) => Cell::styled(words::LEFT_OUT, theme.changed),
            (None, None) if place < sheet.own_columns => Cell::styled(words::OURS, theme.quiet),
            (None, None) => Cell::styled(words::UNKNOWN, theme.quiet),
        };
        let cells = vec![
            Cell::plain(words::column_name(place)),
            Cell::plain(column.text.as_str()),
            field,
            Cell::styled(column.samples.as_str(), theme.quiet),
        ];
        table::row(buf, y, &COLUMN_COLUMNS, &placed, &cells);
    }
    cursor
}

fn fields(
    size: Size,
    columns: &Columns,
    selected: usize,
    theme: &Theme,
    buf: &mut Buffer,
) -> Option<Position> {
    let room = buf.area.width.saturating_sub(4);
    let sheet = &columns.sheet;
    title(theme, buf, words::FIELDS, &sheet.file);
    if let Some(column) = sheet.columns.get(columns.selected) {
        let name = words::column_name(columns.selected);
        let about = format!("{name}  {}  {}", column.text, column.samples);
        draw::put(buf, 3, 2, &about, theme.strong, room);
    }
    let rows = usize::from(size.rows.saturating_sub(OTHER_ROWS + HEADS_ROW - TOP_ROW));
    let page = list::page(selected, sheet.fields.len() + 1, rows);
    let mut cursor = None;
    for (y, place) in (HEADS_ROW + 1..).zip(page) {
        if place == selected {
            cursor = Some(chrome::mark(buf, theme, 1, y));
        }
        let field = place
            .checked_sub(1)
            .and_then(|place| sheet.fields.get(place));
        let label = field.map_or(words::LEFT_OUT, |(_, label)| label.as_str());
        draw::put(buf, 3, y, label, theme.text, 20);
        let taken = field.and_then(|(name, _)| {
            let by = sheet.columns.iter();
            let mut by = by.filter(|column| column.field.as_ref() == Some(name));
            by.next()
        });
        if let Some(column) = taken {
            draw::put(
                buf,
                25,
                y,
                &column.text,
                theme.quiet,
                room.saturating_sub(22),
            );
        }
    }
    cursor
}
