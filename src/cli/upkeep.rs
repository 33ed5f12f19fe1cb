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
        files::DataLock,
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
};

/// The view within a data directory; it may be deleted whenever nobody has it open.
const STORE_DIR: &str = "store";

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
        Ok((found, access_entries)) => {
            if args.json {
                context.output.json(&shape(&found, access_entries))?;
            } else {
                context.output.text(&words(&found, access_entries))?;
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

fn check(context: &Context, dir: &Path) -> Result<(Verification, u64), Trouble> {
    let medium: Arc<dyn Medium> = Arc::new(RealMedium);
    let bar = Bar::new("查验日志", context.output);
    let found = verify_journal(&medium, dir, None, &mut |at| {
        bar.at(at.entries, at.of);
        ControlFlow::Continue(())
    })
    .map_err(|fault| fault.facts())?;
    bar.done();
    let mut access_entries = 0;
    for entry in access::read(&medium, dir).map_err(|fault| fault.facts())? {
        entry.map_err(|fault| fault.facts())?;
        access_entries += 1;
    }
    Ok((found, access_entries))
}

fn shape(found: &Verification, access_entries: u64) -> VerifyShape {
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
        access_entries,
    }
}

fn words(found: &Verification, access_entries: u64) -> String {
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
        "日志完好: {} 条, {} 个文件, 逐条相扣。\n{people}\n查阅记录 {access_entries} 条, 逐条相扣。\n末条摘要 {}{torn}",
        found.head.seq, found.segments, found.head.digest
    )
}

/// Builds the view anew from the journal; the old one goes when the new one stands.
///
/// # Errors
/// If somebody has the data open, or a fault of the machine.
pub fn rebuild(context: &Context) -> Result<End, Failure> {
    let dir = context.dir(Which::Office)?;
    if !dir.join("journal").exists() {
        return Err(Refusal::OfficeNotOpen.into());
    }
    let store = dir.join(STORE_DIR);
    let old = dir.join("store.old");
    let lock = DataLock::take(&dir).map_err(|fault| Trouble::from(fault.facts()))?;
    if store.exists() {
        if old.exists() {
            std::fs::remove_dir_all(&old).map_err(Failure::at(&old, "remove"))?;
        }
        std::fs::rename(&store, &old).map_err(Failure::at(&store, "rename"))?;
    }
    drop(lock);
    let bar = Bar::new("重建视图", context.output);
    let (engine, report) = Engine::open(&dir, Arc::new(SystemClock), &mut |at| {
        bar.at(at.done, at.total);
    })?;
    bar.done();
    engine.close()?;
    if old.exists() {
        std::fs::remove_dir_all(&old).map_err(Failure::at(&old, "remove"))?;
    }
    context.output.text(&format!(
        "视图已由日志重建, 到第 {} 条。",
        report.journal.head.seq
    ))?;
    Ok(End::Done)
}
