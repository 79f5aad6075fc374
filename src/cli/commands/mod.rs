//! The commands, one file each: their arguments, whose comments are the help, and what they do.

mod completions;
mod init;
mod list;
mod man;

use super::exit::Exit;
use super::failure::Failure;
use super::session::Session;
use clap::Subcommand;

/// A command and its arguments.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Init(init::Arguments),
    List(list::Arguments),
    Completions(completions::Arguments),
    Man(man::Arguments),
}

/// Runs a command; without one, shows where the book stands.
pub(crate) fn run(command: Option<Command>, session: &Session) -> Result<Exit, Failure> {
    match command {
        None => Ok(Exit::Clean),
        Some(Command::Init(arguments)) => init::run(&arguments, session),
        Some(Command::List(arguments)) => list::run(arguments, session),
        Some(Command::Completions(arguments)) => completions::run(&arguments),
        Some(Command::Man(arguments)) => man::run(&arguments),
    }
}
