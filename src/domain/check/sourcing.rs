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
    &UNUSED_SOURCE,
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
    let core = &checked.claim.core;
    let is_checkable = core.kind.is_none_or(ClaimKind::is_checkable) && !core.is_draft();
    if is_checkable && checked.claim.core.evidence.is_empty() {
        vec![Hit::new(checked.part(), ())]
    } else {
        Vec::new()
    }
}

/// What a ruling lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Lack {
    /// There are fewer independent origins on its side than the claim needs.
    Origins { counted: u32, needed: u8 },
    /// There are enough of them, but none is established.
    Established { counted: u32 },
}

/// A ruling with what it lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct ThinRuling {
    ruled: RulingStatus,
    lack: Lack,
}

/// A claim is ruled confirmed or refuted on fewer independent origins than it needs, or on none that is
/// established.
static ONE_ORIGIN: Rule<ThinRuling> = Rule {
    code: "one-origin",
    level: Some(Severity::Warning),
    find: Find::Claims(one_origin),
    words: |found| {
        let ThinRuling { ruled, lack } = found.fact;
        let (message, advice) = match lack {
            Lack::Origins { counted, needed } => (
                format!("ruled {ruled} on {}; it needs {needed}", origins(counted)),
                "find another origin, or a document, data set or observation; \
                 or lower `needs_origins` for this claim",
            ),
            Lack::Established { counted } => (
                format!(
                    "ruled {ruled} on {}, of which none is established",
                    origins(counted)
                ),
                "find own reporting with a named publisher, or a document, data set or observation",
            ),
        };
        let id = &found.part.id;
        Words::new(message)
            .help(format!(
                "`claimbook why {id}` shows which sources count, and what they lack"
            ))
            .help(advice)
    },
};

fn origins(counted: u32) -> String {
    match counted {
        0 => "no origin that counts".to_owned(),
        1 => "one independent origin".to_owned(),
        counted => format!("{counted} independent origins"),
    }
}

/// Two things make up for missing origins: a primary source; and, for what somebody said, the speaker's
/// own word.
fn one_origin(checked: &CheckedClaim<'_>) -> Vec<Hit<ThinRuling>> {
    let Some((ruling, of_ruling)) =
        checked.ruled(&[RulingStatus::Confirmed, RulingStatus::Refuted])
    else {
        return Vec::new();
    };
    let ruled = of_ruling.core.status;
    let assessment = checked.assessment;
    let (count, stance) = if ruled == RulingStatus::Confirmed {
        (assessment.support, Stance::Supports)
    } else {
        (assessment.refute, Stance::Refutes)
    };
    let counted = count.possible;
    let is_settled_by_speaker = ruled == RulingStatus::Confirmed
        && checked.claim.core.kind.is_some_and(ClaimKind::is_speech)
        && assessment.attribution == Some(AttributionStatus::Confirmed);
    let has_enough = count.established > 0 && counted >= u32::from(checked.book.needs_origins);
    if is_settled_by_speaker || (has_enough && checked.claim.core.needs_origins.is_none()) {
        return Vec::new();
    }
    let needed = checked.explanation().needs_origins;
    let lack = if counted < u32::from(needed) && !has_primary_source(checked, stance) {
        Lack::Origins { counted, needed }
    } else if counted > 0 && count.established == 0 {
        Lack::Established { counted }
    } else {
        return Vec::new();
    };
    vec![Hit::new(ruling.field("status"), ThinRuling { ruled, lack })]
}

/// Whether an eligible row of a stance rests on a document, a data set or an observation.
fn has_primary_source(checked: &CheckedClaim<'_>, stance: Stance) -> bool {
    let is_primary = |id: &String| {
        let kind = checked.source(id).and_then(|source| source.core.kind);
        matches!(
            kind,
            Some(SourceKind::Document | SourceKind::Dataset | SourceKind::Observation)
        )
    };
    let mut eligible = checked
        .accounts()
        .filter(|(_, row, account)| row.core.stance == stance && account.left_out.is_none());
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
    let circle = checked.book.registry.circle_from(source.core.id.as_str());
    if circle.is_empty() {
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

/// Nothing in the book rests on a source.
static UNUSED_SOURCE: Rule<()> = Rule {
    code: "unused-source",
    level: None,
    find: Find::Records(unused_source),
    words: |found| {
        let id = &found.part.id;
        Words::new("no claim cites this source, and no source derives from it").help(format!(
            "cite it (`claimbook cite CLAIM {id} …`), or remove it: `claimbook rm {id}`"
        ))
    },
};

fn unused_source(checked: &CheckedRecord<'_>) -> Vec<Hit<()>> {
    let NonClaim::Source(source) = checked.record else {
        return Vec::new();
    };
    let is_unused = checked
        .book
        .unused_sources
        .contains(source.core.id.as_str());
    let found = is_unused.then(|| Hit::new(checked.part().field("id"), ()));
    found.into_iter().collect()
}
