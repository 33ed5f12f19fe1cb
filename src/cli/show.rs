//! `show`: one case as the desk shows it, in lines or as JSON; ID numbers masked.

mod force;
pub mod keeping;

use serde::Serialize;

use super::{
    args,
    context::{Context, case},
    exit::{End, Failure},
    record::names,
};
use crate::{
    domain::{
        alert::{AlertKind, AlertStatus},
        area::Setting,
        calendar::{Day, Month},
        case::Programme,
        finding::Finding,
        household::{Household, Labour, MemberFacts, Relation},
        ids::StaffId,
        money::Fen,
        notice::{Notice, Service},
        review::{Outcome, Status},
    },
    engine::{
        answer::{CaseView, MemberView},
        refusal::Refusal,
    },
    text::{
        closing, recognition, records,
        refusals::refusal,
        reported, terms,
        ui::{case as words, changes},
    },
};

/// The answer of `show --json`.
#[derive(Debug, Serialize)]
struct CaseShape {
    case: String,
    seq: u64,
    programme: Programme,
    setting: Setting,
    township: String,
    village: String,
    status: Status,
    due: Day,
    overdue_days: i64,
    every_months: u32,
    paid: Option<String>,
    members: Vec<MemberShape>,
    alerts: Vec<AlertShape>,
    changes: Vec<ChangeShape>,
    last_review: Option<LastShape>,
    proposal: Option<ProposalShape>,
    closing: Option<force::ClosingShape>,
    finding: Option<FindingShape>,
    refused: Option<String>,
    basis: Basis,
    today: Option<String>,
    #[serde(flatten)]
    kept: keeping::KeptShape,
    approved: Option<SignedShape>,
    confirmed: Option<SignedShape>,
    missing: Vec<String>,
    records: Vec<String>,
}

/// What members and sum are those of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
enum Basis {
    /// What waits to be signed, as it was proposed.
    Proposal,
    /// The facts as they stand, with the law of today.
    Today,
}

/// A signature.
#[derive(Debug, Serialize)]
struct SignedShape {
    by: String,
    day: Day,
}

/// A member.
#[derive(Debug, Serialize)]
struct MemberShape {
    name: String,
    number: String,
    age: u32,
    relation: Relation,
    labour: Option<Labour>,
    incomes: Vec<String>,
}

/// An alert.
#[derive(Debug, Serialize)]
struct AlertShape {
    number: u32,
    kind: AlertKind,
    day: Day,
    source: String,
    detail: String,
    status: AlertStatus,
    settled: Option<SignedShape>,
    note: String,
}

/// A change that waits.
#[derive(Debug, Serialize)]
struct ChangeShape {
    number: u32,
    day: Day,
    source: String,
    facts: Vec<FactShape>,
}

/// A fact of it, in words.
#[derive(Debug, Serialize)]
struct FactShape {
    fact: u32,
    what: String,
    old: String,
    new: String,
}

/// The last review.
#[derive(Debug, Serialize)]
struct LastShape {
    day: Day,
    by: String,
    outcome: Outcome,
}

/// What waits to be signed.
#[derive(Debug, Serialize)]
struct ProposalShape {
    outcome: Outcome,
    month: String,
    effective: Month,
    by: String,
    day: Day,
    reason: String,
    freeze: String,
}

/// The sum.
#[derive(Debug, Serialize)]
struct FindingShape {
    on: Day,
    persons: u32,
    income_month: String,
    standard: Option<String>,
    eligible: Option<bool>,
    month: Option<String>,
    suggest: Vec<Outcome>,
    missing: Vec<String>,
}

/// Shows a case.
///
/// # Errors
/// What the engine says.
pub fn show(context: &Context, args: &args::Show) -> Result<End, Failure> {
    let office = context.office()?;
    let view = case(&office, &args.case)?;
    if args.json {
        context.output.json(&shape(&view))?;
    } else {
        context.output.text(&lines(&view))?;
    }
    office.close()?;
    Ok(End::Done)
}

/// The name of somebody on the staff.
pub fn staff_name(view: &CaseView, id: StaffId) -> String {
    view.staff
        .iter()
        .find(|(known, _)| *known == id)
        .map_or_else(|| format!("{} 号", id.0), |(_, name)| name.clone())
}

/// What is shown of the case: what waits to be signed, as it was proposed, or the facts as they stand.
struct Shown<'a> {
    basis: Basis,
    household: &'a Household,
    finding: Result<&'a Finding, &'a Refusal>,
}

fn shown(view: &CaseView) -> Shown<'_> {
    match (&view.waiting, &view.case.review.proposal) {
        (Some(_), Some(proposal)) => Shown {
            basis: Basis::Proposal,
            household: &proposal.household,
            finding: Ok(&proposal.finding),
        },
        (Some(_) | None, _) => Shown {
            basis: Basis::Today,
            household: &view.case.household,
            finding: view.assessment.finding.as_ref(),
        },
    }
}

/// What the proposed facts come to with the law of today, where that is something else than was proposed.
fn today_instead(view: &CaseView) -> Option<Fen> {
    let today = view.waiting.as_ref()?.today?;
    let proposed = shown(view).finding.ok().and_then(Finding::payable);
    (proposed != Some(today)).then_some(today)
}

/// What a signature lacks; that who made it may not sign it is said of everybody's own, and not here.
fn missing(view: &CaseView) -> Vec<String> {
    let waiting = view.waiting.iter();
    waiting
        .flat_map(|waiting| &waiting.blocked)
        .filter(|block| !matches!(block, Refusal::MakerIsChecker { .. }))
        .map(|block| refusal(block).what)
        .collect()
}

fn shape(view: &CaseView) -> CaseShape {
    let case = &view.case;
    let signed = |signed: Option<(StaffId, Day)>| {
        signed.map(|(by, day)| SignedShape {
            by: staff_name(view, by),
            day,
        })
    };
    let (finding, refused) = match shown(view).finding {
        Ok(finding) => (
            Some(FindingShape {
                on: finding.on,
                persons: finding.persons,
                income_month: finding.income_month.plain(),
                standard: finding.standard.map(Fen::plain),
                eligible: finding.eligible,
                month: finding.month.map(Fen::plain),
                suggest: finding.suggest.clone(),
                missing: finding.missing.clone(),
            }),
            None,
        ),
        Err(why) => (None, Some(refusal(why).to_string())),
    };
    CaseShape {
        case: case.number.clone(),
        seq: case.seq,
        programme: case.programme,
        setting: case.setting,
        township: view.township.clone(),
        village: view.village.clone(),
        status: case.review.status,
        due: case.review.due,
        overdue_days: view.overdue_days,
        every_months: case.review.every_months,
        paid: case.benefit.map(|benefit| benefit.month.plain()),
        members: members(view)
            .map(|(member, facts)| member_shape(member, facts))
            .collect(),
        alerts: case
            .alerts
            .iter()
            .map(|alert| AlertShape {
                number: alert.number,
                kind: alert.kind,
                day: alert.day,
                source: alert.source.clone(),
                detail: alert.detail.clone(),
                status: alert.status,
                settled: signed(alert.settled),
                note: alert.note.clone(),
            })
            .collect(),
        changes: change_shapes(view),
        last_review: case.last_review.as_ref().map(|last| LastShape {
            day: last.day,
            by: last.by.clone(),
            outcome: last.outcome,
        }),
        proposal: case.review.proposal.as_ref().map(|proposal| ProposalShape {
            outcome: proposal.outcome,
            month: proposal.month.plain(),
            effective: proposal.effective,
            by: staff_name(view, proposal.by),
            day: proposal.day,
            reason: proposal.reason.clone(),
            freeze: proposal.freeze.clone(),
        }),
        closing: force::shape(view),
        finding,
        refused,
        basis: shown(view).basis,
        today: today_instead(view).map(Fen::plain),
        kept: keeping::shape(view),
        approved: signed(case.review.approved),
        confirmed: signed(case.review.confirmed),
        missing: missing(view),
        records: records::lines(case, &names(view)),
    }
}

/// The notice and the service of the running review, else of the newest decision.
fn papers(view: &CaseView) -> (Option<&Notice>, Option<&Service>) {
    let review = &view.case.review;
    if review.notice.is_some() {
        return (review.notice.as_ref(), review.service.as_ref());
    }
    let decision = view.case.decision.as_ref();
    (
        decision.and_then(|one| one.notice.as_ref()),
        decision.and_then(|one| one.service.as_ref()),
    )
}

/// What is to be done about a decision, and what was.
fn closing_lines(view: &CaseView) -> Vec<String> {
    let mut lines = Vec::new();
    lines.extend(view.case.waivers.last().map(closing::waiver));
    lines.extend(view.case.postings.last().map(closing::posting));
    let (notice, service) = papers(view);
    lines.extend(notice.map(|notice| {
        let by = staff_name(view, notice.by);
        format!("告知书 {}", closing::notice(notice, &by))
    }));
    lines.extend(view.case.review.attempts.iter().map(closing::attempt));
    lines.extend(service.map(|service| format!("送达 {}", closing::service(service))));
    lines.extend(view.remedies.iter().flat_map(closing::remedies));
    match &view.overpaid {
        Some(Ok(over)) => {
            lines.push(closing::overpaid(over));
            lines.extend(
                closing::overpaid_months(over)
                    .into_iter()
                    .map(|line| format!("  {line}")),
            );
        }
        Some(Err(why)) => lines.push(format!("多发金额未能测算: {}", missing_words(why))),
        None => {}
    }
    lines.extend(records::lines(&view.case, &names(view)));
    let proposed = view.case.review.proposal.as_ref();
    let proposed = proposed.map(|one| one.effective);
    lines.extend(
        view.closing
            .map(|one| format!("下一步 {}", closing::next(one, proposed))),
    );
    lines
}

/// The changes that wait, with their facts that do.
fn change_shapes(view: &CaseView) -> Vec<ChangeShape> {
    let names = view.names();
    let people = reported::People {
        names: &names,
        records: &view.reported,
    };
    let open = view.case.changes.iter().filter(|change| change.is_open());
    open.map(|change| ChangeShape {
        number: change.number,
        day: change.day,
        source: change.source.clone(),
        facts: change
            .open()
            .map(|(place, fact)| {
                let reported::Words { what, old, new } = reported::words(people, &fact.reported);
                FactShape {
                    fact: place + 1,
                    what,
                    old,
                    new,
                }
            })
            .collect(),
    })
    .collect()
}

/// The lines of what waits to be accepted.
fn change_lines(view: &CaseView) -> Vec<String> {
    let mut out = Vec::new();
    for change in change_shapes(view) {
        out.push(format!(
            "变更 {} {} {}: {} 项待认定",
            change.number,
            change.day,
            change.source,
            change.facts.len()
        ));
        out.extend(change.facts.into_iter().map(|fact| {
            let FactShape {
                fact: place,
                what,
                old,
                new,
            } = fact;
            format!("  {place} {what}: {old} 改为 {new}")
        }));
    }
    out
}

fn member_shape(member: &MemberView, facts: &MemberFacts) -> MemberShape {
    MemberShape {
        name: member.name.reveal().to_owned(),
        number: member.masked_number.clone(),
        age: member.age,
        relation: facts.relation,
        labour: facts.labour,
        incomes: incomes(facts),
    }
}

/// The members as shown with what is known of them.
fn members(view: &CaseView) -> impl Iterator<Item = (&MemberView, &MemberFacts)> {
    let known = shown(view).household.members.iter();
    view.members.iter().zip(known.map(|member| &member.facts))
}

fn incomes(facts: &MemberFacts) -> Vec<String> {
    facts
        .incomes
        .iter()
        .map(|income| {
            let source = income
                .item
                .as_ref()
                .map_or_else(|| terms::income(income.kind), terms::income_item);
            format!("{source} {} {}", income.amount, terms::per(income.per))
        })
        .collect()
}

fn lines(view: &CaseView) -> String {
    let case = &view.case;
    let head = view
        .members
        .first()
        .map_or("", |member| member.name.reveal());
    let paid = case.benefit.map_or_else(
        || "现不享受".to_owned(),
        |benefit| format!("现享 {} 元/月", benefit.month),
    );
    let mut out = vec![
        format!(
            "{} {}  {head}  {}{}  {}",
            terms::programme(case.programme),
            case.number,
            view.township,
            view.village,
            terms::due_in(view.overdue_days)
        ),
        format!(
            "{}  {paid}  {}  {}  应核查日 {}",
            terms::setting(case.setting),
            terms::status(case.review.status),
            terms::interval(case.review.every_months),
            case.review.due
        ),
    ];
    if let Some(last) = &case.last_review {
        let outcome = recognition::outcome_in(case.programme, last.outcome);
        out.push(format!("上次核查 {} {} {outcome}", last.day, last.by));
    }
    out.push(format!("成员 {} 人", view.members.len()));
    out.extend(members(view).map(|(member, facts)| member_line(member, facts)));
    out.extend(case.alerts.iter().map(|alert| {
        let kind = terms::alert(alert.kind);
        let status = terms::alert_status(alert.status);
        let found = words::alert_history(alert, &view.staff);
        let found = found.map_or_else(String::new, |found| format!("\n  {found}"));
        format!("预警 {} {kind} {} {status}{found}", alert.day, alert.detail)
    }));
    out.extend(change_lines(view));
    out.extend(keeping::lines(view));
    out.extend(proposal_lines(view));
    out.extend(closing_lines(view));
    out.extend(finding_lines(view));
    out.join("\n")
}

fn member_line(member: &MemberView, facts: &MemberFacts) -> String {
    let mut parts = vec![
        format!("  {}", member.name.reveal()),
        member.masked_number.clone(),
        format!("{}岁", member.age),
        terms::relation(facts.relation).to_owned(),
    ];
    if let Some(labour) = facts.labour {
        parts.push(format!("劳动能力{}", terms::labour(labour)));
    }
    if let Some(disability) = facts.disability {
        let grade = terms::disability_grade(disability.grade);
        parts.push(format!("{}{grade}", terms::disability(disability.kind)));
    }
    parts.extend(
        facts
            .student
            .map(|school| terms::schooling(school).to_owned()),
    );
    if !facts.note.is_empty() {
        parts.push(facts.note.clone());
    }
    let incomes = incomes(facts);
    parts.push(if incomes.is_empty() {
        "无收入".to_owned()
    } else {
        incomes.join("、")
    });
    parts.retain(|part| !part.trim().is_empty());
    parts.join("  ")
}

fn proposal_lines(view: &CaseView) -> Vec<String> {
    let case = &view.case;
    let Some(proposal) = &case.review.proposal else {
        return Vec::new();
    };
    let name = |signed: Option<(StaffId, Day)>| signed.map(|(id, day)| (staff_name(view, id), day));
    let (approved, confirmed) = (name(case.review.approved), name(case.review.confirmed));
    let mut lines = vec![format!(
        "拟定意见 {}, {} {} 提出{}",
        words::proposed_line(proposal),
        proposal.day,
        staff_name(view, proposal.by),
        if proposal.reason.is_empty() {
            String::new()
        } else {
            format!(", 理由: {}", proposal.reason)
        }
    )];
    let before = &case.household;
    let names: Vec<String> = view
        .members
        .iter()
        .map(|member| member.name.reveal().to_owned())
        .collect();
    if view.waiting.is_some() {
        let changes = changes::household(before, &proposal.household, &names);
        lines.push(format!("改动 {}", words::changes(&changes)));
    }
    let signed = words::signatures(signer(approved.as_ref()), signer(confirmed.as_ref()));
    lines.extend((!signed.is_empty()).then_some(signed));
    let missing = missing(view);
    lines.extend((!missing.is_empty()).then(|| format!("尚缺 {}", missing.join(" "))));
    lines
}

fn signer(signed: Option<&(String, Day)>) -> Option<(&str, Day)> {
    signed.map(|(name, day)| (name.as_str(), *day))
}

fn finding_lines(view: &CaseView) -> Vec<String> {
    let shown = shown(view);
    let finding = match shown.finding {
        Ok(finding) => finding,
        Err(why) => return vec![format!("未能测算: {}", missing_words(why))],
    };
    let amount = finding.month.map_or_else(
        || "暂不能得出金额".to_owned(),
        |month| format!("{month} 元/月"),
    );
    let sum = format!(
        "计 {} 人, 月收入 {}, 应享 {amount}",
        finding.persons, finding.income_month
    );
    let mut lines = match shown.basis {
        Basis::Proposal => {
            let today = today_instead(view)
                .map_or_else(String::new, |today| format!("; {}", words::by_today(today)));
            vec![format!("提出时的测算 {} {sum}{today}", finding.on)]
        }
        Basis::Today => {
            let suggest: Vec<&str> = finding
                .suggest
                .iter()
                .map(|&one| recognition::outcome_in(view.case.programme, one))
                .collect();
            vec![format!(
                "测算 {} {sum}; 建议 {}",
                finding.on,
                suggest.join("、")
            )]
        }
    };
    if !finding.missing.is_empty() {
        lines.push(format!("缺参数 {}", finding.missing.join("、")));
    }
    lines
}

fn missing_words(why: &Refusal) -> String {
    refusal(why).what
}
