//! The JSON that scripts read is exactly what `hecha help 接口` says: nothing else comes out, nothing is missing, and
//! everything is of the type that is named there.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod support;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    sync::Arc,
};

use hecha::{
    base::clock::SystemClock,
    domain::{
        case::Programme,
        evidence::VisitMode,
        ids::StaffId,
        person::Personal,
        queue::QueueId,
        review::{Cause, Outcome},
    },
    engine::{
        answer::Answer,
        command::{Command, Intake, ProposeReview},
        query::Query,
    },
    session::{
        Request, Session,
        local::{Chair, Local},
    },
};
use serde_json::Value;
use support::world::World;

/// Members by path with the type that the book names.
type Table = BTreeMap<String, String>;

/// The tables of the page, by heading.
fn book(world: &World) -> BTreeMap<String, Table> {
    let page = world.hecha(&["help", "接口"]).ended(0).out;
    let mut tables: BTreeMap<String, Table> = BTreeMap::new();
    let mut heading = String::new();
    for line in page.lines() {
        if let Some(text) = line.strip_prefix("## ") {
            text.clone_into(&mut heading);
        }
        let words: Vec<&str> = line.split_whitespace().collect();
        if let ([path, kind, _, ..], true) = (words.as_slice(), line.starts_with("    "))
            && heading != "代号"
            && *path != "hecha"
        {
            let twice = tables
                .entry(heading.clone())
                .or_default()
                .insert((*path).to_owned(), (*kind).to_owned());
            assert_eq!(twice, None, "{heading}: {path} stands twice");
        }
    }
    tables
}

/// The codes that the page lists.
fn codes(world: &World) -> BTreeSet<String> {
    let page = world.hecha(&["help", "接口"]).ended(0).out;
    let (_, list) = page.split_once("## 代号").unwrap();
    list.split(|ch: char| !ch.is_ascii_lowercase() && ch != '_')
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Whether a value is of a type of the book.
fn is(value: &Value, kind: &str, codes: &BTreeSet<String>) -> bool {
    let digits = |text: &str, form: &str| {
        text.len() == form.len()
            && text.chars().zip(form.chars()).all(|(ch, form)| match form {
                '0' => ch.is_ascii_digit(),
                other => ch == other,
            })
    };
    match (kind, value) {
        (kind, Value::Null) => kind.ends_with("或空"),
        (kind, value) => match (kind.trim_end_matches("或空"), value) {
            ("对象", Value::Object(_)) | ("列表", Value::Array(_)) | ("文字", Value::String(_)) => {
                true
            }
            ("整数", Value::Number(number)) => number.is_i64() || number.is_u64(),
            ("是否", Value::Bool(_)) => true,
            ("日期", Value::String(text)) => digits(text, "0000-00-00"),
            ("月份", Value::String(text)) => digits(text, "0000-00"),
            ("代号", Value::String(text)) => codes.contains(text),
            ("金额", Value::String(text)) => {
                let (yuan, fen) = text.split_once('.').unwrap_or_default();
                let yuan = yuan.trim_start_matches('-');
                digits(fen, "00")
                    && !yuan.is_empty()
                    && yuan.bytes().all(|byte| byte.is_ascii_digit())
            }
            _ => false,
        },
    }
}

/// Compares what came out with its table, and notes what was seen with a value.
struct Check<'b> {
    heading: &'b str,
    table: &'b Table,
    codes: &'b BTreeSet<String>,
    seen: BTreeSet<String>,
}

impl Check<'_> {
    fn value(&mut self, value: &Value, path: &str) {
        let is_list = path == "[]" && value.is_array();
        if !path.is_empty() && !is_list {
            let kind = self.table.get(path);
            let kind =
                kind.unwrap_or_else(|| panic!("{}: {path} is not in the book", self.heading));
            let fits = is(value, kind, self.codes);
            assert!(fits, "{}: {path} should be {kind}: {value}", self.heading);
            if !value.is_null() {
                self.seen.insert(path.to_owned());
            }
        }
        match value {
            Value::Object(members) => self.members(members, path),
            Value::Array(items) => {
                for item in items {
                    let below = format!("{path}[]");
                    if self.table.contains_key(&below) || !item.is_object() {
                        self.value(item, &below);
                    } else if let Value::Object(members) = item {
                        self.members(members, &below);
                    }
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }

    fn members(&mut self, members: &serde_json::Map<String, Value>, path: &str) {
        let prefix = if path.is_empty() {
            String::new()
        } else {
            format!("{path}.")
        };
        for (name, value) in members {
            self.value(value, &format!("{prefix}{name}"));
        }
        let is_member = |known: &&String| {
            known
                .strip_prefix(&prefix)
                .is_some_and(|rest| !rest.is_empty() && !rest.contains(['.', '[']))
        };
        for known in self.table.keys().filter(is_member) {
            let name = known.strip_prefix(&prefix).unwrap();
            assert!(
                members.contains_key(name),
                "{}: {known} is missing",
                self.heading
            );
        }
    }
}

fn json(world: &World, args: &[&str]) -> Value {
    world.hecha(args).json()
}

fn numbers(page: &Value) -> Vec<String> {
    let rows = page["rows"].as_array().unwrap();
    rows.iter()
        .map(|row| row["case"].as_str().unwrap().to_owned())
        .collect()
}

/// Takes in somebody else under a programme, whose review is due today.
fn another(like: &Intake, programme: Programme) -> Command {
    let mut intake = Intake {
        number: String::new(),
        programme,
        last_review: None,
        ..like.clone()
    };
    intake.members.truncate(1);
    intake.members[0].identity.number = Personal::default();
    Command::OpenCase {
        intake: Box::new(intake),
    }
}

/// A demo district in which a case is claimed, some wait for a signature, and an account is bound.
fn busy_district() -> World {
    let world = World::demo();
    let (session, _) = Local::open(
        &world.data(),
        Arc::new(SystemClock),
        Chair::Named("王芳".to_owned()),
        &mut |_| {},
    )
    .unwrap();
    let mut keys = 0..;
    let mut execute = |command| {
        let key = format!("busy-{}", keys.next().unwrap());
        session.execute(Request {
            command,
            expect: None,
            key,
        })
    };
    let query = Query::QueuePage {
        queue: QueueId::Dibao,
        after: None,
        limit: 40,
    };
    let Ok(Answer::Page(page)) = session.ask(query) else {
        panic!("no page");
    };
    let Ok(Answer::Me(me)) = session.ask(Query::Me) else {
        panic!("nobody");
    };
    let day = me.today;
    let mut proposed = 0;
    for row in &page.rows[1..] {
        let visit = Command::RecordVisit {
            case: row.case,
            day,
            surveyors: vec![StaffId(2), StaffId(3)],
            others: Vec::new(),
            mode: VisitMode::Home,
            met: true,
            note: String::new(),
        };
        execute(visit).unwrap();
        let Ok(Answer::Case(view)) = session.ask(Query::Case { case: row.case }) else {
            panic!("no case");
        };
        let keep = Command::Propose(Box::new(ProposeReview {
            case: row.case,
            outcome: Outcome::Keep,
            cause: Cause::Unchanged,
            reason: String::new(),
            effective: None,
            phase_out_months: None,
            changed: None,
            household: view.case.household.clone(),
            finding_seen: view.assessment.digest.clone(),
        }));
        proposed += u32::from(execute(keep).is_ok());
    }
    assert!(proposed > 1, "some households stand as they stood");
    execute(Command::Claim {
        case: page.rows[0].case,
    })
    .unwrap();
    let known = session.ask(Query::Match {
        number: page.rows[0].number.clone(),
        head: Personal::default(),
    });
    let Ok(Answer::Match(Some(known))) = known else {
        panic!("no such number");
    };
    let mut newer = known.intake.clone();
    "名册另有说法".clone_into(&mut newer.members[0].facts.note);
    "名册.xlsx 第8行".clone_into(&mut newer.source);
    execute(Command::ReportChange {
        case: known.case,
        intake: Box::new(newer),
        digest: String::new(),
    })
    .unwrap();
    for programme in [Programme::Tekun, Programme::Linshi] {
        execute(another(&known.intake, programme)).unwrap();
    }
    session.close().unwrap();
    let admin = ["--as", "孙丽"];
    let add = [
        "staff",
        "add",
        "刘洋",
        "--role",
        "审核人",
        "--account",
        "liuyang",
    ];
    world.hecha(&[&admin[..], &add].concat()).ended(0);
    world
}

/// Carries out a verb on a case, its words separated by blanks.
fn verb(world: &World, case: &str, words: &str) {
    let words: Vec<&str> = words
        .split(' ')
        .map(|word| if word == "CASE" { case } else { word })
        .collect();
    world.hecha(&words).ended(0);
}

/// What is kept of a person at home, and of a help in instalments, entered by verb.
fn kept(world: &World, out: &mut Vec<(&'static str, Value)>) {
    out.push(("queue", json(world, &["queue", "visits", "--json"])));
    let tekun = numbers(&json(world, &["queue", "tekun", "--json"]))[0].clone();
    for words in [
        "care support CASE --mode 分散 --duty 无",
        "care visit CASE --visitor 赵书记 --health 良好 --housing 有隐患 --caregiver 按协议照料 --needs 修屋顶",
        "care assess CASE --unable 如厕,洗澡 --assessor 县级评估组",
        "care agree CASE --with 刘桂兰 --until 2039-12-31",
        "care report CASE --note 村委说不能下床",
        "care study CASE --school 职教中心 --until 2039-07-10",
        "care elsewhere CASE --dibao 符合 --edge 不符合 --linshi 不申请 --note 与儿子同住",
        "refer to CASE 医疗 --office 区医保局 --consent 当面 --member 1",
        "refer result CASE 2 已受理 --note 窗口答复",
    ] {
        verb(world, &tekun, words);
    }
    let shown = json(world, &["show", &tekun, "--json"]);
    let visits = shown["care"]["visits"].as_array().unwrap();
    assert_eq!(visits.last().unwrap()["needs"], "修屋顶");
    assert_eq!(shown["referrals"][0]["what"], "dibao");
    assert_eq!(shown["referrals"][1]["answer"]["outcome"], "accepted");
    out.push(("show", shown));
    out.push((
        "refer list",
        json(world, &["refer", "list", &tekun, "--json"]),
    ));
    let linshi = numbers(&json(
        world,
        &["queue", "linshi", "--json", "--limit", "500"],
    ));
    let unhelped =
        |number: &String| json(world, &["show", number, "--json"])["aid"]["given"].is_null();
    let case = linshi.into_iter().find(unhelped).unwrap();
    let today = shown_day(world);
    verb(
        world,
        &case,
        "aid ask CASE --kind 小额快救 --cause 临时断炊",
    );
    out.push(("show", json(world, &["show", &case, "--json"])));
    let give = format!(
        "aid give CASE --kind 急难 --cause 失火 --amount 2000 --part {today}=1200 --part 2039-01-01=800"
    );
    verb(world, &case, &give);
    for words in [
        "aid pay CASE 1",
        "aid papers CASE --note 审批表",
        "aid discuss CASE --present 李建国 --decision 同意",
        "aid visit CASE --used 是 --note 已租房",
    ] {
        verb(world, &case, words);
    }
    let shown = json(world, &["show", &case, "--json"]);
    assert_eq!(shown["aid"]["given"]["parts"][0]["paid"], today.as_str());
    out.push(("show", shown));
}

/// Today, as the desk has it.
fn shown_day(world: &World) -> String {
    let queue = json(world, &["queue", "dibao", "--json"]);
    queue["day"].as_str().unwrap().to_owned()
}

/// Everything that scripts may read of a district, by the heading of its table.
fn outputs(world: &World) -> Vec<(&'static str, Value)> {
    let mut out = Vec::new();
    let to_approve = ["--as", "李建国", "queue", "to_approve", "--json"];
    let waiting = numbers(&json(world, &to_approve));
    let queue = json(world, &["queue", "dibao", "--json"]);
    let mut cases = numbers(&queue);
    cases.extend(numbers(&json(world, &["queue", "tekun", "--json"])));
    cases.extend(numbers(&json(world, &["queue", "linshi", "--json"])));
    cases.extend(waiting.iter().cloned());
    out.push(("queue", queue));
    out.push(("queue", json(world, &to_approve)));
    for number in &cases {
        let shown = json(world, &["show", number, "--json"]);
        let linked = shown["linked"].as_array().unwrap();
        if linked.iter().any(|one| !one["month"].is_null()) {
            out.push((
                "refer list",
                json(world, &["refer", "list", number, "--json"]),
            ));
        }
        out.push(("show", shown));
    }
    let explain = |number: &str| json(world, &["explain", number, "--json"]);
    let stored = |value: &Value| (value["basis"].clone(), value["stored"].clone());
    let today = explain(&cases[0]);
    assert_eq!(stored(&today), ("today".into(), false.into()));
    out.push(("explain", today));
    let (number, before) = (&waiting[0], explain(&waiting[0]));
    assert_eq!(stored(&before), ("proposal".into(), true.into()));
    let args = ["search", number, "--json"];
    out.push(("search", json(world, &args)));
    world.hecha(&["--as", "李建国", "approve", number]).ended(0);
    out.push(("show", json(world, &["show", number, "--json"])));
    world.hecha(&["--as", "赵敏", "confirm", number]);
    let after = explain(number);
    assert_eq!(after["stored"], true, "{after}");
    assert_eq!(
        after["steps"], before["steps"],
        "what was decided keeps its steps"
    );
    out.push(("show", json(world, &["show", number, "--json"])));
    let again = json(
        world,
        &["explain", number, "--as-of", "2024-01-01", "--json"],
    );
    assert_eq!(stored(&again), ("as_of".into(), false.into()));
    // A new standard changes what those who wait would get by today's law.
    let set = "--as 孙丽 policy set db.standard.rural 790 --from 2026-10-01 --until 2030-12-31 --document 蚌民〔2026〕1号";
    let set: Vec<&str> = set.split(' ').collect();
    world.hecha(&set).ended(0);
    for number in &waiting {
        out.push(("show", json(world, &["show", number, "--json"])));
    }
    out.extend(of_many(world));
    out.extend([("explain", before), ("explain", after), ("explain", again)]);
    for text in ["李", "王秀兰"] {
        out.push(("search", json(world, &["search", text, "--json"])));
    }
    out.push(("search", json(world, &["search", &cases[0], "--json"])));
    kept(world, &mut out);
    out.push(("import", imported(world)));
    out.push(("policy list", json(world, &["policy", "list", "--json"])));
    let history = ["policy", "show", "db.standard.rural", "--json"];
    out.push(("policy show", json(world, &history)));
    out.push(("policy rules", json(world, &["policy", "rules", "--json"])));
    out.push(("staff list", json(world, &["staff", "list", "--json"])));
    out.push(("area list", json(world, &["area", "list", "--json"])));
    out.push(("verify", json(world, &["verify", "--json"])));
    out
}

/// A workbook that is called full, with a row that is refused and a village nobody knows.
fn imported(world: &World) -> Value {
    let rows = [
        "户主姓名,户主身份证号,家庭人口,城乡,村,月保障金",
        "赵桂英,340304194802039942,1,农村,无名村,622",
        "钱进,340304196501019990,1,农村,无名村,500",
    ];
    let mut book = rust_xlsxwriter::Workbook::new();
    let page = book.add_worksheet();
    for (number, row) in (0..).zip(rows) {
        for (place, cell) in (0..).zip(row.split(',')) {
            page.write_string(number, place, cell).unwrap();
        }
    }
    let file = world.file("名册.xlsx", book.save_to_buffer().unwrap());
    json(world, &["import", &file, "--full", "--dry-run", "--json"])
}

/// A new standard and risen prices: previewed, signed by three people, written.
fn of_many(world: &World) -> Vec<(&'static str, Value)> {
    let mut out = Vec::new();
    let look = [
        "batch",
        "standard",
        "--from",
        "2026-10",
        "--dry-run",
        "--json",
    ];
    out.push(("batch standard", json(world, &look)));
    let record = "price record --month 2026-10 --cpi 103.6 --food 106.2 --scpi 104 --published 2026-11-09 --source 统计局";
    let record: Vec<&str> = record.split(' ').collect();
    world.hecha(&record).ended(0);
    let price = ["batch", "price", "--month", "2026-10", "--json"];
    for verb in [&look[..4], &price[..4]] {
        world.hecha(&[verb, &["--json"]].concat()).ended(0);
    }
    for number in ["1", "2"] {
        world
            .hecha(&["--as", "李建国", "batch", "approve", number])
            .ended(0);
        world
            .hecha(&["--as", "赵敏", "batch", "confirm", number])
            .ended(0);
        let shown = json(world, &["batch", "show", number, "--json"]);
        assert_eq!(shown["refused"], 0, "a raise is no fact of the other");
        let row = shown["rows"]
            .as_array()
            .unwrap()
            .iter()
            .find(|row| row["written"] == true);
        let case = row.unwrap()["case"].as_str().unwrap().to_owned();
        out.push(("explain", json(world, &["explain", &case, "--json"])));
        out.push(("batch standard", shown));
    }
    out.push(("batch list", json(world, &["batch", "list", "--json"])));
    out.push(("price list", json(world, &["price", "list", "--json"])));
    out
}

/// Members that are there and stay empty in this district: every parameter has a value, what is approved is in
/// force at once, no sum is refused, and nobody's tier is that of a list.
const EMPTY_HERE: &[&str] = &[
    "explain: missing[]",
    "show: approved",
    "show: approved.by",
    "show: approved.day",
    "show: care.listed_tier",
    "show: confirmed",
    "show: confirmed.by",
    "show: confirmed.day",
    "show: finding.missing[]",
    "show: refused",
];

#[test]
fn scripts_get_exactly_what_the_book_says() {
    let world = busy_district();
    let tables = book(&world);
    let codes = codes(&world);
    let mut outputs = outputs(&world);
    let path = world.data().join("journal/000001.jsonl");
    let mut bytes = fs::read(&path).unwrap();
    let place = bytes.len() / 2;
    bytes[place] ^= 1;
    fs::write(&path, bytes).unwrap();
    let damaged = world.hecha(&["verify", "--json"]).ended(3).json();
    outputs.push(("verify, 查出故障时", damaged));
    let mut unseen = Vec::new();
    for (heading, table) in &tables {
        let mut check = Check {
            heading,
            table,
            codes: &codes,
            seen: BTreeSet::new(),
        };
        for (_, value) in outputs.iter().filter(|(of, _)| of == heading) {
            check.value(value, "");
        }
        let missing = table.keys().filter(|path| !check.seen.contains(*path));
        // Nothing has been decided here that takes something away.
        let missing = missing.filter(|path| !path.starts_with("closing"));
        // And no help has come to its end.
        let missing = missing.filter(|path| !path.starts_with("aid.ended[]"));
        unseen.extend(missing.map(|path| format!("{heading}: {path}")));
    }
    assert!(outputs.iter().all(|(of, _)| tables.contains_key(*of)));
    assert_eq!(unseen, EMPTY_HERE);
}
