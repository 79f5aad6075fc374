//! Rules about whose hands the evidence comes from: the speaker's own, the house's own, one author's.

use crate::domain::check::context::CheckedClaim;
use crate::domain::check::english::authors::authors;
use crate::domain::check::finding::{Hit, RowKind, Severity, Words};
use crate::domain::check::rule::{AnyRule, Find, Rule};
use crate::domain::corroboration::{LeftOutReason, RowAccount};
use crate::domain::evidence::{About, Stance};
use crate::domain::source::Source;
use crate::domain::status::Derived;
use std::collections::{BTreeMap, BTreeSet};

pub(super) static RULES: &[&dyn AnyRule] = &[
    &OWN_WORD,
    &OWN_EVIDENCE,
    &PUBLISHER_UNDER_CHECK,
    &SAME_AUTHOR,
];

/// A supporting row can never count, because it is the speaker's own word. The fact is the source.
static OWN_WORD: Rule<String> = Rule {
    code: "own-word",
    level: Some(Severity::Note),
    find: Find::Claims(own_word),
    words: |found| {
        Words::new(format!(
            "`{}` can never count here: it is the speaker's own word",
            found.fact
        ))
        .help("find somebody else who shows it")
        .help("if you check only that they said it, write `about = \"attribution\"`, or make the claim a `quotation`")
    },
};

fn own_word(checked: &CheckedClaim<'_>) -> Vec<Hit<String>> {
    let Some(speaker) = checked.claim.core.speaker.as_deref() else {
        return Vec::new();
    };
    // An explanation costs time: ask for it only if the claim reaches the speaker at all.
    let house = checked.book.registry.house(speaker);
    let is_near = checked.claim.core.evidence.iter().any(|row| {
        row.voice
            .as_deref()
            .is_some_and(|voice| checked.book.registry.house(voice) == house)
    });
    if !is_near && checked.sources_of(&house).is_empty() {
        return Vec::new();
    }
    let supporting = checked.accounts().filter(|(_, row, _)| {
        row.core.stance == Stance::Supports && row.core.about == About::Content
    });
    supporting
        .filter(|(.., account)| is_only_the_speakers(account))
        .map(|(position, row, _)| {
            let at = checked.row(RowKind::Evidence, position).field("source");
            Hit::new(at, row.core.source.clone())
        })
        .collect()
}

fn is_only_the_speakers(account: &RowAccount) -> bool {
    let is_speakers = |reason: &LeftOutReason| {
        matches!(
            reason,
            LeftOutReason::SpeakersHouse(_) | LeftOutReason::SpeakerNotQuoted { .. }
        )
    };
    match &account.left_out {
        Some(LeftOutReason::NoRoad(blocked)) => {
            !blocked.is_empty() && blocked.iter().all(|blocked| is_speakers(&blocked.reason))
        }
        Some(reason) => is_speakers(reason),
        None => false,
    }
}

/// The house that rules published the evidence itself. The fact is the source.
static OWN_EVIDENCE: Rule<String> = Rule {
    code: "own-evidence",
    level: Some(Severity::Note),
    find: Find::Claims(own_evidence),
    words: |found| {
        Words::new(format!(
            "`{}` is published by the house that rules on this claim",
            found.fact
        ))
        .help("say so to readers, or find evidence from somebody else")
    },
};

fn own_evidence(checked: &CheckedClaim<'_>) -> Vec<Hit<String>> {
    let registry = checked.book.registry;
    let Some(own) = checked.book.organisation.map(|name| registry.house(name)) else {
        return Vec::new();
    };
    let rows = checked.claim.evidence().enumerate();
    let is_own = |source: &Source| {
        let publisher = registry.publisher_of(&source.core);
        publisher.is_some_and(|publisher| registry.house(publisher) == own)
    };
    rows.filter(|(_, row)| row.core.stance != Stance::Context)
        .filter(|(_, row)| checked.source(&row.core.source).is_some_and(is_own))
        .map(|(position, row)| {
            let at = checked.row(RowKind::Evidence, position).field("source");
            Hit::new(at, row.core.source.clone())
        })
        .collect()
}

/// A source of the article's own publisher is counted, and what the status would be without it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct UnderCheck {
    source: String,
    with: Derived,
    without: Derived,
}

/// The publisher of the article under check is among the counted origins of a claim that the article
/// attributes to somebody else.
static PUBLISHER_UNDER_CHECK: Rule<UnderCheck> = Rule {
    code: "publisher-under-check",
    level: Some(Severity::Note),
    find: Find::Claims(publisher_under_check),
    words: |found| {
        let UnderCheck {
            source,
            with,
            without,
        } = &found.fact;
        let effect = if with == without {
            String::new()
        } else {
            format!("; without it the evidence gives {without}")
        };
        Words::new(format!(
            "`{source}` counts, and the publisher of the article under check published it{effect}"
        ))
        .help("find an origin that is independent of the publisher whose article you check")
    },
};

fn publisher_under_check(checked: &CheckedClaim<'_>) -> Vec<Hit<UnderCheck>> {
    let registry = checked.book.registry;
    let publisher = checked
        .article
        .and_then(|article| registry.publisher_of_article(&article.core));
    let Some((publisher, speaker)) = publisher.zip(checked.claim.core.speaker.as_deref()) else {
        return Vec::new();
    };
    let house = registry.house(publisher);
    let its_sources: BTreeSet<&str> = checked
        .sources_of(&house)
        .into_iter()
        .map(|source| source.core.id.as_str())
        .collect();
    if its_sources.is_empty() || registry.house(speaker) == house {
        return Vec::new();
    }
    let counted = &checked.explanation().supports.possible.rows;
    let is_published = |account: &RowAccount, source: &str| {
        let mut roots = account.roots.iter().flat_map(|root| &root.sources);
        its_sources.contains(source) || roots.any(|root| its_sources.contains(root.as_str()))
    };
    let rows = checked.accounts().filter(|(position, row, account)| {
        counted.contains(position) && is_published(account, &row.core.source)
    });
    let with = checked.assessment.derived;
    rows.map(|(position, row, _)| {
        let source = row.core.source.clone();
        let without = checked.derived_with(&checked.claim.core, &[source.as_str()]);
        let is_lower = without.firmness() < with.firmness();
        let without = if is_lower { without } else { with };
        let at = checked.row(RowKind::Evidence, position).field("source");
        let found = Hit::new(
            at,
            UnderCheck {
                source,
                with,
                without,
            },
        );
        if is_lower {
            found.at_level(Severity::Warning)
        } else {
            found
        }
    })
    .collect()
}

/// Two counted sources with one author.
#[derive(Clone, Debug, PartialEq, Eq)]
struct OneAuthor {
    author: String,
    source: String,
    earlier: String,
}

/// One author is behind two sources that count as independent.
static SAME_AUTHOR: Rule<OneAuthor> = Rule {
    code: "same-author",
    level: Some(Severity::Note),
    find: Find::Claims(same_author),
    words: |found| {
        let OneAuthor {
            author,
            source,
            earlier,
        } = &found.fact;
        Words::new(format!(
            "{author} wrote both `{source}` and `{earlier}`, which count as two origins"
        ))
        .label("the same author")
        .other("and this one")
        .help("if one repeats the other, say so with `derived_from`")
    },
};

fn same_author(checked: &CheckedClaim<'_>) -> Vec<Hit<OneAuthor>> {
    let authors = |source: &str| {
        let written = checked
            .source(source)
            .and_then(|source| source.words.author.as_deref());
        written.map(authors).unwrap_or_default()
    };
    let rows = checked.claim.core.evidence.iter();
    let all: Vec<String> = rows
        .map(|row| row.source.as_str())
        .collect::<BTreeSet<_>>()
        .into_iter()
        .flat_map(|source| authors(source).into_iter().map(|(key, _)| key))
        .collect();
    // An explanation costs time: ask for it only if an author occurs twice at all.
    if all.iter().collect::<BTreeSet<_>>().len() == all.len() {
        return Vec::new();
    }
    let explanation = checked.explanation();
    let sides = [
        &explanation.supports.possible.rows,
        &explanation.refutes.possible.rows,
    ];
    let mut found = Vec::new();
    for counted in sides {
        let mut first: BTreeMap<String, usize> = BTreeMap::new();
        for position in counted {
            let Some(row) = checked.claim.core.evidence.get(*position) else {
                continue;
            };
            for (key, author) in authors(&row.source) {
                let earlier = *first.entry(key).or_insert(*position);
                let Some(other) = checked
                    .claim
                    .core
                    .evidence
                    .get(earlier)
                    .filter(|other| other.source != row.source)
                else {
                    continue;
                };
                let at = |position| checked.row(RowKind::Evidence, position).field("source");
                let fact = OneAuthor {
                    author,
                    source: row.source.clone(),
                    earlier: other.source.clone(),
                };
                found.push(Hit::new(at(*position), fact).with(at(earlier)));
            }
        }
    }
    found
}
