//! `import`: a roster read and judged whole, shown, and only then written.
//!
//! At a terminal it asks before it writes; in a script it does what it was told. Ctrl-C stops between two
//! units: what is written stays, and the same file again goes on from there.

use std::{
    collections::BTreeMap,
    fs,
    io::{self, BufRead, IsTerminal},
    ops::ControlFlow,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use serde_json::{Value, json};
use signal_hook::consts::SIGINT;

use super::{
    args::{self, ImportKind},
    context::{Context, account, key},
    exit::{End, Failure, trouble},
    export::{beside_the_data, refused},
    progress::Bar,
    staff::open_office,
    surroundings::Which,
};
use crate::{
    base::files,
    domain::{area::AreaCode, staff::Role},
    engine::{
        command::NewStaff,
        refusal::{Refusal, Trouble},
    },
    exchange::{
        Kind,
        export::export,
        of_office,
        plan::{ImportPlan, ImportReport, ReportLine, shown},
        recognise::recognise,
        refusal::ExchangeRefusal,
        remembered::{self, Pointed},
        returned,
        roster::{self, Options, Progress, read_and_judge},
        row::RowOutcome,
    },
    session::{Session, local::Local},
    text::{
        mended::mended,
        message::Message,
        returned as return_words,
        rowerrors::{self, RowTrouble},
        ui::import::left_out,
        unlisted,
    },
};

/// Lines of refusals and of warnings that are printed; the rest is counted.
const LINES_MAX: usize = 100;

/// Digits of the code of a county, with which every ID number begins.
const COUNTY_DIGITS: usize = 6;

/// The answer of `import --json` where nothing could be read: that of any import, with nothing counted and one
/// refusal that stands for the file.
fn unread_shape(file: &str, refusal: &ExchangeRefusal, message: &Message) -> Value {
    // A place inside the file is named where the trouble has one.
    let values = refusal.values();
    let row = values.iter().find(|(name, _)| *name == "row");
    let row: u32 = row.and_then(|(_, row)| row.parse().ok()).unwrap_or(0);
    json!({
        "file": file,
        "encoding": "",
        "sheet": null,
        "header_row": 0,
        "rows": 0,
        "not_data": 0,
        "accepted": 0,
        "updated": 0,
        "unchanged": 0,
        "refused": [{
            "row": row,
            "column": "",
            "code": refusal.code(),
            "message": format!("{}{}", message.what, message.remedy),
        }],
        "warnings": [],
        "normalised": {},
    })
}

/// Imports a roster.
///
/// # Errors
/// If the file as a whole cannot be taken, or what the engine says.
pub fn import(context: &Context, args: &args::Import) -> Result<End, Failure> {
    let stop = Arc::new(AtomicBool::new(false));
    signal_hook::flag::register(SIGINT, Arc::clone(&stop))?;
    let importing = Importing {
        context,
        args,
        options: Options {
            mapping: mapping(context, args),
            sheet: args.sheet.clone(),
            kind: args.kind.map(|kind| match kind {
                ImportKind::Roster => Kind::Roster,
                ImportKind::Members => Kind::Members,
            }),
            pointed: remembered(context, args),
            full: args.full,
        },
        stop,
    };
    match context.office() {
        Ok(office) => importing.for_office(office),
        Err(Failure::Trouble(Trouble::Refused(refusal))) if *refusal == Refusal::OfficeNotOpen => {
            importing.for_nobody()
        }
        Err(failure) => Err(failure),
    }
}

/// The mapping file that is named, else the one the office keeps.
fn mapping(context: &Context, args: &args::Import) -> Option<PathBuf> {
    let named = args.mapping.clone();
    named.or_else(|| of_office(&context.dir(Which::Office).ok()?))
}

/// What somebody said at the desk of the columns of such a file. Who names a mapping file has said it there.
fn remembered(context: &Context, args: &args::Import) -> Option<Pointed> {
    let dir = context.dir(Which::Office).ok()?;
    if args.mapping.is_some() || remembered::is_empty(&dir) {
        return None;
    }
    let options = Options {
        mapping: mapping(context, args),
        sheet: args.sheet.clone(),
        pointed: Some(Pointed::new()),
        ..Options::default()
    };
    // A file that cannot be looked at says why when it is read.
    let found = recognise(&args.file, &options).ok()?;
    let said = remembered::load(&dir, &found.header);
    (!said.is_empty()).then_some(said)
}

/// An import under way.
struct Importing<'a> {
    context: &'a Context,
    args: &'a args::Import,
    options: Options,
    stop: Arc<AtomicBool>,
}

impl Importing<'_> {
    /// Whether a person sits there who can be asked.
    fn asks(&self) -> bool {
        !self.args.yes && !self.args.json && io::stdin().is_terminal()
    }

    /// Imports into an office that is open.
    fn for_office(&self, office: Local) -> Result<End, Failure> {
        let plan = self.judged(&office)?;
        if self.args.dry_run {
            let report = plan.into_report();
            let end = self.tell(&report)?;
            if self.args.r#return.is_some() {
                self.give_back(&report)?;
            }
            office.close()?;
            return Ok(end);
        }
        if self.asks() && !self.agreed(&plan)? {
            if plan.households.is_empty() {
                self.give_back(&plan.report())?;
            }
            office.close()?;
            return Ok(End::Refused);
        }
        self.context.expect(&office, plan.households.len() as u64)?;
        let report = self.write(plan, &office);
        let settled = self.context.settle(&office);
        let end = self.tell(&report)?;
        settled?;
        let returned = self.give_back(&report);
        let missing = self.list_unlisted(&report, &office);
        office.close()?;
        returned?;
        missing?;
        Ok(end)
    }

    /// Imports where no office is open yet. At a terminal the person is sent to the first start; a script
    /// gets an office of its own, named after the county most numbers come from.
    fn for_nobody(&self) -> Result<End, Failure> {
        if self.asks() && !self.args.dry_run {
            return Err(Refusal::OfficeNotOpen.into());
        }
        let waiting = WaitingRoom::open(self.context)?;
        let plan = self.judged(&waiting.office)?;
        waiting.close()?;
        if self.args.dry_run || plan.households.is_empty() {
            let report = plan.into_report();
            let end = self.tell(&report)?;
            if self.args.r#return.is_some() {
                self.give_back(&report)?;
            }
            return Ok(end);
        }
        let county = county_of(&plan).ok_or(Refusal::OfficeNotOpen)?;
        drop(plan);
        let dir = self.context.dir(Which::Office)?;
        let office = open_provisional(self.context, &dir, &county)?;
        self.context.output.complaint(&format!(
            "这里还没有开设单位, 已开设「未命名单位」, 区划 {}(多数证件号的前六位), 首位人员是账号 {}。\n\
             姓名、角色用 hecha staff change 更正; 要自己定单位名称和区划, 请先运行 hecha init 再导入。",
            county.0,
            account()
        ))?;
        self.for_office(office)
    }

    /// Reads and judges; writes nothing.
    fn judged(&self, office: &dyn Session) -> Result<ImportPlan, Failure> {
        let bar = Bar::new("核对名册", self.context.output);
        let plan = read_and_judge(&self.args.file, &self.options, office, &mut |at| {
            self.tick(&bar, at)
        });
        bar.done();
        plan.map_err(|refusal| self.unread(refusal))
    }

    fn write(&self, plan: ImportPlan, office: &dyn Session) -> ImportReport {
        let bar = Bar::new("写入名册", self.context.output);
        let report = roster::write(plan, office, &mut |at| self.tick(&bar, at));
        bar.done();
        report
    }

    /// Draws how far it is, and stops when Ctrl-C was pressed.
    fn tick(&self, bar: &Bar, at: Progress) -> ControlFlow<()> {
        match at {
            Progress::Reading { rows } => bar.at(u64::from(rows), u64::from(rows)),
            Progress::Judging { done, total } | Progress::Writing { done, total } => {
                bar.at(u64::from(done), u64::from(total));
            }
        }
        if self.stop.load(Ordering::Relaxed) {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    }

    /// The words for a file that was not taken at all.
    fn unread(&self, refusal: ExchangeRefusal) -> Failure {
        let refusal = match refusal {
            ExchangeRefusal::Trouble(trouble) => return trouble.into(),
            other => other,
        };
        let mut message = rowerrors::file(refusal.code(), &refusal.values());
        let name = base_name(&self.args.file);
        if self.args.json {
            let shape = unread_shape(&name, &refusal, &message);
            if let Err(error) = self.context.output.json(&shape) {
                return error.into();
            }
        }
        message.what = format!("{name}: {}", message.what);
        Failure::unusable(message)
    }

    /// Shows what would be written, and asks.
    fn agreed(&self, plan: &ImportPlan) -> Result<bool, Failure> {
        let output = self.context.output;
        output.text(&preview(plan))?;
        if plan.households.is_empty() {
            output.text("没有要写入的。")?;
            return Ok(false);
        }
        output.text("写入吗? 写入请输入 y 再按回车, 其他键不写入。")?;
        let mut answer = String::new();
        io::stdin().lock().read_line(&mut answer)?;
        let agreed = matches!(answer.trim(), "y" | "Y" | "是" | "ｙ");
        if !agreed {
            output.text("没有写入, 数据没有任何改动。")?;
        }
        Ok(agreed)
    }

    /// Writes the rows that were not taken into a file that can be mended and imported again, and says where.
    fn give_back(&self, report: &ImportReport) -> Result<(), Failure> {
        let reasons = returned::reasons(report, &words);
        if reasons.is_empty() {
            return Ok(());
        }
        let to = if let Some(path) = &self.args.r#return {
            path.clone()
        } else {
            let stem = self.args.file.file_stem().unwrap_or_default();
            let stem = return_words::stem(&stem.to_string_lossy());
            beside_the_data(self.context, &stem)?
        };
        let rows = returned::write(&self.args.file, &self.options, &reasons, &to)
            .map_err(|refusal| refused(refusal, &to))?;
        let told = return_words::written(rows, &to.display().to_string());
        self.context.output.complaint(&told)?;
        Ok(())
    }

    /// Writes the households that a full list does not name into a file to work on, and says where.
    fn list_unlisted(&self, report: &ImportReport, office: &Local) -> Result<(), Failure> {
        // Who stopped it wants no more of it now, and gets the list the next time.
        let found = report.unlisted.as_ref().filter(|_| !report.stopped);
        let Some(found) = found.filter(|found| !found.rows.is_empty()) else {
            return Ok(());
        };
        let stem = self.args.file.file_stem().unwrap_or_default();
        let stem = unlisted::stem(&stem.to_string_lossy());
        let to = beside_the_data(self.context, &stem)?;
        let order = found.order(to.clone(), stem);
        let done = export(office, &order, &self.stop, &mut |_| {})
            .map_err(|refusal| refused(refusal, &to))?;
        let told = unlisted::written(done.cases, &to.display().to_string());
        self.context.output.complaint(&told)?;
        Ok(())
    }

    /// Prints the report; gives the status to end with.
    fn tell(&self, report: &ImportReport) -> Result<End, Failure> {
        let output = self.context.output;
        if self.args.json {
            output.json(&report.json(&words))?;
        } else {
            output.text(&lines(report, self.args.dry_run))?;
        }
        if let Some(found) = &report.trouble {
            let (message, end) = trouble(found);
            output.complaint(&message.to_string())?;
            return Ok(end);
        }
        if report.stopped {
            output.complaint("已按您的要求停下; 已写入的都在, 再导入同一个文件会接着办。")?;
        }
        Ok(if report.exit_status() == 0 {
            End::Done
        } else {
            End::Refused
        })
    }
}

/// An office in a directory of its own that goes when it is closed: what a file is judged against where no
/// office is open. Nothing of the file is written into it.
struct WaitingRoom {
    office: Local,
    dir: PathBuf,
}

impl WaitingRoom {
    fn open(context: &Context) -> Result<Self, Failure> {
        let dir = std::env::temp_dir().join(format!("hecha-{}", key()?));
        files::make_private_dir(&dir).map_err(|fault| Trouble::from(fault.facts()))?;
        let office = open_provisional(context, &dir, &AreaCode("0".repeat(COUNTY_DIGITS)))?;
        Ok(Self { office, dir })
    }

    fn close(self) -> Result<(), Failure> {
        self.office.close()?;
        fs::remove_dir_all(&self.dir).map_err(Failure::at(&self.dir, "remove"))
    }
}

/// Opens an office for the account that runs the program, to be corrected by a person later.
fn open_provisional(context: &Context, dir: &Path, county: &AreaCode) -> Result<Local, Failure> {
    let staff = NewStaff {
        name: account(),
        roles: vec![Role::Caseworker, Role::Administrator],
        area: county.clone(),
        account: Some(account()),
    };
    open_office(context, dir, "未命名单位", county, staff)
}

/// The county most ID numbers of a file begin with.
fn county_of(plan: &ImportPlan) -> Option<AreaCode> {
    let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
    for planned in &plan.households {
        for member in &planned.intake.members {
            if let Some(county) = member.identity.number.reveal().get(..COUNTY_DIGITS) {
                *counts.entry(county).or_default() += 1;
            }
        }
    }
    counts
        .into_iter()
        .max_by_key(|(_, count)| *count)
        .map(|(county, _)| AreaCode(county.to_owned()))
}

fn base_name(path: &Path) -> String {
    path.file_name()
        .map_or_else(String::new, |name| shown(&name.to_string_lossy()))
}

/// The words for one line of a report.
fn words(line: &ReportLine) -> String {
    rowerrors::row(RowTrouble {
        code: line.note.code.name(),
        values: &line.note.values,
        refusal: line.note.refusal.as_deref(),
    })
}

/// What would become of a file, before anything is written.
fn preview(plan: &ImportPlan) -> String {
    let mut out = lines(&plan.report(), true);
    for (outcome, bucket) in plan.preview() {
        let name = match outcome {
            RowOutcome::Accepted => "新收",
            RowOutcome::Updated => "变更",
            RowOutcome::Unchanged => "无变化",
            RowOutcome::NotData | RowOutcome::Refused => continue,
        };
        let line = format!(
            "\n{name} {} 户, 现享合计 {} 元/月",
            bucket.households, bucket.month
        );
        out.push_str(&line);
    }
    out
}

/// A report in words.
fn lines(report: &ImportReport, dry: bool) -> String {
    let sheet = report
        .sheet
        .as_ref()
        .map_or_else(String::new, |sheet| format!(", 工作表「{sheet}」"));
    let mut out = vec![
        format!(
            "{} ({}{sheet}, 表头第 {} 行): 表头下 {} 行",
            report.file, report.encoding, report.header_row, report.rows
        ),
        format!(
            "{}新收 {} 行, 变更 {} 行, 无变化 {} 行, 不是数据 {} 行, 未收 {} 行",
            if dry { "(没有写入) " } else { "" },
            report.accepted,
            report.updated,
            report.unchanged,
            report.not_data,
            report.refused_rows
        ),
    ];
    if !report.normalised.is_empty() {
        let mended: Vec<String> = report
            .normalised
            .iter()
            .map(|(code, count)| format!("{} {count}", mended(code)))
            .collect();
        out.push(format!("已规整: {}", mended.join("、")));
    }
    out.extend(left_out(&report.left_out));
    listed("未收", &report.refused, &mut out);
    listed("提醒", &report.warnings, &mut out);
    if let Some(found) = &report.unlisted {
        out.extend(unlisted::lines(&found.covered, &found.rows));
    }
    out.join("\n")
}

fn listed(title: &str, from: &[ReportLine], out: &mut Vec<String>) {
    if from.is_empty() {
        return;
    }
    out.push(format!("{title}:"));
    for line in from.iter().take(LINES_MAX) {
        let column = if line.column.is_empty() {
            String::new()
        } else {
            format!("「{}」", line.column)
        };
        out.push(format!("  第 {} 行{column} {}", line.note.row, words(line)));
    }
    if let Some(more) = from.len().checked_sub(LINES_MAX).filter(|more| *more > 0) {
        out.push(format!("  还有 {more} 条, 全部见 --json"));
    }
}
