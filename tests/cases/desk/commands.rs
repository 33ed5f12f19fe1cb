//! What each act at the desk is as a command.

use hecha::{
    domain::{
        area::AreaCode,
        calendar::Day,
        care::{Attendance, Condition, Fit, SelfCareItems},
        citation::Confidence,
        evidence::VisitMode,
        money::Fen,
        price::PriceMonth,
        recovery::RecoveryWay,
        referral::Consent,
    },
    engine::command::{AidDeed, CareDeed, Command, ReferralDeed},
    policy::OfficeValue,
};

use super::{Deed, Scene};
use crate::office::Office;

impl Scene {
    pub(super) fn command(&self, office: &Office, deed: &Deed) -> Command {
        let (case, day) = (self.case, office.today());
        if let Some(command) = self.kept(day, deed) {
            return command;
        }
        let note = || "现场记录".to_owned();
        match deed {
            Deed::Visit { by, mode } => Command::RecordVisit {
                case,
                day,
                surveyors: by.iter().map(|name| office.staff(name)).collect(),
                others: Vec::new(),
                mode: *mode,
                met: true,
                note: note(),
            },
            Deed::Hear => Command::RecordHearing {
                case,
                day,
                said: "没有意见".into(),
                heard: true,
            },
            Deed::Waive(ground) => Command::WaiveHearing {
                case,
                day,
                ground: *ground,
                document: "证明材料 1号".into(),
            },
            Deed::Alert(kind) => Command::RaiseAlert {
                case,
                member: Some(0),
                kind: *kind,
                day,
                source: "信息比对".into(),
                detail: "比对命中一条".into(),
            },
            Deed::Settle(status) => Command::SettleAlert {
                case,
                number: 1,
                status: *status,
                note: note(),
            },
            Deed::Assess { failed } => Command::AssessSelfCare {
                case,
                items: items(*failed),
                day,
                note: note(),
            },
            Deed::Post => Command::MakePosting {
                case,
                day,
                place: "前进村公示栏".into(),
            },
            Deed::Object => Command::RecordObjection {
                case,
                day,
                text: "邻居有不同意见".into(),
            },
            Deed::Aid { kind, yuan } => Command::RecordAid {
                case,
                kind: *kind,
                cause: "房屋失火".into(),
                amount: Fen::yuan(*yuan),
                day,
                parts: Vec::new(),
            },
            Deed::Papers => Command::CompletePapers {
                case,
                day,
                note: note(),
            },
            Deed::FollowUp => Command::FollowUp {
                case,
                day,
                used_as_meant: true,
                referral: "低保".into(),
                note: note(),
            },
            other => self.signing(office, other),
        }
    }

    /// What is kept beside a review.
    fn kept(&self, day: Day, deed: &Deed) -> Option<Command> {
        let case = self.case;
        let note = || "现场记录".to_owned();
        Some(match deed {
            Deed::Elsewhere(fit) => Command::EnterCare {
                case,
                deed: CareDeed::LookElsewhere {
                    day,
                    dibao: *fit,
                    edge: Fit::Unfit,
                    linshi: Fit::Unfit,
                    note: note(),
                },
            },
            Deed::CareVisit => Command::EnterCare {
                case,
                deed: CareDeed::Visit {
                    day,
                    visitor: "赵书记".into(),
                    mode: VisitMode::Home,
                    health: Condition::Good,
                    housing: Condition::Good,
                    caregiver: Attendance::Comes,
                    needs: String::new(),
                    note: String::new(),
                },
            },
            Deed::AbilityReport => Command::EnterCare {
                case,
                deed: CareDeed::ReportAbility { day, note: note() },
            },
            Deed::Agree => Command::EnterCare {
                case,
                deed: CareDeed::Agree {
                    caregiver: "刘桂兰".into(),
                    from: day,
                    until: day.add_months(12).unwrap(),
                    note: String::new(),
                },
            },
            Deed::Asked(kind) => Command::AdvanceAid {
                case,
                deed: AidDeed::Ask {
                    kind: *kind,
                    cause: "房屋失火".into(),
                    day,
                },
            },
            Deed::Discussed => Command::AdvanceAid {
                case,
                deed: AidDeed::Discuss {
                    day,
                    present: "李建国、王芳".into(),
                    decision: "同意".into(),
                },
            },
            Deed::Refer(what) => Command::Refer {
                case,
                deed: ReferralDeed::Pass {
                    what: *what,
                    member: Some(0),
                    office: "区医保局".into(),
                    day,
                    consent: Consent::Spoken,
                    note: String::new(),
                },
            },
            other => return self.entered(day, other),
        })
    }

    /// What is entered of a household or of the whole office.
    fn entered(&self, day: Day, deed: &Deed) -> Option<Command> {
        let case = self.case;
        let note = || "现场记录".to_owned();
        Some(match deed {
            Deed::Offer(answer) => Command::RecordWorkOffer {
                case,
                member: 0,
                day,
                offer: "乡镇保洁".into(),
                answer: *answer,
                note: note(),
            },
            Deed::Recover(yuan) => Command::RecordRecovery {
                case,
                day,
                amount: Fen::yuan(*yuan),
                way: RecoveryWay::Instalments,
                document: "分期退回协议".into(),
            },
            Deed::Standard { yuan, from } => Command::SetPolicyValue {
                value: OfficeValue {
                    name: "db.standard.rural".into(),
                    value: yuan.to_string(),
                    from: *from,
                    until: None,
                    document: "演示文件〔2026〕9号".into(),
                    area: AreaCode("340304".into()),
                    confidence: Confidence::Confirmed,
                },
            },
            Deed::Prices { month, cpi, food } => Command::RecordPrices {
                prices: PriceMonth {
                    month: *month,
                    cpi: cpi.clone(),
                    food: food.clone(),
                    scpi: None,
                    published: day,
                    source: "市统计局".into(),
                },
            },
            _ => return None,
        })
    }

    /// The signatures and what follows them.
    fn signing(&self, office: &Office, deed: &Deed) -> Command {
        let (case, day) = (self.case, office.today());
        let freeze = || office.view(case).case.review.proposal.unwrap().freeze;
        match deed {
            Deed::Approve(_) => Command::Approve {
                case,
                freeze: freeze(),
            },
            Deed::Confirm(_) => Command::Confirm {
                case,
                freeze: freeze(),
            },
            Deed::Notice => Command::MakeNotice {
                case,
                freeze: freeze(),
                number: "禹民告〔2026〕1号".into(),
                review_body: "禹会区人民政府".into(),
                court: "禹会区人民法院".into(),
            },
            Deed::Serve(method) => Command::RecordService {
                case,
                day,
                method: *method,
                receiver: if method.names_somebody() {
                    "李国才".into()
                } else {
                    String::new()
                },
                note: "现场记录".into(),
            },
            Deed::Force => Command::TakeForce { case },
            _ => unreachable!("no command of its own"),
        }
    }
}

/// Six items of which the first so many cannot be done.
fn items(failed: usize) -> SelfCareItems {
    let able = |place: usize| place >= failed;
    SelfCareItems {
        eat: able(5),
        dress: able(4),
        transfer: able(3),
        toilet: able(2),
        walk: able(1),
        bathe: able(0),
    }
}
