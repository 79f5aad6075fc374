//! Ratings that say one thing twice.

use crate::domain::check::fact::Fact;
use crate::domain::check::finding::Finding;
use crate::domain::check::finding::Rows;
use crate::domain::check::finding::Subject;
use crate::domain::check::scene::Scene;
use crate::domain::evidence::Evidence;
use crate::domain::party::Reliability;
use std::collections::BTreeSet;

/// With fewer ratings it may be chance.
const RATINGS: usize = 3;

/// `diagonal-ratings`: every row that is rated on both scales has the same place on both (A1, B2, C3 …), there are at
/// least three of them, and they are not all of one place.
pub(super) fn diagonal_ratings(scene: &Scene<'_>) -> Vec<Finding> {
    let rows = scene.claim.evidence().enumerate();
    let rated: Vec<(usize, u8, u8)> = rows
        .filter_map(|(at, row)| Some((at, reliability(scene, row)?, row.core.credibility?)))
        .collect();
    let diagonal = rated
        .iter()
        .all(|(_, reliability, credibility)| reliability == credibility);
    let places: BTreeSet<u8> = rated
        .iter()
        .map(|(_, reliability, _)| *reliability)
        .collect();
    let Some((first, ..)) = rated
        .first()
        .filter(|_| diagonal && rated.len() >= RATINGS && places.len() > 1)
    else {
        return Vec::new();
    };
    let at = |position| {
        Subject::claim(scene.claim)
            .row(Rows::Evidence, position)
            .field("credibility")
    };
    let finding = Finding::new(at(*first), Fact::DiagonalRatings(rated.len()));
    vec![
        rated
            .iter()
            .skip(1)
            .fold(finding, |finding, (position, ..)| {
                finding.with(at(*position))
            }),
    ]
}

/// The place of a row's publisher on the scale of reliability, A being 1.
fn reliability(scene: &Scene<'_>, row: Evidence<'_>) -> Option<u8> {
    let publisher = scene
        .book
        .sources
        .get(&row.core.source)?
        .core
        .publisher
        .as_deref()?;
    let reliability = scene.book.registry.reliability(publisher)?;
    let place = Reliability::ALL
        .iter()
        .position(|place| *place == reliability)?;
    u8::try_from(place + 1).ok()
}
