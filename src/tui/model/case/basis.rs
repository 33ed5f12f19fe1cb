//! On which sum the screen of a case rests: that of today, or the one that was signed.
//!
//! What was proposed or decided is explained by the steps stored with it, whatever the parameters say by now;
//! where today's would give something else, the screen says so beside it. Only work that goes on is reckoned
//! anew.

use super::{Conclusion, Loaded, figures::Figures};
use crate::{
    domain::{
        finding::Finding,
        money::Fen,
        queue::HORIZON_DAYS,
        review::{Outcome, Proposal, Status},
        transfer,
    },
    engine::refusal::Refusal,
};

/// Which sum the screen shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis<'a> {
    /// That of the facts as edited, with the law of today.
    Today,
    /// The one stored with what waits for a signature.
    Proposed(&'a Proposal),
    /// The one stored with the decision in force, between two reviews.
    Decided(&'a Proposal),
}

impl Loaded {
    /// Which sum the screen shows.
    pub fn basis(&self) -> Basis<'_> {
        let case = &self.view.case;
        match (&case.review.proposal, &case.decision) {
            (Some(proposal), _) if self.has_proposal() => Basis::Proposed(proposal),
            (_, Some(decision))
                if self.rests() && case.household == decision.proposal.household =>
            {
                Basis::Decided(&decision.proposal)
            }
            (Some(_) | None, _) => Basis::Today,
        }
    }

    /// Whether nothing is under way: the next review lies ahead and nobody has begun anything.
    fn rests(&self) -> bool {
        let far = self.view.overdue_days < -i64::from(HORIZON_DAYS);
        let idle = match self.view.case.review.status {
            Status::Due => far,
            Status::InForce => true,
            Status::Claimed
            | Status::Held
            | Status::Proposed
            | Status::Returned
            | Status::Approved
            | Status::Confirmed
            | Status::Noticed
            | Status::Served => false,
        };
        idle && !self.is_changed() && self.conclusion == Conclusion::default()
    }

    /// The sum the screen shows.
    ///
    /// # Errors
    /// Why there is none.
    pub fn finding(&self) -> Result<&Finding, &Refusal> {
        match self.basis() {
            Basis::Proposed(proposal) | Basis::Decided(proposal) => Ok(&proposal.finding),
            Basis::Today => self.assessment.finding.as_ref(),
        }
    }

    /// The outcome the sum on the screen is for: as signed, else as concluded; none yet is to go on as before.
    pub fn outcome(&self) -> Outcome {
        match self.basis() {
            Basis::Proposed(proposal) | Basis::Decided(proposal) => proposal.outcome,
            Basis::Today => self.conclusion.outcome.unwrap_or(Outcome::Keep),
        }
    }

    /// The figures of the sum the screen shows, if there is one.
    pub fn figures(&self) -> Option<Figures> {
        self.finding().ok().map(Figures::of)
    }

    /// What today's law would pay on the same facts, where the sum on the screen is a stored one and comes to
    /// something else.
    pub fn today_instead(&self) -> Option<Fen> {
        let (stored, today) = match self.basis() {
            Basis::Today => return None,
            Basis::Proposed(proposal) => (
                proposal,
                self.view.waiting.as_ref().and_then(|waiting| waiting.today),
            ),
            Basis::Decided(proposal) => {
                let today = self.assessment.finding.as_ref().ok();
                (proposal, today.and_then(Finding::payable))
            }
        };
        let then = transfer::payable(&stored.finding, stored.outcome);
        today.filter(|today| then != Some(*today))
    }

    /// What stands in the way of countersigning, for who looks; empty if nothing does.
    pub fn countersign_blocks(&self) -> &[Refusal] {
        self.view
            .waiting
            .as_ref()
            .map_or(&[], |waiting| waiting.blocked.as_slice())
    }
}
