//! Where a rule or figure comes from (依据), and how sure we are of it.

use serde::{Deserialize, Serialize};

/// How sure we are of a rule or a figure. 未核实 is shown wherever it takes part in a sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// 已核实: the text was read and somebody stands for it.
    Confirmed,
    /// 未核实: read in a source nobody has confirmed, or practice without a text.
    Unverified,
    /// 假定: a default of this program because no rule was found.
    Assumed,
}

/// An instrument and a place in it (依据), e.g. 民发〔2021〕57号 第二十三条.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Citation {
    /// Short name or document number (文号) of the instrument.
    pub instrument: String,
    /// The article in Chinese, e.g. 第二十三条; empty where none was confirmed.
    pub article: String,
}

impl Citation {
    /// A citation of an article.
    pub fn new(instrument: impl Into<String>, article: impl Into<String>) -> Self {
        Self {
            instrument: instrument.into(),
            article: article.into(),
        }
    }
}
