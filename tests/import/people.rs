//! Invented people and small lists for the tests of the import.

/// An ID number with a correct check character and a sequence code that marks it as invented.
pub fn id(birth: &str, sequence: u32) -> String {
    let digits = format!("340304{birth}{sequence:03}");
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = digits
        .bytes()
        .zip(weights)
        .map(|(digit, weight)| u32::from(digit - b'0') * weight)
        .sum();
    let check = b"10X98765432"[(sum % 11) as usize] as char;
    format!("{digits}{check}")
}

/// A number ending in X.
pub fn id_in_x(sequence: u32) -> String {
    (1..=28)
        .map(|day| id(&format!("196503{day:02}"), sequence))
        .find(|number| number.ends_with('X'))
        .unwrap()
}

/// 李国才 and his family.
pub struct Family {
    pub head: String,
    pub wife: String,
    pub son: String,
    pub grandson: String,
}

pub fn family() -> Family {
    Family {
        head: id("19650401", 993),
        wife: id("19680512", 992),
        son: id("19990823", 991),
        grandson: id("20200615", 995),
    }
}

/// Header of a list of members.
pub const MEMBERS: &str =
    "户编号,村,姓名,与户主关系,性别,身份证号码,劳动能力,家庭人口,个人月收入,月保障金";

/// Two households, five people, in a list of members.
pub fn members() -> String {
    let Family {
        head,
        wife,
        son,
        grandson,
    } = family();
    let alone = id("19480203", 994);
    format!(
        "{MEMBERS}\n\
         H1,前进村,李国才,本人,男,{head},部分,4,1868,1020\n\
         H1,前进村,王秀兰,配偶,女,{wife},无,4,0,1020\n\
         H1,前进村,李明,子,男,{son},有,4,0,1020\n\
         H1,前进村,李小宝,孙子,男,{grandson},无,4,0,1020\n\
         H2,前进村,赵桂英,本人,女,{alone},无,1,,722\n"
    )
}
