//! Adds a claim, source or party among its kind, or removes one with everything that belongs to it.

use crate::document::edit::change::{Edit, EditRefusal, NewFields, Position};
use crate::document::edit::list::TomlList;
use crate::document::edit::locator::{Locator, shape};
use crate::document::edit::splice::Splice;
use crate::document::edit::{layout, row, value};
use crate::document::parse::lines::cut;
use crate::document::parse::locate::{Document, RecordSpans};
use crate::domain::name::composed;
use std::borrow::Cow;
use std::ops::Range;
use toml::de::DeTable;

/// The edits with a definite place for each new record whose place depends on its id.
pub(super) fn placed<'e>(document: &Document<'_>, edits: &'e [Edit]) -> Cow<'e, [Edit]> {
    let mut placed = Cow::Borrowed(edits);
    for (at, edit) in edits.iter().enumerate() {
        let Edit::AddRecord {
            kind,
            fields,
            position: Position::ById,
        } = edit
        else {
            continue;
        };
        let id = match fields.get("id") {
            Some(value::Value::Text(id)) => id,
            _ => "",
        };
        let position = by_id(document, kind, id);
        if let Some(Edit::AddRecord { position: old, .. }) = placed.to_mut().get_mut(at) {
            *old = position;
        }
    }
    placed
}

/// Where a record with this id goes: after the last one of its kind with a smaller id, else before all of them. A list
/// between brackets takes it at its end.
fn by_id(document: &Document<'_>, kind: &str, id: &str) -> Position {
    let mut like = document.records.iter().filter(|record| record.kind == kind);
    if like.clone().any(|record| record.inline) {
        return Position::Last;
    }
    like.rfind(|record| comes_before(record, id))
        .and_then(|record| record.id.clone())
        .map_or(Position::First, Position::After)
}

/// Whether a record comes before one with this id in a file that is sorted by id.
pub(super) fn comes_before(record: &RecordSpans, id: &str) -> bool {
    let id = composed(id);
    record.id.as_deref().is_some_and(|other| other < &*id)
}

/// Adds a record.
pub(super) fn add(
    locator: &Locator<'_, '_>,
    kind: &'static str,
    fields: &NewFields,
    position: &Position,
) -> Result<Vec<Splice>, EditRefusal> {
    let text = locator.text;
    let shape = shape(kind).ok_or(EditRefusal::Bug)?;
    let fields = row::in_order(shape, fields);
    if let Some(list) = written_as_list(text, kind)? {
        let list = TomlList::read(text, &list).ok_or(EditRefusal::Bug)?;
        return match position {
            Position::Last => Ok(list.append(&value::table(&fields))),
            _ => Err(EditRefusal::ByHand(
                "lists its records between brackets: edit it in the file",
            )),
        };
    }
    let records = &locator.document.records;
    let mut like = records.iter().filter(|record| record.kind == kind);
    let first = like.next();
    let neighbour = match position {
        // `placed` has given every record its place.
        Position::First | Position::ById => first,
        Position::Last => like.next_back().or(first),
        Position::After(id) => Some(locator.record(kind, id)?),
    };
    let model = neighbour.or(records.last());
    let indent = model.map_or("", |record| layout::indent(text, record.header.start));
    let mut lines = String::new();
    row::write(&mut lines, (indent, indent), shape, &fields);
    let Some(record) = neighbour else {
        return Ok(vec![after(text, text.len(), &lines, true)]);
    };
    let parted = is_parted(text, record, first);
    Ok(vec![if *position == Position::First {
        let start = layout::before_comments(text, layout::line_start(text, record.header.start));
        let feed = if parted { "\n" } else { "" };
        layout::insert_lines(text, start, &format!("{lines}{feed}"))
    } else {
        let end = layout::after_comments(text, tail(text, record));
        after(text, end, &lines, parted)
    }])
}

/// Inserts lines after others, with a blank line between them if `parted`.
fn after(text: &str, at: usize, lines: &str, parted: bool) -> Splice {
    let before = cut(text, ..at).trim_start_matches('\u{feff}');
    let blank = before.is_empty() || before.ends_with("\n\n") || before.ends_with("\n\r\n");
    layout::insert_lines(
        text,
        at,
        &format!("{}{lines}", if parted && !blank { "\n" } else { "" }),
    )
}

/// Whether a new record next to this one should have a blank line between them: there is one above this record, or
/// this is the first record, which has nothing above it.
fn is_parted(text: &str, record: &RecordSpans, first: Option<&RecordSpans>) -> bool {
    let start = layout::before_comments(text, layout::line_start(text, record.header.start));
    let top = is_top(text, start);
    layout::blank_line_above(text, start).is_some() || top || first == Some(record)
}

/// Whether an offset is at the beginning of the text. A byte order mark does not count.
pub(super) fn is_top(text: &str, at: usize) -> bool {
    cut(text, ..at).trim_start_matches('\u{feff}').is_empty()
}

/// The end of everything that belongs to a record.
fn tail(text: &str, record: &RecordSpans) -> usize {
    let rows = record
        .rows
        .values()
        .flatten()
        .map(|row| layout::line_end(text, row.whole.end.saturating_sub(1)));
    rows.max().unwrap_or(record.end).max(record.end)
}

/// The list between brackets that contains a text's records of this kind: `claim = [{ … }]`.
fn written_as_list(text: &str, kind: &str) -> Result<Option<Range<usize>>, EditRefusal> {
    let table = DeTable::parse(text).map_err(|_| EditRefusal::Bug)?;
    let Some((key, value)) = table.get_ref().get_key_value(kind) else {
        return Ok(None);
    };
    if !value.get_ref().is_array() {
        // `[claim]`, or `[[claim.evidence]]` above every claim.
        return Err(EditRefusal::ByHand(
            "has something else in place of its records: edit it in the file",
        ));
    }
    Ok((key.span().end < value.span().start).then(|| value.span()))
}

/// Removes a record with its own comments: those directly above its header, and those between its header and its last
/// line. The blank line above goes too, unless it keeps a comment that stays below from the record above.
pub(super) fn remove(text: &str, record: &RecordSpans) -> Result<Vec<Splice>, EditRefusal> {
    if record.inline {
        let list = written_as_list(text, &record.kind)
            .ok()
            .flatten()
            .and_then(|span| TomlList::read(text, &span))
            .ok_or(EditRefusal::ByHand(
                "is written between braces: edit it in the file",
            ))?;
        return list
            .remove_at(record.header.start)
            .ok_or(EditRefusal::ByHand(
                "is the only entry of its list: edit it in the file",
            ));
    }
    let outside = record
        .rows
        .values()
        .flatten()
        .filter(|row| !row.inline && row.header.start > record.end);
    let outside = outside.map(|row| layout::remove_lines(text, row::with_lead(text, &row.whole)));
    let start = layout::line_start(text, record.header.start);
    let own = start..record.end;
    let whole = if layout::after_comments(text, own.end) > own.end {
        layout::before_comments(text, own.start)..own.end
    } else {
        row::with_lead(text, &own)
    };
    // The first record of a text has no blank line above it, so the one below goes instead.
    let first = is_top(text, whole.start);
    let below = layout::line_end(text, whole.end);
    let blank = first
        && text
            .get(whole.end..below)
            .is_some_and(|line| line.trim().is_empty());
    let whole = if blank { whole.start..below } else { whole };
    let own = layout::remove_record_lines(text, whole);
    Ok(own.into_iter().chain(outside).collect())
}
