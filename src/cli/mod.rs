//! The command line: arguments in, exit code out. Hints, environment, colour, pager and the process live only here.

mod arguments;
mod colour;
mod commands;
mod day;
mod desk;
mod exit;
mod failure;
mod fields;
mod file;
mod filter;
mod format;
mod output;
mod pager;
mod pages;
mod person;
mod progress;
mod references;
mod registry;
mod resolve;
mod session;
mod source_fields;
mod tables;

use arguments::Arguments;
use clap::Parser;
use std::process::ExitCode;

/// Runs the program.
pub(crate) fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return usage(&error),
    };
    let session = session::Session::new(&arguments.global);
    let exit = match commands::run(arguments.command, &session) {
        Ok(exit) => exit.max(session.exit()),
        Err(failure) => {
            session.manner.fail(&failure);
            session.exit_after(&failure)
        }
    };
    exit.into()
}

/// Prints clap's help, version or usage error. A closed pipe is no failure.
fn usage(error: &clap::Error) -> ExitCode {
    let _ = error.print();
    let asked_for = !error.use_stderr();
    if asked_for {
        exit::Exit::Clean.into()
    } else {
        exit::Exit::Failed.into()
    }
}
