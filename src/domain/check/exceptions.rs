//! Exceptions to the rules, which a claim makes with a reason: what they except is not told, and what they except in vain is.

use crate::domain::check::code::Code;
use crate::domain::check::fact::Fact;
use crate::domain::check::finding::Finding;
use crate::domain::check::finding::Rows;
use crate::domain::check::finding::Subject;
use crate::domain::claim::Claim;

/// Takes out what the claim excepts, and adds what is wrong with its exceptions.
pub(super) fn apply(claim: &Claim, found: Vec<Finding>) -> Vec<Finding> {
    let useless = useless(claim, &found);
    let excepted = |finding: &Finding| claim.allow.iter().any(|allow| allow.code == finding.fact.code().as_str());
    found.into_iter().filter(|finding| !excepted(finding)).chain(useless).collect()
}

fn useless(claim: &Claim, found: &[Finding]) -> Vec<Finding> {
    let fact = |code: &String| match Code::parse(code) {
        None | Some(Code::UnknownCode | Code::UnusedAllow) => Some(Fact::UnknownCode(code.clone())),
        Some(code) if found.iter().any(|finding| finding.fact.code() == code) => None,
        Some(_) => Some(Fact::UnusedAllow(code.clone())),
    };
    let rows = claim.allow.iter().enumerate();
    rows.filter_map(|(position, allow)| {
        let subject = Subject::claim(claim).row(Rows::Allow, position).field("code");
        fact(&allow.code).map(|fact| Finding::new(subject, fact))
    })
    .collect()
}
