//! Ids as people type them: a whole id, or the beginning of exactly one.

use crate::cli::failure::Failure;
use crate::cli::read::twice;
use crate::cli::session::Session;
use claimbook::answer::Found;
use claimbook::domain::records::RecordKind;
use claimbook::workspace::Workspace;

/// Finds the one record whose id is this or begins with this.
pub(crate) fn any(session: &Session, workspace: &Workspace, typed: &str) -> Result<Found, Failure> {
    match found(session, workspace, typed)? {
        Found::Ambiguous(ids) => Err(ambiguous(typed, &ids)),
        Found::Unknown { nearest } => Err(unknown(typed, "id", nearest.as_deref())),
        one => Ok(one),
    }
}

/// What a word names. Says so if several records have that id.
fn found(session: &Session, workspace: &Workspace, typed: &str) -> Result<Found, Failure> {
    let index = workspace.index();
    let found = index.find(typed)?;
    let id = match &found {
        Found::Claim(row) => Some(index.claim(*row, session.today)?.id),
        Found::Source(id) | Found::Party(id) | Found::Article(id) => Some(id.clone()),
        Found::Ambiguous(_) | Found::Unknown { .. } => None,
    };
    if let Some(id) = id {
        twice::tell(session, workspace, &id)?;
    }
    Ok(found)
}

/// The row of a claim. The beginning of an id is enough if no other claim's id begins with it.
pub(crate) fn claim(session: &Session, workspace: &Workspace, typed: &str) -> Result<i64, Failure> {
    match found(session, workspace, typed)? {
        Found::Claim(row) => Ok(row),
        Found::Source(id) | Found::Party(id) | Found::Article(id) => {
            Err(Failure::unknown(format!("`{id}` is not a claim"))
                .hint(format!("`claimbook show {id}` shows it")))
        }
        Found::Ambiguous(ids) => match only(workspace, RecordKind::Claim, &ids)?.as_slice() {
            [(_, row)] => Ok(*row),
            _ => Err(ambiguous(typed, &ids)),
        },
        Found::Unknown { nearest } => Err(unknown(typed, "claim", nearest.as_deref())),
    }
}

/// The whole id of a source, or of an article, which can serve as a source.
pub(crate) fn source(
    session: &Session,
    workspace: &Workspace,
    typed: &str,
) -> Result<String, Failure> {
    match found(session, workspace, typed)? {
        Found::Source(id) | Found::Article(id) => Ok(id),
        Found::Ambiguous(ids) => match only(workspace, RecordKind::Source, &ids)?.as_slice() {
            [(id, _)] => Ok(id.clone()),
            _ => Err(ambiguous(typed, &ids)),
        },
        Found::Claim(_) | Found::Party(_) => {
            Err(Failure::unknown(format!("`{typed}` is not a source"))
                .hint("`claimbook source list` lists the sources"))
        }
        Found::Unknown { nearest } => Err(unknown(typed, "source", nearest.as_deref())),
    }
}

/// The whole id of an article.
pub(crate) fn article(
    session: &Session,
    workspace: &Workspace,
    typed: &str,
) -> Result<String, Failure> {
    match found(session, workspace, typed)? {
        Found::Article(id) => Ok(id),
        Found::Ambiguous(ids) => match only(workspace, RecordKind::Article, &ids)?.as_slice() {
            [(id, _)] => Ok(id.clone()),
            _ => Err(ambiguous(typed, &ids)),
        },
        Found::Claim(_) | Found::Party(_) | Found::Source(_) => {
            Err(Failure::unknown(format!("`{typed}` is not an article"))
                .hint("`claimbook article list` lists the articles"))
        }
        Found::Unknown { nearest } => Err(unknown(typed, "article", nearest.as_deref())),
    }
}

/// The ids that belong to records of this kind, with their rows.
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

/// The whole ids of these claims.
pub(crate) fn claims(
    session: &Session,
    workspace: &Workspace,
    typed: &[String],
) -> Result<Vec<String>, Failure> {
    let row = |word: &String| {
        let row = claim(session, workspace, word)?;
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
    Failure::unknown(format!("several ids begin with `{typed}`"))
        .hint(format!("for example {}", named.join(", ")))
}

fn unknown(typed: &str, what: &str, nearest: Option<&str>) -> Failure {
    let failure = Failure::unknown(format!("no {what} `{typed}` in this book"));
    match nearest {
        Some(nearest) => failure.hint(format!("did you mean `{nearest}`?")),
        None if what == "source" => failure.hint("`claimbook source list` lists the sources"),
        None if what == "article" => failure.hint("`claimbook article list` lists the articles"),
        None => failure.hint("`claimbook list --format ids` lists the claims"),
    }
}
