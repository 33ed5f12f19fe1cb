//! Who may do what, where. Asked once, in `execute`, for every command whatever way it came.

use super::{command::Command, refusal::Refusal};
use crate::domain::{
    area::AreaCode,
    staff::{Role, Staff},
};

/// The roles of which one is needed for a command; the first is named when none is there.
fn roles_for(command: &Command) -> &'static [Role] {
    use Role::{Administrator, Approver, Caseworker, Confirmer};
    match command {
        // What was found on opening is so, whoever opens.
        Command::OpenOffice { .. } | Command::StopImport { .. } | Command::DropBatch { .. } => &[],
        Command::SetArea { .. }
        | Command::RegisterStaff { .. }
        | Command::ChangeStaff { .. }
        | Command::SetPolicyValue { .. } => &[Administrator],
        Command::OpenCase { .. }
        | Command::ReportChange { .. }
        | Command::StartImport { .. }
        | Command::FinishImport { .. }
        | Command::RaiseAlert { .. }
        | Command::RecordPrices { .. }
        | Command::RecordReport { .. } => &[Caseworker, Administrator],
        Command::Claim { .. }
        | Command::Release { .. }
        | Command::Skip { .. }
        | Command::Hold { .. }
        | Command::Wake { .. }
        | Command::SettleChange { .. }
        | Command::SettleAlert { .. }
        | Command::RecordVisit { .. }
        | Command::RecordHearing { .. }
        | Command::WaiveHearing { .. }
        | Command::MakePosting { .. }
        | Command::RecordObjection { .. }
        | Command::MakeNotice { .. }
        | Command::TryService { .. }
        | Command::RecordService { .. }
        | Command::RecordWorkOffer { .. }
        | Command::SetTier { .. }
        | Command::RecordSupport { .. }
        | Command::AssessSelfCare { .. }
        | Command::EnterCare { .. }
        | Command::AdvanceAid { .. }
        | Command::Refer { .. }
        | Command::RecordAid { .. }
        | Command::CompletePapers { .. }
        | Command::FollowUp { .. }
        | Command::OpenBatch { .. }
        | Command::ListBatch { .. }
        | Command::ProposeBatch { .. }
        | Command::WithdrawBatch { .. }
        | Command::Propose(_)
        | Command::Withdraw { .. } => &[Caseworker],
        // Money may follow from a ruling, so it is noted above the one who noted the appeal.
        Command::Return { .. } | Command::ReturnBatch { .. } | Command::DecideAppeal { .. } => {
            &[Approver, Confirmer]
        }
        Command::RecordAppeal { .. } | Command::RecordRecovery { .. } => &[Caseworker, Approver],
        Command::Approve { .. } | Command::ApproveBatch { .. } => &[Approver],
        Command::Confirm { .. } | Command::ConfirmBatch { .. } => &[Confirmer],
        // What was decided and served is carried out by whoever comes to it.
        Command::TakeForce { .. } | Command::CarryBatch { .. } => {
            &[Caseworker, Approver, Confirmer]
        }
    }
}

/// Whether this member of staff may do such a thing at all.
///
/// # Errors
/// [`Refusal::NotOnStaff`] or [`Refusal::RoleMissing`].
pub(super) fn role(actor: &Staff, command: &Command) -> Result<(), Refusal> {
    if actor.left {
        return Err(Refusal::NotOnStaff);
    }
    let roles = roles_for(command);
    match roles.first() {
        Some(&needs) if !roles.iter().any(|role| actor.roles.contains(role)) => {
            Err(Refusal::RoleMissing { needs })
        }
        _ => Ok(()),
    }
}

/// Whether this member of staff acts where the case lies.
///
/// # Errors
/// [`Refusal::OutsideArea`].
pub(super) fn area(actor: &Staff, area: &AreaCode) -> Result<(), Refusal> {
    if actor.area.contains(area) {
        Ok(())
    } else {
        Err(Refusal::OutsideArea)
    }
}
