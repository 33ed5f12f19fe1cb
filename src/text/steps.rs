//! The wording of the steps of a sum (测算说明), by version.
//!
//! A decision keeps the version it was read in, so a wording is never edited once a release has printed it: a new
//! one gets a new number. A template names the values of the step in braces; the codes and their values stand in
//! `domain::step`.

mod words;

pub use words::{reason, word};

use crate::domain::{
    citation::{Citation, Confidence},
    finding::{Step, StepValue},
    step::StepCode,
};

/// A step in Chinese; members are called by their place, 第2人.
pub fn step_text(step: &Step, wording: u16) -> String {
    step_text_naming(step, wording, &|member| {
        format!("第{}人", u64::from(member) + 1)
    })
}

/// A step in Chinese with the members called as `naming` says, for a screen that may show names.
pub fn step_text_naming(step: &Step, wording: u16, naming: &dyn Fn(u32) -> String) -> String {
    let Some(code) = StepCode::by_name(&step.code) else {
        return "此步骤的说法不在本版本中".to_owned();
    };
    let mut text = filled(template(code, wording), step, naming);
    if !follows_from_others(code) {
        match step.status {
            Confidence::Confirmed => {}
            Confidence::Unverified => text.push_str(", 未核实"),
            Confidence::Assumed => text.push_str(", 程序默认"),
        }
    }
    text
}

/// A citation as it is read: 民发〔2021〕57号 第二十三条.
pub fn citation_text(citation: &Citation) -> String {
    if citation.article.is_empty() {
        citation.instrument.clone()
    } else {
        format!("{} {}", citation.instrument, citation.article)
    }
}

/// Steps that only work with values other steps have introduced; these said how sure they are.
const fn follows_from_others(code: StepCode) -> bool {
    matches!(
        code,
        StepCode::BelowStandard
            | StepCode::BelowStandardWhole
            | StepCode::NotBelowStandard
            | StepCode::Gap
            | StepCode::Together
            | StepCode::NothingDue
            | StepCode::PaidSame
            | StepCode::PaidMore
            | StepCode::PaidLess
            | StepCode::PaidNoMore
            | StepCode::TekunTogether
            | StepCode::TekunYear
            | StepCode::PriceMonth
            | StepCode::RaisedFrom
            | StepCode::Arrears
            | StepCode::ArrearsSum
            | StepCode::ArrearsNone
            | StepCode::ArrearsPartly
            | StepCode::DecreaseBlocked
            | StepCode::EdgeNotDibao
            | StepCode::EdgeKept
            | StepCode::EdgeLost
            | StepCode::SingleWhole
            | StepCode::SingleMay
            | StepCode::SupplementUnset
            | StepCode::OldAgeUnset
            | StepCode::TekunCareUnset
            | StepCode::LinshiTownUnset
            | StepCode::LinshiPapersUnset
            | StepCode::LinshiPapersUnknown
            | StepCode::LinshiNoCeiling
            | StepCode::MoneyUnjudged
            | StepCode::VehicleUnjudged
            | StepCode::VehicleSecond
            | StepCode::HomesUnjudged
            | StepCode::BusinessesUnjudged
    )
}

/// A template with the step's values in the places of their names.
fn filled(template: &str, step: &Step, naming: &dyn Fn(u32) -> String) -> String {
    let mut text = String::with_capacity(template.len() + 32);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let (name, behind) = after.split_once('}').unwrap_or((after, ""));
        match step.value(name) {
            Some(value) => text.push_str(&shown(value, naming)),
            None => text.push('?'),
        }
        rest = behind;
    }
    text.push_str(rest);
    text
}

fn shown(value: &StepValue, naming: &dyn Fn(u32) -> String) -> String {
    match value {
        StepValue::Money(amount) => amount.grouped(),
        StepValue::Count(count) => count.to_string(),
        StepValue::Decimal(decimal) => decimal.clone(),
        StepValue::Day(day) => day.to_string(),
        StepValue::Code(code) => word(code).to_owned(),
        StepValue::Words(words) => words.clone(),
        StepValue::Member(member) => naming(*member),
        StepValue::Sum(amounts) if amounts.is_empty() => "0.00".to_owned(),
        StepValue::Sum(amounts) => {
            let parts: Vec<String> = amounts.iter().map(|amount| amount.grouped()).collect();
            parts.join(" + ")
        }
        StepValue::About(amount) => format!("约 {}", amount.grouped()),
        StepValue::Twelfth(year) => format!("{} / 12", year.grouped()),
        StepValue::Terms(terms) => {
            let parts: Vec<String> = terms.iter().map(|term| shown(term, naming)).collect();
            parts.join(" + ")
        }
    }
}

/// The template of a code. Version 1 is the only one so far; an unknown version is read in the newest.
#[expect(clippy::too_many_lines, reason = "a table, one row a code")]
const fn template(code: StepCode, _wording: u16) -> &'static str {
    match code {
        StepCode::Persons => "家庭人口 {count} 人",
        StepCode::MemberLeftOut => "{member} {reason}, 不计入家庭人口",
        StepCode::MemberCounted => "{member} {reason}, 计入家庭人口",
        StepCode::Standard => "{setting}低保标准 {amount} 元/人月, {since} 起",
        StepCode::StandardGiven => "{setting}低保标准 {amount} 元/人月",
        StepCode::IncomeSum => "月收入 {sum} = {total}",
        StepCode::IncomeMonth => "家庭月收入 {total}",
        StepCode::IncomeYear => "家庭年收入 {year} / 12 = {total}",
        StepCode::IncomeEach => "人均月收入 {each} x {count} = {total}",
        StepCode::IncomeLeftOut => "{member} {item} {month}, 不计入收入: {reason}",
        StepCode::PensionCounts => {
            "{member} 基础养老金 {month} 计入收入: 不计入的规定到 {until} 为止, 是否延续未见文件"
        }
        StepCode::IncomeNotExempt => "{member} {item} {month} 计入收入: 未见本地不计入的规定",
        StepCode::Deduction => "扣减 {member} {kind} {month}",
        StepCode::DeductionCapped => {
            "扣减 {member} {kind} {month} (申报 {asked}, 以本人工资经营收入为限)"
        }
        StepCode::IncomeLeft => "扣减后月收入 {total} - {deducted} = {left}",
        StepCode::BelowStandard => "人均 {each}, 低于标准 {standard}, 收入符合",
        StepCode::BelowStandardWhole => {
            "家庭月收入 {income}, 低于 {standard} x {count} = {whole}, 收入符合"
        }
        StepCode::NotBelowStandard => "人均 {each}, 不低于标准 {standard}, 收入不符合",
        StepCode::NobodyCounts => "没有计入的家庭成员",
        StepCode::MoneyWithin => "人均金融资产 {each}, 不超过标准的 {multiple} 倍 {limit}",
        StepCode::MoneyAbove => "人均金融资产 {each}, 超过标准的 {multiple} 倍 {limit}, 财产不符合",
        StepCode::MoneyUnjudged => "金融资产 {amount}, 限额未设, 须人工判断",
        StepCode::VehicleWithin => "车辆价值 {value}, 不超过限额 {limit}",
        StepCode::VehicleAbove => "车辆价值 {value}, 超过限额 {limit}, 财产不符合",
        StepCode::VehicleAid => "残疾人代步车, 不计",
        StepCode::VehicleUnjudged => "车辆 {count} 辆, 限额未设或价值不明, 须人工判断",
        StepCode::VehicleSecond => "车辆 {count} 辆, 超过一辆, 须人工判断",
        StepCode::AssetsNotGiven => "财产未填, 按无财产计",
        StepCode::MoneyNotGiven => "金融资产未报, 未计",
        StepCode::HomesNotGiven => "房屋未报, 未计",
        StepCode::BusinessesNotGiven => "经营主体未报, 未计",
        StepCode::HomesNoLimit => "房屋 {count} 套, 未设限额, 未计",
        StepCode::HomesUnjudged => "房屋 {count} 套, 未设限额, 未计, 须人工判断",
        StepCode::BusinessesUnjudged => "经营主体 {count} 个, 未设限额, 未计, 须人工判断",
        StepCode::PaidBy => "补助方式按{mode}",
        StepCode::Gap => "应补 {standard} x {count} - {income} = {base}",
        StepCode::SingleGap => "单人保 ({standard} - {income}) x {rate} = {base}",
        StepCode::SingleAlone => "单人保: 家庭其他成员未列, 家庭收入未核算",
        StepCode::SingleWhole => "全户收入低于标准, 应整户保障, 不能只保其中一人, 须人工判断",
        StepCode::SingleMay => {
            "{member} {ground}, 家庭在低保边缘线内, 可以单独申请低保, 须人工判断"
        }
        StepCode::SingleBelow => "单人保本人月收入 {income}, 低于标准 {standard}",
        StepCode::SingleNotBelow => "单人保本人月收入 {income}, 不低于标准 {standard}",
        StepCode::SingleGround => "单人保 {member} {ground}",
        StepCode::Tier => "分档 {tier} {each} x {count} = {base}",
        StepCode::TierUnknown => "按分档发放, 本户档次未定, 须人工确定",
        StepCode::NothingDue => "不符合低保条件, 应发 0.00",
        StepCode::SupplementRate => "分类施保 {member} {class} {standard} x {rate} = {amount}",
        StepCode::SupplementFixed => "分类施保 {member} {class} {amount}",
        StepCode::SupplementUnset => "分类施保 {member} {class}, 比例未设, 未计",
        StepCode::OldAgeUnset => "分类施保 {member} {age} 岁, 老年人年龄未设, 未计",
        StepCode::SupplementStack => "{member} 符合多类, {stack}, 计 {amount}",
        StepCode::Together => "合计 {base} + {supplement} = {total}",
        StepCode::Rounded => "取整 {rounding} {amount}",
        StepCode::Minimum => "不足最低发放额, 按 {amount} 发放",
        StepCode::PaidSame => "现享 {paid}, 不变",
        StepCode::PaidMore => "现享 {paid}, 拟 {month}, 增 {difference}",
        StepCode::PaidLess => "现享 {paid}, 拟 {month}, 减 {difference}: {how}",
        StepCode::DecreaseBlocked => {
            "现享 {paid}, 不含分类施保为 {month}: 比例未设, 可以维持, 设定前不能减发"
        }
        StepCode::PaidNoMore => "现享 {paid}, 不再符合, 停发: {how}",
        StepCode::EdgeBelow => "低保边缘线 {standard} x {multiple} = {line}, 人均 {each}, 在线内",
        StepCode::EdgeBelowWhole => {
            "低保边缘线 {standard} x {multiple} = {line}, 家庭月收入 {income}, 低于 {standard} x {multiple} x {count} = {whole}, 在线内"
        }
        StepCode::EdgeAbove => "低保边缘线 {standard} x {multiple} = {line}, 人均 {each}, 不在线内",
        StepCode::PhaseOutPossible => "因就业超出标准, 可以给予渐退期, 最长月数 {months}",
        StepCode::DeathFinish => "{member} {died} 死亡, {months} 个月内办结增减停, 到 {last}",
        StepCode::DeathLate => "{member} {died} 死亡, 应在 {last} 前办结增减停, 已过期限",
        StepCode::PhaseOutRuns => "渐退期 {start} 至 {end}, 期满前继续发放",
        StepCode::PhaseOutEnds => "渐退期 {start} 至 {end}, 期满后不再发放",
        StepCode::WorkRefused => {
            "{member} 无正当理由连续 {count} 次拒绝介绍的工作 ({days}), 已到 {limit} 次, 减发或停发本人份额"
        }
        StepCode::WorkRefusedFewer => {
            "{member} 无正当理由连续 {count} 次拒绝介绍的工作 ({days}), 未到 {limit} 次, 不减"
        }
        StepCode::WorkRefusedShare => "停发 {member} 的份额 {base} / {count} x {rate} = {amount}",
        StepCode::EdgeNotDibao => "人均 {each}, 不低于低保标准 {standard}, 不属低保",
        StepCode::EdgeKept => "仍在低保边缘线内, 继续认定低保边缘, 不按月发钱",
        StepCode::EdgeLost => "不再符合低保边缘, 取消认定: {how}",
        StepCode::EdgeMayDibao => "收入已低于低保标准, 可能符合低保, 应告知并帮助申请",
        StepCode::Voluntary => "本人自愿退出",
        StepCode::DisposableBelow => {
            "人均年收入 {year}, 低于上年人均可支配收入 {limit}, 刚性支出待核"
        }
        StepCode::DisposableAbove => "人均年收入 {year}, 不低于上年人均可支配收入 {limit}",
        StepCode::ReviewPeriod => "{programme} {why}, 每 {months} 个月核查一次",
        StepCode::ReviewDue => "上次核查 {last}, 加 {months} 个月为 {due} (不因休息日顺延)",
        StepCode::ReviewDueCalendar => "上次核查 {last}, 下一个 {months} 个月的周期到 {due} 为止",
        StepCode::FirstDayOut => "自 {from} 的次日起算, 当日不计",
        StepCode::WorkdaysCounted => "第 {count} 个工作日为 {due} (法定休息日不算, 调休上班日算)",
        StepCode::WorkdaysBetween => "{from} 之后至 {to} (含) 的工作日 {count} 个",
        StepCode::DaysCounted => "第 {count} 日为 {last}",
        StepCode::MonthsCounted => "{count} 个月后的对应日为 {last}",
        StepCode::NoSuchDay => "该月没有对应日, 以月末 {last} 为准",
        StepCode::Rolled => "{last} 是休息日, 顺延到次一工作日 {due}",
        StepCode::NotRolled => "{last} 是工作日, 不顺延",
        StepCode::Age => "{birth} 出生, 至 {on} 满 {age} 周岁 (生日当日即满)",
        StepCode::LeapBirthday => "2月29日出生, 平年在3月1日满周岁, 本年为 {day}",
        StepCode::IdRegion => "行政区划代码 {region} 现有或曾有 (GB/T 2260 历年代码表)",
        StepCode::IdUpgraded => "15位号码补上世纪和校验码, 升为18位",
        StepCode::IdChecksum => "校验码相符",
        StepCode::IdNone => "不是有效的公民身份号码: {reason}",
        StepCode::SelfCare => "六项中 {failed} 项不能自主完成: {items}, {tier}",
        StepCode::CareListed => "自理能力 {tier}, 依 {day} 的名册, 没有评估记录",
        StepCode::TekunBasic => "{setting}特困基本生活标准 {amount} 元/月",
        StepCode::TekunBasicMultiple => "基本生活 {standard} x {multiple} = {amount}",
        StepCode::TekunCareFixed => "照料护理 {mode} {tier} {amount} 元/月",
        StepCode::TekunCareRate => "照料护理 {mode} {tier} {wage} x {rate} = {amount}",
        StepCode::TekunCareCap => "全自理档不超过重残护理补贴 {amount}",
        StepCode::TekunCareUnset => "照料护理 {mode} {tier}, 标准未设, 无法计算",
        StepCode::TekunTogether => "每月 {basic} + {care} = {total}",
        StepCode::TekunYear => "全年 {month} x 12 = {total}",
        StepCode::TransferLook => "另看是否符合特困供养",
        StepCode::TransferTekun => "可转特困供养, 每月 {month}, 现享 {paid}",
        StepCode::TransferTekunLess => "转特困供养每月 {month}, 少于现享 {paid}, 不能转",
        StepCode::TransferDibao => "供养终止后符合低保, 可转低保, 每月 {month}",
        StepCode::TransferDibaoOpen => "供养终止后可能符合低保, 金额还算不出",
        StepCode::TransferDibaoNot => "供养终止后按低保看, 也不符合",
        StepCode::RigidLook => "另看是否符合刚性支出困难家庭 (收入不减刚性支出)",
        StepCode::RigidSpending => "近 12 个月刚性支出, 登记的 {recorded}",
        StepCode::RigidSpendingLiving => {
            "近 12 个月刚性支出: 登记 {recorded}, 基本生活 {standard} x {count} x 12 = {living}, 合计 {total}"
        }
        StepCode::RigidAbove => "年收入 {income} x {ratio} = {limit}, 刚性支出 {spent} 超过",
        StepCode::RigidNotAbove => "年收入 {income} x {ratio} = {limit}, 刚性支出 {spent} 未超过",
        StepCode::TransferRigid => "符合刚性支出困难家庭, 可转, 有效期 {months} 个月, 不按月发钱",
        StepCode::TransferRigidOpen => "可能符合刚性支出困难家庭, 参数未设, 还不能定",
        StepCode::TransferRigidNot => "也不符合刚性支出困难家庭",
        StepCode::RigidOpen => "参数未设, 能否继续认定刚性支出困难还不能定",
        StepCode::RigidKept => "仍符合刚性支出困难, 可继续认定 {months} 个月, 不按月发钱",
        StepCode::RigidLost => "不再符合刚性支出困难, 取消认定: {how}",
        StepCode::RigidMayOther => {
            "收入在低保或低保边缘线内, 可能符合低保或低保边缘, 应告知并帮助申请"
        }
        StepCode::LinshiPosted => "支出型要公示后再审核, 天数由当地规定, 未规定的比照低保",
        StepCode::TekunGround => "{ground}",
        StepCode::TekunDuty => "义务人 {member} ({relation}): {ground}",
        StepCode::TekunIncome => "月收入 {income}, 低保标准 {standard}: {ground}",
        StepCode::LinshiMultiple => "拟救助 {standard} x {multiple} = {amount}",
        StepCode::LinshiAmount => "拟救助 {amount}",
        StepCode::LinshiCeiling => "上限 {standard} x {multiple} = {amount}",
        StepCode::LinshiNoCeiling => "上限未设",
        StepCode::LinshiAbove => "{amount} 超过上限 {ceiling}, 须一事一议",
        StepCode::LinshiRange => "{amount} 不在一般救助幅度内 ({range})",
        StepCode::LinshiRepeated => "同一事由十二个月内已救助 {count} 次, 限 {limit} 次",
        StepCode::LinshiTown => "不超过乡镇审批限额 {limit}, 由乡镇审批",
        StepCode::LinshiCounty => "超过乡镇审批限额 {limit}, 由区县审批",
        StepCode::LinshiTownUnset => "乡镇审批限额未设, 由区县审批",
        StepCode::LinshiPapers => "先行救助后 {days} 个工作日内补齐手续, 到 {due}",
        StepCode::LinshiPapersUnset => "补办手续期限未设, 应及时补齐",
        StepCode::LinshiPapersUnknown => "补办手续期限要用到 {year} 年放假安排, 尚未载入",
        StepCode::LinshiRepeatedAll => "十二个月内已救助 {count} 次, 以 {limit} 次为限(不论事由)",
        StepCode::LinshiAsked => "{asked} 受理{kind}, 应在 {due} 前给付",
        StepCode::LinshiAskedOnly => "{asked} 受理{kind}, 给付期限未设",
        StepCode::LinshiGivenInTime => "{asked} 受理, {day} 给付, 未超过 {due}",
        StepCode::LinshiGivenLate => "{asked} 受理, {day} 给付, 已超过 {due}",
        StepCode::LinshiDiscussed => "{day} 一事一议: {decision}",
        StepCode::LinshiDiscussOpen => "超出限额或次数, 须一事一议, 未录",
        StepCode::LinshiInstalments => "分期 {count} 期共 {amount}, 已付 {paid} 期 {sum}",
        StepCode::LinkedAge => "{member} {age} 岁, 满 {limit} 岁: {what}",
        StepCode::LinkedDisability => "{member} {kind}残疾 {grade} 级: {what}",
        StepCode::LinkedFact => "{member} {fact}: {what}",
        StepCode::LinkedHousehold => "{fact}: {what}",
        StepCode::LinshiAidUnknown => "救助事由和金额未填",
        StepCode::LinshiGiven => "{day} {kind} {cause}, 救助 {amount} 元",
        StepCode::LinshiPapersDone => "手续 {day} 补齐",
        StepCode::LinshiPapersLate => "手续 {day} 补齐, 已过期限",
        StepCode::LinshiPapersOpen => "手续未补",
        StepCode::LinshiVisited => "{day} 已回访, 救助款用于原事由",
        StepCode::LinshiMisused => "{day} 已回访, 救助款未用于原事由",
        StepCode::LinshiVisitOpen => "尚未回访",
        StepCode::PriceReached => "{index} {value}, 达到启动线 {line}",
        StepCode::PriceNotReached => "{index} {value}, 未达到启动线 {line}",
        StepCode::PriceEach => "每人 {standard} x {index} {value} = {amount}",
        StepCode::PriceFloor => "不足最低补贴, 按每人 {amount}",
        StepCode::PriceMonth => "合计 {each} x {count} = {total}",
        StepCode::StandardRaised => {
            "提标: {setting}低保标准由 {before} 调整为 {amount}, 自 {from} 起执行"
        }
        StepCode::TekunRaised => {
            "提标: {setting}特困基本生活标准由 {before} 调整为 {amount}, 自 {from} 起执行"
        }
        StepCode::RaisedFrom => "自 {effective} 起每月发 {month}",
        StepCode::Arrears => "补发 {first} 至 {last} {count} 个月 x ({due} - {paid}) = {total}",
        StepCode::ArrearsSum => "补发合计 {sum} = {total}",
        StepCode::ArrearsNone => "已发的月份没有要补的",
        StepCode::ArrearsAssumed => "现享的起始月份不明, 按 {first} 起一直发 {paid} 计",
        StepCode::ArrearsPartly => "{first} 之前发的是另一金额, 那几个月的补发须单户核算",
        StepCode::PhaseOut => "渐退期 {months} 个月, {start} 至 {end}",
        StepCode::PhaseOutMonthly => "渐退期每月 {amount} x {rate} = {month}",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{calendar::Day, money::Fen};

    #[test]
    fn a_step_reads_as_the_screen_writes_it() {
        let step = StepCode::Gap
            .step()
            .money("standard", Fen::yuan(722))
            .count("count", 4)
            .money("income", Fen::yuan(2468))
            .money("base", Fen::yuan(420))
            .at_most(Confidence::Unverified);
        assert_eq!(step_text(&step, 1), "应补 722.00 x 4 - 2,468.00 = 420.00");
        let sum = StepCode::IncomeSum
            .step()
            .with("sum", StepValue::Sum(vec![Fen::yuan(1868), Fen::ZERO]))
            .money("total", Fen::yuan(1868));
        assert_eq!(step_text(&sum, 1), "月收入 1,868.00 + 0.00 = 1,868.00");
    }

    #[test]
    fn what_nobody_confirmed_says_so() {
        let step = StepCode::StandardGiven
            .step()
            .code("setting", "rural")
            .money("amount", Fen::yuan(722))
            .at_most(Confidence::Unverified);
        assert_eq!(step_text(&step, 1), "农村低保标准 722.00 元/人月, 未核实");
    }

    #[test]
    fn members_are_called_by_place_or_as_the_screen_wants() {
        let step = StepCode::MemberLeftOut
            .step()
            .member(1)
            .code("reason", "prison");
        assert_eq!(step_text(&step, 1), "第2人 正在服刑, 不计入家庭人口");
        let named = step_text_naming(&step, 1, &|_| "王秀兰".to_owned());
        assert_eq!(named, "王秀兰 正在服刑, 不计入家庭人口");
    }

    #[test]
    fn every_code_has_words_in_plain_glyphs() {
        for code in StepCode::ALL {
            let text = template(*code, 1);
            assert!(!text.is_empty());
            assert!(
                text.chars().all(crate::base::width::is_unambiguous),
                "{text}"
            );
        }
    }

    #[test]
    fn a_step_of_another_release_never_panics() {
        let mut step = StepCode::Age.step();
        assert_eq!(step_text(&step, 1), "? 出生, 至 ? 满 ? 周岁 (生日当日即满)");
        step.code = "from_the_future".to_owned();
        assert_eq!(step_text(&step, 9), "此步骤的说法不在本版本中");
        let day = Day::new(2026, 1, 1).expect("a day");
        assert!(step_text(&StepCode::Age.step().day("on", day), 9).contains("2026-01-01"));
    }
}
