//! Invented names: common ones, some of minorities with a dot, some with characters beyond the basic plane.

use super::dice::Dice;
use crate::domain::household::Sex;

const SURNAMES: &[&str] = &[
    "王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "孙", "胡", "朱", "高", "林",
    "何", "郭", "马", "罗", "梁", "宋", "郑", "谢", "韩", "唐", "冯", "于", "董", "萧", "程", "曹",
    "袁", "邓", "许", "傅", "沈", "曾", "彭", "吕", "苏", "卢", "蒋", "蔡", "贾", "丁", "魏", "薛",
    "叶", "阎", "余", "潘", "杜", "戴", "夏", "钟", "汪", "田", "任", "姜", "范", "方", "石", "姚",
    "单", "仇", "解", "查", "欧阳", "司马", "诸葛", "上官",
];
const MALE: &[&str] = &[
    "国", "才", "建", "军", "强", "明", "志", "勇", "伟", "东", "海", "山", "平", "林", "学", "文",
    "德", "福", "贵", "生", "春", "根", "水", "金", "宝", "永", "振", "大", "长", "兴", "忠", "良",
];
const FEMALE: &[&str] = &[
    "秀", "兰", "英", "芳", "梅", "桂", "玉", "珍", "凤", "莲", "霞", "红", "丽", "娟", "翠", "花",
    "素", "云", "淑", "华", "萍", "琴", "香", "月", "巧", "爱", "菊", "荣", "侠", "敏", "静", "燕",
];
/// Characters that fonts and old systems trip over; all of them in names people bear.
const RARE: &[&str] = &["𠮷", "䶮", "㛃", "㼆", "𬱖", "𫖯", "喆", "玥", "翀"];
const WITH_DOT: &[(&str, Sex)] = &[
    ("买买提·阿不都", Sex::Male),
    ("艾力·吐尔逊", Sex::Male),
    ("古丽·买买提", Sex::Female),
    ("阿依努尔·玉素甫", Sex::Female),
    ("扎西·次仁", Sex::Male),
    ("卓玛·央金", Sex::Female),
];

/// A surname.
pub(super) fn surname(dice: &mut Dice) -> &'static str {
    // The first twenty are four in ten people.
    let common = SURNAMES.get(..20).unwrap_or(SURNAMES);
    if dice.chance(400) {
        dice.word(common)
    } else {
        dice.word(SURNAMES)
    }
}

/// A full name with this surname.
pub(super) fn name(surname: &str, sex: Sex, dice: &mut Dice) -> String {
    let given = match sex {
        Sex::Male => MALE,
        Sex::Female => FEMALE,
    };
    if dice.chance(4) {
        return format!("{surname}{}", dice.word(RARE));
    }
    let first = dice.word(given);
    if dice.chance(220) {
        return format!("{surname}{first}");
    }
    format!("{surname}{first}{}", dice.word(given))
}

/// A name by number, of somebody who looks in on neighbours.
pub(super) fn caregiver(number: u64) -> String {
    let pick = |from: &[&'static str], by: u64| {
        let place = usize::try_from(by).unwrap_or(0) % from.len().max(1);
        from.get(place).copied().unwrap_or_default()
    };
    [
        pick(SURNAMES.get(..20).unwrap_or(SURNAMES), number),
        pick(FEMALE, number / 3),
        pick(FEMALE, number / 7 + 5),
    ]
    .concat()
}

/// A name of a minority, written with a dot, for this sex.
pub(super) fn name_with_dot(sex: Sex, dice: &mut Dice) -> String {
    let fitting: Vec<&str> = WITH_DOT
        .iter()
        .filter(|(_, of)| *of == sex)
        .map(|(name, _)| *name)
        .collect();
    dice.word(&fitting).to_owned()
}
