//! Staff (工作人员), their roles and where they act.

use serde::{Deserialize, Serialize};

use super::{area::AreaCode, ids::StaffId};

/// What a member of staff may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// 经办人: reviews and proposes.
    Caseworker,
    /// 审核人: checks and signs what others propose.
    Approver,
    /// 确认人: confirms for the county where it is not delegated.
    Confirmer,
    /// 管理员: staff, areas, local standards; decides nothing.
    Administrator,
    /// 审计员: reads everything, changes nothing.
    Auditor,
}

/// One member of staff.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Staff {
    /// The id that stands in every entry.
    pub id: StaffId,
    /// The name shown on screens and paper.
    pub name: String,
    /// What this person may do; an office of one may hold several roles, maker and checker stay two people.
    pub roles: Vec<Role>,
    /// Where this person acts; a county code means everywhere.
    pub area: AreaCode,
    /// The operating-system account that is this person, if bound.
    pub account: Option<String>,
    /// Left the office; may sign nothing any more.
    pub left: bool,
}
