//! `identity`: an ID number as it stands in a cell.

use serde_json::Value;

use super::{Answer, No, Question};
use crate::{
    domain::{
        finding::Step,
        identity::{self, NotId, ReadId, Repair},
        step::StepCode,
    },
    text::terms,
};

/// Longest text of a cell that is looked at; whatever is longer is no number.
const CELL_CHARS_MAX: usize = 1_000;

/// Whether the text is an ID number, and what it says.
pub(super) fn identity(question: &Question<'_>) -> Result<Answer, No> {
    let fields = &question.fields;
    let text = fields.need("number", fields.text("number")?)?;
    let answer = Answer::default();
    let read = if text.chars().count() > CELL_CHARS_MAX {
        Err(NotId::Length)
    } else {
        identity::read(&text, question.view.on())
    };
    Ok(match read {
        Ok(read) => valid(answer, &read, question),
        Err(reason) => answer
            .with("valid", false)
            .with("reason", reason_name(reason))
            .steps(&[failed(reason, question)]),
    })
}

/// What the number fails; the table of regions is no part of the standard, so its source stands in the words.
fn failed(reason: NotId, question: &Question<'_>) -> Step {
    let step = StepCode::IdNone
        .step()
        .code("reason", format!("id_{}", reason_name(reason)));
    match reason {
        NotId::Length
        | NotId::Characters
        | NotId::Date
        | NotId::Future
        | NotId::Checksum
        | NotId::Masked
        | NotId::ExcelRounded => step.cites(question.view.cite(&[("GB11643", "")])),
        NotId::Region => step,
    }
}

fn valid(answer: Answer, read: &ReadId, question: &Question<'_>) -> Answer {
    let repaired: Vec<Value> = read
        .repaired
        .iter()
        .map(|one| repair_name(*one).into())
        .collect();
    let cite = || question.view.cite(&[("GB11643", "")]);
    let mut steps = vec![StepCode::IdRegion.step().words("region", read.id.region())];
    steps.push(if read.upgraded {
        StepCode::IdUpgraded.step().cites(cite())
    } else {
        StepCode::IdChecksum.step().cites(cite())
    });
    answer
        .with("valid", true)
        .with("number", read.id.reveal())
        .with("birth", read.id.birth().to_string())
        .with("sex", terms::sex(read.id.sex()))
        .with("region", read.id.region())
        .with("repaired", repaired)
        .steps(&steps)
}

const fn repair_name(repair: Repair) -> &'static str {
    match repair {
        Repair::FullWidth => "full_width",
        Repair::Spaces => "spaces",
        Repair::ZeroWidth => "zero_width",
        Repair::LeadingQuote => "leading_quote",
        Repair::TrailingZero => "trailing_zero",
        Repair::LowerX => "lower_x",
        Repair::LookAlikeX => "look_alike_x",
    }
}

const fn reason_name(reason: NotId) -> &'static str {
    match reason {
        NotId::Length => "length",
        NotId::Characters => "characters",
        NotId::Region => "region",
        NotId::Date => "date",
        NotId::Future => "future",
        NotId::Checksum => "checksum",
        NotId::Masked => "masked",
        NotId::ExcelRounded => "excel_rounded",
    }
}
