//! Numbers here are synthetic: sequence codes 990 to 999.

use super::*;
use proptest::prelude::*;

fn today() -> Day {
    Day::new(2026, 11, 23).expect("a day")
}

fn reason(text: &str) -> Option<NotId> {
    read(text, today()).err()
}

fn number(text: &str) -> Option<String> {
    read(text, today())
        .ok()
        .map(|read| read.id.reveal().to_owned())
}

fn with_check(digits: &str) -> String {
    format!("{digits}{}", check_character(digits).expect("17 digits"))
}

/// A number whose check character is X.
fn ending_in_x() -> String {
    (990..=999)
        .flat_map(|sequence| (1..=28).map(move |day| format!("340304196501{day:02}{sequence}")))
        .map(|digits| with_check(&digits))
        .find(|number| number.ends_with('X'))
        .expect("one in eleven ends in X")
}

#[test]
fn a_good_number_says_birth_sex_and_region() {
    let text = with_check("34030419650101993");
    let read = read(&text, today()).expect("good");
    assert_eq!(read.id.birth().to_string(), "1965-01-01");
    assert_eq!(read.id.sex(), Sex::Male);
    assert_eq!(read.id.region(), "340304");
    assert_eq!(read.repaired, []);
}

#[test]
fn the_published_example_of_the_standard_passes() {
    assert_eq!(check_character("11010519491231002"), Some('X'));
    assert_eq!(check_character("44052418800101001"), Some('4'));
}

#[test]
fn an_old_number_of_fifteen_digits_is_upgraded() {
    assert_eq!(
        number("340304650101993"),
        Some(with_check("34030419650101993"))
    );
}

#[test]
fn the_mess_of_cells_is_mended_and_said() {
    let good = ending_in_x();
    let (body, _) = good.split_at(17);
    let wide: String = good
        .chars()
        .map(|c| char::from_u32(u32::from(c) + 0xfee0).expect("wide"))
        .collect();
    let spaced = format!(
        " {}\u{3000}{}\t{}\u{a0}",
        &good[..6],
        &good[6..14],
        &good[14..]
    );
    for (text, repair) in [
        (wide, Repair::FullWidth),
        (spaced, Repair::Spaces),
        (format!("\u{feff}{body}\u{200b}X"), Repair::ZeroWidth),
        (format!("'{good}"), Repair::LeadingQuote),
        (format!("{body}x"), Repair::LowerX),
        (format!("{body}\u{00d7}"), Repair::LookAlikeX),
        (format!("{body}\u{0425}"), Repair::LookAlikeX),
    ] {
        let read = read(&text, today()).expect("mended");
        assert_eq!(read.id.reveal(), good, "{repair:?}");
        assert_eq!(read.repaired, [repair]);
    }
    let numeric = format!("{}.0", with_check("34030419650101993"));
    assert_eq!(
        read(&numeric, today()).expect("mended").repaired,
        [Repair::TrailingZero]
    );
}

#[test]
fn each_reason_has_its_own_name() {
    let good = with_check("34030419650101993");
    for (text, expected) in [
        (String::new(), NotId::Length),
        ("12345".to_owned(), NotId::Length),
        (format!("{good}1"), NotId::Length),
        ("34030465010199X".to_owned(), NotId::Length),
        ("张三".to_owned(), NotId::Characters),
        (good.replace('3', "A"), NotId::Characters),
        ("340304-19650101-9934".to_owned(), NotId::Characters),
        (with_check("99999919650101993"), NotId::Region),
        (with_check("34037119650101993"), NotId::Region),
        (with_check("34030019650101993"), NotId::Region),
        (with_check("34030419650230993"), NotId::Date),
        (with_check("34030417500101993"), NotId::Date),
        (with_check("34030420270101993"), NotId::Future),
        ("340304********9934".to_owned(), NotId::Masked),
        ("340304XXXXXXXX9934".to_owned(), NotId::Masked),
        ("3.40304E+17".to_owned(), NotId::ExcelRounded),
        ("3.40304196501019e17".to_owned(), NotId::ExcelRounded),
        ("340304196501019000".to_owned(), NotId::ExcelRounded),
        ("340304196501019000.0".to_owned(), NotId::ExcelRounded),
    ] {
        assert_eq!(reason(&text), Some(expected), "{text}");
    }
}

#[test]
fn a_number_rounded_by_a_spreadsheet_is_named_even_if_its_check_digit_holds_by_chance() {
    let by_chance = (1..=28)
        .map(|day| with_check(&format!("340304196501{day:02}900")))
        .find(|number| number.ends_with('0'))
        .expect("one in eleven");
    assert_eq!(reason(&by_chance), Some(NotId::ExcelRounded));
    assert_eq!(
        number(&format!("'{by_chance}")),
        Some(by_chance),
        "the quote says it is text"
    );
}

#[test]
fn a_changed_digit_fails_the_check_sum() {
    let good = with_check("34030419650101993");
    let wrong = format!(
        "{}{}",
        &good[..17],
        if good.ends_with('1') { '2' } else { '1' }
    );
    assert_eq!(reason(&wrong), Some(NotId::Checksum));
}

#[test]
fn codes_given_up_long_ago_still_count() {
    for code in [
        "340304", "340303", "342201", "512901", "310103", "110103", "441900",
    ] {
        assert!(region_exists(code), "{code}");
    }
    for code in [
        "340371", "000000", "999999", "34030", "3403040", "34030x", "340300",
    ] {
        assert!(!region_exists(code), "{code}");
    }
}

#[test]
fn the_table_is_whole() {
    assert_eq!(REGION_CODES.len(), 6678);
}

#[test]
fn a_mask_leaves_six_and_four() {
    assert_eq!(mask("340304196501019934"), "340304********9934");
    assert_eq!(mask("340304650101993"), "340304*****1993");
    assert_eq!(mask("12345"), "*****");
    let debug = format!("{:?}", read(&ending_in_x(), today()));
    assert!(debug.contains("340304********"), "{debug}");
}

proptest! {
    #[test]
    fn reading_any_text_never_panics(text in "\\PC*") {
        let _ = read(&text, today());
    }

    #[test]
    fn one_wrong_digit_is_always_noticed(day in 1_u32..=28, sequence in 990_u32..=999, place in 14_usize..17, other in 0_u8..10) {
        let good = with_check(&format!("340304196501{day:02}{sequence}"));
        let mut bytes = good.clone().into_bytes();
        bytes[place] = b'0' + other;
        let changed = String::from_utf8(bytes).expect("ascii");
        prop_assume!(changed != good);
        prop_assert!(read(&changed, today()).is_err());
    }
}
