//! The tables and views of `publish.sql`: makes those that are missing, and lets a role read the views.

use crate::publish::error::{PublishError, ServerTrouble, explained};
use crate::publish::server::Server;
use crate::publish::statements::{Destination, quoted};

/// The tables and views, and what they hold.
const TEXT: &str = include_str!("publish.sql");

/// How often to look again if somebody else makes the tables at the same moment.
const TRIES: u32 = 5;

/// The statements of `publish.sql`, without comments.
pub(super) fn statements() -> Vec<String> {
    let code = TEXT
        .lines()
        .map(|line| line.split("--").next().unwrap_or(""));
    let code: Vec<&str> = code.map(str::trim_end).collect();
    let code = code.join("\n");
    let statements = code.split(';').map(str::trim);
    statements
        .filter(|one| !one.is_empty())
        .map(str::to_owned)
        .collect()
}

/// The name of the table or view that a statement makes.
fn made(statement: &str) -> Option<&str> {
    let name = statement.split_once("claimbook.")?.1;
    name.split(|c: char| c.is_whitespace() || c == '(').next()
}

/// The names of all tables and views.
fn names() -> Vec<String> {
    let statements = statements();
    statements
        .iter()
        .filter_map(|one| made(one))
        .map(str::to_owned)
        .collect()
}

/// Whether the server has all tables and views.
pub(super) fn is_there(server: &mut Server, place: &Destination) -> Result<bool, PublishError> {
    let sql = "SELECT count(*) FROM information_schema.tables WHERE table_schema = $1 AND table_name = ANY($2)";
    let names = names();
    let found = server.client.query_one(sql, &[&place.schema, &names]);
    let found = found.map_err(|error| explained(&error, &server.place))?;
    let found: i64 = found.get(0);
    Ok(usize::try_from(found) == Ok(names.len()))
}

/// Makes the tables and views that are missing.
pub(super) fn make(server: &mut Server, place: &Destination) -> Result<(), PublishError> {
    for attempt in 1.. {
        if is_there(server, place)? {
            break;
        }
        match make_now(server, place) {
            Err(PublishError::Server(trouble))
                if (trouble.is_made_twice || trouble.may_retry) && attempt < TRIES => {}
            Err(error) => return Err(error),
            Ok(()) => break,
        }
    }
    Ok(())
}

fn make_now(server: &mut Server, place: &Destination) -> Result<(), PublishError> {
    let sql = "SELECT count(*) FROM information_schema.schemata WHERE schema_name = $1";
    let there = server.client.query_one(sql, &[&place.schema]);
    let there: i64 = there
        .map_err(|error| explained(&error, &server.place))?
        .get(0);
    // Without the right to make schemas, even IF NOT EXISTS is refused.
    let statements = statements().into_iter();
    let statements = statements.filter(|one| there == 0 || !one.starts_with("CREATE SCHEMA"));
    let statements: Vec<String> = statements.map(|one| place.named(&one)).collect();
    let made = server.client.batch_execute(&statements.join(";\n"));
    Ok(made.map_err(|error| explained(&error, &server.place))?)
}

/// Lets a role read the views, and nothing else of ours.
pub(super) fn let_read(
    server: &mut Server,
    place: &Destination,
    role: &str,
) -> Result<(), PublishError> {
    let failed = |error: postgres::Error, server: &Server| explained(&error, &server.place);
    let known = server.client.query(
        "SELECT 1 FROM pg_catalog.pg_roles WHERE rolname = $1",
        &[&role],
    );
    if known.map_err(|error| failed(error, server))?.is_empty() {
        let trouble = ServerTrouble::new(format!("the server has no role `{role}`"));
        return Err(trouble.hint("CREATE ROLE … NOLOGIN makes one").into());
    }
    let (tables, views): (Vec<String>, Vec<String>) = names()
        .into_iter()
        .map(|name| place.named(&format!("claimbook.{name}")))
        .partition(|name| !name.contains(".public_"));
    let (schema, role) = (quoted(&place.schema), quoted(role));
    let grants = format!(
        "REVOKE ALL ON {} FROM {role}; GRANT USAGE ON SCHEMA {schema} TO {role}; GRANT SELECT ON {} TO {role}",
        tables.join(", "),
        views.join(", ")
    );
    let granted = server.client.batch_execute(&grants);
    Ok(granted.map_err(|error| failed(error, server))?)
}
