//! What is wrong with an invocation, in Chinese: clap's findings, our words.

use clap::error::{ContextKind, ContextValue, Error, ErrorKind};

use crate::text::message::Message;

/// What `parse` came to when there is no command line to carry out.
#[derive(Debug, PartialEq, Eq)]
pub enum Told {
    /// Something was asked for that is only printed.
    Page(String),
    /// The invocation was wrong.
    Wrong(Message),
}

/// Words for what clap found.
pub fn told(error: &Error) -> Told {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            Told::Page(error.render().to_string().replace("[OPTIONS]", "[选项]"))
        }
        _ => Told::Wrong(wrong(error)),
    }
}

/// `--plain` before a verb, where it means nothing.
pub fn plain_stands_alone() -> Message {
    Message::new(
        "--plain 写在命令之前时, 只列出首屏, 后面不再跟命令。",
        "什么也没有做。",
        "只看首屏: hecha --plain; 列出一个队列: hecha queue 低保 --plain。",
    )
}

/// A message for a wrong invocation.
fn wrong(error: &Error) -> Message {
    Message::new(
        what(error),
        "什么也没有做。",
        remedy(error).unwrap_or_else(|| "写法见: hecha --help, 或 hecha 命令 --help。".to_owned()),
    )
}

fn what(error: &Error) -> String {
    let argument = text(error, ContextKind::InvalidArg);
    let value = text(error, ContextKind::InvalidValue);
    match error.kind() {
        ErrorKind::UnknownArgument => format!("没有「{argument}」这个选项或参数。"),
        ErrorKind::InvalidSubcommand => {
            format!(
                "没有「{}」这个命令。",
                text(error, ContextKind::InvalidSubcommand)
            )
        }
        ErrorKind::MissingRequiredArgument => format!("还缺: {argument}。"),
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            "还缺一个命令。".to_owned()
        }
        ErrorKind::ArgumentConflict => format!(
            "「{argument}」不能与「{}」同时用, 也不能写两次。",
            text(error, ContextKind::PriorArg)
        ),
        ErrorKind::InvalidValue if value.is_empty() => format!("「{argument}」后面还缺一个值。"),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => format!(
            "「{value}」不能作为「{argument}」的值{}。",
            std::error::Error::source(error)
                .map(|cause| format!(": {cause}"))
                .unwrap_or_default()
        ),
        ErrorKind::TooManyValues | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            format!("「{argument}」的值个数不对。")
        }
        ErrorKind::InvalidUtf8 => "命令里有不是 UTF-8 的文字。".to_owned(),
        _ => "命令写法不对。".to_owned(),
    }
}

/// The nearest thing that exists, if clap knows one.
fn remedy(error: &Error) -> Option<String> {
    let near = [
        ContextKind::SuggestedSubcommand,
        ContextKind::SuggestedArg,
        ContextKind::SuggestedValue,
    ]
    .into_iter()
    .map(|kind| text(error, kind))
    .find(|text| !text.is_empty());
    let known = text(error, ContextKind::ValidValue);
    match (near, known.is_empty()) {
        (Some(near), _) => Some(format!("是不是要写「{near}」?")),
        (None, false) => Some(format!("可以写: {known}。")),
        (None, true) => None,
    }
}

/// A piece of what clap found, as text.
fn text(error: &Error, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join("、"),
        Some(ContextValue::StyledStr(text)) => text.to_string(),
        Some(ContextValue::StyledStrs(texts)) => texts
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
            .join("、"),
        Some(ContextValue::Number(number)) => number.to_string(),
        Some(ContextValue::Bool(_) | ContextValue::None | _) | None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::args::command;

    fn complaint(args: &[&str]) -> Message {
        let error = command().try_get_matches_from(args).unwrap_err();
        match told(&error) {
            Told::Wrong(message) => message,
            Told::Page(page) => panic!("{page}"),
        }
    }

    #[test]
    fn what_is_wrong_is_said_in_chinese_with_the_nearest_that_exists() {
        for (args, what, remedy) in [
            (
                &["hecha", "quue"][..],
                "没有「quue」这个命令。",
                "是不是要写「queue」?",
            ),
            (
                &["hecha", "queue", "--jsn"],
                "没有「--jsn」这个选项或参数。",
                "是不是要写「--json」?",
            ),
            (
                &["hecha", "show"],
                "还缺: <案号>。",
                "写法见: hecha --help, 或 hecha 命令 --help。",
            ),
            (
                &["hecha", "policy", "list", "--on", "昨天"],
                "「昨天」不能作为「--on <日期>」的值: 日期写作 2026-11-23 这样。",
                "写法见: hecha --help, 或 hecha 命令 --help。",
            ),
            (
                &["hecha", "queue", "--json", "--plain"],
                "「--json」不能与「--plain」同时用, 也不能写两次。",
                "写法见: hecha --help, 或 hecha 命令 --help。",
            ),
            (
                &["hecha", "completions", "dos"],
                "「dos」不能作为「<SHELL>」的值。",
                "可以写: bash、elvish、fish、powershell、zsh。",
            ),
            (
                &["hecha", "policy"],
                "还缺一个命令。",
                "写法见: hecha --help, 或 hecha 命令 --help。",
            ),
        ] {
            let message = complaint(args);
            assert_eq!(
                (message.what.as_str(), message.remedy.as_str()),
                (what, remedy)
            );
        }
    }

    #[test]
    fn every_help_page_is_in_chinese_and_can_be_drawn() {
        fn pages(path: &mut Vec<String>, command: &clap::Command, count: &mut u32) {
            let args = path.iter().map(String::as_str).chain(["--help"]);
            let error = super::super::args::command()
                .try_get_matches_from(args)
                .unwrap_err();
            let Told::Page(page) = told(&error) else {
                panic!("{path:?}");
            };
            *count += 1;
            for english in [
                "Usage",
                "Options",
                "Arguments",
                "Commands",
                "OPTIONS",
                "Print help",
                "possible values",
                "default:",
            ] {
                assert!(!page.contains(english), "{path:?}: {page}");
            }
            for line in page.lines() {
                assert_eq!(crate::base::width::printable(line), line, "{path:?}");
                assert!(crate::base::width::columns(line) <= 80, "{path:?}: {line}");
            }
            for below in command.get_subcommands() {
                path.push(below.get_name().to_owned());
                pages(path, below, count);
                path.pop();
            }
        }
        let mut count = 0;
        pages(&mut vec!["hecha".to_owned()], &command(), &mut count);
        assert!(count > 20);
    }
}
