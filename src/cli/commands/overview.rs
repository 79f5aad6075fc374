//! `claimbook` alone: inside a book, where it stands; outside of one, the help.

use crate::cli::failure::Exit;
use crate::cli::failure::Failure;
use crate::cli::read::format;
use crate::cli::read::format::PageFormat;
use crate::cli::session::Session;
use claimbook::answer::ClaimRow;
use claimbook::answer::Tallies;
use claimbook::domain::filter::Filter;
use claimbook::domain::status::Derived;
use claimbook::domain::status::Flag;
use claimbook::index::Index;
use claimbook::index::IndexError;
use claimbook::index::Listing;
use claimbook::index::Order;
use claimbook::view::overview;
use claimbook::view::overview::Overview;
use claimbook::view::overview::Waiting;
use claimbook::workspace::Workspace;
use clap::Command;
use std::ops::ControlFlow;
use std::path::Path;

/// Contested claims that fit the screen with the rest.
const CONTESTED_SHOWN: u64 = 5;

/// Shows where the book stands.
pub(crate) fn run(session: &Session, mut program: Command) -> Result<Exit, Failure> {
    if session.root()?.is_none() {
        program.print_help()?;
        return Ok(Exit::Clean);
    }
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

/// The book's name: as its settings have it, else its folder's.
pub(super) fn book_name(workspace: &Workspace) -> String {
    workspace
        .config()
        .name
        .clone()
        .unwrap_or_else(|| folder_name(workspace.root()))
}

fn folder_name(root: &Path) -> String {
    let folder = root.canonicalize().unwrap_or_else(|_| root.to_owned());
    folder.file_name().map_or_else(
        || folder.display().to_string(),
        |name| name.to_string_lossy().into_owned(),
    )
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
        order: Order::Place,
        reverse: false,
        limit: Some(CONTESTED_SHOWN),
        today: session.today,
    };
    let mut claims = Vec::new();
    index.claims(&filter, &listing, &mut |claim| {
        claims.push(claim);
        ControlFlow::Continue(())
    })?;
    Ok(claims)
}

fn waiting(
    index: &Index,
    session: &Session,
    tallies: &Tallies,
) -> Result<Vec<Waiting>, IndexError> {
    let flagged = |flag: Flag| {
        tallies
            .flags
            .iter()
            .find(|(of, _)| *of == flag)
            .map_or(0, |(_, claims)| *claims)
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
    Ok(vec![
        Waiting {
            claims: index.count(&unsourced, session.today)?,
            matter: "without any evidence",
            command: "claimbook list --unsourced --derived unverified",
        },
        Waiting {
            claims: flagged(Flag::Reopen),
            matter: "with evidence newer than the ruling",
            command: "claimbook list --flag reopen",
        },
        Waiting {
            claims: flagged(Flag::RulingDiffers),
            matter: "whose ruling and evidence contradict each other",
            command: "claimbook list --flag ruling-differs",
        },
        Waiting {
            claims: flagged(Flag::AllInterested),
            matter: "whose every established source has a stake",
            command: "claimbook list --flag all-interested",
        },
        Waiting {
            claims: index.count(&stale, session.today)?,
            matter: "due to be looked at again",
            command: "claimbook list --flag stale",
        },
    ])
}
