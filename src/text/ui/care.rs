//! How a 特困人员 is supported, and the assessment of self-care, in a line each.

use crate::{
    domain::{
        care::{SelfCare, SelfCareItems, Support},
        case::Programme,
        finding::{Finding, Step, StepValue},
        step::StepCode,
    },
    text::{steps, terms, ui::forms::SELF_CARE_ITEMS},
};

/// The label of the support.
pub const SUPPORT: &str = "供养";
/// The label of self-care.
pub const SELF_CARE: &str = "自理";

/// How the person is supported, or could be where the case is not one of 特困 yet.
pub fn support(support: Option<&Support>, programme: Programme) -> String {
    let Some(support) = support else {
        return match programme {
            Programme::Tekun => "未填, 按 Enter 填写供养方式和义务人",
            Programme::Dibao | Programme::Edge | Programme::Rigid | Programme::Linshi => {
                "未核; 符合特困的可以转, 按 Enter 填写供养方式和义务人"
            }
        }
        .to_owned();
    };
    let mut text = format!("{} {}", support.day, terms::care_mode(support.mode));
    text.push_str(match support.able_duty {
        Some(false) => "   义务人 没有或无能力",
        Some(true) => "   义务人 有履行能力",
        None => "   义务人 未核",
    });
    text
}

/// The items that cannot be done.
pub fn unable(items: SelfCareItems) -> Vec<&'static str> {
    let able = [
        items.eat,
        items.dress,
        items.transfer,
        items.toilet,
        items.walk,
        items.bathe,
    ];
    let all = able.iter().zip(SELF_CARE_ITEMS);
    all.filter(|(able, _)| !**able)
        .map(|(_, item)| item)
        .collect()
}

/// How the six items stood when they were last assessed, or what a list says.
pub fn self_care(assessed: Option<&SelfCare>, support: Option<&Support>) -> String {
    if let Some(assessed) = assessed {
        let failed = unable(assessed.items);
        let found = if failed.is_empty() {
            "六项都能完成".to_owned()
        } else {
            format!("{}项不能: {}", failed.len(), failed.join("、"))
        };
        return format!("{} {found}   {}", assessed.day, assessed.note);
    }
    match support.and_then(|support| support.tier) {
        Some(tier) => format!("{}, 依名册, 没有评估记录", terms::care_tier(tier)),
        None => "未评估, 按 Enter 评估".to_owned(),
    }
}

/// Grounds that speak against going on; each of them ends the support.
const AGAINST: [&str; 8] = [
    "died",
    "imprisoned",
    "declared_missing",
    "labour_full",
    "labour_partial",
    "income_not_below",
    "assets_exceed",
    "duty_somebody_able",
];

/// Whether a sum is that of 特困, and not one beside which 特困 was looked at.
pub fn is_of_tekun(finding: &Finding) -> bool {
    let says = |code| {
        let mut steps = finding.steps.iter();
        steps.any(|step| StepCode::by_name(&step.code) == Some(code))
    };
    says(StepCode::TekunGround) && !says(StepCode::TransferLook)
}

/// The sum of 特困 in one line: what is paid together, or why it is not.
pub fn sum(finding: &Finding) -> String {
    let said = |step: &Step| steps::step_text(step, finding.wording);
    let against = |step: &&Step| match ground(step) {
        Some(code) => AGAINST.contains(&code),
        None => false,
    };
    if finding.eligible == Some(false) {
        let reason = finding.steps.iter().find(against).map(said);
        return reason.map_or_else(
            || "不再符合供养条件".to_owned(),
            |reason| format!("{reason}, 不再符合供养条件"),
        );
    }
    match (finding.base, finding.supplement, finding.month) {
        (Some(basic), Some(care), Some(month)) => format!(
            "基本生活 {} + 照料护理 {} = {}",
            basic.grouped(),
            care.grouped(),
            month.grouped()
        ),
        (Some(basic), _, _) => format!("基本生活 {}, 照料护理未得出", basic.grouped()),
        (None, _, _) => "供养方式或自理能力未填, 金额无法计算".to_owned(),
    }
}

/// The ground a step is about.
fn ground(step: &Step) -> Option<&str> {
    step.values.iter().find_map(|(name, value)| match value {
        StepValue::Code(code) if name == "ground" => Some(code.as_str()),
        _other_value => None,
    })
}
