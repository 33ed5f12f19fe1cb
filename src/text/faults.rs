//! Faults of the machine in words, by their number: what failed, what is safe, what to do.
//!
//! The number stands in every message, so that it can be told on the telephone; the words of the
//! operating system stand in brackets for whoever looks after the machine.

use super::message::Message;
use crate::base::fault::{FaultCode, FaultFacts};

/// What is said where nothing was begun.
const NOTHING_DONE: &str = "没有作任何改动, 已存的数据不受影响。";

/// What is said where the journal itself is in doubt.
const STOPPED: &str = "为免在有疑问的日志上继续记录, 程序停在这里, 没有作任何改动。";

/// The words of a fault, with those of the operating system.
pub fn fault(facts: &FaultFacts) -> Message {
    worded(facts, &signature(facts))
}

/// The words of a fault on a screen: the number stands there, the words of the operating system would take
/// its lines.
pub fn on_screen(facts: &FaultFacts) -> Message {
    worded(facts, &format!("故障 {}", facts.code.number()))
}

fn worded(facts: &FaultFacts, signature: &str) -> Message {
    let place = facts.path.as_deref().unwrap_or("(未知位置)");
    let seq = facts.seq.map_or_else(
        || "某一条".to_owned(),
        |seq| format!("第 {seq} 条(seq {seq})"),
    );
    let (what, meaning, remedy) = match facts.code {
        FaultCode::Missing => (
            format!("找不到 {place}。"),
            NOTHING_DONE,
            "请核对路径; 数据在移动盘或共享目录上的, 先接好再试。".to_owned(),
        ),
        FaultCode::NoPermission => (
            format!("当前账号不能读写 {place}。"),
            NOTHING_DONE,
            "请换用建立数据的账号, 或请管理员把目录交给本账号, 或用 --data 另选目录。".to_owned(),
        ),
        FaultCode::DiskFull => (
            format!("磁盘已满(或超过配额), 写不进 {place}。"),
            "这一步没有记下; 已显示「已存」的都在。",
            "请腾出空间, 重新启动 hecha 后再办。".to_owned(),
        ),
        FaultCode::InUse => in_use(place, facts.pid),
        FaultCode::NotADirectory => (
            format!("{place} 不是目录。"),
            NOTHING_DONE,
            "请用 --data 指定一个目录, 或移走这个文件。".to_owned(),
        ),
        FaultCode::OpenToOthers => (
            format!("其他账号可以改动 {place}。"),
            "别人能换掉里面的日志, 所以没有打开, 也没有作任何改动。",
            format!("请由目录的主人运行: chmod 700 {place}"),
        ),
        FaultCode::ReadOnly => (
            format!("{place} 所在的文件系统只能读。"),
            NOTHING_DONE,
            "请重新以可写方式挂载, 或用 --data 另选目录。".to_owned(),
        ),
        FaultCode::System => (
            format!("系统没有完成对 {place} 的操作。"),
            "这一步没有记下; 已显示「已存」的都在。",
            "请把下面的编号和说明告诉管理机器的人; 排除后重新启动。".to_owned(),
        ),
        FaultCode::Damaged => (
            format!("日志{seq}损坏或被改动过, 其后还有完整的记录。"),
            STOPPED,
            "请勿改动数据目录, 从最近的备份恢复; 可以用 hecha verify 再核对。".to_owned(),
        ),
        FaultCode::Cut => (
            format!("日志缺了末尾: {seq}曾经记下, 现在没有了。"),
            STOPPED,
            "请勿改动数据目录, 从最近的备份恢复被截去的部分。".to_owned(),
        ),
        FaultCode::OtherHistory => (
            format!("日志{seq}与先前记下的不是同一条。"),
            STOPPED,
            "数据目录可能混入了另一份日志。请从备份恢复, 日志与其余文件要取自同一份备份。"
                .to_owned(),
        ),
        FaultCode::SegmentMissing => (
            format!("日志缺了一整个文件: {place}。"),
            STOPPED,
            "请从最近的备份恢复这个文件。".to_owned(),
        ),
        FaultCode::Newer => (
            format!("日志{seq}是更新版本的程序写的, 这个版本读不懂。"),
            "记录本身没有问题; 没有作任何改动。",
            "请换用新版本的 hecha。".to_owned(),
        ),
        FaultCode::PersonMissing => (
            format!("日志{seq}提到的人员档案不在 journal/people 里。"),
            STOPPED,
            "请从最近的备份恢复 journal/people 目录。".to_owned(),
        ),
        FaultCode::Poisoned => (
            "先前有一次写入失败, 现在只能查看, 不再写入。".to_owned(),
            "失败的那一步没有记下; 已显示「已存」的都在。",
            "请退出后重新启动 hecha; 再次出现的, 检查磁盘。".to_owned(),
        ),
        FaultCode::TooLarge => (
            format!("{place} 超过了允许的大小。"),
            NOTHING_DONE,
            "请分成几份再办。".to_owned(),
        ),
        FaultCode::Unfaithful => (
            "要写入的内容读回来与原意不符, 因此没有写。".to_owned(),
            "这是程序的缺陷。没有作任何改动。",
            "请把下面的编号和说明告诉维护人员。".to_owned(),
        ),
        FaultCode::Impossible => (
            format!("日志{seq}记的事与之前的记录接不上。"),
            STOPPED,
            "请先备份数据目录, 再把下面的编号和说明告诉维护人员。".to_owned(),
        ),
        FaultCode::StoreUnreadable => (
            "查询用的库读不出来。".to_owned(),
            "办过的事都在日志里, 没有丢失。",
            "请运行 hecha rebuild 重建, 再重新启动。".to_owned(),
        ),
    };
    Message::new(what, meaning, format!("{remedy}\n{signature}"))
}

fn in_use(place: &str, pid: Option<u32>) -> (String, &'static str, String) {
    let who = pid.map_or_else(String::new, |pid| format!("(进程 {pid})"));
    let look = pid.map_or_else(String::new, |pid| format!(", 例如: ps -fp {pid}"));
    (
        format!("另一个 hecha{who}正在使用 {place}。"),
        "同一份数据一次只能由一个程序写。没有作任何改动。",
        format!(
            "请先退出那一个{look}; 断线后留下的会自己结束, 稍等再试; 刚按过 Ctrl-Z 的, 在那个窗口输入 fg 回车就能返回。"
        ),
    )
}

/// The number of the fault with the machine's own words.
fn signature(facts: &FaultFacts) -> String {
    format!(
        "故障 {} ({}: {})",
        facts.code.number(),
        facts.operation,
        facts.cause
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(code: FaultCode) -> FaultFacts {
        FaultFacts {
            code,
            path: Some("/srv/hecha".to_owned()),
            seq: Some(17),
            pid: Some(4242),
            operation: "append".to_owned(),
            cause: "No space left on device".to_owned(),
        }
    }

    #[test]
    fn every_fault_is_worded_and_carries_its_number() {
        for code in FaultCode::ALL {
            let message = fault(&facts(code));
            assert!(message.what.ends_with('。'), "{}", message.what);
            assert!(message.meaning.ends_with('。'), "{}", message.meaning);
            let number = format!("故障 {} (", code.number());
            assert!(message.remedy.contains(&number), "{}", message.remedy);
        }
    }

    #[test]
    fn on_a_screen_a_fault_has_its_number_and_no_foreign_words() {
        let message = on_screen(&facts(FaultCode::DiskFull));
        assert!(message.remedy.ends_with("故障 103"), "{}", message.remedy);
        assert!(!message.remedy.contains("space"), "{}", message.remedy);
    }

    #[test]
    fn the_one_in_the_way_and_the_damaged_line_are_named() {
        assert_eq!(
            fault(&facts(FaultCode::InUse)).what,
            "另一个 hecha(进程 4242)正在使用 /srv/hecha。"
        );
        assert_eq!(
            fault(&facts(FaultCode::Damaged)).what,
            "日志第 17 条(seq 17)损坏或被改动过, 其后还有完整的记录。"
        );
    }

    #[test]
    fn a_fault_without_particulars_is_still_a_sentence() {
        let bare = FaultFacts {
            path: None,
            seq: None,
            pid: None,
            ..facts(FaultCode::InUse)
        };
        assert_eq!(fault(&bare).what, "另一个 hecha正在使用 (未知位置)。");
    }
}
