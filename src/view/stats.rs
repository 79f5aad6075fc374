//! Counts of claims: by status, and in groups by speaker, article, kind, tag or month.

use crate::answer::Group;
use crate::answer::stats::StatusCount;
use crate::domain::status::Status;
use crate::view::role::Role;
use crate::view::table::{Cell, Column, Fit, TableRow};

/// The columns of counts by status.
#[must_use]
pub fn status_columns() -> Vec<Column> {
    Column::of_content(["status", "claims", "percent"])
}

/// A count as a row.
#[must_use]
pub fn status_row(count: &StatusCount) -> TableRow {
    vec![
        Cell::new(count.status.as_str(), count.status.into()),
        Cell::plain(count.claims.to_string()),
        Cell::plain(count.percent.to_string()),
    ]
}

/// The columns of groups for a reader; `key` says what the claims of a group have in common.
#[must_use]
pub fn group_columns(key: &str) -> Vec<Column> {
    vec![
        Column::new(key, Fit::Content),
        Column::new("claims", Fit::Content),
        Column::new("status", Fit::Wrap),
    ]
}

/// A group as a row for a reader; `nameless` is the name of the group whose claims lack the key.
#[must_use]
pub fn group_row(group: &Group, nameless: &str) -> TableRow {
    let key = match &group.key {
        Some(key) => Cell::new(key, Role::Name),
        None => Cell::new(nameless, Role::Quiet),
    };
    let counts: Vec<String> = group
        .status
        .iter()
        .map(|(status, claims)| format!("{claims} {status}"))
        .collect();
    vec![
        key,
        Cell::plain(group.claims.to_string()),
        Cell::plain(counts.join(", ")),
    ]
}

/// The columns of groups as records, with one for each of these statuses.
#[must_use]
pub fn record_columns(key: &str, statuses: &[Status]) -> Vec<Column> {
    let statuses = statuses.iter().map(|status| status.as_str());
    Column::of_content([key, "claims"].into_iter().chain(statuses))
}

/// A group as a record, with a count for each of these statuses.
#[must_use]
pub fn record(group: &Group, statuses: &[Status]) -> TableRow {
    let count = |status: &Status| {
        group
            .status
            .iter()
            .find(|(of, _)| of == status)
            .map_or(0, |(_, count)| *count)
    };
    let fixed = [
        Cell::optional(group.key.as_deref()),
        Cell::plain(group.claims.to_string()),
    ];
    fixed
        .into_iter()
        .chain(
            statuses
                .iter()
                .map(|status| Cell::plain(count(status).to_string())),
        )
        .collect()
}
