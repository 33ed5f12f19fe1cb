//! Which case a command concerns.

use super::Command;
use crate::domain::ids::CaseId;

impl Command {
    /// The case it concerns, if it concerns one that exists already.
    pub const fn case(&self) -> Option<CaseId> {
        match self {
            Self::OpenOffice { .. }
            | Self::SetArea { .. }
            | Self::RegisterStaff { .. }
            | Self::ChangeStaff { .. }
            | Self::SetPolicyValue { .. }
            | Self::OpenCase { .. }
            | Self::StartImport { .. }
            | Self::StopImport { .. }
            | Self::FinishImport { .. }
            | Self::RecordPrices { .. }
            | Self::OpenBatch { .. }
            | Self::ListBatch { .. }
            | Self::DropBatch { .. }
            | Self::ProposeBatch { .. }
            | Self::WithdrawBatch { .. }
            | Self::ReturnBatch { .. }
            | Self::ApproveBatch { .. }
            | Self::ConfirmBatch { .. }
            | Self::CarryBatch { .. } => None,
            Self::Propose(propose) => Some(propose.case),
            Self::ReportChange { case, .. }
            | Self::SettleChange { case, .. }
            | Self::Claim { case }
            | Self::Release { case }
            | Self::Skip { case, .. }
            | Self::Hold { case, .. }
            | Self::Wake { case }
            | Self::RaiseAlert { case, .. }
            | Self::SettleAlert { case, .. }
            | Self::RecordVisit { case, .. }
            | Self::RecordHearing { case, .. }
            | Self::RecordSupport { case, .. }
            | Self::AssessSelfCare { case, .. }
            | Self::EnterCare { case, .. }
            | Self::AdvanceAid { case, .. }
            | Self::Refer { case, .. }
            | Self::RecordAid { case, .. }
            | Self::CompletePapers { case, .. }
            | Self::FollowUp { case, .. }
            | Self::RecordReport { case, .. }
            | Self::Withdraw { case }
            | Self::Return { case, .. }
            | Self::Approve { case, .. }
            | Self::Confirm { case, .. }
            | Self::WaiveHearing { case, .. }
            | Self::MakePosting { case, .. }
            | Self::RecordObjection { case, .. }
            | Self::MakeNotice { case, .. }
            | Self::TryService { case, .. }
            | Self::RecordService { case, .. }
            | Self::RecordWorkOffer { case, .. }
            | Self::SetTier { case, .. }
            | Self::RecordAppeal { case, .. }
            | Self::DecideAppeal { case, .. }
            | Self::RecordRecovery { case, .. }
            | Self::TakeForce { case } => Some(*case),
        }
    }
}
