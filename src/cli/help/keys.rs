//! The page on the keys, derived from the keymap, so that it cannot say anything else than what they do.

use serde::Serialize;

use crate::{
    base::width::pad_right,
    text::ui::{actions, help},
    tui::keymap::{Binding, keymap},
};

/// Columns of the keys before their words.
const KEY_COLUMNS: usize = 26;

/// The page.
pub fn page() -> String {
    let mut out = vec![
        "# 按键".to_owned(),
        String::new(),
        "屏幕底行总是写着此时能用的键; F1 看当前屏幕的全部按键, F2 是菜单。终端占用了 F1、F10 等键的, 用同一行的另一个键。在输入栏以外, 全角的字母、数字当作半角。".to_owned(),
    ];
    let mut sections: Vec<(&str, Vec<String>)> = Vec::new();
    for binding in keymap().all().iter().filter(|row| !row.keys.is_empty()) {
        let place = place(binding);
        let line = line(binding);
        match sections.iter_mut().find(|(known, _)| *known == place) {
            Some((_, lines)) if lines.contains(&line) => {}
            Some((_, lines)) => lines.push(line),
            None => sections.push((place, vec![line])),
        }
    }
    for (place, lines) in sections {
        out.push(format!("\n## {place}\n"));
        out.extend(lines);
    }
    out.join("\n")
}

/// The word for where a row counts.
fn place(binding: &Binding) -> &'static str {
    match help::context(name(&binding.context)) {
        "" => "各处",
        word => word,
    }
}

fn line(binding: &Binding) -> String {
    let action = name(&binding.action);
    format!(
        "    {} {}",
        pad_right(&binding.all_keys(), KEY_COLUMNS),
        actions::long(action)
    )
}

/// The stable name of a context or an action, as the keymap writes it.
fn name(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => name,
        Ok(_) | Err(_) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_names_the_keys_of_every_place_with_their_words() {
        let page = page();
        for words in [
            "## 工作台",
            "## 核查一户",
            "## 查找",
            "## 各处",
            "F9",
            "Space",
        ] {
            assert!(page.contains(words), "{words}:\n{page}");
        }
        let wordless = page
            .lines()
            .filter(|line| line.starts_with("    "))
            .find(|line| line.chars().skip(4 + KEY_COLUMNS).all(|ch| ch == ' '));
        assert_eq!(wordless, None);
    }
}
