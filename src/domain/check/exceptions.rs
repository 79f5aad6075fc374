//! Exceptions to the rules, which a claim makes with a reason: what they except is not told, and what they except in vain is.

use crate::domain::check::code::Code;
use crate::domain::check::fact::Fact;
use crate::domain::check::finding::Finding;
use crate::domain::check::finding::Rows;
use crate::domain::check::finding::Subject;
use crate::domain::claim::Claim;
use std::collections::BTreeSet;

/// Takes out what the claim excepts, and adds what is wrong with its exceptions.
pub(super) fn apply(claim: &Claim, found: Vec<Finding>) -> Vec<Finding> {
    if claim.words.allow.is_empty() {
        return found;
    }
    let useless = useless(
        claim,
        &found.iter().map(|finding| finding.fact.code()).collect(),
    );
    let excepted: BTreeSet<Code> = claim
        .words
        .allow
        .iter()
        .filter_map(|allow| Code::parse(&allow.code))
        .collect();
    found
        .into_iter()
        .filter(|finding| !excepted.contains(&finding.fact.code()))
        .chain(useless)
        .collect()
}

fn useless(claim: &Claim, found: &BTreeSet<Code>) -> Vec<Finding> {
    let fact = |code: &String| match Code::parse(code) {
        None | Some(Code::UnknownCode | Code::UnusedAllow) => Some(Fact::UnknownCode(code.clone())),
        Some(code) if found.contains(&code) => None,
        Some(_) => Some(Fact::UnusedAllow(code.clone())),
    };
    let rows = claim.words.allow.iter().enumerate();
    rows.filter_map(|(position, allow)| {
        let subject = Subject::claim(claim)
            .row(Rows::Allow, position)
            .field("code");
        fact(&allow.code).map(|fact| Finding::new(subject, fact))
    })
    .collect()
}
