//! The first words of the program, and the first start of an office.

/// The bar at the top before anything is known.
pub const TITLE: &str = "核查";
/// While the first answer is on its way.
pub const STARTING: &str = "正在打开, 请稍候。";
/// Said at the first start.
pub const WELCOME: &str = "这里还没有开设单位, 先填这几项。以后每一笔记录都有经手人。";
/// 单位名称.
pub const OFFICE: &str = "单位名称";
/// Its hint.
pub const OFFICE_HINT: &str = "如 禹会区长青乡民政办";
/// 区县代码.
pub const COUNTY: &str = "区县代码";
/// Its hint.
pub const COUNTY_HINT: &str = "6 位行政区划代码, 如 340304";
/// 区县名称.
pub const COUNTY_NAME: &str = "区县名称";
/// Its hint.
pub const COUNTY_NAME_HINT: &str = "如 禹会区";
/// 姓名.
pub const NAME: &str = "您的姓名";
/// Its hint.
pub const NAME_HINT: &str = "会写在每一笔经办记录和打印的文书上";
/// 角色.
pub const ROLES: &str = "角色(可多选)";
/// A code of another length.
pub const COUNTY_DIGITS: &str = "区县代码是 6 位数字。";
/// No role was marked.
pub const ROLE_NEEDED: &str = "请至少选一个角色。";
