//! The panel of a case: the sum and what may follow from it, or the proposal that waits for a signature.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
    style::Style,
};

use super::layout::{LEFT, Layout};
use crate::{
    base::width,
    domain::{
        calendar::Day,
        ids::StaffId,
        review::{Outcome, Status},
        transfer,
    },
    engine::{answer::OutcomeOption, refusal::Refusal},
    text::{
        closing as closing_words, recognition,
        ui::{aid as aid_words, case as words},
    },
    tui::{
        model::{
            Model,
            case::{Loaded, Mode, basis::Basis, row::Row},
        },
        screens::sum,
        theme::Theme,
        widgets::{chrome, draw},
    },
};

/// Rows of the panel below forms and lists.
const SHORT_ROWS: u16 = 3;

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
    match loaded.basis() {
        Basis::Proposed(proposal) => {
            let room = columns.saturating_sub(LEFT + 1);
            let text = words::proposal(proposal, loaded.paid(), name_of(loaded, proposal.by));
            draw::put(buf, 3, rule + 3, words::PROPOSED, theme.label, 5);
            let text = width::clip_marked(&text, usize::from(room)).into_owned();
            draw::put(buf, LEFT, rule + 3, &text, theme.strong, room);
        }
        Basis::Today | Basis::Decided(_) => conclusion_line(loaded, theme, buf, rule + 3, columns),
    }
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
        | Row::Note(..)
        | Row::Assets
        | Row::Support
        | Row::SelfCare
        | Row::Aid
        | Row::AidPapers
        | Row::FollowUp
        | Row::Kept(_)
        | Row::Referrals
        | Row::Alert(_)
        | Row::NoAlerts
        | Row::Change(_)
        | Row::Visit
        | Row::Report
        | Row::Batch
        | Row::Hearing => {
            debug_assert!(model.mode() != Mode::Review || !loaded.has_proposal());
            None
        }
    }
}

/// Two lines: the sum, and what it leaves open or what today's parameters would give instead.
fn sum_lines(
    (model, loaded): (&Model, &Loaded),
    theme: &Theme,
    buf: &mut Buffer,
    y: u16,
    columns: u16,
) {
    let room = columns.saturating_sub(LEFT + 1);
    let put = |buf: &mut Buffer, y: u16, text: &str, style| {
        let text = width::clip_marked(text, usize::from(room)).into_owned();
        draw::put(buf, LEFT, y, &text, style, room)
    };
    draw::put(buf, 3, y, words::SUM, theme.label, 5);
    let finding = match loaded.finding() {
        Ok(finding) => finding,
        Err(refusal) => {
            let message = model.worded(refusal);
            put(buf, y, &message.what, theme.warning);
            put(buf, y + 1, &message.remedy, theme.text);
            return;
        }
    };
    let end = put(buf, y, &words::sum(finding, loaded.outcome()), theme.text);
    let paid = match loaded.basis() {
        Basis::Proposed(_) | Basis::Today => loaded.paid(),
        Basis::Decided(decided) => decided.finding.paid.unwrap_or_else(|| loaded.paid()),
    };
    let amounts = words::paid_and_difference(paid, finding, loaded.outcome());
    let wide = u16::try_from(width::columns(&amounts)).unwrap_or(u16::MAX);
    let beside = end.saturating_add(3).saturating_add(wide) < columns;
    if beside {
        draw::put(buf, end + 3, y, &amounts, theme.text, wide);
    }
    let today = loaded.today_instead();
    let over = match &loaded.view.overpaid {
        Some(Ok(over)) => closing_words::overpaid(over),
        Some(Err(_)) | None => String::new(),
    };
    let stored = match loaded.basis() {
        Basis::Today => String::new(),
        Basis::Proposed(_) => words::proposed_sum(today),
        Basis::Decided(decided) => words::decided_sum(decided.finding.on, today),
    };
    let open = match today {
        Some(_) => String::new(),
        None => words::left_open(finding, &loaded.work),
    };
    let below = [
        (!beside).then_some(amounts),
        Some(over),
        Some(stored),
        Some(open),
    ];
    let below: Vec<String> = below
        .into_iter()
        .flatten()
        .filter(|text| !text.is_empty())
        .collect();
    let style = match (today, beside) {
        (Some(_), _) => theme.strong,
        (None, true) => theme.quiet,
        (None, false) => theme.text,
    };
    put(
        buf,
        y + 1,
        &words::in_a_line(&below, usize::from(room)),
        style,
    );
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
        Some(Outcome::Close) if loaded.is_blocked(Outcome::Close) => {
            aid_words::CLOSE_LATER.to_owned()
        }
        Some(outcome) => {
            let terms = loaded.option(outcome).and_then(|option| option.terms);
            let mut line = if recognition::stays_in(loaded.view.case.programme, outcome) {
                recognition::line(outcome, terms.map(|(_, from)| from))
            } else {
                words::outcome_line(outcome, terms)
            };
            if let Some((months, (_, from))) = phase_out(loaded).zip(terms) {
                let from = loaded.conclusion.effective.unwrap_or(from);
                line.push_str(&words::phase_out_until(from, months));
            }
            let unheard = |option: &OutcomeOption| {
                let pending = &option.before_approval;
                pending.contains(&Refusal::HearingMissing)
            };
            if outcome.takes_away() && loaded.option(outcome).is_none_or(unheard) {
                line.push_str(words::HEAR_FIRST);
            }
            line
        }
        None => words::NO_SUGGESTION.to_owned(),
    };
    let style = if concluded.is_some() {
        theme.strong
    } else {
        theme.text
    };
    let text = width::clip_marked(&text, usize::from(room)).into_owned();
    draw::put(buf, LEFT, y, &text, style, room);
}

/// The months of the 渐退 that was concluded, if it was.
fn phase_out(loaded: &Loaded) -> Option<u32> {
    let conclusion = &loaded.conclusion;
    conclusion
        .months
        .filter(|_| conclusion.outcome == Some(Outcome::PhaseOut))
}

/// The name of a member of staff who appears in the case.
pub fn name_of(loaded: &Loaded, id: StaffId) -> &str {
    let mut staff = loaded.view.staff.iter();
    staff
        .find(|(known, _)| *known == id)
        .map_or("", |(_, name)| name.as_str())
}

/// Who signed and when, by name.
pub fn signer(loaded: &Loaded, signed: Option<(StaffId, Day)>) -> Option<(&str, Day)> {
    signed.map(|(id, day)| (name_of(loaded, id), day))
}

/// What a colleague proposes, and who has to do what next. Why, and what changed, stand in the body.
fn proposal_lines(model: &Model, loaded: &Loaded, theme: &Theme, buf: &mut Buffer, first: u16) {
    let Some(proposal) = &loaded.view.case.review.proposal else {
        return;
    };
    let room = buf.area.width.saturating_sub(LEFT + 1);
    let mut put = |y: u16, label: &str, text: &str, style| {
        draw::put(buf, 3, y, label, theme.label, 5);
        let text = width::clip_marked(text, usize::from(room)).into_owned();
        draw::put(buf, LEFT, y, &text, style, room);
    };
    let by = name_of(loaded, proposal.by);
    let proposed = words::proposal(proposal, loaded.paid(), by);
    put(first, words::PROPOSED, &proposed, theme.strong);
    let (label, text, style) = next_step(model, loaded, theme);
    if let Some((done, what, style_of_done)) = done_since(loaded, theme) {
        put(first + 1, done, &what, style_of_done);
        put(first + 2, label, &text, style);
        return;
    }
    let mut lines = width::wrap(&text, usize::from(room)).into_iter();
    put(first + 1, label, &lines.next().unwrap_or_default(), style);
    put(first + 2, "", &lines.collect::<String>(), style);
}

/// What stands in the way of a signature, in words for the line of what is missing.
pub fn block_words(model: &Model, block: &Refusal) -> String {
    match block {
        Refusal::FindingChanged { now } => {
            let proposed = model.loaded().and_then(|loaded| loaded.finding().ok());
            let outcome = model.loaded().map_or(Outcome::Keep, Loaded::outcome);
            let before = proposed.and_then(|finding| transfer::payable(finding, outcome));
            let now = transfer::payable(now, outcome);
            words::moved(now.filter(|now| Some(*now) != before))
        }
        other => model.worded(other).what,
    }
}

/// What a signature lacks, or what comes next.
fn next_step(model: &Model, loaded: &Loaded, theme: &Theme) -> (&'static str, String, Style) {
    let review = &loaded.view.case.review;
    if let Some(closing) = loaded.view.closing {
        let proposed = review.proposal.as_ref().map(|one| one.effective);
        let next = closing_words::next(closing, proposed);
        let remedies = loaded.view.remedies.as_ref();
        let text = remedies.map_or(next.clone(), |remedies| {
            format!("{next}   {}", closing_words::remedies_short(remedies))
        });
        return (words::NEXT, text, theme.strong);
    }
    let signs = matches!(model.mode(), Mode::Approve | Mode::Confirm);
    let missing: Vec<String> = loaded
        .countersign_blocks()
        .iter()
        // That who made it cannot sign it matters to nobody who could not sign anyway.
        .filter(|block| signs || !matches!(block, Refusal::MakerIsChecker { .. }))
        .map(|block| block_words(model, block))
        .collect();
    if !missing.is_empty() {
        return (words::MISSING, missing.join(" "), theme.warning);
    }
    let mine =
        model.me.as_ref().map(|me| me.staff.id) == review.proposal.as_ref().map(|one| one.by);
    let (label, text) = match review.status {
        _ if signs => (words::MISSING, words::NOTHING_MISSING),
        Status::Approved => (words::NEXT, words::WAITS_FOR_CONFIRMATION),
        Status::Proposed if mine => (words::NEXT, words::WAITS_OR_TAKE_BACK),
        Status::Proposed
        | Status::Due
        | Status::Claimed
        | Status::Held
        | Status::Returned
        | Status::Confirmed
        | Status::Noticed
        | Status::Served
        | Status::InForce => (words::NEXT, words::WAITS_FOR_APPROVAL),
    };
    (label, text.to_owned(), theme.text)
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
    let Some(notice) = &review.notice else {
        let proposed = review.proposal.as_ref()?.day;
        let posting = loaded.view.case.postings.last();
        let posting = posting.filter(|posting| posting.from >= proposed)?;
        return Some((words::POSTED, closing_words::posting(posting), theme.text));
    };
    let text = closing_words::notice(notice, name_of(loaded, notice.by));
    Some((words::NOTICE, text, theme.text))
}

/// The sum line by line at the side of a wide terminal.
///
/// Answers the first row below it.
pub fn side(loaded: &Loaded, theme: &Theme, buf: &mut Buffer, layout: Layout) -> u16 {
    let Ok(finding) = loaded.finding() else {
        return 2;
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
                let y = layout.panel_rule.saturating_sub(1);
                draw::put_right(buf, left + room, y, words::MORE_LINES, theme.quiet, room);
                return y + 1;
            }
            draw::put(buf, left, y, &line, theme.text, room);
            y += 1;
        }
    }
    y
}
