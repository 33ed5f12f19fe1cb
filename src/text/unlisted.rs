//! What is said of households that a full roster does not name.

use crate::{
    domain::{case::Programme, queue::QueueRow},
    text::terms,
};

/// Behind the name of a list of who is missing.
pub const STEM: &str = "名册上没有";
/// Lines of households that are shown; the rest stands in the file.
const LINES_MAX: usize = 20;

/// What the list covers and how many are missing from it, then the first of them.
pub fn lines(covered: &[(Programme, String)], rows: &[QueueRow]) -> Vec<String> {
    let parts: Vec<String> = covered
        .iter()
        .map(|(programme, area)| format!("{area}{}", terms::programme(*programme)))
        .collect();
    let covered = parts.join("、");
    if rows.is_empty() {
        return vec![format!("按全量名册核对({covered}): 系统里的户名册上都有。")];
    }
    let mut lines = vec![format!(
        "按全量名册核对({covered}): 系统里有、名册上没有 {} 户, 案内什么也没有改, 请逐户核实:",
        rows.len()
    )];
    lines.extend(rows.iter().take(LINES_MAX).map(|row| {
        let (number, head, village) = (&row.number, row.head.reveal(), &row.village);
        format!(
            "  {number} {head} {village} {}人 现享 {} 元/月",
            row.members, row.paid
        )
    }));
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
