//! Adds and removes the rows of a claim, like evidence and rulings, below headers or between braces in a list.

use crate::document::edit::change::{EditRefusal, NewFields, RecordField, RowField};
use crate::document::edit::field::Fields;
use crate::document::edit::list::TomlList;
use crate::document::edit::locator::row_shape;
use crate::document::edit::splice::Splice;
use crate::document::edit::value::Value;
use crate::document::edit::{field, layout, value};
use crate::document::format::CLAIM;
use crate::document::parse::locate::{Document, RecordSpans, RowSpans};
use crate::document::shape::TableShape;
use std::fmt::Write;
use std::ops::Range;

/// Adds a row after those of its kind. If there are none, it goes after what comes before it in the format's reference.
pub(super) fn add(
    document: &Document<'_>,
    record: &RecordSpans,
    key: &str,
    fields: &NewFields,
) -> Result<Vec<Splice>, EditRefusal> {
    let shape = row_shape(key).ok_or(EditRefusal::Bug)?;
    let fields = in_order(shape, fields);
    let text = document.text;
    if let Some(field) = record.field(key) {
        let list = TomlList::read(text, &field.value)
            .ok_or(EditRefusal::ByHand("is not a list: edit it in the file"))?;
        return Ok(list.append(&value::table(&fields)));
    }
    if record.inline {
        return inline(text, record, key, fields);
    }
    let manner = RowStyle::of(document, record, key);
    let at = layout::after_comments(text, anchor(text, record, key));
    Ok(vec![layout::insert_lines(
        text,
        at,
        &manner.lines(shape, &fields),
    )])
}

/// The first row of a claim that is written between braces.
fn inline(
    text: &str,
    record: &RecordSpans,
    key: &str,
    fields: Vec<(&'static str, Value)>,
) -> Result<Vec<Splice>, EditRefusal> {
    let key = CLAIM.field(key).ok_or(EditRefusal::Bug)?.name;
    let place = RecordField {
        kind: "claim",
        id: String::new(),
        field: key,
    };
    field::set(text, record, &place, &Value::Rows(vec![fields]))
}

/// The fields in the order of the format's reference.
pub(super) fn in_order(shape: &TableShape, fields: &NewFields) -> Vec<(&'static str, Value)> {
    let ordered = shape
        .fields
        .iter()
        .filter_map(|field| fields.get_key_value(field.name));
    ordered.map(|(key, value)| (*key, value.clone())).collect()
}

/// The end of the lines after which a new row goes.
fn anchor(text: &str, record: &RecordSpans, key: &str) -> usize {
    let position = CLAIM.position(key);
    let with_headers = record
        .rows
        .iter()
        .filter(|(_, rows)| rows.iter().all(|row| !row.inline));
    let before = with_headers.filter(|(other, _)| CLAIM.position(other) <= position);
    let last = before
        .max_by_key(|(other, _)| CLAIM.position(other))
        .and_then(|(_, rows)| rows.last());
    last.map_or_else(|| fields_end(text, record), |row| row.whole.end)
}

/// The end of the last line of a record's own fields.
fn fields_end(text: &str, record: &RecordSpans) -> usize {
    let fields = record
        .fields
        .values()
        .map(|field| field.lines.end)
        .filter(|end| *end <= record.end);
    fields
        .max()
        .unwrap_or_else(|| layout::line_end(text, record.header.end))
}

/// The layout of the rows near a new one.
struct RowStyle {
    header_indent: String,
    field_indent: String,
    parted: bool,
}

impl RowStyle {
    /// Copies the claim's last row of this kind, or else its last row. A claim without rows copies the nearest row above
    /// it, or else any row. A file without rows gets the usual layout.
    fn of(document: &Document<'_>, record: &RecordSpans, key: &str) -> Self {
        let with_header = |row: &&RowSpans| !row.inline;
        let own = record.rows(key).iter().rfind(with_header);
        let other = || {
            record
                .rows
                .values()
                .flatten()
                .filter(with_header)
                .max_by_key(|row| row.header.start)
        };
        let all = || {
            document
                .records
                .iter()
                .flat_map(|other| other.rows.values().flatten())
                .filter(with_header)
        };
        let above = || {
            all()
                .filter(|row| row.header.start < record.header.start)
                .max_by_key(|row| row.header.start)
        };
        let model = own
            .or_else(other)
            .or_else(above)
            .or_else(|| all().min_by_key(|row| row.header.start));
        model.map_or_else(
            || Self::usual(document.text, record),
            |row| Self::copied(document.text, row),
        )
    }

    fn usual(text: &str, record: &RecordSpans) -> Self {
        let indent = format!("{}  ", layout::indent(text, record.header.start));
        Self {
            header_indent: indent.clone(),
            field_indent: indent,
            parted: true,
        }
    }

    fn copied(text: &str, row: &RowSpans) -> Self {
        let header_indent = layout::indent(text, row.header.start).to_owned();
        let first = row.fields.values().min_by_key(|field| field.key.start);
        let field_indent = first.map_or_else(
            || header_indent.clone(),
            |field| layout::indent(text, field.key.start).to_owned(),
        );
        let above = layout::before_comments(text, layout::line_start(text, row.header.start));
        Self {
            header_indent,
            field_indent,
            parted: layout::blank_line_above(text, above).is_some(),
        }
    }

    fn lines(&self, shape: &TableShape, fields: &[(&'static str, Value)]) -> String {
        let mut lines = if self.parted {
            "\n".to_owned()
        } else {
            String::new()
        };
        let indents = (self.header_indent.as_str(), self.field_indent.as_str());
        write(&mut lines, indents, shape, fields);
        lines
    }
}

/// Writes a table below its header. The indents are those of the header and of the fields.
pub(super) fn write(
    out: &mut String,
    (header_indent, field_indent): (&str, &str),
    shape: &TableShape,
    fields: &[(&'static str, Value)],
) {
    // Writing to a string cannot fail.
    let name = shape.name;
    // A file has only one article.
    let header = if name == "article" {
        format!("[{name}]")
    } else {
        format!("[[{name}]]")
    };
    let _ = writeln!(out, "{header_indent}{header}");
    for (key, value) in fields {
        let _ = writeln!(out, "{field_indent}{key} = {}", value.written());
    }
}

/// Gives a field of a row a value.
pub(super) fn set(
    text: &str,
    record: &RecordSpans,
    place: &RowField,
    value: &Value,
) -> Result<Vec<Splice>, EditRefusal> {
    let row = record.rows(place.key).get(place.position);
    let fields = Fields::of_row(row.ok_or(EditRefusal::NoRow)?, place.key)?;
    Ok(fields.set(text, place.field, value))
}

/// Removes rows. A row with a header goes with the comment directly above it and the blank line above that.
pub(super) fn remove(
    text: &str,
    record: &RecordSpans,
    key: &str,
    positions: &[usize],
) -> Result<Vec<Splice>, EditRefusal> {
    let rows = record.rows(key);
    let gone: Vec<&RowSpans> = positions.iter().filter_map(|at| rows.get(*at)).collect();
    if gone.len() != positions.len() {
        return Err(EditRefusal::NoRow);
    }
    if gone.iter().all(|row| !row.inline) {
        return Ok(gone
            .iter()
            .map(|row| layout::remove_lines(text, with_lead(text, &row.whole)))
            .collect());
    }
    if gone.len() == rows.len() {
        return Ok(field::unset(text, record, key));
    }
    let list = record
        .field(key)
        .and_then(|field| TomlList::read(text, &field.value));
    list.map(|list| list.remove(positions))
        .ok_or(EditRefusal::Bug)
}

/// The lines with the comment directly above them and the blank line above that.
pub(super) fn with_lead(text: &str, lines: &Range<usize>) -> Range<usize> {
    let start = layout::before_comments(text, lines.start);
    layout::blank_line_above(text, start).unwrap_or(start)..lines.end
}
