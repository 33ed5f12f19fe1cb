//! 临时救助 as it was given, and what must follow: papers and a visit
//! (社会救助法 第二十九条, 第五十条; 民发〔2018〕23号).

use serde::{Deserialize, Serialize};

use super::{calendar::Day, ids::StaffId, money::Fen};

/// The kinds of temporary help (临时救助类型).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinshiType {
    /// 急难型.
    Urgent,
    /// 支出型.
    Expense,
    /// 小额快救.
    Fast,
}

/// What was given (救助事由和金额).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Aid {
    /// The kind.
    pub kind: LinshiType,
    /// For what (事由).
    pub cause: String,
    /// How much, once.
    pub amount: Fen,
    /// The day it was given; of an aid in instalments the day it was granted.
    pub day: Day,
    /// Who entered it.
    pub by: StaffId,
    /// The day it was asked for or found (申请或发现), where known.
    #[serde(default)]
    pub asked: Option<Day>,
    /// Last day for the papers, by the rule of the day it was entered.
    #[serde(default)]
    pub papers_due: Option<Day>,
    /// Last day for the visit afterwards, likewise.
    #[serde(default)]
    pub visit_due: Option<Day>,
    /// Instalments (分阶段救助) whose sum is the amount; empty where it was given at once.
    #[serde(default)]
    pub parts: Vec<Instalment>,
}

/// An instalment of an aid (分期): approved once, given in stages (民发〔2018〕23号 二（四）).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Instalment {
    /// Number within the aid, from 1.
    pub number: u32,
    /// The day it is due.
    pub day: Day,
    /// How much.
    pub amount: Fen,
    /// The day it was paid and who entered it, once it was.
    pub paid: Option<(Day, StaffId)>,
}

/// A request for help that was taken (受理), before anything is given.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct AidRequest {
    /// The kind.
    pub kind: LinshiType,
    /// For what.
    pub cause: String,
    /// The day it was asked for or found.
    pub day: Day,
    /// Last day to give it, where a rule says one.
    pub give_by: Option<Day>,
    /// Who entered it.
    pub by: StaffId,
}

/// A case that was discussed by itself (一事一议): what goes beyond the ordinary needs one.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Discussion {
    /// The day.
    pub day: Day,
    /// Who took part.
    pub present: String,
    /// What was decided, and why.
    pub decision: String,
    /// Who entered it.
    pub by: StaffId,
}

/// What is entered of a 临时救助 besides what was given, its papers and its visit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AidRecord {
    /// A request was taken.
    Asked(AidRequest),
    /// It was discussed by itself.
    Discussed(Discussion),
    /// An instalment was paid.
    InstalmentPaid {
        /// Its number.
        number: u32,
        /// The day.
        day: Day,
        /// Who entered it.
        by: StaffId,
    },
}

/// What is kept of a 临时救助 besides what was given, its papers and its visit.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AidBook {
    /// The request.
    pub asked: Option<AidRequest>,
    /// The discussion of what goes beyond the ordinary.
    pub discussion: Option<Discussion>,
    /// What stands as given has come to its end (办结); the next request begins anew.
    pub closed: bool,
    /// Aids of this case that have come to their end, oldest first.
    pub ended: Vec<Aid>,
}

impl AidRecord {
    /// Who entered it.
    pub const fn by(&self) -> StaffId {
        match self {
            Self::Asked(AidRequest { by, .. })
            | Self::Discussed(Discussion { by, .. })
            | Self::InstalmentPaid { by, .. } => *by,
        }
    }
}

/// There is no unpaid instalment of that number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoSuchInstalment;

/// Takes what was entered.
///
/// # Errors
/// [`NoSuchInstalment`].
pub fn take(
    book: &mut AidBook,
    aid: &mut Option<Aid>,
    record: &AidRecord,
) -> Result<(), NoSuchInstalment> {
    match record {
        AidRecord::Asked(request) => book.asked = Some(request.clone()),
        AidRecord::Discussed(discussion) => book.discussion = Some(discussion.clone()),
        AidRecord::InstalmentPaid { number, day, by } => {
            let mut parts = aid.iter_mut().flat_map(|aid| &mut aid.parts);
            let part = parts
                .find(|part| part.number == *number && part.paid.is_none())
                .ok_or(NoSuchInstalment)?;
            part.paid = Some((*day, *by));
        }
    }
    Ok(())
}

/// What was given, as a list tells it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Given {
    /// The kind.
    pub kind: LinshiType,
    /// For what; empty where the list does not say.
    pub cause: String,
    /// How much, once.
    pub amount: Fen,
    /// The day it was given.
    pub day: Day,
}

impl Aid {
    /// What was given, without who entered it.
    pub fn given(&self) -> Given {
        Given {
            kind: self.kind,
            cause: self.cause.clone(),
            amount: self.amount,
            day: self.day,
        }
    }
}

/// The papers that follow help given first (补办手续).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct AidPapers {
    /// The day they were complete.
    pub day: Day,
    /// Who entered it.
    pub by: StaffId,
    /// What was completed.
    pub note: String,
}

/// The visit afterwards (回访).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct FollowUp {
    /// The day.
    pub day: Day,
    /// Whether the money was used for its purpose.
    pub used_as_meant: bool,
    /// To which help the household was passed on (转介); empty if to none.
    pub referral: String,
    /// Who entered it.
    pub by: StaffId,
    /// What was found.
    pub note: String,
}

impl LinshiType {
    /// Whether it goes the whole way of an application, its 公示 included (支出型).
    pub const fn is_posted(self) -> bool {
        match self {
            Self::Expense => true,
            Self::Urgent | Self::Fast => false,
        }
    }

    /// Whether help is given first and the papers follow (社会救助法 第五十条); 支出型 goes through the whole
    /// procedure before.
    pub const fn is_given_first(self) -> bool {
        match self {
            Self::Urgent | Self::Fast => true,
            Self::Expense => false,
        }
    }

    /// The code, which `text` has a word for.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Urgent => "aid_urgent",
            Self::Expense => "aid_expense",
            Self::Fast => "aid_fast",
        }
    }
}
