//! The screens by their states, and the size of the terminal.

use serde::{Deserialize, Serialize};

use super::{
    batch::BatchScreen, case::CaseScreen, compare::CompareScreen, desk::DeskScreen, form::Form,
    help::HelpScreen, history::HistoryScreen, import::ImportScreen, incomes::IncomesScreen,
    menu::MenuScreen, policy::PolicyScreen, queue::QueueScreen, referrals::ReferralsScreen,
    search::SearchScreen, sum::SumScreen,
};

/// Columns below which the screens say that the terminal is too small.
pub const COLUMNS_MIN: u16 = 60;

/// Rows below which the screens say that the terminal is too small.
pub const ROWS_MIN: u16 = 20;

/// Columns from which a side panel is shown.
pub const COLUMNS_WIDE: u16 = 110;

/// The size of the terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Size {
    /// Width.
    pub columns: u16,
    /// Height.
    pub rows: u16,
}

/// One screen; they lie on each other, and Esc takes the uppermost away.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Screen {
    /// Nothing is known yet.
    Starting,
    /// The first screen.
    Desk(DeskScreen),
    /// The list of a queue.
    Queue(QueueScreen),
    /// A case.
    Case(Box<CaseScreen>),
    /// A form over the screen below.
    Form(Form),
    /// The incomes of one member, over a case.
    Incomes(IncomesScreen),
    /// What else may be due, and the referrals, over a case.
    Referrals(ReferralsScreen),
    /// The sum, over a case.
    Sum(Box<SumScreen>),
    /// Both sides of a change, over a case.
    Compare(Box<CompareScreen>),
    /// The values of one parameter.
    History(HistoryScreen),
    /// Search.
    Search(SearchScreen),
    /// Parameters.
    Policy(PolicyScreen),
    /// What can be done on the screen below.
    Menu(MenuScreen),
    /// Help.
    Help(HelpScreen),
    /// The import of a roster.
    Import(Box<ImportScreen>),
    /// Batches.
    Batch(Box<BatchScreen>),
}
