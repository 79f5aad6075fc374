//! Ids that more than one record has.

use crate::cli::failure::Failure;
use crate::cli::paths::shown_path;
use crate::cli::session::Session;
use claimbook::document::edit::Edit;
use claimbook::workspace::Workspace;
use std::collections::BTreeSet;

/// Says where the records with this id are, if there are several.
pub(crate) fn places(workspace: &Workspace, id: &str) -> Result<Option<String>, Failure> {
    let places = workspace.index().places_of(id)?;
    if places.len() < 2 {
        return Ok(None);
    }
    let times = match places.len() {
        2 => "twice".to_owned(),
        times => format!("{times} times"),
    };
    let shown = places
        .iter()
        .map(|(_, path, line)| format!("{}:{line}", shown_path(workspace.root(), path)));
    let shown: Vec<String> = shown.collect();
    let places = shown.join(" and ");
    Ok(Some(format!(
        "the id `{id}` is in the book {times}: {places}"
    )))
}

/// Notes that several records have this id, and which one an answer takes.
pub(crate) fn tell(session: &Session, workspace: &Workspace, id: &str) -> Result<(), Failure> {
    if let Some(places) = places(workspace, id)?
        && let Some((_, path, line)) = workspace.index().place_of_any(id)?
    {
        let path = shown_path(workspace.root(), &path);
        let text = format!("{places}; claimbook takes the one at {path}:{line}");
        session.console.tell("note", &text);
    }
    Ok(())
}

/// Refuses a write that names this id, if several records have it: only a person knows which one is meant.
pub(crate) fn refuse(workspace: &Workspace, id: &str) -> Result<(), Failure> {
    match places(workspace, id)? {
        None => Ok(()),
        Some(places) => Err(Failure::unknown(places)
            .hint("nothing was written: give one of them another id, or remove it, in its file")),
    }
}

/// Refuses edits of records whose id several records have.
pub(crate) fn refuse_edits<'e>(
    workspace: &Workspace,
    edits: impl IntoIterator<Item = &'e Edit>,
) -> Result<(), Failure> {
    let ids: BTreeSet<&str> = edits.into_iter().filter_map(Edit::record).collect();
    ids.into_iter().try_for_each(|id| refuse(workspace, id))
}
