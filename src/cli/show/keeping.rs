//! What `show` says of care, of a 临时救助, of referrals and of what is due besides the review: in lines, and in the
//! shape `--json` has. Amounts are texts and people are named, as everywhere in the interface.

use serde::Serialize;

use super::staff_name;
use crate::{
    domain::{
        calendar::Day,
        care::{Attendance, CareMode, CareTier, CareVisit, Condition, Fit},
        evidence::VisitMode,
        ids::PersonId,
        linshi::LinshiType,
        matter::MatterKind,
        money::Fen,
        referral::{Consent, Entitlement, LinkedSum, Referral, ReferralOutcome},
    },
    engine::answer::CaseView,
    text::{
        keeping as words,
        ui::{aid as aid_words, care as care_words},
    },
};

/// What is kept beside the review.
#[derive(Debug, Serialize)]
pub(super) struct KeptShape {
    care: Option<CareShape>,
    aid: Option<AidShape>,
    linked: Vec<LinkedShape>,
    referrals: Vec<ReferralShape>,
    matters: Vec<MatterShape>,
}

/// What is due besides the review.
#[derive(Debug, Serialize)]
struct MatterShape {
    kind: MatterKind,
    day: Day,
}

/// The care of a 特困人员.
#[derive(Debug, Serialize)]
struct CareShape {
    mode: Option<CareMode>,
    mode_day: Option<Day>,
    able_duty: Option<bool>,
    listed_tier: Option<CareTier>,
    assessment: Option<AssessmentShape>,
    basic: Option<String>,
    care: Option<String>,
    month: Option<String>,
    agreement: Option<AgreementShape>,
    ability_report: Option<AbilityShape>,
    studies_until: Option<Day>,
    elsewhere: Option<ElsewhereShape>,
    visit_due: Option<Day>,
    visits: Vec<VisitShape>,
}

/// The newest assessment of self-care.
#[derive(Debug, Serialize)]
struct AssessmentShape {
    day: Day,
    unable: Vec<&'static str>,
    assessor: String,
    by: String,
}

/// The agreement on care.
#[derive(Debug, Serialize)]
struct AgreementShape {
    caregiver: String,
    from: Option<Day>,
    until: Day,
}

/// A reported change of ability.
#[derive(Debug, Serialize)]
struct AbilityShape {
    day: Day,
    note: String,
    due: Day,
}

/// The look at other aid.
#[derive(Debug, Serialize)]
struct ElsewhereShape {
    day: Day,
    dibao: Fit,
    edge: Fit,
    linshi: Fit,
    note: String,
    by: String,
}

/// A visit.
#[derive(Debug, Serialize)]
struct VisitShape {
    day: Day,
    visitor: String,
    mode: VisitMode,
    health: Condition,
    housing: Condition,
    caregiver: Attendance,
    needs: String,
    note: String,
}

/// A 临时救助.
#[derive(Debug, Serialize)]
struct AidShape {
    request: Option<RequestShape>,
    given: Option<GivenShape>,
    papers: Option<DoneShape>,
    follow_up: Option<FollowUpShape>,
    discussion: Option<DiscussionShape>,
    ended: Vec<GivenShape>,
}

/// A request.
#[derive(Debug, Serialize)]
struct RequestShape {
    kind: LinshiType,
    cause: String,
    day: Day,
    give_by: Option<Day>,
}

/// What was given.
#[derive(Debug, Serialize)]
struct GivenShape {
    kind: LinshiType,
    cause: String,
    amount: String,
    day: Day,
    papers_due: Option<Day>,
    visit_due: Option<Day>,
    parts: Vec<PartShape>,
}

/// An instalment.
#[derive(Debug, Serialize)]
struct PartShape {
    number: u32,
    day: Day,
    amount: String,
    paid: Option<Day>,
}

/// The papers.
#[derive(Debug, Serialize)]
struct DoneShape {
    day: Day,
    note: String,
}

/// The visit afterwards.
#[derive(Debug, Serialize)]
struct FollowUpShape {
    day: Day,
    used_as_meant: bool,
    note: String,
}

/// A discussion.
#[derive(Debug, Serialize)]
struct DiscussionShape {
    day: Day,
    present: String,
    decision: String,
}

/// What else may be due, and the referrals.
#[derive(Debug, Serialize)]
pub struct LinkedListShape {
    linked: Vec<LinkedShape>,
    referrals: Vec<ReferralShape>,
}

/// Something that may be due.
#[derive(Debug, Serialize)]
struct LinkedShape {
    what: Entitlement,
    name: &'static str,
    member: Option<u32>,
    why: String,
    rule: String,
    month: Option<String>,
    amount: LinkedAmount,
}

/// What is known of an amount.
#[derive(Debug, Serialize)]
#[serde(rename_all = "snake_case")]
enum LinkedAmount {
    Confirmed,
    Unverified,
    Unset,
    None,
}

/// A referral.
#[derive(Debug, Serialize)]
struct ReferralShape {
    number: u32,
    what: Entitlement,
    name: &'static str,
    person: Option<String>,
    office: String,
    day: Day,
    consent: Consent,
    follow: Day,
    note: String,
    by: String,
    answer: Option<AnswerShape>,
}

/// What came of it.
#[derive(Debug, Serialize)]
struct AnswerShape {
    outcome: ReferralOutcome,
    day: Day,
    note: String,
}

/// What is kept beside the review, as `--json` says it.
pub(super) fn shape(view: &CaseView) -> KeptShape {
    KeptShape {
        care: care(view),
        aid: aid(view),
        linked: linked(view),
        referrals: referrals(view),
        matters: matters(view),
    }
}

/// The same in lines.
pub(super) fn lines(view: &CaseView) -> Vec<String> {
    let mut lines = matter_lines(view);
    lines.extend(care_lines(view));
    lines.extend(aid_lines(view));
    lines.extend(linked_lines(view));
    lines.extend(referral_lines(view));
    lines
}

/// The names of members as lines call them.
fn naming(view: &CaseView) -> impl Fn(u32) -> String + '_ {
    |place| {
        let member = view.members.get(place as usize);
        member.map_or_else(String::new, |member| member.name.reveal().to_owned())
    }
}

/// The name of somebody a referral is about.
fn person_name(view: &CaseView, person: PersonId) -> String {
    let mut members = view.members.iter();
    let member = members.find(|member| member.person == person);
    member.map_or_else(
        || format!("人员 {}", person.0),
        |member| member.name.reveal().to_owned(),
    )
}

/// What is due besides the review, in lines.
fn matter_lines(view: &CaseView) -> Vec<String> {
    let today = view.case.review.due.add_days(view.overdue_days);
    let matters = view.matters.iter();
    matters
        .filter_map(|matter| Some(format!("待办 {}", words::matter_line(matter, today?))))
        .collect()
}

/// The same as `--json` says it.
fn matters(view: &CaseView) -> Vec<MatterShape> {
    let shape = |one: &crate::domain::matter::Matter| MatterShape {
        kind: one.kind,
        day: one.day,
    };
    view.matters.iter().map(shape).collect()
}

/// The care of a 特困人员, in lines; of other programmes how the person could be supported, once looked into.
pub fn care_lines(view: &CaseView) -> Vec<String> {
    let case = &view.case;
    let tekun = case.programme == crate::domain::case::Programme::Tekun;
    if !tekun && case.support.is_none() && case.self_care.is_none() {
        return Vec::new();
    }
    let care = &case.care;
    let mut lines = vec![
        format!(
            "供养 {}",
            care_words::support(case.support.as_ref(), case.programme)
        ),
        format!(
            "自理 {}",
            care_words::self_care(case.self_care.as_ref(), case.support.as_ref())
        ),
    ];
    if !tekun {
        return lines;
    }
    if care.at_home_since.is_some() {
        let agreement = words::agreement(care.agreement.as_ref());
        lines.push(format!("{} {agreement}", words::AGREEMENT));
        lines.push(format!("{} {}", words::VISIT, words::visits(care)));
    }
    lines.extend(care.ability.as_ref().map(words::ability));
    lines.extend(care.studies.as_ref().map(words::studies));
    lines.extend(care.elsewhere.as_ref().map(words::elsewhere));
    lines
}

/// The same as `--json` says it.
fn care(view: &CaseView) -> Option<CareShape> {
    let case = &view.case;
    if case.programme != crate::domain::case::Programme::Tekun {
        return None;
    }
    let care = &case.care;
    let support = case.support.as_ref();
    let finding = view.assessment.finding.as_ref().ok();
    Some(CareShape {
        mode: support.map(|one| one.mode),
        mode_day: support.map(|one| one.day),
        able_duty: support.and_then(|one| one.able_duty),
        listed_tier: support.and_then(|one| one.tier),
        assessment: case.self_care.as_ref().map(|one| AssessmentShape {
            day: one.day,
            unable: care_words::unable(one.items),
            assessor: one.note.clone(),
            by: staff_name(view, one.by),
        }),
        basic: finding.and_then(|one| one.base).map(Fen::plain),
        care: finding.and_then(|one| one.supplement).map(Fen::plain),
        month: finding.and_then(|one| one.month).map(Fen::plain),
        agreement: care.agreement.as_ref().map(|one| AgreementShape {
            caregiver: one.caregiver.clone(),
            from: one.from,
            until: one.until,
        }),
        ability_report: care.ability.as_ref().map(|one| AbilityShape {
            day: one.day,
            note: one.note.clone(),
            due: one.due,
        }),
        studies_until: care.studies.as_ref().map(|one| one.until),
        elsewhere: care.elsewhere.as_ref().map(|one| ElsewhereShape {
            day: one.day,
            dibao: one.dibao,
            edge: one.edge,
            linshi: one.linshi,
            note: one.note.clone(),
            by: staff_name(view, one.by),
        }),
        visit_due: care.visit_due(),
        visits: care.visits.iter().map(visit).collect(),
    })
}

fn visit(one: &CareVisit) -> VisitShape {
    VisitShape {
        day: one.day,
        visitor: one.visitor.clone(),
        mode: one.mode,
        health: one.health,
        housing: one.housing,
        caregiver: one.caregiver,
        needs: one.needs.clone(),
        note: one.note.clone(),
    }
}

/// A 临时救助 in lines; of other programmes nothing.
pub fn aid_lines(view: &CaseView) -> Vec<String> {
    let case = &view.case;
    if case.programme != crate::domain::case::Programme::Linshi {
        return Vec::new();
    }
    let mut lines: Vec<String> = case
        .aid_book
        .ended
        .iter()
        .map(|aid| format!("此前救助 {}", aid_words::aid(Some(aid))))
        .collect();
    lines.extend(case.aid_book.asked.as_ref().map(words::request));
    lines.push(format!("救助 {}", aid_words::aid(case.aid.as_ref())));
    if let Some(aid) = &case.aid {
        lines.extend(aid.parts.iter().map(words::instalment));
        lines.push(format!(
            "手续 {}",
            aid_words::papers(Some(aid), case.aid_papers.as_ref())
        ));
        lines.push(format!(
            "回访 {}",
            aid_words::follow_up(case.follow_up.as_ref())
        ));
    }
    lines.extend(case.aid_book.discussion.as_ref().map(words::discussion));
    lines
}

/// The same as `--json` says it.
fn aid(view: &CaseView) -> Option<AidShape> {
    let case = &view.case;
    if case.programme != crate::domain::case::Programme::Linshi {
        return None;
    }
    let book = &case.aid_book;
    Some(AidShape {
        request: book.asked.as_ref().map(|one| RequestShape {
            kind: one.kind,
            cause: one.cause.clone(),
            day: one.day,
            give_by: one.give_by,
        }),
        given: case.aid.as_ref().map(given),
        papers: case.aid_papers.as_ref().map(|one| DoneShape {
            day: one.day,
            note: one.note.clone(),
        }),
        follow_up: case.follow_up.as_ref().map(|one| FollowUpShape {
            day: one.day,
            used_as_meant: one.used_as_meant,
            note: one.note.clone(),
        }),
        discussion: book.discussion.as_ref().map(|one| DiscussionShape {
            day: one.day,
            present: one.present.clone(),
            decision: one.decision.clone(),
        }),
        ended: book.ended.iter().map(given).collect(),
    })
}

fn given(one: &crate::domain::linshi::Aid) -> GivenShape {
    GivenShape {
        kind: one.kind,
        cause: one.cause.clone(),
        amount: one.amount.plain(),
        day: one.day,
        papers_due: one.papers_due,
        visit_due: one.visit_due,
        parts: one
            .parts
            .iter()
            .map(|part| PartShape {
                number: part.number,
                day: part.day,
                amount: part.amount.plain(),
                paid: part.paid.map(|(day, _)| day),
            })
            .collect(),
    }
}

/// What else may be due, in lines.
pub fn linked_lines(view: &CaseView) -> Vec<String> {
    let naming = naming(view);
    view.linked
        .iter()
        .map(|one| format!("其他待遇 {}", words::linked(one, &naming)))
        .collect()
}

/// Referrals in lines.
pub fn referral_lines(view: &CaseView) -> Vec<String> {
    let name_of = |person| person_name(view, person);
    let referrals = view.case.referrals.iter();
    referrals
        .map(|one| format!("转介 {} {}", one.number, words::referral(one, &name_of)))
        .collect()
}

/// What else may be due, and the referrals, as `refer list --json` says it.
pub fn linked_shape(view: &CaseView) -> LinkedListShape {
    LinkedListShape {
        linked: linked(view),
        referrals: referrals(view),
    }
}

/// What else may be due, as `--json` says it.
fn linked(view: &CaseView) -> Vec<LinkedShape> {
    let naming = naming(view);
    let shape = |one: &crate::domain::referral::Linked| {
        let (month, amount) = match one.sum {
            LinkedSum::Month(month) => (Some(month.plain()), LinkedAmount::Confirmed),
            LinkedSum::Unverified => (None, LinkedAmount::Unverified),
            LinkedSum::Unset => (None, LinkedAmount::Unset),
            LinkedSum::NoFixed => (None, LinkedAmount::None),
        };
        LinkedShape {
            what: one.what,
            name: words::entitlement(one.what),
            member: one.member.map(|place| place + 1),
            why: words::why(one, &naming),
            rule: words::rule(one),
            month,
            amount,
        }
    };
    view.linked.iter().map(shape).collect()
}

/// Referrals as `--json` says them.
fn referrals(view: &CaseView) -> Vec<ReferralShape> {
    let shape = |one: &Referral| ReferralShape {
        number: one.number,
        what: one.what,
        name: words::entitlement(one.what),
        person: one.person.map(|person| person_name(view, person)),
        office: one.office.clone(),
        day: one.day,
        consent: one.consent,
        follow: one.follow,
        note: one.note.clone(),
        by: staff_name(view, one.by),
        answer: one.answer.as_ref().map(|answer| AnswerShape {
            outcome: answer.outcome,
            day: answer.day,
            note: answer.note.clone(),
        }),
    };
    view.case.referrals.iter().map(shape).collect()
}
