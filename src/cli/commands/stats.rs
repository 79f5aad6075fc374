//! `claimbook stats` counts claims.

use crate::cli::failure::{Exit, Failure};
use crate::cli::read::as_of::AsOfArgument;
use crate::cli::read::filter::{FilterArguments, tell_unmatched};
use crate::cli::read::format::{Shape, TableFormat};
use crate::cli::read::{as_of, format};
use crate::cli::session::Session;
use claimbook::answer::stats::{occurring, status_counts};
use claimbook::domain::filter::Filter;
use claimbook::index::{By, Index};
use claimbook::view::stats;
use clap::{Args, ValueEnum};

/// What follows the long help.
const AFTER_HELP: &str = "\
Examples:
  claimbook stats
  claimbook stats --by speaker --article border-town
  claimbook stats --by month --since 2026 --format csv";

/// Count claims by status, speaker, article and so on
#[derive(Args, Debug)]
#[command(after_long_help = AFTER_HELP)]
pub(crate) struct Arguments {
    /// Count only these claims: ids, or beginnings of exactly one id
    #[arg(value_name = "CLAIM")]
    ids: Vec<String>,
    #[command(flatten)]
    filters: FilterArguments,
    /// What to group by [default: status]
    #[arg(
        long,
        value_enum,
        default_value_t,
        hide_default_value = true,
        help_heading = "Output"
    )]
    by: Grouping,
    /// The output format
    #[arg(long, value_enum, help_heading = "Output")]
    format: Option<TableFormat>,
    #[command(flatten)]
    pub(super) as_of: AsOfArgument,
}

/// What claims can be grouped by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Grouping {
    /// The status
    #[default]
    Status,
    /// The speaker
    Speaker,
    /// The article
    Article,
    /// The kind of statement
    Kind,
    /// Each tag of the claims
    Tag,
    /// The month in which it was said
    Month,
    /// The status that the evidence gives, without rulings
    Derived,
    /// The number of independent origins for the claim
    Origins,
}

impl Grouping {
    fn by(self) -> Option<By> {
        match self {
            Self::Status => None,
            Self::Speaker => Some(By::Speaker),
            Self::Article => Some(By::Article),
            Self::Kind => Some(By::Kind),
            Self::Tag => Some(By::Tag),
            Self::Month => Some(By::Month),
            Self::Derived => Some(By::Derived),
            Self::Origins => Some(By::Origins),
        }
    }
}

/// Counts claims.
pub(crate) fn run(arguments: Arguments, session: &Session) -> Result<Exit, Failure> {
    let workspace = session.open()?;
    let filter = arguments
        .filters
        .resolved(&arguments.ids, session, &workspace)?;
    let index = workspace.index();
    let filtered = filter != Filter::default();
    if filtered && index.count(&filter, session.today)? == 0 {
        tell_unmatched(session, index, &filter)?;
    }
    let shape = arguments.format.map_or_else(format::usual, Shape::from);
    as_of::above_list(session, Some(shape))?;
    match arguments.by.by() {
        None => by_status(index, session, &filter, arguments.format),
        Some(by) => by_group(index, session, (&filter, by), arguments.format),
    }
}

fn by_status(
    index: &Index,
    session: &Session,
    filter: &Filter,
    format: Option<TableFormat>,
) -> Result<Exit, Failure> {
    let all = *filter == Filter::default();
    let tallies = if all {
        index.tallies()
    } else {
        index.tallies_of(filter, session.today)
    };
    let counts = status_counts(&tallies?);
    format::write_table(
        session.console,
        format,
        &stats::status_columns(),
        &counts,
        stats::status_row,
    )
}

fn by_group(
    index: &Index,
    session: &Session,
    (filter, by): (&Filter, By),
    format: Option<TableFormat>,
) -> Result<Exit, Failure> {
    let groups = index.groups(filter, by, session.today)?;
    if format == Some(TableFormat::Csv) {
        let statuses = occurring(&groups);
        let columns = stats::record_columns(by.as_str(), &statuses);
        return format::write_table(session.console, format, &columns, &groups, |group| {
            stats::record(group, &statuses)
        });
    }
    let nameless = if by == By::Speaker {
        "the article"
    } else {
        "(none)"
    };
    let columns = stats::group_columns(by.as_str());
    format::write_table(session.console, format, &columns, &groups, |group| {
        stats::group_row(group, nameless)
    })
}
