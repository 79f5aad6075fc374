//! Finds the place of every record, row and field of a text, so that we can point at them and edit them.
//!
//! Parsing does not keep these places, because most files never need them. This reads one file again on demand.

use crate::document::format;
use crate::document::parse::reach::Reach;
use crate::document::parse::recover;
use crate::document::parse::text::read_sound;
use crate::domain::name::composed;
use std::collections::BTreeMap;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

/// A text with the places of its records.
#[derive(Clone, Debug)]
pub struct Document<'t> {
    /// The text.
    pub text: &'t str,
    /// Its records, in the order of the text, without those that contain a syntax error.
    pub records: Vec<RecordSpans>,
    /// Whether the whole text is TOML. If not, an edit could do more harm than good.
    pub sound: bool,
}

/// The places of one record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordSpans {
    /// The name of its table: `article`, `party`, `source`, `claim`, or one that the format does not have.
    pub kind: String,
    /// Its id, in the composed form.
    pub id: Option<String>,
    /// Its header with the brackets. For a record between braces, all of it. For a record of dotted keys
    /// (`article.title = "…"`), its name in the first of them.
    pub header: Range<usize>,
    /// Whether it is written between braces: `claim = [{ … }]`.
    pub inline: bool,
    /// Its own fields, by key, without tables that have a header of their own.
    pub fields: BTreeMap<String, FieldSpans>,
    /// Its rows, by key, in the order of the text: `evidence`, `asked`, `searched`, `ruling`, `allow`.
    pub rows: BTreeMap<String, Vec<RowSpans>>,
    /// The start of the line where its first row or table with a header begins, or `end` if it has none. A field that
    /// you add before this offset belongs to the record.
    pub fields_end: usize,
    /// The end of its last line before another record begins. Comments and blank lines after it do not count.
    pub end: usize,
}

/// The places of one field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldSpans {
    /// Its key.
    pub key: Range<usize>,
    /// Its value.
    pub value: Range<usize>,
    /// All its lines, with the last line feed. The lines of an inline row's field also hold other things.
    pub lines: Range<usize>,
}

/// The places of one row of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowSpans {
    /// Whether it is written between braces in a list and has no header.
    pub inline: bool,
    /// Its header. For an inline row, all of it with the braces.
    pub header: Range<usize>,
    /// Its fields, by key.
    pub fields: BTreeMap<String, FieldSpans>,
    /// From the line of its header to the end of its last line. For an inline row, the same as `header`.
    pub whole: Range<usize>,
}

impl<'t> Document<'t> {
    /// Finds the places of everything that can be read of a text.
    #[must_use]
    pub fn of(text: &'t str) -> Self {
        let reach = Reach::of(text);
        let lined = LinedText::new(text);
        let mut found = Vec::new();
        let sound = read_sound(text, &reach, &mut |table| found = records(&lined, table));
        if !sound {
            let left = recover::recover(text, reach, &format::FILE).text;
            found = records(&lined, DeTable::parse_recoverable(&left).0.get_ref());
        }
        found.sort_by_key(|found| found.spans.header.start);
        Self {
            text,
            records: bounded(&lined, found),
            sound,
        }
    }

    /// The record of this kind (`claim`) with this id.
    #[must_use]
    pub fn record(&self, kind: &str, id: &str) -> Option<&RecordSpans> {
        self.records
            .iter()
            .find(|record| record.kind == kind && record.id.as_deref() == Some(id))
    }

    /// The record of this kind at this position among those of its kind, from 0.
    #[must_use]
    pub fn nth(&self, kind: &str, position: usize) -> Option<&RecordSpans> {
        self.records
            .iter()
            .filter(|record| record.kind == kind)
            .nth(position)
    }

    /// The record whose header is on this line, from 1.
    #[must_use]
    pub fn at_line(&self, line: u32) -> Option<&RecordSpans> {
        let line = usize::try_from(line).ok()?.checked_sub(1)?;
        let start = self
            .text
            .split_inclusive('\n')
            .take(line)
            .map(str::len)
            .sum();
        let end = LinedText::new(self.text).line_end(start);
        self.records
            .iter()
            .find(|record| (start..end).contains(&record.header.start))
    }
}

impl RecordSpans {
    /// A field's places.
    #[must_use]
    pub fn field(&self, key: &str) -> Option<&FieldSpans> {
        self.fields.get(key)
    }

    /// The rows under a key: `evidence`.
    #[must_use]
    pub fn rows(&self, key: &str) -> &[RowSpans] {
        self.rows.get(key).map_or(&[], Vec::as_slice)
    }
}

/// A record, with the place of each header and value in it.
struct LocatedRecord {
    spans: RecordSpans,
    parts: Vec<HeaderOrValue>,
}

struct HeaderOrValue {
    span: Range<usize>,
    header: bool,
}

fn records(text: &LinedText<'_>, root: &DeTable<'_>) -> Vec<LocatedRecord> {
    let mut all = Vec::new();
    for (key, value) in root {
        match value.get_ref() {
            DeValue::Array(rows) => all.extend(
                rows.iter()
                    .filter_map(|row| record(text, key.get_ref(), row)),
            ),
            DeValue::Table(_) if !is_named_in_header(text, key, value) => {
                all.extend(record(text, key.get_ref(), value));
            }
            _ => {}
        }
    }
    all
}

fn record(text: &LinedText<'_>, kind: &str, value: &Spanned<DeValue<'_>>) -> Option<LocatedRecord> {
    let table = value.get_ref().as_table()?;
    let rows = table.iter().filter_map(|(key, value)| {
        let rows = value
            .get_ref()
            .as_array()?
            .iter()
            .filter_map(|value| row(text, value));
        let rows: Vec<RowSpans> = rows.collect();
        (!rows.is_empty()).then(|| (key.get_ref().clone().into_owned(), rows))
    });
    let mut parts = Vec::new();
    collect(text, value, &mut parts);
    let spans = RecordSpans {
        kind: kind.to_owned(),
        id: table
            .get("id")
            .and_then(|id| id.get_ref().as_str())
            .map(|id| composed(id).into_owned()),
        header: value.span(),
        inline: is_between_braces(text, value),
        fields: fields(text, table),
        rows: rows.collect(),
        fields_end: 0,
        end: 0,
    };
    Some(LocatedRecord { spans, parts })
}

fn row(text: &LinedText<'_>, value: &Spanned<DeValue<'_>>) -> Option<RowSpans> {
    let fields = fields(text, value.get_ref().as_table()?);
    let header = value.span();
    let inline = !has_header(text, value);
    let mut parts = Vec::new();
    collect(text, value, &mut parts);
    let end = parts
        .iter()
        .map(|part| part.span.end)
        .max()
        .unwrap_or(header.end);
    let whole = if inline {
        header.clone()
    } else {
        text.line_start(header.start)..text.line_end(end)
    };
    Some(RowSpans {
        inline,
        header,
        fields,
        whole,
    })
}

fn fields(text: &LinedText<'_>, table: &DeTable<'_>) -> BTreeMap<String, FieldSpans> {
    let own = table.iter().filter(|(_, value)| match value.get_ref() {
        DeValue::Array(rows) => !rows.iter().any(|row| has_header(text, row)),
        DeValue::Table(_) => !has_header(text, value),
        _ => true,
    });
    own.map(|(key, value)| {
        (
            key.get_ref().clone().into_owned(),
            field(text, key.span(), value),
        )
    })
    .collect()
}

fn field(text: &LinedText<'_>, key: Range<usize>, value: &Spanned<DeValue<'_>>) -> FieldSpans {
    let mut parts = Vec::new();
    collect(text, value, &mut parts);
    let end = parts
        .iter()
        .map(|part| part.span.end)
        .max()
        .unwrap_or(key.end);
    let lines = text.line_start(key.start)..text.line_end(end);
    // A table that comes from dotted keys has no value of its own. It reaches to the last value below it.
    let dotted = matches!(value.get_ref(), DeValue::Table(_)) && value.span() == key;
    FieldSpans {
        value: if dotted { key.start..end } else { value.span() },
        key,
        lines,
    }
}

/// Gathers a value and all headers and values in it.
fn collect(text: &LinedText<'_>, value: &Spanned<DeValue<'_>>, parts: &mut Vec<HeaderOrValue>) {
    parts.push(HeaderOrValue {
        span: value.span(),
        header: has_header(text, value),
    });
    match value.get_ref() {
        DeValue::Table(table) => table.values().for_each(|value| collect(text, value, parts)),
        // The span of a list between brackets already covers its entries.
        DeValue::Array(items) if items.iter().any(|item| has_header(text, item)) => {
            items.iter().for_each(|item| collect(text, item, parts));
        }
        _ => {}
    }
}

/// Whether a table exists only because a header names it on the way to another: `[article.extra]` without `[article]`.
fn is_named_in_header(
    text: &LinedText<'_>,
    key: &Spanned<DeString<'_>>,
    value: &Spanned<DeValue<'_>>,
) -> bool {
    let line = text.line_start(key.span().start)..key.span().start;
    let before = text.text.get(line).unwrap_or_default();
    key.span() == value.span() && before.trim_start().starts_with('[')
}

fn is_between_braces(text: &LinedText<'_>, value: &Spanned<DeValue<'_>>) -> bool {
    let text = text.text.get(value.span());
    text.is_some_and(|text| text.starts_with('{'))
}

/// Whether a value is a table with a header, and not between braces or made of dotted keys.
fn has_header(text: &LinedText<'_>, value: &Spanned<DeValue<'_>>) -> bool {
    value.get_ref().is_table()
        && text
            .text
            .get(value.span())
            .is_some_and(|text| text.starts_with('['))
}

/// Adds to each record where it ends. That depends on the headers of its neighbours.
fn bounded(text: &LinedText<'_>, found: Vec<LocatedRecord>) -> Vec<RecordSpans> {
    let mut headers: Vec<(usize, usize)> = Vec::new();
    for (owner, one) in found.iter().enumerate() {
        headers.extend(
            one.parts
                .iter()
                .filter(|part| part.header)
                .map(|part| (part.span.start, owner)),
        );
    }
    headers.sort_unstable();
    let ends = |(owner, one): (usize, LocatedRecord)| {
        let from = headers.partition_point(|(start, _)| *start <= one.spans.header.start);
        let later = headers.get(from..).unwrap_or_default();
        let next = later
            .iter()
            .find(|(_, other)| *other != owner)
            .map_or(text.text.len(), |(start, _)| *start);
        let near = one.parts.iter().filter(|part| part.span.start < next);
        let end = near
            .clone()
            .map(|part| part.span.end)
            .max()
            .unwrap_or(one.spans.header.end);
        let end = text.line_end(end);
        let own = near.filter(|part| part.header).map(|part| part.span.start);
        let first = own.filter(|start| *start > one.spans.header.start).min();
        RecordSpans {
            fields_end: first.map_or(end, |start| text.line_start(start)),
            end,
            ..one.spans
        }
    };
    found.into_iter().enumerate().map(ends).collect()
}

/// A text with the ends of its lines. A line can be millions of bytes long, and hold a hundred thousand rows.
struct LinedText<'t> {
    text: &'t str,
    /// The offsets of its line feeds.
    feeds: Vec<usize>,
}

impl<'t> LinedText<'t> {
    fn new(text: &'t str) -> Self {
        let feeds = text.match_indices('\n').map(|(at, _)| at).collect();
        Self { text, feeds }
    }

    /// The start of the line at an offset.
    fn line_start(&self, at: usize) -> usize {
        let before = self.feeds.partition_point(|feed| *feed < at);
        let feed = before.checked_sub(1).and_then(|last| self.feeds.get(last));
        match feed {
            Some(feed) => feed + 1,
            // A byte order mark is not part of the first line.
            None if self.text.starts_with('\u{feff}') => '\u{feff}'.len_utf8(),
            None => 0,
        }
    }

    /// The end of the line at an offset, with its line feed.
    fn line_end(&self, at: usize) -> usize {
        let before = self.feeds.partition_point(|feed| *feed < at);
        self.feeds
            .get(before)
            .map_or(self.text.len(), |feed| feed + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::Document;

    const TEXT: &str = r#"# top
[article]
title = "A"

# about a
[[claim]]
id = "a"   # the id
text = """
A
"""
tags = [
  "x", # why
  "y",
]

  [[claim.evidence]]
  source = "s"
  stance = "supports"  # yes

  # the second
  [[claim.evidence]]
  source = "t"
  stance = "denies"

[[source]]
id = "s"
title = "S"

[[claim.ruling]]
status = "open"
on = 2026-03-01
by = "amina"
reason = "R"
rating.value = 1
rating.best = 5
rating.worst = 1

[[claim]]
id = "b"
text = "B"
evidence = [{ source = "s", stance = "context" }, { source = "t", stance = "context" }]
[claim.extra]
deep.down = 1
# end"#;

    #[test]
    fn a_fields_key_value_and_lines_are_found() {
        let document = Document::of(TEXT);
        let claim = document.record("claim", "a").unwrap();
        let id = claim.field("id").unwrap();
        assert_eq!(&TEXT[id.key.clone()], "id");
        assert_eq!(&TEXT[id.value.clone()], "\"a\"");
        assert_eq!(&TEXT[id.lines.clone()], "id = \"a\"   # the id\n");
        let tags = claim.field("tags").unwrap();
        assert_eq!(
            &TEXT[tags.lines.clone()],
            "tags = [\n  \"x\", # why\n  \"y\",\n]\n"
        );
        assert_eq!(
            &TEXT[claim.field("text").unwrap().value.clone()],
            "\"\"\"\nA\n\"\"\""
        );
    }

    #[test]
    fn rows_with_headers_and_inline_ones_are_found() {
        let document = Document::of(TEXT);
        let rows = document.record("claim", "a").unwrap().rows("evidence");
        assert!(!rows[1].inline);
        assert_eq!(
            &TEXT[rows[1].whole.clone()],
            "  [[claim.evidence]]\n  source = \"t\"\n  stance = \"denies\"\n"
        );
        assert_eq!(
            &TEXT[rows[0].fields["stance"].value.clone()],
            "\"supports\""
        );
        let rows = document.record("claim", "b").unwrap().rows("evidence");
        assert!(rows[1].inline);
        assert_eq!(
            &TEXT[rows[1].whole.clone()],
            "{ source = \"t\", stance = \"context\" }"
        );
        assert_eq!(&TEXT[rows[1].fields["source"].value.clone()], "\"t\"");
    }

    #[test]
    fn a_record_ends_with_its_last_line_before_another_begins() {
        let document = Document::of(TEXT);
        let claim = document.record("claim", "a").unwrap();
        assert!(TEXT[..claim.end].ends_with("stance = \"denies\"\n"));
        assert!(TEXT[..claim.fields_end].ends_with("]\n\n"));
        assert_eq!(&TEXT[claim.header.clone()], "[[claim]]");
        let ruling = &claim.rows("ruling")[0];
        assert!(TEXT[..ruling.whole.end].ends_with("rating.worst = 1\n"));
        assert_eq!(
            &TEXT[ruling.fields["rating"].lines.clone()],
            "rating.value = 1\nrating.best = 5\nrating.worst = 1\n"
        );
        let last = document.nth("claim", 1).unwrap();
        assert!(TEXT[..last.end].ends_with("deep.down = 1\n"));
        assert!(TEXT[..last.fields_end].ends_with("}]\n"));
        assert_eq!(document.at_line(2).unwrap().kind, "article");
        assert_eq!(document.at_line(1), None);
    }

    #[test]
    fn sound_records_of_a_broken_file_are_found_where_they_stand() {
        let text = "\u{feff}[[claim]]\r\nid = \u{201c}a\u{201d}\r\n\r\n[[claim]]\r\nid = \"b\"\r\ntext = \"é\"\r\n";
        let document = Document::of(text);
        assert!(!document.sound);
        assert_eq!(document.records.len(), 1);
        let claim = document.record("claim", "b").unwrap();
        assert_eq!(
            &text[claim.field("text").unwrap().lines.clone()],
            "text = \"é\"\r\n"
        );
        assert_eq!(claim.end, text.len());
    }
}
