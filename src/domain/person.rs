//! Who a person is (身份): the part that is masked, kept apart and can be removed without breaking the chain.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{
    calendar::{Day, age},
    ids::PersonId,
};

/// Text that tells who somebody is. Its `Debug` form hides it, so that no log and no panic can show it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Personal(String);

impl Personal {
    /// Takes text as it stands.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text itself. Whoever calls this answers for where it goes.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// Whether there is nothing.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Debug for Personal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_empty() {
            "(无)"
        } else {
            "(个人信息)"
        })
    }
}

/// The record of one person in the register of identities.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Identity {
    /// The person.
    pub person: PersonId,
    /// 姓名.
    pub name: Personal,
    /// 公民身份号码 as 18 characters; empty where the office has none.
    pub number: Personal,
    /// 联系电话; empty if unknown.
    pub phone: Personal,
    /// 银行账号; empty if unknown.
    pub account: Personal,
    /// 住址, e.g. 前进村5组; empty if unknown.
    pub address: Personal,
}

/// Years from which a name may stand on a public board.
const ADULT_YEARS: u32 = 18;

/// A name as the public may read it: that of a grown-up without any digit in it, or none at all.
///
/// There is no other way to make one, so neither a minor's name nor a number that was typed into the field of
/// the name gets past it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PublicName(Option<String>);

/// In place of what may not be read.
const HIDDEN: &str = "*";

/// What begins a remark behind a name, as it stands in the name cells of lists.
const REMARK_SIGNS: &[char] = &[
    '(', '（', '[', '［', '【', '〔', '{', '<', '《', '「', ',', '，', '、', ';', '；', ':', '：',
    '/', '\\', '|', '-', '－',
];

/// Words of health and fate that stand behind a name without a sign.
const REMARK_WORDS: &[&str] = &[
    "残疾",
    "伤残",
    "残障",
    "肢残",
    "视残",
    "听残",
    "智残",
    "重残",
    "重病",
    "大病",
    "疾病",
    "患",
    "癌",
    "肿瘤",
    "尿毒",
    "透析",
    "精神",
    "智力",
    "智障",
    "肢体",
    "视力",
    "听力",
    "言语",
    "聋",
    "瘫",
    "失能",
    "艾滋",
    "服刑",
    "戒毒",
    "死亡",
    "已故",
    "病故",
    "孤儿",
    "电话",
    "手机",
    "账号",
    "身份证",
];

/// A name without the remark behind it: lists have 「李国才(残疾)」, and a board must not.
fn bare(name: &str) -> &str {
    let words = REMARK_WORDS.iter().filter_map(|word| name.find(word));
    let ends = name.find(REMARK_SIGNS).into_iter().chain(words);
    let end = ends.min().unwrap_or(name.len());
    let name = name.get(..end).unwrap_or(name).trim();
    first_of_two(name).unwrap_or(name)
}

/// Surnames of two characters, behind which a blank does not end the name.
const LONG_SURNAMES: &[&str] = &[
    "欧阳", "司马", "诸葛", "上官", "司徒", "东方", "独孤", "南宫", "夏侯", "皇甫", "尉迟", "公孙",
    "慕容", "令狐", "长孙", "宇文", "申屠", "端木", "百里", "呼延", "轩辕", "东郭", "西门", "澹台",
    "淳于", "单于", "太史", "公冶", "濮阳", "拓跋",
];

/// The first of two names in one cell, 「李国才 李小明」: whose the second is nobody knows, and it may be a
/// child's. A blank within one name, 「王　芳」 or 「欧阳 强」, ends nothing.
fn first_of_two(name: &str) -> Option<&str> {
    let mut parts = name.split_whitespace();
    let (first, second) = (parts.next()?, parts.next()?);
    let whole = |part: &str| {
        let han = |ch: char| matches!(ch, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}');
        part.chars().count() > 1 && part.chars().all(han)
    };
    (whole(first) && whole(second) && !LONG_SURNAMES.contains(&first)).then_some(first)
}

impl PublicName {
    /// The name of somebody born on a day, as it may be read on another.
    pub fn of(name: &Personal, birth: Day, on: Day) -> Self {
        let grown_up = age(birth, on).is_some_and(|years| years >= ADULT_YEARS);
        Self(grown_up.then(|| {
            let name = bare(name.reveal());
            let hidden = |ch: char| if ch.is_numeric() { '*' } else { ch };
            let name: String = name.chars().map(hidden).collect();
            if name.is_empty() {
                HIDDEN.to_owned()
            } else {
                name.replace(['X', 'x'], HIDDEN)
            }
        }))
    }

    /// The name; `None` for a minor.
    pub fn shown(&self) -> Option<&str> {
        self.0.as_deref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_public_reads_no_minors_name_and_no_number_in_a_name() {
        let on = Day::new(2026, 11, 23).unwrap();
        let of = |name: &str, year| {
            let birth = Day::new(year, 11, 24).unwrap();
            PublicName::of(&Personal::new(name), birth, on)
        };
        assert_eq!(of("李小宝", 2008).shown(), None, "seventeen until tomorrow");
        assert_eq!(of("李明", 2007).shown(), Some("李明"));
        let typed = of("李明34030419900101９９１X㊀", 1990);
        assert_eq!(typed.shown(), Some("李明*******************"));
    }

    #[test]
    fn a_remark_behind_a_name_does_not_hang_on_a_board() {
        let on = Day::new(2026, 11, 23).unwrap();
        let birth = Day::new(1960, 1, 1).unwrap();
        for (typed, shown) in [
            ("李国才(残疾)", "李国才"),
            ("李国才（重病）", "李国才"),
            ("李国才 肢体二级", "李国才"),
            ("李国才精神残疾", "李国才"),
            ("李国才、电话13805521234", "李国才"),
            ("李国才:已故", "李国才"),
            ("(残疾)李国才", "*"),
            ("买买提·阿不都 热合曼", "买买提·阿不都 热合曼"),
            ("霍去病", "霍去病"),
            ("李国才 李小明", "李国才"),
            ("李国才　李小明 李小红", "李国才"),
            ("王　芳", "王　芳"),
            ("李 国才", "李 国才"),
            ("欧阳 强志", "欧阳 强志"),
        ] {
            let name = PublicName::of(&Personal::new(typed), birth, on);
            assert_eq!(name.shown(), Some(shown), "{typed}");
        }
    }
}
