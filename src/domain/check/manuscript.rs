//! Rules about the article's text and the claims that are drawn from it.

use crate::domain::check::context::CheckedClaim;
use crate::domain::check::finding::{Hit, Severity, Words};
use crate::domain::check::rule::{AnyRule, Find, Rule};

pub(super) static RULES: &[&dyn AnyRule] = &[&DRAFT_CLAIM];

/// claimbook proposed the claim and nobody has read it.
static DRAFT_CLAIM: Rule<()> = Rule {
    code: "draft-claim",
    level: Some(Severity::Note),
    find: Find::Claims(draft_claim),
    words: |found| {
        let id = &found.part.id;
        Words::new("claimbook proposed this claim, and nobody has read it yet").help(format!(
            "read it beside the article; then `claimbook set {id} draft=` keeps it and `claimbook rm {id}` removes it"
        ))
    },
};

fn draft_claim(checked: &CheckedClaim<'_>) -> Vec<Hit<()>> {
    let is_draft = checked.claim.core.is_draft();
    let found = is_draft.then(|| Hit::new(checked.part().field("draft"), ()));
    found.into_iter().collect()
}
