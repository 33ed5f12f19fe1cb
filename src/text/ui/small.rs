//! What is said where there is room for a line and no more: in a window that is too small, and before a shell.

/// Said on the shell when the program steps aside.
pub const SUSPENDED: &str = "hecha 已暂停, 录入的内容都在。输入 fg 回车返回。";

/// The kind sentence: (columns, rows) as they are, and as they must be at least.
pub fn sentence((columns, rows): (u16, u16), (least_columns, least_rows): (u16, u16)) -> String {
    format!(
        "窗口太小: 现在 {columns}x{rows}, 至少要 {least_columns}x{least_rows}。\n请放大窗口或缩小字号; 已录入的内容都在, 不会丢失。"
    )
}
