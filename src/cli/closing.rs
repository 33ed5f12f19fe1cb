//! `notice`, `service` and `force`: what follows a decision that leaves somebody with less, by case number.
//!
//! Nothing is decided here. `force` shows what is ready and notes it only when told to; the engine checks
//! each case again.

use super::{
    args,
    context::{Context, ask, case, execute, key, me},
    exit::{End, Failure},
};
use crate::{
    base::limits::QUEUE_PAGE_ROWS_MAX,
    domain::{
        notice::ServiceMethod,
        queue::{QueueId, QueueRow, RankReason},
        review::{ReviewStep, Status},
    },
    engine::{
        answer::{Answer, CaseView},
        command::{Command, Request},
        query::{Cursor, Query},
        refusal::{Refusal, Trouble},
    },
    session::Session,
    text::{closing as words, faults, refusals::refusal, terms},
};

/// Notes a posting, or an objection to it.
///
/// # Errors
/// What the engine says.
pub fn post(context: &Context, args: &args::Post) -> Result<End, Failure> {
    let office = context.office()?;
    let view = case(&office, &args.case)?;
    let day = match args.day {
        Some(day) => day,
        None => me(&office)?.today,
    };
    let id = view.case.id;
    let command = match &args.objection {
        Some(text) => Command::RecordObjection {
            case: id,
            day,
            text: text.clone(),
        },
        None => Command::MakePosting {
            case: id,
            day,
            place: args.place.clone().unwrap_or_default(),
        },
    };
    let receipt = execute(&office, command, Some(view.case.seq))?;
    let after = case(&office, &args.case)?;
    let posting = after.case.postings.last().map(words::posting);
    context.output.text(&format!(
        "{}。已存 (第 {} 号记录)。",
        posting.unwrap_or_default(),
        receipt.seq
    ))?;
    office.close()?;
    Ok(End::Done)
}

/// Makes the notice of a decision.
///
/// # Errors
/// What the engine says.
pub fn notice(context: &Context, args: &args::Notice) -> Result<End, Failure> {
    let office = context.office()?;
    let view = case(&office, &args.case)?;
    let proposal = view
        .case
        .review
        .proposal
        .as_ref()
        .ok_or(Refusal::IllegalStep {
            status: view.case.review.status,
            step: ReviewStep::Notify,
        })?;
    let command = Command::MakeNotice {
        case: view.case.id,
        freeze: proposal.freeze.clone(),
        number: args.number.clone().unwrap_or_default(),
        review_body: args.review_body.clone(),
        court: args.court.clone(),
    };
    let receipt = execute(&office, command, Some(view.case.seq))?;
    let after = case(&office, &args.case)?;
    let next = next(&after).unwrap_or_default();
    context.output.text(&format!(
        "已出告知书: 案 {}。已存 (第 {} 号记录)。\n下一步 {next}",
        view.case.number, receipt.seq
    ))?;
    office.close()?;
    Ok(End::Done)
}

/// Notes the service of a notice, or a try that did not succeed.
///
/// # Errors
/// What the engine says.
pub fn service(context: &Context, args: &args::Service) -> Result<End, Failure> {
    let office = context.office()?;
    let view = case(&office, &args.case)?;
    let day = match args.day {
        Some(day) => day,
        None => me(&office)?.today,
    };
    let method = named(&args.method)?;
    let (id, note) = (view.case.id, args.note.clone().unwrap_or_default());
    let command = if args.failed {
        Command::TryService {
            case: id,
            day,
            method,
            note,
        }
    } else {
        Command::RecordService {
            case: id,
            day,
            method,
            receiver: args.receiver.clone().unwrap_or_default(),
            note,
        }
    };
    let receipt = execute(&office, command, Some(view.case.seq))?;
    let after = case(&office, &args.case)?;
    let mut lines = vec![format!(
        "已记{}: 案 {}, {} {day}。已存 (第 {} 号记录)。",
        if args.failed {
            "送达未果"
        } else {
            "送达"
        },
        view.case.number,
        terms::service(method),
        receipt.seq
    )];
    lines.extend(after.remedies.iter().flat_map(words::remedies));
    lines.extend(next(&after).map(|next| format!("下一步 {next}")));
    context.output.text(&lines.join("\n"))?;
    office.close()?;
    Ok(End::Done)
}

/// What has to happen next about a case.
fn next(view: &CaseView) -> Option<String> {
    let proposal = view.case.review.proposal.as_ref();
    let proposed = proposal.map(|one| one.effective);
    view.closing.map(|closing| words::next(closing, proposed))
}

/// The way of service of a name, or of its beginning.
fn named(name: &str) -> Result<ServiceMethod, Failure> {
    let fits =
        |method: &&ServiceMethod| !name.is_empty() && terms::service(**method).starts_with(name);
    let found = ServiceMethod::ALL.iter().find(fits).copied();
    found.ok_or_else(|| {
        let all: Vec<&str> = ServiceMethod::ALL
            .iter()
            .map(|method| terms::service(*method))
            .collect();
        Refusal::BadValue {
            field: "送达方式".to_owned(),
            why: format!("可写 {}", all.join("、")),
        }
        .into()
    })
}

/// Shows what is served and whose month has come; notes it as in force where that was asked for.
///
/// # Errors
/// What the engine says.
pub fn force(context: &Context, args: &args::Force) -> Result<End, Failure> {
    let office = context.office()?;
    let ready = ready(&office)?;
    if ready.is_empty() {
        context.output.text("没有已送达且到了执行月份的决定。")?;
        office.close()?;
        return Ok(End::Done);
    }
    let mut lines = Vec::with_capacity(ready.len() + 1);
    let mut refused = 0;
    if args.yes {
        for chunk in ready.chunks(QUEUE_PAGE_ROWS_MAX) {
            let done = office.execute_batch(requests(chunk)?)?;
            for (row, one) in chunk.iter().zip(done) {
                refused += usize::from(one.is_err());
                lines.push(match one {
                    Ok(receipt) => format!("{} 生效 (第 {} 号记录)", line(row), receipt.seq),
                    Err(Trouble::Refused(why)) => {
                        format!("{} 未办: {}", line(row), refusal(&why).what)
                    }
                    Err(Trouble::Fault(why)) => {
                        format!("{} 未办: {}", line(row), faults::fault(&why).what)
                    }
                });
            }
        }
        lines.push(format!(
            "共 {} 户, 生效 {} 户, 未办 {refused} 户。",
            ready.len(),
            ready.len() - refused
        ));
    } else {
        lines.extend(ready.iter().map(line));
        lines.push(format!(
            "共 {} 户已送达且到了执行月份; 加 --yes 记为生效。",
            ready.len()
        ));
    }
    context.output.text(&lines.join("\n"))?;
    office.close()?;
    Ok(if refused > 0 { End::Refused } else { End::Done })
}

fn requests(rows: &[QueueRow]) -> Result<Vec<Request>, Failure> {
    rows.iter()
        .map(|row| {
            Ok(Request {
                command: Command::TakeForce { case: row.case },
                expect: None,
                key: key()?,
            })
        })
        .collect()
}

fn line(row: &QueueRow) -> String {
    format!(
        "{} {} {} 现发 {} 元/月",
        row.number,
        row.head.reveal(),
        row.village,
        row.paid
    )
}

/// The rows of the queue that can take force today.
fn ready(session: &dyn Session) -> Result<Vec<QueueRow>, Failure> {
    let is_ready = |row: &QueueRow| {
        row.reasons.iter().any(|reason| {
            matches!(
                reason,
                RankReason::Closing {
                    status: Status::Served,
                    days: 0..
                }
            )
        })
    };
    let mut rows = Vec::new();
    let mut after: Option<Cursor> = None;
    loop {
        let query = Query::QueuePage {
            queue: QueueId::ToServe,
            after: after.take(),
            limit: u32::try_from(QUEUE_PAGE_ROWS_MAX).unwrap_or(u32::MAX),
        };
        let page = ask(session, query, |answer| match answer {
            Answer::Page(page) => Ok(page),
            other => Err(other),
        })?;
        rows.extend(page.rows.into_iter().filter(is_ready));
        after = page.next;
        if after.is_none() {
            return Ok(rows);
        }
    }
}
