//! Ids as people type them: exact, or a beginning that only one has.

use crate::cli::failure::Failure;
use crate::cli::session::Session;
use claimbook::answer::Found;
use claimbook::domain::check::finding::RecordKind;
use claimbook::workspace::Workspace;

/// What this id, or beginning of one, stands for: one thing, or a failure that says why not.
pub(crate) fn any(workspace: &Workspace, typed: &str) -> Result<Found, Failure> {
    match found(workspace, typed)? {
        Found::Ambiguous(ids) => Err(ambiguous(typed, &ids)),
        Found::Unknown { nearest } => Err(unknown(typed, "id", nearest.as_deref())),
        one => Ok(one),
    }
}

fn found(workspace: &Workspace, typed: &str) -> Result<Found, Failure> {
    workspace.index().find(typed).map_err(Failure::from)
}

/// The row of a claim. A beginning that only one claim has will do, whatever else begins so.
pub(crate) fn claim(workspace: &Workspace, typed: &str) -> Result<i64, Failure> {
    match found(workspace, typed)? {
        Found::Claim(row) => Ok(row),
        Found::Source(id) | Found::Party(id) | Found::Article(id) => {
            Err(Failure::unknown(format!("`{id}` is no claim"))
                .hint(format!("`claimbook show {id}` shows what it is")))
        }
        Found::Ambiguous(ids) => match only(workspace, RecordKind::Claim, &ids)?.as_slice() {
            [(_, row)] => Ok(*row),
            _ => Err(ambiguous(typed, &ids)),
        },
        Found::Unknown { nearest } => Err(unknown(typed, "claim", nearest.as_deref())),
    }
}

/// The exact id of a source, or of an article named as one.
pub(crate) fn source(workspace: &Workspace, typed: &str) -> Result<String, Failure> {
    match found(workspace, typed)? {
        Found::Source(id) | Found::Article(id) => Ok(id),
        Found::Ambiguous(ids) => match only(workspace, RecordKind::Source, &ids)?.as_slice() {
            [(id, _)] => Ok(id.clone()),
            _ => Err(ambiguous(typed, &ids)),
        },
        Found::Claim(_) | Found::Party(_) => {
            Err(Failure::unknown(format!("`{typed}` is no source"))
                .hint("`claimbook source list` lists the sources"))
        }
        Found::Unknown { nearest } => Err(unknown(typed, "source", nearest.as_deref())),
    }
}

/// Those of the ids that are of a kind, with their rows.
fn only(
    workspace: &Workspace,
    kind: RecordKind,
    ids: &[String],
) -> Result<Vec<(String, i64)>, Failure> {
    let mut those = Vec::new();
    for id in ids {
        if let Some(row) = workspace.index().row_of(kind, id)? {
            those.push((id.clone(), row));
        }
    }
    Ok(those)
}

/// The exact ids of these claims.
pub(crate) fn claims(
    session: &Session,
    workspace: &Workspace,
    typed: &[String],
) -> Result<Vec<String>, Failure> {
    let row = |word: &String| {
        let row = claim(workspace, word)?;
        workspace
            .index()
            .claim(row, session.today)
            .map(|claim| claim.id)
            .map_err(Failure::from)
    };
    typed.iter().map(row).collect()
}

fn ambiguous(typed: &str, ids: &[String]) -> Failure {
    let named: Vec<String> = ids.iter().map(|id| format!("`{id}`")).collect();
    Failure::unknown(format!("`{typed}` begins several ids"))
        .hint(format!("among them {}", named.join(", ")))
}

fn unknown(typed: &str, what: &str, nearest: Option<&str>) -> Failure {
    let failure = Failure::unknown(format!("no {what} `{typed}` in this book"));
    match nearest {
        Some(nearest) => failure.hint(format!("did you mean `{nearest}`?")),
        None => failure.hint("`claimbook list --format ids` lists the claims"),
    }
}
