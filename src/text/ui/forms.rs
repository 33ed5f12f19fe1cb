//! Labels and hints of forms.

use crate::{
    domain::{alert::AlertStatus, calendar::Month, money::Fen, review::Outcome},
    text::{recognition, terms},
};

/// 是.
pub const YES: &str = "是";
/// 否.
pub const NO: &str = "否";
/// 无.
pub const NONE: &str = "无";
/// How days are typed.
pub const DAY_HINT: &str = "如 2026-11-20 或 1120";
/// How amounts are typed.
pub const AMOUNT_HINT: &str = "元, 如 1868 或 1,868.50";

/// 劳动能力.
pub const LABOUR: &str = "劳动能力";
/// Nobody has judged.
pub const NOT_JUDGED: &str = "未定";
/// 残疾类别.
pub const DISABILITY: &str = "残疾类别";
/// 残疾等级.
pub const GRADE: &str = "残疾等级";
/// 重病.
pub const SERIOUSLY_ILL: &str = "重病";
/// 单亲.
pub const SINGLE_PARENT: &str = "单亲";
/// 就学.
pub const STUDENT: &str = "就学";
/// Not at school.
pub const NOT_STUDENT: &str = "不在学";
/// 全日制.
pub const FULL_TIME: &str = "全日制";
/// 已婚.
pub const MARRIED: &str = "已婚";
/// 不在户.
pub const ABSENT: &str = "是否在户";
/// 在户.
pub const PRESENT: &str = "在户";
/// 死亡日期.
pub const DIED: &str = "死亡日期";
/// 情况.
pub const SITUATION: &str = "情况";
/// Its hint.
pub const SITUATION_HINT: &str = "几个字即可, 如 务农、新就业";

/// 存款等.
pub const FINANCIAL: &str = "存款等金融资产";
/// 车辆.
pub const VEHICLES: &str = "机动车(辆)";
/// 车辆价值.
pub const VEHICLE_VALUE: &str = "首辆车价值";
/// 残疾人代步车.
pub const VEHICLE_AID: &str = "残疾人代步车";
/// 房屋.
pub const HOMES: &str = "房屋(套)";
/// 经营主体.
pub const BUSINESSES: &str = "经营主体(个)";
/// 收入相对稳定.
pub const INCOME_STABLE: &str = "收入相对稳定";

/// 金额.
pub const AMOUNT: &str = "金额";
/// 每月金额.
pub const AMOUNT_MONTH: &str = "每月金额";
/// 期间.
pub const PER: &str = "期间";
/// 类别.
pub const INCOME_KIND: &str = "类别";
/// 来源.
pub const INCOME_ITEM: &str = "来源";
/// Nothing in particular.
pub const NO_ITEM: &str = "不区分";
/// A word of one's own.
pub const OTHER_ITEM: &str = "其他, 写在下面";
/// 来源说明.
pub const OWN_ITEM: &str = "来源说明";
/// Its hint.
pub const OWN_ITEM_HINT: &str = "来源选「其他」时填写, 如 打零工";
/// 扣减类别.
pub const DEDUCTION_KIND: &str = "扣减类别";
/// Nothing is entered.
pub const NO_INCOMES: &str = "还没有收入和扣减。按 F6 新增收入, F7 新增扣减。";

/// 查实结果.
pub const ALERT_STATUS: &str = "查实结果";

/// Nobody has chosen yet.
pub const NOT_CHOSEN: &str = "未选";
/// 供养方式.
pub const CARE_MODE: &str = "供养方式";
/// 法定义务人.
pub const ABLE_DUTY: &str = "法定义务人";
/// Its hint.
pub const ABLE_DUTY_HINT: &str = "按本次核实的情况选";
/// Nobody can carry the duty.
pub const NOBODY_ABLE: &str = "没有, 或无履行能力";
/// Somebody can.
pub const SOMEBODY_ABLE: &str = "有履行能力";
/// 说明 of the support.
pub const SUPPORT_NOTE: &str = "说明";
/// Its hint.
pub const SUPPORT_NOTE_HINT: &str = "可不填, 如 由谁照料、怎样核实的";
/// 核实日期.
pub const SUPPORT_DAY: &str = "核实日期";
/// The six items, as the article lists them.
pub const SELF_CARE_ITEMS: [&str; 6] = ["吃饭", "穿衣", "上下床", "如厕", "室内行走", "洗澡"];
/// Their hint.
pub const SELF_CARE_HINT: &str = "1 能自己完成, 2 不能";
/// 能.
pub const ABLE: &str = "能";
/// 不能.
pub const UNABLE: &str = "不能";
/// 评估人和情况.
pub const ASSESSOR: &str = "评估人和情况";
/// Its hint.
pub const ASSESSOR_HINT: &str = "谁评估的, 看到什么";
/// 评估日期.
pub const ASSESSED_ON: &str = "评估日期";

/// 查实经过.
pub const ALERT_NOTE: &str = "查实经过";
/// Its hint.
pub const ALERT_NOTE_HINT: &str = "谁在哪天向谁核对、结果怎样, 如 11-20 电话问本人, 车已过户";

/// 救助类型.
pub const AID_KIND: &str = "救助类型";
/// 救助事由.
pub const AID_CAUSE: &str = "救助事由";
/// Its hint.
pub const AID_CAUSE_HINT: &str = "如 房屋失火、突发疾病";
/// 救助金额.
pub const AID_AMOUNT: &str = "救助金额";
/// 救助日期.
pub const AID_DAY: &str = "救助日期";
/// 补了哪些.
pub const PAPERS_NOTE: &str = "补了哪些";
/// Its hint.
pub const PAPERS_NOTE_HINT: &str = "如 审批表、本人签收单、情况说明";
/// 补齐日期.
pub const PAPERS_DAY: &str = "补齐日期";
/// 款项用于原事由.
pub const USED_AS_MEANT: &str = "款项用于原事由";
/// 转介.
pub const REFERRAL: &str = "转介";
/// Its hint.
pub const REFERRAL_HINT: &str = "转给哪项救助, 如 低保、医疗救助、慈善; 没有的不填";
/// 回访情况.
pub const FOLLOW_UP_NOTE: &str = "回访情况";
/// Its hint.
pub const FOLLOW_UP_NOTE_HINT: &str = "看到什么, 钱用在哪里, 困难是否缓解";
/// 回访日期.
pub const FOLLOW_UP_DAY: &str = "回访日期";

/// 日期 of a visit.
pub const VISIT_DAY: &str = "入户日期";
/// 调查人.
pub const SURVEYORS: &str = "调查人";
/// 同去的其他人.
pub const OTHERS: &str = "其他同去的人";
/// Its hint.
pub const OTHERS_HINT: &str = "如村委会人员, 姓名之间用空格或顿号分开";
/// 方式.
pub const VISIT_MODE: &str = "方式";
/// 见到本户成员.
pub const MET: &str = "见到本户成员";
/// 调查情况.
pub const VISIT_NOTE: &str = "调查情况";
/// Its hint.
pub const VISIT_NOTE_HINT: &str = "看到、问到的情况, 可写几行";

/// 听取日期.
pub const HEARING_DAY: &str = "听取日期";
/// 已听取.
pub const HEARD: &str = "本人已表示意见";
/// 意见内容.
pub const SAID: &str = "意见或经过";
/// Its hint.
pub const SAID_HINT: &str = "本人怎么说; 联系不上的写每次经过; 免听取的写证明或申请书";

/// 等待什么.
pub const HOLD_KIND: &str = "等待什么";
/// 到期日.
pub const WAKE: &str = "到期日";
/// Its hint.
pub const WAKE_HINT: &str = "这一天自动回到队列";
/// 说明.
pub const HOLD_NOTE: &str = "说明";
/// Its hint.
pub const HOLD_NOTE_HINT: &str = "给看到这一户的同事";

/// 跳过原因.
pub const SKIP_WHY: &str = "跳过原因";
/// The usual reasons.
pub const SKIP_REASONS: [&str; 5] = [
    "户主不在家, 改日再去",
    "材料还没有带齐",
    "等同事一起入户",
    "情况有疑问, 要先问清",
    "其他",
];
/// 补充.
pub const SKIP_MORE: &str = "补充";
/// Its hint.
pub const SKIP_MORE_HINT: &str = "可不填";

/// 退回原因.
pub const RETURN_REASON: &str = "退回原因";
/// Its hint.
pub const RETURN_REASON_HINT: &str = "写明要补什么、改什么, 经办人会看到";

/// 免听取 on the death of all.
pub const NOBODY_LEFT: &str = "免听取: 户内均已死亡";
/// 免听取 at the wish of the household.
pub const ASKED_IN_WRITING: &str = "免听取: 书面申请退出";

/// 文书.
pub const PAPER: &str = "文书";
/// 形式.
pub const PAPER_KIND: &str = "形式";
/// As a document.
pub const AS_DOCUMENT: &str = "文档 .docx";
/// As text.
pub const AS_TEXT: &str = "文字 .txt";
/// 留空.
pub const PAPER_BLANK: &str = "查明情况留空";
/// 公示日期.
pub const POSTING_DAY: &str = "公示日期";
/// 公示地点.
pub const POSTING_PLACE: &str = "公示地点";
/// Its hint.
pub const POSTING_PLACE_HINT: &str = "如 前进村村务公开栏; 只公示姓名、人数、结论和期限";
/// 异议日期.
pub const OBJECTION_DAY: &str = "异议日期";
/// 异议内容.
pub const OBJECTION: &str = "异议内容";
/// Its hint.
pub const OBJECTION_HINT: &str = "谁提出、什么异议; 查清后要再公示";
/// 复议机关.
pub const REVIEW_BODY: &str = "行政复议机关";
/// Its hint.
pub const REVIEW_BODY_HINT: &str = "写全称, 请核对; 漏写的, 复议期限从知道之日起算";
/// 人民法院.
pub const COURT: &str = "人民法院";
/// Its hint.
pub const COURT_HINT: &str = "有管辖权的法院, 写全称, 请核对";
/// 文号.
pub const NOTICE_NUMBER: &str = "文号";
/// Its hint.
pub const NOTICE_NUMBER_HINT: &str = "可不填";
/// 送达方式.
pub const SERVICE_METHOD: &str = "送达方式";
/// 送达日期.
pub const SERVICE_DAY: &str = "送达日期";
/// 签收人.
pub const RECEIVER: &str = "签收人";
/// Its hint.
pub const RECEIVER_HINT: &str = "谁签收, 与本人的关系; 留置送达写见证人";
/// 说明.
pub const SERVICE_NOTE: &str = "说明";
/// Its hint.
pub const SERVICE_NOTE_HINT: &str = "邮寄写单号, 电子写渠道, 公告写张贴地点, 其他写经过";
/// 经过.
pub const ATTEMPT_NOTE: &str = "经过";
/// Its hint.
pub const ATTEMPT_NOTE_HINT: &str = "去了哪里, 见到谁, 为什么没有送到";

/// What stands where nothing is known of the office's bodies: the government of the county.
pub fn review_body(office: &str) -> String {
    format!("{office}人民政府")
}

/// The court of the county.
pub fn court(office: &str) -> String {
    format!("{office}人民法院")
}

/// 结论.
pub const OUTCOME: &str = "结论";
/// 变动原因.
pub const CAUSE: &str = "变动原因";
/// 理由.
pub const REASON: &str = "理由";
/// Its hint.
pub const REASON_HINT: &str = "会写进告知书; 维持可不填";
/// 执行月份.
pub const EFFECTIVE: &str = "执行月份";
/// Its hint.
pub const EFFECTIVE_HINT: &str = "不填则按规定的月份";
/// 变动日期.
pub const CHANGED_ON: &str = "实际变动日期";
/// Its hint.
pub const CHANGED_ON_HINT: &str = "比核查早的填写, 用来算多发; 不清楚的不填";
/// 渐退月数.
pub const PHASE_OUT_MONTHS: &str = "渐退月数";
/// Its hint.
pub const PHASE_OUT_HINT: &str = "渐退几个月, 如 3";

/// 新值.
pub const VALUE: &str = "新值";
/// 起始日.
pub const FROM: &str = "起始日";
/// 截止日.
pub const UNTIL: &str = "截止日";
/// Its hint.
pub const UNTIL_HINT: &str = "文件没有写明的不填";
/// 文号.
pub const DOCUMENT: &str = "文号和标题";
/// Its hint.
pub const DOCUMENT_HINT: &str = "没有文号的, 写明会议或通知";
/// 核实.
pub const CONFIDENCE: &str = "核实程度";

/// 分期.
pub const PARTS: &str = "分期";
/// Its hint.
pub const PARTS_HINT: &str = "一次给付的不填; 如 2026-12-01=1200 2027-01-04=800";
/// It cannot be read.
pub const PARTS_WRONG: &str = "「分期」写作 2026-12-01=1200, 各期之间空一格";

/// What the first start is about.
pub const FIRST_START: &str =
    "填写单位和本人。数据只存放在这台机器上; 想先看看, 可以退出后运行 hecha demo。";

/// The hint of a new value.
pub fn value_hint(unit: &str) -> String {
    if unit.is_empty() {
        "照文件填写".to_owned()
    } else {
        format!("单位 {unit}, 照文件填写")
    }
}

/// A fact of a change is decided later.
pub const CHANGE_LATER: &str = "以后再定";
/// Why facts of a change are declined.
pub const CHANGE_REASON: &str = "不接受的原因";
/// When that is needed.
pub const CHANGE_REASON_HINT: &str = "有不接受的项时必填";

/// A fact of a change is accepted.
pub fn change_accept(new: &str) -> String {
    format!("接受: {new}")
}

/// A fact of a change is declined.
pub fn change_decline(old: &str) -> String {
    format!("不接受: {old}")
}

/// What a way to settle an alert means.
pub const fn alert_meaning(status: AlertStatus) -> &'static str {
    match status {
        AlertStatus::Open => "还没有查",
        AlertStatus::True => "确有其事, 请相应更正收入、财产或成员",
        AlertStatus::Untrue => "不是本户的, 或登记有误",
        AlertStatus::Harmless => "确有其事, 但不影响资格和金额",
    }
}

/// An outcome with its amount and first month, and whether the rules suggest it; without them where it cannot be
/// chosen now.
pub fn outcome(outcome: Outcome, terms: Option<(Fen, Month)>, suggested: bool) -> String {
    let word = terms::outcome(outcome);
    let Some((month, effective)) = terms else {
        return not_now(word);
    };
    let amount = match outcome {
        Outcome::Stop | Outcome::ToEdge | Outcome::ToRigid | Outcome::ToLinshi => {
            format!("{effective} 起不再发")
        }
        Outcome::Keep => format!("{} 元/月", month.grouped()),
        Outcome::Close | Outcome::Deny => String::new(),
        Outcome::Increase
        | Outcome::Decrease
        | Outcome::PhaseOut
        | Outcome::ToTekun
        | Outcome::ToDibao
        | Outcome::Judgement => format!("{} 元/月, {effective} 起", month.grouped()),
    };
    let tail = if suggested { "   建议" } else { "" };
    format!("{word}  {amount}{tail}")
}

/// The same of a recognition of 低保边缘, which pays nothing.
pub fn outcome_of_recognition(
    outcome: Outcome,
    effective: Option<Month>,
    suggested: bool,
) -> String {
    let Some(effective) = effective else {
        return not_now(recognition::outcome(outcome));
    };
    let tail = if suggested { "   建议" } else { "" };
    format!("{}{tail}", recognition::line(outcome, Some(effective)))
}

fn not_now(word: &str) -> String {
    format!("{word}  现在不能选")
}

/// What stands in the way of signing.
pub fn blocked(what: &str) -> String {
    format!("不能选: {what}")
}

/// What must be there before it is approved.
pub fn before_approval(what: &str) -> String {
    format!("审核前还要: {what}")
}

/// A deduction in a list.
pub fn deducted(kind: &str) -> String {
    format!("扣减 {kind}")
}

/// The bar at the top of the list of incomes.
pub fn incomes_title(name: &str) -> String {
    format!("{name} 的收入和扣减")
}

/// The total of the list.
pub fn incomes_total(total: Fen) -> String {
    format!("合计月收入 {} 元(扣减另计)", total.grouped())
}

/// The bar at the top of a form, by the stable name of the form.
pub fn title(form: &str, name: &str) -> String {
    let mut parts = form.split('.');
    let kind = parts.next().unwrap_or_default();
    match kind {
        "kept" => kept_title(parts.next().unwrap_or_default(), name),
        "refer" => format!("{name}户 转介"),
        "answer" => format!("{name}户 转介结果"),
        "member" => format!("{name} 的情况"),
        "item" => format!("{name} 的一项收入"),
        "deduction" => format!("{name} 的一项扣减"),
        "assets" => format!("{name}户 财产"),
        "alert" => "预警查实".to_owned(),
        "support" => format!("{name}户 供养情况"),
        "care" => format!("{name}户 自理能力评估"),
        "change" => format!("{name}户 变更认定"),
        "aid" => format!("{name}户 临时救助"),
        "papers" => format!("{name}户 补办手续"),
        "after" => format!("{name}户 回访"),
        "visit" => format!("{name}户 入户记录"),
        "hearing" => format!("{name}户 听取意见记录"),
        "hold" => format!("{name}户 设为等待"),
        "skip" => format!("{name}户 跳过"),
        "prices" => "录入物价指数".to_owned(),
        "batch" => "退回批次".to_owned(),
        "return" => format!("{name}户 退回经办人"),
        "paper" => format!("{name}户 打印文书"),
        "posting" => format!("{name}户 公示"),
        "objection" => format!("{name}户 公示异议"),
        "notice" => format!("{name}户 出告知书"),
        "service" => format!("{name}户 告知书送达"),
        "attempt" => format!("{name}户 送达未果"),
        "conclude" => format!("{name}户 结论"),
        "day" => "比较测算".to_owned(),
        "value" => format!("录入新值  {name}"),
        "start" => "核查  首次使用".to_owned(),
        _ => String::new(),
    }
}

/// The same of what is kept beside a review.
fn kept_title(kept: &str, name: &str) -> String {
    match kept {
        "visit" => format!("{name} 探访记录"),
        "agreement" => format!("{name} 委托照料服务协议"),
        "ability" => format!("{name} 自理能力变化"),
        "studies" => format!("{name} 年满18周岁仍在学"),
        "elsewhere" => format!("{name} 终止前核对其他救助"),
        "request" => format!("{name}户 受理申请"),
        "instalment" => format!("{name}户 分期给付"),
        "discussion" => format!("{name}户 一事一议"),
        "offer" => format!("{name}户 介绍工作"),
        "tier" => format!("{name}户 定档"),
        "appeal" => format!("{name}户 收到复议或诉讼"),
        "ruling" => format!("{name}户 复议或诉讼的结果"),
        "recovery" => format!("{name}户 追回多发的钱"),
        _ => String::new(),
    }
}
