//! Draws the model. Pure: the same model gives the same cells and the same cursor.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};

use super::{
    action::Context,
    context, footer,
    model::{
        COLUMNS_MIN, Model, Notice, ROWS_MIN, Screen, Tone,
        form::{Form, FormKind},
    },
    screens::{
        batch,
        case::{
            self,
            layout::{self, Frame},
        },
        compare, desk, export, help, history, import, incomes, menu, policy, queue, referrals,
        search, start, sum,
    },
    theme::Theme,
    widgets::{chrome, draw, fields},
};
use crate::{
    base::width,
    text::ui::{forms as words, small},
};

/// Rows of the screen that forms are designed for.
const ROWS_DESIGN: u16 = 24;

/// Draws the model into a blank buffer; answers where the real cursor stands.
pub fn view(model: &Model, theme: &Theme, buf: &mut Buffer) -> Option<Position> {
    if context::context(model) == Context::TooSmall {
        too_small(model, theme, buf);
        return None;
    }
    let cursor = screen(model, theme, buf);
    let bottom = match model.top() {
        Screen::Case(_) => case::view::notice_bottom(model),
        Screen::Form(form) if form.kind.belongs_to_case() => case::panel::short_top(model),
        _other_screen => model.size.rows.saturating_sub(2),
    };
    if let Some(text) = case::asked::question(model) {
        let tone = Tone::Refused;
        chrome::notice(theme, &Notice { tone, text }, buf, bottom);
    } else if let Some(notice) = &model.notice {
        chrome::notice(theme, notice, buf, bottom);
    } else if let Some(notice) = working(model) {
        chrome::notice(theme, &notice, buf, bottom);
    }
    footer::view(model, theme, buf);
    cursor
}

/// What is said while long work is under way.
fn working(model: &Model) -> Option<Notice> {
    match model.top() {
        Screen::Import(screen) => screen.busy.as_ref().map(|busy| Notice {
            tone: Tone::Done,
            text: import::view::working(busy),
        }),
        Screen::Queue(_) | Screen::Search(_) => export::notice(model),
        Screen::Batch(screen) => batch::notice(screen),
        _other_screen => None,
    }
}

fn screen(model: &Model, theme: &Theme, buf: &mut Buffer) -> Option<Position> {
    match model.top() {
        Screen::Starting => start::view(theme, buf),
        Screen::Desk(screen) => desk::view(model, screen, theme, buf),
        Screen::Queue(screen) => queue::view(model, screen, theme, buf),
        Screen::Case(screen) => case::view::view(model, screen, theme, buf),
        Screen::Form(form) => self::form(model, form, theme, buf),
        Screen::Incomes(screen) => incomes::view(model, screen, theme, buf),
        Screen::Referrals(screen) => referrals::view(model, screen, theme, buf),
        Screen::Sum(screen) => sum::view(model, screen, theme, buf),
        Screen::Compare(screen) => compare::view(model, screen, theme, buf),
        Screen::History(screen) => history::view(model, screen, theme, buf),
        Screen::Search(screen) => search::view(model, screen, theme, buf),
        Screen::Policy(screen) => policy::view(model, screen, theme, buf),
        Screen::Menu(screen) => menu::view(model, screen, theme, buf),
        Screen::Help(screen) => help::view(model, screen, theme, buf),
        Screen::Import(screen) => import::view::view(model.size, screen, theme, buf),
        Screen::Batch(screen) => batch::view::view(model, screen, theme, buf),
    }
}

/// A form, with the sum below it where it is about a case.
fn form(model: &Model, form: &Form, theme: &Theme, buf: &mut Buffer) -> Option<Position> {
    let area = buf.area;
    let loaded = model.loaded();
    let name = match (&form.kind, loaded) {
        (
            FormKind::Member(member) | FormKind::Income(member, _) | FormKind::Deduction(member, _),
            Some(loaded),
        ) => loaded.name(*member).to_owned(),
        (FormKind::PolicyValue(name), _) => model.label(name).unwrap_or_default(),
        (_, Some(loaded)) => loaded.name(0).to_owned(),
        (_, None) => String::new(),
    };
    let title = words::title(&form.kind.prefix(), &name);
    let member = match &form.kind {
        FormKind::Member(member) | FormKind::Income(member, _) | FormKind::Deduction(member, _) => {
            *member
        }
        _about_the_household => 0,
    };
    let right = loaded
        .filter(|_| form.kind.belongs_to_case())
        .map(|loaded| case::view::number(loaded, member))
        .unwrap_or_default();
    chrome::title(buf, theme, &title, &right);
    let bottom = if form.kind.belongs_to_case() {
        if let Some(loaded) = loaded {
            case::panel::view_short(model, loaded, theme, buf);
        }
        case::panel::short_top(model)
    } else {
        area.height.saturating_sub(2)
    };
    let mut columns = area.width;
    if let Some(loaded) = loaded.filter(|_| form.kind.belongs_to_case()) {
        let layout = layout::layout(Frame::of(model), loaded).above(bottom);
        if layout.side > 0 {
            case::beside::view(loaded, theme, buf, layout);
            columns = layout.columns;
        }
    }
    // On a low screen every row counts.
    let mut top = if area.height < ROWS_DESIGN { 2 } else { 3 };
    if let FormKind::Alert(number) = form.kind
        && let Some(alert) = loaded.and_then(|loaded| {
            let alerts = &loaded.view.case.alerts;
            alerts.iter().find(|alert| alert.number == number)
        })
    {
        let text = crate::text::ui::case::alert_words(alert);
        draw::put(buf, 3, top, &text, theme.strong, columns.saturating_sub(4));
        top += 1;
        let found = loaded
            .and_then(|loaded| crate::text::ui::case::alert_history(alert, &loaded.view.staff));
        if let Some(found) = found {
            let room = columns.saturating_sub(4);
            let found = width::clip_marked(&found, usize::from(room));
            draw::put(buf, 3, top, &found, theme.quiet, room);
            top += 1;
        }
        top += 1;
    }
    if form.kind == FormKind::FirstStart {
        for line in width::wrap(
            words::FIRST_START,
            usize::from(area.width.saturating_sub(6)),
        ) {
            draw::put(buf, 3, top, &line, theme.text, area.width.saturating_sub(4));
            top += 1;
        }
        top += 1;
    }
    // A message stands below the fields and covers none of them.
    let bottom = bottom.saturating_sub(Frame::of(model).notice_rows);
    let room = Rect::new(0, top, columns, bottom.saturating_sub(top));
    fields::view(form, theme, buf, room)
}

/// The kind sentence where there is no room for anything else.
fn too_small(model: &Model, theme: &Theme, buf: &mut Buffer) {
    let area = buf.area;
    let size = model.size;
    let text = small::sentence((size.columns, size.rows), (COLUMNS_MIN, ROWS_MIN));
    for (offset, line) in width::wrap(&text, usize::from(area.width))
        .iter()
        .enumerate()
    {
        let y = u16::try_from(offset).unwrap_or(u16::MAX);
        if y < area.height {
            draw::put(buf, 0, y, line, theme.text, area.width);
        }
    }
}
