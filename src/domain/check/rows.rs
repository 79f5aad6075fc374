//! Rules about evidence rows that may be coded wrong: one row twice, a path that leads elsewhere, a denial
//! without a voice.

use crate::domain::check::context::CheckedClaim;
use crate::domain::check::finding::{Hit, RowKind, Severity, Words};
use crate::domain::check::rule::{AnyRule, Find, Rule};
use crate::domain::check::text;
use crate::domain::evidence::{About, Evidence, EvidenceCore, Stance};
use crate::domain::name::fold;
use crate::domain::source::SourceKind;
use std::collections::{BTreeMap, BTreeSet};

pub(super) static RULES: &[&dyn AnyRule] = &[&SAME_ROW, &VIA_ELSEWHERE, &WHOSE_WORD];

/// A claim has the same evidence row twice. The fact is the source.
static SAME_ROW: Rule<String> = Rule {
    code: "same-row",
    level: Some(Severity::Warning),
    find: Find::Claims(same_row),
    words: |found| {
        Words::new(format!(
            "`{}` is cited twice for the same thing",
            found.fact
        ))
        .label("the same row")
        .other("as here")
        .help("remove one of the two, or say with `quote`, `locator` or `voice` how they differ")
    },
};

/// What makes two rows the same: all of it is alike.
type RowKey<'a> = (
    &'a str,
    Stance,
    About,
    BTreeSet<&'a str>,
    Option<String>,
    Option<String>,
    Option<String>,
);

fn same_row(checked: &CheckedClaim<'_>) -> Vec<Hit<String>> {
    let mut first: BTreeMap<RowKey<'_>, usize> = BTreeMap::new();
    let mut found = Vec::new();
    for (position, row) in checked.claim.evidence().enumerate() {
        let at = |position| checked.row(RowKind::Evidence, position).field("source");
        match first.get(&row_key(checked, row)) {
            Some(earlier) => {
                let hit = Hit::new(at(position), row.core.source.clone());
                found.push(hit.with(at(*earlier)));
            }
            None => {
                first.insert(row_key(checked, row), position);
            }
        }
    }
    found
}

fn row_key<'a>(checked: &CheckedClaim<'_>, row: Evidence<'a>) -> RowKey<'a> {
    let registry = checked.book.registry;
    let party = |name: &String| {
        registry
            .party_id(name)
            .map_or_else(|| fold(name), str::to_owned)
    };
    let words = |text: &Option<String>| {
        text.as_deref().map(|text| {
            text::words(&text::plain(text))
                .collect::<Vec<_>>()
                .join(" ")
        })
    };
    (
        row.core.source.as_str(),
        row.core.stance,
        row.core.about,
        row.core.via.iter().map(String::as_str).collect(),
        row.core.voice.as_ref().map(party),
        words(&row.words.quote),
        words(&row.words.locator),
    )
}

/// A `via` that the row's source does not derive from.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Elsewhere {
    source: String,
    via: String,
}

/// The `via` of a row is not an ancestor of the row's source.
static VIA_ELSEWHERE: Rule<Elsewhere> = Rule {
    code: "via-elsewhere",
    level: Some(Severity::Warning),
    find: Find::Claims(via_elsewhere),
    words: |found| {
        let Elsewhere { source, via } = &found.fact;
        Words::new(format!("`{source}` does not derive from `{via}`"))
            .help(format!(
                "if `{source}` has this from `{via}`, add it: `claimbook source set {source} \
                 derived_from+={via}`"
            ))
            .help(format!("if not, cite `{via}` in a row of its own"))
    },
};

fn via_elsewhere(checked: &CheckedClaim<'_>) -> Vec<Hit<Elsewhere>> {
    let registry = checked.book.registry;
    let mut found = Vec::new();
    for (position, row) in checked.claim.evidence().enumerate() {
        let Some(source) = checked.source(&row.core.source) else {
            continue;
        };
        let parents = source.core.derived_from.iter();
        let ancestors: BTreeSet<&str> = parents
            .flat_map(|parent| registry.lineage(parent))
            .collect();
        let elsewhere = row.core.via.iter().filter(|via| {
            // A name that leads nowhere is a finding of its own.
            registry.has_source(via) && !ancestors.contains(via.as_str())
        });
        found.extend(elsewhere.map(|via| {
            let at = checked.row(RowKind::Evidence, position).field("via");
            let fact = Elsewhere {
                source: row.core.source.clone(),
                via: via.clone(),
            };
            Hit::new(at.text(via), fact)
        }));
    }
    found
}

/// A row against a claim, of which nobody can say whose word it is.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Unvoiced {
    /// No voice is named, and the source or its origin also supports the claim.
    OnBothSides { source: String, stance: Stance },
    /// The row refutes, but it is somebody's bare word.
    BareWord { voice: String },
}

/// A row goes against a claim, but it does not say whose word it is, or it is only somebody's word.
static WHOSE_WORD: Rule<Unvoiced> = Rule {
    code: "whose-word",
    level: Some(Severity::Warning),
    find: Find::Claims(whose_word),
    words: |found| {
        match &found.fact {
        Unvoiced::OnBothSides { source, stance } => Words::new(format!(
            "whose word is this? `{source}` {stance} the claim, and it or its origin also supports it"
        ))
        .label("whose word")
        .other("supports")
        .help("name who says so in `voice`, if the source only reports it")
        .help("if this passage rests on another origin, name that in `via`"),
        Unvoiced::BareWord { voice } => Words::new(format!(
            "this refutes the claim with the bare word of {voice}"
        ))
        .label("a denial is not a refutation")
        .help("write `stance = \"denies\"`, or cite the evidence that shows it"),
    }
    },
};

fn whose_word(checked: &CheckedClaim<'_>) -> Vec<Hit<Unvoiced>> {
    let rows: Vec<(usize, Evidence<'_>)> = checked.claim.evidence().enumerate().collect();
    let is_of_content = |row: &Evidence<'_>| row.core.about == About::Content;
    let against = rows.iter().filter(|(_, row)| {
        let stances = [Stance::Denies, Stance::Disputes, Stance::Refutes];
        is_of_content(row) && stances.contains(&row.core.stance)
    });
    let mut found = Vec::new();
    for (position, row) in against {
        let at = checked.row(RowKind::Evidence, *position).field("stance");
        if let Some(voice) = bare_word(checked, row.core) {
            found.push(Hit::new(at, Unvoiced::BareWord { voice }));
            continue;
        }
        let has_voice = checked
            .source(&row.core.source)
            .is_none_or(|source| source.core.voice.is_some());
        if row.core.voice.is_some() || has_voice {
            continue;
        }
        let reach = reach(checked, row.core);
        let mut supporting = rows
            .iter()
            .filter(|(_, row)| row.core.stance == Stance::Supports && is_of_content(row));
        let shared =
            supporting.find(|(_, other)| !self::reach(checked, other.core).is_disjoint(&reach));
        if let Some((other, _)) = shared {
            let fact = Unvoiced::OnBothSides {
                source: row.core.source.clone(),
                stance: row.core.stance,
            };
            let other = checked.row(RowKind::Evidence, *other).field("stance");
            found.push(Hit::new(at, fact).with(other));
        }
    }
    found
}

/// The voice of a row that refutes with nothing but a statement. The speaker may refute himself.
fn bare_word(checked: &CheckedClaim<'_>, row: &EvidenceCore) -> Option<String> {
    let source = checked.source(&row.source)?;
    let registry = checked.book.registry;
    let house = |name: &str| registry.house(name);
    let own = source.core.voice.as_deref();
    let own = own.or_else(|| registry.publisher_of(&source.core));
    let of_source = source
        .core
        .voice
        .as_ref()
        .filter(|_| source.core.kind == Some(SourceKind::Statement));
    let of_row = row
        .voice
        .as_ref()
        .filter(|voice| Some(house(voice)) != own.map(house));
    let voice = of_row.or(of_source)?;
    let is_speaker = checked
        .claim
        .core
        .speaker
        .as_ref()
        .is_some_and(|speaker| house(speaker) == house(voice));
    (row.stance == Stance::Refutes && !is_speaker).then(|| voice.clone())
}

/// The sources that a row rests on: where it starts, and all that these derive from.
fn reach<'a>(checked: &CheckedClaim<'a>, row: &'a EvidenceCore) -> BTreeSet<&'a str> {
    let starts: Vec<&str> = if row.via.is_empty() {
        vec![row.source.as_str()]
    } else {
        row.via.iter().map(String::as_str).collect()
    };
    let registry = checked.book.registry;
    let lineage = starts.iter().flat_map(|start| registry.lineage(start));
    lineage.chain(starts.iter().copied()).collect()
}
