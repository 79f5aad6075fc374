//! `claimbook source`: the registry of sources.

use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::format::TableFormat;
use crate::cli::resolve::unanswered;
use crate::cli::session::Session;
use crate::cli::tables;
use claimbook::view;
use clap::Args;
use clap::Subcommand;
use std::ops::ControlFlow;

use super::show;

/// List the sources, or show one with what it derives from and what rests on it
#[derive(Args, Debug)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    List(ListArguments),
    Show(show::Arguments),
}

/// List the sources, one a row
#[derive(Args, Debug)]
struct ListArguments {
    /// What to print
    #[arg(long, value_enum, default_value_t, hide_default_value = true)]
    format: TableFormat,
}

/// Runs one of the commands.
pub(crate) fn run(arguments: Arguments, session: &Session) -> Result<Exit, Failure> {
    match arguments.command {
        Command::List(arguments) => list(&arguments, session),
        Command::Show(arguments) => show::run(&arguments, session),
    }
}

fn list(arguments: &ListArguments, session: &Session) -> Result<Exit, Failure> {
    let workspace = session.open()?;
    let mut sources = Vec::new();
    let read = workspace.index().sources(&mut |source| {
        sources.push(source);
        ControlFlow::Continue(())
    });
    read.map_err(|error| unanswered(&error))?;
    tables::write(session.manner, arguments.format, &view::source::columns(), &sources, view::source::row)?;
    Ok(Exit::Clean)
}
