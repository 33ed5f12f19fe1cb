//! Moving about a case and changing its facts. Pure: the model changes, effects are returned.

use super::layout::{self, Frame};
use crate::{
    domain::{
        household::Member,
        income::{Income, Per},
        money::Fen,
        review::{Cause, Outcome},
    },
    engine::query::Query,
    text::ui::{case as words, changes},
    tui::{
        draft,
        effect::Effect,
        event::Key,
        facts, forms,
        model::{
            Model, Notice, Tone, Wanted,
            case::{
                Conclusion, IncomeEdit, Loaded, month_income,
                row::{Row, Section},
            },
            form::{FormKind, values},
            line::{Folding, Line},
        },
        parked,
        widgets::list::{self, Motion},
    },
};

/// Moves the selection.
pub fn motion(model: &mut Model, motion: Motion) {
    let frame = Frame::of(model);
    if let Some(case) = model.loaded_mut() {
        match motion {
            Motion::PageUp | Motion::PageDown => turn(case, frame, motion),
            Motion::Up | Motion::Down | Motion::First | Motion::Last => {
                let rows = case.rows();
                let at = rows.iter().position(|row| *row == case.row).unwrap_or(0);
                let to = list::moved(at, rows.len(), rows.len(), motion);
                select(case, frame, rows.get(to).copied());
            }
        }
    }
}

/// Turns a page of the body and selects its first row.
fn turn(case: &mut Loaded, frame: Frame, motion: Motion) {
    let pages = layout::pages(case, layout::layout(frame, case));
    let now = layout::page_now(&pages, case);
    let to = list::moved(now, pages.len(), 1, motion);
    if to != now {
        let first = pages.get(to).and_then(|page| page.first()).copied();
        select(case, frame, first);
    }
}

/// Selects a row and turns to its page.
pub fn select(case: &mut Loaded, frame: Frame, row: Option<Row>) {
    if let Some(row) = row {
        case.row = row;
        let pages = layout::pages(case, layout::layout(frame, case));
        case.page = layout::page_of(&pages, row, case.page);
    }
}

/// Moves to the first row of the next section, or of the one before; the last leads to the first.
pub fn section(model: &mut Model, forward: bool) {
    let frame = Frame::of(model);
    let Some(case) = model.loaded_mut() else {
        return;
    };
    let rows = case.rows();
    let mut sections: Vec<(Section, Row)> = Vec::new();
    for row in rows {
        if sections
            .last()
            .is_none_or(|(section, _)| *section != row.section())
        {
            sections.push((row.section(), row));
        }
    }
    let now = case.row.section();
    let at = sections
        .iter()
        .position(|(section, _)| *section == now)
        .unwrap_or(0);
    let count = sections.len().max(1);
    let to = if forward { at + 1 } else { at + count - 1 } % count;
    let row = sections.get(to).map(|(_, row)| *row);
    select(case, frame, row);
}

/// Notes what is on the screen, once it has been drawn.
pub fn drawn(model: &mut Model) {
    let frame = Frame::of(model);
    let settled = facts::sum_is_settled(model);
    if let Some(case) = model.loaded_mut() {
        let pages = layout::pages(case, layout::layout(frame, case));
        if let Some(page) = pages.get(layout::page_now(&pages, case)) {
            case.seen.extend(page.iter().copied());
        }
        if settled {
            case.shown = case.figures();
        }
    }
}

/// Opens the selected member's income for typing.
pub fn begin_income(model: &mut Model) {
    let Some(case) = model.loaded_mut() else {
        return;
    };
    let Row::Member(member) = case.row else {
        return;
    };
    let Some(original) = case.work.members.get(member).cloned() else {
        return;
    };
    let shown = values::amount_text(month_income(&original));
    let parked = case.parked.remove(&parked::income_name(member));
    let line = parked.map_or_else(|| Line::fresh(&shown), Line::new);
    // What was parked belongs to the value the member had before it was typed.
    case.income = Some(IncomeEdit {
        member,
        line,
        before: shown,
        original,
    });
}

/// A key in the income being typed; the sum follows.
pub fn income_key(model: &mut Model, key: Key) -> Vec<Effect> {
    let Some(edit) = model.loaded_mut().and_then(|case| case.income.as_mut()) else {
        return Vec::new();
    };
    let before = edit.line.text.clone();
    if !edit.line.key(key, Folding::Figures) || edit.line.text == before {
        return Vec::new();
    }
    income_typed(model)
}

/// Text pasted into the income being typed.
pub fn income_paste(model: &mut Model, text: &str) -> Vec<Effect> {
    if let Some(edit) = model.loaded_mut().and_then(|case| case.income.as_mut()) {
        edit.line.insert(text, Folding::Figures);
    }
    income_typed(model)
}

/// Takes over what was typed so far, or says at once what is wrong with it.
fn income_typed(model: &mut Model) -> Vec<Effect> {
    model.notice = None;
    let Some(case) = model.loaded_mut() else {
        return Vec::new();
    };
    let Some(edit) = &case.income else {
        return Vec::new();
    };
    let text = edit.line.text.trim();
    // A figure that is not complete yet is no mistake.
    let incomplete = text.ends_with(['.', ',']) && text.len() > 1;
    let complete = text.trim_end_matches(['.', ',']);
    let amount = values::income(if incomplete { complete } else { text });
    let member = match &amount {
        Ok(Some(fen)) => with_income(&edit.original, *fen),
        Ok(None) | Err(_) => edit.original.clone(),
    };
    let place = edit.member;
    let partial = text.contains(',') && text.rsplit(',').next().is_some_and(|end| end.len() < 3);
    let complaint = amount.err().filter(|_| !incomplete && !partial);
    facts::put_member(case, place, member);
    if let Some(why) = complaint {
        model.object(why);
    }
    facts::ask_sum(model)
}

/// The member with this income a month. An income that is there keeps its kind and source.
fn with_income(original: &Member, month: Fen) -> Member {
    if month == month_income(original) {
        return original.clone();
    }
    let mut member = original.clone();
    match member.facts.incomes.first_mut() {
        Some(income) => {
            income.amount = month;
            income.per = Per::Month;
        }
        None => member.facts.incomes.push(Income {
            kind: facts::first_kind(&member),
            item: None,
            amount: month,
            per: Per::Month,
        }),
    }
    member
}

/// Leaves the income being typed, its value taken; stays where it cannot be taken, unless `anyway`.
///
/// Answers whether it was left.
pub fn end_income(model: &mut Model, anyway: bool) -> bool {
    let Some(case) = model.loaded_mut() else {
        return true;
    };
    let Some(edit) = case.income.take() else {
        return true;
    };
    let text = edit.line.text.trim().to_owned();
    match values::income(&text) {
        Ok(Some(fen)) => {
            let member = with_income(&edit.original, fen);
            facts::put_member(case, edit.member, member);
        }
        Ok(None) => facts::put_member(case, edit.member, edit.original),
        Err(why) if anyway => {
            case.parked.insert(parked::income_name(edit.member), text);
            facts::put_member(case, edit.member, edit.original);
            model.object(why);
        }
        Err(why) => {
            case.income = Some(edit);
            model.object(why);
            return false;
        }
    }
    true
}

/// Puts back what stood in the income before it was opened.
pub fn restore_income(model: &mut Model) {
    if let Some(case) = model.loaded_mut()
        && let Some(edit) = &mut case.income
    {
        edit.line = Line::fresh(&edit.before);
        let (place, original) = (edit.member, edit.original.clone());
        facts::put_member(case, place, original);
    }
}

/// Leaves the income and opens that of the next member, or of the one before.
pub fn next_income(model: &mut Model, forward: bool) -> Vec<Effect> {
    if !end_income(model, false) {
        return Vec::new();
    }
    let motion = if forward { Motion::Down } else { Motion::Up };
    self::motion(model, motion);
    facts::left_field(model)
}

/// Says «本户无变化»: 维持 without a change, once everything has been on the screen.
pub fn say_unchanged(model: &mut Model) -> Vec<Effect> {
    if forms::objects_to_unread(model) {
        return Vec::new();
    }
    let Some(case) = model.loaded() else {
        return Vec::new();
    };
    if !case.all_seen(layout::layout(Frame::of(model), case)) {
        model.object(words::NOT_ALL_SEEN);
        return Vec::new();
    }
    if case.is_changed() {
        let said = changes::household(&case.view.case.household, &case.work, &case.names());
        model.object(words::changed_after_all(&said));
        return Vec::new();
    }
    let blocked = match (&case.assessment.finding, case.option(Outcome::Keep)) {
        (Err(refusal), _) => Some(refusal.clone()),
        (Ok(_), Some(option)) => option.blocked.first().cloned(),
        (Ok(_), None) => None,
    };
    if let Some(refusal) = blocked {
        model.refuse(&refusal);
        return Vec::new();
    }
    facts::conclude(
        model,
        Conclusion {
            outcome: Some(Outcome::Keep),
            cause: Some(Cause::Unchanged),
            ..Conclusion::default()
        },
    );
    model.say(words::UNCHANGED_NOTED);
    facts::left_field(model)
}

/// Drops everything typed and not signed.
pub fn discard(model: &mut Model) -> Vec<Effect> {
    let Some(case) = model.loaded_mut() else {
        return Vec::new();
    };
    case.work = case.view.case.household.clone();
    case.conclusion = Conclusion::default();
    case.parked.clear();
    case.income = None;
    case.intent = None;
    case.kept = None;
    case.sum_due = true;
    let id = case.view.case.id;
    let mut effects = vec![draft::forget(model, id)];
    effects.extend(facts::ask_sum(model));
    model.notice = Some(Notice {
        tone: Tone::Done,
        text: words::DISCARDED.to_owned(),
    });
    effects
}

/// Asks who the selected member is; the engine keeps a note of it.
pub fn reveal(model: &mut Model) -> Vec<Effect> {
    let Some(case) = model.loaded() else {
        return Vec::new();
    };
    let Row::Member(place) = case.row else {
        return Vec::new();
    };
    let id = case.view.case.id;
    let Some(person) = case.work.members.get(place).map(|member| member.person) else {
        return Vec::new();
    };
    vec![model.ask(Wanted::Identity(id), Query::Reveal { case: id, person })]
}

/// Opens the form of the selected alert.
pub fn settle_alert(model: &mut Model) {
    let number = model.loaded().and_then(|case| match case.row {
        Row::Alert(place) => case.view.case.alerts.get(place).map(|alert| alert.number),
        _other_row => None,
    });
    if let Some(number) = number {
        forms::open(model, FormKind::Alert(number));
    }
}

/// Opens the form of the selected change.
pub fn settle_change(model: &mut Model) {
    let number = model.loaded().and_then(|case| match case.row {
        Row::Change(place) => case
            .view
            .case
            .changes
            .get(place)
            .map(|change| change.number),
        _other_row => None,
    });
    if let Some(number) = number {
        forms::open(model, FormKind::Change(number));
    }
}

/// Opens the form of what is kept in the selected line.
pub fn enter_kept(model: &mut Model) {
    if let Some(Row::Kept(kept)) = model.loaded().map(|loaded| loaded.row) {
        forms::open(model, FormKind::Kept(kept));
    }
}
