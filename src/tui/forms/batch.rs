//! The forms of batches: the price indices of a month, and why a batch is returned.

use crate::{
    domain::price::{PriceMonth, year_on_year},
    engine::command::Command,
    text::ui::batch as words,
    tui::{
        effect::Effect,
        model::{
            Model,
            form::{Field, Form, FormKind, Value, values},
            line::Line,
        },
        screens::batch,
    },
};

/// The fields of a month's prices: those of last month, published today, unless somebody says otherwise.
pub fn price_fields(model: &Model) -> Option<Vec<Field>> {
    let today = model.today()?;
    let last = today.month().previous()?.to_string();
    let [month, cpi, food, scpi, published, source] = words::PRICE_FIELDS;
    Some(vec![
        Field::new("month", month, Value::Month(Line::fresh(last)))
            .hint(words::MONTH_HINT)
            .required(),
        Field::text("cpi", cpi, "")
            .hint(words::INDEX_HINT)
            .required(),
        Field::text("food", food, "")
            .hint(words::INDEX_HINT)
            .required(),
        Field::text("scpi", scpi, "").hint(words::INDEX_HINT),
        Field::new(
            "published",
            published,
            Value::Day(Line::fresh(today.to_string())),
        )
        .required(),
        Field::text("source", source, "").required(),
    ])
}

/// Enters a month's prices.
pub fn record_prices(model: &mut Model, form: &Form) -> Vec<Effect> {
    let today = super::today(model);
    let (Ok(month), Ok(Some(published))) = (
        form.raw("month").trim().parse(),
        values::day(&form.raw("published"), today),
    ) else {
        model.object(words::MONTH_HINT);
        return Vec::new();
    };
    let text = |id: &str| {
        let raw = form.raw(id);
        let folded: String = raw
            .trim()
            .chars()
            .map(crate::tui::event::fold_fullwidth)
            .collect();
        folded
    };
    for id in ["cpi", "food", "scpi"] {
        let typed = text(id);
        if !typed.is_empty() && year_on_year(&typed).is_none() {
            model.object(words::INDEX_HINT);
            return Vec::new();
        }
    }
    let scpi = Some(text("scpi")).filter(|scpi| !scpi.is_empty());
    let prices = PriceMonth {
        month,
        cpi: text("cpi"),
        food: text("food"),
        scpi,
        published,
        source: form.raw("source").trim().to_owned(),
    };
    batch::run(
        model,
        Command::RecordPrices { prices },
        Some(FormKind::Prices),
    )
}

/// The fields of a return.
pub fn return_fields() -> Vec<Field> {
    vec![Field::long("reason", words::RETURN_REASON, "").required()]
}

/// Returns a batch.
pub fn give_back(model: &mut Model, number: u32, form: &Form) -> Vec<Effect> {
    let command = Command::ReturnBatch {
        batch: number,
        reason: form.raw("reason").trim().to_owned(),
    };
    batch::run(model, command, Some(FormKind::BatchReturn(number)))
}
