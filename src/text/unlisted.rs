//! What is said of households that a full roster does not name.

use crate::{
    domain::{case::Programme, queue::QueueRow},
    text::{returned, terms},
};

/// Behind the name of a list of who is missing.
const MARK: &str = "-名册上没有";
/// Lines of households that are shown; the rest stands in the file.
const LINES_MAX: usize = 20;

/// The name of the file with those a list does not name.
pub fn stem(list: &str) -> String {
    returned::named(list, MARK)
}

/// What the list covers and how many are missing from it.
pub fn heading(covered: &[(Programme, String)], missing: usize) -> String {
    let parts: Vec<String> = covered
        .iter()
        .map(|(programme, area)| format!("{area}{}", terms::programme(*programme)))
        .collect();
    let covered = parts.join("、");
    if missing == 0 {
        format!("按全量名册核对({covered}): 系统里的户名册上都有。")
    } else {
        format!(
            "按全量名册核对({covered}): 系统里有、名册上没有 {missing} 户, 案内什么也不改, 请逐户核实:"
        )
    }
}

/// A household that is missing.
pub fn household(row: &QueueRow) -> String {
    let (number, head, village) = (&row.number, row.head.reveal(), &row.village);
    format!(
        "{number} {head} {village} {}人 现享 {} 元/月",
        row.members, row.paid
    )
}

/// What is missing, and the first of them.
pub fn lines(covered: &[(Programme, String)], rows: &[QueueRow]) -> Vec<String> {
    let mut lines = vec![heading(covered, rows.len())];
    let first = rows.iter().take(LINES_MAX);
    lines.extend(first.map(|row| format!("  {}", household(row))));
    if let Some(more) = rows.len().checked_sub(LINES_MAX).filter(|more| *more > 0) {
        lines.push(format!("  还有 {more} 户"));
    }
    lines
}

/// Where the list of who is missing was written.
pub fn written(count: u32, path: &str) -> String {
    format!("名册上没有的 {count} 户已写入 {path}; 里面是完整的个人信息, 用完请删除。")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_that_names_everybody_says_so() {
        let covered = [(Programme::Dibao, "长青乡".to_owned())];
        let said = lines(&covered, &[]);
        assert_eq!(said, ["按全量名册核对(长青乡低保): 系统里的户名册上都有。"]);
    }
}
