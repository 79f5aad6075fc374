//! Diagnostics with the lines of text that they are about.

use crate::diagnostic::Diagnostic;
use crate::diagnostic::Place;
use serde::Serialize;
use std::ops::Range;

/// A diagnostic for a reader. As JSON, what `check --format json` lists.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Excerpt {
    /// The code, under which it is documented.
    pub code: String,
    /// `error`, `warning` or `note`.
    pub severity: String,
    /// What is wrong, in one line.
    pub message: String,
    /// The file, as a path relative to the book.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1, in characters.
    pub column: usize,
    /// The claim that it is about.
    pub claim: Option<String>,
    /// What to do about it, a line each.
    pub help: Vec<String>,
    /// The places to show, the main one first. Empty where the text could not be had.
    #[serde(skip)]
    pub passages: Vec<Passage>,
}

/// Some lines of a file, with a span to mark in them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// The file, as a path relative to the book.
    pub file: String,
    /// The number of the first line, from 1.
    pub first_line: usize,
    /// The lines, whole.
    pub source: String,
    /// The bytes of `source` to mark, on character boundaries.
    pub mark: Range<usize>,
    /// A few words for the mark.
    pub label: Option<String>,
}

impl Excerpt {
    /// Joins a diagnostic with the text that it is about; `text` gives a file's, where it can be had.
    #[must_use]
    pub fn new<'t>(diagnostic: &Diagnostic, text: &dyn Fn(&str) -> Option<&'t str>) -> Self {
        let main = (&diagnostic.place, diagnostic.label.clone());
        let others = diagnostic.secondary.iter().map(|(place, label)| (place, Some(label.clone())));
        let passages = std::iter::once(main)
            .chain(others)
            .filter_map(|(place, label)| text(&place.file).map(|text| Passage::new(place, label, text)));
        Self {
            code: diagnostic.code.to_owned(),
            severity: diagnostic.severity.as_str().to_owned(),
            message: diagnostic.message.clone(),
            file: diagnostic.place.file.clone(),
            line: diagnostic.place.line,
            column: diagnostic.place.column,
            claim: diagnostic.claim.clone(),
            help: diagnostic.help.clone(),
            passages: passages.collect(),
        }
    }
}

impl Passage {
    fn new(place: &Place, label: Option<String>, text: &str) -> Self {
        // The file may have changed since it was read: the span is only trusted as far as the text goes.
        let start = text.floor_char_boundary(place.span.start);
        let end = text.floor_char_boundary(place.span.end).max(start);
        let before = text.get(..start).unwrap_or_default();
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let rest = text.get(start..).unwrap_or_default();
        // A span of many lines is shown by its first.
        let line_end = rest.find('\n').map_or(text.len(), |newline| start + newline);
        let source = text.get(line_start..line_end).unwrap_or_default();
        let shown = source.trim_start_matches('\u{feff}').trim_end_matches('\r');
        let hidden = line_start + source.len() - source.trim_start_matches('\u{feff}').len();
        let within = |at: usize| at.saturating_sub(hidden).min(shown.len());
        Self {
            file: place.file.clone(),
            first_line: place.line,
            source: shown.to_owned(),
            mark: within(start)..within(end),
            label,
        }
    }
}
