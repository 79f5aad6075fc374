//! The command line: arguments in, exit code out. Only this module knows hints, the environment, colour and the pager.

mod arguments;
mod caches;
mod commands;
mod failure;
mod paths;
mod read;
mod session;
mod terminal;
mod values;
mod write;

use arguments::Arguments;
use claimbook::render::clean;
use clap::{CommandFactory, Parser};
use failure::{Exit, Failure};
use session::Session;
use std::io;
use std::io::{IsTerminal, Write};
use std::process::ExitCode;
use terminal::colour::Colour;
use terminal::{output, spool};

/// Runs the program.
pub(crate) fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return usage(error),
    };
    let session = Session::new(&arguments.global);
    let answered = commands::run(arguments.command, &session, Arguments::command);
    let answered = match answered {
        Err(failure) if failure.is_damage => answered_again(&session).unwrap_or(Err(failure)),
        answered => answered,
    };
    let exit = match &answered {
        Ok(exit) => (*exit).max(session.exit()),
        Err(failure) => session.exit_after(failure),
    };
    // The index is closed now, so a slow reader keeps nobody waiting.
    let settled = spool::settle().map_err(Failure::from);
    for failure in [answered.err(), settled.err()].into_iter().flatten() {
        session.console.fail(&failure);
        if failure.exit > exit {
            return failure.exit.into();
        }
    }
    exit.into()
}

/// Answers with a new index, because the old one is damaged. None if that is not possible any more: a part of the answer is
/// printed, or the command has changed files.
fn answered_again(session: &Session) -> Option<Result<Exit, Failure>> {
    if session.has_written() || !spool::take_back() || !session.drop_index() {
        return None;
    }
    let arguments = Arguments::try_parse().ok()?;
    Some(commands::run(
        arguments.command,
        session,
        Arguments::command,
    ))
}

/// Prints clap's help, version or usage error. If nobody reads it, there is nobody to tell.
fn usage(error: clap::Error) -> ExitCode {
    let asked_for = !error.use_stderr();
    let error = if asked_for { error } else { cleaned(error) };
    let is_terminal = if asked_for {
        io::stdout().is_terminal()
    } else {
        io::stderr().is_terminal()
    };
    let text = error.render();
    let text = if Colour::Auto.on(is_terminal) {
        text.ansi().to_string()
    } else {
        text.to_string()
    };
    if asked_for {
        let _ = output::print(&text).and_then(|()| spool::settle());
        return Exit::Clean.into();
    }
    let _ = output::messages().write_all(text.as_bytes());
    Exit::Failed.into()
}

/// The same error about arguments that are safe to print, because the error repeats them.
fn cleaned(error: clap::Error) -> clap::Error {
    let arguments = std::env::args_os();
    let arguments = arguments.map(|text| clean::line(&text.to_string_lossy()).into_owned());
    Arguments::try_parse_from(arguments).err().unwrap_or(error)
}
