//! Who works in the demo, and the opening of its office with plainly fictional documents.

use super::{
    DemoStep,
    places::{COUNTY, HOME, TOWNSHIPS, areas},
};
use crate::{
    domain::{area::AreaCode, calendar::Day, citation::Confidence, ids::StaffId, staff::Role},
    engine::command::{Command, NewStaff},
    policy::OfficeValue,
};

/// 管理员, the first member of staff.
pub const ADMINISTRATOR: &str = "孙丽";
/// 经办人 of 长青乡, whose desk the demo opens.
pub const CASEWORKER: &str = "王芳";
/// 经办人 of 长青乡.
pub const SECOND_CASEWORKER: &str = "张伟";
/// 审核人 of 长青乡.
pub const APPROVER: &str = "李建国";
/// 确认人 of the county.
pub const CONFIRMER: &str = "赵敏";
/// 审计员 of the county.
pub const AUDITOR: &str = "何静";

/// Two caseworkers and an approver of each other township, in the order of the townships.
const OTHERS: [[&str; 3]; 6] = [
    ["陈晓红", "刘志强", "周建华"],
    ["吴丽娟", "徐海波", "胡德明"],
    ["朱玉梅", "高翔宇", "林国栋"],
    ["郭文静", "马俊杰", "罗永康"],
    ["梁小燕", "宋子豪", "郑光明"],
    ["谢桂芳", "韩春生", "唐卫东"],
];

/// The two caseworkers of a township, with the ids the engine gives when staff are entered in our order.
pub(super) fn caseworkers(township: usize) -> [(&'static str, StaffId); 2] {
    if township == HOME {
        return [(CASEWORKER, StaffId(2)), (SECOND_CASEWORKER, StaffId(3))];
    }
    let [first, second, _] = OTHERS.get(township).copied().unwrap_or(OTHERS[0]);
    let base = u32::try_from(township).unwrap_or(0) * 3 + 7;
    [(first, StaffId(base)), (second, StaffId(base + 1))]
}

fn person(name: &str, role: Role, area: AreaCode) -> NewStaff {
    NewStaff {
        name: name.to_owned(),
        roles: vec![role],
        area,
        account: None,
    }
}

/// Everybody but the administrator, in the order in which they are entered.
fn colleagues() -> Vec<NewStaff> {
    let county = AreaCode(COUNTY.to_owned());
    let mut staff = Vec::new();
    if let Some(home) = TOWNSHIPS.get(HOME) {
        staff.push(person(CASEWORKER, Role::Caseworker, home.area()));
        staff.push(person(SECOND_CASEWORKER, Role::Caseworker, home.area()));
        staff.push(person(APPROVER, Role::Approver, home.area()));
    }
    staff.push(person(CONFIRMER, Role::Confirmer, county.clone()));
    staff.push(person(AUDITOR, Role::Auditor, county));
    for (township, [first, second, approver]) in TOWNSHIPS.iter().zip(OTHERS) {
        staff.push(person(first, Role::Caseworker, township.area()));
        staff.push(person(second, Role::Caseworker, township.area()));
        staff.push(person(approver, Role::Approver, township.area()));
    }
    staff
}

/// The fictional values: everything but the rural standard, which stays as the area file has it, 未核实.
fn values(today: Day) -> Vec<OfficeValue> {
    const STANDARD: &str = "演示文件〔虚构〕1号 关于演示区城市低保标准的通知(虚构, 不得引用)";
    const CLASSES: &str = "演示文件〔虚构〕2号 关于演示区分类施保比例的通知(虚构, 不得引用)";
    const WAGE: &str = "演示文件〔虚构〕4号 关于演示区照料护理测算用最低工资的通知(虚构, 不得引用)";
    const HELP: &str =
        "演示文件〔虚构〕5号 关于演示区临时救助期限和残疾人护理补贴的通知(虚构, 不得引用)";
    const INCOMES: &str =
        "演示文件〔虚构〕6号 关于公布演示区上年人均可支配收入的通报(虚构, 不得引用)";
    const LIMITS: &str = "演示文件〔虚构〕3号 关于演示区财产限额的通知(虚构, 不得引用)";
    let from = Day::new(chrono::Datelike::year(&today.0) - 1, 1, 1).unwrap_or(today);
    [
        ("db.standard.city", "739", STANDARD),
        ("db.class.old_age", "70", CLASSES),
        ("db.class.rate.elderly", "0.20", CLASSES),
        ("db.class.rate.serious_illness", "0.30", CLASSES),
        ("db.class.rate.single_parent", "0.10", CLASSES),
        ("db.class.rate.minor", "0.20", CLASSES),
        ("db.class.rate.severe_disability", "0.30", CLASSES),
        ("tk.min_wage", "2000", WAGE),
        ("avg.disposable.city", "46000", INCOMES),
        ("avg.disposable.rural", "24000", INCOMES),
        ("ls.paperwork.days", "20", HELP),
        ("ls.visit.days", "60", HELP),
        ("disabled.nursing", "70", HELP),
        ("db.asset.money_multiple", "24", LIMITS),
        ("db.asset.car_price", "80000", LIMITS),
    ]
    .into_iter()
    .map(|(name, value, document)| OfficeValue {
        name: name.to_owned(),
        value: value.to_owned(),
        from,
        until: None,
        document: document.to_owned(),
        area: AreaCode(COUNTY.to_owned()),
        confidence: Confidence::Confirmed,
    })
    .collect()
}

/// The office, its staff and its own values.
pub(super) fn opening(today: Day) -> Vec<DemoStep> {
    let by_administrator = |command| DemoStep::new(ADMINISTRATOR, command);
    let mut steps = vec![by_administrator(Command::OpenOffice {
        name: "禹会区".to_owned(),
        area: AreaCode(COUNTY.to_owned()),
        demo: true,
        areas: areas(),
        staff: person(
            ADMINISTRATOR,
            Role::Administrator,
            AreaCode(COUNTY.to_owned()),
        ),
    })];
    steps.extend(
        colleagues()
            .into_iter()
            .map(|staff| by_administrator(Command::RegisterStaff { staff })),
    );
    steps.extend(
        values(today)
            .into_iter()
            .map(|value| by_administrator(Command::SetPolicyValue { value })),
    );
    steps
}
