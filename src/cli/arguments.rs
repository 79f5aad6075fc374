//! The whole command line. The comments are the help; each command has its own arguments in its file.

use crate::cli::commands;
use crate::cli::commands::Command;
use crate::cli::session::Global;
use clap::builder::Styles;
use clap::{CommandFactory, FromArgMatches, Parser};
use std::ffi::OsString;

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
#[command(disable_help_subcommand = true, propagate_version = false)]
pub(crate) struct Arguments {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
}

impl Arguments {
    /// clap's description of the whole command line, whose help lists the commands in groups.
    pub(crate) fn program() -> clap::Command {
        let program = Self::command();
        let help = grouped_help(&program);
        program.help_template(help)
    }

    /// Reads a command line, the first word of which is the program.
    pub(crate) fn read(words: impl IntoIterator<Item = OsString>) -> Result<Self, clap::Error> {
        let matches = Self::program().try_get_matches_from(words)?;
        Self::from_arg_matches(&matches)
    }
}

/// clap's template for the help of the whole program.
fn grouped_help(program: &clap::Command) -> String {
    let header = *Styles::styled().get_header();
    let literal = *Styles::styled().get_literal();
    let mut lines = vec!["{about-with-newline}\n{usage-heading} {usage}".to_owned()];
    for (group, names) in commands::GROUPS {
        lines.push(format!("\n{header}{group}:{header:#}"));
        for name in *names {
            let command = program.find_subcommand(name);
            let about = command.and_then(clap::Command::get_about);
            let about = about.map(ToString::to_string).unwrap_or_default();
            lines.push(format!("  {literal}{name:<13}{literal:#}{about}"));
        }
    }
    lines.push(format!("\n{header}Global options:{header:#}"));
    lines.push("{options}{after-help}".to_owned());
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::Arguments;
    use crate::cli::commands::GROUPS;

    #[test]
    fn the_command_tree_is_well_formed() {
        Arguments::program().debug_assert();
    }

    #[test]
    fn every_command_is_in_one_group_of_the_help_and_fits_its_line() {
        let program = Arguments::program();
        let mut grouped: Vec<&str> = GROUPS
            .iter()
            .flat_map(|(_, names)| *names)
            .copied()
            .collect();
        grouped.sort_unstable();
        let mut commands: Vec<&str> = program
            .get_subcommands()
            .map(clap::Command::get_name)
            .collect();
        commands.sort_unstable();
        assert_eq!(grouped, commands);
        for command in program.get_subcommands() {
            let about = command.get_about().unwrap().to_string();
            assert!(about.chars().count() <= 80, "{about}");
        }
    }

    #[test]
    fn every_command_and_every_argument_says_what_it_does() {
        let mut waiting = vec![Arguments::program()];
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
