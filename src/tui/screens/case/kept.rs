//! The rows of what is kept beside a review, in words.

use crate::{
    domain::matter::MatterKind,
    text::ui::{keeping as words, records},
    tui::model::{case::Loaded, form::kept::Kept},
};

/// A row in words.
pub struct KeptLine {
    /// The label.
    pub label: &'static str,
    /// What is on record.
    pub text: String,
    /// How late it is, where it is due soon.
    pub due: String,
}

/// The row of a kind.
pub fn line(loaded: &Loaded, kept: Kept) -> KeptLine {
    let case = &loaded.view.case;
    let care = &case.care;
    let (label, text, kinds): (_, _, &[MatterKind]) = match kept {
        Kept::Visit => (words::VISIT, words::visits(care), &[MatterKind::Visit]),
        Kept::Agreement => (
            words::AGREEMENT,
            crate::text::keeping::agreement(care.agreement.as_ref()),
            &[MatterKind::AgreementEnds, MatterKind::AgreementMissing],
        ),
        Kept::Ability => (
            words::ABILITY,
            words::ability(care),
            &[MatterKind::Reassess],
        ),
        Kept::Studies => (
            words::STUDIES,
            words::studies(care),
            &[MatterKind::OfAge, MatterKind::StudiesEnd],
        ),
        Kept::Elsewhere => (
            words::ELSEWHERE,
            words::elsewhere(care),
            &[MatterKind::LookElsewhere],
        ),
        Kept::Request => (words::REQUEST, words::request(case), &[MatterKind::Give]),
        Kept::Instalment => (
            words::INSTALMENTS,
            words::instalments(case),
            &[MatterKind::Instalment],
        ),
        Kept::Discussion => (words::DISCUSSION, words::discussion(case), &[]),
        Kept::Offer => (records::OFFER, records::offers(case, &names(loaded)), &[]),
        Kept::Tier => (records::TIER, records::tier(case), &[]),
        Kept::Appeal => (
            records::APPEAL,
            records::appeals(case, loaded.view.remedies.as_ref()),
            &[],
        ),
        Kept::Ruling => (records::RULING, records::rulings(case), &[]),
        Kept::Recovery => {
            let over = loaded
                .view
                .overpaid
                .as_ref()
                .and_then(|over| over.as_ref().ok());
            (records::RECOVERY, records::recoveries(case, over), &[])
        }
    };
    KeptLine {
        label,
        text,
        due: due(loaded, kinds),
    }
}

/// The names of the members, in the order of the household.
fn names(loaded: &Loaded) -> Vec<String> {
    let names = loaded.view.members.iter();
    names.map(|one| one.name.reveal().to_owned()).collect()
}

/// How late the first of these is, where it is due soon.
pub fn due(loaded: &Loaded, kinds: &[MatterKind]) -> String {
    let view = &loaded.view;
    let today = view.case.review.due.add_days(view.overdue_days);
    words::due(&view.matters, kinds, today)
}
