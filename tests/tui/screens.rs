//! What each screen looks like. Read a changed snapshot as a person at the desk would before accepting it.

use crate::driver::{Driver, desk, office};

fn snapshot(name: &str, driver: &Driver) {
    insta::with_settings!({
        snapshot_path => "../snapshots",
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, {
        insta::assert_snapshot!(name, driver.screen());
    });
}

const SIZES: [(&str, (u16, u16)); 3] = [
    ("80x24", (80, 24)),
    ("120x40", (120, 40)),
    ("60x20", (60, 20)),
];

/// Takes the same way at every size.
fn at_each_size(name: &str, keys: &str) {
    for (label, size) in SIZES {
        let mut driver = Driver::start_at(office().0, size);
        driver.keys(keys);
        snapshot(&format!("{name}-{label}"), &driver);
    }
}

#[test]
fn the_first_screen_says_what_is_mine_today() {
    at_each_size("desk", "");
}

#[test]
fn a_queue_says_why_its_first_row_is_first() {
    at_each_size("queue", "Enter");
}

#[test]
fn a_case_stands_on_one_screen() {
    at_each_size("case", "Enter Enter");
}

#[test]
fn an_income_is_typed_where_it_stands() {
    for (label, size) in SIZES {
        let mut driver = Driver::start_at(office().0, size);
        driver.keys("Enter Enter Down Down Enter").types("600");
        snapshot(&format!("income-{label}"), &driver);
    }
}

#[test]
fn the_sum_is_readable_aloud() {
    at_each_size("sum", "Enter Enter F4");
}

#[test]
fn the_conclusion_shows_what_may_be_proposed() {
    for (label, size) in SIZES {
        let mut driver = Driver::start_at(office().0, size);
        driver
            .keys("Enter Enter Down Down Enter")
            .types("600")
            .keys("Enter F5");
        snapshot(&format!("conclusion-{label}"), &driver);
    }
}

#[test]
fn a_visit_is_entered_in_a_form() {
    at_each_size("visit", "Enter Enter v");
}

#[test]
fn the_other_screens() {
    for (name, keys) in [
        ("member", "Enter Enter Right"),
        ("assets", "Enter Enter a"),
        ("hearing", "Enter Enter h"),
        ("hold", "Enter Enter F6"),
        ("skip", "Enter Enter F7"),
        ("menu", "Enter Enter F2"),
        ("help", "Enter Enter F1"),
        ("policy", "p"),
        ("history", "p Enter"),
        ("search", "/"),
        ("compare-day", "Enter Enter F4 Tab"),
    ] {
        let mut driver = desk();
        driver.keys(keys);
        snapshot(name, &driver);
    }
}

#[test]
fn a_terminal_that_is_too_small_is_told_so_kindly() {
    let driver = Driver::start_at(office().0, (52, 18));
    snapshot("too-small", &driver);
}
