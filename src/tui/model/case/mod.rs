//! A case on the screen: what has arrived of it, what was made of it here, and the questions that are asked of it.

pub mod basis;
pub mod figures;
pub mod row;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use self::{figures::Figures, row::Row};
use super::{form::kept::Kept, line::Line};
use crate::{
    desk::Draft,
    domain::{
        appeal::Appeal,
        calendar::{Day, Month},
        case::Programme,
        closing::ClosingStep,
        household::{Household, Member},
        ids::CaseId,
        matter::MatterKind,
        money::Fen,
        review::{Cause, Outcome, Status},
        staff::Role,
        step::StepCode,
        work_offer::can_be_offered_work,
    },
    engine::{
        answer::{Assessment, CaseView, Me, OutcomeOption},
        command::ProposeReview,
    },
    text::{records, ui::changes},
};

/// What a person may do with the case on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Review it and propose.
    Review,
    /// Approve what a colleague proposed.
    Approve,
    /// Confirm what was approved.
    Confirm,
    /// Note that a served decision is in force.
    Enforce,
    /// Look at it.
    Look,
}

/// How far a case was looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Attention {
    /// It has not been on the screen.
    Undrawn,
    /// It has been on the screen, and no key was pressed since but those that sign.
    Drawn,
    /// Somebody works on it.
    WorkedOn,
    /// The question whether to sign it lies on the screen.
    Asked,
}

/// An income being typed in place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IncomeEdit {
    /// The member, by place from 0.
    pub member: usize,
    /// What is being typed.
    pub line: Line,
    /// What stood there before.
    pub before: String,
    /// The member as it was before.
    pub original: Member,
}

/// What has been concluded so far.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Conclusion {
    /// The outcome.
    pub outcome: Option<Outcome>,
    /// Why.
    pub cause: Option<Cause>,
    /// The reason in words.
    pub reason: String,
    /// The first month; `None` takes the rule's own.
    pub effective: Option<Month>,
    /// Months of 渐退.
    pub months: Option<u32>,
    /// The day the facts changed, if it lies before the review.
    pub changed: Option<Day>,
}

/// One intention to sign: repeating it under its key is harmless.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Intent {
    /// The key.
    pub key: String,
    /// What is to be signed.
    pub proposal: ProposeReview,
}

/// A case that has arrived.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Loaded {
    /// As the engine has it.
    pub view: CaseView,
    /// The household as edited, or as a colleague proposes it.
    pub work: Household,
    /// The sum on `work`.
    pub assessment: Assessment,
    /// `work` or the cause changed since the sum was last asked for.
    pub sum_due: bool,
    /// What has been concluded so far.
    pub conclusion: Conclusion,
    /// Text typed and not yet taken, by field name.
    pub parked: BTreeMap<String, String>,
    /// The selected row.
    pub row: Row,
    /// The page of the body.
    pub page: usize,
    /// Rows that have been on the screen.
    pub seen: BTreeSet<Row>,
    /// The income being typed, if one is.
    pub income: Option<IncomeEdit>,
    /// What is to be signed, once F9 was pressed.
    pub intent: Option<Intent>,
    /// A colleague changed the case meanwhile.
    pub stale: bool,
    /// The draft as it was last kept.
    pub kept: Option<Draft>,
    /// What the sum came to when it was last on the screen.
    pub shown: Option<Figures>,
    /// How far it was looked at, as it now is.
    pub attention: Attention,
    /// F9 was pressed while the sum was on its way; it is signed if the sum is the one that was shown.
    pub sign_when_known: bool,
}

/// The screen of a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseScreen {
    /// The case.
    pub id: CaseId,
    /// Name of the head, as far as the list that led here told.
    pub head: String,
    /// The case, once it has arrived.
    pub loaded: Option<Box<Loaded>>,
    /// The draft, if it arrived before the case.
    pub draft: Option<Box<Draft>>,
    /// The draft has been asked for and answered.
    pub draft_known: bool,
}

impl CaseScreen {
    /// The screen before anything has arrived.
    pub fn new(id: CaseId, head: impl Into<String>) -> Self {
        Self {
            id,
            head: head.into(),
            loaded: None,
            draft: None,
            draft_known: false,
        }
    }
}

impl Loaded {
    /// The case as it has just arrived.
    pub fn new(view: CaseView) -> Self {
        let mut loaded = Self {
            work: view.case.household.clone(),
            assessment: view.assessment.clone(),
            view,
            sum_due: false,
            conclusion: Conclusion::default(),
            parked: BTreeMap::new(),
            row: Row::Member(0),
            page: 0,
            seen: BTreeSet::new(),
            income: None,
            intent: None,
            stale: false,
            kept: None,
            shown: None,
            attention: Attention::Undrawn,
            sign_when_known: false,
        };
        loaded.show_proposal();
        loaded
    }

    /// Where a proposal waits or was returned, what is shown is what it proposes.
    pub fn show_proposal(&mut self) {
        if let Some(proposal) = &self.view.case.review.proposal {
            self.work = proposal.household.clone();
            self.conclusion = Conclusion {
                outcome: Some(proposal.outcome),
                cause: Some(proposal.cause),
                reason: proposal.reason.clone(),
                effective: Some(proposal.effective),
                months: proposal.phase_out_months,
                changed: proposal.changed,
            };
            // What waits for a signature is shown as it was signed; what was returned is reckoned anew.
            self.sum_due = !self.has_proposal();
        }
    }

    /// Whether the question lies on the screen if it is to be signed.
    pub fn is_asked(&self) -> bool {
        self.attention == Attention::Asked
    }

    /// What this person may do with the case.
    pub fn mode(&self, me: Option<&Me>) -> Mode {
        let Some(me) = me else {
            return Mode::Look;
        };
        let has = |role| me.staff.roles.contains(&role);
        match self.view.case.review.status {
            Status::Due | Status::Claimed | Status::Returned if has(Role::Caseworker) => {
                Mode::Review
            }
            Status::Proposed if has(Role::Approver) => Mode::Approve,
            Status::Approved if has(Role::Confirmer) => Mode::Confirm,
            Status::Served if self.is_ready() && signs(has) => Mode::Enforce,
            Status::Due
            | Status::Claimed
            | Status::Held
            | Status::Proposed
            | Status::Returned
            | Status::Approved
            | Status::Confirmed
            | Status::Noticed
            | Status::Served
            | Status::InForce => Mode::Look,
        }
    }

    /// Whether the month of a served decision has come.
    fn is_ready(&self) -> bool {
        let next = self.view.closing.map(|closing| closing.next);
        next == Some(ClosingStep::Enforce)
    }

    /// The rows that can be selected, in the order of the screen: those on which something can be done.
    pub fn rows(&self) -> Vec<Row> {
        let mut rows: Vec<Row> = (0..self.work.members.len()).map(Row::Member).collect();
        rows.extend(self.below_members());
        rows.retain(|row| !matches!(row, Row::NoAlerts | Row::Report | Row::Batch));
        rows.extend([Row::Sum, Row::Conclusion]);
        rows
    }

    /// Leaves a row that is there no longer for the first one of its section.
    pub fn stand_on_a_row(&mut self) {
        let rows = self.rows();
        if !rows.contains(&self.row) {
            let section = self.row.section();
            let near = rows.iter().find(|row| row.section() == section);
            self.row = near.copied().unwrap_or(Row::Member(0));
        }
    }

    /// The rows of the body that are not about one member.
    pub fn below_members(&self) -> Vec<Row> {
        let mut rows = vec![Row::Assets];
        match self.view.case.programme {
            Programme::Tekun => {
                rows.extend([Row::Support, Row::SelfCare]);
                rows.extend(self.care_kept().into_iter().map(Row::Kept));
            }
            Programme::Linshi => {
                let (before, after) = self.aid_kept();
                rows.extend(before.into_iter().map(Row::Kept));
                rows.extend([Row::Aid, Row::AidPapers, Row::FollowUp]);
                rows.extend(after.into_iter().map(Row::Kept));
            }
            // Who could be 特困人员 is looked into here, before the outcome can be 转特困.
            Programme::Dibao | Programme::Edge | Programme::Rigid => {
                if self.option(Outcome::ToTekun).is_some() {
                    rows.extend([Row::Support, Row::SelfCare]);
                }
            }
        }
        if self.view.case.alerts.is_empty() {
            rows.push(Row::NoAlerts);
        }
        rows.extend((0..self.view.case.alerts.len()).map(Row::Alert));
        let changes = (0..).zip(&self.view.case.changes);
        rows.extend(
            changes
                .filter(|(_, change)| change.is_open())
                .map(|(place, _)| Row::Change(place)),
        );
        rows.extend([Row::Visit, Row::Report, Row::Hearing]);
        rows.extend(self.records_kept().into_iter().map(Row::Kept));
        if !self.has_proposal() && records::batch(&self.view.case).is_some() {
            rows.push(Row::Batch);
        }
        // Who signs need not turn a page for what nobody has begun.
        if !self.has_proposal() || !self.view.case.referrals.is_empty() {
            rows.push(Row::Referrals);
        }
        rows
    }

    /// What is kept of the care of this person: of who lives at home, of who is young, of whose support ends.
    fn care_kept(&self) -> Vec<Kept> {
        let case = &self.view.case;
        let mut kept = Vec::new();
        let due = |kind| self.view.matters.iter().any(|matter| matter.kind == kind);
        // Beside a proposal only what it waits for.
        if !self.has_proposal() {
            if case.care.at_home_since.is_some() {
                kept.extend([Kept::Visit, Kept::Agreement]);
            }
            kept.push(Kept::Ability);
            if case.care.studies.is_some() || due(MatterKind::OfAge) {
                kept.push(Kept::Studies);
            }
        }
        if case.care.elsewhere.is_some() || due(MatterKind::LookElsewhere) {
            kept.push(Kept::Elsewhere);
        }
        kept
    }

    /// What is noted beside the review, where there is something of it or something to be said of it.
    fn records_kept(&self) -> Vec<Kept> {
        let case = &self.view.case;
        let mut kept = Vec::new();
        if !case.work_offers.is_empty() {
            kept.push(Kept::Offer);
        }
        if case.tier.is_some() || self.says(StepCode::TierUnknown) {
            kept.push(Kept::Tier);
        }
        if !case.appeals.is_empty() || (!self.has_proposal() && self.remedies_run()) {
            kept.push(Kept::Appeal);
        }
        if case.appeals.iter().any(Appeal::is_open) {
            kept.push(Kept::Ruling);
        }
        let over = self.view.overpaid.as_ref();
        let over = over.and_then(|over| over.as_ref().ok());
        if over.is_some_and(|over| over.total > Fen::ZERO) || !case.recoveries.is_empty() {
            kept.push(Kept::Recovery);
        }
        kept
    }

    /// The members to whom work can be offered, by place in the household.
    pub fn able_to_work(&self) -> Vec<usize> {
        let case = &self.view.case;
        let today = case.review.due.add_days(self.view.overdue_days);
        let members = case.household.members.iter().enumerate();
        let able = members.filter(|(_, member)| {
            today.is_some_and(|today| can_be_offered_work(&member.facts, today))
        });
        able.map(|(place, _)| place).collect()
    }

    /// Whether a decision was served against which a remedy can still be taken in time.
    fn remedies_run(&self) -> bool {
        let today = self.view.case.review.due.add_days(self.view.overdue_days);
        let last = self.view.remedies.as_ref().map(|one| one.court_last.day);
        last.zip(today).is_some_and(|(last, today)| today <= last)
    }

    /// Whether the sum has a step of this kind.
    fn says(&self, code: StepCode) -> bool {
        let finding = self.assessment.finding.as_ref().ok();
        finding.is_some_and(|finding| finding.steps.iter().any(|step| step.code == code.name()))
    }

    /// What is kept of a help, before what was given and after it.
    fn aid_kept(&self) -> (Vec<Kept>, Vec<Kept>) {
        let case = &self.view.case;
        let book = &case.aid_book;
        let mut before = Vec::new();
        if book.asked.is_some() || case.aid.is_none() || book.closed {
            before.push(Kept::Request);
        }
        let mut after = Vec::new();
        if case.aid.as_ref().is_some_and(|aid| !aid.parts.is_empty()) {
            after.push(Kept::Instalment);
        }
        if self.says(StepCode::LinshiDiscussOpen) || book.discussion.is_some() {
            after.push(Kept::Discussion);
        }
        (before, after)
    }

    /// Whether a proposal stands that somebody has to sign or take back.
    pub fn has_proposal(&self) -> bool {
        self.view.case.review.proposal.is_some()
            && matches!(
                self.view.case.review.status,
                Status::Proposed
                    | Status::Approved
                    | Status::Confirmed
                    | Status::Noticed
                    | Status::Served
            )
    }

    /// Whether the facts differ from those last decided.
    pub fn is_changed(&self) -> bool {
        self.work != self.view.case.household
    }

    /// The facts were changed: the sum is due, and «no change» no longer holds.
    pub fn touched(&mut self) {
        self.sum_due = true;
        self.intent = None;
        if self.conclusion.cause == Some(Cause::Unchanged) {
            self.conclusion = Conclusion::default();
        }
    }

    /// Whether anything was typed or concluded that is not signed.
    pub fn has_changes(&self) -> bool {
        self.is_changed() || self.conclusion != Conclusion::default() || !self.parked.is_empty()
    }

    /// Whether the income of a member can be typed in place: at most one income and no deduction.
    pub fn has_plain_income(&self, member: usize) -> bool {
        self.work.members.get(member).is_some_and(|member| {
            member.facts.incomes.len() <= 1 && member.facts.deductions.is_empty()
        })
    }

    /// What may be proposed under this outcome.
    pub fn option(&self, outcome: Outcome) -> Option<&OutcomeOption> {
        self.assessment
            .options
            .iter()
            .find(|option| option.outcome == outcome)
    }

    /// Whether something stands in the way of proposing this outcome.
    pub fn is_blocked(&self, outcome: Outcome) -> bool {
        self.option(outcome)
            .is_some_and(|option| !option.blocked.is_empty())
    }

    /// What is paid now.
    pub fn paid(&self) -> Fen {
        self.view
            .case
            .benefit
            .map_or(Fen::ZERO, |benefit| benefit.month)
    }

    /// The name of a member, by place in the household.
    pub fn name(&self, member: usize) -> &str {
        let person = self.work.members.get(member).map(|member| member.person);
        self.view
            .members
            .iter()
            .find(|view| Some(view.person) == person)
            .map_or("", |view| view.name.reveal())
    }

    /// The names of all members, in the order of the household as edited.
    pub fn names(&self) -> Vec<String> {
        (0..self.work.members.len())
            .map(|member| self.name(member).to_owned())
            .collect()
    }

    /// The member as it stood at the last review, or as last decided where no review is on record.
    pub fn last_member(&self, member: usize) -> Option<&Member> {
        let person = self.work.members.get(member)?.person;
        let last = self
            .view
            .case
            .last_review
            .as_ref()
            .and_then(|last| last.household.as_ref())
            .unwrap_or(&self.view.case.household);
        last.members.iter().find(|member| member.person == person)
    }

    /// The member as last decided.
    pub fn decided_member(&self, member: usize) -> Option<&Member> {
        let person = self.work.members.get(member)?.person;
        self.view
            .case
            .household
            .members
            .iter()
            .find(|member| member.person == person)
    }
}

/// Whether somebody with these roles carries out what was decided.
fn signs(has: impl Fn(Role) -> bool) -> bool {
    has(Role::Caseworker) || has(Role::Approver) || has(Role::Confirmer)
}

/// A member's income a month, rounded half up to the fen for display; rules count on their own.
pub fn month_income(member: &Member) -> Fen {
    changes::month_income(&member.facts)
}
