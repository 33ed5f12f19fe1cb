//! `queue` and `search`: lists of cases, as a table, as lines to be read aloud, or as JSON.
//!
//! ID numbers are masked here as on the screens; whoever needs one opens the case at the desk, where
//! revealing is logged.

use serde::Serialize;

use super::{
    args,
    context::{Context, ask, me},
    exit::{End, Failure},
};
use crate::{
    base::{limits::QUEUE_PAGE_ROWS_MAX, width},
    domain::{
        calendar::Day,
        money::Fen,
        queue::{Proposed, QueueId, QueueRow},
        review::{Outcome, Status},
    },
    engine::{
        answer::{Answer, Desk, Hit, MemberView, QueueCounts},
        query::{Cursor, Query},
        refusal::Refusal,
    },
    session::Session,
    text::{terms, ui::queue as words},
};

/// Every queue with the name a script uses for it, in the order of the desk.
const QUEUES: [(QueueId, &str); 13] = [
    (QueueId::Dibao, "dibao"),
    (QueueId::Tekun, "tekun"),
    (QueueId::Linshi, "linshi"),
    (QueueId::Alerts, "alerts"),
    (QueueId::Changes, "changes"),
    (QueueId::Terms, "terms"),
    (QueueId::Visits, "visits"),
    (QueueId::Returned, "returned"),
    (QueueId::Held, "held"),
    (QueueId::ToApprove, "to_approve"),
    (QueueId::ToConfirm, "to_confirm"),
    (QueueId::ToServe, "to_serve"),
    (QueueId::Edge, "edge"),
];

/// The answer of `queue --json`.
#[derive(Debug, Serialize)]
struct QueueShape {
    day: Day,
    queues: Vec<CountsShape>,
    queue: QueueId,
    name: &'static str,
    total: u32,
    rows: Vec<RowShape>,
}

/// The counts of one queue.
#[derive(Debug, Serialize)]
struct CountsShape {
    queue: QueueId,
    name: &'static str,
    overdue: u32,
    today: u32,
    week: u32,
    month: u32,
    total: u32,
}

/// One case in a list.
#[derive(Debug, Serialize)]
struct RowShape {
    case: String,
    head: String,
    village: String,
    members: u32,
    paid: String,
    due: Day,
    overdue_days: i64,
    every_months: u32,
    status: Status,
    claimed_by: Option<String>,
    reasons: Vec<String>,
    proposed: Option<ProposedShape>,
}

/// What waits to be signed.
#[derive(Debug, Serialize)]
struct ProposedShape {
    outcome: Outcome,
    month: String,
    difference: Option<String>,
    by: String,
    since: Day,
    waiting_days: u32,
}

impl ProposedShape {
    fn new(proposed: &Proposed, paid: Fen) -> Self {
        Self {
            outcome: proposed.outcome,
            month: proposed.month.plain(),
            difference: proposed.month.checked_sub(paid).map(Fen::plain),
            by: proposed.by.clone(),
            since: proposed.since,
            waiting_days: proposed.waiting_days,
        }
    }
}

/// The answer of `search --json`.
#[derive(Debug, Serialize)]
struct SearchShape {
    text: String,
    rows: Vec<HitShape>,
}

/// One case that was found.
#[derive(Debug, Serialize)]
struct HitShape {
    #[serde(flatten)]
    row: RowShape,
    member: Option<MemberShape>,
}

/// The member who was found, if not the head.
#[derive(Debug, Serialize)]
struct MemberShape {
    name: String,
    number: String,
    age: u32,
}

impl RowShape {
    fn new(row: &QueueRow, today: Day) -> Self {
        Self {
            case: row.number.clone(),
            head: row.head.reveal().to_owned(),
            village: row.village.clone(),
            members: row.members,
            paid: row.paid.plain(),
            due: row.due,
            overdue_days: today.days_since(row.due),
            every_months: row.every_months,
            status: row.status,
            claimed_by: row.claimed_by.clone(),
            reasons: row.reasons.iter().map(terms::rank).collect(),
            proposed: row
                .proposed
                .as_ref()
                .map(|proposed| ProposedShape::new(proposed, row.paid)),
        }
    }
}

impl From<&QueueCounts> for CountsShape {
    fn from(counts: &QueueCounts) -> Self {
        Self {
            queue: counts.queue,
            name: terms::queue(counts.queue),
            overdue: counts.overdue,
            today: counts.today,
            week: counts.week,
            month: counts.month,
            total: counts.total,
        }
    }
}

impl From<&MemberView> for MemberShape {
    fn from(member: &MemberView) -> Self {
        Self {
            name: member.name.reveal().to_owned(),
            number: member.masked_number.clone(),
            age: member.age,
        }
    }
}

/// Lists a queue.
///
/// # Errors
/// What the engine says.
pub fn queue(context: &Context, args: &args::Queue) -> Result<End, Failure> {
    let office = context.office()?;
    let today = me(&office)?.today;
    let desk = desk(&office)?;
    let queue = match &args.name {
        Some(name) => named(name)?,
        None => desk.next.as_ref().map_or(QueueId::Dibao, |next| next.0),
    };
    let (total, rows) = rows(&office, queue, args.limit)?;
    let output = context.output;
    if args.json {
        output.json(&QueueShape {
            day: today,
            queues: desk.queues.iter().map(CountsShape::from).collect(),
            queue,
            name: terms::queue(queue),
            total,
            rows: rows.iter().map(|row| RowShape::new(row, today)).collect(),
        })?;
    } else if args.plain {
        output.text(&plain(queue, total, &rows, today))?;
    } else {
        output.text(&table(&desk, queue, total, &rows))?;
    }
    office.close()?;
    Ok(End::Done)
}

/// Looks for cases and people.
///
/// # Errors
/// What the engine says.
pub fn search(context: &Context, args: &args::Search) -> Result<End, Failure> {
    let office = context.office()?;
    let today = me(&office)?.today;
    let text = args.text.join(" ");
    let query = Query::Search {
        text: text.clone(),
        limit: u32::try_from(QUEUE_PAGE_ROWS_MAX).unwrap_or(u32::MAX),
    };
    let hits = ask(&office, query, |answer| match answer {
        Answer::Hits(hits) => Ok(hits),
        other => Err(other),
    })?;
    if args.json {
        let rows = hits.iter().map(|hit| HitShape {
            row: RowShape::new(&hit.row, today),
            member: hit.member.as_ref().map(MemberShape::from),
        });
        context.output.json(&SearchShape {
            text,
            rows: rows.collect(),
        })?;
    } else if hits.is_empty() {
        context.output.text(&format!("没有找到「{text}」。"))?;
    } else {
        let lines: Vec<String> = hits.iter().map(|hit| found(hit, today)).collect();
        context.output.text(&lines.join("\n"))?;
    }
    office.close()?;
    Ok(if hits.is_empty() {
        End::Refused
    } else {
        End::Done
    })
}

fn desk(session: &dyn Session) -> Result<Desk, Failure> {
    ask(session, Query::Desk, |answer| match answer {
        Answer::Desk(desk) => Ok(*desk),
        other => Err(other),
    })
}

/// The queue of a name: the script's, the whole Chinese one, its beginning or a part of it.
///
/// # Errors
/// [`Refusal::Unknown`] if no queue has it.
pub fn named(name: &str) -> Result<QueueId, Failure> {
    let exact = QUEUES.iter().find(|(_, script)| *script == name);
    let chinese = |queue| name.chars().count() > 1 && terms::queue(queue).starts_with(name);
    let within = |queue| name.chars().count() > 1 && terms::queue(queue).contains(name);
    let found = exact
        .or_else(|| QUEUES.iter().find(|(queue, _)| chinese(*queue)))
        .or_else(|| QUEUES.iter().find(|(queue, _)| within(*queue)));
    found.map(|(queue, _)| *queue).ok_or_else(|| {
        Refusal::Unknown {
            what: format!("队列 {name}"),
        }
        .into()
    })
}

/// At most `limit` rows of a queue from the top, and how many it has.
fn rows(
    session: &dyn Session,
    queue: QueueId,
    limit: u32,
) -> Result<(u32, Vec<QueueRow>), Failure> {
    let page_rows_max = u32::try_from(QUEUE_PAGE_ROWS_MAX).unwrap_or(u32::MAX);
    let mut rows: Vec<QueueRow> = Vec::new();
    let mut after: Option<Cursor> = None;
    loop {
        let have = u32::try_from(rows.len()).unwrap_or(u32::MAX);
        let query = Query::QueuePage {
            queue,
            after: after.take(),
            limit: limit.saturating_sub(have).min(page_rows_max),
        };
        let page = ask(session, query, |answer| match answer {
            Answer::Page(page) => Ok(page),
            other => Err(other),
        })?;
        rows.extend(page.rows);
        after = page.next;
        if after.is_none() || rows.len() >= usize::try_from(limit).unwrap_or(usize::MAX) {
            return Ok((page.total, rows));
        }
    }
}

/// The desk's counts and the rows, aligned.
fn table(desk: &Desk, queue: QueueId, total: u32, rows: &[QueueRow]) -> String {
    let mut out = format!(
        "{}  逾期  今日 7日内 30日内  合计\n",
        width::pad_right("待办", 30)
    );
    for counts in &desk.queues {
        let name = width::fit(terms::queue(counts.queue), 30);
        let [overdue, due, week, month, total] = [
            counts.overdue,
            counts.today,
            counts.week,
            counts.month,
            counts.total,
        ]
        .map(|count| count.to_string());
        out.push_str(
            &[
                name,
                width::pad_left(&overdue, 6),
                width::pad_left(&due, 6),
                width::pad_left(&week, 6),
                width::pad_left(&month, 7),
                width::pad_left(&total, 6),
            ]
            .concat(),
        );
        out.push('\n');
    }
    out.push_str(&heading(queue, total, rows.len()));
    for row in rows {
        let tail = match &row.proposed {
            Some(proposed) => words::proposed_in_full(proposed, row.paid),
            None => row
                .reasons
                .iter()
                .map(terms::rank)
                .collect::<Vec<_>>()
                .join("  "),
        };
        out.push_str(
            &[
                width::fit(&row.number, 18),
                " ".to_owned(),
                width::fit(row.head.reveal(), 10),
                " ".to_owned(),
                width::fit(&row.village, 12),
                width::fit_left(&format!("{}人", row.members), 5),
                width::fit_left(&row.paid.grouped(), 11),
                "  ".to_owned(),
                tail,
            ]
            .concat(),
        );
        out.push('\n');
    }
    out
}

fn heading(queue: QueueId, total: u32, shown: usize) -> String {
    format!(
        "\n{}  共 {total} 户, 列出 {shown} 户\n",
        terms::queue(queue)
    )
}

/// One case a line in words, for screen readers and logs.
fn plain(queue: QueueId, total: u32, rows: &[QueueRow], today: Day) -> String {
    let mut out = heading(queue, total, rows.len()).trim_start().to_owned();
    for row in rows {
        out.push_str(&sentence(row, today));
        out.push('\n');
    }
    out
}

/// A case in words.
fn sentence(row: &QueueRow, today: Day) -> String {
    let claimed = row
        .claimed_by
        .as_ref()
        .map_or_else(String::new, |name| format!(", {name}领办"));
    let proposed = row.proposed.as_ref().map_or_else(String::new, |proposed| {
        format!(", {}", words::proposed_in_full(proposed, row.paid))
    });
    format!(
        "案号 {}, 户主 {}, {}, {}人, 现享 {} 元/月, 应核查日 {} {}, {}, {}{claimed}{proposed}",
        row.number,
        row.head.reveal(),
        row.village,
        row.members,
        row.paid,
        row.due,
        terms::due_in(today.days_since(row.due)),
        terms::interval(row.every_months),
        terms::status(row.status),
    )
}

fn found(hit: &Hit, today: Day) -> String {
    let member = hit.member.as_ref().map_or_else(String::new, |member| {
        format!(
            ", 成员 {} {} {}岁",
            member.name.reveal(),
            member.masked_number,
            member.age
        )
    });
    format!("{}{member}", sentence(&hit.row, today))
}
