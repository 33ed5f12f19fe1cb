//! Readings of names in letters: 李国才 is `lgc` and `liguocai`, 单 as a surname is `shan`.
//!
//! A character with several readings gives several spellings, the likeliest first; how many a name may have
//! is bounded, so that one odd name cannot fill the index.

use pinyin::ToPinyinMulti;

/// Surnames that are read otherwise than the character alone, or in more than one way.
const SURNAMES: &[(&str, &[&[&str]])] = &[
    ("万俟", &[&["mo", "qi"]]),
    ("尉迟", &[&["yu", "chi"]]),
    ("长孙", &[&["zhang", "sun"]]),
    ("澹台", &[&["tan", "tai"]]),
    ("单于", &[&["chan", "yu"]]),
    ("单", &[&["shan"]]),
    ("曾", &[&["zeng"]]),
    ("仇", &[&["qiu"]]),
    ("解", &[&["xie"]]),
    ("查", &[&["zha"]]),
    ("区", &[&["ou"]]),
    ("朴", &[&["piao"]]),
    ("盖", &[&["ge"], &["gai"]]),
    ("缪", &[&["miao"]]),
    ("翟", &[&["zhai"], &["di"]]),
    ("覃", &[&["qin"], &["tan"]]),
    ("隗", &[&["wei"], &["kui"]]),
    ("召", &[&["shao"]]),
    ("折", &[&["she"]]),
    ("种", &[&["chong"]]),
    ("任", &[&["ren"]]),
    ("宁", &[&["ning"]]),
    ("黑", &[&["he"], &["hei"]]),
    ("员", &[&["yun"]]),
    ("秘", &[&["bi"], &["mi"]]),
    ("冼", &[&["xian"]]),
    ("洗", &[&["xian"]]),
    ("乜", &[&["nie"]]),
    ("逄", &[&["pang"]]),
    ("繁", &[&["po"]]),
    ("句", &[&["gou"]]),
    ("郗", &[&["xi"], &["chi"]]),
    ("祭", &[&["zhai"], &["ji"]]),
    ("牟", &[&["mu"], &["mou"]]),
    ("能", &[&["nai"]]),
    ("莘", &[&["shen"], &["xin"]]),
    ("谌", &[&["chen"], &["shen"]]),
    ("佘", &[&["she"]]),
    ("郇", &[&["xun"], &["huan"]]),
    ("柏", &[&["bai"]]),
    ("贾", &[&["jia"]]),
    ("车", &[&["che"]]),
    ("都", &[&["du"]]),
    ("那", &[&["na"]]),
    ("不", &[&["fou"]]),
    ("尉", &[&["wei"], &["yu"]]),
    ("乐", &[&["yue"], &["le"]]),
    ("燕", &[&["yan"]]),
    ("应", &[&["ying"]]),
    ("沈", &[&["shen"]]),
    ("石", &[&["shi"]]),
    ("纪", &[&["ji"]]),
    ("洪", &[&["hong"]]),
    ("葛", &[&["ge"]]),
    ("华", &[&["hua"]]),
    ("卜", &[&["bu"]]),
    ("褚", &[&["chu"]]),
    ("瞿", &[&["qu"]]),
    ("晁", &[&["chao"]]),
    ("臧", &[&["zang"]]),
    ("殷", &[&["yin"]]),
    ("哈", &[&["ha"]]),
    ("阚", &[&["kan"]]),
    ("过", &[&["guo"]]),
    ("仝", &[&["tong"]]),
    ("占", &[&["zhan"]]),
    ("相", &[&["xiang"]]),
    ("重", &[&["chong"]]),
    ("粘", &[&["nian"]]),
    ("适", &[&["kuo"], &["shi"]]),
    ("会", &[&["gui"], &["hui"]]),
    ("颉", &[&["xie"], &["jie"]]),
    ("强", &[&["qiang"]]),
    ("少", &[&["shao"]]),
    ("行", &[&["xing"]]),
    ("术", &[&["zhu"], &["shu"]]),
    ("撒", &[&["sa"]]),
];

/// Spellings of one name at most.
const SPELLINGS_MAX: usize = 8;

/// Readings of one character at most; those after are ones nobody is called by.
const READINGS_MAX: usize = 3;

/// How a name can be spelt: as initials and in full, the likeliest first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Spellings {
    /// The first letters, e.g. `lgc`.
    pub initials: Vec<String>,
    /// All letters, e.g. `liguocai`.
    pub full: Vec<String>,
}

/// The spellings of a name from which dots and blanks have been taken.
pub fn spellings(name: &str) -> Spellings {
    let places = readings(name);
    let mut all = Spellings::default();
    for chosen in choices(&places) {
        let initials: String = chosen
            .iter()
            .filter_map(|reading| reading.chars().next())
            .collect();
        let full: String = chosen.iter().copied().collect();
        // Letters people type for a vowel their keyboard does not have.
        keep(&mut all.initials, initials);
        keep(&mut all.full, full.replace('ü', "v"));
    }
    all
}

fn keep(known: &mut Vec<String>, spelling: String) {
    if !spelling.is_empty() && !known.contains(&spelling) {
        known.push(spelling);
    }
}

/// The readings of each place of a name, the likeliest first. Characters nobody can read are passed over.
fn readings(name: &str) -> Vec<Vec<String>> {
    let mut places: Vec<Vec<String>> = Vec::new();
    let surname = SURNAMES
        .iter()
        .find(|(surname, _)| name.starts_with(surname));
    let given = surname.map_or(name, |(surname, ways)| {
        let count = surname.chars().count();
        for place in 0..count {
            let mut here: Vec<String> = Vec::new();
            for way in *ways {
                if let Some(reading) = way.get(place) {
                    keep(&mut here, (*reading).to_owned());
                }
            }
            places.push(here);
        }
        name.get(surname.len()..).unwrap_or_default()
    });
    places.extend(
        given
            .chars()
            .map(readings_of)
            .filter(|here| !here.is_empty()),
    );
    places
}

fn readings_of(character: char) -> Vec<String> {
    if character.is_ascii_alphanumeric() {
        return vec![character.to_ascii_lowercase().to_string()];
    }
    let mut here = Vec::new();
    for reading in character.to_pinyin_multi().into_iter().flatten() {
        if here.len() < READINGS_MAX {
            keep(&mut here, reading.plain().to_owned());
        }
    }
    here
}

/// Choices of one reading for each place: all likeliest, then one place read otherwise, then two.
fn choices(places: &[Vec<String>]) -> Vec<Vec<&str>> {
    let likeliest: Vec<&str> = places
        .iter()
        .filter_map(|here| here.first().map(String::as_str))
        .collect();
    let others: Vec<(usize, &str)> = places
        .iter()
        .enumerate()
        .flat_map(|(place, here)| here.iter().skip(1).map(move |way| (place, way.as_str())))
        .collect();
    let mut all = vec![likeliest.clone()];
    for (i, (place, way)) in others.iter().enumerate() {
        let mut one = likeliest.clone();
        one[*place] = way;
        for (second, other) in others
            .iter()
            .skip(i + 1)
            .filter(|(second, _)| second != place)
        {
            let mut two = one.clone();
            two[*second] = other;
            all.push(two);
        }
        all.push(one);
    }
    all.sort_by_key(|chosen| {
        chosen
            .iter()
            .zip(&likeliest)
            .filter(|(way, likely)| way != likely)
            .count()
    });
    all.truncate(SPELLINGS_MAX);
    all
}
