//! The rules that `check` applies: an immutable list of functions from what is known of a record to findings.
//!
//! A rule sees values only: the record, what corroboration makes of it, the sources and parties in its reach, today's
//! date, and facts about files that somebody else looked up. A finding says what was found about which record, row and
//! field; it has no words and no place.

pub mod code;
pub mod finding;
pub mod scene;

mod exceptions;
mod ids;

use crate::domain::check::finding::Finding;
use crate::domain::check::scene::Entry;
use crate::domain::check::scene::Scene;

/// A rule about one claim.
type ClaimRule = fn(&Scene<'_>) -> Vec<Finding>;
/// A rule about one source, party or article.
type EntryRule = fn(&Entry<'_>) -> Vec<Finding>;

/// The rules about claims.
const CLAIM_RULES: &[ClaimRule] = &[ids::duplicate_claim, ids::unknown_source, ids::unknown_claim, ids::unknown_party];

/// The rules about sources, parties and articles.
const ENTRY_RULES: &[EntryRule] = &[ids::duplicate_entry, ids::unknown_parent, ids::unknown_party_of_entry];

/// What is found about a claim, its exceptions taken into account.
#[must_use]
pub fn claim(scene: &Scene<'_>) -> Vec<Finding> {
    let found = CLAIM_RULES.iter().flat_map(|rule| rule(scene)).collect();
    exceptions::apply(scene.claim, found)
}

/// What is found about a source, a party or an article.
#[must_use]
pub fn entry(entry: &Entry<'_>) -> Vec<Finding> {
    ENTRY_RULES.iter().flat_map(|rule| rule(entry)).collect()
}
