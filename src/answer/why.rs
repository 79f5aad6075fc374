//! Why a claim has its derived status: its facts, and whose word each of its origins is.

use crate::answer::evidence::origins_of;
use crate::answer::facts;
use crate::answer::facts::ClaimFacts;
use crate::index::{Index, IndexError};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// What explains a claim's derived status.
#[derive(Clone, Debug)]
pub struct WhyFacts {
    /// The claim, as the engine finds it without the sources below.
    pub facts: ClaimFacts,
    /// The sources taken as retracted for this answer.
    pub without: Vec<String>,
    /// Whose word each source is that an origin consists of: its voice, else its publisher.
    pub words: BTreeMap<String, String>,
    /// The sources that the claim rests on whose retraction has no effect yet, and its date, which is after today.
    pub retractions_to_come: BTreeMap<String, String>,
}

/// Why the claim of this row has its derived status, with the sources in `without` (ids) taken as retracted.
pub fn why(
    index: &Index,
    claim: i64,
    without: &[String],
    today: NaiveDate,
) -> Result<WhyFacts, IndexError> {
    let sources: Vec<&str> = without.iter().map(String::as_str).collect();
    let (facts, names) = facts::one(index, claim, &sources, today)?;
    let words = origins_of(&facts.evidence)
        .into_iter()
        .flat_map(|root| &root.sources)
        .filter_map(|source| Some((source.clone(), names.word_of(source)?.name)))
        .collect();
    let to_come = names.sources.iter().filter_map(|(id, source)| {
        let on = source
            .core
            .retracted
            .filter(|_| source.core.retraction_pending)?;
        let is_without = without.contains(id);
        (!is_without).then(|| (id.clone(), on.to_string()))
    });
    Ok(WhyFacts {
        retractions_to_come: to_come.collect(),
        without: without.to_vec(),
        words,
        facts,
    })
}
