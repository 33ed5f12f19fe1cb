//! What a sum comes to, as far as a person signs it.

use serde::{Deserialize, Serialize};

use crate::domain::{finding::Finding, money::Fen};

/// What a sum comes to, as far as a person signs it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figures {
    /// Members who count.
    pub persons: u32,
    /// Income a month.
    pub income_month: Fen,
    /// The standard.
    pub standard: Option<Fen>,
    /// Whether the household qualifies.
    pub eligible: Option<bool>,
    /// What would be paid.
    pub month: Option<Fen>,
}

impl Figures {
    /// The figures of a sum.
    pub const fn of(finding: &Finding) -> Self {
        Self {
            persons: finding.persons,
            income_month: finding.income_month,
            standard: finding.standard,
            eligible: finding.eligible,
            month: finding.month,
        }
    }
}
