//! Counts of claims.

use crate::answer::{Group, Tallies};
use crate::domain::status::Status;
use serde::Serialize;

/// How many claims have a status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct StatusCount {
    /// The status shown.
    pub status: Status,
    /// How many claims.
    pub claims: u64,
    /// The share in percent, rounded.
    pub percent: u64,
}

/// The statuses that occur.
#[must_use]
pub fn status_counts(tallies: &Tallies) -> Vec<StatusCount> {
    let all = tallies.claims.max(1);
    let occurring = tallies.status.iter().filter(|(_, claims)| *claims > 0);
    occurring
        .map(|(status, claims)| StatusCount {
            status: *status,
            claims: *claims,
            percent: (claims * 100 + all / 2) / all,
        })
        .collect()
}

/// The statuses that occur in any of the groups, in the order of [`Status::ALL`].
#[must_use]
pub fn occurring(groups: &[Group]) -> Vec<Status> {
    let occurs = |status: &Status| {
        let mut counts = groups.iter().flat_map(|group| &group.status);
        counts.any(|(of, claims)| of == status && *claims > 0)
    };
    Status::ALL.iter().copied().filter(occurs).collect()
}
