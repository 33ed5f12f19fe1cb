//! The progress of long work on the command line: drawn on standard error if that is a terminal that
//! shows UTF-8, else nothing at all.

use std::io::IsTerminal;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::{output::Output, surroundings::Charset};

/// What a bar looks like: only signs of certain width.
const TEMPLATE: &str = "{msg} {wide_bar} {human_pos}/{human_len}";

/// One long piece of work.
#[derive(Debug)]
pub struct Bar(ProgressBar);

impl Bar {
    /// A bar for work that is called `what`; nothing is drawn before the first step.
    pub fn new(what: &'static str, output: Output) -> Self {
        let shown = output.charset() == Charset::Utf8 && std::io::stderr().is_terminal();
        let target = if shown {
            ProgressDrawTarget::stderr_with_hz(10)
        } else {
            ProgressDrawTarget::hidden()
        };
        let bar = ProgressBar::with_draw_target(None, target).with_message(what);
        if let Ok(style) = ProgressStyle::with_template(TEMPLATE) {
            bar.set_style(style.progress_chars("##."));
        }
        Self(bar)
    }

    /// So much is done of so much.
    pub fn at(&self, done: u64, total: u64) {
        self.0.set_length(total);
        self.0.set_position(done);
    }

    /// The work has ended; the bar goes.
    pub fn done(&self) {
        self.0.finish_and_clear();
    }
}
