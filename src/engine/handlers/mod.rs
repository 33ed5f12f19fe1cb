//! What each command comes to: events, or a refusal. Pure given the world; nothing is written here.

mod aid;
mod appeal;
mod batch;
mod care;
mod change;
mod closing;
mod decided;
mod decision;
mod differing;
mod evidence;
mod intake;
mod offer;
mod office;
mod posting;
mod recovery;
mod referral;
mod support;
mod work;

pub(super) use change::count as changes;
pub(super) use decided::Decided;
use decided::tidy_line;

use super::{
    command::Command,
    refusal::{Refusal, Trouble},
    world::World,
};
use crate::{
    domain::{
        care::{SelfCare, Support},
        linshi::{Aid, AidPapers, FollowUp},
    },
    journal::event::Event,
};

/// Decides one command: the table of which handler answers for which.
///
/// # Errors
/// A refusal, or a fault of reading.
#[expect(
    clippy::too_many_lines,
    reason = "a table with one row for each command"
)]
pub(super) fn decide(world: &World<'_>, command: Command) -> Result<Decided, Trouble> {
    match command {
        Command::OpenOffice {
            name,
            area,
            demo,
            areas,
            staff,
        } => office::open(
            world,
            office::Opening {
                name,
                area,
                demo,
                areas,
                staff,
            },
        ),
        Command::SetArea { area } => office::set_area(area),
        Command::RegisterStaff { staff } => office::register_staff(world, staff),
        Command::ChangeStaff { id, staff, left } => office::change_staff(world, id, staff, left),
        Command::SetPolicyValue { value } => office::set_policy_value(world, value),
        Command::OpenCase { intake } => intake::open_case(world, *intake),
        Command::ReportChange {
            case,
            intake,
            digest,
        } => change::report(world, case, &intake, digest),
        Command::SettleChange {
            case,
            number,
            accept,
            decline,
            reason,
        } => {
            let settling = change::Settling {
                number,
                accept,
                decline,
            };
            change::settle(world, case, settling, &reason)
        }
        Command::RecordPrices { prices } => batch::record_prices(world, &prices),
        Command::OpenBatch { plan } => batch::open(world, plan),
        Command::ListBatch { batch } => batch::list(world, batch),
        Command::DropBatch { batch } => batch::give_up(world, batch),
        Command::ProposeBatch { batch, seen } => batch::propose(world, batch, seen),
        Command::WithdrawBatch { batch } => batch::withdraw(world, batch),
        Command::ReturnBatch { batch, reason } => batch::send_back(world, batch, &reason),
        Command::ApproveBatch { batch, freeze } => batch::approve(world, batch, &freeze),
        Command::ConfirmBatch { batch, freeze } => batch::confirm(world, batch, &freeze),
        // A part of a batch is a unit of many entries, which the engine makes itself.
        Command::CarryBatch { batch } => Err(super::batch::not_alone(world, batch)),
        Command::StartImport { file, digest, rows } => Ok(Decided::event(Event::ImportStarted {
            file: tidy_line("文件名", &file, crate::base::limits::FILE_NAME_CHARS_MAX)?,
            digest,
            rows,
        })),
        Command::StopImport { digest, taken } => {
            if !world.office().imports.iter().any(|it| it.digest == digest) {
                return Err(Refusal::Unknown {
                    what: "没有做完的导入".to_owned(),
                }
                .into());
            }
            Ok(Decided::event(Event::ImportStopped { digest, taken }))
        }
        Command::FinishImport {
            digest,
            accepted,
            updated,
        } => Ok(Decided::event(Event::ImportFinished {
            digest,
            accepted,
            updated,
        })),
        Command::Claim { case } => work::claim(world, case),
        Command::Release { case } => work::release(world, case),
        Command::Skip { case, reason } => work::skip(world, case, &reason),
        Command::Hold {
            case,
            kind,
            wake,
            note,
        } => work::hold(world, case, kind, wake, &note),
        Command::Wake { case } => work::wake(world, case),
        Command::RaiseAlert {
            case,
            member,
            kind,
            day,
            source,
            detail,
        } => evidence::raise_alert(
            world,
            case,
            &evidence::NewAlert {
                member,
                kind,
                day,
                source,
                detail,
            },
        ),
        Command::SettleAlert {
            case,
            number,
            status,
            note,
        } => evidence::settle_alert(world, case, number, (status, &note)),
        Command::RecordVisit {
            case,
            day,
            surveyors,
            others,
            mode,
            met,
            note,
        } => evidence::record_visit(
            world,
            case,
            crate::domain::evidence::HomeVisit {
                day,
                surveyors,
                others,
                mode,
                met,
                note,
            },
        ),
        Command::RecordHearing {
            case,
            day,
            said,
            heard,
        } => evidence::record_hearing(world, case, day, &said, heard),
        Command::RecordReport { case, report } => evidence::record_report(world, case, &report),
        Command::RecordSupport {
            case,
            mode,
            tier,
            agreement_until,
            able_duty,
            day,
            note,
        } => support::record(
            world,
            case,
            Support {
                mode,
                tier,
                agreement_until,
                able_duty,
                day,
                by: world.actor.id,
                note,
            },
        ),
        Command::AssessSelfCare {
            case,
            items,
            day,
            note,
        } => support::assess(
            world,
            case,
            SelfCare {
                items,
                day,
                by: world.actor.id,
                note,
            },
        ),
        Command::RecordAid {
            case,
            kind,
            cause,
            amount,
            day,
            parts,
        } => aid::record(
            world,
            case,
            Aid {
                kind,
                cause,
                amount,
                day,
                by: world.actor.id,
                asked: None,
                papers_due: None,
                visit_due: None,
                parts: aid::instalments(&parts),
            },
        ),
        Command::EnterCare { case, deed } => care::enter(world, case, deed),
        Command::AdvanceAid { case, deed } => aid::advance(world, case, deed),
        Command::Refer { case, deed } => referral::enter(world, case, deed),
        Command::CompletePapers { case, day, note } => aid::complete_papers(
            world,
            case,
            AidPapers {
                day,
                by: world.actor.id,
                note,
            },
        ),
        Command::FollowUp {
            case,
            day,
            used_as_meant,
            referral,
            note,
        } => aid::follow_up(
            world,
            case,
            FollowUp {
                day,
                used_as_meant,
                referral,
                by: world.actor.id,
                note,
            },
        ),
        Command::Propose(propose) => decision::propose(world, *propose),
        Command::Withdraw { case } => decision::withdraw(world, case),
        Command::Return { case, reason } => decision::send_back(world, case, &reason),
        Command::Approve { case, freeze } => decision::approve(world, case, &freeze),
        Command::Confirm { case, freeze } => decision::confirm(world, case, &freeze),
        Command::WaiveHearing {
            case,
            day,
            ground,
            document,
        } => closing::waive_hearing(world, case, day, ground, &document),
        Command::MakePosting { case, day, place } => posting::post(world, case, day, &place),
        Command::RecordObjection { case, day, text } => posting::object(world, case, day, &text),
        Command::MakeNotice {
            case,
            freeze,
            number,
            review_body,
            court,
        } => closing::make_notice(world, case, &freeze, (&number, &review_body, &court)),
        Command::TryService {
            case,
            day,
            method,
            note,
        } => closing::try_service(world, case, day, method, &note),
        Command::RecordService {
            case,
            day,
            method,
            receiver,
            note,
        } => closing::record_service(world, case, day, method, (&receiver, &note)),
        Command::RecordWorkOffer {
            case,
            member,
            day,
            offer,
            answer,
            note,
        } => offer::record(world, case, (member, day), (&offer, answer, &note)),
        Command::SetTier {
            case,
            tier,
            day,
            note,
        } => offer::set_tier(world, case, (tier, day), &note),
        Command::RecordAppeal {
            case,
            kind,
            day,
            body,
            stay,
        } => appeal::receive(world, case, (kind, day), (&body, &stay)),
        Command::DecideAppeal {
            case,
            number,
            ruling,
            day,
            document,
        } => appeal::decide(world, case, number, (ruling, day), &document),
        Command::RecordRecovery {
            case,
            day,
            amount,
            way,
            document,
        } => recovery::record(world, case, (day, amount, way), &document),
        Command::TakeForce { case } => closing::take_force(world, case),
    }
}
