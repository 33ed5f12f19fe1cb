//! Text that is no figure: it is never dropped for the figure from before.

use crate::driver::desk;

#[test]
fn an_unreadable_property_is_not_dropped_either() {
    let mut desk = desk();
    desk.keys("Enter Enter Tab Enter")
        .types("6千")
        .keys("Esc Space F9");
    desk.shows(&["「6千」没有读懂"]);
    assert_eq!(desk.commands, Vec::<String>::new());
}

#[test]
fn a_figure_typed_into_the_field_a_form_opens_on_replaces_what_stood_there() {
    let mut desk = desk();
    desk.keys("Enter Enter Tab Enter").types("60000");
    desk.shows(&["60000"]);
    desk.keys("F9").shows(&["60,000.00"]);
}
