//! Batches: what can be begun and what was, a preview with its rows, signatures, and the writing of every row.
//!
//! Totals stand above, rows below, a page at a time; long work goes on beside and Esc stops it. Nothing is signed
//! by one key: F9 asks, and F9 again signs.

pub mod view;
mod work;

pub use work::{
    can_sign, can_take_back, ended, executed, give_back, notice, progress, run, sign, stop,
    withdraw, write_rows,
};

use super::case;
use crate::{
    domain::{
        batch::{BatchKind, BatchPlan, Totals},
        calendar::{Day, Month},
        citation::Confidence,
    },
    engine::{
        answer::{Answer, BatchPage, BatchView, PriceView},
        query::{Query, WhichRows},
    },
    tui::{
        effect::Effect,
        model::{
            Model, Screen, Wanted,
            batch::{BatchScreen, Opened},
        },
        widgets::list::{self, Motion},
        work::BatchJob,
    },
};

/// What a line of the list stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
    /// A standard that was raised, with the labels of what was.
    Standard(Month, String),
    /// A month whose prices start the subsidy.
    Price(Month, Option<Day>, Option<i64>),
    /// A batch, by place.
    Made(usize),
    /// A month whose prices start nothing, or that is paid.
    Idle(Month, bool),
}

/// Opens the list.
pub fn open(model: &mut Model) -> Vec<Effect> {
    model.screens.push(Screen::Batch(Box::default()));
    refresh(model)
}

/// Reads batches and prices anew.
pub fn refresh(model: &mut Model) -> Vec<Effect> {
    let mut effects = Vec::new();
    for (wanted, query) in [
        (Wanted::Batches, Query::Batches),
        (Wanted::Prices, Query::Prices),
    ] {
        if !model.awaits(&wanted) {
            effects.push(model.ask(wanted, query));
        }
    }
    effects
}

/// The screen, though something may lie over it.
pub fn screen(model: &Model) -> Option<&BatchScreen> {
    model.screens.iter().rev().find_map(|one| match one {
        Screen::Batch(screen) => Some(&**screen),
        _other_screen => None,
    })
}

fn screen_mut(model: &mut Model) -> Option<&mut BatchScreen> {
    model.screens.iter_mut().rev().find_map(|one| match one {
        Screen::Batch(screen) => Some(&mut **screen),
        _other_screen => None,
    })
}

/// The lines of the list: what can be begun, the batches, the other months.
pub fn entries(model: &Model, screen: &BatchScreen) -> Vec<Entry> {
    let mut entries = standards(model);
    let prices = screen.prices.iter().flatten();
    let (due, idle): (Vec<&PriceView>, Vec<&PriceView>) =
        prices.partition(|view| view.triggered() && !view.is_paid());
    entries.extend(
        due.into_iter()
            .map(|view| Entry::Price(view.prices.month, view.due, view.overdue_days)),
    );
    let made = screen.batches.as_ref().map_or(0, Vec::len);
    entries.extend((0..made).map(Entry::Made));
    let idle = idle.into_iter();
    entries.extend(idle.map(|view| Entry::Idle(view.prices.month, view.is_paid())));
    entries
}

/// The months of the last year from which a standard of the office's own holds, the newest first.
fn standards(model: &Model) -> Vec<Entry> {
    let a_year_ago = model.today().and_then(|day| day.add_months(-12));
    let mut months: Vec<(Month, Vec<&str>)> = Vec::new();
    for row in &model.params {
        let is_standard = row.name.starts_with("db.standard.") || row.name.starts_with("tk.basic.");
        let sure = row.own && row.confidence == Confidence::Confirmed;
        let since = row.since.filter(|_| is_standard && sure);
        let Some(since) = since.filter(|since| Some(*since) > a_year_ago) else {
            continue;
        };
        let label = row.label.as_str();
        match months.iter_mut().find(|(month, _)| *month == since.month()) {
            Some((_, labels)) => labels.push(label),
            None => months.push((since.month(), vec![label])),
        }
    }
    months.sort_by_key(|(month, _)| std::cmp::Reverse(*month));
    let entry = |(month, labels): (Month, Vec<&str>)| Entry::Standard(month, labels.join("、"));
    months.into_iter().map(entry).collect()
}

/// Batches have come; one that was decided goes on being written.
pub fn batches_arrived(model: &mut Model, batches: Vec<BatchView>) -> Vec<Effect> {
    let Some(screen) = screen_mut(model) else {
        return Vec::new();
    };
    if let Some(made) = screen.open.as_mut().and_then(|open| open.made.as_mut())
        && let Some(now) = batches
            .iter()
            .find(|one| one.batch.number == made.batch.number)
    {
        **made = now.clone();
    }
    screen.batches = Some(batches);
    Vec::new()
}

/// Prices have come.
pub fn prices_arrived(model: &mut Model, prices: Vec<PriceView>) {
    if let Some(screen) = screen_mut(model) {
        screen.prices = Some(prices);
    }
}

/// Opens the selected line, or the case of the selected row.
pub fn open_selected(model: &mut Model) -> Vec<Effect> {
    let Screen::Batch(screen) = model.top() else {
        return Vec::new();
    };
    if let Some(open) = &screen.open {
        let row = open.rows.get(open.selected);
        let Some((id, head)) = row.map(|view| (view.row.case, view.head.reveal().to_owned()))
        else {
            return Vec::new();
        };
        return case::open::open(model, id, &head);
    }
    let entry = entries(model, screen).get(screen.selected).cloned();
    match entry {
        Some(Entry::Standard(from, _)) => preview(model, BatchKind::Standard { from }),
        Some(Entry::Price(month, ..)) => preview(model, BatchKind::Price { month }),
        Some(Entry::Made(place)) => show(model, place),
        Some(Entry::Idle(..)) | None => Vec::new(),
    }
}

/// Adds up a preview; its rows are asked for once that is done.
fn preview(model: &mut Model, kind: BatchKind) -> Vec<Effect> {
    let Some(area) = model.me.as_ref().map(|me| me.staff.area.clone()) else {
        return Vec::new();
    };
    let plan = BatchPlan { kind, area };
    let job = BatchJob::Preview(plan.clone());
    lay_open(model, plan, None, None);
    work::start(model, job)
}

fn show(model: &mut Model, place: usize) -> Vec<Effect> {
    let Some(view) = screen(model)
        .and_then(|screen| screen.batches.as_ref()?.get(place))
        .cloned()
    else {
        return Vec::new();
    };
    let totals = Box::new(view.batch.totals.clone());
    lay_open(
        model,
        view.batch.plan.clone(),
        Some(Box::new(view)),
        Some(totals),
    );
    ask_rows(model)
}

fn lay_open(
    model: &mut Model,
    plan: BatchPlan,
    made: Option<Box<BatchView>>,
    totals: Option<Box<Totals>>,
) {
    if let Some(screen) = screen_mut(model) {
        screen.open = Some(Opened {
            plan,
            made,
            totals,
            which: WhichRows::All,
            rows: Vec::new(),
            starts: vec![0],
            next: None,
            selected: 0,
            asked: false,
        });
    }
}

/// Asks for the page on the screen.
fn ask_rows(model: &mut Model) -> Vec<Effect> {
    let size = model.size;
    let Some(open) = screen(model).and_then(|screen| screen.open.as_ref()) else {
        return Vec::new();
    };
    let from = open.starts.last().copied().unwrap_or(0);
    let limit = u32::try_from(view::page_rows(open, size))
        .unwrap_or(1)
        .max(1);
    let which = open.which;
    let query = match &open.made {
        Some(made) => Query::BatchRows {
            batch: made.batch.number,
            which,
            from,
            limit,
        },
        None => Query::BatchPreview {
            plan: open.plan.clone(),
            which,
            from,
            limit,
        },
    };
    vec![model.ask(Wanted::BatchRows, query)]
}

/// Rows have come; a page asked for before another filter was chosen is replaced by the one that follows.
pub fn rows_arrived(model: &mut Model, page: BatchPage) {
    if model.awaits(&Wanted::BatchRows) {
        return;
    }
    if let Some(open) = screen_mut(model).and_then(|screen| screen.open.as_mut()) {
        open.rows = page.rows;
        open.next = page.next;
        open.selected = open.selected.min(open.rows.len().saturating_sub(1));
    }
}

/// Moves the selection; a page further or back is fetched.
pub fn motion(model: &mut Model, motion: Motion) -> Vec<Effect> {
    let Screen::Batch(screen) = model.top() else {
        return Vec::new();
    };
    let count = entries(model, screen).len();
    let rows = usize::from(model.size.rows.saturating_sub(view::LIST_ROWS)).max(1);
    let Some(screen) = screen_mut(model) else {
        return Vec::new();
    };
    let Some(open) = &mut screen.open else {
        screen.selected = list::moved(screen.selected, count, rows, motion);
        return Vec::new();
    };
    let last = open.rows.len().saturating_sub(1);
    let turn = match motion {
        Motion::Up if open.selected > 0 => {
            open.selected -= 1;
            None
        }
        Motion::Down if open.selected < last => {
            open.selected += 1;
            None
        }
        Motion::Down | Motion::PageDown => open.next.map(|next| {
            open.starts.push(next);
            0
        }),
        Motion::Up | Motion::PageUp if open.starts.len() > 1 => {
            open.starts.pop();
            Some(if motion == Motion::Up { usize::MAX } else { 0 })
        }
        Motion::First if open.starts.len() > 1 => {
            open.starts.truncate(1);
            Some(0)
        }
        Motion::First | Motion::Up | Motion::PageUp => {
            open.selected = 0;
            None
        }
        Motion::Last => {
            open.selected = last;
            None
        }
    };
    match turn {
        Some(selected) => {
            open.selected = selected;
            ask_rows(model)
        }
        None => Vec::new(),
    }
}

/// Shows all rows, those that get something, or those that are left.
pub fn narrow(model: &mut Model) -> Vec<Effect> {
    let Some(open) = screen_mut(model).and_then(|screen| screen.open.as_mut()) else {
        return Vec::new();
    };
    open.which = match open.which {
        WhichRows::All => WhichRows::Left,
        WhichRows::Left => WhichRows::Gets,
        WhichRows::Gets => WhichRows::All,
    };
    open.starts = vec![0];
    open.selected = 0;
    ask_rows(model)
}

/// One step back; whether the screen itself is to go.
pub fn back(model: &mut Model) -> bool {
    let Some(screen) = screen_mut(model) else {
        return true;
    };
    match &mut screen.open {
        Some(open) if open.asked => {
            open.asked = false;
            false
        }
        Some(_) => {
            screen.open = None;
            false
        }
        None => true,
    }
}

/// Lines or rows that can be selected.
pub fn row_count(model: &Model, screen: &BatchScreen) -> usize {
    match &screen.open {
        Some(open) => open.rows.len(),
        None => entries(model, screen).len(),
    }
}

/// The page on the screen from 0, and how many are known of.
pub fn page(screen: &BatchScreen) -> Option<(usize, usize)> {
    let open = screen.open.as_ref()?;
    let at = open.starts.len().saturating_sub(1);
    Some((at, at + 1 + usize::from(open.next.is_some())))
}

/// An answer to a question of this screen.
pub fn answered(model: &mut Model, answer: Answer) -> Vec<Effect> {
    match answer {
        Answer::Batches(batches) => return batches_arrived(model, batches),
        Answer::Prices(prices) => prices_arrived(model, prices),
        Answer::BatchRows(page) => rows_arrived(model, page),
        _other_answer => {}
    }
    Vec::new()
}
