//! Moves whole records between texts, byte for byte, with the comments that belong to them.

use crate::document::edit::change::EditRefusal;
use crate::document::edit::splice::Splice;
use crate::document::edit::{layout, record, sound, splice};
use crate::document::parse::lines::cut;
use crate::document::parse::locate::{Document, RecordSpans};
use crate::domain::id::Id;
use std::ops::Range;
use toml::{Table, Value as Toml};

/// A record that was taken out of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CarvedRecord {
    /// The name of its table: `source`.
    pub kind: String,
    /// Its id.
    pub id: String,
    /// Its bytes: the comments above its header, and everything down to its last line.
    pub text: String,
}

/// A text without some of its records, and those records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Carved {
    /// What is left. Empty if only white space is left.
    pub rest: String,
    /// The records, in the order of the text.
    pub records: Vec<CarvedRecord>,
}

/// Takes records out of a text: those with an id for which `goes` says so, given their kind and id.
///
/// # Errors
/// If the text is not TOML, or if a record is written between braces or in several places.
pub fn carve(
    text: &str,
    stem: &str,
    goes: &dyn Fn(&str, &str) -> bool,
) -> Result<Carved, EditRefusal> {
    let document = sound(text, stem)?;
    let mut splices = Vec::new();
    let mut records = Vec::new();
    let mut old: Table = text.parse().map_err(|_| EditRefusal::Bug)?;
    let mut taken = Table::new();
    for found in &document.records {
        let Some(id) = found.id.as_deref().filter(|id| Id::parse(id).is_some()) else {
            continue;
        };
        if !goes(&found.kind, id) {
            continue;
        }
        let lines = own_lines(text, found)?;
        let carved = CarvedRecord {
            kind: found.kind.clone(),
            id: id.to_owned(),
            text: cut(text, lines.clone()).to_owned(),
        };
        push(&mut taken, &carved)?;
        splices.push(layout::remove_lines(text, with_blank(text, lines)));
        records.push(carved);
    }
    if records.is_empty() {
        let rest = text.to_owned();
        return Ok(Carved { rest, records });
    }
    let rest = splice::apply(text, splices).ok_or(EditRefusal::Bug)?;
    let left: Table = rest.parse().map_err(|_| EditRefusal::Bug)?;
    take_away(&mut old, &taken)?;
    if old != left {
        return Err(ELSEWHERE);
    }
    let is_blank = rest.trim_start_matches('\u{feff}').trim().is_empty();
    let rest = if is_blank { String::new() } else { rest };
    Ok(Carved { rest, records })
}

const ELSEWHERE: EditRefusal = EditRefusal::ByHand(
    "has a record that is not written in one place below its header: edit it in the file",
);

/// The lines of a record with its comments. The comments above a record that opens a text can be about the file, so only
/// those without a blank line between them and the header belong to it.
fn own_lines(text: &str, record: &RecordSpans) -> Result<Range<usize>, EditRefusal> {
    if record.inline || !cut(text, record.header.clone()).starts_with("[[") {
        return Err(ELSEWHERE);
    }
    let start = layout::line_start(text, record.header.start);
    Ok(layout::before_comments(text, start)..layout::after_comments(text, record.end))
}

/// The lines with the blank line that parts them from their neighbour: the one above, or at the top of a text the one
/// below.
fn with_blank(text: &str, lines: Range<usize>) -> Range<usize> {
    if let Some(start) = layout::blank_line_above(text, lines.start) {
        return start..lines.end;
    }
    let below = layout::line_end(text, lines.end);
    let is_top = record::is_top(text, lines.start);
    let is_blank = cut(text, lines.end..below).trim().is_empty();
    lines.start..if is_top && is_blank { below } else { lines.end }
}

/// Adds a carved record to a parsed text. Its bytes must hold one record, and nothing else.
fn push(root: &mut Table, carved: &CarvedRecord) -> Result<(), EditRefusal> {
    let mut alone: Table = carved.text.parse().map_err(|_| ELSEWHERE)?;
    let one = match (alone.len(), alone.remove(&carved.kind)) {
        (1, Some(Toml::Array(mut records))) if records.len() == 1 => records.pop(),
        _ => None,
    };
    let records = root
        .entry(carved.kind.clone())
        .or_insert_with(|| Toml::Array(Vec::new()));
    let records = records.as_array_mut().ok_or(EditRefusal::Bug)?;
    records.push(one.ok_or(ELSEWHERE)?);
    Ok(())
}

/// Takes these records out of a parsed text.
fn take_away(root: &mut Table, taken: &Table) -> Result<(), EditRefusal> {
    for (kind, gone) in taken {
        let gone = gone.as_array().ok_or(EditRefusal::Bug)?;
        let records = root.get_mut(kind).and_then(Toml::as_array_mut);
        let records = records.ok_or(EditRefusal::Bug)?;
        let mut gone = gone.iter().peekable();
        records.retain(|record| gone.next_if(|next| *next == record).is_none());
        if gone.next().is_some() {
            return Err(ELSEWHERE);
        }
        if records.is_empty() {
            root.remove(kind);
        }
    }
    Ok(())
}

/// Puts carved records into a text, each after the last record of its kind with a smaller id, else before all of them.
///
/// # Errors
/// If the text is not TOML, or if it lists its records between brackets.
pub fn put_in(text: &str, stem: &str, records: &mut [CarvedRecord]) -> Result<String, EditRefusal> {
    records.sort_by(|one, other| (&one.kind, &one.id).cmp(&(&other.kind, &other.id)));
    let document = sound(text, stem)?;
    if document.records.iter().any(|record| record.inline) {
        return Err(ELSEWHERE);
    }
    let mut splices: Vec<Splice> = Vec::new();
    for carved in &*records {
        splices.push(inserted(&document, carved, splices.last()));
    }
    let new = splice::apply(text, splices).ok_or(EditRefusal::Bug)?;
    let mut expected: Table = text.parse().map_err(|_| EditRefusal::Bug)?;
    for carved in &*records {
        push(&mut expected, carved)?;
    }
    let found: Table = new.parse().map_err(|_| EditRefusal::Bug)?;
    if sorted(expected) == sorted(found) {
        Ok(new)
    } else {
        Err(EditRefusal::Bug)
    }
}

/// A parsed text with the records of each kind in one order.
fn sorted(mut root: Table) -> Table {
    for records in root
        .iter_mut()
        .filter_map(|(_, value)| value.as_array_mut())
    {
        records.sort_by_cached_key(ToString::to_string);
    }
    root
}

/// The insertion of a record. `last` is the one before it, which may be at the same place.
fn inserted(document: &Document<'_>, carved: &CarvedRecord, last: Option<&Splice>) -> Splice {
    let text = document.text;
    let like = |record: &&RecordSpans| record.kind == carved.kind;
    let mut records = document.records.iter().filter(like);
    let before = records
        .clone()
        .rfind(|record| record::comes_before(record, &carved.id));
    let at = match (before, records.next()) {
        (Some(record), _) => layout::after_comments(text, record.end),
        (None, Some(first)) => {
            layout::before_comments(text, layout::line_start(text, first.header.start))
        }
        (None, None) => text.len(),
    };
    let feed = layout::line_feed(&carved.text);
    let above = match last.filter(|last| last.range.start == at) {
        Some(last) => last.text.as_str(),
        None => cut(text, ..at).trim_start_matches('\u{feff}'),
    };
    let blank = above.is_empty() || above.ends_with("\n\n") || above.ends_with("\n\r\n");
    let unended = !above.is_empty() && !above.ends_with('\n');
    let mut new = String::new();
    new.extend(unended.then_some(feed));
    new.extend((!blank).then_some(feed));
    new.push_str(&carved.text);
    let below = cut(text, at..);
    let meets = !below.is_empty() && !below.starts_with(['\n', '\r']);
    if meets {
        new.extend((!new.ends_with('\n')).then_some(feed));
        new.push_str(feed);
    }
    Splice::insert(at, new)
}
