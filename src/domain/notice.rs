//! What follows a decision that leaves somebody with less: the notice (告知书), its service (送达), and the
//! grounds on which nobody can be heard.
//!
//! Plain records as the journal keeps them. What must be there before what is said by `domain::review::next`
//! and by the engine. No text on social assistance names the ways of service; they are those of ordinary
//! procedure, and every screen and paper that shows one says so.

use serde::{Deserialize, Serialize};

use super::{
    calendar::{Day, Month},
    citation::Citation,
    ids::StaffId,
    money::Fen,
};

/// The written notice of a decision (决定告知书), with its reasons and remedies (社会救助法 第四十八条, 第七十六条).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// Its number (文号); empty where the office gives none.
    pub number: String,
    /// The day on it.
    pub day: Day,
    /// Who made it.
    pub by: StaffId,
    /// Paid a month before.
    pub paid: Fen,
    /// Where a review can be asked for (行政复议机关).
    pub review_body: String,
    /// The court (人民法院).
    pub court: String,
    /// Days in which a review can be asked for.
    pub review_days: u32,
    /// Months in which one can go to court.
    pub court_months: u32,
    /// What the decision and the remedies rest on.
    pub rules: Vec<Citation>,
}

/// How a notice reaches whom it is for (送达方式).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ServiceMethod {
    /// 直接送达: handed over and signed for.
    Direct,
    /// 留置送达: left behind before witnesses.
    Left,
    /// 委托送达: handed over by another office.
    Entrusted,
    /// 邮寄送达.
    Mail,
    /// 电子送达.
    Electronic,
    /// 公告送达: posted, and served when its days are over.
    Announcement,
    /// 送达未果: tried on several days, the attempts are on record.
    Attempts,
    /// 无人可送达: every member of the household has died.
    NobodyLeft,
}

impl ServiceMethod {
    /// All of them, in the order of a form.
    pub const ALL: [Self; 8] = [
        Self::Direct,
        Self::Left,
        Self::Entrusted,
        Self::Mail,
        Self::Electronic,
        Self::Announcement,
        Self::Attempts,
        Self::NobodyLeft,
    ];

    /// Whether somebody has to be named: who signed for it, or who saw it left behind.
    pub const fn names_somebody(self) -> bool {
        match self {
            Self::Direct | Self::Left | Self::Entrusted => true,
            Self::Mail
            | Self::Electronic
            | Self::Announcement
            | Self::Attempts
            | Self::NobodyLeft => false,
        }
    }

    /// Whether it stands for a try that can fail.
    pub const fn can_be_tried(self) -> bool {
        match self {
            Self::Direct | Self::Left | Self::Entrusted | Self::Mail | Self::Electronic => true,
            Self::Announcement | Self::Attempts | Self::NobodyLeft => false,
        }
    }
}

/// A try to serve a notice that did not succeed.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Attempt {
    /// The day.
    pub day: Day,
    /// How it was tried.
    pub method: ServiceMethod,
    /// Who tried.
    pub by: StaffId,
    /// What happened.
    pub note: String,
}

/// The service of a notice.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Service {
    /// How.
    pub method: ServiceMethod,
    /// The day it was done; for an announcement the day it was posted.
    pub day: Day,
    /// The day it counts as served, from which the remedies run.
    pub served: Day,
    /// Who signed for it, or who saw it left behind.
    pub receiver: String,
    /// Number of the letter, place of the announcement, what else is to be known.
    pub note: String,
    /// Who did it.
    pub by: StaffId,
    /// The first month the decision may take force: the decided one, or the one after the service if that is later.
    pub from: Month,
}

/// The posting (公示) of what is to be decided, where one is demanded before the decision.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Posting {
    /// The day it was posted.
    pub from: Day,
    /// The last of its days; the decision can follow the day after.
    pub last: Day,
    /// Where it was posted.
    pub place: String,
    /// Who posted it.
    pub by: StaffId,
    /// An objection (异议) that came in: what and when. It has to be looked into, and posted again.
    pub objection: Option<Objection>,
}

/// An objection to what is posted.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Objection {
    /// The day it came in.
    pub day: Day,
    /// What it says.
    pub text: String,
}

/// Why nobody is heard before a decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WaiverGround {
    /// Every member of the household has died.
    Death,
    /// The household asked in writing to be left out.
    Voluntary,
}

/// The record that nobody can be heard, or need be. No text says so for certain: it is 未核实 wherever it is shown.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Waiver {
    /// Why.
    pub ground: WaiverGround,
    /// Day of the document.
    pub day: Day,
    /// The document: certificate of death, written request.
    pub document: String,
    /// Who entered it.
    pub by: StaffId,
}
