//! Ids as people type them: exact, or a beginning that only one has.

use super::failure::Failure;
use super::session::Session;
use claimbook::answer::Found;
use claimbook::workspace::Workspace;

/// Candidates that are named before the rest is only counted.
const CANDIDATES_SHOWN: usize = 5;

/// What this id, or beginning of one, stands for.
pub(crate) fn any(workspace: &Workspace, typed: &str) -> Result<Found, Failure> {
    let found = workspace.index().find(typed).map_err(|error| unanswered(&error))?;
    match found {
        Found::Ambiguous(ids) => Err(ambiguous(typed, &ids)),
        Found::Unknown { nearest } => Err(unknown(typed, "id", nearest.as_deref())),
        found => Ok(found),
    }
}

/// The row of a claim.
pub(crate) fn claim(workspace: &Workspace, typed: &str) -> Result<i64, Failure> {
    match any(workspace, typed)? {
        Found::Claim(row) => Ok(row),
        Found::Source(id) | Found::Party(id) | Found::Article(id) => {
            Err(Failure::unknown(format!("`{id}` is no claim")).hint(format!("`claimbook show {id}` shows what it is")))
        }
        Found::Ambiguous(ids) => Err(ambiguous(typed, &ids)),
        Found::Unknown { nearest } => Err(unknown(typed, "claim", nearest.as_deref())),
    }
}

/// The exact id of a source.
pub(crate) fn source(workspace: &Workspace, typed: &str) -> Result<String, Failure> {
    match any(workspace, typed)? {
        Found::Source(id) | Found::Article(id) => Ok(id),
        _ => Err(Failure::unknown(format!("`{typed}` is no source")).hint("`claimbook source list` lists the sources")),
    }
}

/// The exact ids of these claims.
pub(crate) fn claims(session: &Session, workspace: &Workspace, typed: &[String]) -> Result<Vec<String>, Failure> {
    let row = |word: &String| {
        let row = claim(workspace, word)?;
        workspace.index().claim(row, session.today).map(|claim| claim.id).map_err(|error| unanswered(&error))
    };
    typed.iter().map(row).collect()
}

/// The index could not answer.
pub(crate) fn unanswered(error: &dyn std::error::Error) -> Failure {
    Failure::because("cannot read the index", error)
        .hint("delete the `.claimbook` folder: it is rebuilt from the text files")
}

fn ambiguous(typed: &str, ids: &[String]) -> Failure {
    let named: Vec<String> = ids.iter().take(CANDIDATES_SHOWN).map(|id| format!("`{id}`")).collect();
    let more = ids.len().saturating_sub(CANDIDATES_SHOWN);
    let rest = if more > 0 { format!(" and {more} more") } else { String::new() };
    Failure::unknown(format!("`{typed}` begins several ids")).hint(format!("it may be {}{rest}", named.join(", ")))
}

fn unknown(typed: &str, what: &str, nearest: Option<&str>) -> Failure {
    let failure = Failure::unknown(format!("no {what} `{typed}` in this book"));
    match nearest {
        Some(nearest) => failure.hint(format!("did you mean `{nearest}`?")),
        None => failure.hint("`claimbook list --format ids` lists the claims"),
    }
}
