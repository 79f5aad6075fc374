//! Merges the values of one field, and the comments around it.

use crate::document::edit::list::TomlList;
use crate::document::merge::identity;
use crate::document::merge::identity::says_same;
use crate::document::shape::{FieldShape, Kind};
use std::collections::BTreeMap;

/// What became of three values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum MergedValue {
    /// The value, as it is written.
    Text(String),
    /// A list of which nothing is left.
    Nothing,
    /// The sides contradict each other.
    Contradiction,
}

/// Merges three values of a field. Lists of names merge as sets, and lists of rows row by row.
pub(super) fn values(
    base: Option<&str>,
    ours: &str,
    theirs: &str,
    field: Option<&FieldShape>,
) -> MergedValue {
    if let Some(one) = pick(base, ours, theirs) {
        return MergedValue::Text(one.to_owned());
    }
    let is_list = |field: &&FieldShape| matches!(field.kind, Kind::Texts | Kind::Tables(_));
    let Some(field) = field.filter(is_list) else {
        return MergedValue::Contradiction;
    };
    lists([base.unwrap_or("[]"), ours, theirs], field).unwrap_or(MergedValue::Contradiction)
}

/// The value that one side left alone, or that both sides have.
fn pick<'v>(base: Option<&'v str>, ours: &'v str, theirs: &'v str) -> Option<&'v str> {
    let is_base = |value: &str| base.is_some_and(|base| says_same(base, value));
    if says_same(ours, theirs) {
        return Some(if base == Some(ours) { theirs } else { ours });
    }
    if is_base(ours) {
        return Some(theirs);
    }
    is_base(theirs).then_some(ours)
}

/// A list that one side has lost, if it is a list of names and the other side changed it: what is left of it.
pub(super) fn left_of_list(base: &str, side: &str, field: Option<&FieldShape>) -> MergedValue {
    match field.filter(|field| matches!(field.kind, Kind::Texts)) {
        Some(field) => lists([base, side, "[]"], field).unwrap_or(MergedValue::Contradiction),
        None => MergedValue::Contradiction,
    }
}

/// Merges three lists. `None` if one of them is not a list, or if both sides changed one row.
fn lists(written: [&str; 3], field: &FieldShape) -> Option<MergedValue> {
    let [base, ours, theirs] = written.map(|text| entries(text, field));
    let (base, ours, theirs) = (base?, ours?, theirs?);
    let by_key = |entries: &[(String, String)]| -> BTreeMap<String, String> {
        entries.iter().cloned().collect()
    };
    let (old, other) = (by_key(&base), by_key(&theirs));
    let mut gone = Vec::new();
    let mut text = written[1].to_owned();
    for (at, (key, mine)) in ours.iter().enumerate() {
        let list = TomlList::read(&text, &(0..text.len()))?;
        match (old.get(key), other.get(key)) {
            (Some(old), None) if is_name(field) || says_same(old, mine) => gone.push(at),
            (Some(_), None) => return None,
            (old, Some(theirs)) => {
                let one = pick(old.map(String::as_str), mine, theirs);
                let new = one.or_else(|| is_name(field).then_some(mine.as_str()))?;
                text = list.replacing(at, new)?;
            }
            (None, None) => {}
        }
    }
    let mine = by_key(&ours);
    let mut added = Vec::new();
    for (key, entry) in &theirs {
        match old.get(key) {
            Some(old) if !mine.contains_key(key) && !says_same(old, entry) => return None,
            None if !mine.contains_key(key) => added.push(entry.as_str()),
            _ => {}
        }
    }
    if field.name == "ruling"
        && !added.is_empty()
        && ours.iter().any(|(key, _)| !old.contains_key(key))
    {
        return None;
    }
    if gone.len() == ours.len() {
        return Some(match added.as_slice() {
            [] => MergedValue::Nothing,
            some => MergedValue::Text(format!("[{}]", some.join(", "))),
        });
    }
    text = TomlList::read(&text, &(0..text.len()))?.without(&gone)?;
    for entry in added {
        text = TomlList::read(&text, &(0..text.len()))?.with(entry)?;
    }
    Some(MergedValue::Text(text))
}

fn is_name(field: &FieldShape) -> bool {
    matches!(field.kind, Kind::Texts)
}

/// The entries of a list with their keys. A second entry with a key is left out: it says nothing new.
fn entries(written: &str, field: &FieldShape) -> Option<Vec<(String, String)>> {
    let list = TomlList::read(written, &(0..written.len()))?;
    let keyed = list.entries().into_iter().enumerate().map(|(at, entry)| {
        let key = identity::entry_key(field, entry);
        (at, key, entry.to_owned())
    });
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    Some(
        keyed
            .map(|(_, key, entry)| {
                let times = times.entry(key.clone()).or_default();
                *times += 1;
                (format!("{key}\u{1d}{times}"), entry)
            })
            .collect(),
    )
}

/// Merges the blank and comment lines of three texts. If both sides changed them, the new lines of both stay.
pub(super) fn comments(base: &str, ours: &str, theirs: &str) -> String {
    if ours == theirs || theirs == base {
        return ours.to_owned();
    }
    if ours == base {
        return theirs.to_owned();
    }
    let has = |text: &str, line: &str| text.lines().any(|other| other.trim() == line.trim());
    let is_comment = |line: &&str| !line.trim().is_empty();
    let is_gone = |line: &&str| is_comment(line) && has(base, line) && !has(theirs, line);
    let mut merged: String = ours
        .split_inclusive('\n')
        .filter(|line| !is_gone(line))
        .collect();
    let is_new = |line: &&str| is_comment(line) && !has(base, line) && !has(ours, line);
    merged.extend(theirs.split_inclusive('\n').filter(is_new));
    merged
}

/// Merges what follows a value or header on its line: spaces and a comment.
pub(super) fn line_ends(base: &str, ours: &str, theirs: &str) -> String {
    if ours.trim() == theirs.trim() || theirs == base {
        return ours.to_owned();
    }
    if ours == base || ours.trim().is_empty() {
        return theirs.to_owned();
    }
    if theirs.trim().is_empty() {
        return ours.to_owned();
    }
    format!("{} {}", ours.trim_end(), theirs.trim_start())
}
