//! The rows of what is kept beside a review, in words.

use crate::{
    domain::matter::MatterKind,
    text::ui::keeping as words,
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
    };
    KeptLine {
        label,
        text,
        due: due(loaded, kinds),
    }
}

/// How late the first of these is, where it is due soon.
pub fn due(loaded: &Loaded, kinds: &[MatterKind]) -> String {
    let view = &loaded.view;
    let today = view.case.review.due.add_days(view.overdue_days);
    words::due(&view.matters, kinds, today)
}
