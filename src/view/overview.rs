//! The home screen: how far the book has come, what is contested, what needs a person next.

use crate::answer::stats::status_counts;
use crate::answer::{ClaimRow, Tallies};
use crate::view::page::{Block, Line, Page};
use crate::view::role::Role;
use crate::view::table::{Cell, Fit, Table};
use crate::view::{claims, stats, words};

/// Claims that wait for a person, for the same reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitingClaims {
    /// How many claims.
    pub claims: u64,
    /// Why they wait, to follow the number.
    pub matter: &'static str,
    /// The command that lists them.
    pub command: &'static str,
}

/// What the screen shows.
#[derive(Clone, Debug, Default)]
pub struct Overview {
    /// The book's name, or its folder.
    pub name: String,
    /// The counts that the index keeps.
    pub tallies: Tallies,
    /// The first few contested claims.
    pub contested: Vec<ClaimRow>,
    /// What waits for a person.
    pub waiting: Vec<WaitingClaims>,
}

/// The screen.
#[must_use]
pub fn page(overview: &Overview) -> Page {
    let claims = overview.tallies.claims;
    let title = Line::new(&overview.name, Role::Heading)
        .then(format!("  {}", words::count(claims, "claim")));
    let mut page = Page(vec![Block::Title(title)]);
    if claims == 0 {
        page.0.push(Block::Paragraph(Line::plain(
            "No claims yet. Write them in `claims/`, one TOML file for each article.",
        )));
        return page;
    }
    page.0.push(Block::Table(statuses(&overview.tallies)));
    let shown = words::number(overview.contested.len());
    let more = overview.tallies.contested.saturating_sub(shown);
    let heading =
        Line::plain("Contested").and(hint("claimbook list --contested", more), Role::Quiet);
    page.part(heading, Block::Table(contested(&overview.contested)));
    page.part(
        "Waiting for a person",
        Block::Table(waiting(&overview.waiting)),
    );
    let next = Line::plain("Next: ")
        .and("claimbook show ID", Role::Command)
        .then(" for a claim, ");
    page.0.push(Block::Paragraph(
        next.and("claimbook why ID", Role::Command)
            .then(" for its status"),
    ));
    page
}

fn statuses(tallies: &Tallies) -> Table {
    let rows = status_counts(tallies)
        .iter()
        .map(stats::status_row)
        .collect();
    Table {
        columns: stats::status_columns(),
        rows,
    }
}

fn hint(command: &str, more: u64) -> String {
    if more > 0 {
        format!("  {more} more, and both sides: {command}")
    } else {
        format!("  both sides: {command}")
    }
}

fn contested(rows: &[ClaimRow]) -> Table {
    let columns = claims::columns(false)
        .into_iter()
        .filter(|column| column.title != "article")
        .collect();
    let rows = rows.iter().map(|claim| {
        let mut row = claims::row(claim, None);
        row.pop();
        row
    });
    Table {
        columns,
        rows: rows.collect(),
    }
}

fn waiting(waiting: &[WaitingClaims]) -> Table {
    let rows = waiting
        .iter()
        .filter(|waiting| waiting.claims > 0)
        .map(|waiting| {
            vec![
                Cell::plain(waiting.claims.to_string()),
                Cell::plain(waiting.matter),
                Cell::new(waiting.command, Role::Command),
            ]
        });
    let columns = [
        ("claims", Fit::Content),
        ("matter", Fit::Wrap),
        ("list them", Fit::Content),
    ];
    Table::new(columns, rows)
}
