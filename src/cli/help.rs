//! The book that lives in the program: one page for each topic, in Markdown. Paragraphs are filled to
//! the width of the page; headings, lists and indented lines stand as they are.

mod keys;

use super::{
    context::Context,
    exit::{End, Failure},
};
use crate::{
    base::width::{char_columns, pad_right, wrap},
    text::message::Message,
};

/// Columns of a page.
const PAGE_COLUMNS: usize = 80;

/// One page.
struct Page {
    /// Names it is asked for by; the first is shown in the list.
    names: &'static [&'static str],
    /// What it is about.
    about: &'static str,
    /// The page.
    text: Text,
}

/// Where the text of a page comes from.
enum Text {
    /// Prose, whose paragraphs are filled.
    Prose(&'static str),
    /// A file that people copy, printed as it stands.
    File(&'static str),
    /// Made from what the program knows.
    Made(fn() -> String),
}

/// A page of the book.
const fn page(names: &'static [&'static str], about: &'static str, text: &'static str) -> Page {
    Page {
        names,
        about,
        text: Text::Prose(text),
    }
}

/// The book, in the order in which it is read.
const BOOK: &[Page] = &[
    page(
        &["第一天", "first-day", "start"],
        "从安装到办完第一案",
        include_str!("help/first_day.md"),
    ),
    page(
        &["演示", "demo"],
        "演示区: 可以随意试办的虚构数据",
        include_str!("help/demo.md"),
    ),
    Page {
        names: &["按键", "keys"],
        about: "工作台各处的按键",
        text: Text::Made(keys::page),
    },
    page(
        &["导入", "import"],
        "导入名册: 能读什么, 怎样核对, 什么不收",
        include_str!("help/import.md"),
    ),
    page(
        &["导出", "export"],
        "导出名册: 内部和公示两种用途, .xlsx 和 .csv",
        include_str!("help/export.md"),
    ),
    Page {
        names: &["对照表", "mapping"],
        about: "名册表头、用词的对照文件, 可照样另存修改",
        text: Text::File(crate::exchange::MAPPING),
    },
    page(
        &["队列", "queue", "search", "show"],
        "列出、查找、查看",
        include_str!("help/queue.md"),
    ),
    page(
        &["送达", "notice", "service", "force"],
        "决定之后: 告知、送达、生效",
        include_str!("help/closing.md"),
    ),
    page(
        &["照料", "care", "aid", "refer", "转介"],
        "特困照料和探访, 临时救助的各步, 其他待遇和转介",
        include_str!("help/care.md"),
    ),
    page(
        &["记录", "record", "appeal"],
        "介绍工作、定档、复议诉讼、追回",
        include_str!("help/record.md"),
    ),
    page(
        &["文书", "paper", "papers"],
        "打印文书, 自备模板",
        include_str!("help/papers.md"),
    ),
    page(
        &["测算说明", "explain"],
        "一案的金额是怎样算出来的",
        include_str!("help/explain.md"),
    ),
    page(
        &["测算管道", "calc", "pipe"],
        "测算管道: 一行一个 JSON, 逐类举例",
        include_str!("help/calc.md"),
    ),
    page(
        &["接口", "interface", "json"],
        "给脚本用的 JSON, 逐项说明",
        include_str!("help/interface.md"),
    ),
    page(
        &["批次", "batch", "price"],
        "提标和价格补贴: 预览、签字、逐户写入",
        include_str!("help/batch.md"),
    ),
    page(
        &["参数", "policy"],
        "政策参数: 查看、录入、核实",
        include_str!("help/policy.md"),
    ),
    page(
        &["人员", "staff", "area"],
        "工作人员、角色和区划",
        include_str!("help/staff.md"),
    ),
    page(
        &["文件", "files", "data"],
        "数据放在哪里, 哪些文件是什么",
        include_str!("help/files.md"),
    ),
    page(
        &["备份", "backup"],
        "备份、查验和恢复",
        include_str!("help/backup.md"),
    ),
    page(
        &["日志", "journal", "audit"],
        "日志为什么改不了, 不用本程序怎样核对",
        include_str!("help/journal.md"),
    ),
    page(
        &["终端", "terminal"],
        "终端、语言环境和 SSH",
        include_str!("help/terminal.md"),
    ),
    page(
        &["故障", "trouble", "exit"],
        "出了问题怎么办; 退出码",
        include_str!("help/trouble.md"),
    ),
];

/// Prints a page, or the list of pages.
///
/// # Errors
/// If there is no such page.
pub fn help(context: &Context, topic: Option<&str>) -> Result<End, Failure> {
    let Some(topic) = topic else {
        context.output.text(&contents())?;
        return Ok(End::Done);
    };
    let asked = topic.to_lowercase();
    let found = BOOK
        .iter()
        .find(|page| page.names.iter().any(|name| *name == asked));
    let Some(found) = found else {
        return Err(Failure::unusable(Message::new(
            format!("没有「{topic}」这一页。"),
            "全部题目:",
            contents(),
        )));
    };
    context.output.text(&match found.text {
        Text::Prose(text) => filled(text),
        Text::File(text) => text.to_owned(),
        Text::Made(make) => filled(&make()),
    })?;
    Ok(End::Done)
}

/// The list of pages.
fn contents() -> String {
    let pages: Vec<String> = BOOK
        .iter()
        .map(|page| format!("  {} {}", pad_right(&page.names.join(" "), 34), page.about))
        .collect();
    format!(
        "说明书的题目, 用 hecha help 题目 查看:\n{}\n各命令的写法: hecha 命令 --help",
        pages.join("\n")
    )
}

/// A page with its paragraphs filled.
fn filled(page: &str) -> String {
    let mut out: Vec<String> = Vec::new();
    let mut paragraph = String::new();
    for line in page.lines() {
        if stands_as_it_is(line) {
            end_paragraph(&mut paragraph, &mut out);
            out.push(line.to_owned());
        } else {
            join(&mut paragraph, line);
        }
    }
    end_paragraph(&mut paragraph, &mut out);
    out.join("\n")
}

/// Blank lines, headings, indented lines and the beginnings of list items.
fn stands_as_it_is(line: &str) -> bool {
    line.trim().is_empty() || line.starts_with(['#', ' ', '-', '|', '`'])
}

/// Appends a line to a paragraph: Chinese without a blank, words with one.
fn join(paragraph: &mut String, line: &str) {
    let wide = |ch: Option<char>| ch.is_none_or(|ch| char_columns(ch) == 2);
    if !wide(paragraph.chars().last()) || !wide(line.chars().next()) {
        paragraph.push(' ');
    }
    paragraph.push_str(line);
}

fn end_paragraph(paragraph: &mut String, out: &mut Vec<String>) {
    if !paragraph.is_empty() {
        out.extend(wrap(paragraph, PAGE_COLUMNS));
        paragraph.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_are_filled_and_what_is_laid_out_stays() {
        let page = "# 标题\n\n第一行,\n第二行 abc\n第三行\n\n    hecha  demo\n- 一\n";
        assert_eq!(
            filled(page),
            "# 标题\n\n第一行, 第二行 abc 第三行\n\n    hecha  demo\n- 一"
        );
    }

    #[test]
    fn every_page_has_names_of_its_own() {
        let mut names: Vec<&str> = BOOK.iter().flat_map(|page| page.names).copied().collect();
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count);
    }
}
