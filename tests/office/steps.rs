//! The steps of a review that many tests take, each by whoever takes it; afterwards the same person sits there again.

use hecha::{
    domain::{
        area::AreaCode, calendar::Day, citation::Confidence, ids::CaseId, notice::ServiceMethod,
    },
    engine::{command::Command, refusal::Trouble},
    policy::OfficeValue,
};

use super::Office;

impl Office {
    /// 管理员 sets a parameter from the beginning of 2026.
    pub fn set_value(&mut self, name: &str, value: &str) {
        let value = OfficeValue {
            name: name.into(),
            value: value.into(),
            from: Day::new(2026, 1, 1).unwrap(),
            until: None,
            document: "演示文件〔2026〕2号".into(),
            area: AreaCode("340304".into()),
            confidence: Confidence::Confirmed,
        };
        self.by("孙丽", Command::SetPolicyValue { value }).unwrap();
    }

    /// Hears the household, which has nothing to say.
    pub fn hear(&mut self, case: CaseId) {
        let day = self.today();
        let hearing = Command::RecordHearing {
            case,
            day,
            said: "没有意见".into(),
            heard: true,
        };
        self.run(hearing).unwrap();
    }

    /// Posts what is proposed.
    pub fn post(&mut self, case: CaseId) {
        let day = self.today();
        let place = "前进村公开栏".into();
        let posting = Command::MakePosting { case, day, place };
        self.run(posting).unwrap();
    }

    /// What is to be signed.
    pub fn freeze(&self, case: CaseId) -> String {
        self.view(case).case.review.proposal.unwrap().freeze
    }

    /// 审核人 signs.
    pub fn approve(&mut self, case: CaseId) -> Result<(), Trouble> {
        let freeze = self.freeze(case);
        self.by("李建国", Command::Approve { case, freeze })
    }

    /// 确认人 signs.
    pub fn confirm(&mut self, case: CaseId) -> Result<(), Trouble> {
        let freeze = self.freeze(case);
        self.by("赵敏", Command::Confirm { case, freeze })
    }

    /// Makes the notice of what was decided.
    pub fn give_notice(&mut self, case: CaseId) {
        let freeze = self.freeze(case);
        let notice = Command::MakeNotice {
            case,
            freeze,
            number: String::new(),
            review_body: "禹会区人民政府".into(),
            court: "禹会区人民法院".into(),
        };
        self.run(notice).unwrap();
    }

    /// Serves the notice into the hands of the household.
    pub fn serve(&mut self, case: CaseId) {
        let day = self.today();
        let service = Command::RecordService {
            case,
            day,
            method: ServiceMethod::Direct,
            receiver: "李国才".into(),
            note: String::new(),
        };
        self.run(service).unwrap();
    }

    /// Waits for the month in which a served decision takes force, and takes it.
    pub fn enforce_in_its_month(&mut self, case: CaseId) {
        let from = self.view(case).case.review.service.unwrap().from;
        self.advance_days(from.first().days_since(self.today()));
        self.run(Command::TakeForce { case }).unwrap();
    }

    fn by(&mut self, name: &str, command: Command) -> Result<(), Trouble> {
        let before = self.name.clone();
        self.sit(name);
        let done = self.run(command).map(drop);
        self.sit(&before);
        done
    }
}
