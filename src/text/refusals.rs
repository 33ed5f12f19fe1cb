//! Refusals in words: what was not done, why, and what to do so that it can be done.
//!
//! Every variant has its words here and nowhere else; screens and verbs both take them from here.
//! No blame and no codes: a refusal is the program doing its duty, not a mistake of the person.

use super::{
    batch,
    message::Message,
    terms::{appeal, outcome, role, status, step, waiver},
};
use crate::{
    domain::{
        calendar::Day,
        finding::Finding,
        review::{Outcome, ReviewStep, Status},
    },
    engine::refusal::{AidPart, Refusal},
};

/// What is said of everything that was refused before it began.
const UNCHANGED: &str = "没有作任何改动。";

/// What is said where typed work could be feared for.
const DRAFT_KEPT: &str = "没有作任何改动, 已录入的内容保留在草稿里。";

/// The words of a refusal.
#[expect(
    clippy::too_many_lines,
    reason = "a table with one row for each refusal"
)]
pub fn refusal(refusal: &Refusal) -> Message {
    match refusal {
        Refusal::OfficeNotOpen => Message::new(
            "这个数据目录还没有开设单位。",
            UNCHANGED,
            "请先运行 hecha, 按提示填写单位、姓名和区划; 想先试用, 运行 hecha demo。",
        ),
        Refusal::OfficeAlreadyOpen => Message::new(
            "这个数据目录已经开设了单位。",
            UNCHANGED,
            "直接运行 hecha 即可; 要另设单位, 请用 --data 指定另一个目录。",
        ),
        Refusal::NotOnStaff => Message::new(
            "当前账号不在工作人员名单里, 或已登记为离岗。",
            UNCHANGED,
            "请管理员用 hecha staff add 登记本账号, 或核对登录的账号是否正确。",
        ),
        Refusal::RoleMissing { needs } => Message::new(
            format!("这一步要由{}办理, 您现在没有这个角色。", role(*needs)),
            UNCHANGED,
            "请转交有该角色的同事; 分工有误的, 请管理员用 hecha staff change 更正。",
        ),
        Refusal::OutsideArea => Message::new(
            "这一案不在您负责的区划内。",
            UNCHANGED,
            "请转交负责该区划的同事; 区划有误的, 请管理员更正。",
        ),
        Refusal::MakerIsChecker { maker } => Message::new(
            format!("本案由{maker}经办或最后修改, 同一人不能再审核或确认。"),
            UNCHANGED,
            "请另一位有审核或确认角色的同事办理。",
        ),
        Refusal::ThirdPersonNeeded => Message::new(
            "本案有近亲属备案, 或属于本人所在的村(社区), 须由第三人签办。",
            UNCHANGED,
            "请与本案无亲属、居住关系的另一位同事办理。",
        ),
        Refusal::Stale { by, at } => Message::new(
            format!("{by}在{}改动了本案, 您看到的已不是最新情况。", clock(at)),
            DRAFT_KEPT,
            "请重新打开本案, 看过新情况后再办。",
        ),
        Refusal::FindingChanged { now } => finding_changed(now),
        Refusal::FreezeDiffers => Message::new(
            "送审的意见与您看到的已不一致。",
            "没有签办, 原意见不变。",
            "请重新打开本案, 核对现在的意见后再签。",
        ),
        Refusal::IllegalStep { status, step } => illegal_step(*status, *step),
        Refusal::ClaimedByOther { by, until } => Message::new(
            format!("本案正由{by}办理, 领办到{until}。"),
            UNCHANGED,
            "请与这位同事商量; 到期未办结的, 本案自动放回队列。",
        ),
        Refusal::UnknownCase => Message::new(
            "没有这一案。",
            UNCHANGED,
            "请核对案号; 也可以用姓名、证件号后四位或村名查找。",
        ),
        Refusal::Unknown { what } => Message::new(
            format!("没有找到「{what}」。"),
            UNCHANGED,
            "请核对写法; 可以先列出全部再选。",
        ),
        Refusal::ReasonMissing => Message::new(
            "这一步要写明理由。",
            UNCHANGED,
            "请用一两句话写明理由再提交。",
        ),
        Refusal::EvidenceTooOld { since } => evidence_too_old(*since),
        Refusal::AlertsOpen { count } => Message::new(
            format!("本案还有 {count} 条预警待查。"),
            DRAFT_KEPT,
            "请逐条查实, 记为属实、不属实或不影响, 再提出结论。",
        ),
        Refusal::TrueAlertsWithoutChange { count } => Message::new(
            format!("本案有 {count} 条预警查明属实, 各项情况却没有改动。"),
            UNCHANGED,
            "请改动相应的收入、财产或成员情况; 属实但不影响待遇的, 把预警改记为「不影响」。",
        ),
        Refusal::AlertNoteMissing => Message::new(
            "没有写明这条预警是怎样查实的。",
            "预警本身不是结论, 要有人查过才算。没有记下, 已录入的内容保留在草稿里。",
            "请写明查实经过: 谁在哪一天向谁核对, 结果怎样。",
        ),
        Refusal::OtherAidUnlooked => Message::new(
            "还没有核对是否符合低保、临时救助等, 终止供养不能生效。",
            "依据民发〔2021〕43号第二十七条: 符合其他救助条件的, 要及时纳入。没有作任何改动。",
            "请在「其他救助」一栏逐项核对, 符合的会同时记下转介。",
        ),
        Refusal::AidOpen { part } => Message::new(
            match part {
                AidPart::Given => "还没有填救助事由和金额, 不能办结。",
                AidPart::Papers => "先行救助的手续还没有补齐, 不能办结。",
                AidPart::Visit => "还没有回访, 不能办结。",
                AidPart::Discussion => "超出限额或次数, 还没有一事一议的记录, 不能办结。",
                AidPart::Instalments => "还有未给付的分期, 不能办结。",
            },
            "依据社会救助法第五十条和民发〔2018〕23号。没有签办, 已录入的内容保留在草稿里。",
            match part {
                AidPart::Given => "请在「救助」一栏填写。",
                AidPart::Papers => "请在「手续」一栏填写补了哪些。",
                AidPart::Visit => "请在「回访」一栏填写看到什么、钱用在哪里。",
                AidPart::Discussion => "请记下会议的日期、参加人和议定意见。",
                AidPart::Instalments => "请逐期记下给付的日期。",
            },
        ),
        Refusal::HearingMissing => Message::new(
            "减少或停止待遇之前, 要先听取本人意见, 本案还没有听取意见的记录。",
            "依据社会救助法第四十八条。没有签办, 已录入的内容保留在草稿里。",
            "请记录听取意见的日期和内容; 联系不上的, 记录每次联系的经过。",
        ),
        Refusal::SurveyorsMissing { have } => Message::new(
            format!("须由两人以上入户调查, 最近一次入户记录只有 {have} 人。"),
            "依据民发〔2021〕57号第十六条。没有签办, 已录入的内容保留在草稿里。",
            "请补记同去的人员, 或另行入户后再办。",
        ),
        Refusal::WaiverDoesNotFit { ground } => Message::new(
            format!("「{}」现在不能作为免听取意见的原因。", waiver(*ground)),
            UNCHANGED,
            "请照常听取意见或记录联系经过; 本地允许的, 请管理员核对参数 hearing.waived.causes。",
        ),
        Refusal::PostingMissing { days, objected } => Message::new(
            if *objected {
                format!("公示期内有异议, 查清后要再公示 {days} 天才能作出决定。")
            } else {
                format!("作出决定前要公示 {days} 天, 还没有公示记录。")
            },
            "没有签办, 意见不变。",
            "请经办人记录公示的日期和地点; 有异议而不应终止的, 退回经办人。",
        ),
        Refusal::AppealStays { kind, received } => Message::new(
            format!("{received} 收到的{}没有结果, 决定停止执行。", appeal(*kind)),
            UNCHANGED,
            "有结果后由审核人或确认人记结果; 维持的再记生效, 撤销的自动退回核查。",
        ),
        Refusal::PostingRuns { last } => Message::new(
            format!("公示到 {last}, 期满才能作出决定。"),
            "没有签办, 意见不变。",
            "请在期满的次日再签; 期间收到异议的, 记在公示里。",
        ),
        Refusal::AttemptsMissing { have, needed } => Message::new(
            format!("这种送达方式要先有 {needed} 天的送达未果记录, 现在有 {have} 天。"),
            "次数由参数 service.attempts 定, 未核实。没有作任何改动。",
            "请先逐次记录送达的日期、方式和经过。",
        ),
        Refusal::NotYetEffective { from } => Message::new(
            format!("这项决定从 {from} 起执行, 现在还不到。"),
            "在此之前照原标准发放。没有作任何改动。",
            "请到执行月份再记生效; 本案一直列在「送达与生效」里。",
        ),
        Refusal::ParameterMissing { name } => Message::new(
            format!("测算要用的参数「{name}」还没有值。"),
            "缺少这个参数, 测算停在这里, 没有作任何改动。",
            "请管理员按文件录入: hecha policy set, 或在「参数」屏录入。",
        ),
        Refusal::CalendarUnknown { year } => Message::new(
            format!("没有 {year} 年的放假安排, 不能推算工作日。"),
            "国务院办公厅公布以后才能确定, 程序不作猜测。没有作任何改动。",
            "请改用日历日计算, 或更新到载有该年安排的版本。",
        ),
        Refusal::NotInForce { instrument, from } => Message::new(
            match from {
                Some(from) => format!("{instrument}自{from}起施行, 所选日期在此之前。"),
                None => format!("所选日期{instrument}不在施行期内。"),
            },
            UNCHANGED,
            "请换一个在施行期内的日期。",
        ),
        Refusal::Contradiction { what } => Message::new(
            format!("情况前后矛盾: {what}。"),
            DRAFT_KEPT,
            "请核实后更正其中一处。",
        ),
        Refusal::OutcomeDoesNotFit {
            outcome: asked,
            suggest,
        } => does_not_fit(*asked, suggest),
        Refusal::LessWithoutReview { paid, listed } => Message::new(
            format!(
                "现享 {} 元/月, 名册上是 {} 元/月。",
                paid.grouped(),
                listed.grouped()
            ),
            "减少或停止待遇不能由名册带入, 这一户没有改动。",
            "请打开本户核查, 按减发或停发的程序办理。",
        ),
        Refusal::SupportUnlooked { support, self_care } => Message::new(
            match (support, self_care) {
                (true, true) => "供养情况和自理能力还没有登记。",
                (_, true) => "自理能力还没有评估。",
                (_, false) => "供养情况还没有核实。",
            },
            "没有这些, 特困供养的金额算不出来。",
            "请在成员下面的「供养」「自理」两行按 Enter 登记, 再选转特困。",
        ),
        Refusal::BadValue { field, why } => Message::new(
            format!("「{field}」不能这样填: {why}。"),
            UNCHANGED,
            "请更正后再试。",
        ),
        Refusal::Duplicate { number, .. } => Message::new(
            format!("案 {number} 已有同一案号或同一人。"),
            "同一户不能登记两次。没有作任何改动。",
            "请打开已有的一案核对; 确属两户的, 更正证件号或案号。",
        ),
        Refusal::BatchOpen { number } => Message::new(
            format!("批次 {number} 也管这里, 还没有办结。"),
            UNCHANGED,
            "请先办结、退回或撤回那一批次。",
        ),
        Refusal::BatchStep { status } => Message::new(
            format!("该批次现在是「{}」, 不能这样办。", batch::status(*status)),
            UNCHANGED,
            "请重新打开批次, 按现在的状态办理。",
        ),
        Refusal::BatchDiffers => Message::new(
            "名单与您预览时看到的不同。",
            "有的户在此期间有了变动, 或者过了一天。没有签办, 这一份名单已作废。",
            "请重新预览, 看过再签。",
        ),
        Refusal::BatchEmpty => Message::new(
            "没有一户因此增加。",
            "没有签办。",
            "请看各户不能计算的原因, 或核对标准和起始月份。",
        ),
        Refusal::BatchTooLate { effective } => Message::new(
            format!("名单按 {effective} 起执行列出, 该月已过。"),
            "补发会少算月份, 没有签办。",
            "请退回, 由经办人重新预览提出。",
        ),
        Refusal::PricesNotReached { month } => Message::new(
            format!("{month} 的物价涨幅没有达到启动线。"),
            UNCHANGED,
            "价格补贴不启动; 指数录入有误的, 请重新录入。",
        ),
        Refusal::TooMuch { what, limit } => Message::new(
            format!("{what}太多, 一次最多 {limit}。"),
            UNCHANGED,
            "请分几次办理。",
        ),
    }
}

fn finding_changed(now: &Finding) -> Message {
    let amount = now.month.map_or_else(
        || "暂不能得出金额".to_owned(),
        |month| format!("每月 {month} 元"),
    );
    Message::new(
        format!("测算结果与您看到的不同, 现在是{amount}。"),
        "参数或情况在此期间有了变化。没有签办, 已录入的内容保留在草稿里。",
        "请重新看过测算, 再作结论。",
    )
}

fn illegal_step(at: Status, tried: ReviewStep) -> Message {
    Message::new(
        format!("本案现在是「{}」, 不能{}。", status(at), step(tried)),
        UNCHANGED,
        "请重新打开本案, 按现在的状态办理。",
    )
}

fn evidence_too_old(since: Option<Day>) -> Message {
    let what = since.map_or_else(
        || "本次核查还没有入户记录或核对报告。".to_owned(),
        |day| format!("上次核查({day})以后还没有入户记录或核对报告。"),
    );
    Message::new(
        what,
        "结论要有本期的依据。没有签办, 已录入的内容保留在草稿里。",
        "请先记录入户或核对报告, 再提出结论; 尚在等待的, 可设为等待。",
    )
}

fn does_not_fit(asked: Outcome, suggest: &[Outcome]) -> Message {
    let fitting: Vec<&str> = suggest.iter().map(|&one| outcome(one)).collect();
    let remedy = if fitting.is_empty() {
        "请先补齐测算所缺的参数或情况。".to_owned()
    } else {
        format!(
            "按现有情况可选: {}。情况有误的, 先更正情况。",
            fitting.join("、")
        )
    };
    Message::new(
        format!("按现有情况测算, 得不出「{}」。", outcome(asked)),
        DRAFT_KEPT,
        remedy,
    )
}

/// Day and minute of an RFC 3339 time; as it stands if it is none.
fn clock(at: &str) -> String {
    match (at.get(..10), at.get(11..16)) {
        (Some(day), Some(minute)) => format!("{day} {minute} "),
        _ => at.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{ids::CaseId, money::Fen, staff::Role};

    /// The ways in which care was not looked into: support, self-care.
    const UNLOOKED: [(bool, bool); 3] = [(true, true), (false, true), (true, false)];

    /// One of each; the exhaustive match above makes sure none is forgotten there, the count here.
    fn one_of_each() -> Vec<Refusal> {
        let day = Day::new(2026, 11, 23).unwrap();
        let mut all = vec![
            Refusal::OfficeNotOpen,
            Refusal::OfficeAlreadyOpen,
            Refusal::OtherAidUnlooked,
            Refusal::NotOnStaff,
            Refusal::RoleMissing {
                needs: Role::Approver,
            },
            Refusal::OutsideArea,
            Refusal::MakerIsChecker {
                maker: "王芳".to_owned(),
            },
            Refusal::ThirdPersonNeeded,
            Refusal::Stale {
                by: "张伟".to_owned(),
                at: "2026-11-23T09:05:00.000+08:00".to_owned(),
            },
            Refusal::FreezeDiffers,
            Refusal::IllegalStep {
                status: Status::Proposed,
                step: ReviewStep::Hold,
            },
            Refusal::ClaimedByOther {
                by: "张伟".to_owned(),
                until: day,
            },
            Refusal::UnknownCase,
            Refusal::Unknown {
                what: "前进村".to_owned(),
            },
            Refusal::ReasonMissing,
            Refusal::EvidenceTooOld { since: Some(day) },
            Refusal::EvidenceTooOld { since: None },
            Refusal::AlertsOpen { count: 2 },
            Refusal::TrueAlertsWithoutChange { count: 1 },
            Refusal::AlertNoteMissing,
            Refusal::AidOpen {
                part: AidPart::Papers,
            },
            Refusal::HearingMissing,
            Refusal::SurveyorsMissing { have: 1 },
            Refusal::WaiverDoesNotFit {
                ground: crate::domain::notice::WaiverGround::Voluntary,
            },
            Refusal::PostingMissing {
                days: 7,
                objected: false,
            },
            Refusal::PostingMissing {
                days: 7,
                objected: true,
            },
            Refusal::PostingRuns { last: day },
            Refusal::AppealStays {
                kind: crate::domain::appeal::AppealKind::Review,
                received: day,
            },
            Refusal::AttemptsMissing { have: 1, needed: 3 },
            Refusal::NotYetEffective { from: day.month() },
            Refusal::ParameterMissing {
                name: "db.standard.rural".to_owned(),
            },
            Refusal::CalendarUnknown { year: 2027 },
            Refusal::NotInForce {
                instrument: "民发〔2021〕57号".to_owned(),
                from: Some(day),
            },
            Refusal::Contradiction {
                what: "户主多于一人".to_owned(),
            },
            Refusal::OutcomeDoesNotFit {
                outcome: Outcome::Keep,
                suggest: vec![Outcome::Decrease, Outcome::PhaseOut],
            },
            Refusal::OutcomeDoesNotFit {
                outcome: Outcome::Keep,
                suggest: Vec::new(),
            },
            Refusal::LessWithoutReview {
                paid: Fen::yuan(622),
                listed: Fen::yuan(500),
            },
            Refusal::BadValue {
                field: "金额".to_owned(),
                why: "不是金额".to_owned(),
            },
            Refusal::Duplicate {
                case: CaseId(7),
                number: "340304-7".to_owned(),
            },
            Refusal::TooMuch {
                what: "成员".to_owned(),
                limit: 64,
            },
        ];
        all.extend(
            UNLOOKED.map(|(support, self_care)| Refusal::SupportUnlooked { support, self_care }),
        );
        all
    }

    #[test]
    fn every_refusal_says_what_happened_what_it_means_and_what_to_do() {
        for one in one_of_each() {
            let message = refusal(&one);
            for part in [&message.what, &message.meaning, &message.remedy] {
                assert!(part.ends_with('。'), "{one:?}: {part}");
                assert!(part.chars().count() >= 5, "{one:?}: {part}");
            }
        }
    }

    #[test]
    fn the_figures_and_names_of_a_refusal_stand_in_its_words() {
        let stale = refusal(&Refusal::Stale {
            by: "张伟".to_owned(),
            at: "2026-11-23T09:05:00.000+08:00".to_owned(),
        });
        assert_eq!(
            stale.what,
            "张伟在2026-11-23 09:05 改动了本案, 您看到的已不是最新情况。"
        );
        let unfit = refusal(&Refusal::OutcomeDoesNotFit {
            outcome: Outcome::Keep,
            suggest: vec![Outcome::Decrease, Outcome::PhaseOut],
        });
        assert_eq!(unfit.what, "按现有情况测算, 得不出「维持」。");
        assert_eq!(
            unfit.remedy,
            "按现有情况可选: 减发、渐退。情况有误的, 先更正情况。"
        );
        let step = refusal(&Refusal::IllegalStep {
            status: Status::Proposed,
            step: ReviewStep::Hold,
        });
        assert_eq!(step.what, "本案现在是「已提出, 待审核」, 不能设为等待。");
    }
}
