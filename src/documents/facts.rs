//! What a paper is made from: the case as a screen has it, and who stands behind it.

use crate::domain::{
    calendar::Day,
    case::{Case, Decision},
    closing::Overpaid,
    ids::StaffId,
    notice::{Notice, Service},
    review::Proposal,
};

/// The seal at the foot of every sheet: the head of the journal on the day it was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Foot {
    /// Number of the last entry.
    pub seq: u64,
    /// Its digest.
    pub digest: String,
}

/// The facts of a paper; names as they are, numbers masked.
#[derive(Debug, Clone, Copy)]
pub struct PaperFacts<'a> {
    /// The case.
    pub case: &'a Case,
    /// Names of the members, in the order of the household.
    pub names: &'a [String],
    /// Their ID numbers, masked.
    pub numbers: &'a [String],
    /// Their ages.
    pub ages: &'a [u32],
    /// Address of the head.
    pub address: &'a str,
    /// The village or community.
    pub village: &'a str,
    /// The township.
    pub township: &'a str,
    /// The office.
    pub office: &'a str,
    /// Names of the staff.
    pub staff: &'a [(StaffId, String)],
    /// What was paid too much, where it is known.
    pub overpaid: Option<&'a Overpaid>,
    /// Today.
    pub today: Day,
    /// The seal.
    pub foot: &'a Foot,
    /// Leaves what was found out empty, to be filled in by hand.
    pub blank: bool,
}

impl PaperFacts<'_> {
    /// The newest decision in force.
    fn decision(&self) -> Option<&Decision> {
        self.case
            .decision
            .as_ref()
            .filter(|_| !self.case.proposal_stands())
    }

    /// What is proposed or was decided last.
    pub(super) fn proposal(&self) -> Option<&Proposal> {
        self.case.newest_proposal()
    }

    /// The notice of it.
    pub(super) fn notice(&self) -> Option<&Notice> {
        let running = self.case.review.notice.as_ref();
        running.or_else(|| self.decision().and_then(|one| one.notice.as_ref()))
    }

    /// The service of the notice.
    pub(super) fn service(&self) -> Option<&Service> {
        let running = self.case.review.service.as_ref();
        running.or_else(|| self.decision().and_then(|one| one.service.as_ref()))
    }

    /// Who approved it.
    pub(super) fn approved(&self) -> Option<StaffId> {
        let running = self
            .case
            .review
            .approved
            .filter(|_| self.case.proposal_stands());
        let signed = running.or_else(|| self.decision().and_then(|one| one.approved));
        signed.map(|(id, _)| id)
    }

    /// Who confirmed it.
    pub(super) fn confirmed(&self) -> Option<StaffId> {
        let running = self
            .case
            .review
            .confirmed
            .filter(|_| self.case.proposal_stands());
        let signed = running.or_else(|| self.decision().and_then(|one| one.confirmed));
        signed.map(|(id, _)| id)
    }

    /// The name of a member of staff.
    pub(super) fn staff_name(&self, id: StaffId) -> &str {
        let mut staff = self.staff.iter();
        staff
            .find(|(known, _)| *known == id)
            .map_or("", |(_, name)| name.as_str())
    }
}
