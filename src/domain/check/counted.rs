//! The houses behind the rows that count beside each other.

use crate::domain::check::context::CheckedClaim;
use crate::domain::corroboration::{HouseName, RowAccount, WitnessSet};
use std::collections::{BTreeMap, BTreeSet};

/// The houses behind the counted rows of one side, each with its first row: who publishes or voices the row's source or an
/// origin of it, and whose word the row is.
pub(super) struct CountedHouses(BTreeMap<HouseName, usize>);

impl CountedHouses {
    /// The houses of the rows for the claim, and of those against it.
    pub(super) fn of_sides(checked: &CheckedClaim<'_>) -> [Self; 2] {
        let explanation = checked.explanation();
        [&explanation.supports, &explanation.refutes].map(|side| Self::of(checked, &side.possible))
    }

    fn of(checked: &CheckedClaim<'_>, counted: &WitnessSet) -> Self {
        let mut houses = BTreeMap::new();
        // One row counts as one house at most, so one row cannot be two.
        if counted.rows.len() < 2 {
            return Self(houses);
        }
        let is_counted: BTreeSet<&usize> = counted.rows.iter().collect();
        for (position, row, account) in checked.accounts() {
            if !is_counted.contains(&position) {
                continue;
            }
            let voice = row.core.voice.as_deref();
            let names = names_behind(checked, &row.core.source, account);
            for name in names.into_iter().chain(voice) {
                let house = checked.book.registry.house(name);
                houses.entry(house).or_insert(position);
            }
        }
        Self(houses)
    }

    /// The houses with their rows.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&HouseName, usize)> {
        self.0.iter().map(|(house, row)| (house, *row))
    }

    /// The row of a house, if it is behind one.
    pub(super) fn row(&self, house: &HouseName) -> Option<usize> {
        self.0.get(house).copied()
    }
}

fn names_behind<'a>(
    checked: &CheckedClaim<'a>,
    source: &'a str,
    account: &'a RowAccount,
) -> Vec<&'a str> {
    let origins = account.roots.iter().flat_map(|root| &root.sources);
    let ids = std::iter::once(source).chain(origins.map(String::as_str));
    let sources = ids.filter_map(|id| checked.source(id));
    sources
        .flat_map(|source| {
            let publisher = checked.book.registry.publisher_of(&source.core);
            publisher.into_iter().chain(source.core.voice.as_deref())
        })
        .collect()
}
