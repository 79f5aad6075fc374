//! Diagnostics with the lines of text that they are about.

use crate::diagnostic::{Diagnostic, Place};
use serde::Serialize;
use std::ops::Range;

/// A diagnostic for a reader. As JSON, what `check --format json` lists.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Excerpt {
    /// The code, under which it is documented.
    pub code: String,
    /// `error`, `warning` or `note`.
    pub severity: String,
    /// The problem, in one line.
    pub message: String,
    /// The file, as a path relative to the book.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1, in characters.
    pub column: usize,
    /// The claim that it is about.
    pub claim: Option<String>,
    /// Advice, one line each.
    pub help: Vec<String>,
    /// How many findings it stands for: more than 1 if it closes a list that is too long to read.
    pub count: usize,
    /// The places to show, the main one first. Empty where the text could not be had.
    #[serde(skip)]
    pub passages: Vec<Passage>,
}

/// A line of a file, with a span to mark in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// The file, as a path relative to the book.
    pub file: String,
    /// The number of the line, from 1.
    pub line: usize,
    /// The column of the mark, from 1, in characters.
    pub column: usize,
    /// The line without its end. Of a very long line, only the part around the mark.
    pub source: String,
    /// Whether `source` begins within the line.
    pub cut: bool,
    /// The bytes of `source` to mark, on character boundaries.
    pub mark: Range<usize>,
    /// A few words for the mark.
    pub label: Option<String>,
}

/// How much of a long line is kept on either side of the mark's beginning, in bytes. Drawing a longer line takes long.
const AROUND: usize = 300;

impl Excerpt {
    /// Joins a diagnostic with the text that it is about; `text` gives a file's, where it can be had.
    #[must_use]
    pub fn new<'t>(diagnostic: &Diagnostic, text: &dyn Fn(&str) -> Option<&'t str>) -> Self {
        let main = (&diagnostic.place, diagnostic.label.clone());
        let others = diagnostic
            .secondary
            .iter()
            .map(|(place, label)| (place, Some(label.clone())));
        let passages = std::iter::once(main)
            .chain(others)
            .filter_map(|(place, label)| {
                text(&place.file).map(|text| Passage::new(place, label, text))
            });
        Self {
            code: diagnostic.code.to_owned(),
            severity: diagnostic.severity.as_str().to_owned(),
            message: diagnostic.message.clone(),
            file: diagnostic.place.file.clone(),
            line: diagnostic.place.line,
            column: diagnostic.place.column,
            claim: diagnostic.claim.clone(),
            help: diagnostic.help.clone(),
            count: diagnostic.count,
            passages: passages.collect(),
        }
    }
}

impl Passage {
    /// The file may have changed since it was read, so the place's span is only trusted as far as the text goes.
    fn new(place: &Place, label: Option<String>, text: &str) -> Self {
        let start = text.floor_char_boundary(place.span.start);
        let from = text.floor_char_boundary(start.saturating_sub(AROUND));
        let to = text.ceil_char_boundary(start.saturating_add(AROUND).min(text.len()));
        let newline = text.get(from..start).and_then(|before| before.rfind('\n'));
        let line_start = newline.map_or(from, |newline| from + newline + 1);
        // A span of many lines shows its first line.
        let line_end = text
            .get(start..to)
            .and_then(|after| after.find('\n'))
            .map_or(to, |newline| start + newline);
        let line = text.get(line_start..line_end).unwrap_or_default();
        let source = line.trim_start_matches('\u{feff}').trim_end_matches('\r');
        let hidden = line_start + line.len() - line.trim_start_matches('\u{feff}').len();
        let within = |at: usize| source.floor_char_boundary(at.saturating_sub(hidden));
        Self {
            file: place.file.clone(),
            line: place.line,
            column: place.column,
            source: source.to_owned(),
            cut: newline.is_none() && from > 0,
            mark: within(start)..within(place.span.end.max(start)),
            label,
        }
    }
}

impl Excerpt {
    /// The same with other paths of its files, as `seen` gives them.
    #[must_use]
    pub fn seen_as(mut self, seen: &dyn Fn(&str) -> String) -> Self {
        self.file = seen(&self.file);
        for passage in &mut self.passages {
            passage.file = seen(&passage.file);
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::Passage;
    use crate::diagnostic::Lines;
    use std::ops::Range;

    fn passage(text: &str, span: Range<usize>) -> Passage {
        Passage::new(&Lines::new(text).place("a.toml", span), None, text)
    }

    #[test]
    fn a_passage_is_the_line_of_the_mark() {
        let found = passage("\u{feff}a\r\nbcd\r\ne", 6..14);
        assert_eq!(
            (found.source.as_str(), found.mark, found.line, found.cut),
            ("bcd", 0..3, 2, false)
        );
        let found = passage("\u{feff}abc", 0..4);
        assert_eq!(
            (found.source.as_str(), found.mark, found.column),
            ("abc", 0..1, 1)
        );
        assert_eq!(passage("ab\n", 3..3).source, "");
    }

    #[test]
    fn of_a_long_line_only_a_part_is_kept() {
        let text = "é".repeat(1_000_000);
        let found = passage(&text, 1_000_000..1_900_000);
        assert!(found.cut && found.source.len() < 5_000);
        assert_eq!(found.column, 500_001);
        assert!(found.source.get(found.mark).is_some());
    }

    #[test]
    fn a_text_that_has_changed_since_is_no_trouble() {
        let place = Lines::new("abcdef\nghi").place("a.toml", 8..10);
        for text in ["", "é", "ab\n", "日本語日"] {
            let found = Passage::new(&place, None, text);
            assert!(found.source.get(found.mark).is_some());
        }
    }
}
