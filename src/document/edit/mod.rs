//! Edits that keep a file as a person wrote it: text → text, by splices, changing nothing but what was asked for.
//!
//! An edit is planned as splices at the places that [`locate`](crate::document::parse::locate) finds, and then proven before
//! anybody may write it: the new text is parsed, and must mean the old one with just the intended change. Knows no file.

mod expected;
mod field;
mod layout;
mod list;
mod record;
mod references;
mod row;
mod splice;
mod value;

#[cfg(test)]
mod tests;

pub use references::Reference;
pub use references::references;
pub use value::Value;

use crate::document;
use crate::document::edit::splice::Splice;
use crate::document::format;
use crate::document::format::Kind;
use crate::document::format::TableShape;
use crate::document::parse::locate::Document;
use crate::document::parse::locate::RecordSpans;
use crate::document::parse::problem::Code;
use crate::document::parse::problem::Problem;
use std::collections::BTreeMap;

/// The fields of a new record or row, by key; written in the order of the format's reference, whatever order they come in.
pub type NewFields = BTreeMap<&'static str, Value>;

/// One change to one text.
#[derive(Clone, Debug, PartialEq)]
pub enum Edit {
    /// Gives a field a value. Where it has that value already, no byte changes.
    Set(Place, Value),
    /// Takes a field away, where it is there.
    Unset(Place),
    /// Adds an entry to a list field, where it does not hold it already.
    AddEntry(Place, String),
    /// Takes an entry out of a list field, as often as it is there. A list that is left empty goes with it.
    RemoveEntry(Place, String),
    /// Adds a row (`evidence`, `ruling`) to a claim, after those that it has.
    AddRow {
        /// The claim's id.
        claim: String,
        /// The key of its rows: `evidence`.
        key: &'static str,
        /// The row's fields.
        fields: NewFields,
    },
    /// Takes a row of a claim away, with the comment directly above it.
    RemoveRow {
        /// The claim's id.
        claim: String,
        /// The key of its rows.
        key: &'static str,
        /// Which of them, from 0.
        position: usize,
    },
    /// Adds a record.
    AddRecord {
        /// The name of its table: `claim`.
        kind: &'static str,
        /// Its fields.
        fields: NewFields,
        /// Where it goes.
        position: Position,
    },
    /// Takes a record away, with the comment directly above it.
    RemoveRecord {
        /// The name of its table.
        kind: &'static str,
        /// Its id.
        id: String,
    },
    /// Gives every reference to an id another id, or a name instead, and leaves its definition as it is.
    Redirect {
        /// The kind of what they name: `party`.
        kind: &'static str,
        /// What they name now.
        from: String,
        /// What they are to name.
        to: String,
    },
    /// Takes away every reference to an id: rows whose source it is, entries of lists.
    Forget {
        /// The kind of what they name.
        kind: &'static str,
        /// What they name.
        id: String,
    },
}

impl Edit {
    fn rank(&self) -> u8 {
        match self {
            Self::Set(..) | Self::Unset(..) | Self::AddEntry(..) | Self::RemoveEntry(..) => 0,
            Self::AddRow { .. }
            | Self::RemoveRow { .. }
            | Self::Redirect { .. }
            | Self::Forget { .. } => 1,
            Self::AddRecord { .. } | Self::RemoveRecord { .. } => 2,
        }
    }
}

/// A field of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The name of the record's table: `claim`.
    pub kind: &'static str,
    /// The record's id; an article's is not looked at, because a file has one of them.
    pub id: String,
    /// The field's key.
    pub field: &'static str,
}

/// Where a new record goes among those of its kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Position {
    /// After all of them; where there is none, at the end of the text.
    Last,
    /// Directly after the one with this id.
    After(String),
    /// Before all of them.
    First,
}

/// Why an edit was not made. The text is as it was.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The text holds the markers of an unfinished merge.
    #[error("holds the markers of an unfinished merge")]
    MergeMarkers,
    /// The text is not TOML as a whole.
    #[error("is not TOML as a whole")]
    Broken(Vec<Problem>),
    /// There is no such record in it.
    #[error("has no {kind} `{id}`")]
    NoRecord {
        /// The name of its table.
        kind: &'static str,
        /// Its id.
        id: String,
    },
    /// There is no such row in it.
    #[error("has no such row")]
    NoRow,
    /// The place is written in a way that is left to a person.
    #[error("{0}")]
    ByHand(&'static str),
    /// The change would make a problem.
    #[error("the change would not be sound: {}", .0.message)]
    Unsound(Box<Problem>),
    /// The change would do more or less than was meant. A bug.
    #[error("this is a bug of claimbook: the change would do something else than was meant")]
    Bug,
}

/// Makes the edits, all of them or none. They must not touch the same field, row or record twice.
///
/// `stem`, the file's name without its ending, is the article's id where the text gives none.
///
/// # Errors
/// When the text cannot be edited safely, or the result would not be what was meant.
pub fn apply(text: &str, stem: &str, edits: &[Edit]) -> Result<String, Refusal> {
    let document = sound(text, stem)?;
    let locator = Locator::new(&document);
    let mut splices = Vec::new();
    // Where several things go to one place, a record's fields stand before its rows, and those before the next record.
    for rank in 0..=2 {
        for edit in edits.iter().filter(|edit| edit.rank() == rank) {
            splices.extend(plan(&locator, edit)?);
        }
    }
    let new = splice::apply(text, splices).ok_or(Refusal::Bug)?;
    if new != text {
        expected::verify(text, &new, stem, edits)?;
    }
    Ok(new)
}

/// The places of a text that can be edited.
fn sound<'t>(text: &'t str, stem: &str) -> Result<Document<'t>, Refusal> {
    let document = Document::of(text);
    if document.sound {
        return Ok(document);
    }
    let problems = document::parse(text, stem).problems;
    if problems
        .iter()
        .any(|problem| problem.code == Code::MergeMarker)
    {
        return Err(Refusal::MergeMarkers);
    }
    Err(Refusal::Broken(problems))
}

/// Finds records by id, however many edits ask.
struct Locator<'d, 't> {
    text: &'t str,
    document: &'d Document<'t>,
    by_id: BTreeMap<(&'d str, &'d str), &'d RecordSpans>,
}

impl<'d, 't> Locator<'d, 't> {
    fn new(document: &'d Document<'t>) -> Self {
        let mut by_id = BTreeMap::new();
        for record in &document.records {
            if let Some(id) = &record.id {
                by_id
                    .entry((record.kind.as_str(), id.as_str()))
                    .or_insert(record);
            }
        }
        Self {
            text: document.text,
            document,
            by_id,
        }
    }

    fn record(&self, kind: &'static str, id: &str) -> Result<&'d RecordSpans, Refusal> {
        let found = if kind == "article" {
            self.document.nth(kind, 0)
        } else {
            self.by_id.get(&(kind, id)).copied()
        };
        found.ok_or_else(|| Refusal::NoRecord {
            kind,
            id: id.to_owned(),
        })
    }
}

fn plan(locator: &Locator<'_, '_>, edit: &Edit) -> Result<Vec<Splice>, Refusal> {
    let text = locator.text;
    let at = |place: &Place| locator.record(place.kind, &place.id);
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

/// The shape of a table by its name: `claim`.
fn shape(kind: &str) -> Option<&'static TableShape> {
    format::TABLES
        .iter()
        .copied()
        .find(|shape| shape.name == kind)
}

/// The shape of the rows that a claim has under a key.
fn row_shape(key: &str) -> Option<&'static TableShape> {
    match format::CLAIM.field(key)?.kind {
        Kind::Tables(shape) => Some(shape),
        _ => None,
    }
}
