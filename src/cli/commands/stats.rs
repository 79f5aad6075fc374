//! `claimbook stats`: counts of claims.

use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::filter::FilterArguments;
use crate::cli::format::TableFormat;
use crate::cli::resolve;
use crate::cli::resolve::unanswered;
use crate::cli::session::Session;
use crate::cli::stub as query;
use crate::cli::stub::By;
use crate::cli::tables;
use clap::Args;
use clap::ValueEnum;
use claimbook::view;

/// What follows the long help.
const AFTER_HELP: &str = "\
Examples:
  claimbook stats
  claimbook stats --by speaker --article border-town
  claimbook stats --by month --since 2026 --format csv";

/// Count claims, by status or by what they have in common
#[derive(Args, Debug)]
#[command(after_long_help = AFTER_HELP)]
pub(crate) struct Arguments {
    /// Count only these claims: ids, or unique beginnings of ids
    #[arg(value_name = "CLAIM")]
    ids: Vec<String>,
    #[command(flatten)]
    filters: FilterArguments,
    /// Group by this
    #[arg(long, value_enum, default_value_t, hide_default_value = true, help_heading = "Output")]
    by: Grouping,
    /// What to print
    #[arg(long, value_enum, default_value_t, hide_default_value = true, help_heading = "Output")]
    format: TableFormat,
}

/// `--by`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Grouping {
    /// The status shown
    #[default]
    Status,
    /// Who says it
    Speaker,
    /// The article
    Article,
    /// The kind of statement
    Kind,
    /// Each tag
    Tag,
    /// The month of its newest evidence or ruling, else of the day it was said
    Month,
}

/// Counts.
pub(crate) fn run(arguments: Arguments, session: &Session) -> Result<Exit, Failure> {
    let _ = (resolve::claims, unanswered, view::stats::group_columns, tables::write::<String>, query::stats, By::Tag);
    let _ = (arguments.ids, arguments.filters, arguments.by, arguments.format, session);
    Ok(Exit::Clean)
}
