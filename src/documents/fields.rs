//! The placeholders by their Chinese names, and what of the case stands in each.

use super::{Paper, PaperFacts, fault::PaperFault};
use crate::{
    domain::{
        calendar::Day,
        care::SelfCareItems,
        citation::Confidence,
        finding::Step,
        household::MemberFacts,
        money::Fen,
        review::{Outcome, Proposal},
    },
    text::{
        closing, keeping, papers as words, recognition, sheet, steps, terms,
        ui::{case as case_words, changes},
    },
};

/// What is left to be written by hand.
const BLANK: &str = "________";

/// The values of all placeholders for one paper.
#[derive(Debug)]
pub struct Fields(Vec<(&'static str, String)>);

impl Fields {
    /// The values for a paper.
    ///
    /// # Errors
    /// [`PaperFault::NotYet`].
    pub fn of(paper: Paper, facts: &PaperFacts<'_>) -> Result<Self, PaperFault> {
        let told = matches!(paper, Paper::Notice | Paper::TekunNotice);
        if told && facts.notice().is_none() {
            return Err(PaperFault::NotYet {
                what: words::NO_NOTICE,
            });
        }
        let before = matches!(paper, Paper::Hearing | Paper::Posting | Paper::Recognition);
        if before && facts.proposal().is_none() {
            return Err(PaperFault::NotYet {
                what: words::NO_PROPOSAL,
            });
        }
        let hangs = matches!(paper, Paper::Posting | Paper::Recognition);
        if hangs && !paper.fits(facts.case) {
            return Err(PaperFault::NotYet {
                what: words::OTHER_POSTING,
            });
        }
        let mut fields = Self(Vec::with_capacity(64));
        fields.of_case(paper, facts);
        fields.of_decision(facts);
        fields.of_notice(facts);
        fields.of_evidence(facts);
        fields.of_self_care(facts);
        Ok(fields)
    }

    /// The known name and the value of a placeholder.
    ///
    /// # Errors
    /// [`PaperFault::UnknownField`] with the name that is most like it.
    pub fn of_name(&self, name: &str) -> Result<(&'static str, &str), PaperFault> {
        let found = self.0.iter().find(|(known, _)| *known == name);
        found
            .map(|(known, value)| (*known, value.as_str()))
            .ok_or_else(|| PaperFault::UnknownField {
                name: name.to_owned(),
                nearest: self.nearest(name),
            })
    }

    /// The known name that shares most characters with this one, if it shares at least half.
    fn nearest(&self, name: &str) -> Option<&'static str> {
        let shared = |known: &str| known.chars().filter(|ch| name.contains(*ch)).count();
        let best = self.0.iter().max_by_key(|(known, _)| {
            let length = known.chars().count().abs_diff(name.chars().count());
            (shared(known), std::cmp::Reverse(length))
        })?;
        (shared(best.0) * 2 >= name.chars().count()).then_some(best.0)
    }

    fn put(&mut self, name: &'static str, value: impl Into<String>) {
        let value: String = value.into().chars().filter(|ch| is_shown(*ch)).collect();
        let value = if value.trim().is_empty() {
            BLANK.to_owned()
        } else {
            value
        };
        self.0.push((name, value));
    }

    fn of_case(&mut self, paper: Paper, facts: &PaperFacts<'_>) {
        let case = facts.case;
        let public = paper.is_public();
        let number = |place: usize| {
            let masked = facts.numbers.get(place).map_or("", String::as_str);
            if public { "" } else { masked }.to_owned()
        };
        self.put("单位", facts.office);
        self.put("今天", facts.today.to_string());
        self.put("日志编号", facts.foot.seq.to_string());
        self.put("日志摘要", facts.foot.digest.clone());
        self.put("案号", case.number.clone());
        self.put("救助项目", terms::programme(case.programme));
        self.put("城乡", terms::setting(case.setting));
        self.put("乡镇", facts.township);
        self.put("村社区", facts.village);
        self.put("户主姓名", facts.names.first().cloned().unwrap_or_default());
        self.put("户主证件号", number(0));
        let age = facts.ages.first().map(u32::to_string);
        self.put("户主年龄", age.unwrap_or_default());
        self.put("住址", if public { "" } else { facts.address });
        self.put("成员数", case.household.members.len().to_string());
        let paid = case.benefit.map_or(Fen::ZERO, |benefit| benefit.month);
        self.put("现享金额", words::month(paid));
        let members = case.household.members.iter().enumerate();
        let members: Vec<String> = members
            .map(|(place, member)| {
                let name = facts.names.get(place).map_or("", String::as_str);
                let age = facts.ages.get(place).copied().unwrap_or(0);
                words::member(name, &number(place), age, &member.facts)
            })
            .collect();
        self.put("成员表", members.join("\n"));
        let incomes = case.household.members.iter().enumerate();
        let incomes: Vec<String> = incomes
            .map(|(place, member)| {
                let name = facts.names.get(place).map_or("", String::as_str);
                words::incomes(name, &incomes_of(&member.facts))
            })
            .collect();
        self.put("收入表", incomes.join("\n"));
        self.put("财产", case_words::assets_words(&case.household.assets));
        self.put("现况", words::standing(case.benefit.map(|one| one.month)));
        self.of_aid(facts);
        self.of_referral(facts);
    }

    /// What is on record of a 临时救助.
    fn of_aid(&mut self, facts: &PaperFacts<'_>) {
        let case = facts.case;
        let aid = case.aid.as_ref().filter(|_| !facts.blank);
        let kind = aid.map(|one| terms::linshi_type(one.kind));
        self.put("救助类型", kind.unwrap_or_default());
        self.put("救助事由", aid.map_or("", |one| one.cause.as_str()));
        let amount = aid.map(|one| words::once(one.amount));
        self.put("救助金额", amount.unwrap_or_default());
        let day = |day: Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
        self.put("救助日期", day(aid.map(|one| one.day)));
        self.put("受理日期", day(aid.and_then(|one| one.asked)));
        self.put("补办期限", day(aid.and_then(|one| one.papers_due)));
        let parts = aid.iter().flat_map(|one| &one.parts);
        let parts: Vec<String> = parts.map(keeping::instalment).collect();
        self.put("分期", parts.join("\n"));
        let papers = case.aid_papers.as_ref().filter(|_| !facts.blank);
        let papers = papers.map(|one| format!("{} {}", one.day, one.note));
        self.put("补齐手续", papers.unwrap_or_default());
        let discussion = case.aid_book.discussion.as_ref().filter(|_| !facts.blank);
        self.put(
            "一事一议",
            discussion.map(keeping::discussion).unwrap_or_default(),
        );
        self.put("救助经办人", aid.map_or("", |one| facts.staff_name(one.by)));
    }

    /// The newest referral that waits for its answer, else the newest.
    fn of_referral(&mut self, facts: &PaperFacts<'_>) {
        let case = facts.case;
        let referrals = || case.referrals.iter().rev();
        let open = referrals().find(|one| one.answer.is_none());
        let one = open.or_else(|| referrals().next()).filter(|_| !facts.blank);
        self.put("转介单位", one.map_or("", |one| one.office.as_str()));
        self.put(
            "转介事项",
            one.map_or("", |one| keeping::entitlement(one.what)),
        );
        let whom = one.map(|one| {
            let members = &case.household.members;
            let place = members
                .iter()
                .position(|member| Some(member.person) == one.person);
            let name = place.and_then(|place| facts.names.get(place));
            name.map_or_else(|| "全户".to_owned(), Clone::clone)
        });
        self.put("转介对象", whom.unwrap_or_default());
        self.put(
            "转介日期",
            one.map(|one| one.day.to_string()).unwrap_or_default(),
        );
        self.put(
            "同意方式",
            one.map_or("", |one| keeping::consent(one.consent)),
        );
        self.put("转介说明", one.map_or("", |one| one.note.as_str()));
        self.put("转介人", one.map_or("", |one| facts.staff_name(one.by)));
        let answer = one.and_then(|one| one.answer.as_ref());
        let answer =
            answer.map(|one| format!("{} {} {}", one.day, keeping::outcome(one.outcome), one.note));
        self.put("转介结果", answer.unwrap_or_default());
    }

    fn of_decision(&mut self, facts: &PaperFacts<'_>) {
        let proposal = facts.proposal();
        let paid = facts
            .notice()
            .map(|notice| notice.paid)
            .or_else(|| facts.case.benefit.map(|benefit| benefit.month))
            .unwrap_or(Fen::ZERO);
        let from = facts.service().map(|service| service.from);
        let decided = |proposal: &Proposal| words::decided(proposal, paid, from);
        self.put("标题", proposal.map_or("", words::title));
        self.put(
            "结论",
            proposal.map_or("", |one| {
                recognition::outcome_in(facts.case.programme, one.outcome)
            }),
        );
        self.put("决定内容", proposal.map(decided).unwrap_or_default());
        let planned = proposal.map(|one| words::decided(one, paid, None));
        self.put("拟定内容", planned.unwrap_or_default());
        let changed = proposal.map(|one| {
            changes::household(facts.before(one), &one.household, facts.names).join("\n")
        });
        let changed = changed.filter(|text| !text.is_empty());
        let same = proposal.map(|one| terms::cause(one.cause).to_owned());
        self.put("事实", changed.or(same).unwrap_or_default());
        let reason = proposal.map(|one| words::reason(terms::cause(one.cause), &one.reason));
        self.put("理由", reason.unwrap_or_default());
        // What hangs where everybody reads it names the kind of ground and nothing of the facts.
        self.put(
            "公示理由",
            proposal.map_or("", |one| terms::cause(one.cause)),
        );
        self.put("原因", proposal.map_or("", |one| terms::cause(one.cause)));
        let effective = proposal.map(|one| from.unwrap_or(one.effective).to_string());
        self.put("执行月份", effective.unwrap_or_default());
        self.put(
            "新金额",
            proposal.map_or_else(String::new, |one| words::month(one.month)),
        );
        let months = proposal.and_then(|one| one.phase_out_months);
        self.put(
            "渐退月数",
            months.map_or_else(String::new, |months| months.to_string()),
        );
        self.put(
            "测算",
            proposal.map(|one| sum(one, facts)).unwrap_or_default(),
        );
        let name = |id| facts.staff_name(id).to_owned();
        self.put(
            "经办人",
            proposal.map_or_else(String::new, |one| name(one.by)),
        );
        self.put("审核人", facts.approved().map_or_else(String::new, name));
        self.put("确认人", facts.confirmed().map_or_else(String::new, name));
        self.put(
            "多发",
            facts.overpaid.map_or_else(String::new, closing::overpaid),
        );
    }

    fn of_notice(&mut self, facts: &PaperFacts<'_>) {
        let notice = facts.notice();
        let text =
            |of: fn(&crate::domain::notice::Notice) -> String| notice.map(of).unwrap_or_default();
        self.put("文号", text(|one| one.number.clone()));
        self.put("告知日期", text(|one| one.day.to_string()));
        self.put("复议机关", text(|one| one.review_body.clone()));
        self.put("复议期限", text(|one| words::days(one.review_days)));
        self.put("法院", text(|one| one.court.clone()));
        self.put("起诉期限", text(|one| words::months(one.court_months)));
        let rules = notice.map(|one| {
            let cited: Vec<String> = one.rules.iter().map(steps::citation_text).collect();
            cited.join("；")
        });
        self.put("依据", rules.unwrap_or_default());
        let mut served: Vec<String> = facts
            .case
            .review
            .attempts
            .iter()
            .map(closing::attempt)
            .collect();
        served.extend(facts.service().map(closing::service));
        self.put("送达记录", served.join("\n"));
    }

    fn of_evidence(&mut self, facts: &PaperFacts<'_>) {
        let case = facts.case;
        let hearing = case.hearings.last().filter(|_| !facts.blank);
        let waiver = case.waivers.last().filter(|_| !facts.blank);
        self.put(
            "听取日期",
            hearing.map_or_else(String::new, |one| one.day.to_string()),
        );
        self.put(
            "听取方式",
            hearing.map_or("", |one| words::heard(one.heard)),
        );
        self.put("听取人", hearing.map_or("", |one| facts.staff_name(one.by)));
        let said = hearing.map(|one| one.said.clone());
        let waived = waiver.map(closing::waiver);
        self.put("听取内容", waived.clone().or(said).unwrap_or_default());
        let short = waived.or_else(|| {
            case.hearings
                .last()
                .map(|one| case_words::hearing(Some(one)))
        });
        self.put("听取意见", short.unwrap_or_default());
        let visit = case.visits.last().filter(|_| !facts.blank);
        self.put(
            "入户日期",
            visit.map_or_else(String::new, |one| one.day.to_string()),
        );
        self.put("调查方式", visit.map_or("", |one| terms::visit(one.mode)));
        let names = visit.map(|one| case_words::surveyors(one, facts.staff));
        self.put("调查人", names.unwrap_or_default());
        self.put("见到成员", visit.map_or("", |one| words::met(one.met)));
        self.put(
            "调查情况",
            visit.map_or_else(String::new, |one| one.note.clone()),
        );
        let posting = case.postings.last();
        self.put(
            "公示起",
            posting.map_or_else(String::new, |one| one.from.to_string()),
        );
        self.put(
            "公示止",
            posting.map_or_else(String::new, |one| one.last.to_string()),
        );
        self.put(
            "公示地点",
            posting.map_or_else(String::new, |one| one.place.clone()),
        );
    }

    fn of_self_care(&mut self, facts: &PaperFacts<'_>) {
        let care = facts.case.self_care.as_ref().filter(|_| !facts.blank);
        self.put("自理六项", words::items(care.map(|one| six(one.items))));
        let failed = care.map(|one| six(one.items).iter().filter(|able| !**able).count());
        self.put(
            "不能项数",
            failed.map_or_else(String::new, |failed| failed.to_string()),
        );
        self.put("自理结果", failed.map_or("", words::care));
        let by = care.map(|one| facts.staff_name(one.by));
        self.put("评估录入人", by.unwrap_or_default());
        // What led to the assessment on the sheet; what was reported since waits for the next one.
        let book = &facts.case.care;
        let report = book.answered.as_ref().or(book.ability.as_ref());
        let report = report.filter(|_| !facts.blank);
        self.put("变化报告", report.map(keeping::ability).unwrap_or_default());
        self.put(
            "评估日期",
            care.map_or_else(String::new, |one| one.day.to_string()),
        );
        self.put(
            "评估说明",
            care.map_or_else(String::new, |one| one.note.clone()),
        );
        let support = facts.case.support.as_ref();
        self.put(
            "供养方式",
            support.map_or("", |one| steps::word(one.mode.code())),
        );
    }
}

/// Whether a character may stand on paper: line ends are the only control, and nothing turns the line around.
fn is_shown(ch: char) -> bool {
    let turns = matches!(ch, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let nothing = matches!(ch, '\u{fffe}' | '\u{ffff}');
    ch == '\n' || !(ch.is_control() || turns || nothing)
}

/// The six items in the order of the form.
const fn six(items: SelfCareItems) -> [bool; 6] {
    [
        items.eat,
        items.dress,
        items.transfer,
        items.toilet,
        items.walk,
        items.bathe,
    ]
}

/// The sum line by line, as it stands with the decision.
fn sum(proposal: &Proposal, facts: &PaperFacts<'_>) -> String {
    let naming = |member: u32| {
        let name = facts.names.get(member as usize);
        name.cloned().unwrap_or_default()
    };
    let finding = &proposal.finding;
    let mut lines: Vec<String> = finding
        .steps
        .iter()
        .enumerate()
        .map(|(place, step)| {
            let text = steps::step_text_naming(step, finding.wording, &naming);
            let cited = step.citation.as_ref().map(steps::citation_text);
            words::step(place + 1, &text, cited.as_deref())
        })
        .collect();
    let unsure = |step: &Step| step.status != Confidence::Confirmed;
    if finding.steps.iter().any(unsure) {
        lines.push(sheet::UNSURE.to_owned());
    }
    lines.join("\n")
}

fn incomes_of(facts: &MemberFacts) -> Vec<String> {
    facts
        .incomes
        .iter()
        .map(|income| {
            let source = income
                .item
                .as_ref()
                .map_or_else(|| terms::income(income.kind), terms::income_item);
            format!(
                "{source} {} {}",
                income.amount.grouped(),
                terms::per(income.per)
            )
        })
        .collect()
}

impl PaperFacts<'_> {
    /// The household as it stood before a proposal; once it is in force the case has no other.
    fn before(&self, proposal: &Proposal) -> &crate::domain::household::Household {
        let running = self.case.review.proposal.as_ref() == Some(proposal);
        if running || proposal.outcome == Outcome::Keep {
            &self.case.household
        } else {
            self.case
                .last_review
                .as_ref()
                .and_then(|last| last.household.as_ref())
                .unwrap_or(&self.case.household)
        }
    }
}
