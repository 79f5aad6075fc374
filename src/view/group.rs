//! The groups of statuses that pictures and legends show: what a reader may lean on, and what not.

use crate::domain::status::Status;
use crate::domain::words::words;
use crate::view::role::Role;

words! {
    /// A group of statuses, in the order in which legends and bars show them.
    StatusGroup {
        /// Doubtful, misleading or refuted.
        Against = "against",
        /// Contested.
        Disputed = "disputed",
        /// Corroborated or confirmed.
        Solid = "solid",
        /// Several origins, too few of them established.
        Reported = "reported",
        /// One origin.
        OneOrigin = "one-origin",
        /// Nothing that counts.
        Unverified = "unverified",
        /// Outdated, unverifiable, withdrawn or not checkable.
        Closed = "closed",
    }
}

impl StatusGroup {
    /// The group of a status.
    #[must_use]
    pub fn of(status: Status) -> Self {
        match status {
            Status::Doubtful | Status::Misleading | Status::Refuted => Self::Against,
            Status::Contested => Self::Disputed,
            Status::Corroborated | Status::Confirmed => Self::Solid,
            Status::MultiReport => Self::Reported,
            Status::SingleSource => Self::OneOrigin,
            Status::Unverified => Self::Unverified,
            Status::Outdated | Status::Unverifiable | Status::Withdrawn | Status::NotCheckable => {
                Self::Closed
            }
        }
    }

    /// The group in a legend, after a number.
    #[must_use]
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Against => "wrong or misleading",
            Self::Disputed => "disputed",
            Self::Solid => "solid",
            Self::Reported => "reported, not yet solid",
            Self::OneOrigin => "on one origin",
            Self::Unverified => "without evidence that counts",
            Self::Closed => "not checkable or closed",
        }
    }

    /// The sign that stands for it, so that no meaning depends on a colour.
    #[must_use]
    pub fn sign(self) -> char {
        match self {
            Self::Against => '✕',
            Self::Disputed => '⇄',
            Self::Solid => '✓',
            Self::Reported => '◑',
            Self::OneOrigin => '①',
            Self::Unverified => '○',
            Self::Closed => '–',
        }
    }

    /// The role of its text.
    #[must_use]
    pub fn role(self) -> Role {
        match self {
            Self::Against => Role::Against,
            Self::Disputed => Role::Disputed,
            Self::Solid => Role::Firm,
            Self::Reported | Self::OneOrigin | Self::Unverified => Role::Open,
            Self::Closed => Role::AtRest,
        }
    }
}

/// How many claims are in each group that occurs, in the order of the groups.
#[must_use]
pub fn counts(statuses: impl IntoIterator<Item = (Status, u64)>) -> Vec<(StatusGroup, u64)> {
    let mut counts: Vec<(StatusGroup, u64)> =
        StatusGroup::ALL.iter().map(|group| (*group, 0)).collect();
    for (status, claims) in statuses {
        if let Some((_, count)) = counts.get_mut(StatusGroup::of(status) as usize) {
            *count += claims;
        }
    }
    counts.retain(|(_, claims)| *claims > 0);
    counts
}

#[cfg(test)]
mod tests {
    use super::{StatusGroup, counts};
    use crate::domain::status::Status;
    use crate::view::role::Role;
    use std::collections::BTreeSet;

    #[test]
    fn a_group_has_the_colour_of_its_statuses_and_a_sign_of_its_own() {
        for status in Status::ALL {
            assert_eq!(
                StatusGroup::of(*status).role(),
                Role::from(*status),
                "{status}"
            );
        }
        let signs: BTreeSet<char> = StatusGroup::ALL.iter().map(|group| group.sign()).collect();
        assert_eq!(signs.len(), StatusGroup::ALL.len());
    }

    #[test]
    fn counts_add_up_the_statuses_of_a_group_and_leave_out_empty_groups() {
        let of = [
            (Status::Confirmed, 2),
            (Status::Corroborated, 3),
            (Status::Contested, 1),
            (Status::Refuted, 0),
        ];
        let expected = [(StatusGroup::Disputed, 1), (StatusGroup::Solid, 5)];
        assert_eq!(counts(of), expected);
    }
}
