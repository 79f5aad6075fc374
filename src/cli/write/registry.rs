//! `set` for sources and parties.

use crate::cli::failure::{Exit, Failure};
use crate::cli::session::Session;
use crate::cli::write::book::WritableBook;
use crate::cli::write::fields::Assignment;
use crate::cli::write::{fields, references};
use claimbook::answer;
use claimbook::document::format::TableShape;
use claimbook::domain::filter::Filter;
use claimbook::domain::records::RecordKind;
use claimbook::index::Listing;

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

/// Watches the claims that a filter picks, to report how their status changes.
pub(crate) fn watch(book: &mut WritableBook<'_>, filter: &Filter) -> Result<(), Failure> {
    let listing = Listing {
        limit: Some(1000),
        ..book.session.file_order()
    };
    let claims = answer::claims(book.workspace.index(), filter, &listing)?;
    claims.iter().try_for_each(|claim| book.watch(&claim.id))
}

/// Applies the assignments to the records with these ids.
pub(crate) fn set(
    mut book: WritableBook<'_>,
    kind: RecordKind,
    ids: &[String],
    mut assignments: Vec<Assignment>,
) -> Result<Exit, Failure> {
    for address in assignments.iter_mut().filter_map(Assignment::address_mut) {
        *address = references::address(&book, address)?;
    }
    for id in ids {
        let path = references::exact(&book, kind, id)?;
        for assignment in &assignments {
            book.edit(&path, &assignment.edits(kind.as_str(), id))?;
        }
    }
    let whose: Vec<String> = ids.iter().map(|id| format!("`{id}`")).collect();
    let names = fields::assigned(&assignments);
    book.finish(&format!("set {names} of {}", whose.join(", ")))
}
