//! Every paper unpacked and read again: well-formed, filled to the last placeholder, the same as its text, its
//! numbers masked, the digest of the day at its foot.

use std::io::{Cursor, Read};

use hecha::{
    documents::{self, Foot, Paper, PaperFault},
    domain::{
        care::{CareMode, CareTier, SelfCareItems},
        case::{Benefit, Programme},
        citation::Confidence,
        household::{MemberFacts, Relation},
        income::{Income, IncomeKind, Per},
        linshi::LinshiType,
        money::Fen,
        referral::{Consent, Entitlement},
        review::{Cause, Outcome},
    },
    engine::command::{AidDeed, CareDeed, Command, ProposeReview, ReferralDeed},
};
use zip::ZipArchive;

use super::{
    CaseId, Office, Sheet, number,
    office::{id_number, intake},
    served,
};

/// The parts of a document that are XML, with their names.
pub fn parts(docx: &[u8]) -> Vec<(String, String)> {
    let mut archive = ZipArchive::new(Cursor::new(docx)).unwrap();
    (0..archive.len())
        .map(|place| {
            let mut part = archive.by_index(place).unwrap();
            let name = part.name().unwrap().into_owned();
            let mut text = String::new();
            part.read_to_string(&mut text).unwrap();
            (name, text)
        })
        .collect()
}

/// Reads XML as strictly as a word processor does: tags that match, attributes in quotes, no bare `&` or `<`, and
/// no character XML does not know.
pub fn assert_well_formed(name: &str, xml: &str) {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = xml;
    let mut roots = 0;
    while let Some(at) = rest.find('<') {
        assert_text(name, &rest[..at]);
        assert!(
            !open.is_empty() || rest[..at].trim().is_empty(),
            "{name}: text outside"
        );
        let end = at
            + rest[at..]
                .find('>')
                .unwrap_or_else(|| panic!("{name}: a tag stays open"));
        let tag = &rest[at + 1..end];
        rest = &rest[end + 1..];
        if tag.starts_with('?') {
            assert!(tag.ends_with('?'), "{name}: {tag}");
            continue;
        }
        if let Some(closed) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(closed), "{name}");
            continue;
        }
        let (tag, alone) = tag
            .strip_suffix('/')
            .map_or((tag, false), |tag| (tag, true));
        let (element, attributes) = tag.split_once(' ').unwrap_or((tag, ""));
        assert_attributes(name, attributes);
        roots += usize::from(open.is_empty());
        if !alone {
            open.push(element);
        }
    }
    assert_text(name, rest);
    assert!(
        open.is_empty() && roots == 1,
        "{name}: {open:?}, {roots} roots"
    );
}

fn assert_attributes(name: &str, attributes: &str) {
    let mut rest = attributes.trim();
    while !rest.is_empty() {
        let (key, after) = rest
            .split_once("=\"")
            .unwrap_or_else(|| panic!("{name}: {rest}"));
        assert!(
            key.bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b':'),
            "{name}: {key}"
        );
        let (value, after) = after
            .split_once('"')
            .unwrap_or_else(|| panic!("{name}: {key}"));
        assert_text(name, value);
        rest = after.trim_start();
    }
}

fn assert_text(name: &str, text: &str) {
    for ch in text.chars() {
        let known = matches!(ch, '\t' | '\n' | '\r')
            || !(ch.is_control() || ('\u{fffe}'..='\u{ffff}').contains(&ch));
        assert!(known, "{name}: {ch:?}");
        assert_ne!(ch, '<', "{name}: {text}");
    }
    for (at, _) in text.match_indices('&') {
        let marked = &text[at..];
        assert!(
            ["&amp;", "&lt;", "&gt;", "&quot;", "&apos;"]
                .iter()
                .any(|known| marked.starts_with(known)),
            "{name}: {marked}"
        );
    }
}

/// The paragraphs of a part, as a reader sees them.
pub fn paragraphs(xml: &str) -> String {
    let marked = xml.replace("</w:p>", "\u{1}").replace("<w:br/>", "\n");
    let mut text = String::new();
    let mut inside = false;
    for ch in marked.chars() {
        match ch {
            '<' => inside = true,
            '>' => inside = false,
            '\u{1}' => text.push('\n'),
            ch if !inside => text.push(ch),
            _markup => {}
        }
    }
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
}

/// What both forms of a paper say, if the case has come so far; everything that holds for any paper holds for it.
fn read_again(paper: Paper, sheet: &Sheet, blank: bool, full: &str) -> Option<String> {
    let mut facts = sheet.facts();
    facts.blank = blank;
    let text = match documents::text(paper, &facts) {
        Ok(text) => text,
        Err(PaperFault::NotYet { .. }) => return None,
        Err(other) => panic!("{paper:?}: {other:?}"),
    };
    let docx = documents::docx(paper, &facts, None).unwrap();
    let parts = parts(&docx);
    for (name, xml) in &parts {
        assert_well_formed(&format!("{paper:?} {name}"), xml);
    }
    let of = |wanted: &str| {
        let part = parts.iter().find(|(name, _)| name == wanted);
        paragraphs(&part.unwrap().1)
    };
    let both = format!(
        "{}\n{}",
        of("word/document.xml"),
        of("word/footer1.xml").trim_end()
    );
    assert_eq!(both, text, "{paper:?}: the two forms differ");
    assert!(!text.contains(['«', '»', '{', '}']), "{paper:?}: {text}");
    let foot = text.lines().last().unwrap();
    for part in ["禹会区", "2026-11-23", "日志第 41 号", "摘要 sm3:feed"] {
        assert!(foot.contains(part), "{paper:?}: {foot}");
    }
    assert!(
        !text.contains(full),
        "{paper:?}: the whole number stands there"
    );
    let numbered = text.contains("****");
    assert_eq!(numbered, !paper.is_public(), "{paper:?}: {text}");
    Some(text)
}

/// What a paper must say.
fn says(text: &str, all: &[&str]) {
    for words in all {
        assert!(text.contains(words), "「{words}」 is missing:\n{text}");
    }
}

/// Passes the household on to the 医保局.
fn referred(office: &mut Office, case: CaseId) {
    let day = office.today();
    office
        .run(Command::Refer {
            case,
            deed: ReferralDeed::Pass {
                what: Entitlement::Medical,
                member: Some(0),
                office: "禹会区医保局".into(),
                day,
                consent: Consent::Spoken,
                note: "住院自付较多".into(),
            },
        })
        .unwrap();
}

#[test]
fn what_follows_a_decrease_reads_the_same_in_both_forms() {
    let (mut office, case) = served();
    referred(&mut office, case);
    let view = office.view(case);
    let full = number(&office, &view);
    let sheet = Sheet::of(view);
    let read = |paper| read_again(paper, &sheet, false, &full).unwrap();
    says(
        &read(Paper::Hearing),
        &[
            "减发",
            "每月 622.00 元改为每月 422.00 元",
            "2026-11-23",
            "王芳",
            "希望明年再看 <同意> & 无异议",
        ],
    );
    says(
        &read(Paper::Notice),
        &[
            "722.00",
            "程序默认",
            "未核实",
            "60 日",
            "6 个月",
            "直接送达",
        ],
    );
    says(
        &read(Paper::Visit),
        &["李国才", "王芳", "张伟", "2026-11-23", "入户"],
    );
    says(
        &read(Paper::Referral),
        &[
            "禹会区医保局：",
            "医疗救助",
            "当面",
            "住院自付较多",
            "转介人：王芳",
        ],
    );
    let blank = read_again(Paper::Visit, &sheet, true, &full).unwrap();
    says(
        &blank,
        &[
            "李国才",
            "现享：每月 622.00 元",
            "调查日期：________",
            "调查人：________",
        ],
    );
    assert!(
        !blank.contains("王芳"),
        "who surveyed is left to be written: {blank}"
    );
    for paper in Paper::ALL {
        read_again(paper, &sheet, false, &full);
        read_again(paper, &sheet, true, &full);
    }
}

#[test]
fn what_nobody_confirmed_is_marked_in_the_letter_and_nothing_else_is() {
    let (office, case) = served();
    let view = office.view(case);
    let full = number(&office, &view);
    let sheet = Sheet::of(view);
    let notice = read_again(Paper::Notice, &sheet, false, &full).unwrap();
    let (_, sums) = notice.split_once("四、金额是怎样算的\n").unwrap();
    let (sums, _) = sums.split_once("\n五、依据").unwrap();
    let proposal = sheet.facts().case.review.proposal.clone().unwrap();
    let steps = &proposal.finding.steps;
    let lines: Vec<&str> = sums
        .lines()
        .filter(|line| !line.trim().is_empty())
        .collect();
    let (legend, lines) = lines.split_last().unwrap();
    assert_eq!(lines.len(), steps.len(), "{sums}");
    assert!(
        legend.contains("「未核实」") && legend.contains("「程序默认」"),
        "{legend}"
    );
    let mut said = Vec::new();
    for (step, line) in steps.iter().zip(lines) {
        let marked = line.contains("未核实") || line.contains("程序默认");
        assert!(!marked || step.status != Confidence::Confirmed, "{line}");
        if marked {
            said.extend(step.param.as_deref());
        } else if let Some(param) = step.param.as_ref().filter(|name| name.starts_with("db."))
            && step.status != Confidence::Confirmed
        {
            // A line that only works with a value another line has introduced is not marked a second time.
            assert!(
                said.contains(&param.as_str()),
                "nobody confirmed {param}: {line}"
            );
        }
    }
    assert!(said.len() > 1, "{sums}");
}

#[test]
fn every_outcome_with_less_has_a_notice_under_its_own_title() {
    for (outcome, cause, wage, title, decided) in [
        (
            Outcome::Stop,
            Cause::Income,
            2000,
            "停发决定告知书\n",
            "自 2026-12 起停发，停发前为每月 622.00 元",
        ),
        (
            Outcome::PhaseOut,
            Cause::Employment,
            2000,
            "渐退告知书\n",
            "自 2026-12 起渐退 3 个月，至 2027-02 止，渐退期每月 622.00 元",
        ),
        (
            Outcome::ToEdge,
            Cause::Income,
            900,
            "停发并转低保边缘决定告知书\n",
            "转为低保边缘家庭",
        ),
        (
            Outcome::ToRigid,
            Cause::Income,
            1200,
            "停发并转刚性支出困难家庭决定告知书\n",
            "转为刚性支出困难家庭，另按刚性支出困难家庭的规定享受救助",
        ),
    ] {
        let mut office = Office::open();
        office.set_value("avg.disposable.rural", "24000");
        let case = office.take_in(intake("李国才", 1));
        office.visit(case);
        office.hear(case);
        let mut household = office.view(case).case.household;
        household.members[0].facts.incomes = vec![Income {
            kind: IncomeKind::Wage,
            item: None,
            amount: Fen::yuan(wage),
            per: Per::Month,
        }];
        let seen = hecha::engine::query::Query::Assess {
            case,
            household: Box::new(household.clone()),
            cause: Some(cause),
            on: None,
        };
        let hecha::engine::answer::Answer::Assessment(seen) = office.ask(seen).unwrap() else {
            panic!("another answer")
        };
        office
            .run(Command::Propose(Box::new(ProposeReview {
                case,
                outcome,
                cause,
                reason: "查实".into(),
                effective: None,
                phase_out_months: (outcome == Outcome::PhaseOut).then_some(3),
                changed: None,
                household,
                finding_seen: seen.digest,
            })))
            .unwrap();
        signed(&mut office, case);
        let view = office.view(case);
        let full = number(&office, &view);
        let text = read_again(Paper::Notice, &Sheet::of(view), false, &full).unwrap();
        says(
            &text,
            &[title, decided, "社会救助法 第四十八条", "禹会区人民法院"],
        );
    }
}

#[test]
fn who_is_given_nothing_is_told_why_and_what_can_be_done_and_of_no_hearing() {
    let mut office = Office::open();
    let mut new = intake("李国才", 1);
    new.programme = Programme::Linshi;
    new.benefit = None;
    let case = office.take_in(new);
    office.visit(case);
    let household = office.view(case).case.household;
    office
        .propose(
            case,
            household,
            Outcome::Deny,
            Cause::Other,
            "学费已由学校减免",
        )
        .unwrap();
    signed(&mut office, case);
    let view = office.view(case);
    let full = number(&office, &view);
    let text = read_again(Paper::Notice, &Sheet::of(view), false, &full).unwrap();
    says(
        &text,
        &[
            "不予临时救助决定告知书\n",
            "不予临时救助。",
            "学费已由学校减免",
            "社会救助法 第二十九条",
            "禹会区人民政府",
            "禹会区人民法院",
        ],
    );
    assert!(!text.contains("第四十八条"), "{text}");
}

/// Signs a proposal through to its notice.
fn signed(office: &mut Office, case: CaseId) {
    office.approve(case).unwrap();
    office.confirm(case).unwrap();
    office.give_notice(case);
}

/// 周秀兰, 77, at home; three items cannot be done; a son has come back who can carry the duty.
fn tekun(office: &mut Office) -> CaseId {
    let mut new = intake("周秀兰", 7);
    new.programme = Programme::Tekun;
    new.benefit = Some(Benefit {
        month: Fen::yuan(999),
        since: None,
    });
    let birth = hecha::domain::calendar::Day::new(1949, 3, 1).unwrap();
    new.members[0].facts = MemberFacts::new(Relation::Head, birth);
    new.members[0].identity.number = hecha::domain::person::Personal::new(id_number(3, "19490301"));
    let case = office.take_in(new);
    let day = office.today();
    office
        .run(Command::RecordSupport {
            case,
            mode: CareMode::Scattered,
            tier: Some(CareTier::SelfCare),
            agreement_until: None,
            able_duty: Some(true),
            day,
            note: "儿子已回乡".into(),
        })
        .unwrap();
    let note = "村委: 跌倒后走不动".to_owned();
    let deed = CareDeed::ReportAbility { day, note };
    office.run(Command::EnterCare { case, deed }).unwrap();
    office
        .run(Command::AssessSelfCare {
            case,
            items: SelfCareItems {
                eat: true,
                dress: true,
                transfer: true,
                toilet: false,
                walk: false,
                bathe: false,
            },
            day,
            note: "县级评估组".into(),
        })
        .unwrap();
    case
}

#[test]
fn the_papers_of_the_end_of_a_support_go_to_the_person_the_village_and_the_wall() {
    let mut office = Office::open();
    let case = tekun(&mut office);
    office.visit(case);
    office.hear(case);
    let household = office.view(case).case.household;
    office
        .propose(
            case,
            household,
            Outcome::Stop,
            Cause::Other,
            "儿子有履行能力",
        )
        .unwrap();
    let day = office.today();
    office
        .run(Command::MakePosting {
            case,
            day,
            place: "村务公开栏".into(),
        })
        .unwrap();
    let view = office.view(case);
    let full = number(&office, &view);
    let sheet = Sheet::of(view);
    let posting = read_again(Paper::Posting, &sheet, false, &full).unwrap();
    says(
        &posting,
        &["周秀兰", "2026-11-23 至 2026-11-30", "村务公开栏", "停发"],
    );
    assert!(
        !posting.contains("儿子") && !posting.contains("前进村5组"),
        "{posting}"
    );
    let care = read_again(Paper::SelfCare, &sheet, false, &full).unwrap();
    says(
        &care,
        &[
            "1. 吃饭：能",
            "4. 如厕：不能",
            "不能完成的项数：3",
            "部分丧失",
            "县级评估组",
            "跌倒后走不动",
            "分散",
            "77",
        ],
    );
    let empty = read_again(Paper::SelfCare, &sheet, true, &full).unwrap();
    says(
        &empty,
        &["1. 吃饭：____", "不能完成的项数：________", "周秀兰"],
    );
    office.advance_days(8);
    signed(&mut office, case);
    let mut sheet = Sheet::of(office.view(case));
    sheet.foot = Foot {
        seq: 41,
        digest: "sm3:feed".into(),
    };
    let told = read_again(Paper::TekunNotice, &sheet, false, &full).unwrap();
    says(
        &told,
        &[
            "周秀兰（前进村",
            "、前进村村（居）民委员会：",
            "儿子有履行能力",
            "民发〔2021〕43号",
            "其他救助",
            "禹会区人民政府",
        ],
    );
}

#[test]
fn help_that_was_given_first_gets_its_paper_afterwards() {
    let mut office = Office::open();
    let mut new = intake("周秀兰", 7);
    new.programme = Programme::Linshi;
    new.benefit = None;
    let case = office.take_in(new);
    let day = office.today();
    office
        .run(Command::RecordAid {
            case,
            kind: LinshiType::Urgent,
            cause: "房屋失火".into(),
            amount: Fen::yuan(2000),
            day,
            parts: Vec::new(),
        })
        .unwrap();
    office
        .run(Command::AdvanceAid {
            case,
            deed: AidDeed::Discuss {
                day,
                present: "张伟、李建国".into(),
                decision: "同意 2000 元".into(),
            },
        })
        .unwrap();
    let view = office.view(case);
    let full = number(&office, &view);
    let text = read_again(Paper::Aid, &Sheet::of(view), false, &full).unwrap();
    says(
        &text,
        &[
            "救助对象：周秀兰",
            "急难型",
            "房屋失火",
            "2,000.00 元",
            "同意 2000 元",
            "经办人：王芳",
            "盖章",
        ],
    );
}
