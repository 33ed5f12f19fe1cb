//! A form: fields one below the other, of which one has the focus. Pure state and its movements; what a
//! form means is said by the files beside this one.

pub mod field;
pub mod kept;
pub mod kind;
pub mod values;

pub use field::{Choice, Field, Limit, Value};
pub use kind::FormKind;

use serde::{Deserialize, Serialize};

use crate::domain::calendar::Day;

/// A form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Form {
    /// What it is for.
    pub kind: FormKind,
    /// Its fields.
    pub fields: Vec<Field>,
    /// The field with the focus.
    pub focus: usize,
    /// Something in it was chosen or gone on from, not only looked at.
    pub decided: bool,
}

impl Form {
    /// A form with the focus on its first field.
    pub fn new(kind: FormKind, fields: Vec<Field>) -> Self {
        Self {
            kind,
            fields,
            focus: 0,
            decided: false,
        }
    }

    /// The field with the focus.
    pub fn focused(&self) -> Option<&Field> {
        self.fields.get(self.focus)
    }

    /// The field with the focus, to be changed.
    pub fn focused_mut(&mut self) -> Option<&mut Field> {
        self.fields.get_mut(self.focus)
    }

    /// The field of that name.
    pub fn field(&self, id: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.id == id)
    }

    /// The name of a field of it in a draft.
    pub fn field_name(&self, field: &Field) -> String {
        format!("{}.{}", self.kind.prefix(), field.id)
    }

    /// Whether a field waits for another one and was not taken yet: a disability whose grade nobody chose.
    pub fn waits(&self, field: &Field) -> bool {
        matches!(self.kind, FormKind::Member(_))
            && field.id == "disability"
            && !field.raw().is_empty()
            && self.raw("grade").is_empty()
    }

    /// What the field of that name holds, as text; empty if there is none.
    pub fn raw(&self, id: &str) -> String {
        self.field(id).map_or_else(String::new, Field::raw)
    }

    /// The value chosen in a field.
    pub fn chosen<T: serde::de::DeserializeOwned>(&self, id: &str) -> Option<T> {
        values::decode(&self.raw(id))
    }

    /// Whether the last field has the focus.
    pub fn is_last(&self) -> bool {
        self.next_shown().is_none()
    }

    fn next_shown(&self) -> Option<usize> {
        let behind = self.focus + 1;
        let found = self
            .fields
            .iter()
            .skip(behind)
            .position(|field| !field.hidden);
        found.map(|at| at + behind)
    }

    /// Moves the focus to the next field; the last stays.
    pub fn focus_next(&mut self) {
        if let Some(next) = self.next_shown() {
            self.focus = next;
        }
    }

    /// Moves the focus to the field before; the first stays.
    pub fn focus_previous(&mut self) {
        let mut before = self.fields.iter().take(self.focus);
        if let Some(previous) = before.rposition(|field| !field.hidden) {
            self.focus = previous;
        }
    }

    /// Shows a field, or hides it.
    pub fn show(&mut self, id: &str, shown: bool) {
        if let Some(field) = self.fields.iter_mut().find(|field| field.id == id) {
            field.hidden = !shown;
        }
    }

    /// Moves the choice of the focused field; says whether there was one to move to.
    pub fn step_choice(&mut self, forward: bool) -> bool {
        let Some(field) = self.focused_mut() else {
            return false;
        };
        match &mut field.value {
            Value::Choice { choices, at, tall } => {
                let count = choices.len();
                let last = count.saturating_sub(1);
                let to = match (forward, *tall, *at) {
                    (true, _, None) => 0,
                    (false, true, None) => count,
                    (false, false, None) => last,
                    (true, true, Some(at)) => at.saturating_add(1),
                    (false, true, Some(at)) => at.checked_sub(1).unwrap_or(count),
                    // Beside each other they go round, so that one key reaches them all.
                    (true, false, Some(at)) => (at + 1) % count.max(1),
                    (false, false, Some(at)) => at.checked_sub(1).unwrap_or(last),
                };
                if to >= count || Some(to) == *at {
                    return false;
                }
                *at = Some(to);
                true
            }
            Value::Marks { choices, at } => {
                let count = choices.len().max(1);
                *at = if forward {
                    (*at + 1) % count
                } else {
                    at.checked_sub(1).unwrap_or(count - 1)
                };
                true
            }
            Value::Text { .. }
            | Value::Amount(_)
            | Value::Count(..)
            | Value::Day(_)
            | Value::Month(_)
            | Value::Code(_) => false,
        }
    }

    /// Chooses, or marks, the choice of that number from 1.
    pub fn pick(&mut self, number: usize) -> bool {
        let Some(index) = number.checked_sub(1) else {
            return false;
        };
        let Some(field) = self.focused_mut() else {
            return false;
        };
        match &mut field.value {
            Value::Choice { choices, at, .. } if index < choices.len() => {
                *at = Some(index);
                true
            }
            Value::Marks { choices, at } => {
                let Some(choice) = choices.get_mut(index) else {
                    return false;
                };
                choice.marked = !choice.marked;
                *at = index;
                true
            }
            Value::Choice { .. }
            | Value::Text { .. }
            | Value::Amount(_)
            | Value::Count(..)
            | Value::Day(_)
            | Value::Month(_)
            | Value::Code(_) => false,
        }
    }

    /// Marks or unmarks what the cursor is on.
    pub fn toggle(&mut self) {
        if let Some(Field {
            value: Value::Marks { choices, at },
            ..
        }) = self.focused_mut()
            && let Some(choice) = choices.get_mut(*at)
        {
            choice.marked = !choice.marked;
        }
    }

    /// Looks at every field; leads to the first that cannot be taken and says whether all can.
    pub fn check_all(&mut self, today: Day) -> bool {
        for field in &mut self.fields {
            field.demand(today);
        }
        match self.fields.iter().position(|field| field.error.is_some()) {
            Some(first) => {
                self.focus = first;
                false
            }
            None => true,
        }
    }
}
