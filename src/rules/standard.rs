//! The standard a head and month (低保标准), city or rural.

use super::{RuleRefusal, missing, sum::resting};
use crate::{
    domain::{area::Setting, finding::Step, money::Fen, step::StepCode},
    policy::{Lookup, PolicyView},
};

/// The parameter of the standard.
pub const fn name(setting: Setting) -> &'static str {
    match setting {
        Setting::Urban => "db.standard.city",
        Setting::Rural => "db.standard.rural",
    }
}

/// The code of a setting, which `text` has a word for.
pub const fn code(setting: Setting) -> &'static str {
    match setting {
        Setting::Urban => "urban",
        Setting::Rural => "rural",
    }
}

/// The standard that holds; unset it stops every sum and is named, and nothing is no standard.
pub fn of(setting: Setting, view: &PolicyView<'_>) -> Result<Lookup<Fen>, RuleRefusal> {
    let name = name(setting);
    let found = view.money(name).ok_or_else(|| missing(name))?;
    if found.value > Fen::ZERO {
        Ok(found)
    } else {
        Err(RuleRefusal::BadValue {
            what: format!("参数 {name} 应大于 0"),
        })
    }
}

/// The step that says which standard holds and since when.
pub fn step(setting: Setting, standard: &Lookup<Fen>) -> Step {
    let step = match standard.since {
        Some(since) => StepCode::Standard
            .step()
            .words("since", since.month().to_string()),
        None => StepCode::StandardGiven.step(),
    };
    let step = step
        .code("setting", code(setting))
        .money("amount", standard.value)
        .arrives(standard.value);
    resting(step, standard)
}
