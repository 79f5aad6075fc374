//! Proves an edit: the new text must mean what the old one meant, with just the intended change.
//!
//! It compares whole TOML documents, so it also covers what the format does not know.

use crate::document::edit::change::{Edit, EditRefusal, NewFields, Position, RecordField};
use crate::document::edit::references::{FIELDS, carries_its_row, named_as};
use crate::document::edit::value::same;
use crate::document::parse::problem::Problem;
use crate::document::parse::text::parse;
use crate::domain::name::{composed, fold};
use toml::{Table, Value as Toml};

/// Proves that `new` is `old` after the edits, and has no new problem.
pub(super) fn verify(old: &str, new: &str, stem: &str, edits: &[Edit]) -> Result<(), EditRefusal> {
    if let Some(problem) = new_problem(old, new, stem) {
        return Err(EditRefusal::Unsound(Box::new(problem)));
    }
    let mut expected: Table = old.parse().map_err(|_| EditRefusal::Bug)?;
    let found: Table = new.parse().map_err(|_| EditRefusal::Bug)?;
    let mut gone = Vec::new();
    for edit in edits {
        change(&mut expected, edit, &mut gone).ok_or(EditRefusal::Bug)?;
    }
    sweep(&mut expected, gone);
    if same(&Toml::Table(expected), &Toml::Table(found)) {
        Ok(())
    } else {
        Err(EditRefusal::Bug)
    }
}

/// A problem of the new text that the old one does not have.
pub(super) fn new_problem(old: &str, new: &str, stem: &str) -> Option<Problem> {
    let after = parse(new, stem).problems;
    if after.is_empty() {
        return None;
    }
    let mut before: Vec<String> = parse(old, stem)
        .problems
        .into_iter()
        .map(|problem| problem.message)
        .collect();
    after.into_iter().find(|problem| {
        match before
            .iter()
            .position(|message| *message == problem.message)
        {
            Some(position) => {
                before.swap_remove(position);
                false
            }
            None => true,
        }
    })
}

/// A table to remove after all other edits, so that positions still mean what they mean in the old text: the kind and
/// position of the record, and the key and position of the row.
type Gone = (&'static str, usize, Option<(&'static str, usize)>);

/// Makes one edit on the parsed document. `None` if the document lacks what the edit is about.
fn change(root: &mut Table, edit: &Edit, gone: &mut Vec<Gone>) -> Option<()> {
    match edit {
        Edit::Set(place, value) => {
            drop(record(root, place)?.insert(place.field.to_owned(), value.parsed()));
        }
        Edit::Unset(place) => drop(record(root, place)?.remove(place.field)),
        Edit::AddEntry(place, entry) => add_entry(record(root, place)?, place.field, entry)?,
        Edit::RemoveEntry(place, entry) => remove_entry(record(root, place)?, place.field, entry),
        Edit::AddRow { claim, key, fields } => {
            let position = position(root, "claim", claim)?;
            let claim = nth(root, "claim", position)?;
            let rows = claim
                .entry((*key).to_owned())
                .or_insert_with(|| Toml::Array(Vec::new()));
            rows.as_array_mut()?.push(table(fields));
        }
        Edit::SetInRow(place, value) => {
            let position = position(root, "claim", &place.claim)?;
            let rows = nth(root, "claim", position)?.get_mut(place.key)?;
            let row = rows.as_array_mut()?.get_mut(place.position)?;
            drop(
                row.as_table_mut()?
                    .insert(place.field.to_owned(), value.parsed()),
            );
        }
        Edit::RemoveRow {
            claim,
            key,
            position: row,
        } => {
            gone.push(("claim", position(root, "claim", claim)?, Some((*key, *row))));
        }
        Edit::AddRecord {
            kind,
            fields,
            position: place,
        } => add_record(root, kind, fields, place)?,
        Edit::RemoveRecord { kind, id } => gone.push((*kind, position(root, kind, id)?, None)),
        Edit::Redirect { kind, from, to } => {
            each_reference(root, kind, &mut |owner, field| {
                rename(owner, field, from, to);
            });
        }
        Edit::Forget { kind, id } => {
            each_reference(root, kind, &mut |owner, field| forget(owner, field, id));
            drop_rows(root, kind);
        }
    }
    Some(())
}

fn table(fields: &NewFields) -> Toml {
    Toml::Table(self::fields(fields))
}

/// The fields as the TOML parser returns them.
pub(super) fn fields(fields: &NewFields) -> Table {
    let fields = fields.iter();
    fields
        .map(|(key, value)| ((*key).to_owned(), value.parsed()))
        .collect()
}

fn position(root: &Table, kind: &str, id: &str) -> Option<usize> {
    if kind == "article" {
        return Some(0);
    }
    let records = root.get(kind)?.as_array()?;
    records.iter().position(|record| {
        let found = record.get("id").and_then(Toml::as_str);
        found.is_some_and(|found| composed(found) == composed(id))
    })
}

fn nth<'r>(root: &'r mut Table, kind: &str, position: usize) -> Option<&'r mut Table> {
    match root.get_mut(kind)? {
        Toml::Array(records) => records.get_mut(position)?.as_table_mut(),
        Toml::Table(record) => Some(record),
        _ => None,
    }
}

fn record<'r>(root: &'r mut Table, place: &RecordField) -> Option<&'r mut Table> {
    let position = position(root, place.kind, &place.id)?;
    nth(root, place.kind, position)
}

fn add_entry(record: &mut Table, field: &str, entry: &str) -> Option<()> {
    let list = record
        .entry(field.to_owned())
        .or_insert_with(|| Toml::Array(Vec::new()))
        .as_array_mut()?;
    if !list.iter().any(|known| says(known, entry)) {
        list.push(Toml::String(entry.to_owned()));
    }
    Some(())
}

/// Whether an entry of a list is this one, however it is spelled.
fn says(known: &Toml, entry: &str) -> bool {
    known
        .as_str()
        .is_some_and(|known| fold(known) == fold(entry))
}

fn remove_entry(record: &mut Table, field: &str, entry: &str) {
    let Some(list) = record.get_mut(field).and_then(Toml::as_array_mut) else {
        return;
    };
    let before = list.len();
    list.retain(|known| !says(known, entry));
    if list.is_empty() && before > 0 {
        record.remove(field);
    }
}

fn add_record(root: &mut Table, kind: &str, fields: &NewFields, place: &Position) -> Option<()> {
    if kind == "article" {
        let before = root.insert(kind.to_owned(), table(fields));
        return before.is_none().then_some(());
    }
    let at = match place {
        // `placed` has given every record its place.
        Position::First | Position::ById => 0,
        Position::After(id) => position(root, kind, id)? + 1,
        Position::Last => usize::MAX,
    };
    let records = root
        .entry(kind.to_owned())
        .or_insert_with(|| Toml::Array(Vec::new()))
        .as_array_mut()?;
    records.insert(at.min(records.len()), table(fields));
    Some(())
}

/// Removes the tables that must go, the last one first.
fn sweep(root: &mut Table, mut gone: Vec<Gone>) {
    gone.sort_unstable();
    gone.dedup();
    for (kind, position, row) in gone.into_iter().rev() {
        match row {
            Some((key, row)) => {
                if let Some(record) = nth(root, kind, position) {
                    remove_from(record, key, row);
                }
            }
            None => remove_from(root, kind, position),
        }
    }
}

fn remove_from(owner: &mut Table, key: &str, position: usize) {
    let empty = match owner.get_mut(key) {
        Some(Toml::Array(rows)) if position < rows.len() => {
            rows.remove(position);
            rows.is_empty()
        }
        Some(Toml::Table(_)) => true,
        _ => false,
    };
    if empty {
        owner.remove(key);
    }
}

/// Visits every table that can have a field that names records of this kind.
fn each_reference(root: &mut Table, kind: &str, each: &mut dyn FnMut(&mut Table, &str)) {
    for (table, field, _) in FIELDS
        .iter()
        .filter(|(_, _, names)| *names == named_as(kind))
    {
        let (top, row) = table
            .split_once('.')
            .map_or((*table, None), |(top, row)| (top, Some(row)));
        for record in tables(root, top) {
            match row {
                None => each(record, field),
                Some(row) => tables(record, row)
                    .into_iter()
                    .for_each(|row| each(row, field)),
            }
        }
    }
}

fn tables<'t>(owner: &'t mut Table, key: &str) -> Vec<&'t mut Table> {
    match owner.get_mut(key) {
        Some(Toml::Table(table)) => vec![table],
        Some(Toml::Array(items)) => items.iter_mut().filter_map(Toml::as_table_mut).collect(),
        _ => Vec::new(),
    }
}

fn rename(owner: &mut Table, field: &str, from: &str, to: &str) {
    match owner.get_mut(field) {
        Some(Toml::String(name)) if composed(name) == composed(from) => to.clone_into(name),
        Some(Toml::Array(names)) => {
            for name in names {
                if name
                    .as_str()
                    .is_some_and(|name| composed(name) == composed(from))
                {
                    *name = Toml::String(to.to_owned());
                }
            }
        }
        _ => {}
    }
}

fn forget(owner: &mut Table, field: &str, id: &str) {
    let found = owner.get(field).and_then(Toml::as_str);
    if found.is_some_and(|found| composed(found) == composed(id)) {
        owner.remove(field);
    } else {
        remove_entry(owner, field, id);
    }
}

/// Removes the rows that have lost the name they are about: evidence without source, questions without a party.
fn drop_rows(root: &mut Table, kind: &str) {
    for (table, field, _) in FIELDS
        .iter()
        .filter(|(_, field, names)| *names == named_as(kind) && carries_its_row(field))
    {
        let Some((top, row)) = table.split_once('.') else {
            continue;
        };
        for record in tables(root, top) {
            if let Some(rows) = record.get_mut(row).and_then(Toml::as_array_mut) {
                rows.retain(|row| row.get(*field).is_some());
                if rows.is_empty() {
                    record.remove(row);
                }
            }
        }
    }
}
