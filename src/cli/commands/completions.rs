//! `claimbook completions` prints completion scripts for shells.

use crate::cli::failure::{Exit, Failure};
use crate::cli::terminal::output;
use clap::{Args, Command};
use clap_complete::Shell;

/// What follows the long help.
const AFTER_HELP: &str = "\
Examples:
  claimbook completions bash > ~/.local/share/bash-completion/completions/claimbook
  claimbook completions zsh > ~/.zfunc/_claimbook
  claimbook completions fish > ~/.config/fish/completions/claimbook.fish";

/// Print a completion script for a shell
#[derive(Args, Debug)]
#[command(after_long_help = AFTER_HELP)]
pub(crate) struct Arguments {
    /// The shell
    shell: Shell,
}

/// Prints the script.
pub(crate) fn run(arguments: &Arguments, mut program: Command) -> Result<Exit, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut program, "claimbook", &mut script);
    output::print(&String::from_utf8_lossy(&script))?;
    Ok(Exit::Clean)
}
