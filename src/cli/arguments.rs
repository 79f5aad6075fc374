//! The whole command line. The comments are the help; each command has its own arguments in its file.

use crate::cli::commands::Command;
use crate::cli::session::Global;
use clap::Parser;

/// What follows the long help.
const AFTER_HELP: &str = "\
Examples:
  claimbook init desk && cd desk    start a book
  claimbook                         an overview of the book
  claimbook list --contested        the claims with two sides
  claimbook show toll-2025          everything about one claim
  claimbook why toll-2025           how the evidence gives it its status
  claimbook cite toll-2025 burial-records --supports    add a source to it

Exit codes:
  0  done and clean
  1  an id is unknown, or `check` found something
  2  the command failed, or a file of the book could not be read

Environment:
  CLAIMBOOK_DIR     the book's folder, like --book
  CLAIMBOOK_CACHE   the folder for the indexes of books, like --cache
  CLAIMBOOK_USER    your name, for evidence and rulings
  VISUAL, EDITOR    the editor of `claimbook edit`
  CLAIMBOOK_PAGER   the pager for long output [default: PAGER, then less]; empty for none
  NO_COLOR          turn colour off
  FORCE_COLOR       turn colour on, like CLICOLOR_FORCE";

/// Plain-text accounting for facts: claims, their sources and their verification
///
/// A book is a folder that holds a `claims` folder of TOML files. They say what an article claims, who says it, and what
/// supports or refutes it. claimbook counts independent origins, finds claims that are contested or unsourced, and
/// explains every status. You rule on the claims.
///
/// Without a command, claimbook shows an overview of the book.
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
