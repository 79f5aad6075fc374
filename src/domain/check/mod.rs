//! The rules that `check` applies to each record of a book.
//!
//! A rule sees values only: the record, what corroboration makes of it, the sources and parties that
//! it reaches, today's date, and facts about files that the caller looked up. It finds places in
//! records; somebody else turns these into lines of a file.
//!
//! Each family of rules is a file with its rows ([`rule::Rule`]) and the list of them, in the order of
//! `docs/diagnostics.md`. A new rule goes into the file and the list of its family, and nowhere else.

pub mod confidential;
pub mod context;
pub mod copies;
pub mod english;
pub mod exceptions;
pub mod finding;
pub mod invisible;
pub mod markup;
pub mod name_book;
pub mod rule;
pub mod secret;
pub mod text;

mod against_status;
mod counted;
mod dates;
mod domains;
mod duplicates;
mod fairness;
mod figures;
mod future;
mod ids;
mod manuscript;
mod names;
mod near;
mod own;
mod quotes;
mod ratings;
mod rows;
mod rulings;
mod sides;
mod sourcing;
mod speaking;
mod wording;

#[cfg(test)]
mod tests;

use crate::domain::check::context::{CheckedClaim, CheckedRecord, Exceptions};
use crate::domain::check::finding::Finding;
use crate::domain::check::rule::AnyRule;

/// The families of rules about records, in the order of the documentation.
static FAMILIES: &[&[&dyn AnyRule]] = &[
    ids::RULES,
    names::RULES,
    domains::RULES,
    manuscript::RULES,
    sourcing::RULES,
    rows::RULES,
    sides::RULES,
    own::RULES,
    duplicates::RULES,
    ratings::RULES,
    rulings::RULES,
    fairness::RULES,
    speaking::RULES,
    wording::RULES,
    invisible::RULES,
    figures::RULES,
    dates::RULES,
    future::RULES,
    copies::RULES,
    quotes::RULES,
    against_status::RULES,
    confidential::RULES,
];

/// Every rule, in the order of the documentation.
pub fn rules() -> impl Iterator<Item = &'static dyn AnyRule> {
    rules_about_records().chain(exceptions::RULES.iter().copied())
}

/// The rule with this code.
#[must_use]
pub fn rule(code: &str) -> Option<&'static dyn AnyRule> {
    rules().find(|rule| rule.code() == code)
}

/// What the rules find in a claim, with the claim's own exceptions applied.
#[must_use]
pub fn claim(claim: &CheckedClaim<'_>) -> Vec<Finding> {
    let mut found: Vec<Finding> = rules_about_records()
        .flat_map(|rule| rule.in_claim(claim))
        .collect();
    let allow = &claim.claim.words.allow;
    if allow.is_empty() {
        return found;
    }
    let exceptions = Exceptions {
        claim: claim.claim,
        found: &found,
        can_be_excepted,
    };
    let rules = exceptions::RULES.iter();
    let of_exceptions: Vec<Finding> = rules
        .flat_map(|rule| rule.in_exceptions(&exceptions))
        .collect();
    found.retain(|finding| !allow.iter().any(|exception| exception.code == finding.code));
    found.extend(of_exceptions);
    found
}

/// What the rules find in an article, a party or a source.
#[must_use]
pub fn record(record: &CheckedRecord<'_>) -> Vec<Finding> {
    rules_about_records()
        .flat_map(|rule| rule.in_record(record))
        .collect()
}

fn rules_about_records() -> impl Iterator<Item = &'static dyn AnyRule> {
    FAMILIES.iter().copied().flatten().copied()
}

fn can_be_excepted(code: &str) -> bool {
    rules_about_records().any(|rule| rule.code() == code)
}
