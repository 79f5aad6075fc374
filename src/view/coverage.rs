//! The coverage of an article and the claims proposed for it, as tables.

use crate::answer::coverage::Coverage;
use crate::answer::proposals::Proposal;
use crate::domain::passage::OpenUnit;
use crate::view::role::Role;
use crate::view::table::{Cell, Column, Fit, TableRow};

/// "55 of 71 sentences, 13 of 17 figures … are in claims".
#[must_use]
pub fn counts(coverage: &Coverage) -> String {
    let order = ["sentence", "figure", "quotation", "speaker"];
    let counts = order.iter().filter_map(|kind| {
        let count = coverage.counts.get(kind)?;
        let plural = if count.total == 1 { "" } else { "s" };
        Some(format!(
            "{} of {} {kind}{plural}",
            count.covered, count.total
        ))
    });
    let counts: Vec<String> = counts.collect();
    format!("{} are in claims", counts.join(", "))
}

/// The columns of what is open.
#[must_use]
pub fn open_columns() -> Vec<Column> {
    vec![
        Column::new("paragraph", Fit::Content),
        Column::new("kind", Fit::Content),
        Column::new("text", Fit::Wrap),
        Column::new("claims", Fit::Content),
    ]
}

/// A unit that is open, as a row.
#[must_use]
pub fn open_row(unit: &OpenUnit) -> TableRow {
    vec![
        Cell::optional(unit.paragraph.map(|number| number.to_string()).as_deref()),
        Cell::new(unit.kind.as_str(), Role::Quiet),
        Cell::plain(&unit.text),
        Cell::plain(unit.claims.join(", ")),
    ]
}

/// The columns of proposals.
#[must_use]
pub fn proposal_columns() -> Vec<Column> {
    vec![
        Column::new("n", Fit::Content),
        Column::new("paragraph", Fit::Content),
        Column::new("rule", Fit::Content),
        Column::new("speaker", Fit::Content),
        Column::new("kind (a guess)", Fit::Content),
        Column::new("claim", Fit::Wrap),
    ]
}

/// A proposal as a row.
#[must_use]
pub fn proposal_row(proposal: &Proposal) -> TableRow {
    let rule = format!("{}, {}", proposal.rule, proposal.tier);
    vec![
        Cell::plain(proposal.n.to_string()),
        Cell::optional(
            proposal
                .paragraph
                .map(|number| number.to_string())
                .as_deref(),
        ),
        Cell::new(rule, Role::Quiet),
        Cell::new(&proposal.speaker, Role::Name),
        Cell::plain(proposal.kind),
        Cell::plain(&proposal.text),
    ]
}
