//! The command line: arguments in, exit code out. Only this module knows hints, the environment, colour and the pager.

mod arguments;
mod caches;
mod commands;
mod complete;
mod driver;
mod failure;
mod git;
mod guess;
mod paths;
mod read;
mod session;
mod terminal;
mod values;
mod write;

use arguments::Arguments;
use claimbook::render::clean;
use commands::Command;
use failure::{Exit, Failure};
use session::Session;
use std::ffi::OsString;
use std::io;
use std::io::{IsTerminal, Write};
use std::process::ExitCode;
use terminal::colour::Colour;
use terminal::output::Console;
use terminal::{output, spool};

/// Runs the program.
pub(crate) fn main() -> ExitCode {
    if let Some(exit) = complete::answer(Arguments::program) {
        return exit.into();
    }
    let arguments = match Arguments::read(std::env::args_os()) {
        Ok(arguments) => arguments,
        Err(error) => return usage(error),
    };
    let mut session = Session::new(&arguments.global);
    let as_of = arguments.command.as_ref().and_then(Command::as_of);
    let gone_back = as_of.map_or(Ok(()), |typed| session.go_back(typed));
    let answered =
        gone_back.and_then(|()| commands::run(arguments.command, &session, Arguments::program));
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
    let arguments = Arguments::read(std::env::args_os()).ok()?;
    Some(commands::run(
        arguments.command,
        session,
        Arguments::program,
    ))
}

/// Prints clap's help or version, or a usage error. If nobody reads it, there is nobody to tell.
fn usage(error: clap::Error) -> ExitCode {
    if error.use_stderr() {
        return misuse(error);
    }
    let text = shown(&error, io::stdout().is_terminal());
    let _ = output::print(&text).and_then(|()| spool::settle());
    Exit::Clean.into()
}

/// Says what is wrong with the arguments, which are safe to print because they are cleaned before.
fn misuse(error: clap::Error) -> ExitCode {
    let words = std::env::args_os();
    let words: Vec<String> = words
        .map(|word| clean::line(&word.to_string_lossy()).into_owned())
        .collect();
    let cleaned = Arguments::read(words.iter().map(OsString::from)).err();
    let error = cleaned.unwrap_or(error);
    let mut program = Arguments::program();
    program.build();
    if let Some(failure) = guess::failure(&error, &program, &words) {
        Console::default().fail(&failure);
        let _ = spool::settle();
    } else {
        let text = shown(&error, io::stderr().is_terminal());
        let _ = output::messages().write_all(text.as_bytes());
    }
    Exit::Failed.into()
}

fn shown(error: &clap::Error, is_terminal: bool) -> String {
    let text = error.render();
    if Colour::Auto.on(is_terminal) {
        text.ansi().to_string()
    } else {
        text.to_string()
    }
}
