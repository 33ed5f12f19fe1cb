//! What is wrong with a roster, in words: for single rows and for a file as a whole.
//!
//! A row is called by its number and the header of its column; nothing personal is quoted but what came masked.
//! The codes are those of the exchange, which words nothing itself.

use super::{message::Message, refusals};
use crate::engine::refusal::Refusal;

/// What a message needs beside its code.
#[derive(Debug, Clone, Copy)]
pub struct RowTrouble<'a> {
    /// The code of the exchange.
    pub code: &'a str,
    /// Values by name.
    pub values: &'a [(&'static str, String)],
    /// What the engine said, if it was the engine.
    pub refusal: Option<&'a Refusal>,
}

impl RowTrouble<'_> {
    fn value(&self, name: &str) -> &str {
        value(self.values, name)
    }
}

fn value<'a>(values: &'a [(&'static str, String)], name: &str) -> &'a str {
    values
        .iter()
        .find(|(known, _)| *known == name)
        .map_or("", |(_, value)| value.as_str())
}

/// One sentence or two for one row.
#[expect(clippy::too_many_lines, reason = "a table with one row for each code")]
pub fn row(trouble: RowTrouble<'_>) -> String {
    let fixed = match trouble.code {
        "id_length" => "身份证号位数不对, 应为18位(旧号15位)。请按证件补全。",
        "id_characters" => "身份证号含有不该有的字符。请按证件更正。",
        "id_region" => "身份证号前六位不是有过的县级区划代码。请按证件更正。",
        "id_date" => "身份证号里的出生日期不存在。请按证件更正。",
        "id_future" => "身份证号里的出生日期在今天之后。请按证件更正。",
        "id_checksum" => "身份证号末位校验不符, 有一位写错。请按证件更正。",
        "id_masked" => "身份证号已打星号脱敏, 不能导入。请用未脱敏的名册。",
        "id_excel_rounded" => {
            "Excel 已损坏末三位: 号码被存成数值, 只留前15位。请把该列设为文本, 按证件重新录入。"
        }
        "number_missing" => "没有身份证号, 已按姓名和出生日期收下。请尽快补录。",
        "name_missing" => "没有姓名。请补上。",
        "birth_missing" => "没有身份证号, 也没有出生日期。请至少补上一项。",
        "bad_date" => "这个日期不存在, 或不是日期。请写成 1958-03-07 的样子。",
        "future_date" => "日期在今天之后。请核对。",
        "amount_range" => "金额超出合理范围(0 至 100 万元)。请核对单位是元还是万元。",
        "bad_count" => "不是数目。请只写数字。",
        "cell_failed" => "单元格是公式错误值(如 #N/A)。请改成实际内容。",
        "cell_unstored" => {
            "单元格是公式, 文件里没有存它的结果。请在 WPS 里打开并重新保存, 或粘贴为数值。"
        }
        "control_character" => "含有控制字符或文字方向符, 可能来自别的程序。请重新录入这一格。",
        "broken_character" => "含有已损坏的字(显示为问号方块), 原字在以前转码时丢失。请重新录入。",
        "private_use" => "含有自造字, 换一台机器会显示成别的字。请核对生僻字写法。",
        "too_long" => "内容太长。请缩短, 详情写进备注或附件。",
        "sex_mismatch" => "性别与身份证号不符。请核对是哪一项写错。",
        "birth_mismatch" => "出生日期与身份证号不符。请核对是哪一项写错。",
        "setting_assumed" => "没有写明城市还是农村, 已按对照文件的默认值收下。请核对。",
        "household_missing" => "看不出这一行属于哪一户。请补上户编号, 或把户主排在每户第一行。",
        "household_differs" => "同一户的几行写得不一样。请改成一致。",
        "head_missing" => "这一户没有户主。请在与户主关系一栏写明「本人」。",
        "head_twice" => "这一户有两个户主。请核对, 或分成两户。",
        "aid_incomplete" => {
            "临时救助的类型、金额、日期没有写全, 没有记为救助记录。请在名册里补全后再导入, 或在案内补录。"
        }
        "care_mode_assumed" => "写了自理能力, 没有写供养方式, 已按分散供养收下。请核对。",
        "persons_unknown" => "没有家庭人口数, 已按一人收下。请核对。",
        _ => "",
    };
    if !fixed.is_empty() {
        return fixed.to_owned();
    }
    let cell = trouble.value("cell");
    let first = trouble.value("row");
    let case = trouble.value("case");
    match trouble.code {
        "unclear_date" => {
            format!("日期「{cell}」看不准是哪一天, 没有猜。请写成四位年份, 如 1958-03-07。")
        }
        "bad_amount" => format!("「{cell}」不是金额。请只写数字, 如 1868.00。"),
        "unknown_relation" => {
            format!("与户主关系「{cell}」不认识, 已记为「其他」。可在对照文件里补上这个词。")
        }
        "unknown_word" => format!("「{cell}」不认识, 这一格没有采用。可在对照文件里补上这个词。"),
        "unknown_area" => format!(
            "{}不在区划表里, 没有猜是哪一个, 先归到已知的上一级。请核对写法, 或请管理员用 hecha area set 补录后再导入。",
            if cell.is_empty() {
                "这个村(社区、乡镇)".to_owned()
            } else {
                format!("「{cell}」")
            }
        ),
        "head_count" => format!(
            "家庭人口写的是 {} 人, 名册里有 {} 行。请补齐成员或改正人口数。",
            trouble.value("said"),
            trouble.value("found")
        ),
        "sum_mismatch" => format!(
            "这里写的是 {} 元, 按其他栏合计是 {} 元, 对不上。请核对。",
            trouble.value("said"),
            trouble.value("sum")
        ),
        "members_unlisted" => format!(
            "名册只有户主, 其余 {} 人先占位, 按成年人计。请补录姓名和证件号。",
            trouble.value("count")
        ),
        "too_many_members" => format!(
            "一户超过 {} 人, 多半是几户并成了一户。请核对户编号。",
            trouble.value("limit")
        ),
        "contradiction" => format!(
            "情况前后矛盾: {}。请核实后更正其中一处。",
            trouble.value("what")
        ),
        "duplicate_row" => {
            format!("与第 {first} 行是同一人或同一户, 以前一行为准。请核对后删去重复的。")
        }
        "same_name" => {
            format!("与第 {first} 行同户同名, 有一行没有身份证号, 可能重复登记。请核对。")
        }
        "in_other_case" => format!("此人已在另一案({case})里。请先核对, 不能两案同时享受。"),
        "programme_differs" => {
            format!("救助类别与系统里({case})不同。转类须经核查办理, 不能靠导入。")
        }
        "household_refused" if first.is_empty() => {
            "本户有问题, 整户没有收。改好后再导入即可。".to_owned()
        }
        "household_refused" => {
            format!("本户第 {first} 行有问题, 整户没有收。改好那一行再导入即可。")
        }
        "not_written" => {
            "还没有写入就停下了。再导入一次同一个文件, 会从停下的地方接着做。".to_owned()
        }
        "engine" => trouble.refusal.map_or_else(String::new, |refusal| {
            let said = refusals::refusal(refusal);
            format!("{}{}", said.what, said.remedy)
        }),
        code => format!("有问题({code})。"),
    }
}

/// The words for a file that was not taken at all.
#[expect(clippy::too_many_lines, reason = "a table with one row for each code")]
pub fn file(code: &str, values: &[(&'static str, String)]) -> Message {
    const NOTHING: &str = "没有导入任何内容。";
    let of = |name| value(values, name);
    let at = || format!("第 {} 行第 {} 列", of("row"), of("column"));
    let (what, remedy): (String, &str) = match code {
        "not_found" => (
            "找不到这个文件。".to_owned(),
            "请核对文件名和所在的目录; 名字里有空格时, 两头加引号。",
        ),
        "unreadable" => (
            "这个文件读不了。".to_owned(),
            "请核对是否有读取权限, 优盘是否还插着, 然后再试。",
        ),
        "directory" => (
            "这是一个目录, 不是文件。".to_owned(),
            "请写出目录里要导入的那个文件。",
        ),
        "not_a_file" => (
            "这不是普通文件(是设备、管道或套接字)。".to_owned(),
            "请先把名册存成文件, 再导入。",
        ),
        "empty" => (
            "这个文件是空的。".to_owned(),
            "请核对是否选错了文件, 或导出时没有完成。",
        ),
        "too_large" => too_large(of("what"), of("limit")),
        "zip_bomb" => (
            "这个工作簿解开后大得不合常理, 为保护本机没有打开。".to_owned(),
            "请在 WPS 里打开, 只把名册那一张表另存为新的 .xlsx。",
        ),
        "password" => (
            "这个文件有打开密码。".to_owned(),
            "请在 WPS 里打开, 去掉密码后另存, 再导入。",
        ),
        "not_an_old_workbook" => (
            "这是旧版办公文档, 里面没有工作簿(可能是 WPS 文字或演示, 或 WPS 专用格式)。".to_owned(),
            "请用 WPS 打开, 另存为「Excel 文件(*.xlsx)」再导入。",
        ),
        "not_a_workbook" => (
            "这是一个压缩包, 里面没有工作簿。".to_owned(),
            "请先解压, 再导入里面的名册文件。",
        ),
        "binary_workbook" => (
            "这是二进制工作簿(.xlsb)。".to_owned(),
            "请用 WPS 或 Excel 打开, 另存为 .xlsx 再导入。",
        ),
        "web_page" => (
            "这是一个网页, 里面没有表格(登录过期、导出失败时常见)。".to_owned(),
            "请重新登录系统再导出; 能用 WPS 打开看到名册的, 另存为 .xlsx 再导入。",
        ),
        "other_format" => (
            format!("这是 {} 文件, 不是表格。", of("format")),
            "请导入 .xlsx、.xls、.ods 或 .csv 的名册; 能用 WPS 打开看到名册的, 先另存为 .xlsx。",
        ),
        "damaged" => (
            "这个文件已损坏, 或没有传完整。".to_owned(),
            "请重新拷贝或下载; 能用 WPS 打开的, 另存为新的 .xlsx 再导入。",
        ),
        "undecodable" => (
            format!("{}的文字认不出编码, 没有用问号代替。", at()),
            "请用 WPS 打开, 另存为 .xlsx 或「CSV UTF-8」再导入。",
        ),
        "mixed_encodings" => (
            format!(
                "文件前后编码不一致, 从{}起换了编码, 多半是几个文件拼起来的。",
                at()
            ),
            "请分别导入原来的文件, 或用 WPS 打开核对后另存为 .xlsx。",
        ),
        "nul" => (
            format!("{}有空字节, 这不是正常的文本。", at()),
            "请重新导出; 能用 WPS 打开的, 另存为 .xlsx 再导入。",
        ),
        "row_too_long" => (
            format!("第 {} 行太长, 多半是少了一个引号。", of("row")),
            "请核对这一行的引号, 或用 WPS 打开后另存为 .xlsx 再导入。",
        ),
        "unclosed_quote" => (
            format!(
                "第 {} 行有一个引号没有配对, 从它往后的内容都连成了一格。",
                of("row")
            ),
            "请补上或删去这一行的引号, 或用 WPS 打开后另存为 .xlsx 再导入。",
        ),
        "no_header" => (
            "前10行里没有找到表头(至少要有姓名和身份证号)。".to_owned(),
            "请核对是不是名册; 表头用词特别的, 可写进对照文件用 --mapping 指定; 有几张表的, 用 --sheet 指定。",
        ),
        "column_twice" => (
            format!(
                "{}「{}」和 {}「{}」意思相同, 只能留一列。",
                of("first_cell"),
                of("first"),
                of("second_cell"),
                of("second")
            ),
            "请把用不着的那个单元格改成别的词(如「备用」)或删去那一列; 也可以不改文件, 在导入画面(F6)里指明每一列是什么。",
        ),
        "column_missing" => (
            format!("缺少「{}」一列。", of("field")),
            "请在名册里补上这一列; 表头用词特别的, 可写进对照文件用 --mapping 指定。",
        ),
        "no_such_sheet" => (
            format!("没有这张工作表。文件里有: {}。", of("sheets")),
            "请用 --sheet 写出其中一张的名字或序号。",
        ),
        "no_rows" => (
            "只有表头, 下面没有内容。".to_owned(),
            "请核对是否选错了工作表, 或导出时没有选中数据。",
        ),
        "mapping" => mapping(values),
        "cancelled" => (
            "已按您的要求停下。".to_owned(),
            "需要时再导入同一个文件即可。",
        ),
        code => (
            format!("没有读成({code})。"),
            "请重试; 仍不行请联系维护人员。",
        ),
    };
    Message::new(what, NOTHING, remedy)
}

fn too_large(what: &str, limit: &str) -> (String, &'static str) {
    let over = match what {
        "MiB" => format!("文件超过 {limit} MiB。"),
        "rows" => format!("行数超过 {limit}。"),
        "columns" => format!("列数超过 {limit}。"),
        "tables" => format!("文件里的表格超过 {limit} 个。"),
        "depth" => format!("表格一层套一层, 超过 {limit} 层。"),
        _ => format!("单元格超过 {limit} 个。"),
    };
    if matches!(what, "tables" | "depth") {
        return (
            over,
            "请用 WPS 打开, 只把名册那一张表另存为新的 .xlsx 再导入。",
        );
    }
    (
        over,
        "请按乡镇或年份拆成几个文件, 删去用不着的列和工作表, 再导入。",
    )
}

fn mapping(values: &[(&'static str, String)]) -> (String, &'static str) {
    let of = |name| value(values, name);
    let what = match values.first().map(|(name, _)| *name) {
        Some("line") if of("line").is_empty() => "对照文件的写法不对。".to_owned(),
        Some("line") => format!("对照文件第 {} 行的写法不对。", of("line")),
        Some("severity") => format!("对照文件里的「{}」不是可以改轻重的项目。", of("severity")),
        Some("unknown") => format!("对照文件里的「{}」不存在。", of("unknown")),
        _ => "对照文件读不了。".to_owned(),
    };
    (what, "请对照 hecha help 对照表 的样子改正。")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_code_is_still_said() {
        let trouble = RowTrouble {
            code: "strange",
            values: &[],
            refusal: None,
        };
        assert!(row(trouble).contains("strange"));
        assert!(file("strange", &[]).what.contains("strange"));
    }
}
