//! What `batch` prints: totals first, then rows, as text or as one line of JSON whose rows are written as they come.

use serde::Serialize;

use super::{args, context::Context, exit::Failure};
use crate::{
    base::width,
    domain::{
        area::{Area, Setting},
        batch::{BatchKind, BatchPlan, BatchStatus, Part, RowResult, Totals},
        calendar::Month,
        case::Programme,
        money::Fen,
    },
    engine::answer::{BatchPage, BatchRowView, BatchView, RowEnd},
    text::{batch as words, terms},
};

/// Rows that are printed as text where nobody asked for all; the rest is counted.
const LINES_MAX: u32 = 100;

/// Asks for the rows from a place on.
type Pages<'a> = &'a mut dyn FnMut(u64) -> Result<BatchPage, Failure>;

/// A batch, or what would be one.
pub struct Listed<'a> {
    /// Its number, once it has one.
    pub number: Option<u32>,
    /// What and where.
    pub plan: &'a BatchPlan,
    /// Name of the area.
    pub area: &'a str,
    /// Names of all areas.
    pub areas: &'a [Area],
    /// Where it stands.
    pub status: Option<BatchStatus>,
    /// What its rows come to.
    pub totals: &'a Totals,
    /// Rows written and rows left when it was carried out.
    pub written: Option<(u32, u32)>,
}

/// The kind of a batch in JSON.
const fn kind_code(kind: BatchKind) -> &'static str {
    match kind {
        BatchKind::Standard { .. } => "standard",
        BatchKind::Price { .. } => "price",
    }
}

const fn month_of(kind: BatchKind) -> Month {
    match kind {
        BatchKind::Standard { from } => from,
        BatchKind::Price { month } => month,
    }
}

/// Counts and sums in JSON.
#[derive(Debug, Serialize)]
struct PartShape {
    households: u32,
    persons: u32,
    gets: u32,
    same: u32,
    left: u32,
    more: String,
    once: String,
}

impl From<&Part> for PartShape {
    fn from(part: &Part) -> Self {
        Self {
            households: part.households,
            persons: part.persons,
            gets: part.gets,
            same: part.same,
            left: part.left,
            more: part.more.plain(),
            once: part.once.plain(),
        }
    }
}

#[derive(Debug, Serialize)]
struct AreaShape {
    area: String,
    #[serde(flatten)]
    part: PartShape,
}

#[derive(Debug, Serialize)]
struct ClassShape {
    programme: Programme,
    setting: Setting,
    #[serde(flatten)]
    part: PartShape,
}

#[derive(Debug, Serialize)]
struct WhyShape {
    why: String,
    count: u32,
}

/// The answer of `batch standard --json`, `batch price --json` and `batch show --json`, without the rows.
#[derive(Debug, Serialize)]
struct BatchShape {
    number: Option<u32>,
    kind: &'static str,
    month: Month,
    area: String,
    name: String,
    status: Option<BatchStatus>,
    done: Option<u32>,
    refused: Option<u32>,
    partly: u32,
    totals: PartShape,
    areas: Vec<AreaShape>,
    classes: Vec<ClassShape>,
    reasons: Vec<WhyShape>,
}

/// One row in JSON.
#[derive(Debug, Serialize)]
struct RowShape {
    case: String,
    head: String,
    village: String,
    programme: Programme,
    setting: Setting,
    persons: u32,
    paid: String,
    month: Option<String>,
    effective: Option<Month>,
    difference: Option<String>,
    arrears: Option<String>,
    arrears_from: Option<Month>,
    partly: bool,
    each: Option<String>,
    once: Option<String>,
    left: Option<String>,
    written: Option<bool>,
}

impl From<&BatchRowView> for RowShape {
    fn from(view: &BatchRowView) -> Self {
        let row = &view.row;
        let mut shape = Self {
            case: view.number.clone(),
            head: view.head.reveal().to_owned(),
            village: view.village.clone(),
            programme: row.programme,
            setting: row.setting,
            persons: row.persons,
            paid: row.paid.plain(),
            month: None,
            effective: None,
            difference: None,
            arrears: None,
            arrears_from: None,
            partly: false,
            each: None,
            once: None,
            left: None,
            written: view.done.as_ref().map(|done| *done == RowEnd::Written),
        };
        match &row.result {
            RowResult::Raise(raise) => {
                let more = raise.month.checked_sub(row.paid).unwrap_or(Fen::ZERO);
                shape.month = Some(raise.month.plain());
                shape.effective = Some(raise.effective);
                shape.difference = Some(more.plain());
                shape.arrears = Some(raise.arrears.plain());
                shape.arrears_from = raise.arrears_from;
                shape.partly = raise.partly;
            }
            RowResult::Once { each, amount } => {
                shape.each = Some(each.plain());
                shape.once = Some(amount.plain());
            }
            RowResult::Same => {}
            RowResult::Left(why) => shape.left = Some(words::why_left(why)),
        }
        if let Some(RowEnd::Left(why)) = &view.done {
            shape.left = Some(words::why_left(why));
        }
        shape
    }
}

fn shape(listed: &Listed<'_>) -> BatchShape {
    let totals = listed.totals;
    let written = listed.written.filter(|_| {
        matches!(
            listed.status,
            Some(BatchStatus::Carrying | BatchStatus::Done)
        )
    });
    BatchShape {
        number: listed.number,
        kind: kind_code(listed.plan.kind),
        month: month_of(listed.plan.kind),
        area: listed.plan.area.0.clone(),
        name: listed.area.to_owned(),
        status: listed.status,
        done: written.map(|(done, _)| done),
        refused: written.map(|(_, refused)| refused),
        partly: totals.partly,
        totals: PartShape::from(&totals.all),
        areas: totals
            .areas
            .iter()
            .map(|(area, part)| AreaShape {
                area: area.0.clone(),
                part: PartShape::from(part),
            })
            .collect(),
        classes: totals
            .classes
            .iter()
            .map(|((programme, setting), part)| ClassShape {
                programme: *programme,
                setting: *setting,
                part: PartShape::from(part),
            })
            .collect(),
        reasons: totals
            .left
            .iter()
            .map(|(why, count)| WhyShape {
                why: words::why_left(why),
                count: *count,
            })
            .collect(),
    }
}

/// Prints totals, and rows where they are asked for.
pub fn print(
    context: &Context,
    listed: &Listed<'_>,
    pages: Option<Pages<'_>>,
    args: &args::Preview,
) -> Result<(), Failure> {
    if args.json {
        let Some(pages) = pages else {
            return Ok(context.output.json(&shape(listed))?);
        };
        let mut rows = context.output.json_with("rows", &shape(listed))?;
        each(pages, u32::MAX, &mut |view| {
            Ok(rows.push(&RowShape::from(view))?)
        })?;
        return Ok(rows.end()?);
    }
    context.output.text(&totals_text(listed))?;
    if let Some(pages) = pages {
        let most = if args.rows { u32::MAX } else { LINES_MAX };
        let more = each(pages, most, &mut |view| {
            Ok(context.output.text(&row_line(view))?)
        })?;
        if more {
            let all = listed.totals.all.left;
            context.output.text(&format!(
                "只列 {LINES_MAX} 户, 共 {all} 户; 全部: 加 --rows"
            ))?;
        }
    }
    Ok(())
}

/// Does something with each row, up to so many; whether there are more.
fn each(
    pages: Pages<'_>,
    most: u32,
    row: &mut dyn FnMut(&BatchRowView) -> Result<(), Failure>,
) -> Result<bool, Failure> {
    let mut from = 0;
    let mut count = 0;
    loop {
        let page = pages(from)?;
        for view in &page.rows {
            if count == most {
                return Ok(true);
            }
            row(view)?;
            count += 1;
        }
        match page.next {
            Some(next) => from = next,
            None => return Ok(false),
        }
    }
}

fn totals_text(listed: &Listed<'_>) -> String {
    let totals = listed.totals;
    let mut lines = vec![match listed.number {
        Some(number) => format!(
            "批次 {number}  {}  {}",
            words::title(listed.plan),
            listed.area
        ),
        None => format!("预览  {}  {}", words::title(listed.plan), listed.area),
    }];
    lines.extend(words::totals(listed.plan, totals));
    for ((programme, setting), part) in &totals.classes {
        let class = format!(
            "{}{}",
            terms::setting(*setting),
            terms::programme(*programme)
        );
        lines.push(part_line(&class, part));
    }
    for (area, part) in &totals.areas {
        let named = listed.areas.iter().find(|one| one.code == *area);
        lines.push(part_line(named.map_or(&area.0, |one| &one.name), part));
    }
    if !totals.left.is_empty() {
        lines.push("不能计算, 留待单户核查:".to_owned());
    }
    for (why, count) in &totals.left {
        lines.push(format!("  {count:>6} 户  {}", words::why_left(why)));
    }
    if let Some((done, refused)) = listed.written.filter(|(done, refused)| done + refused > 0) {
        lines.push(format!("已写入 {done} 户, 因变动没有写入 {refused} 户"));
    }
    lines.join("\n")
}

fn part_line(name: &str, part: &Part) -> String {
    format!(
        "  {} {:>6} 户, 增加 {:>6}, 不变 {:>6}, 不能计算 {:>6}, 每月增 {}, 一次性 {}",
        width::fit(name, 14),
        part.households,
        part.gets,
        part.same,
        part.left,
        part.more.grouped(),
        part.once.grouped()
    )
}

fn row_line(view: &BatchRowView) -> String {
    let end = match &view.done {
        None => String::new(),
        Some(RowEnd::Written) => "  已写入".to_owned(),
        Some(RowEnd::Left(why)) => format!("  没有写入: {}", words::why_left(why)),
    };
    format!(
        "  {} {} {} {}{end}",
        view.number,
        width::fit(view.head.reveal(), 8),
        width::fit(&view.village, 12),
        words::result(&view.row.result, view.row.paid)
    )
}

/// One batch in `batch list --json`.
#[derive(Debug, Serialize)]
struct ListShape {
    number: u32,
    kind: &'static str,
    month: Month,
    area: String,
    name: String,
    status: BatchStatus,
    day: crate::domain::calendar::Day,
    by: String,
    approved: Option<String>,
    confirmed: Option<String>,
    done: u32,
    refused: u32,
    totals: PartShape,
}

/// Prints the batches, the newest first.
pub fn print_list(context: &Context, all: &[BatchView], json: bool) -> Result<(), Failure> {
    if json {
        let shapes: Vec<ListShape> = all
            .iter()
            .map(|view| ListShape {
                number: view.batch.number,
                kind: kind_code(view.batch.plan.kind),
                month: month_of(view.batch.plan.kind),
                area: view.batch.plan.area.0.clone(),
                name: view.area.clone(),
                status: view.batch.status,
                day: view.batch.day,
                by: view.by.clone(),
                approved: view.signed[0].clone(),
                confirmed: view.signed[1].clone(),
                done: view.batch.done,
                refused: view.batch.refused,
                totals: PartShape::from(&view.batch.totals.all),
            })
            .collect();
        return Ok(context.output.json(&shapes)?);
    }
    if all.is_empty() {
        return Ok(context
            .output
            .text("还没有批次。提标: hecha batch standard --from 2026-07 --dry-run")?);
    }
    for view in all {
        let all = &view.batch.totals.all;
        context.output.text(&format!(
            "{:>3}  {}  {}  {}  {} 户, 每月增 {}, 一次性 {}  {} 提出  {}",
            view.batch.number,
            view.batch.day,
            words::title(&view.batch.plan),
            view.area,
            all.gets,
            all.more.grouped(),
            all.once.grouped(),
            view.by,
            words::status(view.batch.status)
        ))?;
    }
    Ok(())
}
