//! Rules about the sources that a claim rests on, and whether they are enough.

use crate::domain::check::context::{CheckedClaim, CheckedRecord, NonClaim};
use crate::domain::check::finding::{Hit, RecordPart, RowKind, Severity, Words};
use crate::domain::check::rule::{AnyRule, Find, Rule};
use crate::domain::claim::ClaimKind;
use crate::domain::corroboration::{LeftOutReason, RowAccount};
use crate::domain::evidence::Stance;
use crate::domain::records::RecordKind;
use crate::domain::ruling::RulingStatus;
use crate::domain::source::SourceKind;
use crate::domain::status::AttributionStatus;

pub(super) static RULES: &[&dyn AnyRule] = &[
    &UNSOURCED_CLAIM,
    &ONE_ORIGIN,
    &CIRCULAR_SOURCING,
    &REPEATS_THE_ARTICLE,
];

/// A claim that evidence could settle has no evidence row.
static UNSOURCED_CLAIM: Rule<()> = Rule {
    code: "unsourced-claim",
    level: Some(Severity::Note),
    find: Find::Claims(unsourced_claim),
    words: |found| {
        let id = &found.part.id;
        Words::new("no source says anything about this claim").help(format!(
            "add what you found: `claimbook cite {id} SOURCE --supports` \
             (or --refutes, --context …)"
        ))
    },
};

fn unsourced_claim(checked: &CheckedClaim<'_>) -> Vec<Hit<()>> {
    let is_checkable = checked.claim.core.kind.is_none_or(ClaimKind::is_checkable);
    if is_checkable && checked.claim.core.evidence.is_empty() {
        vec![Hit::new(checked.part(), ())]
    } else {
        Vec::new()
    }
}

/// The number of independent origins that support a claim, and the number that it needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct TooFewOrigins {
    counted: u32,
    needed: u8,
}

/// A claim is ruled confirmed on fewer independent origins than it needs.
static ONE_ORIGIN: Rule<TooFewOrigins> = Rule {
    code: "one-origin",
    level: Some(Severity::Warning),
    find: Find::Claims(one_origin),
    words: |found| {
        let needed = found.fact.needed;
        let counted = match found.fact.counted {
            0 => "no origin that counts".to_owned(),
            1 => "one independent origin".to_owned(),
            counted => format!("{counted} independent origins"),
        };
        Words::new(format!("ruled confirmed on {counted}; it needs {needed}"))
            .help(format!(
                "`claimbook why {}` shows which sources count as one",
                found.part.id
            ))
            .help(
                "find another origin, or a document, data set or observation; \
                 or lower `needs_origins` for this claim",
            )
    },
};

/// Two things make up for missing origins: a primary source; and, for a quotation or a position, the
/// speaker's own word.
fn one_origin(checked: &CheckedClaim<'_>) -> Vec<Hit<TooFewOrigins>> {
    let Some((ruling, _)) = checked.ruled(&[RulingStatus::Confirmed]) else {
        return Vec::new();
    };
    let claim = checked.claim;
    let needed = claim
        .core
        .needs_origins
        .unwrap_or(checked.book.needs_origins);
    let counted = checked.assessment.support.possible;
    let is_settled_by_speaker = claim.core.kind.is_some_and(ClaimKind::is_speech)
        && checked.assessment.attribution == Some(AttributionStatus::Confirmed);
    if counted >= u32::from(needed) || is_settled_by_speaker || has_primary_source(checked) {
        return Vec::new();
    }
    vec![Hit::new(
        ruling.field("status"),
        TooFewOrigins { counted, needed },
    )]
}

/// Whether an eligible supporting row rests on a document, a data set or an observation.
fn has_primary_source(checked: &CheckedClaim<'_>) -> bool {
    let is_primary = |id: &String| {
        let kind = checked.source(id).and_then(|source| source.core.kind);
        matches!(
            kind,
            Some(SourceKind::Document | SourceKind::Dataset | SourceKind::Observation)
        )
    };
    let mut eligible = checked.accounts().filter(|(_, row, account)| {
        row.core.stance == Stance::Supports && account.left_out.is_none()
    });
    eligible.any(|(_, row, account)| {
        let roots = account.roots.iter().flat_map(|root| &root.sources);
        is_primary(&row.core.source) || roots.into_iter().any(is_primary)
    })
}

/// Sources name one another as their origin. The fact is the circle, as sorted ids.
static CIRCULAR_SOURCING: Rule<Vec<String>> = Rule {
    code: "circular-sourcing",
    level: Some(Severity::Warning),
    find: Find::Records(circular_sourcing),
    words: |found| {
        let message = match found.fact.as_slice() {
            [only] => format!("`{only}` names itself as its origin"),
            circle => format!(
                "these sources name one another as their origin: {}",
                circle.join(", ")
            ),
        };
        Words::new(message).other("and this one").help(
            "find out which of them was first, and remove its `derived_from`; until then they \
             count as one origin, which is never established",
        )
    },
};

/// Reports a circle once, at its first source by id.
fn circular_sourcing(checked: &CheckedRecord<'_>) -> Vec<Hit<Vec<String>>> {
    let NonClaim::Source(source) = checked.record else {
        return Vec::new();
    };
    if source.core.derived_from.is_empty() || source.core.own_reporting {
        return Vec::new();
    }
    let circle = checked.book.registry.circle(source.core.id.as_str());
    if circle.first() != Some(&source.core.id.as_str()) {
        return Vec::new();
    }
    let mut found = Hit::new(
        checked.part().field("derived_from"),
        circle.iter().map(|id| (*id).to_owned()).collect(),
    );
    for id in circle.into_iter().skip(1) {
        found = found.with(RecordPart::new(RecordKind::Source, id).field("derived_from"));
    }
    vec![found]
}

/// How an evidence row leads back to the article under check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Repetition {
    /// Its source is the article.
    TheArticle,
    /// Its source has it only from the article.
    ACopy,
}

/// An evidence row rests on nothing but the article under check.
static REPEATS_THE_ARTICLE: Rule<Repetition> = Rule {
    code: "repeats-the-article",
    level: Some(Severity::Warning),
    find: Find::Claims(repeats_the_article),
    words: |found| match found.fact {
        Repetition::TheArticle => Words::new("this source is the article under check")
            .label("does not count")
            .help(
                "find another source; to record where the article says it, use `section` and \
                 `paragraph`",
            ),
        Repetition::ACopy => Words::new("this source only repeats the article under check")
            .label("does not count")
            .help(
                "find a source that does not have it from the article, or give this row the \
                 stance `context`",
            ),
    },
};

fn repeats_the_article(checked: &CheckedClaim<'_>) -> Vec<Hit<Repetition>> {
    let Some(article) = checked.article.map(|article| article.core.id.as_str()) else {
        return Vec::new();
    };
    // An explanation costs time: ask for it only if the claim reaches the article at all.
    if !checked.reach().contains(article) {
        return Vec::new();
    }
    let rows = checked.accounts();
    rows.filter(|(_, row, _)| row.core.stance != Stance::Context)
        .filter_map(|(position, _, account)| {
            let at = checked.row(RowKind::Evidence, position).field("source");
            Some(Hit::new(at, repetition(account, article)?))
        })
        .collect()
}

fn repetition(account: &RowAccount, article: &str) -> Option<Repetition> {
    let left_out = account.left_out.as_ref()?;
    if *left_out == LeftOutReason::TheArticle {
        return Some(Repetition::TheArticle);
    }
    let is_copy = matches!(left_out, LeftOutReason::NoRoad(blocked)
        if blocked.iter().any(|blocked| blocked.source == article));
    is_copy.then_some(Repetition::ACopy)
}
