//! The words of everything a key can do, by the names that stand in the keymap.

/// An action: its name, the word in the footer, the sentence in menu and help.
struct Words {
    name: &'static str,
    short: &'static str,
    long: &'static str,
}

const fn words(name: &'static str, short: &'static str, long: &'static str) -> Words {
    Words { name, short, long }
}

const ACTIONS: &[Words] = &[
    words("up", "上一行", "选上一行"),
    words("down", "下一行", "选下一行"),
    words("page_up", "上页", "翻到上一页"),
    words("page_down", "下页", "翻到下一页"),
    words("first", "首行", "到第一行"),
    words("last", "末行", "到最后一行"),
    words("next_section", "下栏", "到下一栏"),
    words("previous_section", "上栏", "到上一栏"),
    words("back", "返回", "退一步; 已录入的内容不会丢"),
    words("open", "打开", "打开所选的一行"),
    words("pick", "按号选", "按序号直接选"),
    words(
        "search",
        "查找",
        "按姓名、首字母、证件号、村、电话、案号查找",
    ),
    words("menu", "菜单", "列出这里能做的事"),
    words("help", "帮助", "这里的按键和说明"),
    words("policy", "参数", "各项标准和参数, 从何时起, 依据什么"),
    words("refresh", "刷新", "重新读取"),
    words("redraw", "重画", "屏幕乱了时重画"),
    words("quit", "退出", "退出程序; 草稿和位置都会保存"),
    words("suspend", "暂停", "暂时回到命令行"),
    words("next_case", "办下一户", "直接打开今日最该办的一户"),
    words("edit_income", "收入", "填写本次月收入"),
    words("open_incomes", "明细", "逐项修改收入和扣减"),
    words("edit_member", "情况", "劳动能力、残疾、就学等情况"),
    words("edit_assets", "财产", "存款、车辆、房屋、经营主体"),
    words("settle_alert", "查实", "记下这条预警属实、不属实或不影响"),
    words("enter_support", "供养", "供养方式、义务人"),
    words("assess_self_care", "评估", "自理能力六项评估"),
    words(
        "settle_change",
        "认定",
        "逐项认定变更: 接受, 不接受, 或以后再定",
    ),
    words("enter_aid", "救助", "救助类型、事由、金额和日期"),
    words("complete_papers", "手续", "记下先行救助后补齐的手续"),
    words("enter_follow_up", "回访", "救助款用途、转介和回访情况"),
    words(
        "enter_kept",
        "记录",
        "记录这一项: 探访、协议、就业、复议、追回等",
    ),
    words("enter_offer", "就业", "介绍过什么工作, 本人怎么答复"),
    words("enter_appeal", "救济", "收到对已送达决定的复议或诉讼"),
    words("open_referrals", "转介", "可能享受的其他待遇, 和已有的转介"),
    words("add_referral", "另行转介", "转介表上没有的待遇"),
    words("enter_visit", "入户", "记录一次入户调查"),
    words("enter_hearing", "听取", "记录听取意见, 或联系的经过"),
    words("open_sum", "测算", "逐行看测算和依据"),
    words("open_conclusion", "结论", "选结论, 写原因和理由"),
    words("unchanged", "无变化", "全部看过, 本户无变化"),
    words("sign", "签办", "签办并送审核, 接着办下一户"),
    words("ask_sign", "签办?", "问过再签办: 结论是打开本户以前作的"),
    words("approve", "审核通过", "按所见的意见审核, 接着看下一户"),
    words("confirm", "确认", "按所见的意见确认, 接着看下一户"),
    words("print", "文书", "生成告知书、入户调查表等文书"),
    words("enter_posting", "公示", "记下公示的日期和地点"),
    words("enter_objection", "异议", "记下公示期内收到的异议"),
    words("make_notice", "告知书", "出告知书: 复议机关、法院、文号"),
    words("enter_service", "送达", "记下送达的方式、日期和签收人"),
    words("enter_attempt", "未送到", "记下一次没有送到的经过"),
    words("enforce", "生效", "已送达, 执行月份已到, 记为生效"),
    words("give_signature", "签字", "照屏幕所示签字, 接着看下一户"),
    words("return", "退回", "写明原因, 退回经办人"),
    words("withdraw", "撤回", "撤回自己送出的意见"),
    words("hold", "等待", "设为等待, 到期自动回来"),
    words("wake", "结束等待", "不再等, 现在就办"),
    words("skip", "跳过", "今日先办别的, 写明原因"),
    words("claim", "领办", "归我办, 同事暂不能改"),
    words("release", "放回", "放回队列, 同事可以领"),
    words("reload", "重新载入", "读取同事改过的情况, 保留我填的"),
    words("discard", "放弃改动", "放弃这一户没有签办的改动"),
    words("reveal", "看证件", "看全号、电话、住址; 会留痕"),
    words("take", "确定", "采用填写的内容"),
    words("restore", "还原", "还原成打开时的内容"),
    words("proceed", "下一项", "到下一项; 末项则完成"),
    words("next_field", "下一项", "到下一项"),
    words("previous_field", "上一项", "到上一项"),
    words("next_choice", "换选", "选下一个"),
    words("previous_choice", "前一个", "选前一个"),
    words("toggle", "勾选", "勾上或去掉"),
    words("submit", "完成", "完成这张表"),
    words("add_income", "新增收入", "新增一项收入"),
    words("add_deduction", "新增扣减", "新增一项扣减"),
    words("remove", "删除", "删除所选的一项"),
    words("compare", "比较", "换一个日期, 或与上次决定比较"),
    words("print_sum", "打印", "写成可打印的一页, 页脚有当日日志摘要"),
    words("find", "查找", "开始查找"),
    words("filter", "筛选", "按字筛选参数"),
    words("new_value", "录新值", "按文件录入新的值"),
    words("import", "导入", "导入名册: 选文件、核对、写入"),
    words("switch_path", "路径/列表", "在输入路径和文件列表之间换"),
    words("point", "对应", "这一列对应哪个项目"),
    words("next_sheet", "下一张表", "看工作簿的下一张工作表"),
    words(
        "switch_coverage",
        "全量/部分",
        "这份名册写全了它管的户, 还是只写了一部分",
    ),
    words("judge_import", "核对", "读完全部行并核对, 不写入"),
    words("write_import", "写入", "写入核对过的各户"),
    words("stop_work", "停下", "停下正在做的, 已写入的都在"),
    words("export", "导出", "导出成 .xlsx, 内部用, 会留痕"),
    words(
        "export_public",
        "公示表",
        "导出公示用的 .xlsx, 没有证件号等",
    ),
    words("batches", "批次", "提标、价格补贴: 预览、签字、逐户写入"),
    words("record_prices", "录物价", "录入一个月的物价指数和来源"),
    words("narrow", "筛选", "全部、不能计算的、增加的, 轮换"),
    words("sign_batch", "签字", "提出、审核、确认批次, 或接着写入"),
    words("return_batch", "退回", "写明理由, 退回批次"),
    words("withdraw_batch", "撤回", "撤回自己提出的批次"),
    words(
        "write_rows",
        "写名单",
        "把列出的各户写成一份名单 (.xlsx, 内部)",
    ),
    words(
        "write_public_rows",
        "公示名单",
        "把已决定的批次写成公示名单 (.xlsx)",
    ),
    words("swap", "换一个", "在现有的和我填的之间换"),
];

fn find(name: &str) -> Option<&'static Words> {
    ACTIONS.iter().find(|words| words.name == name)
}

/// The word in the footer; empty for a name nobody knows.
pub fn short(name: impl AsRef<str>) -> &'static str {
    find(name.as_ref()).map_or("", |words| words.short)
}

/// The sentence in menu and help; empty for a name nobody knows.
pub fn long(name: impl AsRef<str>) -> &'static str {
    find(name.as_ref()).map_or("", |words| words.long)
}
