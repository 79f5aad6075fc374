//! One error of the TOML parser, with the text around it.

use crate::document::parse::lines::{cut, line_number, line_start};
use crate::document::parse::problem::{Code, Problem};
use std::ops::Range;

/// What the parser objects to, and where.
pub(super) struct SyntaxError<'t> {
    pub(super) text: &'t str,
    /// The parser's words for it.
    pub(super) message: &'t str,
    pub(super) span: Range<usize>,
    /// The line that it begins on, without its line end.
    pub(super) line: &'t str,
    /// Where that line begins.
    pub(super) line_start: usize,
}

impl<'t> SyntaxError<'t> {
    pub(super) fn new(text: &'t str, span: Range<usize>, message: &'t str) -> Self {
        let start = text.floor_char_boundary(span.start);
        let end = text.floor_char_boundary(span.end).max(start);
        let line_start = line_start(text, start);
        let rest = cut(text, line_start..);
        Self {
            text,
            message,
            span: start..end,
            line: rest.lines().next().unwrap_or_default(),
            line_start,
        }
    }

    pub(super) fn problem(&self, message: impl Into<String>) -> Problem {
        Problem::new(Code::Syntax, self.span.clone(), message)
    }

    /// Whether the parser's message begins with one of these.
    pub(super) fn says(&self, starts: &[&str]) -> bool {
        starts.iter().any(|start| self.message.starts_with(start))
    }

    /// The bytes that the error is about.
    pub(super) fn found(&self) -> &'t str {
        cut(self.text, self.span.clone())
    }

    /// The line before the error, and from the error on.
    pub(super) fn halves(&self) -> (&'t str, &'t str) {
        self.line
            .split_at_checked(self.span.start - self.line_start)
            .unwrap_or((self.line, ""))
    }

    /// The number of the line at an offset.
    pub(super) fn line_number(&self, offset: usize) -> usize {
        line_number(self.text, offset)
    }
}
