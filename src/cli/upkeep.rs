//! `verify` and `rebuild`: what the administrator asks of the machine.

use std::{ops::ControlFlow, path::Path, sync::Arc};

use serde::Serialize;

use super::{
    args,
    context::Context,
    exit::{End, Failure, trouble},
    progress::Bar,
    surroundings::Which,
};
use crate::{
    base::{
        clock::SystemClock,
        fault::{FaultCode, FaultFacts},
        medium::{Medium, RealMedium},
    },
    engine::{
        Engine,
        refusal::{Refusal, Trouble},
    },
    journal::{
        access,
        verify::{Verification, verify as verify_journal},
    },
    store::Store,
};

/// The answer of `verify --json`.
#[derive(Debug, Serialize)]
struct VerifyShape {
    ok: bool,
    entries: u64,
    units: u64,
    segments: u32,
    head: String,
    torn_bytes: u64,
    people: Option<PeopleShape>,
    access_entries: u64,
    /// Whether the store is the fold of the journal; `null` while somebody has the data open.
    store_is_fold: Option<bool>,
}

/// The register of identities.
#[derive(Debug, Serialize)]
struct PeopleShape {
    named: u64,
    removed: u64,
    unnamed: u64,
}

/// The answer of `verify --json` where the check found a fault.
#[derive(Debug, Serialize)]
struct FaultShape {
    ok: bool,
    code: u16,
    seq: Option<u64>,
    message: String,
}

/// Checks every line of every chain; needs nobody to leave the data.
///
/// # Errors
/// The first fault, with its seq.
pub fn verify(context: &Context, args: &args::Verify) -> Result<End, Failure> {
    let dir = context.dir(Which::Office)?;
    if !dir.join("journal").exists() {
        return Err(Refusal::OfficeNotOpen.into());
    }
    match check(context, &dir) {
        Ok(checked) => {
            if args.json {
                context.output.json(&shape(&checked))?;
            } else {
                context.output.text(&words(&checked))?;
            }
            Ok(End::Done)
        }
        Err(found) => {
            if let (true, Trouble::Fault(facts)) = (args.json, &found) {
                context.output.json(&FaultShape {
                    ok: false,
                    code: facts.code.number(),
                    seq: facts.seq,
                    message: trouble(&found).0.to_string(),
                })?;
            }
            Err(found.into())
        }
    }
}

/// What a check found where it found no fault.
struct Checked {
    journal: Verification,
    access_entries: u64,
    store_is_fold: Option<bool>,
}

fn check(context: &Context, dir: &Path) -> Result<Checked, Trouble> {
    let medium: Arc<dyn Medium> = Arc::new(RealMedium);
    let known = Store::known_head(&dir.join(Store::DIR))?;
    let bar = Bar::new("查验日志", context.output);
    let journal = verify_journal(&medium, dir, known, &mut |at| {
        bar.at(at.entries, at.of);
        ControlFlow::Continue(())
    })?;
    bar.done();
    let mut access_entries = 0;
    for entry in access::read(&medium, dir)? {
        entry?;
        access_entries += 1;
    }
    let store_is_fold = check_store(context, dir)?;
    Ok(Checked {
        journal,
        access_entries,
        store_is_fold,
    })
}

/// Folds the journal anew and compares; leaves it while somebody has the data open.
fn check_store(context: &Context, dir: &Path) -> Result<Option<bool>, Trouble> {
    let bar = Bar::new("比对视图", context.output);
    let opened = Engine::open(dir, Arc::new(SystemClock), &mut |at| {
        bar.at(at.done, at.total);
    });
    let mut engine = match opened {
        Ok((engine, _)) => engine,
        Err(Trouble::Fault(facts)) if facts.code == FaultCode::InUse => return Ok(None),
        Err(trouble) => return Err(trouble),
    };
    let same = engine.store_is_fold_of_journal(&mut |at| {
        bar.at(at.done, at.total);
    })?;
    bar.done();
    engine.close()?;
    if same {
        return Ok(Some(true));
    }
    let facts = FaultFacts {
        code: FaultCode::StoreUnreadable,
        path: Some(dir.display().to_string()),
        seq: None,
        pid: None,
        operation: "compare the store with the journal".to_owned(),
        cause: "the store is not the fold of the journal".to_owned(),
    };
    Err(facts.into())
}

fn shape(checked: &Checked) -> VerifyShape {
    let found = &checked.journal;
    VerifyShape {
        ok: true,
        entries: found.head.seq,
        units: found.units,
        segments: found.segments,
        head: found.head.digest.to_string(),
        torn_bytes: found.torn_bytes,
        people: found.people.map(|people| PeopleShape {
            named: people.named,
            removed: people.removed,
            unnamed: people.unnamed,
        }),
        access_entries: checked.access_entries,
        store_is_fold: checked.store_is_fold,
    }
}

fn words(checked: &Checked) -> String {
    let Checked {
        journal: found,
        access_entries,
        store_is_fold,
    } = checked;
    let store = match store_is_fold {
        Some(_) => "查询用的视图与日志一致。",
        None => "数据正在使用, 没有比对视图。",
    };
    let people = found.people.map_or_else(
        || "人员档案不在这里, 只查验了日志。".to_owned(),
        |people| {
            format!(
                "人员档案 {} 份相符, 已按期限删除 {} 份。",
                people.named, people.removed
            )
        },
    );
    let torn = if found.torn_bytes == 0 {
        String::new()
    } else {
        format!(
            "\n末尾有 {} 字节没有写完(断电所致), 从未显示为「已存」; 下次启动时移到一旁。",
            found.torn_bytes
        )
    };
    format!(
        "日志完好: {} 条, {} 个文件, 逐条相扣。\n{people}\n查阅记录 {access_entries} 条, 逐条相扣。\n{store}\n末条摘要 {}{torn}",
        found.head.seq, found.segments, found.head.digest
    )
}

/// Builds the view anew from the journal, whatever the old one was.
///
/// # Errors
/// If somebody has the data open, or a fault of the machine.
pub fn rebuild(context: &Context) -> Result<End, Failure> {
    let dir = context.dir(Which::Office)?;
    if !dir.join("journal").exists() {
        return Err(Refusal::OfficeNotOpen.into());
    }
    let bar = Bar::new("重建视图", context.output);
    let (engine, report) = Engine::rebuild(&dir, Arc::new(SystemClock), &mut |at| {
        bar.at(at.done, at.total);
    })?;
    bar.done();
    engine.close()?;
    context.output.text(&format!(
        "视图已由日志重建, 到第 {} 条。",
        report.journal.head.seq
    ))?;
    Ok(End::Done)
}
