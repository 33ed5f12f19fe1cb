//! The real program in a real terminal: one test for each promise to the person at the desk.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

#[path = "pty/drafts.rs"]
mod drafts;
#[path = "pty/import.rs"]
mod import;
mod support;

use std::{path::PathBuf, sync::Arc};

use hecha::{
    base::clock::SystemClock,
    cli::{exit, output::Output, surroundings::Charset},
    desk::{Draft, Place},
    domain::ids::CaseId,
    engine::{
        answer::{Answer, Receipt},
        command::Request,
        query::Query,
        refusal::Trouble,
    },
    session::{
        Session,
        local::{Chair, Local},
    },
    tui::{
        effects::bench::Surroundings,
        run::{Setting, run},
        terminal::profile::Profile,
    },
};
use rustix::process::Signal;
use support::{
    pty::{Setup, Terminal},
    world::World,
};

const ENTER: &str = "\r";
const ESC: &str = "\x1b";
const DOWN: &str = "\x1b[B";
const CTRL_C: &str = "\x03";
const F3: &str = "\x1bOR";
const F7: &str = "\x1b[18~";
const F9: &str = "\x1b[20~";

/// What the desk of the demo shows once it is usable.
const DESK: &str = "> 1 低保定期核查";

/// The demo's desk.
fn desk(world: &World) -> Terminal {
    let terminal = Terminal::start(world, Setup::new(&["demo"]));
    terminal.wait_for(DESK);
    terminal.wait_for("参数提示");
    terminal
}

/// The desk, one queue further.
fn queue(world: &World) -> Terminal {
    let mut terminal = desk(world);
    terminal.send(ENTER);
    terminal.wait_for("> 李国才");
    terminal
}

/// The first case, with the income of the son open for typing.
fn income(world: &World) -> Terminal {
    let mut terminal = queue(world);
    terminal.send(ENTER);
    terminal.wait_for("低保核查 1/4");
    terminal.wait_for("建议  维持");
    terminal.send(DOWN);
    terminal.wait_for("> 王秀兰");
    terminal.send(DOWN);
    terminal.wait_for("> 李明");
    terminal.send(ENTER);
    terminal.wait_for("Enter 确定");
    terminal
}

/// The line of the screen that `part` stands in.
fn line_with(terminal: &Terminal, part: &str) -> String {
    let text = terminal.text();
    let found = text.lines().find(|line| line.contains(part));
    found
        .unwrap_or_else(|| panic!("no {part} in:\n{text}"))
        .to_owned()
}

/// What the program writes until `shown` stands on the screen after `keys`.
fn bytes_until(terminal: &mut Terminal, keys: &str, shown: &str) -> Vec<u8> {
    let before = terminal.bytes().len();
    terminal.send(keys);
    terminal.wait_for(shown);
    terminal.bytes().split_off(before)
}

#[test]
fn the_demo_opens_the_desk_of_its_caseworker() {
    let world = World::demo();
    let mut terminal = desk(&world);
    for words in [
        "长青乡",
        "王芳 经办人",
        "逾期",
        "下一户  李国才",
        "演示数据",
        "q 退出",
    ] {
        terminal.wait_for(words);
    }
    terminal.send("q");
    let end = terminal.end();
    assert_eq!(end.status, 0, "{}", end.text);
    end.sane();
    world.hecha(&["verify"]).ended(0);
}

#[test]
fn an_unchanged_case_is_signed_with_three_keys_and_the_next_one_is_there() {
    let world = World::demo();
    let mut terminal = queue(&world);
    terminal.send(DOWN);
    terminal.wait_gone("> 李国才");
    let head = line_with(&terminal, " > ");
    let head = head.split_whitespace().nth(1).unwrap().to_owned();
    terminal.send(ENTER);
    terminal.wait_for("低保核查 2/4");
    terminal.wait_for("建议  维持");
    terminal.send(" ");
    terminal.wait_for("已记为本户无变化");
    terminal.send(F9);
    terminal.wait_for(&format!("{head} 已签办, 送审核人"));
    terminal.wait_for("低保核查 2/3");
    terminal.send(CTRL_C);
    terminal.end().sane();
    world.hecha(&["verify"]).ended(0);
    let waiting = world
        .hecha(&["--as", "李建国", "queue", "to_approve", "--json"])
        .ended(0);
    assert!(
        waiting.out.contains(&format!("\"head\":\"{head}\"")),
        "{}",
        waiting.out
    );
}

#[test]
fn a_changed_income_changes_the_sum_while_it_is_typed() {
    let world = World::demo();
    let mut terminal = income(&world);
    terminal.send("600");
    terminal.wait_for("x 4 - 2,468.00");
    terminal.wait_for("差 -600.00");
    terminal.wait_for("减发至");
    terminal.send(CTRL_C);
    terminal.end().sane();
}

#[test]
fn a_dropped_line_in_the_middle_of_typing_resumes_in_the_same_field_with_the_same_text() {
    let world = World::demo();
    let mut terminal = income(&world);
    terminal.send("6");
    terminal.wait_for("1,874.00");
    terminal.hang_up("7");

    let terminal = Terminal::start(&world, Setup::new(&["demo"]));
    terminal.wait_for("低保核查 1/4");
    terminal.wait_for("Enter 确定");
    terminal.wait_for("x 4 - 1,935.00");
    let line = line_with(&terminal, "> 李明");
    assert!(line.trim_end().ends_with(" 67 *"), "{line}");
    let (cell, hidden) =
        terminal.of_screen(|screen| (screen.cursor_position(), screen.hide_cursor()));
    let row = terminal
        .text()
        .lines()
        .position(|line| line.contains("> 李明"));
    assert_eq!(
        Some(usize::from(cell.0)),
        row,
        "the cursor stands in the field"
    );
    assert!(!hidden);
    let end = stopped(terminal);
    assert_eq!(end.0, 0);
    world.hecha(&["verify"]).ended(0);
}

/// Ends a desk as the system does; gives its status.
fn stopped(terminal: Terminal) -> (i32,) {
    terminal.signal(Signal::TERM);
    let end = terminal.end();
    end.sane();
    (end.status,)
}

#[test]
fn whatever_ends_the_program_the_terminal_is_left_sane_and_the_draft_safe() {
    for signal in [
        Some(Signal::TERM),
        Some(Signal::HUP),
        Some(Signal::INT),
        None,
    ] {
        let world = World::demo();
        let mut terminal = income(&world);
        terminal.send("60");
        terminal.wait_for("1,928.00");
        match signal {
            Some(signal) => terminal.signal(signal),
            None => terminal.send(CTRL_C),
        }
        let end = terminal.end();
        end.sane();
        let again = Terminal::start(&world, Setup::new(&["demo"]));
        again.wait_for("x 4 - 1,928.00");
        let line = line_with(&again, "> 李明");
        assert!(line.trim_end().ends_with(" 60 *"), "{signal:?}: {line}");
        stopped(again);
        world.hecha(&["verify"]).ended(0);
    }
}

#[test]
fn a_killed_program_leaves_a_journal_that_holds_and_data_that_open() {
    let world = World::demo();
    let mut terminal = income(&world);
    terminal.send("60");
    terminal.wait_for("1,928.00");
    terminal.send(ENTER);
    terminal.wait_gone("Enter 确定");
    world.wait_for_draft("\"amount\":6000");
    terminal.signal(Signal::KILL);
    terminal.end();
    world.hecha(&["verify"]).ended(0);
    let again = Terminal::start(&world, Setup::new(&["demo"]));
    again.wait_for("x 4 - 1,928.00");
    stopped(again);
}

/// A session whose search ends in a mistake of ours.
struct Broken(Local);

impl Session for Broken {
    fn execute(&self, request: Request) -> Result<Receipt, Trouble> {
        self.0.execute(request)
    }

    fn execute_batch(
        &self,
        requests: Vec<Request>,
    ) -> Result<Vec<Result<Receipt, Trouble>>, Trouble> {
        self.0.execute_batch(requests)
    }

    fn ask(&self, query: Query) -> Result<Answer, Trouble> {
        if let Query::Search { text, .. } = &query {
            panic!("nobody thought of {text}");
        }
        self.0.ask(query)
    }

    fn save_draft(&self, draft: &Draft) -> Result<(), Trouble> {
        self.0.save_draft(draft)
    }

    fn load_draft(&self, case: CaseId) -> Result<Option<Draft>, Trouble> {
        self.0.load_draft(case)
    }

    fn drop_draft(&self, case: CaseId) -> Result<(), Trouble> {
        self.0.drop_draft(case)
    }

    fn save_place(&self, place: &Place) -> Result<(), Trouble> {
        self.0.save_place(place)
    }

    fn write_sheet(&self, stem: &str, text: &str) -> Result<String, Trouble> {
        self.0.write_sheet(stem, text)
    }

    fn load_place(&self) -> Result<Option<Place>, Trouble> {
        self.0.load_place()
    }
}

/// The desk as the program shows it, on a session with a mistake in it.
#[test]
#[ignore = "the far end of the test below"]
fn a_desk_with_a_mistake() {
    let dir = PathBuf::from(std::env::var_os("HECHA_DATA").unwrap());
    exit::report_panics(Some(dir.clone()), Output::new(Charset::Utf8));
    let chair = Chair::Named("王芳".to_owned());
    let (local, _) = Local::open(&dir, Arc::new(SystemClock), chair, &mut |_| {}).unwrap();
    let setting = Setting {
        profile: Profile::of("xterm-256color", None),
        clock: Arc::new(SystemClock),
        run: "test".to_owned(),
        account: None,
        surroundings: Surroundings {
            data_dir: dir.clone(),
            home: None,
        },
    };
    run(Arc::new(Broken(local)), &setting).unwrap();
}

#[test]
fn a_mistake_of_ours_leaves_a_sane_terminal_the_draft_and_a_report_without_names() {
    let world = World::demo();
    let me = std::env::current_exe().unwrap();
    let setup = Setup {
        program: me.to_str().unwrap(),
        ..Setup::new(&[
            "--exact",
            "a_desk_with_a_mistake",
            "--ignored",
            "--nocapture",
        ])
    };
    let mut terminal = Terminal::start(&world, setup);
    terminal.wait_for(DESK);
    terminal.wait_for("参数提示");
    terminal.send(ENTER);
    terminal.wait_for("> 李国才");
    terminal.send(ENTER);
    terminal.wait_for("建议  维持");
    terminal.send(DOWN);
    terminal.wait_for("> 王秀兰");
    terminal.send(ENTER);
    terminal.wait_for("Enter 确定");
    terminal.send("50");
    terminal.wait_for("1,918.00");
    terminal.send(ENTER);
    terminal.wait_gone("Enter 确定");
    terminal.send(F3);
    terminal.wait_for("查找");
    terminal.send("李国才\r");
    terminal.wait_until("the end", |screen| !screen.alternate_screen());
    let end = terminal.end();
    end.sane();
    for words in ["程序出了错, 已经停下", "草稿保留", "panic-", "不含个人信息"] {
        assert!(end.text.contains(words), "{words}:\n{}", end.text);
    }
    assert!(!end.text.contains("李国才"), "{}", end.text);
    let reports: Vec<PathBuf> = std::fs::read_dir(world.data())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.to_str().unwrap().contains("panic-"))
        .collect();
    let [report] = reports.as_slice() else {
        panic!("{reports:?}");
    };
    let text = std::fs::read_to_string(report).unwrap();
    assert_eq!(text.lines().count(), 10, "{text}");
    assert!(
        text.contains("tests/pty.rs") && !text.contains("李国才"),
        "{text}"
    );
    let mut again = Terminal::start(&world, Setup::new(&["demo"]));
    again.wait_for("查找");
    again.wait_for("已恢复您上次没有办完的草稿");
    again.send(ESC);
    again.wait_for("x 4 - 1,918.00");
    stopped(again);
    world.hecha(&["verify"]).ended(0);
}

#[test]
fn a_second_program_on_the_same_data_names_the_first() {
    let world = World::demo();
    let terminal = desk(&world);
    let pid = terminal.pid().to_string();
    let before = world.journal();
    for args in [
        &["queue"][..],
        &["rebuild"],
        &["demo", "--no-tui"],
        &["area", "set", "340304102", "甲"],
    ] {
        world.hecha(args).ended(3).complains(&[
            "另一个 hecha",
            &pid,
            "没有作任何改动",
            "Ctrl-Z",
            "故障 104",
        ]);
    }
    assert_eq!(world.journal(), before);
    world.hecha(&["verify"]).ended(0);
    stopped(terminal);
}

#[test]
fn moving_the_selection_and_typing_cost_what_a_thin_line_bears() {
    let world = World::demo();
    let mut terminal = queue(&world);
    let moved = bytes_until(&mut terminal, DOWN, " 2/4");
    assert!(moved.len() <= 64, "{}", moved.escape_ascii());
    terminal.send(ENTER);
    terminal.wait_for("低保核查 2/4");
    terminal.wait_for("建议  维持");
    terminal.send(F7);
    terminal.wait_for("跳过原因");
    terminal.send(ENTER);
    terminal.wait_for("> 补充");
    // Not the first character either changes anything but its own cells.
    let first = bytes_until(&mut terminal, "本", "本");
    let budget = 24 + "本".len();
    assert!(first.len() <= budget, "{}", first.escape_ascii());
    terminal.send("村");
    terminal.wait_for("本村");
    let typed = bytes_until(&mut terminal, "籍籍", "籍籍");
    let budget = 2 * (24 + "籍".len());
    assert!(typed.len() <= budget, "{}", typed.escape_ascii());
    terminal.send(CTRL_C);
    terminal.end().sane();
}

#[test]
fn a_terminal_that_cannot_show_the_screens_gets_a_kind_sentence_and_status_4() {
    let world = World::demo();
    for (env, ascii, chinese) in [
        (&[("TERM", "dumb")][..], "TERM is dumb", true),
        (&[("TERM", "")], "TERM is (unset)", true),
        (&[("LC_ALL", "C")], "HECHA_LANG=zh_CN.UTF-8 hecha", false),
        (&[("LC_ALL", "")], "HECHA_LANG=zh_CN.UTF-8 hecha", false),
    ] {
        let setup = Setup {
            env,
            ..Setup::new(&["demo"])
        };
        let end = Terminal::start(&world, setup).end();
        let text = String::from_utf8_lossy(&end.bytes).into_owned();
        assert_eq!(end.status, 4, "{text}");
        assert!(text.contains(ascii), "{text}");
        assert!(text.contains("Nothing was changed."), "{text}");
        assert_eq!(text.contains("没有作任何改动"), chinese, "{text}");
        assert_eq!(text.is_ascii(), !chinese, "{text}");
        end.sane();
    }
    let end = world.hecha(&["demo"]).ended(4);
    end.complains(&["not a terminal", "不是终端"]);
    let world = World::new();
    world.hecha(&["demo"]).ended(4);
    world.hecha(&[]).ended(4);
    assert!(!world.data().exists());
}

#[test]
fn the_override_shows_the_screens_where_ssh_has_dropped_the_locale() {
    let world = World::demo();
    let setup = Setup {
        env: &[("LC_ALL", "C"), ("HECHA_LANG", "zh_CN.UTF-8")],
        ..Setup::new(&["demo"])
    };
    let terminal = Terminal::start(&world, setup);
    terminal.wait_for(DESK);
    stopped(terminal);
}

#[test]
fn a_gb18030_terminal_gets_its_screens_and_its_refusals_in_its_own_encoding() {
    let world = World::demo();
    let setup = |term| Setup {
        env: match term {
            "dumb" => &[("LC_ALL", "zh_CN.GB18030"), ("TERM", "dumb")],
            _ => &[("LC_ALL", "zh_CN.GB18030")],
        },
        ..Setup::new(&["demo"])
    };
    // 低保 in GB 18030.
    let words = b"\xb5\xcd\xb1\xa3";
    let terminal = Terminal::start(&world, setup("xterm"));
    terminal.wait_bytes("低保", |bytes| holds(bytes, words));
    stopped(terminal);
    let end = Terminal::start(&world, setup("dumb")).end();
    assert_eq!(end.status, 4);
    // 没有作任何改动 in GB 18030.
    assert!(holds(
        &end.bytes,
        b"\xc3\xbb\xd3\xd0\xd7\xf7\xc8\xce\xba\xce\xb8\xc4\xb6\xaf"
    ));
}

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

#[test]
fn a_window_that_is_too_small_says_so_and_goes_on_when_it_has_grown() {
    let world = World::demo();
    let setup = Setup {
        columns: 50,
        rows: 12,
        ..Setup::new(&["demo"])
    };
    let terminal = Terminal::start(&world, setup);
    terminal.wait_for("窗口太小: 现在 50x12, 至少要 60x20");
    terminal.resize(80, 24);
    terminal.wait_for(DESK);
    terminal.resize(40, 10);
    terminal.wait_for("窗口太小");
    terminal.resize(60, 20);
    terminal.wait_for("低保定期核查");
    stopped(terminal);
}

#[test]
fn the_first_start_asks_who_opens_the_office_and_binds_their_account() {
    let world = World::new();
    let mut terminal = Terminal::start(&world, Setup::new(&[]));
    terminal.wait_for("这里还没有开设单位");
    for (field, text) in [
        ("单位名称", "禹会区长青乡"),
        ("区县代码", "340304"),
        ("区县名称", "禹会区"),
        ("您的姓名", "王芳"),
    ] {
        terminal.wait_for(field);
        terminal.send(text);
        terminal.wait_for(text);
        terminal.send("\t");
    }
    terminal.send(F9);
    terminal.wait_for("王芳 经办人");
    terminal.wait_for("低保定期核查");
    terminal.send(CTRL_C);
    terminal.end().sane();
    let staff = world.hecha(&["staff", "list", "--json"]).ended(0).json();
    assert_eq!(staff[0]["name"], "王芳");
    assert!(staff[0]["account"].is_string());
    world.hecha(&["verify"]).ended(0);
}

#[test]
fn esc_leads_back_to_the_desk_step_by_step() {
    let world = World::demo();
    let mut terminal = queue(&world);
    terminal.send(ENTER);
    terminal.wait_for("低保核查 1/4");
    terminal.wait_for("建议  维持");
    terminal.send(ESC);
    terminal.wait_for("户主");
    terminal.send(ESC);
    terminal.wait_for(DESK);
    terminal.send("q");
    terminal.end().sane();
}
