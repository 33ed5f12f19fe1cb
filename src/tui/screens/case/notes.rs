//! Words about the review that stand between the members and the evidence, each wrapped over as many lines as
//! it takes: nothing that somebody has to read before signing is cut.

use super::{layout::Layout, panel::signer};
use crate::{
    base::width,
    text::ui::{case as words, changes},
    tui::model::case::{Loaded, row::Note},
};

impl Loaded {
    /// The words in their order, each with its lines.
    pub fn notes(&self, layout: Layout) -> Vec<(Note, Vec<String>)> {
        let wrapped = |text: &str| width::wrap(text, layout.words());
        let mut notes = Vec::new();
        let marker = words::marker(&self.view.case, &self.view.staff);
        notes.extend(marker.map(|(_, text)| (Note::Marker, wrapped(&text))));
        let review = &self.view.case.review;
        if let Some(proposal) = review.proposal.as_ref().filter(|_| self.has_proposal()) {
            let signed = words::signatures(
                signer(self, review.approved),
                signer(self, review.confirmed),
            );
            if !signed.is_empty() {
                notes.push((Note::Signatures, wrapped(&signed)));
            }
            let reason = words::proposal_reason(proposal);
            notes.push((Note::Reason, wrapped(&reason)));
        }
        let changes: Vec<String> = self.changes().iter().flat_map(|one| wrapped(one)).collect();
        if !changes.is_empty() {
            notes.push((Note::Change, changes));
        }
        notes
    }

    /// What was changed, from what to what. While a case is worked on, incomes are left out: they stand beside
    /// those of the last review already.
    fn changes(&self) -> Vec<String> {
        let before = &self.view.case.household;
        let names = self.names();
        if !self.has_proposal() {
            return changes::besides_incomes(before, &self.work, &names);
        }
        let changes = changes::household(before, &self.work, &names);
        if changes.is_empty() {
            vec![words::NOTHING_CHANGED.to_owned()]
        } else {
            changes
        }
    }

    /// The label of words.
    pub fn note_label(&self, note: Note) -> &'static str {
        match note {
            Note::Marker => {
                let marker = words::marker(&self.view.case, &self.view.staff);
                marker.map_or("", |(label, _)| label)
            }
            Note::Signatures => words::SIGNATURES,
            Note::Reason => words::REASON,
            Note::Change => words::CHANGES,
        }
    }
}
