//! A member's death: the household is looked at anew, and 增发, 减发 or 停发 is finished in time (民发〔2022〕83号).

use super::DibaoCase;
use crate::{
    domain::{finding::Step, step::StepCode, workdays::Roll},
    policy::PolicyView,
    rules::{
        RuleRefusal,
        deadlines::{Period, deadline},
        missing,
        sum::resting,
    },
};

/// By when each death that no review has counted is to be finished (DB-86); where the holidays of that year are
/// not known, the last day is not moved.
pub(super) fn to_finish(
    case: &DibaoCase<'_>,
    view: &PolicyView<'_>,
    steps: &mut Vec<Step>,
) -> Result<(), RuleRefusal> {
    for (member, died) in case.past.deaths.iter().copied() {
        if died > view.on() || !view.in_force("N83") {
            continue;
        }
        let name = "db.death.finish";
        let months = view.count(name).ok_or_else(|| missing(name))?;
        let period = |roll| Period::Months(months.value, roll);
        let last = match deadline(died, period(Roll::NextWorkday), view) {
            Err(RuleRefusal::CalendarUnknown(_)) => deadline(died, period(Roll::Stay), view)?.0,
            known => known?.0,
        };
        let code = if view.on() > last {
            StepCode::DeathLate
        } else {
            StepCode::DeathFinish
        };
        let step = code
            .step()
            .member(member)
            .day("died", died)
            .count("months", months.value)
            .day("last", last)
            .cites(view.cite(&[("N83", "一（三）")]));
        steps.push(resting(step, &months));
    }
    Ok(())
}
