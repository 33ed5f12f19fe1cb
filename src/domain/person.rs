//! Who a person is (身份): the part that is masked, kept apart and can be removed without breaking the chain.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::ids::PersonId;

/// Text that tells who somebody is. Its `Debug` form hides it, so that no log and no panic can show it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Personal(String);

impl Personal {
    /// Takes text as it stands.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text itself. Whoever calls this answers for where it goes.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// Whether there is nothing.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Debug for Personal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_empty() {
            "(无)"
        } else {
            "(个人信息)"
        })
    }
}

/// The record of one person in the register of identities.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Identity {
    /// The person.
    pub person: PersonId,
    /// 姓名.
    pub name: Personal,
    /// 公民身份号码 as 18 characters; empty where the office has none.
    pub number: Personal,
    /// 联系电话; empty if unknown.
    pub phone: Personal,
    /// 银行账号; empty if unknown.
    pub account: Personal,
    /// 住址, e.g. 前进村5组; empty if unknown.
    pub address: Personal,
}
