//! `price`: the price indices of a month, whether they start the subsidy, and by when it is to be paid.

use serde::Serialize;

use super::{
    args,
    context::{Context, ask, execute, me},
    exit::{End, Failure},
};
use crate::{
    domain::{
        calendar::{Day, Month},
        money::Fen,
        price::PriceMonth,
    },
    engine::{
        answer::{Answer, PriceEach, PriceView},
        command::Command,
        query::Query,
        refusal::Refusal,
    },
    session::Session,
    text::{batch as words, refusals::refusal},
};

/// One month in `price list --json`.
#[derive(Debug, Serialize)]
struct PriceShape {
    month: Month,
    cpi: String,
    food: String,
    scpi: Option<String>,
    published: Day,
    source: String,
    triggered: bool,
    each_urban: Option<String>,
    each_rural: Option<String>,
    due: Option<Day>,
    overdue_days: Option<i64>,
    paid: bool,
    batches: Vec<u32>,
}

impl From<&PriceView> for PriceShape {
    fn from(view: &PriceView) -> Self {
        let [urban, rural] = &view.each;
        let each = |found: &Result<PriceEach, Refusal>| {
            found.as_ref().ok().map(|each| Fen::plain(each.amount))
        };
        let prices = &view.prices;
        Self {
            month: prices.month,
            cpi: prices.cpi.clone(),
            food: prices.food.clone(),
            scpi: prices.scpi.clone(),
            published: prices.published,
            source: prices.source.clone(),
            triggered: view.triggered(),
            each_urban: each(urban),
            each_rural: each(rural),
            due: view.due,
            overdue_days: view.overdue_days,
            paid: view.is_paid(),
            batches: view.batches.iter().map(|(number, _)| *number).collect(),
        }
    }
}

/// Does one of the verbs.
///
/// # Errors
/// What the engine says.
pub fn price(context: &Context, verb: &args::Price) -> Result<End, Failure> {
    let office = context.office()?;
    match verb {
        args::Price::Record(args) => {
            let published = match args.published {
                Some(day) => day,
                None => me(&office)?.today,
            };
            let prices = PriceMonth {
                month: args.month,
                cpi: args.cpi.clone(),
                food: args.food.clone(),
                scpi: args.scpi.clone(),
                published,
                source: args.source.clone(),
            };
            let receipt = execute(&office, Command::RecordPrices { prices }, None)?;
            let all = list(&office)?;
            let entered = all.iter().find(|view| view.prices.month == args.month);
            let said = entered.map(paragraph).unwrap_or_default();
            context
                .output
                .text(&format!("{said}\n已存 (第 {} 号记录)。", receipt.seq))?;
        }
        args::Price::List { json } => {
            let all = list(&office)?;
            if *json {
                let shapes: Vec<PriceShape> = all.iter().map(PriceShape::from).collect();
                context.output.json(&shapes)?;
            } else if all.is_empty() {
                context.output.text("还没有录入物价指数。")?;
            } else {
                let lines: Vec<String> = all.iter().map(paragraph).collect();
                context.output.text(&lines.join("\n"))?;
            }
        }
    }
    office.close()?;
    Ok(End::Done)
}

fn list(session: &dyn Session) -> Result<Vec<PriceView>, Failure> {
    ask(session, Query::Prices, |answer| match answer {
        Answer::Prices(all) => Ok(all),
        other => Err(other),
    })
}

/// A month with its steps.
fn paragraph(view: &PriceView) -> String {
    let prices = &view.prices;
    let mut lines = vec![words::price_line(
        prices,
        view.triggered(),
        (view.due, view.overdue_days),
        view.is_paid(),
    )];
    for each in &view.each {
        match each {
            Ok(found) => lines.extend(words::price_steps(&found.steps)),
            Err(no) => lines.push(format!("  {}", refusal(no).what)),
        }
    }
    // Both standards begin with the same two lines of comparison.
    let mut seen = std::collections::BTreeSet::new();
    lines.retain(|line| seen.insert(line.clone()));
    lines.join("\n")
}
