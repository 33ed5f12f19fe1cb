//! What a handler hands back, and how it takes text from people.

use crate::{
    domain::{ids::CaseId, ids::StaffId, person::Identity},
    engine::refusal::Refusal,
    journal::event::Event,
};

/// What a command comes to if it is allowed.
#[derive(Debug, Default)]
pub(in crate::engine) struct Decided {
    /// What will have happened.
    pub events: Vec<Event>,
    /// Records for the register of identities.
    pub people: Vec<Identity>,
    /// The case touched or opened.
    pub case: Option<CaseId>,
    /// The member of staff entered.
    pub staff: Option<StaffId>,
    /// The batch opened.
    pub batch: Option<u32>,
}

impl Decided {
    /// One event on a case.
    pub fn on(case: CaseId, event: Event) -> Self {
        Self {
            events: vec![event],
            case: Some(case),
            ..Self::default()
        }
    }

    /// One event on no case.
    pub fn event(event: Event) -> Self {
        Self {
            events: vec![event],
            ..Self::default()
        }
    }
}

/// One line of text from a person: trimmed, without control characters, not longer than allowed.
///
/// # Errors
/// [`Refusal::BadValue`] naming the field.
pub(super) fn tidy_line(field: &str, text: &str, limit_chars: usize) -> Result<String, Refusal> {
    let text = text.trim();
    let bad = |why: &str| Refusal::BadValue {
        field: field.to_owned(),
        why: why.to_owned(),
    };
    if text.chars().any(char::is_control) {
        return Err(bad("含有控制字符"));
    }
    if text.chars().count() > limit_chars {
        return Err(bad(&format!("超过 {limit_chars} 个字")));
    }
    Ok(text.to_owned())
}

/// Text of several lines from a person: line breaks and tabs stay, other control characters do not pass.
///
/// # Errors
/// [`Refusal::BadValue`] naming the field.
pub(super) fn tidy_text(field: &str, text: &str, limit_chars: usize) -> Result<String, Refusal> {
    let text = text.trim();
    let bad = |why: &str| Refusal::BadValue {
        field: field.to_owned(),
        why: why.to_owned(),
    };
    if text
        .chars()
        .any(|c| c.is_control() && c != '\n' && c != '\t')
    {
        return Err(bad("含有控制字符"));
    }
    if text.chars().count() > limit_chars {
        return Err(bad(&format!("超过 {limit_chars} 个字")));
    }
    Ok(text.to_owned())
}
