//! What an import put right by itself, in words; by the codes of the exchange, which words nothing.

/// The words for one kind of mending; the code itself for one that has none yet.
pub fn mended(code: &str) -> &str {
    match code {
        "id_full_width" => "证件号全角转半角",
        "id_spaces" => "证件号去空格",
        "id_invisible" => "证件号去看不见的字符",
        "id_quote" => "证件号去撇号",
        "id_trailing_zero" => "证件号去尾部 .0",
        "id_lower_x" => "证件号小写 x 改大写",
        "id_look_alike_x" => "证件号形似 X 的字符改为 X",
        "id_15_digits" => "15 位证件号升为 18 位",
        "full_width" => "全角转半角",
        "spaces" => "去空格",
        "invisible" => "去看不见的字符",
        "line_break" => "换行并成一行",
        "date_form" => "日期写法统一",
        "date_serial" => "Excel 序号转为日期",
        "amount_form" => "金额写法统一",
        "none_as_zero" => "写「无」的金额作 0",
        "rounded_to_fen" => "金额四舍五入到分",
        "filled_down" => "合并单元格向下填充",
        "area_assumed" => "未写村(社区), 按本人负责的区划",
        "setting_assumed" => "未写城乡, 按对照文件所定",
        "income_from_per_head" => "由人均收入推算家庭收入",
        "one_person_assumed" => "未写人数, 按一人",
        other => other,
    }
}
