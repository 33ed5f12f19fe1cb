//! Menu and help.

/// The bar at the top of the menu.
pub const MENU_TITLE: &str = "菜单";
/// The keys of the screen below.
pub const KEYS_HERE: &str = "这里的按键";

/// Entries behind the last on the screen.
pub fn more(count: usize) -> String {
    format!("还有 {count} 项, 按 PageDown 或一直往下")
}

/// What a person should know, by heading.
pub const TOPICS: &[(&str, &str)] = &[
    (
        "常用的走法",
        "一户没有变化: Enter 打开, 看过全部栏目, 按 Space 记「本户无变化」, 按 F9 签办, 自动到下一户。\n一户有变化: 移到成员按 Enter 填本次月收入, 下方测算随着变; 按 F5 选结论、写理由, 按 F9 签办。",
    ),
    (
        "什么时候算存好了",
        "出现「已签办」「已存」和记录号, 就已写到磁盘, 断电也在。没有签办的内容一秒之内就存成草稿; 断线、断电、关窗口以后, 再次启动会回到同一户、同一栏、同一个字。",
    ),
    (
        "输入",
        "数字和日期栏里全角会自动变成半角; 金额可写 1868、1,868 或 1868.5; 日期可写 2026-11-20、1120 或 20。打开金额栏后直接键入就替换原值, 先按左右键则接着改。粘贴只当作文字。",
    ),
    (
        "谁来定",
        "程序只做测算和提示, 结论由签办的人作出。经办、审核、确认不能是同一个人。减发、停发等要先听取意见, 并有两人以上的入户记录。",
    ),
    (
        "未核实的参数",
        "凡是还没有人对过文件的参数, 在测算里标「未核实」。管理员在「参数」屏按文件录入, 从起始日起使用; 以前的决定不受影响。",
    ),
];

/// The bar at the top of the help.
pub fn title(context: &str) -> String {
    format!("帮助  {context}")
}

/// The page.
pub fn page(page: usize, pages: usize) -> String {
    format!("第{page}/{pages}页")
}

/// The word for where the person is, by the name that stands in the keymap.
pub fn context(name: impl AsRef<str>) -> &'static str {
    match name.as_ref() {
        "desk" => "工作台",
        "queue" => "队列",
        "case" => "核查一户",
        "signature" => "签字",
        "income" => "填写月收入",
        "incomes" => "收入和扣减",
        "referrals" => "其他待遇和转介",
        "form_text" | "form_choice" | "form_marks" => "填表",
        "sum" => "测算说明",
        "history" => "参数出处",
        "search_text" | "search_hits" => "查找",
        "policy" | "policy_filter" => "参数",
        "compare" => "两处改动",
        "menu" => "菜单",
        "help" => "帮助",
        "import_files" | "import_path" | "import_columns" | "import_fields" | "import_preview"
        | "import_busy" | "import_ended" => "导入名册",
        "batches" => "批次",
        "batch_rows" => "批次名单",
        _ => "",
    }
}
