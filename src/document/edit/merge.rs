//! Merges two edits of one text, as git does: line by line.
//!
//! Unlike git, we let edits of neighbouring lines through, because a new row next to a changed field is no conflict. In TOML
//! a line can then land in the wrong table. So we also merge what the texts mean, value by value, and take only a text that
//! means just that.

use similar::{Algorithm, DiffTag, capture_diff_slices};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use toml::{Table, Value};

/// The text with both edits of `base`; `None` if they touch the same lines or values, or if one of the texts is not TOML.
#[must_use]
pub fn merge(base: &str, mine: &str, theirs: &str) -> Option<String> {
    let [base, mine, theirs] = [base, mine, theirs].map(ended);
    let [old, new, other] = [&base, &mine, &theirs].map(|text| text.parse::<Table>().ok());
    let wanted = tables(&old?, &new?, &other?)?;
    let wanted = sorted(Value::Table(wanted));
    let base: Vec<&str> = base.split_inclusive('\n').collect();
    let (mine, theirs) = (hunks(&base, &mine), hunks(&base, &theirs));
    let orders = [[&theirs, &mine], [&mine, &theirs]];
    let mut texts = orders.into_iter().filter_map(|order| joined(&base, order));
    texts.find(|text| {
        let meant = text.parse::<Table>();
        meant.is_ok_and(|meant| sorted(Value::Table(meant)) == wanted)
    })
}

/// The text with a line feed at its end, so that both edits can add lines there.
fn ended(text: &str) -> Cow<'_, str> {
    if text.is_empty() || text.ends_with('\n') {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(format!("{text}\n"))
    }
}

/// Lines of the old text, and the lines in their place.
#[derive(PartialEq)]
struct Hunk {
    old: Range<usize>,
    new: String,
}

fn hunks(base: &[&str], text: &str) -> Vec<Hunk> {
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let changes = capture_diff_slices(Algorithm::Patience, base, &lines);
    let changes = changes
        .into_iter()
        .filter(|change| change.tag() != DiffTag::Equal);
    changes
        .map(|change| Hunk {
            old: change.old_range(),
            new: lines.get(change.new_range()).unwrap_or_default().concat(),
        })
        .collect()
}

/// The old text with the hunks of both edits; `None` if two of them replace the same line. If both add lines at one place,
/// those of the first edit come first.
fn joined(base: &[&str], [first, second]: [&Vec<Hunk>; 2]) -> Option<String> {
    let mut hunks: Vec<&Hunk> = first.iter().chain(second).collect();
    hunks.sort_by_key(|hunk| (hunk.old.start, hunk.old.end));
    // Both may have made the same change.
    hunks.dedup();
    let mut text = String::new();
    let mut done = 0;
    for hunk in hunks {
        let kept = base.get(done..hunk.old.start)?;
        text.extend(kept.iter().copied());
        text.push_str(&hunk.new);
        done = hunk.old.end;
    }
    text.extend(base.get(done..)?.iter().copied());
    Some(text)
}

/// A table with both changes; `None` if they contradict each other.
fn tables(base: &Table, mine: &Table, theirs: &Table) -> Option<Table> {
    let keys: BTreeSet<&String> = mine.keys().chain(theirs.keys()).collect();
    let mut merged = Table::new();
    for key in keys {
        if let Some(value) = values(base.get(key), mine.get(key), theirs.get(key))? {
            merged.insert(key.clone(), value);
        }
    }
    Some(merged)
}

/// A value with both changes, or its absence; `None` if they contradict each other.
#[expect(
    clippy::option_option,
    reason = "a value can be absent, and a merge can fail"
)]
fn values(
    base: Option<&Value>,
    mine: Option<&Value>,
    theirs: Option<&Value>,
) -> Option<Option<Value>> {
    if mine == theirs || theirs == base {
        return Some(mine.cloned());
    }
    if mine == base {
        return Some(theirs.cloned());
    }
    let merged = match (mine?, theirs?) {
        (Value::Table(mine), Value::Table(theirs)) => {
            let none = Table::new();
            let base = base.and_then(Value::as_table).unwrap_or(&none);
            Value::Table(tables(base, mine, theirs)?)
        }
        (Value::Array(mine), Value::Array(theirs)) => {
            let base = base
                .and_then(Value::as_array)
                .map_or(&[][..], Vec::as_slice);
            Value::Array(lists(base, mine, theirs)?)
        }
        _ => return None,
    };
    Some(Some(merged))
}

/// A list with both changes. Entries with ids are the same entry if they have the same id; others only if they are equal.
fn lists(base: &[Value], mine: &[Value], theirs: &[Value]) -> Option<Vec<Value>> {
    if let (Some(base), Some(mine), Some(theirs)) = (by_id(base), by_id(mine), by_id(theirs)) {
        let merged = tables(&base, &mine, &theirs)?;
        return Some(merged.into_iter().map(|(_, value)| value).collect());
    }
    let (my_new, my_gone) = (without(mine, base), without(base, mine));
    let (new, gone) = (without(theirs, base), without(base, theirs));
    let is_shared = |some: &[Value], others: &[Value]| some.iter().any(|one| others.contains(one));
    if is_shared(&my_new, &new) || is_shared(&my_gone, &gone) {
        return None;
    }
    let left = without(&without(base, &my_gone), &gone);
    Some([left, my_new, new].concat())
}

/// The tables of a list by their ids; `None` if one has no id or two have the same.
fn by_id(list: &[Value]) -> Option<Table> {
    let mut tables = Table::new();
    for value in list {
        let id = value.get("id")?.as_str()?;
        if tables.insert(id.to_owned(), value.clone()).is_some() {
            return None;
        }
    }
    Some(tables)
}

/// The entries of a list that are left if we take out those of another one, each as often as it is there.
fn without(list: &[Value], others: &[Value]) -> Vec<Value> {
    let mut others: Vec<&Value> = others.iter().collect();
    let is_left = |value: &&Value| {
        let place = others.iter().position(|other| other == value);
        place.map(|place| others.swap_remove(place)).is_none()
    };
    list.iter().filter(is_left).cloned().collect()
}

/// The value with its lists in one order, because two edits do not say in which order their rows come.
fn sorted(value: Value) -> Value {
    match value {
        Value::Table(table) => {
            let fields = table.into_iter();
            Value::Table(fields.map(|(key, value)| (key, sorted(value))).collect())
        }
        Value::Array(list) => {
            let mut by_text: BTreeMap<String, Vec<Value>> = BTreeMap::new();
            for value in list.into_iter().map(sorted) {
                by_text.entry(value.to_string()).or_default().push(value);
            }
            Value::Array(by_text.into_values().flatten().collect())
        }
        other => other,
    }
}
