//! What is kept beside a review, one kind a form and a row of the case.

use serde::{Deserialize, Serialize};

/// What is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Kept {
    /// Visits to somebody at home (探访).
    Visit,
    /// The agreement on care (委托照料协议).
    Agreement,
    /// A reported change of self-care.
    Ability,
    /// School after 18.
    Studies,
    /// The look at other aid when support ends.
    Elsewhere,
    /// The request for a 临时救助.
    Request,
    /// Instalments of it.
    Instalment,
    /// The discussion of what goes beyond the ordinary.
    Discussion,
    /// Offers of work (介绍工作).
    Offer,
    /// The class of the household (分档).
    Tier,
    /// 行政复议, 行政诉讼.
    Appeal,
    /// What was decided on it.
    Ruling,
    /// Money that comes back (追回).
    Recovery,
}

/// What somebody is passed on for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Passing {
    /// Something that was found, by place in the list.
    Linked(usize),
    /// Something else.
    Other,
}

impl Kept {
    /// All kinds.
    pub const ALL: [Self; 13] = [
        Self::Visit,
        Self::Agreement,
        Self::Ability,
        Self::Studies,
        Self::Elsewhere,
        Self::Request,
        Self::Instalment,
        Self::Discussion,
        Self::Offer,
        Self::Tier,
        Self::Appeal,
        Self::Ruling,
        Self::Recovery,
    ];

    /// Its name in drafts.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Visit => "visit",
            Self::Agreement => "agreement",
            Self::Ability => "ability",
            Self::Studies => "studies",
            Self::Elsewhere => "elsewhere",
            Self::Request => "request",
            Self::Instalment => "instalment",
            Self::Discussion => "discussion",
            Self::Offer => "offer",
            Self::Tier => "tier",
            Self::Appeal => "appeal",
            Self::Ruling => "ruling",
            Self::Recovery => "recovery",
        }
    }

    /// The kind of that name.
    pub fn by_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kept| kept.name() == name)
    }
}

impl Passing {
    /// Its name in drafts.
    pub fn name(self) -> String {
        match self {
            Self::Linked(place) => place.to_string(),
            Self::Other => "other".to_owned(),
        }
    }

    /// What has that name.
    pub fn by_name(name: &str) -> Option<Self> {
        match name {
            "other" => Some(Self::Other),
            digits => digits.parse().ok().map(Self::Linked),
        }
    }
}
