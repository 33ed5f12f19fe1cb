//! The words of the desk: one Chinese term for each value of the domain, standing here once.
//!
//! Screens, verbs, papers and refusals take their words from here. These are the short forms that
//! stand in a column; sentences stand elsewhere in `text`.

use crate::domain::{
    alert::{AlertKind, AlertStatus},
    appeal::{AppealKind, Ruling},
    area::Setting,
    asset::Vehicle,
    care::{CareMode, CareTier},
    case::{Programme, Tier},
    citation::Confidence,
    evidence::VisitMode,
    household::{Absence, DisabilityType, Labour, Relation, Schooling, Sex},
    income::{DeductionKind, IncomeItem, IncomeKind, Per},
    linshi::LinshiType,
    matter::MatterKind,
    money::Fen,
    notice::{ServiceMethod, WaiverGround},
    queue::{QueueId, RankReason},
    recovery::RecoveryWay,
    review::{Cause, HoldKind, Outcome, ReviewStep, Status},
    staff::Role,
    work_offer::OfferAnswer,
};

/// 角色.
pub const fn role(role: Role) -> &'static str {
    match role {
        Role::Caseworker => "经办人",
        Role::Approver => "审核人",
        Role::Confirmer => "确认人",
        Role::Administrator => "管理员",
        Role::Auditor => "审计员",
    }
}

/// 救助项目.
pub const fn programme(programme: Programme) -> &'static str {
    match programme {
        Programme::Dibao => "低保",
        Programme::Tekun => "特困",
        Programme::Linshi => "临时救助",
        Programme::Edge => "低保边缘",
        Programme::Rigid => "刚性支出困难",
    }
}

/// 城乡.
pub const fn setting(setting: Setting) -> &'static str {
    match setting {
        Setting::Urban => "城市",
        Setting::Rural => "农村",
    }
}

/// 待办队列.
pub const fn queue(queue: QueueId) -> &'static str {
    match queue {
        QueueId::Dibao => "低保定期核查",
        QueueId::Tekun => "特困年度核查",
        QueueId::Linshi => "临时救助 补手续与回访",
        QueueId::Alerts => "核对预警",
        QueueId::Changes => "变更申报",
        QueueId::Terms => "到龄与到期",
        QueueId::Visits => "分散供养探访",
        QueueId::Returned => "退回补正",
        QueueId::Held => "等待中(报告/材料/听取意见)",
        QueueId::ToApprove => "待我审核",
        QueueId::ToConfirm => "待我确认",
        QueueId::ToServe => "送达与生效",
        QueueId::Edge => "边缘、刚性支出核查",
    }
}

/// 行政复议 or 行政诉讼.
pub const fn appeal(kind: AppealKind) -> &'static str {
    match kind {
        AppealKind::Review => "行政复议",
        AppealKind::Lawsuit => "行政诉讼",
    }
}

/// What was decided on an appeal.
pub const fn ruling(ruling: Ruling) -> &'static str {
    match ruling {
        Ruling::Upheld => "维持",
        Ruling::Withdrawn => "撤回申请",
        Ruling::Revoked => "撤销",
        Ruling::Redo => "责令重作",
        Ruling::Changed { .. } => "变更",
    }
}

/// What came of an offer of work.
pub const fn offer_answer(answer: OfferAnswer) -> &'static str {
    match answer {
        OfferAnswer::Taken => "接受",
        OfferAnswer::Excused => "有正当理由",
        OfferAnswer::Refused => "无正当理由拒绝",
    }
}

/// How money that was paid too much comes back.
pub const fn recovery(way: RecoveryWay) -> &'static str {
    match way {
        RecoveryWay::Returned => "一次退回",
        RecoveryWay::Instalments => "分期退回",
        RecoveryWay::Deducted => "以后月份扣减",
        RecoveryWay::Waived => "不予追回",
    }
}

/// 分档.
pub const fn tier(tier: Tier) -> &'static str {
    match tier {
        Tier::A => "A档",
        Tier::B => "B档",
        Tier::C => "C档",
    }
}

/// 核查进度.
pub const fn status(status: Status) -> &'static str {
    match status {
        Status::Due => "待核查",
        Status::Claimed => "办理中",
        Status::Held => "等待",
        Status::Proposed => "已提出, 待审核",
        Status::Returned => "退回补正",
        Status::Approved => "已审核, 待确认",
        Status::Confirmed => "已决定, 待告知",
        Status::Noticed => "已告知, 待送达",
        Status::Served => "已送达, 待生效",
        Status::InForce => "生效",
    }
}

/// What is done to a review, as a verb.
pub const fn step(step: ReviewStep) -> &'static str {
    match step {
        ReviewStep::Claim => "领办",
        ReviewStep::Release => "放回",
        ReviewStep::Hold => "设为等待",
        ReviewStep::Wake => "结束等待",
        ReviewStep::Propose => "提出结论",
        ReviewStep::Withdraw => "撤回",
        ReviewStep::Return => "退回",
        ReviewStep::Approve => "审核",
        ReviewStep::Confirm => "确认",
        ReviewStep::Decide => "作出决定",
        ReviewStep::Notify => "出告知书",
        ReviewStep::Serve => "送达",
        ReviewStep::TakeForce | ReviewStep::Stand | ReviewStep::Enforce => "生效",
    }
}

/// 结论.
pub const fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Keep => "维持",
        Outcome::Increase => "增发",
        Outcome::Decrease => "减发",
        Outcome::Stop => "停发",
        Outcome::PhaseOut => "渐退",
        Outcome::ToEdge => "转低保边缘",
        Outcome::ToRigid => "转刚性支出",
        Outcome::ToTekun => "转特困",
        Outcome::ToLinshi => "转临时救助",
        Outcome::ToDibao => "转低保",
        Outcome::Close => "办结",
        Outcome::Deny => "不予救助",
        Outcome::Judgement => "需人工判断",
    }
}

/// 变动原因.
pub const fn cause(cause: Cause) -> &'static str {
    match cause {
        Cause::Unchanged => "无变化",
        Cause::Employment => "就业",
        Cause::Income => "收入变化",
        Cause::Property => "财产",
        Cause::Member => "人口变化",
        Cause::Death => "死亡",
        Cause::Standard => "标准调整",
        Cause::Voluntary => "自愿退出",
        Cause::Other => "其他",
    }
}

/// 等待的事由.
pub const fn hold(kind: HoldKind) -> &'static str {
    match kind {
        HoldKind::CheckReport => "等核对报告",
        HoldKind::Papers => "等材料",
        HoldKind::Hearing => "听取意见",
        HoldKind::Posting => "公示期",
    }
}

/// 预警类别.
pub const fn alert(kind: AlertKind) -> &'static str {
    match kind {
        AlertKind::Death => "死亡",
        AlertKind::Vehicle => "车辆登记",
        AlertKind::Pension => "养老金",
        AlertKind::Business => "经营主体",
        AlertKind::RealEstate => "不动产",
        AlertKind::Financial => "金融资产",
        AlertKind::Employment => "就业参保",
        AlertKind::Prison => "服刑",
        AlertKind::Marriage => "婚姻登记",
        AlertKind::Other => "其他",
    }
}

/// 预警查实结果.
pub const fn alert_status(status: AlertStatus) -> &'static str {
    match status {
        AlertStatus::Open => "待查",
        AlertStatus::True => "属实",
        AlertStatus::Untrue => "不属实",
        AlertStatus::Harmless => "不影响",
    }
}

/// 调查方式.
pub const fn visit(mode: VisitMode) -> &'static str {
    match mode {
        VisitMode::Home => "入户",
        VisitMode::Phone => "电话",
        VisitMode::Video => "视频",
    }
}

/// 与户主关系.
pub const fn relation(relation: Relation) -> &'static str {
    match relation {
        Relation::Head => "本人",
        Relation::Spouse => "配偶",
        Relation::Child => "子女",
        Relation::Parent => "父母",
        Relation::Grandchild => "孙子女",
        Relation::Grandparent => "祖父母",
        Relation::Sibling => "兄弟姐妹",
        Relation::ParentInLaw => "岳父母/公婆",
        Relation::ChildInLaw => "儿媳/女婿",
        Relation::Other => "其他",
    }
}

/// 性别.
pub const fn sex(sex: Sex) -> &'static str {
    match sex {
        Sex::Male => "男",
        Sex::Female => "女",
    }
}

/// 劳动能力.
pub const fn labour(labour: Labour) -> &'static str {
    match labour {
        Labour::Full => "有",
        Labour::Partial => "部分",
        Labour::None => "无",
    }
}

/// 残疾类别.
pub const fn disability(kind: DisabilityType) -> &'static str {
    match kind {
        DisabilityType::Visual => "视力",
        DisabilityType::Hearing => "听力",
        DisabilityType::Speech => "言语",
        DisabilityType::Limb => "肢体",
        DisabilityType::Intellectual => "智力",
        DisabilityType::Mental => "精神",
        DisabilityType::Multiple => "多重",
    }
}

/// 残疾等级, 1 to 4, as certificates write it.
pub const fn disability_grade(grade: u8) -> &'static str {
    match grade {
        1 => "一级",
        2 => "二级",
        3 => "三级",
        4 => "四级",
        _ => "等级不明",
    }
}

/// 就学.
pub const fn schooling(schooling: Schooling) -> &'static str {
    match schooling {
        Schooling::Compulsory => "义务教育",
        Schooling::SeniorHigh => "高中",
        Schooling::Vocational => "中职",
        Schooling::JuniorCollege => "专科",
        Schooling::Undergraduate => "本科",
        Schooling::Graduate => "研究生",
    }
}

/// 不在户的原因.
pub const fn absence(absence: Absence) -> &'static str {
    match absence {
        Absence::Prison => "服刑",
        Absence::Detox => "强制隔离戒毒",
        Absence::Missing => "宣告失踪",
        Absence::Religious3y => "宗教教职人员脱离家庭三年以上",
        Absence::LivesApart => "不共同生活",
    }
}

/// Between vehicles that stand in one cell.
pub const VEHICLE_SEPARATOR: char = '、';
/// 残疾人代步车.
pub const DISABILITY_AID: &str = "代步车";
/// A vehicle of which nobody knows the value.
pub const VALUE_UNKNOWN: &str = "价值不明";

/// Each vehicle by its value.
pub fn vehicles(vehicles: &[Vehicle]) -> String {
    let one = |vehicle: &Vehicle| {
        let kind = if vehicle.disability_aid {
            DISABILITY_AID
        } else {
            ""
        };
        let value = vehicle.value.map(Fen::plain);
        format!("{kind}{}", value.as_deref().unwrap_or(VALUE_UNKNOWN))
    };
    let all: Vec<String> = vehicles.iter().map(one).collect();
    all.join(&VEHICLE_SEPARATOR.to_string())
}

/// 收入类别.
pub const fn income(kind: IncomeKind) -> &'static str {
    match kind {
        IncomeKind::Wage => "工资性",
        IncomeKind::Business => "经营净",
        IncomeKind::Property => "财产净",
        IncomeKind::Transfer => "转移净",
        IncomeKind::Other => "其他",
    }
}

/// 收入来源.
pub const fn income_item(item: &IncomeItem) -> &str {
    match item {
        IncomeItem::BasicPension => "城乡居保基础养老金",
        IncomeItem::Pension => "养老金",
        IncomeItem::DisabilitySubsidies => "残疾人两项补贴",
        IncomeItem::ElderlyAllowance => "高龄津贴",
        IncomeItem::Veteran => "优待抚恤金",
        IncomeItem::FamilyPlanning => "计生奖励扶助",
        IncomeItem::Scholarship => "奖学金",
        IncomeItem::SocialAssistance => "社会救助款物",
        IncomeItem::Support => "赡养费",
        IncomeItem::Land => "土地流转",
        IncomeItem::Subsidy => "惠农补贴",
        IncomeItem::Named(words) => words.as_str(),
    }
}

/// 扣减类别.
pub const fn deduction(kind: DeductionKind) -> &'static str {
    match kind {
        DeductionKind::Employment => "必要就业成本",
        DeductionKind::Rigid => "刚性支出",
    }
}

/// 期间.
pub const fn per(per: Per) -> &'static str {
    match per {
        Per::Month => "元/月",
        Per::Year => "元/年",
    }
}

/// 核实程度.
pub const fn confidence(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::Confirmed => "已核实",
        Confidence::Unverified => "未核实",
        Confidence::Assumed => "假定",
    }
}

/// 复核周期, of the months between two reviews.
pub const fn interval(months: u32) -> &'static str {
    match months {
        6 => "半年类",
        12 => "年度类",
        0 => "一次性",
        _ => "其他周期",
    }
}

/// A reason why a case stands where it stands, with its weight in days: 逾期13日 +13.
pub fn rank(reason: &RankReason) -> String {
    match reason {
        RankReason::Overdue { days } => format!("逾期{days}日 +{days}"),
        RankReason::DueIn { days } => due_in(-i64::from(*days)),
        RankReason::Alert { kind, bonus } => format!("{}预警 +{bonus}", alert(*kind)),
        RankReason::HalfYear { bonus } => format!("半年类 +{bonus}"),
        RankReason::Returned { bonus } => format!("退回补正 +{bonus}"),
        RankReason::Closing { status, days } => closing_since(*status, *days),
        RankReason::Matter { kind, days } => matter_in(*kind, *days),
    }
}

/// What is to be done about a decision, and since when: 待告知 3日, 待生效 还有8日.
fn closing_since(at: Status, days: i64) -> String {
    let what = status(at).rsplit(' ').next().unwrap_or_default();
    match days {
        0 => format!("{what} 今日"),
        days if days > 0 => format!("{what} {days}日"),
        days => format!("{what} 还有{}日", days.unsigned_abs()),
    }
}

/// 送达方式.
pub const fn service(method: ServiceMethod) -> &'static str {
    match method {
        ServiceMethod::Direct => "直接送达",
        ServiceMethod::Left => "留置送达",
        ServiceMethod::Entrusted => "委托送达",
        ServiceMethod::Mail => "邮寄送达",
        ServiceMethod::Electronic => "电子送达",
        ServiceMethod::Announcement => "公告送达",
        ServiceMethod::Attempts => "多次送达未果",
        ServiceMethod::NobodyLeft => "无人可送达",
    }
}

/// 免听取的原因.
pub const fn waiver(ground: WaiverGround) -> &'static str {
    match ground {
        WaiverGround::Death => "户内人员均已死亡",
        WaiverGround::Voluntary => "本人书面申请退出",
    }
}

/// How the due day lies to today, given the civil days after it: 逾期13日, 今日到期, 还有5日.
pub fn due_in(overdue_days: i64) -> String {
    match overdue_days {
        0 => "今日到期".to_owned(),
        days if days > 0 => format!("逾期{days}日"),
        days => format!("还有{}日", days.unsigned_abs()),
    }
}

/// 临时救助类型.
pub const fn linshi_type(kind: LinshiType) -> &'static str {
    match kind {
        LinshiType::Urgent => "急难型",
        LinshiType::Expense => "支出型",
        LinshiType::Fast => "小额快救",
    }
}

/// 供养方式.
pub const fn care_mode(mode: CareMode) -> &'static str {
    match mode {
        CareMode::Central => "集中供养",
        CareMode::Scattered => "分散供养",
    }
}

/// 自理能力.
pub const fn care_tier(tier: CareTier) -> &'static str {
    match tier {
        CareTier::SelfCare => "全自理",
        CareTier::Half => "半护理",
        CareTier::Full => "全护理",
    }
}

/// What is due.
pub const fn matter(kind: MatterKind) -> &'static str {
    match kind {
        MatterKind::Visit => "探访",
        MatterKind::AgreementMissing => "照料协议未签",
        MatterKind::AgreementEnds => "照料协议到期",
        MatterKind::Reassess => "重新评估自理能力",
        MatterKind::OfAge => "年满18周岁",
        MatterKind::StudiesEnd => "就学到期",
        MatterKind::LookElsewhere => "终止前核对其他救助",
        MatterKind::Referral => "转介待跟进",
        MatterKind::Give => "给付救助",
        MatterKind::Papers => "补办手续",
        MatterKind::Instalment => "分期给付",
        MatterKind::FollowUp => "回访",
    }
}

/// What is due and how its day lies to today: 探访 逾期5日.
fn matter_in(kind: MatterKind, overdue_days: i64) -> String {
    format!("{} {}", matter(kind), due_in(overdue_days))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_says_itself_and_its_weight() {
        assert_eq!(rank(&RankReason::Overdue { days: 13 }), "逾期13日 +13");
        assert_eq!(rank(&RankReason::DueIn { days: 0 }), "今日到期");
        assert_eq!(rank(&RankReason::DueIn { days: 5 }), "还有5日");
        let vehicle = RankReason::Alert {
            kind: AlertKind::Vehicle,
            bonus: 9,
        };
        assert_eq!(rank(&vehicle), "车辆登记预警 +9");
    }
}
