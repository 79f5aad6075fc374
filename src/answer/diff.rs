//! What changed between two editions of a book, from their indexes.

use crate::domain::diff::{Comparison, Difference, Edition};
use crate::domain::filter::Filter;
use crate::index::{Batch, Index, IndexError};
use chrono::NaiveDate;
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use std::collections::BTreeSet;

/// A book at one time, and the claims of it that a filter picks.
#[derive(Debug, Default)]
pub struct PickedEdition {
    /// The book.
    pub edition: Edition,
    /// The ids of the claims that the filter picks.
    pub picked: BTreeSet<String>,
}

/// Reads the book of an index whole. `needs_origins` is the policy.
pub fn edition(
    index: &Index,
    (filter, today): (&Filter, NaiveDate),
    needs_origins: u8,
) -> Result<PickedEdition, IndexError> {
    let rows = index.picked(filter, today)?;
    let mut of = PickedEdition::default();
    of.edition.needs_origins = needs_origins;
    index.in_batches(|batch: Batch| -> Result<(), IndexError> {
        for file in batch.files {
            file.parties
                .into_iter()
                .for_each(|one| of.edition.add_party(one));
            file.articles
                .into_iter()
                .for_each(|one| of.edition.add_article(one));
            file.sources
                .into_iter()
                .for_each(|one| of.edition.add_source(one));
            for whole in file.claims {
                if rows.contains(&whole.row) {
                    of.picked.insert(whole.claim.core.id.to_string());
                }
                let derived = whole.assessment.derived;
                of.edition.add_claim(whole.claim, whole.article, derived);
            }
        }
        Ok(())
    })?;
    Ok(of)
}

/// What changed about the claims that the filter picks in either book, then about sources, parties and articles, unless the
/// filter asks for certain claims.
#[must_use]
pub fn differences(
    both: &Comparison<'_>,
    picked: &BTreeSet<String>,
    is_filtered: bool,
) -> Vec<Difference> {
    let claims = both.claims();
    let claims = claims.par_iter().filter(|id| picked.contains(**id));
    let mut differences: Vec<Difference> = claims.flat_map_iter(|id| both.of_claim(id)).collect();
    if !is_filtered {
        differences.extend(both.of_registers());
    }
    differences
}
