//! Fields of sources and parties, set.

use super::desk::Desk;
use super::exit::Exit;
use super::failure::Failure;
use super::fields;
use super::fields::Assignment;
use super::references;
use super::resolve::unanswered;
use super::session::Session;
use claimbook::document::format::TableShape;
use claimbook::domain::check::finding::RecordKind;
use claimbook::domain::filter::Filter;
use claimbook::index::Listing;
use claimbook::index::Order;
use std::ops::ControlFlow;

/// Reads ids and assignments: at least one of each.
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
        .map(|word| Assignment::parse(word, shape, session))
        .collect::<Result<_, _>>()?;
    let usage = format!("`claimbook {} set ID FIELD=VALUE`", shape.noun);
    if ids.is_empty() {
        return Err(Failure::new(format!("which {}? no id is given", shape.noun)).hint(usage));
    }
    if assignments.is_empty() {
        return Err(Failure::new("set what? no FIELD=VALUE is given").hint(usage));
    }
    Ok((ids, assignments))
}

/// Remembers the statuses of the claims that a filter picks.
pub(crate) fn watch(desk: &mut Desk<'_>, filter: &Filter) -> Result<(), Failure> {
    let listing = Listing {
        order: Order::Place,
        reverse: false,
        limit: Some(1000),
        today: desk.session.today,
    };
    let mut claims = Vec::new();
    let read = desk
        .workspace
        .index()
        .claims(filter, &listing, &mut |claim| {
            claims.push(claim.id);
            ControlFlow::Continue(())
        });
    read.map_err(|error| unanswered(&error))?;
    claims.iter().try_for_each(|claim| desk.watch(claim))
}

/// Makes the assignments on the records of these ids.
pub(crate) fn set(
    mut desk: Desk<'_>,
    kind: RecordKind,
    ids: &[String],
    assignments: &[Assignment],
) -> Result<Exit, Failure> {
    for id in ids {
        let path = references::exact(&desk, kind, id)?;
        for assignment in assignments {
            desk.edit(&path, &assignment.edits(kind.as_str(), id))?;
        }
    }
    let names: Vec<String> = assignments
        .iter()
        .map(|assignment| format!("`{}`", assignment.field()))
        .collect();
    let whose: Vec<String> = ids.iter().map(|id| format!("`{id}`")).collect();
    desk.finish(&format!("set {} of {}", names.join(", "), whose.join(", ")))
}
