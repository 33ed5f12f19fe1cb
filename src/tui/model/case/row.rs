//! The rows of the screen of a case, and the sections they stand in.

use serde::{Deserialize, Serialize};

use crate::tui::model::form::kept::Kept;

/// A row of the screen that can be selected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Row {
    /// A member, by place in the household from 0.
    Member(usize),
    /// A line of words about the review, which is read and not selected.
    Note(Note, usize),
    /// The property.
    Assets,
    /// How a 特困人员 is supported.
    Support,
    /// The assessment of self-care.
    SelfCare,
    /// What was given as 临时救助.
    Aid,
    /// The papers that follow it.
    AidPapers,
    /// The visit after it.
    FollowUp,
    /// Something kept beside the review.
    Kept(Kept),
    /// What else may be due, and the referrals.
    Referrals,
    /// An alert, by place in the case from 0.
    Alert(usize),
    /// That there is no alert.
    NoAlerts,
    /// A change that waits, by place in the case from 0.
    Change(usize),
    /// The visits.
    Visit,
    /// The check reports.
    Report,
    /// The hearings.
    Hearing,
    /// What a batch decided or paid, which is read and not selected.
    Batch,
    /// The sum.
    Sum,
    /// The conclusion.
    Conclusion,
}

/// What words about a review say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Note {
    /// Why it was returned, waits or was put behind.
    Marker,
    /// Who has signed, and when.
    Signatures,
    /// Why it is proposed.
    Reason,
    /// What was changed, from what to what.
    Change,
}

/// A section, as Tab reaches it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Section {
    /// 成员 收入.
    Members,
    /// 财产.
    Assets,
    /// 供养方式, 自理能力; 救助, 手续, 回访.
    Care,
    /// 预警.
    Alerts,
    /// 入户, 核对, 听取意见.
    Evidence,
    /// 测算.
    Sum,
    /// 建议.
    Conclusion,
}

impl Row {
    /// The section it belongs to.
    pub const fn section(self) -> Section {
        match self {
            Self::Member(_) | Self::Note(..) => Section::Members,
            Self::Assets => Section::Assets,
            Self::Kept(Kept::Offer | Kept::Tier | Kept::Appeal | Kept::Ruling | Kept::Recovery) => {
                Section::Evidence
            }
            Self::Support
            | Self::SelfCare
            | Self::Aid
            | Self::AidPapers
            | Self::FollowUp
            | Self::Kept(_) => Section::Care,
            Self::Alert(_) | Self::NoAlerts | Self::Change(_) => Section::Alerts,
            Self::Visit | Self::Report | Self::Hearing | Self::Batch | Self::Referrals => {
                Section::Evidence
            }
            Self::Sum => Section::Sum,
            Self::Conclusion => Section::Conclusion,
        }
    }
}
