//! A rule about ratings that say one thing twice.

use crate::domain::check::context::CheckedClaim;
use crate::domain::check::finding::{Hit, RowKind, Severity, Words};
use crate::domain::check::rule::{AnyRule, Find, Rule};
use crate::domain::evidence::Evidence;
use crate::domain::party::Reliability;
use std::collections::BTreeSet;

pub(super) static RULES: &[&dyn AnyRule] = &[&DIAGONAL_RATINGS];

/// Fewer ratings on the diagonal may be chance.
const RATINGS: usize = 3;

/// Every row that has both ratings has the same place on both scales (A1, B2, C3 …). The fact is the
/// number of these rows.
static DIAGONAL_RATINGS: Rule<usize> = Rule {
    code: "diagonal-ratings",
    level: Some(Severity::Note),
    find: Find::Claims(diagonal_ratings),
    words: |found| {
        Words::new(format!(
            "all {} ratings put the publisher and the item at the same place on the scale",
            found.fact
        ))
        .other("here too")
        .help(
            "how reliable a publisher is and how credible this item is are two questions: rate \
             each item by itself",
        )
    },
};

fn diagonal_ratings(checked: &CheckedClaim<'_>) -> Vec<Hit<usize>> {
    let rows = checked.claim.evidence().enumerate();
    let rated: Vec<(usize, u8, u8)> = rows
        .filter_map(|(at, row)| Some((at, reliability(checked, row)?, row.core.credibility?)))
        .collect();
    let is_diagonal = rated.iter().all(|(_, publisher, item)| publisher == item);
    let places: BTreeSet<u8> = rated.iter().map(|(_, publisher, _)| *publisher).collect();
    if !is_diagonal || rated.len() < RATINGS || places.len() < 2 {
        return Vec::new();
    }
    let mut at = rated.iter().map(|(position, ..)| {
        checked
            .row(RowKind::Evidence, *position)
            .field("credibility")
    });
    let first = at.next().map(|first| Hit::new(first, rated.len()));
    let found = first.map(|first| at.fold(first, Hit::with));
    found.into_iter().collect()
}

/// The reliability of a row's publisher as a number, so that it can be compared: A is 1.
fn reliability(checked: &CheckedClaim<'_>, row: Evidence<'_>) -> Option<u8> {
    let registry = checked.book.registry;
    let publisher = registry.publisher_of(&checked.source(&row.core.source)?.core)?;
    let number = match registry.reliability(publisher)? {
        Reliability::A => 1,
        Reliability::B => 2,
        Reliability::C => 3,
        Reliability::D => 4,
        Reliability::E => 5,
        Reliability::F => 6,
    };
    Some(number)
}
