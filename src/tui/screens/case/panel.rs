//! The panel of a case: the sum and what may follow from it, or the proposal that waits for a signature.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
    style::Style,
};

use super::{Loaded, Mode, Row, edit, layout::Layout};
use crate::{
    base::width,
    domain::ids::StaffId,
    text::{
        closing as closing_words,
        ui::{case as words, changes},
    },
    tui::{
        model::Model,
        screens::sum,
        theme::Theme,
        widgets::{chrome, draw},
    },
};

/// Rows of the panel below forms and lists.
const SHORT_ROWS: u16 = 3;
/// Where the words of a line of the panel begin.
const LEFT: u16 = 9;

/// The row of the rule above the panel below forms and lists.
pub fn short_top(model: &Model) -> u16 {
    model.size.rows.saturating_sub(2 + SHORT_ROWS + 1)
}

/// Draws the sum and the conclusion below a form or list.
pub fn view_short(model: &Model, loaded: &Loaded, theme: &Theme, buf: &mut Buffer) {
    let rule = short_top(model);
    draw::rule(buf, buf.area, rule, theme.quiet);
    let columns = buf.area.width;
    sum_lines((model, loaded), theme, buf, rule + 1, columns);
    conclusion_line(loaded, theme, buf, rule + 3, columns);
}

/// Draws the panel; answers where the mark stands if a line of it is selected.
pub fn view(
    model: &Model,
    loaded: &Loaded,
    theme: &Theme,
    buf: &mut Buffer,
    layout: Layout,
) -> Option<Position> {
    draw::rule(
        buf,
        Rect::new(0, 0, buf.area.width, buf.area.height),
        layout.panel_rule,
        theme.quiet,
    );
    let y = layout.panel_rule + 1;
    sum_lines((model, loaded), theme, buf, y, buf.area.width);
    let conclusion = y + 2;
    if loaded.has_proposal() {
        proposal_lines(model, loaded, theme, buf, conclusion);
    } else {
        conclusion_line(loaded, theme, buf, conclusion, buf.area.width);
    }
    match loaded.row {
        Row::Sum => Some(chrome::mark(buf, theme, 1, y)),
        Row::Conclusion => Some(chrome::mark(buf, theme, 1, conclusion)),
        Row::Member(_)
        | Row::Marker
        | Row::Assets
        | Row::Alert(_)
        | Row::NoAlerts
        | Row::Visit
        | Row::Report
        | Row::Hearing => {
            debug_assert!(edit::mode(model) != Mode::Review || !loaded.has_proposal());
            None
        }
    }
}

/// Two lines: the sum, and what it leaves open.
fn sum_lines(
    (model, loaded): (&Model, &Loaded),
    theme: &Theme,
    buf: &mut Buffer,
    y: u16,
    columns: u16,
) {
    let room = columns.saturating_sub(LEFT + 1);
    draw::put(buf, 3, y, words::SUM, theme.label, 5);
    match &loaded.assessment.finding {
        Ok(finding) => {
            let sum = words::sum(finding);
            let end = draw::put(buf, LEFT, y, &sum, theme.text, room);
            let over = match &loaded.view.overpaid {
                Some(Ok(over)) => Some(closing_words::overpaid(over)),
                Some(Err(_)) | None => None,
            };
            let amounts = words::paid_and_difference(loaded.paid(), finding);
            let wide = u16::try_from(width::columns(&amounts)).unwrap_or(u16::MAX);
            if end + 3 + wide < columns {
                draw::put(buf, end + 3, y, &amounts, theme.text, wide);
                let (open, style) = over.map_or_else(
                    || (words::left_open(finding, &loaded.work), theme.quiet),
                    |over| (over, theme.warning),
                );
                draw::put(buf, LEFT, y + 1, &open, style, room);
            } else {
                let open = over.unwrap_or_else(|| words::left_open(finding, &loaded.work));
                let both = format!("{amounts}   {open}");
                draw::put(buf, LEFT, y + 1, &both, theme.text, room);
            }
        }
        Err(refusal) => {
            let message = model.worded(refusal);
            draw::put(buf, LEFT, y, &message.what, theme.warning, room);
            draw::put(buf, LEFT, y + 1, &message.remedy, theme.text, room);
        }
    }
}

/// What has been concluded, or what the rules suggest.
fn conclusion_line(loaded: &Loaded, theme: &Theme, buf: &mut Buffer, y: u16, columns: u16) {
    let room = columns.saturating_sub(LEFT + 1);
    let concluded = loaded.conclusion.outcome;
    let (label, outcome) = match concluded {
        Some(outcome) => (words::CONCLUSION, Some(outcome)),
        None => (
            words::SUGGESTION,
            loaded
                .assessment
                .options
                .first()
                .map(|option| option.outcome),
        ),
    };
    draw::put(buf, 3, y, label, theme.label, 5);
    let text = match outcome {
        Some(outcome) => {
            let terms = loaded
                .option(outcome)
                .map(|option| (option.month, option.effective));
            words::outcome_line(outcome, terms)
        }
        None => words::NO_SUGGESTION.to_owned(),
    };
    let style = if concluded.is_some() {
        theme.strong
    } else {
        theme.text
    };
    draw::put(buf, LEFT, y, &text, style, room);
}

/// The name of a member of staff who appears in the case.
fn name_of(loaded: &Loaded, id: StaffId) -> &str {
    let mut staff = loaded.view.staff.iter();
    staff
        .find(|(known, _)| *known == id)
        .map_or("", |(_, name)| name.as_str())
}

/// What a colleague proposes: outcome, reason, what changed, what is missing.
fn proposal_lines(model: &Model, loaded: &Loaded, theme: &Theme, buf: &mut Buffer, first: u16) {
    let Some(proposal) = &loaded.view.case.review.proposal else {
        return;
    };
    let room = buf.area.width.saturating_sub(LEFT + 1);
    let by = name_of(loaded, proposal.by);
    let changes = changes::household(
        &loaded.view.case.household,
        &proposal.household,
        &loaded.names(),
    );
    let mut missing: Vec<String> = loaded
        .option(proposal.outcome)
        .into_iter()
        .flat_map(|option| option.before_approval.iter().chain(&option.blocked))
        .map(|refusal| model.worded(refusal).what)
        .collect();
    if let Some(today) = loaded.moved {
        missing.insert(0, words::moved(today));
    }
    let last = if let Some(closing) = loaded.view.closing {
        let next = closing_words::next(closing);
        let decided = loaded.view.case.review.decided;
        let by = || decided.map(|(id, day)| closing_words::decided(name_of(loaded, id), day));
        let remedies = loaded.view.remedies.as_ref();
        let beside = remedies.map(closing_words::remedies_short).or_else(by);
        let both: Vec<String> = std::iter::once(next).chain(beside).collect();
        (words::NEXT, both.join("   "), theme.strong)
    } else if missing.is_empty() {
        (words::MISSING, words::missing(&missing), theme.text)
    } else {
        (words::MISSING, words::missing(&missing), theme.warning)
    };
    let third = done_since(loaded, theme)
        .unwrap_or_else(|| (words::CHANGES, words::changes(&changes), theme.text));
    let lines = [
        (
            words::PROPOSED,
            words::proposal(proposal, loaded.paid(), by),
            theme.strong,
        ),
        (words::REASON, words::proposal_reason(proposal), theme.text),
        third,
        last,
    ];
    for (offset, (label, text, style)) in lines.into_iter().enumerate() {
        let y = first + u16::try_from(offset).unwrap_or(0);
        draw::put(buf, 3, y, label, theme.label, 5);
        let text = width::clip_marked(&text, usize::from(room)).into_owned();
        draw::put(buf, LEFT, y, &text, style, room);
    }
}

/// What was done about a decision so far: its service, the last try, or its notice.
fn done_since(loaded: &Loaded, theme: &Theme) -> Option<(&'static str, String, Style)> {
    let review = &loaded.view.case.review;
    if let Some(service) = &review.service {
        return Some((words::SERVED, closing_words::service(service), theme.text));
    }
    if let Some(attempt) = review.attempts.last() {
        return Some((words::SERVED, closing_words::attempt(attempt), theme.text));
    }
    let notice = review.notice.as_ref()?;
    let text = closing_words::notice(notice, name_of(loaded, notice.by));
    Some((words::NOTICE, text, theme.text))
}

/// The sum line by line at the side of a wide terminal.
pub fn side(loaded: &Loaded, theme: &Theme, buf: &mut Buffer, layout: Layout) {
    let Ok(finding) = &loaded.assessment.finding else {
        return;
    };
    let left = layout.columns + 1;
    let room = layout.side.saturating_sub(2);
    let mut y = 2;
    draw::put(buf, left, y, words::SUM_LINES, theme.label, room);
    y += 1;
    for (place, step) in finding.steps.iter().enumerate() {
        let text = format!(
            "{:>2} {}",
            place + 1,
            sum::step_words(loaded, finding, step)
        );
        for line in sum::hanging(&text, usize::from(room), 3) {
            if y >= layout.panel_rule {
                return;
            }
            draw::put(buf, left, y, &line, theme.text, room);
            y += 1;
        }
    }
}
