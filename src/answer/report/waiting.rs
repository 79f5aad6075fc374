//! Which claims of a report need a person.

use crate::answer::ClaimFacts;
use crate::domain::queue::Matter;
use crate::index::{Index, IndexError, WaitingClaim};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// The claims that need a person, by their place in `claims`.
pub(super) fn queue(
    index: &Index,
    claims: &[ClaimFacts],
    today: NaiveDate,
) -> Result<Vec<(usize, Vec<Matter>)>, IndexError> {
    let rows: Vec<i64> = claims.iter().map(|facts| facts.claim.row).collect();
    let waiting = index.queue(Some(&rows), today, None)?;
    let places: BTreeMap<i64, usize> = rows.into_iter().zip(0..).collect();
    let place = |waiting: WaitingClaim| Some((*places.get(&waiting.row)?, waiting.matters));
    Ok(waiting.into_iter().filter_map(place).collect())
}
