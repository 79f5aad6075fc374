//! The command line: arguments in, exit code out. Only this module knows hints, the environment, colour and the pager.

mod arguments;
mod caches;
mod commands;
mod failure;
mod read;
mod session;
mod terminal;
mod values;
mod write;

use arguments::Arguments;
use claimbook::render::clean;
use clap::{CommandFactory, Parser};
use failure::Exit;
use std::io;
use std::io::{IsTerminal, Write};
use std::process::ExitCode;
use terminal::colour::Colour;
use terminal::output;

/// Runs the program.
pub(crate) fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return usage(error),
    };
    let session = session::Session::new(&arguments.global);
    let exit = match commands::run(arguments.command, &session, Arguments::command) {
        Ok(exit) => exit.max(session.exit()),
        Err(failure) => {
            session.console.fail(&failure);
            session.exit_after(&failure)
        }
    };
    exit.into()
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
        let _ = output::print(&text);
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
