//! `explain`: a sum line by line, as it was decided, as it is proposed, or as of a day.
//!
//! What was decided is printed from what was stored, in the wording it was read in, and never computed
//! again; `--as-of` computes on the facts as they stand with the law of that day.

use serde::Serialize;

use super::{
    args,
    context::{Context, ask, case},
    exit::{End, Failure},
    show::keeping,
};
use crate::{
    domain::{
        calendar::{Day, Month},
        citation::Confidence,
        finding::Finding,
        money::Fen,
        price::{Once, OnceKind},
        review::{Outcome, Proposal},
    },
    engine::{
        answer::{Answer, CaseView},
        query::Query,
    },
    session::Session,
    text::{
        batch,
        steps::{citation_text, step_text_naming},
        ui::case as case_words,
    },
};

/// What an explanation rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
enum Basis {
    /// The decision in force.
    Decision,
    /// What waits to be signed.
    Proposal,
    /// Computed with the law of a day that was asked for.
    AsOf,
    /// Computed with the law of today.
    Today,
}

impl Basis {
    /// Whether it is what the journal holds, and not computed anew.
    const fn is_stored(self) -> bool {
        match self {
            Self::Decision | Self::Proposal => true,
            Self::AsOf | Self::Today => false,
        }
    }
}

/// The answer of `explain --json`.
#[derive(Debug, Serialize)]
struct ExplainShape {
    case: String,
    basis: Basis,
    /// Printed from what was stored, not computed now.
    stored: bool,
    on: Day,
    outcome: Option<Outcome>,
    effective: Option<Month>,
    eligible: Option<bool>,
    month: Option<String>,
    missing: Vec<String>,
    /// The batch it was decided in.
    batch: Option<u32>,
    steps: Vec<StepShape>,
    once: Vec<OnceShape>,
}

/// What was paid once.
#[derive(Debug, Serialize)]
struct OnceShape {
    kind: OnceKind,
    first: Month,
    last: Month,
    amount: String,
    batch: u32,
    day: Day,
}

/// One step, as `calc` shows it too.
#[derive(Debug, Serialize)]
struct StepShape {
    text: String,
    amount: Option<String>,
    citation: Option<String>,
    status: Confidence,
}

/// A sum with what it rests on.
struct Explained<'a> {
    basis: Basis,
    finding: &'a Finding,
    proposal: Option<&'a Proposal>,
}

/// Explains a case.
///
/// # Errors
/// What the engine says; a sum that the rules refuse is refused here too.
pub fn explain(context: &Context, args: &args::Explain) -> Result<End, Failure> {
    let office = context.office()?;
    let view = case(&office, &args.case)?;
    let computed = match args.as_of {
        Some(day) => Some(computed(&office, &view, day)?),
        None => None,
    };
    let explained = chosen(&view, computed.as_ref())?;
    if args.json {
        context.output.json(&shape(&view, &explained))?;
    } else {
        context.output.text(&lines(&view, &explained))?;
    }
    office.close()?;
    Ok(End::Done)
}

/// The sum of the facts as they stand with the law of a day.
fn computed(session: &dyn Session, view: &CaseView, day: Day) -> Result<Finding, Failure> {
    let query = Query::Assess {
        case: view.case.id,
        household: Box::new(view.case.household.clone()),
        cause: None,
        on: Some(day),
    };
    let assessment = ask(session, query, |answer| match answer {
        Answer::Assessment(assessment) => Ok(*assessment),
        other => Err(other),
    })?;
    Ok(assessment.finding?)
}

/// What is explained: what was asked for, else the newest that somebody stands for, else today's sum.
fn chosen<'a>(view: &'a CaseView, computed: Option<&'a Finding>) -> Result<Explained<'a>, Failure> {
    if let Some(finding) = computed {
        return Ok(Explained {
            basis: Basis::AsOf,
            finding,
            proposal: None,
        });
    }
    let decided = view
        .case
        .decision
        .as_ref()
        .map(|decision| &decision.proposal);
    // A proposal that was returned is its maker's to change; nobody stands for it.
    let proposed = view.case.review.proposal.as_ref();
    let proposed = proposed.filter(|_| view.waiting.is_some());
    let signed = proposed
        .map(|proposal| (Basis::Proposal, proposal))
        .or_else(|| decided.map(|proposal| (Basis::Decision, proposal)));
    match signed {
        Some((basis, proposal)) => Ok(Explained {
            basis,
            finding: &proposal.finding,
            proposal: Some(proposal),
        }),
        None => match &view.assessment.finding {
            Ok(finding) => Ok(Explained {
                basis: Basis::Today,
                finding,
                proposal: None,
            }),
            Err(refusal) => Err(refusal.clone().into()),
        },
    }
}

/// The steps with the members called by their names.
fn steps(view: &CaseView, finding: &Finding) -> Vec<StepShape> {
    let naming = |place: u32| {
        usize::try_from(place)
            .ok()
            .and_then(|place| view.members.get(place))
            .map_or_else(
                || format!("第{}人", u64::from(place) + 1),
                |member| member.name.reveal().to_owned(),
            )
    };
    finding
        .steps
        .iter()
        .map(|step| StepShape {
            text: step_text_naming(step, finding.wording, &naming),
            amount: step.amount.map(Fen::plain),
            citation: step.citation.as_ref().map(citation_text),
            status: step.status,
        })
        .collect()
}

impl From<&Once> for OnceShape {
    fn from(once: &Once) -> Self {
        Self {
            kind: once.kind,
            first: once.first,
            last: once.last,
            amount: once.amount.plain(),
            batch: once.batch,
            day: once.day,
        }
    }
}

/// The batch in which what is explained was decided.
fn batch_of(view: &CaseView, explained: &Explained<'_>) -> Option<u32> {
    let decision = view.case.decision.as_ref();
    let decision = decision.filter(|_| explained.basis == Basis::Decision);
    decision.and_then(|decision| decision.batch)
}

fn shape(view: &CaseView, explained: &Explained<'_>) -> ExplainShape {
    let finding = explained.finding;
    ExplainShape {
        case: view.case.number.clone(),
        basis: explained.basis,
        stored: explained.basis.is_stored(),
        on: finding.on,
        outcome: explained.proposal.map(|proposal| proposal.outcome),
        effective: explained.proposal.map(|proposal| proposal.effective),
        eligible: finding.eligible,
        month: explained
            .proposal
            .map(|proposal| proposal.month)
            .or(finding.month)
            .map(Fen::plain),
        missing: finding.missing.clone(),
        batch: batch_of(view, explained),
        steps: steps(view, finding),
        once: view.case.once.iter().map(OnceShape::from).collect(),
    }
}

fn lines(view: &CaseView, explained: &Explained<'_>) -> String {
    let mut out = vec![heading(view, explained)];
    for (index, step) in steps(view, explained.finding).iter().enumerate() {
        let citation = step.citation.as_deref().unwrap_or("");
        out.push(format!("{:>2} {}", index + 1, step.text));
        if !citation.is_empty() {
            out.push(format!("   依据 {citation}"));
        }
    }
    if !explained.finding.missing.is_empty() {
        out.push(format!("缺参数 {}", explained.finding.missing.join("、")));
    }
    out.extend(
        explained
            .proposal
            .map(|proposal| format!("结论 {}", case_words::proposed_line(proposal))),
    );
    if let Some(number) = batch_of(view, explained) {
        out.push(format!("由批次 {number} 决定 (hecha batch show {number})"));
    }
    for once in &view.case.once {
        let span = (once.first, once.last);
        out.push(batch::once_line(once.kind, span, once.amount, once.batch));
        out.extend(batch::price_steps(&once.steps));
    }
    out.extend(keeping::linked_lines(view));
    out.extend(keeping::referral_lines(view));
    out.join("\n")
}

fn heading(view: &CaseView, explained: &Explained<'_>) -> String {
    let head = view
        .members
        .first()
        .map_or("", |member| member.name.reveal());
    let on = explained.finding.on;
    let basis = match explained.basis {
        Basis::Decision => format!("已存的决定, 按 {on} 有效的参数"),
        Basis::Proposal => format!("送审的意见, 尚未生效, 按 {on} 有效的参数"),
        Basis::AsOf => format!("按 {on} 有效的参数重新测算, 不是已存的决定"),
        Basis::Today => format!("还没有在本系统作出的决定, 按今天({on})测算"),
    };
    format!("测算说明  案 {} {head}  {basis}", view.case.number)
}
