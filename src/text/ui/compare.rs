//! Both sides of a change.

/// The bar at the top.
pub const TITLE: &str = "同事改过同一处, 请选用哪一个";
/// What this is.
pub const EXPLAIN: &str = "您填的内容都还在。逐项看过, 选定后返回继续办理。";
/// The colleague's value.
pub const THEIRS: &str = "现有";
/// One's own.
pub const MINE: &str = "我填";
