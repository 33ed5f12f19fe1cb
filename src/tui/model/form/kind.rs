//! Which forms there are, and by which names drafts know them.

use serde::{Deserialize, Serialize};

use super::kept::{Kept, Passing};

/// What a form is for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum FormKind {
    /// The facts of a member, by place from 0.
    Member(usize),
    /// An income of a member: which member, which income; `None` is a new one.
    Income(usize, Option<usize>),
    /// A deduction of a member, likewise.
    Deduction(usize, Option<usize>),
    /// The property.
    Assets,
    /// What came of an alert, by its number.
    Alert(u32),
    /// How a 特困人员 is supported.
    Support,
    /// The assessment of self-care.
    SelfCare,
    /// Which facts of a change hold, by its number.
    Change(u32),
    /// What was given as 临时救助.
    Aid,
    /// The papers that follow it.
    AidPapers,
    /// The visit after it.
    FollowUp,
    /// Something kept beside the review.
    Kept(Kept),
    /// A referral.
    Refer(Passing),
    /// What came of a referral, by its number.
    Answer(u32),
    /// A visit.
    Visit,
    /// A hearing.
    Hearing,
    /// A wait.
    Hold,
    /// A skip.
    Skip,
    /// A return.
    Return,
    /// Which paper is to be printed.
    Paper,
    /// The posting of what is to be decided.
    Posting,
    /// An objection to it.
    Objection,
    /// The notice of a decision.
    Notice,
    /// Its service.
    Service,
    /// A try to serve it.
    Attempt,
    /// The conclusion.
    Conclude,
    /// The day to compare the sum with.
    OtherDay,
    /// A new value of a parameter, by name.
    PolicyValue(String),
    /// The price indices of a month.
    Prices,
    /// Why a batch is returned, by its number.
    BatchReturn(u32),
    /// The first start.
    FirstStart,
}

/// What leaving a field of a form does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::tui) enum Taking {
    /// Its value goes into the case at once.
    AtOnce,
    /// Nothing until the form is completed.
    WhenComplete,
}

impl FormKind {
    /// The first part of the names of its fields in drafts.
    pub fn prefix(&self) -> String {
        let numbered = |word: &str, member: usize, place: Option<usize>| {
            let place = place.map_or_else(|| "new".to_owned(), |place| place.to_string());
            format!("{word}.{member}.{place}")
        };
        match self {
            Self::Member(member) => format!("member.{member}"),
            Self::Income(member, place) => numbered("item", *member, *place),
            Self::Deduction(member, place) => numbered("deduction", *member, *place),
            Self::Assets => "assets".to_owned(),
            Self::Alert(number) => format!("alert.{number}"),
            Self::Support => "support".to_owned(),
            Self::SelfCare => "care".to_owned(),
            Self::Change(number) => format!("change.{number}"),
            Self::Aid => "aid".to_owned(),
            Self::AidPapers => "papers".to_owned(),
            Self::FollowUp => "after".to_owned(),
            Self::Kept(kept) => format!("kept.{}", kept.name()),
            Self::Refer(passing) => format!("refer.{}", passing.name()),
            Self::Answer(number) => format!("answer.{number}"),
            Self::Visit => "visit".to_owned(),
            Self::Hearing => "hearing".to_owned(),
            Self::Hold => "hold".to_owned(),
            Self::Skip => "skip".to_owned(),
            Self::Return => "return".to_owned(),
            Self::Paper => "paper".to_owned(),
            Self::Posting => "posting".to_owned(),
            Self::Objection => "objection".to_owned(),
            Self::Notice => "notice".to_owned(),
            Self::Service => "service".to_owned(),
            Self::Attempt => "attempt".to_owned(),
            Self::Conclude => "conclude".to_owned(),
            Self::OtherDay => "day".to_owned(),
            Self::PolicyValue(name) => format!("value.{name}"),
            Self::Prices => "prices".to_owned(),
            Self::BatchReturn(number) => format!("batch.{number}"),
            Self::FirstStart => "start".to_owned(),
        }
    }

    /// The kind whose fields begin with this.
    pub(in crate::tui) fn of_prefix(prefix: &str) -> Option<Self> {
        if let Some(name) = prefix.strip_prefix("value.") {
            return Some(Self::PolicyValue(name.to_owned()));
        }
        let parts: Vec<&str> = prefix.split('.').collect();
        let place = |text: &str| match text {
            "new" => Some(None),
            digits => digits.parse().ok().map(Some),
        };
        Some(match parts.as_slice() {
            ["member", member] => Self::Member(member.parse().ok()?),
            ["item", member, at] => Self::Income(member.parse().ok()?, place(at)?),
            ["deduction", member, at] => Self::Deduction(member.parse().ok()?, place(at)?),
            ["assets"] => Self::Assets,
            ["alert", number] => Self::Alert(number.parse().ok()?),
            ["support"] => Self::Support,
            ["care"] => Self::SelfCare,
            ["change", number] => Self::Change(number.parse().ok()?),
            ["aid"] => Self::Aid,
            ["papers"] => Self::AidPapers,
            ["after"] => Self::FollowUp,
            ["kept", name] => Self::Kept(Kept::by_name(name)?),
            ["refer", name] => Self::Refer(Passing::by_name(name)?),
            ["answer", number] => Self::Answer(number.parse().ok()?),
            ["visit"] => Self::Visit,
            ["hearing"] => Self::Hearing,
            ["hold"] => Self::Hold,
            ["skip"] => Self::Skip,
            ["return"] => Self::Return,
            ["paper"] => Self::Paper,
            ["posting"] => Self::Posting,
            ["objection"] => Self::Objection,
            ["notice"] => Self::Notice,
            ["service"] => Self::Service,
            ["attempt"] => Self::Attempt,
            ["conclude"] => Self::Conclude,
            ["day"] => Self::OtherDay,
            ["prices"] => Self::Prices,
            ["batch", number] => Self::BatchReturn(number.parse().ok()?),
            ["start"] => Self::FirstStart,
            _other_prefix => return None,
        })
    }

    /// Whether what is typed into it belongs to the case below.
    pub const fn belongs_to_case(&self) -> bool {
        match self {
            Self::Member(_)
            | Self::Income(..)
            | Self::Deduction(..)
            | Self::Assets
            | Self::Alert(_)
            | Self::Support
            | Self::SelfCare
            | Self::Change(_)
            | Self::Aid
            | Self::AidPapers
            | Self::FollowUp
            | Self::Kept(_)
            | Self::Refer(_)
            | Self::Answer(_)
            | Self::Visit
            | Self::Hearing
            | Self::Hold
            | Self::Skip
            | Self::Return
            | Self::Paper
            | Self::Posting
            | Self::Objection
            | Self::Notice
            | Self::Service
            | Self::Attempt
            | Self::Conclude
            | Self::OtherDay => true,
            Self::PolicyValue(_) | Self::Prices | Self::BatchReturn(_) | Self::FirstStart => false,
        }
    }

    /// Whether each field goes into the case as it is left.
    pub fn is_taken_at_once(&self) -> bool {
        self.taking() == Taking::AtOnce
    }

    pub(in crate::tui) const fn taking(&self) -> Taking {
        match self {
            Self::Member(_)
            | Self::Income(_, Some(_))
            | Self::Deduction(_, Some(_))
            | Self::Assets
            | Self::Conclude => Taking::AtOnce,
            Self::Income(_, None)
            | Self::Deduction(_, None)
            | Self::Alert(_)
            | Self::Support
            | Self::SelfCare
            | Self::Change(_)
            | Self::Aid
            | Self::AidPapers
            | Self::FollowUp
            | Self::Kept(_)
            | Self::Refer(_)
            | Self::Answer(_)
            | Self::Visit
            | Self::Hearing
            | Self::Hold
            | Self::Skip
            | Self::Return
            | Self::Paper
            | Self::Posting
            | Self::Objection
            | Self::Notice
            | Self::Service
            | Self::Attempt
            | Self::OtherDay
            | Self::PolicyValue(_)
            | Self::Prices
            | Self::BatchReturn(_)
            | Self::FirstStart => Taking::WhenComplete,
        }
    }
}
