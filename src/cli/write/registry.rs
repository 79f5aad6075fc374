//! `set` for sources and parties.

use crate::cli::failure::{Exit, Failure};
use crate::cli::session::Session;
use crate::cli::write::book::WritableBook;
use crate::cli::write::fields::Assignment;
use crate::cli::write::party_names::PartyNames;
use crate::cli::write::{fields, party_names, references};
use claimbook::document::edit::{Edit, RecordField};
use claimbook::document::format::TableShape;
use claimbook::domain::name::fold;
use claimbook::domain::records::RecordKind;

/// Splits words into ids and assignments. There must be at least one of each.
pub(crate) fn parse(
    words: Vec<String>,
    shape: &'static TableShape,
    session: &Session,
) -> Result<(Vec<String>, Vec<Assignment>), Failure> {
    let (assigned, ids): (Vec<String>, Vec<String>) = words
        .into_iter()
        .partition(|word| fields::is_assignment(word));
    let assignments: Vec<Assignment> = assigned
        .iter()
        .map(|word| Assignment::parse(word, shape, session.today))
        .collect::<Result<_, _>>()?;
    let usage = format!("`claimbook {} set ID FIELD=VALUE`", shape.noun);
    if ids.is_empty() {
        return Err(Failure::new(format!("name at least one {}", shape.noun)).hint(usage));
    }
    if assignments.is_empty() {
        return Err(Failure::new("no FIELD=VALUE is given").hint(usage));
    }
    Ok((ids, assignments))
}

/// Applies the assignments to the records with these ids.
pub(crate) fn set(
    mut book: WritableBook<'_>,
    kind: RecordKind,
    ids: &[String],
    mut assignments: Vec<Assignment>,
    names: PartyNames,
) -> Result<Exit, Failure> {
    for address in assignments.iter_mut().filter_map(Assignment::address_mut) {
        *address = references::address(&book, address)?;
    }
    for id in ids {
        let path = references::exact(&book, kind, id)?;
        let old = name_to_keep(&book, kind, id, &assignments)?;
        for assignment in &assignments {
            book.edit(&path, &assignment.edits(kind.as_str(), id))?;
        }
        if let Some(old) = old {
            book.edit(&path, &[alias(id, old)])?;
        }
        if kind == RecordKind::Party {
            party_names::guard(&mut book, Some(id), Some(id), names)?;
        }
    }
    let whose: Vec<String> = ids.iter().map(|id| format!("`{id}`")).collect();
    let names = fields::assigned(&assignments);
    book.finish(&format!("set {names} of {}", whose.join(", ")))
}

/// The name that a party is about to lose, if it gets a new one. It stays an alias, so that nothing that uses it means
/// somebody else.
fn name_to_keep(
    book: &WritableBook<'_>,
    kind: RecordKind,
    id: &str,
    assignments: &[Assignment],
) -> Result<Option<String>, Failure> {
    let new = assignments
        .iter()
        .find_map(|assignment| assignment.text_of("name"));
    let Some(new) = new.filter(|_| kind == RecordKind::Party) else {
        return Ok(None);
    };
    let party = book.workspace.index().party(id)?;
    Ok(party
        .map(|party| party.name)
        .filter(|old| fold(old) != fold(new)))
}

fn alias(id: &str, name: String) -> Edit {
    let place = RecordField {
        kind: "party",
        id: id.to_owned(),
        field: "aliases",
    };
    Edit::AddEntry(place, name)
}
