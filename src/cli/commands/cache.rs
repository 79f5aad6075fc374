//! `claimbook cache` shows where the index of a book lies, and deletes it.

use crate::cli::failure::{Exit, Failure};
use crate::cli::session::Session;
use crate::cli::terminal::output::Output;
use claimbook::workspace::Workspace;
use clap::{Args, Subcommand};
use std::io::Write;

/// What follows the long help.
const AFTER_HELP: &str = "\
claimbook keeps the index of each book outside the book, because a book from somebody else must not bring one. The caches
of all books lie in the folder that `--cache` names, else CLAIMBOOK_CACHE, else XDG_CACHE_HOME, else the system. If claimbook
cannot write there, it builds the index in memory each time.

Examples:
  sqlite3 -readonly \"$(claimbook cache path)\"
  claimbook cache clear";

/// Show where the index of the book lies, or delete it
#[derive(Args, Debug)]
#[command(after_long_help = AFTER_HELP)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: CacheCommand,
}

#[derive(Debug, Subcommand)]
enum CacheCommand {
    Path(PathArguments),
    Clear(ClearArguments),
}

/// Print the path of the index, a SQLite file
///
/// The file is missing until a command reads the book.
#[derive(Args, Debug)]
struct PathArguments {}

/// Delete the index
///
/// The next command builds it again from the text files.
#[derive(Args, Debug)]
struct ClearArguments {}

/// Runs one of the commands.
pub(crate) fn run(arguments: &Arguments, session: &Session) -> Result<Exit, Failure> {
    let cache = session.cache_of_book()?;
    match arguments.command {
        CacheCommand::Path(_) => {
            let mut out = Output::stdout();
            writeln!(out, "{}", cache.index().display())?;
            out.finish()?;
        }
        CacheCommand::Clear(_) => {
            let cannot = |error| Failure::because("cannot delete the index", &error);
            let was_there = Workspace::clear(&cache).map_err(cannot)?;
            let done = if was_there {
                "deleted the index"
            } else {
                "there was no index"
            };
            session.console.tell("done", done);
        }
    }
    Ok(Exit::Clean)
}
