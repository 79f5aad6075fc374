//! The command line: arguments in, exit code out. Only this module knows hints, the environment, colour and the pager.

mod arguments;
mod commands;
mod failure;
mod read;
mod session;
mod terminal;
mod values;
mod write;

use arguments::Arguments;
use clap::{CommandFactory, Parser};
use std::process::ExitCode;

/// Runs the program.
pub(crate) fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return usage(&error),
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
fn usage(error: &clap::Error) -> ExitCode {
    let _ = error.print();
    let asked_for = !error.use_stderr();
    if asked_for {
        failure::Exit::Clean.into()
    } else {
        failure::Exit::Failed.into()
    }
}
