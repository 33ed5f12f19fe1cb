//! The sum on a sheet that a visitor can take home: every step with its document and article spelt out, what came
//! of it, how to object, and the seal of the day. It names the members of the household and nobody else, and shows
//! one ID number, masked.

use crate::{
    base::width,
    domain::{
        calendar::Day,
        case::Case,
        closing::Remedies,
        finding::{Finding, Step},
        money::Fen,
        review::{Outcome, Proposal},
        transfer,
    },
    text::{closing, sheet as words, steps},
};

/// Columns of the sheet: what an A4 page takes at ten characters an inch with its margins.
const COLUMNS: usize = 72;
/// Columns by which what belongs to a step is set in.
const INDENT: usize = 4;

/// What stands on a sheet.
pub struct SumSheet<'a> {
    /// Name of the office.
    pub office: &'a str,
    /// The case.
    pub case: &'a Case,
    /// Name of the head.
    pub head: &'a str,
    /// ID number of the head, masked.
    pub masked_number: &'a str,
    /// Township, village and address.
    pub place: &'a str,
    /// The sum.
    pub finding: &'a Finding,
    /// What it was stored with, if it is a stored one.
    pub signed: Option<Signed<'a>>,
    /// What today's parameters would give, where that differs from a stored sum.
    pub today: Option<Fen>,
    /// What is paid now.
    pub paid: Fen,
    /// The remedies, where a decision was served.
    pub remedies: Option<&'a Remedies>,
    /// Names a member by place in the household.
    pub naming: &'a dyn Fn(u32) -> String,
    /// The label of a parameter, where it is known.
    pub label: &'a dyn Fn(&str) -> Option<String>,
    /// Who prints it, and when.
    pub printed: (&'a str, Day),
    /// Seq and digest of the newest entry of the journal.
    pub seal: (u64, &'a str),
}

/// What a stored sum was proposed or decided as.
pub struct Signed<'a> {
    /// Whether it is in force or on its way.
    pub decided: words::Stage,
    /// What was signed.
    pub proposal: &'a Proposal,
    /// Who has signed, and when, in words.
    pub signatures: &'a str,
}

/// The sheet as text.
pub fn sum_sheet(sheet: &SumSheet<'_>) -> String {
    let mut lines = head(sheet);
    lines.push(rule());
    for (place, step) in sheet.finding.steps.iter().enumerate() {
        lines.extend(step_lines(sheet, place + 1, step));
    }
    lines.push(rule());
    lines.extend(outcome(sheet));
    lines.push(rule());
    let (seq, digest) = sheet.seal;
    let (by, day) = sheet.printed;
    lines.extend(width::wrap(&words::printed(by, day), COLUMNS));
    lines.extend(width::wrap(&words::seal(seq, digest), COLUMNS));
    lines.push(String::new());
    let clean: Vec<String> = lines
        .iter()
        .map(|line| width::printable(line).trim_end().to_owned())
        .collect();
    clean.join("\n")
}

fn rule() -> String {
    "-".repeat(COLUMNS)
}

fn head(sheet: &SumSheet<'_>) -> Vec<String> {
    let stage = sheet.signed.as_ref().map(|signed| signed.decided);
    let texts = [
        words::title(sheet.case.programme, sheet.head),
        words::whose(&sheet.case.number, sheet.masked_number),
        words::place(sheet.office, sheet.place, sheet.case.setting),
        words::basis(stage, sheet.finding.on),
    ];
    texts
        .iter()
        .flat_map(|text| width::wrap(text, COLUMNS))
        .collect()
}

/// A step, with the document it rests on and the parameter it takes.
fn step_lines(sheet: &SumSheet<'_>, number: usize, step: &Step) -> Vec<String> {
    let text = steps::step_text_naming(step, sheet.finding.wording, sheet.naming);
    let mut lines: Vec<String> = width::wrap(&text, COLUMNS - INDENT)
        .into_iter()
        .enumerate()
        .map(|(place, line)| {
            if place == 0 {
                format!("{number:>2}  {line}")
            } else {
                format!("{}{line}", " ".repeat(INDENT))
            }
        })
        .collect();
    let cited = step.citation.as_ref().map(steps::citation_text);
    let param = step.param.as_deref().and_then(|name| (sheet.label)(name));
    if let Some(source) = words::source(cited.as_deref(), param.as_deref(), step.status) {
        let wrapped = width::wrap(&source, COLUMNS - INDENT);
        lines.extend(
            wrapped
                .iter()
                .map(|line| format!("{}{line}", " ".repeat(INDENT))),
        );
    }
    lines
}

/// What came of the sum, and how to object.
fn outcome(sheet: &SumSheet<'_>) -> Vec<String> {
    let signed = sheet.signed.as_ref();
    let concluded = signed.map_or(Outcome::Keep, |signed| signed.proposal.outcome);
    let month = transfer::payable(sheet.finding, concluded);
    let mut texts = vec![words::amounts(sheet.paid, month)];
    if let Some(signed) = &sheet.signed {
        texts.push(words::concluded(signed.decided, signed.proposal));
        if !signed.signatures.is_empty() {
            texts.push(signed.signatures.to_owned());
        }
    }
    texts.extend(sheet.today.map(words::today_instead));
    if let Some(remedies) = sheet.remedies {
        texts.push(words::REMEDIES.to_owned());
        texts.extend(closing::remedies(remedies));
    }
    texts.push(words::UNSURE.to_owned());
    texts
        .iter()
        .flat_map(|text| width::wrap(text, COLUMNS))
        .collect()
}
