//! What each role looks like. The only place that names a colour: the eight dark ones of the 16-colour palette, which
//! every theme sets to be readable, without blue.

use crate::view::page::TextSpan;
use crate::view::role::Role;
use anstyle::{AnsiColor, Style};
use comfy_table::{Attribute, Cell, Color};
use std::borrow::Cow;

/// The style of a role.
pub(super) fn of(role: Role) -> Style {
    match role {
        Role::Plain | Role::Name => Style::new(),
        Role::Heading => Style::new().bold(),
        Role::Id | Role::Command => AnsiColor::Cyan.on_default(),
        Role::Quiet | Role::Address | Role::AtRest => Style::new().dimmed(),
        Role::Firm => AnsiColor::Green.on_default(),
        Role::Open => AnsiColor::Magenta.on_default(),
        Role::Disputed => AnsiColor::Yellow.on_default(),
        Role::Against => AnsiColor::Red.on_default(),
    }
}

/// The text in the style of a role.
#[must_use]
pub fn paint(text: &str, role: Role, colour: bool) -> Cow<'_, str> {
    styled(text, of(role), colour)
}

/// A span of a line in its style.
pub(super) fn span<'t>(text: &'t str, span: &TextSpan, colour: bool) -> Cow<'t, str> {
    let style = of(span.role);
    let style = if span.is_passage {
        style.underline()
    } else {
        style
    };
    styled(text, style, colour)
}

fn styled(text: &str, style: Style, colour: bool) -> Cow<'_, str> {
    if colour && style != Style::new() {
        Cow::Owned(format!("{}{text}{}", style.render(), style.render_reset()))
    } else {
        Cow::Borrowed(text)
    }
}

/// A table's cell in the style of a role.
pub(super) fn cell(text: String, role: Role) -> Cell {
    let cell = Cell::new_owned(text);
    match role {
        Role::Plain | Role::Name => cell,
        Role::Heading => cell.add_attribute(Attribute::Bold),
        Role::Id | Role::Command => cell.fg(Color::DarkCyan),
        Role::Quiet | Role::Address | Role::AtRest => cell.add_attribute(Attribute::Dim),
        Role::Firm => cell.fg(Color::DarkGreen),
        Role::Open => cell.fg(Color::DarkMagenta),
        Role::Disputed => cell.fg(Color::DarkYellow),
        Role::Against => cell.fg(Color::DarkRed),
    }
}
