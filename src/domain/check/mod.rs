//! The rules that `check` applies: an immutable list of functions from what is known of a record to findings.
//!
//! A rule sees values only: the record, what corroboration makes of it, the sources and parties in its reach, today's
//! date, and facts about files that somebody else looked up. A finding says what was found about which record, row and
//! field; it has no words and no place.

pub mod address;
pub mod code;
pub mod confidential;
pub mod copies;
pub mod fact;
pub mod finding;
pub mod scene;
pub mod text;

mod alike;
mod dates;
mod exceptions;
mod fairness;
mod figures;
mod ids;
mod ratings;
mod rulings;
mod sourcing;
mod wording;

use crate::domain::check::finding::Finding;
use crate::domain::check::scene::Entry;
use crate::domain::check::scene::Scene;

/// A rule about one claim.
type ClaimRule = fn(&Scene<'_>) -> Vec<Finding>;
/// A rule about one source, party or article.
type EntryRule = fn(&Entry<'_>) -> Vec<Finding>;

/// The rules about claims.
const CLAIM_RULES: &[ClaimRule] = &[
    ids::duplicate_claim,
    ids::unknown_source,
    ids::unknown_claim,
    ids::unknown_party,
    sourcing::unsourced_claim,
    sourcing::one_origin,
    sourcing::repeats_the_article,
    sourcing::self_conflict,
    sourcing::all_interested,
    sourcing::retracted_source,
    alike::possible_wire_copy,
    ratings::diagonal_ratings,
    rulings::ruling_differs,
    rulings::reopened,
    rulings::ruling_without_news,
    rulings::stale,
    fairness::unanswered_accusation,
    fairness::reply_overdue,
    fairness::one_sided_contest,
    fairness::unsearched_absence,
    wording::attribution_without_speaker,
    wording::vague_attribution,
    wording::status_in_text,
    figures::figure_mismatch,
    dates::date_order,
    copies::quote_not_found,
    confidential::confidential_exposed,
];

/// The rules about sources, parties and articles.
const ENTRY_RULES: &[EntryRule] = &[
    ids::duplicate_entry,
    ids::unknown_parent,
    ids::unknown_party_of_entry,
    copies::circular_sourcing,
    copies::duplicate_source,
    copies::invalid_address,
    copies::kept_copy,
    copies::archive_missing,
    dates::date_order_of_entry,
    confidential::confidential_exposed_by_entry,
];

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
