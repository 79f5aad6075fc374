//! Problems and findings, ready to show: with a code, a level, a place in a file, a message and help.
//!
//! A problem keeps a file from being read; a rule gives a finding. This module joins both with the text
//! of their file. It draws nothing.

pub mod codes;
pub mod place;
pub mod settings;

pub use crate::domain::check::finding::Severity;

use crate::document::problem::{Code, Problem};
use std::ops::Range;

/// A place in a book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The file, as a path relative to the book, with `/` between its parts.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1, in characters.
    pub column: usize,
    /// The bytes in the file's text.
    pub span: Range<usize>,
}

/// Something that a reader of the book should know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The code, which `docs/diagnostics.md` explains.
    pub code: &'static str,
    /// How serious it is.
    pub severity: Severity,
    /// What is wrong, in one line.
    pub message: String,
    /// Where it is.
    pub place: Place,
    /// A few words at the place itself.
    pub label: Option<String>,
    /// What to do about it, one step per line.
    pub help: Vec<String>,
    /// The id of the claim that it is about.
    pub claim: Option<String>,
    /// Other places that belong to it, each with a few words.
    pub secondary: Vec<(Place, String)>,
    /// How many diagnostics it stands for: more than 1 if it closes a list that is too long to read.
    pub count: usize,
}

impl Diagnostic {
    /// A diagnostic that has only a message.
    #[must_use]
    pub fn new(
        code: &'static str,
        severity: Severity,
        message: impl Into<String>,
        place: Place,
    ) -> Self {
        let message = message.into();
        Self {
            code,
            severity,
            message,
            place,
            label: None,
            help: Vec::new(),
            claim: None,
            secondary: Vec::new(),
            count: 1,
        }
    }

    /// Adds a few words at the place itself.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }

    /// Adds a line of help.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }

    /// Names the claim that it is about.
    #[must_use]
    pub fn claim(mut self, id: impl Into<String>) -> Self {
        self.claim = Some(id.into());
        self
    }

    /// Adds another place that belongs to it.
    #[must_use]
    pub fn other(mut self, place: Place, label: impl Into<String>) -> Self {
        self.secondary.push((place, label.into()));
        self
    }

    /// The sort key of diagnostics: file, place, code.
    #[must_use]
    pub fn order(&self) -> (&str, usize, usize, &str) {
        (
            &self.place.file,
            self.place.line,
            self.place.column,
            self.code,
        )
    }
}

/// Sorts diagnostics by file, place and code.
pub fn sort(diagnostics: &mut [Diagnostic]) {
    diagnostics.sort_by(|a, b| a.order().cmp(&b.order()));
}

/// The problems of one file as diagnostics. All are errors, because claimbook did not read that part.
#[must_use]
pub fn of_problems(file: &str, text: &str, problems: Vec<Problem>) -> Vec<Diagnostic> {
    let lines = Lines::new(text);
    problems
        .into_iter()
        .map(|problem| of_problem(file, &lines, problem))
        .collect()
}

/// A file that could not be read at all: it is too large, not UTF-8, or a link out of the book.
#[must_use]
pub fn of_file(file: &str, code: Code, message: impl Into<String>) -> Diagnostic {
    let place = Place {
        file: file.to_owned(),
        line: 1,
        column: 1,
        span: 0..0,
    };
    Diagnostic::new(code.as_str(), Severity::Error, message, place)
}

fn of_problem(file: &str, lines: &Lines<'_>, problem: Problem) -> Diagnostic {
    let place = |span| lines.place(file, span);
    Diagnostic {
        code: problem.code.as_str(),
        severity: Severity::Error,
        message: problem.message,
        place: place(problem.span),
        label: problem.label,
        help: problem.help,
        claim: problem.claim,
        secondary: problem
            .others
            .into_iter()
            .map(|(span, label)| (place(span), label))
            .collect(),
        count: problem.count,
    }
}

/// A text with the starts of its lines, to find places in it.
#[derive(Debug)]
pub struct Lines<'t> {
    text: &'t str,
    /// The byte at which each line starts.
    starts: Vec<usize>,
}

impl<'t> Lines<'t> {
    /// Finds the lines of a text.
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        let ends = text
            .bytes()
            .enumerate()
            .filter(|(_, byte)| *byte == b'\n')
            .map(|(at, _)| at + 1);
        // A byte order mark takes up no column.
        let first = if text.starts_with('\u{feff}') {
            '\u{feff}'.len_utf8()
        } else {
            0
        };
        Self {
            text,
            starts: std::iter::once(first).chain(ends).collect(),
        }
    }

    /// The text.
    #[must_use]
    pub fn text(&self) -> &'t str {
        self.text
    }

    /// The number of the line at an offset, from 1.
    #[must_use]
    pub fn line_of(&self, at: usize) -> usize {
        self.starts.partition_point(|line| *line <= at).max(1)
    }

    /// The bytes of a line, without its line end. A line after the last one is empty.
    #[must_use]
    pub fn span_of(&self, line: u32) -> Range<usize> {
        let position = usize::try_from(line).unwrap_or(usize::MAX);
        let start = match position {
            // A byte order mark belongs to the first line.
            0 | 1 => 0,
            after => (self.starts.get(after - 1).copied()).unwrap_or(self.text.len()),
        };
        let rest = self.text.get(start..).unwrap_or_default();
        let length = rest.lines().next().map_or(0, str::len);
        start..start + length
    }

    /// The place of a span of bytes. A span that leaves the text or splits a character is shortened.
    #[must_use]
    #[expect(clippy::expect_used, reason = "every text has a first line")]
    pub fn place(&self, file: &str, span: Range<usize>) -> Place {
        let start = self.boundary(span.start);
        let end = self.boundary(span.end).max(start);
        let line = self.line_of(start);
        let line_start = self
            .starts
            .get(line - 1)
            .copied()
            .expect("`line` counts the starts up to this place, and the first is always there");
        // The first line starts after a byte order mark: a place in the mark is in column 1.
        let before = self.text.get(line_start..start).unwrap_or("");
        let column = before.chars().count() + 1;
        Place {
            file: file.to_owned(),
            line,
            column,
            span: start..end,
        }
    }

    fn boundary(&self, at: usize) -> usize {
        self.text.floor_char_boundary(at)
    }
}

#[cfg(test)]
mod tests {
    use super::Lines;

    #[track_caller]
    fn check(text: &str, needle: &str, expect: (usize, usize)) {
        let start = text.find(needle).unwrap();
        let place = Lines::new(text).place("a.toml", start..start + needle.len());
        assert_eq!((place.line, place.column), expect);
    }

    #[test]
    fn columns_are_counted_in_characters() {
        check("a\nключ = 1\n", "=", (2, 6));
        check("a\r\nb\r\nc", "c", (3, 1));
        check("\u{feff}a", "a", (1, 1));
        check("a\r\nb\r\n", "\r\nb", (1, 2));
    }

    #[test]
    fn a_span_that_leaves_the_text_or_splits_a_character_is_shortened() {
        let place = Lines::new("é").place("a.toml", 1..9);
        assert_eq!((place.span, place.line, place.column), (0..2, 1, 1));
        assert_eq!(Lines::new("").place("a.toml", 5..7).span, 0..0);
        assert_eq!(Lines::new("\u{feff}").place("a.toml", 0..0).column, 1);
    }
}
