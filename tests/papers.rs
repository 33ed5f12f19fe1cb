//! Papers from a case: what stands on them, what never does, and what an office's own template may do wrong.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "papers/again.rs"]
mod again;
#[path = "papers/harm.rs"]
mod harm;
mod office;

use std::io::{Cursor, Read, Write};

use hecha::{
    documents::{self, Foot, Paper, PaperFacts, PaperFault},
    domain::{
        calendar::Day,
        care::{CareMode, CareTier},
        household::{Household, MemberFacts, Relation},
        ids::CaseId,
        income::{Income, IncomeKind, Per},
        money::Fen,
        notice::ServiceMethod,
        review::{Cause, Outcome},
    },
    engine::{answer::CaseView, command::Command},
};
use office::{Office, intake};
use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

/// The full number of the only member.
fn number(office: &Office, view: &CaseView) -> String {
    use hecha::engine::{answer::Answer, query::Query};
    let query = Query::Reveal {
        case: view.case.id,
        person: view.members[0].person,
    };
    match office.ask(query).unwrap() {
        Answer::Identity(identity) => identity.number.reveal().to_owned(),
        other => panic!("another answer: {other:?}"),
    }
}

/// What a paper is made from, held together.
struct Sheet {
    view: CaseView,
    names: Vec<String>,
    numbers: Vec<String>,
    ages: Vec<u32>,
    foot: Foot,
}

impl Sheet {
    fn of(view: CaseView) -> Self {
        let members = &view.members;
        Self {
            names: members
                .iter()
                .map(|member| member.name.reveal().to_owned())
                .collect(),
            numbers: members
                .iter()
                .map(|member| member.masked_number.clone())
                .collect(),
            ages: members.iter().map(|member| member.age).collect(),
            foot: Foot {
                seq: 41,
                digest: "sm3:feed".into(),
            },
            view,
        }
    }

    /// A posting of a recognition is for who moves to 特困; every other paper fits the decrease as it is.
    fn ready_for(&mut self, paper: Paper) -> PaperFacts<'_> {
        let proposal = self.view.case.review.proposal.as_mut().unwrap();
        proposal.outcome = if paper == Paper::Recognition {
            Outcome::ToTekun
        } else {
            Outcome::Decrease
        };
        self.facts()
    }

    fn facts(&self) -> PaperFacts<'_> {
        PaperFacts {
            case: &self.view.case,
            names: &self.names,
            numbers: &self.numbers,
            ages: &self.ages,
            address: self.view.address.reveal(),
            village: &self.view.village,
            township: &self.view.township,
            office: "禹会区",
            staff: &self.view.staff,
            overpaid: None,
            today: Day::new(2026, 11, 23).unwrap(),
            foot: &self.foot,
            blank: false,
        }
    }
}

fn with_wage(office: &Office, case: CaseId) -> Household {
    let mut household = office.view(case).case.household;
    household.members[0].facts.incomes = vec![Income {
        kind: IncomeKind::Wage,
        item: None,
        amount: Fen::yuan(300),
        per: Per::Month,
    }];
    household
}

/// A decrease from 622.00 to 422.00 that is notified and served.
fn served() -> (Office, CaseId) {
    let mut office = Office::open();
    let case = office.take_in(intake("李国才", 1));
    office.visit(case);
    let day = office.today();
    let hearing = Command::RecordHearing {
        case,
        day,
        said: "希望明年再看 <同意> & 无异议".into(),
        heard: true,
    };
    office.run(hearing).unwrap();
    let household = with_wage(&office, case);
    let reason = "本人在镇上务工";
    office
        .propose(
            case,
            household,
            Outcome::Decrease,
            Cause::Employment,
            reason,
        )
        .unwrap();
    let freeze = office.view(case).case.review.proposal.unwrap().freeze;
    office.sit("李建国");
    let approve = Command::Approve {
        case,
        freeze: freeze.clone(),
    };
    office.run(approve).unwrap();
    office.sit("赵敏");
    let confirm = Command::Confirm {
        case,
        freeze: freeze.clone(),
    };
    office.run(confirm).unwrap();
    office.sit("王芳");
    let notice = Command::MakeNotice {
        case,
        freeze,
        number: "禹民告〔2026〕1号".into(),
        review_body: "禹会区人民政府".into(),
        court: "禹会区人民法院".into(),
    };
    office.run(notice).unwrap();
    let service = Command::RecordService {
        case,
        day,
        method: ServiceMethod::Direct,
        receiver: "李国才 本人".into(),
        note: String::new(),
    };
    office.run(service).unwrap();
    (office, case)
}

/// The parts of a document that hold text, one after the other.
fn written(docx: &[u8]) -> String {
    let mut archive = ZipArchive::new(Cursor::new(docx)).unwrap();
    let mut all = String::new();
    for part in ["word/document.xml", "word/footer1.xml"] {
        if let Ok(mut part) = archive.by_name(part) {
            part.read_to_string(&mut all).unwrap();
        }
    }
    all
}

/// A document of one part.
fn template(body: &str) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in [
        ("[Content_Types].xml", "<Types/>".to_owned()),
        (
            "word/document.xml",
            format!("<w:document><w:body>{body}</w:body></w:document>"),
        ),
    ] {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A paragraph of runs.
fn paragraph(runs: &[&str]) -> String {
    let runs: Vec<String> = runs
        .iter()
        .map(|run| format!("<w:r><w:rPr><w:b/></w:rPr><w:t>{run}</w:t></w:r>"))
        .collect();
    format!("<w:p>{}</w:p>", runs.concat())
}

#[test]
fn a_notice_holds_what_it_must_and_its_numbers_are_masked() {
    let (office, case) = served();
    let view = office.view(case);
    let full = number(&office, &view);
    let sheet = Sheet::of(view);
    let text = documents::text(Paper::Notice, &sheet.facts()).unwrap();
    for words in [
        "减发决定告知书",
        "禹民告〔2026〕1号",
        "减发：自 2026-12 起由每月 622.00 元改为每月 422.00 元。",
        "就业：本人在镇上务工",
        "民发〔2021〕57号 第三十二条；社会救助法 第四十八条；行政复议法 第二十条；行政诉讼法 第四十六条",
        "自知道本决定之日起60 日内向禹会区人民政府申请行政复议",
        "自知道本决定之日起6 个月内向禹会区人民法院提起行政诉讼",
        "722.00",
        "经办人 王芳　审核人 李建国　确认人 赵敏",
        "直接送达 2026-11-23 签收 李国才 本人",
        "sm3:feed",
    ] {
        assert!(text.contains(words), "「{words}」 is missing:\n{text}");
    }
    assert!(!text.contains('«'), "{text}");
    assert!(text.contains("********"), "{text}");
    assert!(!text.contains(&full), "the whole number stands there");
    let docx = written(&documents::docx(Paper::Notice, &sheet.facts(), None).unwrap());
    assert!(docx.contains("减发决定告知书") && docx.contains("sm3:feed"));
    assert!(docx.contains("&lt;同意&gt; &amp; 无异议"), "markup is text");
    assert!(!docx.contains(&full));
}

#[test]
fn every_paper_is_made_of_every_case_that_has_come_so_far_and_says_what_is_not_there() {
    let (office, case) = served();
    let mut sheet = Sheet::of(office.view(case));
    for paper in Paper::ALL {
        let text = documents::text(paper, &sheet.ready_for(paper)).unwrap();
        assert!(
            text.contains("李国才") && text.contains("sm3:feed"),
            "{text}"
        );
        documents::docx(paper, &sheet.facts(), None).unwrap();
    }
    let mut office = Office::open();
    let fresh = office.take_in(intake("王秀兰", 2));
    let sheet = Sheet::of(office.view(fresh));
    for paper in Paper::ALL {
        let made = documents::text(paper, &sheet.facts());
        let needs_more = matches!(
            paper,
            Paper::Notice
                | Paper::TekunNotice
                | Paper::Hearing
                | Paper::Posting
                | Paper::Recognition
        );
        assert_eq!(
            matches!(made, Err(PaperFault::NotYet { .. })),
            needs_more,
            "{paper:?}"
        );
    }
}

#[test]
fn a_posting_shows_no_number_and_no_address_whatever_its_template_asks_for() {
    let (office, case) = served();
    let sheet = Sheet::of(office.view(case));
    let masked = sheet.numbers[0].clone();
    let own = template(&paragraph(&[
        "«户主姓名»«户主证件号»«住址»«成员表»«拟定内容»«公示起»«公示止»«日志摘要»",
    ]));
    let docx = documents::docx(Paper::Posting, &sheet.facts(), Some(&own)).unwrap();
    let docx = written(&docx);
    assert!(docx.contains("李国才"));
    assert!(
        !docx.contains(&masked) && !docx.contains("前进村5组"),
        "{docx}"
    );
    let text = documents::text(Paper::Posting, &sheet.facts()).unwrap();
    assert!(
        !text.contains(&masked) && !text.contains("前进村5组"),
        "{text}"
    );
    assert!(!text.contains("务工"), "the reason in words is not posted");
}

#[test]
fn a_placeholder_cut_into_runs_is_found_and_the_rest_stays() {
    let (office, case) = served();
    let sheet = Sheet::of(office.view(case));
    let own = template(&format!(
        "{}{}",
        paragraph(&["户主：«户主", "姓", "名»，", "好"]),
        paragraph(&["«案号»«人»"]).replace("«人»", "«自理六项»«自理结果»«日志摘要»"),
    ));
    let docx = written(&documents::docx(Paper::SelfCare, &sheet.facts(), Some(&own)).unwrap());
    let run = |text: &str| format!("<w:t xml:space=\"preserve\">{text}</w:t>");
    assert!(docx.contains(&run("户主：李国才")), "{docx}");
    assert!(
        docx.contains(&run("，")) && docx.contains(&run("好")),
        "{docx}"
    );
    assert!(docx.contains("<w:rPr><w:b/></w:rPr>"));
    assert!(
        docx.contains("1. 吃饭：____</w:t><w:br/>"),
        "lines are broken: {docx}"
    );
}

#[test]
fn what_is_wrong_with_a_template_is_named() {
    let (office, case) = served();
    let sheet = Sheet::of(office.view(case));
    let made = |body: &str| {
        documents::docx(Paper::Referral, &sheet.facts(), Some(&template(body))).unwrap_err()
    };
    assert_eq!(
        made(&paragraph(&["«户主姓各»«日志摘要»"])),
        PaperFault::UnknownField {
            name: "户主姓各".into(),
            nearest: Some("户主姓名")
        }
    );
    assert_eq!(
        made(&paragraph(&["«户主姓名»"])),
        PaperFault::MissingField {
            name: "日志摘要"
        }
    );
    assert_eq!(
        made(&format!(
            "{}{}",
            paragraph(&["«户主"]),
            paragraph(&["姓名»"])
        )),
        PaperFault::Unclosed {
            begins: "户主".into()
        }
    );
    for bytes in [b"not a document".as_slice(), b"PK\x03\x04", b""] {
        assert_eq!(
            documents::docx(Paper::Referral, &sheet.facts(), Some(bytes)).unwrap_err(),
            PaperFault::NotADocument
        );
    }
    for fault in [
        made(&paragraph(&["«户主姓各»«日志摘要»"])),
        made(&paragraph(&["«户主姓名»"])),
    ] {
        let message = fault.message();
        for part in [&message.what, &message.meaning, &message.remedy] {
            assert!(part.ends_with('。'), "{part}");
        }
    }
}

#[test]
fn a_template_written_out_fills_like_the_built_in_one() {
    let (office, case) = served();
    let mut sheet = Sheet::of(office.view(case));
    for paper in Paper::ALL {
        let facts = sheet.ready_for(paper);
        let own = documents::blank(paper).unwrap();
        assert!(written(&own).contains("«户主姓名»"), "{paper:?}");
        assert_eq!(
            written(&documents::docx(paper, &facts, Some(&own)).unwrap()),
            written(&documents::docx(paper, &facts, None).unwrap())
        );
    }
}

#[test]
fn every_name_the_book_lists_can_be_filled_in() {
    let (office, case) = served();
    let sheet = Sheet::of(office.view(case));
    let book = include_str!("../src/cli/help/papers.md");
    let (_, own) = book.split_once("## 自备模板").unwrap();
    let listed: Vec<&str> = own
        .lines()
        .filter(|line| line.starts_with("    "))
        .flat_map(str::split_whitespace)
        .collect();
    assert!(listed.len() > 50, "{}", listed.len());
    let all = format!("«{}»", listed.join("»«"));
    let own = template(&paragraph(&[&all]));
    documents::docx(Paper::Notice, &sheet.facts(), Some(&own)).unwrap();
}

#[test]
fn who_moves_to_tekun_is_posted_under_the_recognition_and_not_as_an_end() {
    let mut office = Office::open();
    office.set_value("tk.min_wage", "2000");
    let mut new = intake("周秀兰", 7);
    new.members[0].facts = MemberFacts::new(Relation::Head, Day::new(1950, 3, 1).unwrap());
    let case = office.take_in(new);
    office.visit(case);
    let day = office.today();
    let tier = Some(CareTier::SelfCare);
    let (able_duty, agreement_until) = (Some(false), None);
    office
        .run(Command::RecordSupport {
            case,
            mode: CareMode::Scattered,
            tier,
            agreement_until,
            able_duty,
            day,
            note: String::new(),
        })
        .unwrap();
    let household = office.view(case).case.household;
    office
        .propose(case, household, Outcome::ToTekun, Cause::Other, "年老")
        .unwrap();
    let sheet = Sheet::of(office.view(case));
    assert!(Paper::Recognition.fits(&sheet.view.case) && !Paper::Posting.fits(&sheet.view.case));
    let text = documents::text(Paper::Recognition, &sheet.facts()).unwrap();
    for words in [
        "第十五条",
        "自 2026-12 起转为特困人员救助供养，每月 999.00 元；转前的每月 622.00 元同时停发。",
    ] {
        assert!(text.contains(words), "{text}");
    }
    assert!(!text.contains(&sheet.numbers[0]), "{text}");
    let end = documents::text(Paper::Posting, &sheet.facts());
    assert!(matches!(end, Err(PaperFault::NotYet { .. })));
}
