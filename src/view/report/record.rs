//! The report as records of a CSV file: one a claim, as `list --format csv` has them, and what the report adds.

use crate::answer::Sides;
use crate::view::claims;
use crate::view::report::Claim;
use crate::view::report::Report;
use crate::view::report::Row as Item;
use crate::view::table::Cell;
use crate::view::table::Column;
use crate::view::table::Fit;
use crate::view::table::Row;
use std::collections::BTreeMap;

/// The columns that the report adds.
const ADDED: [&str; 5] = ["needs", "fragile_on", "left_out", "waits_for", "recheck_by"];

/// The columns.
#[must_use]
pub fn columns() -> Vec<Column> {
    let mut columns = claims::record_columns(true);
    columns.extend(ADDED.iter().map(|title| Column::new(title, Fit::Content)));
    columns
}

/// The records, in the report's order.
pub fn rows(report: &Report) -> impl Iterator<Item = Row> {
    let waiting: BTreeMap<&str, String> = report
        .queue
        .iter()
        .map(|waiting| {
            let why: Vec<&str> = waiting
                .reasons
                .iter()
                .map(|reason| reason.why.as_str())
                .collect();
            (waiting.claim.as_str(), why.join("; "))
        })
        .collect();
    report
        .claims
        .iter()
        .map(move |claim| row(claim, waiting.get(claim.claim.id.as_str()).cloned()))
}

fn row(claim: &Claim, waits_for: Option<String>) -> Row {
    let items = |side: &[&str]| {
        let groups = claim
            .evidence
            .iter()
            .filter(|group| side.contains(&group.side));
        groups
            .flat_map(|group| &group.origins)
            .flat_map(|origin| &origin.rows)
            .map(phrase)
            .collect()
    };
    let mut against: Vec<String> = items(&["refutes", "denies"]);
    against.extend(claim.counter_claims.iter().map(|id| format!("claim {id}")));
    let mut row = claims::record(
        &claim.claim,
        Some(Sides {
            supports: items(&["supports"]),
            against,
        }),
    );
    let every = claim
        .evidence
        .iter()
        .flat_map(|group| &group.origins)
        .flat_map(|origin| &origin.rows);
    let left_out = every.filter_map(|item| {
        Some(format!(
            "{}: {}",
            item.evidence.source,
            item.left_out.as_ref()?
        ))
    });
    row.extend(
        [
            claim.needs_origins.to_string(),
            claim.fragile_on.join("; "),
            left_out.collect::<Vec<_>>().join("; "),
            waits_for.unwrap_or_default(),
            claim.recheck_by.clone().unwrap_or_default(),
        ]
        .map(Cell::plain),
    );
    row
}

/// A row of evidence in a few words: who, and in which source.
fn phrase(item: &Item) -> String {
    let row = &item.evidence;
    let stance = match row.stance {
        crate::domain::evidence::Stance::Denies => " denies it",
        crate::domain::evidence::Stance::Disputes => " disputes it",
        _ => "",
    };
    let who = row
        .publisher
        .as_ref()
        .map(|party| party.name.as_str())
        .or(row.title.as_deref())
        .unwrap_or("a source");
    format!("{who}{stance} ({})", row.source)
}
