//! The pipe as its users know it: the examples of its help page, and the contract line by line.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

use std::io::Cursor;

use hecha::{
    cli::calc::{Ended, run},
    domain::calendar::Day,
};
use proptest::prelude::*;
use serde_json::{Value, json};

fn today() -> Day {
    "2026-11-23".parse().unwrap()
}

/// The answers to some lines, and how the run ended.
fn pipe(input: &[u8]) -> (Vec<Value>, Ended) {
    let mut output = Vec::new();
    let ended = run(Cursor::new(input), &mut output, today()).unwrap();
    let text = String::from_utf8(output).expect("answers are UTF-8");
    let answers = text
        .lines()
        .map(|line| serde_json::from_str(line).expect("an answer is JSON"))
        .collect();
    (answers, ended)
}

fn ask(question: &Value) -> Value {
    let (mut answers, ended) = pipe(format!("{question}\n").as_bytes());
    assert_eq!(ended, Ended::Well);
    assert_eq!(answers.len(), 1);
    answers.remove(0)
}

#[track_caller]
fn refused(question: &Value, code: &str) -> Value {
    let answer = ask(question);
    assert_eq!(answer["ok"], false, "{question} -> {answer}");
    assert_eq!(answer["code"], code, "{question} -> {answer}");
    let message = answer["message"].as_str().expect("a message");
    assert!(
        message.chars().any(|one| one > '\u{2e80}'),
        "in Chinese: {message}"
    );
    answer
}

#[track_caller]
fn answered(question: &Value) -> Value {
    let answer = ask(question);
    assert_eq!(answer["ok"], true, "{question} -> {answer}");
    answer
}

fn of(base: &Value, changes: &Value) -> Value {
    let mut all = base.clone();
    for (name, value) in changes.as_object().unwrap() {
        all[name] = value.clone();
    }
    all
}

fn without(base: &Value, name: &str) -> Value {
    let mut all = base.clone();
    all.as_object_mut().unwrap().remove(name);
    all
}

/// One good question of each kind.
fn good() -> Vec<Value> {
    let page = include_str!("../src/cli/help/calc.md");
    page.lines()
        .filter_map(|line| line.strip_prefix("    {"))
        .map(|line| serde_json::from_str(&format!("{{{line}")).expect("an example is JSON"))
        .collect()
}

#[test]
fn the_examples_of_the_help_page_come_out_as_it_says() {
    let page = include_str!("../src/cli/help/calc.md");
    let mut kinds = std::collections::BTreeSet::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        let Some(question) = line.strip_prefix("    {").map(|rest| format!("{{{rest}")) else {
            continue;
        };
        let question: Value = serde_json::from_str(&question).expect("an example is JSON");
        let expected = lines
            .next()
            .and_then(|line| line.strip_prefix("    => "))
            .expect("an example has an answer");
        let expected: Value = serde_json::from_str(expected).expect("an answer is JSON");
        let answer = ask(&question);
        for (name, value) in expected.as_object().unwrap() {
            assert_eq!(&answer[name], value, "{name} of {question} -> {answer}");
        }
        kinds.insert(question["kind"].as_str().unwrap().to_owned());
    }
    assert_eq!(kinds.len(), 14, "every kind has an example: {kinds:?}");
}

#[test]
fn an_ill_formed_line_is_answered_in_its_place_and_ends_the_run_with_two() {
    let (answers, ended) = pipe(
        b"{\"kind\":\"age\",\"birth\":\"2000-01-01\"}\nnot json\n\n{\"kind\":\"nope\"}\n\xff\xfe\n",
    );
    assert_eq!(answers.len(), 5);
    assert_eq!(answers[0]["ok"], true);
    assert_eq!(
        answers[1],
        json!({"ok": false, "code": "bad_json", "line": 2})
    );
    assert_eq!(
        answers[2],
        json!({"ok": false, "code": "bad_json", "line": 3})
    );
    assert_eq!(answers[3]["code"], "unknown_kind");
    assert_eq!(answers[4]["line"], 5);
    assert_eq!(ended.exit_code(), 2);
}

#[test]
fn a_refused_sum_ends_the_run_with_nought() {
    let (answers, ended) = pipe(b"{\"kind\":\"nope\"}");
    assert_eq!(answers.len(), 1, "a last line without its end counts");
    assert_eq!(ended.exit_code(), 0);
}

#[test]
fn nothing_in_is_nothing_out() {
    let (answers, ended) = pipe(b"");
    assert_eq!((answers.len(), ended), (0, Ended::Well));
}

#[test]
fn windows_line_ends_and_a_byte_order_mark_do_no_harm() {
    let (answers, ended) = pipe(
        "\u{feff}{\"kind\":\"age\",\"birth\":\"2000-01-01\"}\r\n{\"kind\":\"nope\"}\r\n".as_bytes(),
    );
    assert_eq!((answers.len(), ended), (2, Ended::Well));
    assert_eq!(answers[0]["age"], 26);
}

#[test]
fn an_endless_line_is_refused_and_the_next_one_is_read() {
    let mut input = vec![b' '; 2 << 20];
    input.extend_from_slice(b"\n{\"kind\":\"age\",\"birth\":\"2000-01-01\"}\n");
    let (answers, _) = pipe(&input);
    assert_eq!(answers[0]["code"], "bad_json");
    assert_eq!(answers[1]["age"], 26);
}

#[test]
fn json_that_is_too_long_is_a_bad_value_and_no_ill_formed_line() {
    let mut input =
        format!("{{\"kind\":\"age\",\"id\":\"{}\"}}\n", "甲".repeat(1 << 19)).into_bytes();
    input.extend_from_slice(b"{\"kind\":\"age\",\"birth\":\"2000-01-01\"}\n");
    let (answers, ended) = pipe(&input);
    assert_eq!(answers[0]["code"], "bad_value");
    assert!(answers[0]["message"].as_str().unwrap().contains("1 MiB"));
    assert_eq!((answers[1]["age"].as_u64(), ended), (Some(26), Ended::Well));
}

#[test]
fn an_empty_line_at_the_very_end_of_a_file_is_no_line_and_any_other_is_ill_formed() {
    let question = b"{\"kind\":\"age\",\"birth\":\"2000-01-01\"}\n".to_vec();
    for end in ["\n", " \t\r\n", "  "] {
        let (answers, ended) = pipe(&[question.clone(), end.into()].concat());
        assert_eq!((answers.len(), ended), (1, Ended::Well), "{end:?}");
    }
    let (answers, ended) = pipe(&[b"\n".to_vec(), question].concat());
    assert_eq!((answers.len(), ended.exit_code()), (2, 2));
}

#[test]
fn eighty_thousand_different_fields_on_one_line_are_refused_by_name_and_not_compared_pairwise() {
    let fields: Vec<String> = (0..80_000).map(|one| format!("\"f{one}\":0")).collect();
    let (answers, _) = pipe(format!("{{\"kind\":\"age\",{}}}", fields.join(",")).as_bytes());
    assert_eq!(answers[0]["code"], "unknown_field");
}

#[test]
fn a_cell_of_any_length_is_judged_by_its_length() {
    let answer = answered(&json!({"kind": "identity", "number": "3".repeat(5_000)}));
    assert_eq!(
        (&answer["valid"], &answer["reason"]),
        (&json!(false), &json!("length"))
    );
}

#[test]
fn a_refused_id_number_says_in_a_step_what_it_fails() {
    let says = |number: &str| {
        let answer = answered(&json!({"kind": "identity", "number": number, "on": "2026-11-23"}));
        answer["steps"][0]["text"].as_str().unwrap().to_owned()
    };
    assert!(says("123").contains("位数不对"));
    assert!(says("990304196501019939").contains("GB/T 2260"));
    assert!(says("340304********9934").contains("已脱敏"));
}

#[test]
fn an_old_id_number_in_a_numeric_cell_says_that_it_was_upgraded() {
    let answer = answered(&json!({"kind": "identity", "number": "340304621107123.0"}));
    let steps = answer["steps"].to_string();
    assert!(
        steps.contains("15位号码") && !steps.contains("校验码相符"),
        "{steps}"
    );
}

#[test]
fn prices_in_per_cent_are_refused_and_not_paid_a_hundredfold() {
    for (name, value) in [("cpi", "3.6"), ("food", "1"), ("scpi", "-1.0")] {
        let base =
            json!({"kind": "price", "area": "rural", "persons": 1, "cpi": "0.036", "food": "0.05"});
        let answer = refused(&of(&base, &json!({name: value})), "bad_value");
        let message = answer["message"].as_str().unwrap();
        assert!(
            message.contains(name) && message.contains("0.036"),
            "{message}"
        );
    }
}

#[test]
fn a_decimal_that_is_too_long_is_told_how_long_it_may_be() {
    let long = "0.333333333333333333";
    let linshi = json!({"kind": "linshi", "type": "urgent", "area": "rural", "multiple": long, "cause": "火灾"});
    let dibao = json!({"kind": "dibao", "area": "rural", "persons": 1, "income_month": "0",
        "params": {"db.class.rate.minor": long}});
    for question in [linshi, dibao] {
        let answer = refused(&question, "bad_value");
        assert!(
            answer["message"].as_str().unwrap().contains("9 位小数")
                || answer["message"].as_str().unwrap().contains("9位小数"),
            "{answer}"
        );
    }
}

#[test]
fn help_that_comes_to_less_than_a_fen_is_refused() {
    refused(
        &json!({"kind": "linshi", "type": "urgent", "area": "rural", "multiple": "0.000001", "cause": "火灾"}),
        "bad_value",
    );
}

#[test]
fn a_period_of_no_months_is_a_bad_value_and_not_a_missing_one() {
    refused(
        &json!({"kind": "schedule", "programme": "dibao", "last": "2026-05-10", "income_stable": true,
            "able_members": false, "params": {"db.review.stable": 0}}),
        "bad_value",
    );
}

#[test]
fn one_person_alone_needs_the_household_written_out() {
    refused(
        &json!({"kind": "dibao", "area": "rural", "persons": 3, "income_month": "1200", "single": true}),
        "contradiction",
    );
}

#[test]
fn an_id_comes_back_as_it_was_written() {
    for id in [
        "1",
        "1.00",
        "\"甲\"",
        "null",
        "[1, {\"a\": 2}]",
        "12345678901234567890123",
        "1e400",
        "true",
    ] {
        for rest in [
            "\"kind\":\"age\",\"birth\":\"2000-01-01\"",
            "\"kind\":\"nope\"",
            "\"x\":1",
        ] {
            let mut output = Vec::new();
            let line = format!("{{\"id\":{id},{rest}}}\n");
            run(Cursor::new(line.as_bytes()), &mut output, today()).unwrap();
            let text = String::from_utf8(output).unwrap();
            assert!(
                text.starts_with(&format!("{{\"id\":{id},\"ok\":")),
                "{line} -> {text}"
            );
        }
    }
}

#[test]
fn no_answer_carries_a_control_character() {
    let mut output = Vec::new();
    let line = "{\"id\":\"\u{9b}2J\",\"kind\":\"\u{9b}\\u001b[2J\u{202e}\"}\n";
    run(Cursor::new(line.as_bytes()), &mut output, today()).unwrap();
    let text = String::from_utf8(output).unwrap();
    assert!(
        text.trim_end()
            .chars()
            .all(|one| !one.is_control() && one != '\u{202e}'),
        "{text:?}"
    );
    let answer: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(answer["id"], "\u{9b}2J", "and keeps its value");
}

#[test]
fn every_kind_refuses_what_it_does_not_know() {
    for question in good() {
        refused(&of(&question, &json!({"extra": 1})), "unknown_field");
        refused(
            &of(&question, &json!({"params": {"no.such": "1"}})),
            "unknown_param",
        );
        refused(
            &of(&question, &json!({"params": {"db.standard.rural": 722}})),
            "bad_value",
        );
        refused(
            &of(&question, &json!({"params": {"db.review.stable": "12"}})),
            "bad_value",
        );
        refused(
            &of(&question, &json!({"params": {"db.mode": "other"}})),
            "bad_value",
        );
        refused(&of(&question, &json!({"params": []})), "bad_value");
        refused(&of(&question, &json!({"on": "2026-02-30"})), "bad_value");
        refused(&of(&question, &json!({"on": 20_261_123})), "bad_value");
        refused(&of(&question, &json!({"kind": 7})), "bad_value");
        refused(&without(&question, "kind"), "missing_input");
    }
}

#[test]
fn whatever_is_needed_is_asked_for_by_name() {
    let optional = [
        "id",
        "on",
        "params",
        "roll",
        "current",
        "cause",
        "assets",
        "scpi",
        "amount",
        "members",
        "persons",
        "income_month",
        "multiple",
        "workdays",
        "days",
        "months",
        "standard",
        "earlier",
    ];
    for question in good() {
        for name in question.as_object().unwrap().keys() {
            if name == "kind" || optional.contains(&name.as_str()) {
                continue;
            }
            let answer = refused(&without(&question, name), "missing_input");
            assert!(
                answer["message"].as_str().unwrap().contains(name.as_str()),
                "{answer}"
            );
        }
    }
}

#[test]
fn a_field_that_stands_twice_contradicts_itself() {
    for line in [
        r#"{"kind":"edge","persons":2,"persons":3,"income_month":"1","area":"rural"}"#,
        r#"{"kind":"edge","persons":2,"income_month":"1","area":"rural","params":{"edge.multiple":"2","edge.multiple":"3"}}"#,
    ] {
        let (answers, _) = pipe(line.as_bytes());
        assert_eq!(answers[0]["code"], "contradiction", "{line}");
    }
}

#[test]
fn money_is_a_plain_decimal_string_and_nothing_else() {
    let base = json!({"kind": "dibao", "area": "rural", "persons": 2});
    for bad in [
        json!(1000),
        json!(1000.5),
        json!("-1"),
        json!(""),
        json!("1,000.00"),
        json!("1.005"),
        json!("1e3"),
        json!("+1"),
        json!(" 1"),
        json!("１"),
        json!("1."),
        json!(".5"),
        json!("NaN"),
        json!("12345678901234"),
        json!(true),
        json!(["1"]),
        json!({"a": "1"}),
    ] {
        refused(&of(&base, &json!({"income_month": bad})), "bad_value");
    }
    for fine in ["0", "0.00", "1000", "1000.5", "1000.50", "007"] {
        answered(&of(&base, &json!({"income_month": fine})));
    }
}

#[test]
fn counts_are_whole_numbers_in_their_range() {
    let base = json!({"kind": "dibao", "area": "rural", "income_month": "0"});
    for bad in [
        json!(0),
        json!(-1),
        json!(1.0),
        json!(2.5),
        json!("2"),
        json!(1_000_000),
        json!(true),
        json!(18_446_744_073_709_551_615_u64),
    ] {
        refused(&of(&base, &json!({"persons": bad})), "bad_value");
    }
    let (answers, _) =
        pipe(br#"{"kind":"dibao","area":"rural","income_month":"0","persons":1e400}"#);
    assert_eq!(answers[0]["code"], "bad_value");
}

#[test]
fn an_income_given_twice_contradicts_itself() {
    let base = json!({"kind": "dibao", "area": "rural", "persons": 2, "income_month": "1"});
    refused(&of(&base, &json!({"income_year": "12"})), "contradiction");
    refused(
        &of(&base, &json!({"income_per_capita_month": "1"})),
        "contradiction",
    );
    let member = json!({"relation": "self", "birth": "1970-01-01"});
    refused(&of(&base, &json!({"members": [member]})), "contradiction");
    let twice = json!({"relation": "self", "birth": "1970-01-01", "income": [{"kind": "wage", "month": "1", "year": "12"}]});
    refused(
        &json!({"kind": "dibao", "area": "rural", "members": [twice]}),
        "contradiction",
    );
    refused(
        &json!({"kind": "tekun_check", "area": "rural", "duty_persons": [], "income_month": "1",
            "member": {"relation": "self", "birth": "1950-01-01", "income": [{"kind": "other", "month": "1"}]}}),
        "contradiction",
    );
}

#[test]
fn facts_that_cannot_be_true_together_are_named() {
    let head = json!({"relation": "self", "birth": "1970-01-01"});
    let spouse = json!({"relation": "spouse", "birth": "1970-01-01"});
    let unborn = json!({"relation": "child", "birth": "2026-11-24"});
    for members in [
        json!([head, head]),
        json!([head, spouse, spouse]),
        json!([head, unborn]),
    ] {
        refused(
            &json!({"kind": "household", "members": members}),
            "contradiction",
        );
        refused(
            &json!({"kind": "dibao", "area": "rural", "members": members}),
            "contradiction",
        );
    }
    refused(
        &json!({"kind": "age", "birth": "2026-11-24"}),
        "contradiction",
    );
    refused(
        &json!({"kind": "workdays", "from": "2026-02-02", "to": "2026-02-01"}),
        "contradiction",
    );
    refused(
        &json!({"kind": "deadline", "from": "2026-02-02", "days": 1, "months": 1}),
        "contradiction",
    );
    refused(
        &json!({"kind": "linshi", "type": "fast", "area": "rural", "multiple": "1", "amount": "1", "cause": "火灾"}),
        "contradiction",
    );
}

#[test]
fn members_are_read_strictly() {
    let member = json!({"relation": "self", "birth": "1970-01-01"});
    let household = |member: Value| json!({"kind": "household", "members": [member]});
    answered(&household(member.clone()));
    refused(
        &household(of(&member, &json!({"name": "张三"}))),
        "unknown_field",
    );
    refused(&household(without(&member, "birth")), "missing_input");
    refused(&household(without(&member, "relation")), "missing_input");
    for bad in [
        json!({"relation": "uncle"}),
        json!({"sex": "x"}),
        json!({"labour": "yes"}),
        json!({"student": "phd"}),
        json!({"absent": "holiday"}),
        json!({"married": "no"}),
        json!({"disability": {"type": "limb", "grade": 5}}),
        json!({"disability": {"type": "limb", "grade": "2"}}),
        json!({"disability": "limb"}),
        json!({"income": {"kind": "wage"}}),
        json!({"income": [{"kind": "gift", "month": "1"}]}),
        json!({"birth": "1970-1-1"}),
    ] {
        refused(&household(of(&member, &bad)), "bad_value");
    }
    refused(
        &household(of(&member, &json!({"disability": {"type": "limb"}}))),
        "missing_input",
    );
    refused(
        &household(of(&member, &json!({"income": [{"kind": "wage"}]}))),
        "missing_input",
    );
    refused(
        &household(of(
            &member,
            &json!({"income": [{"kind": "wage", "month": "1", "per": "m"}]}),
        )),
        "unknown_field",
    );
    refused(&json!({"kind": "household", "members": []}), "bad_value");
    refused(&json!({"kind": "household", "members": [1]}), "bad_value");
    let crowd: Vec<Value> = (0..65)
        .map(|_| json!({"relation": "other", "birth": "1970-01-01"}))
        .collect();
    refused(&json!({"kind": "household", "members": crowd}), "bad_value");
}

#[test]
fn chinese_words_stand_wherever_english_ones_do() {
    let english = answered(
        &json!({"kind": "dibao", "area": "urban", "cause": "employment", "current": "100",
        "members": [{"relation": "self", "birth": "1970-01-01", "sex": "female", "labour": "partial",
            "disability": {"type": "visual", "grade": 1}, "income": [{"kind": "transfer", "item": "support", "month": "5000"}],
            "deduct": [{"kind": "rigid", "month": "100"}]},
            {"relation": "child_in_law", "birth": "1990-01-01", "student": "vocational", "absent": "detox"}],
        "params": {"db.round": "half_up_jiao", "phaseout.causes": ["employment", "income"]}}),
    );
    let chinese = answered(
        &json!({"kind": "dibao", "area": "城镇", "cause": "就业", "current": "100",
        "members": [{"relation": "本人", "birth": "1970-01-01", "sex": "女", "labour": "部分",
            "disability": {"type": "视力", "grade": 1}, "income": [{"kind": "转移净", "item": "赡养费", "month": "5000"}],
            "deduct": [{"kind": "刚性支出", "month": "100"}]},
            {"relation": "儿媳/女婿", "birth": "1990-01-01", "student": "中职", "absent": "强制隔离戒毒"}],
        "params": {"db.round": "四舍五入到角", "phaseout.causes": ["就业", "收入增加"]}}),
    );
    assert_eq!(english, chinese);
    assert_eq!(english["suggest"], json!(["phase_out", "stop"]));
}

#[test]
fn before_its_first_day_an_instrument_answers_nothing() {
    for (question, on) in [
        (
            json!({"kind": "dibao", "area": "rural", "persons": 1, "income_month": "0"}),
            "2021-06-30",
        ),
        (
            json!({"kind": "household", "members": [{"relation": "self", "birth": "1970-01-01"}]}),
            "2021-06-30",
        ),
        (
            json!({"kind": "edge", "persons": 1, "income_month": "0", "area": "rural"}),
            "2021-06-30",
        ),
        (
            json!({"kind": "phaseout", "from": "2021-01-01", "months": 1}),
            "2021-06-30",
        ),
        (
            json!({"kind": "tekun", "area": "rural", "mode": "central", "tier": "full"}),
            "2021-06-30",
        ),
        (
            json!({"kind": "linshi", "type": "fast", "area": "rural", "multiple": "1", "cause": "火灾"}),
            "2026-01-28",
        ),
        (
            json!({"kind": "price", "area": "rural", "persons": 1, "cpi": "0.1", "food": "0.1"}),
            "2016-09-30",
        ),
        (
            json!({"kind": "schedule", "programme": "tekun", "last": "2020-01-01"}),
            "2020-08-24",
        ),
    ] {
        refused(&of(&question, &json!({"on": on})), "not_in_force");
    }
}

#[test]
fn the_law_is_cited_only_from_its_first_day() {
    let base = json!({"kind": "dibao", "area": "rural", "persons": 1, "income_month": "0", "current": "999"});
    let cites = |on: &str| answered(&of(&base, &json!({"on": on})))["steps"].to_string();
    assert!(!cites("2026-06-30").contains("社会救助法"));
    assert!(cites("2026-07-01").contains("社会救助法 第十八条"));
    assert!(cites("2026-07-01").contains("社会救助法 第四十八条"));
}

#[test]
fn a_parameter_of_nothing_or_without_value_stops_the_main_figure_and_is_named() {
    let answer = refused(
        &json!({"kind": "dibao", "area": "rural", "persons": 1, "income_month": "0", "on": "2021-12-01",
            "params": {"db.standard.rural": "0"}}),
        "bad_value",
    );
    assert!(
        answer["message"]
            .as_str()
            .unwrap()
            .contains("db.standard.rural")
    );
    refused(
        &json!({"kind": "dibao", "area": "rural", "persons": 1, "income_month": "0", "tier": "A",
            "params": {"db.mode": "tiers"}}),
        "missing_param",
    );
}

#[test]
fn a_deadline_into_an_unknown_year_says_so_unless_no_calendar_is_needed() {
    let base = json!({"kind": "deadline", "from": "2026-11-30"});
    refused(&of(&base, &json!({"months": 3})), "calendar_unknown");
    refused(&of(&base, &json!({"workdays": 40})), "calendar_unknown");
    refused(&of(&base, &json!({"days": 60})), "calendar_unknown");
    assert_eq!(
        answered(&of(&base, &json!({"days": 60, "roll": false})))["due"],
        "2027-01-29"
    );
    refused(
        &json!({"kind": "workdays", "from": "2026-12-30", "to": "2027-01-04"}),
        "calendar_unknown",
    );
    refused(
        &json!({"kind": "workdays", "from": "2019-12-30", "to": "2020-01-04"}),
        "calendar_unknown",
    );
    refused(
        &json!({"kind": "deadline", "from": "9999-12-01", "months": 2, "roll": false}),
        "bad_value",
    );
}

#[test]
fn every_step_has_words_an_amount_or_null_a_citation_or_null_and_a_status() {
    for question in good() {
        let answer = answered(&question);
        for step in answer["steps"].as_array().expect("steps") {
            let text = step["text"].as_str().expect("text");
            assert!(!text.contains(['?', '{', '}']), "{text}");
            assert!(step["amount"].is_string() || step["amount"].is_null());
            assert!(step["citation"].is_string() || step["citation"].is_null());
            assert!(
                ["confirmed", "unverified", "assumed"].contains(&step["status"].as_str().unwrap())
            );
        }
    }
}

/// Any JSON, small.
fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        "\\PC{0,12}".prop_map(Value::from),
        "-?[0-9]{1,18}(\\.[0-9]{1,4})?".prop_map(Value::from),
        "[0-9]{4}-[01][0-9]-[0-3][0-9]".prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 24, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::hash_map("[a-z_]{1,8}", inner, 0..5)
                .prop_map(|map| map.into_iter().collect()),
        ]
    })
}

/// A member with facts that may be true, and amounts up to the largest that are read.
fn any_member() -> impl Strategy<Value = Value> {
    let relation = prop::sample::select(vec![
        "self",
        "spouse",
        "child",
        "parent",
        "sibling",
        "child_in_law",
        "other",
    ]);
    let absent = prop::sample::select(vec![
        Value::Null,
        json!("prison"),
        json!("lives_apart"),
        json!("missing"),
    ]);
    let amount = "[0-9]{1,12}(\\.[0-9]{1,2})?";
    let kind = prop::sample::select(vec!["wage", "business", "transfer"]);
    let item = prop::sample::select(vec![
        Value::Null,
        json!("basic_pension"),
        json!("高龄津贴"),
        json!("卖废品"),
    ]);
    let income = (kind, item, amount, any::<bool>()).prop_map(|(kind, item, amount, year)| {
        let per = if year { "year" } else { "month" };
        json!({"kind": kind, "item": item, per: amount})
    });
    let deduct = (prop::sample::select(vec!["employment", "rigid"]), amount)
        .prop_map(|(kind, month)| json!({"kind": kind, "month": month}));
    let facts = (
        relation,
        1900_i32..2026,
        1_u32..5,
        any::<[bool; 4]>(),
        absent,
    );
    (facts, prop::collection::vec(income, 0..4), prop::collection::vec(deduct, 0..3)).prop_map(
        |((relation, year, grade, flags, absent), income, deduct)| {
            json!({"relation": relation, "birth": format!("{year}-02-28"), "seriously_ill": flags[0],
                "single_parent": flags[1], "married": flags[2], "absent": absent,
                "disability": if flags[3] { json!({"type": "mental", "grade": grade}) } else { Value::Null },
                "income": income, "deduct": deduct})
        },
    )
}

/// Parameters of the sum with values of any size.
fn any_params() -> impl Strategy<Value = Value> {
    let names = vec![
        "db.standard.rural",
        "db.class.rate.elderly",
        "db.class.rate.minor",
        "db.class.fixed.minor",
        "db.class.rate.severe_disability",
        "db.class.rate.serious_illness",
        "db.minimum",
        "db.single.rate",
        "edge.multiple",
        "db.asset.money_multiple",
        "db.asset.car_price",
    ];
    let pair = (prop::sample::select(names), "[0-9]{1,12}(\\.[0-9]{1,2})?");
    prop::collection::vec(pair, 0..6).prop_map(|pairs| {
        pairs
            .into_iter()
            .map(|(name, value)| (name.to_owned(), json!(value)))
            .collect()
    })
}

proptest! {
    #[test]
    fn any_household_with_any_amounts_is_answered(members in prop::collection::vec(any_member(), 1..7), params in any_params(), current in "[0-9]{1,12}", single: bool) {
        let question = json!({"kind": "dibao", "area": "rural", "members": members, "params": params,
            "current": current, "single": single, "cause": "employment",
            "assets": {"financial": current, "vehicles": [{"value": current}], "homes": 2}});
        let answer = ask(&question);
        prop_assert!(answer["ok"].is_boolean());
        if answer["ok"] == true && answer["eligible"] == false {
            prop_assert_eq!(&answer["month"], "0.00");
        }
        for step in answer["steps"].as_array().into_iter().flatten() {
            let unfilled = step["text"].as_str().unwrap().contains(['?', '{', '}']);
            prop_assert!(!unfilled, "{}", step);
        }
    }

    #[test]
    fn any_bytes_are_answered_line_by_line(input in prop::collection::vec(any::<u8>(), 0..400)) {
        let mut lines: Vec<&[u8]> = input.split(|byte| *byte == b'\n').collect();
        lines.pop_if(|last| last.is_empty());
        lines.pop_if(|last| last.iter().all(u8::is_ascii_whitespace));
        let (answers, _) = pipe(&input);
        prop_assert_eq!(answers.len(), lines.len());
    }

    #[test]
    fn a_good_question_with_anything_in_one_of_its_fields_is_answered(pick in any::<prop::sample::Index>(), field in any::<prop::sample::Index>(), value in any_json()) {
        let all = good();
        let mut question = pick.get(&all).clone();
        let names: Vec<String> = question.as_object().unwrap().keys().cloned().collect();
        question[field.get(&names).as_str()] = value;
        let answer = ask(&question);
        prop_assert!(answer["ok"].is_boolean());
    }

    #[test]
    fn more_income_never_pays_more(persons in 1_u32..10, income in 0_i64..500_000, more in 0_i64..500_000) {
        let month = |fen: i64| {
            let question = json!({"kind": "dibao", "area": "rural", "persons": persons,
                "income_month": format!("{}.{:02}", fen / 100, fen % 100)});
            answered(&question)["month"].as_str().unwrap().parse::<hecha::domain::money::Fen>().unwrap()
        };
        prop_assert!(month(income + more) <= month(income));
    }

    #[test]
    fn what_is_paid_is_the_gap_up_to_the_yuan(persons in 1_i64..10, income in 0_i64..800_000) {
        let question = json!({"kind": "dibao", "area": "rural", "persons": persons,
            "income_month": format!("{}.{:02}", income / 100, income % 100), "params": {"db.standard.rural": "722"}});
        let gap = 72_200 * persons - income;
        let due = if gap > 0 { (gap + 99) / 100 * 100 } else { 0 };
        let month = answered(&question)["month"].as_str().unwrap().parse::<hecha::domain::money::Fen>().unwrap();
        prop_assert_eq!(month.0, due);
    }
}
