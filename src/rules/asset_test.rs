//! Property (财产) against local limits: 民发〔2021〕57号 第十四条, 社会救助法 第二十三条.
//!
//! Limits are local parameters. Where one is unset, whatever there is is left to a person; the sum itself goes
//! on. Where nothing was said of property, or of a kind of it, a step says so: the law asks for both income and
//! property (社会救助法 第十八条), and a sum that is silent about one of them would look complete.

use super::{
    RuleRefusal,
    edge::LineStandard,
    sum::{heads, over, resting, shown, shown_ratio, times},
};
use crate::{
    domain::{
        asset::Assets,
        citation::{Citation, Confidence},
        finding::Step,
        money::Fen,
        rational::Rational,
        step::StepCode,
    },
    policy::PolicyView,
};

/// What property says of a household.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AssetVerdict {
    /// Some limit is exceeded.
    pub exceeds: bool,
    /// Something has to be judged by a person because its limit is unset or its value unknown.
    pub unclear: bool,
    /// The steps.
    pub steps: Vec<Step>,
}

/// The household the property belongs to, as far as limits need it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Owners {
    /// Members who count.
    pub persons: u32,
    /// The standard a head and month.
    pub standard: LineStandard,
    /// Somebody is seriously ill or severely disabled, for whom some places have a higher limit.
    pub hardship: bool,
}

/// Tests property against the limits that are set (DB-26).
pub fn test(
    assets: &Assets,
    owners: Owners,
    view: &PolicyView<'_>,
) -> Result<AssetVerdict, RuleRefusal> {
    if says_nothing(assets) {
        return Ok(not_given(view));
    }
    let mut verdict = AssetVerdict::default();
    match assets.financial {
        Some(amount) => financial(amount, owners, view, &mut verdict)?,
        None => verdict.note(StepCode::MoneyNotGiven.step(), view),
    }
    vehicles(assets, view, &mut verdict)?;
    match assets.homes {
        None => verdict.note(StepCode::HomesNotGiven.step(), view),
        Some(0) => {}
        Some(1) => verdict.note(StepCode::HomesNoLimit.step().count("count", 1), view),
        Some(homes) => {
            verdict.ask(StepCode::HomesUnjudged.step().count("count", homes), view);
        }
    }
    match assets.businesses {
        None => verdict.note(StepCode::BusinessesNotGiven.step(), view),
        Some(0) => {}
        Some(count) => {
            let step = StepCode::BusinessesUnjudged.step();
            verdict.ask(step.count("count", count), view);
        }
    }
    Ok(verdict)
}

/// Whether nothing at all was said of property.
pub fn says_nothing(assets: &Assets) -> bool {
    assets.financial.is_none()
        && assets.vehicles.is_empty()
        && assets.homes.is_none()
        && assets.businesses.is_none()
}

/// The verdict where nothing was said: reckoned as none, and said so.
pub fn not_given(view: &PolicyView<'_>) -> AssetVerdict {
    let step = StepCode::AssetsNotGiven.step().cites(article(view));
    AssetVerdict {
        steps: vec![step.at_most(Confidence::Assumed)],
        ..AssetVerdict::default()
    }
}

impl AssetVerdict {
    /// Leaves something to a person.
    fn ask(&mut self, step: Step, view: &PolicyView<'_>) {
        self.unclear = true;
        self.note(step, view);
    }

    /// Says what was not reckoned.
    fn note(&mut self, step: Step, view: &PolicyView<'_>) {
        self.steps
            .push(step.cites(article(view)).at_most(Confidence::Unverified));
    }
}

fn article(view: &PolicyView<'_>) -> Citation {
    view.cite(&[("D57", "第十四条")])
}

/// Deposits and the like a head, against a multiple of the standard.
fn financial(
    amount: Fen,
    owners: Owners,
    view: &PolicyView<'_>,
    verdict: &mut AssetVerdict,
) -> Result<(), RuleRefusal> {
    if amount.is_negative() {
        return Err(RuleRefusal::BadValue {
            what: "金融资产不能是负数".to_owned(),
        });
    }
    let each = over(Rational::of(amount), heads(owners.persons.max(1)))?;
    let ill = owners
        .hardship
        .then(|| view.ratio("db.asset.money_multiple_ill"))
        .flatten();
    let Some(multiple) = ill.or_else(|| view.ratio("db.asset.money_multiple")) else {
        if amount > Fen::ZERO {
            let step = StepCode::MoneyUnjudged.step().money("amount", amount);
            verdict.ask(step.rests_on("db.asset.money_multiple"), view);
        }
        return Ok(());
    };
    let limit = times(Rational::of(owners.standard.amount), multiple.value)?;
    let above = each > limit;
    let code = if above {
        StepCode::MoneyAbove
    } else {
        StepCode::MoneyWithin
    };
    let step = code
        .step()
        .money("each", shown(each)?)
        .decimal("multiple", shown_ratio(multiple.value))
        .money("limit", shown(limit)?)
        .cites(article(view));
    verdict.exceeds |= above;
    let sure = owners.standard.confidence;
    verdict.steps.push(resting(step, &multiple).at_most(sure));
    Ok(())
}

/// Vehicles: those for a disabled person are exempt, one may lie within the limit, the rest is judged.
fn vehicles(
    assets: &Assets,
    view: &PolicyView<'_>,
    verdict: &mut AssetVerdict,
) -> Result<(), RuleRefusal> {
    let limit = view.money("db.asset.car_price");
    let mut unjudged = 0_u32;
    let mut judged = 0_u32;
    for vehicle in &assets.vehicles {
        if vehicle.disability_aid {
            let step = StepCode::VehicleAid.step().cites(article(view));
            verdict.steps.push(step.at_most(Confidence::Unverified));
            continue;
        }
        let (Some(value), Some(limit)) = (vehicle.value, &limit) else {
            unjudged += 1;
            continue;
        };
        if value.is_negative() {
            return Err(RuleRefusal::BadValue {
                what: "车辆价值不能是负数".to_owned(),
            });
        }
        let above = value > limit.value;
        let code = if above {
            StepCode::VehicleAbove
        } else {
            StepCode::VehicleWithin
        };
        let step = code
            .step()
            .money("value", value)
            .money("limit", limit.value)
            .cites(article(view));
        verdict.exceeds |= above;
        verdict.steps.push(resting(step, limit));
        judged += 1;
    }
    // Limits speak of one vehicle; a second one is for a person to judge.
    if judged > 1 {
        let step = StepCode::VehicleSecond.step().count("count", judged);
        verdict.ask(step.rests_on("db.asset.car_price"), view);
    }
    if unjudged > 0 {
        let step = StepCode::VehicleUnjudged.step().count("count", unjudged);
        verdict.ask(step.rests_on("db.asset.car_price"), view);
    }
    Ok(())
}
