//! A field of a form: what it holds, what bounds it, and why what was typed cannot be taken.

use serde::{Deserialize, Serialize};

use super::values;
use crate::{
    base::limits,
    domain::{calendar::Day, money::Fen},
    text::ui::fields as words,
    tui::model::line::{Folding, Line},
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
        /// Which is chosen, once somebody has or the facts say.
        at: Option<usize>,
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

/// What bounds a field beyond what its kind can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Limit {
    /// Nothing.
    #[default]
    None,
    /// So many characters.
    Characters(usize),
    /// So much money; more is a slip of the finger.
    Money(Fen),
    /// Today at the latest: what has been seen or heard has been.
    Today,
    /// A day to come, so many days on at most.
    Ahead(i64),
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
    /// What bounds it.
    pub limit: Limit,
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
            limit: Limit::None,
            hidden: false,
        }
    }

    /// A field of words in one row.
    pub fn text(id: &str, label: &str, text: &str) -> Self {
        let line = Line::new(text);
        let limit = Limit::Characters(limits::REASON_CHARS_MAX);
        Self::new(id, label, Value::Text { line, rows: 1 }).limit(limit)
    }

    /// A field of words in several rows.
    pub fn long(id: &str, label: &str, text: &str) -> Self {
        let line = Line::new(text);
        let limit = Limit::Characters(limits::NOTE_CHARS_MAX);
        Self::new(id, label, Value::Text { line, rows: 3 }).limit(limit)
    }

    /// A field of one choice; none is chosen where `chosen` is none of them, and somebody has to choose.
    pub fn choice(id: &str, label: &str, choices: Vec<Choice>, chosen: &str) -> Self {
        let at = choices.iter().position(|choice| choice.code == chosen);
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

    /// The same field with what bounds it.
    pub fn limit(mut self, limit: Limit) -> Self {
        self.limit = limit;
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
                let found = choices.iter().position(|choice| choice.code == text);
                // What is no choice any more leaves what the facts say; nothing was nothing before too.
                if found.is_some() || text.is_empty() {
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

    /// Looks at what was typed; completes days and amounts, or says why it cannot be taken. What is empty may
    /// still be filled.
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

    /// The same as the form is completed: now what has to be there must be.
    pub fn demand(&mut self, today: Day) {
        let empty = self.raw().trim().is_empty();
        self.error = match &self.value {
            _value if self.hidden => None,
            Value::Choice { at: None, .. } => Some(words::must_be_chosen(&self.label)),
            _value if self.required && empty => Some(words::must_be_filled(&self.label)),
            _value => return self.check(today),
        };
    }

    /// The full form of what was typed, if it has one of its own.
    fn completed(&self, today: Day) -> Result<Option<String>, String> {
        if self.hidden {
            return Ok(None);
        }
        let text = self.raw();
        Ok(match &self.value {
            Value::Text { .. } => {
                self.bear_length(&text)?;
                None
            }
            Value::Code(_) | Value::Choice { .. } | Value::Marks { .. } => None,
            Value::Amount(_) => {
                let amount = values::amount(&text)?;
                if let (Some(amount), Limit::Money(most)) = (amount, self.limit) {
                    values::believable(amount, most)?;
                }
                amount.map(values::amount_text)
            }
            Value::Count(_, max) => values::count(&text, *max)?.map(|count| count.to_string()),
            Value::Day(_) => {
                let day = values::day(&text, today)?;
                if let Some(day) = day {
                    self.bear_day(day, today)?;
                }
                day.map(|day| day.to_string())
            }
            Value::Month(_) => values::month(&text, today)?.map(|month| month.to_string()),
        })
    }
}

impl Field {
    /// Refuses a text that is too long, by the name of this field and no other.
    fn bear_length(&self, text: &str) -> Result<(), String> {
        let have = text.trim().chars().count();
        match self.limit {
            Limit::Characters(most) if have > most => Err(words::too_long(&self.label, most, have)),
            Limit::Characters(_)
            | Limit::None
            | Limit::Money(_)
            | Limit::Today
            | Limit::Ahead(_) => Ok(()),
        }
    }

    /// Refuses a day on the wrong side of today, or too far ahead.
    fn bear_day(&self, day: Day, today: Day) -> Result<(), String> {
        match self.limit {
            Limit::Today if day > today => Err(words::in_future(&self.label, today)),
            Limit::Ahead(_) if day <= today => Err(words::not_ahead(&self.label, today)),
            Limit::Ahead(most) if day.days_since(today) > most => {
                Err(words::too_far_ahead(&self.label, most))
            }
            Limit::Ahead(_)
            | Limit::Today
            | Limit::None
            | Limit::Characters(_)
            | Limit::Money(_) => Ok(()),
        }
    }

    /// How many characters stand there of how many that are taken, once it comes near.
    pub fn filling(&self) -> Option<(usize, usize)> {
        let Limit::Characters(most) = self.limit else {
            return None;
        };
        let have = self.line()?.text.trim().chars().count();
        (have >= most - most / 5).then_some((have, most))
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
        Value::Choice { choices, at, .. } => at
            .and_then(|at| choices.get(at))
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
