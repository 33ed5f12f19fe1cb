//! `deadline`, `workdays`, `age`: counting days and years.

use super::{Answer, Code, No, Question};
use crate::{
    domain::workdays::Roll,
    rules::deadlines::{self, Period},
};

/// Longest period: a century in days.
const DAYS_MAX: u32 = 36_600;

/// The last day of a period.
pub(super) fn deadline(question: &Question<'_>) -> Result<Answer, No> {
    let fields = &question.fields;
    let from = fields.need("from", fields.day("from")?)?;
    let given = (
        fields.count("workdays", 0, DAYS_MAX)?,
        fields.count("days", 0, DAYS_MAX)?,
        fields.count("months", 0, DAYS_MAX)?,
    );
    let roll = match fields.flag("roll")? {
        Some(false) => Roll::Stay,
        Some(true) | None => Roll::NextWorkday,
    };
    let period = match given {
        (Some(count), None, None) => Period::Workdays(count),
        (None, Some(count), None) => Period::Days(count, roll),
        (None, None, Some(count)) => Period::Months(count, roll),
        (None, None, None) => return Err(No::missing("workdays、days 或 months")),
        (Some(_), Some(_), _) | (Some(_), _, Some(_)) | (_, Some(_), Some(_)) => {
            return Err(No::new(
                Code::Contradiction,
                "workdays、days、months 只能写一个",
            ));
        }
    };
    let (due, steps) = deadlines::deadline(from, period, &question.view)?;
    Ok(Answer::default().with("due", due.to_string()).steps(&steps))
}

/// Working days in (from, to].
pub(super) fn workdays(question: &Question<'_>) -> Result<Answer, No> {
    let fields = &question.fields;
    let from = fields.need("from", fields.day("from")?)?;
    let to = fields.need("to", fields.day("to")?)?;
    if to < from {
        let message = format!("to {to} 早于 from {from}, 请核对");
        return Err(No::new(Code::Contradiction, message));
    }
    let (count, steps) = deadlines::workdays(from, to, &question.view)?;
    Ok(Answer::default().with("count", count).steps(&steps))
}

/// Age in full years.
pub(super) fn age(question: &Question<'_>) -> Result<Answer, No> {
    let fields = &question.fields;
    let birth = fields.need("birth", fields.day("birth")?)?;
    let (years, steps) = deadlines::full_years(birth, question.view.on())?;
    Ok(Answer::default().with("age", years).steps(&steps))
}
