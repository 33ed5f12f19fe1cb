//! A form: fields one below the other, of which one has the focus. Pure state and its movements; what a
//! form means is said by the files beside this one.

use serde::{Deserialize, Serialize};

use super::values;
use crate::{
    domain::calendar::Day,
    tui::widgets::line::{Folding, Line},
};

/// A choice of a field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// The stable word in data.
    pub code: String,
    /// The word a person sees.
    pub label: String,
    /// What is to be said about it, in tall lists.
    pub notes: Vec<String>,
    /// Whether it is marked, where several may be.
    pub marked: bool,
}

impl Choice {
    /// A choice without notes.
    pub fn new(code: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            code: code.into(),
            label: label.into(),
            notes: Vec::new(),
            marked: false,
        }
    }
}

/// What a field holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Value {
    /// Words, shown in so many rows.
    Text {
        /// The text.
        line: Line,
        /// Rows.
        rows: u16,
    },
    /// Money.
    Amount(Line),
    /// A count with its greatest value.
    Count(Line, u32),
    /// A day.
    Day(Line),
    /// A month.
    Month(Line),
    /// A number that names something, kept as it is typed.
    Code(Line),
    /// One of several.
    Choice {
        /// Which there are.
        choices: Vec<Choice>,
        /// Which is chosen.
        at: usize,
        /// One below the other, with notes.
        tall: bool,
    },
    /// Any of several.
    Marks {
        /// Which there are.
        choices: Vec<Choice>,
        /// Which the cursor is on.
        at: usize,
    },
}

/// A field of a form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Field {
    /// Its name within the form; stands in drafts.
    pub id: String,
    /// The word before it.
    pub label: String,
    /// What it takes, in words, shown while it has the focus.
    pub hint: String,
    /// What it holds.
    pub value: Value,
    /// What it held when the form was opened.
    pub before: String,
    /// Why what was typed cannot be taken.
    pub error: Option<String>,
    /// Must not be empty.
    pub required: bool,
    /// Has no meaning as the other fields stand, and is not there for the person.
    #[serde(default)]
    pub hidden: bool,
}

impl Field {
    /// A field.
    pub fn new(id: impl Into<String>, label: impl Into<String>, value: Value) -> Self {
        let before = raw(&value);
        Self {
            id: id.into(),
            label: label.into(),
            hint: String::new(),
            value,
            before,
            error: None,
            required: false,
            hidden: false,
        }
    }

    /// A field of words in one row.
    pub fn text(id: &str, label: &str, text: &str) -> Self {
        let line = Line::new(text);
        Self::new(id, label, Value::Text { line, rows: 1 })
    }

    /// A field of words in several rows.
    pub fn long(id: &str, label: &str, text: &str) -> Self {
        let line = Line::new(text);
        Self::new(id, label, Value::Text { line, rows: 3 })
    }

    /// A field of one choice; the first is chosen where `chosen` is none of them.
    pub fn choice(id: &str, label: &str, choices: Vec<Choice>, chosen: &str) -> Self {
        let at = choices
            .iter()
            .position(|choice| choice.code == chosen)
            .unwrap_or(0);
        let tall = false;
        Self::new(id, label, Value::Choice { choices, at, tall })
    }

    /// The same field with its choices one below the other, with notes.
    pub fn tall(mut self) -> Self {
        if let Value::Choice { tall, .. } = &mut self.value {
            *tall = true;
        }
        self
    }

    /// The same field, which must not be empty.
    pub fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// The same field with a hint.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }

    /// What it holds, as text that a draft can keep.
    pub fn raw(&self) -> String {
        raw(&self.value)
    }

    /// Whether it differs from when the form was opened.
    pub fn is_changed(&self) -> bool {
        self.raw() != self.before
    }

    /// Puts kept text back.
    pub fn set_raw(&mut self, text: &str) {
        match &mut self.value {
            Value::Text { line, .. }
            | Value::Amount(line)
            | Value::Count(line, _)
            | Value::Day(line)
            | Value::Month(line)
            | Value::Code(line) => *line = Line::new(text),
            Value::Choice { choices, at, .. } => {
                if let Some(found) = choices.iter().position(|choice| choice.code == text) {
                    *at = found;
                }
            }
            Value::Marks { choices, .. } => {
                for choice in choices {
                    choice.marked = text.split(',').any(|code| code == choice.code);
                }
            }
        }
    }

    /// The text being typed, if it is one, with what it folds.
    pub fn line_mut(&mut self) -> Option<(&mut Line, Folding)> {
        match &mut self.value {
            Value::Text { line, .. } => Some((line, Folding::Text)),
            Value::Amount(line)
            | Value::Count(line, _)
            | Value::Day(line)
            | Value::Month(line)
            | Value::Code(line) => Some((line, Folding::Figures)),
            Value::Choice { .. } | Value::Marks { .. } => None,
        }
    }

    /// The text being typed, if it is one.
    pub fn line(&self) -> Option<&Line> {
        match &self.value {
            Value::Text { line, .. }
            | Value::Amount(line)
            | Value::Count(line, _)
            | Value::Day(line)
            | Value::Month(line)
            | Value::Code(line) => Some(line),
            Value::Choice { .. } | Value::Marks { .. } => None,
        }
    }

    /// Looks at what was typed; completes days and amounts, or says why it cannot be taken.
    pub fn check(&mut self, today: Day) {
        self.error = match self.completed(today) {
            Ok(Some(text)) => {
                self.set_raw(&text);
                None
            }
            Ok(None) => None,
            Err(why) => Some(why),
        };
    }

    /// The full form of what was typed, if it has one of its own.
    fn completed(&self, today: Day) -> Result<Option<String>, String> {
        if self.hidden {
            return Ok(None);
        }
        let text = self.raw();
        if self.required && text.trim().is_empty() {
            return Err(crate::text::ui::fields::must_be_filled(&self.label));
        }
        Ok(match &self.value {
            Value::Text { .. } | Value::Code(_) | Value::Choice { .. } | Value::Marks { .. } => {
                None
            }
            Value::Amount(_) => values::amount(&text)?.map(values::amount_text),
            Value::Count(_, max) => values::count(&text, *max)?.map(|count| count.to_string()),
            Value::Day(_) => values::day(&text, today)?.map(|day| day.to_string()),
            Value::Month(_) => values::month(&text, today)?.map(|month| month.to_string()),
        })
    }
}

/// What a value holds, as text.
fn raw(value: &Value) -> String {
    match value {
        Value::Text { line, .. }
        | Value::Amount(line)
        | Value::Count(line, _)
        | Value::Day(line)
        | Value::Month(line)
        | Value::Code(line) => line.text.clone(),
        Value::Choice { choices, at, .. } => choices
            .get(*at)
            .map_or_else(String::new, |choice| choice.code.clone()),
        Value::Marks { choices, .. } => {
            let marked: Vec<&str> = choices
                .iter()
                .filter(|choice| choice.marked)
                .map(|choice| choice.code.as_str())
                .collect();
            marked.join(",")
        }
    }
}

/// A form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Form {
    /// What it is for.
    pub kind: super::FormKind,
    /// Its fields.
    pub fields: Vec<Field>,
    /// The field with the focus.
    pub focus: usize,
    /// Something in it was chosen or gone on from, not only looked at.
    pub decided: bool,
}

impl Form {
    /// A form with the focus on its first field.
    pub fn new(kind: super::FormKind, fields: Vec<Field>) -> Self {
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
                let to = match (forward, *tall) {
                    (true, true) => at.saturating_add(1),
                    (false, true) => at.checked_sub(1).unwrap_or(count),
                    // Beside each other they go round, so that one key reaches them all.
                    (true, false) => (*at + 1) % count.max(1),
                    (false, false) => at.checked_sub(1).unwrap_or(count.saturating_sub(1)),
                };
                if to >= count || to == *at {
                    return false;
                }
                *at = to;
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
                *at = index;
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
            field.check(today);
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
