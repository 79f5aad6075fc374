//! `set` for sources and parties.

use crate::cli::failure::{Exit, Failure};
use crate::cli::session::Session;
use crate::cli::write::book::WritableBook;
use crate::cli::write::fields::Assignment;
use crate::cli::write::{fields, references};
use claimbook::document::format::TableShape;
use claimbook::domain::check::finding::RecordKind;
use claimbook::domain::filter::Filter;
use claimbook::index::Listing;
use std::ops::ControlFlow;

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
    let mut claims = Vec::new();
    let read = book
        .workspace
        .index()
        .claims(filter, &listing, &mut |claim| {
            claims.push(claim.id);
            ControlFlow::Continue(())
        });
    read?;
    claims.iter().try_for_each(|claim| book.watch(claim))
}

/// Applies the assignments to the records with these ids.
pub(crate) fn set(
    mut book: WritableBook<'_>,
    kind: RecordKind,
    ids: &[String],
    assignments: &[Assignment],
) -> Result<Exit, Failure> {
    for id in ids {
        let path = references::exact(&book, kind, id)?;
        for assignment in assignments {
            book.edit(&path, &assignment.edits(kind.as_str(), id))?;
        }
    }
    let names: Vec<String> = assignments
        .iter()
        .map(|assignment| format!("`{}`", assignment.field()))
        .collect();
    let whose: Vec<String> = ids.iter().map(|id| format!("`{id}`")).collect();
    book.finish(&format!("set {} of {}", names.join(", "), whose.join(", ")))
}
