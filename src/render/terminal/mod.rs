//! Text for a terminal: tables that fit its width, pages, colours by role. The terminal is never asked anything; its width
//! and whether to colour are arguments.

mod layout;
mod page;
mod rows;
mod style;
#[cfg(test)]
mod tests;
mod wrap;

pub use page::page;
pub use rows::Terminal;
pub use style::paint;

/// The terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Screen {
    /// Its width in columns; `None` to wrap no line.
    pub width: Option<usize>,
    /// Whether to colour.
    pub colour: bool,
}

impl Screen {
    /// No terminal: no colour, and lines as long as they come.
    pub const NONE: Self = Self {
        width: None,
        colour: false,
    };
}
