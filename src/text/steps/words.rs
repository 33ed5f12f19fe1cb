//! Words for the codes that stand in steps: reasons, classes, roundings, settings.
//!
//! Where a code is the value of a domain enum, the word is the one of `text::terms`.

use crate::{
    domain::{
        area::Setting,
        case::Programme,
        household::{Absence, Relation},
        income::{DeductionKind, IncomeItem, IncomeKind},
    },
    text::terms,
};

/// The word for a code.
pub fn word(code: &str) -> &'static str {
    match code {
        "urban" => terms::setting(Setting::Urban),
        "rural" => terms::setting(Setting::Rural),
        "dibao" => terms::programme(Programme::Dibao),
        "tekun" => terms::programme(Programme::Tekun),
        "linshi" => terms::programme(Programme::Linshi),
        "edge" => terms::programme(Programme::Edge),
        "wage" => terms::income(IncomeKind::Wage),
        "business" => terms::income(IncomeKind::Business),
        "property" => terms::income(IncomeKind::Property),
        "transfer" => terms::income(IncomeKind::Transfer),
        "other_income" => terms::income(IncomeKind::Other),
        "employment_cost" => terms::deduction(DeductionKind::Employment),
        "rigid_cost" => terms::deduction(DeductionKind::Rigid),
        "basic_pension" => terms::income_item(&IncomeItem::BasicPension),
        "pension" => terms::income_item(&IncomeItem::Pension),
        "support" => terms::income_item(&IncomeItem::Support),
        "land" => terms::income_item(&IncomeItem::Land),
        "subsidy" => terms::income_item(&IncomeItem::Subsidy),
        "elderly" => "老年人",
        "minor" => "未成年人",
        "severe_disability" => "重度残疾",
        "serious_illness" => "重病",
        "single_parent" => "单亲",
        "stack_highest" => "就高一类",
        "stack_sum" => "各类相加",
        "up_yuan" => "进到元",
        "half_up_yuan" => "四舍五入到元",
        "up_jiao" => "进到角",
        "half_up_jiao" => "四舍五入到角",
        "fen" => "四舍五入到分",
        "hear_first" => "须先听取意见",
        "tell_first" => "须告知并说明理由",
        "single_disabled" => "残疾一二级或智力、精神三级",
        "single_ill" => "重病患者",
        "single_other" => "不属全国所列情形, 须人工判断",
        "tier_a" => "A档",
        "tier_b" => "B档",
        "tier_c" => "C档",
        "no_limit" => "未设",
        "given" => "给定的",
        "yearly" => "年度核查",
        "stable" => "收入相对稳定",
        "unstable" => "收入不稳定",
        "able" => "有劳动能力成员",
        "unstable_and_able" => "收入不稳定且有劳动能力成员",
        "unstable_not_able" => "收入不稳定, 但无劳动能力成员",
        "edge_as_stable" => "未见周期规定, 比照低保年度核查",
        "central" => "集中供养",
        "scattered" => "分散供养",
        "care_self" => "全自理",
        "care_half" => "半护理",
        "care_full" => "全护理",
        "cpi" => "CPI 同比",
        "food" => "食品价格同比",
        "scpi" => "SCPI 同比",
        "id_length" => "位数不对, 应为18位或15位",
        "id_characters" => "含有不该有的字符",
        "id_region" => "前6位不是现有或曾有的行政区划代码 (GB/T 2260 历年代码表)",
        "id_date" => "出生日期不存在",
        "id_future" => "出生日期在按规定的这一天之后",
        "id_checksum" => "校验码不符",
        "id_masked" => "已脱敏, 有隐去的数字",
        "id_excel_rounded" => "被表格软件四舍五入, 后几位已丢失",
        "self" => terms::relation(Relation::Head),
        "spouse" => terms::relation(Relation::Spouse),
        "child" => terms::relation(Relation::Child),
        "parent" => terms::relation(Relation::Parent),
        "grandchild" => terms::relation(Relation::Grandchild),
        "grandparent" => terms::relation(Relation::Grandparent),
        "sibling" => terms::relation(Relation::Sibling),
        "parent_in_law" => terms::relation(Relation::ParentInLaw),
        "child_in_law" => terms::relation(Relation::ChildInLaw),
        "other" => terms::relation(Relation::Other),
        code => reason(code),
    }
}

/// Why a member or an income counts or does not.
pub fn reason(code: &str) -> &'static str {
    match code {
        "head" => "本人",
        "minor_child" => "未成年子女",
        "student_child" => "全日制在读的成年子女 (本科及以下)",
        "dependent_child" => "不能独立生活的成年子女",
        "graduate_child" => "研究生, 不在本科及以下在读子女之列, 按共同生活的成年子女",
        "duty_lives_together" => "有法定赡养、扶养、抚养义务并共同生活",
        "lives_apart" => terms::absence(Absence::LivesApart),
        "no_duty" => "未见法定赡养、扶养、抚养义务",
        "died" => "已死亡",
        "prison" => "正在服刑",
        "detox" => "正在强制隔离戒毒",
        "missing" => "已宣告失踪",
        "religious_3y" => terms::absence(Absence::Religious3y),
        "member_not_counted" => "本人不计入家庭人口",
        "basic_pension_exempt" => "十四五期间中央确定的基础养老金不计入",
        "basic_pension_counts" => "基础养老金, 不计入的期限已过",
        "elderly_allowance" => terms::income_item(&IncomeItem::ElderlyAllowance),
        "disability_subsidies" => terms::income_item(&IncomeItem::DisabilitySubsidies),
        "veteran" => terms::income_item(&IncomeItem::Veteran),
        "family_planning" => terms::income_item(&IncomeItem::FamilyPlanning),
        "scholarship" => terms::income_item(&IncomeItem::Scholarship),
        "social_assistance" => terms::income_item(&IncomeItem::SocialAssistance),
        "exempt_award_or_aid" => "见义勇为等奖励性补助或政府补助",
        "tekun_left_out" => "认定特困时不计入",
        "tekun_left_out_unnamed" => "条文未列明, 按认定后即由供养代替",
        "spouse" => terms::relation(Relation::Spouse),
        "wage" => "工资性收入",
        "business" => "经营净收入",
        "property" => "财产净收入",
        "transfer" => "转移净收入",
        "other_income" => "其他收入",
        code => ground(code),
    }
}

/// Grounds of the recognition of 特困.
fn ground(code: &str) -> &'static str {
    match code {
        "age_old" => "满60周岁, 视为无劳动能力",
        "age_minor" => "未满16周岁, 视为无劳动能力",
        "age_16_17" => "16至17周岁新申请, 两种规定未一致, 须人工判断",
        "keeps_at_school" => "满18周岁仍在义务教育或高中阶段: 已在册者可以继续, 新申请须人工判断",
        "disability_listed" => "残疾类别和等级在无劳动能力之列",
        "labour_full" => "有劳动能力",
        "labour_partial" => "有部分劳动能力",
        "labour_none_unlisted" => {
            "残疾类别和等级不在无劳动能力的全国规定之列, 是否属于省定其他情形须人工判断"
        }
        "labour_none_alone" => "未满60周岁、无残疾证而无劳动能力, 是否属于省定其他情形须人工判断",
        "disability_unlisted" => {
            "残疾类别和等级不在无劳动能力的全国规定之列, 劳动能力未填, 须人工判断"
        }
        "disability_multiple" => "多重残疾可能含有列明的类别和等级, 须核对残疾证, 人工判断",
        "labour_unknown" => "未满60周岁, 无列明的残疾, 劳动能力未填, 须人工判断",
        "income_below" => "低于标准, 收入符合",
        "income_not_below" => "不低于标准, 收入不符合",
        "assets_exceed" => "财产超过限额 (特困的财产规定未见, 比照低保限额)",
        "assets_unclear" => "财产须人工判断 (特困的财产规定未见, 比照低保限额)",
        "assets_within" => "财产未见超限 (特困的财产规定未见, 比照低保限额)",
        "assets_not_given" => "财产未填, 按无财产计",
        "imprisoned" => "正在服刑, 不予认定",
        "declared_missing" => "已宣告失踪, 不予认定",
        "no_duty_person" => "没有法定义务人",
        "duty_tekun" => "是特困人员, 无履行能力",
        "duty_dibao_old" => "是60周岁以上的低保对象, 无履行能力",
        "duty_old" => {
            "年满70周岁且收入低于上年人均可支配收入, 其财产符合规定的即无履行能力, 须核其财产后判断"
        }
        "duty_disabled" => {
            "重度残疾或三级智力、精神残疾且收入低于上年人均可支配收入, 其财产符合规定的即无履行能力, 须核其财产后判断"
        }
        "duty_prison" => "正在服刑, 其财产符合规定的即无履行能力, 须核其财产后判断",
        "duty_missing" => "已宣告失踪, 其财产符合规定的即无履行能力, 须核其财产后判断",
        "duty_judged_unable" => "已认定无履行能力",
        "duty_judged_able" => "已认定有履行能力",
        "duty_able" => "不在无履行能力之列, 有履行能力",
        "duty_income_high" => "收入不低于上年人均可支配收入, 有履行能力",
        "duty_income_unknown" => "收入未填, 须人工判断",
        "duty_line_unset" => "上年人均可支配收入未设, 须人工判断",
        "duty_minor" => "未成年, 没有赡养义务",
        "duty_none" => "不是法定义务人",
        "duty_conditional" => "只在特定情形下有义务, 须人工判断",
        _ => "其他",
    }
}
