//! What an invented office is made of: a journal on paper, dice, people and households.

use hecha::{
    base::digest::Digest,
    domain::{
        asset::Assets,
        calendar::Day,
        household::{Household, Labour, Member, MemberFacts, Relation},
        identity::check_character,
        ids::PersonId,
        income::{Income, IncomeKind, Per},
        money::Fen,
        person::{Identity, Personal},
    },
    journal::{Head, entry::Entry},
    store::{JournalSource, StoreFault},
};

/// A journal on paper.
#[derive(Debug, Clone, Default)]
pub struct Paper {
    pub entries: Vec<Entry>,
}

impl JournalSource for Paper {
    fn head(&self) -> Head {
        self.entries.last().map_or_else(Head::start, Entry::head)
    }

    fn digest_at(&self, seq: u64) -> Result<Option<Digest>, StoreFault> {
        if seq == 0 {
            return Ok(Some(Head::start().digest));
        }
        Ok(self.entries.get(seq as usize - 1).map(|entry| entry.digest))
    }

    fn entries_from(
        &self,
        seq: u64,
    ) -> Result<impl Iterator<Item = Result<Entry, StoreFault>>, StoreFault> {
        Ok(self.entries.iter().skip(seq as usize - 1).cloned().map(Ok))
    }
}

/// A generator of numbers that is the same everywhere.
#[derive(Debug, Clone)]
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed ^ 0x9e37_79b9_7f4a_7c15)
    }

    pub fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % sides
    }

    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.roll(from.len() as u64) as usize]
    }
}

pub const TODAY: &str = "2026-11-23";

pub fn day(text: &str) -> Day {
    text.parse().unwrap()
}

pub const COUNTY: &str = "340304";
pub const TOWNSHIPS: [&str; 4] = ["340304001", "340304002", "340304101", "340304200"];
pub const TOWNSHIP_NAMES: [&str; 4] = ["大庆街道", "纬四街道", "马城镇", "长青乡"];
pub const VILLAGE_NAMES: [&str; 5] = ["前进村", "卫东村", "和平社区", "石桥村", "杏花村"];
const SURNAMES: [&str; 24] = [
    "李",
    "王",
    "张",
    "刘",
    "陈",
    "杨",
    "赵",
    "黄",
    "周",
    "吴",
    "徐",
    "孙",
    "单",
    "曾",
    "仇",
    "解",
    "查",
    "尉迟",
    "欧阳",
    "买买提·",
    "𠮷",
    "乐",
    "翟",
    "朱",
];
const GIVEN: [&str; 30] = [
    "国", "才", "秀", "兰", "明", "小", "宝", "建", "军", "红", "芳", "伟", "英", "华", "文", "玉",
    "桂", "花", "强", "丽", "志", "德", "福", "荣", "春", "㛃", "长", "行", "重", "阳",
];

/// An ID number that nobody has: the sequence code is 990 to 999.
pub fn id_number(number: u64) -> String {
    let counties = 340_101 + number / 3650 % 500;
    let year = 1930 + number % 80;
    let digits = format!(
        "{counties:06}{year:04}{:02}{:02}{:03}",
        number / 7 % 12 + 1,
        number / 11 % 28 + 1,
        990 + number % 10
    );
    let check = check_character(&digits).unwrap();
    format!("{digits}{check}")
}

pub fn name(dice: &mut Dice) -> String {
    let mut name = (*dice.pick(&SURNAMES)).to_owned();
    for _ in 0..=dice.roll(2) {
        let given: &&str = dice.pick(&GIVEN);
        name.push_str(given);
    }
    name
}

pub fn identity(person: u64, dice: &mut Dice) -> Identity {
    Identity {
        person: PersonId(person),
        name: Personal::new(name(dice)),
        number: Personal::new(if dice.roll(20) == 0 {
            String::new()
        } else {
            id_number(person)
        }),
        phone: Personal::new(if dice.roll(3) == 0 {
            String::new()
        } else {
            // No phone number begins with 100.
            format!("100{:08}", dice.roll(100_000_000))
        }),
        account: Personal::new(format!("6200{:015}", dice.roll(1_000_000_000_000))),
        address: Personal::new(format!(
            "{}{}组",
            dice.pick(&VILLAGE_NAMES),
            dice.roll(9) + 1
        )),
    }
}

pub fn household(first: u64, members: u64, dice: &mut Dice) -> Household {
    let relations = [
        Relation::Head,
        Relation::Spouse,
        Relation::Child,
        Relation::Grandchild,
        Relation::Parent,
        Relation::Other,
    ];
    Household {
        members: (0..members)
            .map(|place| {
                let birth = Day::new(1940 + dice.roll(70) as i32, 5, 17).unwrap();
                let mut facts = MemberFacts::new(relations[place as usize % 6], birth);
                facts.labour = Some(*dice.pick(&[Labour::Full, Labour::Partial, Labour::None]));
                "务农".clone_into(&mut facts.note);
                if dice.roll(2) == 0 {
                    facts.incomes.push(Income {
                        kind: IncomeKind::Wage,
                        item: None,
                        amount: Fen::yuan(dice.roll(3000) as i64),
                        per: Per::Month,
                    });
                }
                Member {
                    person: PersonId(first + place),
                    facts,
                }
            })
            .collect(),
        assets: Assets {
            financial: Some(Fen::yuan(dice.roll(20_000) as i64)),
            vehicles: Vec::new(),
            homes: Some(1),
            businesses: Some(0),
        },
        income_stable: dice.roll(2) == 0,
    }
}
