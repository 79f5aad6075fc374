//! Edits text to text. An edit keeps the file as a person wrote it, and changes only what you asked it to change.
//!
//! An edit is planned as splices at the places that [`locate`](crate::document::locate) finds. Before anybody can write
//! the new text, [`apply`] parses it and proves that it means the old text with just the intended change.

mod append;
mod carve;
mod change;
mod expected;
mod field;
mod layout;
pub(super) mod list;
mod locator;
mod merge;
mod record;
mod references;
mod row;
mod setting;
mod splice;
mod stored;
mod value;

#[cfg(test)]
mod tests;

pub use append::{NewRecord, append};
pub use carve::{Carved, CarvedRecord, carve, put_in};
pub use change::{Edit, EditRefusal, NewFields, Position, RecordField, RowField};
pub use merge::merge;
pub(super) use references::redirect_all;
pub use references::{Reference, references};
pub use setting::set_setting;
pub use stored::{PlainFields, StoredRecord, stored};
pub use value::{Value, path_in_book};

use crate::document::edit::locator::Locator;
use crate::document::edit::splice::Splice;
use crate::document::parse::locate::Document;
use crate::document::parse::problem::Code;
use crate::document::parse::text::parse;

/// Makes all of the edits or none of them. Two edits must not change the same field, row or record.
///
/// `stem` is the file's name without its ending. An article that gives no id takes it.
///
/// # Errors
/// If the text cannot be edited safely, or if the new text would not mean what it should.
pub fn apply(text: &str, stem: &str, edits: &[Edit]) -> Result<String, EditRefusal> {
    let document = sound(text, stem)?;
    let edits = &*record::placed(&document, edits);
    let locator = Locator::new(&document);
    let mut splices = Vec::new();
    for rank in 0..=2 {
        for edit in edits.iter().filter(|edit| edit.rank() == rank) {
            splices.extend(plan(&locator, edit)?);
        }
    }
    let new = splice::apply(text, splices).ok_or(EditRefusal::Bug)?;
    if new != text {
        expected::verify(text, &new, stem, edits)?;
    }
    Ok(new)
}

/// The places of a text, if it is TOML.
fn sound<'t>(text: &'t str, stem: &str) -> Result<Document<'t>, EditRefusal> {
    let document = Document::of(text);
    if document.sound {
        return Ok(document);
    }
    let problems = parse(text, stem).problems;
    if problems
        .iter()
        .any(|problem| problem.code == Code::MergeMarker)
    {
        return Err(EditRefusal::MergeMarkers);
    }
    Err(EditRefusal::Broken(problems))
}

fn plan(locator: &Locator<'_, '_>, edit: &Edit) -> Result<Vec<Splice>, EditRefusal> {
    let text = locator.text;
    let at = |place: &RecordField| locator.record(place.kind, &place.id);
    match edit {
        Edit::Set(place, value) => field::set(text, at(place)?, place, value),
        Edit::Unset(place) => Ok(field::unset(text, at(place)?, place.field)),
        Edit::AddEntry(place, entry) => field::add_entry(text, at(place)?, place, entry),
        Edit::RemoveEntry(place, entry) => {
            Ok(field::remove_entry(text, at(place)?, place.field, entry))
        }
        Edit::AddRow { claim, key, fields } => {
            let record = locator.record("claim", claim)?;
            row::add(locator.document, record, key, fields)
        }
        Edit::SetInRow(place, value) => {
            row::set(text, locator.record("claim", &place.claim)?, place, value)
        }
        Edit::RemoveRow {
            claim,
            key,
            position,
        } => row::remove(text, locator.record("claim", claim)?, key, &[*position]),
        Edit::AddRecord {
            kind,
            fields,
            position,
        } => record::add(locator, kind, fields, position),
        Edit::RemoveRecord { kind, id } => record::remove(text, locator.record(kind, id)?),
        Edit::Redirect { kind, from, to } => Ok(references::redirect(text, kind, from, to)),
        Edit::Forget { kind, id } => references::forget(locator, kind, id),
    }
}
