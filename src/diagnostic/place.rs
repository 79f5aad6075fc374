//! The place of a finding: the file is read again for it, because sound files keep no places.

use crate::diagnostic::Diagnostic;
use crate::diagnostic::Lines;
use crate::diagnostic::Place;
use crate::diagnostic::Severity;
use crate::diagnostic::wording;
use crate::document::locate::Document;
use crate::document::locate::FieldSpans;
use crate::document::locate::RecordSpans;
use crate::domain::check::finding::Finding;
use crate::domain::check::finding::Kind;
use crate::domain::check::finding::Subject;
use std::collections::BTreeMap;
use std::ops::Range;

/// A file's text with the places of all that stands in it.
#[derive(Debug)]
pub struct Sheet<'t> {
    path: &'t str,
    document: Document<'t>,
    lines: Lines<'t>,
    /// The positions of the records, by the lines of their headers.
    by_line: BTreeMap<usize, usize>,
}

impl<'t> Sheet<'t> {
    /// Finds the places of all that stands in a text.
    #[must_use]
    pub fn new(path: &'t str, text: &'t str) -> Self {
        let (document, lines) = (Document::of(text), Lines::new(text));
        let headers = document
            .records
            .iter()
            .map(|record| lines.place(path, record.header.clone()).line);
        let by_line = headers.zip(0..).collect();
        Self {
            path,
            document,
            lines,
            by_line,
        }
    }

    /// The file's path inside the book.
    #[must_use]
    pub fn path(&self) -> &str {
        self.path
    }

    /// Gives a finding about a record of this file its place and its words. `others` are the places of the records that
    /// belong to it and stand elsewhere, one for each, none for those that stand in the same record.
    #[must_use]
    pub fn diagnostic(
        &self,
        finding: &Finding,
        severity: Severity,
        others: Vec<Option<Place>>,
        meant: Option<&str>,
    ) -> Diagnostic {
        let words = wording::of(finding, meant);
        let mut diagnostic = Diagnostic {
            label: words.label,
            help: words.help,
            ..Diagnostic::new(
                finding.fact.code().as_str(),
                severity,
                words.message,
                self.place(&finding.subject),
            )
        };
        if finding.subject.kind == Kind::Claim {
            diagnostic.claim = Some(finding.subject.id.clone());
        }
        for (other, elsewhere) in finding.others.iter().zip(others) {
            let place = elsewhere.unwrap_or_else(|| self.place(other));
            diagnostic = diagnostic.other(place, words.other);
        }
        diagnostic
    }

    /// The place of a record, a row or a field.
    fn place(&self, subject: &Subject) -> Place {
        self.lines.place(
            self.path,
            self.span(subject)
                .unwrap_or_else(|| self.line(subject.line.unwrap_or(1))),
        )
    }

    fn span(&self, subject: &Subject) -> Option<Range<usize>> {
        let is_it = |record: &&RecordSpans| record.id.as_deref().is_none_or(|id| id == subject.id);
        let record = match subject.line {
            Some(line) => self.at_line(line).filter(is_it),
            None => self.document.record(subject.kind.as_str(), &subject.id),
        }?;
        let Some((rows, position)) = subject.row else {
            let whole = || {
                record
                    .field("id")
                    .map_or(record.header.clone(), |id| id.value.clone())
            };
            return Some(self.field(&record.fields, subject).unwrap_or_else(whole));
        };
        let row = record.rows(rows.as_str()).get(position)?;
        Some(
            self.field(&row.fields, subject)
                .unwrap_or_else(|| row.header.clone()),
        )
    }

    fn at_line(&self, line: u32) -> Option<&RecordSpans> {
        let position = self.by_line.get(&usize::try_from(line).ok()?)?;
        self.document.records.get(*position)
    }

    fn field(
        &self,
        fields: &BTreeMap<String, FieldSpans>,
        subject: &Subject,
    ) -> Option<Range<usize>> {
        let value = fields.get(subject.field?)?.value.clone();
        Some(
            subject
                .text
                .as_deref()
                .and_then(|text| self.within(&value, text))
                .unwrap_or(value),
        )
    }

    /// Where a text stands within a value: one name of a list, with its quotes.
    fn within(&self, value: &Range<usize>, text: &str) -> Option<Range<usize>> {
        let whole = self.document.text.get(value.clone())?;
        let quoted = ['"', '\'']
            .iter()
            .map(|quote| format!("{quote}{text}{quote}"));
        let found = quoted
            .chain([text.to_owned()])
            .find_map(|text| Some((whole.find(&text)?, text.len())));
        found.map(|(at, length)| value.start + at..value.start + at + length)
    }

    /// A line, for a record that cannot be found in the text any more.
    fn line(&self, line: u32) -> Range<usize> {
        line_span(self.document.text, line)
    }
}

/// The place of the record whose header stands on this line of a file, as the line that gives its id.
#[must_use]
pub fn of_record(path: &str, text: &str, line: u32) -> Place {
    let header = line_span(text, line);
    let mut at = header.start;
    let mut found = header;
    for line in text
        .get(at..)
        .unwrap_or_default()
        .split_inclusive('\n')
        .take(40)
    {
        let trimmed = line.trim();
        if trimmed.starts_with("id")
            && trimmed
                .trim_start_matches("id")
                .trim_start()
                .starts_with('=')
        {
            let start = at + (line.len() - line.trim_start().len());
            found = start..start + trimmed.len();
            break;
        }
        at += line.len();
    }
    Lines::new(text).place(path, found)
}

fn line_span(text: &str, line: u32) -> Range<usize> {
    let before = usize::try_from(line).unwrap_or(1).saturating_sub(1);
    let start = text
        .split_inclusive('\n')
        .take(before)
        .map(str::len)
        .sum::<usize>();
    let length = text
        .get(start..)
        .and_then(|rest| rest.lines().next())
        .map_or(0, str::len);
    start..start + length
}
