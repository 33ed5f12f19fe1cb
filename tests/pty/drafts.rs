//! Nothing typed is lost, whatever kills the program: each kind of field, killed in the middle of typing.

use rustix::process::Signal;

use crate::{
    ENTER, F3, F7, F9, desk, line_with, queue, stopped,
    support::{
        pty::{Setup, Terminal},
        world::World,
    },
};

const TAB: &str = "\t";
const F4: &str = "\x1bOS";
const F5: &str = "\x1b[15~";

/// A field: by which keys it is reached from the first case and what each of them shows, and what is typed.
struct Field {
    name: &'static str,
    keys: &'static [(&'static str, &'static str)],
    text: &'static str,
}

const FIELDS: [Field; 7] = [
    Field {
        name: "income.0",
        keys: &[(ENTER, "Enter 确定")],
        text: "1234",
    },
    Field {
        name: "visit.day",
        keys: &[("v", "> 入户日期")],
        text: "1105",
    },
    Field {
        name: "hearing.said",
        keys: &[("h", "> 听取日期"), (TAB, "> 本人已"), (TAB, "> 意见或")],
        text: "本人称已知",
    },
    Field {
        name: "assets.financial",
        keys: &[("a", "> 存款等")],
        text: "6000",
    },
    Field {
        name: "skip.more",
        keys: &[(F7, "> 跳过原因"), (ENTER, "> 补充")],
        text: "等材料",
    },
    Field {
        name: "conclude.reason",
        keys: &[(F5, "> 结论"), (ENTER, "> 变动原因"), (ENTER, "> 理由")],
        text: "收入增加",
    },
    Field {
        name: "day.day",
        keys: &[(F4, "测算说明"), (TAB, "> 与什么比较"), (TAB, "> 日期")],
        text: "2025",
    },
];

/// Kills the program as no program can help, once a draft with `text` is on the disk.
fn killed(world: &World, terminal: &Terminal, text: &str) {
    world.wait_for_draft(text);
    terminal.signal(Signal::KILL);
}

#[test]
fn a_program_killed_in_the_middle_of_typing_goes_on_in_the_same_field_with_the_same_text() {
    for field in FIELDS {
        let world = World::demo();
        let mut terminal = queue(&world);
        terminal.send(ENTER);
        terminal.wait_for("建议  维持");
        for (key, shown) in field.keys {
            terminal.send(key);
            terminal.wait_for(shown);
        }
        terminal.send(field.text);
        terminal.wait_for(field.text);
        let line = line_with(&terminal, field.text);
        let cell = terminal.of_screen(vt100::Screen::cursor_position);
        let said = terminal.bytes().len();
        killed(
            &world,
            &terminal,
            &format!("[\"{}\",\"{}\"]", field.name, field.text),
        );
        let bytes = terminal.end().bytes.len();
        // The sum follows an income on its own.
        if field.name != "income.0" {
            assert_eq!(bytes, said, "{}: keeping it is silent", field.name);
        }

        let again = Terminal::start(&world, Setup::new(&["demo"]));
        again.wait_for(field.text);
        assert_eq!(line_with(&again, field.text), line, "{}", field.name);
        again.wait_until(field.name, |screen| screen.cursor_position() == cell);
        stopped(again);
        world.hecha(&["verify"]).ended(0);
    }
}

#[test]
fn a_program_killed_over_a_form_that_was_just_opened_opens_it_again() {
    let world = World::demo();
    let mut terminal = queue(&world);
    terminal.send(ENTER);
    terminal.wait_for("建议  维持");
    terminal.send("v");
    terminal.wait_for("> 入户日期");
    killed(&world, &terminal, "visit.day");
    terminal.end();
    let again = Terminal::start(&world, Setup::new(&["demo"]));
    again.wait_for("> 入户日期");
    stopped(again);
}

#[test]
fn a_search_survives_being_killed() {
    let world = World::demo();
    let mut terminal = desk(&world);
    terminal.send(F3);
    terminal.wait_for("查找");
    terminal.send("李国");
    terminal.wait_for("李国");
    killed(&world, &terminal, "[\"search\",\"李国\"]");
    terminal.end();
    let mut again = Terminal::start(&world, Setup::new(&["demo"]));
    again.wait_for("李国");
    again.send("才\r");
    again.wait_for("> 李国才");
    stopped(again);
}

#[test]
fn a_first_start_that_is_given_up_leaves_nothing_and_one_that_is_killed_leaves_what_was_typed() {
    let world = World::new();
    let terminal = Terminal::start(&world, Setup::new(&[]));
    terminal.wait_for("> 单位名称");
    stopped(terminal);
    assert!(!world.data().exists(), "nobody typed anything");

    let mut terminal = Terminal::start(&world, Setup::new(&[]));
    terminal.wait_for("> 单位名称");
    terminal.send("长青乡\t340");
    terminal.wait_for("340");
    let typed = world.data().join("first-start.json");
    world.wait_for_file("data/first-start.json", "340");
    terminal.signal(Signal::KILL);
    terminal.end();
    let there: Vec<_> = std::fs::read_dir(world.data()).unwrap().collect();
    assert_eq!(there.len(), 1, "{there:?}");

    let mut again = Terminal::start(&world, Setup::new(&[]));
    again.wait_for("长青乡");
    again.wait_for("> 区县代码");
    again.send("304\t禹会区\t王芳");
    again.wait_for("王芳");
    again.send(F9);
    again.wait_for("王芳 经办人");
    assert!(!typed.exists());
    stopped(again);
    world.hecha(&["verify"]).ended(0);
}
