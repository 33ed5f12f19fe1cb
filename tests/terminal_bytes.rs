//! What the screen writes: that a terminal shows exactly the frame, and how few bytes that takes.
//!
//! A model of a terminal (`vt100`) reads the bytes and is compared with the buffer, cell by cell, after
//! random sequences of frames; then realistic frames are weighed against the budgets of a thin line.

#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]
#![allow(clippy::struct_excessive_bools, reason = "a style is a set of marks")]

use std::io::{self, Write};
use std::num::NonZeroU16;

use hecha::base::width;
use hecha::tui::terminal::backend::FrugalBackend;
use hecha::tui::terminal::profile::{Colours, Dialect, Profile};
use hecha::tui::terminal::screen::Screen;
use hecha::tui::widgets::draw;
use proptest::prelude::*;
use ratatui::Terminal;
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Rect, Size};
use ratatui::style::{Color, Modifier, Style};

/// Keeps every write apart, as a pty would see them.
#[derive(Default)]
struct Tape {
    writes: Vec<Vec<u8>>,
}

impl Write for Tape {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.writes.push(bytes.to_vec());
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn nonzero(number: u16) -> NonZeroU16 {
    NonZeroU16::new(number).unwrap()
}

/// A screen with the model of a terminal at its other end.
struct Desk {
    screen: Screen<Tape>,
    terminal: vt100::Parser,
    profile: Profile,
    /// Reads the bytes as a terminal would that draws characters beyond the BMP in one column.
    narrow_rare: bool,
}

impl Desk {
    fn new(profile: Profile, size: (u16, u16)) -> Self {
        Self {
            screen: Screen::new(Tape::default(), profile),
            terminal: vt100::Parser::new(nonzero(size.1), nonzero(size.0), 0),
            profile,
            narrow_rare: false,
        }
    }

    fn xterm() -> Self {
        Self::new(Profile::of("xterm-256color", None), (80, 24))
    }

    /// Shows a frame; returns its bytes.
    fn show(&mut self, frame: &Buffer, cursor: Option<Position>) -> Vec<u8> {
        let (rows, columns) = (nonzero(frame.area.height), nonzero(frame.area.width));
        if self.terminal.screen().size() != (rows, columns) {
            self.terminal.screen_mut().set_size(rows, columns);
        }
        let count = self.screen.present(frame, cursor).unwrap();
        let mut writes = std::mem::take(&mut self.screen.get_mut().writes);
        assert!(writes.len() <= 1, "one write per frame");
        let bytes = writes.pop().unwrap_or_default();
        assert_eq!(count, bytes.len());
        if self.narrow_rare {
            let text = String::from_utf8(bytes.clone()).unwrap();
            let narrow: String = text
                .chars()
                .map(|ch| if width::is_settled(ch) { ch } else { '?' })
                .collect();
            self.terminal.process(narrow.as_bytes());
        } else {
            self.terminal.process(&bytes);
        }
        bytes
    }

    /// Compares what the terminal shows with the frame, cell by cell.
    fn check(&self, frame: &Buffer, cursor: Option<Position>) {
        let shown = self.terminal.screen();
        for y in 0..frame.area.height {
            let mut x = 0;
            while x < frame.area.width {
                let wanted = &frame[(x, y)];
                let cell = shown.cell(y, x).unwrap();
                let ch = wanted.symbol().chars().next().unwrap_or(' ');
                let rare = self.narrow_rare && !width::is_settled(ch);
                let expected = if rare { "?" } else { wanted.symbol() };
                let actual = if cell.has_contents() {
                    cell.contents()
                } else {
                    " "
                };
                assert_eq!(actual, expected, "column {x} of row {y}");
                assert_eq!(
                    Looks::shown(cell),
                    Looks::wanted(wanted, self.profile),
                    "column {x} of row {y}"
                );
                x += 1;
                if width::char_columns(ch) == 2 {
                    let covered = shown.cell(y, x).unwrap();
                    if rare {
                        assert!(!covered.has_contents() || covered.contents() == " ");
                    } else {
                        assert!(covered.is_wide_continuation(), "column {x} of row {y}");
                    }
                    x += 1;
                }
            }
        }
        assert_eq!(shown.hide_cursor(), cursor.is_none());
        if let Some(at) = cursor {
            assert_eq!(shown.cursor_position(), (at.y, at.x));
        }
    }
}

/// What a person can see of a cell's style.
#[derive(Debug, PartialEq, Eq)]
struct Looks {
    ink: Option<u8>,
    ground: Option<u8>,
    bold: bool,
    dim: bool,
    underline: bool,
    reverse: bool,
}

impl Looks {
    fn shown(cell: &vt100::Cell) -> Self {
        let number = |colour| match colour {
            vt100::Color::Idx(number) => Some(number),
            vt100::Color::Default | vt100::Color::Rgb(..) => None,
        };
        let looks = Self {
            ink: number(cell.fgcolor()),
            ground: number(cell.bgcolor()),
            bold: cell.bold(),
            dim: cell.dim(),
            underline: cell.underline(),
            reverse: cell.inverse(),
        };
        looks.seen_on(if cell.has_contents() {
            cell.contents()
        } else {
            " "
        })
    }

    fn wanted(cell: &Cell, profile: Profile) -> Self {
        const COLOURS: [Color; 16] = [
            Color::Black,
            Color::Red,
            Color::Green,
            Color::Yellow,
            Color::Blue,
            Color::Magenta,
            Color::Cyan,
            Color::Gray,
            Color::DarkGray,
            Color::LightRed,
            Color::LightGreen,
            Color::LightYellow,
            Color::LightBlue,
            Color::LightMagenta,
            Color::LightCyan,
            Color::White,
        ];
        let number = |colour| match profile.colours {
            Colours::Sixteen => (0u8..16).find(|&index| COLOURS[usize::from(index)] == colour),
            Colours::None => None,
        };
        let looks = Self {
            ink: number(cell.fg),
            ground: number(cell.bg),
            bold: cell.modifier.contains(Modifier::BOLD),
            // Terminals know one intensity: bold wins.
            dim: cell.modifier.contains(Modifier::DIM) && !cell.modifier.contains(Modifier::BOLD),
            underline: cell.modifier.contains(Modifier::UNDERLINED),
            reverse: cell.modifier.contains(Modifier::REVERSED),
        };
        looks.seen_on(cell.symbol())
    }

    fn seen_on(self, text: &str) -> Self {
        if text == " " && !self.underline && !self.reverse {
            Self {
                ink: None,
                bold: false,
                dim: false,
                ..self
            }
        } else {
            self
        }
    }
}

/// One step of drawing.
#[derive(Clone, Debug)]
enum Step {
    Put {
        x: u16,
        y: u16,
        text: String,
        style: Style,
    },
    Fill {
        area: Rect,
        style: Style,
    },
    Resize {
        columns: u16,
        rows: u16,
    },
    Forget,
}

/// What is drawn for one frame, and where its cursor stands.
type Frame = (Vec<Step>, Option<(u16, u16)>);

fn style() -> impl Strategy<Value = Style> {
    let colour = prop_oneof![
        4 => Just(Color::Reset),
        1 => Just(Color::Red),
        1 => Just(Color::LightBlue),
        1 => Just(Color::Indexed(200)),
    ];
    let marks = prop_oneof![
        4 => Just(Modifier::empty()),
        1 => Just(Modifier::BOLD),
        1 => Just(Modifier::DIM),
        1 => Just(Modifier::UNDERLINED),
        1 => Just(Modifier::REVERSED),
        1 => Just(Modifier::BOLD | Modifier::REVERSED),
        1 => Just(Modifier::BOLD | Modifier::DIM),
    ];
    (colour.clone(), colour, marks).prop_map(|(ink, ground, marks)| {
        let mut style = Style::new()
            .fg(ink)
            .bg(ground)
            .remove_modifier(Modifier::all());
        style.add_modifier = marks;
        style.sub_modifier = Modifier::all().difference(marks);
        style
    })
}

fn step() -> impl Strategy<Value = Step> {
    let text = prop_oneof![
        4 => "[a-c李国才户 ]{0,12}",
        1 => "[a李𠮷𬎆 ]{0,8}",
        1 => "[ ]{0,30}",
        1 => "[0-9]{1,3}",
    ];
    prop_oneof![
        20 => (0..44u16, 0..9u16, text, style()).prop_map(|(x, y, text, style)| Step::Put { x, y, text, style }),
        4 => (0..40u16, 0..8u16, 0..30u16, 0..4u16, style())
            .prop_map(|(x, y, width, height, style)| Step::Fill { area: Rect::new(x, y, width, height), style }),
        1 => (1..44u16, 1..9u16).prop_map(|(columns, rows)| Step::Resize { columns, rows }),
        1 => Just(Step::Forget),
    ]
}

fn profile() -> impl Strategy<Value = Profile> {
    (
        prop_oneof![
            Just(Dialect::Xterm),
            Just(Dialect::Console),
            Just(Dialect::Vt100)
        ],
        prop_oneof![3 => Just(Colours::Sixteen), 1 => Just(Colours::None)],
    )
        .prop_map(|(dialect, colours)| Profile {
            colours,
            dialect,
            ..Profile::of("xterm", None)
        })
}

fn play(desk: &mut Desk, frames: Vec<Frame>) {
    let mut frame = Buffer::empty(Rect::new(0, 0, 20, 5));
    for (steps, cursor) in frames {
        for step in steps {
            match step {
                Step::Put { x, y, text, style } => {
                    draw::put(&mut frame, x, y, &text, style, 99);
                }
                Step::Fill { area, style } => draw::fill(&mut frame, area, style),
                Step::Resize { columns, rows } => {
                    frame = Buffer::empty(Rect::new(0, 0, columns, rows));
                }
                Step::Forget => desk.screen.forget(),
            }
        }
        let cursor =
            cursor.map(|(x, y)| Position::new(x % frame.area.width, y % frame.area.height));
        desk.show(&frame, cursor);
        desk.check(&frame, cursor);
        assert!(
            desk.show(&frame, cursor).is_empty(),
            "nothing changed, nothing is written"
        );
    }
}

fn frames() -> impl Strategy<Value = Vec<Frame>> {
    let cursor = proptest::option::of((0..44u16, 0..9u16));
    proptest::collection::vec((proptest::collection::vec(step(), 0..6), cursor), 1..12)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn after_every_frame_the_terminal_shows_the_buffer(profile in profile(), frames in frames()) {
        play(&mut Desk::new(profile, (20, 5)), frames);
    }

    #[test]
    fn a_terminal_that_draws_rare_characters_narrow_keeps_all_others_in_place(
        profile in profile(),
        frames in frames(),
    ) {
        let mut desk = Desk::new(profile, (20, 5));
        desk.narrow_rare = true;
        play(&mut desk, frames);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn ratatui_draws_through_the_backend_what_it_drew_in_its_buffer(frames in frames()) {
        let mut desk = Desk::new(Profile::of("xterm", None), (20, 5));
        let backend = FrugalBackend::new(Screen::new(Tape::default(), desk.profile), Size::new(20, 5));
        let mut terminal = Terminal::new(backend).unwrap();
        for (steps, cursor) in frames {
            let cursor = cursor.map(|(x, y)| Position::new(x % 20, y % 5));
            let mut drawn = Buffer::empty(Rect::new(0, 0, 20, 5));
            terminal
                .draw(|frame| {
                    for step in steps {
                        match step {
                            Step::Put { x, y, text, style } => {
                                draw::put(frame.buffer_mut(), x, y, &text, style, 99);
                            }
                            Step::Fill { area, style } => draw::fill(frame.buffer_mut(), area, style),
                            Step::Resize { .. } | Step::Forget => {}
                        }
                    }
                    if let Some(at) = cursor {
                        frame.set_cursor_position(at);
                    }
                    drawn.clone_from(frame.buffer_mut());
                })
                .unwrap();
            let writes = std::mem::take(&mut terminal.backend_mut().screen_mut().get_mut().writes);
            prop_assert!(writes.len() <= 1, "one write per frame");
            desk.terminal.process(&writes.concat());
            desk.check(&drawn, cursor);
        }
    }
}

/// The budget for a new page: 1.25 × the UTF-8 bytes from the first to the last changed cell of each
/// changed row, blanks inside counted.
fn page_budget(before: &Buffer, after: &Buffer) -> usize {
    let mut bytes = 0;
    for y in 0..after.area.height {
        let changed: Vec<u16> = (0..after.area.width)
            .filter(|&x| before[(x, y)] != after[(x, y)])
            .collect();
        let (Some(&first), Some(&last)) = (changed.first(), changed.last()) else {
            continue;
        };
        let mut x = first;
        while x <= last {
            let symbol = after[(x, y)].symbol();
            bytes += symbol.len();
            x += u16::try_from(width::columns(symbol)).unwrap();
        }
    }
    bytes * 5 / 4
}

fn empty() -> Buffer {
    Buffer::empty(Rect::new(0, 0, 80, 24))
}

fn line(buf: &mut Buffer, y: u16, text: &str) {
    draw::put(buf, 0, y, text, Style::new(), 80);
}

fn bars(buf: &mut Buffer, title: &str, footer: &str) {
    draw::fill(buf, Rect::new(0, 0, 80, 1), Style::new().reversed());
    draw::put(buf, 1, 0, title, Style::new(), 79);
    let area = buf.area;
    draw::rule(buf, area, 1, Style::new().dim());
    draw::rule(buf, area, 22, Style::new().dim());
    draw::put(buf, 1, 23, footer, Style::new(), 79);
}

/// One page of a queue of 136, with row `selected` of the page selected; the cursor on its mark.
fn queue(page: usize, selected: u16) -> (Buffer, Option<Position>) {
    const SURNAMES: [&str; 10] = [
        "李",
        "王",
        "张",
        "刘",
        "陈",
        "杨",
        "赵",
        "黄",
        "欧阳",
        "买买提·阿",
    ];
    const GIVEN: [&str; 7] = ["国才", "秀兰", "明", "小宝", "桂英", "建军", "𠮷"];
    const PLACES: [&str; 6] = [
        "前进村",
        "大庆街道",
        "马城镇东湖村",
        "长青乡",
        "张公山一社区",
        "钓鱼台",
    ];
    let mut buf = empty();
    let place = page * 20 + usize::from(selected) + 1;
    bars(
        &mut buf,
        &format!("低保定期核查  长青乡   {place:>3}/136  第{}页/7", page + 1),
        "Enter 开始办理  Space 选中  / 查找  F2 菜单  F1 帮助  Esc 返回",
    );
    for row in 0..20u16 {
        let number = page * 20 + usize::from(row);
        let y = row + 2;
        if row == selected {
            draw::put(&mut buf, 1, y, ">", Style::new().bold(), 1);
        }
        let name = format!("{}{}", SURNAMES[number % 10], GIVEN[number % 7]);
        draw::put_fitted(&mut buf, 3, y, &name, Style::new(), 10);
        draw::put_fitted(&mut buf, 14, y, PLACES[number % 6], Style::new(), 13);
        draw::put_right(
            &mut buf,
            32,
            y,
            &format!("{}人", number % 5 + 1),
            Style::new(),
            4,
        );
        let sum = format!("{},{:03}.00", number % 3 + 1, number * 37 % 1000);
        draw::put_right(&mut buf, 44, y, &sum, Style::new(), 10);
        let days = number * 7 % 40;
        draw::put_right(&mut buf, 54, y, &format!("逾期{days}日"), Style::new(), 9);
        draw::put(
            &mut buf,
            56,
            y,
            if number.is_multiple_of(3) {
                "车辆比对 半年类"
            } else {
                "半年类"
            },
            Style::new(),
            24,
        );
    }
    (buf, Some(Position::new(1, selected + 2)))
}

/// A case under review, with `note` in the field that has the focus.
fn case(note: &str) -> (Buffer, Option<Position>) {
    let mut buf = empty();
    bars(
        &mut buf,
        "低保核查 3/17  李国才 340304********9934  前进村5组            逾期13日  半年类",
        "Enter 修改  Tab 下栏  Space 无变化  F4 测算  F5 结论  F6 等待  F7 跳过  F9 签办",
    );
    for (y, text) in [
        (
            2,
            " 户4人 农村  现享 1,020.00元/月  上次 2026-05-10 王芳 维持   成员 收入 财产 预警",
        ),
        (
            3,
            "   成员      年龄 关系 劳动能力 情况          上次月收入   本次月收入",
        ),
        (
            4,
            " > 李国才     61  本人 部分     务农            1,868.00     1,868.00",
        ),
        (
            5,
            "   王秀兰     58  配偶 无       肢体二级            0.00         0.00",
        ),
        (
            6,
            "   李明       27  子   有       新就业 *            0.00       600.00 *",
        ),
        (
            7,
            "   李小宝      6  孙   无       在读                0.00         0.00",
        ),
        (
            8,
            " 财产  存款 3,200.00   车辆 无   房屋 1套自住   经营主体 无",
        ),
        (
            9,
            " 预警  2026-11-18 车辆登记 皖C*****5 (李明)                     待查",
        ),
        (
            10,
            " 入户  2026-11-20 王芳 张伟 见户主                              已录",
        ),
        (
            12,
            " 测算  722.00 x 4 - 2,468.00 = 420.00   现享 1,020.00   差 -600.00",
        ),
        (13, "       必要就业成本 未填   分类施保 比例未设, 未计"),
        (14, " 建议  减发至 420.00 元/月 (先听取意见)"),
    ] {
        line(&mut buf, y, text);
    }
    draw::rule(&mut buf, Rect::new(0, 0, 80, 24), 11, Style::new().dim());
    line(&mut buf, 18, " 备注");
    draw::fill(&mut buf, Rect::new(7, 18, 60, 1), Style::new().reversed());
    let x = draw::put(&mut buf, 7, 18, note, Style::new().reversed(), 59);
    (buf, Some(Position::new(x, 18)))
}

/// Shows `from`, then `to`, and returns the bytes of the second frame with its page budget.
fn cost(from: &(Buffer, Option<Position>), to: &(Buffer, Option<Position>)) -> (usize, usize) {
    let mut desk = Desk::xterm();
    desk.show(&from.0, from.1);
    let bytes = desk.show(&to.0, to.1);
    desk.check(&to.0, to.1);
    (bytes.len(), page_budget(&from.0, &to.0))
}

#[test]
fn moving_the_selection_one_row_costs_at_most_64_bytes() {
    for selected in 0..19 {
        for page in [0, 3] {
            let (down, _) = cost(&queue(page, selected), &queue(page, selected + 1));
            let (up, _) = cost(&queue(page, selected + 1), &queue(page, selected));
            println!("selection from row {selected} down: {down} B, back up: {up} B");
            assert!(
                down <= 64 && up <= 64,
                "row {selected}: {down} down, {up} up"
            );
        }
    }
}

#[test]
fn typing_a_chinese_character_costs_at_most_24_bytes_and_the_character() {
    let text = "户主务农其子在本市务工月收入约六百元𠮷";
    let mut note = String::new();
    for ch in text.chars() {
        let before = case(&note);
        note.push(ch);
        let after = case(&note);
        let (typed, _) = cost(&before, &after);
        let (deleted, _) = cost(&after, &before);
        println!("{ch}: typed {typed} B, deleted {deleted} B");
        assert!(typed <= 24 + ch.len_utf8(), "{ch} {typed}");
        assert!(deleted <= 24 + ch.len_utf8(), "{ch} {deleted}");
    }
}

#[test]
fn a_new_page_costs_at_most_a_quarter_more_than_its_changed_text() {
    let blank = (empty(), None);
    let first = queue(0, 0);
    for (name, from, to) in [
        ("first screen", &blank, &first),
        ("next page", &queue(0, 19), &queue(1, 0)),
        ("two pages on", &queue(1, 5), &queue(3, 5)),
        ("last page", &queue(0, 0), &queue(6, 0)),
        ("open a case", &first, &case("")),
        ("back to the list", &case("户主务农"), &first),
    ] {
        let (bytes, budget) = cost(from, to);
        println!("{name}: {bytes} B of {budget} B");
        assert!(bytes <= budget, "{name}: {bytes} B, budget {budget} B");
    }
}

#[test]
fn small_frames_are_not_bracketed_and_large_ones_are() {
    let mut desk = Desk::xterm();
    let (frame, cursor) = queue(0, 0);
    let first = desk.show(&frame, cursor);
    assert!(first.starts_with(b"\x1b[?2026h") && first.ends_with(b"\x1b[?2026l"));
    let (frame, cursor) = queue(0, 1);
    let next = desk.show(&frame, cursor);
    assert!(!next.contains(&b'h'), "no mode is touched by a small frame");
}

#[test]
fn a_resize_paints_the_whole_frame_anew() {
    let mut desk = Desk::xterm();
    let (frame, cursor) = queue(0, 0);
    desk.show(&frame, cursor);
    for (columns, rows) in [(60, 20), (120, 40), (1, 1), (80, 24)] {
        let mut smaller = Buffer::empty(Rect::new(0, 0, columns, rows));
        draw::put(&mut smaller, 0, 0, "李国才 340304", Style::new(), columns);
        desk.show(&smaller, None);
        desk.check(&smaller, None);
    }
}

/// Refuses every write.
struct Broken;

impl Write for Broken {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        Err(io::ErrorKind::BrokenPipe.into())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_lost_line_is_an_error_and_not_a_panic() {
    let mut screen = Screen::new(Broken, Profile::of("xterm", None));
    let (frame, cursor) = queue(0, 0);
    for _ in 0..2 {
        let error = screen.present(&frame, cursor).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::BrokenPipe);
    }
}
