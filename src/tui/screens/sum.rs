//! The sum, readable aloud: every step with its document and article, and beside it the same sum as of
//! another day or as it was decided. What was proposed or decided is read from its stored steps.

use std::ops::Range;

use ratatui::{buffer::Buffer, layout::Position};

use super::history;
use crate::{
    base::width,
    domain::{
        finding::{Finding, Step},
        transfer,
    },
    engine::answer::Assessment,
    text::{
        recognition, records, steps,
        ui::{case as case_words, keeping as kept_words, records as records_words, sum as words},
    },
    tui::{
        effect::Effect,
        forms,
        model::{
            Model, Screen, Size,
            case::{Loaded, basis::Basis},
            form::FormKind,
            sum::{Other, SumScreen},
        },
        theme::Theme,
        widgets::{
            chrome, draw,
            list::{self, Motion},
        },
    },
};

/// Columns from which citations stand beside the steps and not below them.
const COLUMNS_BESIDE: u16 = 72;
/// Columns of the citations beside the steps.
const CITATION_COLUMNS: u16 = 22;
/// Rows that are not steps: title and rule above, difference, rule and footer below.
const OTHER_ROWS: u16 = 5;

/// Opens the page, on the first step that rests on a parameter: what people ask first is where it comes from.
pub fn open(model: &mut Model) {
    let steps = model
        .loaded()
        .and_then(|loaded| loaded.finding().ok())
        .map(|finding| finding.steps.as_slice());
    let first = steps.and_then(|steps| steps.iter().position(|step| step.param.is_some()));
    model.screens.push(Screen::Sum(Box::new(SumScreen {
        selected: first.unwrap_or(0),
        other: None,
    })));
}

/// A step as it is shown.
struct Shown<'a> {
    step: &'a Step,
    lines: Vec<String>,
    citation: Vec<String>,
    /// How it read in the other sum, where that differs.
    other: Vec<String>,
}

impl Shown<'_> {
    fn height(&self) -> usize {
        self.lines.len().max(self.citation.len()) + self.other.len()
    }
}

/// Names members in steps.
pub fn naming(loaded: &Loaded) -> impl Fn(u32) -> String + '_ {
    |member| {
        let name = usize::try_from(member).map_or("", |member| loaded.name(member));
        if name.is_empty() {
            words::member(member)
        } else {
            name.to_owned()
        }
    }
}

/// The words of a step.
pub fn step_words(loaded: &Loaded, finding: &Finding, step: &Step) -> String {
    steps::step_text_naming(step, finding.wording, &naming(loaded))
}

/// The steps of a sum in words, with what differs in the other one.
fn shown<'a>(
    model: &Model,
    screen: &SumScreen,
    (loaded, finding): (&'a Loaded, &'a Finding),
    columns: u16,
) -> Vec<Shown<'a>> {
    let other = other_finding(screen);
    let when = match other {
        Some(other) if Some(other.on) == model.today() => words::TODAY,
        Some(_) | None => words::THEN,
    };
    let beside = columns >= COLUMNS_BESIDE;
    let room = if beside {
        columns.saturating_sub(CITATION_COLUMNS + 5)
    } else {
        columns.saturating_sub(6)
    };
    let room = usize::from(room);
    let mut shown = Vec::new();
    for (place, step) in finding.steps.iter().enumerate() {
        let text = step_words(loaded, finding, step);
        let text = format!("{:>2} {text}", place + 1);
        let mut lines = hanging(&text, room, 3);
        let cited = step.citation.as_ref().map(words::cited).unwrap_or_default();
        let citation = if beside {
            width::wrap(&cited, usize::from(CITATION_COLUMNS))
        } else {
            if !cited.is_empty() {
                lines.push(format!("   ({cited})"));
            }
            Vec::new()
        };
        let then = other.and_then(|other| counterpart(other, finding, place).map(|at| (other, at)));
        let before = match (other, then) {
            (Some(_), None) => vec![format!("   {}", words::not_then(when))],
            (Some(_), Some((other, at))) => {
                let before = step_words(loaded, other, at);
                let same = before == step_words(loaded, finding, step);
                if same {
                    Vec::new()
                } else {
                    hanging(&words::then(when, &before), room, 3)
                }
            }
            (None, _) => Vec::new(),
        };
        shown.push(Shown {
            step,
            lines,
            citation,
            other: before,
        });
    }
    shown
}

/// Wraps a text so that all lines but the first are indented.
pub fn hanging(text: &str, columns: usize, indent: usize) -> Vec<String> {
    let mut lines = width::wrap(text, columns.saturating_sub(indent));
    for line in lines.iter_mut().skip(1) {
        line.insert_str(0, &" ".repeat(indent));
    }
    lines
}

/// The step of `other` that answers to a step of `finding`: the same code at the same turn.
fn counterpart<'a>(other: &'a Finding, finding: &Finding, place: usize) -> Option<&'a Step> {
    let code = &finding.steps.get(place)?.code;
    let turn = finding
        .steps
        .iter()
        .take(place)
        .filter(|step| step.code == *code)
        .count();
    other
        .steps
        .iter()
        .filter(|step| step.code == *code)
        .nth(turn)
}

fn other_finding(screen: &SumScreen) -> Option<&Finding> {
    match &screen.other {
        Some(Other::OfDay(_, finding)) => finding.as_ref().as_ref().ok(),
        Some(Other::Decided(finding)) => Some(finding),
        Some(Other::Awaited(_)) | None => None,
    }
}

fn pages(model: &Model, screen: &SumScreen, size: Size) -> Vec<Range<usize>> {
    let Some(loaded) = model.loaded() else {
        return Vec::new();
    };
    let Ok(finding) = loaded.finding() else {
        return Vec::new();
    };
    let heights: Vec<usize> = shown(model, screen, (loaded, finding), size.columns)
        .iter()
        .map(Shown::height)
        .collect();
    let others = OTHER_ROWS + u16::from(!besides(loaded).is_empty());
    list::pages(&heights, usize::from(size.rows.saturating_sub(others)))
}

/// The page on the screen from 0, and how many there are.
pub fn page(model: &Model) -> Option<(usize, usize)> {
    let Screen::Sum(screen) = model.top() else {
        return None;
    };
    Some(list::place_in(
        &pages(model, screen, model.size),
        screen.selected,
    ))
}

/// Moves the selection.
pub fn motion(model: &mut Model, motion: Motion) {
    let Screen::Sum(screen) = model.top() else {
        return;
    };
    let to = list::moved_in(&pages(model, screen, model.size), screen.selected, motion);
    if let Some(Screen::Sum(screen)) = model.top_mut() {
        screen.selected = to;
    }
}

/// The parameter on which the selected step rests.
pub fn parameter(model: &Model) -> Option<String> {
    let Screen::Sum(screen) = model.top() else {
        return None;
    };
    let finding = model.loaded()?.finding().ok()?;
    finding.steps.get(screen.selected)?.param.clone()
}

/// Shows where the parameter of the selected step comes from.
pub fn open_parameter(model: &mut Model) -> Vec<Effect> {
    match parameter(model) {
        Some(name) => history::open(model, name),
        None => Vec::new(),
    }
}

/// The sum of the other day is there.
pub fn other_day(model: &mut Model, assessment: Assessment) {
    let screen = model
        .screens
        .iter_mut()
        .rev()
        .find_map(|screen| match screen {
            Screen::Sum(sum) => Some(sum),
            _other_screen => None,
        });
    if let Some(screen) = screen
        && let Some(Other::Awaited(day)) = screen.other
    {
        screen.other = Some(Other::OfDay(day, Box::new(assessment.finding)));
    }
}

/// The sum moved while the page was open: the selection stays within it.
pub fn refresh(model: &mut Model) {
    let count = model
        .loaded()
        .and_then(|loaded| loaded.finding().ok())
        .map_or(0, |finding| finding.steps.len());
    if let Some(Screen::Sum(screen)) = model.top_mut() {
        screen.selected = screen.selected.min(count.saturating_sub(1));
    }
}

/// Opens the form that asks what to compare with.
pub fn ask_day(model: &mut Model) {
    forms::open(model, FormKind::OtherDay);
}

/// Draws the page.
pub fn view(
    model: &Model,
    screen: &SumScreen,
    theme: &Theme,
    buf: &mut Buffer,
) -> Option<Position> {
    let loaded = model.loaded()?;
    let finding = match loaded.finding() {
        Ok(finding) => finding,
        Err(refusal) => {
            chrome::title(buf, theme, &title(loaded), "");
            let message = model.worded(refusal);
            let text = format!("{}\n{}\n{}", message.what, message.meaning, message.remedy);
            for (offset, line) in width::wrap(&text, usize::from(buf.area.width.saturating_sub(4)))
                .iter()
                .enumerate()
            {
                let y = 3 + u16::try_from(offset).unwrap_or(0);
                draw::put(buf, 2, y, line, theme.text, buf.area.width);
            }
            return None;
        }
    };
    let pages = pages(model, screen, model.size);
    let at = pages
        .iter()
        .position(|page| page.contains(&screen.selected))
        .unwrap_or(0);
    let mut right = words::as_of(finding.on);
    if pages.len() > 1 {
        right = words::with_page(&right, at + 1, pages.len());
    }
    chrome::title(buf, theme, &title(loaded), &right);
    let shown = shown(model, screen, (loaded, finding), buf.area.width);
    let mut y = 2;
    let mut cursor = None;
    for place in pages.get(at).cloned().unwrap_or(0..0) {
        let Some(step) = shown.get(place) else {
            continue;
        };
        if place == screen.selected {
            cursor = Some(chrome::mark(buf, theme, 1, y));
        }
        draw_step(step, theme, buf, y);
        y += u16::try_from(step.height()).unwrap_or(1);
    }
    let below = besides(loaded);
    let room = buf.area.width.saturating_sub(2);
    let below = width::clip_marked(&below, usize::from(room)).into_owned();
    let above_bottom = buf.area.height.saturating_sub(4);
    draw::put(buf, 1, above_bottom, &below, theme.quiet, room);
    bottom(model, finding, screen, theme, buf);
    cursor
}

fn draw_step(step: &Shown<'_>, theme: &Theme, buf: &mut Buffer, y: u16) {
    let room = buf.area.width;
    let row = |offset: usize| y + u16::try_from(offset).unwrap_or(0);
    for (offset, line) in step.lines.iter().enumerate() {
        draw::put(buf, 3, row(offset), line, theme.text, room);
    }
    let left = room.saturating_sub(CITATION_COLUMNS + 1);
    for (offset, line) in step.citation.iter().enumerate() {
        draw::put(buf, left, row(offset), line, theme.quiet, CITATION_COLUMNS);
    }
    let below = step.lines.len().max(step.citation.len());
    for (offset, line) in step.other.iter().enumerate() {
        draw::put(buf, 3, row(below + offset), line, theme.changed, room);
    }
    debug_assert!(!step.step.code.is_empty(), "every step has a code");
}

/// What a batch decided or paid; what else the household may be due, and who was passed on.
fn besides(loaded: &Loaded) -> String {
    let case = &loaded.view.case;
    let due = kept_words::below_sum(case, loaded.view.linked.len());
    let batch = records::batch(case);
    let batch = batch.map(|text| format!("{}  {text}", records_words::BATCH));
    let parts = batch.into_iter().chain((!due.is_empty()).then_some(due));
    parts.collect::<Vec<_>>().join("   ")
}

/// The bar at the top, which names a sum that is stored.
fn title(loaded: &Loaded) -> String {
    words::title(loaded.name(0), basis_name(loaded))
}

/// What a stored sum is called; nothing for that of today.
fn basis_name(loaded: &Loaded) -> &'static str {
    match loaded.basis() {
        Basis::Today => "",
        Basis::Proposed(_) => words::WHEN_PROPOSED,
        Basis::Decided(_) => words::WHEN_DECIDED,
    }
}

/// What the comparison comes to, above the footer.
fn bottom(model: &Model, finding: &Finding, screen: &SumScreen, theme: &Theme, buf: &mut Buffer) {
    let y = buf.area.height.saturating_sub(3);
    let Some(loaded) = model.loaded() else {
        return;
    };
    let here = match basis_name(loaded) {
        "" => words::NOW,
        stored => stored,
    };
    let paid_by = |finding: &Finding| transfer::payable(finding, loaded.outcome());
    let beside = |name: &str, other: &Finding| {
        let (this, that) = ((here, paid_by(finding)), (name, paid_by(other)));
        // Of two sums of one day, the stored one was there first.
        let stored = loaded.basis() != Basis::Today;
        if other.on > finding.on || (stored && other.on == finding.on) {
            words::difference(this, that)
        } else {
            words::difference(that, this)
        }
    };
    let text = match &screen.other {
        // A recognition pays nothing by the month, before or after.
        None if recognition::concerns(finding) => String::new(),
        None => {
            let paid = finding.paid.unwrap_or_else(|| loaded.paid());
            let sum = words::now_and_next(paid, paid_by(finding));
            match loaded.today_instead() {
                Some(today) => format!("{sum}; {}", case_words::by_today(today)),
                None => sum,
            }
        }
        Some(Other::Awaited(day)) => words::awaiting(*day),
        Some(Other::OfDay(day, other)) => match &**other {
            Ok(other) => beside(&words::day_name(*day), other),
            Err(refusal) => model.worded(refusal).what,
        },
        Some(Other::Decided(other)) => beside(&words::decided_name(other.on), other),
    };
    let room = buf.area.width.saturating_sub(2);
    let text = width::clip_marked(&text, usize::from(room)).into_owned();
    draw::put(buf, 1, y, &text, theme.strong, room);
}
