//! Rules about the article's text and the claims that are drawn from it.

use crate::domain::check::context::{CheckedClaim, CheckedRecord};
use crate::domain::check::finding::{Hit, Severity, Words};
use crate::domain::check::rule::{AnyRule, Find, Rule};
use crate::domain::check::text::shortened;
use crate::domain::passage::{OpenUnit, UnitKind};

pub(super) static RULES: &[&dyn AnyRule] = &[
    &DRAFT_CLAIM,
    &UNCOVERED_FIGURE,
    &UNCOVERED_QUOTATION,
    &UNCOVERED_SPEAKER,
    &UNCOVERED_SENTENCE,
];

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

/// No claim has a figure of the article's text.
static UNCOVERED_FIGURE: Rule<OpenUnit> = Rule {
    code: "uncovered-figure",
    level: Some(Severity::Note),
    find: Find::Records(|checked| uncovered(checked, UnitKind::Figure)),
    words: |found| uncovered_words(&found.fact, &found.part.id, "no claim has the figure"),
};

/// No claim quotes the sentence of a quotation.
static UNCOVERED_QUOTATION: Rule<OpenUnit> = Rule {
    code: "uncovered-quotation",
    level: Some(Severity::Note),
    find: Find::Records(|checked| uncovered(checked, UnitKind::Quotation)),
    words: |found| uncovered_words(&found.fact, &found.part.id, "no claim has the quotation"),
};

/// No claim has anything that somebody says.
static UNCOVERED_SPEAKER: Rule<OpenUnit> = Rule {
    code: "uncovered-speaker",
    level: Some(Severity::Note),
    find: Find::Records(|checked| uncovered(checked, UnitKind::Speaker)),
    words: |found| {
        let message = "no claim has a sentence of the speaker";
        uncovered_words(&found.fact, &found.part.id, message)
    },
};

/// No claim has a sentence.
static UNCOVERED_SENTENCE: Rule<OpenUnit> = Rule {
    code: "uncovered-sentence",
    level: None,
    find: Find::Records(|checked| uncovered(checked, UnitKind::Sentence)),
    words: |found| uncovered_words(&found.fact, &found.part.id, "no claim has the sentence"),
};

fn uncovered(checked: &CheckedRecord<'_>, kind: UnitKind) -> Vec<Hit<OpenUnit>> {
    let units = checked.open.iter().filter(|unit| unit.kind == kind);
    units
        .map(|unit| Hit::new(checked.part().field("file"), unit.clone()))
        .collect()
}

fn uncovered_words(unit: &OpenUnit, article: &str, message: &str) -> Words {
    let place = match unit.paragraph {
        Some(number) => format!("paragraph {number}"),
        None => "a heading".to_owned(),
    };
    let text = shortened(&unit.text);
    let words = Words::new(format!("{message} “{text}” ({place})"));
    match unit.claims.first() {
        Some(claim) => words.help(format!(
            "`{claim}` quotes this sentence: say there what it says of it, or add a claim"
        )),
        None => words.help(format!(
            "add a claim that quotes it (`claimbook draft {article}` proposes some), or name it under `[[article.skip]]`"
        )),
    }
}
