//! Areas (区划): townships and their villages, and which standard applies there.

use serde::{Deserialize, Serialize};

/// A code of an administrative unit: 6 digits a county, 9 a township (乡镇/街道), 12 a village (村/社区).
///
/// A shorter code contains every longer code that starts with it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AreaCode(pub String);

impl AreaCode {
    /// Whether `other` is this area or lies within it.
    pub fn contains(&self, other: &Self) -> bool {
        other.0.starts_with(&self.0)
    }

    /// The township (9 digits) this area lies in, or the area itself if it is larger.
    pub fn township(&self) -> Self {
        Self(self.0.chars().take(9).collect())
    }
}

/// An area with its name, as the office keeps it; units change, so each has a first day of its own in the journal.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Area {
    /// The code, unique.
    pub code: AreaCode,
    /// The name people use, e.g. 长青乡 or 前进村.
    pub name: String,
}

/// Which of the two standards applies to a household (城乡). `urban` 城市, `rural` 农村.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Setting {
    /// 城市, 城镇; parameters say `city`.
    Urban,
    /// 农村.
    Rural,
}
