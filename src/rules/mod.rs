//! Pure rules: facts and parameters in, findings with steps and citations out. No I/O, no clock, no floats.
//!
//! Each function cites the article it carries out. A figure never appears without the step that explains it,
//! and a step never without the parameter or article it rests on. What cannot be known from the facts is said
//! as such ([`RuleRefusal`], or a part that is `None` with a step), never guessed.

pub mod asset_test;
pub mod deadlines;
pub mod dibao;
pub mod edge;
pub mod eligibility;
pub mod income_test;
pub mod linked;
pub mod linshi;
pub mod phaseout;
pub mod price;
pub mod raise;
pub mod schedule;
pub mod standard;
mod sum;
pub mod supplement;
pub mod tekun;
pub mod transfer;

use crate::{
    domain::{calendar::Day, contradiction::Contradiction, workdays::YearUnknown},
    policy::PolicyView,
};

/// Why a rule gives no answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RuleRefusal {
    /// A parameter that the main figure needs has no value.
    #[error("{name} has no value")]
    ParameterMissing {
        /// Its name.
        name: String,
    },
    /// The day lies before the first day of the instrument.
    #[error("{instrument} is not in force")]
    NotInForce {
        /// How the instrument is cited.
        instrument: String,
        /// Its first day.
        from: Option<Day>,
    },
    /// The facts contradict each other.
    #[error("contradiction: {what}")]
    Contradiction {
        /// What, in Chinese.
        what: String,
    },
    /// A fact is outside what the rule knows.
    #[error("bad value: {what}")]
    BadValue {
        /// What, in Chinese.
        what: String,
    },
    /// A year whose holidays are not loaded is needed.
    #[error(transparent)]
    CalendarUnknown(#[from] YearUnknown),
    /// A figure is too large to be held.
    #[error("too large")]
    TooLarge,
}

impl From<Contradiction> for RuleRefusal {
    fn from(found: Contradiction) -> Self {
        Self::Contradiction { what: found.said() }
    }
}

/// Refuses a day on which the instrument of that key was not in force yet, or not any more.
pub(crate) fn in_force(view: &PolicyView<'_>, key: &str) -> Result<(), RuleRefusal> {
    if view.in_force(key) {
        return Ok(());
    }
    let instrument = view.policy().instrument(key);
    Err(RuleRefusal::NotInForce {
        instrument: instrument.map_or_else(String::new, |one| one.cite.clone()),
        from: instrument.and_then(|one| one.from),
    })
}

/// The error for a parameter without a value.
pub(crate) fn missing(name: &str) -> RuleRefusal {
    RuleRefusal::ParameterMissing {
        name: name.to_owned(),
    }
}
