//! Search.

/// The bar at the top.
pub const TITLE: &str = "查找";
/// Before the field.
pub const LABEL: &str = "查找";
/// What may be typed.
pub const HINT: &str = "姓名、拼音首字母(如 lgc)、证件号后四位、村名、电话或案号";
/// While the answer is on its way.
pub const SEARCHING: &str = "正在查找";

/// The place of the selection among the results.
pub fn counter(selected: usize, count: usize) -> String {
    if count == 0 {
        return String::new();
    }
    format!("{}/{count}", selected + 1)
}

/// Nothing was found.
pub fn nothing(text: &str) -> String {
    format!("没有找到「{text}」。换一种写法, 或只输入其中几个字。")
}

/// The member that was found, where it is not the head.
pub fn member(name: &str, number: &str) -> String {
    format!("成员 {name} {number}")
}
