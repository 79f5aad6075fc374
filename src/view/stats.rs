//! Counts of claims: the home screen's bars, and groups by speaker, article, kind, tag or month.

use crate::domain::status::Status;
use crate::query::answer::Group;
use crate::view::role::Role;
use crate::view::table::Cell;
use crate::view::table::Column;
use crate::view::table::Fit;
use crate::view::table::Row;
use crate::view::table::Table;

/// Counts by status: those that occur, with their part of the whole.
#[must_use]
pub fn by_status(counts: &[(Status, u64)]) -> Table {
    let total: u64 = counts.iter().map(|(_, count)| count).sum();
    let rows = counts.iter().filter(|(_, count)| *count > 0).map(|(status, count)| {
        vec![
            Cell::new(status.as_str(), (*status).into()),
            Cell::plain(count.to_string()),
            Cell::plain(format!("{} %", percent(*count, total))),
        ]
    });
    let all = (total > 0).then(|| vec![Cell::new("all", Role::Heading), Cell::new(total.to_string(), Role::Heading)]);
    Table {
        columns: vec![
            Column::new("status", Fit::Content),
            Column::new("claims", Fit::Content),
            Column::new("share", Fit::Content),
        ],
        rows: rows.chain(all).collect(),
    }
}

fn percent(count: u64, total: u64) -> u64 {
    (count * 100 + total / 2).checked_div(total).unwrap_or(0)
}

/// The columns of groups; `key` says what they have in common. One column for each status that occurs in any.
#[must_use]
pub fn group_columns(key: &str, groups: &[Group]) -> Vec<Column> {
    let fixed = [Column::new(key, Fit::Wrap), Column::new("claims", Fit::Content)];
    fixed.into_iter().chain(occurring(groups).map(|status| Column::new(status.as_str(), Fit::Content))).collect()
}

/// The rows of groups.
pub fn group_rows(groups: &[Group]) -> impl Iterator<Item = Row> + '_ {
    groups.iter().map(move |group| {
        let key = match &group.key {
            Some(key) => Cell::plain(key),
            None => Cell::new("(none)", Role::Quiet),
        };
        let counts = occurring(groups).map(|status| {
            let count = group.status.iter().find(|(of, _)| *of == status).map_or(0, |(_, count)| *count);
            if count == 0 { Cell::new("0", Role::Quiet) } else { Cell::new(count.to_string(), status.into()) }
        });
        [key, Cell::plain(group.claims.to_string())].into_iter().chain(counts).collect()
    })
}

fn occurring(groups: &[Group]) -> impl Iterator<Item = Status> + '_ {
    let occurs = move |status: &Status| groups.iter().any(|group| group.status.iter().any(|(of, n)| of == status && *n > 0));
    Status::ALL.iter().copied().filter(occurs)
}
