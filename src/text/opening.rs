//! What a person is told when the data was not as the program had left it: what was found, what was done
//! about it, and that nothing acknowledged was lost.

use std::fmt::Display;

/// An unfinished end was set aside: of the journal, the register of identities or the access log.
pub fn set_aside(what: &str, bytes: u64, kept_in: impl Display) -> String {
    format!(
        "上次没有正常结束: {what}末尾有 {bytes} 字节没有写完, 已移到 {kept_in}。那些从未显示为「已存」, 已存的都在。"
    )
}

/// The view was built anew because it could not be used.
pub fn built_anew() -> String {
    "查询用的视图不能用了, 已由日志重建; 日志没有改动, 已存的都在。".to_owned()
}

/// Files of the view that could not be used were kept.
pub fn moved_aside(kept_in: impl Display) -> String {
    format!("原来的视图文件移到了 {kept_in}, 确认无事后可以删除。")
}

/// An import that was cut off was closed.
pub fn import_stopped(file: &str, taken: u32) -> String {
    format!("上次导入「{file}」没有做完, 已写入 {taken} 户, 都在。再导入同一个文件会接着办。")
}
