//! Rules about the wording of a claim. They know English only, and pass every other language.

use crate::domain::check::context::CheckedClaim;
use crate::domain::check::english::judging::judging_words;
use crate::domain::check::english::vague::vague_words;
use crate::domain::check::finding::{Hit, Severity, Words};
use crate::domain::check::rule::{AnyRule, Find, Rule};
use crate::domain::ruling::RulingStatus;
use crate::domain::status::Derived;

pub(super) static RULES: &[&dyn AnyRule] = &[
    &ATTRIBUTION_WITHOUT_SPEAKER,
    &VAGUE_ATTRIBUTION,
    &STATUS_IN_TEXT,
];

/// The article attributes the claim to somebody, but the claim names no speaker. The fact is the
/// article's words.
static ATTRIBUTION_WITHOUT_SPEAKER: Rule<String> = Rule {
    code: "attribution-without-speaker",
    level: Some(Severity::Warning),
    find: Find::Claims(attribution_without_speaker),
    words: |found| {
        Words::new(format!(
            "the article attributes this (“{}”), but the claim names no speaker",
            found.fact
        ))
        .help("name who says it in `speaker`; the name need not be a party of the book")
    },
};

fn attribution_without_speaker(checked: &CheckedClaim<'_>) -> Vec<Hit<String>> {
    let claim = checked.claim;
    match (&claim.words.attribution, &claim.core.speaker) {
        (Some(words), None) => {
            vec![Hit::new(checked.part().field("attribution"), words.clone())]
        }
        (None, _) | (Some(_), Some(_)) => Vec::new(),
    }
}

/// What makes a claim count as so: a ruling, or the evidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ground {
    Ruled,
    Corroborated,
}

/// Words that name nobody, and why readers would take the claim as so.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Nobody {
    words: String,
    ground: Ground,
}

/// A claim is confirmed or corroborated, but the article has it from people without a name.
static VAGUE_ATTRIBUTION: Rule<Nobody> = Rule {
    code: "vague-attribution",
    level: Some(Severity::Warning),
    find: Find::Claims(vague_attribution),
    words: |found| {
        let Nobody { words, ground } = &found.fact;
        let (status, help) = match ground {
            Ground::Ruled => (
                "ruled confirmed",
                "name the speaker, or rule on what the evidence shows without them",
            ),
            Ground::Corroborated => (
                "corroborated",
                "name the speaker, or make an exception that says why nobody needs to know",
            ),
        };
        Words::new(format!("{status}, but nobody knows who said it: “{words}”"))
            .label("nobody to ask")
            .other("ruled here")
            .help(help)
    },
};

fn vague_attribution(checked: &CheckedClaim<'_>) -> Vec<Hit<Nobody>> {
    let claim = checked.claim;
    let is_name = |speaker: &str| {
        checked.book.registry.party_id(speaker).is_some() || vague_words(speaker).is_none()
    };
    if claim.core.speaker.as_deref().is_some_and(is_name) {
        return Vec::new();
    }
    let ruled = checked.ruled(RulingStatus::ALL);
    let ruling = ruled.filter(|(_, ruling)| ruling.core.status != RulingStatus::Open);
    let is_ruled = ruling.as_ref().map(|(_, ruling)| ruling.core.status);
    let ground = match is_ruled {
        Some(RulingStatus::Confirmed) => Ground::Ruled,
        None if checked.assessment.derived == Derived::Corroborated => Ground::Corroborated,
        Some(_) | None => return Vec::new(),
    };
    let Some(words) = claim.words.attribution.as_deref().and_then(vague_words) else {
        return Vec::new();
    };
    let mut found = Hit::new(
        checked.part().field("attribution"),
        Nobody { words, ground },
    );
    found.others = ruling
        .into_iter()
        .map(|(place, _)| place.field("status"))
        .collect();
    vec![found]
}

/// The text of a claim judges the claim. The fact is the judging words.
static STATUS_IN_TEXT: Rule<String> = Rule {
    code: "status-in-text",
    level: Some(Severity::Warning),
    find: Find::Claims(status_in_text),
    words: |found| {
        Words::new(format!("“{}” judges the claim in its own text", found.fact)).help(
            "write the bare statement; the judgement belongs in a ruling, and the article's \
             doubts belong in `caveat`",
        )
    },
};

fn status_in_text(checked: &CheckedClaim<'_>) -> Vec<Hit<String>> {
    let text = &checked.claim.words.text;
    let found = judging_words(text).map(|(words, at)| {
        let place = checked.part().field("text");
        let written = text.get(at).unwrap_or_default();
        Hit::new(place.text(written), words)
    });
    found.into_iter().collect()
}
