//! Styles by meaning. Colour never carries a meaning alone: everything coloured is also bold, reversed,
//! marked or worded.

use ratatui::style::{Color, Modifier, Style};
use serde::{Deserialize, Serialize};

/// The styles of the screens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Theme {
    /// The bar at the top.
    pub title: Style,
    /// Rules of `-` and what only separates.
    pub quiet: Style,
    /// Names of sections and columns.
    pub label: Style,
    /// Plain text.
    pub text: Style,
    /// The mark of the selected row, and what weighs.
    pub strong: Style,
    /// What differs from last time.
    pub changed: Style,
    /// What stands in the way.
    pub warning: Style,
    /// Keys in footer, menu and help.
    pub key: Style,
    /// The field that is being typed into.
    pub field: Style,
}

impl Theme {
    /// Sixteen colours, dark or light background alike.
    pub const fn sixteen() -> Self {
        let plain = Style::new();
        Self {
            title: plain.add_modifier(Modifier::REVERSED),
            quiet: plain.add_modifier(Modifier::DIM),
            label: plain.fg(Color::Cyan),
            text: plain,
            strong: plain.add_modifier(Modifier::BOLD),
            changed: plain.fg(Color::Yellow).add_modifier(Modifier::BOLD),
            warning: plain.fg(Color::Red).add_modifier(Modifier::BOLD),
            key: plain.add_modifier(Modifier::BOLD),
            field: plain.add_modifier(Modifier::REVERSED),
        }
    }

    /// No colours at all.
    pub const fn mono() -> Self {
        let plain = Style::new();
        Self {
            title: plain.add_modifier(Modifier::REVERSED),
            quiet: plain.add_modifier(Modifier::DIM),
            label: plain,
            text: plain,
            strong: plain.add_modifier(Modifier::BOLD),
            changed: plain.add_modifier(Modifier::BOLD),
            warning: plain.add_modifier(Modifier::BOLD),
            key: plain.add_modifier(Modifier::BOLD),
            field: plain.add_modifier(Modifier::REVERSED),
        }
    }
}
