//! `claimbook schema` prints the JSON Schema of a book's files, for editors.

use crate::cli::failure::{Exit, Failure};
use crate::cli::terminal::output;
use clap::Args;

/// The schema of a claims file.
pub(super) const SCHEMA: &str = include_str!("../../../claimbook.schema.json");

/// What follows the long help.
const AFTER_HELP: &str = "\
`claimbook init` writes it beside the settings of a new book. After an update of claimbook, write it again. To make an editor \
complete and check as you type, begin a file in `claims` with the line
  #:schema ../claimbook.schema.json

`claimbook sql --schema` describes the tables of the index.

Examples:
  claimbook schema > claimbook.schema.json";

/// Print the JSON Schema of a book's files, for your editor
#[derive(Args, Debug)]
#[command(after_long_help = AFTER_HELP)]
pub(crate) struct Arguments {}

/// Prints the schema.
pub(crate) fn run(_arguments: &Arguments) -> Result<Exit, Failure> {
    output::print(SCHEMA)?;
    Ok(Exit::Clean)
}
