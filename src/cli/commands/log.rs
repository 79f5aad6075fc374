//! `claimbook log` shows evidence and rulings, oldest first.

use crate::cli::failure::{Exit, Failure};
use crate::cli::read::format::TableFormat;
use crate::cli::read::{format, resolve};
use crate::cli::session::Session;
use crate::cli::values;
use crate::cli::values::Day;
use claimbook::answer::{Found, LogEntry};
use claimbook::view;
use claimbook::workspace::Workspace;
use clap::Args;
use std::ops::ControlFlow;

/// What follows the long help.
const AFTER_HELP: &str = "\
claimbook leaves out evidence that does not say when it was added. For other changes of the files, ask git.

Examples:
  claimbook log --since yesterday
  claimbook log toll-2025";

/// Show evidence and rulings, oldest first
#[derive(Args, Debug)]
#[command(after_long_help = AFTER_HELP)]
pub(crate) struct Arguments {
    /// Only for these claims and sources: ids, or beginnings of exactly one id
    #[arg(value_name = "ID")]
    ids: Vec<String>,
    /// Only from this date on: 2026, 2026-03, 2026-03-02, today, yesterday, tomorrow or +3d
    #[arg(long, value_name = "DAY", value_parser = values::day)]
    since: Option<Day>,
    /// The output format
    #[arg(long, value_enum)]
    format: Option<TableFormat>,
}

/// Shows the log.
pub(crate) fn run(arguments: &Arguments, session: &Session) -> Result<Exit, Failure> {
    let workspace = session.open()?;
    let ids: Vec<String> = arguments
        .ids
        .iter()
        .map(|typed| id(session, &workspace, typed))
        .collect::<Result<_, _>>()?;
    let since = arguments.since.map(|day| day.date(session.today));
    let log = |each: &mut dyn FnMut(LogEntry) -> ControlFlow<()>| {
        workspace.index().log(&ids, since, each)
    };
    format::stream_table(
        session.console,
        arguments.format,
        &view::log::columns(),
        view::log::row,
        |take| format::each(log, &mut |entry| take(&entry)),
    )
}

fn id(session: &Session, workspace: &Workspace, typed: &str) -> Result<String, Failure> {
    match resolve::any(session, workspace, typed)? {
        Found::Source(id) | Found::Article(id) => Ok(id),
        Found::Claim(row) => workspace
            .index()
            .claim(row, session.today)
            .map(|claim| claim.id)
            .map_err(Failure::from),
        _ => Err(Failure::unknown(format!(
            "`{typed}` is neither a claim nor a source"
        ))),
    }
}
