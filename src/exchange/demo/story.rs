//! The cases the demo tells: the household of 李国才 as it stands on paper, and four neighbours in the middle
//! of something.

use chrono::{Datelike, Months, TimeDelta};

use super::{
    DemoAction, DemoStep,
    dice::Dice,
    household::{Invented, case_number, last_review},
    maker::{Maker, Plot},
    numbers::{Numbers, home_number},
    places::{FIRST_VILLAGE, HOME, TOWNSHIPS},
    staff::{APPROVER, CASEWORKER, SECOND_CASEWORKER},
};
use crate::{
    domain::{
        alert::{AlertKind, AlertStatus},
        area::Setting,
        asset::Assets,
        calendar::{Day, Month},
        case::{Benefit, Programme},
        household::{Disability, DisabilityType, Labour, MemberFacts, Relation, Schooling, Sex},
        ids::CaseId,
        income::{Income, IncomeItem, IncomeKind, Per},
        money::Fen,
        person::Personal,
        review::{Cause, HoldKind, LastReview, Outcome},
    },
    engine::command::{Command, Intake, IntakeMember, Listed, NewIdentity},
};

/// The case of 李国才, the top of the queue.
pub(super) const FIRST: CaseId = CaseId(1);
const RETURNED: CaseId = CaseId(2);
const HEARING: CaseId = CaseId(3);
const PROPOSED: CaseId = CaseId(4);
const AWAITING_REPORT: CaseId = CaseId(5);
/// Days until the reviews of the cases above are due.
const DUE_IN: [i64; 5] = [-13, -2, 1, 0, 5];

/// Whether a case is one of the story.
pub(super) const fn told(case: CaseId) -> bool {
    case.0 <= DUE_IN.len() as u64
}

/// Somebody of the first household.
struct Role {
    name: &'static str,
    relation: Relation,
    sex: Sex,
    age: u32,
    code: u32,
}

const FAMILY: [Role; 4] = [
    Role {
        name: "李国才",
        relation: Relation::Head,
        sex: Sex::Male,
        age: 61,
        code: 993,
    },
    Role {
        name: "王秀兰",
        relation: Relation::Spouse,
        sex: Sex::Female,
        age: 58,
        code: 992,
    },
    Role {
        name: "李明",
        relation: Relation::Child,
        sex: Sex::Male,
        age: 27,
        code: 991,
    },
    Role {
        name: "李小宝",
        relation: Relation::Grandchild,
        sex: Sex::Male,
        age: 6,
        code: 995,
    },
];

/// The day of birth: the first of that age whose number ends as on paper (the head's in 9934).
fn birth(role: &Role, today: Day) -> Day {
    let latest = today
        .0
        .checked_sub_months(Months::new(role.age * 12))
        .unwrap_or(today.0);
    let days = (60..300).map(|days| Day(latest - TimeDelta::days(days)));
    if role.relation != Relation::Head {
        return Day(latest - TimeDelta::days(100));
    }
    days.clone()
        .find(|day| home_number(*day, role.code).is_some_and(|number| number.ends_with('4')))
        .unwrap_or(Day(latest))
}

/// Sets the numbers of the first household aside before anyone else can be given them.
pub(super) fn reserve(today: Day, numbers: &mut Numbers) {
    for role in &FAMILY {
        assert!(
            numbers.reserve(birth(role, today), role.code),
            "nobody has a number before the first household"
        );
    }
}

/// The household of this ordinal if the story has one.
pub(super) fn household(
    ordinal: u64,
    today: Day,
    numbers: &mut Numbers,
    dice: &mut Dice,
) -> Option<Invented> {
    let place = usize::try_from(ordinal.checked_sub(1)?).ok()?;
    let due_in = *DUE_IN.get(place)?;
    if place == 0 {
        return first_household(today);
    }
    let plot = Plot {
        programme: Programme::Dibao,
        setting: Setting::Rural,
        township: HOME,
    };
    let mut maker = Maker {
        today,
        dice,
        numbers,
    };
    let mut household = maker.household(ordinal, plot, Some(due_in))?;
    household.intake.kin_registered = false;
    household.intake.single = false;
    Some(household)
}

fn first_household(today: Day) -> Option<Invented> {
    let plot = Plot {
        programme: Programme::Dibao,
        setting: Setting::Rural,
        township: HOME,
    };
    let due_in = DUE_IN[0];
    let last = last_review(today, due_in, 6)?;
    let intake = Intake {
        number: case_number(plot, 1),
        programme: Programme::Dibao,
        area: TOWNSHIPS
            .get(HOME)?
            .place_area(Setting::Rural, FIRST_VILLAGE),
        setting: Setting::Rural,
        members: FAMILY.iter().map(|role| member(role, today)).collect(),
        assets: Assets {
            financial: Some(Fen::yuan(3200)),
            vehicles: Vec::new(),
            homes: Some(1),
            businesses: Some(0),
        },
        income_stable: false,
        benefit: Some(Benefit {
            month: Fen::yuan(1381),
            since: Month::new(last.0.year(), last.0.month()),
        }),
        single: false,
        kin_registered: false,
        last_review: Some(LastReview {
            day: last,
            by: CASEWORKER.to_owned(),
            outcome: Outcome::Keep,
            household: None,
        }),
        source: "演示数据".to_owned(),
        listed: Listed::default(),
    };
    Some(Invented {
        intake,
        township: HOME,
        due_in,
        last,
        support: None,
    })
}

fn member(role: &Role, today: Day) -> IntakeMember {
    let birth = birth(role, today);
    let head = role.relation == Relation::Head;
    let identity = NewIdentity {
        name: Personal::new(role.name),
        number: Personal::new(home_number(birth, role.code).unwrap_or_default()),
        phone: Personal::new(if head { "00000000001" } else { "" }),
        account: Personal::new(if head { "0000000000000000001" } else { "" }),
        address: Personal::new("前进村5组"),
    };
    let mut facts = MemberFacts::new(role.relation, birth);
    facts.sex = Some(role.sex);
    match role.relation {
        Relation::Head => {
            facts.married = true;
            facts.labour = Some(Labour::Partial);
            "务农".clone_into(&mut facts.note);
            facts.incomes.push(Income {
                kind: IncomeKind::Business,
                item: Some(IncomeItem::Named("务农".to_owned())),
                amount: Fen::yuan(1868),
                per: Per::Month,
            });
        }
        Relation::Spouse => {
            facts.married = true;
            facts.labour = Some(Labour::None);
            facts.disability = Some(Disability {
                kind: DisabilityType::Limb,
                grade: 2,
            });
        }
        Relation::Child => {
            facts.labour = Some(Labour::Full);
            "新就业".clone_into(&mut facts.note);
        }
        Relation::Grandchild
        | Relation::Parent
        | Relation::Grandparent
        | Relation::Sibling
        | Relation::ParentInLaw
        | Relation::ChildInLaw
        | Relation::Other => {
            facts.labour = Some(Labour::None);
            facts.student = Some(Schooling::Compulsory);
        }
    }
    IntakeMember { identity, facts }
}

/// What the named staff have done by the morning the demo opens on, as far as there are cases for it.
pub(super) fn what_happened(households: u64, today: Day) -> Vec<DemoStep> {
    let mut steps = first_alerts(today);
    steps.extend(neighbours(today));
    steps.retain(|(case, _)| case.0 <= households);
    steps.into_iter().map(|(_, step)| step).collect()
}

/// What the checks found about 李明: a job that the visit confirmed, and a vehicle nobody has looked into.
fn first_alerts(today: Day) -> Vec<(CaseId, DemoStep)> {
    let alert = |kind, source: &str, detail: &str| Command::RaiseAlert {
        case: FIRST,
        member: Some(2),
        kind,
        day: days_ago(today, 5),
        source: source.to_owned(),
        detail: detail.to_owned(),
    };
    let settle = Command::SettleAlert {
        case: FIRST,
        number: 1,
        status: AlertStatus::True,
        note: format!(
            "{} 入户时问李明本人, 称本月起在镇上打工",
            days_ago(today, 3)
        ),
    };
    [
        alert(
            AlertKind::Employment,
            "就业参保",
            "李明 新参保, 月工资约 600.00 元",
        ),
        settle,
        alert(AlertKind::Vehicle, "车辆登记", "皖C*****5"),
    ]
    .into_iter()
    .map(|command| (FIRST, DemoStep::new(CASEWORKER, command)))
    .collect()
}

/// Four neighbours: one returned, one waiting for a hearing, one proposed, one waiting for a report.
fn neighbours(today: Day) -> Vec<(CaseId, DemoStep)> {
    let keep = |actor: &str, case, reason: &str| DemoStep {
        actor: actor.to_owned(),
        action: DemoAction::Propose {
            case,
            outcome: Outcome::Keep,
            cause: Cause::Unchanged,
            reason: reason.to_owned(),
        },
    };
    let hold = |case, kind, days, note: &str| {
        DemoStep::new(
            CASEWORKER,
            Command::Hold {
                case,
                kind,
                wake: Day(today.0 + TimeDelta::days(days)),
                note: note.to_owned(),
            },
        )
    };
    let returned = Command::Return {
        case: RETURNED,
        reason: "入户记录没有写明子女赡养情况, 请补充后再报".to_owned(),
    };
    vec![
        (RETURNED, keep(CASEWORKER, RETURNED, "入户和核对均无变化")),
        (RETURNED, DemoStep::new(APPROVER, returned)),
        (
            HEARING,
            hold(
                HEARING,
                HoldKind::Hearing,
                3,
                "拟减发, 已约本人到所说明情况",
            ),
        ),
        (
            PROPOSED,
            keep(SECOND_CASEWORKER, PROPOSED, "收入和人口与上次一致"),
        ),
        (
            AWAITING_REPORT,
            hold(
                AWAITING_REPORT,
                HoldKind::CheckReport,
                2,
                "核对已发起, 等回执",
            ),
        ),
    ]
}

/// A day before today; today itself if the calendar has no such day.
pub(super) fn days_ago(today: Day, days: u32) -> Day {
    today
        .0
        .checked_sub_signed(TimeDelta::days(i64::from(days)))
        .map_or(today, Day)
}
