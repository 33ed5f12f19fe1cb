//! The words a line may use for the values of an enum: the English name, the term of the desk, and synonyms.

use super::{No, fields::Fields, fields::string};
use crate::{
    domain::{
        area::Setting,
        care::{CareMode, CareTier},
        case::Programme,
        household::{Absence, DisabilityType, Labour, Relation, Schooling, Sex},
        income::{DeductionKind, IncomeItem, IncomeKind},
        linshi::LinshiType,
        review::{Cause, Outcome},
    },
    rules::tekun::recognition::DutyStatus,
};

/// One value with its words; the English name first.
pub(super) type Row<T> = (T, &'static [&'static str]);

pub(super) const SETTINGS: &[Row<Setting>] = &[
    (Setting::Urban, &["urban", "城市", "城镇"]),
    (Setting::Rural, &["rural", "农村"]),
];

pub(super) const RELATIONS: &[Row<Relation>] = &[
    (Relation::Head, &["self", "本人", "户主"]),
    (Relation::Spouse, &["spouse", "配偶"]),
    (Relation::Child, &["child", "子女"]),
    (Relation::Parent, &["parent", "父母"]),
    (Relation::Grandchild, &["grandchild", "孙子女"]),
    (Relation::Grandparent, &["grandparent", "祖父母"]),
    (Relation::Sibling, &["sibling", "兄弟姐妹"]),
    (
        Relation::ParentInLaw,
        &["parent_in_law", "岳父母/公婆", "岳父母", "公婆"],
    ),
    (
        Relation::ChildInLaw,
        &["child_in_law", "儿媳/女婿", "儿媳", "女婿"],
    ),
    (Relation::Other, &["other", "其他"]),
];

pub(super) const SEXES: &[Row<Sex>] = &[
    (Sex::Male, &["male", "男"]),
    (Sex::Female, &["female", "女"]),
];

pub(super) const LABOURS: &[Row<Labour>] = &[
    (Labour::Full, &["full", "有"]),
    (Labour::Partial, &["partial", "部分"]),
    (Labour::None, &["none", "无"]),
];

pub(super) const DISABILITIES: &[Row<DisabilityType>] = &[
    (DisabilityType::Visual, &["visual", "视力"]),
    (DisabilityType::Hearing, &["hearing", "听力"]),
    (DisabilityType::Speech, &["speech", "言语"]),
    (DisabilityType::Limb, &["limb", "肢体"]),
    (DisabilityType::Intellectual, &["intellectual", "智力"]),
    (DisabilityType::Mental, &["mental", "精神"]),
    (DisabilityType::Multiple, &["multiple", "多重"]),
];

pub(super) const SCHOOLS: &[Row<Schooling>] = &[
    (Schooling::Compulsory, &["compulsory", "义务教育"]),
    (Schooling::SeniorHigh, &["senior_high", "高中"]),
    (Schooling::Vocational, &["vocational", "中职"]),
    (Schooling::JuniorCollege, &["junior_college", "专科"]),
    (Schooling::Undergraduate, &["undergraduate", "本科"]),
    (Schooling::Graduate, &["graduate", "研究生"]),
];

pub(super) const ABSENCES: &[Row<Absence>] = &[
    (Absence::Prison, &["prison", "服刑"]),
    (Absence::Detox, &["detox", "强制隔离戒毒"]),
    (Absence::Missing, &["missing", "宣告失踪"]),
    (
        Absence::Religious3y,
        &["religious_3y", "宗教教职人员脱离家庭三年以上"],
    ),
    (Absence::LivesApart, &["lives_apart", "不共同生活"]),
];

pub(super) const INCOMES: &[Row<IncomeKind>] = &[
    (IncomeKind::Wage, &["wage", "工资性", "工资性收入"]),
    (IncomeKind::Business, &["business", "经营净", "经营净收入"]),
    (IncomeKind::Property, &["property", "财产净", "财产净收入"]),
    (IncomeKind::Transfer, &["transfer", "转移净", "转移净收入"]),
    (IncomeKind::Other, &["other", "其他", "其他收入"]),
];

pub(super) const DEDUCTIONS: &[Row<DeductionKind>] = &[
    (
        DeductionKind::Employment,
        &["employment", "就业成本", "必要就业成本"],
    ),
    (DeductionKind::Rigid, &["rigid", "刚性支出"]),
];

pub(super) const CAUSES: &[Row<Cause>] = &[
    (Cause::Employment, &["employment", "就业"]),
    (Cause::Income, &["income", "收入增加", "收入变化"]),
    (Cause::Property, &["property", "财产"]),
    (Cause::Member, &["member", "人口变化"]),
    (Cause::Death, &["death", "死亡"]),
    (Cause::Standard, &["standard", "标准调整"]),
    (Cause::Voluntary, &["voluntary", "自愿", "自愿退出"]),
    (Cause::Other, &["other", "其他"]),
];

pub(super) const PROGRAMMES: &[Row<Programme>] = &[
    (Programme::Dibao, &["dibao", "低保", "最低生活保障"]),
    (Programme::Tekun, &["tekun", "特困", "特困人员救助供养"]),
    (Programme::Linshi, &["linshi", "临时救助"]),
    (Programme::Edge, &["edge", "低保边缘"]),
    (Programme::Rigid, &["rigid", "刚性支出困难", "刚性支出"]),
];

pub(super) const MODES: &[Row<CareMode>] = &[
    (CareMode::Central, &["central", "集中", "集中供养"]),
    (CareMode::Scattered, &["scattered", "分散", "分散供养"]),
];

pub(super) const TIERS: &[Row<CareTier>] = &[
    (CareTier::Full, &["full", "全护理"]),
    (CareTier::Half, &["half", "半护理"]),
    (CareTier::SelfCare, &["self", "全自理", "自理"]),
];

pub(super) const LINSHI: &[Row<LinshiType>] = &[
    (LinshiType::Urgent, &["urgent", "急难型", "急难"]),
    (LinshiType::Expense, &["expense", "支出型", "支出"]),
    (LinshiType::Fast, &["fast", "小额快救"]),
];

pub(super) const DUTY_STATUSES: &[Row<DutyStatus>] = &[
    (DutyStatus::Dibao, &["dibao", "低保", "低保对象"]),
    (DutyStatus::Tekun, &["tekun", "特困", "特困人员"]),
    (DutyStatus::Edge, &["edge", "低保边缘"]),
    (DutyStatus::Rigid, &["rigid", "刚性支出", "刚性支出困难"]),
    (DutyStatus::None, &["none", "无"]),
];

/// Named sources of income; anything else is free text.
const ITEMS: &[Row<fn() -> IncomeItem>] = &[
    (
        || IncomeItem::BasicPension,
        &["basic_pension", "城乡居保基础养老金", "基础养老金"],
    ),
    (|| IncomeItem::Pension, &["pension", "养老金"]),
    (
        || IncomeItem::DisabilitySubsidies,
        &["disability_subsidies", "残疾人两项补贴"],
    ),
    (
        || IncomeItem::ElderlyAllowance,
        &["elderly_allowance", "高龄津贴"],
    ),
    (|| IncomeItem::Veteran, &["veteran", "优待抚恤金"]),
    (
        || IncomeItem::FamilyPlanning,
        &["family_planning", "计生奖励扶助"],
    ),
    (|| IncomeItem::Scholarship, &["scholarship", "奖学金"]),
    (
        || IncomeItem::SocialAssistance,
        &["social_assistance", "社会救助款物"],
    ),
    (|| IncomeItem::Support, &["support", "赡养费"]),
    (|| IncomeItem::Land, &["land", "土地流转"]),
    (|| IncomeItem::Subsidy, &["subsidy", "惠农补贴"]),
];

/// Chinese words for the values of parameters that are words.
pub(super) const PARAM_WORDS: &[(&str, &[&str])] = &[
    ("gap", &["差额", "补差", "差额补助"]),
    ("tiers", &["分档"]),
    ("highest", &["就高", "最高", "就高一类"]),
    ("sum", &["相加", "累加", "叠加", "各类相加"]),
    ("rolling", &["滚动"]),
    ("calendar", &["日历", "自然年度"]),
    ("trigger", &["触发指数"]),
    ("max", &["较大者"]),
    ("up_yuan", &["进到元"]),
    ("half_up_yuan", &["四舍五入到元"]),
    ("up_jiao", &["进到角"]),
    ("half_up_jiao", &["四舍五入到角"]),
    ("fen", &["四舍五入到分"]),
];

/// The value of a word field, if the field is there.
pub(super) fn word<T: Copy>(
    fields: &Fields<'_>,
    field: &str,
    rows: &[Row<T>],
) -> Result<Option<T>, No> {
    fields
        .raw(field)
        .map(|raw| {
            string(raw)
                .and_then(|text| find(&text, rows))
                .ok_or_else(|| No::bad(&fields.name(field), &listed(rows)))
        })
        .transpose()
}

/// The value of a word.
pub(super) fn find<T: Copy>(text: &str, rows: &[Row<T>]) -> Option<T> {
    rows.iter()
        .find(|(_, words)| words.contains(&text))
        .map(|(value, _)| *value)
}

/// The source of an income; free text is kept as it is.
pub(super) fn item(text: String) -> IncomeItem {
    ITEMS
        .iter()
        .find(|(_, words)| words.contains(&text.as_str()))
        .map_or(IncomeItem::Named(text), |(make, _)| make())
}

/// The English name of a value.
pub(super) fn name<T: Copy + PartialEq>(value: T, rows: &[Row<T>]) -> &'static str {
    rows.iter()
        .find(|(known, _)| *known == value)
        .and_then(|(_, words)| words.first())
        .copied()
        .unwrap_or_default()
}

/// «一个词: urban 城市, rural 农村».
fn listed<T>(rows: &[Row<T>]) -> String {
    let words: Vec<String> = rows
        .iter()
        .map(|(_, words)| {
            words
                .iter()
                .take(2)
                .copied()
                .collect::<Vec<&str>>()
                .join(" ")
        })
        .collect();
    format!("以下之一: {}", words.join(", "))
}

/// The name of an outcome.
pub(super) const fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Keep => "keep",
        Outcome::Increase => "increase",
        Outcome::Decrease => "decrease",
        Outcome::Stop => "stop",
        Outcome::PhaseOut => "phase_out",
        Outcome::ToEdge => "to_edge",
        Outcome::ToRigid => "to_rigid",
        Outcome::ToTekun => "to_tekun",
        Outcome::ToLinshi => "to_linshi",
        Outcome::ToDibao => "to_dibao",
        Outcome::Close => "close",
        Outcome::Deny => "deny",
        Outcome::Judgement => "judgement",
    }
}
