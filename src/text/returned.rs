//! What is said of a return file: the rows of a list that were not taken, to be mended and imported again.

/// Behind the name of a return file.
const MARK: &str = "-未收";
/// Characters of the name of a list that are kept before the mark.
const STEM_CHARS_MAX: usize = 30;

/// The name of the return file of a list; that of a return file is not marked a second time.
pub fn stem(list: &str) -> String {
    named(list, MARK)
}

/// The name of a file made of a list, with a mark behind it that no length of the name cuts off.
pub fn named(list: &str, mark: &str) -> String {
    let known = list.find(MARK).map_or(list, |place| &list[..place]);
    let kept: String = known.chars().take(STEM_CHARS_MAX).collect();
    format!("{kept}{mark}")
}

/// Whether a file has the name of a return file.
pub fn is_named(file: &str) -> bool {
    file.contains(MARK)
}

/// Where the rows that were not taken were written.
pub fn written(rows: u32, path: &str) -> String {
    format!(
        "未收的 {rows} 行和原因已写入 {path}; 照原因改好, 直接导入这个文件即可。里面是完整的个人信息, 用完请删除。"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mark_stays_behind_a_long_name_and_is_not_repeated() {
        assert_eq!(stem("名册"), "名册-未收");
        assert_eq!(stem("名册-未收-2"), "名册-未收");
        assert!(stem(&"名".repeat(60)).ends_with("名-未收"));
        assert!(is_named("名册-未收-2.xlsx") && !is_named("名册.xlsx"));
    }
}
