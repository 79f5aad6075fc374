//! `claimbook completions` prints completion scripts for shells.

use crate::cli::complete;
use crate::cli::failure::{Exit, Failure};
use crate::cli::terminal::output;
use clap::Args;
use clap_complete::Shell;

/// What follows the long help.
const AFTER_HELP: &str = "\
The script asks `claimbook` in your PATH what can follow: commands, flags, ids of claims, sources, parties and articles, tags, \
fields and their values. It needs no update when claimbook gets new commands.

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
pub(crate) fn run(arguments: &Arguments) -> Result<Exit, Failure> {
    output::print(&complete::script(arguments.shell)?)?;
    Ok(Exit::Clean)
}
