//! The only way the model changes: a message in, effects out. No I/O, no clock.

use super::{
    action::{Action, Context},
    context, draft,
    effect::Effect,
    event::{Event, Key},
    facts, forms,
    keymap::{Binding, digit, keymap},
    model::{
        Model, Screen, Size, Wanted,
        case::row::Row,
        form::{FormKind, kept::Kept},
        line::Folding,
    },
    msg::Msg,
    parked, place, replies,
    screens::{
        self, batch,
        case::{arrive, edit, layout::Frame, looks, sign},
        compare, desk, export, help, history, import, incomes, menu, policy, print, queue,
        referrals, search, sum,
    },
    widgets::list::Motion,
    work::Audience,
};
use crate::{
    engine::{command::Command, query::Query},
    text::ui::case as case_words,
};

/// What follows from a message.
pub fn update(model: &mut Model, msg: Msg) -> Vec<Effect> {
    let field = parked::open_field(model);
    let is_input = matches!(msg, Msg::Input(_));
    let mut effects = match msg {
        Msg::Input(event) => input(model, event),
        Msg::Reply(id, reply) => replies::reply(model, id, *reply),
        Msg::Drawn { queued } => {
            if context::context(model) == Context::Case {
                edit::drawn(model);
            }
            looks::drawn(model, queued);
            return Vec::new();
        }
        Msg::Paused => draft::save(model),
        Msg::Midnight => vec![model.ask(Wanted::Me, Query::Me)],
    };
    if !model.ending {
        effects.extend(arrive::in_front(model));
        if is_input && parked::open_field(model) != field {
            effects.extend(draft::save(model));
        }
        effects.extend(place::save_way(model));
    }
    effects
}

fn input(model: &mut Model, event: Event) -> Vec<Effect> {
    match event {
        Event::Key(key) if looks::is_premature(model, key) => {
            model.object(case_words::JUST_OPENED);
            Vec::new()
        }
        Event::Key(key) => self::key(model, key),
        Event::Paste(text) => paste(model, &text),
        Event::Resize { columns, rows } => {
            resize(model, Size { columns, rows });
            Vec::new()
        }
        Event::Hangup | Event::Terminate => end(model),
        Event::Suspend => {
            let mut effects = draft::save(model);
            effects.push(Effect::Suspend);
            effects
        }
        Event::Continue => vec![Effect::Repaint],
    }
}

fn resize(model: &mut Model, size: Size) {
    model.size = size;
    let frame = Frame::of(model);
    if let Some(case) = model.loaded_mut() {
        let row = case.row;
        edit::select(case, frame, Some(row));
    }
}

/// A key: text where text is typed, else what the keymap says.
fn key(model: &mut Model, key: Key) -> Vec<Effect> {
    let here = context::context(model);
    if here.takes_text() && is_typing(key) {
        return typed(model, here, key);
    }
    if !here.takes_text() && is_meant_as_text(model, key) {
        model.object(case_words::NO_FIELD_HERE);
        return Vec::new();
    }
    let folded = if here.takes_text() { key } else { key.folded() };
    let meaning = keymap()
        .meaning(here, folded, |condition| context::holds(model, condition))
        .map(|row| row.action);
    match meaning {
        Some(action) => {
            model.notice = None;
            looks::pressed(model, action);
            act(model, action, digit(folded))
        }
        None if here.takes_text() => typed(model, here, key),
        None => Vec::new(),
    }
}

/// Whether a key outside a field belongs to a text that was meant for one: a Chinese character, and whatever full-width
/// letters an input method sends behind it. A full-width letter alone ends nothing either.
fn is_meant_as_text(model: &mut Model, key: Key) -> bool {
    let full_width = key.folded() != key;
    let super::event::Code::Char(ch) = key.code else {
        model.composing = false;
        return false;
    };
    if !ch.is_ascii() && !full_width {
        model.composing = true;
    } else if !full_width {
        model.composing = false;
    }
    let quits = || {
        let here = context::context(model);
        let holds = |condition| context::holds(model, condition);
        let row = keymap().meaning(here, key.folded(), holds);
        row.is_some_and(|row| row.action == Action::Quit)
    };
    model.composing || (full_width && quits())
}

/// Whether a key types a character; in a text nothing else is done with those.
const fn is_typing(key: Key) -> bool {
    matches!(key.code, super::event::Code::Char(_)) && !key.ctrl && !key.alt
}

fn typed(model: &mut Model, here: Context, key: Key) -> Vec<Effect> {
    match here {
        Context::Income => return edit::income_key(model, key),
        Context::FormText => {
            if forms::key(model, key) {
                model.notice = None;
            }
        }
        Context::SearchText => {
            if let Some(Screen::Search(screen)) = model.top_mut() {
                screen.line.key(key, Folding::Text);
            }
        }
        Context::ImportPath => import::key(model, key),
        Context::PolicyFilter => {
            if let Some(Screen::Policy(screen)) = model.top_mut() {
                screen.line_key(key);
            }
        }
        Context::Anywhere
        | Context::Starting
        | Context::TooSmall
        | Context::Desk
        | Context::Queue
        | Context::Case
        | Context::Signature
        | Context::Incomes
        | Context::Referrals
        | Context::FormChoice
        | Context::FormMarks
        | Context::Sum
        | Context::History
        | Context::SearchHits
        | Context::Policy
        | Context::Compare
        | Context::Menu
        | Context::Help
        | Context::ImportFiles
        | Context::ImportColumns
        | Context::ImportFields
        | Context::ImportPreview
        | Context::ImportBusy
        | Context::ImportEnded
        | Context::Batches
        | Context::BatchRows => {}
    }
    Vec::new()
}

/// A paste is text and nothing else: it never presses a key.
fn paste(model: &mut Model, text: &str) -> Vec<Effect> {
    match context::context(model) {
        Context::Income => return edit::income_paste(model, text),
        Context::FormText => forms::paste(model, text),
        Context::SearchText => {
            if let Some(Screen::Search(screen)) = model.top_mut() {
                screen.line.insert(text, Folding::Text);
            }
        }
        Context::ImportPath => import::paste(model, text),
        Context::PolicyFilter => {
            if let Some(Screen::Policy(screen)) = model.top_mut() {
                screen.filter.insert(text, Folding::Text);
                screen.selected = 0;
            }
        }
        Context::Anywhere
        | Context::Starting
        | Context::TooSmall
        | Context::Desk
        | Context::Queue
        | Context::Case
        | Context::Signature
        | Context::Incomes
        | Context::Referrals
        | Context::FormChoice
        | Context::FormMarks
        | Context::Sum
        | Context::History
        | Context::SearchHits
        | Context::Policy
        | Context::Compare
        | Context::Menu
        | Context::Help
        | Context::ImportFiles
        | Context::ImportColumns
        | Context::ImportFields
        | Context::ImportPreview
        | Context::ImportBusy
        | Context::ImportEnded
        | Context::Batches
        | Context::BatchRows => {}
    }
    Vec::new()
}

/// The end: what was typed goes to disk first.
fn end(model: &mut Model) -> Vec<Effect> {
    let mut effects = draft::save(model);
    effects.push(Effect::Quit);
    model.ending = true;
    effects
}

/// Does what a key or a menu entry stands for.
#[expect(
    clippy::too_many_lines,
    reason = "a table with one row for each action"
)]
pub fn act(model: &mut Model, action: Action, digit: Option<usize>) -> Vec<Effect> {
    let done = Vec::new;
    match action {
        Action::Up => return step(model, Motion::Up),
        Action::Down => return step(model, Motion::Down),
        Action::PageUp => return step(model, Motion::PageUp),
        Action::PageDown => return step(model, Motion::PageDown),
        Action::First => return step(model, Motion::First),
        Action::Last => return step(model, Motion::Last),
        Action::NextSection => section(model, true),
        Action::PreviousSection => section(model, false),
        Action::Back => return back(model),
        Action::Open => return open(model),
        Action::Pick => return pick(model, digit),
        Action::Search => return search::again(model),
        Action::Menu => over_what_is_possible(model, menu::open),
        Action::Help => over_what_is_possible(model, help::open),
        Action::Policy => return policy::open(model),
        Action::Refresh => return screens::refreshed(model),
        Action::Redraw => return vec![Effect::Repaint],
        Action::Quit => return end(model),
        Action::Suspend => return input(model, Event::Suspend),
        Action::NextCase => return desk::next_case(model),
        Action::EditIncome => edit::begin_income(model),
        Action::OpenIncomes => return over_member(model, incomes::open),
        Action::EditMember => {
            return over_member(model, |model, member| {
                forms::open(model, FormKind::Member(member));
            });
        }
        Action::EditAssets => forms::open(model, FormKind::Assets),
        Action::SettleAlert => edit::settle_alert(model),
        Action::EnterSupport => forms::open(model, FormKind::Support),
        Action::AssessSelfCare => forms::open(model, FormKind::SelfCare),
        Action::SettleChange => edit::settle_change(model),
        Action::EnterAid => forms::open(model, FormKind::Aid),
        Action::CompletePapers => forms::open(model, FormKind::AidPapers),
        Action::EnterFollowUp => forms::open(model, FormKind::FollowUp),
        Action::EnterKept => edit::enter_kept(model),
        Action::EnterOffer => forms::open(model, FormKind::Kept(Kept::Offer)),
        Action::EnterAppeal => forms::open(model, FormKind::Kept(Kept::Appeal)),
        Action::OpenReferrals => referrals::open(model),
        Action::AddReferral => referrals::add(model),
        Action::EnterVisit => forms::open(model, FormKind::Visit),
        Action::EnterHearing => forms::open(model, FormKind::Hearing),
        Action::OpenSum => return leaving_field(model, sum::open),
        Action::OpenConclusion => return leaving_field(model, open_conclusion),
        Action::Unchanged => return edit::say_unchanged(model),
        Action::Sign | Action::AskSign => return sign(model),
        Action::Approve | Action::Confirm | Action::Enforce => return sign::ask(model),
        Action::Print => forms::open(model, FormKind::Paper),
        Action::EnterPosting => forms::open(model, FormKind::Posting),
        Action::EnterObjection => forms::open(model, FormKind::Objection),
        Action::MakeNotice => forms::open(model, FormKind::Notice),
        Action::EnterService => forms::open(model, FormKind::Service),
        Action::EnterAttempt => forms::open(model, FormKind::Attempt),
        Action::GiveSignature => return sign::give(model),
        Action::Return => forms::open(model, FormKind::Return),
        Action::Withdraw => return sign::simple(model, |case| Command::Withdraw { case }),
        Action::Hold => forms::open(model, FormKind::Hold),
        Action::Wake => return sign::simple(model, |case| Command::Wake { case }),
        Action::Skip => forms::open(model, FormKind::Skip),
        Action::Claim => return sign::simple(model, |case| Command::Claim { case }),
        Action::Release => return sign::simple(model, |case| Command::Release { case }),
        Action::Reload => return arrive::reload(model),
        Action::Discard => return edit::discard(model),
        Action::Reveal => return edit::reveal(model),
        Action::Take => return take(model),
        Action::Restore => return restore(model),
        Action::Proceed => return forms::proceed(model),
        Action::NextField => return field(model, true),
        Action::PreviousField => return field(model, false),
        Action::NextChoice => return forms::choose(model, true),
        Action::PreviousChoice => return forms::choose(model, false),
        Action::Toggle => return forms::toggle(model),
        Action::Submit => return submit(model),
        Action::AddIncome => incomes::add(model, |member| FormKind::Income(member, None)),
        Action::AddDeduction => {
            incomes::add(model, |member| FormKind::Deduction(member, None));
        }
        Action::Remove => return incomes::remove(model),
        Action::Compare => sum::ask_day(model),
        Action::PrintSum => return print::print(model),
        Action::Find => return search::find(model),
        Action::Filter => filter(model, true),
        Action::NewValue => policy::new_value_here(model),
        Action::Swap => return compare::swap(model),
        Action::Import => return import::open(model),
        Action::SwitchPath => import::switch_path(model),
        Action::Point => return import::choose(model),
        Action::NextSheet => return import::next_sheet(model),
        Action::SwitchCoverage => import::switch_coverage(model),
        Action::JudgeImport => return import::judge(model),
        Action::WriteImport => return import::write(model),
        Action::StopWork => {
            let mut effects = import::stop(model);
            effects.extend(export::stop(model));
            effects.extend(batch::stop(model));
            return effects;
        }
        Action::Export => return export::begin(model, Audience::Colleagues),
        Action::ExportPublic => return export::begin(model, Audience::Public),
        Action::Batches => return batch::open(model),
        Action::RecordPrices => forms::open(model, FormKind::Prices),
        Action::Narrow => return batch::narrow(model),
        Action::SignBatch => return batch::sign(model),
        Action::ReturnBatch => batch::give_back(model),
        Action::WithdrawBatch => return batch::withdraw(model),
        Action::WriteRows => return batch::write_rows(model, Audience::Colleagues),
        Action::WritePublicRows => return batch::write_rows(model, Audience::Public),
    }
    done()
}

/// Signs, from the case or from the conclusion over it; what nobody has done anything with is asked about.
fn sign(model: &mut Model) -> Vec<Effect> {
    if !looks::is_worked_on(model) {
        let mut effects = match model.top() {
            Screen::Form(_) => forms::close(model),
            _other_screen => Vec::new(),
        };
        effects.extend(sign::ask(model));
        return effects;
    }
    match model.top() {
        Screen::Form(_) => submit(model),
        _other_screen => sign::sign(model),
    }
}

/// Completes the form on top; a conclusion that is complete is signed.
fn submit(model: &mut Model) -> Vec<Effect> {
    let concludes = model
        .form()
        .is_some_and(|form| form.kind == FormKind::Conclude);
    if !concludes {
        return forms::submit(model);
    }
    if forms::complete(model).is_none() {
        return Vec::new();
    }
    let mut effects = facts::left_field(model);
    effects.extend(sign::sign(model));
    effects
}

/// Moves within what lies on top.
fn step(model: &mut Model, motion: Motion) -> Vec<Effect> {
    let size = model.size;
    match model.top_mut() {
        Some(Screen::Queue(_)) => return queue::motion(model, motion),
        Some(Screen::Desk(screen)) => desk::motion(screen, motion),
        Some(Screen::Case(_)) => edit::motion(model, motion),
        Some(Screen::Form(_)) => return forms::up_down(model, motion == Motion::Down),
        Some(Screen::Incomes(_)) => incomes::motion(model, motion),
        Some(Screen::Referrals(_)) => referrals::motion(model, motion),
        Some(Screen::Sum(_)) => sum::motion(model, motion),
        Some(Screen::Compare(screen)) => compare::motion(screen, motion),
        Some(Screen::History(screen)) => history::motion(screen, size, motion),
        Some(Screen::Search(screen)) => search::motion(screen, size, motion),
        Some(Screen::Policy(_)) => policy::motion(model, motion),
        Some(Screen::Menu(screen)) => menu::motion(screen, size, motion),
        Some(Screen::Help(screen)) => help::motion(screen, size, motion),
        Some(Screen::Import(_)) => import::motion(model, motion),
        Some(Screen::Batch(_)) => return batch::motion(model, motion),
        Some(Screen::Starting) | None => {}
    }
    Vec::new()
}

/// Moves between sections: of a case, or between the field and the results of a search.
fn section(model: &mut Model, forward: bool) {
    match model.top_mut() {
        Some(Screen::Search(screen)) => screen.typing = !screen.typing,
        _other_screen => edit::section(model, forward),
    }
}

/// One step back; what was typed stays.
fn back(model: &mut Model) -> Vec<Effect> {
    match model.top() {
        Screen::Form(form) if form.kind == FormKind::FirstStart => return Vec::new(),
        Screen::Form(_) => return forms::close(model),
        Screen::Policy(screen) if screen.filtering => filter(model, false),
        Screen::Case(case) => {
            let loaded = case.loaded.as_ref();
            if loaded.is_some_and(|loaded| loaded.is_asked()) {
                sign::ask_no_more(model);
                return Vec::new();
            }
            if loaded.is_some_and(|loaded| loaded.income.is_some()) {
                edit::end_income(model, true);
                return facts::left_field(model);
            }
            let mut effects = draft::save(model);
            model.pop();
            effects.extend(screens::refreshed(model));
            return effects;
        }
        Screen::Queue(_) => {
            model.pop();
            return screens::refreshed(model);
        }
        Screen::Batch(_) => {
            if batch::back(model) {
                model.pop();
                return screens::refreshed(model);
            }
        }
        Screen::Import(_) => {
            if import::back(model) {
                model.pop();
                return screens::refreshed(model);
            }
        }
        Screen::Starting
        | Screen::Desk(_)
        | Screen::Incomes(_)
        | Screen::Referrals(_)
        | Screen::Sum(_)
        | Screen::Compare(_)
        | Screen::History(_)
        | Screen::Search(_)
        | Screen::Policy(_)
        | Screen::Menu(_)
        | Screen::Help(_) => model.pop(),
    }
    Vec::new()
}

/// Opens what is selected.
fn open(model: &mut Model) -> Vec<Effect> {
    match model.top() {
        Screen::Desk(screen) => {
            let selected = screen.selected;
            desk::open(model, selected)
        }
        Screen::Queue(_) => queue::open_case(model),
        Screen::Incomes(_) => {
            incomes::open_entry(model);
            Vec::new()
        }
        Screen::Referrals(_) => {
            referrals::open_entry(model);
            Vec::new()
        }
        Screen::Sum(_) => sum::open_parameter(model),
        Screen::Search(_) => search::open_case(model),
        Screen::Policy(_) => policy::open_selected(model),
        Screen::Menu(_) => match menu::choose(model) {
            Some(action) => act(model, action, None),
            None => Vec::new(),
        },
        Screen::Import(_) => import::choose(model),
        Screen::Batch(_) => batch::open_selected(model),
        Screen::Starting
        | Screen::Case(_)
        | Screen::Form(_)
        | Screen::Compare(_)
        | Screen::History(_)
        | Screen::Help(_) => Vec::new(),
    }
}

/// Chooses by digit.
fn pick(model: &mut Model, digit: Option<usize>) -> Vec<Effect> {
    let Some(number) = digit else {
        return Vec::new();
    };
    match model.top() {
        Screen::Desk(_) => desk::open(model, number - 1),
        Screen::Form(_) => forms::pick(model, number),
        _other_screen => Vec::new(),
    }
}

fn filter(model: &mut Model, typing: bool) {
    if let Some(Screen::Policy(screen)) = model.top_mut() {
        screen.filtering = typing;
        screen.selected = 0;
    }
}

/// Opens a page about what can be done on the screen on top.
fn over_what_is_possible(model: &mut Model, open: impl FnOnce(&mut Model, Context, &[&Binding])) {
    let here = context::context(model);
    let meant = context::meant(model);
    open(model, here, &meant);
}

/// Opens something about the selected member.
fn over_member(model: &mut Model, open: impl FnOnce(&mut Model, usize)) -> Vec<Effect> {
    if let Some(Row::Member(member)) = model.loaded().map(|case| case.row) {
        open(model, member);
    }
    Vec::new()
}

/// Takes the income that is being typed, if one is, and goes on.
fn leaving_field(model: &mut Model, open: impl FnOnce(&mut Model)) -> Vec<Effect> {
    if !edit::end_income(model, false) {
        return Vec::new();
    }
    let effects = facts::left_field(model);
    open(model);
    effects
}

/// Opens the conclusion, or says why nothing can be concluded.
fn open_conclusion(model: &mut Model) {
    let refused = model
        .loaded()
        .and_then(|case| case.assessment.finding.clone().err());
    match refused {
        Some(refusal) => model.refuse(&refusal),
        None => forms::open_conclusion_at(model, "outcome"),
    }
}

/// Takes what is being typed and leaves the field.
fn take(model: &mut Model) -> Vec<Effect> {
    if matches!(model.top(), Screen::Policy(_)) {
        if let Some(Screen::Policy(screen)) = model.top_mut() {
            screen.filtering = false;
        }
        return Vec::new();
    }
    if edit::end_income(model, false) {
        return facts::left_field(model);
    }
    Vec::new()
}

fn restore(model: &mut Model) -> Vec<Effect> {
    if matches!(model.top(), Screen::Form(_)) {
        return forms::restore(model);
    }
    edit::restore_income(model);
    facts::ask_sum(model)
}

fn field(model: &mut Model, forward: bool) -> Vec<Effect> {
    match (model.top(), forward) {
        (Screen::Form(_), true) => forms::next_field(model),
        (Screen::Form(_), false) => forms::previous_field(model),
        (_, forward) => edit::next_income(model, forward),
    }
}
