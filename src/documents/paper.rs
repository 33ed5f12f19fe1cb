//! Which papers there are, what they are called, and what each cannot do without.

use serde::{Deserialize, Serialize};

use crate::domain::{
    case::{Case, Programme},
    outcome::Outcome,
};

/// A paper (文书).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Paper {
    /// 减发、停发、渐退 决定告知书.
    Notice,
    /// 听取意见记录.
    Hearing,
    /// 特困终止公示.
    Posting,
    /// 特困认定公示, of who moves there.
    Recognition,
    /// 支出型临时救助公示.
    AidPosting,
    /// 特困终止书面告知, to the person and the village committee.
    TekunNotice,
    /// 自理能力评估表.
    SelfCare,
    /// 入户调查表.
    Visit,
    /// 临时救助补办单.
    Aid,
    /// 转介单.
    Referral,
}

impl Paper {
    /// All of them, in the order of a list.
    pub const ALL: [Self; 10] = [
        Self::Notice,
        Self::Hearing,
        Self::Posting,
        Self::Recognition,
        Self::AidPosting,
        Self::TekunNotice,
        Self::SelfCare,
        Self::Visit,
        Self::Aid,
        Self::Referral,
    ];

    /// Its name, which is also the name of the office's own template.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Notice => "告知书",
            Self::Hearing => "听取意见记录",
            Self::Posting => "特困终止公示",
            Self::Recognition => "特困认定公示",
            Self::AidPosting => "临时救助公示",
            Self::TekunNotice => "特困终止告知书",
            Self::SelfCare => "自理能力评估表",
            Self::Visit => "入户调查表",
            Self::Aid => "临时救助补办单",
            Self::Referral => "转介单",
        }
    }

    /// The paper of that name, or of the only one that begins so.
    pub fn named(name: &str) -> Option<Self> {
        let exact = Self::ALL.iter().find(|paper| paper.name() == name);
        if exact.is_some() || name.is_empty() {
            return exact.copied();
        }
        let mut begin = Self::ALL
            .iter()
            .filter(|paper| paper.name().starts_with(name));
        match (begin.next(), begin.next()) {
            (Some(only), None) => Some(*only),
            _ => None,
        }
    }

    /// The placeholders without which it would not be this paper (rules of what a form must contain).
    pub const fn required(self) -> &'static [&'static str] {
        match self {
            Self::Notice => &[
                "户主姓名",
                "决定内容",
                "事实",
                "理由",
                "依据",
                "复议机关",
                "复议期限",
                "法院",
                "起诉期限",
                "日志摘要",
            ],
            Self::Hearing => &[
                "户主姓名",
                "拟定内容",
                "事实",
                "听取日期",
                "听取内容",
                "日志摘要",
            ],
            Self::Posting | Self::Recognition => {
                &["户主姓名", "拟定内容", "公示起", "公示止", "日志摘要"]
            }
            Self::AidPosting => &["户主姓名", "救助金额", "公示起", "公示止", "日志摘要"],
            Self::TekunNotice => &[
                "户主姓名",
                "决定内容",
                "理由",
                "依据",
                "复议机关",
                "复议期限",
                "法院",
                "起诉期限",
                "日志摘要",
            ],
            Self::SelfCare => &["户主姓名", "自理六项", "自理结果", "日志摘要"],
            Self::Visit => &["户主姓名", "成员表", "调查人", "入户日期", "日志摘要"],
            Self::Aid => &["户主姓名", "救助事由", "救助金额", "日志摘要"],
            Self::Referral => &["户主姓名", "日志摘要"],
        }
    }

    /// Whether it hangs where everybody reads it: then no number stands on it, whatever a template says.
    pub const fn is_public(self) -> bool {
        matches!(self, Self::Posting | Self::Recognition | Self::AidPosting)
    }

    /// Whether it belongs to a case of this programme and outcome, so that a list offers no other. What only
    /// comes later is offered: who asks for it is told what has to happen first.
    pub fn fits(self, case: &Case) -> bool {
        let decision = case.decision.as_ref();
        let outcome = case.newest_proposal().map(|proposal| proposal.outcome);
        let tekun = case.programme == Programme::Tekun
            || decision.is_some_and(|one| one.programme == Programme::Tekun);
        match self {
            Self::TekunNotice => tekun,
            Self::Posting => outcome.is_some_and(Outcome::takes_away),
            Self::Recognition => outcome == Some(Outcome::ToTekun),
            Self::SelfCare => tekun || case.self_care.is_some(),
            Self::AidPosting => case.aid.as_ref().is_some_and(|aid| aid.kind.is_posted()),
            Self::Aid => case.programme == Programme::Linshi,
            Self::Notice | Self::Hearing | Self::Visit | Self::Referral => true,
        }
    }
}
