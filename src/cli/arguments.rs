//! The arguments as typed: the global ones here, each command's own in its file. Their comments are the help.

use crate::cli::commands::Command;
use crate::cli::session::Global;
use clap::Parser;

/// What follows the long help.
const AFTER_HELP: &str = "\
Examples:
  claimbook init desk && cd desk    start a book
  claimbook                         where the book stands
  claimbook list --contested        what has two sides
  claimbook show toll-2025          everything about one claim
  claimbook why toll-2025           how its status came about
  claimbook cite toll-2025 burial-records --supports    one more source on it

Exit codes:
  0  done and clean
  1  an id is unknown, or `check` found something
  2  could not run, or a file of the book could not be read

Environment:
  CLAIMBOOK_DIR     the book's folder, as --book
  CLAIMBOOK_USER    the name under which you add evidence and rule
  VISUAL, EDITOR    the editor of `claimbook edit`
  CLAIMBOOK_PAGER   the pager for long output (else PAGER, else less); empty: none
  NO_COLOR          no colour; CLICOLOR_FORCE or FORCE_COLOR: always colour";

/// Plain-text accounting for facts: claims, their sources, and where their verification stands
///
/// A book is a folder with a `claims` folder of TOML files in it: what an article claims, who says it, and what supports
/// or refutes it. claimbook counts independent origins, finds what is contested or unsourced, and explains how each
/// status came about. People rule.
///
/// Without a command, shows where the book stands.
#[derive(Debug, Parser)]
#[command(name = "claimbook", version, after_long_help = AFTER_HELP, max_term_width = 100)]
#[command(disable_help_subcommand = false, propagate_version = false)]
pub(crate) struct Arguments {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
}

#[cfg(test)]
mod tests {
    use super::Arguments;
    use clap::CommandFactory;

    #[test]
    fn the_command_tree_is_well_formed() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn every_command_and_every_argument_says_what_it_does() {
        let mut waiting = vec![Arguments::command()];
        while let Some(command) = waiting.pop() {
            assert!(command.get_about().is_some(), "{}", command.get_name());
            for argument in command.get_arguments() {
                assert!(
                    argument.get_help().is_some(),
                    "{} {}",
                    command.get_name(),
                    argument.get_id()
                );
            }
            waiting.extend(command.get_subcommands().cloned());
        }
    }
}
