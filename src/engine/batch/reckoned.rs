//! What a household of a batch comes to, of whatever kind the batch is.

use crate::{
    domain::{
        batch::{RowResult, WhyLeft},
        calendar::Month,
        case::{Case, Programme},
        finding::{Finding, Step},
        money::Fen,
    },
    engine::refusal::Refusal,
};

/// What a household of a batch comes to.
pub(super) struct Reckoned {
    /// What becomes of it.
    pub result: RowResult,
    /// Members who count; 0 where that was not worked out.
    pub persons: u32,
    /// The sum of a new amount, with the steps of the batch.
    pub finding: Option<Finding>,
    /// The steps of what is paid once.
    pub steps: Vec<Step>,
    /// The months of what is paid once.
    pub span: Option<(Month, Month)>,
}

impl Reckoned {
    /// Left for a review of its own.
    pub const fn left(why: WhyLeft, persons: u32) -> Self {
        Self {
            result: RowResult::Left(why),
            persons,
            finding: None,
            steps: Vec::new(),
            span: None,
        }
    }
}

/// Whether something is paid to a household every month: a case that has ended, or of a programme without a monthly
/// payment, is in no batch about it.
pub(super) fn in_payment(case: &Case) -> Option<Fen> {
    match case.programme {
        Programme::Dibao | Programme::Tekun => {}
        Programme::Linshi | Programme::Edge | Programme::Rigid => return None,
    }
    let paid = case.benefit.map(|benefit| benefit.month)?;
    (paid > Fen::ZERO).then_some(paid)
}

/// Why a household is left whose sum was refused.
pub(super) fn why(refusal: Refusal) -> WhyLeft {
    match refusal {
        Refusal::ParameterMissing { name } => WhyLeft::Missing { param: name },
        Refusal::Contradiction { what } => WhyLeft::Facts { what },
        Refusal::BadValue { why, .. } => WhyLeft::Facts { what: why },
        Refusal::NotInForce { instrument, .. } => WhyLeft::Facts {
            what: format!("{instrument} 当时尚未施行"),
        },
        Refusal::CalendarUnknown { year } => WhyLeft::Facts {
            what: format!("{year} 年放假安排尚未载入"),
        },
        _other_refusals_are_no_sums => WhyLeft::Judgement,
    }
}
