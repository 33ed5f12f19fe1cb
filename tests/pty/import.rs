//! Importing at the desk of the real program, with keys pressed meanwhile and the line dropped in the middle.

use std::fs;

use hecha::domain::identity::check_character;

use crate::{
    DESK, ENTER, ESC, F9, desk,
    support::{pty::Terminal, world::World},
};

const F6: &str = "\x1b[17~";
const HOUSEHOLDS: u64 = 1_500;

/// A roster in the home, of households that nobody has yet.
fn roster(world: &World) {
    let mut text = "户主姓名,户主身份证号,家庭人口,城乡,村,月保障金\n".to_owned();
    for place in 0..HOUSEHOLDS {
        let (year, month, day) = (1930 + place / 336, place / 28 % 12 + 1, place % 28 + 1);
        let digits = format!("340304{year}{month:02}{day:02}998");
        let check = check_character(&digits).unwrap();
        let row = format!("赵桂{place},{digits}{check},1,农村,前进村,600\n");
        text.push_str(&row);
    }
    fs::write(world.home().join("名册.csv"), text).unwrap();
}

/// The desk with the roster judged.
fn judged(world: &World) -> Terminal {
    let mut terminal = desk(world);
    terminal.wait_for(DESK);
    terminal.send(F6);
    terminal.wait_for("名册.csv");
    terminal.send(ENTER);
    terminal.wait_for("各列对应");
    terminal.send(F9);
    terminal.wait_for("按 F9 写入 1500 户");
    terminal
}

#[test]
fn a_line_that_drops_while_a_roster_is_written_leaves_whole_units_and_the_rest_for_the_next_time() {
    let world = World::demo();
    roster(&world);
    judged(&world).hang_up(F9);
    world.hecha(&["verify"]).ended(0);
    let args = ["import", "名册.csv", "--json"];
    let report = world.hecha(&args).ended(0).json();
    let count = |name: &str| report[name].as_u64().unwrap();
    assert_eq!(
        count("accepted") + count("unchanged"),
        HOUSEHOLDS,
        "{report}"
    );
    assert_eq!(count("unchanged") % 500, 0, "{report}");
    let again = world.hecha(&args).ended(0).json();
    assert_eq!(again["unchanged"], HOUSEHOLDS, "{again}");
}

#[test]
fn keys_answer_while_a_roster_is_written_and_esc_stops_it() {
    let world = World::demo();
    roster(&world);
    let mut terminal = judged(&world);
    terminal.send(F9);
    terminal.send(ESC);
    terminal.wait_for("写入结果");
    terminal.send(ESC);
    terminal.wait_for(DESK);
    terminal.send("q");
    assert_eq!(terminal.end().status, 0);
    world.hecha(&["verify"]).ended(0);
}
