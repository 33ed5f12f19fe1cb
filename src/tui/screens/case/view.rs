//! Draws a case: headline, members, property, alerts, evidence; the panel is drawn beside this file.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
    style::Style,
};

use super::{
    kept,
    layout::{self, Frame, LEFT, Layout},
    panel,
};
use crate::{
    base::width,
    domain::{alert::AlertStatus, matter::MatterKind},
    text::{
        records, reported, terms,
        ui::{aid, care, case as words, keeping as kept_words, records as records_words},
    },
    tui::{
        model::{
            Model,
            case::{
                CaseScreen, Loaded, month_income,
                row::{Note, Row},
            },
        },
        parked,
        theme::Theme,
        widgets::{
            chrome, draw,
            table::{self, Align, Cell, Column, Placed},
        },
    },
};

/// Masked number of a member, for the bar at the top of what is about them.
pub fn number(loaded: &Loaded, member: usize) -> String {
    let person = loaded.work.members.get(member).map(|member| member.person);
    loaded
        .view
        .members
        .iter()
        .find(|view| Some(view.person) == person)
        .map_or_else(String::new, |view| view.masked_number.clone())
}

/// Name and number of the head, for the bar at the top.
pub fn head_name(loaded: &Loaded) -> String {
    let number = loaded
        .view
        .members
        .first()
        .map_or("", |head| head.masked_number.as_str());
    words::head(loaded.name(0), number)
}

/// The row above which a message ends.
pub fn notice_bottom(model: &Model) -> u16 {
    model
        .loaded()
        .map_or(model.size.rows.saturating_sub(2), |loaded| {
            layout::layout(Frame::of(model), loaded).panel_rule
        })
}

/// Draws a case.
pub fn view(
    model: &Model,
    screen: &CaseScreen,
    theme: &Theme,
    buf: &mut Buffer,
) -> Option<Position> {
    let Some(loaded) = screen.loaded.as_deref() else {
        chrome::title(buf, theme, &words::opening(&screen.head), "");
        draw::put(buf, 3, 3, words::LOADING, theme.quiet, buf.area.width);
        return None;
    };
    title(model, loaded, theme, buf);
    let layout = layout::layout(Frame::of(model), loaded);
    let pages = layout::pages(loaded, layout);
    let page = layout::page_now(&pages, loaded);
    let mut right = layout.columns.saturating_sub(1);
    if pages.len() > 1 {
        let text = words::page(page + 1, pages.len());
        right = draw::put_right(buf, right, 2, &text, theme.strong, right).saturating_sub(1);
    }
    let room = usize::from(right.saturating_sub(1));
    let headline = words::headline(&loaded.view.case, loaded.work.members.len(), room);
    let headline = width::clip_marked(&headline, room).into_owned();
    draw::put(buf, 1, 2, &headline, theme.text, right.saturating_sub(1));
    let rows = pages.get(page).map_or(&[][..], Vec::as_slice);
    let placed = table::place(&COLUMNS, 3, layout.columns.saturating_sub(4));
    if matches!(rows.first(), Some(Row::Member(_))) {
        table::head(buf, 3, &COLUMNS, &placed, theme.label);
    }
    let mut cursor = None;
    for (row, y) in spread(rows, layout) {
        if row == loaded.row {
            cursor = Some(chrome::mark(buf, theme, 1, y));
        }
        let typing = draw_row(loaded, row, theme, buf, &placed, y, layout);
        cursor = typing.or(cursor);
    }
    if layout.side > 0 {
        panel::side(loaded, theme, buf, layout);
    }
    let marked = panel::view(model, loaded, theme, buf, layout);
    cursor.or(marked)
}

fn title(model: &Model, loaded: &Loaded, theme: &Theme, buf: &mut Buffer) {
    let case = &loaded.view.case;
    let place = model
        .queue()
        .and_then(|queue| queue.place_of(case.id))
        .map(|(place, total)| words::place(place, total))
        .unwrap_or_default();
    let left = words::title(
        terms::programme(case.programme),
        &place,
        &head_name(loaded),
        loaded.view.address.reveal(),
    );
    // How the due day lies outranks how often the review comes, and both outrank the end of an address.
    let whole = words::due(loaded.view.overdue_days, case.review.every_months);
    let columns = usize::from(buf.area.width);
    let right = if width::columns(&whole) * 2 > columns / 2 {
        terms::due_in(loaded.view.overdue_days)
    } else {
        whole
    };
    let room = columns.saturating_sub(width::columns(&right) + 4);
    let left = width::clip_marked(&left, room);
    chrome::title(buf, theme, &left, &right);
}

/// The rows of a page with their places: members stand together, and where there is room a blank row
/// divides them from the rest.
fn spread(rows: &[Row], layout: Layout) -> Vec<(Row, u16)> {
    let blank = rows.len() < usize::from(layout.body_rows);
    let mut y = layout.body;
    let mut placed = Vec::with_capacity(rows.len());
    let mut previous: Option<Row> = None;
    for row in rows {
        let members_end =
            matches!(previous, Some(Row::Member(_))) && !matches!(row, Row::Member(_));
        if members_end && blank {
            y += 1;
        }
        placed.push((*row, y));
        previous = Some(*row);
        y += 1;
    }
    placed
}

const COLUMNS: [Column; 8] = [
    column(words::MEMBER, 12, 1, Align::Left, 1),
    column(words::AGE, 4, 0, Align::Right, 4),
    column(words::RELATION, 6, 0, Align::Left, 5),
    column(words::LABOUR, 8, 0, Align::Left, 6),
    column(words::SITUATION, 14, 2, Align::Left, 3),
    column(words::LAST_INCOME, 12, 0, Align::Right, 2),
    column(words::INCOME, 12, 0, Align::Right, 1),
    column("", 1, 0, Align::Left, 1),
];
/// Place of the situation among the columns.
const SITUATION_COLUMN: usize = 4;
/// Place of this review's income among the columns.
const INCOME_COLUMN: usize = 6;

const fn column(title: &'static str, width: u16, grow: u16, align: Align, priority: u8) -> Column {
    Column {
        title,
        width,
        grow,
        align,
        priority,
    }
}

/// Draws one row; answers where the cursor stands if something is being typed there.
fn draw_row(
    loaded: &Loaded,
    row: Row,
    theme: &Theme,
    buf: &mut Buffer,
    placed: &[Placed],
    y: u16,
    layout: Layout,
) -> Option<Position> {
    let case = &loaded.view.case;
    let line = match row {
        Row::Member(member) => return draw_member(loaded, member, theme, buf, placed, y),
        Row::Assets => {
            let changed = loaded.work.assets != case.household.assets
                || loaded.work.income_stable != case.household.income_stable;
            Line {
                label: words::ASSETS,
                text: words::assets(&loaded.work, usize::from(layout.columns.saturating_sub(20))),
                tail: if changed { words::CHANGED } else { "" }.to_owned(),
                style: if changed { theme.changed } else { theme.text },
            }
        }
        Row::Support => plain(
            care::SUPPORT,
            care::support(case.support.as_ref(), case.programme),
            theme,
        ),
        Row::SelfCare => plain(
            care::SELF_CARE,
            care::self_care(case.self_care.as_ref(), case.support.as_ref()),
            theme,
        ),
        Row::Aid => plain(aid::AID, aid::aid(case.aid.as_ref()), theme),
        Row::AidPapers => with_tail(
            aid::PAPERS,
            aid::papers(case.aid.as_ref(), case.aid_papers.as_ref()),
            kept::due(loaded, &[MatterKind::Papers]),
            theme,
        ),
        Row::FollowUp => with_tail(
            aid::FOLLOW_UP,
            aid::follow_up(case.follow_up.as_ref()),
            kept::due(loaded, &[MatterKind::FollowUp]),
            theme,
        ),
        Row::Note(note, line) => {
            let notes = loaded.notes(layout);
            let lines = notes.iter().find(|(one, _)| *one == note);
            let text = lines.and_then(|(_, lines)| lines.get(line)).cloned();
            let first = if line == 0 {
                loaded.note_label(note)
            } else {
                ""
            };
            Line {
                label: first,
                text: text.unwrap_or_default(),
                tail: String::new(),
                style: match note {
                    Note::Marker => theme.strong,
                    Note::Signatures | Note::Reason => theme.text,
                    Note::Change => theme.changed,
                },
            }
        }
        Row::Alert(place) => alert(loaded, place, theme),
        Row::Change(place) => change(loaded, place, theme),
        Row::Kept(kept) => {
            let line = kept::line(loaded, kept);
            with_tail(line.label, line.text, line.due, theme)
        }
        Row::Referrals => with_tail(
            kept_words::REFERRALS,
            kept_words::referrals(case, loaded.view.linked.len()),
            kept::due(loaded, &[MatterKind::Referral]),
            theme,
        ),
        Row::NoAlerts => plain(words::ALERTS, words::NO_ALERTS.to_owned(), theme),
        Row::Visit => match case.visits.last() {
            Some(visit) => {
                let names = words::surveyors(visit, &loaded.view.staff);
                plain(words::VISIT, words::visit(visit, &names), theme)
            }
            None => plain(words::VISIT, words::NO_VISIT.to_owned(), theme),
        },
        Row::Batch => plain(
            records_words::BATCH,
            records::batch(case).unwrap_or_default(),
            theme,
        ),
        Row::Report => plain(words::REPORT, words::report(case.reports.last()), theme),
        Row::Hearing => {
            let waived = case.waivers.last().map(crate::text::closing::waiver);
            let text = waived.unwrap_or_else(|| words::hearing(case.hearings.last()));
            plain(words::HEARING, text, theme)
        }
        Row::Sum | Row::Conclusion => return None,
    };
    draw::put(buf, 3, y, line.label, theme.label, 5);
    let right = layout.columns.saturating_sub(1);
    let tail = draw::put_right(buf, right, y, &line.tail, line.style, 9);
    let gap = u16::from(!line.tail.is_empty());
    let room = tail.saturating_sub(LEFT + gap);
    let text = width::clip_marked(&line.text, usize::from(room)).into_owned();
    draw::put(buf, LEFT, y, &text, line.style, room);
    None
}

/// A row of words.
struct Line {
    label: &'static str,
    text: String,
    tail: String,
    style: Style,
}

/// A row that says at its end how late it is.
fn with_tail(label: &'static str, text: String, tail: String, theme: &Theme) -> Line {
    Line {
        label,
        text,
        tail,
        style: theme.text,
    }
}

const fn plain(label: &'static str, text: String, theme: &Theme) -> Line {
    Line {
        label,
        text,
        tail: String::new(),
        style: theme.text,
    }
}

fn alert(loaded: &Loaded, place: usize, theme: &Theme) -> Line {
    let Some(alert) = loaded.view.case.alerts.get(place) else {
        return plain("", String::new(), theme);
    };
    let whose = alert
        .person
        .and_then(|person| {
            loaded
                .view
                .members
                .iter()
                .find(|member| member.person == person)
        })
        .map_or("", |member| member.name.reveal());
    Line {
        label: if place == 0 { words::ALERTS } else { "" },
        text: words::alert(alert, whose),
        tail: terms::alert_status(alert.status).to_owned(),
        style: match alert.status {
            AlertStatus::Open => theme.warning,
            AlertStatus::True | AlertStatus::Untrue | AlertStatus::Harmless => theme.text,
        },
    }
}

fn change(loaded: &Loaded, place: usize, theme: &Theme) -> Line {
    let view = &loaded.view;
    let Some(change) = view.case.changes.get(place) else {
        return plain("", String::new(), theme);
    };
    let names = view.names();
    let people = reported::People {
        names: &names,
        records: &view.reported,
    };
    let facts: Vec<String> = change
        .open()
        .map(|(_, fact)| reported::words(people, &fact.reported).line())
        .collect();
    Line {
        label: words::REPORTED,
        text: words::reported(change, &facts),
        tail: words::TO_BE_SETTLED.to_owned(),
        style: theme.warning,
    }
}

fn draw_member(
    loaded: &Loaded,
    member: usize,
    theme: &Theme,
    buf: &mut Buffer,
    placed: &[Placed],
    y: u16,
) -> Option<Position> {
    let now = loaded.work.members.get(member)?;
    let decided = loaded.decided_member(member);
    let last = loaded.last_member(member);
    let view = loaded
        .view
        .members
        .iter()
        .find(|view| view.person == now.person);
    let income = month_income(now);
    let money_changed = decided.is_none_or(|decided| {
        decided.facts.incomes != now.facts.incomes
            || decided.facts.deductions != now.facts.deductions
    });
    let facts_changed = decided.is_none_or(|decided| {
        words::situation_key(&decided.facts) != words::situation_key(&now.facts)
    });
    let parked = loaded.parked.get(&parked::income_name(member));
    let marked = |changed| if changed { theme.changed } else { theme.text };
    let situation = words::situation(&now.facts);
    let room = placed.iter().find(|place| place.index == SITUATION_COLUMN);
    let situation = words::starred(
        &situation,
        facts_changed,
        room.map_or(0, |place| usize::from(place.width)),
    );
    let edit = loaded.income.as_ref().filter(|edit| edit.member == member);
    let shown = match (edit, parked) {
        (Some(_), _) => String::new(),
        (None, Some(text)) => format!("{text} ?"),
        (None, None) => income.grouped(),
    };
    let cells = vec![
        Cell::plain(loaded.name(member)),
        Cell::plain(view.map_or_else(String::new, |view| view.age.to_string())),
        Cell::plain(terms::relation(now.facts.relation)),
        Cell::plain(now.facts.labour.map_or(words::NOT_JUDGED, terms::labour)),
        Cell::styled(situation, marked(facts_changed)),
        Cell::plain(last.map_or_else(String::new, |last| month_income(last).grouped())),
        Cell::styled(shown, marked(money_changed)),
        Cell::styled(if money_changed { "*" } else { "" }, theme.changed),
    ];
    table::row(buf, y, &COLUMNS, placed, &cells);
    let edit = edit?;
    let place = placed.iter().find(|place| place.index == INCOME_COLUMN)?;
    let area = Rect::new(place.x, y, place.width + 1, 1);
    edit.line.draw_right(buf, area, theme.field)
}
