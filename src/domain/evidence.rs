//! Evidence of a review: home visits, hearings, check reports.

use serde::{Deserialize, Serialize};

use super::{calendar::Day, ids::StaffId};

/// How a visit was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VisitMode {
    /// 入户.
    Home,
    /// 电话.
    Phone,
    /// 视频.
    Video,
}

/// A home visit (入户调查), by at least two persons where one is required (民发〔2021〕57号 第十六条).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct HomeVisit {
    /// The day.
    pub day: Day,
    /// Who went, by staff id where they are staff.
    pub surveyors: Vec<StaffId>,
    /// Others who went, by name, e.g. of the village committee.
    pub others: Vec<String>,
    /// How it was made.
    pub mode: VisitMode,
    /// Whether a household member was seen and signed.
    pub met: bool,
    /// What was found, in the words of the surveyors.
    pub note: String,
}

/// The hearing of an opinion (听取意见) before a reduction or termination (社会救助法 第四十八条).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Hearing {
    /// The day the person was heard, or the day of the last attempt.
    pub day: Day,
    /// Who heard them.
    pub by: StaffId,
    /// What was said, or why nobody could be heard.
    pub said: String,
    /// Whether the person was heard; otherwise the attempts are documented in `said`.
    pub heard: bool,
}

/// The result of an economic check (核对报告).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct CheckReport {
    /// Day of the report.
    pub day: Day,
    /// 未发现: nothing was found.
    pub clear: bool,
    /// The office's reference.
    pub reference: String,
}
