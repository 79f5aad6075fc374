//! `claimbook` without a command: an overview of the book, or the help outside of a book.

use crate::cli::driver::notice;
use crate::cli::failure::{Exit, Failure};
use crate::cli::read::format;
use crate::cli::read::format::PageFormat;
use crate::cli::session::{Session, book_name};
use claimbook::answer;
use claimbook::domain::queue::Matter;
use claimbook::domain::status::Flag;
use claimbook::index::{Index, IndexError};
use claimbook::view::overview::Overview;
use claimbook::view::queue::QueueEntry;
use claimbook::view::{overview, queue};
use clap::Command;

/// How many claims of the queue the screen shows.
const SHOWN: u64 = 8;

/// Shows the overview.
pub(crate) fn run(session: &Session, mut program: Command) -> Result<Exit, Failure> {
    let Some(root) = session.root()? else {
        program.print_help()?;
        return Ok(Exit::Clean);
    };
    notice::tell_missing(session, &root);
    let workspace = session.open()?;
    let name = book_name(&workspace);
    let overview = overview(workspace.index(), session, name)?;
    format::write_pages(
        session.console,
        PageFormat::Text,
        &[overview::page(&overview)],
    )?;
    Ok(Exit::Clean)
}

fn overview(index: &Index, session: &Session, name: String) -> Result<Overview, IndexError> {
    let tallies = index.tallies()?;
    let drafts = tallies.flags.iter().find(|(flag, _)| *flag == Flag::Draft);
    Ok(Overview {
        name,
        drafts: drafts.map_or(0, |(_, claims)| *claims),
        waiting: index.queue_counts(None, session.today)?,
        queue: first(index, session)?,
        tallies,
    })
}

/// The first claims of the queue.
fn first(index: &Index, session: &Session) -> Result<Vec<QueueEntry>, IndexError> {
    let waiting = index.queue(None, session.today, Some(SHOWN))?;
    let entry = |row: i64, matters: &[Matter]| {
        let facts = answer::claim_facts(index, row, session.today)?;
        Ok(queue::entry(&facts, matters, session.today))
    };
    waiting
        .iter()
        .map(|claim| entry(claim.row, &claim.matters))
        .collect()
}
