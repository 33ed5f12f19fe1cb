//! `batch`: many households at once, previewed, signed like any decision, and carried out row by row.
//!
//! A preview writes nothing. At a terminal it asks before it proposes; in a script it does what it was told.
//! Ctrl-C stops between two parts: what is written stays, and `carry` goes on from there.

use std::{
    io::{self, BufRead, IsTerminal},
    ops::ControlFlow,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use signal_hook::consts::SIGINT;

use super::{
    args::{self, ExportProfile},
    batch_print::{Listed, print, print_list},
    context::{Context, ask, execute, key, me},
    exit::{End, Failure},
    progress::Bar,
};
use crate::{
    base::new_file::Existing,
    domain::{
        area::Area,
        batch::{Batch, BatchKind, BatchPlan, BatchStatus},
    },
    engine::{
        answer::{Answer, BatchPage},
        command::Command,
        query::{Query, WhichRows},
    },
    exchange::export::{BatchOrder, Profile, export_batch},
    session::{
        Session,
        batches::{self, Stopped},
        local::Local,
    },
    text::{batch as words, export as export_words},
};

/// Rows asked for at once.
const PAGE_ROWS: u32 = 200;

/// Does one of the verbs.
///
/// # Errors
/// What the engine says.
pub fn batch(context: &Context, verb: &args::Batch) -> Result<End, Failure> {
    let office = context.office()?;
    let end = match verb {
        args::Batch::Standard(args) => {
            let kind = BatchKind::Standard { from: args.from };
            preview(context, &office, kind, &args.preview)?
        }
        args::Batch::Price(args) => {
            let kind = BatchKind::Price { month: args.month };
            preview(context, &office, kind, &args.preview)?
        }
        args::Batch::List { json } => {
            let all = ask(&office, Query::Batches, |answer| match answer {
                Answer::Batches(batches) => Ok(batches),
                other => Err(other),
            })?;
            print_list(context, &all, *json)?;
            End::Done
        }
        args::Batch::Show(args) => show(context, &office, args)?,
        args::Batch::Approve(args) => {
            let freeze = batches::find(&office, args.number)?.batch.freeze;
            let batch = args.number;
            execute(&office, Command::ApproveBatch { batch, freeze }, None)?;
            signed(context, &office, batch, "审核")?
        }
        args::Batch::Confirm(args) => {
            let freeze = batches::find(&office, args.number)?.batch.freeze;
            let batch = args.number;
            execute(&office, Command::ConfirmBatch { batch, freeze }, None)?;
            signed(context, &office, batch, "确认")?
        }
        args::Batch::Carry(args) => carry(context, &office, args.number)?,
        args::Batch::Return { number, reason } => {
            let reason = reason.clone();
            let batch = *number;
            execute(&office, Command::ReturnBatch { batch, reason }, None)?;
            context.output.text(&format!("批次 {batch} 已退回。"))?;
            End::Done
        }
        args::Batch::Withdraw(args) => {
            let batch = args.number;
            execute(&office, Command::WithdrawBatch { batch }, None)?;
            context.output.text(&format!("批次 {batch} 已撤回。"))?;
            End::Done
        }
    };
    office.close()?;
    Ok(end)
}

/// Says what a signature came to; what was decided by it is carried out at once.
fn signed(context: &Context, office: &Local, number: u32, what: &str) -> Result<End, Failure> {
    context.output.text(&format!("批次 {number} 已{what}。"))?;
    match batches::find(office, number)?.batch.status {
        BatchStatus::Carrying => carry(context, office, number),
        BatchStatus::Approved => {
            context.output.text("等待确认人确认, 确认后写入各户。")?;
            Ok(End::Done)
        }
        BatchStatus::Listing
        | BatchStatus::Proposed
        | BatchStatus::Done
        | BatchStatus::Returned
        | BatchStatus::Withdrawn
        | BatchStatus::Dropped => Ok(End::Done),
    }
}

fn carry(context: &Context, office: &Local, number: u32) -> Result<End, Failure> {
    let run = key()?;
    let done = with_bar(context, "写入各户", |tell| {
        batches::carry(office, number, &run, tell)
    })?;
    let Some(Batch { done, refused, .. }) = done else {
        context.output.text(&format!(
            "已停在两段之间, 已写入的都在。接着写: hecha batch carry {number}"
        ))?;
        return Ok(End::Refused);
    };
    let refused = if refused > 0 {
        format!(", {refused} 户因列名单后有变动没有写入 (hecha batch show {number} --left)")
    } else {
        String::new()
    };
    context.output.text(&format!(
        "批次 {number} 办结: 写入 {done} 户{refused}。已存。"
    ))?;
    Ok(End::Done)
}

/// Shows what a batch would come to, and proposes it unless it is only looked at.
fn preview(
    context: &Context,
    office: &Local,
    kind: BatchKind,
    args: &args::Preview,
) -> Result<End, Failure> {
    let area = match &args.area {
        Some(area) => area.clone(),
        None => me(office)?.staff.area,
    };
    let plan = BatchPlan { kind, area };
    let found = with_bar(context, "逐户测算", |tell| {
        batches::preview(office, &plan, tell)
    })?;
    let Some(totals) = found else {
        context.output.text("已停止, 没有写入。")?;
        return Ok(End::Refused);
    };
    let which = match (args.rows || args.json, totals.all.left) {
        (true, _) => Some(WhichRows::All),
        (false, 0) => None,
        (false, _) => Some(WhichRows::Left),
    };
    let areas = areas(office)?;
    let named = areas.iter().find(|area| area.code == plan.area);
    let name = named.map_or(&plan.area.0, |area| &area.name);
    let listed = Listed {
        number: None,
        plan: &plan,
        area: name,
        areas: &areas,
        status: None,
        totals: &totals,
        written: None,
    };
    let mut page = |from| {
        let which = which.unwrap_or(WhichRows::Left);
        rows(
            office,
            Query::BatchPreview {
                plan: plan.clone(),
                which,
                from,
                limit: PAGE_ROWS,
            },
        )
    };
    let pages: Option<&mut dyn FnMut(u64) -> Result<BatchPage, Failure>> =
        which.is_some().then_some(&mut page);
    print(context, &listed, pages, args)?;
    if args.dry_run {
        return Ok(End::Done);
    }
    if !args.yes && !args.json && io::stdin().is_terminal() {
        context.output.text("提出送审请键入 y, 其他键不提出:")?;
        let mut answer = String::new();
        io::stdin().lock().read_line(&mut answer)?;
        if !matches!(answer.trim(), "y" | "Y" | "是") {
            context.output.text("没有提出, 没有写入。")?;
            return Ok(End::Refused);
        }
    }
    let run = key()?;
    let proposed = with_bar(context, "列名单", |tell| {
        batches::propose(office, (&plan, &totals), &run, tell)
    })?;
    let said = match proposed {
        Some(number) => format!("已提出批次 {number}, 等待审核。已存。"),
        None => "已停止, 名单作废, 没有提出。".to_owned(),
    };
    // A script reads the JSON alone.
    if args.json {
        context.output.complaint(&said)?;
    } else {
        context.output.text(&said)?;
    }
    Ok(if proposed.is_some() {
        End::Done
    } else {
        End::Refused
    })
}

fn show(context: &Context, office: &Local, args: &args::BatchShow) -> Result<End, Failure> {
    let view = batches::find(office, args.number)?;
    let batch = &view.batch;
    if let Some(path) = &args.to {
        return export(context, office, (args, path), batch);
    }
    let areas = areas(office)?;
    let listed = Listed {
        number: Some(batch.number),
        plan: &batch.plan,
        area: &view.area,
        areas: &areas,
        status: Some(batch.status),
        totals: &batch.totals,
        written: Some((batch.done, batch.refused)),
    };
    let which = if args.left {
        WhichRows::Left
    } else {
        WhichRows::All
    };
    let mut page = |from| {
        let batch = args.number;
        rows(
            office,
            Query::BatchRows {
                batch,
                which,
                from,
                limit: PAGE_ROWS,
            },
        )
    };
    let preview = args::Preview {
        area: None,
        dry_run: true,
        rows: args.rows || args.left,
        json: args.json,
        yes: false,
    };
    let pages: Option<&mut dyn FnMut(u64) -> Result<BatchPage, Failure>> =
        (preview.rows || args.json).then_some(&mut page);
    print(context, &listed, pages, &preview)?;
    if !args.json {
        let mut lines = vec![format!("提出 {} {}", view.by, batch.day)];
        for (what, (signed, name)) in ["审核", "确认"]
            .into_iter()
            .zip([batch.approved, batch.confirmed].iter().zip(&view.signed))
        {
            if let (Some((_, day)), Some(name)) = (signed, name) {
                lines.push(format!("{what} {name} {day}"));
            }
        }
        if let Some(returned) = &batch.returned {
            lines.push(format!("退回 {} {}", returned.day, returned.reason));
        }
        lines.push(words::status(batch.status).to_owned());
        context.output.text(&lines.join("  "))?;
    }
    Ok(End::Done)
}

/// Writes the rows of a batch as a file.
fn export(
    context: &Context,
    office: &Local,
    (args, path): (&args::BatchShow, &Path),
    batch: &Batch,
) -> Result<End, Failure> {
    let format = super::export::format(Some(path), None)?;
    let public = args.profile == ExportProfile::Public;
    let order = BatchOrder {
        plan: batch.plan.clone(),
        number: Some(batch.number),
        which: if args.left {
            WhichRows::Left
        } else {
            WhichRows::All
        },
        profile: if public {
            Profile::Public
        } else {
            Profile::Internal
        },
        format,
        path: path.to_owned(),
        existing: Existing::Keep,
        title: words::title(&batch.plan),
    };
    let stop = Arc::new(AtomicBool::new(false));
    signal_hook::flag::register(SIGINT, Arc::clone(&stop))?;
    let bar = Bar::new("导出", context.output);
    let of = u64::from(batch.totals.all.households);
    let done = export_batch(office, &order, &stop, &mut |at| {
        bar.at(u64::from(at.done), of);
    });
    bar.done();
    let done = done.map_err(|refusal| super::export::refused(refusal, path))?;
    context.output.text(&export_words::done(
        &path.display().to_string(),
        (done.cases, done.rows),
        !public,
    ))?;
    Ok(End::Done)
}

fn rows(session: &dyn Session, query: Query) -> Result<BatchPage, Failure> {
    ask(session, query, |answer| match answer {
        Answer::BatchRows(page) => Ok(page),
        other => Err(other),
    })
}

fn areas(session: &dyn Session) -> Result<Vec<Area>, Failure> {
    ask(session, Query::Areas, |answer| match answer {
        Answer::Areas(areas) => Ok(areas),
        other => Err(other),
    })
}

/// Does something long with a bar that Ctrl-C stops; `None` if it was stopped.
fn with_bar<T>(
    context: &Context,
    what: &'static str,
    work: impl FnOnce(&mut batches::Tell<'_>) -> Result<T, Stopped>,
) -> Result<Option<T>, Failure> {
    let stop = Arc::new(AtomicBool::new(false));
    let hook = signal_hook::flag::register(SIGINT, Arc::clone(&stop))?;
    let bar = Bar::new(what, context.output);
    let done = work(&mut |done, of| {
        bar.at(done, of);
        if stop.load(Ordering::Relaxed) {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    });
    bar.done();
    signal_hook::low_level::unregister(hook);
    match done {
        Ok(done) => Ok(Some(done)),
        Err(Stopped::Asked) => Ok(None),
        Err(Stopped::Trouble(trouble)) => Err(trouble.into()),
    }
}
