//! Drives the screens without a terminal: keys go in, effects are carried out at once through a real
//! session on a directory of its own, the screen comes out as text.

use std::{collections::VecDeque, sync::atomic::AtomicBool};

use hecha::{
    base::{
        fault::{FaultCode, FaultFacts},
        width,
    },
    domain::{
        area::{AreaCode, Setting},
        asset::Assets,
        calendar::Day,
        case::Benefit,
        citation::Confidence,
        evidence::CheckReport,
        household::{Disability, DisabilityType, Labour, MemberFacts, Relation, Schooling, Sex},
        ids::CaseId,
        income::{Income, IncomeKind, Per},
        money::Fen,
        parameter::OfficeValue,
        person::Personal,
        review::{LastReview, Outcome},
    },
    engine::command::{Command, Intake, IntakeMember, NewIdentity},
    session::{
        Session,
        local::{Chair, Local},
    },
    tui::{
        Model, Size,
        effect::{Effect, EffectId, Reply},
        effects::{
            self,
            bench::{Bench, Surroundings},
        },
        event::{Code, Event, Key},
        keymap,
        msg::Msg,
        theme::Theme,
        update, view,
    },
};
use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};

use crate::office::{Office, id_number, intake};

/// The size the screens are designed for.
pub const DESIGN: (u16, u16) = (80, 24);

/// A desk in an office, driven by keys.
pub struct Driver {
    pub office: Office,
    pub model: Model,
    /// Keys pressed since the last [`Driver::count_from_here`].
    pub pressed: usize,
    /// Every command sent to the engine, by its name.
    pub commands: Vec<String>,
    /// The key of every command sent.
    pub keys_sent: Vec<String>,
    /// The next receipt is lost on its way, though the command was done.
    losing: bool,
    /// The disk takes no drafts.
    refusing: bool,
    /// A directory where nobody has been before, which takes the place of the office.
    alone: Option<(tempfile::TempDir, Local)>,
    /// Where long work is done.
    bench: Bench,
    /// Long work is stopped as soon as it can be.
    pub stopping: bool,
    /// Replies held back, if they are.
    held: Option<VecDeque<(EffectId, Reply)>>,
}

impl Driver {
    /// 王芳 starts the program.
    pub fn start(office: Office) -> Self {
        Self::start_at(office, DESIGN)
    }

    /// The program starts on a terminal of this size.
    pub fn start_at(office: Office, size: (u16, u16)) -> Self {
        Self::begin(office, None, size)
    }

    fn begin(
        office: Office,
        alone: Option<(tempfile::TempDir, Local)>,
        (columns, rows): (u16, u16),
    ) -> Self {
        let run = format!("run-{columns}-{}", office.today());
        let account = alone
            .as_ref()
            .and_then(|(_, local)| local.account().map(str::to_owned));
        let (model, effects) = Model::new(Size { columns, rows }, run, account);
        let bench = Bench::new(Surroundings {
            data_dir: office.dir.path().to_owned(),
            home: None,
        });
        let mut driver = Self {
            bench,
            stopping: false,
            office,
            model,
            pressed: 0,
            commands: Vec::new(),
            keys_sent: Vec::new(),
            losing: false,
            refusing: false,
            alone,
            held: None,
        };
        driver.carry_out(effects);
        driver.drawn();
        driver
    }

    /// The program ends without a word, and is started again.
    pub fn start_again(self) -> Self {
        let mut office = self.office;
        office.restart();
        Self::start(office)
    }

    fn carry_out(&mut self, effects: Vec<Effect>) {
        let mut todo: VecDeque<Effect> = effects.into();
        while let Some(effect) = todo.pop_front() {
            let mut lost = false;
            if let Effect::Execute { command, key, .. } = &effect {
                lost = std::mem::take(&mut self.losing);
                self.keys_sent.push(key.clone());
                let name = format!("{command:?}");
                let name = name.split([' ', '(', '{']).next().unwrap().to_owned();
                self.commands.push(name);
            }
            let session: &dyn Session = match &self.alone {
                Some((_, local)) => local,
                None => self.office.session(),
            };
            if effect.work().is_some() {
                let mut replies = Vec::new();
                let stop = AtomicBool::new(self.stopping);
                self.bench.work(session, effect, &stop, &mut |id, reply| {
                    replies.push((id, reply));
                });
                for (id, reply) in replies {
                    todo.extend(update(&mut self.model, Msg::Reply(id, Box::new(reply))));
                }
                continue;
            }
            let done = match (&effect, self.refusing) {
                (
                    Effect::SaveDraft { id, .. }
                    | Effect::DropDraft { id, .. }
                    | Effect::SavePlace { id, .. },
                    true,
                ) => Some((*id, Reply::Kept(Err(disk_full().into())))),
                _other_effect => effects::perform(session, effect),
            };
            if let Some((id, reply)) = done {
                let reply = if lost {
                    Reply::Done(Err(disk_full().into()))
                } else {
                    reply
                };
                match &mut self.held {
                    Some(held) => held.push_back((id, reply)),
                    None => todo.extend(update(&mut self.model, Msg::Reply(id, Box::new(reply)))),
                }
            }
        }
    }

    /// The next command is done, but its receipt never arrives.
    pub fn lose_next_receipt(&mut self) {
        self.losing = true;
    }

    /// From now on the disk takes no drafts, or takes them again.
    pub fn refuse_writes(&mut self, refuse: bool) {
        self.refusing = refuse;
    }

    /// Nobody types for a while.
    pub fn rests(&mut self) {
        let effects = update(&mut self.model, Msg::Paused);
        self.carry_out(effects);
        self.drawn();
    }

    /// From now on replies wait, as on a slow disk.
    pub fn hold_replies(&mut self) {
        self.held = Some(VecDeque::new());
    }

    /// The replies that waited arrive.
    pub fn let_replies_in(&mut self) {
        for (id, reply) in self.held.take().unwrap_or_default() {
            let effects = update(&mut self.model, Msg::Reply(id, Box::new(reply)));
            self.carry_out(effects);
        }
        self.drawn();
    }

    fn drawn(&mut self) {
        self.drawn_after(0);
    }

    /// The screen is drawn while so many events wait that came before it.
    pub fn drawn_after(&mut self, queued: usize) {
        let effects = update(&mut self.model, Msg::Drawn { queued });
        self.carry_out(effects);
    }

    /// Something happens, and the screen is drawn.
    pub fn event(&mut self, event: Event) {
        self.event_undrawn(event);
        self.drawn();
    }

    /// Something happens among other things, so that nothing is drawn in between.
    pub fn event_undrawn(&mut self, event: Event) {
        let effects = update(&mut self.model, Msg::Input(event));
        self.carry_out(effects);
    }

    /// Presses keys by name, e.g. `Enter Space F9`.
    #[track_caller]
    pub fn keys(&mut self, names: &str) -> &mut Self {
        for name in names.split(' ').filter(|name| !name.is_empty()) {
            let key = keymap::key(name).unwrap_or_else(|| panic!("no key {name}"));
            self.key(key);
        }
        self
    }

    /// Presses one key.
    pub fn key(&mut self, key: Key) {
        self.pressed += 1;
        self.event(Event::Key(key));
    }

    /// Types text, one key a character.
    pub fn types(&mut self, text: &str) -> &mut Self {
        for ch in text.chars() {
            self.key(Key::plain(Code::Char(ch)));
        }
        self
    }

    /// Pastes text.
    pub fn pastes(&mut self, text: &str) -> &mut Self {
        self.event(Event::Paste(text.to_owned()));
        self
    }

    /// Counts keys from here on.
    pub fn count_from_here(&mut self) {
        self.pressed = 0;
    }

    /// The frame with its cursor.
    pub fn frame(&self) -> (Buffer, Option<Position>) {
        let size = self.model.size;
        let mut buf = Buffer::empty(Rect::new(0, 0, size.columns, size.rows));
        let cursor = view(&self.model, &Theme::sixteen(), &mut buf);
        (buf, cursor)
    }

    /// The screen as text, with the place of the cursor below it.
    pub fn screen(&self) -> String {
        let (buf, cursor) = self.frame();
        let mut text = screen_text(&buf);
        match cursor {
            Some(at) => text.push_str(&format!("\n[光标 第{}行 第{}列]", at.y + 1, at.x + 1)),
            None => text.push_str("\n[无光标]"),
        }
        text
    }

    /// Goes down to the line with this label.
    #[track_caller]
    pub fn goes_to(&mut self, label: &str) -> &mut Self {
        for _ in 0..20 {
            let wanted = format!(" > {label}");
            if self.screen().lines().any(|line| line.starts_with(&wanted)) {
                return self;
            }
            self.keys("Down");
        }
        panic!("no line {label}:\n{}", self.screen());
    }

    /// Complains unless the screen holds each of `words`.
    #[track_caller]
    pub fn shows(&self, words: &[&str]) -> &Self {
        let screen = self.screen();
        for word in words {
            assert!(screen.contains(word), "「{word}」 is missing:\n{screen}");
        }
        self
    }

    /// Complains if the screen holds one of `words`.
    #[track_caller]
    pub fn hides(&self, words: &[&str]) -> &Self {
        let screen = self.screen();
        for word in words {
            assert!(
                !screen.contains(word),
                "「{word}」 should not be there:\n{screen}"
            );
        }
        self
    }

    /// The last line of the screen.
    pub fn footer(&self) -> String {
        let (buf, _) = self.frame();
        screen_text(&buf).lines().last().unwrap().to_owned()
    }
}

/// A fault of the machine.
fn disk_full() -> FaultFacts {
    FaultFacts {
        code: FaultCode::DiskFull,
        path: Some("/data".into()),
        seq: None,
        pid: None,
        operation: "append".into(),
        cause: "no space left".into(),
    }
}

/// A buffer as text: cells covered by a wide glyph are skipped, blanks at line ends are cut.
pub fn screen_text(buf: &Buffer) -> String {
    let mut lines = Vec::new();
    for y in 0..buf.area.height {
        let mut line = String::new();
        let mut x = 0;
        while x < buf.area.width {
            let symbol = buf.cell((x, y)).map_or(" ", |cell| cell.symbol());
            line.push_str(symbol);
            x += u16::try_from(width::columns(symbol)).unwrap().max(1);
        }
        lines.push(line.trim_end().to_owned());
    }
    lines.join("\n")
}

fn person(name: &str, sequence: u32, born: (i32, u32, u32), facts: MemberFacts) -> IntakeMember {
    let (year, month, day) = born;
    IntakeMember {
        identity: NewIdentity {
            name: Personal::new(name),
            number: Personal::new(id_number(sequence, &format!("{year}{month:02}{day:02}"))),
            phone: Personal::new("00000000000"),
            account: Personal::default(),
            address: Personal::new("前进村5组"),
        },
        facts,
    }
}

fn facts(relation: Relation, born: (i32, u32, u32), sex: Sex, labour: Labour) -> MemberFacts {
    let mut facts = MemberFacts::new(relation, Day::new(born.0, born.1, born.2).unwrap());
    facts.sex = Some(sex);
    facts.labour = Some(labour);
    facts
}

/// The household of the design: four people on the land, one income, the half-yearly review overdue.
pub fn li_guocai() -> Intake {
    let mut head = facts(Relation::Head, (1965, 3, 2), Sex::Male, Labour::Partial);
    head.note = "务农".into();
    head.incomes = vec![Income {
        kind: IncomeKind::Business,
        item: None,
        amount: Fen::yuan(1868),
        per: Per::Month,
    }];
    let mut wife = facts(Relation::Spouse, (1968, 4, 3), Sex::Female, Labour::None);
    wife.disability = Some(Disability {
        kind: DisabilityType::Limb,
        grade: 2,
    });
    let son = facts(Relation::Child, (1999, 5, 4), Sex::Male, Labour::Full);
    let mut grandson = facts(Relation::Grandchild, (2020, 6, 5), Sex::Male, Labour::None);
    grandson.student = Some(Schooling::Compulsory);
    let mut intake = intake("李国才", 0);
    intake.setting = Setting::Rural;
    intake.members = vec![
        person("李国才", 4, (1965, 3, 2), head),
        person("王秀兰", 5, (1968, 4, 3), wife),
        person("李明", 6, (1999, 5, 4), son),
        person("李小宝", 7, (2020, 6, 5), grandson),
    ];
    intake.assets = Assets {
        financial: Some(Fen::yuan(3200)),
        vehicles: Vec::new(),
        homes: Some(1),
        businesses: Some(0),
    };
    intake.benefit = Some(Benefit {
        month: Fen::yuan(1020),
        since: None,
    });
    intake.last_review = Some(LastReview {
        day: Day::new(2026, 5, 10).unwrap(),
        by: "王芳".into(),
        outcome: Outcome::Keep,
        household: None,
    });
    intake
}

/// An office with the household of the design and two of one person each, all with a visit of this review.
pub fn office() -> (Office, CaseId) {
    let mut office = Office::open();
    office.sit("王芳");
    let li = office.take_in(li_guocai());
    let mut others = Vec::new();
    for (name, sequence) in [("张大有", 21), ("周秀英", 42)] {
        others.push(office.take_in(intake(name, sequence)));
    }
    for case in [li].into_iter().chain(others) {
        office.visit(case);
        office
            .run(Command::RecordReport {
                case,
                report: CheckReport {
                    day: office.today(),
                    clear: true,
                    reference: "核对〔2026〕11号".into(),
                },
            })
            .unwrap();
    }
    (office, li)
}

/// A desk in that office.
pub fn desk() -> Driver {
    Driver::start(office().0)
}

/// Sets every rate of 分类施保, so that a decrease can be proposed.
pub fn set_rates(office: &mut Office) {
    office.sit("孙丽");
    for class in [
        "elderly",
        "minor",
        "severe_disability",
        "serious_illness",
        "single_parent",
    ] {
        set(office, &format!("db.class.rate.{class}"), "0");
    }
    set(office, "db.class.old_age", "60");
    office.sit("王芳");
}

/// Sets a parameter of the office.
pub fn set(office: &mut Office, name: &str, value: &str) {
    office
        .run(Command::SetPolicyValue {
            value: OfficeValue {
                name: name.into(),
                value: value.into(),
                from: Day::new(2026, 1, 1).unwrap(),
                until: None,
                document: "演示文件〔2026〕1号".into(),
                area: AreaCode("340304".into()),
                confidence: Confidence::Confirmed,
            },
        })
        .unwrap();
}

/// A wage a month.
pub fn wage(yuan: i64) -> Income {
    Income {
        kind: IncomeKind::Wage,
        item: None,
        amount: Fen::yuan(yuan),
        per: Per::Month,
    }
}

/// A desk in a directory where nobody has been before.
pub fn first_start() -> Driver {
    let office = Office::open();
    let dir = tempfile::tempdir().unwrap();
    let chair = Chair::Account("wangfang".into());
    let (local, _) = Local::open(dir.path(), office.clock.clone(), chair, &mut |_| {}).unwrap();
    Driver::begin(office, Some((dir, local)), DESIGN)
}
