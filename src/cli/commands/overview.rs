//! `claimbook` without a command: an overview of the book, or the help outside of a book.

use crate::cli::driver::notice;
use crate::cli::failure::{Exit, Failure};
use crate::cli::read::format;
use crate::cli::read::format::PageFormat;
use crate::cli::session::{Session, book_name};
use claimbook::answer;
use claimbook::answer::{ClaimRow, Tallies};
use claimbook::domain::filter::Filter;
use claimbook::domain::status::{Derived, Flag};
use claimbook::index::{Index, IndexError, Listing};
use claimbook::view::overview;
use claimbook::view::overview::{Overview, WaitingClaims};
use clap::Command;

/// How many contested claims the overview shows.
const CONTESTED_SHOWN: u64 = 5;

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
    let waiting = waiting(index, session, &tallies)?;
    Ok(Overview {
        name,
        contested: contested(index, session)?,
        waiting,
        tallies,
    })
}

fn contested(index: &Index, session: &Session) -> Result<Vec<ClaimRow>, IndexError> {
    let filter = Filter {
        contested: true,
        ..Filter::default()
    };
    let listing = Listing {
        limit: Some(CONTESTED_SHOWN),
        ..session.file_order()
    };
    answer::claims(index, &filter, &listing)
}

fn waiting(
    index: &Index,
    session: &Session,
    tallies: &Tallies,
) -> Result<Vec<WaitingClaims>, IndexError> {
    let flagged = |flag: Flag| {
        let of_flag = tallies.flags.iter().find(|(of, _)| *of == flag);
        of_flag.map_or(0, |(_, claims)| *claims)
    };
    let unsourced = Filter {
        unsourced: true,
        derived: vec![Derived::Unverified],
        ..Filter::default()
    };
    let stale = Filter {
        flag: vec![Flag::Stale],
        ..Filter::default()
    };
    let counted = [
        (flagged(Flag::Draft), DRAFT),
        (index.count(&unsourced, session.today)?, UNSOURCED),
        (flagged(Flag::Reopen), REOPEN),
        (flagged(Flag::Reworded), REWORDED),
        (flagged(Flag::RulingDiffers), RULING_DIFFERS),
        (flagged(Flag::AllInterested), ALL_INTERESTED),
        (index.count(&stale, session.today)?, STALE),
    ];
    let waiting = counted.map(|(claims, (matter, command))| WaitingClaims {
        claims,
        matter,
        command,
    });
    Ok(waiting.into())
}

/// What waits for a person, and the command that lists it.
type Matter = (&'static str, &'static str);

const DRAFT: Matter = (
    "that claimbook proposed and nobody has read",
    "claimbook list --flag draft",
);
const UNSOURCED: Matter = (
    "without evidence",
    "claimbook list --unsourced --derived unverified",
);
const REWORDED: Matter = (
    "with another text than the ruling judged",
    "claimbook list --flag reworded",
);
const REOPEN: Matter = (
    "with evidence newer than the ruling",
    "claimbook list --flag reopen",
);
const RULING_DIFFERS: Matter = (
    "whose evidence contradicts the ruling",
    "claimbook list --flag ruling-differs",
);
const ALL_INTERESTED: Matter = (
    "whose established sources all have a stake",
    "claimbook list --flag all-interested",
);
const STALE: Matter = ("due for another check", "claimbook list --flag stale");
