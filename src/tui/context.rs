//! Where the person is, and what is possible there: pure questions about the model that the keymap asks.

use super::{
    action::{Condition, Context},
    keymap::{Binding, keymap},
    model::{
        COLUMNS_MIN, Model, ROWS_MIN, Screen,
        case::{Loaded, Mode, row::Row},
        form::{Field, Form, FormKind, Value, kept::Kept},
        import::Stage,
    },
    parked,
    screens::{
        batch,
        case::{
            asked,
            layout::{self, Frame},
            looks, may,
        },
        help, history, import, incomes, menu, policy, queue, referrals, search, sum,
    },
};
use crate::domain::{
    case::Programme,
    review::{Outcome, Status},
    staff::Role,
};

/// The context of the screen on top.
pub fn context(model: &Model) -> Context {
    if model.size.columns < COLUMNS_MIN || model.size.rows < ROWS_MIN {
        return Context::TooSmall;
    }
    match model.top() {
        Screen::Starting => Context::Starting,
        Screen::Desk(_) => Context::Desk,
        Screen::Queue(_) => Context::Queue,
        Screen::Case(case) => {
            let loaded = case.loaded.as_ref();
            if loaded.is_some_and(|loaded| loaded.is_asked()) {
                Context::Signature
            } else if loaded.is_some_and(|loaded| loaded.income.is_some()) {
                Context::Income
            } else {
                Context::Case
            }
        }
        Screen::Form(form) => form_context(form),
        Screen::Incomes(_) => Context::Incomes,
        Screen::Referrals(_) => Context::Referrals,
        Screen::Sum(_) => Context::Sum,
        Screen::Compare(_) => Context::Compare,
        Screen::History(_) => Context::History,
        Screen::Search(search) if search.typing => Context::SearchText,
        Screen::Search(_) => Context::SearchHits,
        Screen::Policy(policy) if policy.filtering => Context::PolicyFilter,
        Screen::Policy(_) => Context::Policy,
        Screen::Menu(_) => Context::Menu,
        Screen::Help(_) => Context::Help,
        Screen::Import(screen) => import::context(screen),
        Screen::Batch(screen) if screen.open.is_some() => Context::BatchRows,
        Screen::Batch(_) => Context::Batches,
    }
}

fn form_context(form: &Form) -> Context {
    match form.focused().map(|field| &field.value) {
        Some(Value::Choice { .. }) => Context::FormChoice,
        Some(Value::Marks { .. }) => Context::FormMarks,
        Some(
            Value::Text { .. }
            | Value::Amount(_)
            | Value::Count(..)
            | Value::Day(_)
            | Value::Month(_)
            | Value::Code(_),
        )
        | None => Context::FormText,
    }
}

/// Whether a condition holds.
pub fn holds(model: &Model, condition: Condition) -> bool {
    match condition {
        Condition::Always => true,
        Condition::HasMenu => !matches!(
            context(model),
            Context::Starting
                | Context::TooSmall
                | Context::Signature
                | Context::Menu
                | Context::Help
        ),
        Condition::HasHelp => !matches!(
            context(model),
            Context::Starting | Context::TooSmall | Context::Signature | Context::Help
        ),
        Condition::HasRows => row_count(model) > 0,
        Condition::HasSeveralRows => row_count(model) > 1,
        Condition::HasNextPage => pages(model).is_some_and(|(at, count)| at + 1 < count),
        Condition::HasPreviousPage => pages(model).is_some_and(|(at, _)| at > 0),
        Condition::HasNextCase => match model.top() {
            Screen::Desk(desk) => desk.desk.as_ref().is_some_and(|desk| desk.next.is_some()),
            _other_screen => false,
        },
        Condition::HasText => match model.top() {
            Screen::Search(search) => !search.line.text.trim().is_empty(),
            Screen::Import(import) => !import.path.text.trim().is_empty(),
            _other_screen => false,
        },
        Condition::CanGoBack => !is_first_start(model),
        Condition::IsFirstStart => is_first_start(model),
        Condition::IsConclusion => model
            .form()
            .is_some_and(|form| form.kind == FormKind::Conclude),
        Condition::MayRefer => referrals::may_enter(model),
        Condition::OnReferral => referrals::may_enter(model) && row_count(model) > 0,
        Condition::OnIncomeRow => incomes::selected(model).is_some(),
        Condition::OnParameter => sum::parameter(model).is_some(),
        Condition::IsAdministrator => model
            .me
            .as_ref()
            .is_some_and(|me| me.staff.roles.contains(&Role::Administrator)),
        Condition::IsBatchBusy => batch::screen(model).is_some_and(|one| one.busy.is_some()),
        Condition::CanSignBatch => batch::can_sign(model),
        Condition::CanReturnBatch => batch::can_take_back(model, false),
        Condition::CanWithdrawBatch => batch::can_take_back(model, true),
        Condition::MayImport | Condition::MayRecordPrices => model.me.as_ref().is_some_and(|me| {
            let roles = &me.staff.roles;
            roles.contains(&Role::Caseworker) || roles.contains(&Role::Administrator)
        }),
        Condition::HasSeveralSheets | Condition::CanJudge | Condition::CanWrite => {
            of_import(model, condition)
        }
        Condition::IsExporting => model.exporting.is_some(),
        Condition::CanExport => model.exporting.is_none() && row_count(model) > 0,
        Condition::HasSeveralFields => model.form().is_some_and(|form| form.fields.len() > 1),
        Condition::FieldChanged => field_changed(model),
        Condition::OnPlainIncome
        | Condition::OnSeveralIncomes
        | Condition::OnMember
        | Condition::OnEditableMember
        | Condition::OnAssets
        | Condition::OnAlert
        | Condition::OnSupport
        | Condition::OnSelfCare
        | Condition::OnChange
        | Condition::OnAid
        | Condition::OnAidPapers
        | Condition::OnFollowUp
        | Condition::OnKept
        | Condition::CanOffer
        | Condition::CanAppeal
        | Condition::OnReferrals
        | Condition::OnVisit
        | Condition::OnHearing
        | Condition::OnSum
        | Condition::OnConclusion => on_row(model, condition),
        Condition::Reviews
        | Condition::Concludes
        | Condition::HasSum
        | Condition::CanSayUnchanged
        | Condition::NotConcluded
        | Condition::CanSign
        | Condition::MustAsk
        | Condition::HasConclusion
        | Condition::CanApprove
        | Condition::CanConfirm
        | Condition::WaitsForApproval
        | Condition::WaitsForConfirmation
        | Condition::CanReturn
        | Condition::CanPost
        | Condition::CanObject
        | Condition::CanNotify
        | Condition::CanServe
        | Condition::CanEnforce
        | Condition::CanWithdraw
        | Condition::IsHeld
        | Condition::CanClaim
        | Condition::CanRelease
        | Condition::HasChanges
        | Condition::IsStale => of_case(model, condition),
    }
}

/// The rows of the keymap that count here and now: those whose condition holds and whose key no other row has
/// taken. What only the menu reaches has no key to be taken.
pub fn meant(model: &Model) -> Vec<&'static Binding> {
    let here = context(model);
    let holds = |condition| holds(model, condition);
    let counts = |row: &&Binding| match row.example() {
        Some(key) => keymap().meaning(here, key, holds) == Some(*row),
        None => holds(row.condition),
    };
    keymap().rows(here).filter(counts).collect()
}

/// Conditions about an import.
fn of_import(model: &Model, condition: Condition) -> bool {
    match (import::top(model).map(|screen| &screen.stage), condition) {
        (Some(Stage::Columns(columns)), Condition::HasSeveralSheets) => {
            columns.sheet.sheets.len() > 1
        }
        (Some(Stage::Columns(columns)), Condition::CanJudge) => columns.sheet.refusal.is_none(),
        (Some(Stage::Preview(previewed)), Condition::CanWrite) => {
            let preview = &previewed.preview;
            preview.households > 0 || preview.refused_rows > 0 || preview.unlisted > 0
        }
        _elsewhere => false,
    }
}

fn is_first_start(model: &Model) -> bool {
    model
        .form()
        .is_some_and(|form| form.kind == FormKind::FirstStart)
}

/// Conditions about the selected row of a case.
fn on_row(model: &Model, condition: Condition) -> bool {
    let Some(case) = model.loaded() else {
        return false;
    };
    let reviews = model.mode() == Mode::Review;
    let row = case.row;
    let member = match row {
        Row::Member(member) => Some(member),
        Row::Note(..)
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
        | Row::Hearing
        | Row::Sum
        | Row::Conclusion => None,
    };
    match condition {
        Condition::OnMember => member.is_some(),
        Condition::OnEditableMember => reviews && member.is_some(),
        Condition::OnPlainIncome => {
            reviews && member.is_some_and(|member| case.has_plain_income(member))
        }
        Condition::OnSeveralIncomes => {
            reviews && member.is_some_and(|member| !case.has_plain_income(member))
        }
        Condition::OnAssets => reviews && row == Row::Assets,
        Condition::OnAlert => match row {
            Row::Alert(place) => reviews && case.view.case.alerts.get(place).is_some(),
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
            | Row::NoAlerts
            | Row::Change(_)
            | Row::Visit
            | Row::Report
            | Row::Batch
            | Row::Hearing
            | Row::Sum
            | Row::Conclusion => false,
        },
        Condition::OnSupport => reviews && row == Row::Support,
        Condition::OnSelfCare => reviews && row == Row::SelfCare,
        Condition::OnChange => reviews && matches!(row, Row::Change(_)),
        Condition::OnAid => reviews && row == Row::Aid,
        Condition::OnAidPapers => reviews && row == Row::AidPapers,
        Condition::OnFollowUp => reviews && row == Row::FollowUp,
        Condition::OnKept => matches!(row, Row::Kept(kept) if may_keep(model, case, kept)),
        Condition::CanOffer => {
            let programme = case.view.case.programme;
            let somebody = !case.able_to_work().is_empty();
            programme == Programme::Dibao && somebody && may_keep(model, case, Kept::Offer)
        }
        Condition::CanAppeal => may_keep(model, case, Kept::Appeal),
        Condition::OnReferrals => row == Row::Referrals,
        Condition::OnVisit => reviews && row == Row::Visit,
        Condition::OnHearing => reviews && row == Row::Hearing,
        Condition::OnSum => row == Row::Sum,
        Condition::OnConclusion => reviews && row == Row::Conclusion,
        _other_condition => false,
    }
}

/// Whether this person may enter what is kept of this kind; a ruling is noted above who noted the appeal.
fn may_keep(model: &Model, case: &Loaded, kept: Kept) -> bool {
    let Some(me) = model.me.as_ref() else {
        return false;
    };
    let has = |role| me.staff.roles.contains(&role);
    match kept {
        Kept::Visit
        | Kept::Agreement
        | Kept::Ability
        | Kept::Studies
        | Kept::Elsewhere
        | Kept::Request
        | Kept::Instalment
        | Kept::Discussion
        | Kept::Offer
        | Kept::Tier => has(Role::Caseworker),
        Kept::Appeal => {
            let appeals = &case.view.case.appeals;
            let takes_more = case.view.remedies.is_some()
                && appeals.iter().filter(|one| one.is_open()).count() < 2;
            takes_more && (has(Role::Caseworker) || has(Role::Approver))
        }
        Kept::Ruling => has(Role::Approver) || has(Role::Confirmer),
        Kept::Recovery => has(Role::Caseworker) || has(Role::Approver),
    }
}

/// Whether nothing stands in the way of proposing this outcome, as far as the sum has come.
fn is_open(case: &Loaded, outcome: Outcome) -> bool {
    case.option(outcome)
        .is_none_or(|option| option.blocked.is_empty())
}

/// Whether this person may send a decision back that is not in force; who serves it too has the key for that.
fn may_take_back(model: &Model, status: Status) -> bool {
    let has = |role| {
        let me = model.me.as_ref();
        me.is_some_and(|me| me.staff.roles.contains(&role))
    };
    let under_way = matches!(status, Status::Confirmed | Status::Noticed | Status::Served);
    under_way && !has(Role::Caseworker) && (has(Role::Approver) || has(Role::Confirmer))
}

/// Conditions about a case as a whole.
fn of_case(model: &Model, condition: Condition) -> bool {
    let Some(case) = model.loaded() else {
        return false;
    };
    let mode = model.mode();
    let review = &case.view.case.review;
    let me = model.me.as_ref().map(|me| me.staff.id);
    let works = model
        .me
        .as_ref()
        .is_some_and(|me| me.staff.roles.contains(&Role::Caseworker));
    let busy = asked::is_busy(model);
    match condition {
        Condition::Reviews => mode == Mode::Review,
        Condition::Concludes => mode == Mode::Review,
        Condition::HasSum => true,
        Condition::NotConcluded => {
            of_case(model, Condition::Concludes) && !busy && case.conclusion.outcome.is_none()
        }
        Condition::CanSayUnchanged => {
            of_case(model, Condition::NotConcluded)
                && !case.is_changed()
                && parked::unread(&case.parked).is_none()
                && case.view.case.programme != Programme::Linshi
                && is_open(case, Outcome::Keep)
        }
        Condition::HasConclusion => {
            of_case(model, Condition::Concludes) && !busy && case.conclusion.outcome.is_some()
        }
        Condition::CanSign => {
            of_case(model, Condition::HasConclusion)
                && parked::unread(&case.parked).is_none()
                && case
                    .conclusion
                    .outcome
                    .is_some_and(|outcome| is_open(case, outcome))
        }
        Condition::MustAsk => of_case(model, Condition::CanSign) && !looks::is_worked_on(model),
        Condition::CanApprove => {
            of_case(model, Condition::WaitsForApproval) && case.countersign_blocks().is_empty()
        }
        Condition::CanConfirm => {
            of_case(model, Condition::WaitsForConfirmation) && case.countersign_blocks().is_empty()
        }
        Condition::WaitsForApproval => mode == Mode::Approve && !busy,
        Condition::WaitsForConfirmation => mode == Mode::Confirm && !busy,
        Condition::CanReturn => {
            (matches!(mode, Mode::Approve | Mode::Confirm) || may_take_back(model, review.status))
                && !busy
        }
        Condition::CanPost => may::can_post(model),
        Condition::CanObject => may::can_object(model),
        Condition::CanNotify => may::can_notify(model),
        Condition::CanServe => may::can_serve(model),
        Condition::CanEnforce => mode == Mode::Enforce && !busy,
        Condition::CanWithdraw => {
            review.status == Status::Proposed
                && me.is_some()
                && review.proposal.as_ref().map(|proposal| proposal.by) == me
        }
        Condition::IsHeld => works && review.status == Status::Held,
        Condition::CanClaim => works && matches!(review.status, Status::Due | Status::Returned),
        Condition::CanRelease => {
            works
                && review.status == Status::Claimed
                && me.is_some()
                && review.claim.map(|claim| claim.by) == me
        }
        Condition::HasChanges => mode == Mode::Review && case.has_changes(),
        Condition::IsStale => case.stale,
        _other_condition => false,
    }
}

/// Rows of the list on top.
fn row_count(model: &Model) -> usize {
    match model.top() {
        Screen::Desk(desk) => desk.desk.as_ref().map_or(0, |desk| desk.queues.len()),
        Screen::Queue(queue) => queue.rows.len(),
        Screen::Incomes(list) => incomes::entries(model, list.member).len(),
        Screen::Referrals(_) => referrals::entries(model).len(),
        Screen::Sum(_) => model
            .loaded()
            .and_then(|case| case.finding().ok())
            .map_or(0, |finding| finding.steps.len()),
        Screen::Compare(compare) => compare.parts.len(),
        Screen::History(history) => history.rows.as_ref().map_or(0, Vec::len),
        Screen::Search(search) => search::count(search),
        Screen::Policy(policy) => policy::rows(model, policy).len(),
        Screen::Menu(menu) => menu.entries.len(),
        Screen::Import(screen) => import::row_count(screen),
        Screen::Batch(screen) => batch::row_count(model, screen),
        Screen::Case(case) => case.loaded.as_ref().map_or(0, |case| case.rows().len()),
        Screen::Starting | Screen::Form(_) | Screen::Help(_) => 0,
    }
}

/// The page of the list on top from 0, and how many there are; a queue that has not come whole has one more.
fn pages(model: &Model) -> Option<(usize, usize)> {
    let size = model.size;
    let rows = row_count(model);
    let of_list = |selected: usize, page: usize| {
        let page = page.max(1);
        Some((selected / page, rows.div_ceil(page)))
    };
    match model.top() {
        Screen::Queue(list) => {
            let (at, count) = of_list(list.selected, queue::page_rows(size))?;
            Some((at, count + usize::from(list.next.is_some())))
        }
        Screen::Case(case) => case.loaded.as_ref().map(|case| {
            let pages = layout::pages(case, layout::layout(Frame::of(model), case));
            (layout::page_now(&pages, case), pages.len())
        }),
        Screen::Incomes(list) => of_list(list.selected, incomes::page_rows(size)),
        Screen::Referrals(screen) => Some(referrals::page(model, screen)),
        Screen::Sum(_) => sum::page(model),
        Screen::History(screen) => Some(history::page(screen, size)),
        Screen::Search(list) => of_list(list.selected, search::page_rows(size)),
        Screen::Policy(list) => Some(policy::page(model, list)),
        Screen::Menu(list) => of_list(list.selected, menu::page_rows(size)),
        Screen::Help(screen) => Some(help::page(screen, size)),
        Screen::Import(screen) => Some(import::page(screen, size)),
        Screen::Batch(screen) => batch::page(screen),
        Screen::Starting | Screen::Desk(_) | Screen::Form(_) | Screen::Compare(_) => None,
    }
}

/// Whether the field that is being typed differs from what it held.
fn field_changed(model: &Model) -> bool {
    match model.top() {
        Screen::Form(form) => form.focused().is_some_and(Field::is_changed),
        Screen::Case(case) => case
            .loaded
            .as_ref()
            .and_then(|case| case.income.as_ref())
            .is_some_and(|edit| edit.line.text != edit.before),
        _other_screen => false,
    }
}
